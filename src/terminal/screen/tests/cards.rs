//! Whether every card fits every panel, whatever is written on it.

mod hostile;
#[path = "../../../../tests/screens/menus.rs"]
mod menus;
mod parts;
mod touch;

use embedded_graphics::prelude::*;

use crate::terminal::presentation::{Body, Card, MAY_END, Phrase, Scope, StatusBar};
use crate::terminal::screen::canvas::Canvas;

use crate::terminal::screen::plan::{DisplayItem, DisplayList, Rect, SLACK, TextRun};
use crate::terminal::screen::{draw_card, small, tests::status, wide};
use crate::words::Language;

const SMALL: Size = Size::new(128, 64);
const PANELS: [Size; 5] = [
    Size::new(320, 240),
    Size::new(480, 320),
    Size::new(800, 480),
    Size::new(1024, 600),
    Size::new(240, 320),
];
const LANGUAGES: [Language; 2] = [Language::Chinese, Language::English];

/// Every page of the gallery as a card, with a name for it.
fn cards() -> impl Iterator<Item = (String, Card, Language)> {
    LANGUAGES.into_iter().flat_map(|language| {
        menus::gallery(language).into_iter().map(move |(name, page)| {
            let card = page.card(Scope { language, status: Some(&status()) });
            (format!("{name} {language:?}"), card, language)
        })
    })
}

/// Every plan of every card at every size.
fn plans() -> impl Iterator<Item = (String, Card, Size, DisplayList)> {
    cards().flat_map(|(name, card, language)| {
        PANELS.into_iter().chain([SMALL]).map(move |size| {
            let plan = plan(&card, size, language);
            (format!("{name} {size:?}"), card.clone(), size, plan)
        })
    })
}

fn plan(card: &Card, size: Size, language: Language) -> DisplayList {
    match small::is_for(size) {
        true => small::plan_card(card, size, 0.0),
        false => wide::plan(card, size, language),
    }
}

fn lines(plan: &DisplayList) -> Vec<&TextRun> {
    let lines = plan.0.iter().filter_map(|part| match part {
        DisplayItem::Text(line) => Some(line),
        _ => None,
    });
    lines.collect()
}

/// Where there is ink of a line.
fn ink(line: &TextRun) -> Rect {
    let height = line.weight.han_height() * line.em;
    let top = line.frame.top + (line.frame.height - height) / 2.0;
    Rect::new(line.left, top, line.weight.width(&line.words, line.em), height)
}

fn lies_in(inner: Rect, outer: Rect, slack: f32) -> bool {
    inner.left >= outer.left - slack
        && inner.top >= outer.top - slack
        && inner.right() <= outer.right() + slack
        && inner.bottom() <= outer.bottom() + slack
}

#[test]
fn every_line_stays_in_its_frame_and_only_names_from_outside_are_cut() {
    for (what, _, size, plan) in plans() {
        let all = Rect::of(size);
        for line in lines(&plan) {
            let words = &line.words;
            assert!(lies_in(line.frame, all, 0.1), "{what}: {words:?} leaves the picture");
            // A frame may be a little lower than its letters, but they stay on the picture.
            assert!(lies_in(ink(line), all, SLACK), "{what}: {words:?} leaves the picture");
            let (left, right) = (line.frame.left - SLACK, line.frame.right() + 2.0 * SLACK);
            assert!(ink(line).left >= left && ink(line).right() <= right, "{what}: {words:?}");
            assert!(!line.cut || line.foreign, "{what}: {words:?} is cut");
        }
    }
}

#[test]
fn no_line_runs_into_another() {
    for (what, _, _, plan) in plans() {
        let lines = lines(&plan);
        for (at, one) in lines.iter().enumerate() {
            for other in &lines[at + 1..] {
                let (a, b) = (ink(one), ink(other));
                // Characters leave a little free above and below.
                let across = a.right().min(b.right()) - a.left.max(b.left);
                let down = a.bottom().min(b.bottom()) - a.top.max(b.top);
                let touch = across > 1.0 && down > 0.12 * one.em.min(other.em);
                assert!(!touch, "{what}: {:?} and {:?}", one.words, other.words);
            }
        }
    }
}

#[test]
fn letters_are_large_enough_to_be_read_at_the_door() {
    for (what, _, size, plan) in plans() {
        let least =
            if small::is_for(size) { 12.0 } else { 0.036 * size.height.min(size.width) as f32 };
        for line in lines(&plan) {
            assert!(line.em >= least - 0.01, "{what}: {:?} at {}", line.words, line.em);
        }
    }
}

/// All words without what separates them.
fn bare<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let all: String = words.into_iter().collect();
    all.chars().filter(|sign| !sign.is_whitespace() && *sign != MAY_END).collect()
}

#[test]
fn what_is_told_and_asked_is_told_in_whole() {
    for (what, card, _, plan) in plans() {
        let shown = bare(lines(&plan).into_iter().map(|line| line.words.as_str()));
        let mut owed = vec![Phrase::own(""), card.title.clone()];
        match &card.body {
            Body::Say(say) => {
                owed.push(Phrase::own(say.headline.clone()));
                owed.extend(say.lines.clone());
            }
            Body::Ask(ask) => {
                owed.push(Phrase::own(ask.question.clone()));
                owed.extend(ask.lines.clone());
                owed.extend(ask.answers.clone().map(Phrase::own));
            }
            Body::Entry(entry) => {
                owed.extend([entry.field.clone(), entry.note.clone()].map(Phrase::own));
            }
            _ => {}
        }
        if matches!(card.body, Body::Pattern(_)) {
            continue;
        }
        for phrase in owed.iter().filter(|phrase| !phrase.foreign) {
            let words = bare([phrase.words.as_str()]);
            assert!(shown.contains(&words), "{what}: {words} is not in {shown}");
        }
    }
}

#[test]
fn lists_show_the_chosen_item_and_what_is_beside_it() {
    use crate::terminal::screen::wide::window;
    assert_eq!(window(6, 5, 6), 0..6);
    assert_eq!(window(9, 0, 4), 0..4);
    assert_eq!(window(9, 2, 4), 0..4);
    assert_eq!(window(9, 3, 4), 1..5);
    assert_eq!(window(9, 8, 4), 5..9);
    assert_eq!(window(9, usize::MAX, 4), 5..9);
    assert_eq!(window(0, 0, 4), 0..0);
}

#[test]
fn a_page_of_as_many_rows_as_there_is_room_for_holds_a_busy_day() {
    for (size, least) in PANELS.map(|size| (size, 6)).into_iter().chain([(SMALL, 2)]) {
        assert!(crate::terminal::screen::rows(size) >= least, "{size:?}");
    }
}

#[test]
fn words_read_like_the_page() {
    let page_words = |name: &str, language| {
        let mut cards = menus::gallery(language).into_iter();
        let (_, page) = cards.find(|(other, _)| other == name).expect(name);
        page.card(Scope { language, status: None }).words().join("/")
    };
    let chinese = |name| page_words(name, Language::Chinese);
    assert_eq!(
        chinese("menu-main-staff"),
        "王芳/19:30场 86/120座/>1 最近检票/2 手动开闸/3 呼叫协助/4 今日数据/5 English/6 退出登录"
    );
    assert_eq!(chinese("menu-sign_in-number-dial"), "登录/工号/10[3]");
    assert_eq!(chinese("menu-sign_in-password-wrong"), "1001 王芳/密码/_/工号或密码不正确");
    assert_eq!(
        page_words("menu-open-ask", Language::English),
        "Open the gate/Open the gate now?/Phone trouble/Logged as 王芳/>No/Yes"
    );
    assert!(page_words("menu-settings", Language::English).contains("2 Gate open for 8 s*"));
}

#[test]
fn any_card_is_drawn_at_any_size_with_anything_on_it() {
    for language in LANGUAGES {
        for card in hostile::cards(language) {
            for (width, height) in
                [(0, 0), (1, 1), (3, 200), (200, 3), (128, 64), (160, 120), (320, 240)]
            {
                let size = Size::new(width, height);
                let mut canvas = Canvas::new(width, height);
                draw_card(
                    &mut canvas,
                    &card,
                    &status(),
                    &crate::terminal::screen::ScreenSettings::new(language, ""),
                );
                assert!(card.clone().words().len() < 500);
                if (width, height) == (320, 240) || (width, height) == (128, 64) {
                    for line in lines(&plan(&card, size, language)) {
                        let right = ink(line).right();
                        assert!(right <= width as f32 + 1.0, "{:?}", line.words);
                    }
                }
            }
        }
    }
}
