//! What can be typed: the commands with their arguments, as clap reads them, in the language of
//! whoever types.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Parser, Subcommand};
use hallgate::platform::commands::audit::LogCommand;
use hallgate::platform::commands::channel::ChannelCommand;
use hallgate::platform::commands::cinema::CinemaCommand;
use hallgate::platform::commands::findings::FindingsCommand;
use hallgate::platform::commands::operator::NodeOperatorCommand;
use hallgate::platform::commands::reconcile::NodeReconcile;
use hallgate::platform::commands::records::NodeRecords;
use hallgate::platform::commands::report::NodeReport;
use hallgate::platform::commands::serve::Serve;
use hallgate::platform::commands::store::{Migrate, NodeBackup, NodeRestore, Schema};
use hallgate::platform::commands::terminal::TerminalCommand;
use hallgate::platform::config::DEFAULT_PATH;
use hallgate::words::Language;
use hallgate::words::platform_help::WORDS;

/// The third-party check-in platform: what every terminal of a cinema, a chain or a country reports to.
#[derive(Parser)]
#[command(name = "hallgate-platform", version, arg_required_else_help = true)]
pub struct Cli {
    /// The platform's configuration
    #[arg(long, value_name = "FILE", default_value = DEFAULT_PATH, global = true)]
    pub config: PathBuf,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Serve terminals until SIGTERM or SIGINT
    Serve(Serve),
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
    /// Compare for each session what terminals reported, what is here, and what the national platform took
    Reconcile(NodeReconcile),
    /// List what does not fit together, and close it with a reason
    #[command(subcommand)]
    Findings(FindingsCommand),
    /// Operators: who may sign in to the pages, and act by name on the command line
    #[command(subcommand)]
    Operator(NodeOperatorCommand),
    /// The protected log of what was done
    #[command(subcommand)]
    Audit(LogCommand),
    /// The channel API: its calls by the document's names, and buying a ticket over it
    #[command(subcommand)]
    Channel(ChannelCommand),
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

/// What was typed; help, and what is wrong with it, are told here, and end the program.
pub fn parse(language: Language) -> Cli {
    let typed: Vec<OsString> = std::env::args_os().collect();
    WORDS.parse(&typed, language, |_: &Cli| None)
}

#[cfg(test)]
#[path = "../../../board/deb/manual.rs"]
mod manual;

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_all_there_in_chinese_and_no_word_is_left_over() {
        let lacking = WORDS.lacking(Cli::command(), true);
        assert!(lacking.is_empty(), "{}", lacking.join("\n"));
    }

    #[test]
    fn the_manual_pages_are_of_these_commands() {
        manual::hold("hallgate-platform", &Cli::command(), WORDS, "");
    }
}
