//! The menus on the simulator: keys, the jobs, a stick, a camera that is looked through.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use hallgate::clock::business_day;
use hallgate::people::Password;
use hallgate::people::Role;
use hallgate::terminal::config::Config;
use hallgate::terminal::door::{Cue, Effect, Input, Rules};
use hallgate::terminal::event_loop::jobs::{JobContext, Watch};
use hallgate::terminal::event_loop::persist::{self, Opening};
use hallgate::terminal::export::Stick;
use hallgate::terminal::keypad::Key;
use hallgate::terminal::menu::{
    self, CameraLook, JobId, Menu, MenuEffect, NotOpened, PlatformLine, Reply, Request, Task,
};
use hallgate::terminal::operators::{self, Leaving, Newcomer, PeopleError, SignedIn};
use hallgate::terminal::report::reconcile::{ReconcileError, compare_day};
use hallgate::terminal::report::status::{Machine, Status};
use hallgate::terminal::screen::Scene;
use hallgate::terminal::store::{AdminStore, Detail};
use hallgate::transport::Fault;

use hallgate::wire::calls::TicketQuery;
use hallgate::words;
use jiff::civil::Date;

use super::script::HiredOperator;
use super::{Arrival, Line, Simulator, key};

/// How long a job takes for whatever it is asked.
const CLERK_TAKES: Duration = Duration::from_millis(300);

/// An export on its way.
pub(super) struct Export {
    job: JobId,
    by: SignedIn,
    days: Vec<Date>,
    stop: AtomicBool,
}

/// Sessions on one page of a report.
const ROWS: usize = 6;

pub fn menu(config: &Config) -> Menu {
    Menu::new(menu::Rules::from_config(config, ROWS), config.terminal.language)
}

impl Simulator {
    /// Adds operators, by the first admin where there is one.
    pub(super) fn hire(&mut self, operators: &[HiredOperator]) -> Result<(), String> {
        for hired in operators {
            let told = |fault: PeopleError| format!("{}: {fault}", hired.number);
            let mut admin_store = self.admin_store();
            let by = self.sign_admin_in(&mut admin_store).transpose().map_err(told)?;
            let newcomer = Newcomer {
                name: hired.number.parse().map_err(|_| "a number".to_owned())?,
                number: hired.number.parse().ok(),
                called: hired.called.parse().map_err(|_| "a name".to_owned())?,
                role: hired.role,
            };
            let pin = Password::new(hired.pin.clone()).map_err(|fault| told(fault.into()))?;
            operators::add(&mut admin_store, by.as_ref(), &newcomer, &pin, self.wall)
                .map_err(told)?;
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
            operators::Place::CommandLine,
            self.wall,
        ))
    }

    fn admin_store(&self) -> AdminStore {
        AdminStore::open(&self.disk.path().join("hallgate.db"), &key()).unwrap()
    }

    /// Presses keys one after the other; the screen is told once they are all pressed.
    pub(super) fn press(&mut self, keys: &[Key]) {
        for key in keys {
            if self.page.gives_way() {
                self.give(menu::Input::Key(*key));
            }
        }
        self.show();
    }

    pub(super) fn attend(&mut self, input: menu::Input) {
        self.give(input);
        self.show();
    }

    fn give(&mut self, input: menu::Input) {
        let effects = self.menu.handle(self.now(), input);
        for effect in effects {
            if let Some(answer) = self.fulfil(effect) {
                self.give(answer);
            }
        }
    }

    /// Tells the screen, where there is something else to be seen.
    pub(super) fn show(&mut self) {
        let scene = Scene::of(&self.page, self.menu.view().map(Arc::new));
        if self.shown.as_ref() != Some(&scene) {
            self.transcript.scene(self.now(), &scene);
            self.shown = Some(scene);
        }
    }

    fn fulfil(&mut self, effect: MenuEffect) -> Option<menu::Input> {
        let now = self.now();
        match effect {
            MenuEffect::Ask { job, by, request } => self.employ(job, by, request),
            MenuEffect::Abandon(job) => self.arriving.retain_mut(|(_, arrival)| match arrival {
                Arrival::Menu(menu::Input::Reply(told, _)) => *told != job,
                Arrival::Export(export) => {
                    export.stop.fetch_or(export.job == job, Ordering::Relaxed);
                    true
                }
                Arrival::Door(_) | Arrival::Menu(_) => true,
            }),
            MenuEffect::OpenByHand { by, reason } => {
                return Some(self.open(&by, Opening::ByHand(reason)));
            }
            MenuEffect::TryGate { by } => return Some(self.open(&by, Opening::Test)),
            MenuEffect::LockGate => self.handle(Input::LockNow),
            MenuEffect::SignOut { by, leaving } => {
                let how = match leaving {
                    Leaving::ByThemselves => "at the screen",
                    Leaving::Automatic => "at the screen, automatic",
                    Leaving::Relieved => "at the screen, relieved by the next",
                    Leaving::Stopped => "the terminal stops",
                };
                let store = self.store.as_ref().unwrap();
                let out = Detail::SignOut { by: leaving };
                store.log(by.name().as_str(), &out, self.wall).unwrap();
                self.transcript.desk(now, &format!("{} is signed out, {how}", by.shown()));
            }
            MenuEffect::Help { by, on } => {
                let what = if on { "calls for help" } else { "needs no more help" };
                self.transcript.desk(now, &format!("{} {what}", by.shown()));
            }
            MenuEffect::Attention => self.transcript.effect(now, &Effect::Sound(Cue::Attention)),
            MenuEffect::Signal(cue) => self.transcript.effect(now, &Effect::Sound(cue)),
            MenuEffect::Speak(language) => self.transcript.speak(language),
            MenuEffect::Apply(setting, value) => {
                self.transcript.desk(now, &format!("{} is {value} from now on", setting.key()));
                setting.apply(&mut self.config, &value).unwrap();
                if setting == menu::Setting::Language {
                    self.transcript.speak(self.config.terminal.language);
                }
                let rules = Rules::from_config(&self.config);
                self.handle(Input::Rules(rules.into()));
            }
        }
        None
    }

    fn open(&mut self, by: &SignedIn, opening: Opening) -> menu::Input {
        let zone = &self.config.terminal.timezone.0;
        let day = business_day(zone.to_datetime(self.wall));
        let store = self.store.as_ref().unwrap();
        let entered = match self.disk_full {
            true => Err(NotOpened::NotRecorded),
            false => persist::enter_opening(store, by, opening, self.wall, day),
        };
        if entered.is_ok() {
            self.handle(Input::OpenByHand);
        }
        menu::Input::Opened(entered)
    }

    /// The work of the jobs is real but for what lies outside of the terminal.
    fn employ(&mut self, job: JobId, by: Option<SignedIn>, request: Request) {
        let (jobs, language) = (self.jobs(), self.menu.language());
        let mut tell = |_| {};
        let stop = AtomicBool::new(false);
        let mut watch = Watch { tell: &mut tell, stop: &stop };
        let reply = match request {
            request if self.refuses(by.as_ref(), &request) => Reply::NotAllowed,
            Request::FindStick => {
                let stick = self.stick.as_ref().map(|_| ("KINGSTON".to_owned(), 7000));
                Reply::Stick(stick)
            }
            Request::Export(days) => {
                let (by, stop) = (by.expect("an export takes a right"), AtomicBool::new(false));
                let export = Export { job, by, days, stop };
                return self.arriving.push_back((self.mono + CLERK_TAKES, Arrival::Export(export)));
            }
            Request::Reconcile(day) => self.reconcile(day),
            Request::TryPlatform => {
                let works = self.platform.line == Line::Up;
                let answers = words::doctor::Text::PlatformAnswers;
                let words = match works {
                    true => answers.with(language, &["https://platform.example/", "20"]),
                    false => words::fault::Text::Timeout.plain(language),
                };
                Reply::Platform([PlatformLine { works, words }].into())
            }
            request => match jobs.perform(by, request, language, self.wall, &mut watch) {
                Reply::Status(status) => Reply::Status(elsewhere(&status).into()),
                reply => reply,
            },
        };
        let told = menu::Input::Reply(job, reply);
        self.arriving.push_back((self.mono + CLERK_TAKES, Arrival::Menu(told)));
    }

    fn jobs(&self) -> JobContext {
        let database = self.disk.path().join("hallgate.db");
        JobContext::new(self.file.clone().into(), database, key())
    }

    /// A job has written all of it, or was stopped.
    pub(super) fn export(&mut self, export: Export) {
        let Export { job, by, days, stop } = export;
        let mut watch = Watch { tell: &mut |_| {}, stop: &stop };
        let language = self.menu.language();
        let reply = match &self.stick {
            Some(stick) => {
                let stick = Stick::at(stick.path()).unwrap();
                self.jobs().export(&stick, &by, days, language, self.wall, &mut watch)
            }
            None => Reply::Stick(None),
        };
        // The stick's real name is that of this machine's disk.
        let stick = || "KINGSTON".to_owned();
        let reply = match reply {
            Reply::Exported { files, .. } => Reply::Exported { files, stick: stick() },
            Reply::ExportStopped { .. } => Reply::ExportStopped { stick: stick() },
            reply => reply,
        };
        self.attend(menu::Input::Reply(job, reply));
    }

    /// What a job itself would look at first, for what is not left to it here.
    fn refuses(&self, by: Option<&SignedIn>, request: &Request) -> bool {
        let store = self.store.as_ref().unwrap();
        request.right().is_some_and(|right| {
            !by.is_some_and(|by| by.may(right) && by.stands_in(store).unwrap())
        })
    }

    fn reconcile(&self, day: Date) -> Reply {
        let store = self.store.as_ref().unwrap();
        let cinema = self.config.terminal.cinema_code;
        let mut ask = |query: &TicketQuery| match self.platform.line {
            Line::Up => Ok(self.tickets.told(cinema, query.film_ticket_code)),
            Line::Dead | Line::Refusing => Err(Fault::Timeout),
        };
        let (terminal, asked) = (&self.config.terminal, (day, None));
        match compare_day(store, terminal, asked, self.wall, &mut ask, &mut |_, _| {}) {
            Ok(told) => Reply::Reconciled(told.into()),
            Err(ReconcileError::Exchange(fault)) => {
                let task = Task::Reconciling { done: 0, total: 0 };
                Reply::Failed(task, fault.message(self.menu.language()))
            }
            Err(fault) => panic!("{fault}"),
        }
    }

    /// A picture of the camera as the menus are given it.
    pub(super) fn look(&mut self, focus: u8, code: bool) {
        assert!(self.menu.wants_looks(), "nobody looks through the camera");
        let pixels = vec![128; 4];
        let look =
            CameraLook { pixels, width: 2, height: 2, focus, best: 0, code, taken: self.wall };
        self.attend(menu::Input::Look(look));
    }

    pub(super) fn plug_stick(&mut self, plugged: bool) {
        if let Some(stick) = self.stick.take() {
            let exports = std::fs::read_dir(stick.path()).unwrap().count();
            self.transcript.remark(self.now(), &format!("exports on the stick: {exports}"));
        }
        self.stick = plugged.then(|| tempfile::tempdir().unwrap());
    }

    /// An admin disables somebody from elsewhere.
    pub(super) fn disable(&mut self, number: &str) -> Result<(), String> {
        let told = |fault: PeopleError| fault.to_string();
        let mut admin_store = self.admin_store();
        let by = self.sign_admin_in(&mut admin_store).ok_or("there is no admin")?;
        let name = number.parse().map_err(|_| "a number".to_owned())?;
        operators::set_disabled(&mut admin_store, &by.map_err(told)?, &name, true, self.wall)
            .map_err(told)?;
        Ok(())
    }
}

/// A terminal's state without what differs from machine to machine.
fn elsewhere(status: &Status) -> Status {
    let mut status = status.clone();
    status.versions.sqlcipher = Some("4.10.0".into());
    status.machine = Machine { kernel: Some("6.12.34".into()), ..Machine::default() };
    status
}
