//! The simulator on which scenarios are played: the real door, the real menus, the real store on a real
//! disk, a virtual clock, and a platform made of a table.

mod menus;
mod platform;
mod script;
mod tickets;
mod time;
mod transcript;

use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::time::Duration;

use hallgate::clock::{Boot, Now, china_timestamp};
use hallgate::terminal::config::Config;
use hallgate::terminal::door::{Door, Effect, Imaged, Input, NotCommitted, Page, Rules, Sighting};
use hallgate::terminal::event_loop::persist::{self, Entry};
use hallgate::terminal::menu::{self, Menu};
use hallgate::terminal::screen::Scene;
use hallgate::terminal::store::{DatabaseKey, Store};
use jiff::Timestamp;
use platform::{Line, Platform, ROUND_TRIP};
use script::{Command, Script};
use tempfile::TempDir;
use tickets::Tickets;
use time::Arrival;
use transcript::Transcript;

/// How often the camera gives a frame of what is held before it.
const FRAMES_EACH: Duration = Duration::from_millis(100);

/// Plays a script and returns the transcript; the error names the line.
pub fn play(text: &str) -> Result<String, String> {
    let script = Script::parse(text)?;
    let mut simulator = Simulator::set_up(&script)?;
    for (number, line, command) in &script.commands {
        simulator.transcript.command(simulator.now(), line);
        simulator.perform(command).map_err(|fault| format!("line {number}: {fault}"))?;
    }
    Ok(simulator.finish())
}

struct Simulator {
    /// The configuration as the file has it, and with what was changed at the terminal.
    file: Config,
    config: Config,
    disk: TempDir,
    store: Option<Store>,
    door: Door,
    menu: Menu,
    /// What the door wants shown, and what is shown.
    page: Page,
    shown: Option<Scene>,
    /// The stick in the terminal's plug.
    stick: Option<TempDir>,
    mono: Duration,
    wall: Timestamp,
    tickets: Tickets,
    platform: Platform,
    /// What is on its way, and when it arrives.
    arriving: VecDeque<(Duration, Arrival)>,
    /// What the operators type, by their numbers.
    pins: BTreeMap<String, String>,
    /// Entries of the log that the set-up made.
    logged_before: usize,
    disk_full: bool,
    disk_reads: bool,
    cut_after_commit: bool,
    transcript: Transcript,
}

fn key() -> DatabaseKey {
    DatabaseKey::from_bytes(&[7; 32]).unwrap()
}

/// The board starts once: what a script calls a power cut is the program's end.
fn boot() -> Boot {
    Boot { id: "simulator".into(), before: Duration::ZERO }
}

impl Simulator {
    fn set_up(script: &Script) -> Result<Self, String> {
        let config = Config::parse(&script.configuration(), Path::new("scenario"))
            .map_err(|fault| fault.to_string())?;
        let disk = tempfile::tempdir().map_err(|fault| fault.to_string())?;
        let mut store = Store::open(&disk.path().join("hallgate.db"), &key()).unwrap();
        store.begin_run(boot()).unwrap();
        let tickets = Tickets::new();
        let wall = china_timestamp(script.clock);
        let keys = tickets.stored_keys(&script.keys_at_start)?;
        store.put_keys(config.terminal.cinema_code, &keys, true, wall).unwrap();
        let door = Door::new(Rules::from_config(&config), keys.clone(), None);
        let mut simulator = Self {
            transcript: Transcript::new(config.terminal.language),
            menu: menus::menu(&config),
            page: Page::Idle,
            shown: None,
            stick: None,
            file: config.clone(),
            config,
            disk,
            store: Some(store),
            door,
            mono: Duration::ZERO,
            wall,
            tickets,
            platform: Platform {
                line: Line::Up,
                round_trip: ROUND_TRIP,
                keys,
                unclear: false,
                clock_off: jiff::SignedDuration::ZERO,
            },
            arriving: VecDeque::new(),
            pins: BTreeMap::new(),
            logged_before: 0,
            disk_full: false,
            disk_reads: true,
            cut_after_commit: false,
        };
        simulator.hire(&script.operators)?;
        simulator.logged_before =
            simulator.store.as_ref().unwrap().audit(&Default::default()).unwrap().len();
        simulator.begin();
        Ok(simulator)
    }

    fn now(&self) -> Now {
        Now { mono: self.mono, wall: self.wall }
    }

    fn begin(&mut self) {
        let effects = self.door.begin(self.now());
        self.carry_out(effects);
    }

    fn perform(&mut self, command: &Command) -> Result<(), String> {
        match command {
            Command::Ticket(definition) => self.tickets.define(definition)?,
            Command::Clock(time) => self.set_clock(*time),
            Command::Scan(names) => {
                let texts = self.texts(names)?;
                self.sight(Sighting { texts, ..Sighting::default() });
            }
            Command::Hold(names, time) => {
                let texts = self.texts(names)?;
                self.hold(*time, |_| Sighting { texts: texts.clone(), ..Sighting::default() });
            }
            Command::Unread(advices, time) => {
                let turn = |frame: usize| advices[frame % advices.len()];
                self.hold(*time, |frame| Sighting { unread: turn(frame), ..Sighting::default() });
            }
            Command::Away => self.sight(Sighting { blank: true, ..Sighting::default() }),
            Command::Imager(name) => {
                let text = self.tickets.text(name)?;
                self.handle(Input::Imaged(Imaged { text, at: self.mono }));
            }
            Command::Press(keys) => self.press(keys),
            Command::Look { focus, code } => self.look(*focus, *code),
            Command::Stick(plugged) => self.plug_stick(*plugged),
            Command::Operator(operator) => self.hire(std::slice::from_ref(operator))?,
            Command::Disable(number) => self.disable(number)?,
            Command::Plug { imager } => self.handle(Input::Imager { connected: *imager }),
            Command::Wait(time) => self.wait(*time),
            Command::Passage => self.handle(Input::Passage),
            Command::Fire(on) => self.handle(Input::FireAlarm(*on)),
            Command::Gate { works } => self.handle(Input::Gate { works: *works }),
            Command::Camera { streaming } => self.handle(Input::Camera { streaming: *streaming }),
            Command::DiskFull(full) => self.disk_full = *full,
            Command::DiskReads(reads) => self.disk_reads = *reads,
            Command::NetDown => self.platform.line = Line::Dead,
            Command::NetFails => self.platform.line = Line::Refusing,
            Command::NetUp { round_trip } => {
                self.platform.line = Line::Up;
                self.platform.round_trip = round_trip.unwrap_or(ROUND_TRIP);
            }
            Command::Contact => self.contact(),
            Command::KeysFetched => self.handle(Input::Keys(self.platform.keys.clone())),
            Command::PlatformKeys(names) => self.platform.keys = self.tickets.stored_keys(names)?,
            Command::Refunded(name) => self.tickets.facts(name)?.refunded = true,
            Command::Unclear => self.platform.unclear = true,
            Command::Checked(name) => self.tickets.facts(name)?.checked = true,
            Command::Show(listed) => self.tickets.list(listed)?,
            Command::PlatformClock(off) => self.platform.clock_off = *off,
            Command::PowerCut => self.power_cut(),
            Command::PowerCutAfterCommit => self.cut_after_commit = true,
        }
        Ok(())
    }

    fn texts(&self, names: &[String]) -> Result<Vec<String>, String> {
        names.iter().map(|name| self.tickets.text(name)).collect()
    }

    fn hold(&mut self, time: Duration, frame: impl Fn(usize) -> Sighting) {
        let end = self.mono + time;
        for number in 0.. {
            if self.mono >= end {
                return;
            }
            self.sight(frame(number));
            self.wait(FRAMES_EACH);
        }
    }

    fn sight(&mut self, sighting: Sighting) {
        let decode = Duration::from_millis(5);
        self.handle(Input::Frame(Sighting { captured: self.mono, decode, ..sighting }));
    }

    fn handle(&mut self, input: Input) {
        let told = match &input {
            Input::Answered(_, answer) => answer.facts().cloned().into_iter().collect(),
            _ => Vec::new(),
        };
        let effects = self.door.handle(self.now(), input);
        let disk = self.disk.path().to_owned();
        self.carry_out(effects);
        if !self.door.is_judging() {
            self.settle_times();
        }
        // Written after the verdict; a power cut in between loses it.
        if disk == self.disk.path() && !self.disk_full {
            self.store.as_mut().unwrap().put_facts(&told).unwrap();
        }
    }

    /// Puts right what a wrong clock has stamped, as the loop does between two tickets.
    fn settle_times(&mut self) {
        let (truth, now) = (self.door.truth(self.now()), self.now());
        let zone = self.config.terminal.timezone.0.clone();
        while !self.disk_full {
            let settled =
                self.store.as_mut().unwrap().settle_times(truth, &zone, now.wall, 200).unwrap();
            self.transcript.settled(now, settled);
            if !settled.more {
                return;
            }
        }
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        let mut rest = VecDeque::from(effects);
        while let Some(effect) = rest.pop_front() {
            let now = self.now();
            match &effect {
                Effect::Show(page) => {
                    self.page = page.clone();
                    self.show();
                }
                _ => self.transcript.effect(now, &effect),
            }
            if let Effect::Report(report) = &effect
                && let Some(news) = menu::Input::of_gate(report)
            {
                self.attend(news);
            }
            let Some(answer) = self.answer(effect) else { continue };
            if let Input::Committed(done) = &answer {
                self.transcript.committed(now, done);
                if done.is_ok() && std::mem::take(&mut self.cut_after_commit) {
                    return self.power_cut();
                }
            }
            rest.extend(self.door.handle(now, answer));
        }
    }

    /// What comes back at once; what takes its time is put on its way.
    fn answer(&mut self, effect: Effect) -> Option<Input> {
        match &effect {
            Effect::Commit(_) if self.disk_full => {
                return Some(Input::Committed(Err(NotCommitted::StoreFailed)));
            }
            Effect::NotePassage(..) | Effect::NoteReopening(_) | Effect::NoteRefusal(_)
                if self.disk_full =>
            {
                self.transcript.remark(self.now(), "the disk is full: this note is lost");
                return None;
            }
            Effect::Recall { .. } if !self.disk_reads => return Some(Input::Recalled(None)),
            _ => {}
        }
        let asked_of = match effect {
            Effect::Recall { screen_code, show_time, .. } => Some((screen_code, show_time)),
            _ => None,
        };
        match persist::enter(self.store.as_ref().unwrap(), effect) {
            Entry::Answer(Input::Recalled(Some(mut known))) => {
                known.show = asked_of.and_then(|(screen, start)| self.tickets.show(screen, start));
                Some(Input::Recalled(Some(known)))
            }
            Entry::Answer(answer) => Some(answer),
            Entry::Noted => None,
            Entry::Other(Effect::Resume) => Some(Input::Resumed),
            Entry::Other(Effect::Ask { question, .. }) => {
                self.ask(question);
                None
            }
            Entry::Other(Effect::AskKeys) => {
                self.ask_keys();
                None
            }
            Entry::Other(_) => None,
        }
    }

    /// The power goes: what is on the disk at this moment is all there is. The files are taken
    /// as they lie, without the database being closed.
    fn power_cut(&mut self) {
        self.transcript.remark(self.now(), "the power is gone, and comes back");
        let next = tempfile::tempdir().unwrap();
        for file in ["hallgate.db", "hallgate.db-wal", "hallgate.db.head"] {
            let from = self.disk.path().join(file);
            if from.exists() {
                std::fs::copy(from, next.path().join(file)).unwrap();
            }
        }
        self.disk = next;
        let store = Store::open(&self.disk.path().join("hallgate.db"), &key()).unwrap();
        store.begin_run(boot()).unwrap();
        let keys = store.keys(self.config.terminal.cinema_code, self.wall).unwrap();
        let newest = store.newest().unwrap();
        self.config = hallgate::terminal::operators::in_force(&store, &self.file).unwrap().0;
        self.transcript.speak(self.config.terminal.language);
        self.store = Some(store);
        self.arriving.clear();
        self.door = Door::new(Rules::from_config(&self.config), keys, newest);
        self.menu = menus::menu(&self.config);
        (self.page, self.shown) = (Page::Idle, None);
        self.begin();
    }

    /// The transcript, with what the store holds in the end.
    fn finish(mut self) -> String {
        let store = self.store.take().unwrap();
        self.transcript.records(&store.pending_after(0, 1000).unwrap());
        let log = store.audit(&Default::default()).unwrap();
        self.transcript.log(&log[self.logged_before..]);
        self.transcript.finish()
    }
}
