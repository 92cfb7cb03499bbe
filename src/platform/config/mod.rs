//! The platform's configuration: read once and checked whole. `docs/platform.md` has every key.

mod sections;

pub use sections::{Cinemas, Limits, Listen, National, StoreSection, Web};

use serde::Deserialize;

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
}
