//! The simulator on which scenarios are played: the real door, the real menus, the real store on a real
//! disk, a virtual clock, and a platform made of a table.

mod disk;
mod doors;
mod inputs;
mod menus;
mod platform;
mod script;
mod tickets;
mod time;
mod transcript;
mod updates;
mod world;

use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use disk::Disk;
use doors::Doors;
use hallgate::clock::{Now, china_timestamp};
use hallgate::terminal::config::Config;
use hallgate::terminal::core::Core;
use hallgate::terminal::door::{Imaged, Input, Sighting};
use hallgate::terminal::operators;
use hallgate::terminal::screen::ScreenSettings;
use hallgate::terminal::sync::{KeysResult, SyncEvent};
use platform::{Line, Platform, ROUND_TRIP};
use script::{Command, Script};
use tickets::Tickets;
use time::Arrival;
use transcript::Transcript;
use world::World;

/// How often the camera gives a frame of what is held before it.
const FRAMES_EACH: Duration = Duration::from_millis(100);

/// Plays a script and returns the transcript; the error names the line.
pub fn play(text: &str) -> Result<String, String> {
    let script = Script::parse(text)?;
    let mut simulator = Simulator::set_up(&script)?;
    for (number, line, command) in &script.commands {
        simulator.world.transcript.command(line);
        simulator.perform(command).map_err(|fault| format!("line {number}: {fault}"))?;
    }
    Ok(simulator.finish())
}

struct Simulator {
    core: Core<Disk>,
    world: World,
    /// What the operators type, by their numbers.
    pins: BTreeMap<String, String>,
    /// Entries of the log that the set-up made.
    logged_before: usize,
}

impl Simulator {
    fn set_up(script: &Script) -> Result<Self, String> {
        let mut config = Config::parse(&script.configuration(), Path::new("scenario"))
            .map_err(|fault| fault.to_string())?;
        let wall = china_timestamp(script.clock);
        let now = Now { mono: Duration::ZERO, wall };
        let transcript = Rc::new(Transcript::new(now, ScreenSettings::from_config(&config)));
        let mut disk = Disk::new(transcript.clone());
        if let Some(code) = &script.sheet {
            config.operators.first_admin = Some(disk.put_grant(code, wall));
        }
        let tickets = Tickets::new();
        let keys = tickets.stored_keys(&script.keys_at_start)?;
        disk.store.put_keys(config.terminal.cinema_code, &keys, true, wall).unwrap();
        let world = World {
            file: config.clone(),
            database: disk.database(),
            transcript,
            shown: None,
            pressed: None,
            pressing: false,
            stick: None,
            update: updates::none(),
            tickets,
            platform: Platform {
                line: Line::Up,
                round_trip: ROUND_TRIP,
                keys: keys.clone(),
                unclear: false,
                clock_off: jiff::SignedDuration::ZERO,
            },
            arriving: VecDeque::new(),
            doors: script.neighbour.as_ref().map(|name| Doors::new(&config, name)),
            asked_there: None,
        };
        let core = Core::new(config.clone(), menus::menu(&config), disk, keys, None);
        let mut simulator = Self { core, world, pins: BTreeMap::new(), logged_before: 0 };
        simulator.hire(&script.operators)?;
        simulator.logged_before =
            simulator.core.store.store.audit(&Default::default()).unwrap().len();
        simulator.core.begin(&mut simulator.world);
        simulator.world.connect_doors();
        simulator.settle_doors();
        Ok(simulator)
    }

    fn now(&self) -> Now {
        self.world.transcript.now()
    }

    fn perform(&mut self, command: &Command) -> Result<(), String> {
        match command {
            Command::Ticket(definition) => self.world.tickets.define(definition)?,
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
                let (text, at) = (self.world.tickets.text(name)?, self.now().mono);
                self.handle(Input::Imaged(Imaged { text, at }));
            }
            Command::Inputs(steps) => self.use_inputs(steps)?,
            Command::Look { focus, code } => self.look(*focus, *code),
            Command::Stick(plugged) => self.plug_stick(*plugged),
            Command::Operator(operator) => self.hire(std::slice::from_ref(operator))?,
            Command::Disable(number) => self.disable(number)?,
            Command::Plug { imager } => self.handle(Input::Imager { connected: *imager }),
            Command::Wait(time) => self.wait(*time),
            Command::There(name) => {
                let (ticket, session) = self.world.tickets.codes(name)?;
                self.world.show_there(ticket, session);
            }
            Command::Doors { apart: true } => self.world.part_doors(),
            Command::Doors { apart: false } => self.world.connect_doors(),
            Command::Passage => self.handle(Input::Passage),
            Command::Fire(on) => self.handle(Input::FireAlarm(*on)),
            Command::Gate { works } => self.handle(Input::Gate { works: *works }),
            Command::Camera { streaming } => self.handle(Input::Camera { streaming: *streaming }),
            Command::DiskFull(full) => self.core.store.full = *full,
            Command::DiskReads(reads) => self.core.store.reads = *reads,
            Command::NetDown => self.world.platform.line = Line::Dead,
            Command::NetFails => self.world.platform.line = Line::Refusing,
            Command::NetUp { round_trip } => {
                self.world.platform.line = Line::Up;
                self.world.platform.round_trip = round_trip.unwrap_or(ROUND_TRIP);
            }
            Command::Contact => self.contact(),
            Command::KeysFetched => {
                let keys = self.world.platform.keys.clone();
                let result = KeysResult::Fetched { keys, unreadable: 0 };
                self.on_sync_event(SyncEvent::Keys { result, after_miss: false });
            }
            Command::PlatformKeys(names) => {
                self.world.platform.keys = self.world.tickets.stored_keys(names)?
            }
            Command::Refunded(name) => self.world.tickets.facts(name)?.refunded = true,
            Command::Unclear => self.world.platform.unclear = true,
            Command::Checked(name) => self.world.tickets.facts(name)?.checked = true,
            Command::Show(listed) => self.core.store.list(listed)?,
            Command::HallName { hall, name } => self.core.store.name_hall(hall, name)?,
            Command::PlatformClock(off) => self.world.platform.clock_off = *off,
            Command::PowerCut => {
                self.core.store.cut();
                self.start_anew();
            }
            Command::PowerCutAfterCommit => self.core.store.cut_after_commit = true,
        }
        Ok(())
    }

    fn texts(&self, names: &[String]) -> Result<Vec<String>, String> {
        names.iter().map(|name| self.world.tickets.text(name)).collect()
    }

    fn hold(&mut self, time: Duration, frame: impl Fn(usize) -> Sighting) {
        let end = self.now().mono + time;
        for number in 0.. {
            if self.now().mono >= end {
                return;
            }
            self.sight(frame(number));
            self.wait(FRAMES_EACH);
        }
    }

    fn sight(&mut self, sighting: Sighting) {
        let (captured, decode) = (self.now().mono, Duration::from_millis(5));
        self.handle(Input::Frame(Sighting { captured, decode, ..sighting }));
    }

    fn handle(&mut self, input: Input) {
        self.core.handle(input, &mut self.world);
        self.after_turn();
    }

    /// The worker tells something.
    fn on_sync_event(&mut self, event: SyncEvent) {
        self.core.on_sync_event(event, &mut self.world);
        self.after_turn();
    }

    fn after_turn(&mut self) {
        self.start_anew();
        if !self.core.door().is_judging() {
            self.settle_times();
        }
    }

    /// Puts right what a wrong clock has stamped, as the loop does between two tickets.
    fn settle_times(&mut self) {
        let now = self.now();
        let truth = self.core.door().truth(now);
        let zone = self.core.config().terminal.timezone.0.clone();
        while !self.core.store.full {
            let store = &mut self.core.store.store;
            let settled = store.settle_times(truth, &zone, now.wall, 200).unwrap();
            self.world.transcript.settled(settled);
            if !settled.more {
                return;
            }
        }
    }

    /// Starts again with what is on the disk, where the power has gone.
    fn start_anew(&mut self) {
        let Some(disk) = self.core.store.after_cut() else { return };
        let config = operators::in_force(&disk.store, &self.world.file).unwrap().0;
        let keys = disk.store.keys(config.terminal.cinema_code, self.now().wall).unwrap();
        let newest = disk.store.newest().unwrap();
        self.world.transcript.speak(config.terminal.language);
        self.world.database = disk.database();
        self.world.arriving.clear();
        (self.world.shown, self.world.pressed) = (None, None);
        self.core = Core::new(config.clone(), menus::menu(&config), disk, keys, newest);
        self.core.begin(&mut self.world);
    }

    /// The transcript, with what the store holds in the end.
    fn finish(self) -> String {
        let (store, transcript) = (&self.core.store.store, &self.world.transcript);
        transcript.records(&store.pending_after(0, 1000).unwrap());
        let log = store.audit(&Default::default()).unwrap();
        transcript.log(&log[self.logged_before..]);
        transcript.text()
    }
}
