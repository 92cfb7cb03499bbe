use super::*;
use crate::terminal::door::{Page, Reason, RefusalDetail, ShownTicket};
use crate::terminal::presentation::{MAY_END, Scope};
use crate::terminal::screen::plan::{DisplayItem, SLACK, TextRun};
use crate::terminal::screen::tests::{every_page, status, ticket};
use crate::terminal::screen::{ScreenSettings, pages};
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

/// A page on 7 inches as a site has it: in one language, or with the other one smaller beside it.
fn on_seven_inches(page: &Page, language: Language, second: bool) -> Option<DisplayList> {
    let other = match language {
        Language::Chinese => Language::English,
        Language::English => Language::Chinese,
    };
    let settings = ScreenSettings::new(language, "").with_second(second.then_some(other));
    let status = status();
    let scope = Scope { language, status: Some(&status) };
    let poster = crate::terminal::screen::drawing::poster(page, scope, &settings);
    Some(plan(&poster, poster.hero.as_ref()?, Size::new(800, 480)))
}

/// The least height of what is large on a page, in millimetres: of its figures, or of its words where it has
/// none; and whether it has figures. None where no page has a hero.
fn hero_height(page: &Page, language: Language, second: bool) -> Option<(bool, f32)> {
    let hero = VerdictBoxes::of(Size::new(800, 480)).hero;
    let plan = on_seven_inches(page, language, second)?;
    let lines = lines(&plan).into_iter().filter(|line| {
        line.weight == FontWeight::Bold
            && line.frame.bottom() > hero.top
            && line.frame.top < hero.bottom()
    });
    let lines: Vec<&TextRun> = lines.collect();
    let is_figure =
        |line: &&&TextRun| line.words.chars().all(|sign| sign.is_ascii_digit() || sign == ':');
    let mm = |pixels: f32| pixels / 480.0 * PANEL_MM;
    let cap = |line: &&TextRun| mm(line.em * line.weight.cap_height());
    let figures = lines.iter().filter(is_figure).map(cap).reduce(f32::min);
    let high = |line: &&TextRun| {
        let latin = line.words.is_ascii();
        let part = if latin { line.weight.cap_height() } else { line.weight.han_height() };
        mm(line.em * part)
    };
    match figures {
        Some(mm) => Some((true, mm)),
        None => lines.iter().map(high).reduce(f32::min).map(|mm| (false, mm)),
    }
}

/// What visitors meet on most days, in figures of usual length.
fn usual() -> Vec<Page> {
    let at = |hour, minute| datetime(2026, 7, 27, hour, minute, 0, 0);
    let hall = |name: &str| ShownTicket { screen_name: Some(name.into()), ..ticket() };
    let refused = |reason, detail, ticket| Page::Refused { reason, detail, ticket };
    let seat = ShownTicket { seat: Some((7, 12)), ..ticket() };
    vec![
        Page::Admitted { ticket: seat.clone(), reopened: false },
        Page::Admitted { ticket: seat, reopened: true },
        Page::Admitted { ticket: ShownTicket { lobby: true, ..hall("3号厅") }, reopened: false },
        refused(Reason::AlreadyChecked, RefusalDetail::AdmittedAt(at(19, 2)), None),
        refused(Reason::TooEarly, RefusalDetail::OpensAt(at(20, 30)), None),
        refused(Reason::Expired, RefusalDetail::ClosedAt(at(21, 30)), None),
        refused(Reason::WrongHall, RefusalDetail::None, Some(hall("5号厅"))),
    ]
}

/// In both languages, alone and with the other one beside it.
fn ways() -> impl Iterator<Item = (Language, bool)> {
    LANGUAGES.into_iter().flat_map(|language| [false, true].map(|second| (language, second)))
}

/// A page whose figures do not reach 27 mm: a day stands above its time, and the other language below; or
/// English words beside two long figures.
fn has_no_room(page: &Page, language: Language, second: bool) -> bool {
    let has_day = matches!(page, Page::Refused { detail, .. } if matches!(detail,
        RefusalDetail::AdmittedAt(at) | RefusalDetail::OpensAt(at) | RefusalDetail::ClosedAt(at)
            if at.date() != status().time.date()));
    let long = matches!(page, Page::Admitted { ticket, .. } if ticket.seat.is_some_and(|(row, seat)| {
        row > 9 && seat > 9
    }));
    (second && has_day) || (long && language == Language::English)
}

#[test]
fn figures_are_read_from_two_metres() {
    for (language, second) in ways() {
        let mut measured = 0;
        for page in usual().iter().chain(&every_page()) {
            let Some((true, mm)) = hero_height(page, language, second) else { continue };
            measured += 1;
            let least = if has_no_room(page, language, second) { 20.0 } else { 27.0 };
            assert!(mm >= least, "{mm:.1} mm in {language:?}, {second}: {page:?}");
        }
        assert!(measured >= 18, "{measured} pages with figures");
        for seat in [(28, 128), (99, 128), (1, 1)] {
            for reopened in [false, true] {
                let ticket = ShownTicket { seat: Some(seat), ..ticket() };
                let page = Page::Admitted { ticket, reopened };
                let found = hero_height(&page, language, second);
                let wide = found.is_some_and(|(figures, mm)| figures && mm >= 20.0);
                assert!(wide, "{seat:?} in {language:?}, {second}: {found:?}");
            }
        }
    }
}

/// Where no figure decides, words are large: Chinese ones as figures are at least, English ones in two lines.
#[test]
fn words_in_their_place_are_read_from_two_metres() {
    for (language, second) in ways() {
        let least = match (language, second) {
            (Language::Chinese, _) => 20.0,
            (Language::English, false) => 15.0,
            (Language::English, true) => 10.0,
        };
        let mut measured = 0;
        for page in every_page() {
            let Some((false, mm)) = hero_height(&page, language, second) else { continue };
            measured += 1;
            assert!(mm >= least - 0.05, "{mm:.1} mm in {language:?}, {second}: {page:?}");
        }
        assert!(measured >= 12, "{measured} pages with words");
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
