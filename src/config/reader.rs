//! What every part of the file is read with: values with their lines, and refusals that name them.

use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono_tz::Tz;
use toml::Spanned;
use url::Url;

use super::{Placed, UnusableConfig};
use crate::text::{Language, UnknownLanguage};

/// The store takes a claim for abandoned that is older than half a minute: no request may last so long.
const TIMEOUTS: RangeInclusive<Duration> = Duration::from_millis(100)..=Duration::from_secs(20);

/// Characters of an address that boards' addresses begin with.
const PUBLIC_URL: usize = 300;

#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) file: &'a Path,
    pub(super) text: &'a str,
}

impl Reader<'_> {
    pub(super) fn timeout(self, raw: &Spanned<String>) -> Result<Duration, UnusableConfig> {
        let timeout = humantime::parse_duration(raw.get_ref().trim()).ok();
        timeout.filter(|timeout| TIMEOUTS.contains(timeout)).ok_or_else(|| {
            self.refuse(raw, "timeout must be a length of time from \"100ms\" to \"20s\", such as \"10s\"")
        })
    }

    pub(super) fn listen(self, raw: &Spanned<String>) -> Result<Placed<SocketAddr>, UnusableConfig> {
        let address = raw.get_ref().trim().parse().map_err(|_| {
            let what = format!("listen: `{}` is no address and port; write it like \"127.0.0.1:8080\"", raw.get_ref());
            self.refuse(raw, &what)
        })?;
        Ok(self.placed(raw, address))
    }

    pub(super) fn public_url(self, raw: &Spanned<String>) -> Result<String, UnusableConfig> {
        let written = raw.get_ref().trim().trim_end_matches('/');
        let url = Url::parse(written).ok().filter(|url| matches!(url.scheme(), "https" | "http"));
        let plain = url.filter(|url| url.has_host() && url.query().is_none() && url.fragment().is_none());
        // Longer, and with the ids behind it, Discord takes no link button.
        let fits = plain.filter(|url| url.as_str().len() <= PUBLIC_URL);
        fits.map(|_| written.to_owned()).ok_or_else(|| {
            let what =
                format!("public_url: `{written}` is no address of a site; write it like \"https://board.example.org\"");
            self.refuse(raw, &what)
        })
    }

    pub(super) fn time_zone(self, raw: &Spanned<String>) -> Result<Tz, UnusableConfig> {
        raw.get_ref().parse().map_err(|_| {
            let what = format!("`{}` is no time zone; write one like \"America/Los_Angeles\"", raw.get_ref());
            self.refuse(raw, &what)
        })
    }

    pub(super) fn language(self, raw: &Spanned<String>) -> Result<Language, UnusableConfig> {
        raw.get_ref().parse().map_err(|error: UnknownLanguage| self.refuse(raw, &format!("language: {error}")))
    }

    pub(super) fn optional<T>(
        self,
        raw: Option<&Spanned<u64>>,
        make: impl Fn(u64) -> Option<T>,
    ) -> Result<Option<Placed<T>>, UnusableConfig> {
        raw.map(|raw| self.snowflake(raw, make)).transpose()
    }

    pub(super) fn snowflake<T>(
        self,
        raw: &Spanned<u64>,
        make: impl Fn(u64) -> Option<T>,
    ) -> Result<Placed<T>, UnusableConfig> {
        let id = make(*raw.get_ref()).ok_or_else(|| {
            self.refuse(raw, "0 is no Discord id; in Discord, switch on developer mode and choose Copy ID")
        })?;
        Ok(self.placed(raw, id))
    }

    /// A file named in the configuration: as seen from where talkbell was started, else from the configuration itself.
    pub(super) fn path(self, path: &Path) -> PathBuf {
        let beside = self.file.parent().map(|folder| folder.join(path));
        let beside = beside.filter(|beside| !path.exists() && beside.exists());
        beside.unwrap_or_else(|| path.to_owned())
    }

    pub(super) fn placed<T, U>(self, raw: &Spanned<U>, value: T) -> Placed<T> {
        Placed { value, line: self.line(raw.span().start) }
    }

    pub(super) fn refuse<T>(self, at: &Spanned<T>, what: &str) -> UnusableConfig {
        UnusableConfig::new(self.file, Some(self.line(at.span().start)), what.to_owned())
    }

    pub(super) fn syntax(self, error: &toml::de::Error) -> UnusableConfig {
        let line = error.span().map(|span| self.line(span.start));
        let what = error.message().replace('\n', "; ");
        // What serde calls a u64 is an id here: the configuration has no other number of that kind.
        let what = what.replace("expected u64", "expected an id of Discord, a number without quotes");
        UnusableConfig::new(self.file, line, what)
    }

    pub(super) fn line(self, at: usize) -> usize {
        1 + self.text.bytes().take(at).filter(|byte| *byte == b'\n').count()
    }
}
