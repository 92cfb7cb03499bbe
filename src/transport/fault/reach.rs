//! How far a call came that failed.

use super::Fault;

impl Fault {
    /// Whether the platform itself was not reached, so that any call would have failed.
    pub fn is_link(&self) -> bool {
        !matches!(
            self,
            Self::Forbidden(_)
                | Self::NotFound(_)
                | Self::Status(_)
                | Self::NotJson
                | Self::NoEnvelope(_)
                | Self::NoSense(_)
                | Self::TooBig
                | Self::Request(_)
        )
    }

    /// Whether no connection came about, so that nothing of a request can have gone out.
    pub fn is_before_connection(&self) -> bool {
        matches!(
            self,
            Self::Name
                | Self::Refused
                | Self::NoRoute
                | Self::ConnectTimeout
                | Self::TlsUntrusted
                | Self::TlsName
                | Self::TlsNotYetValid
                | Self::TlsExpired
                | Self::RootExpired(_)
                | Self::NotTls
        )
    }
}
