//! What the terminal recorded against what the platform accepted.

use super::{Body, Fact, Head, Phrase, Scope, Table};
use crate::terminal::menu::ReconciliationSheet;
use crate::terminal::report::reconcile::{Finding, Reconciliation, Session};
use crate::words::menu::Text;
use crate::words::report::Text as Report;
use crate::words::terms::Text as Term;

pub(super) fn parts(
    told: &Reconciliation,
    sheet: &ReconciliationSheet,
    scope: Scope,
) -> (Phrase, Body) {
    let title = scope.with(Text::Reconcile, &[&scope.date(told.date)]);
    let body = match sheet {
        ReconciliationSheet::Totals => Body::Facts(totals(told, scope)),
        ReconciliationSheet::Sessions(range) => {
            Body::Table(sessions(told.sessions.get(range.clone()).unwrap_or_default(), scope))
        }
        ReconciliationSheet::Differences(range) => {
            Body::Table(differences(told.differences.get(range.clone()).unwrap_or_default(), scope))
        }
    };
    (Phrase::own(title), body)
}

fn totals(told: &Reconciliation, scope: Scope) -> Vec<Fact> {
    let sum = |of: fn(&Session) -> u64| told.sessions.iter().map(of).sum();
    let fact = |label: String, count: u64, calls: bool| Fact {
        label,
        value: Phrase::own(count.to_string()),
        calls: calls && count > 0,
        brief: None,
    };
    vec![
        fact(scope.text(Term::Admitted), told.records, false),
        fact(scope.text(Term::Uploaded), sum(|session| session.uploaded), false),
        fact(scope.text(Term::Pending), sum(|session| session.pending), false),
        fact(scope.text(Term::SetAside), sum(|session| session.set_aside), true),
        fact(scope.text(Report::Accepted), sum(|session| session.accepted), false),
        fact(scope.text(Report::Differing), sum(|session| session.differing), true),
        fact(scope.text(Text::NotCompared), told.unasked, true),
    ]
}

fn head(words: String) -> Head {
    Head { words, numbers: false, takes_rest: false, wide_only: false }
}

fn sessions(sessions: &[Session], scope: Scope) -> Table {
    let number = |words: String| Head { numbers: true, ..head(words) };
    let columns = vec![
        head(scope.text(Term::Start)),
        Head { takes_rest: true, ..head(scope.text(Term::Hall)) },
        number(scope.text(Term::Entered)),
        Head { wide_only: true, ..number(scope.text(Report::Accepted)) },
        number(scope.text(Report::Differing)),
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
    Table { columns, rows: rows.collect() }
}

fn differences(found: &[Finding], scope: Scope) -> Table {
    let columns = vec![
        head(scope.text(Term::Ticket)),
        Head { takes_rest: true, ..head(scope.text(Report::Difference)) },
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
    Table { columns, rows: rows.collect() }
}
