//! `findings list` and `findings close`.

use std::io::Write;

use clap::{Args, Subcommand};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::acting::{ActingArgs, Demand};
use super::{CommandContext, CommandFault, ListFormat, write_json};
use crate::clock::{CHINA, civil_time};
use crate::people::PlatformRight;
use crate::platform::ledger::findings::{self, Kind, LedgerFinding};
use crate::platform::ledger::log::{self, Actor};
use crate::platform::ledger::{LedgerError, LogDetail, Session};
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
    #[command(flatten)]
    pub acting: ActingArgs,
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
    let id = wanted.id;
    let found = findings::find(&mut session, id)?;
    let demand = Demand {
        right: PlatformRight::Findings,
        cinema: found.as_ref().map(|it| it.cinema.as_str()),
        by_name: true,
    };
    let by = wanted.acting.acting(context, &mut session, demand)?.actor;
    if found.is_none() {
        return Err(CommandFault::NoFinding(id));
    }
    let closed = session.transaction(|it| close_logged(it, id, &by, &reason, context.now))?;
    if !closed {
        return Err(CommandFault::ClosedAlready(id));
    }
    Ok(writeln!(out, "{}", words::Closed { id }.text(context.language))?)
}

/// Closes a finding and logs it; false: it is closed already.
pub(crate) fn close_logged(
    change: &mut Session,
    id: i64,
    by: &Actor,
    reason: &str,
    now: Timestamp,
) -> Result<bool, LedgerError> {
    let closed = findings::close(change, id, &by.to_string(), reason, now)?;
    if closed {
        let detail = LogDetail::FindingClosed { id, reason: reason.to_owned() };
        log::write(change, by, &detail, now)?;
    }
    Ok(closed)
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
