//! What this terminal recorded against what the platform accepted (SPEC §7): the wire knows no
//! list of records, so each ticket is asked for by GetTicketInfo, and the answers are compared.

mod compare;
mod output;
mod page;

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, Zoned};
use serde::{Serialize, Serializer};

pub use compare::{Difference, RecordDifference};
pub use output::{COLUMNS, write};

use super::parts::{as_text, as_wire_time, rfc3339};
use super::{ReportError, open, today};
use crate::terminal::config::{Config, TerminalConfig};
use crate::terminal::store::{
    RecordFilter, RecordLine, StoreError, StoreReader, TicketEnd, UploadProgress,
};
use crate::terminal::sync::{Inquiry, SyncError};
use crate::ticket::{CinemaCode, ScreenCode, SessionCode};
use crate::transport::Fault;
use crate::wire::calls::{TicketInfo, TicketQuery};
use crate::words::codes::FaultCode;
use crate::words::{Language, Message, display_in_english, errors};

/// After so many questions in a row without an answer of sense no more are put.
const PATIENCE: u32 = 3;

/// Records of a business day compared with the platform.
///
/// As JSON, for scripts; a key keeps its name and meaning, more may come:
///
/// - `terminal`, `cinema_code`, `business_day`, `made_at` (RFC 3339)
/// - `records`: admitted here; `compared`: of which the platform told something or that it does
///   not know them; `unasked`: the others, whose reason is in `stopped_by`, else null
/// - `sessions`, by start: `screen_code`, `screen_name`, `session_code`, `show_time`, `film_name`;
///   `records`, `uploaded`, `pending`, `set_aside` here, `accepted` there (CheckStatus), and
///   `differing`: records with at least one difference
/// - `differences`, oldest record first: `seq`, `film_ticket_code`, `screen_code`, `session_code`,
///   `show_time`, `check_time`, `upload` (as in the records), `difference` (see [`Difference`]),
///   `here`, `there`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reconciliation {
    pub terminal: String,
    pub cinema_code: CinemaCode,
    #[serde(rename = "business_day", serialize_with = "as_text")]
    pub date: Date,
    #[serde(serialize_with = "rfc3339")]
    pub made_at: Zoned,
    pub records: u64,
    pub compared: u64,
    pub unasked: u64,
    /// The last fault, where not every record could be asked for.
    #[serde(serialize_with = "in_english")]
    pub stopped_by: Option<Fault>,
    pub sessions: Vec<ReconciledSession>,
    pub differences: Vec<RecordDifference>,
}

/// One session in one hall, here and there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReconciledSession {
    pub screen_code: ScreenCode,
    pub screen_name: Option<String>,
    pub session_code: SessionCode,
    #[serde(serialize_with = "as_wire_time")]
    pub show_time: DateTime,
    pub film_name: Option<String>,
    pub records: u64,
    pub uploaded: u64,
    pub pending: u64,
    pub set_aside: u64,
    /// Checked by what the platform says.
    pub accepted: u64,
    pub differing: u64,
}

/// A fault in JSON, for scripts: its English sentence.
fn in_english<S: Serializer>(fault: &Option<Fault>, to: S) -> Result<S::Ok, S::Error> {
    fault.as_ref().map(Fault::to_string).serialize(to)
}

/// Why nothing was compared.
#[derive(Debug, thiserror::Error)]
pub enum ReconcileError {
    Report(#[from] ReportError),
    Store(#[from] StoreError),
    Settings(#[from] SyncError),
    Exchange(#[from] Fault),
}

display_in_english!(ReconcileError);

impl Message for ReconcileError {
    fn code(&self) -> FaultCode {
        match self {
            Self::Report(cause) => cause.code(),
            Self::Store(cause) => cause.code(),
            Self::Settings(cause) => cause.code(),
            Self::Exchange(cause) => cause.code(),
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Report(cause) => cause.message(language),
            Self::Store(cause) => cause.message(language),
            Self::Settings(cause) => cause.message(language),
            Self::Exchange(cause) => {
                errors::NothingCompared { cause: cause.message(language) }.text(language)
            }
        }
    }

    /// The menu's page says itself that nothing was compared.
    fn for_staff(&self, language: Language) -> String {
        match self {
            Self::Exchange(cause) => cause.message(language),
            other => other.message(language),
        }
    }
}

/// Asks the platform for each record of a business day, by default the current one, or of one
/// session of it. Takes a round trip for each; `progress` hears how many of how many are done.
///
/// Opens database and connection itself, so that it can run on a thread of its own.
pub fn run(
    config: &Config,
    day: Option<Date>,
    session: Option<SessionCode>,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Reconciliation, ReconcileError> {
    let now = Timestamp::now();
    let date = day.unwrap_or_else(|| today(&config.terminal, now));
    let mut inquiry = Inquiry::new(&config.platform)?;
    let mut ask = |query: &TicketQuery| inquiry.ask(query, Timestamp::now());
    compare_day(&open(config)?, &config.terminal, (date, session), now, &mut ask, progress)
}

/// As [`run`] at `now`, by whatever answers for the platform.
pub fn compare_day(
    reader: &StoreReader,
    terminal: &TerminalConfig,
    (date, session): (Date, Option<SessionCode>),
    now: Timestamp,
    ask: &mut dyn FnMut(&TicketQuery) -> Result<Option<TicketInfo>, Fault>,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Reconciliation, ReconcileError> {
    let filter = RecordFilter { session, ..RecordFilter::of_day(date) };
    let mut reconciliation = Reconciliation {
        terminal: terminal.name.clone(),
        cinema_code: terminal.cinema_code,
        date,
        made_at: now.to_zoned(terminal.timezone.0.clone()),
        records: 0,
        compared: 0,
        unasked: 0,
        stopped_by: None,
        sessions: Vec::new(),
        differences: Vec::new(),
    };
    let lines = reader.find_records(&filter)?;
    reconciliation.records = lines.len() as u64;
    let (mut failures, mut last_fault, total) = (0, None, lines.len());
    for (done, line) in lines.into_iter().enumerate() {
        progress(done, total);
        if failures == PATIENCE {
            reconciliation.enter(&line, None);
            continue;
        }
        match ask(&question(&line)) {
            Ok(info) => {
                failures = 0;
                reconciliation.enter(&latest(reader, line, info.as_ref())?, Some(info));
            }
            // One answer makes no sense, or one question was lost; the others' may fare better.
            Err(fault) => {
                failures += 1;
                reconciliation.enter(&line, None);
                last_fault = Some(fault);
            }
        }
    }
    reconciliation.stopped_by = last_fault.clone();
    if let (0, Some(fault)) = (reconciliation.compared, last_fault) {
        return Err(fault.into());
    }
    progress(total, total);
    reconciliation
        .sessions
        .sort_by_key(|session| (session.show_time, session.screen_code, session.session_code));
    Ok(reconciliation)
}

fn question(line: &RecordLine) -> TicketQuery {
    let admission = &line.record.admission;
    TicketQuery {
        cinema_code: admission.cinema_code,
        film_ticket_code: admission.ticket.film_ticket_code,
        start_time: admission.ticket.show_time,
    }
}

/// The record as it stands now, where it was uploaded while the others were asked for.
fn latest(
    reader: &StoreReader,
    line: RecordLine,
    info: Option<&TicketInfo>,
) -> Result<RecordLine, StoreError> {
    if line.stage() == UploadProgress::Uploaded
        || info.and_then(|info| info.check_status) != Some(true)
    {
        return Ok(line);
    }
    let ticket = Some(TicketEnd::whole(line.record.admission.ticket.film_ticket_code));
    let now = reader.find_records(&RecordFilter { ticket, ..RecordFilter::default() })?.pop();
    Ok(now.unwrap_or(line))
}

impl Reconciliation {
    /// Counts a record; `answer` is none where the platform could not be asked.
    fn enter(&mut self, line: &RecordLine, answer: Option<Option<TicketInfo>>) {
        let differences = answer.as_ref().map(|info| compare::compare(line, info.as_ref()));
        let differences = differences.unwrap_or_default();
        let session = self.session(line);
        session.records += 1;
        match line.stage() {
            UploadProgress::Uploaded => session.uploaded += 1,
            UploadProgress::Pending => session.pending += 1,
            UploadProgress::SetAside => session.set_aside += 1,
        }
        session.differing += u64::from(!differences.is_empty());
        if let Some(answer) = answer {
            session.accepted += u64::from(answer.and_then(|info| info.check_status) == Some(true));
            self.compared += 1;
        } else {
            self.unasked += 1;
        }
        self.differences.extend(differences);
    }

    fn session(&mut self, line: &RecordLine) -> &mut ReconciledSession {
        let ticket = &line.record.admission.ticket;
        let own = |session: &ReconciledSession| {
            session.session_code == ticket.session_code
                && session.screen_code == ticket.screen_code
                && session.show_time == ticket.show_time
        };
        // The latest session is the most likely one.
        let at = self.sessions.iter().rposition(own).unwrap_or_else(|| {
            self.sessions.push(ReconciledSession {
                screen_code: ticket.screen_code,
                screen_name: None,
                session_code: ticket.session_code,
                show_time: ticket.show_time,
                film_name: None,
                records: 0,
                uploaded: 0,
                pending: 0,
                set_aside: 0,
                accepted: 0,
                differing: 0,
            });
            self.sessions.len() - 1
        });
        let session = &mut self.sessions[at];
        session.screen_name = session.screen_name.take().or_else(|| line.screen_name.clone());
        session.film_name = session.film_name.take().or_else(|| line.film_name.clone());
        session
    }
}
