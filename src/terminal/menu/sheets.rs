//! The pages of a report and of the device, as many as there is something to tell.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::DateTime;

use super::Menu;
use super::place::Place;
use super::view::{ReconciliationSheet, ReportSheet, Sheet, StatusSheet};
use crate::terminal::report::Day;
use crate::terminal::report::reconcile::Reconciliation;
use crate::terminal::report::status::Status;
use crate::words::Language;

/// A sheet, or the part of it that the smallest screen shows at once.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub sheet: Sheet,
    pub part: usize,
}

/// Tells how many pages a sheet takes on the smallest screen: the screen's own business, which
/// may depend on the time of day and on the language.
#[derive(Clone)]
pub struct Pages(Arc<CountPages>);

type CountPages = dyn Fn(&Sheet, DateTime, Language) -> usize + Send + Sync;

impl Pages {
    pub fn new(
        count: impl Fn(&Sheet, DateTime, Language) -> usize + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(count))
    }
}

impl Default for Pages {
    /// A screen on which every sheet has room.
    fn default() -> Self {
        Self::new(|_, _, _| 1)
    }
}

impl fmt::Debug for Pages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pages")
    }
}

impl Menu {
    /// Opens sheets to be read, the first page of the first.
    pub(super) fn read(&mut self, sheets: Vec<Sheet>) {
        let pages = sheets.into_iter().flat_map(|sheet| {
            let parts = (self.rules.pages.0)(&sheet, self.time, self.language);
            (0..parts.max(1)).map(move |part| Page { sheet: sheet.clone(), part })
        });
        let pages = pages.collect();
        self.places.push(Place::Leaves { pages, at: 0 });
    }
}

/// The pages of a business day; `rows` sessions or halls stand on one.
pub(super) fn of_day(day: &Arc<Day>, rows: usize) -> Vec<Sheet> {
    let mut sheets = vec![ReportSheet::Totals];
    sheets.extend(parts(day.sessions.len(), rows).map(ReportSheet::Sessions));
    if day.halls.len() > 1 {
        sheets.extend(parts(day.halls.len(), rows).map(ReportSheet::Halls));
    }
    if !day.is_empty() {
        sheets.extend([ReportSheet::Quarters, ReportSheet::Waits]);
    }
    if !day.counts.refusals.is_empty() {
        sheets.push(ReportSheet::Refusals);
    }
    if day.sums.manual > 0 {
        sheets.push(ReportSheet::Manual);
    }
    sheets.into_iter().map(|sheet| Sheet::Report(day.clone(), sheet)).collect()
}

/// All pages of how the terminal stands, the shortest first.
pub(super) fn of_status(status: &Arc<Status>) -> Vec<Sheet> {
    use StatusSheet::*;
    let more = [Platform, Uploads, Storage, Clock, Versions];
    let more = more.map(|sheet| Sheet::Status(status.clone(), sheet));
    std::iter::once(Sheet::Device).chain(more).collect()
}

/// The pages of a comparison with the platform; `rows` sessions or differences stand on one.
pub(super) fn of_reconciliation(told: &Arc<Reconciliation>, rows: usize) -> Vec<Sheet> {
    let mut sheets = vec![ReconciliationSheet::Totals];
    sheets.extend(parts(told.sessions.len(), rows).map(ReconciliationSheet::Sessions));
    sheets.extend(parts(told.differences.len(), rows).map(ReconciliationSheet::Differences));
    sheets.into_iter().map(|sheet| Sheet::Reconciliation(told.clone(), sheet)).collect()
}

/// A list in parts of at most `rows`.
pub(super) fn parts(length: usize, rows: usize) -> impl Iterator<Item = Range<usize>> {
    let rows = rows.max(1);
    (0..length).step_by(rows).map(move |from| from..(from + rows).min(length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_told_whole_in_parts() {
        let told = |length, rows| {
            parts(length, rows).map(|part| (part.start, part.end)).collect::<Vec<_>>()
        };
        assert_eq!(told(0, 6), []);
        assert_eq!(told(6, 6), [(0, 6)]);
        assert_eq!(told(13, 6), [(0, 6), (6, 12), (12, 13)]);
        assert_eq!(told(2, 0), [(0, 1), (1, 2)]);
    }
}
