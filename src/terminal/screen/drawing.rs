//! Which layout draws what, and what stands above and below it.

use embedded_graphics::mono_font::MonoTextStyleBuilder;
use embedded_graphics::mono_font::ascii::FONT_5X8;
use embedded_graphics::pixelcolor::Rgb565;
use embedded_graphics::prelude::*;
use embedded_graphics::text::{Alignment, Text as MonoText};

use super::colour::WARN;
use super::face::FontWeight;
use super::motion::{Movement, MovingStrip, Pose};
use super::plan::{Align, DisplayList, Letters, Rect};
use super::{Canvas, ScreenPage, ScreenSettings, StatusBar};
use super::{exit, layout, pages, small, status, verdict, wide};
use crate::terminal::door::Page;
use crate::terminal::presentation::{Card, Hero, MAY_END, NoticeLook, Poster, Scope, Sign, Tone};
use crate::words::screen::Text;

/// The strip below every page of a system for trials, in parts of the picture's unit; and its least height
/// in pixels.
const TRIAL: (f32, f32) = (0.055, 14.0);

/// The room for the mark of trials in a title that is as low, in pixels.
const TRIAL_CORNER: f32 = 29.0;

/// What stands above a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BarKind {
    /// A verdict has the whole picture.
    None,
    /// For visitors: the time, and for staff what calls.
    Faults,
}

/// Draws a page with its status bar on a canvas of any size.
pub fn draw(
    canvas: &mut Canvas,
    scene: &ScreenPage,
    status: &StatusBar,
    settings: &ScreenSettings,
) {
    draw_moving(canvas, scene, status, settings);
}

/// The same, and what of it may move from now on.
pub fn draw_moving(
    canvas: &mut Canvas,
    scene: &ScreenPage,
    status: &StatusBar,
    settings: &ScreenSettings,
) -> Option<MovingStrip> {
    let scope = Scope { language: settings.language, status: Some(status) };
    match scene {
        ScreenPage::Door(page) => {
            let bar = if page.gives_way() { BarKind::Faults } else { BarKind::None };
            return draw_poster(canvas, &poster(page, scope, settings), bar, status, settings);
        }
        ScreenPage::Menu(page) => draw_card(canvas, &page.card(scope), status, settings),
        ScreenPage::Notice(notice) => match &notice.look {
            NoticeLook::Poster(poster) => {
                return draw_poster(canvas, poster, BarKind::Faults, status, settings);
            }
            NoticeLook::Card(card) => draw_card(canvas, card, status, settings),
        },
    }
    None
}

/// A page for visitors, with the second language where there is one.
pub fn poster(page: &Page, scope: Scope, settings: &ScreenSettings) -> Poster {
    let poster = pages::toward(pages::poster(page, scope), page, settings.camera, scope);
    let Some(language) = settings.second else { return poster };
    let scope = Scope { language, ..scope };
    let other = pages::toward(pages::poster(page, scope), page, settings.camera, scope);
    let detail = detail(&other).filter(|words| detail(&poster).as_ref() != Some(words));
    let second = Some(other.headline.replace(MAY_END, ""));
    Poster { second, second_detail: detail, ..poster }
}

/// What a page wants done or kept in mind, in one line. Figures read alike in every language: where a refusal has
/// some, what is to be done then.
fn detail(poster: &Poster) -> Option<String> {
    let has_figures = |hero: &Hero| hero.words.words.contains(|sign: char| sign.is_ascii_digit());
    let words = match &poster.hero {
        Some(hero)
            if poster.tone == Tone::Refuse
                && has_figures(hero)
                && !poster.foot.lead.words.is_empty() =>
        {
            poster.foot.lead.words.clone()
        }
        Some(hero) => {
            let words = hero.day.iter().chain([&hero.words.words]).cloned();
            words.collect::<Vec<_>>().join(" ")
        }
        None => poster.advice.join(" "), // with its marks for line ends
    };
    Some(words).filter(|words| !words.is_empty())
}

fn draw_poster(
    canvas: &mut Canvas,
    poster: &Poster,
    bar: BarKind,
    status: &StatusBar,
    settings: &ScreenSettings,
) -> Option<MovingStrip> {
    let language = settings.language;
    if small::is_for(canvas.size()) {
        let bare = bar == BarKind::None;
        let above = ((!bare).then_some(status), settings.trial);
        let square = small::draw(canvas, poster, above, language);
        if settings.trial {
            trial_corner(canvas);
        }
        return moving(canvas, poster, small::tone(poster), square);
    }
    above_trial(canvas, settings, |canvas| {
        if poster.tone == Tone::Exit {
            exit::plan(poster, canvas.size()).draw(canvas);
            return None;
        }
        if let Some(hero) = &poster.hero {
            verdict::draw(canvas, poster, hero);
            return moving(canvas, poster, poster.tone, (0.0, 0.0, 0.0));
        }
        let height = layout::bar_height(canvas.size());
        let square = match bar {
            BarKind::None => layout::draw(canvas, poster, language, 0.0),
            BarKind::Faults => {
                let square = layout::draw(canvas, poster, language, height);
                status::draw_faults(canvas, status, language, height);
                square
            }
        };
        moving(canvas, poster, poster.tone, square)
    })
}

/// Draws what moves where it stands still.
fn moving(
    canvas: &mut Canvas,
    poster: &Poster,
    tone: Tone,
    square: (f32, f32, f32),
) -> Option<MovingStrip> {
    let size = canvas.size();
    let look = (tone, small::is_for(size));
    let movement = Movement::of(poster);
    let strip = match (movement, poster.sign) {
        (Some(Movement::GateBar), _) if look.1 => MovingStrip::bar(small::bar(size), look, canvas),
        (Some(Movement::GateBar), _) => MovingStrip::bar(verdict::bar(size), look, canvas),
        (Some(movement), _) => MovingStrip::in_sign(movement, square, look, canvas),
        // A sign that moves elsewhere is whole here.
        (None, Sign::Scan) if poster.hero.is_none() || look.1 => {
            MovingStrip::in_sign(Movement::ScanLine, square, look, canvas)
        }
        (None, _) => return None,
    };
    strip.draw(canvas, Pose::Still);
    movement.map(|_| strip)
}

/// Draws a card as [`draw`] does a page of the menus.
pub fn draw_card(canvas: &mut Canvas, card: &Card, status: &StatusBar, settings: &ScreenSettings) {
    if small::is_for(canvas.size()) {
        let beside = if settings.trial { TRIAL_CORNER } else { 0.0 };
        small::draw_card(canvas, card, beside);
        return if settings.trial && !card.is_bare() {
            trial_corner(canvas);
        };
    }
    if card.is_bare() {
        return wide::draw(canvas, card, settings.language, settings.touch);
    }
    above_trial(canvas, settings, |canvas| {
        wide::draw(canvas, card, settings.language, settings.touch);
        let bar = layout::bar_height(canvas.size());
        status::draw(canvas, status, settings.language, &settings.name, bar);
    });
}

/// The room for a page in a picture of this size.
pub fn room(size: Size, settings: &ScreenSettings) -> Size {
    if settings.trial && !small::is_for(size) {
        Size::new(size.width, size.height.saturating_sub(strip(size) as u32))
    } else {
        size
    }
}

fn strip(size: Size) -> f32 {
    (TRIAL.0 * layout::unit(size)).max(TRIAL.1).round()
}

/// Draws a page; in a system for trials a little smaller, above a strip that says so.
fn above_trial<T>(
    canvas: &mut Canvas,
    settings: &ScreenSettings,
    draw: impl FnOnce(&mut Canvas) -> T,
) -> T {
    if !settings.trial {
        return draw(canvas);
    }
    let size = canvas.size();
    let room = room(size, settings);
    let mut page = Canvas::new(room.width, room.height);
    let drawn = draw(&mut page);
    let count = page.pixels().len();
    canvas.pixels_mut()[..count].copy_from_slice(page.pixels());
    let mut plan = DisplayList::default();
    let (_, frame) = Rect::of(size).split_bottom(strip(size));
    plan.area(frame, WARN.1);
    let letters = Letters {
        most: 0.9 * frame.height,
        least: 1.0,
        weight: FontWeight::Bold,
        colour: WARN.0,
        align: Align::Middle,
    };
    plan.own(Text::Trial.form(settings.language), frame, letters);
    plan.draw(canvas);
    drawn
}

/// The same where there is no room for a strip: over the time.
fn trial_corner(canvas: &mut Canvas) {
    let style = MonoTextStyleBuilder::new().font(&FONT_5X8);
    let style = style.text_color(Rgb565::BLACK).background_color(Rgb565::WHITE).build();
    let right = canvas.size().width as i32 - 2;
    let place = Point::new(right, FONT_5X8.baseline as i32);
    let words = Text::TrialShort.form(crate::words::Language::English);
    let text = MonoText::with_alignment(words, place, style, Alignment::Right);
    let Ok(_) = text.draw(canvas);
}

#[cfg(test)]
mod tests;
