//! Every page of the menus, by the name of its picture.

#[path = "figures.rs"]
pub mod figures;

use std::sync::Arc;

use hallgate::people::Role;
use hallgate::terminal::keypad::{Digit, Key};
use hallgate::terminal::menu::{
    Ask, CameraLook, Dial, Entry, Field, Heading, Item, Lamp, Leaf, List, Notice, Operator,
    OperatorState, Pattern, Person, PlatformLine, Question, ReconciliationSheet, ReportSheet, Said,
    Setting, SettingLine, Sheet, StatusSheet, Task, Trial, Typed, View, lists,
};
use hallgate::terminal::screen::{Scene, scene_name};
use hallgate::terminal::store::OpenReason;
use hallgate::words;
use hallgate::words::Language;
use jiff::ToSpan;
use jiff::civil::date;

fn person() -> Person {
    Person { called: "王芳".into(), number: "1001".into() }
}

fn operators() -> Vec<Operator> {
    let operator = |number: &str, called: &str, role, state| Operator {
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

fn list(heading: Heading, items: Vec<Item>, chosen: usize) -> View {
    View::List(List { heading, items, chosen })
}

fn lists_of(language: Language) -> Vec<View> {
    let setting = |setting, value: &str, changed| {
        Item::Setting(SettingLine { setting, value: value.into(), changed })
    };
    let unlock = SettingLine { setting: Setting::UnlockMs, value: "8000".into(), changed: true };
    let (_, values) = lists::values(&unlock);
    let found = (0..9).map(|later| Item::Record(Arc::new(figures::record(later)))).collect();
    let today = date(2026, 7, 27);
    let days = (0..7).map(|back| Item::TimeOn(today.saturating_sub(back.days()))).collect();
    vec![
        list(Heading::Front, lists::front(None, language), 0),
        list(Heading::Front, lists::front(Some(person()), language), 0),
        list(Heading::Main(person()), lists::main(Role::Staff, language), 0),
        list(Heading::Main(operators()[2].person.clone()), lists::main(Role::Tech, language), 3),
        list(Heading::Main(operators()[4].person.clone()), lists::main(Role::Admin, language), 7),
        list(Heading::Reason, lists::reasons(), 1),
        list(Heading::Reports, lists::reports(today), 0),
        list(Heading::Find, lists::find(), 0),
        list(Heading::FindDay, days, 1),
        list(Heading::Found { more: true }, found, 5),
        list(Heading::Trials, lists::trials(), 0),
        list(Heading::Operators, lists::operators(operators()), 2),
        list(Heading::Operator(operators()[0].clone()), lists::operator(&operators()[0]), 0),
        list(Heading::NewRole, lists::roles(), 0),
        list(
            Heading::Settings,
            vec![
                setting(Setting::Language, "zh-CN", false),
                setting(Setting::UnlockMs, "8000", true),
                setting(Setting::OpenBeforeMin, "30", false),
                setting(Setting::CloseAfterMin, "120", false),
                setting(Setting::Online, "prefer", false),
            ],
            2,
        ),
        list(Heading::Setting(Setting::UnlockMs), values, 5),
    ]
}

fn entries() -> Vec<(&'static str, View)> {
    let entry = |field, typed, dial, said| View::Entry(Entry { field, typed, dial, said });
    let shown = |typed: &str| Typed::Shown(typed.into());
    vec![
        ("", entry(Field::StaffNumber, shown("1001"), None, None)),
        ("-dial", entry(Field::StaffNumber, shown("10"), Some(Dial::Sign('3')), None)),
        ("", entry(Field::Password(Some(person())), Typed::Hidden(5), None, None)),
        (
            "-wrong",
            entry(Field::Password(Some(person())), Typed::Hidden(0), None, Some(Said::Refused)),
        ),
        (
            "-locked",
            entry(
                Field::Password(None),
                Typed::Hidden(0),
                None,
                Some(Said::Locked { seconds: 540 }),
            ),
        ),
        ("-done", entry(Field::Password(Some(person())), Typed::Hidden(6), Some(Dial::Done), None)),
        ("", entry(Field::TicketDigits, shown("345"), None, Some(Said::TooShort { least: 4 }))),
        ("", entry(Field::TimeOfDay, shown("191"), None, None)),
        ("", entry(Field::SeatRow, shown("7"), None, None)),
        ("", entry(Field::SeatColumn, shown("12"), Some(Dial::Erase), None)),
        ("", entry(Field::NewNumber, shown("1001"), None, Some(Said::Taken))),
        ("", entry(Field::NewPassword(person(), Role::Staff), Typed::Hidden(8), None, None)),
        (
            "",
            entry(Field::PasswordAgain(person()), Typed::Hidden(3), None, Some(Said::NotRepeated)),
        ),
    ]
}

fn questions() -> Vec<View> {
    let ask = |question, yes| View::Ask(Ask { question, yes });
    let [one, other] = [operators()[0].clone(), operators()[3].clone()];
    vec![
        ask(Question::OpenGate(OpenReason::Phone, person()), false),
        ask(Question::TryGate, true),
        ask(Question::Export { stick: "KINGSTON 32G".into(), free_mb: 29_300 }, false),
        ask(Question::Disable(one), false),
        ask(Question::Enable(other), true),
        ask(
            Question::Change {
                setting: Setting::UnlockMs,
                from: "5000".into(),
                to: Some("8000".into()),
            },
            false,
        ),
    ]
}

fn tasks() -> Vec<View> {
    let tasks = [
        Task::SigningIn,
        Task::Reporting,
        Task::Loading,
        Task::Searching,
        Task::Reconciling { done: 7, total: 12 },
        Task::LookingForStick,
        Task::Exporting { day: 3, days: 7, done: 1_100, total: 2_600 },
        Task::StoppingExport,
        Task::TryingPlatform,
        Task::Loading,
        Task::Saving,
    ];
    tasks.map(View::Busy).into()
}

fn notices(language: Language) -> Vec<View> {
    let stick = || "KINGSTON 32G".to_owned();
    let changed =
        SettingLine { setting: Setting::OpenBeforeMin, value: "45".into(), changed: true };
    let why = words::export::NotWritable { stick: "KINGSTON 32G" }.text(language);
    let notices = vec![
        Notice::SignedOut(person()),
        Notice::NoOperators,
        Notice::GateOpen,
        Notice::GateLocked,
        Notice::NotRecorded,
        Notice::GateFault,
        Notice::HelpCalled,
        Notice::HelpOver,
        Notice::NothingFound,
        Notice::Exported { files: 5, stick: stick() },
        Notice::ExportStopped { stick: stick() },
        Notice::NoStick,
        Notice::OperatorAdded(operators()[1].clone()),
        Notice::PasswordChanged(person()),
        Notice::OperatorDisabled(person()),
        Notice::OperatorEnabled(person()),
        Notice::LastAdmin,
        Notice::NotAllowed,
        Notice::SettingChanged(changed),
        Notice::Failed(Task::Exporting { day: 0, days: 0, done: 0, total: 0 }, why),
    ];
    notices.into_iter().map(View::Notice).collect()
}

fn leaves() -> Vec<(&'static str, View)> {
    let leaf = |sheet, at, of| View::Leaf(Leaf { sheet, part: 0, at, of });
    let (day, empty) = (Arc::new(figures::day()), Arc::new(figures::empty_day()));
    let sheets = [
        ReportSheet::Totals,
        ReportSheet::Sessions(0..6),
        ReportSheet::Halls(0..2),
        ReportSheet::Quarters,
        ReportSheet::Waits,
        ReportSheet::Refusals,
        ReportSheet::Manual,
    ];
    let status = [
        StatusSheet::Platform,
        StatusSheet::Uploads,
        StatusSheet::Storage,
        StatusSheet::Clock,
        StatusSheet::Versions,
    ];
    let (well, troubled) = (Arc::new(figures::well()), Arc::new(figures::troubled()));
    let mut leaves = vec![
        ("", leaf(Sheet::Today(day.clone()), 0, 1)),
        ("", leaf(Sheet::Device, 0, 6)),
        ("", leaf(Sheet::Record(Arc::new(figures::record(0))), 0, 1)),
        ("-empty", leaf(Sheet::Report(empty, ReportSheet::Quarters), 3, 7)),
    ];
    for (at, sheet) in sheets.into_iter().enumerate() {
        leaves.push(("", leaf(Sheet::Report(day.clone(), sheet), at, 7)));
    }
    let told = Arc::new(figures::reconciliation());
    let compared = [
        ReconciliationSheet::Totals,
        ReconciliationSheet::Sessions(0..6),
        ReconciliationSheet::Differences(0..3),
    ];
    for (at, sheet) in compared.into_iter().enumerate() {
        leaves.push(("", leaf(Sheet::Reconciliation(told.clone(), sheet), at, 3)));
    }
    for (at, sheet) in status.into_iter().enumerate() {
        leaves.push(("", leaf(Sheet::Status(well.clone(), sheet), at + 1, 6)));
        if sheet != StatusSheet::Versions {
            leaves.push(("-troubled", leaf(Sheet::Status(troubled.clone(), sheet), at + 1, 6)));
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

fn trials(language: Language) -> Vec<(&'static str, View)> {
    let line = |works, words| PlatformLine { works, words };
    use words::doctor::Text;
    let found = vec![
        line(true, Text::PlatformAnswers.with(language, &["https://platform.example/", "38"])),
        line(true, Text::ClockAgrees.plain(language)),
        line(false, words::fault::Text::Forbidden.with(language, &["403"])),
    ];
    let pressed = |last, pressed| Trial::Keypad { last, pressed };
    let mut trials = vec![
        ("-waiting", Trial::Camera(None)),
        ("", Trial::Camera(Some(Arc::new(look(320, 180))))),
        ("", Trial::Lamps(Lamp::Refuse)),
        ("-waiting", pressed(None, 0)),
        ("-digit", pressed(Digit::new(7).map(Key::Digit), 12)),
        ("", pressed(Some(Key::Erase), 13)),
        ("", Trial::Platform(found.into())),
    ];
    let patterns = [
        Pattern::Frame,
        Pattern::Red,
        Pattern::Green,
        Pattern::Blue,
        Pattern::White,
        Pattern::Black,
        Pattern::Steps,
    ];
    trials.extend(patterns.map(|pattern| ("", Trial::Display(pattern))));
    trials.into_iter().map(|(behind, trial)| (behind, View::Trial(trial))).collect()
}

/// Every page with the name of its picture.
pub fn gallery(language: Language) -> Vec<(String, View)> {
    let plain = [lists_of(language), questions(), tasks(), notices(language)].into_iter().flatten();
    let mut pages: Vec<_> = plain.map(|view| ("", view)).collect();
    pages.extend(entries());
    pages.extend(leaves());
    pages.extend(trials(language));
    pages
        .into_iter()
        .map(|(behind, view)| {
            let name = scene_name(&Scene::Menu(Arc::new(view.clone())));
            (format!("{name}{behind}"), view)
        })
        .collect()
}
