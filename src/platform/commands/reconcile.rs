//! `reconcile`: for each session what terminals reported, what stands here, and what the national
//! platform accepted (PLATFORM §7). The first is counted as records arrive, the second reads the
//! records themselves, the third the marks of its `ReportResult` true; with `--ask` it is also asked for
//! each ticket's CheckStatus.

mod ask;
mod shown;

use std::collections::BTreeMap;
use std::io::Write;

use clap::Args;

use super::report::Days;
use super::sheet::SheetFormat;
use super::{CommandContext, CommandFault};
use crate::clock::wire_time;
use crate::platform::ledger::listing::{self, Listed, RecordQuery};
use crate::platform::ledger::sums::{DaySpan, GroupBy, sums};
use crate::ticket::CinemaCode;
use crate::words::platform::Text;
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
    /// table, to be read; xlsx, for spreadsheets; csv or json, for scripts
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
}
