//! `records`: the single records, for checking what was reported against what was taken.

use std::io::Write;

use clap::Args;
use serde::ser::{SerializeSeq, Serializer};
use serde_json::Value;

use super::report::Days;
use super::sheet::{Cell, Heading, SheetFormat, write_table, write_xlsx};
use super::{CommandContext, CommandFault};
use crate::clock::wire_time;
use crate::platform::ledger::LedgerError;
use crate::platform::ledger::listing::{self, Listed, RecordQuery};
use crate::ticket::{CinemaCode, FilmTicketCode};
use crate::words::plain::guarded;
use crate::words::platform::{self as words, Text};

#[derive(Debug, Args)]
pub struct NodeRecords {
    /// Of this cinema alone
    #[arg(long, value_name = "CODE")]
    pub cinema: Option<CinemaCode>,
    #[command(flatten)]
    pub days: Days,
    /// Of this terminal alone, by its name
    #[arg(long, value_name = "NAME")]
    pub terminal: Option<String>,
    /// Of this ticket, by its number of 16 characters; of every day where no day is named
    #[arg(long, value_name = "TICKET")]
    pub ticket: Option<FilmTicketCode>,
    /// table, to be read; xlsx, for spreadsheets; csv or json, for scripts
    #[arg(long, value_enum, default_value = "table")]
    pub format: SheetFormat,
}

/// The columns of table and CSV. The ticket information code is in JSON alone.
const COLUMNS: [Heading; 17] = [
    Heading::of("cinema", Text::Cinema),
    Heading::of("terminal", Text::Terminal),
    Heading::of("film_ticket_code", Text::Ticket),
    Heading::of("check_time", Text::CheckTime),
    Heading::of("screen_code", Text::Hall),
    Heading::of("screen_name", Text::HallName),
    Heading::of("session_code", Text::Session),
    Heading::of("start_time", Text::Start),
    Heading::of("film_code", Text::FilmCode),
    Heading::of("film_name", Text::Film),
    Heading::of("ticket_type", Text::TicketType),
    Heading::of("row", Text::Row),
    Heading::of("column", Text::SeatColumn),
    Heading::of("price", Text::Price),
    Heading::of("service", Text::Service),
    Heading::of("state", Text::State),
    Heading::of("late", Text::CameLate),
];

/// Of them, what a line of a terminal has room for.
const SHOWN: [usize; 7] = [0, 1, 2, 3, 4, 15, 16];

/// The most records that a table holds.
const MOST_SHOWN: usize = 1000;

/// Does it.
pub fn run(
    context: &CommandContext,
    wanted: &NodeRecords,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let whole_time =
        wanted.ticket.is_some() && wanted.days.day.is_none() && wanted.days.from.is_none();
    let (from, to) = match whole_time {
        true => (jiff::civil::DateTime::MIN, jiff::civil::DateTime::MAX),
        false => {
            let (first, last) = wanted.days.span(context.now)?;
            let after = last.tomorrow().unwrap_or(last);
            (first.at(6, 0, 0, 0), after.at(6, 0, 0, 0))
        }
    };
    let filter = RecordQuery {
        from,
        to,
        cinema: wanted.cinema.map_or_else(String::new, |code| code.to_string()),
        terminal: wanted.terminal.clone().unwrap_or_default(),
        ticket: wanted.ticket.map_or_else(String::new, |code| code.to_string()),
    };
    match wanted.format {
        SheetFormat::Table => table(context, &filter, out),
        SheetFormat::Csv => csv(context, &filter, out),
        SheetFormat::Json => json(context, &filter, out),
        SheetFormat::Xlsx => xlsx(context, &filter, out),
    }
}

fn table(
    context: &CommandContext,
    filter: &RecordQuery,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let (mut rows, mut found) = (Vec::new(), 0_u64);
    listing::each(&mut context.session()?, filter, &mut |record| {
        found += 1;
        if rows.len() < MOST_SHOWN {
            let cells = cells(&record);
            rows.push(SHOWN.iter().filter_map(|at| cells.get(*at).cloned()).collect::<Vec<_>>());
        }
        Ok(())
    })?;
    let headings = SHOWN.map(|at| COLUMNS[at]);
    write_table(&headings, &rows, None, context.language, out)?;
    let shown = rows.len();
    let shown = match found > shown as u64 {
        true => words::FirstOf { shown, records: found }.text(context.language),
        false => words::Found { records: found }.text(context.language),
    };
    Ok(writeln!(out, "{shown}")?)
}

fn csv(
    context: &CommandContext,
    filter: &RecordQuery,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    csv.write_record(COLUMNS.map(|it| it.key)).map_err(std::io::Error::from)?;
    listing::each(&mut context.session()?, filter, &mut |record| {
        let cells = cells(&record);
        let line = cells.iter().map(|cell| guarded(cell.text()).into_owned());
        csv.write_record(line).map_err(|fault| unwritten(fault.into()))
    })?;
    Ok(csv.flush()?)
}

fn xlsx(
    context: &CommandContext,
    filter: &RecordQuery,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let mut rows = Vec::new();
    listing::each(&mut context.session()?, filter, &mut |record| {
        rows.push(cells(&record).to_vec());
        Ok(())
    })?;
    write_xlsx(Text::Records, &COLUMNS, &rows, None, context.language, out)
}

fn json(
    context: &CommandContext,
    filter: &RecordQuery,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let mut session = context.session()?;
    let mut json = serde_json::Serializer::pretty(&mut *out);
    let mut lines = json.serialize_seq(None).map_err(std::io::Error::from)?;
    listing::each(&mut session, filter, &mut |record| {
        lines.serialize_element(&object(&record)).map_err(|fault| unwritten(fault.into()))
    })?;
    SerializeSeq::end(lines).map_err(std::io::Error::from)?;
    Ok(writeln!(out)?)
}

/// The output is a file like any other.
fn unwritten(cause: std::io::Error) -> LedgerError {
    LedgerError::File { path: "-".into(), cause }
}

/// By the wire's names, and whose it is.
fn object(listed: &Listed) -> Value {
    let mut shown = serde_json::to_value(&listed.record).unwrap_or_default();
    shown["CinemaCode"] = listed.cinema.as_str().into();
    shown["Username"] = listed.username.as_str().into();
    shown["State"] = state(listed).1.into();
    shown["Late"] = listed.late.into();
    shown
}

fn state(listed: &Listed) -> (Text, &'static str) {
    match listed {
        Listed { forwarded_at: Some(_), .. } => (Text::Forwarded, "forwarded"),
        Listed { set_aside: true, .. } => (Text::SetAside, "set_aside"),
        Listed { proved: false, .. } => (Text::Unproved, "unproved"),
        _ => (Text::Waiting, "waiting"),
    }
}

fn cells(listed: &Listed) -> [Cell; COLUMNS.len()] {
    let record = &listed.record;
    let text = |text: &str| Cell::Text(text.to_owned());
    [
        text(&listed.cinema),
        text(&listed.username),
        text(record.film_ticket_code.as_str()),
        text(&wire_time(record.check_time)),
        text(record.screen_code.as_str()),
        text(&record.screen_name),
        text(record.session_code.as_str()),
        text(&wire_time(record.start_time)),
        text(record.film_code.as_str()),
        text(&record.film_name),
        text(record.ticket_type.as_str()),
        Cell::Number(record.row_num.into()),
        Cell::Number(record.column_num.into()),
        Cell::Yuan(record.price.0.into()),
        Cell::Yuan(record.service.0.into()),
        text(state(listed).1),
        text(if listed.late { "late" } else { "" }),
    ]
}
