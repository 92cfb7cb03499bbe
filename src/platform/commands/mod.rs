//! What `hallgate-platform` does for whoever types a command: each works on the ledger directly, beside
//! a serving platform or without one. A file a group of commands.

pub mod acting;
pub mod audit;
pub mod channel;
pub mod cinema;
mod csv_list;
pub mod doctor;
mod fault;
pub mod findings;
pub mod operator;
pub mod reconcile;
pub mod records;
pub mod report;
pub mod serve;
mod sheet;
pub mod status;
pub mod store;
pub mod terminal;

pub use fault::CommandFault;

use std::io::Write;
use std::path::Path;

use jiff::Timestamp;

use super::config::NodeConfig;
use super::ledger::Session;
use crate::words::Language;
use crate::words::colour::Palette;

/// What every command has at hand.
pub struct CommandContext {
    pub config: NodeConfig,
    pub language: Language,
    pub now: Timestamp,
    pub palette: Palette,
}

/// How a command tells a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ListFormat {
    Table,
    Json,
}

impl CommandContext {
    /// Reads the configuration.
    pub fn at(config: &Path, language: Language) -> Result<Self, CommandFault> {
        let (config, palette) = (NodeConfig::load(config)?, Palette::of(&std::io::stdout()));
        Ok(Self { config, language, now: Timestamp::now(), palette })
    }

    /// A connection to the ledger; its folder and its tables are made where they are missing.
    pub fn session(&self) -> Result<Session, CommandFault> {
        self.config.make_data()?;
        Ok(self.config.place()?.connect()?)
    }
}

/// Writes a value as JSON for people and scripts, on lines of its own.
fn write_json(value: &impl serde::Serialize, out: &mut impl Write) -> Result<(), CommandFault> {
    serde_json::to_writer_pretty(&mut *out, value).map_err(std::io::Error::from)?;
    Ok(writeln!(out)?)
}

/// Sees that a file of this user alone can be written, before what goes into it is given out; what is
/// there stays.
fn prepare_private(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    std::fs::OpenOptions::new().append(true).create(true).mode(0o600).open(path).map(drop)
}

/// Writes a file for this user alone; one that was there is overwritten.
fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600).open(path)?.write_all(bytes)
}
