//! Which layout draws what, and what stands above it.

use embedded_graphics::prelude::*;

use super::{Canvas, ScreenPage, StatusBar, layout, pages, small, status, verdict, wide};
use crate::terminal::presentation::{Card, NoticeLook, Poster, Scope};
use crate::words::Language;

/// Draws a page with its status bar on a canvas of any size.
pub fn draw(
    canvas: &mut Canvas,
    scene: &ScreenPage,
    status: &StatusBar,
    language: Language,
    name: &str,
) {
    let scope = Scope { language, status: Some(status) };
    match scene {
        ScreenPage::Door(page) => {
            let bar = if page.gives_way() { BarKind::Faults } else { BarKind::None };
            draw_poster(canvas, &pages::poster(page, scope), bar, status, language);
        }
        ScreenPage::Menu(page) => draw_card(canvas, &page.card(scope), status, language, name),
        ScreenPage::Notice(notice) => match &notice.look {
            NoticeLook::Poster(poster) => {
                draw_poster(canvas, poster, BarKind::Faults, status, language);
            }
            NoticeLook::Card(card) => draw_card(canvas, card, status, language, name),
        },
    }
}

/// What stands above a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BarKind {
    /// A verdict has the whole picture.
    None,
    /// For visitors: the time, and for staff what calls.
    Faults,
}

fn draw_poster(
    canvas: &mut Canvas,
    poster: &Poster,
    bar: BarKind,
    status: &StatusBar,
    language: Language,
) {
    if small::is_for(canvas.size()) {
        return small::draw(canvas, poster, status, language);
    }
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
}

/// Draws a card as [`draw`] does a page of the menus.
pub fn draw_card(
    canvas: &mut Canvas,
    card: &Card,
    status: &StatusBar,
    language: Language,
    name: &str,
) {
    if small::is_for(canvas.size()) {
        return small::draw_card(canvas, card);
    }
    wide::draw(canvas, card, language);
    if !card.is_bare() {
        draw_bar(canvas, status, language, name);
    }
}

fn draw_bar(canvas: &mut Canvas, status: &StatusBar, language: Language, name: &str) {
    let bar = layout::bar_height(canvas.size());
    status::draw(canvas, status, language, name, bar);
}
