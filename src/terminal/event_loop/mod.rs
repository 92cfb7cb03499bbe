//! The event loop: one thread owns all state. What the devices and the worker tell becomes an
//! [`Input`] of the core, and what the core wants done outside is done here. Nothing is decided here.

mod audit;
mod camera;
mod devices;
mod ending;
pub mod events;
#[cfg(feature = "faults")]
mod faults;
mod inputs;
pub mod jobs;
pub mod journal;
mod latency;
mod live;
mod neighbours;
mod not_started;
mod opening;
mod periphery;
mod preview;
mod programme;
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
use crate::terminal::core::Core;
use crate::terminal::door::Input;
use crate::terminal::gate::Gate;
use crate::terminal::keypad::OperatorInputs;
use crate::terminal::menu::{self, Menu};
use crate::terminal::screen::{self, Screen, SignInHint};
use crate::terminal::sound::Sound;
use crate::terminal::store::{DatabaseKey, TaskFault};
use crate::terminal::sync::{SyncCommand, SyncEvent, SyncSettings, Worker};
use crate::terminal::update::{Places, UpdateStatus};
use crate::terminal::vision::Reader;
use crate::words::Language;

use audit::AuditTrail;
use camera::CameraFeed;
use devices::WatchedDevices;
use ending::Stop;
pub use ending::{RunEnd, TerminalError};
use events::{Event, Sink};
use jobs::Jobs;
use journal::Trouble;
use latency::Latency;
use live::LiveFile;
use neighbours::NeighbourFeed;
pub use not_started::show_end;
use opening::OpenedStore;
use periphery::Periphery;
use preview::Preview;
pub use signals::watched_signals;
use times::Times;
use upkeep::StoreUpkeep;
use watchdog::{Heartbeats, Watchdog};

/// The longest sleep of the loop: the status bar and the house are looked after once a second.
const TURN: Duration = Duration::from_secs(1);

/// The terminal with all its parts.
pub struct LoopTerminal {
    clock: Clock,
    core: Core,
    periphery: Periphery,
    preview: Preview,
    camera: CameraFeed,
    reader: Reader,
    inputs: OperatorInputs,
    audit: AuditTrail,
    neighbours: NeighbourFeed,
    times: Times,
    watch: WatchedDevices,
    watchdog: Watchdog,
    upkeep: StoreUpkeep,
    /// When the last frame was taken.
    last_frame: Duration,
    stopping: Option<Stop>,
}

/// What a demonstration has beside the door's own.
#[derive(Debug, Clone, Copy, Default)]
pub struct Demonstration<'a> {
    /// Shows what the configured display shows.
    pub mirror: Option<&'a DisplayConfig>,
    /// Who may sign in; told below the pages in a terminal window.
    pub sign_in: Option<&'a SignInHint>,
}

/// Runs the terminal until it is told to stop or its replay is over; a terminal window's keys keep it on
/// behind that.
pub fn run(
    config: Config,
    demonstration: Demonstration,
    sink: Sink,
    signals: Signals,
) -> Result<RunEnd, TerminalError> {
    let mut events: EventLoop<'static, LoopTerminal> = EventLoop::try_new()?;
    let database = config.store.path.clone();
    let mut terminal = LoopTerminal::start(config, demonstration, sink, signals, &events.handle())
        .map_err(|fault| ending::not_started(fault, &database))?;
    terminal.core.begin(&mut terminal.periphery);
    terminal.introduce();
    terminal.watch_devices(&events.handle());
    terminal.report(Event::Ready);
    devices::notify_ready();
    while terminal.turn() {
        let sleep = terminal.sleep();
        terminal.watch_devices(&events.handle());
        if let Err(fault) = events.dispatch(sleep, &mut terminal) {
            let fault = TaskFault::from(&fault);
            terminal.stopping = Some(Stop::Fault { task: "event loop", fault });
        }
    }
    terminal.lock_and_stop();
    // What the worker told last is still to be heard.
    if let Err(fault) = events.dispatch(Some(Duration::ZERO), &mut terminal) {
        log::error!("what the worker told last is lost: {fault}");
    }
    terminal.end()
}

impl LoopTerminal {
    /// Opens all parts, in the order in which a fault is most telling.
    fn start(
        config: Config,
        demonstration: Demonstration,
        sink: Sink,
        signals: Signals,
        events: &LoopHandle<'static, Self>,
    ) -> Result<Self, TerminalError> {
        let clock = Clock::start();
        let key = DatabaseKey::load(&config.store.key)?;
        let (file, opening) = (&config, opening::open(&config, &key, clock)?);
        let OpenedStore { mut store, config, keys, status, newest, reader } = opening;
        let gate = Gate::open(&config.gate)?;
        let inputs = OperatorInputs::new(&config, clock);
        Self::listen(&config, clock, events)?;
        let (sender, receiver) = channel::channel();
        let settings = SyncSettings::from_config(&config, clock);
        let event = move |event: SyncEvent| drop(sender.send(event)); // gone with the loop: nobody listens
        let worker = Worker::start(settings, reader, event)?;
        let (feed, neighbours) = NeighbourFeed::start(&config, &mut store, clock, events)?;
        let audit = AuditTrail::begin(&store, file, &keys, clock.now());
        let jobs = Jobs::new(file, &store, key, events)?;
        let watchdog = Watchdog::new(
            Duration::from_millis(config.camera.silence_ms),
            Duration::from_millis(
                config.platform.connect_timeout_ms + config.platform.request_timeout_ms,
            ),
        );
        let displays = [Some(&config.display), demonstration.mirror];
        let screens = displays.into_iter().flatten();
        let screens: Vec<Screen> =
            screens.filter_map(|it| devices::open_screen(it, &config, demonstration)).collect();
        let menus = devices::menu_rules(&config, &screens);
        insert(events.insert_source(signals, |event, _, terminal| terminal.heed(&event)))?;
        insert(events.insert_source(receiver, |event, _, terminal: &mut Self| {
            if let channel::Event::Msg(event) = event {
                terminal.on_sync_event(event);
            }
        }))?;
        let periphery = Periphery {
            clock,
            zone: config.terminal.timezone.0.clone(),
            jobs,
            gate,
            sound: Sound::open(&config.sound, config.terminal.language),
            screens,
            worker,
            neighbours,
            sink,
            trouble: Trouble::default(),
            status,
            latency: Latency::default(),
            keys_missed: false,
            live: LiveFile::open(&Places::here()),
        };
        let menu = Menu::new(menus, config.terminal.language);
        Ok(Self {
            camera: CameraFeed::open(&config.camera, clock),
            reader: Reader::with_budget(Duration::from_millis(config.vision.budget_ms)),
            clock,
            core: Core::new(config, menu, store, keys, newest),
            periphery,
            preview: Preview::default(),
            inputs,
            audit,
            neighbours: feed,
            times: Times::default(),
            watch: WatchedDevices::default(),
            watchdog,
            upkeep: StoreUpkeep::default(),
            last_frame: Duration::ZERO,
            stopping: None,
        })
    }

    /// Says in the journal which terminal this is, and what it begins with.
    fn introduce(&self) {
        log::info!(
            "hallgate {}, cinema {}, {} of its keys, {} records to upload, database {}",
            env!("CARGO_PKG_VERSION"),
            self.core.config().terminal.cinema_code,
            self.periphery.status.keys,
            self.periphery.status.pending,
            self.core.store.path().display()
        );
        if let Some(it) = UpdateStatus::read(&Places::here()).not_kept() {
            log::warn!("{it}");
        }
        if let Some(message) =
            screen::lacking_sentence(&self.core.config().terminal.name, Language::English)
        {
            log::warn!("{message}");
        }
    }

    /// Has the loop woken by the devices that are there now.
    fn watch_devices(&mut self, events: &LoopHandle<'static, Self>) {
        self.watch.renew(events, &self.camera, &self.periphery.gate, self.inputs.descriptors());
    }

    /// Takes what every source has to give; false when the end has come.
    fn turn(&mut self) -> bool {
        #[cfg(feature = "faults")]
        faults::perform();
        self.ask_keys();
        self.sense();
        self.feel();
        self.look();
        if self.core.door().next_due(self.clock.mono()).is_some_and(|due| due <= self.clock.mono())
        {
            self.handle(Input::Tick);
        }
        if self.core.menu().due().is_some_and(|due| due <= self.clock.mono()) {
            self.attend(menu::MenuInput::Tick);
        }
        self.periphery.sound.tend();
        self.settle_times();
        self.keep_house();
        self.keep_audit();
        self.keep_told();
        self.send_pictures();
        self.feed_watchdog();
        self.wind_down()
    }

    /// Tells the service manager that the terminal lives, as long as it does.
    fn feed_watchdog(&mut self) {
        let frame = self.camera.streams().then_some(self.last_frame);
        let progress = Heartbeats { frame, worker: self.periphery.worker.sign_of_life() };
        self.watchdog.feed(self.clock.mono(), progress);
    }

    /// Asks for newer keys, unless they were on their way here already: a question of a few
    /// milliseconds after the start would use up the one of the next `keys.miss_interval_s`.
    fn ask_keys(&mut self) {
        if std::mem::take(&mut self.periphery.keys_missed) && self.core.door().awaits_keys() {
            self.periphery.worker.send(SyncCommand::KeysMissed);
        }
    }

    /// How long the loop may sleep: until the next thing that is due.
    fn sleep(&self) -> Option<Duration> {
        let now = self.clock.mono();
        let dues = [
            self.core.door().next_due(now),
            self.core.menu().due(),
            self.camera.due().filter(|_| !self.replay_waits()),
            self.periphery.gate.due(),
            self.periphery.screens.iter().filter_map(|screen| screen.due(now)).min(),
            self.watchdog.due(),
            self.inputs.due(),
            Some(now + TURN),
            Some(self.times.due.max(now)).filter(|_| !self.core.door().is_judging()),
            self.periphery.keys_missed.then_some(now),
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
