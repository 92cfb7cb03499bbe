//! `terminal add`, `enrol`, `list`, `revoke` and `rotate`.

mod invite;
mod keys;
mod list;
mod sheets;

pub(crate) use list::state;

use std::io::Write;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};

use super::acting::{ActingArgs, Demand};
use super::cinema::add_logged;
use super::{CommandContext, CommandFault, ListFormat};
use crate::people::PlatformRight;
use crate::platform::ledger::log::{self, Actor};
use crate::platform::ledger::terminals::{self, Entry, Registered};
use crate::platform::ledger::{LogDetail, Session};
use crate::ticket::{CinemaCode, ScreenCode};
use crate::wire::SignatureForm;
use crate::words::Language;
use crate::words::platform::{self as words, Text};
pub use invite::InviteOptions;
use invite::InvitedTerminal;
pub use sheets::SheetsArgs;

/// What is done about terminals.
#[derive(Debug, Subcommand)]
pub enum TerminalCommand {
    /// Make a terminal known that can't enrol, with a key of its own or one that is made here
    Add(AddTerminal),
    /// Give a terminal a code by which it hands in its own key, once
    Enrol(Enrol),
    /// Give every terminal of a list a code, and make a page to print with a sheet for each door
    Sheets(SheetsArgs),
    /// List all terminals, the revoked ones too
    List {
        /// table, to be read, or json, for scripts
        #[arg(long, value_enum, default_value = "table")]
        format: ListFormat,
    },
    /// Believe a terminal no more, from now on; its name is not given again
    Revoke {
        /// The terminal's name, which is its Username
        #[arg(value_name = "NAME", value_parser = name)]
        name: String,
        /// Do it: this can't be taken back
        #[arg(long)]
        yes: bool,
        #[command(flatten)]
        acting: ActingArgs,
    },
    /// Turn a terminal's key over: a code for the next one, with which both hold for 24 hours
    Rotate {
        /// The terminal's name, which is its Username
        #[arg(value_name = "NAME", value_parser = name)]
        name: String,
        #[command(flatten)]
        options: InviteOptions,
        #[command(flatten)]
        acting: ActingArgs,
    },
}

#[derive(Debug, Args)]
pub struct AddTerminal {
    /// The cinema's code, 8 characters
    #[arg(long, value_name = "CODE")]
    pub cinema: CinemaCode,
    /// The terminal's name, which is its Username
    #[arg(value_name = "NAME", value_parser = name)]
    pub name: String,
    /// Its public key, PEM (SubjectPublicKeyInfo), RSA of 1024 bits or more; else a key is made
    #[arg(long, value_name = "FILE")]
    pub public_key: Option<PathBuf>,
    /// The form of its signatures: md5-hex, MD5-HEX, md5-raw or md5-digestinfo
    #[arg(long, value_name = "FORM", default_value = "md5-hex", value_parser = signature())]
    pub signature: SignatureForm,
    /// Where a private key that is made goes: DIR/NAME.key
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub out: PathBuf,
    #[command(flatten)]
    pub acting: ActingArgs,
}

#[derive(Debug, Args)]
pub struct Enrol {
    /// The cinema's code, 8 characters
    #[arg(long, value_name = "CODE")]
    pub cinema: CinemaCode,
    /// The terminal's name, which is its Username
    #[arg(value_name = "NAME", value_parser = name)]
    pub name: String,
    /// A hall at its door, by its code of 16 characters; more than one may be named, every hall where left out
    #[arg(long = "screen", value_name = "CODE")]
    pub screens: Vec<ScreenCode>,
    #[command(flatten)]
    pub options: InviteOptions,
    #[command(flatten)]
    pub acting: ActingArgs,
}

fn signature() -> impl TypedValueParser<Value = SignatureForm> {
    let names = PossibleValuesParser::new(SignatureForm::ALL.iter().map(|form| form.as_str()));
    names.map(|name| SignatureForm::from_name(&name).unwrap_or_default())
}

/// A Username: what needs no escape anywhere, and makes a good file's name.
fn name(text: &str) -> Result<String, String> {
    match is_username(text) {
        true => Ok(text.to_owned()),
        false => Err(Text::BadName.plain(Language::of_shell())),
    }
}

/// Whether a terminal may be called so.
pub(crate) fn is_username(text: &str) -> bool {
    let plain = |sign: char| sign.is_ascii_alphanumeric() || "._-".contains(sign);
    (1..=64).contains(&text.len())
        && text.chars().all(plain)
        && text.starts_with(|sign: char| sign.is_ascii_alphanumeric())
}

/// Does it.
pub fn run(
    context: &CommandContext,
    command: &TerminalCommand,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    match command {
        TerminalCommand::Add(wanted) => add(context, wanted, out),
        TerminalCommand::Enrol(wanted) => enrol(context, wanted, out),
        TerminalCommand::Sheets(wanted) => sheets::sheets(context, wanted, out),
        TerminalCommand::List { format } => list::list(context, *format, out),
        TerminalCommand::Revoke { name, yes, acting } => revoke(context, name, *yes, acting, out),
        TerminalCommand::Rotate { name, options, acting } => {
            rotate(context, name, options, acting, out)
        }
    }
}

fn add(
    context: &CommandContext,
    wanted: &AddTerminal,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let mut session = context.session()?;
    let by = acting(context, &mut session, &wanted.acting, wanted.cinema, false)?;
    if let Some(known) = terminals::find(&mut session, &wanted.name)? {
        believed(&known)?;
        return Err(CommandFault::TerminalKnown(known.name));
    }
    let mut made = None;
    let public_key = match &wanted.public_key {
        Some(path) => keys::read(path)?,
        None => {
            let path = wanted.out.join(format!("{}.key", wanted.name));
            let public = keys::make(&path)?;
            made = Some(path);
            public
        }
    };
    let entry = Entry {
        name: &wanted.name,
        cinema: wanted.cinema,
        screens: &[],
        public_key: Some(&public_key),
        signature: wanted.signature.as_str(),
    };
    let added = session.transaction(|it| {
        add_logged(it, wanted.cinema, "", &by, context.now)?;
        let added = terminals::add(it, &entry, context.now)?;
        if added {
            let (name, cinema) = (wanted.name.clone(), wanted.cinema.to_string());
            log::write(it, &by, &LogDetail::TerminalAdded { name, cinema }, context.now)?;
        }
        Ok(added)
    });
    if !matches!(added, Ok(true)) {
        // Nobody knows the key that was made.
        if let Some(path) = made {
            let _ = std::fs::remove_file(path);
        }
        added?;
        return Err(CommandFault::TerminalKnown(wanted.name.clone()));
    }
    let name = &wanted.name;
    let shown = match made {
        Some(path) => {
            words::TerminalAddedWithKey { name, path: path.display() }.text(context.language)
        }
        None => words::TerminalAdded { name }.text(context.language),
    };
    Ok(writeln!(out, "{shown}")?)
}

fn enrol(
    context: &CommandContext,
    wanted: &Enrol,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let mut session = context.session()?;
    let found = terminals::find(&mut session, &wanted.name)?;
    // Another key for a terminal that has one is a change.
    let by_name = found.is_some();
    let by = acting(context, &mut session, &wanted.acting, wanted.cinema, by_name)?;
    if let Some(known) = found {
        invite::renewable(known, wanted.cinema)?;
    }
    let door = InvitedTerminal { name: wanted.name.clone(), screens: wanted.screens.clone() };
    invite::invite(context, &mut session, &wanted.name, &wanted.options, out, |change| {
        door.make_known(change, wanted.cinema, &by, context.now)
    })
}

fn rotate(
    context: &CommandContext,
    name: &str,
    options: &InviteOptions,
    acting: &ActingArgs,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let mut session = context.session()?;
    let known = known(&mut session, name)?;
    let by = self::acting(context, &mut session, acting, known.cinema, true)?;
    believed(&known)?;
    invite::invite(context, &mut session, name, options, out, |change| {
        let rotated = LogDetail::TerminalRotated { name: name.to_owned() };
        log::write(change, &by, &rotated, context.now)
    })
}

fn revoke(
    context: &CommandContext,
    name: &str,
    yes: bool,
    acting: &ActingArgs,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    if !yes {
        return Err(CommandFault::RevokeNotAsked(name.to_owned()));
    }
    let mut session = context.session()?;
    let known = known(&mut session, name)?;
    let by = self::acting(context, &mut session, acting, known.cinema, true)?;
    believed(&known)?;
    session.transaction(|it| {
        if terminals::revoke(it, name, context.now)? {
            let revoked = LogDetail::TerminalRevoked { name: name.to_owned() };
            log::write(it, &by, &revoked, context.now)?;
        }
        Ok(())
    })?;
    Ok(writeln!(out, "{}", words::RevokedNow { name }.text(context.language))?)
}

/// Who does it, and that they may.
fn acting(
    context: &CommandContext,
    session: &mut Session,
    acting: &ActingArgs,
    cinema: CinemaCode,
    by_name: bool,
) -> Result<Actor, CommandFault> {
    let cinema = Some(cinema.as_str());
    let demand = Demand { right: PlatformRight::Terminals, cinema, by_name };
    Ok(acting.acting(context, session, demand)?.actor)
}

fn known(session: &mut Session, name: &str) -> Result<Registered, CommandFault> {
    let found = terminals::find(session, name)?;
    found.ok_or_else(|| CommandFault::NoTerminal(name.to_owned()))
}

fn believed(terminal: &Registered) -> Result<(), CommandFault> {
    match terminal.revoked_at {
        Some(_) => Err(CommandFault::Revoked(terminal.name.clone())),
        None => Ok(()),
    }
}
