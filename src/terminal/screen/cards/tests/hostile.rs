//! Pages as no cinema has them: huge, empty, torn.

use std::sync::Arc;

use jiff::civil::date;

use super::menus::figures;
use crate::people::Role;
use crate::terminal::menu::{
    Ask, CameraLook, Dial, Entry, Field, Heading, Item, Leaf, List, Notice, Operator,
    OperatorState, Person, PlatformLine, Question, ReportSheet, Setting, Sheet, StatusSheet, Task,
    Trial, Typed, View,
};
use crate::terminal::report::status::{Doubled, LastError, Status};
use crate::terminal::report::{
    Counts, Day, Figures, Hour, Opened, Refused, Session, Sums, Wait, Yuan,
};
use crate::terminal::store::RecordLine;

fn name() -> String {
    "\u{202e}🎬\n|…\u{0}龘W".repeat(500)
}

fn person() -> Person {
    Person { called: name(), number: "9".repeat(300) }
}

fn operator() -> Operator {
    Operator { person: person(), role: Role::Admin, state: OperatorState::Locked }
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
    let session = |session: &Session| Session {
        film_name: Some(name()),
        screen_name: Some(name()),
        figures,
        ..session.clone()
    };
    // A clock that was wrong by years.
    let year = |year| day.sums.from.with().year(year).build().unwrap();
    let hour = |from| Hour { from, admitted: most / 2, refused: most, manual: most };
    let waits = day.counts.waits.iter().map(|wait| Wait { visitors: most, ..*wait }).collect();
    Arc::new(Day {
        sums: Sums { totals: figures, refused: most, manual: most, ..day.sums.clone() },
        sessions: day.sessions.iter().map(session).collect(),
        quarters: vec![hour(year(1970)), hour(year(2026)), hour(year(9998))],
        counts: Counts {
            refusals: (0..30).map(|_| Refused { reason: name(), refused: most }).collect(),
            openings: vec![Opened { reason: String::new(), manual: 0 }],
            waits,
            double_admissions: Vec::new(),
            doubtful: Vec::new(),
        },
        ..day.clone()
    })
}

fn look(width: u32, height: u32, bytes: usize) -> View {
    let taken = "2026-07-27T11:12:00Z".parse().unwrap();
    let pixels = vec![200; bytes];
    let look = CameraLook { pixels, width, height, focus: 255, best: 255, code: false, taken };
    View::Trial(Trial::Camera(Some(Arc::new(look))))
}

pub fn views() -> Vec<View> {
    let list = |heading, items, chosen| View::List(List { heading, items, chosen });
    let entry = |typed, dial| {
        View::Entry(Entry { field: Field::Password(Some(person())), typed, dial, said: None })
    };
    let report = |sheet| {
        let sheet = Sheet::Report(huge(), sheet);
        View::Leaf(Leaf { sheet, part: usize::MAX, at: usize::MAX, of: usize::MAX })
    };
    let status = Status {
        last_error: figures::troubled().last_error.map(|error| LastError {
            text: name(),
            fault: None,
            ..error
        }),
        pending: u64::MAX,
        standing_aside: u64::MAX,
        double_admissions: vec![Doubled { day: date(2026, 7, 26), records: u64::MAX }],
        disk_free_bytes: Some(u64::MAX),
        ..figures::troubled()
    };
    let values = vec![Item::Value(Setting::UnlockMs, name(), true); 40];
    let line = PlatformLine { works: false, words: name() };
    let mut views = vec![
        list(Heading::Main(person()), Vec::new(), 7),
        list(Heading::Operators, vec![Item::Operator(operator()); 300], usize::MAX),
        list(Heading::Found { more: true }, vec![Item::Record(record()); 3], 1),
        list(Heading::Setting(Setting::UnlockMs), values, 39),
        entry(Typed::Shown(name()), None),
        entry(Typed::Shown("8".repeat(5000)), Some(Dial::Sign('\u{1F3AC}'))),
        entry(Typed::Hidden(usize::MAX), Some(Dial::Done)),
        View::Ask(Ask {
            question: Question::Export { stick: name(), free_mb: u64::MAX },
            yes: false,
        }),
        View::Ask(Ask {
            question: Question::Change { setting: Setting::Online, from: name(), to: Some(name()) },
            yes: true,
        }),
        View::Busy(Task::Exporting { day: usize::MAX, days: 1, done: usize::MAX, total: 1 }),
        View::Notice(Notice::Failed(Task::Saving, name())),
        View::Notice(Notice::Exported { files: usize::MAX, stick: name() }),
        View::Leaf(Leaf { sheet: Sheet::Record(record()), part: 1, at: 0, of: 0 }),
        View::Leaf(Leaf { sheet: Sheet::Today(huge()), part: 0, at: 0, of: 1 }),
        View::Trial(Trial::Platform(vec![line; 60].into())),
        look(0, 0, 0),
        look(u32::MAX, u32::MAX, 12),
        look(1, 5000, 5000),
        look(5000, 1, 5000),
    ];
    views.extend(
        [
            ReportSheet::Totals,
            ReportSheet::Sessions(0..6),
            // Of a day that has changed meanwhile.
            ReportSheet::Sessions(4..999),
            ReportSheet::Quarters,
            ReportSheet::Waits,
            ReportSheet::Refusals,
            ReportSheet::Manual,
        ]
        .map(report),
    );
    let sheets = [StatusSheet::Platform, StatusSheet::Uploads, StatusSheet::Storage];
    views.extend(sheets.map(|sheet| {
        let sheet = Sheet::Status(Arc::new(status.clone()), sheet);
        View::Leaf(Leaf { sheet, part: 2, at: 0, of: 1 })
    }));
    views
}
