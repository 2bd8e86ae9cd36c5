//! Where programmes are read from, and how.

use std::ops::RangeInclusive;
use std::path::Path;
use std::time::Duration;

use serde::Deserialize;
use toml::Spanned;

use super::reader::Reader;
use super::{FetchSettings, Source, UnusableConfig};

/// Less than the shortest time between two fetches.
const TIMEOUTS: RangeInclusive<Duration> = Duration::from_millis(100)..=Duration::from_secs(50);

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawFetch {
    allow_hosts: Vec<Spanned<String>>,
    timeout: Option<Spanned<String>>,
}

impl Reader<'_> {
    pub(super) fn fetch(self, raw: &RawFetch) -> Result<FetchSettings, UnusableConfig> {
        let mut settings = FetchSettings::default();
        for host in &raw.allow_hosts {
            let name = host.get_ref().trim();
            if name.is_empty() || name.contains(['/', '@', '*']) {
                let what = format!("`{name}` is no host; write it like \"intranet.example\" or \"127.0.0.1\"");
                return Err(self.refuse(host, &what));
            }
            settings.allow_hosts.push(name.to_lowercase());
        }
        if let Some(raw) = &raw.timeout {
            let timeout = humantime::parse_duration(raw.get_ref().trim()).ok();
            settings.timeout = timeout.filter(|timeout| TIMEOUTS.contains(timeout)).ok_or_else(|| {
                self.refuse(raw, "timeout must be a length of time from \"100ms\" to \"50s\", such as \"30s\"")
            })?;
        }
        Ok(settings)
    }

    /// An address, or a path as seen from where talkbell was started, else from the configuration itself.
    pub(super) fn source(self, raw: &Spanned<String>) -> Result<Source, UnusableConfig> {
        match Source::named(raw.get_ref()) {
            Ok(Source::Path(path)) => Ok(Source::Path(self.path(Path::new(&path)))),
            Ok(source) => Ok(source),
            Err(error) => Err(self.refuse(raw, &format!("source: {error}"))),
        }
    }
}
