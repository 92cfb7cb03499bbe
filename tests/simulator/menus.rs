//! The menus on the simulator: keys, the jobs, a stick, a camera that is looked through.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use hallgate::clock::Now;
use hallgate::people::Password;
use hallgate::people::Role;
use hallgate::terminal::config::Config;
use hallgate::terminal::event_loop::jobs::{JobContext, JobWatch};
use hallgate::terminal::export::Stick;
use hallgate::terminal::menu::{
    self, BusyTask, CameraLook, JobId, Menu, MenuReply, MenuRequest, PlatformLine,
};
use hallgate::terminal::operators::{self, NewOperator, PeopleError, SignedIn};
use hallgate::terminal::report::reconcile::{ReconcileError, compare_day};
use hallgate::terminal::report::status::{Machine, Status};
use hallgate::terminal::site_clock::ClockAnswer;
use hallgate::terminal::store::AdminStore;
use hallgate::transport::Fault;

use hallgate::wire::calls::TicketQuery;
use hallgate::words::{Bilingual, Language};
use jiff::civil::{Date, DateTime};

use super::disk::key;
use super::script::HiredOperator;
use super::updates;
use super::world::World;
use super::{Arrival, Line, Simulator};

/// How long a job takes for whatever it is asked.
const JOB_TAKES: Duration = Duration::from_millis(300);

/// An export or a backup on its way onto the stick.
pub(super) struct StickJob {
    job: JobId,
    by: SignedIn,
    request: MenuRequest,
    stop: AtomicBool,
}

impl StickJob {
    pub(super) fn abandon(&self, job: JobId) {
        self.stop.fetch_or(self.job == job, Ordering::Relaxed);
    }
}

/// Sessions on one page of a report.
const ROWS: usize = 6;

pub fn menu(config: &Config) -> Menu {
    Menu::new(menu::MenuRules::from_config(config, ROWS), config.terminal.language)
}

impl Simulator {
    /// Adds operators, by the first admin where there is one.
    pub(super) fn hire(&mut self, operators: &[HiredOperator]) -> Result<(), String> {
        for hired in operators {
            let message = |fault: PeopleError| format!("{}: {fault}", hired.number);
            let mut admin_store = self.admin_store();
            let by = self.sign_admin_in(&mut admin_store).transpose().map_err(message)?;
            let new_operator = NewOperator {
                name: hired.number.parse().map_err(|_| "a number".to_owned())?,
                number: hired.number.parse().ok(),
                called: hired.called.parse().map_err(|_| "a name".to_owned())?,
                role: hired.role,
            };
            let pin = Password::new(hired.pin.clone()).map_err(|fault| message(fault.into()))?;
            operators::add(&mut admin_store, by.as_ref(), &new_operator, &pin, self.now().wall)
                .map_err(message)?;
            self.pins.insert(hired.number.clone(), hired.pin.clone());
        }
        Ok(())
    }

    /// The first admin, at the command line; none where there is none.
    fn sign_admin_in(&self, admin_store: &mut AdminStore) -> Option<Result<SignedIn, PeopleError>> {
        let operators = admin_store.operators().unwrap();
        let admin = operators.iter().find(|operator| operator.role == Role::Admin)?;
        let number = admin.number.as_str();
        let pin = Password::new(self.pins[number].clone()).unwrap();
        Some(operators::sign_in(
            admin_store,
            number,
            &pin,
            operators::OperatorPlace::CommandLine,
            self.now().wall,
        ))
    }

    fn admin_store(&self) -> AdminStore {
        AdminStore::open(&self.world.database, &key()).unwrap()
    }

    pub(super) fn attend(&mut self, input: menu::MenuInput) {
        if let menu::MenuInput::Reply(_, MenuReply::Set(line)) = &input {
            let (key, value) = (line.setting.key(), &line.value);
            self.world.transcript.staff(&format!("{key} is {value} from now on"));
        }
        self.core.attend(input, &mut self.world);
    }

    /// A job has written all of it, or was stopped.
    pub(super) fn fill_stick(&mut self, job: StickJob) {
        let StickJob { job, by, request, stop } = job;
        let mut watch = JobWatch { report: &mut |_| {}, stop: &stop };
        let wall = self.now().wall;
        let reply = match &self.world.stick {
            Some(stick) => {
                let stick = Stick::at(stick.path()).unwrap();
                let jobs = self.world.jobs();
                match request {
                    MenuRequest::Export(days) => jobs.export(&stick, &by, days, wall, &mut watch),
                    request => jobs.safekeep(&stick, &by, &request, wall, &mut watch),
                }
            }
            None => MenuReply::Stick(None),
        };
        // The stick's real name is that of this machine's disk.
        let stick = || "KINGSTON".to_owned();
        let reply = match reply {
            MenuReply::Exported { files, .. } => MenuReply::Exported { files, stick: stick() },
            MenuReply::ExportStopped { .. } => MenuReply::ExportStopped { stick: stick() },
            MenuReply::BackedUp { records, .. } => MenuReply::BackedUp { stick: stick(), records },
            MenuReply::BackupStopped { .. } => MenuReply::BackupStopped { stick: stick() },
            reply => reply,
        };
        self.attend(menu::MenuInput::Reply(job, reply));
    }

    /// A picture of the camera as the menus are given it.
    pub(super) fn look(&mut self, focus: u8, code: bool) {
        assert!(self.core.menu().wants_looks(), "nobody looks through the camera");
        let pixels = vec![128; 4];
        let look = CameraLook {
            pixels,
            width: 2,
            height: 2,
            focus,
            best: 0,
            code,
            taken: self.now().wall,
        };
        self.attend(menu::MenuInput::Look(look));
    }

    pub(super) fn plug_stick(&mut self, plugged: bool) {
        if let Some(stick) = self.world.stick.take() {
            let exports = std::fs::read_dir(stick.path()).unwrap().count();
            self.world.transcript.remark(&format!("exports on the stick: {exports}"));
        }
        self.world.stick = plugged.then(|| tempfile::tempdir().unwrap());
    }

    /// An admin disables somebody from elsewhere.
    pub(super) fn disable(&mut self, number: &str) -> Result<(), String> {
        let message = |fault: PeopleError| fault.to_string();
        let mut admin_store = self.admin_store();
        let by = self.sign_admin_in(&mut admin_store).ok_or("there is no admin")?;
        let name = number.parse().map_err(|_| "a number".to_owned())?;
        operators::set_disabled(
            &mut admin_store,
            &by.map_err(message)?,
            &name,
            true,
            self.now().wall,
        )
        .map_err(message)?;
        Ok(())
    }
}

impl World {
    /// The work of the jobs is real but for what lies outside of the terminal.
    pub(super) fn employ(&mut self, job: JobId, by: Option<SignedIn>, request: MenuRequest) {
        let (jobs, now) = (self.jobs(), self.transcript.now());
        let mut tell = |_| {};
        let stop = AtomicBool::new(false);
        let mut watch = JobWatch { report: &mut tell, stop: &stop };
        let reply = match request {
            request if !jobs.allows(by.as_ref(), &request).unwrap() => MenuReply::NotAllowed,
            MenuRequest::FindStick => {
                let stick = self.stick.as_ref().map(|_| ("KINGSTON".to_owned(), 7000));
                MenuReply::Stick(stick)
            }
            request @ (MenuRequest::Export(_) | MenuRequest::Backup) => {
                let (by, stop) = (by.expect("it takes a right"), AtomicBool::new(false));
                let filling = Arrival::Stick(StickJob { job, by, request, stop });
                return self.arriving.push_back((now.mono + JOB_TAKES, filling));
            }
            request @ MenuRequest::WriteKey => {
                let by = by.expect("it takes a right");
                let folder = self.stick.as_ref().map(|stick| Stick::at(stick.path()).unwrap());
                let write = |stick| jobs.safekeep(&stick, &by, &request, now.wall, &mut watch);
                match folder.map(write) {
                    // The stick's real name is that of this machine's disk.
                    Some(MenuReply::KeyWritten { .. }) => {
                        MenuReply::KeyWritten { stick: "KINGSTON".into() }
                    }
                    Some(reply) => reply,
                    None => MenuReply::Stick(None),
                }
            }
            MenuRequest::Reconcile(day) => self.reconcile(day),
            MenuRequest::Ticket(start, digits) => self.ask_for_ticket(start, &digits),
            MenuRequest::SetClock(to) => {
                let by = by.expect("it takes a right");
                jobs.log_clock(&by, to, now.wall).unwrap();
                self.transcript.set_now(Now { wall: to, ..now });
                MenuReply::Clock(ClockAnswer::Set)
            }
            MenuRequest::Updates => {
                let (status, stick) = (self.update.clone(), self.stick.is_some());
                let bundles = if stick { vec![updates::bundle()] } else { Vec::new() };
                MenuReply::Updates(status.into(), bundles)
            }
            MenuRequest::Update(request) => {
                updates::take(&mut self.update, &request);
                MenuReply::Update(self.update.clone().into())
            }
            MenuRequest::TryPlatform => {
                let works = self.platform.line == Line::Up;
                let sentence = match works {
                    false => Bilingual::of(&Fault::Timeout),
                    true => Bilingual::by(|language| answers(language).to_owned()),
                };
                MenuReply::Platform([PlatformLine { works, sentence }].into())
            }
            request => match jobs.perform(by, request, now.wall, &mut watch) {
                MenuReply::Status(status) => MenuReply::Status(elsewhere(&status).into()),
                reply => reply,
            },
        };
        let input = menu::MenuInput::Reply(job, reply);
        self.arriving.push_back((now.mono + JOB_TAKES, Arrival::Menu(input)));
    }

    fn jobs(&self) -> JobContext {
        JobContext::new(self.file.clone().into(), self.database.clone(), key())
    }

    fn ask_for_ticket(&self, start: DateTime, digits: &str) -> MenuReply {
        let cinema = self.file.terminal.cinema_code;
        let mut ask = |query: &TicketQuery| match self.platform.line {
            Line::Up => Ok(self.tickets.info(cinema, query.film_ticket_code)),
            Line::Dead | Line::Refusing => Err(Fault::Timeout),
        };
        let now = self.transcript.now().wall;
        let Ok(reply) = self.jobs().ask_for_ticket(start, digits, now, &mut ask) else {
            panic!("the store does not read")
        };
        reply
    }

    fn reconcile(&self, day: Date) -> MenuReply {
        let cinema = self.file.terminal.cinema_code;
        let mut ask = |query: &TicketQuery| match self.platform.line {
            Line::Up => Ok(self.tickets.info(cinema, query.film_ticket_code)),
            Line::Dead | Line::Refusing => Err(Fault::Timeout),
        };
        let (terminal, asked, now) = (&self.file.terminal, (day, None), self.transcript.now().wall);
        match compare_day(&self.reader(), terminal, asked, now, &mut ask, &mut |_, _| {}) {
            Ok(comparison) => MenuReply::Reconciled(comparison.into()),
            Err(ReconcileError::Exchange(fault)) => {
                let task = BusyTask::Reconciling { done: 0, total: 0 };
                MenuReply::Failed(task, Bilingual::for_staff(&fault))
            }
            Err(fault) => panic!("{fault}"),
        }
    }
}

/// A terminal's state without what differs from machine to machine.
fn elsewhere(status: &Status) -> Status {
    let mut status = status.clone();
    status.versions.sqlcipher = Some("4.10.0".into());
    status.machine = Machine { kernel: Some("6.12.34".into()), ..Machine::default() };
    status
}

fn answers(language: Language) -> &'static str {
    match language {
        Language::Chinese => "https://platform.example/ 在 20 毫秒内应答（含建立连接）",
        Language::English => {
            "https://platform.example/ answers in 20 ms, the making of the connection included"
        }
    }
}
