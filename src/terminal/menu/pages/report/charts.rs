//! The charts of a business day's report.

use jiff::Unit;

use super::nothing;
use crate::terminal::presentation::{Bar, Body, Columns, HistogramChart, Phrase, Scope};
use crate::terminal::reasons;
use crate::terminal::report::{Day, Hour, OpeningCount, RefusalCount, openings, typed_reason};
use crate::words::menu as words;
use crate::words::report::Text as ReportText;

/// From the first quarter of an hour with somebody in it to the last.
pub fn quarters(day: &Day, scope: Scope) -> Body {
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
        says: scope.say(words::Peak { admissions: most, time: since }),
        values,
    })
}

/// A day has so many quarters of an hour, and four more when clocks are set back.
const QUARTERS: usize = 100;

/// As quick as is wished, in milliseconds.
const QUICK_MS: u64 = 100;

pub fn latency(day: &Day, scope: Scope) -> Body {
    let all: u128 = day.counts.latency.iter().map(|wait| u128::from(wait.visitors)).sum();
    if all == 0 {
        return nothing(scope);
    }
    let quick = |up_to: Option<u64>| up_to.is_some_and(|up_to| up_to <= QUICK_MS);
    let within = day.counts.latency.iter().filter(|wait| quick(wait.up_to_ms));
    let share = within.clone().map(|wait| u128::from(wait.visitors)).sum::<u128>() * 100;
    let share = share / all;
    let label = |up_to: Option<u64>| match up_to {
        Some(ms) if ms >= 1000 && ms % 1000 == 0 => format!("{}s", ms / 1000),
        Some(ms) => ms.to_string(),
        None => String::new(),
    };
    Body::Histogram(HistogramChart {
        quick: within.count(),
        buckets: day
            .counts
            .latency
            .iter()
            .map(|wait| (label(wait.up_to_ms), wait.visitors))
            .collect(),
        says: scope.say(words::Percent { share }),
    })
}

pub fn refusals(day: &Day, scope: Scope) -> Body {
    let label = |name: &str| named(name, reasons::staff_word(name, scope.language));
    let bar = |line: &RefusalCount| Bar { label: label(&line.reason), count: line.refused };
    bars(day.counts.refusals.iter().map(bar).collect(), scope)
}

pub fn openings(day: &Day, scope: Scope) -> Body {
    let label = |name: &str| named(name, openings::opening(name, scope.language));
    let bar = |line: &OpeningCount| Bar { label: label(&line.reason), count: line.manual };
    bars(day.counts.openings.iter().map(bar).collect(), scope)
}

pub fn typed(day: &Day, scope: Scope) -> Body {
    let typed = &day.counts.typed;
    let let_in = (typed.let_in > 0)
        .then(|| Bar { label: Phrase::own(scope.text(ReportText::LetIn)), count: typed.let_in });
    let label = |name: &str| named(name, typed_reason(name, scope.language));
    let refused = typed.refusals.iter();
    let refused = refused.map(|line| Bar { label: label(&line.reason), count: line.refused });
    bars(let_in.into_iter().chain(refused).collect(), scope)
}

/// What a reason is called; one that has kept its name is from outside.
fn named(name: &str, called: &str) -> Phrase {
    if called == name { Phrase::foreign(name) } else { Phrase::own(called) }
}

fn bars(bars: Vec<Bar>, scope: Scope) -> Body {
    if bars.is_empty() { nothing(scope) } else { Body::Bars(bars) }
}
