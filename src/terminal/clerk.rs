//! What the menus want done that takes longer than the loop has: passwords that are hashed, reports
//! that are computed, a stick that is written. Each job has a thread and a connection to the
//! database of its own, and tells the loop what came of it.

mod jobs;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::config::{Config, Language};
use crate::doctor;
use crate::export::{self, ExportError, Stick};
use crate::menu::{
    Find, NotSignedIn, Operator, OperatorChange, OperatorState, Person, PlatformLine, Reply,
    Request, Setting, SettingLine, Task,
};
use crate::people::{self, Newcomer, PeopleError, Place, SettingState, SignedIn};
use crate::report::Day;
use crate::report::reconcile::{self, ReconcileError, Reconciliation};
use crate::report::status::Status;
use crate::store::{
    self, CalledName, DatabaseKey, Office, Reader, RecordFilter, Seat, StaffNumber, StoreError,
};
use crate::sync::{self, Inquiry};
use crate::wire::calls::TicketQuery;

pub(super) use jobs::Jobs;

/// Does jobs for the menus.
#[derive(Debug, Clone)]
pub struct Clerk {
    config: Arc<Config>,
    database: PathBuf,
    key: DatabaseKey,
}

/// Records that are listed at once.
const MOST_FOUND: usize = 50;

/// Whoever waits for a job.
pub struct Watch<'a> {
    /// Hears how much of how much is done.
    pub tell: &'a mut dyn FnMut(usize, usize),
    /// Nobody waits any more.
    pub stop: &'a AtomicBool,
}

/// Why a job is not done: told on the screen in these words.
type Fault = Box<dyn std::error::Error>;

impl Clerk {
    /// A clerk for the database at `database`; `config` is as the file has it.
    pub fn new(config: Arc<Config>, database: PathBuf, key: DatabaseKey) -> Self {
        Self { config, database, key }
    }

    /// Does a job, and returns what came of it. What is told in sentences is in this
    /// language, where there are words for it.
    pub fn perform(
        &self,
        by: Option<SignedIn>,
        request: Request,
        language: Language,
        now: Timestamp,
        watch: &mut Watch,
    ) -> Reply {
        let task = task(&request);
        self.attempt(by, request, language, now, watch)
            .unwrap_or_else(|fault| Reply::Failed(task, told(&fault, language)))
    }

    fn attempt(
        &self,
        by: Option<SignedIn>,
        request: Request,
        language: Language,
        now: Timestamp,
        watch: &mut Watch,
    ) -> Result<Reply, Fault> {
        let by = match request.right() {
            None => None,
            Some(right) => {
                let allowed = by.filter(|by| by.may(right));
                match allowed {
                    Some(by) if by.stands_in(&self.reader()?)? => Some(by),
                    _ => return Ok(Reply::NotAllowed),
                }
            }
        };
        match (request, by) {
            (Request::AnyOperators, _) => {
                Ok(Reply::AnyOperators(!self.reader()?.operators()?.is_empty()))
            }
            (Request::SignIn { number, password }, _) => {
                let signed_in =
                    people::sign_in(&mut self.office()?, &number, &password, Place::Screen, now);
                signed_in_or_not(signed_in)
            }
            (Request::Day(day), _) => {
                let day = Day::compute(&self.reader()?, day, &self.config.terminal, now)?;
                Ok(Reply::Day(day.into()))
            }
            (Request::Status, _) => {
                Ok(Reply::Status(Status::collect(&self.reader()?, &self.config, now)?.into()))
            }
            (Request::Operators, _) => {
                let known = self.reader()?.operators()?;
                Ok(Reply::Operators(known.iter().map(|one| shown(one, now)).collect()))
            }
            (Request::AddOperator { number, role, password }, Some(by)) => {
                let number: StaffNumber = number.parse()?;
                let newcomer = Newcomer {
                    name: number.as_str().parse()?,
                    number: Some(number.clone()),
                    called: CalledName::default(),
                    role,
                };
                let mut office = self.office()?;
                let added = people::add(&mut office, Some(&by), &newcomer, &password, now);
                changed(added.map(drop), by, &office, number.as_str(), OperatorChange::Added, now)
            }
            (Request::SetPassword { of, password }, Some(mut by)) => {
                let mut office = self.office()?;
                let number = &of.person.number;
                let name = known(&office, number)?.name;
                let set = people::set_password(&mut office, &mut by, &name, &password, now);
                changed(set, by, &office, number, OperatorChange::NewPassword, now)
            }
            (Request::SetDisabled { of, disabled }, Some(by)) => {
                let mut office = self.office()?;
                let number = &of.person.number;
                let name = known(&office, number)?.name;
                let set = people::set_disabled(&mut office, &by, &name, disabled, now);
                let change =
                    if disabled { OperatorChange::Disabled } else { OperatorChange::Enabled };
                changed(set.map(drop), by, &office, number, change, now)
            }
            (Request::Reconcile(day), _) => {
                let told = self.reconcile(day, now, watch)?;
                Ok(Reply::Reconciled(told.into()))
            }
            (Request::Find(find), _) => self.find(&find),
            (Request::FindStick, _) => {
                Ok(Reply::Stick(match export::find(&self.config.export.folder) {
                    Ok(stick) => Some((stick.name().to_owned(), stick.free() >> 20)),
                    Err(ExportError::NoStick { .. }) => None,
                    Err(fault) => return Err(fault.into()),
                }))
            }
            (Request::Export(days), Some(by)) => {
                let stick = export::find(&self.config.export.folder)?;
                self.export_to(&stick, &by, &days, now, watch)
            }
            (Request::TryPlatform, _) => {
                let found = doctor::try_platform(&self.config, language).into_iter();
                let line = |(works, words)| PlatformLine { works, words };
                Ok(Reply::Platform(found.map(line).collect()))
            }
            (Request::Settings, _) => {
                let states = people::settings(&self.reader()?, &self.config)?;
                Ok(Reply::Settings(states.into_iter().map(line).collect()))
            }
            (Request::Set { setting, value }, Some(by)) => {
                self.set(&by, setting, value.as_deref(), now)
            }
            // Each of the others takes a right, and with it somebody.
            (_, None) => Ok(Reply::NotAllowed),
        }
    }

    fn set(
        &self,
        by: &SignedIn,
        setting: Setting,
        value: Option<&str>,
        now: Timestamp,
    ) -> Result<Reply, Fault> {
        let mut office = self.office()?;
        let set = match value {
            Some(value) => people::set_setting(&mut office, by, &self.config, setting, value, now),
            None => people::reset_setting(&mut office, by, &self.config, setting, now),
        };
        match set {
            Ok(_) => {
                let states = people::settings(&office, &self.config)?;
                let state = states.into_iter().find(|state| state.setting == setting);
                Ok(Reply::Set(line(state.ok_or("there is no such setting")?)))
            }
            Err(fault) => refused(fault),
        }
    }

    /// Asks for one ticket after the other, until nobody wants to know any more.
    fn reconcile(
        &self,
        day: Date,
        now: Timestamp,
        watch: &mut Watch,
    ) -> Result<Reconciliation, ReconcileError> {
        let mut inquiry = Inquiry::new(&self.config.platform)?;
        let stop = &watch.stop;
        let mut ask = |query: &TicketQuery| match stop.load(Ordering::Relaxed) {
            true => Err(sync::Fault::CutOff),
            false => inquiry.ask(query, Timestamp::now()),
        };
        let (reader, terminal) = (self.reader()?, &self.config.terminal);
        reconcile::compare_day(&reader, terminal, (day, None), now, &mut ask, &mut watch.tell)
    }

    fn find(&self, find: &Find) -> Result<Reply, Fault> {
        let zone = &self.config.terminal.timezone.0;
        // One more, to tell whether there are more.
        let limited = RecordFilter { limit: Some(MOST_FOUND + 1), ..RecordFilter::default() };
        let filter = match find {
            Find::Ticket(digits) => {
                RecordFilter { ticket: Some(digits.parse()?), newest: true, ..limited }
            }
            Find::Time(day, time) => {
                // Before six it is the morning after.
                let date = if time.hour() < 6 { day.tomorrow().unwrap_or(*day) } else { *day };
                let from = zone.to_timestamp(date.to_datetime(*time))?;
                RecordFilter { days: Some((*day, *day)), from: Some(from), ..limited }
            }
            Find::Seat(day, row, column) => {
                let seat = Some(Seat::Place { row: *row, column: *column });
                RecordFilter { days: Some((*day, *day)), seat, ..limited }
            }
        };
        let mut found = self.reader()?.find_records(&filter)?;
        let more = found.len() > MOST_FOUND;
        if more {
            found.remove(if filter.newest { 0 } else { MOST_FOUND });
        }
        Ok(Reply::Found(found.into_iter().map(Arc::new).collect(), more))
    }

    /// [`Request::Export`] onto a stick that was found.
    pub fn export(
        &self,
        stick: &Stick,
        by: &SignedIn,
        days: &[Date],
        language: Language,
        now: Timestamp,
        watch: &mut Watch,
    ) -> Reply {
        self.export_to(stick, by, days, now, watch).unwrap_or_else(|fault| {
            Reply::Failed(Task::Exporting { done: 0, total: 0 }, told(&fault, language))
        })
    }

    fn export_to(
        &self,
        stick: &Stick,
        by: &SignedIn,
        days: &[Date],
        now: Timestamp,
        watch: &mut Watch,
    ) -> Result<Reply, Fault> {
        let mut progress = |done: u64, all: u64| (watch.tell)(as_count(done), as_count(all));
        let reader = self.reader()?;
        let (config, _) = people::in_force(&reader, &self.config)?;
        let done = export::write(stick, &config, &reader, days, now, &mut progress)?;
        let who = by.name().as_str();
        self.office()?.change(|log| log.log(who, &done.detail(), now))?;
        Ok(Reply::Exported { files: done.files, stick: stick.name().to_owned() })
    }

    fn reader(&self) -> Result<Reader, StoreError> {
        Reader::open(&self.database, &self.key)
    }

    fn office(&self) -> Result<Office, StoreError> {
        Office::open(&self.database, &self.key)
    }
}

/// Why a job is not done, in the screen's language where there are words for it.
fn told(fault: &Fault, language: Language) -> String {
    if let Some(fault) = fault.downcast_ref::<ExportError>() {
        return fault.told(language);
    }
    match fault.downcast_ref::<ReconcileError>() {
        Some(ReconcileError::Exchange(fault)) => fault.told(language),
        _ => fault.to_string(),
    }
}

fn signed_in_or_not(done: Result<SignedIn, PeopleError>) -> Result<Reply, Fault> {
    let why = match done {
        Ok(by) => {
            let person =
                Person { called: by.shown().to_owned(), number: by.number().as_str().to_owned() };
            return Ok(Reply::SignedIn(by, person));
        }
        Err(PeopleError::Refused) => NotSignedIn::Refused,
        Err(PeopleError::Locked { until, .. }) => NotSignedIn::Locked { until },
        Err(PeopleError::Disabled(_)) => NotSignedIn::Disabled,
        Err(fault) => return Err(fault.into()),
    };
    Ok(Reply::NotSignedIn(why))
}

/// What came of a change, with the operator as it is now.
fn changed(
    done: Result<(), PeopleError>,
    by: SignedIn,
    office: &Office,
    number: &str,
    change: OperatorChange,
    now: Timestamp,
) -> Result<Reply, Fault> {
    match done {
        Ok(()) => Ok(Reply::Operator(shown(&known(office, number)?, now), change, by)),
        Err(fault) => refused(fault),
    }
}

/// Why a change was not made, as far as the menus have words for it.
fn refused(fault: PeopleError) -> Result<Reply, Fault> {
    match fault {
        PeopleError::Weak(weakness) => Ok(Reply::Weak(weakness)),
        PeopleError::NumberTaken(_) | PeopleError::NameTaken(_) => Ok(Reply::Taken),
        PeopleError::LastAdmin(_) => Ok(Reply::LastAdmin),
        PeopleError::NotAllowed { .. } | PeopleError::Outdated(_) => Ok(Reply::NotAllowed),
        fault => Err(fault.into()),
    }
}

fn line(state: SettingState) -> SettingLine {
    let SettingState { setting, value, configured, .. } = state;
    SettingLine { setting, changed: value != configured, value }
}

fn known(office: &Office, number: &str) -> Result<store::Operator, Fault> {
    let mut operators = office.operators()?.into_iter();
    let known = operators.find(|operator| operator.number.as_str() == number);
    known.ok_or_else(|| "there is no operator of this number".into())
}

/// An operator as the admin's list shows it.
fn shown(operator: &store::Operator, now: Timestamp) -> Operator {
    let state = match operator.attempts.locked_until {
        _ if operator.disabled => OperatorState::Disabled,
        Some(until) if until > now => OperatorState::Locked,
        _ => OperatorState::Enabled,
    };
    let person =
        Person { called: operator.shown().to_owned(), number: operator.number.as_str().to_owned() };
    Operator { person, role: operator.role, state }
}

fn as_count(lines: u64) -> usize {
    usize::try_from(lines).unwrap_or(usize::MAX)
}

/// What is told of a request while it is done.
fn task(request: &Request) -> Task {
    match request {
        Request::SignIn { .. } | Request::AnyOperators => Task::SigningIn,
        Request::Day(_) => Task::Reporting,
        Request::Status | Request::Operators | Request::Settings => Task::Loading,
        Request::Find(_) => Task::Searching,
        Request::FindStick => Task::LookingForStick,
        Request::Export(_) => Task::Exporting { done: 0, total: 0 },
        Request::Reconcile(_) => Task::Reconciling { done: 0, total: 0 },
        Request::TryPlatform => Task::TryingPlatform,
        Request::AddOperator { .. }
        | Request::SetPassword { .. }
        | Request::SetDisabled { .. }
        | Request::Set { .. } => Task::Saving,
    }
}
