//! The figures of a business day.

use jiff::Unit;

use super::{Bar, Body, Columns, Fact, Head, Histogram, Mood, Phrase, Say, Scope, Table};
use crate::door::Reason;
use crate::menu::ReportSheet;
use crate::report::{Day, Hour, Opened, Refused};
use crate::screen::sign;
use crate::store::OpenReason;
use crate::ticket::ScreenCode;
use crate::words::menu::Text;
use crate::words::screen::Text as Door;

/// What staff may read of the day that is running.
pub(super) fn today(day: &Day, scope: Scope) -> (Phrase, Body) {
    let title = format!("{} {}", scope.text(Text::Today), scope.date(day.date));
    let counts = [
        (Text::Admitted, day.totals.admitted),
        (Text::Refused, day.refused),
        (Text::Reopened, day.totals.reopened),
        (Text::ByHand, day.manual),
        (Text::Waiting, day.totals.pending),
    ];
    (Phrase::own(title), Body::Facts(facts(&counts, scope)))
}

pub(super) fn parts(day: &Day, sheet: &ReportSheet, scope: Scope) -> (Phrase, Body) {
    let (text, body) = match sheet {
        ReportSheet::Totals => (Text::Totals, totals(day, scope)),
        ReportSheet::Sessions(range) => (Text::Sessions, sessions(day, range.clone(), scope)),
        ReportSheet::Halls(range) => (Text::Halls, halls(day, range.clone(), scope)),
        ReportSheet::Quarters => (Text::Quarters, quarters(day, scope)),
        ReportSheet::Waits => (Text::Waits, waits(day, scope)),
        ReportSheet::Refusals => (Text::Refusals, refusals(day, scope)),
        ReportSheet::Manual => (Text::Manual, openings(day, scope)),
    };
    let title = format!("{} {}", scope.date(day.date), scope.text(text));
    (Phrase::own(title), body)
}

fn facts(counts: &[(Text, u64)], scope: Scope) -> Vec<Fact> {
    let fact = |(label, count): &(Text, u64)| Fact {
        label: scope.text(*label),
        value: Phrase::own(count.to_string()),
        calls: *label == Text::SetAside && *count > 0,
        brief: None,
    };
    counts.iter().map(fact).collect()
}

fn totals(day: &Day, scope: Scope) -> Body {
    let figures = &day.totals;
    let counts = [
        (Text::Admitted, figures.admitted),
        (Text::Refused, day.refused),
        (Text::Waiting, figures.pending),
        (Text::SetAside, figures.set_aside),
        (Text::Uploaded, figures.uploaded),
        (Text::Reopened, figures.reopened),
        (Text::ByHand, day.manual),
    ];
    let mut facts = facts(&counts, scope);
    for (label, amount) in [(Text::Price, figures.price), (Text::ServiceFee, figures.service_fee)] {
        let value = Phrase::own(amount.to_string());
        facts.push(Fact { label: scope.text(label), value, ..Fact::default() });
    }
    Body::Facts(facts)
}

fn head(text: Text, scope: Scope) -> Head {
    Head { words: scope.text(text), numbers: false, takes_rest: false, wide_only: false }
}

fn numbers(text: Text, scope: Scope) -> Head {
    Head { numbers: true, ..head(text, scope) }
}

fn count(count: u64) -> Phrase {
    Phrase::own(count.to_string())
}

fn sessions(day: &Day, range: std::ops::Range<usize>, scope: Scope) -> Body {
    let columns = vec![
        head(Text::Start, scope),
        Head { takes_rest: true, ..head(Text::Film, scope) },
        Head { wide_only: true, ..head(Text::Hall, scope) },
        numbers(Text::Entered, scope),
        numbers(Text::Left, scope),
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
        Head { takes_rest: true, ..head(Text::Hall, scope) },
        numbers(Text::Entered, scope),
        numbers(Text::Left, scope),
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
    let all: u128 = day.waits.iter().map(|wait| u128::from(wait.visitors)).sum();
    if all == 0 {
        return nothing(scope);
    }
    let quick = |up_to: Option<u64>| up_to.is_some_and(|up_to| up_to <= QUICK_MS);
    let within = day.waits.iter().filter(|wait| quick(wait.up_to_ms));
    let share = within.clone().map(|wait| u128::from(wait.visitors)).sum::<u128>() * 100;
    let share = share / all;
    let label = |up_to: Option<u64>| match up_to {
        Some(ms) if ms >= 1000 && ms % 1000 == 0 => format!("{}s", ms / 1000),
        Some(ms) => ms.to_string(),
        None => String::new(),
    };
    Body::Histogram(Histogram {
        quick: within.count(),
        buckets: day.waits.iter().map(|wait| (label(wait.up_to_ms), wait.visitors)).collect(),
        says: scope.with(Text::Percent, &[&share.to_string()]),
    })
}

fn refusals(day: &Day, scope: Scope) -> Body {
    let bar = |line: &Refused| Bar { label: refusal(&line.reason, scope), count: line.refused };
    bars(day.refusals.iter().map(bar).collect(), scope)
}

/// A reason in the words that the visitor was shown, where they tell it.
fn refusal(name: &str, scope: Scope) -> Phrase {
    let Some(reason) = Reason::ALL.into_iter().find(|reason| reason.as_str() == name) else {
        return Phrase::foreign(name);
    };
    let text = match reason {
        Reason::Malformed => Door::Malformed,
        Reason::WrongCinema => Door::WrongCinema,
        Reason::StaleEticket => Door::StaleEticket,
        Reason::Forged => Door::Forged,
        Reason::WrongHall => Door::WrongHall,
        Reason::AlreadyChecked => Door::AlreadyChecked,
        Reason::Refunded => Door::Refunded,
        Reason::Expired => Door::Expired,
        Reason::TooEarly => Door::TooEarly,
        Reason::PlatformRequired => return Phrase::own(scope.text(Text::NoAnswer)),
        Reason::NotRecorded => return Phrase::own(scope.text(Text::Unrecorded)),
        Reason::Ok | Reason::Reopened => Door::Admitted,
    };
    Phrase::own(text.plain(scope.language))
}

fn openings(day: &Day, scope: Scope) -> Body {
    let label = |name: &str| {
        let known = OpenReason::ALL.into_iter().find(|reason| reason.as_str() == name);
        known.map_or_else(|| Phrase::foreign(name), |reason| Phrase::own(scope.reason(reason)))
    };
    let bar = |line: &Opened| Bar { label: label(&line.reason), count: line.manual };
    bars(day.openings.iter().map(bar).collect(), scope)
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
            Phrase::own(Door::HallCode.with(self.language, &[digits]))
        })
    }
}
