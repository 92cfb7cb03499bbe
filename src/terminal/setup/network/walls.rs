//! The walls that a configuration asks the service manager to open: the other doors of the cinema may call
//! the terminal, and phones reach its pages on the port that is named. As drop-ins, since an image's
//! system is read-only and nobody edits a unit there.

use std::path::PathBuf;

use super::files::RuntimeFile;
use crate::terminal::config::Config;
use crate::terminal::setup::places::SetupArgs;

/// The port that the pages' unit allows by itself.
const WEB_PORT: u16 = 8443;

/// What stands beside the service's unit for a site's own use.
const NEIGHBOURS: &str = include_str!("../../../../systemd/neighbours.conf");

/// What a configuration asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OpenWalls {
    neighbours: bool,
    /// None: none but the unit's own.
    web_port: Option<u16>,
}

impl OpenWalls {
    pub fn of(config: &Config) -> Self {
        let port = config.web.address.map(|address| address.port());
        Self {
            neighbours: config.neighbours.is_some(),
            web_port: port.filter(|port| *port != WEB_PORT),
        }
    }
}

/// The drop-ins that there are to be; those that are not wanted are without a text.
pub fn drop_ins(places: &SetupArgs, walls: OpenWalls) -> Vec<(PathBuf, Option<RuntimeFile>)> {
    let units = places.runtime.join("systemd/system");
    let file = |unit: &str, text: Option<String>| {
        let path = units.join(format!("{unit}.d/hallgate-setup.conf"));
        let file = text.map(|text| RuntimeFile { path: path.clone(), mode: 0o644, text });
        (path, file)
    };
    let port = |port| format!("{}[Service]\nSocketBindAllow=tcp:{port}\n", super::files::HEAD);
    vec![
        file("hallgate.service", walls.neighbours.then(|| NEIGHBOURS.to_owned())),
        file("hallgate-web.service", walls.web_port.map(port)),
    ]
}
