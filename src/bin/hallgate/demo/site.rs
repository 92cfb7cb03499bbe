//! The site of the demo: a configuration with its keys in a folder of its own, as an installer
//! would lay it out.

use std::path::PathBuf;

use anyhow::{Context, Result};
use tempfile::TempDir;

use super::Options;
use super::cast::{CINEMA, Cast, HALL};
use super::circle::{Circle, TERMINAL};
use super::other_door::{DoorLink, OtherDoor};
use hallgate::terminal::config::Config;
use hallgate::ticket::{TicketText, UrlParams};
use hallgate::transport::server::write_secret;
use hallgate::words::Language;

/// The folder of the demo's terminal; gone when the demo is over.
pub(super) struct DemoSite {
    /// Goes before the folder that it serves from.
    pub circle: Circle,
    doors: DoorLink,
    folder: TempDir,
}

impl DemoSite {
    /// Lays out keys, certificate and an empty folder of frames, and starts what stands around the door.
    pub fn build() -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("hallgate-demo-")
            .tempdir()
            .context("no folder for the demo's files")?;
        let circle = Circle::build(folder.path())?;
        let doors = DoorLink::lay(folder.path())?;
        let site = Self { circle, doors, folder };
        let key = hex::encode(rand::random::<[u8; 32]>());
        write_secret(&site.path("db.key"), &key)?;
        std::fs::create_dir(site.frames())?;
        Ok(site)
    }

    /// Where the terminal keeps its records.
    pub fn database(&self) -> PathBuf {
        self.path("hallgate.db")
    }

    /// The other door of the hall, with what it has admitted.
    pub fn open_other_door(&self, cast: &Cast) -> Result<OtherDoor> {
        let (ticket, text) = &cast.copied;

        let text = TicketText::parse(text, &UrlParams::default())
            .context("the copied ticket does not read")?;
        OtherDoor::open(self.folder.path(), &self.doors, ticket, &text)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Where the camera's frames lie.
    pub fn frames(&self) -> PathBuf {
        self.path("frames")
    }

    /// The terminal's configuration, read as any other.
    pub fn config(&self, options: &Options) -> Result<Config> {
        let source = match &options.camera {
            Some(device) => format!("v4l:{}", device.display()),
            None => format!("replay:{}", self.frames().display()),
        };
        let language = match options.language {
            Language::Chinese => "zh-CN",
            Language::English => "en",
        };
        let keypad = if super::has_window_keys() { "terminal" } else { "none" };
        // Who watches reads each verdict for as long as it stands, and may press a key behind it; nobody
        // waits for one that only a file shows.
        let hold = if super::is_window() { 5500 } else { 1000 };
        // A webcam stands above its display as a rule.
        let place = if options.camera.is_some() { "above" } else { "below" };
        let display = if super::is_window() || options.out.is_none() { "terminal" } else { "none" };
        let text = format!(
            r#"
[terminal]
cinema_code = "{CINEMA}"
screens = ["{HALL}"]
name = "3号厅入口"
language = "{language}"
[store]
path = {database:?}
key = "file:{db_key}"
[camera]
source = {source:?}
hold_ms = {hold}
place = "{place}"
[keypad]
device = "{keypad}"
[gate]
driver = "simulated"
passage_after_ms = 500
unlock_ms = 3000
[display]
driver = "{display}"
[platform]
url = "{url}"
username = "{TERMINAL}"
private_key = "file:{terminal_key}"
ca = {ca:?}
[sync]
flush_s = 1
retry_max_s = 2
{doors}
{catalogue}"#,
            database = self.database(),
            db_key = self.path("db.key").display(),
            terminal_key = self.circle.terminal_key().display(),
            ca = self.circle.ca(),
            url = self.circle.url(),
            doors = self.doors.section(),
            catalogue = self.circle.catalogue(),
        );
        Ok(Config::parse(&text, &self.path("hallgate.toml"))?)
    }
}
