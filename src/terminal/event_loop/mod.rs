//! The event loop: one thread owns all state. What the devices and the worker tell becomes an
//! [`Input`] of the door, what the door wants is carried out here. Nothing is decided here.

mod audit;
mod camera;
mod devices;
mod effects;
mod ending;
pub mod events;
#[cfg(feature = "faults")]
mod faults;
mod inputs;
pub mod jobs;
pub mod journal;
mod latency;
mod menu_effects;
pub mod notes;
mod opening;
pub mod persist;
mod preview;
mod signals;
mod sources;
mod status_model;
mod sync_events;
mod times;
mod upkeep;
mod watchdog;

use std::time::Duration;

use calloop::signals::Signals;
use calloop::{EventLoop, LoopHandle, channel};

use crate::clock::Clock;
use crate::terminal::config::{Config, DisplayConfig};
use crate::terminal::door::{Door, Input, Rules};
use crate::terminal::gate::Gate;
use crate::terminal::keypad::OperatorInputs;
use crate::terminal::menu::{self, Menu};
use crate::terminal::screen::{self, Screen};
use crate::terminal::sound::Sound;
use crate::terminal::store::{DatabaseKey, Store};
use crate::terminal::sync::{Settings, SyncCommand, SyncEvent, Worker};
use crate::terminal::vision::Reader;
use crate::words::Language;

use audit::AuditTrail;
use camera::Camera;
use devices::Watch;
use ending::Stop;
pub use ending::TerminalError;
use events::{Event, Sink};
use jobs::Jobs;
use journal::Trouble;
use latency::Latency;
use opening::Opening;
use preview::Preview;
pub use signals::watched_signals;
use status_model::StatusModel;
use times::Times;
use upkeep::Upkeep;
use watchdog::{Progress, Watchdog};

/// The longest sleep of the loop: the status bar and the house are looked after once a second.
const TURN: Duration = Duration::from_secs(1);

/// The terminal with all its parts.
pub struct Terminal {
    clock: Clock,
    config: Config,
    door: Door,
    menu: Menu,
    jobs: Jobs,
    preview: Preview,
    store: Store,
    camera: Camera,
    reader: Reader,
    gate: Gate,
    sound: Sound,
    inputs: OperatorInputs,
    screens: Vec<Screen>,
    worker: Worker,
    sink: Sink,
    trouble: Trouble,
    status: StatusModel,
    audit: AuditTrail,
    times: Times,
    latency: Latency,
    watch: Watch,
    watchdog: Watchdog,
    upkeep: Upkeep,
    /// When the last frame was taken.
    last_frame: Duration,
    /// A ticket that no key fits has just been shown.
    keys_missed: bool,
    stopping: Option<Stop>,
}

/// Runs the terminal until it is told to stop or its replay is over. A `mirror` shows what the
/// configured display shows.
pub fn run(
    config: Config,
    mirror: Option<&DisplayConfig>,
    sink: Sink,
    signals: Signals,
) -> Result<(), TerminalError> {
    let mut events: EventLoop<'static, Terminal> = EventLoop::try_new()?;
    let database = config.store.path.clone();
    let mut terminal = Terminal::start(config, mirror, sink, signals, &events.handle())
        .map_err(|fault| ending::not_started(fault, &database))?;
    let began = terminal.door.begin(terminal.clock.now());
    terminal.carry_out(began);
    terminal.introduce();
    terminal.watch_devices(&events.handle());
    terminal.tell(Event::Ready);
    devices::notify_ready();
    while terminal.turn() {
        let sleep = terminal.sleep();
        terminal.watch_devices(&events.handle());
        if let Err(fault) = events.dispatch(sleep, &mut terminal) {
            terminal.stopping = Some(Stop::Fault { task: "event loop", why: fault.to_string() });
        }
    }
    terminal.lock_and_stop();
    // What the worker told last is still to be heard.
    if let Err(fault) = events.dispatch(Some(Duration::ZERO), &mut terminal) {
        log::error!("what the worker told last is lost: {fault}");
    }
    terminal.end()
}

impl Terminal {
    /// Opens all parts, in the order in which a fault is most telling.
    fn start(
        config: Config,
        mirror: Option<&DisplayConfig>,
        sink: Sink,
        signals: Signals,
        events: &LoopHandle<'static, Self>,
    ) -> Result<Self, TerminalError> {
        let clock = Clock::start();
        let key = DatabaseKey::load(&config.store.key)?;
        let (file, opening) = (&config, opening::open(&config, &key, clock)?);
        let Opening { store, config, keys, status, newest, reader } = opening;
        let gate = Gate::open(&config.gate)?;
        let inputs = OperatorInputs::new(&config.keypad, &config.imager, &config.gate, clock);
        Self::listen(&config, clock, events)?;
        let (sender, receiver) = channel::channel();
        let settings = Settings::from_config(&config, clock);
        let event = move |event: SyncEvent| drop(sender.send(event)); // gone with the loop: nobody listens
        let worker = Worker::start(settings, reader, event)?;
        let audit = AuditTrail::begin(&store, file, &keys, clock.now());
        let door = Door::new(Rules::from_config(&config), keys, newest);
        let jobs = Jobs::new(file, &store, key, events)?;
        let watchdog = Watchdog::new(
            Duration::from_millis(config.camera.silence_ms),
            Duration::from_millis(
                config.platform.connect_timeout_ms + config.platform.request_timeout_ms,
            ),
        );
        let displays = [Some(&config.display), mirror];
        let screens = displays.into_iter().flatten();
        let screens: Vec<Screen> =
            screens.filter_map(|display| devices::open_screen(display, &config)).collect();
        let menus = devices::menu_rules(&config, &screens);
        insert(events.insert_source(signals, |event, _, terminal| terminal.heed(&event)))?;
        insert(events.insert_source(receiver, |event, _, terminal: &mut Self| {
            if let channel::Event::Msg(event) = event {
                terminal.hear(event);
            }
        }))?;
        Ok(Self {
            camera: Camera::open(&config.camera, clock),
            reader: Reader::with_budget(Duration::from_millis(config.vision.budget_ms)),
            sound: Sound::open(&config.sound),
            clock,
            menu: Menu::new(menus, config.terminal.language),
            jobs,
            preview: Preview::default(),
            config,
            door,
            store,
            gate,
            inputs,
            screens,
            worker,
            sink,
            trouble: Trouble::default(),
            status,
            audit,
            times: Times::default(),
            latency: Latency::default(),
            watch: Watch::default(),
            watchdog,
            upkeep: Upkeep::default(),
            last_frame: Duration::ZERO,
            keys_missed: false,
            stopping: None,
        })
    }

    /// Says in the journal which terminal this is, and what it begins with.
    fn introduce(&self) {
        log::info!(
            "hallgate {}, cinema {}, {} of its keys, {} records to upload, database {}",
            env!("CARGO_PKG_VERSION"),
            self.config.terminal.cinema_code,
            self.status.keys,
            self.status.pending,
            self.store.path().display()
        );
        if let Some(told) = screen::lacking_sentence(&self.config.terminal.name, Language::English)
        {
            log::warn!("{told}");
        }
    }

    /// Has the loop woken by the devices that are there now.
    fn watch_devices(&mut self, events: &LoopHandle<'static, Self>) {
        self.watch.renew(events, &self.camera, &self.gate, self.inputs.descriptors());
    }

    /// Takes what every source has to give; false when the end has come.
    fn turn(&mut self) -> bool {
        #[cfg(feature = "faults")]
        faults::perform();
        self.ask_keys();
        self.sense();
        self.feel();
        self.look();
        if self.door.next_due(self.clock.mono()).is_some_and(|due| due <= self.clock.mono()) {
            self.handle(Input::Tick);
        }
        if self.menu.due().is_some_and(|due| due <= self.clock.mono()) {
            self.attend(menu::Input::Tick);
        }
        self.sound.tend();
        self.settle_times();
        self.keep_house();
        self.keep_chronicle();
        self.send_pictures();
        self.feed_watchdog();
        self.wind_down()
    }

    /// Tells the service manager that the terminal lives, as long as it does.
    fn feed_watchdog(&mut self) {
        let frame = self.camera.streams().then_some(self.last_frame);
        let progress = Progress { frame, worker: self.worker.sign_of_life() };
        self.watchdog.feed(self.clock.mono(), progress);
    }

    /// Asks for newer keys, unless they were on their way here already: a question of a few
    /// milliseconds after the start would use up the one of the next `keys.miss_interval_s`.
    fn ask_keys(&mut self) {
        if std::mem::take(&mut self.keys_missed) && self.door.awaits_keys() {
            self.worker.send(SyncCommand::KeysMissed);
        }
    }

    fn tell(&mut self, event: Event) {
        journal::note(&event, &mut self.trouble);
        self.sink.write(event, self.clock.now().wall, &self.config.terminal.timezone.0);
    }

    /// How long the loop may sleep: until the next thing that is due.
    fn sleep(&self) -> Option<Duration> {
        let now = self.clock.mono();
        let dues = [
            self.door.next_due(now),
            self.menu.due(),
            self.camera.due().filter(|_| !self.replay_waits()),
            self.gate.due(),
            self.screens.iter().filter_map(|screen| screen.due(now)).min(),
            self.watchdog.due(),
            self.inputs.due(),
            Some(now + TURN),
            Some(self.times.due.max(now)).filter(|_| !self.door.is_judging()),
            self.keys_missed.then_some(now),
        ];
        dues.into_iter().flatten().min().map(|due| due.saturating_sub(now))
    }
}

/// A source that does not register is an error of the loop, without the source in it.
fn insert<S>(
    inserted: Result<calloop::RegistrationToken, calloop::InsertError<S>>,
) -> Result<(), TerminalError> {
    inserted.map(drop).map_err(|fault| TerminalError::Loop(fault.error))
}
