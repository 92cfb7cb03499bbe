//! `hallgate self-test` and `hallgate update`: what root's side asks, and what people read.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, Subcommand};
use jiff::Timestamp;

use super::live::LiveState;
use super::quiet::{self, ASKED, NotQuiet};
use super::{NotFetched, Places, SelfTestFault, UpdateStatus, fetch, self_test, uptime};
use crate::terminal::config::{Config, DEFAULT_FILE};
use crate::words::Language;
use crate::words::update::{self as words, Text};

/// `hallgate self-test`
#[derive(Debug, Args)]
pub struct SelfTestArgs {
    /// The terminal's configuration
    #[arg(long, value_name = "FILE", default_value = DEFAULT_FILE)]
    pub config: PathBuf,
    /// What an earlier self-test printed: a part that was lost then is no fault now
    #[arg(long, value_name = "FILE")]
    pub before: Option<PathBuf>,
}

/// `hallgate update`
#[derive(Debug, Subcommand)]
pub enum UpdateCommand {
    /// Tell what runs, how an update stands and what became of the last one
    Status {
        #[command(flatten)]
        options: UpdateArg,
    },
    /// Tell by the exit status whether the board may restart now: nobody is at the door
    Quiet(QuietArgs),
    /// Fetch the bundle that update.url tells of, for hallgate-fetch.service
    Fetch {
        #[command(flatten)]
        options: UpdateArg,
    },
    /// Tell by the exit status whether it is the hour for updates, update.hour
    Hour {
        #[command(flatten)]
        options: UpdateArg,
    },
}

/// The one option that all have.
#[derive(Debug, Args)]
pub struct UpdateArg {
    /// The terminal's configuration
    #[arg(long, value_name = "FILE", default_value = DEFAULT_FILE)]
    pub config: PathBuf,
}

/// `hallgate update quiet`
#[derive(Debug, Args)]
pub struct QuietArgs {
    #[command(flatten)]
    pub options: UpdateArg,
    /// Somebody asks for it: 20 seconds without a visitor are enough, in place of update.idle_min
    #[arg(long)]
    pub asked: bool,
}

impl UpdateCommand {
    /// The configuration's file.
    pub fn config(&self) -> &Path {
        match self {
            Self::Status { options } | Self::Fetch { options } | Self::Hour { options } => {
                &options.config
            }
            Self::Quiet(wanted) => &wanted.options.config,
        }
    }
}

/// How each part does, a line each for scripts; and whether the self-test is passed.
pub fn print_self_test(
    wanted: &SelfTestArgs,
    out: &mut impl Write,
) -> io::Result<Result<(), SelfTestFault>> {
    let places = Places::here();
    if let Some(live) = LiveState::read(&places.live(), uptime()) {
        write!(out, "{}", live.parts.lines())?;
    }
    Ok(self_test(&places, wanted.before.as_deref()).map(drop))
}

/// What is told by `hallgate update status`. A board without two sides says so in its first line.
pub fn print_status(language: Language, out: &mut impl Write) -> io::Result<()> {
    let status = UpdateStatus::read(&Places::here());
    if status.image.is_none() {
        writeln!(out, "{}", Text::NoImage.plain(language))?;
    }
    status.lines(language).iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// Fetches, and tells what.
pub fn print_fetch(config: &Config, out: &mut impl Write) -> io::Result<Result<(), NotFetched>> {
    let language = config.terminal.language;
    match fetch(&config.update, &Places::here()) {
        Ok(Some(version)) => {
            writeln!(out, "{}", words::FetchedVersion { version }.text(language))?;
        }
        Ok(None) => writeln!(out, "{}", Text::NothingNewer.plain(language))?,
        Err(fault) => return Ok(Err(fault)),
    }
    Ok(Ok(()))
}

/// Whether the board may restart now: by the configuration's time, or, with none, as somebody asks for it.
pub fn may_restart(config: Option<&Config>) -> Result<(), NotQuiet> {
    let now = uptime();
    let live = LiveState::read(&Places::here().live(), now);
    let wanted = config.map(|config| Duration::from_secs(config.update.idle_min * 60));
    quiet::judge(live.as_ref(), now, wanted.unwrap_or(ASKED))
}

/// Whether `now` lies in the hour for updates.
pub fn is_hour(config: &Config, now: Timestamp) -> Result<(), NotQuiet> {
    let hour = config.update.hour;
    match config.terminal.timezone.0.to_datetime(now).hour() == hour {
        true => Ok(()),
        false => Err(NotQuiet::Hour { hour }),
    }
}
