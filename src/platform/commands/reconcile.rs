//! `reconcile`: for each session what terminals reported, what stands here, and what the national
//! platform accepted (PLATFORM §7). The first is counted as records arrive, the second reads the
//! records themselves, the third the marks of its `ReportResult` true; with `--ask` it is also asked for
//! each ticket's CheckStatus.

mod ask;

use std::collections::BTreeMap;
use std::io::Write;

use clap::Args;
use serde_json::{Value, json};

use super::report::Days;
use super::sheet::{Cell, Heading, SheetFormat, write_csv, write_table, write_xlsx};
use super::{CommandContext, CommandFault, write_json};
use crate::clock::wire_time;
use crate::platform::ledger::listing::{self, Listed, RecordQuery};
use crate::platform::ledger::sums::{DaySpan, GroupBy, sums};
use crate::ticket::CinemaCode;
use crate::words::platform::{self as words, Text};
use ask::Asking;

#[derive(Debug, Args)]
pub struct NodeReconcile {
    /// Of this cinema alone
    #[arg(long, value_name = "CODE")]
    pub cinema: Option<CinemaCode>,
    #[command(flatten)]
    pub days: Days,
    /// Also ask the national platform for the CheckStatus of each ticket
    #[arg(long)]
    pub ask: bool,
    /// table, to be read; csv or xlsx, for spreadsheets; json, for scripts
    #[arg(long, value_enum, default_value = "table")]
    pub format: SheetFormat,
}

/// A session: cinema, start, hall, code.
type SessionKey = [String; 4];

/// What stands of a session at each of the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct SessionCounts {
    /// Reported by terminals, as counted when it came.
    terminal: i64,
    /// Records here.
    here: i64,
    /// Of them those that the national platform accepted.
    national: i64,
    /// Of them those that came after their deadline.
    late: i64,
    /// Records that are not as they should be.
    differing: i64,
}

impl SessionCounts {
    fn agree(&self) -> bool {
        self.terminal == self.here && self.here == self.national && self.differing == 0
    }

    fn add(&mut self, other: &Self) {
        self.terminal += other.terminal;
        self.here += other.here;
        self.national += other.national;
        self.late += other.late;
        self.differing += other.differing;
    }
}

/// What is not as it should be of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RecordGap {
    Waiting,
    SetAside,
    Unproved,
    /// Accepted, and the national platform says that it is not checked.
    NotChecked,
    /// Accepted, and the national platform does not know the ticket.
    UnknownThere,
    /// Not accepted by any reply that came, and the national platform says that it is checked.
    CheckedThere,
}

impl RecordGap {
    fn words(self) -> Text {
        match self {
            Self::Waiting => Text::Waiting,
            Self::SetAside => Text::SetAside,
            Self::Unproved => Text::Unproved,
            Self::NotChecked => Text::NotCheckedThere,
            Self::UnknownThere => Text::UnknownThere,
            Self::CheckedThere => Text::CheckedThere,
        }
    }

    /// As scripts have it.
    fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::SetAside => "set_aside",
            Self::Unproved => "unproved",
            Self::NotChecked => "not_checked",
            Self::UnknownThere => "unknown",
            Self::CheckedThere => "checked",
        }
    }

    /// What keeps a record from being accepted; none: it is.
    fn of(listed: &Listed) -> Option<Self> {
        match listed {
            Listed { forwarded_at: Some(_), .. } => None,
            Listed { set_aside: true, .. } => Some(Self::SetAside),
            Listed { proved: false, .. } => Some(Self::Unproved),
            _ => Some(Self::Waiting),
        }
    }
}

/// A record that differs.
struct DifferingRecord {
    listed: Listed,
    gap: RecordGap,
}

/// The whole comparison.
#[derive(Default)]
struct NodeReconciliation {
    sessions: BTreeMap<SessionKey, SessionCounts>,
    differing: Vec<DifferingRecord>,
}

/// Compares, and ends with a fault where anything differs.
pub fn run(
    context: &CommandContext,
    wanted: &NodeReconcile,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let (first, last) = wanted.days.span(context.now)?;
    let mut asking = if wanted.ask { Some(Asking::of(&context.config)?) } else { None };
    let mut session = context.session()?;
    let cinema = wanted.cinema.map_or_else(String::new, |code| code.to_string());
    let mut found = NodeReconciliation::default();
    let apart = GroupBy { cinema: true, screen: true, session: true, ..GroupBy::default() };
    for sum in sums(&mut session, &DaySpan { first, last, cinema: cinema.clone() }, apart)? {
        let key = [sum.cinema, sum.start_time, sum.screen_code, sum.session_code];
        let counts = found.sessions.entry(key).or_default();
        counts.terminal += sum.counted.records;
    }
    let after = last.tomorrow().unwrap_or(last);
    let filter = RecordQuery {
        from: first.at(6, 0, 0, 0),
        to: after.at(6, 0, 0, 0),
        cinema,
        terminal: String::new(),
        ticket: String::new(),
    };
    listing::each(&mut session, &filter, &mut |listed| {
        let asked = asking.as_mut().and_then(|asking| asking.gap(&listed, context.now));
        found.add(listed, asked);
        Ok(())
    })?;
    found.write(context, wanted.format, asking.as_ref(), out)?;
    out.flush()?;
    let (of, sessions) = (found.sessions.len(), found.differing_sessions());
    match asking.and_then(Asking::unasked) {
        Some((unasked, cause)) => Err(CommandFault::Unasked { unasked, cause }),
        None if sessions > 0 => Err(CommandFault::Differs { sessions, of }),
        None => Ok(()),
    }
}

impl NodeReconciliation {
    fn add(&mut self, listed: Listed, asked: Option<RecordGap>) {
        let record = &listed.record;
        let key = [
            listed.cinema.clone(),
            wire_time(record.start_time),
            record.screen_code.to_string(),
            record.session_code.to_string(),
        ];
        let counts = self.sessions.entry(key).or_default();
        counts.here += 1;
        counts.national += i64::from(listed.forwarded_at.is_some());
        counts.late += i64::from(listed.late);
        // What it says of the ticket tells more than that nothing came back.
        if let Some(gap) = asked.or_else(|| RecordGap::of(&listed)) {
            counts.differing += 1;
            self.differing.push(DifferingRecord { listed, gap });
        }
    }

    fn differing_sessions(&self) -> usize {
        self.sessions.values().filter(|counts| !counts.agree()).count()
    }

    fn total(&self) -> SessionCounts {
        let mut total = SessionCounts::default();
        self.sessions.values().for_each(|counts| total.add(counts));
        total
    }

    fn write(
        &self,
        context: &CommandContext,
        format: SheetFormat,
        asking: Option<&Asking>,
        out: &mut impl Write,
    ) -> Result<(), CommandFault> {
        if format == SheetFormat::Json {
            return write_json(&self.as_json(asking), out);
        }
        let language = context.language;
        let rows: Vec<Vec<Cell>> =
            self.sessions.iter().map(|(key, counts)| cells(key, counts)).collect();
        let keys = [Text::Total.plain(language), String::new(), String::new(), String::new()];
        let sum: Vec<Cell> =
            keys.map(Cell::Text).into_iter().chain(figures(&self.total())).collect();
        match format {
            SheetFormat::Csv => return write_csv(&SESSIONS, rows, out),
            SheetFormat::Xlsx => {
                return write_xlsx(
                    Text::Reconciliation,
                    &SESSIONS,
                    &rows,
                    Some(&sum),
                    language,
                    out,
                );
            }
            SheetFormat::Table | SheetFormat::Json => {}
        }
        write_table(&SESSIONS, &rows, Some(&sum), language, out)?;
        if !self.differing.is_empty() {
            let shown = self.differing.iter().take(MOST_SHOWN);
            let rows: Vec<Vec<Cell>> = shown
                .map(|it| {
                    let mut cells = it.cells();
                    cells.push(Cell::Text(it.gap.words().plain(language)));
                    cells
                })
                .collect();
            writeln!(out)?;
            write_table(&RECORDS, &rows, None, language, out)?;
            let (shown, records) = (rows.len(), self.differing.len());
            if records > shown {
                writeln!(out, "{}", words::FirstOf { shown, records }.text(language))?;
            }
        }
        Ok(())
    }

    fn as_json(&self, asking: Option<&Asking>) -> Value {
        let sessions = self.sessions.iter().map(|(key, counts)| {
            let [cinema, start_time, screen_code, session_code] = key;
            let mut shown = counts_json(counts);
            shown["cinema"] = json!(cinema);
            shown["screen_code"] = json!(screen_code);
            shown["session_code"] = json!(session_code);
            shown["start_time"] = json!(start_time);
            shown["agrees"] = json!(counts.agree());
            shown
        });
        let differences = self.differing.iter().map(|it| {
            let pairs = RECORDS.iter().zip(it.cells());
            let mut shown: Value =
                pairs.map(|(heading, cell)| (heading.key.to_owned(), json!(cell.text()))).collect();
            shown["difference"] = json!(it.gap.name());
            shown
        });
        let mut shown = json!({
            "sessions": sessions.collect::<Vec<_>>(),
            "differences": differences.collect::<Vec<_>>(),
            "total": counts_json(&self.total()),
        });
        if let Some(asking) = asking {
            shown["asked"] = json!(asking.asked());
            shown["unasked"] = json!(asking.passed_over());
        }
        shown
    }
}

impl DifferingRecord {
    /// All but what differs, by [`RECORDS`].
    fn cells(&self) -> Vec<Cell> {
        let Listed { cinema, username, record, .. } = &self.listed;
        [
            cinema.clone(),
            username.clone(),
            record.film_ticket_code.to_string(),
            record.screen_code.to_string(),
            record.session_code.to_string(),
            wire_time(record.start_time),
            wire_time(record.check_time),
        ]
        .map(Cell::Text)
        .into()
    }
}

/// The most records that a table lists.
const MOST_SHOWN: usize = 1000;

const SESSIONS: [Heading; 9] = [
    Heading::of("cinema", Text::Cinema),
    Heading::of("start_time", Text::Start),
    Heading::of("screen_code", Text::Hall),
    Heading::of("session_code", Text::Session),
    Heading::of("terminal", Text::ByTerminals),
    Heading::of("here", Text::StandsHere),
    Heading::of("national", Text::AcceptedThere),
    Heading::of("late", Text::CameLate),
    Heading::of("differing", Text::Differing),
];

const RECORDS: [Heading; 8] = [
    Heading::of("cinema", Text::Cinema),
    Heading::of("terminal", Text::Terminal),
    Heading::of("film_ticket_code", Text::Ticket),
    Heading::of("screen_code", Text::Hall),
    Heading::of("session_code", Text::Session),
    Heading::of("start_time", Text::Start),
    Heading::of("check_time", Text::CheckTime),
    Heading::of("difference", Text::Finding),
];

fn cells(key: &SessionKey, counts: &SessionCounts) -> Vec<Cell> {
    let texts = key.iter().map(|text| Cell::Text(text.clone()));
    texts.chain(figures(counts)).collect()
}

fn figures(counts: &SessionCounts) -> [Cell; 5] {
    let SessionCounts { terminal, here, national, late, differing } = *counts;
    [terminal, here, national, late, differing].map(Cell::Number)
}

fn counts_json(counts: &SessionCounts) -> Value {
    let SessionCounts { terminal, here, national, late, differing } = *counts;
    json!({
        "terminal": terminal,
        "here": here,
        "national": national,
        "late": late,
        "differing": differing,
    })
}
