//! Keys and answers in any order: the menus neither panic nor spin, nobody opens the gate but who is
//! on shift and has said yes, and a menu that is left alone closes and ends the shift.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use hallgate::clock::{CHINA, Now, china_timestamp};
use hallgate::people::{Password, Role, first_admin_number};
use hallgate::terminal::door::{Reason, RefusalDetail, TypedTicket};
use hallgate::terminal::keypad::{Digit, Key};
use hallgate::terminal::menu::{
    BusyTask, FieldSetting, HallChoice, JobId, ListedOperator, Menu, MenuEffect, MenuInput,
    MenuPage, MenuReply, MenuRequest, MenuRules, NotOpened, NotSignedIn, OperatorChange,
    OperatorState, Pages, Person, PlatformLine, SettingLine, ShownVerdict, TypedAnswer, WhoSignsIn,
};
use hallgate::terminal::operators::{
    self, FirstAdminGrant, NewOperator, OperatorPlace, SheetAnswer, SheetHolder, SignedIn,
};
use hallgate::terminal::presentation::{Body, QrPicture, Scope};
use hallgate::terminal::report::status::Status;
use hallgate::terminal::report::{Day, reconcile::Reconciliation};
use hallgate::terminal::site_clock::ClockAnswer;
use hallgate::terminal::store::{AdminStore, DatabaseKey, RunningSession, StoreReader};
use hallgate::terminal::update::{BundleName, UpdateState, UpdateStatus, UpdateStep};
use hallgate::wire::calls::TicketInfo;
use hallgate::words::{Bilingual, Language};
use jiff::civil::{date, datetime};
use proptest::prelude::*;

const LOCK: Duration = Duration::from_secs(60);
const SIGN_OUT: Duration = Duration::from_secs(600);

const KEYS: [Key; 7] =
    [Key::Up, Key::Down, Key::Enter, Key::Back, Key::Erase, Key::Open, Key::Other];

/// What the terminal would know.
struct Props {
    people: [SignedIn; 3],
    holder: SheetHolder,
    day: Arc<Day>,
    status: Arc<Status>,
}

fn props() -> &'static Props {
    static PROPS: OnceLock<Props> = OnceLock::new();
    PROPS.get_or_init(|| {
        let disk = tempfile::tempdir().unwrap();
        let path = disk.path().join("hallgate.db");
        let key = DatabaseKey::from_bytes(&[7; 32]).unwrap();
        let mut admin_store = AdminStore::open_or_make(&path, &key).unwrap();
        let now = china_timestamp(datetime(2026, 5, 1, 18, 45, 0, 0));
        let grant = disk.path().join("grant");
        std::fs::write(&grant, FirstAdminGrant::of_code("7K2M", now).unwrap().to_text()).unwrap();
        let number = Password::new(first_admin_number("7K2M")).unwrap();
        let held = operators::hold(&mut admin_store, Some(&grant), &number, now).unwrap();
        let SheetAnswer::Holder(holder) = held else { panic!("{held:?}") };
        let mut add = |number: &str, role, by: Option<&SignedIn>| {
            let new_operator = NewOperator {
                name: number.parse().unwrap(),
                number: number.parse().ok(),
                called: format!("王芳{number}").parse().unwrap(),
                role,
            };
            let pin = Password::new("94718305".into()).unwrap();
            operators::add(&mut admin_store, by, &new_operator, &pin, now).unwrap();
            operators::sign_in(&mut admin_store, number, &pin, OperatorPlace::Screen, now).unwrap()
        };
        let admin = add("900", Role::Admin, None);
        let tech = add("201", Role::Tech, Some(&admin));
        let staff = add("101", Role::Staff, Some(&admin));
        let text = "[terminal]\ncinema_code = \"12345678\"\n[gate]\ndriver = \"simulated\"\n\
             [platform]\nurl = \"https://127.0.0.1\"\nusername = \"t\"\nprivate_key = \"file:/none\"\n";
        let config = hallgate::terminal::config::Config::parse(text, &path).unwrap();
        let reader = StoreReader::open(&path, &key).unwrap();
        let day = Day::compute(&reader, date(2026, 5, 1), &config.terminal, now).unwrap();
        let status = Status::collect(&reader, &config, now).unwrap();
        let people = [staff, tech, admin];
        Props { people, holder, day: day.into(), status: status.into() }
    })
}

#[derive(Debug, Clone)]
enum Act {
    Key(usize),
    Digits(Vec<u8>),
    /// The answer that fits the job asked for last, or one that went wrong.
    Answer(u8),
    /// An answer to a job that nobody waits for.
    Stray(u8, u64),
    Opened(u8),
    Locked,
    Wait(u64),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        20 => (0..KEYS.len()).prop_map(Act::Key),
        8 => prop::collection::vec(0..10_u8, 1..9).prop_map(Act::Digits),
        16 => (0..8_u8).prop_map(Act::Answer),
        2 => (0..8_u8, 0..40_u64).prop_map(|(kind, job)| Act::Stray(kind, job)),
        2 => (0..4_u8).prop_map(Act::Opened),
        2 => Just(Act::Locked),
        4 => prop_oneof![0..2_000_u64, 0..90_000_u64, 0..700_000_u64].prop_map(Act::Wait),
    ]
}

struct World {
    menu: Menu,
    mono: Duration,
    asked: Option<(JobId, Kind)>,
    /// Long work that somebody waits for.
    work: Vec<JobId>,
    opened: bool,
    judged: Option<Arc<TypedTicket>>,
}

/// What was asked for, as far as it makes a difference for the answer.
#[derive(Debug, Clone, Copy)]
enum Kind {
    AnyOperators,
    SignIn,
    HoldSheet,
    Day,
    Status,
    Find,
    Sessions,
    Ticket,
    Stick,
    Export,
    Key,
    KeyWritten,
    Backup,
    Platform,
    Updates,
    Update,
    Reconcile,
    Operators,
    Change,
    Settings,
    Halls,
    Clock,
    Set,
}

impl World {
    fn new(rows: usize) -> Self {
        let pages = Pages::new(move |_| rows);
        let rules = MenuRules {
            zone: CHINA,
            lock_after: LOCK,
            staff_lock_after: LOCK,
            sign_out_after: SIGN_OUT,
            rows,
            pages,
        };
        let menu = Menu::new(rules, Language::Chinese);
        Self {
            menu,
            mono: Duration::ZERO,
            asked: None,
            work: Vec::new(),
            opened: false,
            judged: None,
        }
    }

    fn now(&self) -> Now {
        let began = china_timestamp(datetime(2026, 5, 1, 18, 45, 0, 0));
        Now { mono: self.mono, wall: began + self.mono }
    }

    fn act(&mut self, act: &Act) {
        match act {
            Act::Key(at) => self.press(KEYS[*at]),
            Act::Digits(digits) => {
                digits.iter().for_each(|digit| self.press(Key::Digit(Digit::new(*digit).unwrap())));
            }
            Act::Answer(how) => {
                if let Some((job, kind)) = self.asked.take() {
                    let reply = answer(kind, *how);
                    if !matches!(reply, MenuReply::Progress(_)) {
                        self.work.retain(|waiting| *waiting != job);
                    }
                    self.give(MenuInput::Reply(job, reply));
                }
            }
            Act::Stray(how, job) => {
                self.give(MenuInput::Reply(JobId(*job), answer(Kind::SignIn, *how)));
            }
            Act::Opened(how) => {
                if std::mem::take(&mut self.opened) {
                    let faults =
                        [NotOpened::NotRecorded, NotOpened::NotAllowed, NotOpened::GateFault];
                    let done = faults.get(usize::from(*how)).map_or(Ok(()), |fault| Err(*fault));
                    self.give(MenuInput::Opened(done));
                }
            }
            Act::Locked => self.give(MenuInput::GateLocked),
            Act::Wait(ms) => self.wait(Duration::from_millis(*ms)),
        }
    }

    /// A key that opens the gate has to be Enter on a question that is answered with yes, or on the staff
    /// button's own that button once more.
    fn press(&mut self, key: Key) {
        let agreed = matches!(key, Key::Enter | Key::Open)
            && self.menu.view().is_some_and(|page| {
                let name = page.name();
                let asks = key == Key::Enter
                    && matches!(
                        name.as_str(),
                        "menu-open-ask" | "menu-typed-ask" | "menu-trials-gate"
                    );
                (asks || name == "menu-open-at_once")
                    && matches!(body(&page), Body::Ask(ask) if ask.chosen == 1)
            });
        let before = self.opened;
        self.opened = false;
        self.give(MenuInput::Key(key));
        assert_eq!(self.opened, agreed, "the gate opens after a yes, and only then");
        self.opened |= before;
    }

    fn give(&mut self, input: MenuInput) {
        let on_shift = self.menu.on_shift().cloned();
        let effects = self.menu.handle(self.now(), input);
        for effect in effects {
            let by = match effect {
                MenuEffect::OpenByHand { by, .. }
                | MenuEffect::TryGate { by }
                | MenuEffect::LetIn { by, .. } => {
                    self.opened = true;
                    Some(by)
                }
                // Nobody waits for it.
                MenuEffect::Ask { request: MenuRequest::Inside, .. } => None,
                MenuEffect::Ask { job, request, .. } => {
                    if request.task().is_work() {
                        self.work.push(job);
                    }
                    self.asked = Some((job, kind(&request)));
                    None
                }
                MenuEffect::Abandon(job) => {
                    self.work.retain(|waiting| *waiting != job);
                    None
                }
                MenuEffect::Judge(typed) => {
                    self.judged = Some(typed);
                    None
                }
                _ => None,
            };
            if let Some(by) = by {
                let person = on_shift.as_ref().expect("nobody is on shift");
                assert_eq!(by.number().as_str(), person.number, "in somebody else's name");
            }
        }
        if let Some(typed) = self.judged.take() {
            let reason = if self.asked.is_some() { Reason::Refunded } else { Reason::Ok };
            let (detail, at) = (RefusalDetail::None, datetime(2026, 5, 1, 18, 45, 0, 0));
            let verdict = ShownVerdict { at, reason, detail, ticket: None };
            self.give(MenuInput::Judged(typed, verdict.into()));
        }
        // What is shown can be drawn: the page is there and within its bounds.
        let Some(page) = self.menu.view() else { return };
        if let Body::List(list) = body(&page) {
            assert!(list.items.is_empty() || list.chosen < list.items.len());
        }
        if page.name() == "menu-notice-gate_open" {
            assert!(self.menu.on_shift().is_some());
        }
    }

    fn wait(&mut self, time: Duration) {
        let end = self.mono + time;
        for turn in 0.. {
            assert!(turn < 1000, "the menus want to be woken again and again");
            let Some(due) = self.menu.due().filter(|due| *due <= end) else { break };
            self.mono = due.max(self.mono);
            self.give(MenuInput::Tick);
            assert!(self.menu.due().is_none_or(|due| due > self.mono), "the loop would spin");
        }
        self.mono = end;
    }
}

/// What stands on a page.
fn body(page: &MenuPage) -> Body {
    page.card(Scope { language: Language::Chinese, status: None }).body
}

fn kind(request: &MenuRequest) -> Kind {
    match request {
        MenuRequest::AnyOperators => Kind::AnyOperators,
        MenuRequest::SignIn { .. } | MenuRequest::AddFirst { .. } => Kind::SignIn,
        MenuRequest::HoldSheet(_) => Kind::HoldSheet,
        MenuRequest::Day(_) | MenuRequest::Inside => Kind::Day,
        MenuRequest::Status => Kind::Status,
        MenuRequest::Find(_) => Kind::Find,
        MenuRequest::Sessions => Kind::Sessions,
        MenuRequest::Ticket(..) => Kind::Ticket,
        MenuRequest::FindStick => Kind::Stick,
        MenuRequest::Export(_) => Kind::Export,
        MenuRequest::ShowKey => Kind::Key,
        MenuRequest::WriteKey => Kind::KeyWritten,
        MenuRequest::Backup => Kind::Backup,
        MenuRequest::TryPlatform => Kind::Platform,
        MenuRequest::Updates => Kind::Updates,
        MenuRequest::Update(_) => Kind::Update,
        MenuRequest::Reconcile(_) => Kind::Reconcile,
        MenuRequest::Operators => Kind::Operators,
        MenuRequest::AddOperator { .. }
        | MenuRequest::SetPassword { .. }
        | MenuRequest::SetDisabled { .. } => Kind::Change,
        MenuRequest::Settings => Kind::Settings,
        MenuRequest::Halls => Kind::Halls,
        MenuRequest::SetClock(_) => Kind::Clock,
        MenuRequest::Set { .. } => Kind::Set,
    }
}

/// An update in any of its states.
fn update(how: u8) -> Arc<UpdateStatus> {
    use UpdateStep::*;
    let step = [Idle, Checked, Installed, Refused, Restarting, Waiting][usize::from(how) % 6];
    let state = UpdateState { step, version: Some("0.3.0".into()), ..UpdateState::default() };
    UpdateStatus { state, ..UpdateStatus::default() }.into()
}

fn typed() -> Arc<TypedTicket> {
    let info = r#"{"FilmTicketCode":"1234567800000001","ScreenCode":"0000000000000003",
        "FilmCode":"001105192026","SessionCode":"2026050100000007",
        "StartTime":"2026-05-01T19:00:00","CheckStatus":"No","RefundStatus":"No"}"#;
    let info = TicketInfo::read(info, "1234567800000001".parse().unwrap()).unwrap();
    Arc::new(TypedTicket::from_reply(info, jiff::Timestamp::UNIX_EPOCH).unwrap())
}

fn bundles() -> Vec<BundleName> {
    vec![BundleName { device: "sda1".into(), file: "hallgate-0.3.0.raucb".into() }]
}

fn answer(kind: Kind, how: u8) -> MenuReply {
    let person = Person { called: "王芳".into(), number: "101".into() };
    let operator = |state| ListedOperator { person: person.clone(), role: Role::Staff, state };
    let line = SettingLine {
        setting: FieldSetting::UnlockMs,
        value: "8000".into(),
        changed: how > 4,
        hall: None,
    };
    match (kind, how) {
        (_, 7) => MenuReply::Failed(BusyTask::Reporting, "it broke off".into()),
        (_, 6) => MenuReply::Progress(BusyTask::Exporting { day: 1, days: 7, done: 6, total: 9 }),
        (Kind::AnyOperators, how) => MenuReply::AnyOperators(match how {
            0 => WhoSignsIn::Nobody,
            1 => WhoSignsIn::SheetHolder,
            _ => WhoSignsIn::Operators,
        }),
        (Kind::HoldSheet, 0) => MenuReply::NotSignedIn(NotSignedIn::Refused),
        (Kind::HoldSheet, 1) => MenuReply::NotSignedIn(NotSignedIn::SheetOver),
        (Kind::HoldSheet, _) => MenuReply::SheetHeld(props().holder.clone()),
        (Kind::SignIn, 0) => MenuReply::NotSignedIn(NotSignedIn::Refused),
        (Kind::SignIn, 1) => MenuReply::NotSignedIn(NotSignedIn::Disabled),
        (Kind::SignIn, how) => MenuReply::SignedIn(props().people[usize::from(how) % 3].clone()),
        (Kind::Day, _) => MenuReply::Day(props().day.clone()),
        (Kind::Status, _) => MenuReply::Status(props().status.clone()),
        (Kind::Find, how) => MenuReply::Found(Vec::new(), how > 3),
        (Kind::Sessions, how) => {
            let session =
                RunningSession { start: datetime(2026, 5, 1, 19, 0, 0, 0), film_name: "".into() };
            MenuReply::Sessions(vec![session; usize::from(how) % 3])
        }
        (Kind::Ticket, how) => MenuReply::Ticket(
            match how {
                0 => TypedAnswer::Unknown,
                1 => TypedAnswer::NothingToComplete,
                2 => TypedAnswer::Unclear,
                3 => TypedAnswer::Unreached("it broke off".into()),
                how => TypedAnswer::Known(vec![typed(); usize::from(how) - 3]),
            },
            "000003".into(),
        ),
        (Kind::Stick, 0) => MenuReply::Stick(None),
        (Kind::Stick, _) => MenuReply::Stick(Some(("KINGSTON".into(), 7000))),
        (Kind::Export, 0) => MenuReply::ExportStopped { stick: "KINGSTON".into() },
        (Kind::Export, _) => MenuReply::Exported { files: 24, stick: "KINGSTON".into() },
        (Kind::Key, _) => MenuReply::Key {
            code: QrPicture { side: 2, modules: Arc::new(vec![0, 255, 255, 0].into()) },
            check: "8fe5a98b".into(),
        },
        (Kind::KeyWritten, _) => MenuReply::KeyWritten { stick: "KINGSTON".into() },
        (Kind::Backup, 0) => MenuReply::BackupStopped { stick: "KINGSTON".into() },
        (Kind::Backup, _) => MenuReply::BackedUp { records: 2310, stick: "KINGSTON".into() },
        (Kind::Platform, how) => MenuReply::Platform(
            [PlatformLine { works: how > 2, sentence: Bilingual::from("") }].into(),
        ),
        (Kind::Updates, how) => MenuReply::Updates(update(how), bundles()),
        (Kind::Update, how) => MenuReply::Update(update(how)),
        (Kind::Reconcile, _) => MenuReply::Reconciled(Arc::new(Reconciliation {
            terminal: String::new(),
            cinema_code: "12345678".parse().unwrap(),
            date: date(2026, 5, 1),
            made_at: props().day.sums.made_at.clone(),
            records: 0,
            compared: 0,
            unasked: 0,
            stopped_by: None,
            sessions: Vec::new(),
            differences: Vec::new(),
        })),
        (Kind::Operators, _) => MenuReply::Operators(
            [OperatorState::Enabled, OperatorState::Disabled].map(operator).into(),
        ),
        (Kind::Change, 0) => MenuReply::Weak(hallgate::people::Weakness::Common),
        (Kind::Change, 1) => MenuReply::Taken,
        (Kind::Change, 2) => MenuReply::LastAdmin,
        (Kind::Change, 3) => MenuReply::NotAllowed,
        (Kind::Change, _) => {
            let by = props().people[usize::from(how) % 3].clone();
            MenuReply::Operator(operator(OperatorState::Enabled), OperatorChange::NewPassword, by)
        }
        (Kind::Settings, _) => {
            let halls = SettingLine {
                setting: FieldSetting::Screens,
                value: "[]".into(),
                changed: false,
                hall: None,
            };
            MenuReply::Settings(vec![line, halls])
        }
        (Kind::Clock, how) => MenuReply::Clock(match how {
            0 => ClockAnswer::NotSet,
            1 => ClockAnswer::Synchronised,
            _ => ClockAnswer::Set,
        }),
        (Kind::Halls, how) => {
            let hall = HallChoice {
                code: "0000000000000003".parse().unwrap(),
                name: None,
                is_here: how > 3,
            };
            MenuReply::Halls(vec![hall; usize::from(how) % 4], how > 2)
        }
        (Kind::Set, 3) => MenuReply::NotAllowed,
        (Kind::Set, _) => MenuReply::Set(line),
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 20_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_order_of_keys_and_answers_opens_the_gate_without_a_yes(
        rows in 1..8_usize,
        acts in prop::collection::vec(act(), 1..120),
    ) {
        let mut world = World::new(rows);
        for act in &acts {
            world.act(act);
        }
        world.wait(SIGN_OUT + Duration::from_secs(301));
        prop_assert!(world.menu.view().is_none(), "a page stays for good: {:?}", world.menu.view());
        prop_assert!(world.menu.on_shift().is_none(), "a shift stays for good");
        prop_assert!(world.work.is_empty(), "work goes on for nobody: {:?}", world.work);
        prop_assert_eq!(world.menu.due(), None);
    }
}

/// Found by the order of keys above: nobody is asked in the name of whoever has left.
#[test]
fn who_signs_out_before_the_gate_has_opened_is_not_asked_why() {
    let mut world = World::new(1);
    let sign_in =
        [Act::Key(5), Act::Digits(vec![1]), Act::Key(2), Act::Digits(vec![1]), Act::Key(2)];
    sign_in.iter().for_each(|act| world.act(act));
    world.act(&Act::Answer(3));
    assert_eq!(world.menu.view().unwrap().name(), "menu-open-at_once");
    world.act(&Act::Key(2));
    assert!(world.opened, "the gate is being opened");
    world.act(&Act::Digits(vec![6]));
    assert!(world.menu.on_shift().is_none(), "signed out");
    let shown = world.menu.view().unwrap().name();
    let effects = world.menu.handle(world.now(), MenuInput::Opened(Ok(())));
    let [MenuEffect::NoteReason { by, reason: None }] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(by.number().as_str(), "101");
    assert_eq!(world.menu.view().unwrap().name(), shown);
}
