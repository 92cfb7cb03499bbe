use super::*;
use crate::terminal::door::{Page, Reason, RefusalDetail, ShownTicket};
use crate::terminal::presentation::{MAY_END, Scope};
use crate::terminal::screen::pages;
use crate::terminal::screen::plan::{DisplayItem, SLACK, TextRun};
use crate::terminal::screen::tests::{every_page, status, ticket};
use crate::words::Language;
use jiff::civil::datetime;

const LANGUAGES: [Language; 2] = [Language::Chinese, Language::English];
/// Height of a panel of 7 inches with 800 × 480 pixels.
const PANEL_MM: f32 = 177.8 * 0.514_496;

fn lines(plan: &DisplayList) -> Vec<&TextRun> {
    let lines = plan.0.iter().filter_map(|item| match item {
        DisplayItem::Text(line) => Some(line),
        _ => None,
    });
    lines.collect()
}

fn poster(page: &Page, language: Language, second: Option<&str>) -> Poster {
    let status = status();
    let poster = pages::poster(page, Scope { language, status: Some(&status) });
    Poster { second: second.map(str::to_owned), ..poster }
}

fn planned(page: &Page, language: Language, size: Size) -> Option<DisplayList> {
    let poster = poster(page, language, None);
    Some(plan(&poster, poster.hero.as_ref()?, size))
}

/// The least height of a figure of the hero in millimetres; none where there is no figure.
fn least_figure(page: &Page, language: Language) -> Option<f32> {
    let size = Size::new(800, 480);
    let hero = VerdictBoxes::of(size).hero;
    let plan = planned(page, language, size)?;
    let figure = |line: &&&TextRun| {
        line.frame.bottom() > hero.top
            && line.frame.top < hero.bottom()
            && line.words.chars().all(|sign| sign.is_ascii_digit() || sign == ':')
    };
    let heights = lines(&plan);
    let heights = heights.iter().filter(figure);
    heights.map(|line| line.em * line.weight.cap_height() / 480.0 * PANEL_MM).reduce(f32::min)
}

#[test]
fn figures_are_read_from_two_metres() {
    let at = |hour, minute| datetime(2026, 7, 27, hour, minute, 0, 0);
    let hall = |name: &str| ShownTicket { screen_name: Some(name.into()), ..ticket() };
    let refused = |reason, detail, ticket| Page::Refused { reason, detail, ticket };
    let usual = [
        Page::Admitted { ticket: ShownTicket { seat: Some((7, 12)), ..ticket() }, reopened: false },
        Page::Admitted { ticket: ShownTicket { lobby: true, ..hall("3号厅") }, reopened: false },
        refused(Reason::AlreadyChecked, RefusalDetail::AdmittedAt(at(19, 2)), None),
        refused(Reason::TooEarly, RefusalDetail::OpensAt(at(20, 30)), None),
        refused(Reason::Expired, RefusalDetail::ClosedAt(at(21, 30)), None),
        refused(Reason::WrongHall, RefusalDetail::None, Some(hall("5号厅"))),
    ];
    for page in &usual {
        let found = least_figure(page, Language::Chinese);
        assert!(found.is_some_and(|mm| mm >= 27.0), "{page:?}: {found:?}");
    }
    let widest = ShownTicket { seat: Some((28, 128)), ..ticket() };
    let widest = [false, true].map(|reopened| Page::Admitted { ticket: widest.clone(), reopened });
    for language in LANGUAGES {
        for page in every_page().iter().chain(&widest).chain(&usual) {
            let found = least_figure(page, language);
            assert!(found.is_none_or(|mm| mm >= 20.0), "{page:?}: {found:?}");
        }
    }
}

#[test]
fn every_line_stays_in_its_box_and_only_names_from_outside_are_cut() {
    for size in [(320, 240), (480, 320), (800, 480), (240, 320), (480, 800)] {
        let size = Size::new(size.0, size.1);
        let boxes = VerdictBoxes::of(size);
        for language in LANGUAGES {
            for page in every_page() {
                let Some(plan) = planned(&page, language, size) else { continue };
                for line in lines(&plan) {
                    let middle = line.frame.top + line.frame.height / 2.0;
                    let own = [boxes.head, boxes.hero, boxes.foot]
                        .into_iter()
                        .find(|frame| (frame.top..frame.bottom()).contains(&middle));
                    let what = format!("{:?} of {page:?} at {size}", line.words);
                    let frame = own.unwrap_or_else(|| panic!("{what}: in no box"));
                    let base = line.frame.top + line.weight.above() * line.em;
                    let latin = line.words.is_ascii();
                    let above = if latin { line.weight.cap_height() } else { line.weight.above() };
                    assert!(base - above * line.em >= frame.top - 2.0, "{what}: too high");
                    assert!(base <= frame.bottom() + SLACK, "{what}: too low");
                    let right = line.left + line.weight.width(&line.words, line.em);
                    assert!(line.left >= frame.left - SLACK, "{what}");
                    assert!(right <= frame.right() + 2.0 * SLACK, "{what}: too wide");
                    assert!(!line.cut || line.foreign, "{what}: cut");
                }
            }
        }
    }
}

#[test]
fn the_other_language_stands_beside_every_headline() {
    for size in [(320, 240), (480, 320), (800, 480)] {
        for [first, other] in
            [[Language::Chinese, Language::English], [Language::English, Language::Chinese]]
        {
            for page in every_page() {
                let second = poster(&page, other, None).headline.replace(MAY_END, "");
                let poster = poster(&page, first, Some(&second));
                let Some(hero) = &poster.hero else { continue };
                let plan = plan(&poster, hero, Size::new(size.0, size.1));
                let shown = lines(&plan);
                let shown = shown.iter().find(|line| line.words == second);
                assert!(shown.is_some(), "{second} beside {} at {size:?}", poster.headline);
            }
        }
    }
}

#[test]
fn the_other_languages_words_below_leave_the_figures_large_enough() {
    let size = Size::new(800, 480);
    for page in every_page() {
        for language in LANGUAGES {
            let detail = Some("Row 12 Seat 28".to_owned());
            let poster =
                Poster { second_detail: detail, ..poster(&page, language, Some("Welcome")) };
            let Some(hero) = &poster.hero else { continue };
            let plan = plan(&poster, hero, size);
            let lines = lines(&plan);
            let below = lines.iter().find(|line| line.words == "Row 12 Seat 28").unwrap();
            let foot = VerdictBoxes::of(size).foot;
            assert!(below.frame.bottom() <= foot.top + 1.0, "{page:?}");
            for line in lines.iter().filter(|line| line.weight == FontWeight::Bold) {
                let figure = line.words.chars().all(|sign| sign.is_ascii_digit() || sign == ':');
                let high = line.em * line.weight.cap_height();
                let hero = line.frame.bottom() < foot.top;
                assert!(
                    !figure || !hero || high >= hero::LEAST * 480.0 - SLACK,
                    "{page:?} {line:?}"
                );
            }
        }
    }
}
