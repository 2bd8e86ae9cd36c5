//! What an entry's link leads to.

/// A page about one thing: `https://iclr.cc/virtual/speaker_5.html` leads to `speaker`, `5`.
pub(super) fn page(link: &str) -> Option<(String, String)> {
    let (kind, id) = file(link)?.split_once('_')?;
    Some((kind.to_owned(), id.to_owned()))
}

/// A page of all that is in one session, and that session: `papers.html?session=Mon+Session+3&filter=keywords` leads to
/// `papers`, `Mon Session 3`.
pub(super) fn list(link: &str) -> Option<(String, String)> {
    let (_, query) = link.split_once('?')?;
    let query = query.split('#').next().unwrap_or_default();
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    let (_, session) = pairs.find(|(key, _)| matches!(key.as_ref(), "session" | "search"))?;
    Some((file(link)?.to_lowercase(), session.into_owned()))
}

fn file(link: &str) -> Option<&str> {
    link.split(['?', '#']).next()?.rsplit('/').next()?.strip_suffix(".html")
}

/// Whether what stands where a room should is a link.
pub(super) fn is_link(location: &str) -> bool {
    location.contains("://") || location.contains(".html") || location.starts_with('/')
}
