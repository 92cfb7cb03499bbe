//! A day's report as it is read on a terminal.

use jiff::Zoned;
use jiff::civil::{Date, DateTime};

use super::openings::opening;
use super::parts::{Apart, Figures, Hall, Hour, LatencyCount, OpeningCount, RefusalCount};
use super::typed::{TypedCounts, typed_reason};
use super::{Day, ReportCounts, SessionFigures};
use crate::terminal::reasons::staff_word;
use crate::ticket::{CinemaCode, ScreenCode};
use crate::words::Language;
use crate::words::Words;
use crate::words::report::{self as words, Text, WEEKDAYS};
use crate::words::table::{Column, ReportTable, cut, plain};
use crate::words::terms::{self, Text as Term};

/// A hall's name is cut to so many columns.
const HALL: usize = 14;

/// Columns of the longest bar.
const BAR: u64 = 40;

/// The whole sheet.
pub(super) fn set(day: &Day, language: Language) -> String {
    let mut sheet = head(day, language);
    if day.is_empty() {
        return sheet + "\n" + Text::Nothing.form(language) + "\n";
    }
    if day.sessions.is_empty() {
        sheet += &format!("\n{}\n", Text::Nobody.form(language));
    } else {
        sheet += &sessions(&day.sessions, day.sums.totals, day.date, language);
    }
    if day.halls.len() > 1 {
        sheet += &halls(&day.halls, language);
    }
    sheet += &refusals(&day.counts.refusals, language);
    sheet += &openings(&day.counts.openings, language);
    sheet += &typed(&day.counts.typed, language);
    let label = |hour: &Hour| hour.from.strftime("%H:%M").to_string();
    sheet += &hours(day.hours.iter().map(|hour| (label(hour), hour.counts())), language);
    sheet += &latency(&day.counts.latency, language);
    sheet + &listed_apart(&day.counts, language)
}

fn head(day: &Day, language: Language) -> String {
    let weekday = usize::from(day.date.weekday().to_monday_zero_offset().unsigned_abs()) % 7;
    let mut head = format!(
        "{}  {} {}  {}\n",
        Text::Title.form(language),
        day.date,
        WEEKDAYS[weekday].form(language),
        Text::Span.form(language),
    );
    head += &byline(&day.terminal, day.cinema_code, &day.sums.made_at, language);
    if !day.is_empty() && day.sums.unfinished() {
        head += &format!("{}\n", Text::Unfinished.form(language));
    }
    head
}

/// Whose report it is and when it was made.
pub(super) fn byline(
    terminal: &str,
    cinema: CinemaCode,
    made_at: &Zoned,
    language: Language,
) -> String {
    let name = plain(terminal);
    let name = if name.is_empty() { name } else { format!("{name} · ") };
    format!(
        "{name}{} {cinema} · {} {}\n",
        Text::Cinema.form(language),
        Text::MadeAt.form(language),
        made_at.strftime("%Y-%m-%d %H:%M"),
    )
}

fn sessions(sessions: &[SessionFigures], totals: Figures, day: Date, language: Language) -> String {
    let mut columns = vec![
        Column::Left(Term::Hall.form(language)),
        Column::Left(Term::Start.form(language)),
        Column::Flexible(Term::Film.form(language)),
    ];
    columns.extend(figure_columns(language));
    let row = |session: &SessionFigures| {
        let mut row = vec![
            hall(session.screen_code, session.screen_name.as_deref(), HALL, language),
            start(session.show_time, day),
            session.film_name.as_deref().map(plain).unwrap_or_default(),
        ];
        row.extend(figures(session.figures));
        row
    };
    let mut sums = vec![Text::Total.plain(language), String::new(), String::new()];
    sums.extend(figures(totals));
    let rows = sessions.iter().map(row).collect();
    section(Text::Sessions, ReportTable { columns: &columns, rows, sums: Some(sums) }, language)
}

pub(super) fn halls(halls: &[Hall], language: Language) -> String {
    let mut columns = vec![Column::Left(Term::Hall.form(language))];
    columns.extend(figure_columns(language));
    let row = |of: &Hall| {
        let mut row = vec![hall(of.screen_code, of.screen_name.as_deref(), HALL, language)];
        row.extend(figures(of.figures));
        row
    };
    let rows = halls.iter().map(row).collect();
    section(Text::Halls, ReportTable { columns: &columns, rows, sums: None }, language)
}

/// Nothing where nobody was refused.
pub(super) fn refusals(refusals: &[RefusalCount], language: Language) -> String {
    let lines: Vec<_> =
        refusals.iter().map(|line| (staff_word(&line.reason, language), line.refused)).collect();
    times(Term::Refused, &lines, language)
}

/// Nothing where nothing was opened by hand.
pub(super) fn openings(openings: &[OpeningCount], language: Language) -> String {
    let lines: Vec<_> =
        openings.iter().map(|line| (opening(&line.reason, language), line.manual)).collect();
    times(Term::ByHand, &lines, language)
}

/// What became of tickets whose number was typed; nothing where none was.
pub(super) fn typed(typed: &TypedCounts, language: Language) -> String {
    let let_in = (typed.let_in > 0).then_some((Text::LetIn.form(language), typed.let_in));
    let refused =
        typed.refusals.iter().map(|line| (typed_reason(&line.reason, language), line.refused));
    let lines: Vec<_> = let_in.into_iter().chain(refused).collect();
    times(Text::TypedTickets, &lines, language)
}

/// How often for which reason.
fn times(title: impl Words, lines: &[(&str, u64)], language: Language) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let columns =
        [Column::Left(Text::Reason.form(language)), Column::Right(Text::Times.form(language))];
    let rows = lines.iter().map(|(reason, times)| vec![plain(reason), times.to_string()]).collect();
    let total: u64 = lines.iter().map(|(_, times)| times).sum();
    let sums = Some(vec![Text::Total.plain(language), total.to_string()]);
    section(title, ReportTable { columns: &columns, rows, sums }, language)
}

/// Hours by their labels: admitted, refused, opened by hand.
pub(super) fn hours(hours: impl Iterator<Item = (String, [u64; 3])>, language: Language) -> String {
    let hours: Vec<_> = hours.collect();
    let columns = [
        Column::Left(Text::Hour.form(language)),
        Column::Right(Term::Admitted.form(language)),
        Column::Right(Term::Refused.form(language)),
        Column::Right(Term::ByHand.form(language)),
        Column::Left(""),
    ];
    let busiest = hours.iter().map(|(_, [admitted, ..])| *admitted).max().unwrap_or(0);
    let rows = hours.into_iter().map(|(label, counts)| {
        let mut row = vec![label];
        row.extend(counts.map(|count| count.to_string()));
        row.push(bar(counts[0], busiest));
        row
    });
    section(
        Text::Hours,
        ReportTable { columns: &columns, rows: rows.collect(), sums: None },
        language,
    )
}

/// The histogram from the first to the last wait that anybody had; nothing where nobody waited.
pub(super) fn latency(counts: &[LatencyCount], language: Language) -> String {
    let some = |count: &LatencyCount| count.visitors > 0;
    let (Some(first), Some(last)) = (counts.iter().position(some), counts.iter().rposition(some))
    else {
        return String::new();
    };
    let columns = [
        Column::Left(Text::Wait.form(language)),
        Column::Right(Text::Visitors.form(language)),
        Column::Left(""),
    ];
    let most = counts.iter().map(|count| count.visitors).max().unwrap_or(0);
    let row = |count: &LatencyCount| {
        let label = match count.up_to_ms {
            Some(ms) => words::UpTo { ms }.text(language),
            None => Text::Longer.plain(language),
        };
        vec![label, count.visitors.to_string(), bar(count.visitors, most)]
    };
    let rows = counts[first..=last].iter().map(row).collect();
    section(Text::Waits, ReportTable { columns: &columns, rows, sums: None }, language)
}

/// Tickets that were admitted twice, and records that are in doubt, where there are any.
pub(super) fn listed_apart(counts: &ReportCounts, language: Language) -> String {
    apart(Text::Doubles, &counts.double_admissions, language)
        + &apart(Text::Doubtful, &counts.doubtful, language)
}

fn apart(title: Text, records: &[Apart], language: Language) -> String {
    if records.is_empty() {
        return String::new();
    }
    let columns = [
        Column::Right(Text::Number.form(language)),
        Column::Left(Term::Ticket.form(language)),
        Column::Left(Term::Hall.form(language)),
        Column::Left(Term::Start.form(language)),
        Column::Left(Term::CheckedAt.form(language)),
        Column::Left(Text::OtherDoor.form(language)),
    ];
    // Where no door has told of itself, and of doubtful records, there is nothing to be said.
    let named = records.iter().any(|record| record.other_door.is_some());
    let columns = &columns[..columns.len() - usize::from(!named)];
    let elsewhere = |record: &Apart| {
        let at = record.other_check_time.map(|at| at.strftime("%m-%d %H:%M:%S").to_string());
        let door = record.other_door.clone();
        door.into_iter().chain(at).collect::<Vec<_>>().join(" ")
    };
    let row = |record: &Apart| {
        let mut row = vec![
            record.seq.to_string(),
            record.film_ticket_code.to_string(),
            hall(record.screen_code, None, HALL, language),
            record.show_time.strftime("%m-%d %H:%M").to_string(),
            record.check_time.strftime("%m-%d %H:%M:%S").to_string(),
        ];
        row.extend(named.then(|| elsewhere(record)));
        row
    };
    let rows = records.iter().map(row).collect();
    section(title, ReportTable { columns, rows, sums: None }, language)
}

pub(super) fn section(title: impl Words, table: ReportTable, language: Language) -> String {
    format!("\n{}\n{}", title.form(language), table.set())
}

/// Longest for the most; whatever is not nothing has a bar.
fn bar(count: u64, most: u64) -> String {
    "▪".repeat((count * BAR).div_ceil(most.max(BAR)) as usize)
}

pub(super) fn figure_columns(language: Language) -> [Column; 7] {
    [
        Term::Admitted,
        Term::Reopened,
        Term::Uploaded,
        Term::Pending,
        Term::SetAside,
        Term::Price,
        Term::ServiceFee,
    ]
    .map(|text| Column::Right(text.form(language)))
}

pub(super) fn figures(of: Figures) -> [String; 7] {
    [
        of.admitted.to_string(),
        of.reopened.to_string(),
        of.uploaded.to_string(),
        of.pending.to_string(),
        of.set_aside.to_string(),
        of.price.to_string(),
        of.service_fee.to_string(),
    ]
}

/// The hall's name, else its code without leading zeros; cut to `width` columns.
pub(super) fn hall(
    code: ScreenCode,
    name: Option<&str>,
    width: usize,
    language: Language,
) -> String {
    let name = name.map(plain).filter(|name| !name.is_empty()).unwrap_or_else(|| {
        let digits = code.as_str().trim_start_matches('0');
        let digits = if digits.is_empty() { "0" } else { digits };
        terms::HallCode { hall: digits }.text(language)
    });
    cut(&name, width)
}

/// The time of the start; after midnight with `+1`, and with the date where it is neither of the
/// business day's two.
pub(super) fn start(at: DateTime, day: Date) -> String {
    let form = match at.date() {
        own if own == day => "%H:%M",
        next if day.tomorrow().is_ok_and(|after| after == next) => "%H:%M+1",
        _ => "%m-%d %H:%M",
    };
    at.strftime(form).to_string()
}
