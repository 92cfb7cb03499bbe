//! The comparison with the platform as it is read on a terminal.

use super::{Difference, ReconciledSession, Reconciliation, RecordDifference};
use crate::terminal::report::sheet::{byline, hall, section, start};
use crate::words::Language;
use crate::words::report::{self as words, Text};
use crate::words::table::{Column, ReportTable, plain};
use crate::words::terms::Text as Term;

/// A hall's name is cut to so many columns.
const HALL: usize = 12;

/// The whole page; its last line says whether all agrees.
pub(super) fn set(reconciliation: &Reconciliation, language: Language) -> String {
    let mut page = format!("{}  {}\n", Text::Compared.form(language), reconciliation.date);
    page += &byline(
        &reconciliation.terminal,
        reconciliation.cinema_code,
        &reconciliation.made_at,
        language,
    );
    if reconciliation.records == 0 {
        return page + "\n" + Text::NothingToCompare.form(language) + "\n";
    }
    page += &sessions(reconciliation, language);
    if !reconciliation.differences.is_empty() {
        page += &differences(reconciliation, language);
    }
    page + "\n" + &result(reconciliation, language) + "\n"
}

fn result(reconciliation: &Reconciliation, language: Language) -> String {
    let compared = reconciliation.compared;
    let result = match reconciliation.sessions.iter().map(|session| session.differing).sum::<u64>()
    {
        0 => words::NoDifferences { compared }.text(language),
        differing => words::SomeDifferences { compared, differing }.text(language),
    };
    match reconciliation.unasked {
        0 => result,
        records => result + &words::Unasked { records }.text(language),
    }
}

fn sessions(reconciliation: &Reconciliation, language: Language) -> String {
    let mut columns = vec![
        Column::Left(Term::Hall.form(language)),
        Column::Left(Term::Start.form(language)),
        Column::Flexible(Term::Film.form(language)),
    ];
    let own = [Term::Admitted, Term::Uploaded, Term::Pending, Term::SetAside];
    columns.extend(own.map(|term| Column::Right(term.form(language))));
    let platforms = [Text::Accepted, Text::Differing];
    columns.extend(platforms.map(|text| Column::Right(text.form(language))));
    let counts = |session: &ReconciledSession| {
        [
            session.records,
            session.uploaded,
            session.pending,
            session.set_aside,
            session.accepted,
            session.differing,
        ]
    };
    let row = |session: &ReconciledSession| {
        let mut row = vec![
            hall(session.screen_code, session.screen_name.as_deref(), HALL, language),
            start(session.show_time, reconciliation.date),
            session.film_name.as_deref().map(plain).unwrap_or_default(),
        ];
        row.extend(counts(session).map(|count| count.to_string()));
        row
    };
    let mut sums = vec![Text::Total.plain(language), String::new(), String::new()];
    let total =
        |at: usize| reconciliation.sessions.iter().map(|session| counts(session)[at]).sum::<u64>();
    sums.extend((0..own.len() + platforms.len()).map(|at| total(at).to_string()));
    let rows = reconciliation.sessions.iter().map(row).collect();
    section(
        Text::ComparedSessions,
        ReportTable { columns: &columns, rows, sums: Some(sums) },
        language,
    )
}

fn differences(reconciliation: &Reconciliation, language: Language) -> String {
    let columns = [
        Column::Right(Text::Number.form(language)),
        Column::Left(Term::Ticket.form(language)),
        Column::Left(Term::Hall.form(language)),
        Column::Left(Term::Start.form(language)),
        Column::Left(Text::Difference.form(language)),
        Column::Left(Text::Here.form(language)),
        Column::Flexible(Text::There.form(language)),
    ];
    let row = |found: &RecordDifference| {
        let name = |session: &&ReconciledSession| {
            (session.screen_code, session.session_code) == (found.screen_code, found.session_code)
        };
        let screen =
            reconciliation.sessions.iter().find(name).and_then(|own| own.screen_name.as_deref());
        let [here, there] = sides(found, language);
        vec![
            found.seq.to_string(),
            found.film_ticket_code.to_string(),
            hall(found.screen_code, screen, HALL, language),
            start(found.show_time, reconciliation.date),
            found.difference.words().plain(language),
            here,
            there,
        ]
    };
    let rows = reconciliation.differences.iter().map(row).collect();
    section(Text::Differences, ReportTable { columns: &columns, rows, sums: None }, language)
}

impl Difference {
    /// In words.
    pub fn words(self) -> Text {
        match self {
            Difference::Unknown => Text::UnknownThere,
            Difference::NotChecked => Text::NotCheckedThere,
            Difference::CheckedThoughPending | Difference::CheckedThoughSetAside => {
                Text::CheckedThere
            }
            Difference::DoubleAdmission => Text::DoubledThere,
            Difference::Refunded => Text::RefundedThere,
            Difference::Screen => Text::OtherHall,
            Difference::Session => Text::OtherSession,
            Difference::StartTime => Text::OtherStart,
            Difference::Price => Text::OtherPrice,
            Difference::ServiceFee => Text::OtherFee,
        }
    }
}

/// What stands here and there; of states, in words.
fn sides(found: &RecordDifference, language: Language) -> [String; 2] {
    let in_words = |here: Term, there: Text| [here.plain(language), there.plain(language)];
    match found.difference {
        Difference::Unknown if found.upload == "set_aside" => {
            in_words(Term::SetAside, Text::NoTicket)
        }
        Difference::Unknown => in_words(Term::Uploaded, Text::NoTicket),
        Difference::NotChecked => in_words(Term::Uploaded, Text::Unchecked),
        Difference::CheckedThoughPending => in_words(Term::Pending, Text::Checked),
        Difference::CheckedThoughSetAside => in_words(Term::SetAside, Text::Checked),
        Difference::DoubleAdmission => in_words(Term::Admitted, Text::CheckedBefore),
        Difference::Refunded => {
            let at = found.there.trim_start_matches("refunded").trim().replace('T', " ");
            let there = format!("{} {}", Text::Refunded.form(language), plain(&at));
            [Term::Admitted.plain(language), there.trim_end().to_owned()]
        }
        Difference::Screen
        | Difference::Session
        | Difference::StartTime
        | Difference::Price
        | Difference::ServiceFee => [found.here.clone(), plain(&found.there)],
    }
}
