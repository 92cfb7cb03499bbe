//! `terminal sheets`: a code for each terminal of a list, and a page to print with a sheet for each. Whoever
//! sets up many doors takes them along and holds each before the camera there.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use askama::Template;
use clap::Args;

use super::invite::{InvitedTerminal, PRINTED, leads_here, renewable};
use crate::clock::{CHINA, civil_time};
use crate::people::first_admin_number;
use crate::platform::commands::acting::ActingArgs;
use crate::platform::commands::csv_list::{first, read_csv_list};
use crate::platform::commands::{CommandContext, CommandFault, prepare_private, write_private};
use crate::platform::enrolment::{self, Issued};
use crate::platform::ledger::terminals::{self, Registered};
use crate::platform::ledger::{Session, cinemas};
use crate::ticket::CinemaCode;
use crate::ticket::outline::QrOutline;
use crate::words::plain::plain;
use crate::words::platform::{self as words, Text};
use crate::words::{Language, Words};

/// `terminal sheets`
#[derive(Debug, Args)]
pub struct SheetsArgs {
    /// The cinema's code, 8 characters
    #[arg(long, value_name = "CODE")]
    pub cinema: CinemaCode,
    /// The terminals, a line each: the name, a comma, the codes of the halls at its door with spaces between
    #[arg(value_name = "LIST.csv")]
    pub list: PathBuf,
    /// Where the page to print goes; print and delete it, as it holds the codes
    #[arg(long, value_name = "FILE.html")]
    pub to: PathBuf,
    /// Minutes for which the codes are good
    #[arg(long, value_name = "MINUTES", default_value_t = PRINTED, value_parser = clap::value_parser!(u32).range(1..=10_080))]
    pub valid: u32,
    #[command(flatten)]
    pub acting: ActingArgs,
}

/// What stands on a sheet.
pub(super) struct Sheet {
    name: String,
    cinema: String,
    halls: String,
    until: String,
    url: String,
    code: String,
    /// Of the platform's authority, in groups that can be read out.
    fingerprint: String,
    first_admin: String,
    qr: QrOutline,
}

impl Sheet {
    /// Of a code that was given out to a terminal.
    pub fn of(
        session: &mut Session,
        known: Registered,
        issued: &Issued,
    ) -> Result<Self, CommandFault> {
        let qr = issued.invitation.as_deref().and_then(QrOutline::of);
        let called = cinemas::name(session, known.cinema)?.unwrap_or_default();
        Ok(Self {
            name: known.name,
            cinema: format!("{} {}", known.cinema, plain(&called)).trim_end().to_owned(),
            halls: known.screens.join(" "),
            until: civil_time(issued.until, &CHINA),
            url: issued.url.clone().unwrap_or_default(),
            code: issued.code.clone(),
            fingerprint: grouped(issued.ca_sha256.as_deref().unwrap_or_default()),
            first_admin: spaced(&first_admin_number(&issued.code)),
            qr: qr.ok_or(CommandFault::Picture)?,
        })
    }
}

/// In groups of four, as a terminal takes them too.
fn grouped(digits: &str) -> String {
    let groups: Vec<_> = digits.as_bytes().chunks(4).map(String::from_utf8_lossy).collect();
    groups.join(" ")
}

/// In two halves, as it is read out.
fn spaced(number: &str) -> String {
    let (first, last) = number.split_at(number.len() / 2);
    format!("{first} {last}")
}

/// In both languages: whoever holds the paper is not the one who typed the command.
#[derive(Template)]
#[template(path = "sheets.html", config = "src/platform/web/askama.toml")]
struct SheetsPage {
    sheets: Vec<Sheet>,
}

impl SheetsPage {
    fn chinese(&self, text: impl Words) -> &'static str {
        text.form(Language::Chinese)
    }

    fn english(&self, text: impl Words) -> &'static str {
        text.form(Language::English)
    }
}

/// The page is for this user alone: it holds the codes.
pub(super) fn write(path: &Path, sheets: Vec<Sheet>) -> Result<(), CommandFault> {
    let page = SheetsPage { sheets }.render().map_err(|_| CommandFault::Picture)?;
    written(path, page.as_bytes())
}

/// Before the first code: one that can't be written down voids the code before for nothing.
pub(super) fn prepare(path: &Path) -> Result<(), CommandFault> {
    prepare_private(path).map_err(|cause| CommandFault::File { path: path.to_owned(), cause })
}

pub(super) fn written(path: &Path, bytes: &[u8]) -> Result<(), CommandFault> {
    write_private(path, bytes).map_err(|cause| CommandFault::File { path: path.to_owned(), cause })
}

/// Looks at the whole list before it makes the first code.
pub(super) fn sheets(
    context: &CommandContext,
    wanted: &SheetsArgs,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let doors = read_list(&wanted.list)?;
    let mut session = context.session()?;
    leads_here(context, &mut session)?;
    let mut by_name = false;
    for door in &doors {
        if let Some(known) = terminals::find(&mut session, &door.name)? {
            renewable(known, wanted.cinema)?;
            by_name = true;
        }
    }
    let by = super::acting(context, &mut session, &wanted.acting, wanted.cinema, by_name)?;
    prepare(&wanted.to)?;
    let mut sheets = Vec::new();
    let mut until = context.now;
    for door in &doors {
        let (config, now) = (&context.config, context.now);
        let issued =
            enrolment::issue(config, &mut session, &door.name, wanted.valid, now, |change| {
                door.make_known(change, wanted.cinema, &by, now)
            })?;
        let known = super::known(&mut session, &door.name)?;
        sheets.push(Sheet::of(&mut session, known, &issued)?);
        until = issued.until;
    }
    let count = sheets.len();
    write(&wanted.to, sheets)?;
    let (path, until) = (wanted.to.display(), civil_time(until, &CHINA));
    Ok(writeln!(out, "{}", words::SheetsWritten { count, path, until }.text(context.language))?)
}

/// Terminals of a CSV of names and hall codes, a line each; the first line may be headings. A file with a
/// line that is no terminal, or one a second time, is not taken at all.
fn read_list(path: &Path) -> Result<Vec<InvitedTerminal>, CommandFault> {
    let wrong = |line: u64| CommandFault::TerminalList { path: path.to_owned(), line };
    let mut doors = Vec::new();
    let mut names = BTreeSet::new();
    for (number, line) in read_csv_list(path, "name", wrong)? {
        let name = first(&line);
        let halls = line.iter().skip(1).flat_map(str::split_whitespace).map(str::parse);
        let screens = halls.collect::<Result<_, _>>().map_err(|_| wrong(number))?;
        if !super::is_username(name) || !names.insert(name.to_owned()) {
            return Err(wrong(number));
        }
        doors.push(InvitedTerminal { name: name.to_owned(), screens });
    }
    if doors.is_empty() { Err(wrong(1)) } else { Ok(doors) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_taken_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("doors.csv");
        let read = |text: &[u8]| {
            std::fs::write(&path, text).unwrap();
            read_list(&path)
        };
        let (one, two) = ("0000000000000001", "0000000000000002");
        let text =
            format!("\u{feff}Name,Halls\r\nhall-1,{one} {two}\r\nhall-2,{one},{two}\r\nfoyer\r\n");
        let doors = read(text.as_bytes()).unwrap();
        let shown: Vec<_> = doors.iter().map(|it| (it.name.as_str(), it.screens.len())).collect();
        assert_eq!(shown, [("hall-1", 2), ("hall-2", 2), ("foyer", 0)]);
        for (text, wrong) in [
            ("".as_bytes(), 1),
            (b"name,halls\n", 1),
            // What a spreadsheet makes of a code.
            (b"hall-1,1\n", 1),
            (b"hall-1\nhall 2\n", 2),
            (b"hall-1\nhall-2\nhall-1\n", 3),
            (b"hall-1\n\xff\xfe\n", 2),
        ] {
            let shown = String::from_utf8_lossy(text);
            match read(text) {
                Err(CommandFault::TerminalList { line, .. }) => assert_eq!(line, wrong, "{shown}"),
                other => panic!("{shown}: {other:?}"),
            }
        }
    }
}
