//! A day's report as it is read on a terminal.

use jiff::civil::{Date, DateTime};

use super::table::{Column, Table, cut, plain};
use super::words::{Words, reason, words};
use super::{Day, Figures};
use crate::config::Language;
use crate::ticket::ScreenCode;

/// A hall's name is cut to so many columns.
const HALL: usize = 14;

/// Columns of the longest bar.
const BAR: u64 = 40;

/// The whole sheet.
pub(super) fn set(day: &Day, language: Language) -> String {
    let words = words(language);
    let mut sheet = head(day, words);
    if day.is_empty() {
        return sheet + "\n" + words.nothing + "\n";
    }
    if day.sessions.is_empty() {
        sheet += &format!("\n{}\n", words.nobody);
    } else {
        sheet += &section(words.sessions, &sessions(day, words));
    }
    if day.halls.len() > 1 {
        sheet += &section(words.halls, &halls(day, words));
    }
    if !day.refusals.is_empty() {
        sheet += &section(words.refusals, &refusals(day, words, language));
    }
    sheet + &section(words.hours, &hours(day, words))
}

fn head(day: &Day, words: &Words) -> String {
    let weekday =
        words.weekdays[usize::from(day.date.weekday().to_monday_zero_offset().unsigned_abs()) % 7];
    let made_at = day.made_at.strftime("%Y-%m-%d %H:%M");
    let name = plain(&day.terminal);
    let name = if name.is_empty() { name } else { format!("{name} · ") };
    let mut head = format!(
        "{}  {} {weekday}  {}\n{name}{} {} · {} {made_at}\n",
        words.title, day.date, words.span, words.cinema, day.cinema_code, words.made_at,
    );
    if !day.is_empty() && (&day.from..&day.to).contains(&&day.made_at) {
        head += &format!("{}\n", words.unfinished);
    }
    head
}

fn section(title: &str, table: &str) -> String {
    format!("\n{title}\n{table}")
}

fn sessions(day: &Day, words: &Words) -> String {
    let mut columns =
        vec![Column::Left(words.hall), Column::Left(words.start), Column::Flexible(words.film)];
    columns.extend(figure_columns(words));
    let row = |session: &super::Session| {
        let mut row = vec![
            hall(session.screen_code, session.screen_name.as_deref(), words),
            start(session.show_time, day.date),
            session.film_name.as_deref().map(plain).unwrap_or_default(),
        ];
        row.extend(figures(session.figures));
        row
    };
    let mut sums = vec![words.total.to_owned(), String::new(), String::new()];
    sums.extend(figures(day.totals));
    let rows = day.sessions.iter().map(row).collect();
    Table { columns: &columns, rows, sums: Some(sums) }.set()
}

fn halls(day: &Day, words: &Words) -> String {
    let mut columns = vec![Column::Left(words.hall)];
    columns.extend(figure_columns(words));
    let row = |of: &super::Hall| {
        let mut row = vec![hall(of.screen_code, of.screen_name.as_deref(), words)];
        row.extend(figures(of.figures));
        row
    };
    Table { columns: &columns, rows: day.halls.iter().map(row).collect(), sums: None }.set()
}

fn refusals(day: &Day, words: &Words, language: Language) -> String {
    let columns = [Column::Left(words.reason), Column::Right(words.times)];
    let row = |line: &super::Refused| {
        vec![plain(reason(&line.reason, language)), line.refused.to_string()]
    };
    let rows = day.refusals.iter().map(row).collect();
    let sums = Some(vec![words.total.to_owned(), day.refused.to_string()]);
    Table { columns: &columns, rows, sums }.set()
}

fn hours(day: &Day, words: &Words) -> String {
    let columns = [
        Column::Left(words.hour),
        Column::Right(words.admitted),
        Column::Right(words.refused),
        Column::Left(""),
    ];
    let busiest = day.hours.iter().map(|hour| hour.admitted).max().unwrap_or(0).max(1);
    let row = |hour: &super::Hour| {
        // Longest for the busiest hour; an hour with anybody has a bar.
        let bar = (hour.admitted * BAR).div_ceil(busiest.max(BAR)) as usize;
        vec![
            hour.from.strftime("%H:%M").to_string(),
            hour.admitted.to_string(),
            hour.refused.to_string(),
            "▪".repeat(bar),
        ]
    };
    Table { columns: &columns, rows: day.hours.iter().map(row).collect(), sums: None }.set()
}

fn figure_columns(words: &Words) -> [Column; 7] {
    [
        words.admitted,
        words.reopened,
        words.uploaded,
        words.pending,
        words.set_aside,
        words.price,
        words.service_fee,
    ]
    .map(Column::Right)
}

fn figures(of: Figures) -> [String; 7] {
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

/// The hall's name, else its code without leading zeros.
fn hall(code: ScreenCode, name: Option<&str>, words: &Words) -> String {
    let name = name.map(plain).filter(|name| !name.is_empty()).unwrap_or_else(|| {
        let digits = code.as_str().trim_start_matches('0');
        let digits = if digits.is_empty() { "0" } else { digits };
        format!("{}{digits}{}", words.hall_code.0, words.hall_code.1)
    });
    cut(&name, HALL)
}

/// The time of the start; after midnight with `+1`, and with the date where it is neither of the
/// business day's two.
fn start(at: DateTime, day: Date) -> String {
    let form = match at.date() {
        own if own == day => "%H:%M",
        next if day.tomorrow().is_ok_and(|after| after == next) => "%H:%M+1",
        _ => "%m-%d %H:%M",
    };
    at.strftime(form).to_string()
}
