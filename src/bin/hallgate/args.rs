//! What can be typed: the commands with their arguments, as clap reads them, in the language of
//! whoever types.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

#[cfg(feature = "peer")]
use crate::demo;
use clap::{Args, Parser, Subcommand};
use hallgate::clock::NamedDay;
use hallgate::terminal::catalogue::CatalogueCommand;
use hallgate::terminal::config::{Config, ConfigError, DEFAULT_FILE};
use hallgate::terminal::enrolment::EnrolArgs;
use hallgate::terminal::key_sheet::KeyCommand;
use hallgate::terminal::maintenance::{BackupArgs, RescueArgs, RestoreArgs};
use hallgate::terminal::operators::commands::{
    self, AuditCommand, OperatorCommand, SettingsCommand,
};
use hallgate::terminal::report::commands::{ReconcileArgs, RecordsArgs, ReportArgs};
use hallgate::terminal::setup::SetupArgs;
use hallgate::terminal::update::{SelfTestArgs, UpdateCommand};
use hallgate::words::Language;
use hallgate::words::help::WORDS;

/// The check-in terminal at a cinema hall's door.
#[derive(Parser)]
#[command(version, about, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Run the terminal until it is told to stop (Ctrl-C, SIGTERM)
    Run {
        #[command(flatten)]
        config: ConfigArg,
        /// Append what happens to FILE, one JSON object a line
        #[arg(long, value_name = "FILE")]
        events: Option<PathBuf>,
    },
    /// See it all at work on this machine, without any hardware
    #[cfg(feature = "peer")]
    Demo(demo::Options),
    /// Print the report of a business day, or of several; csv gives the single records
    Report(ReportArgs),
    /// Find check records by ticket, time, seat, session or state of upload
    Records(RecordsArgs),
    /// Ask the platform for each record of a business day, and tell what differs
    Reconcile(ReconcileArgs),
    /// Tell how the terminal stands: keys, uploads, platform, clock, database, disk
    Status {
        #[command(flatten)]
        config: ConfigArg,
        /// For scripts
        #[arg(long)]
        json: bool,
        /// Write it as OpenMetrics into FILE, whole or not at all, and print nothing; what needs attention stands in there
        #[arg(long, value_name = "FILE", conflicts_with = "json")]
        metrics: Option<PathBuf>,
    },
    /// Serve a technician's pages for a phone on the same network, beside the running terminal; nothing is changed there
    Web {
        #[command(flatten)]
        config: ConfigArg,
        /// Only tell whether [web] address asks for them: exit status 0 where it does, else 1
        #[arg(long)]
        check: bool,
    },
    /// Make a fresh machine's database and its first admin, and tell what is still missing
    Provision(commands::Provision),
    /// Make this terminal's key pair, and hand its public half in at the platform for a code
    Enrol(EnrolArgs),
    /// Turn a flashed card into a terminal: take over its file or an enrolment sheet, make its secrets, enrol it
    Setup(SetupArgs),
    /// Put the database's key on paper, and read it again at another board
    #[command(subcommand)]
    Key(KeyCommand),
    /// Write reports, records and the log into a new folder on a USB stick, or any other place
    Export {
        #[command(flatten)]
        config: ConfigArg,
        /// A business day (06:00 to 06:00), today, yesterday or YYYY-MM-DD; more than one may be named;
        /// the last seven where left out, as at the screen
        #[arg(long = "day", value_name = "DAY")]
        days: Vec<NamedDay>,
        /// Where the stick is mounted; a USB stick where left out
        #[arg(long, value_name = "FOLDER")]
        to: Option<PathBuf>,
    },
    /// Carry over what can be read of a damaged database, pending records first; it is kept
    Rescue(RescueArgs),
    /// Write the whole database into a file, beside the running terminal
    Backup(BackupArgs),
    /// Put a backup in the place of the database, with the terminal stopped; never over a whole one that is newer
    Restore(RestoreArgs),
    /// Add, change or disable the people who operate the terminal
    #[command(subcommand)]
    Operator(OperatorCommand),
    /// Show the settings that were changed at the terminal, or take a change back
    #[command(subcommand)]
    Settings(SettingsCommand),
    /// Show the protected log, or check that nobody altered it
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Ask the channel for films, halls and shows, or list what it told
    #[command(subcommand)]
    Catalogue(CatalogueCommand),
    /// Check storage, clock, platform, devices and secrets: a line each, what to do
    Doctor {
        #[command(flatten)]
        config: ConfigArg,
        /// Only watch the camera, a line a second, to turn its lens until the focus is at its best
        #[arg(long)]
        watch: bool,
        /// Only move the gate: lamps and sounds in turn, then unlock; the terminal has to be stopped
        #[arg(long, conflicts_with = "watch")]
        move_gate: bool,
        /// Do not ask before the gate moves
        #[arg(long, requires = "move_gate")]
        yes: bool,
    },
    /// Tell whether the running terminal does what it should, as after an update; moves nothing
    SelfTest(SelfTestArgs),
    /// Tell how an update of the whole system stands, and whether the board may restart
    #[command(subcommand)]
    Update(UpdateCommand),
    /// Leave the gate in its safe state after the terminal was ended, for systemd's ExecStopPost=
    SafeState {
        #[command(flatten)]
        config: ConfigArg,
    },
    /// Read the QR codes of image files: a line for each, PATH, milliseconds and texts, by tabs
    Read {
        /// Image files, or folders of them
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Write into DIR what each look at an image saw, drawn over it: NAME-1-calm.png and so on
        #[arg(long, value_name = "DIR")]
        explain: Option<PathBuf>,
    },
    /// Tell a fault's cause and remedy by the code that stands behind it; without one list them all
    Explain {
        /// The code, such as HG0204; more than one may be named
        #[arg(value_name = "CODE")]
        codes: Vec<String>,
        /// Tell it in this language alone, zh-CN or en; in both where left out
        #[arg(long)]
        language: Option<Language>,
        #[command(flatten)]
        config: ConfigArg,
    },
}

/// Where the configuration is.
#[derive(Args)]
pub struct ConfigArg {
    /// The terminal's configuration
    #[arg(long, value_name = "FILE", default_value = DEFAULT_FILE)]
    pub config: PathBuf,
}

impl ConfigArg {
    pub fn load(&self) -> Result<Config, ConfigError> {
        Config::load(&self.config)
    }
}

impl Command {
    /// The configuration's file, where the command has one.
    pub fn config(&self) -> Option<&Path> {
        Some(match self {
            Self::Run { config, .. }
            | Self::Status { config, .. }
            | Self::Export { config, .. }
            | Self::Web { config, .. }
            | Self::Doctor { config, .. }
            | Self::SafeState { config } => &config.config,
            Self::Report(wanted) => &wanted.options.config,
            Self::Records(wanted) => &wanted.options.config,
            Self::Reconcile(wanted) => &wanted.options.config,
            Self::Provision(wanted) => &wanted.site.config,
            Self::Enrol(wanted) => &wanted.config,
            Self::Key(command) => command.config(),
            Self::Rescue(wanted) => &wanted.config,
            Self::Backup(wanted) => &wanted.config,
            Self::Restore(wanted) => &wanted.config,
            Self::Operator(command) => command.config(),
            Self::Settings(command) => command.config(),
            Self::Audit(command) => command.config(),
            Self::Catalogue(command) => command.config(),
            Self::SelfTest(wanted) => &wanted.config,
            Self::Update(command) => command.config(),
            #[cfg(feature = "peer")]
            Self::Demo(_) => return None,
            Self::Explain { config, .. } => &config.config,
            Self::Setup(_) | Self::Read { .. } => return None,
        })
    }

    /// What no single option can tell is wrong: the command's name, and a sentence.
    fn contradiction(&self, language: Language) -> Option<(&'static str, String)> {
        let (name, contradiction) = match self {
            Self::Report(wanted) => ("report", wanted.contradiction(language)),
            Self::Records(wanted) => ("records", wanted.options.contradiction(language)),
            Self::Reconcile(wanted) => ("reconcile", wanted.options.contradiction(language)),
            _ => return None,
        };
        contradiction.map(|words| (name, words))
    }
}

/// What was typed; help, and what is wrong with it, are told here, and end the program.
pub fn parse() -> Cli {
    let typed: Vec<OsString> = std::env::args_os().collect();
    let language = language(&typed);
    WORDS.parse(&typed, language, |cli: &Cli| cli.command.contradiction(language))
}

/// The language to tell in, known before anything is understood.
fn language(typed: &[OsString]) -> Language {
    let mut words = typed.iter().map(|word| word.to_string_lossy());
    let named = words.by_ref().find_map(|word| match word.as_ref() {
        "--config" => Some(None),
        word => word.strip_prefix("--config=").map(|path| Some(path.to_owned())),
    });
    let path = match named {
        None => DEFAULT_FILE.to_owned(),
        Some(Some(path)) => path,
        Some(None) => words.next().map_or_else(|| DEFAULT_FILE.to_owned(), Into::into),
    };
    hallgate::terminal::sentence::language(Some(Path::new(&path)))
}

#[cfg(test)]
#[path = "../../../board/deb/manual.rs"]
mod manual;

#[cfg(test)]
mod tests {
    use clap::CommandFactory;
    use hallgate::words::command_line::message;

    use super::*;

    #[test]
    fn the_command_line_is_all_there_in_chinese_and_no_word_is_left_over() {
        let lacking = WORDS.lacking(Cli::command(), cfg!(feature = "peer"));
        assert!(lacking.is_empty(), "{}", lacking.join("\n"));
    }

    #[test]
    fn the_manual_pages_are_of_these_commands() {
        manual::hold("hallgate", &Cli::command(), WORDS, "demo");
    }

    #[test]
    fn wrong_usage_is_told_in_chinese() {
        let cases: [(&[&str], &str); 10] = [
            (&["report", "--fromat", "csv"], "没有参数“--fromat”\n\n  是否指“--format”？"),
            (&["reprot"], "没有命令“reprot”\n\n  是否指“restore”或“export”或“report”？"),
            (&["operator", "add", "li"], "缺少 --role <角色>"),
            (&["report", "--day"], "--day <日期> 后面缺少值"),
            (
                &["report", "--day", "昨天"],
                "--day <日期> 不能是“昨天”。用法：营业日（06:00 至次日 06:00），today、yesterday 或 YYYY-MM-DD；省略则为当前营业日",
            ),
            (
                &["report", "--day", "2026-05-01", "--from", "2026-05-01"],
                "--day <日期> 不能与 --from <日期> 同时使用",
            ),
            (&["status", "--json", "--json"], "--json 只能给一次"),
            (&["doctor", "--move-gate", "--watch"], "--move-gate 不能与 --watch 同时使用"),
            (&["report", "--to", "2026-05-01"], "缺少 --from <日期>"),
            (
                &["audit", "show", "--what", "lunch"],
                "--what <种类,…> 不能是“lunch”。用法：只看这些种类，名称见 /usr/share/doc/hallgate/security.md，如 sign_in,sign_in_failed",
            ),
        ];
        for (typed, words) in cases {
            let mut command = WORDS.in_chinese(Cli::command());
            let all = [&["hallgate"], typed].concat();
            let fault = command.try_get_matches_from_mut(&all).unwrap_err();
            let typed: Vec<String> = typed.iter().map(|word| (*word).to_owned()).collect();
            let message = message(&fault, &command, &typed).unwrap_or_else(|| panic!("{typed:?}"));
            let (first, usage) = message.split_once("\n\n用法: hallgate ").unwrap();
            assert_eq!(first, format!("错误: {words}"));
            assert!(usage.contains(" --help。\n"), "{usage}");
        }
    }

    #[test]
    fn good_usage_is_understood_alike() {
        for typed in [
            &["hallgate", "report", "--day", "2026-05-01", "--format", "csv"][..],
            &["hallgate", "operator", "add", "li", "--role", "tech", "--as", "chen"],
            &["hallgate", "read", "a.png", "b.png"],
        ] {
            let chinese = WORDS.in_chinese(Cli::command()).try_get_matches_from(typed).unwrap();
            let english = Cli::command().try_get_matches_from(typed).unwrap();
            assert_eq!(chinese.subcommand_name(), english.subcommand_name());
            let values = |matches: &clap::ArgMatches| {
                let (_, below) = matches.subcommand().unwrap();
                below.ids().map(ToString::to_string).collect::<Vec<_>>()
            };
            assert_eq!(values(&chinese), values(&english));
        }
    }
}
