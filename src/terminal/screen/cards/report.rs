//! The figures of a business day.

use jiff::Unit;

use super::{Bar, Body, Columns, Fact, Head, Histogram, Mood, Phrase, Say, Scope, Table};
use crate::terminal::menu::ReportSheet;
use crate::terminal::report::{Day, Hour, Opened, Refused, reasons};
use crate::terminal::screen::sign;
use crate::ticket::ScreenCode;
use crate::words::Words;
use crate::words::menu::Text;
use crate::words::terms::Text as Term;

/// What staff may read of the day that is running.
pub(super) fn today(day: &Day, scope: Scope) -> (Phrase, Body) {
    let title = format!("{} {}", scope.text(Text::Today), scope.date(day.date));
    let counts = [
        (Term::Admitted, day.sums.totals.admitted),
        (Term::Refused, day.sums.refused),
        (Term::Reopened, day.sums.totals.reopened),
        (Term::ByHand, day.sums.manual),
        (Term::Pending, day.sums.totals.pending),
    ];
    (Phrase::own(title), Body::Facts(facts(&counts, scope)))
}

pub(super) fn parts(day: &Day, sheet: &ReportSheet, scope: Scope) -> (Phrase, Body) {
    match sheet {
        ReportSheet::Totals => titled(Text::Totals, totals(day, scope), day, scope),
        ReportSheet::Sessions(range) => {
            titled(Text::Sessions, sessions(day, range.clone(), scope), day, scope)
        }
        ReportSheet::Halls(range) => {
            titled(Text::Halls, halls(day, range.clone(), scope), day, scope)
        }
        ReportSheet::Quarters => titled(Text::Quarters, quarters(day, scope), day, scope),
        ReportSheet::Waits => titled(Text::Waits, waits(day, scope), day, scope),
        ReportSheet::Refusals => titled(Term::Refused, refusals(day, scope), day, scope),
        ReportSheet::Manual => titled(Term::ByHand, openings(day, scope), day, scope),
    }
}

/// What a page tells, and of which day.
fn titled(text: impl Words, body: Body, day: &Day, scope: Scope) -> (Phrase, Body) {
    (Phrase::own(format!("{} {}", scope.text(text), scope.date(day.date))), body)
}

fn facts(counts: &[(Term, u64)], scope: Scope) -> Vec<Fact> {
    let fact = |(label, count): &(Term, u64)| Fact {
        label: scope.text(*label),
        value: Phrase::own(count.to_string()),
        calls: *label == Term::SetAside && *count > 0,
        brief: None,
    };
    counts.iter().map(fact).collect()
}

fn totals(day: &Day, scope: Scope) -> Body {
    let figures = &day.sums.totals;
    let counts = [
        (Term::Admitted, figures.admitted),
        (Term::Refused, day.sums.refused),
        (Term::Pending, figures.pending),
        (Term::SetAside, figures.set_aside),
        (Term::Uploaded, figures.uploaded),
        (Term::Reopened, figures.reopened),
        (Term::ByHand, day.sums.manual),
    ];
    let mut facts = facts(&counts, scope);
    for (label, amount) in [(Term::Price, figures.price), (Term::ServiceFee, figures.service_fee)] {
        let value = Phrase::own(scope.with(Text::Yuan, &[&amount.to_string()]));
        facts.push(Fact { label: scope.text(label), value, ..Fact::default() });
    }
    Body::Facts(facts)
}

fn head(text: Term, scope: Scope) -> Head {
    Head { words: scope.text(text), numbers: false, takes_rest: false, wide_only: false }
}

fn numbers(text: Term, scope: Scope) -> Head {
    Head { numbers: true, ..head(text, scope) }
}

fn count(count: u64) -> Phrase {
    Phrase::own(count.to_string())
}

fn sessions(day: &Day, range: std::ops::Range<usize>, scope: Scope) -> Body {
    let columns = vec![
        head(Term::Start, scope),
        Head { takes_rest: true, ..head(Term::Film, scope) },
        Head { wide_only: true, ..head(Term::Hall, scope) },
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

fn table(columns: Vec<Head>, rows: Vec<Vec<Phrase>>, scope: Scope) -> Body {
    if rows.is_empty() { nothing(scope) } else { Body::Table(Table { columns, rows }) }
}

fn halls(day: &Day, range: std::ops::Range<usize>, scope: Scope) -> Body {
    let columns = vec![
        Head { takes_rest: true, ..head(Term::Hall, scope) },
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

/// From the first quarter of an hour with somebody in it to the last.
fn quarters(day: &Day, scope: Scope) -> Body {
    let used: Vec<&Hour> = day.quarters.iter().filter(|quarter| quarter.admitted > 0).collect();
    let (Some(first), Some(last)) = (used.first(), used.last()) else { return nothing(scope) };
    let after = |from: &jiff::Zoned| {
        let minutes = (from - &first.from).total(Unit::Minute).unwrap_or(0.0);
        (minutes / 15.0).round().max(0.0) as usize
    };
    let mut values = vec![0; after(&last.from).min(QUARTERS) + 1];
    for quarter in &used {
        if let Some(value) = values.get_mut(after(&quarter.from)) {
            *value += quarter.admitted;
        }
    }
    let clock = |at: usize| {
        let minutes = i64::try_from(at * 15).unwrap_or(0);
        first.from.checked_add(jiff::SignedDuration::from_mins(minutes)).ok()
    };
    let peak = values.iter().enumerate().max_by_key(|(at, count)| (**count, usize::MAX - at));
    let (peak, most) = peak.map_or((0, 0), |(at, count)| (at, *count));
    let since = clock(peak).map(|at| scope.clock(at.datetime())).unwrap_or_default();
    let ticks = (0..=values.len()).filter_map(|at| {
        let at_hour = clock(at).filter(|time| time.minute() == 0)?;
        Some((at, scope.clock(at_hour.datetime())))
    });
    Body::Columns(Columns {
        peak,
        ticks: ticks.collect(),
        says: scope.with(Text::Peak, &[&most.to_string(), &since]),
        values,
    })
}

/// A day has so many quarters of an hour, and four more when clocks are set back.
const QUARTERS: usize = 100;

/// In place of a chart or a table.
fn nothing(scope: Scope) -> Body {
    Body::Say(Say {
        sign: sign::dots,
        mood: Mood::Plain,
        headline: scope.text(Text::NothingYet),
        lines: Vec::new(),
        progress: None,
    })
}

/// As quick as is wished, in milliseconds.
const QUICK_MS: u64 = 100;

fn waits(day: &Day, scope: Scope) -> Body {
    let all: u128 = day.counts.waits.iter().map(|wait| u128::from(wait.visitors)).sum();
    if all == 0 {
        return nothing(scope);
    }
    let quick = |up_to: Option<u64>| up_to.is_some_and(|up_to| up_to <= QUICK_MS);
    let within = day.counts.waits.iter().filter(|wait| quick(wait.up_to_ms));
    let share = within.clone().map(|wait| u128::from(wait.visitors)).sum::<u128>() * 100;
    let share = share / all;
    let label = |up_to: Option<u64>| match up_to {
        Some(ms) if ms >= 1000 && ms % 1000 == 0 => format!("{}s", ms / 1000),
        Some(ms) => ms.to_string(),
        None => String::new(),
    };
    Body::Histogram(Histogram {
        quick: within.count(),
        buckets: day
            .counts
            .waits
            .iter()
            .map(|wait| (label(wait.up_to_ms), wait.visitors))
            .collect(),
        says: scope.with(Text::Percent, &[&share.to_string()]),
    })
}

fn refusals(day: &Day, scope: Scope) -> Body {
    let label = |name: &str| named(name, reasons::verdict(name, scope.language));
    let bar = |line: &Refused| Bar { label: label(&line.reason), count: line.refused };
    bars(day.counts.refusals.iter().map(bar).collect(), scope)
}

fn openings(day: &Day, scope: Scope) -> Body {
    let label = |name: &str| named(name, reasons::opening(name, scope.language));
    let bar = |line: &Opened| Bar { label: label(&line.reason), count: line.manual };
    bars(day.counts.openings.iter().map(bar).collect(), scope)
}

/// What a reason is called; one that has kept its name is from outside.
fn named(name: &str, called: &str) -> Phrase {
    if called == name { Phrase::foreign(name) } else { Phrase::own(called) }
}

fn bars(bars: Vec<Bar>, scope: Scope) -> Body {
    if bars.is_empty() { nothing(scope) } else { Body::Bars(bars) }
}

impl Scope<'_> {
    /// A hall's name, else its code without leading zeros.
    pub(super) fn hall(self, name: Option<&str>, code: ScreenCode) -> Phrase {
        let name = name.map(Phrase::foreign).filter(|name| !name.words.is_empty());
        name.unwrap_or_else(|| {
            let digits = code.as_str().trim_start_matches('0');
            let digits = if digits.is_empty() { "0" } else { digits };
            Phrase::own(Term::HallCode.with(self.language, &[digits]))
        })
    }
}
