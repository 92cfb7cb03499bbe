//! Which layout draws what, and what stands above and below it.

use embedded_graphics::mono_font::MonoTextStyleBuilder;
use embedded_graphics::mono_font::ascii::FONT_5X8;
use embedded_graphics::pixelcolor::Rgb565;
use embedded_graphics::prelude::*;
use embedded_graphics::text::{Alignment, Text as MonoText};

use super::colour::WARN;
use super::face::FontWeight;
use super::plan::{Align, DisplayList, Letters, Rect};
use super::{Canvas, ScreenPage, ScreenSettings, StatusBar};
use super::{layout, pages, small, status, verdict, wide};
use crate::terminal::presentation::{Card, MAY_END, NoticeLook, Poster, Scope};
use crate::words::screen::Text;

/// The strip below every page of a system for trials, in parts of the picture's unit; and its least height
/// in pixels.
const TRIAL: (f32, f32) = (0.055, 14.0);

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
    let scope = Scope { language: settings.language, status: Some(status) };
    match scene {
        ScreenPage::Door(page) => {
            let bar = if page.gives_way() { BarKind::Faults } else { BarKind::None };
            let mut poster = pages::poster(page, scope);
            poster.second = settings.second.map(|language| {
                pages::poster(page, Scope { language, ..scope }).headline.replace(MAY_END, "")
            });
            draw_poster(canvas, &poster, bar, status, settings);
        }
        ScreenPage::Menu(page) => draw_card(canvas, &page.card(scope), status, settings),
        ScreenPage::Notice(notice) => match &notice.look {
            NoticeLook::Poster(poster) => {
                draw_poster(canvas, poster, BarKind::Faults, status, settings);
            }
            NoticeLook::Card(card) => draw_card(canvas, card, status, settings),
        },
    }
}

fn draw_poster(
    canvas: &mut Canvas,
    poster: &Poster,
    bar: BarKind,
    status: &StatusBar,
    settings: &ScreenSettings,
) {
    let language = settings.language;
    if small::is_for(canvas.size()) {
        small::draw(canvas, poster, status, language);
        return if settings.trial {
            trial_corner(canvas)
        };
    }
    above_trial(canvas, settings, |canvas| {
        if let Some(hero) = &poster.hero {
            return verdict::draw(canvas, poster, hero);
        }
        let height = layout::bar_height(canvas.size());
        match bar {
            BarKind::None => layout::draw(canvas, poster, language, 0.0),
            BarKind::Faults => {
                layout::draw(canvas, poster, language, height);
                status::draw_faults(canvas, status, language, height);
            }
        }
    });
}

/// Draws a card as [`draw`] does a page of the menus.
pub fn draw_card(canvas: &mut Canvas, card: &Card, status: &StatusBar, settings: &ScreenSettings) {
    if small::is_for(canvas.size()) {
        return small::draw_card(canvas, card);
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
fn above_trial(canvas: &mut Canvas, settings: &ScreenSettings, draw: impl FnOnce(&mut Canvas)) {
    if !settings.trial {
        return draw(canvas);
    }
    let size = canvas.size();
    let room = room(size, settings);
    let mut page = Canvas::new(room.width, room.height);
    draw(&mut page);
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
