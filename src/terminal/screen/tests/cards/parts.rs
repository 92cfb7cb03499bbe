//! Whether everything that is told can be reached on the smallest panel.

use std::time::Duration;

use jiff::civil::datetime;

use super::*;
use crate::clock::{CHINA, Now, china_timestamp};
use crate::terminal::keypad::Key;
use crate::terminal::menu::pages::device::DevicePage;
use crate::terminal::menu::{Leaves, Menu, MenuInput, MenuPage, MenuRules, Pages};
use crate::terminal::screen;
use crate::words::terms::Text as Term;

/// The words of each part of a card on the smallest panel.
fn parts(card: &Card) -> Vec<String> {
    let part = |part| {
        let plan = small::plan_card(&Card { part, ..card.clone() }, SMALL, 0.0);
        let lines = lines(&plan);
        // Behind the title.
        let below = lines.iter().filter(|line| line.frame.top > 12.0);
        bare(below.map(|line| line.words.as_str()))
    };
    (0..small::pages(card, SMALL)).map(part).collect()
}

/// What a sheet tells: two words of a line each, in the order in which they are set.
fn entries(body: &Body) -> Vec<(String, String)> {
    match body {
        Body::Facts(facts) => {
            facts.iter().map(|fact| (fact.label.clone(), fact.value.words.clone())).collect()
        }
        Body::Bars(bars) => {
            bars.iter().map(|bar| (bar.count.to_string(), bar.label.words.clone())).collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn every_fact_of_every_sheet_is_reached_on_the_smallest_panel() {
    let mut turned = 0;
    for (name, card, language) in cards() {
        let parts = parts(&card);
        let all = parts.concat();
        for (label, value) in entries(&card.body) {
            let device = Term::ThisTerminal.plain(language) == card.title.words;
            let words = bare([label.as_str(), value.as_str()]);
            // A device's line that calls may be told in fewer words.
            let found = all.contains(&words) || device && all.contains(&bare([value.as_str()]));
            assert!(found, "{name}: {words} is not in {parts:?}");
        }
        assert!(parts.iter().all(|part| !part.contains('…') || parts.len() == 1), "{name}");
        turned += usize::from(parts.len() > 1);
    }
    assert!(turned >= 10, "only {turned} have several parts");
}

#[test]
fn whatever_calls_stands_on_the_first_page() {
    for (name, card, _) in cards() {
        let Body::Facts(facts) = &card.body else { continue };
        let calling: Vec<_> = facts.iter().filter(|fact| fact.calls).collect();
        let first = parts(&card).swap_remove(0);
        for fact in calling.iter().take(3) {
            assert!(first.contains(&bare([fact.label.as_str()])), "{name}: {first}");
        }
    }
}

#[test]
fn how_the_terminal_fares_may_change_while_it_is_read() {
    let blank = StatusBar::unknown(status().time);
    let device = MenuPage::from(Leaves::turned(vec![DevicePage], 0));
    let ill = StatusBar {
        pending: u64::MAX,
        oldest_pending_min: Some(u64::MAX),
        clock_trusted: false,
        disk_low: true,
        ..blank.clone()
    };
    for language in LANGUAGES {
        let count =
            |status| small::pages(&device.card(Scope { language, status: Some(status) }), SMALL);
        assert_eq!(count(&blank), 3);
        assert_eq!(count(&ill), 3);
    }
}

#[test]
fn the_keys_turn_the_parts_of_a_sheet_and_come_back_to_the_first() {
    let pages = Pages::new(|card| screen::pages(SMALL, card));
    let wait = Duration::from_secs(60);
    let rules = MenuRules {
        zone: CHINA,
        lock_after: wait,
        staff_lock_after: wait,
        sign_out_after: wait,
        rows: 2,
        pages,
    };
    let mut menu = Menu::new(rules, Language::Chinese);
    let wall = china_timestamp(datetime(2026, 7, 27, 19, 12, 0, 0));
    let status = status();
    let scope = Scope { language: Language::Chinese, status: Some(&status) };
    let mut press = |key| {
        menu.handle(Now { wall, mono: Duration::from_secs(1) }, MenuInput::Key(key));
        menu.view().expect("a page").card(scope)
    };
    let Body::List(front) = press(Key::Enter).body else { panic!("no menu") };
    let label = scope.own(Term::ThisTerminal);
    let steps = front.items.iter().position(|item| item.label == label).unwrap();
    (0..steps).for_each(|_| drop(press(Key::Down)));
    let mut seen = Vec::new();
    for key in [Key::Enter, Key::Down, Key::Enter, Key::Down, Key::Up] {
        let card = press(key);
        seen.push((card.part, card.aside.clone(), parts(&card).len()));
    }
    let expected = [(0, "1/3"), (1, "2/3"), (2, "3/3"), (0, "1/3"), (2, "3/3")];
    assert_eq!(seen, expected.map(|(part, aside)| (part, aside.to_owned(), 3)));
}
