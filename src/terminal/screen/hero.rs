//! The one thing to keep in mind, as large as there is room for: figures high, words beside or below
//! them smaller; where there is no figure, words in few lines.

use embedded_graphics::pixelcolor::Rgb565;

use super::face::{FontWeight, pieces};
use super::plan::{DisplayList, Rect, SLACK};
use crate::terminal::presentation::{Hero, MAY_END, Phrase};

const BOLD: FontWeight = FontWeight::Bold;
/// The height of a figure that is large enough, in parts of the picture's unit: 27 mm of a panel of 7 inches
/// with 800 × 480 pixels, which is 91.4 mm high.
pub const ENOUGH: f32 = 0.2955;
/// What no figure is smaller than for words beside it: 20 mm of the same panel.
pub const LEAST: f32 = 0.2190;
/// No figure is higher than this part of the unit.
const MOST: f32 = 0.40;
/// How large words are beside figures, in ems of the figures; the first that fits is taken.
const BESIDE: [f32; 4] = [0.5, 0.45, 0.4, 0.36];
/// The same for words in two lines.
const STACKED: [f32; 3] = [0.42, 0.36, 0.3];
/// A word beside a figure that is longer than this may stand in two lines.
const LONG: usize = 4;
/// Room in ems of the figures: between a figure and its word, between two pairs, between rows.
const NEAR: f32 = 0.06;
const APART: f32 = 0.26;
const BETWEEN: f32 = 0.14;
/// A longer run of digits is a name.
const FIGURES: usize = 5;
/// From line to line of words without figures, in ems.
const PITCH: f32 = 1.06;

/// Words or a figure, in one line or two.
#[derive(Debug, Clone, PartialEq)]
struct HeroBlock {
    lines: Vec<String>,
    /// In ems of the figures.
    scale: f32,
    figure: bool,
    /// Room before it, in ems of the figures.
    before: f32,
}

type HeroRow = Vec<HeroBlock>;

/// Sets the hero in the middle of its room's height, from the left.
pub fn set(plan: &mut DisplayList, hero: &Hero, room: Rect, unit: f32, colour: Rgb565) {
    let parts = parts(&hero.words.words.replace(MAY_END, ""));
    if !parts.iter().any(|(_, figure)| *figure) {
        return set_words(plan, hero, room, unit, colour);
    }
    let tried = candidates(&parts, hero.day.as_deref());
    let sized = tried.into_iter().map(|rows| (em(&rows, room, unit), rows));
    let mut best: Option<(f32, Vec<HeroRow>)> = None;
    for (em, rows) in sized {
        if best.as_ref().is_none_or(|(most, _)| em > *most) {
            best = Some((em, rows));
        }
        if em * BOLD.cap_height() >= ENOUGH * unit {
            break;
        }
    }
    let Some((mut em, mut rows)) = best else { return };
    let least = LEAST * unit / BOLD.cap_height();
    if em < least && hero.words.foreign {
        em = least;
        shorten(&mut rows, em, room.width);
    }
    let mut top = room.top + (room.height - em * height(&rows)).max(0.0) / 2.0;
    for row in &rows {
        let high = em * row_height(row);
        set_row(plan, row, (room.left, top + high), em, (colour, hero.words.foreign));
        top += high + em * BETWEEN;
    }
}

/// Runs of digits (with the colon of a time) and what stands between them; true for a figure.
fn parts(words: &str) -> Vec<(String, bool)> {
    let mut parts: Vec<(String, bool)> = Vec::new();
    for sign in words.chars() {
        let digit = sign.is_ascii_digit();
        let figure = digit || (sign == ':' && parts.last().is_some_and(|(_, figure)| *figure));
        match parts.last_mut() {
            Some((run, is)) if *is == figure => run.push(sign),
            _ => parts.push((sign.to_string(), figure)),
        }
    }
    let tidy = parts.into_iter().map(|(run, figure)| {
        let figure = figure && run.chars().count() <= FIGURES;
        (run.trim().to_owned(), figure)
    });
    tidy.filter(|(run, _)| !run.is_empty()).collect()
}

/// The ways to place the parts, those first that are easiest to read.
fn candidates(parts: &[(String, bool)], day: Option<&str>) -> Vec<Vec<HeroRow>> {
    let groups = groups(parts);
    let row_of = |groups: &[Vec<(String, bool)>], scale: f32, stacked: bool| -> HeroRow {
        groups
            .iter()
            .enumerate()
            .flat_map(|(at, group)| blocks(group, at, scale, stacked))
            .collect()
    };
    let below = |rows: Vec<HeroRow>, scale: f32| -> Vec<HeroRow> {
        let day = day.map(|day| vec![block(vec![day.to_owned()], scale, false, 0.0)]);
        day.into_iter().chain(rows).collect()
    };
    let one = BESIDE.map(|scale| below(vec![row_of(&groups, scale, false)], scale));
    let each = BESIDE.map(|scale| {
        below(
            groups.iter().map(|group| row_of(std::slice::from_ref(group), scale, false)).collect(),
            scale,
        )
    });
    let stacked = STACKED.map(|scale| below(vec![row_of(&groups, scale, true)], scale));
    one.into_iter().chain(stacked).chain(each).collect()
}

/// A figure with the word behind it; or with the word before it, where that comes first.
fn groups(parts: &[(String, bool)]) -> Vec<Vec<(String, bool)>> {
    let opens = parts.first().is_some_and(|(_, figure)| *figure);
    let mut groups: Vec<Vec<(String, bool)>> = Vec::new();
    for part in parts {
        match groups.last_mut().filter(|_| part.1 != opens) {
            Some(group) => group.push(part.clone()),
            None => groups.push(vec![part.clone()]),
        }
    }
    groups
}

fn blocks(group: &[(String, bool)], at: usize, scale: f32, stacked: bool) -> Vec<HeroBlock> {
    let one = |(i, (words, figure)): (usize, &(String, bool))| {
        let before = match (i, at) {
            (0, 0) => 0.0,
            (0, _) => APART,
            _ => NEAR,
        };
        let lines = if stacked && !figure && words.chars().count() > LONG {
            halves(words)
        } else {
            vec![words.clone()]
        };
        block(lines, if *figure { 1.0 } else { scale }, *figure, before)
    };
    group.iter().enumerate().map(one).collect()
}

fn block(lines: Vec<String>, scale: f32, figure: bool, before: f32) -> HeroBlock {
    HeroBlock { lines, scale, figure, before }
}

/// A name in two lines of about the same length; not with a single character left for the second, where it
/// may as well stand alone in the first: 号 / IMAX厅.
fn halves(words: &str) -> Vec<String> {
    let places = pieces(words).into_iter().scan(0, |at, piece| {
        *at += piece.len();
        Some(*at)
    });
    let parts = places.filter(|at| *at < words.len()).map(|at| words.split_at(at));
    let tidy = parts.map(|(first, second)| [first.trim(), second.trim()]);
    let longer = |lines: &[&str; 2]| {
        let widths = lines.map(|line| BOLD.width(line, 1.0));
        let lone = if lines[1].chars().count() == 1 { 1.01 } else { 1.0 };
        widths[0].max(widths[1]) * lone
    };
    let best = tidy.min_by(|one, other| longer(one).total_cmp(&longer(other)));
    best.map_or_else(|| vec![words.to_owned()], |lines| lines.map(str::to_owned).to_vec())
}

impl HeroBlock {
    fn width(&self) -> f32 {
        let widest = self.lines.iter().map(|line| BOLD.width(line, self.scale));
        self.before + widest.fold(0.0, f32::max)
    }

    fn height(&self) -> f32 {
        if self.figure { BOLD.cap_height() } else { self.lines.len() as f32 * self.scale }
    }
}

fn row_width(row: &HeroRow) -> f32 {
    row.iter().map(HeroBlock::width).sum()
}

fn row_height(row: &HeroRow) -> f32 {
    row.iter().map(HeroBlock::height).fold(0.0, f32::max)
}

fn height(rows: &[HeroRow]) -> f32 {
    let between = BETWEEN * rows.len().saturating_sub(1) as f32;
    rows.iter().map(row_height).sum::<f32>() + between
}

/// The largest em at which the rows fit.
fn em(rows: &[HeroRow], room: Rect, unit: f32) -> f32 {
    let widest = rows.iter().map(row_width).fold(0.01, f32::max);
    let by_height = room.height / height(rows).max(0.01);
    (room.width / widest).min(by_height).min(MOST * unit / BOLD.cap_height())
}

/// Cuts the longest words of each row until it fits.
fn shorten(rows: &mut [HeroRow], em: f32, width: f32) {
    for row in rows {
        let over = row_width(row) * em - width;
        let words = row.iter_mut().filter(|block| !block.figure);
        let longest = words.max_by(|a, b| a.width().total_cmp(&b.width()));
        if let Some(block) = longest.filter(|_| over > SLACK) {
            let size = block.scale * em;
            let room = (block.width() - block.before) * em - over;
            for line in &mut block.lines {
                *line = BOLD.cut(line, size, room.max(0.0));
            }
        }
    }
}

fn set_row(
    plan: &mut DisplayList,
    row: &HeroRow,
    (left, base): (f32, f32),
    em: f32,
    (colour, foreign): (Rgb565, bool),
) {
    let mut left = left;
    for block in row {
        let size = block.scale * em;
        let wide = (block.width() - block.before) * em;
        left += block.before * em;
        // Two lines stand around the middle of the figures, one on their base.
        let (mut line_base, pitch) = match block.lines.len() {
            2 => (base - em * (BOLD.cap_height() / 2.0) - 0.1 * size, size),
            _ => (base, size),
        };
        for words in &block.lines {
            let phrase = Phrase { words: words.clone(), foreign };
            plan.standing(&phrase, (left, line_base, wide), (size, BOLD, colour));
            line_base += pitch;
        }
        left += wide;
    }
}

/// Words without a figure, as large as they fit.
fn set_words(plan: &mut DisplayList, hero: &Hero, room: Rect, unit: f32, colour: Rgb565) {
    let words = &hero.words.words;
    let mut em = MOST * unit / BOLD.han_height();
    let least = if hero.words.foreign { LEAST * unit / 2.0 } else { 1.0 };
    let mut lines = BOLD.wrap(words, em, room.width);
    let fits = |lines: &[String], em: f32| {
        lines.len() as f32 * PITCH * em <= room.height
            && lines.iter().all(|line| BOLD.width(line, em) <= room.width + SLACK)
    };
    while !fits(&lines, em) && em > least {
        em *= 0.97;
        lines = BOLD.wrap(words, em, room.width);
    }
    let most = ((room.height / (PITCH * em)) as usize).max(1);
    if lines.len() > most {
        let rest = lines.split_off(most - 1).join(" ");
        lines.push(rest);
    }
    let mut top = room.top + (room.height - lines.len() as f32 * PITCH * em).max(0.0) / 2.0;
    for line in lines {
        let words = BOLD.cut(&line, em, room.width + SLACK);
        let base = top + (PITCH / 2.0 + BOLD.above() - BOLD.han_height() / 2.0) * em;
        let phrase = Phrase { words, foreign: hero.words.foreign };
        plan.standing(&phrase, (room.left, base, room.width), (em, BOLD, colour));
        top += PITCH * em;
    }
}

#[cfg(test)]
mod tests;
