use jiff::civil::datetime;

use super::*;
use crate::terminal::door::Page;
use crate::terminal::screen::tests::{every_page, status};
use crate::terminal::screen::words;
use crate::words::Language;

const WINDOW: (usize, usize) = (80, 24);

fn settings(language: Language) -> ScreenSettings {
    let sign_in = screen_hint();
    ScreenSettings {
        window_keys: true,
        sign_in: Some(sign_in),
        ..ScreenSettings::new(language, "3号厅入口")
    }
}

fn screen_hint() -> crate::terminal::screen::SignInHint {
    crate::terminal::screen::SignInHint { number: "1".into(), password: "94718365".into() }
}

/// Without what a line's end does to a text.
fn tight(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace()).collect()
}

#[test]
fn every_page_says_all_its_words_in_a_window_of_80_by_24() {
    for language in [Language::Chinese, Language::English] {
        for page in every_page() {
            let scene = ScreenPage::Door(page);
            let grid = super::page(&scene, &status(), &settings(language), Pose::Still, WINDOW);
            let text = grid.text();
            assert_eq!(text.len(), 24);
            let shown: String = text.iter().map(|line| tight(line)).collect();
            let status = status();
            let scope = Scope { language, status: Some(&status) };
            let poster = match &scene {
                ScreenPage::Door(page) => drawing::poster(page, scope, &settings(language)),
                _ => unreachable!(),
            };
            for words in poster.words() {
                // A name from outside may be cut.
                let begins: String = tight(&words).chars().take(12).collect();
                let parts =
                    begins.is_empty() || shown.contains(&begins) || scattered(&words, &text);
                assert!(parts, "{language:?}: {words}\n{}", text.join("\n"));
            }
            assert!(text[23].contains("94718365"), "{}", text[23]);
            assert!(text[22].contains("Esc") && text[22].contains("Ctrl-C"), "{}", text[22]);
        }
    }
}

/// Each word of a sentence that is broken beside a drawing.
fn scattered(words: &str, text: &[String]) -> bool {
    let all: String = text.iter().map(|line| tight(line)).collect();
    let mut parts = words.split_whitespace();
    parts.all(|part| all.contains(part))
}

#[test]
fn no_window_is_too_small_or_too_large() {
    for size in [(1, 1), (1, 300), (300, 1), (7, 5), (20, 6), (39, 11), (80, 3), (400, 120)] {
        for page in every_page() {
            let scene = ScreenPage::Door(page);
            let settings = settings(Language::Chinese);
            let grid = super::page(&scene, &status(), &settings, Pose::Still, size);
            assert_eq!((grid.columns(), grid.rows()), size, "{scene:?}");
        }
    }
}

#[test]
fn a_verdict_is_told_by_its_field_and_a_refusal_by_its_edge() {
    let row = |page: Page| {
        let scene = ScreenPage::Door(page);
        super::page(&scene, &status(), &settings(Language::English), Pose::Still, WINDOW).text()[0]
            .clone()
    };
    for page in every_page() {
        let refused = crate::terminal::screen::pages::poster(
            &page,
            Scope { language: Language::English, status: None },
        )
        .tone
            == crate::terminal::presentation::Tone::Refuse;
        assert_eq!(row(page.clone()).contains('▞'), refused, "{page:?}");
    }
}

#[test]
fn only_what_has_changed_is_told_again() {
    let scene = ScreenPage::Door(Page::Idle);
    let settings = settings(Language::English);
    let at = |minute| {
        let status = StatusBar { time: datetime(2026, 7, 27, 19, minute, 0, 0), ..status() };
        super::page(&scene, &status, &settings, Pose::Still, WINDOW)
    };
    let (before, after) = (at(12), at(13));
    assert_eq!(before.changes(Some(&before)), "");
    let sequence = after.changes(Some(&before));
    assert!(
        sequence.starts_with("\x1b[1;79H") && sequence.ends_with('3') && sequence.len() < 60,
        "{sequence:?}"
    );
    let whole = after.changes(None);
    assert!(whole.contains("19:13") && whole.starts_with("\x1b[1;1H"));
    let other = super::page(&scene, &status(), &settings, Pose::Still, (90, 24));
    assert!(other.changes(Some(&before)).starts_with("\x1b[1;1H"), "another size is told whole");
}

#[test]
fn a_wide_character_is_two_columns_and_no_control_reaches_the_window() {
    let look = Look::of(BAR_INK, BAR);
    let mut grid = Grid::new(10, 2, look);
    assert_eq!(grid.write((0, 0), 10, "请进\x1b[2J", look), 7);
    assert_eq!(grid.write((8, 1), 2, "请进", look), 1, "cut with an ellipsis");
    assert_eq!(grid.text(), ["请进[2J", "        …"]);
    assert!(!grid.changes(None).contains("\x1b[2J"));
    assert_eq!(grid::wrap("hold the code", 8), ["hold the", "code"]);
    assert_eq!(grid::wrap("请将影票，出示", 8), ["请将影", "票，出示"]);
    assert_eq!(words(&ScreenPage::Door(Page::Idle), Language::Chinese)[0], "请扫票码");
}
