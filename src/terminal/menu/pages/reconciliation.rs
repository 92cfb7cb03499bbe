//! What the terminal recorded against what the platform accepted.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use crate::terminal::menu::leaves::{InfoSheet, Leaves, parts};
use crate::terminal::menu::page::{Context, Step};
use crate::terminal::menu::reply::MenuReply;
use crate::terminal::menu::request::MenuRequest;
use crate::terminal::presentation::{Body, ColumnHeader, Fact, Phrase, Scope, ScreenTable};
use crate::terminal::report::reconcile::{ReconciledSession, Reconciliation, RecordDifference};
use crate::words::menu::{self as words, Text};
use crate::words::report::Text as ReportText;
use crate::words::terms::Text as Term;

/// A part of a comparison with the platform.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    pub comparison: Arc<Reconciliation>,
    pub part: ReconciliationPart,
}

/// What a page tells. Ranges are indexes into the comparison's lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReconciliationPart {
    Totals,
    Sessions(Range<usize>),
    Differences(Range<usize>),
}

pub(super) fn ask(day: Date) -> Vec<Step> {
    vec![Step::Ask(MenuRequest::Reconcile(day), answered)]
}

fn answered(reply: MenuReply, context: &Context) -> Vec<Step> {
    match reply {
        MenuReply::Reconciled(comparison) => {
            let sheets = Compared::all(&comparison, context.rules.rows);
            vec![Step::Open(Leaves::open(sheets, context).into())]
        }
        _ => Vec::new(),
    }
}

impl Compared {
    /// All there is to tell; `rows` sessions or differences stand on a page.
    pub fn all(comparison: &Arc<Reconciliation>, rows: usize) -> Vec<Self> {
        let mut all = vec![ReconciliationPart::Totals];
        all.extend(parts(comparison.sessions.len(), rows).map(ReconciliationPart::Sessions));
        all.extend(parts(comparison.differences.len(), rows).map(ReconciliationPart::Differences));
        all.into_iter().map(|part| Self { comparison: comparison.clone(), part }).collect()
    }
}

impl InfoSheet for Compared {
    fn name(&self) -> &'static str {
        match self.part {
            ReconciliationPart::Totals => "reconcile",
            ReconciliationPart::Sessions(_) => "reconcile-sessions",
            ReconciliationPart::Differences(_) => "reconcile-differences",
        }
    }

    fn parts(&self, scope: Scope) -> (Phrase, Body) {
        let Self { comparison, part } = self;
        let title = scope.say(words::Reconcile { date: scope.date(comparison.date) });
        let body = match part {
            ReconciliationPart::Totals => Body::Facts(totals(comparison, scope)),
            ReconciliationPart::Sessions(range) => Body::Table(sessions(
                comparison.sessions.get(range.clone()).unwrap_or_default(),
                scope,
            )),
            ReconciliationPart::Differences(range) => {
                let found = comparison.differences.get(range.clone()).unwrap_or_default();
                Body::Table(differences(found, scope))
            }
        };
        (Phrase::own(title), body)
    }
}

fn totals(comparison: &Reconciliation, scope: Scope) -> Vec<Fact> {
    let sum = |of: fn(&ReconciledSession) -> u64| comparison.sessions.iter().map(of).sum();
    let fact = |label: String, count: u64, calls: bool| Fact {
        label,
        value: Phrase::own(count.to_string()),
        calls: calls && count > 0,
        ..Fact::default()
    };
    vec![
        fact(scope.text(Term::Admitted), comparison.records, false),
        fact(scope.text(Term::Uploaded), sum(|session| session.uploaded), false),
        fact(scope.text(Term::Pending), sum(|session| session.pending), false),
        fact(scope.text(Term::SetAside), sum(|session| session.set_aside), true),
        fact(scope.text(ReportText::Accepted), sum(|session| session.accepted), false),
        Fact {
            large: true,
            ..fact(scope.text(ReportText::Differing), sum(|session| session.differing), true)
        },
        fact(scope.text(Text::NotCompared), comparison.unasked, true),
    ]
}

fn head(words: String) -> ColumnHeader {
    ColumnHeader { words, numbers: false, takes_rest: false, wide_only: false }
}

fn sessions(sessions: &[ReconciledSession], scope: Scope) -> ScreenTable {
    let number = |words: String| ColumnHeader { numbers: true, ..head(words) };
    let columns = vec![
        head(scope.text(Term::Start)),
        ColumnHeader { takes_rest: true, ..head(scope.text(Term::Hall)) },
        number(scope.text(Term::Entered)),
        ColumnHeader { wide_only: true, ..number(scope.text(ReportText::Accepted)) },
        number(scope.text(ReportText::Differing)),
    ];
    let count = |count: u64| Phrase::own(count.to_string());
    let rows = sessions.iter().map(|session| {
        vec![
            Phrase::own(scope.clock(session.show_time)),
            scope.hall(session.screen_name.as_deref(), session.screen_code),
            count(session.records),
            count(session.accepted),
            count(session.differing),
        ]
    });
    ScreenTable { columns, rows: rows.collect() }
}

fn differences(found: &[RecordDifference], scope: Scope) -> ScreenTable {
    let columns = vec![
        head(scope.text(Term::Ticket)),
        ColumnHeader { takes_rest: true, ..head(scope.text(ReportText::Difference)) },
    ];
    let rows = found.iter().map(|finding| {
        let number = finding.film_ticket_code.as_str();
        let end = &number[number.len().saturating_sub(4)..];
        vec![
            Phrase::foreign(&format!("…{end}")),
            // The report's own words; on the smallest panel the longest lose their end.
            Phrase::foreign(finding.difference.words().form(scope.language)),
        ]
    });
    ScreenTable { columns, rows: rows.collect() }
}
