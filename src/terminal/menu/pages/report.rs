//! The report of a business day.

mod charts;

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use crate::terminal::menu::leaves::{InfoSheet, Leaves, parts};
use crate::terminal::menu::page::{Context, Step};
use crate::terminal::menu::reply::MenuReply;
use crate::terminal::menu::request::MenuRequest;

use crate::terminal::presentation::{
    Body, ColumnHeader, Fact, Mood, Phrase, Say, Scope, ScreenTable, Sign,
};
use crate::terminal::report::Day;
use crate::terminal::store::InsideLine;
use crate::words::Words;
use crate::words::menu::{self as words, Text};
use crate::words::terms::Text as Term;

/// A part of a business day's figures.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportPage {
    pub day: Arc<Day>,
    pub part: ReportPart,
}

/// What a page tells. Ranges are indexes into the day's lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportPart {
    Totals,
    Sessions(Range<usize>),
    Halls(Range<usize>),
    /// Admissions by quarter of an hour, as a chart.
    Quarters,
    /// From the picture of a ticket to the open gate, as a histogram.
    Latency,
    /// Refusals by reason, as bars.
    Refusals,
    /// Openings by hand by reason, as bars.
    Manual,
    /// What became of tickets whose number was typed, as bars.
    Typed,
}

pub(super) fn ask(day: Date) -> Vec<Step> {
    vec![Step::Ask(MenuRequest::Day(day), answered)]
}

fn answered(reply: MenuReply, context: &Context) -> Vec<Step> {
    match reply {
        MenuReply::Day(day) => {
            let sheets = ReportPage::all(&day, context.rules.rows);
            vec![Step::Open(Leaves::open(sheets, context).into())]
        }
        _ => Vec::new(),
    }
}

impl ReportPage {
    /// All there is to tell of a day; `rows` sessions or halls stand on a page.
    pub fn all(day: &Arc<Day>, rows: usize) -> Vec<Self> {
        let mut pages = vec![ReportPart::Totals];
        pages.extend(parts(day.sessions.len(), rows).map(ReportPart::Sessions));
        if day.halls.len() > 1 {
            pages.extend(parts(day.halls.len(), rows).map(ReportPart::Halls));
        }
        if !day.is_empty() {
            pages.extend([ReportPart::Quarters, ReportPart::Latency]);
        }
        if !day.counts.refusals.is_empty() {
            pages.push(ReportPart::Refusals);
        }
        if day.sums.manual > 0 {
            pages.push(ReportPart::Manual);
        }
        if !day.counts.typed.is_empty() {
            pages.push(ReportPart::Typed);
        }
        pages.into_iter().map(|part| Self { day: day.clone(), part }).collect()
    }
}

impl InfoSheet for ReportPage {
    fn name(&self) -> &'static str {
        match self.part {
            ReportPart::Totals => "report-totals",
            ReportPart::Sessions(_) => "report-sessions",
            ReportPart::Halls(_) => "report-halls",
            ReportPart::Quarters => "report-quarters",
            ReportPart::Latency => "report-waits",
            ReportPart::Refusals => "report-refusals",
            ReportPart::Manual => "report-manual",
            ReportPart::Typed => "report-typed",
        }
    }

    fn parts(&self, scope: Scope) -> (Phrase, Body) {
        let Self { day, part } = self;
        match part {
            ReportPart::Totals => titled(Text::Totals, totals(day, scope), day, scope),
            ReportPart::Sessions(range) => {
                titled(Text::Sessions, sessions(day, range.clone(), scope), day, scope)
            }
            ReportPart::Halls(range) => {
                titled(Text::Halls, halls(day, range.clone(), scope), day, scope)
            }
            ReportPart::Quarters => {
                titled(Text::Quarters, charts::quarters(day, scope), day, scope)
            }
            ReportPart::Latency => titled(Text::Waits, charts::latency(day, scope), day, scope),
            ReportPart::Refusals => titled(Term::Refused, charts::refusals(day, scope), day, scope),
            ReportPart::Manual => titled(Term::ByHand, charts::openings(day, scope), day, scope),
            ReportPart::Typed => titled(Term::Typed, charts::typed(day, scope), day, scope),
        }
    }
}

/// What a page tells, and of which day.
fn titled(text: impl Words, body: Body, day: &Day, scope: Scope) -> (Phrase, Body) {
    (Phrase::own(format!("{} {}", scope.text(text), scope.date(day.date))), body)
}

/// So many figures of a sheet are looked for first.
pub(super) const LARGE: usize = 3;

/// A line for each count; what is set aside calls.
pub(super) fn counts(counts: &[(Term, u64)], scope: Scope) -> Vec<Fact> {
    let fact = |(label, count): &(Term, u64)| Fact {
        label: scope.text(*label),
        value: Phrase::own(count.to_string()),
        calls: *label == Term::SetAside && *count > 0,
        ..Fact::default()
    };
    counts.iter().map(fact).collect()
}

fn totals(day: &Day, scope: Scope) -> Body {
    let figures = &day.sums.totals;
    let rows = [
        (Term::Admitted, figures.admitted),
        (Term::Refused, day.sums.refused),
        (Term::Pending, figures.pending),
        (Term::SetAside, figures.set_aside),
        (Term::Uploaded, figures.uploaded),
        (Term::Reopened, figures.reopened),
        (Term::ByHand, day.sums.manual),
    ];
    let mut facts = counts(&rows, scope);
    facts.iter_mut().take(LARGE).for_each(|fact| fact.large = true);
    for (label, amount) in [(Term::Price, figures.price), (Term::ServiceFee, figures.service_fee)] {
        let value = Phrase::own(scope.say(words::Yuan { amount }));
        facts.push(Fact { label: scope.text(label), value, ..Fact::default() });
    }
    Body::Facts(facts)
}

fn head(text: Term, scope: Scope) -> ColumnHeader {
    ColumnHeader { words: scope.text(text), numbers: false, takes_rest: false, wide_only: false }
}

fn numbers(text: Term, scope: Scope) -> ColumnHeader {
    ColumnHeader { numbers: true, ..head(text, scope) }
}

fn count(count: u64) -> Phrase {
    Phrase::own(count.to_string())
}

fn sessions(day: &Day, range: Range<usize>, scope: Scope) -> Body {
    let columns = vec![
        head(Term::Start, scope),
        ColumnHeader { takes_rest: true, ..head(Term::Film, scope) },
        ColumnHeader { wide_only: true, ..head(Term::Hall, scope) },
        numbers(Term::Entered, scope),
        numbers(Term::Pending, scope),
    ];
    let rows = day.sessions.get(range).unwrap_or_default().iter().map(|session| {
        vec![
            Phrase::own(scope.clock(session.show_time)),
            Phrase::foreign(session.film_name.as_deref().unwrap_or("—")),
            scope.hall(session.screen_name.as_deref(), session.screen_code),
            count(session.figures.admitted),
            count(session.figures.pending),
        ]
    });
    table(columns, rows.collect(), scope)
}

/// How many have entered each of these sessions, and how many seats there are where that is known.
pub(super) fn entered<'d>(
    sessions: impl Iterator<Item = &'d InsideLine> + Clone,
    scope: Scope,
) -> Body {
    let knows_seats = sessions.clone().any(|session| session.seats.is_some());
    let mut columns = vec![
        head(Term::Start, scope),
        ColumnHeader { takes_rest: true, ..head(Term::Film, scope) },
        numbers(Term::Entered, scope),
    ];
    columns.extend(knows_seats.then(|| numbers(Term::Seats, scope)));
    let rows = sessions.map(|session| {
        let seats = session.seats.map_or("—".to_owned(), |seats| seats.to_string());
        let mut row = vec![
            Phrase::own(scope.clock(session.show_time)),
            Phrase::foreign(session.film_name.as_deref().unwrap_or("—")),
            count(session.everybody()),
        ];
        row.extend(knows_seats.then(|| Phrase::own(seats)));
        row
    });
    table(columns, rows.collect(), scope)
}

fn table(columns: Vec<ColumnHeader>, rows: Vec<Vec<Phrase>>, scope: Scope) -> Body {
    if rows.is_empty() { nothing(scope) } else { Body::Table(ScreenTable { columns, rows }) }
}

fn halls(day: &Day, range: Range<usize>, scope: Scope) -> Body {
    let columns = vec![
        ColumnHeader { takes_rest: true, ..head(Term::Hall, scope) },
        numbers(Term::Entered, scope),
        numbers(Term::Pending, scope),
    ];
    let rows = day.halls.get(range).unwrap_or_default().iter().map(|hall| {
        vec![
            scope.hall(hall.screen_name.as_deref(), hall.screen_code),
            count(hall.figures.admitted),
            count(hall.figures.pending),
        ]
    });
    table(columns, rows.collect(), scope)
}

/// In place of a chart or a table.
fn nothing(scope: Scope) -> Body {
    Body::Say(Say::new(Mood::Plain, Sign::Empty, scope.text(Text::NothingYet)))
}
