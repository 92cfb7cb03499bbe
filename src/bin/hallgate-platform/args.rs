//! What can be typed: the commands with their arguments, as clap reads them.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use hallgate::platform::commands::cinema::CinemaCommand;
use hallgate::platform::commands::findings::FindingsCommand;
use hallgate::platform::commands::records::NodeRecords;
use hallgate::platform::commands::report::NodeReport;
use hallgate::platform::commands::store::{Migrate, NodeBackup, NodeRestore, Schema};
use hallgate::platform::commands::terminal::TerminalCommand;
use hallgate::platform::config::DEFAULT_PATH;

/// The third-party check-in platform: what every terminal of a cinema, a chain or a country reports to.
#[derive(Parser)]
#[command(version, about, arg_required_else_help = true)]
pub struct Cli {
    /// The platform's configuration
    #[arg(long, value_name = "FILE", default_value = DEFAULT_PATH, global = true)]
    pub config: PathBuf,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Make cinemas known
    #[command(subcommand)]
    Cinema(CinemaCommand),
    /// Make terminals known, give them codes to enrol by, revoke them
    #[command(subcommand)]
    Terminal(TerminalCommand),
    /// Sum up business days by cinema, hall, session, terminal or hour
    Report(NodeReport),
    /// Print the single check records
    Records(NodeRecords),
    /// List what does not fit together, and close it with a reason
    #[command(subcommand)]
    Findings(FindingsCommand),
    /// Tell how the platform stands: keys, records that wait, terminals, the national platform
    Status {
        /// For scripts
        #[arg(long)]
        json: bool,
    },
    /// Make PostgreSQL's tables, or bring them up to date, and give the role that serves its rights
    Schema(Schema),
    /// Take the whole ledger over from SQLite into an empty PostgreSQL, counted and compared
    Migrate(Migrate),
    /// Write the whole database into a file, beside the serving platform
    Backup(NodeBackup),
    /// Put a backup in the place of the database, with the platform stopped
    Restore(NodeRestore),
    /// Check configuration, secrets, database, address, national platform, disk and clock
    Doctor,
}
