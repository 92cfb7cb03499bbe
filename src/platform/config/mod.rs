//! The platform's configuration: read once and checked whole. `docs/platform.md` has every key.
//!
//! Every bad value and every unknown key is an error that names file, line and key.

mod channel;
mod fault;
mod place;
mod sections;
mod values;

pub use channel::ChannelSection;
pub use fault::ConfigFault;
pub use sections::{Cinemas, Limits, Listen, National, StoreSection, Web};

use std::path::Path;

use serde::Deserialize;

use crate::config::Secret;

/// Where it is read from, unless it is told otherwise.
pub const DEFAULT_PATH: &str = "/etc/hallgate-platform/platform.toml";

/// All sections.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NodeConfig {
    pub listen: Listen,
    pub store: StoreSection,
    /// None: no national platform, told as such.
    pub national: Option<National>,
    pub cinemas: Cinemas,
    pub web: Web,
    pub limits: Limits,
    /// None: the commands that need it say so.
    pub channel: Option<ChannelSection>,
}

impl NodeConfig {
    /// Reads and checks the file at `path`.
    pub fn load(path: &Path) -> Result<Self, ConfigFault> {
        let text = std::fs::read_to_string(path)
            .map_err(|cause| ConfigFault::Unreadable { path: path.to_owned(), cause })?;
        Self::parse(&text, path)
    }

    /// Reads and checks `text`; `path` is named in the errors.
    pub fn parse(text: &str, path: &Path) -> Result<Self, ConfigFault> {
        let read: Result<Self, _> = crate::config::read(text);
        let config = read.map_err(|misread| {
            let found = misread.located(text);
            ConfigFault::Bad {
                path: path.to_owned(),
                line: found.line,
                key: found.key,
                fault: Box::new(found.fault),
            }
        })?;
        if config.listen.certificate.is_empty() != config.listen.key.is_empty() {
            return Err(ConfigFault::HalfCertificate);
        }
        Ok(config)
    }
}

impl National {
    /// The platform's private key, PEM, from a file that nobody else may read.
    pub fn private_key_pem(&self) -> Result<zeroize::Zeroizing<Vec<u8>>, ConfigFault> {
        values::secret(&self.private_key)
            .ok_or(ConfigFault::NoSecret("national.private_key"))?
            .read_private()
            .map_err(|cause| ConfigFault::Secret { key: "national.private_key", cause })
    }
}

impl Listen {
    /// Where the key to the certificate is; none: an authority of its own.
    pub fn key_secret(&self) -> Option<Secret> {
        values::secret(&self.key)
    }
}
