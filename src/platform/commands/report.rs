//! `report`: sums by business day, cinema, hall, session, terminal or hour (§5.2.5), from the tallies
//! alone.

use std::io::Write;
use std::ops::AddAssign;

use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::sheet::{Cell, Heading, SheetFormat, write_csv, write_table, write_xlsx, yuan};
use super::{CommandContext, CommandFault, write_json};
use crate::clock::{NamedDay, business_day, china_civil};
use crate::platform::ledger::sums::{DaySpan, GroupBy, Sum, sums};
use crate::platform::ledger::tallies::TallyCounts;
use crate::ticket::CinemaCode;
use crate::words::platform::Text;

/// What rows are told apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum By {
    Cinema,
    Screen,
    Session,
    Terminal,
    Hour,
}

/// Which business days.
#[derive(Debug, Clone, Args)]
pub struct Days {
    /// The business day (06:00 to 06:00), today, yesterday or YYYY-MM-DD; the current one where left out
    #[arg(long, value_name = "DAY", conflicts_with = "from")]
    pub day: Option<NamedDay>,
    /// The first of several business days, likewise
    #[arg(long, value_name = "DAY")]
    pub from: Option<NamedDay>,
    /// The last of several business days, likewise; the current one where left out
    #[arg(long, value_name = "DAY", requires = "from")]
    pub to: Option<NamedDay>,
}

#[derive(Debug, Args)]
pub struct NodeReport {
    /// Of this cinema alone
    #[arg(long, value_name = "CODE")]
    pub cinema: Option<CinemaCode>,
    #[command(flatten)]
    pub days: Days,
    /// What a row is of; several with commas between them
    #[arg(long, value_enum, value_delimiter = ',', default_value = "session")]
    pub by: Vec<By>,
    /// table, to be read; xlsx, for spreadsheets; csv or json, for scripts
    #[arg(long, value_enum, default_value = "table")]
    pub format: SheetFormat,
}

impl Days {
    /// The first and the last one.
    pub fn span(&self, now: Timestamp) -> Result<(Date, Date), CommandFault> {
        let today = business_day(china_civil(now));
        let on = |day: Option<NamedDay>| day.map(|day| day.on(today));
        let (first, last) = match (on(self.day), on(self.from)) {
            (Some(day), _) => (day, day),
            (None, Some(first)) => (first, on(self.to).unwrap_or(today.max(first))),
            (None, None) => (today, today),
        };
        if last < first { Err(CommandFault::Reversed) } else { Ok((first, last)) }
    }
}

/// Does it.
pub fn run(
    context: &CommandContext,
    wanted: &NodeReport,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let (first, last) = wanted.days.span(context.now)?;
    let by = |by: By| wanted.by.contains(&by);
    // A hall's code says nothing without its cinema, nor a session's.
    let screen = by(By::Screen) || by(By::Session);
    let apart = GroupBy {
        cinema: screen || by(By::Cinema) || by(By::Terminal),
        screen,
        session: by(By::Session),
        terminal: by(By::Terminal),
        hour: by(By::Hour),
    };
    let cinema = wanted.cinema.map_or_else(String::new, |code| code.to_string());
    let rows = sums(&mut context.session()?, &DaySpan { first, last, cinema }, apart)?;
    let mut total = TallyCounts::default();
    rows.iter().for_each(|row| total.add_assign(row.counted));
    if wanted.format == SheetFormat::Json {
        let rows: Vec<Value> = rows.iter().map(|row| object(row, apart)).collect();
        let total = Value::Object(figures(&total));
        return write_json(&json!({"rows": rows, "total": total}), out);
    }
    let headings: Vec<Heading> = keys(apart).into_iter().chain(FIGURES).collect();
    let cells: Vec<Vec<Cell>> = rows.iter().map(|row| cells(row, apart)).collect();
    let mut sum: Vec<Cell> = keys(apart).iter().map(|_| Cell::Text(String::new())).collect();
    if let Some(first) = sum.first_mut() {
        *first = Cell::Text(Text::Total.plain(context.language));
    }
    sum.extend(counts(&total));
    match wanted.format {
        SheetFormat::Csv => write_csv(&headings, cells, out),
        SheetFormat::Xlsx => {
            write_xlsx(Text::Report, &headings, &cells, Some(&sum), context.language, out)
        }
        SheetFormat::Table | SheetFormat::Json => {
            write_table(&headings, &cells, Some(&sum), context.language, out)
        }
    }
}

const FIGURES: [Heading; 8] = [
    Heading::of("records", Text::Records),
    Heading::of("admitted", Text::Admitted),
    Heading::of("forwarded", Text::Forwarded),
    Heading::of("waiting", Text::Waiting),
    Heading::of("set_aside", Text::SetAside),
    Heading::of("unproved", Text::Unproved),
    Heading::of("price", Text::Price),
    Heading::of("service", Text::Service),
];

fn keys(apart: GroupBy) -> Vec<Heading> {
    [
        (apart.cinema, Heading::of("cinema", Text::Cinema)),
        (apart.screen, Heading::of("screen_code", Text::Hall)),
        (apart.session, Heading::of("session_code", Text::Session)),
        (apart.session, Heading::of("start_time", Text::Start)),
        (apart.terminal, Heading::of("terminal", Text::Terminal)),
        (apart.hour, Heading::of("hour", Text::Hour)),
    ]
    .into_iter()
    .filter_map(|(is, heading)| is.then_some(heading))
    .collect()
}

fn cells(row: &Sum, apart: GroupBy) -> Vec<Cell> {
    let text = |text: &str| Cell::Text(text.to_owned());
    let keys = [
        (apart.cinema, text(&row.cinema)),
        (apart.screen, text(&row.screen_code)),
        (apart.session, text(&row.session_code)),
        (apart.session, text(&row.start_time)),
        (apart.terminal, text(&row.terminal)),
        (apart.hour, Cell::Number(row.hour)),
    ];
    let keys = keys.into_iter().filter_map(|(is, cell)| is.then_some(cell));
    keys.chain(counts(&row.counted)).collect()
}

fn counts(of: &TallyCounts) -> [Cell; 8] {
    [
        Cell::Number(of.records),
        Cell::Number(of.admitted),
        Cell::Number(of.forwarded),
        Cell::Number(waiting(of)),
        Cell::Number(of.set_aside),
        Cell::Number(of.unproved),
        Cell::Yuan(of.price),
        Cell::Yuan(of.service),
    ]
}

/// What is proved, not upstream, and not set aside.
fn waiting(of: &TallyCounts) -> i64 {
    (of.records - of.forwarded - of.set_aside - of.unproved).max(0)
}

fn object(row: &Sum, apart: GroupBy) -> Value {
    let keys = keys(apart);
    let cells = cells(row, apart);
    let shown = keys.iter().zip(&cells).map(|(heading, cell)| {
        let value = match cell {
            Cell::Number(number) => json!(number),
            cell => json!(cell.text()),
        };
        (heading.key.to_owned(), value)
    });
    Value::Object(shown.chain(figures(&row.counted)).collect())
}

fn figures(of: &TallyCounts) -> Map<String, Value> {
    let shown = FIGURES.iter().zip(counts(of)).map(|(heading, cell)| {
        let value = match cell {
            Cell::Number(number) => json!(number),
            Cell::Yuan(fen) => json!(yuan(fen)),
            Cell::Text(text) => json!(text),
            Cell::Empty => Value::Null,
        };
        (heading.key.to_owned(), value)
    });
    shown.collect()
}
