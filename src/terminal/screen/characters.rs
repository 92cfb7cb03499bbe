//! The layout of a window of characters: what is told stands in letters that every window shows, and what
//! is to be seen at a glance is drawn in half blocks, two pixels a character.

mod card;
mod grid;
mod poster;

use super::canvas::Canvas;
use super::colour::{BAR, BAR_INK};
use super::motion::{Movement, Pose};
use super::{ScreenPage, ScreenSettings, StatusBar, drawing, status};
use crate::terminal::presentation::{Card, NoticeLook, Scope};
use crate::words::Language;
use crate::words::screen::{self, Text};
pub use grid::{Grid, Look};

/// A window that is smaller is drawn as one of this size, and cut.
const LEAST: (usize, usize) = (40, 12);

/// Sets a page in a window of so many columns and rows.
pub fn page(
    scene: &ScreenPage,
    status: &StatusBar,
    settings: &ScreenSettings,
    pose: Pose,
    (columns, rows): (usize, usize),
) -> Grid {
    let scope = Scope { language: settings.language, status: Some(status) };
    let mut grid = Grid::new(columns.max(LEAST.0), rows.max(LEAST.1), Look::of(BAR_INK, BAR));
    let hints = hints(settings);
    let below = grid.rows() - hints.len();
    for (row, words) in (below..).zip(&hints) {
        grid.write((1, row), columns.saturating_sub(1), words, Look::of(BAR_INK, BAR));
    }
    match scene {
        ScreenPage::Door(page) => {
            let poster = drawing::poster(page, scope, settings);
            poster::set(&mut grid, &poster, pose, below);
            if page.gives_way() {
                bar(&mut grid, status::words_of_faults(status, settings.language), "");
            }
        }
        ScreenPage::Menu(page) => card_page(&mut grid, &page.card(scope), status, settings, below),
        ScreenPage::Notice(notice) => match &notice.look {
            NoticeLook::Poster(poster) => poster::set(&mut grid, poster, pose, below),
            NoticeLook::Card(card) => card_page(&mut grid, card, status, settings, below),
        },
    }
    grid.cut((columns, rows));
    grid
}

/// What moves on a page.
pub fn movement(
    scene: &ScreenPage,
    status: &StatusBar,
    settings: &ScreenSettings,
) -> Option<Movement> {
    let scope = Scope { language: settings.language, status: Some(status) };
    match scene {
        ScreenPage::Door(page) => Movement::of(&drawing::poster(page, scope, settings)),
        ScreenPage::Notice(notice) => match &notice.look {
            NoticeLook::Poster(poster) => Movement::of(poster),
            NoticeLook::Card(_) => None,
        },
        ScreenPage::Menu(_) => None,
    }
}

fn card_page(
    grid: &mut Grid,
    card: &Card,
    status: &StatusBar,
    settings: &ScreenSettings,
    rows: usize,
) {
    if card::is_picture(card) {
        let mut canvas = Canvas::new(4 * grid.columns() as u32, 8 * rows as u32);
        let bare = ScreenSettings { trial: false, ..settings.clone() };
        drawing::draw_card(&mut canvas, card, status, &bare);
        return grid.picture((0, 0), (grid.columns(), rows), &canvas);
    }
    card::set(grid, card, settings.language, rows);
    bar(grid, status::words(status, settings.language), &settings.name);
}

/// The uppermost row: the door's name, and how the terminal fares.
fn bar(grid: &mut Grid, words: Vec<(String, Option<Look>)>, name: &str) {
    let plain = Look::of(BAR_INK, BAR);
    grid.fill((0, 0), (grid.columns(), 1), plain);
    let mut right = grid.columns().saturating_sub(1);
    for (words, look) in words.iter().rev() {
        let wide = grid::width(words).min(right);
        right -= wide;
        grid.write((right, 0), wide, words, look.unwrap_or(plain));
        right = right.saturating_sub(2);
    }
    grid.write((1, 0), right.saturating_sub(1), name, plain.bold());
}

/// What stands below every page.
fn hints(settings: &ScreenSettings) -> Vec<String> {
    let language = settings.language;
    let text = |text: Text| text.plain(language);
    let mut hints = Vec::new();
    if settings.trial {
        hints.push(text(Text::Trial));
    }
    if settings.window_keys {
        hints.push(format!("{}   {}", text(Text::WindowEnds), text(Text::WindowKeys)));
    }
    if let Some(sign_in) = &settings.sign_in {
        hints.push(sign_in_hint(&sign_in.number, &sign_in.password, language));
    }
    hints
}

fn sign_in_hint(number: &str, password: &str, language: Language) -> String {
    screen::SignInAs { number, password }.text(language)
}

#[cfg(test)]
mod tests;
