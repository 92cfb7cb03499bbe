//! A code for a terminal, told as text and as a QR code.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use image::ImageFormat;
use jiff::Timestamp;

use super::sheets::{self, Sheet};
use crate::clock::{CHINA, civil_time};
use crate::people::first_admin_number;
use crate::platform::commands::cinema::add_logged;
use crate::platform::commands::{CommandContext, CommandFault};
use crate::platform::enrolment::{self, Issued};
use crate::platform::ledger::log::{self, Actor};
use crate::platform::ledger::terminals::{self, Entry, Registered};
use crate::platform::ledger::{LedgerError, LogDetail, Session, notes};
use crate::ticket::{CinemaCode, ScreenCode, outline};
use crate::wire::SignatureForm;
use crate::words::platform as words;

/// Pixels of a module.
const MODULE: u32 = 8;

/// Minutes for which a code is good that somebody types at once.
const TYPED: u32 = 15;
/// Minutes for which a printed one is: whoever prints it in the morning mounts the door in the afternoon.
pub(super) const PRINTED: u32 = 24 * 60;

/// How a code is told.
#[derive(Debug, Args)]
pub struct InviteOptions {
    /// Minutes for which the code is good: 15, with --sheet a day (1440)
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u32).range(1..=10_080))]
    pub valid: Option<u32>,
    /// Also write it as a QR code, which the terminal's own camera reads
    #[arg(long, value_name = "FILE.png")]
    pub qr: Option<PathBuf>,
    /// Also write a page to print: the QR code, and which door it is for
    #[arg(long, value_name = "FILE.html")]
    pub sheet: Option<PathBuf>,
}

impl InviteOptions {
    /// Minutes for which the code is good.
    fn valid(&self) -> u32 {
        self.valid.unwrap_or(if self.sheet.is_some() { PRINTED } else { TYPED })
    }
}

/// A terminal that is to be known, and the halls at its door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct InvitedTerminal {
    pub name: String,
    /// None named: every hall.
    pub screens: Vec<ScreenCode>,
}

impl InvitedTerminal {
    /// Makes the terminal known, or gives it these halls, and logs that it may enrol.
    pub fn make_known(
        &self,
        change: &mut Session,
        cinema: CinemaCode,
        by: &Actor,
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        add_logged(change, cinema, "", by, now)?;
        let entry = Entry {
            name: &self.name,
            cinema,
            screens: &self.screens,
            public_key: None,
            signature: SignatureForm::default().as_str(),
        };
        if !terminals::add(change, &entry, now)? && !self.screens.is_empty() {
            terminals::set_screens(change, &self.name, &self.screens)?;
        }
        let (name, cinema) = (self.name.clone(), cinema.to_string());
        log::write(change, by, &LogDetail::TerminalInvited { name, cinema }, now)
    }
}

/// A terminal that is known may enrol anew in its own cinema, unless it is revoked.
pub(super) fn renewable(known: Registered, cinema: CinemaCode) -> Result<(), CommandFault> {
    super::believed(&known)?;
    if known.cinema == cinema {
        return Ok(());
    }
    let cinema = known.cinema.to_string();
    Err(CommandFault::OtherCinema { name: known.name, cinema })
}

/// Before anything is changed: a picture that leads nowhere helps nobody.
pub(super) fn leads_here(
    context: &CommandContext,
    session: &mut Session,
) -> Result<(), CommandFault> {
    let served = notes::get(session, notes::URL)?;
    enrolment::url(&context.config, served).ok_or(CommandFault::NoUrl)?;
    let authority = enrolment::authority(&context.config);
    if enrolment::ca_sha256(&authority).is_some() {
        return Ok(());
    }
    Err(match context.config.listen.certificate.is_empty() {
        true => CommandFault::NoAuthority(authority),
        false => CommandFault::NoAuthorityInChain(authority),
    })
}

/// Makes a code for a terminal after what `before` does, in one transaction, and tells it.
pub(super) fn invite(
    context: &CommandContext,
    session: &mut Session,
    name: &str,
    options: &InviteOptions,
    out: &mut impl Write,
    before: impl FnOnce(&mut Session) -> Result<(), LedgerError>,
) -> Result<(), CommandFault> {
    let files = [&options.qr, &options.sheet].into_iter().flatten();
    if files.clone().next().is_some() {
        leads_here(context, session)?;
    }
    for path in files {
        sheets::prepare(path)?;
    }
    let issued =
        enrolment::issue(&context.config, session, name, options.valid(), context.now, before)?;
    // First of all: it is void once another one is given out, and a disk may be full.
    let Issued { code, until, url, ca_sha256, .. } = &issued;
    writeln!(out, "code {code}")?;
    writeln!(out, "first_admin {}", first_admin_number(code))?;
    if let Some(url) = url {
        writeln!(out, "url {url}")?;
    }
    if let Some(ca_sha256) = ca_sha256 {
        writeln!(out, "ca_sha256 {ca_sha256}")?;
    }
    let until = civil_time(*until, &CHINA);
    writeln!(out, "{}", words::CodeUntil { name, until }.text(context.language))?;
    if let (Some(path), Some(invitation)) = (&options.qr, &issued.invitation) {
        draw(path, invitation)?;
    }
    if let Some(path) = &options.sheet {
        let known = terminals::find(session, name)?;
        let known = known.ok_or_else(|| CommandFault::NoTerminal(name.to_owned()))?;
        sheets::write(path, vec![Sheet::of(session, known, &issued)?])?;
    }
    Ok(())
}

/// The picture is for this user alone: it holds the code.
fn draw(path: &Path, text: &str) -> Result<(), CommandFault> {
    let picture = outline::picture(text, |_| MODULE).ok_or(CommandFault::Picture)?;
    let mut png = Cursor::new(Vec::new());
    picture.write_to(&mut png, ImageFormat::Png).map_err(|_| CommandFault::Picture)?;
    sheets::written(path, png.get_ref())
}
