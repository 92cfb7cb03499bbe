//! Every page of the menus, by the name of its picture.

#[path = "figures.rs"]
pub mod figures;

use std::sync::Arc;

use hallgate::people::{Password, Role};
use hallgate::terminal::door::TypedTicket;
use hallgate::terminal::export::ExportError;
use hallgate::terminal::keypad::{Digit, Key};
use hallgate::terminal::menu::pages::administration::Administration;
use hallgate::terminal::menu::pages::backup::BackupPage;
use hallgate::terminal::menu::pages::busy::BusyPage;
use hallgate::terminal::menu::pages::camera::CameraTrial;
use hallgate::terminal::menu::pages::clock::ClockPage;
use hallgate::terminal::menu::pages::display::DisplayTrial;
use hallgate::terminal::menu::pages::export::ExportPage;
use hallgate::terminal::menu::pages::failed::Failed;
use hallgate::terminal::menu::pages::first_admin::FirstAdmin;
use hallgate::terminal::menu::pages::front::Front;
use hallgate::terminal::menu::pages::gate::GateTrial;
use hallgate::terminal::menu::pages::halls::HallsPage;
use hallgate::terminal::menu::pages::help::Help;
use hallgate::terminal::menu::pages::key_sheet::KeySheetPage;
use hallgate::terminal::menu::pages::keypad::KeypadTrial;
use hallgate::terminal::menu::pages::lamps::{LampSignal, LampTrial};
use hallgate::terminal::menu::pages::last_scans::{LastScans, VerdictSheet};
use hallgate::terminal::menu::pages::main::Main;
use hallgate::terminal::menu::pages::new_operator::NewOperatorPage;
use hallgate::terminal::menu::pages::open_gate::OpenGate;
use hallgate::terminal::menu::pages::operator::OperatorPage;
use hallgate::terminal::menu::pages::operators::Operators;
use hallgate::terminal::menu::pages::password::{NewPassword, PasswordOwner};
use hallgate::terminal::menu::pages::platform::PlatformTrial;
use hallgate::terminal::menu::pages::reconciliation::Compared;
use hallgate::terminal::menu::pages::record::RecordPage;
use hallgate::terminal::menu::pages::report::{ReportPage, ReportPart};
use hallgate::terminal::menu::pages::reports::Reports;
use hallgate::terminal::menu::pages::search::{SearchPage, Way};
use hallgate::terminal::menu::pages::setting::{SettingPage, SettingValue};
use hallgate::terminal::menu::pages::settings::SettingsPage;
use hallgate::terminal::menu::pages::sign_in::SignIn;
use hallgate::terminal::menu::pages::terminal::TerminalPage;
use hallgate::terminal::menu::pages::today::Today;
use hallgate::terminal::menu::pages::trials::Trials;
use hallgate::terminal::menu::pages::typed_ticket::TypedTicketPage;
use hallgate::terminal::menu::pages::update::UpdatePage;
use hallgate::terminal::menu::{
    BusyTask, CameraLook, Choices, Confirmation, EntryError, FieldSetting, HallChoice, Leaves,
    ListedOperator, MenuPage, OperatorState, PageSecret, Person, PlatformLine, SettingLine, Typing,
};
use hallgate::terminal::presentation::{QrPicture, TestPattern};
use hallgate::terminal::report::{InsideNow, last_days};
use hallgate::terminal::site_clock::ClockAnswer;
use hallgate::terminal::store::{OpenReason, RunningSession};
use hallgate::terminal::update::{
    BundleName, Image, NotKept, Part, UpdateFault, UpdateOutcome, UpdateState, UpdateStatus,
    UpdateStep, WhyNotKept,
};
use hallgate::ticket::outline;
use hallgate::transport::Fault;
use hallgate::wire::calls::TicketInfo;
use hallgate::words::{Bilingual, Language};
use jiff::Span;
use jiff::civil::{DateTime, date, datetime};

const YES: Confirmation = Confirmation { yes: true };
const NO: Confirmation = Confirmation { yes: false };

/// What is behind a page's name, and the page.
type Shown = (&'static str, MenuPage);

fn person() -> Person {
    Person { called: "王芳".into(), number: "1001".into() }
}

fn operators() -> Vec<ListedOperator> {
    let operator = |number: &str, called: &str, role, state| ListedOperator {
        person: Person { called: called.into(), number: number.into() },
        role,
        state,
    };
    vec![
        operator("1001", "王芳", Role::Staff, OperatorState::Enabled),
        operator("1002", "欧阳娜娜", Role::Staff, OperatorState::Locked),
        operator("2001", "Li Wei", Role::Tech, OperatorState::Enabled),
        operator("2002", "赵喆", Role::Tech, OperatorState::Disabled),
        operator("9001", "陈经理", Role::Admin, OperatorState::Enabled),
    ]
}

/// Pages whose pictures have the page's own name.
fn plain(pages: Vec<MenuPage>) -> Vec<Shown> {
    pages.into_iter().map(|page| ("", page)).collect()
}

fn setting(setting: FieldSetting, value: &str, changed: bool) -> SettingLine {
    let hall = (setting == FieldSetting::Screens).then(|| "3号激光厅".to_owned());
    SettingLine { setting, value: value.into(), changed, hall }
}

fn lists(language: Language) -> Vec<MenuPage> {
    let today = date(2026, 7, 27);
    let records = Choices::new((0..9).map(|later| Arc::new(figures::record(later))));
    let records = records.marked(|record| **record == figures::record(5));
    let days = Choices::new(last_days(today));
    let present = SettingValue::Of("8000".into());
    let [staff, _, tech, _, admin] = operators().try_into().expect("five operators");
    let settings = vec![
        setting(FieldSetting::Language, "zh-CN", false),
        setting(FieldSetting::UnlockMs, "8000", true),
        setting(FieldSetting::OpenBeforeMin, "30", false),
        setting(FieldSetting::CloseAfterMin, "120", false),
        setting(FieldSetting::Online, "prefer", false),
        setting(FieldSetting::Screens, "[\"0000000000000003\"]", false),
    ];
    vec![
        LastScans::new(figures::told()).into(),
        OpenGate::why_open().into(),
        Front::new(None, language).into(),
        Front::new(Some(person()), language).into(),
        Main::new(person(), Role::Staff, language)
            .with(InsideNow { start: SHOW, entered: 86, seats: Some(120) })
            .into(),
        Main::new(tech.person, Role::Tech, language).marked("报表与查询").into(),
        Main::new(admin.person, Role::Admin, language).marked("管理").into(),
        OpenGate::reasons().into(),
        TypedTicketPage::sessions(sessions(), SHOW.saturating_sub(Span::new().minutes(12))).into(),
        TypedTicketPage::Which(Choices::new([typed(), typed()])).into(),
        Reports::new(today).into(),
        SearchPage::ways().into(),
        SearchPage::Day(Way::Time, days.marked(|day| *day == date(2026, 7, 26))).into(),
        SearchPage::Found { more: true, records }.into(),
        Trials::all().into(),
        KeySheetPage::ways().into(),
        Administration::new(Role::Admin).into(),
        Operators::new(operators()).marked("1002").into(),
        OperatorPage::changes(staff).into(),
        NewOperatorPage::roles().into(),
        HallsPage::choose(halls(), true).into(),
        SettingsPage::new(settings).marked(FieldSetting::OpenBeforeMin).into(),
        SettingPage::values(&setting(FieldSetting::UnlockMs, "8000", true)).marked(&present).into(),
    ]
}

fn halls() -> Vec<HallChoice> {
    let hall = |code: &str, name: Option<&str>, is_here| HallChoice {
        code: format!("000000000000000{code}").parse().unwrap(),
        name: name.map(Into::into),
        is_here,
    };
    vec![
        hall("1", Some("1号厅"), false),
        hall("3", Some("3号激光厅"), true),
        hall("4", Some("贵宾厅"), true),
        hall("5", None, false),
    ]
}

/// When the session of the figures' tickets begins.
const SHOW: DateTime = datetime(2026, 7, 27, 19, 30, 0, 0);

fn sessions() -> Vec<RunningSession> {
    let session = |hours, film: &str| RunningSession {
        start: SHOW.saturating_add(Span::new().hours(hours)),
        film_name: film.into(),
    };
    vec![session(-3, "浪浪山小妖怪"), session(0, "龘龘与骉骉：堃海上的最后一夜 珍藏纪念版")]
}

fn typed() -> Arc<TypedTicket> {
    let info = r#"{"FilmTicketCode":"1234567800000001","ScreenCode":"0000000000000003",
        "FilmCode":"001105192026","SessionCode":"2026050100000007","RowNum":7,"ColumnNum":12,
        "StartTime":"2026-07-27T19:30:00","CheckStatus":"No","RefundStatus":"No"}"#;
    let info = TicketInfo::read(info, "1234567800000001".parse().unwrap()).unwrap();
    TypedTicket::from_reply(info, jiff::Timestamp::UNIX_EPOCH).unwrap().into()
}

/// Keys that type these digits.
fn digits(typed: &str) -> Vec<Key> {
    let digit = |byte: u8| Key::Digit(Digit::new(byte - b'0').expect("a digit"));
    typed.bytes().map(digit).collect()
}

fn entries() -> Vec<Shown> {
    let number = |typed: &str| Typing::digits(16).after(&digits(typed), None);
    let wrong = |typed: &str, said| Typing::digits(16).after(&digits(typed), Some(said));
    let turned = |typed: &str, turns: &[Key]| number(typed).after(turns, None);
    let secret = |typed: &str| Typing::secret().after(&digits(typed), None);
    let password = |person, typing| MenuPage::from(SignIn::password("1001".into(), person, typing));
    let locked = Typing::secret().after(&[], Some(EntryError::Locked { seconds: 540 }));
    let refused = Typing::secret().after(&[], Some(EntryError::Refused));
    let done = secret("123456").after(&[Key::Down], None);
    let whose = || PasswordOwner::Added { role: Role::Staff, person: person() };
    let first = Password::new("12345678".into()).expect("a password");
    let differs = Typing::secret().after(&digits("123"), Some(EntryError::NotRepeated));
    let today = date(2026, 7, 27);
    // Two stops before the first digit.
    let to_three = [Key::Up; 4];
    vec![
        ("", SignIn::Number(number("1001")).into()),
        ("-touched", SignIn::Number(number("1001")).into()),
        ("-dial", SignIn::Number(turned("10", &to_three)).into()),
        ("", password(Some(person()), secret("12345"))),
        ("-wrong", password(Some(person()), refused)),
        ("-locked", password(None, locked)),
        ("-done", password(Some(person()), done)),
        ("", FirstAdmin::Sheet(Typing::digits(8).after(&digits("83812"), None)).into()),
        (
            "-wrong",
            FirstAdmin::Sheet(Typing::digits(8).after(&[], Some(EntryError::NotOfSheet))).into(),
        ),
        ("", ClockPage::date(today).into()),
        ("", ClockPage::Time(today, number("19")).into()),
        ("", TypedTicketPage::Start(number("19")).into()),
        ("", TypedTicketPage::Number(SHOW, number("004711")).into()),
        ("-wrong", TypedTicketPage::Number(SHOW, wrong("", EntryError::NoSuchTicket)).into()),
        ("", SearchPage::Ticket(wrong("345", EntryError::TooShort { least: 4 })).into()),
        ("", SearchPage::Time(today, number("191")).into()),
        ("", SearchPage::Row(today, number("7")).into()),
        ("", SearchPage::Column(today, 7, turned("12", &[Key::Down, Key::Up])).into()),
        ("", NewOperatorPage::Number(Role::Staff, wrong("1001", EntryError::Taken)).into()),
        ("", NewPassword::First(whose(), secret("12345678")).into()),
        ("", NewPassword::Again(whose(), PageSecret::new(first), differs).into()),
    ]
}

/// As long as the code of a key's sheet gets, and none that opens anything.
pub const KEY: &str = "a key that is shown on the display ................................................ .......... and of which this is as long as the text";
const CHECK: &str = "8fe5a98b";

fn code(text: &str) -> QrPicture {
    let picture = outline::picture(text, |_| 1).unwrap();
    QrPicture { side: picture.width(), modules: Arc::new(picture.into_raw().into()) }
}

fn questions() -> Vec<MenuPage> {
    let [one, other] = [operators()[0].clone(), operators()[3].clone()];
    vec![
        OpenGate::at_once(person()).into(),
        OpenGate::Ask { reason: OpenReason::Phone, person: person(), answer: NO }.into(),
        TypedTicketPage::Ask {
            typed: typed(),
            verdict: figures::told()[1].clone(),
            person: person(),
            answer: YES,
        }
        .into(),
        GateTrial { answer: YES }.into(),
        ExportPage::Ask { stick: "KINGSTON 32G".into(), free_mb: 29_300, answer: NO }.into(),
        BackupPage::Ask { stick: "KINGSTON 32G".into(), free_mb: 29_300, answer: NO }.into(),
        KeySheetPage::AskShow(NO).into(),
        KeySheetPage::AskWrite { stick: "KINGSTON 32G".into(), answer: NO }.into(),
        OperatorPage::Ask(one, NO).into(),
        OperatorPage::Ask(other, YES).into(),
        ClockPage::Ask { at: SHOW, answer: YES }.into(),
        HallsPage::Ask { halls: halls(), person: person(), answer: YES }.into(),
        SettingPage::Ask {
            setting: FieldSetting::UnlockMs,
            from: "5000".into(),
            to: SettingValue::Of("8000".into()),
            answer: NO,
        }
        .into(),
    ]
}

fn tasks() -> Vec<MenuPage> {
    let tasks = [
        BusyTask::SigningIn,
        BusyTask::Reporting,
        BusyTask::Loading,
        BusyTask::Searching,
        BusyTask::Reconciling { done: 7, total: 12 },
        BusyTask::LookingForStick,
        BusyTask::Exporting { day: 3, days: 7, done: 1_100, total: 2_600 },
        BusyTask::StoppingExport,
        BusyTask::PuttingKeyAway,
        BusyTask::BackingUp { done: 5_000, total: 12_600 },
        BusyTask::StoppingBackup,
        BusyTask::TryingPlatform,
        BusyTask::AskingPlatform,
        BusyTask::Saving,
    ];
    tasks.map(|task| BusyPage::with(task).into()).into()
}

fn notices() -> Vec<MenuPage> {
    let stick = || "KINGSTON 32G".to_owned();
    let cause = std::io::ErrorKind::ReadOnlyFilesystem.into();
    let why = Bilingual::for_staff(&ExportError::NotWritable { name: stick(), cause });
    vec![
        SignIn::SignedOut(person()).into(),
        SignIn::NoOperators.into(),
        LastScans::new(Vec::new()).into(),
        OpenGate::Open.into(),
        OpenGate::Locked.into(),
        OpenGate::NotRecorded.into(),
        OpenGate::Fault.into(),
        Help.into(),
        TypedTicketPage::Refused(figures::told()[0].clone()).into(),
        TypedTicketPage::NoAnswer(Some(Bilingual::of(&Fault::Timeout))).into(),
        SearchPage::Nothing.into(),
        ExportPage::Done { files: 5, stick: stick() }.into(),
        ExportPage::Stopped { stick: stick() }.into(),
        ExportPage::NoStick.into(),
        BackupPage::Done { records: 2_310, stick: stick() }.into(),
        BackupPage::Stopped { stick: stick() }.into(),
        BackupPage::NoStick.into(),
        KeySheetPage::Written { stick: stick() }.into(),
        KeySheetPage::NoStick.into(),
        KeySheetPage::Shown { code: code(KEY), check: CHECK.into() }.into(),
        NewOperatorPage::Added(operators()[1].clone()).into(),
        NewPassword::Changed(person()).into(),
        OperatorPage::Disabled(person()).into(),
        OperatorPage::Enabled(person()).into(),
        OperatorPage::LastAdmin.into(),
        Failed::NotAllowed.into(),
        ClockPage::Answered(ClockAnswer::Set).into(),
        ClockPage::Answered(ClockAnswer::Synchronised).into(),
        ClockPage::Answered(ClockAnswer::NotSet).into(),
        SettingPage::Changed(setting(FieldSetting::OpenBeforeMin, "45", true)).into(),
        Failed::Task(BusyTask::Exporting { day: 0, days: 0, done: 0, total: 0 }, why).into(),
    ]
}

fn leaves() -> Vec<Shown> {
    let (day, empty) = (Arc::new(figures::day()), Arc::new(figures::empty_day()));
    let (well, troubled) = (Arc::new(figures::well()), Arc::new(figures::troubled()));
    let report = ReportPage::all(&day, 6);
    let none = report.iter().map(|sheet| ReportPage { day: empty.clone(), ..sheet.clone() });
    let compared = Compared::all(&Arc::new(figures::reconciliation()), 6);
    let charts =
        report.iter().position(|sheet| sheet.part == ReportPart::Quarters).expect("a chart");
    let mut leaves: Vec<Shown> = vec![
        ("", Leaves::turned(Today::all(&day, 6), 0).into()),
        ("", Leaves::turned(Today::all(&day, 6), 1).into()),
        ("", Leaves::turned(TerminalPage::all(&well), 0).into()),
        ("", Leaves::turned(vec![RecordPage(Arc::new(figures::record(0)))], 0).into()),
        ("-empty", Leaves::turned(none.collect(), charts).into()),
    ];
    let told = figures::told();
    let sheets = |at: usize| VerdictSheet::all(&told[at]);
    leaves.push(("", Leaves::turned(sheets(0), 0).into()));
    leaves.push(("", Leaves::turned(sheets(0), 1).into()));
    leaves.push(("-hall", Leaves::turned(sheets(2), 0).into()));
    leaves.push(("-admitted", Leaves::turned(sheets(1), 0).into()));
    leaves.extend((0..report.len()).map(|at| ("", Leaves::turned(report.clone(), at).into())));
    leaves.extend((0..compared.len()).map(|at| ("", Leaves::turned(compared.clone(), at).into())));
    let (well, troubled) = (TerminalPage::all(&well), TerminalPage::all(&troubled));
    for at in 1..well.len() {
        leaves.push(("", Leaves::turned(well.clone(), at).into()));
        // Versions and addresses know no trouble.
        if (2..well.len() - 1).contains(&at) {
            leaves.push(("-troubled", Leaves::turned(troubled.clone(), at).into()));
        }
    }
    leaves
}

/// A scene in greys: a bright ticket with dark blocks before a darker wall.
fn look(width: u32, height: u32) -> CameraLook {
    let grey = |x: u32, y: u32| {
        let (u, v) = (x * 100 / width, y * 100 / height);
        let block = (u / 4 * 7 + v / 5 * 13) % 5 < 2;
        match (u, v) {
            (34..=65, 22..=77) if block => 30,
            (30..=69, 15..=84) => 225,
            _ => 40 + (u + v) as u8 / 3,
        }
    };
    let pixels = (0..height).flat_map(|y| (0..width).map(move |x| grey(x, y))).collect();
    let taken = "2026-07-27T11:12:00Z".parse().unwrap();
    CameraLook { pixels, width, height, focus: 74, best: 88, code: true, taken }
}

fn trials() -> Vec<Shown> {
    let answers = |language| match language {
        Language::Chinese => "https://platform.example/ 在 38 毫秒内应答（含建立连接）",
        Language::English => "https://platform.example/ answers in 38 ms, including connecting",
    };
    let agrees = |language| match language {
        Language::Chinese => "平台时间与本机一致",
        Language::English => "its clock agrees",
    };
    let line = |works, sentence| PlatformLine { works, sentence };
    let found = vec![
        line(true, Bilingual::by(|language| answers(language).to_owned())),
        line(true, Bilingual::by(|language| agrees(language).to_owned())),
        line(false, Bilingual::of(&Fault::Forbidden(403))),
    ];
    let pressed = |last, pressed| MenuPage::from(KeypadTrial { last, pressed });
    let mut trials: Vec<Shown> = vec![
        ("-waiting", CameraTrial::default().into()),
        ("", CameraTrial { look: Some(Arc::new(look(320, 180))) }.into()),
        ("", LampTrial { on: LampSignal::Refuse }.into()),
        ("-waiting", pressed(None, 0)),
        ("-digit", pressed(Digit::new(7).map(Key::Digit), 12)),
        ("", pressed(Some(Key::Erase), 13)),
        ("", PlatformTrial { lines: found.into() }.into()),
    ];
    let patterns = [
        TestPattern::Frame,
        TestPattern::Red,
        TestPattern::Green,
        TestPattern::Blue,
        TestPattern::White,
        TestPattern::Black,
        TestPattern::Steps,
    ];
    trials.extend(patterns.map(|pattern| ("", DisplayTrial { pattern }.into())));
    trials
}

/// An update on its way.
fn updates() -> Vec<Shown> {
    let image = Some(Image { version: "0.2.0".into(), side: Some("A".into()) });
    let not_kept = UpdateOutcome::NotKept(NotKept {
        version: "0.2.9".into(),
        back: "0.2.0".into(),
        why: WhyNotKept::SelfTest(vec![Part::Camera]),
    });
    let status = |step, reason, outcome| -> Arc<UpdateStatus> {
        let state = UpdateState { step, version: Some("0.3.0".into()), percent: 0, reason };
        UpdateStatus { image: image.clone(), state, outcome }.into()
    };
    let bundle = |file: &str| BundleName { device: "sda1".into(), file: file.into() };
    let bundles = vec![bundle("hallgate-0.3.0.raucb"), bundle("hallgate-0.2.9.raucb")];
    let idle = status(UpdateStep::Idle, None, None);
    let back = status(UpdateStep::Installed, None, Some(not_kept));
    let refused = |reason| UpdatePage::Refused(status(UpdateStep::Refused, Some(reason), None));
    let version = || "0.3.0".to_owned();
    let busy = |step, done| BusyPage::with(BusyTask::Updating { step, done, total: 100 });
    vec![
        ("-none", UpdatePage::overview(idle, Vec::new()).into()),
        ("", UpdatePage::overview(back.clone(), bundles).into()),
        ("", UpdatePage::AskInstall { version: version(), answer: YES }.into()),
        ("", UpdatePage::AskRestart { version: version(), answer: YES }.into()),
        ("", refused(UpdateFault::Signature).into()),
        ("", UpdatePage::NotKept(back).into()),
        ("", UpdatePage::Restarting.into()),
        ("", busy(UpdateStep::Installing, 40).into()),
        ("-wait", busy(UpdateStep::Waiting, 0).into()),
        ("", BusyPage::with(BusyTask::LookingForUpdate).into()),
    ]
}

/// Every page with the name of its picture.
pub fn gallery(language: Language) -> Vec<(String, MenuPage)> {
    let mut pages = plain(lists(language));
    pages.extend(plain(questions()));
    pages.extend(plain(tasks()));
    pages.extend(plain(notices()));
    pages.extend(entries());
    pages.extend(leaves());
    pages.extend(trials());
    pages.extend(updates());
    pages.into_iter().map(|(behind, page)| (format!("{}{behind}", page.name()), page)).collect()
}
