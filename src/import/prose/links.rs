//! Addresses in a text: kept, without what tracks readers, and without the way into a meeting that its password guards.

use std::borrow::Cow;

use memchr::memchr;

/// Parameters by which a site learns where a reader came from. `utm_` and `hsa_` begin whole families.
const TRACKING: [&str; 18] = [
    "fbclid",
    "gclid",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "yclid",
    "twclid",
    "igshid",
    "igsh",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "vero_id",
    "_hsenc",
    "_hsmi",
    "oly_enc_id",
    "oly_anon_id",
];
/// Parameters that open a meeting.
const PASSWORDS: [&str; 6] = ["pwd", "password", "passwd", "passcode", "pw", "pin"];
/// Where meetings are held, and parameters that open them there alone.
const MEETINGS: [(&str, &[&str]); 9] = [
    ("zoom.us", &["tk", "uname"]),
    ("zoom.com", &["tk"]),
    ("zoom.com.cn", &["tk"]),
    ("zoomgov.com", &["tk"]),
    ("webex.com", &["mtid", "rnd", "j"]),
    ("teams.live.com", &["p"]),
    ("teams.microsoft.com", &["p"]),
    ("gotomeeting.com", &[]),
    ("bluejeans.com", &[]),
];

/// Bytes of the longest address.
const LONGEST: usize = 2048;

/// What is left of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cleaned {
    AsItIs,
    Shorter(String),
    /// It opens a meeting.
    Secret,
}

/// Whether readers can follow it.
pub(super) fn is_address(target: &str) -> bool {
    let begins = |scheme: &str| target.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    (begins("https://") || begins("http://"))
        && !target.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"'))
}

/// What a link with this text shows, if that is not its text alone: its address in parentheses.
pub(super) fn shown(text: &str, target: &str) -> Option<String> {
    let target = target.trim();
    if let Some(mail) = target.strip_prefix("mailto:") {
        let mail = mail.split('?').next().unwrap_or_default();
        let known = mail.is_empty() || text.contains(mail);
        return (!known).then(|| format!("{text} ({mail})"));
    }
    if !is_address(target) {
        return None;
    }
    let (said, leads) = (bare(text).as_bytes(), bare(target).as_bytes());
    let said = said.len() >= leads.len() && said[said.len() - leads.len()..].eq_ignore_ascii_case(leads);
    (!said).then(|| format!("{text} ({target})"))
}

fn bare(address: &str) -> &str {
    let address = address.trim_end_matches('/');
    let scheme = memchr(b':', address.as_bytes()).and_then(|at| address[at..].find("://").map(|more| at + more + 3));
    scheme.map_or(address, |end| &address[end..]).trim_start_matches("www.")
}

/// The text with its addresses cleaned, and whether one of them opened a meeting and was left out.
pub(super) fn in_text(text: &str) -> (Cow<'_, str>, bool) {
    let mut cleaned = String::new();
    let mut copied = 0;
    let mut secret = false;
    let mut at = 0;
    while let Some(found) = memchr(b':', &text.as_bytes()[at..]) {
        let colon = at + found;
        at = colon + 1;
        if !text[at..].starts_with("//") {
            continue;
        }
        let Some(start) = scheme_before(&text[..colon]) else { continue };
        let end = colon + 3 + length(&text[colon + 3..]);
        at = end;
        match clean(&text[start..end]) {
            Cleaned::AsItIs => {}
            Cleaned::Shorter(address) => {
                cleaned.push_str(&text[copied..start]);
                cleaned.push_str(&address);
                copied = end;
            }
            Cleaned::Secret => {
                secret = true;
                let before = &text[copied..start];
                let parenthesised = before.strip_suffix('(').filter(|_| text[end..].starts_with(')'));
                cleaned.push_str(parenthesised.map_or(before, str::trim_end));
                copied = end + usize::from(parenthesised.is_some());
            }
        }
    }
    if copied == 0 && !secret {
        return (Cow::Borrowed(text), false);
    }
    cleaned.push_str(&text[copied..]);
    (Cow::Owned(cleaned), secret)
}

/// An address without what tracks its readers.
pub(super) fn clean(address: &str) -> Cleaned {
    let (address, fragment) = address.split_once('#').map_or((address, None), |(rest, end)| (rest, Some(end)));
    let Some((place, query)) = address.split_once('?') else {
        return if fragment.is_some_and(has_password) { Cleaned::Secret } else { Cleaned::AsItIs };
    };
    let host = place.split("://").nth(1).unwrap_or_default().split(['/', ':']).next().unwrap_or_default();
    let host = host.to_ascii_lowercase();
    let opens =
        MEETINGS.iter().find(|(site, _)| host == *site || host.strip_suffix(site).is_some_and(|h| h.ends_with('.')));
    let opens = opens.map_or(&[] as &[&str], |(_, keys)| keys);
    let key = |pair: &str| {
        let key = pair.split('=').next().unwrap_or_default();
        key.trim_start_matches("amp;").to_ascii_lowercase()
    };
    let pairs = || query.split('&');
    let secret = |pair: &str| pair.contains('=') && (PASSWORDS.contains(&&*key(pair)) || opens.contains(&&*key(pair)));
    if pairs().any(secret) || fragment.is_some_and(has_password) {
        return Cleaned::Secret;
    }
    let tracks = |pair: &&str| {
        let key = key(pair);
        key.starts_with("utm_") || key.starts_with("hsa_") || TRACKING.contains(&&*key)
    };
    if !pairs().any(|pair| tracks(&pair)) {
        return Cleaned::AsItIs;
    }
    let kept: Vec<&str> = pairs().filter(|pair| !tracks(pair)).collect();
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    let fragment = fragment.map(|end| format!("#{end}")).unwrap_or_default();
    Cleaned::Shorter(format!("{place}{query}{fragment}"))
}

fn has_password(fragment: &str) -> bool {
    fragment.split('&').any(|pair| pair.split_once('=').is_some_and(|(key, _)| PASSWORDS.contains(&key)))
}

fn scheme_before(text: &str) -> Option<usize> {
    let ends = |scheme: &str| {
        let at = text.len().checked_sub(scheme.len())?;
        text.get(at..).filter(|it| it.eq_ignore_ascii_case(scheme)).map(|_| at)
    };
    ends("https").or_else(|| ends("http"))
}

/// How far an address goes: to a space, a bracket or a quotation mark; a stop or a closing parenthesis at its end is the
/// sentence's, unless it was opened in the address.
fn length(text: &str) -> usize {
    let near = &text[..text.floor_char_boundary(LONGEST)];
    let stops = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '“' | '”' | '»');
    let mut bytes = near.bytes().enumerate();
    let stop = bytes.position(|(at, byte)| match byte {
        0..=b' ' | 0x7F | b'<' | b'>' | b'"' | b'`' => true,
        0..0xC0 => false,
        _ => near[at..].starts_with(stops),
    });
    let mut address = stop.map_or(near, |at| &near[..at]);
    let count = |parenthesis: u8| address.bytes().filter(|byte| *byte == parenthesis).count();
    let mut unopened = count(b')').saturating_sub(count(b'('));
    loop {
        let shorter = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '…', ']']);
        match shorter.strip_suffix(')').filter(|_| unopened > 0) {
            Some(before) => {
                unopened -= 1;
                address = before;
            }
            None if shorter.len() < address.len() => address = shorter,
            None => return address.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> String {
        in_text(text).0.into_owned()
    }

    #[test]
    fn links_are_kept_and_what_tracks_readers_is_not() {
        assert_eq!(
            cleaned(
                "See https://a.example/x?utm_source=feed&id=7&fbclid=abc#top, and (https://b.example/?utm_medium=x)."
            ),
            "See https://a.example/x?id=7#top, and (https://b.example/)."
        );
        let kept = "https://en.example/wiki/Bell_(talk)?id=7 and http://x.example.";
        assert_eq!(cleaned(kept), kept);
    }

    /// Lesson 15: meeting links with passwords stand in public feeds.
    #[test]
    fn a_link_that_opens_a_meeting_is_left_out() {
        for link in [
            "https://us02web.zoom.us/j/8123?pwd=c2VjcmV0",
            "https://zoom.us/w/99?tk=abc&pwd=x",
            "https://icml.webex.com/icml/j.php?MTID=m1234",
            "https://teams.live.com/meet/93?p=secret",
            "https://bbb.example.org/room#password=abc",
        ] {
            let (text, secret) = in_text(&format!("Join ({link}) or {link}, please.")).clone_out();
            assert_eq!((text.as_str(), secret), ("Join or , please.", true), "{link}");
        }
        assert_eq!(clean("https://zoom.us/j/8123"), Cleaned::AsItIs);
    }

    trait CloneOut {
        fn clone_out(self) -> (String, bool);
    }

    impl CloneOut for (Cow<'_, str>, bool) {
        fn clone_out(self) -> (String, bool) {
            (self.0.into_owned(), self.1)
        }
    }

    #[test]
    fn a_link_shows_where_it_leads_once() {
        assert_eq!(shown("the paper", "https://a.example/1").as_deref(), Some("the paper (https://a.example/1)"));
        assert_eq!(shown("https://a.example/1", "https://a.example/1/"), None);
        assert_eq!(shown("a.example", "https://www.a.example/"), None);
        assert_eq!(shown("click", "javascript:alert(1)"), None);
        assert_eq!(shown("me", "mailto:me@a.example?subject=x").as_deref(), Some("me (me@a.example)"));
    }
}
