//! Reports and what can be looked up.

use jiff::civil::Date;

use super::{reconciliation, report, search};
use crate::terminal::keypad::Key;
use crate::terminal::menu::choices::{Choices, KEYS, labelled, valued};
use crate::terminal::menu::page::{Context, PageHandler, Step};
use crate::terminal::presentation::{self, Card, Phrase, Scope};
use crate::terminal::report::last_days;
use crate::words::menu::{self as words, Text};

/// Which day's report, and what else.
#[derive(Debug, Clone, PartialEq)]
pub struct Reports {
    choices: Choices<ReportsEntry>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ReportsEntry {
    /// The report of a business day.
    Report(Date),
    FindRecord,
    /// Compare with what the platform accepted.
    Reconcile(Date),
}

pub(super) fn open(context: &Context) -> Vec<Step> {
    vec![Step::Open(Reports::new(context.today).into())]
}

impl Reports {
    /// Of the business day before as well, which is over.
    pub fn new(today: Date) -> Self {
        let days: Vec<Date> = last_days(today).collect();
        let (newest, older) = days.split_at(2.min(days.len()));
        let mut items: Vec<ReportsEntry> =
            newest.iter().copied().map(ReportsEntry::Report).collect();
        items.push(ReportsEntry::FindRecord);
        items.extend(newest.iter().copied().map(ReportsEntry::Reconcile));
        items.extend(older.iter().copied().map(ReportsEntry::Report));
        Self { choices: Choices::new(items) }
    }
}

impl PageHandler for Reports {
    fn name(&self) -> String {
        "reports".to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let body = self.choices.body(|item| match item {
            ReportsEntry::Report(date) => {
                let label = scope.say(words::Report { date: scope.date(*date) });
                let brief = Some((Phrase::own(label.clone()), String::new()));
                presentation::Item { brief, ..valued(label, scope.which_day(*date)) }
            }
            ReportsEntry::FindRecord => labelled(scope.text(Text::FindRecord)),
            ReportsEntry::Reconcile(date) => {
                labelled(scope.say(words::Reconcile { date: scope.date(*date) }))
            }
        });
        Card::new(scope.own(Text::Reports), body, &KEYS)
    }

    fn press(&mut self, key: Key, _: &Context) -> Vec<Step> {
        self.choices.press(key, |item| match item {
            ReportsEntry::Report(day) => report::ask(day),
            ReportsEntry::FindRecord => search::open(),
            ReportsEntry::Reconcile(day) => reconciliation::ask(day),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_from_today_backwards() {
        let today = jiff::civil::date(2026, 3, 1);
        let before = jiff::civil::date(2026, 2, 28);
        let items = Reports::new(today).choices.items;
        assert_eq!(items[1], ReportsEntry::Report(before));
        assert_eq!(items[4], ReportsEntry::Reconcile(before));
        assert_eq!(items.len(), 10);
    }
}
