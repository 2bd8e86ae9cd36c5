use std::error::Error;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use super::networks::is_public;

/// Lets no connection go where the configuration does not allow it.
///
/// It is the client's resolver, so the address that was judged is the one that is connected to: a name that leads
/// elsewhere at the next question gains nothing.
#[derive(Clone, Debug)]
pub(super) struct Guard {
    allowed: Arc<[String]>,
}

/// A host that leads inside, where no source of the world has business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Barred {
    pub(super) host: String,
    pub(super) address: IpAddr,
}

impl Guard {
    pub(super) fn new(allow_hosts: &[String]) -> Self {
        Self { allowed: allow_hosts.iter().map(|host| plain(host)).collect() }
    }

    /// A host that is a number is asked of no resolver.
    pub(super) fn admit(&self, url: &Url) -> Result<(), Barred> {
        let address = match url.host() {
            Some(Host::Ipv4(address)) => IpAddr::V4(address),
            Some(Host::Ipv6(address)) => IpAddr::V6(address),
            Some(Host::Domain(_)) | None => return Ok(()),
        };
        let host = address.to_string();
        if self.allows(&host) || is_public(address) { Ok(()) } else { Err(Barred { host, address }) }
    }

    fn allows(&self, host: &str) -> bool {
        self.allowed.contains(&plain(host))
    }

    fn judged(&self, host: &str, found: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, Barred> {
        if self.allows(host) {
            return Ok(found);
        }
        let (public, inside): (Vec<_>, Vec<_>) = found.into_iter().partition(|address| is_public(address.ip()));
        match inside.first() {
            Some(barred) if public.is_empty() => Err(Barred { host: host.to_owned(), address: barred.ip() }),
            _ => Ok(public),
        }
    }
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.clone();
        Box::pin(async move {
            let host = name.as_str().to_owned();
            // The port is the client's to fill in.
            let found: Vec<SocketAddr> = tokio::net::lookup_host((host.as_str(), 0)).await?.collect();
            let judged = guard.judged(&host, found)?;
            Ok(Box::new(judged.into_iter()) as Addrs)
        })
    }
}

impl fmt::Display for Barred {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, address } = self;
        if *host == address.to_string() {
            write!(f, "{host} is not an address of the public internet")?;
        } else {
            write!(f, "{host} leads to {address}, which is not an address of the public internet")?;
        }
        write!(f, "; if that is meant, name {host} in allow_hosts under [fetch]")
    }
}

impl Error for Barred {}

/// As hosts are compared.
fn plain(host: &str) -> String {
    host.trim_matches(['[', ']']).trim_end_matches('.').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(allowed: &[&str]) -> Guard {
        Guard::new(&allowed.iter().map(ToString::to_string).collect::<Vec<_>>())
    }

    fn admitted(guard: &Guard, url: &str) -> bool {
        guard.admit(&Url::parse(url).unwrap()).is_ok()
    }

    #[test]
    fn numbers_are_judged_however_they_are_written() {
        let nobody = guard(&[]);
        for inside in [
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://[::1]/",
            "http://[::ffff:a00:1]/",
            "http://0177.0.0.1/",
        ] {
            assert!(!admitted(&nobody, inside), "{inside}");
        }
        assert!(admitted(&nobody, "http://1.1.1.1/"));
        assert!(admitted(&guard(&["127.0.0.1"]), "http://127.0.0.1:8080/"));
        assert!(admitted(&guard(&["[::1]"]), "http://[::1]/"));
        assert!(!admitted(&guard(&["127.0.0.1"]), "http://127.0.0.2/"));
    }

    #[test]
    fn a_name_is_judged_by_where_it_leads() {
        let inside: SocketAddr = "10.0.0.1:0".parse().unwrap();
        let outside: SocketAddr = "1.1.1.1:0".parse().unwrap();
        let nobody = guard(&[]);
        let barred = Barred { host: "evil.example".to_owned(), address: inside.ip() };
        assert_eq!(nobody.judged("evil.example", vec![inside]), Err(barred));
        assert_eq!(nobody.judged("evil.example", vec![inside, outside]), Ok(vec![outside]));
        assert_eq!(guard(&["Intranet.example."]).judged("intranet.EXAMPLE", vec![inside]), Ok(vec![inside]));
    }
}
