//! The world around the door: it carries out what the door wants, and looks at what the door does.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;
use std::time::Duration;

use hallgate::clock::{Now, china_timestamp};
use hallgate::terminal::config::Config;
use hallgate::terminal::door::{
    Answer, Door, Effect, GateCommand, GateState, Imaged, Input, NotCommitted, Page, QuestionId,
    Reason, Report, Rules, Sighting,
};
use hallgate::terminal::store::{Admission, Earlier, Facts, Recollection, Seq};
use hallgate::ticket::FilmTicketCode;
use hallgate::wire::calls::TicketType;
use jiff::Timestamp;
use jiff::civil::datetime;

use crate::acts::Act;
use crate::props::props;

const REOPEN: Duration = Duration::from_secs(30);

/// The world around the door, and what it has seen the door do.
pub struct World {
    door: Door,
    mono: Duration,
    wall: Timestamp,
    disk_full: bool,
    /// Effects that wait for their reply, in their order.
    due: VecDeque<Effect>,
    questions: Vec<(QuestionId, FilmTicketCode)>,
    /// What the store holds: record, and when the door was told of it.
    records: BTreeMap<FilmTicketCode, (Seq, Timestamp)>,
    passed: BTreeSet<Seq>,
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
    pub fn new(online: &str) -> Self {
        let text = format!(
            "[terminal]\ncinema_code = \"12345678\"\n[gate]\ndriver = \"simulated\"\n\
             [platform]\nurl = \"https://127.0.0.1\"\nusername = \"t\"\nprivate_key = \"file:/none\"\n\
             [admission]\nonline = \"{online}\"\n"
        );
        let config = Config::parse(&text, Path::new("any order")).unwrap();
        let keys = props().keys[..1].to_vec();
        let mut world = Self {
            door: Door::new(Rules::from_config(&config), keys, None),
            mono: Duration::ZERO,
            wall: china_timestamp(datetime(2026, 5, 1, 18, 45, 0, 0)),
            disk_full: false,
            due: VecDeque::new(),
            questions: Vec::new(),
            records: BTreeMap::new(),
            passed: BTreeSet::new(),
            admitted: BTreeMap::new(),
            open_for: BTreeSet::new(),
            undecided: BTreeSet::new(),
            alarm: false,
            gate_works: true,
            camera_streams: true,
            line: None,
            page: None,
        };
        let effects = world.door.begin(world.now());
        world.carry_out(effects, None);
        world
    }

    fn now(&self) -> Now {
        Now { mono: self.mono, wall: self.wall }
    }

    pub fn act(&mut self, act: &Act) {
        match act {
            Act::See(which, blank) => {
                let texts = which.iter().map(|at| props().texts[*at].clone()).collect();
                let decode = Duration::from_millis(5);
                let sighting = Sighting {
                    texts,
                    blank: *blank,
                    captured: self.mono,
                    decode,
                    ..Sighting::default()
                };
                self.give(Input::Frame(sighting));
            }
            Act::Type(which) => {
                let text = props().texts[*which].clone();
                self.give(Input::Imaged(Imaged { text, at: self.mono }));
            }
            Act::ByHand => {
                self.open_for.insert(None);
                self.give(Input::OpenByHand);
            }
            Act::LockNow => self.give(Input::LockNow),
            Act::Imager(connected) => self.give(Input::Imager { connected: *connected }),
            Act::Unread(frames, apart) => {
                for unread in frames {
                    let captured = self.mono;
                    let sighting = Sighting { unread: *unread, captured, ..Sighting::default() };
                    self.give(Input::Frame(sighting));
                    self.wait(*apart);
                    self.tick();
                }
            }
            Act::Reply => self.reply(),
            Act::Answer(at, kind) => self.answer(*at, *kind),
            // Replies come in the order of the effects: none is made up while others are due.
            Act::Stray(0..3) if !self.due.is_empty() => {}
            Act::Stray(0) => self.give(Input::Resumed),
            Act::Stray(1) => self.give(Input::Recalled(None)),
            Act::Stray(2) => self.give(Input::Recalled(Some(Recollection::default()))),
            Act::Stray(_) => self.give(Input::Answered(QuestionId(9999), Answer::Unknown)),
            Act::Keys(count) => self.give(Input::Keys(props().keys[..*count].to_vec())),
            Act::KeysAnswered => self.give(Input::KeysAnswered),
            Act::Platform(up) => self.give(Input::Platform { up: *up }),
            Act::PlatformClock(minutes) => {
                let time = self.wall.saturating_add(jiff::SignedDuration::from_mins(*minutes));
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
            Act::Disk(full) => self.disk_full = *full,
            Act::Wait(ms) => self.wait(*ms),
            Act::WallStep(minutes) => {
                self.wall =
                    self.wall.saturating_add(jiff::SignedDuration::from_mins(*minutes)).unwrap();
            }
            Act::Tick => self.tick(),
        }
    }

    fn wait(&mut self, ms: u64) {
        let time = Duration::from_millis(ms);
        self.mono += time;
        self.wall += time;
    }

    fn tick(&mut self) {
        self.give(Input::Tick);
        let due = self.door.next_due(self.mono);
        assert!(due.is_none_or(|due| due > self.mono), "the loop would spin: {due:?}");
    }

    /// The reply to the effect that has waited longest.
    fn reply(&mut self) {
        match self.due.pop_front() {
            Some(Effect::Resume) => self.give(Input::Resumed),
            Some(Effect::Recall { film_ticket_code, .. }) => {
                let record = self.records.get(&film_ticket_code);
                let earlier = record.map(|(seq, at)| Earlier {
                    seq: *seq,
                    at: *at,
                    passed: self.passed.contains(seq),
                });
                let known = Recollection { earlier, ..Recollection::default() };
                self.give(Input::Recalled(Some(known)));
            }
            Some(Effect::Commit(admission)) => {
                let done = self.commit(&admission);
                self.give(Input::Committed(done));
            }
            _ => {}
        }
    }

    fn commit(&mut self, admission: &Admission) -> Result<Seq, NotCommitted> {
        let code = admission.ticket.film_ticket_code;
        if self.disk_full {
            return Err(NotCommitted::StoreFailed);
        }
        if self.records.contains_key(&code) {
            return Err(NotCommitted::AlreadyAdmitted);
        }
        let seq = Seq(self.records.len() as i64 + 1);
        self.records.insert(code, (seq, admission.at));
        Ok(seq)
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
            fetched_at: self.wall,
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
        let committed = match &input {
            Input::Committed(Ok(seq)) => Some(*seq),
            _ => None,
        };
        let effects = self.door.handle(self.now(), input);
        self.carry_out(effects, committed);
        let released = self.page == Some(Page::Released);
        assert_eq!(released, self.alarm, "the screen shows the way out, and only then");
        let advises = matches!(self.page, Some(Page::Unread(_)));
        assert!(!advises || (self.gate_works && self.camera_streams), "advice, and nobody scans");
    }

    fn carry_out(&mut self, effects: Vec<Effect>, committed: Option<Seq>) {
        for effect in &effects {
            if let Effect::Report(Report::Verdict(verdict)) = effect {
                let Some((code, ..)) = verdict.codes else { continue };
                self.undecided.remove(&code);
                let Some(seq) = verdict.seq else { continue };
                assert_eq!(self.records[&code].0, seq, "the record is this ticket's");
                match verdict.reason {
                    Reason::Ok => {
                        assert_eq!(committed, Some(seq), "let in with the record, not before");
                        let before = self.admitted.insert(seq, self.mono);
                        assert_eq!(before, None, "nobody is admitted twice");
                    }
                    reason => {
                        assert_eq!(reason, Reason::Reopened);
                        assert!(!self.passed.contains(&seq), "nobody walks in twice");
                        let at = self.admitted[&seq];
                        assert!(self.mono - at <= REOPEN, "opened again too late");
                    }
                }
                self.open_for.insert(Some(seq));
            }
        }
        let advised =
            effects.iter().filter(|effect| matches!(effect, Effect::Show(Page::Unread(_))));
        let told =
            effects.iter().filter(|effect| matches!(effect, Effect::Report(Report::Hint(_))));
        assert_eq!(advised.count(), told.count(), "an advice is told when it is shown");
        for effect in effects {
            match effect {
                Effect::Resume | Effect::Recall { .. } | Effect::Commit(_) => {
                    self.due.push_back(effect);
                }
                Effect::Ask { question, .. } => {
                    self.questions.push((question.id, question.film_ticket_code));
                    self.undecided.insert(question.film_ticket_code);
                }
                Effect::Gate(command) => self.command(command),
                Effect::Show(page) => self.page = Some(page),
                Effect::NotePassage(seq, _) => {
                    assert!(self.passed.insert(seq), "walked through twice");
                }
                Effect::Report(Report::Gate {
                    state: state @ (GateState::Passed | GateState::TimedOut),
                    seq,
                }) => {
                    let noted = seq.is_none_or(|seq| self.passed.contains(&seq));
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
            if !self.due.is_empty() {
                self.reply();
            } else if let Some(due) = self.door.next_due(self.mono) {
                let time = due.saturating_sub(self.mono);
                self.mono += time;
                self.wall += time;
                self.tick();
            } else {
                break;
            }
        }
        assert_eq!(self.door.next_due(self.mono), None, "it never comes to rest");
        assert!(self.undecided.is_empty(), "a visitor got no verdict");
        let rest = if self.alarm { GateCommand::Release } else { GateCommand::Lock };
        assert_eq!(self.line, Some(rest));
        assert_eq!(self.door.is_idle(), !self.alarm);
    }
}
