use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use url::Url;

/// Where a programme is read from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// A file or a folder on this machine.
    Path(PathBuf),
    /// Somewhere on the web.
    Address(Address),
    /// It was handed over once, as a sample or an attachment, and is not read again. With its name.
    Given(String),
}

/// An `http` or `https` address.
///
/// What it shows of itself is fit for a log: neither a password nor a query, which may hold one.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Address(Url);

/// A text that begins like an address and is none that talkbell fetches.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this address cannot be fetched: {0}")]
pub struct UnusableAddress(String);

/// How addresses are fetched.
#[derive(Clone, Debug)]
pub struct FetchSettings {
    /// Hosts that may be in a private network, in lower case.
    pub allow_hosts: Vec<String>,
    /// How long a source may take, all of it.
    pub timeout: Duration,
}

impl Default for FetchSettings {
    fn default() -> Self {
        Self { allow_hosts: Vec::new(), timeout: Duration::from_secs(30) }
    }
}

impl Source {
    /// An address if it looks like one, else a path.
    ///
    /// # Errors
    /// When it looks like an address and is none that can be fetched.
    pub fn named(text: &str) -> Result<Self, UnusableAddress> {
        let text = text.trim();
        let looks_like_one = text.split_once("://").is_some_and(|(scheme, _)| {
            scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        });
        if looks_like_one { Address::parse(text).map(Self::Address) } else { Ok(Self::Path(PathBuf::from(text))) }
    }

    /// As [`Source::named`], of an argument.
    ///
    /// # Errors
    /// As there.
    pub fn at(path: &Path) -> Result<Self, UnusableAddress> {
        path.to_str().map_or_else(|| Ok(Self::Path(path.to_owned())), Self::named)
    }

    /// The same source, in words that tell it from every other, secrets included: for comparing, not for showing.
    #[must_use]
    pub fn identity(&self) -> String {
        match self {
            Self::Path(path) => format!("path:{}", path.display()),
            Self::Address(address) => format!("address:{}", address.url()),
            Self::Given(name) => format!("given:{name}"),
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => path.display().fmt(f),
            Self::Address(address) => address.fmt(f),
            Self::Given(name) => f.write_str(name),
        }
    }
}

impl Address {
    /// Reads an address. A calendar subscription (`webcal://`) is one of https.
    ///
    /// # Errors
    /// When it is no address, or not of http or https.
    pub fn parse(text: &str) -> Result<Self, UnusableAddress> {
        let unusable = |what: &str| UnusableAddress(what.to_owned());
        let text = text.trim();
        let subscription = text.get(..9).filter(|scheme| scheme.eq_ignore_ascii_case("webcal://"));
        let text = subscription.map_or_else(|| text.to_owned(), |scheme| format!("https://{}", &text[scheme.len()..]));
        let url = Url::parse(&text).map_err(|error| UnusableAddress(error.to_string()))?;
        match url.scheme() {
            "http" | "https" if url.host_str().is_some_and(|host| !host.is_empty()) => Ok(Self(url)),
            "http" | "https" => Err(unusable("it names no host")),
            _ => Err(unusable("only http:// and https:// are fetched")),
        }
    }

    /// The address of what a file that stands here calls `name`.
    ///
    /// # Errors
    /// When that is none which can be fetched.
    pub fn beside(&self, name: &str) -> Result<Self, UnusableAddress> {
        let url = self.0.join(name).map_err(|error| UnusableAddress(error.to_string()))?;
        Self::parse(url.as_str())
    }

    /// The whole of it, secrets included.
    #[must_use]
    pub fn url(&self) -> &Url {
        &self.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = &self.0;
        write!(f, "{}://{}", url.scheme(), url.host_str().unwrap_or_default())?;
        if let Some(port) = url.port() {
            write!(f, ":{port}")?;
        }
        f.write_str(url.path())?;
        if url.query().is_some() { f.write_str("?…") } else { Ok(()) }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> String {
        match Source::named(text) {
            Ok(Source::Path(path)) => format!("path {}", path.display()),
            Ok(source) => format!("address {source}"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn an_address_is_told_from_a_path() {
        insta::assert_snapshot!(["https://example.org/schedule.xml", " HTTP://Example.org:8080/a ", "webcal://example.org/c.ics", "data/a.txt", "C:\\a.txt", "-", "ftp://example.org/a", "file:///etc/passwd", "https://", "https://exa mple.org/"].map(named).join("\n"), @"
        address https://example.org/schedule.xml
        address http://example.org:8080/a
        address https://example.org/c.ics
        path data/a.txt
        path C:\\a.txt
        path -
        this address cannot be fetched: only http:// and https:// are fetched
        this address cannot be fetched: only http:// and https:// are fetched
        this address cannot be fetched: empty host
        this address cannot be fetched: invalid international domain name
        ");
    }

    #[test]
    fn an_address_shows_no_secret() {
        let address = Address::parse("https://ada:word@example.org/feed.ics?token=abc#x").expect("an address");
        assert_eq!(address.to_string(), "https://example.org/feed.ics?…");
        assert_eq!(format!("{address:?}"), "https://example.org/feed.ics?…");
    }
}
