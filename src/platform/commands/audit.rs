//! `audit show` and `audit verify`: the protected log.

use std::io::Write;

use clap::{Args, Subcommand};
use jiff::Timestamp;
use serde_json::json;

use super::{CommandContext, CommandFault, ListFormat};
use crate::clock::{CHINA, civil_time};
use crate::platform::ledger::log::{self, LogEntry};
use crate::platform::shown;
use crate::words::people::{self as words, Text};
use crate::words::plain::plain;
use crate::words::table::padded;

/// What is done about the log.
#[derive(Debug, Subcommand)]
pub enum LogCommand {
    /// Show the log, the newest entry last
    Show(ShowLog),
    /// Check that nothing in the log was altered, taken out or cut off
    Verify,
}

#[derive(Debug, Args)]
pub struct ShowLog {
    /// The newest so many alone
    #[arg(long, value_name = "COUNT")]
    pub limit: Option<u32>,
    /// table, to be read, or json, for scripts
    #[arg(long, value_enum, default_value = "table")]
    pub format: ListFormat,
}

/// Does it.
pub fn run(
    context: &CommandContext,
    command: &LogCommand,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    match command {
        LogCommand::Show(wanted) => show(context, wanted, out),
        LogCommand::Verify => verify(context, out),
    }
}

fn show(
    context: &CommandContext,
    wanted: &ShowLog,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let mut session = context.session()?;
    let is_json = wanted.format == ListFormat::Json;
    let mut shown = 0_u64;
    let mut after = match wanted.limit {
        Some(limit) => log::before_the_newest(&mut session, limit.into())?,
        None => i64::MIN,
    };
    // A long log takes no memory.
    loop {
        let page = log::after(&mut session, after)?;
        let Some(last) = page.last() else { break };
        after = last.id;
        for entry in &page {
            match is_json {
                true => {
                    write!(out, "{}{}", if shown == 0 { "[\n" } else { ",\n" }, as_json(entry))?
                }
                false => writeln!(out, "{}", as_text(entry, context))?,
            }
            shown += 1;
        }
    }
    match (is_json, shown) {
        (true, 0) => writeln!(out, "[]")?,
        (true, _) => writeln!(out, "\n]")?,
        (false, 0) => writeln!(out, "{}", Text::NoEntry.form(context.language))?,
        (false, _) => {}
    }
    Ok(())
}

fn as_json(entry: &LogEntry) -> String {
    let LogEntry { at, who, kind, detail, .. } = entry;
    json!({ "at": moment(*at), "who": who, "kind": kind, "detail": detail }).to_string()
}

fn moment(at: Timestamp) -> String {
    at.to_zoned(CHINA).strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()
}

fn as_text(entry: &LogEntry, context: &CommandContext) -> String {
    let language = context.language;
    let (at, id) = (civil_time(entry.at, &CHINA), entry.id);
    let who = padded(&plain(&shown::who(entry, language)), 14);
    let what = padded(&plain(&shown::kind(entry, language)), 24);
    let detail = plain(&shown::detail(entry, language));
    format!("{id:>6}  {at}  {who}  {what}  {detail}").trim_end().to_owned()
}

fn verify(context: &CommandContext, out: &mut impl Write) -> Result<(), CommandFault> {
    let span = log::verify(&mut context.session()?)?.map_err(CommandFault::Log)?;
    let language = context.language;
    let summary = match span.times {
        Some((first, last)) => {
            let (from, to) = (civil_time(first, &CHINA), civil_time(last, &CHINA));
            words::Unbroken { entries: span.entries, from, to, head: span.mark }.text(language)
        }
        None => Text::Unbegun.plain(language),
    };
    Ok(writeln!(out, "{summary}")?)
}
