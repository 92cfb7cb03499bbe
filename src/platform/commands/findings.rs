//! `findings list` and `findings close`.

use std::io::Write;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::{CommandContext, CommandFault, ListFormat, acting, write_json};
use crate::clock::{CHINA, civil_time};
use crate::platform::ledger::findings::{self, Kind, LedgerFinding};
use crate::ticket::CinemaCode;
use crate::words::plain::plain;
use crate::words::platform::{self as words, Text};
use crate::words::table::{Column, ReportTable};

/// What is done about findings.
#[derive(Debug, Subcommand)]
pub enum FindingsCommand {
    /// List what does not fit together, with the records concerned
    List(List),
    /// Close a finding, with the reason why
    Close(Close),
}

#[derive(Debug, Args)]
pub struct List {
    /// The closed ones too
    #[arg(long)]
    pub all: bool,
    /// Of this cinema alone
    #[arg(long, value_name = "CODE")]
    pub cinema: Option<CinemaCode>,
    /// table, to be read, or json, for scripts
    #[arg(long, value_enum, default_value = "table")]
    pub format: ListFormat,
}

#[derive(Debug, Args)]
pub struct Close {
    /// The finding's number
    #[arg(value_name = "ID")]
    pub id: i64,
    /// Why it is closed; it stays with the finding
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// Who does it, by an operator's name
    #[arg(long = "as", value_name = "NAME", id = "acting")]
    pub acting: Option<String>,
}

/// Does it.
pub fn run(
    context: &CommandContext,
    command: &FindingsCommand,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    match command {
        FindingsCommand::List(wanted) => list(context, wanted, out),
        FindingsCommand::Close(wanted) => close(context, wanted, out),
    }
}

fn list(context: &CommandContext, wanted: &List, out: &mut impl Write) -> Result<(), CommandFault> {
    let found = findings::list(&mut context.session()?, wanted.all, wanted.cinema)?;
    if wanted.format == ListFormat::Json {
        return write_json(&found.iter().map(shown).collect::<Vec<_>>(), out);
    }
    let language = context.language;
    let columns = [
        Column::Right(Text::Number.form(language)),
        Column::Left(Text::Finding.form(language)),
        Column::Left(Text::Cinema.form(language)),
        Column::Left(Text::About.form(language)),
        Column::Right(Text::Records.form(language)),
        Column::Left(Text::Since.form(language)),
        Column::Flexible(Text::Reason.form(language)),
    ];
    let rows = found.iter().map(|it| {
        let since = jiff::Timestamp::from_second(it.opened_at).unwrap_or_default();
        vec![
            it.id.to_string(),
            name(it.kind).plain(language),
            it.cinema.clone(),
            it.subject.clone(),
            it.records.len().to_string(),
            civil_time(since, &CHINA),
            it.closed.as_ref().map_or_else(String::new, |it| plain(&it.reason)),
        ]
    });
    let table = ReportTable { columns: &columns, rows: rows.collect(), sums: None };
    Ok(out.write_all(table.set().as_bytes())?)
}

/// A finding as scripts have it.
fn shown(finding: &LedgerFinding) -> Value {
    let records = finding.records.iter().map(|record| {
        json!({
            "terminal": record.terminal,
            "screen_code": record.screen_code,
            "check_time": record.check_time,
            "film_ticket_code": record.film_ticket_code,
            "offset_s": record.offset_s,
        })
    });
    let is_clock = finding.kind == Kind::Clock;
    let mut shown = json!({
        "id": finding.id,
        "kind": finding.kind.as_str(),
        "cinema": finding.cinema,
        "film_ticket_code": if is_clock { "" } else { finding.subject.as_str() },
        "state": if finding.closed.is_some() { "closed" } else { "open" },
        "reason": finding.closed.as_ref().map(|it| it.reason.as_str()),
        "records": records.collect::<Vec<_>>(),
    });
    if is_clock {
        shown["terminal"] = json!(finding.subject);
        shown["offset_s"] = json!(finding.offset_s);
    }
    shown
}

fn close(
    context: &CommandContext,
    wanted: &Close,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let reason = plain(&wanted.reason);
    if reason.is_empty() {
        return Err(CommandFault::NoReason);
    }
    let mut session = context.session()?;
    let who = acting(&mut session, wanted.acting.as_deref())?;
    let id = wanted.id;
    let closed = session.transaction(|it| findings::close(it, id, &who, &reason, context.now))?;
    if !closed {
        let known = findings::list(&mut session, true, None)?.iter().any(|it| it.id == id);
        return Err(match known {
            true => CommandFault::ClosedAlready(id),
            false => CommandFault::NoFinding(id),
        });
    }
    Ok(writeln!(out, "{}", words::Closed { id }.text(context.language))?)
}

/// What a kind is called.
pub(crate) fn name(kind: Kind) -> Text {
    match kind {
        Kind::DoubleAdmission => Text::DoubleAdmission,
        Kind::RefundedAfterAdmission => Text::RefundedAfterAdmission,
        Kind::Unproved => Text::Unproved,
        Kind::SetAside => Text::SetAside,
        Kind::Differs => Text::Differs,
        Kind::Clock => Text::Clock,
    }
}
