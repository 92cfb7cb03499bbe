//! Pages as no cinema has them: huge, empty, torn.

use std::sync::Arc;

use jiff::civil::date;

use super::menus::figures;
use crate::people::Role;
use crate::terminal::menu::pages::busy::BusyPage;
use crate::terminal::menu::pages::camera::CameraTrial;
use crate::terminal::menu::pages::export::ExportPage;
use crate::terminal::menu::pages::failed::Failed;
use crate::terminal::menu::pages::main::Main;
use crate::terminal::menu::pages::operators::Operators;
use crate::terminal::menu::pages::platform::PlatformTrial;
use crate::terminal::menu::pages::record::RecordPage;
use crate::terminal::menu::pages::report::{ReportPage, ReportPart};
use crate::terminal::menu::pages::search::SearchPage;
use crate::terminal::menu::pages::setting::{SettingPage, SettingValue};
use crate::terminal::menu::pages::sign_in::SignIn;
use crate::terminal::menu::pages::terminal::{TerminalPage, TerminalPart};
use crate::terminal::menu::pages::today::Today;
use crate::terminal::menu::{
    BusyTask, CameraLook, Choices, Confirmation, FieldSetting, Leaves, ListedOperator, MenuPage,
    OperatorState, Person, PlatformLine, SettingLine, Typing,
};
use crate::terminal::presentation::{Body, Card, Dial, Phrase, Scope, Typed};
use crate::terminal::report::status::{Doubled, LastError, Status};
use crate::terminal::report::{
    Day, Figures, Hour, LatencyCount, OpeningCount, RefusalCount, ReportCounts, SessionFigures,
    Sums, TypedCounts, Yuan,
};
use crate::terminal::store::RecordLine;
use crate::words::Language;

fn name() -> String {
    "\u{202e}🎬\n|…\u{0}龘W".repeat(500)
}

fn person() -> Person {
    Person { called: name(), number: "9".repeat(300) }
}

fn operator() -> ListedOperator {
    ListedOperator { person: person(), role: Role::Admin, state: OperatorState::Locked }
}

fn record() -> Arc<RecordLine> {
    let seat = Some((u32::MAX, u32::MAX));
    Arc::new(RecordLine {
        film_name: Some(name()),
        screen_name: Some(name()),
        seat,
        set_aside: true,
        ..figures::record(0)
    })
}

fn huge() -> Arc<Day> {
    let most = u64::MAX;
    let figures = Figures {
        admitted: most,
        reopened: most,
        uploaded: most,
        pending: most,
        set_aside: most,
        price: Yuan(most),
        service_fee: Yuan(most),
    };
    let day = figures::day();
    let session = |session: &SessionFigures| SessionFigures {
        film_name: Some(name()),
        screen_name: Some(name()),
        figures,
        ..session.clone()
    };
    // A clock that was wrong by years.
    let year = |year| day.sums.from.with().year(year).build().unwrap();
    let hour = |from| Hour { from, admitted: most / 2, refused: most, manual: most };
    let latency =
        day.counts.latency.iter().map(|count| LatencyCount { visitors: most, ..*count }).collect();
    Arc::new(Day {
        sums: Sums { totals: figures, refused: most, manual: most, ..day.sums.clone() },
        sessions: day.sessions.iter().map(session).collect(),
        quarters: vec![hour(year(1970)), hour(year(2026)), hour(year(9998))],
        counts: ReportCounts {
            refusals: (0..30).map(|_| RefusalCount { reason: name(), refused: most }).collect(),
            openings: vec![OpeningCount { reason: String::new(), manual: 0 }],
            typed: TypedCounts {
                let_in: most,
                refusals: vec![RefusalCount { reason: name(), refused: most }],
            },
            latency,
            double_admissions: Vec::new(),
            doubtful: Vec::new(),
        },
        ..day.clone()
    })
}

fn look(width: u32, height: u32, bytes: usize) -> MenuPage {
    let taken = "2026-07-27T11:12:00Z".parse().unwrap();
    let pixels = vec![200; bytes];
    let look = CameraLook { pixels, width, height, focus: 255, best: 255, code: false, taken };
    CameraTrial { look: Some(Arc::new(look)) }.into()
}

fn pages(language: Language) -> Vec<MenuPage> {
    let line =
        SettingLine { setting: FieldSetting::UnlockMs, value: name(), changed: true, hall: None };
    let values = vec![SettingValue::Of(name()); 40];
    let ask = SettingPage::Ask {
        setting: FieldSetting::Online,
        from: name(),
        to: SettingValue::Of(name()),
        answer: Confirmation { yes: true },
    };
    let exporting = BusyTask::Exporting { day: usize::MAX, days: 1, done: usize::MAX, total: 1 };
    let platform = PlatformLine { works: false, sentence: name().into() };
    let found = |items, chosen| {
        MenuPage::from(SearchPage::Found { more: true, records: Choices { items, chosen } })
    };
    vec![
        Main::new(person(), Role::Admin, language).into(),
        Operators::new(vec![operator(); 300]).into(),
        found(vec![record(); 3], usize::MAX),
        found(vec![record(); 3], 1),
        found(Vec::new(), 7),
        SettingPage::Values(line, Choices { items: values, chosen: 39 }).into(),
        SignIn::password(name(), Some(person()), Typing::secret()).into(),
        ExportPage::Ask { stick: name(), free_mb: u64::MAX, answer: Confirmation::default() }
            .into(),
        ask.into(),
        BusyPage::with(exporting).into(),
        Failed::Task(BusyTask::Saving, name().into()).into(),
        ExportPage::Done { files: usize::MAX, stick: name() }.into(),
        Leaves::turned(vec![RecordPage(record())], 0).into(),
        Leaves::turned(Today::all(&huge(), 6), 0).into(),
        Leaves::turned(Today::all(&huge(), 6), 1).into(),
        PlatformTrial { lines: vec![platform; 60].into() }.into(),
        look(0, 0, 0),
        look(u32::MAX, u32::MAX, 12),
        look(1, 5000, 5000),
        look(5000, 1, 5000),
    ]
}

/// Lines of which no key types as much.
fn typed(language: Language) -> Vec<Card> {
    let page: MenuPage = SignIn::password(name(), Some(person()), Typing::secret()).into();
    let card = page.card(Scope { language, status: None });
    let Body::Entry(entry) = card.body.clone() else { panic!("nothing is typed") };
    let with = |typed, dial| {
        let body =
            Body::Entry(crate::terminal::presentation::TextEntry { typed, dial, ..entry.clone() });
        Card { body, ..card.clone() }
    };
    let shown = |words: &str| Typed::Shown(Phrase::foreign(words).words);
    vec![
        with(shown(&name()), None),
        with(shown(&"8".repeat(5000)), Some(Dial::Sign('\u{1F3AC}'))),
        with(Typed::Hidden(usize::MAX), Some(Dial::Done)),
    ]
}

pub fn cards(language: Language) -> Vec<Card> {
    let status = Status {
        last_error: figures::troubled().last_error.map(|error| LastError {
            text: name(),
            fault: None,
            ..error
        }),
        pending: u64::MAX,
        standing_aside: u64::MAX,
        double_admissions: vec![Doubled {
            day: date(2026, 7, 26),
            records: u64::MAX,
            doors: vec![name(); 3],
        }],
        disk_free_bytes: Some(u64::MAX),
        ..figures::troubled()
    };
    let parts = [
        ReportPart::Totals,
        ReportPart::Sessions(0..6),
        // Of a day that has changed meanwhile.
        ReportPart::Sessions(4..999),
        ReportPart::Quarters,
        ReportPart::Latency,
        ReportPart::Refusals,
        ReportPart::Manual,
    ];
    let mut pages = pages(language);
    pages
        .extend(parts.map(|part| Leaves::turned(vec![ReportPage { day: huge(), part }], 0).into()));
    let status = Arc::new(status);
    let parts = [TerminalPart::Platform, TerminalPart::Uploads, TerminalPart::Storage];
    pages
        .extend(parts.map(|part| {
            Leaves::turned(vec![TerminalPage::Status(status.clone(), part)], 0).into()
        }));
    let beyond = |card: Card| Card {
        part: usize::MAX,
        aside: format!("{}/{}", usize::MAX, usize::MAX),
        ..card
    };
    let mut cards = typed(language);
    for page in pages {
        let card = page.card(Scope { language, status: None });
        cards.extend([beyond(card.clone()), card]);
    }
    cards
}
