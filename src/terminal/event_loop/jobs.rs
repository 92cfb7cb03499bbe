//! What the menus want done that takes longer than the loop has: passwords that are hashed, reports
//! that are computed, a stick that is written. Each job has a thread and a connection to the
//! database of its own, and tells the loop what came of it.

mod clock;
mod comparison;
mod operators;
mod queue;
mod safekeeping;
mod search;
mod settings;
mod stick;
mod ticket;
mod update;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use jiff::Timestamp;

use crate::terminal::config::Config;
use crate::terminal::doctor;
use crate::terminal::menu::{BusyTask, MenuReply, MenuRequest, PlatformLine};
use crate::terminal::operators::{PeopleError, SignedIn};
use crate::terminal::report::Day;
use crate::terminal::report::status::Status;
use crate::terminal::store::{AdminStore, DatabaseKey, StoreError, StoreReader};
use crate::words::{Bilingual, Message};

pub(super) use queue::Jobs;

/// Does jobs for the menus.
#[derive(Debug, Clone)]
pub struct JobContext {
    config: Arc<Config>,
    database: PathBuf,
    key: DatabaseKey,
}

/// Whoever waits for a job.
pub struct JobWatch<'a> {
    /// Hears how far it is.
    pub report: &'a mut dyn FnMut(BusyTask),
    /// Nobody waits any more.
    pub stop: &'a AtomicBool,
}

/// Why a job is not done: told on the screen in its words for staff.
type JobFault = Box<dyn Message>;

impl JobContext {
    /// What jobs need for the database at `database`; `config` is as the file has it.
    pub fn new(config: Arc<Config>, database: PathBuf, key: DatabaseKey) -> Self {
        Self { config, database, key }
    }

    /// Does a job, and returns what came of it.
    pub fn perform(
        &self,
        by: Option<SignedIn>,
        request: MenuRequest,
        now: Timestamp,
        watch: &mut JobWatch,
    ) -> MenuReply {
        let task = request.task();
        self.attempt(by, request, now, watch)
            .unwrap_or_else(|fault| MenuReply::Failed(task, Bilingual::for_staff(&*fault)))
    }

    fn attempt(
        &self,
        by: Option<SignedIn>,
        request: MenuRequest,
        now: Timestamp,
        watch: &mut JobWatch,
    ) -> Result<MenuReply, JobFault> {
        if !self.allows(by.as_ref(), &request)? {
            return Ok(MenuReply::NotAllowed);
        }
        match (request, by) {
            (MenuRequest::AnyOperators, _) => Ok(MenuReply::AnyOperators(self.who_signs_in(now)?)),
            (MenuRequest::HoldSheet(number), _) => self.hold_sheet(&number, now),
            (MenuRequest::AddFirst { holder, number, password }, _) => {
                self.add_first(&holder, &number, &password, now)
            }
            (MenuRequest::SignIn { number, password }, _) => self.sign_in(&number, &password, now),
            (MenuRequest::Day(day), _) => {
                let day = Day::compute(&self.reader()?, day, &self.config.terminal, now)?;
                Ok(MenuReply::Day(day.into()))
            }
            (MenuRequest::Inside, _) => self.inside(now),
            (MenuRequest::Status, _) => {
                Ok(MenuReply::Status(Status::collect(&self.reader()?, &self.config, now)?.into()))
            }
            (MenuRequest::Find(find), _) => self.find(&find),
            (MenuRequest::Sessions, _) => self.sessions(now),
            (MenuRequest::Ticket(start, digits), _) => self.ticket(start, &digits, now, watch),
            (MenuRequest::Reconcile(day), _) => self.reconcile(day, now, watch),
            (MenuRequest::FindStick, _) => self.find_stick(),
            (MenuRequest::Export(days), Some(by)) => self.export_days(&by, &days, now, watch),
            (MenuRequest::ShowKey, Some(by)) => self.show_key(&by, now),
            (MenuRequest::WriteKey, Some(by)) => self.write_key(&by, now),
            (MenuRequest::Backup, Some(by)) => self.back_up(&by, now, watch),
            (MenuRequest::TryPlatform, _) => {
                let found = doctor::try_platform(&self.config).into_iter();
                let line = |(works, sentence)| PlatformLine { works, sentence };
                Ok(MenuReply::Platform(found.map(line).collect()))
            }
            (MenuRequest::Updates, _) => self.updates(),
            (MenuRequest::Update(request), Some(by)) => self.update(&by, &request, now, watch),
            (MenuRequest::Operators, _) => self.operators(now),
            (MenuRequest::AddOperator { number, role, password }, Some(by)) => {
                self.add_operator(by, &number, role, &password, now)
            }
            (MenuRequest::SetPassword { of, password }, Some(by)) => {
                self.set_password(by, &of, &password, now)
            }
            (MenuRequest::SetDisabled { of, disabled }, Some(by)) => {
                self.set_disabled(by, &of, disabled, now)
            }
            (MenuRequest::Settings, Some(by)) => self.settings(&by),
            (MenuRequest::Halls, _) => self.halls(),
            (MenuRequest::SetClock(to), Some(by)) => self.set_clock(&by, to, now, watch),
            (MenuRequest::Set { setting, value }, Some(by)) => {
                self.set(&by, setting, value.as_deref(), now)
            }
            // Each of the others takes a right, and with it somebody.
            (_, None) => Ok(MenuReply::NotAllowed),
        }
    }

    /// Whether who asks has the right that it takes, and is still who they were.
    pub fn allows(
        &self,
        by: Option<&SignedIn>,
        request: &MenuRequest,
    ) -> Result<bool, Box<dyn Message>> {
        match (request.right(), by) {
            (None, _) => Ok(true),
            (Some(right), Some(by)) if by.may(right) => Ok(by.stands_in(&self.reader()?)?),
            (Some(_), _) => Ok(false),
        }
    }

    fn reader(&self) -> Result<StoreReader, StoreError> {
        StoreReader::open(&self.database, &self.key)
    }

    fn admin_store(&self) -> Result<AdminStore, StoreError> {
        AdminStore::open(&self.database, &self.key)
    }
}

/// Why a change was not made, as far as the menus have words for it.
fn refused(fault: PeopleError) -> Result<MenuReply, JobFault> {
    match fault {
        PeopleError::Weak(weakness) => Ok(MenuReply::Weak(weakness)),
        PeopleError::NumberTaken(_)
        | PeopleError::NameTaken(_)
        | PeopleError::ShownTaken { .. } => Ok(MenuReply::Taken),
        PeopleError::LastAdmin(_) => Ok(MenuReply::LastAdmin),
        PeopleError::NotAllowed { .. } | PeopleError::Outdated(_) => Ok(MenuReply::NotAllowed),
        fault => Err(fault.into()),
    }
}
