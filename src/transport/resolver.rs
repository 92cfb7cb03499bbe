//! Remembers the platform's address: the HTTP client asks for it before each request, even when
//! the connection stands, which would cost every question a round trip to the DNS server.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// How long an address is believed while it serves.
const BELIEVED: Duration = Duration::from_secs(300);

/// One address, for a client that talks to one host. Clones share it.
#[derive(Debug, Clone, Default)]
pub(super) struct CachedResolver(Arc<Mutex<Option<ResolvedHost>>>);

#[derive(Debug)]
struct ResolvedHost {
    uri: Uri,
    addresses: ResolvedSocketAddrs,
    since: Instant,
}

impl CachedResolver {
    /// After a failure: the platform may have moved.
    pub(super) fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl Resolver for CachedResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let mut slot = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = slot.as_ref()
            && known.uri == *uri
            && known.since.elapsed() < BELIEVED
        {
            return Ok(known.addresses.clone());
        }
        let found = DefaultResolver::default().resolve(uri, config, timeout);
        // What the system's resolver says has no kind of its own.
        let addresses = found.map_err(|fault| match fault {
            ureq::Error::Io(cause) => {
                log::debug!("the platform's name: {cause}");
                ureq::Error::HostNotFound
            }
            other => other,
        })?;
        *slot = Some(ResolvedHost {
            uri: uri.clone(),
            addresses: addresses.clone(),
            since: Instant::now(),
        });
        Ok(addresses)
    }
}

#[cfg(test)]
mod tests {
    use ureq::unversioned::transport::time::Duration;

    use super::*;
    use crate::transport::Fault;

    #[test]
    fn a_name_that_nobody_knows_is_told_as_such_whatever_the_system_says() {
        let timeout = NextTimeout {
            after: Duration::NotHappening,
            reason: ureq::Timeout::Global,
            per_read: None,
            per_write: None,
        };
        // Nobody may be called so (RFC 6761).
        let uri = Uri::from_static("https://platform.invalid/");
        let found = CachedResolver::default().resolve(&uri, &Config::default(), timeout);
        assert_eq!(found.map_err(Fault::from).map(drop), Err(Fault::Name));
    }
}
