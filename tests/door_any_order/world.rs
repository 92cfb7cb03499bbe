//! The world around the door: it carries out what the door wants, and looks at what the door does.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use hallgate::clock::{ClockMark, Now, china_timestamp};
use hallgate::terminal::config::Config;
use hallgate::terminal::door::{
    Answer, ClaimId, Door, DoorEvent, Effect, Elsewhere, GateCommand, GateState, Imaged, Input,
    Memory, NeighbourAnswer, NotCommitted, Page, QuestionId, Reason, Rules, Sighting,
};
use hallgate::terminal::store::{Admission, DoorId, DoorName, Earlier, Facts, Recollection, Seq};
use hallgate::ticket::{FilmTicketCode, Ticket};
use hallgate::wire::calls::TicketType;
use jiff::Timestamp;
use jiff::civil::datetime;

use crate::acts::Act;
use crate::props::{props, ticket};

const REOPEN: Duration = Duration::from_secs(30);

/// How long a key, a look at the disk or a record takes.
const STRIDE: Duration = Duration::from_millis(3);

/// The clocks, and a store that may be full or not legible.
struct Disk {
    mono: Duration,
    wall: Timestamp,
    full: bool,
    legible: bool,
    /// What the store holds: record, and when it was made.
    records: BTreeMap<FilmTicketCode, (Seq, Timestamp)>,
    passed: BTreeSet<Seq>,
    /// The record that was made for the input that is being handled.
    committed: Option<Seq>,
}

impl Disk {
    fn at(&self) -> Now {
        Now { mono: self.mono, wall: self.wall }
    }

    fn wait(&mut self, time: Duration) {
        self.mono += time;
        self.wall += time;
    }
}

impl Memory for Disk {
    fn recall(&mut self, ticket: &Ticket) -> Option<Recollection> {
        let record = self.records.get(&ticket.film_ticket_code);
        let earlier = record.map(|(seq, at)| Earlier {
            seq: *seq,
            at: *at,
            passed: self.passed.contains(seq),
        });
        self.legible.then(|| Recollection { earlier, ..Recollection::default() })
    }

    fn admit(&mut self, admission: &Admission) -> Result<Seq, NotCommitted> {
        assert_eq!(self.committed, None, "two records for one input");
        let code = admission.ticket.film_ticket_code;
        if self.full {
            return Err(NotCommitted::StoreFailed);
        }
        if self.records.contains_key(&code) {
            return Err(NotCommitted::AlreadyAdmitted);
        }
        let seq = Seq(self.records.len() as i64 + 1);
        self.records.insert(code, (seq, admission.at));
        self.committed = Some(seq);
        Ok(seq)
    }

    fn mark_times(&mut self, _mark: Option<ClockMark>) {}

    fn now(&mut self) -> Now {
        self.wait(STRIDE);
        self.at()
    }
}

/// The world around the door, and what it has seen the door do.
pub struct World {
    door: Door,
    disk: Disk,
    questions: Vec<(QuestionId, FilmTicketCode)>,
    claims: Vec<ClaimId>,
    /// Numbers that staff typed and wait for.
    typed: usize,
    admitted: BTreeMap<Seq, Duration>,
    /// Whom the gate stands open for; none: staff have opened it.
    open_for: BTreeSet<Option<Seq>>,
    /// Tickets asked about that have no verdict yet.
    undecided: BTreeSet<FilmTicketCode>,
    alarm: bool,
    gate_works: bool,
    camera_streams: bool,
    line: Option<GateCommand>,
    page: Option<Page>,
}

impl World {
    pub fn new(online: &str, neighbours: bool) -> Self {
        let doors = if neighbours { "[neighbours]\nkey = \"file:/none\"\n" } else { "" };
        let text = format!(
            "[terminal]\ncinema_code = \"12345678\"\n[gate]\ndriver = \"simulated\"\n\
             [platform]\nurl = \"https://127.0.0.1\"\nusername = \"t\"\nprivate_key = \"file:/none\"\n\
             [admission]\nonline = \"{online}\"\n{doors}"
        );
        let config = Config::parse(&text, Path::new("any order")).unwrap();
        let keys = props().keys[..1].to_vec();
        let mut world = Self {
            door: Door::new(Rules::from_config(&config), keys, None),
            disk: Disk {
                mono: Duration::ZERO,
                wall: china_timestamp(datetime(2026, 5, 1, 18, 45, 0, 0)),
                full: false,
                legible: true,
                records: BTreeMap::new(),
                passed: BTreeSet::new(),
                committed: None,
            },
            questions: Vec::new(),
            claims: Vec::new(),
            typed: 0,
            admitted: BTreeMap::new(),
            open_for: BTreeSet::new(),
            undecided: BTreeSet::new(),
            alarm: false,
            gate_works: true,
            camera_streams: true,
            line: None,
            page: None,
        };
        let effects = world.door.begin(world.disk.at());
        world.carry_out(effects);
        world
    }

    pub fn act(&mut self, act: &Act) {
        match act {
            Act::See(which, blank) => {
                let texts = which.iter().map(|at| props().texts[*at].clone()).collect();
                let decode = Duration::from_millis(5);
                let sighting = Sighting {
                    texts,
                    blank: *blank,
                    captured: self.disk.mono,
                    decode,
                    ..Sighting::default()
                };
                self.give(Input::Frame(sighting));
            }
            Act::Type(which) => {
                let text = props().texts[*which].clone();
                self.give(Input::Imaged(Imaged { text, at: self.disk.mono }));
            }
            Act::ByHand => {
                self.open_for.insert(None);
                self.give(Input::OpenByHand);
            }
            Act::LockNow => self.give(Input::LockNow),
            Act::Imager(connected) => self.give(Input::Imager { connected: *connected }),
            Act::Unread(frames, apart) => {
                for unread in frames {
                    let captured = self.disk.mono;
                    let sighting = Sighting { unread: *unread, captured, ..Sighting::default() };
                    self.give(Input::Frame(sighting));
                    self.wait(*apart);
                    self.tick();
                }
            }
            Act::Answer(at, kind) => self.answer(*at, *kind),
            Act::Neighbours(at, taken) if *at < self.claims.len() => {
                let (door, name) = (DoorId::of("u"), DoorName::of("北门"));
                let elsewhere = Elsewhere { door, name, at: self.disk.wall };
                let answer = match taken {
                    true => NeighbourAnswer::Taken(elsewhere),
                    false => NeighbourAnswer::Free,
                };
                let id = self.claims.remove(*at);
                self.give(Input::Neighbours(id, answer));
            }
            Act::Neighbours(..) => {}
            Act::ClaimTyped(number) => {
                let ticket = ticket(*number);
                self.typed += 1;
                self.give(Input::ClaimTyped(ticket.film_ticket_code, ticket.session_code));
            }
            Act::Stray => self.give(Input::Answered(QuestionId(9999), Answer::Unknown)),
            Act::Keys(count) => self.give(Input::Keys(props().keys[..*count].to_vec())),
            Act::KeysAnswered => self.give(Input::KeysAnswered),
            Act::Platform(up) => self.give(Input::Platform { up: *up }),
            Act::PlatformClock(minutes) => {
                let time = self.disk.wall.saturating_add(jiff::SignedDuration::from_mins(*minutes));
                self.give(Input::PlatformClock(time.unwrap()));
            }
            Act::Passage => self.give(Input::Passage),
            Act::Fire(on) => {
                self.alarm = *on;
                if *on {
                    self.undecided.clear();
                }
                self.give(Input::FireAlarm(*on));
            }
            Act::Gate(works) => {
                self.gate_works = *works;
                self.give(Input::Gate { works: *works });
            }
            Act::Camera(streaming) => {
                self.camera_streams = *streaming;
                self.give(Input::Camera { streaming: *streaming });
            }
            Act::Disk(full) => self.disk.full = *full,
            Act::Legible(legible) => self.disk.legible = *legible,
            Act::Wait(ms) => self.wait(*ms),
            Act::WallStep(minutes) => {
                let step = jiff::SignedDuration::from_mins(*minutes);
                self.disk.wall = self.disk.wall.saturating_add(step).unwrap();
            }
            Act::Tick => self.tick(),
        }
    }

    fn wait(&mut self, ms: u64) {
        self.disk.wait(Duration::from_millis(ms));
    }

    fn tick(&mut self) {
        let began = self.disk.mono;
        self.give(Input::Tick);
        let due = self.door.next_due(self.disk.mono);
        assert!(due.is_none_or(|due| due > began), "the loop would spin: {due:?}");
    }

    fn answer(&mut self, at: usize, kind: u8) {
        if at >= self.questions.len() {
            return;
        }
        let (id, film_ticket_code) = self.questions.remove(at);
        let facts = |refunded| Facts {
            film_ticket_code,
            screen_name: "3号厅".into(),
            film_name: String::new(),
            ticket_type: TicketType::Web,
            row: 6,
            column: 12,
            checked: false,
            refunded,
            refund_time: String::new(),
            fetched_at: self.disk.wall,
        };
        let answer = match kind {
            0 => Answer::Failed,
            1 => Answer::Unknown,
            2 => Answer::Known(facts(true)),
            3 => Answer::Unclear(facts(true)),
            4 => Answer::Unclear(facts(false)),
            _ => Answer::Known(facts(false)),
        };
        self.give(Input::Answered(id, answer));
    }

    fn give(&mut self, input: Input) {
        let effects = self.door.handle(self.disk.at(), input, &mut self.disk);
        self.carry_out(effects);
        while let Some(effects) = self.door.go_on(self.disk.at(), &mut self.disk) {
            self.carry_out(effects);
        }
        let released = self.page == Some(Page::Released);
        assert_eq!(released, self.alarm, "the screen shows the way out, and only then");
        let advises = matches!(self.page, Some(Page::Unread(_)));
        assert!(!advises || (self.gate_works && self.camera_streams), "advice, and nobody scans");
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        let committed = self.disk.committed.take();
        for effect in &effects {
            if let Effect::Report(DoorEvent::Verdict(verdict)) = effect {
                let Some((code, ..)) = verdict.codes else { continue };
                self.undecided.remove(&code);
                let Some(seq) = verdict.seq else { continue };
                assert_eq!(self.disk.records[&code].0, seq, "the record is this ticket's");
                match verdict.reason {
                    Reason::Ok => {
                        assert_eq!(committed, Some(seq), "let in with the record, not before");
                        let before = self.admitted.insert(seq, self.disk.mono);
                        assert_eq!(before, None, "nobody is admitted twice");
                    }
                    reason => {
                        assert_eq!(reason, Reason::Reopened);
                        assert!(!self.disk.passed.contains(&seq), "nobody walks in twice");
                        let at = self.admitted[&seq];
                        assert!(self.disk.mono - at <= REOPEN, "opened again too late");
                    }
                }
                self.open_for.insert(Some(seq));
            }
        }
        let advised =
            effects.iter().filter(|effect| matches!(effect, Effect::Show(Page::Unread(_))));
        let reported =
            effects.iter().filter(|effect| matches!(effect, Effect::Report(DoorEvent::Hint(_))));
        assert_eq!(advised.count(), reported.count(), "an advice is told when it is shown");
        for effect in effects {
            match effect {
                Effect::Ask { question, .. } => {
                    self.questions.push((question.id, question.film_ticket_code));
                    self.undecided.insert(question.film_ticket_code);
                }
                Effect::Claim(request) => self.claims.push(request.id),
                Effect::TypedAnswered(_) => {
                    self.typed = self.typed.checked_sub(1).expect("answered twice");
                }
                Effect::Gate(command) => self.command(command),
                Effect::Show(page) => self.page = Some(page),
                Effect::NotePassage(seq, _) => {
                    assert!(self.disk.passed.insert(seq), "walked through twice");
                }
                Effect::Report(DoorEvent::Gate {
                    state: state @ (GateState::Passed | GateState::TimedOut),
                    seq,
                }) => {
                    let noted = seq.is_none_or(|seq| self.disk.passed.contains(&seq));
                    assert!(state != GateState::Passed || noted, "told before it is on the disk");
                    self.open_for.remove(&seq);
                }
                _ => {}
            }
        }
    }

    fn command(&mut self, command: GateCommand) {
        match command {
            GateCommand::Lock => assert!(!self.alarm, "locked during the alarm"),
            GateCommand::Unlock => {
                assert!(!self.alarm, "the gate was open already");
                assert!(!self.open_for.is_empty(), "opened for nobody");
            }
            GateCommand::Release => assert!(self.alarm, "released without an alarm"),
        }
        if command != GateCommand::Unlock {
            self.open_for.clear();
        }
        self.line = Some(command);
    }

    /// Nothing happens any longer but what is due.
    pub fn come_to_rest(&mut self) {
        for _ in 0..500 {
            let Some(due) = self.door.next_due(self.disk.mono) else { break };
            self.disk.wait(due.saturating_sub(self.disk.mono));
            self.tick();
        }
        assert_eq!(self.door.next_due(self.disk.mono), None, "it never comes to rest");
        assert!(self.undecided.is_empty(), "a visitor got no verdict");
        assert_eq!(self.typed, 0, "staff who typed a number wait for ever");
        let rest = if self.alarm { GateCommand::Release } else { GateCommand::Lock };
        assert_eq!(self.line, Some(rest));
        assert_eq!(self.door.is_idle(), !self.alarm);
    }
}
