//! The guides for staff: pictures in their language, the same in both, and a word for everything that a visitor
//! may see.

use hallgate::terminal::door::{Outage, Page, Reason, RefusalDetail};
use hallgate::terminal::reasons::row;
use hallgate::terminal::screen::{ScreenPage, words};
use hallgate::words::Language;

use super::root;

const GUIDES: [&str; 3] = ["gate", "install", "tech"];

fn guide(name: &str, language: Language) -> String {
    let ending = match language {
        Language::Chinese => ".zh-CN.md",
        Language::English => ".md",
    };
    std::fs::read_to_string(root().join(format!("docs/guide-{name}{ending}"))).unwrap()
}

/// The pictures that a page shows, by `![](…)` and `src="…"`.
fn pictures(page: &str) -> Vec<&str> {
    let drawn =
        page.split("![").skip(1).filter_map(|rest| rest.split_once("](")?.1.split_once(')'));
    let sources = page.split("src=\"").skip(1).filter_map(|rest| rest.split_once('"'));
    drawn.chain(sources).map(|(target, _)| target).collect()
}

#[test]
fn every_picture_of_a_guide_is_a_screen_in_its_language() {
    for name in GUIDES {
        for (language, folder, other) in
            [(Language::Chinese, "/zh-CN/", "/en/"), (Language::English, "/en/", "/zh-CN/")]
        {
            let page = guide(name, language);
            let pictures = pictures(&page);
            assert!(pictures.len() >= 3, "{name}: {pictures:?}");
            for picture in pictures {
                assert!(root().join("docs").join(picture).is_file(), "{name}: {picture}");
                assert!(picture.contains(folder) && !picture.contains(other), "{name}: {picture}");
            }
        }
    }
}

#[test]
fn both_languages_of_a_guide_show_the_same() {
    for name in GUIDES {
        let shown = |language, folder: &str| -> Vec<String> {
            pictures(&guide(name, language)).iter().map(|of| of.replace(folder, "")).collect()
        };
        assert_eq!(shown(Language::Chinese, "/zh-CN/"), shown(Language::English, "/en/"), "{name}");
        let commands = |language| -> usize { guide(name, language).matches("hallgate ").count() };
        let (chinese, english) = (commands(Language::Chinese), commands(Language::English));
        assert!(chinese.abs_diff(english) <= 2, "{name}: {chinese} and {english}");
    }
}

/// A visitor may be told each of these at the door: staff find it by its picture and its headline.
#[test]
fn gate_staff_are_told_what_to_say_to_everything_a_visitor_may_see() {
    let whole = [
        ("gate_fault", Page::GateFault),
        ("out_of_service-camera", Page::OutOfService(Outage::Camera)),
        ("out_of_service-store", Page::OutOfService(Outage::Store)),
        ("released", Page::Released),
    ];
    let details = [
        ("refused-forged-no_keys", Reason::Forged, RefusalDetail::NoKeys),
        ("refused-forged-keys_untried", Reason::Forged, RefusalDetail::KeysUntried),
        ("refused-stale_eticket-plain_code", Reason::StaleEticket, RefusalDetail::PlainCode),
    ];
    for language in [Language::Chinese, Language::English] {
        let page = guide("gate", language);
        let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| <img")).collect();
        let headline = |reason, detail| row(reason, detail).headline(language).replace('|', "");
        let reasons = Reason::ALL.iter().map(|reason| {
            let picture = match reason {
                Reason::Ok => "admitted".to_owned(),
                Reason::Reopened => "reopened".to_owned(),
                refused => format!("refused-{refused}"),
            };
            (picture, headline(*reason, RefusalDetail::None))
        });
        let details =
            details.map(|(picture, reason, detail)| (picture.to_owned(), headline(reason, detail)));
        let whole = whole.iter().map(|(picture, page)| {
            let words = words(&ScreenPage::Door(page.clone()), language);
            ((*picture).to_owned(), words[0].clone())
        });
        for (picture, headline) in reasons.chain(details).chain(whole) {
            let shows = |row: &&&str| row.contains(&format!("/{picture}.png"));
            let row = rows.iter().find(shows).unwrap_or_else(|| panic!("no row shows {picture}"));
            assert!(row.contains(&headline), "{picture}: {headline}");
            // A sentence to say, and something to do.
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            assert!(cells.len() == 3 && cells[1].starts_with('“'), "{row}");
            assert!(!cells[2].is_empty(), "{row}");
        }
    }
}
