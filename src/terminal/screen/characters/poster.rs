//! A page for visitors in a window: its field, the sign, the one thing to keep in mind as large as there is
//! room for, and all of it once more in letters.

use super::grid::{self, Grid, Look};
use crate::terminal::config::CameraPlace;
use crate::terminal::presentation::{Hero, MAY_END, Phrase, Poster, Tone};
use crate::terminal::screen::canvas::Canvas;
use crate::terminal::screen::face::FontWeight;
use crate::terminal::screen::ink::Ink;
use crate::terminal::screen::motion::{Movement, MovingStrip, Pose};
use crate::terminal::screen::plan::{DisplayList, Rect};
use crate::terminal::screen::{hero, sign};

/// Left of everything.
const MARGIN: usize = 2;
/// Rows of the sign on a page with a drawing; it is twice as many columns wide.
const DRAWING: usize = 10;
/// Beside a verdict's headline.
const MARK: usize = 5;
/// What takes the hero's figures to the whole height of its room, as its unit.
const WHOLE: f32 = 0.42;

pub fn set(grid: &mut Grid, poster: &Poster, pose: Pose, rows: usize) {
    let look = Look::of(poster.tone.ink(), poster.tone.ground());
    grid.fill((0, 0), (grid.columns(), rows), look);
    match &poster.hero {
        Some(hero) => verdict(grid, poster, hero, pose, rows),
        None => drawn(grid, poster, pose, rows),
    }
}

/// The edge, mark and headline, the fact as large as there is room for and in letters, the foot.
fn verdict(grid: &mut Grid, poster: &Poster, hero: &Hero, pose: Pose, rows: usize) {
    let (tone, columns) = (poster.tone, grid.columns());
    let look = Look::of(tone.ink(), tone.ground());
    let room = columns.saturating_sub(2 * MARGIN);
    if tone == Tone::Refuse {
        let hatch: String = "▞▞  ".chars().cycle().take(columns).collect();
        grid.write((0, 0), columns, &hatch, look);
    }
    if Movement::of(poster) == Some(Movement::GateBar) {
        let part = if let Pose::At(part) = pose { part } else { 1.0 };
        let wide = (part * columns as f32).round() as usize;
        grid.fill((0, 0), (wide, 1), Look::of(tone.ink(), tone.accent()));
    }
    picture_of_sign(grid, poster, Pose::Still, (MARGIN, 1), MARK);
    let left = MARGIN + 2 * MARK + 1;
    let beside = columns.saturating_sub(left + MARGIN);
    let headline = poster.headline.replace(MAY_END, "");
    let taken = grid.write((left, MARK / 2 + 1), beside, &headline, look.bold());
    if let Some(second) = &poster.second {
        let soft = Look::of(tone.soft(), tone.ground());
        grid.write(
            (left + taken + 2, MARK / 2 + 1),
            beside.saturating_sub(taken + 2),
            second,
            soft,
        );
    }
    // Below: the foot in a line, above it the fact in letters.
    let foot = rows.saturating_sub(1);
    let (ground, ink, soft) = tone.foot();
    grid.fill((0, foot), (columns, 1), Look::of(ink, ground));
    let mut x = MARGIN;
    for (at, phrase) in poster.foot.phrases().enumerate() {
        let lead = at == 0 && !poster.foot.lead.words.is_empty();
        let look = if lead { Look::of(ink, ground).bold() } else { Look::of(soft, ground) };
        x += grid.write((x, foot), columns.saturating_sub(x + 1), &phrase.words, look) + 3;
    }
    let words = foot.saturating_sub(1);
    let arrow = if hero.arrow { " →" } else { "" };
    let fact = hero.day.iter().chain([&hero.words.words]).cloned().collect::<Vec<_>>().join(" ");
    let fact = format!("{}{arrow}", fact.replace(MAY_END, ""));
    let taken = grid.write((MARGIN, words), room, &fact, look.bold()) + 3;
    if let Some(detail) = &poster.second_detail {
        let soft = Look::of(tone.soft(), tone.ground());
        grid.write((MARGIN + taken, words), room.saturating_sub(taken), detail, soft);
    }
    let large = (room, words.saturating_sub(2 + MARK));
    large_words(grid, hero, (MARGIN, 1 + MARK), large, tone);
}

/// The drawing at the left; headline, what to do and the rest at its right.
fn drawn(grid: &mut Grid, poster: &Poster, pose: Pose, rows: usize) {
    let (tone, columns) = (poster.tone, grid.columns());
    let look = Look::of(tone.ink(), tone.ground());
    let soft = Look::of(tone.soft(), tone.ground());
    let side = DRAWING.min(rows.saturating_sub(2)).min(columns / 6);
    picture_of_sign(grid, poster, pose, (MARGIN, (rows.saturating_sub(side)) / 2), side);
    let left = 2 * MARGIN + 2 * side;
    let room = columns.saturating_sub(left + MARGIN);
    let mut quiet: Vec<(String, Look)> = Vec::new();
    for words in &poster.advice {
        let words = words.replace(MAY_END, "");
        quiet.extend(grid::wrap(&words, room).into_iter().map(|line| (line, look)));
    }
    if let (Some((line, _)), Some(place)) = (quiet.last_mut(), poster.toward) {
        line.push_str(match place {
            CameraPlace::Above => " ↑",
            CameraPlace::Below => " ↓",
            CameraPlace::Left => " ←",
            CameraPlace::Right => " →",
        });
    }
    quiet.extend(poster.second.iter().map(|words| (words.clone(), look.bold())));
    let detail = poster.second_detail.iter().flat_map(|words| grid::wrap(words, room));
    quiet.extend(detail.map(|line| (line, soft)));
    quiet.extend(poster.foot.phrases().map(|phrase| (phrase.words.clone(), soft)));
    quiet.extend(poster.programme.iter().map(|line| (line.words(), soft)));
    // The headline large, and in letters where those are coarse.
    let large = rows.saturating_sub(4 + quiet.len()).min(8);
    let total = large + 2 + quiet.len();
    let mut y = 1 + rows.saturating_sub(1 + total) / 2;
    let hero = Hero::new(Phrase::own(poster.headline.clone()));
    large_words(grid, &hero, (left, y), (room, large), tone);
    y += large;
    grid.write((left, y), room, &poster.headline, look.bold());
    y += 2;
    for (line, look) in quiet {
        if y >= rows {
            break;
        }
        grid.write((left, y), room, &line, look);
        y += 1;
    }
}

fn picture_of_sign(
    grid: &mut Grid,
    poster: &Poster,
    pose: Pose,
    place: (usize, usize),
    rows: usize,
) {
    // Drawn finer and averaged, as thin strokes would else be torn.
    let side = 8 * rows as u32;
    let mut canvas = Canvas::new(side, side);
    let mut plan = DisplayList::default();
    plan.area(Rect::of(embedded_graphics::prelude::Size::new(side, side)), poster.tone.ground());
    plan.draw(&mut canvas);
    let square = (0.0, 0.0, side as f32);
    let mut ink = Ink::new(&mut canvas, square.0, square.1, square.2);
    match Movement::of(poster) {
        Some(movement @ (Movement::ScanLine | Movement::Dots)) => {
            sign::draw_ground(poster.sign, &mut ink, poster.tone);
            let look = (poster.tone, false);
            MovingStrip::in_sign(movement, square, look, &canvas).draw(&mut canvas, pose);
        }
        _ => sign::draw(poster.sign, &mut ink, poster.tone),
    }
    grid.picture(place, (2 * rows, rows), &canvas);
}

/// Figures and words in half blocks, in so many columns and rows.
fn large_words(
    grid: &mut Grid,
    hero: &Hero,
    place: (usize, usize),
    (columns, rows): (usize, usize),
    tone: Tone,
) {
    if columns == 0 || rows < 3 {
        return;
    }
    let size = embedded_graphics::prelude::Size::new(columns as u32, 2 * rows as u32);
    let mut canvas = Canvas::new(size.width, size.height);
    let mut plan = DisplayList::default();
    let room = Rect::of(size);
    plan.area(room, tone.ground());
    let words = Hero { arrow: false, ..hero.clone() };
    let unit = room.height / (WHOLE * FontWeight::Bold.han_height());
    hero::set(&mut plan, &words, room, unit, tone.ink());
    plan.draw(&mut canvas);
    grid.picture(place, (columns, rows), &canvas);
}
