//! What a command ends with where it is not done.

use std::io;
use std::path::PathBuf;

use crate::channel::ParameterFault;
use crate::platform::NodeError;
use crate::platform::channel::{BuyFault, BuyState};
use crate::platform::config::ConfigFault;
use crate::platform::ledger::{LedgerError, LogFault};
use crate::platform::people::PeopleFault;
use crate::transport::{ChannelFault, Fault, RootsError};
use crate::words::codes::{FaultCode, channel, hallgate_platform as codes, program};
use crate::words::platform::{self as words, Text};
use crate::words::{Language, Message, display_in_english, errors, system};

/// Why a command is not done.
#[derive(Debug, thiserror::Error)]
pub enum CommandFault {
    Config(#[from] ConfigFault),
    Ledger(#[from] LedgerError),
    File {
        path: PathBuf,
        cause: io::Error,
    },
    /// A terminal that is to be made known is known.
    TerminalKnown(String),
    /// There is none of that name.
    NoTerminal(String),
    Revoked(String),
    /// A terminal is another cinema's.
    OtherCinema {
        name: String,
        cinema: String,
    },
    /// What should be a public key reads as none.
    NoPublicKey(PathBuf),
    ShortKey {
        path: PathBuf,
        bits: usize,
    },
    /// A key could not be made.
    KeyMaking,
    /// No code as large as that.
    Picture,
    /// Nothing tells under which name terminals reach the platform.
    NoUrl,
    /// There is no certificate of the authority yet.
    NoAuthority(PathBuf),
    /// `listen.certificate` ends with a server's certificate.
    NoAuthorityInChain(PathBuf),
    /// `revoke` without `--yes`.
    RevokeNotAsked(String),
    /// `restore` over data, without `--yes`.
    RestoreNotAsked(PathBuf),
    NoFinding(i64),
    ClosedAlready(i64),
    NoReason,
    /// A period that ends before it begins.
    Reversed,
    Serves(PathBuf),
    /// `backup` and `restore` with PostgreSQL.
    NotHere,
    /// `migrate` from PostgreSQL.
    MigratedAlready,
    /// `schema` and `migrate` with something else than PostgreSQL.
    NoServer(String),
    /// A list of terminals: the line, from 1 on.
    TerminalList {
        path: PathBuf,
        line: u64,
    },
    /// A list of cinemas: the line, from 1 on.
    CinemaList {
        path: PathBuf,
        line: u64,
    },
    /// `status`: something needs attention.
    Attention,
    /// `reconcile`: so many sessions differ, of so many.
    Differs {
        sessions: usize,
        of: usize,
    },
    /// `reconcile --ask`: so many records could not be asked for.
    Unasked {
        unasked: u64,
        /// None: there were too many.
        cause: Option<Fault>,
    },
    /// `reconcile --ask` without a national platform.
    NobodyToAsk,
    /// `doctor`: something is at fault.
    NotWell,
    /// `serve`: the private key for the national platform.
    NationalKey,
    /// `serve` did not begin.
    NotServed(#[from] NodeError),
    People(#[from] PeopleFault),
    /// `audit verify`: the log is not as it was written.
    Log(LogFault),
    /// `serve`: the system does not let it wait for the signals to stop by.
    Signals(#[from] calloop::Error),
    /// `channel`: what was given makes no call.
    Parameters(#[from] ParameterFault),
    /// `channel`: what came of a call.
    Channel(#[from] ChannelFault),
    /// `channel`: nobody could be believed over HTTPS.
    Roots(#[from] RootsError),
    /// `channel`: seats and orders over plain HTTP.
    PlainOrders,
    /// `channel buy`: the ticket is not issued.
    NotBought {
        state: BuyState,
        /// Its ID; none where none is known.
        order: Option<String>,
        cause: Option<BuyFault>,
    },
    Output(#[from] io::Error),
}

display_in_english!(CommandFault);

impl CommandFault {
    /// With what the program ends: 2 for wrong usage, else 1.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::RevokeNotAsked(_) | Self::NoReason | Self::Reversed => 2,
            _ => 1,
        }
    }
}

impl Message for CommandFault {
    fn code(&self) -> FaultCode {
        match self {
            Self::Config(cause) => cause.code(),
            Self::Ledger(cause) => cause.code(),
            Self::File { .. } => codes::FILE,
            Self::TerminalKnown(_) => codes::TERMINAL_KNOWN,
            Self::NoTerminal(_) => codes::NO_TERMINAL,
            Self::Revoked(_) => codes::REVOKED,
            Self::OtherCinema { .. } => codes::OTHER_CINEMA,
            Self::NoPublicKey(_) | Self::ShortKey { .. } => codes::NO_PUBLIC_KEY,
            Self::KeyMaking | Self::Picture => codes::NOT_MADE,
            Self::NoUrl => codes::NO_URL,
            Self::NoAuthority(_) | Self::NoAuthorityInChain(_) => codes::NO_AUTHORITY,
            Self::RevokeNotAsked(_) | Self::RestoreNotAsked(_) => codes::NOT_ASKED,
            Self::NoFinding(_) | Self::ClosedAlready(_) => codes::NO_FINDING,
            Self::NoReason => codes::NO_REASON,
            Self::Reversed => codes::REVERSED,
            Self::Serves(_) => codes::SERVES,
            Self::NotHere => codes::NOT_HERE,
            Self::MigratedAlready | Self::NoServer(_) => codes::NO_SERVER,
            Self::TerminalList { .. } => codes::TERMINAL_LIST,
            Self::CinemaList { .. } => codes::CINEMA_LIST,
            Self::Attention => codes::ATTENTION,
            Self::Differs { .. } => codes::DIFFERS,
            Self::Unasked { .. } | Self::NobodyToAsk => codes::UNASKED,
            Self::NotWell => codes::NOT_WELL,
            Self::NationalKey => codes::NATIONAL_KEY,
            Self::People(cause) => cause.code(),
            Self::Log(fault) => fault.code(),
            Self::NotServed(cause) => cause.code(),
            Self::Signals(_) => codes::NOT_SERVED,
            Self::Parameters(cause) => cause.code(),
            Self::Channel(cause) => cause.code(),
            Self::Roots(cause) => cause.code(),
            Self::PlainOrders => channel::PLAIN_ORDERS,
            Self::NotBought { state, cause, .. } => not_bought_code(*state, cause.as_ref()),
            Self::Output(_) => program::OUTPUT,
        }
    }

    fn message(&self, language: Language) -> String {
        let plain = |text: Text| text.plain(language);
        match self {
            Self::Config(cause) => cause.message(language),
            Self::Ledger(cause) => cause.message(language),
            Self::File { path, cause } => {
                let (path, cause) = (path.display(), system::io(cause, language));
                words::File { path, cause }.text(language)
            }
            Self::TerminalKnown(name) => words::TerminalKnown { name }.text(language),
            Self::NoTerminal(name) => words::NoTerminal { name }.text(language),
            Self::Revoked(name) => words::Revoked { name }.text(language),
            Self::OtherCinema { name, cinema } => {
                words::OtherCinema { name, cinema }.text(language)
            }
            Self::NoPublicKey(path) => words::NoPublicKey { path: path.display() }.text(language),
            Self::ShortKey { path, bits } => {
                words::ShortKey { path: path.display(), bits }.text(language)
            }
            Self::NationalKey => plain(Text::NationalKey),
            Self::NotServed(NodeError::Ledger(cause)) => cause.message(language),
            Self::NotServed(cause) => {
                words::NotServed { cause: cause.message(language) }.text(language)
            }
            Self::Signals(cause) => {
                words::NotServed { cause: system::event_loop(cause, language) }.text(language)
            }
            Self::Parameters(cause) => cause.message(language),
            Self::Channel(cause) => cause.message(language),
            Self::Roots(cause) => cause.message(language),
            Self::PlainOrders => plain(Text::PlainOrders),
            Self::NotBought { state, order, cause } => {
                not_bought(*state, order.as_deref(), cause.as_ref(), language)
            }
            Self::KeyMaking => plain(Text::KeyMaking),
            Self::Picture => plain(Text::Picture),
            Self::NoUrl => plain(Text::NoUrl),
            Self::NoAuthorityInChain(path) => {
                words::NoAuthorityInChain { path: path.display() }.text(language)
            }
            Self::NoAuthority(path) => words::NoAuthority { path: path.display() }.text(language),
            Self::RevokeNotAsked(name) => words::RevokeNotAsked { name }.text(language),
            Self::RestoreNotAsked(path) => {
                words::RestoreNotAsked { path: path.display() }.text(language)
            }
            Self::NoFinding(id) => words::NoFinding { id }.text(language),
            Self::ClosedAlready(id) => words::ClosedAlready { id }.text(language),
            Self::NoReason => plain(Text::NoReason),
            Self::Reversed => plain(Text::Reversed),
            Self::Serves(path) => words::Serves { path: path.display() }.text(language),
            Self::NotHere => plain(Text::NotHere),
            Self::MigratedAlready => plain(Text::MigratedAlready),
            Self::NoServer(url) => words::NoServer { url }.text(language),
            Self::TerminalList { path, line } => {
                words::TerminalList { path: path.display(), line }.text(language)
            }
            Self::CinemaList { path, line } => {
                words::CinemaList { path: path.display(), line }.text(language)
            }
            Self::Attention => errors::Text::Attention.plain(language),
            Self::Differs { sessions, of } => words::DiffersIn { sessions, of }.text(language),
            Self::Unasked { unasked, cause: Some(cause) } => {
                let cause = cause.in_section("national", language);
                words::Unasked { unasked, cause }.text(language)
            }
            Self::Unasked { unasked, cause: None } => words::TooMany { unasked }.text(language),
            Self::NobodyToAsk => plain(Text::NobodyToAsk),
            Self::NotWell => errors::Text::NotWell.plain(language),
            Self::People(cause) => cause.message(language),
            Self::Log(fault) => fault.message(language),
            Self::Output(cause) => {
                errors::NotWritten { cause: system::io(cause, language) }.text(language)
            }
        }
    }
}

/// What a purchase that ended without a ticket is called.
fn not_bought_code(state: BuyState, cause: Option<&BuyFault>) -> FaultCode {
    match (state, cause) {
        (BuyState::LockFailed, Some(BuyFault::Channel(cause))) => cause.code(),
        (BuyState::LockFailed, _) => channel::NO_SUCH_SEAT,
        (BuyState::Released, _) => channel::RELEASED,
        (BuyState::Failed, _) => channel::ISSUE_FAILED,
        (BuyState::Unknown | BuyState::Issued, _) => channel::OUTCOME_UNKNOWN,
    }
}

fn not_bought(
    state: BuyState,
    order: Option<&str>,
    cause: Option<&BuyFault>,
    language: Language,
) -> String {
    let cause = match cause {
        // What to do is said of the whole purchase then.
        Some(BuyFault::Channel(cause)) if state == BuyState::Unknown => cause.answered(language),
        Some(BuyFault::Channel(cause)) => cause.message(language),
        Some(BuyFault::NoSuchSeat(id)) => {
            let id = crate::words::plain::name(id);
            words::NoSuchSeat { id }.text(language)
        }
        Some(BuyFault::SeatUnnamed(id)) => {
            let id = crate::words::plain::name(id);
            words::SeatUnnamed { id }.text(language)
        }
        Some(BuyFault::Stopped) => Text::BuyStopped.plain(language),
        None => Text::BuyNoCause.plain(language),
    };
    match state {
        BuyState::LockFailed => words::LockNotDone { cause }.text(language),
        BuyState::Released => words::BuyReleased { cause }.text(language),
        BuyState::Failed => Text::IssueFailed.plain(language),
        BuyState::Unknown | BuyState::Issued => match order {
            Some(order) => words::BuyUnknown { cause, order }.text(language),
            None => words::LockUnknown { cause }.text(language),
        },
    }
}
