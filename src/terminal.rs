//! The event loop: one thread owns all state. What the devices and the worker tell becomes an
//! [`Input`] of the door, what the door wants becomes a deed here. Nothing is decided here.

mod camera;
mod devices;
mod ending;
pub mod events;
#[cfg(feature = "faults")]
mod faults;
mod hands;
pub mod journal;
pub mod ledger;
mod news;
mod standing;
mod watchdog;

use std::collections::VecDeque;
use std::time::Duration;

use calloop::signals::Signals;
use calloop::{EventLoop, LoopHandle, channel};

use crate::clock::Clock;
use crate::config::{CameraSource, Config, DisplayConfig};
use crate::door::{Advice, Door, Effect, Input, Rules, Sighting};
use crate::gate::{Gate, Sense};
use crate::keypad::Hands;
use crate::lines::LineError;
use crate::screen::Screen;
use crate::sound::Sound;
use crate::store::{DatabaseKey, DatabaseKeyError, Store, StoreError};
use crate::sync::{News, Order, Settings, SyncError, Worker};
use crate::vision::{Delivery, Hint, Reader};

use camera::Camera;
use devices::Watch;
use ending::Stop;
use events::{Event, Sink};
use journal::Trouble;
use ledger::Entry;
use standing::Standing;
use watchdog::{Progress, Watchdog};

/// The longest sleep of the loop: the status bar and the house are looked after once a second.
const TURN: Duration = Duration::from_secs(1);

/// The most things that the gate tells in one turn.
const MOST_SENSES: usize = 64;

/// Why the terminal does not run, or has ended.
#[derive(Debug, thiserror::Error)]
pub enum TerminalError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("store.key: {0}")]
    DatabaseKey(#[from] DatabaseKeyError),
    #[error(transparent)]
    Sync(#[from] SyncError),
    #[error("the gate: {0}")]
    Gate(#[from] LineError),
    #[error("the imager's thread does not start: {0}")]
    Imager(std::io::Error),
    #[error("the event loop: {0}")]
    Loop(#[from] calloop::Error),
    #[error("the task {task} has ended: {why}")]
    TaskEnded { task: &'static str, why: String },
}

/// Signals that end the program. Made before any thread is, so that none of them is hit.
pub fn stop_signals() -> std::io::Result<Signals> {
    use calloop::signals::Signal;
    Ok(Signals::new(&[Signal::SIGTERM, Signal::SIGINT])?)
}

/// The terminal with all its parts.
pub struct Terminal {
    clock: Clock,
    config: Config,
    door: Door,
    store: Store,
    camera: Camera,
    reader: Reader,
    gate: Gate,
    sound: Sound,
    hands: Hands,
    screens: Vec<Screen>,
    worker: Worker,
    sink: Sink,
    trouble: Trouble,
    standing: Standing,
    watch: Watch,
    watchdog: Watchdog,
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
    let mut terminal = Terminal::start(config, mirror, sink, signals, &events.handle())?;
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
        let store = Store::open(&config.store.path, &key)?;
        let gate = Gate::open(&config.gate)?;
        let hands = Hands::new(&config.keypad, &config.imager, &config.gate, clock);
        Self::listen(&config, clock, events)?;
        let (sender, receiver) = channel::channel();
        let settings = Settings::from_config(&config, clock);
        let news = move |news: News| drop(sender.send(news)); // gone with the loop: nobody listens
        let worker = Worker::start(settings, store.reader(&key)?, news)?;
        let keys = store.keys(config.terminal.cinema_code)?;
        let standing = Standing::open(&store, &config, keys.len())?;
        let door = Door::new(Rules::from_config(&config), keys, store.newest()?);
        let watchdog = Watchdog::new(
            Duration::from_millis(config.camera.silence_ms),
            Duration::from_millis(
                config.platform.connect_timeout_ms + config.platform.request_timeout_ms,
            ),
        );
        let displays = [Some(&config.display), mirror];
        let screens = displays.into_iter().flatten();
        let screens =
            screens.filter_map(|display| devices::open_screen(display, &config)).collect();
        insert(
            events.insert_source(signals, |_, _, terminal| terminal.stopping = Some(Stop::Now)),
        )?;
        insert(events.insert_source(receiver, |event, _, terminal: &mut Self| {
            if let channel::Event::Msg(news) = event {
                terminal.hear(news);
            }
        }))?;
        Ok(Self {
            camera: Camera::open(&config.camera, clock),
            reader: Reader::with_budget(Duration::from_millis(config.vision.budget_ms)),
            sound: Sound::open(&config.sound),
            clock,
            config,
            door,
            store,
            gate,
            hands,
            screens,
            worker,
            sink,
            trouble: Trouble::default(),
            standing,
            watch: Watch::default(),
            watchdog,
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
            self.standing.keys,
            self.standing.pending,
            self.store.path().display()
        );
    }

    /// Has the loop woken by the devices that are there now.
    fn watch_devices(&mut self, events: &LoopHandle<'static, Self>) {
        self.watch.renew(events, &self.camera, &self.gate, self.hands.descriptors());
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
        self.sound.tend();
        self.keep_house();
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
            self.worker.order(Order::KeysMissed);
        }
    }

    /// The gate: people on the way come before people in front. An input that never rests holds up
    /// nobody.
    fn sense(&mut self) {
        for _ in 0..MOST_SENSES {
            let Some(sense) = self.gate.sense(self.clock.mono()) else { return };
            let input = match sense {
                Sense::Passage => Input::Passage,
                Sense::FireAlarm(on) => Input::FireAlarm(on),
                Sense::Recovered => self.gate_works(true),
                Sense::Fault(fault) => {
                    log::error!("{fault}");
                    self.gate_works(false)
                }
            };
            self.handle(input);
        }
    }

    fn gate_works(&mut self, works: bool) -> Input {
        self.standing.devices.gate = works.into();
        Input::Gate { works }
    }

    /// The camera: one frame at the most, the newest.
    fn look(&mut self) {
        if self.replay_waits() {
            return;
        }
        let mut sighting = None;
        let mut ended = false;
        let outcome = self.camera.next(|delivery| match delivery {
            Delivery::Frame { luma, captured } => {
                self.last_frame = self.clock.mono();
                let reading = self.reader.read(&luma);
                let texts = reading.found.into_iter().map(|found| found.text).collect();
                let (blank, decode) = (reading.blank, reading.took);
                let unread = reading.hint.map(advice);
                sighting = Some(Sighting { texts, blank, unread, captured, decode });
            }
            Delivery::Ended => ended = true,
            Delivery::Nothing => {}
        });
        if let Some(streaming) = outcome.changed {
            self.standing.devices.camera = streaming.into();
            self.tell(Event::Camera { streaming, error: outcome.error });
            self.handle(Input::Camera { streaming });
        }
        if let Some(sighting) = sighting {
            if !sighting.texts.is_empty() || sighting.unread.is_some() {
                self.stir();
            }
            self.handle(Input::Frame(sighting));
        }
        if ended && self.stopping.is_none() {
            log::info!("the replay is over");
            self.stopping = Some(Stop::AfterGate);
        }
    }

    /// A replay shows each image once, so it waits for a door that is behind; before a real camera
    /// a ticket stays until it is judged.
    fn replay_waits(&self) -> bool {
        matches!(self.config.camera.source, CameraSource::Replay(_)) && self.door.is_behind()
    }

    /// Gives the door an input, and carries out what it wants.
    fn handle(&mut self, input: Input) {
        if self.is_over() {
            return;
        }
        let effects = self.door.handle(self.clock.now(), input);
        self.carry_out(effects);
    }

    /// Carries out effects in their order; what the store answers goes back at once, before
    /// anything else can happen.
    fn carry_out(&mut self, effects: Vec<Effect>) {
        let mut rest = VecDeque::from(effects);
        while let Some(effect) = rest.pop_front() {
            let answer = match ledger::enter(&self.store, effect) {
                Entry::Noted => None,
                Entry::Answer(answer) => {
                    if let Input::Committed(Ok(_)) = answer {
                        self.standing.pending += 1;
                        self.worker.order(Order::Recorded);
                    }
                    Some(answer)
                }
                Entry::Other(Effect::Resume) => Some(Input::Resumed),
                Entry::Other(effect) => {
                    self.act(effect);
                    None
                }
            };
            if let Some(answer) = answer {
                rest.extend(self.door.handle(self.clock.now(), answer));
            }
        }
    }

    fn act(&mut self, effect: Effect) {
        match effect {
            Effect::Gate(command) => self.gate.command(command, self.clock.mono()),
            Effect::Sound(cue) => {
                self.gate.signal(cue, self.clock.mono());
                self.sound.play(cue);
            }
            Effect::Show(page) => {
                self.standing.page = page;
                self.draw();
            }
            Effect::Ask { question, deadline } => {
                self.worker.order(Order::Ask { question, deadline })
            }
            // Once all has been heard that is told by now.
            Effect::AskKeys => self.keys_missed = true,
            Effect::Report(report) => self.tell(report.into()),
            Effect::Resume
            | Effect::Recall { .. }
            | Effect::Commit(_)
            | Effect::NotePassage(..)
            | Effect::NoteReopening(_)
            | Effect::NoteRefusal(_) => {} // entered in the ledger
        }
    }

    fn tell(&mut self, event: Event) {
        journal::note(&event, &mut self.trouble);
        self.sink.tell(event, self.clock.now().wall, &self.config.terminal.timezone.0);
    }

    /// How long the loop may sleep: until the next thing that is due.
    fn sleep(&self) -> Option<Duration> {
        let now = self.clock.mono();
        let dues = [
            self.door.next_due(now),
            self.camera.due().filter(|_| !self.replay_waits()),
            self.gate.due(),
            self.screens.iter().filter_map(|screen| screen.due(now)).min(),
            self.watchdog.due(),
            self.hands.due(),
            Some(now + TURN),
            self.keys_missed.then_some(now),
        ];
        dues.into_iter().flatten().min().map(|due| due.saturating_sub(now))
    }
}

/// What vision thinks would help, in the door's word.
fn advice(hint: Hint) -> Advice {
    match hint {
        Hint::Nearer => Advice::Nearer,
        Hint::Further => Advice::Further,
        Hint::HoldStill => Advice::HoldStill,
        Hint::LessGlare => Advice::LessGlare,
        Hint::Brighter => Advice::Brighter,
    }
}

/// A source that does not register is an error of the loop, without the source in it.
fn insert<S>(
    inserted: Result<calloop::RegistrationToken, calloop::InsertError<S>>,
) -> Result<(), TerminalError> {
    inserted.map(drop).map_err(|fault| TerminalError::Loop(fault.error))
}
