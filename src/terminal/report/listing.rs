//! Records that were looked for, as they are read on a terminal.

use super::sheet::{hall, start};
use crate::clock::civil_time;
use crate::terminal::config::TerminalConfig;
use crate::terminal::store::{RecordFilter, RecordLine, UploadProgress, UsedByNumber};
use crate::words::Language;
use crate::words::report::{self as words, Text};
use crate::words::table::{Column, ReportTable, cut, plain};
use crate::words::terms::Text as Term;

/// A hall's name is cut to so many columns, a seat to fewer.
const HALL: usize = 10;
const SEAT: usize = 8;

/// The records, what they were looked for by, and whether there are more than the limit allows.
pub(super) fn set(
    lines: &[RecordLine],
    filter: &RecordFilter,
    more: bool,
    terminal: &TerminalConfig,
) -> String {
    let language = terminal.language;
    let mut sheet = Term::Records.plain(language);
    if let Some((first, last)) = filter.days {
        sheet += &format!("  {first}");
        if last != first {
            sheet += &format!(" – {last}");
        }
    }
    if lines.is_empty() {
        return format!("{sheet}\n\n{}\n", Text::NothingFound.form(language));
    }
    let records = lines.len();
    let count = match (more, filter.newest) {
        (false, _) => words::Found { records }.text(language),
        (true, false) => words::FirstFound { records }.text(language),
        (true, true) => words::LastFound { records }.text(language),
    };
    format!("{sheet}\n\n{}\n{count}\n", table(lines, terminal))
}

/// A line for each ticket that staff let in by its number.
pub(super) fn let_in_by_number(used: &[UsedByNumber], terminal: &TerminalConfig) -> String {
    let line = |used: &UsedByNumber| {
        let language = terminal.language;
        let screen = Some(used.screen_name.as_str()).filter(|name| !name.is_empty());
        let (ticket, at) = (used.film_ticket_code, civil_time(used.at, &terminal.timezone.0));
        let hall = hall(used.screen_code, screen, HALL, language);
        let start = used.show_time.strftime("%m-%d %H:%M");
        format!("{}\n", words::LetInByNumber { ticket, at, hall, start }.text(language))
    };
    used.iter().map(line).collect()
}

fn table(lines: &[RecordLine], terminal: &TerminalConfig) -> String {
    let language = terminal.language;
    let zone = &terminal.timezone.0;
    let columns = [
        Column::Right(Text::Number.form(language)),
        Column::Left(Term::CheckedAt.form(language)),
        Column::Left(Term::Ticket.form(language)),
        Column::Left(Term::Hall.form(language)),
        Column::Left(Term::Start.form(language)),
        Column::Flexible(Term::Film.form(language)),
        Column::Left(Term::Seat.form(language)),
        Column::Left(Term::Upload.form(language)),
    ];
    let row = |line: &RecordLine| {
        let admission = &line.record.admission;
        let ticket = &admission.ticket;
        vec![
            line.record.seq.to_string(),
            civil_time(admission.at, zone),
            ticket.film_ticket_code.to_string(),
            hall(ticket.screen_code, line.screen_name.as_deref(), HALL, language),
            start(ticket.show_time, admission.business_day),
            line.film_name.as_deref().map(plain).unwrap_or_default(),
            seat(line, language),
            stage(line.stage()).plain(language),
        ]
    };
    ReportTable { columns: &columns, rows: lines.iter().map(row).collect(), sums: None }.set()
}

/// Row and column, or what the ticket's code for the seat ends in.
pub(super) fn seat(line: &RecordLine, language: Language) -> String {
    if let Some((row, column)) = line.seat {
        return words::Place { row, column }.text(language);
    }
    let code = line.record.admission.ticket.seat_code;
    cut(code.as_str().trim_start_matches('0'), SEAT)
}

pub(super) fn stage(stage: UploadProgress) -> Term {
    match stage {
        UploadProgress::Uploaded => Term::Uploaded,
        UploadProgress::Pending => Term::Pending,
        UploadProgress::SetAside => Term::SetAside,
    }
}
