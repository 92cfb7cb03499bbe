//! A period's report as it is read on a terminal.

use std::collections::BTreeMap;

use super::Period;
use super::parts::Figures;
use super::period::Daily;
use super::sheet::{
    byline, figure_columns, figures, halls, hours, latency, listed_apart, openings, refusals,
    section, typed,
};
use crate::words::Language;
use crate::words::report::{self as words, Text};
use crate::words::table::{Column, ReportTable};
use crate::words::terms::Text as Term;

/// So many business days have a line each; of more, the months have.
const DAYS: usize = 62;

/// The whole sheet.
pub(super) fn set(period: &Period, language: Language) -> String {
    let mut sheet = head(period, language);
    if period.is_empty() {
        return sheet + "\n" + Text::PeriodNothing.form(language) + "\n";
    }
    sheet += &days(period, language);
    if period.halls.len() > 1 {
        sheet += &halls(&period.halls, language);
    }
    sheet += &refusals(&period.counts.refusals, language);
    sheet += &openings(&period.counts.openings, language);
    sheet += &typed(&period.counts.typed, language);
    let counted = period.hours.iter().map(|hour| {
        let label = hour.from.strftime("%H:%M").to_string();
        (label, [hour.admitted, hour.refused, hour.manual])
    });
    sheet += &hours(counted, language);
    sheet += &latency(&period.counts.latency, language);
    sheet + &listed_apart(&period.counts, language)
}

fn head(period: &Period, language: Language) -> String {
    let Period { first, last, .. } = period;
    let days = first.until(*last).map_or(0, |span| span.get_days()) + 1;
    let mut head = format!(
        "{}  {}\n",
        Text::PeriodTitle.form(language),
        words::PeriodSpan { first, last, days }.text(language),
    );
    head += &byline(&period.terminal, period.cinema_code, &period.sums.made_at, language);
    if !period.is_empty() && period.sums.unfinished() {
        head += &format!("{}\n", Text::PeriodUnfinished.form(language));
    }
    head
}

/// By days, or by months where those would be too many.
fn days(period: &Period, language: Language) -> String {
    let by_month = period.days.len() > DAYS;
    let (title, name, form) = match by_month {
        true => (Text::Months, Text::Month, "%Y-%m"),
        false => (Text::Days, Text::Day, "%Y-%m-%d"),
    };
    let mut lines: BTreeMap<String, (Figures, u64, u64)> = BTreeMap::new();
    for Daily { date, figures, refused, manual } in &period.days {
        let line = lines.entry(date.strftime(form).to_string()).or_default();
        line.0 += *figures;
        line.1 += refused;
        line.2 += manual;
    }
    let mut columns = vec![Column::Left(name.form(language))];
    columns.extend(figure_columns(language));
    columns.extend([Term::Refused, Term::ByHand].map(|text| Column::Right(text.form(language))));
    let row = |label: String, (counts, refused, manual): (Figures, u64, u64)| {
        let mut row = vec![label];
        row.extend(figures(counts));
        row.extend([refused, manual].map(|count| count.to_string()));
        row
    };
    let sums = (period.sums.totals, period.sums.refused, period.sums.manual);
    let sums = Some(row(Text::Total.plain(language), sums));
    let rows = lines.into_iter().map(|(label, line)| row(label, line)).collect();
    section(title, ReportTable { columns: &columns, rows, sums }, language)
}
