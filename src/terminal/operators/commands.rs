//! `hallgate operator` and `hallgate audit` (SPEC §10): arguments and what they do.

mod audit;
mod detail;
mod operator;
mod provision;
mod settings;

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use strum::VariantArray;

use crate::people::{CalledName, OperatorName, PasswordFault, PromptFault, Role, StaffNumber};
use crate::terminal::config::{DEFAULT_FILE, FieldSetting};
use crate::terminal::store::AuditKind;
use crate::words::{Language, Message, to_stderr};

pub(crate) use audit::as_json as audit_line;
pub use audit::{AuditLine, Bound, log_line, show as audit_show, verify as audit_verify};
pub use operator::{add, call, disable, enable, list, passwd};
pub use provision::provision;
pub use settings::{reset as settings_reset, show as settings_show};

use super::PeopleError;

/// `hallgate operator …`
#[derive(Debug, Subcommand)]
pub enum OperatorCommand {
    /// Add an operator; the first one has to be an admin
    Add(OperatorAdd),
    /// Give an operator another password, which also ends a lock; an admin may do it for anybody, others for themselves
    Passwd {
        #[command(flatten)]
        change: OperatorChangeArgs,
    },
    /// Change the name that the screen shows for an operator
    Call(OperatorCall),
    /// Disable an operator
    Disable {
        #[command(flatten)]
        change: OperatorChangeArgs,
    },
    /// Enable an operator that was disabled
    Enable {
        #[command(flatten)]
        change: OperatorChangeArgs,
    },
    /// List the operators
    List {
        #[command(flatten)]
        site: SiteArgs,
    },
}

/// Which configuration.
#[derive(Debug, Clone, Args)]
pub struct SiteArgs {
    /// The configuration
    #[arg(long, value_name = "FILE", default_value = DEFAULT_FILE)]
    pub config: PathBuf,
}

/// The words of a role, which completions offer.
fn roles() -> impl TypedValueParser<Value = Role> {
    let words = Role::VARIANTS.iter().map(<&'static str>::from);
    PossibleValuesParser::new(words).try_map(|word| word.parse::<Role>())
}

/// A new operator.
#[derive(Debug, Args)]
pub struct OperatorAdd {
    #[command(flatten)]
    pub change: OperatorChangeArgs,
    /// What the operator is there for: staff, tech or admin
    #[arg(long, value_parser = roles())]
    pub role: Role,
    /// 1 to 8 digits, to sign in with at the terminal's number pad; left out: the next free one
    #[arg(long)]
    pub number: Option<StaffNumber>,
    /// The name that the screen shows, up to 16 characters, such as 王芳; left out: NAME
    #[arg(long, value_name = "SHOWN", default_value = "", hide_default_value = true)]
    pub called: CalledName,
}

/// A change of one operator.
#[derive(Debug, Args)]
pub struct OperatorChangeArgs {
    /// The operator: 1 to 32 letters, digits, "-", "_" or ".", capitals make no difference; of one
    /// that is there, the staff number does too
    pub name: OperatorName,
    /// Who does it, by name or staff number: an admin, or for one's own password oneself; left out for
    /// the very first operator
    #[arg(long = "as", value_name = "ADMIN")]
    pub acting: Option<String>,
    /// Read passwords from the standard input, one a line: first the admin's where --as is given,
    /// then the new one where one is set
    #[arg(long)]
    pub password_stdin: bool,
    #[command(flatten)]
    pub site: SiteArgs,
}

/// Another name for the screen.
#[derive(Debug, Args)]
pub struct OperatorCall {
    #[command(flatten)]
    pub change: OperatorChangeArgs,
    /// The name that the screen shows from the next sign-in on, up to 16 characters, such as 王芳;
    /// "": NAME
    #[arg(value_name = "SHOWN")]
    pub called: CalledName,
}

/// `hallgate provision`
#[derive(Debug, Args)]
pub struct Provision {
    #[command(flatten)]
    pub site: SiteArgs,
    /// The first admin's name; asked for where left out
    #[arg(long, value_name = "NAME")]
    pub admin: Option<OperatorName>,
    /// The first admin's staff number, 1 to 8 digits; left out: 101
    #[arg(long)]
    pub number: Option<StaffNumber>,
    /// The name that the screen shows for the first admin, up to 16 characters
    #[arg(long, value_name = "SHOWN", default_value = "", hide_default_value = true)]
    pub called: CalledName,
    /// Read the first admin's password from the standard input, one line
    #[arg(long, requires = "admin")]
    pub password_stdin: bool,
}

/// `hallgate settings …`
#[derive(Debug, Subcommand)]
pub enum SettingsCommand {
    /// List the settings that an admin may change at the terminal, and which were
    Show {
        #[command(flatten)]
        site: SiteArgs,
    },
    /// Take a change back: the setting is as the file has it, from the next start on
    Reset(SettingsReset),
}

/// A change that is to be taken back.
#[derive(Debug, Args)]
pub struct SettingsReset {
    /// The setting's key in the file, such as gate.unlock_ms
    pub setting: FieldSetting,
    /// The admin who does it, by name or staff number
    #[arg(long = "as", value_name = "ADMIN")]
    pub acting: String,
    /// Read the admin's password from the standard input, one line
    #[arg(long)]
    pub password_stdin: bool,
    #[command(flatten)]
    pub site: SiteArgs,
}

impl SettingsCommand {
    /// The configuration's file.
    pub fn config(&self) -> &Path {
        match self {
            Self::Show { site } | Self::Reset(SettingsReset { site, .. }) => &site.config,
        }
    }
}

/// `hallgate audit …`
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Show the log, the newest entry last
    Show(AuditShow),
    /// Check that nothing in the log was altered, taken out or cut off
    Verify {
        #[command(flatten)]
        site: SiteArgs,
    },
}

/// Which entries are shown, and how.
#[derive(Debug, Clone, Args)]
pub struct AuditShow {
    #[command(flatten)]
    pub site: SiteArgs,
    /// From this day or time on, YYYY-MM-DD or YYYY-MM-DDThh:mm, in the terminal's zone
    #[arg(long, value_name = "TIME")]
    pub from: Option<Bound>,
    /// Up to this time, or to the end of this day
    #[arg(long, value_name = "TIME")]
    pub to: Option<Bound>,
    /// By this operator alone
    #[arg(long, value_name = "NAME")]
    pub who: Option<String>,
    /// Of these kinds alone, by their names in /usr/share/doc/hallgate/security.md, such as sign_in,sign_in_failed
    #[arg(long, value_name = "KIND,…", value_delimiter = ',')]
    pub what: Vec<AuditKind>,
    /// With this in the detail alone, as it is kept and as --json shows it: wrong_password,
    /// '"name":"li"'
    #[arg(long, value_name = "PART")]
    pub text: Option<String>,
    /// The newest so many alone
    #[arg(long, value_name = "COUNT")]
    pub limit: Option<u32>,
    /// A JSON object a line
    #[arg(long)]
    pub json: bool,
}

impl OperatorCommand {
    /// The configuration's file.
    pub fn config(&self) -> &Path {
        match self {
            Self::Add(OperatorAdd { change, .. })
            | Self::Call(OperatorCall { change, .. })
            | Self::Passwd { change }
            | Self::Disable { change }
            | Self::Enable { change } => &change.site.config,
            Self::List { site } => &site.config,
        }
    }
}

impl AuditCommand {
    /// The configuration's file.
    pub fn config(&self) -> &Path {
        match self {
            Self::Show(AuditShow { site, .. }) | Self::Verify { site } => &site.config,
        }
    }
}

/// Asks until something is taken, so many times; why it was not is told in between.
fn accept<T>(
    tries: usize,
    language: Language,
    mut ask: impl FnMut() -> Result<T, PeopleError>,
) -> Result<T, PeopleError> {
    for _ in 1..tries {
        match ask() {
            Err(
                fault @ (PeopleError::Weak(_)
                | PeopleError::Prompt(
                    PromptFault::NotRepeated | PromptFault::Password(PasswordFault::TooLong),
                )
                | PeopleError::Name(_)),
            ) => {
                to_stderr(format_args!("hallgate: {}\n", fault.message(language)));
            }
            done => return done,
        }
    }
    ask()
}
