//! A code for a terminal, told as text and as a QR code.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use image::ImageFormat;

use crate::clock::{CHINA, civil_time};
use crate::platform::commands::{CommandContext, CommandFault};
use crate::platform::enrolment::{self, Issued};
use crate::platform::ledger::{LedgerError, Session, notes};
use crate::ticket::outline;
use crate::words::platform as words;

/// Pixels of a module.
const MODULE: u32 = 8;

/// How a code is told.
#[derive(Debug, Args)]
pub struct InviteOptions {
    /// Minutes for which the code is good
    #[arg(long, value_name = "MINUTES", default_value = "15", value_parser = clap::value_parser!(u32).range(1..=10_080))]
    pub valid: u32,
    /// Also write it as a QR code, which the terminal's own camera reads
    #[arg(long, value_name = "FILE.png")]
    pub qr: Option<PathBuf>,
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
    if options.qr.is_some() {
        // Before anything is changed: a picture that leads nowhere helps nobody.
        let served = notes::get(session, notes::URL)?;
        enrolment::url(&context.config, served).ok_or(CommandFault::NoUrl)?;
        let authority = enrolment::authority(&context.config);
        if enrolment::ca_sha256(&authority).is_none() {
            return Err(match context.config.listen.certificate.is_empty() {
                true => CommandFault::NoAuthority(authority),
                false => CommandFault::NoAuthorityInChain(authority),
            });
        }
    }
    let issued =
        enrolment::issue(&context.config, session, name, options.valid, context.now, before)?;
    if let (Some(path), Some(invitation)) = (&options.qr, &issued.invitation) {
        draw(path, invitation)?;
    }
    let Issued { code, until, url, ca_sha256, .. } = issued;
    writeln!(out, "code {code}")?;
    if let Some(url) = url {
        writeln!(out, "url {url}")?;
    }
    if let Some(ca_sha256) = ca_sha256 {
        writeln!(out, "ca_sha256 {ca_sha256}")?;
    }
    let until = civil_time(until, &CHINA);
    Ok(writeln!(out, "{}", words::CodeUntil { name, until }.text(context.language))?)
}

/// The picture is for this user alone: it holds the code.
fn draw(path: &Path, text: &str) -> Result<(), CommandFault> {
    let picture = outline::picture(text, |_| MODULE).ok_or(CommandFault::Picture)?;
    let mut png = Cursor::new(Vec::new());
    picture.write_to(&mut png, ImageFormat::Png).map_err(|_| CommandFault::Picture)?;
    crate::platform::commands::write_private(path, png.get_ref())
        .map_err(|cause| CommandFault::File { path: path.to_owned(), cause })
}
