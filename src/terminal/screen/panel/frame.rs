//! The picture as the panel counts its pixels, and what of it is still to be sent.

use embedded_graphics::pixelcolor::Rgb565;
use embedded_graphics::prelude::*;
use embedded_graphics::primitives::Rectangle;

use crate::terminal::config::Rotation;
use crate::terminal::screen::Canvas;

/// Pixels that a further window costs about as much as: nearer changes are sent in one.
const WINDOW: u32 = 24;

/// A rectangle of the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

impl Area {
    /// Its pixels.
    pub fn count(self) -> u32 {
        self.width * self.height
    }

    /// The places of its rows in a picture that is `width` pixels wide.
    pub fn rows(self, width: u32) -> impl Iterator<Item = std::ops::Range<usize>> {
        (self.y..self.y + self.height).map(move |y| {
            let start = y as usize * width as usize + self.x as usize;
            start..start + self.width as usize
        })
    }
}

/// What of a picture can't be sent apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grain {
    /// So many rows.
    pub rows: u32,
    /// Rows from left to right.
    pub whole: bool,
}

/// What is to be seen, and what the panel shows as far as is known.
#[derive(Debug)]
pub struct Frame {
    size: Size,
    wanted: Vec<Rgb565>,
    shown: Vec<Option<Rgb565>>,
    /// Whatever stands above this row is sent.
    row: u32,
    /// And from this one on.
    end: u32,
}

impl Frame {
    /// A panel of which nothing is known but its size.
    pub fn new(size: Size) -> Self {
        let count = size.width as usize * size.height as usize;
        Self {
            size,
            wanted: vec![Rgb565::BLACK; count],
            shown: vec![None; count],
            row: 0,
            end: size.height,
        }
    }

    /// Takes a new picture, turned and moved to the right and down; what was not sent of the one
    /// before never will be. False for a picture of another size, which is not taken.
    pub fn take(&mut self, canvas: &Canvas, rotation: Rotation, (right, down): (u32, u32)) -> bool {
        (self.row, self.end) = (0, self.size.height);
        let Size { width, height } = self.size;
        let picture = canvas.size();
        if turned(picture, rotation) != self.size || width == 0 {
            return false;
        }
        let pixels = canvas.pixels();
        for (y, row) in (0..height).zip(self.wanted.chunks_mut(width as usize)) {
            for (x, pixel) in (0..width).zip(row) {
                let (left, top) = match rotation {
                    Rotation::Deg0 => (x, y),
                    Rotation::Deg90 => (y, picture.height - 1 - x),
                    Rotation::Deg180 => (picture.width - 1 - x, picture.height - 1 - y),
                    Rotation::Deg270 => (picture.width - 1 - y, x),
                };
                *pixel = match (left.checked_sub(right), top.checked_sub(down)) {
                    (Some(left), Some(top)) => pixels[(top * picture.width + left) as usize],
                    _ => Rgb565::BLACK,
                };
            }
        }
        true
    }

    /// Nothing is known any longer of what the panel shows.
    pub fn forget(&mut self) {
        self.shown.fill(None);
        (self.row, self.end) = (0, self.size.height);
    }

    /// Takes a part of a picture of this size, turned; the rest is as in the picture before.
    pub fn take_part(&mut self, canvas: &Canvas, rotation: Rotation, part: Rectangle) {
        let picture = canvas.size();
        let part = part.intersection(&canvas.bounding_box());
        if turned(picture, rotation) != self.size || part.is_zero_sized() {
            return;
        }
        let (mut top, mut end) = (self.size.height, 0);
        for Point { x: left, y: down } in part.points() {
            // Within the canvas, so neither is negative.
            let (left, down) = (left as u32, down as u32);
            let (x, y) = match rotation {
                Rotation::Deg0 => (left, down),
                Rotation::Deg90 => (picture.height - 1 - down, left),
                Rotation::Deg180 => (picture.width - 1 - left, picture.height - 1 - down),
                Rotation::Deg270 => (down, picture.width - 1 - left),
            };
            let from = canvas.pixels()[(down * picture.width + left) as usize];
            self.wanted[(y * self.size.width + x) as usize] = from;
            (top, end) = (top.min(y), end.max(y + 1));
        }
        let sent = self.row >= self.end;
        (self.row, self.end) =
            if sent { (top, end) } else { (self.row.min(top), self.end.max(end)) };
    }

    /// The next rectangle to be sent, from the top: of `most` pixels at the most, but never less
    /// than can't be sent apart.
    pub fn next(&mut self, grain: Grain, most: u32) -> Option<Area> {
        let mut area: Option<Area> = None;
        let mut y = self.row - self.row % grain.rows;
        while y < self.end {
            let height = grain.rows.min(self.size.height - y);
            let dirty = self.dirty(y, height);
            let dirty = dirty.map(|span| if grain.whole { (0, self.size.width) } else { span });
            match (area, dirty) {
                (None, None) => self.row = y + height,
                (None, Some((x, width))) => {
                    let room = if grain.whole { width } else { (most / height).max(1) };
                    let width = width.min(room);
                    area = Some(Area { x, y, width, height });
                }
                (Some(_), None) => break,
                (Some(before), Some((x, width))) => {
                    let left = before.x.min(x);
                    let right = (before.x + before.width).max(x + width);
                    let both = Area {
                        x: left,
                        width: right - left,
                        height: before.height + height,
                        ..before
                    };
                    let apart = before.count() + width * height;
                    if both.count() > most || both.count() > apart + WINDOW {
                        break;
                    }
                    area = Some(both);
                }
            }
            y += height;
        }
        area
    }

    /// Where the picture differs from what is shown, within some rows: (left, width).
    fn dirty(&self, y: u32, height: u32) -> Option<(u32, u32)> {
        let whole = Area { x: 0, y, width: self.size.width, height };
        let mut span: Option<(usize, usize)> = None;
        for row in whole.rows(self.size.width) {
            let (wanted, shown) = (&self.wanted[row.clone()], &self.shown[row]);
            let differs = |(wanted, shown): (&Rgb565, &Option<Rgb565>)| *shown != Some(*wanted);
            let Some(first) = wanted.iter().zip(shown).position(differs) else { continue };
            let last = wanted.iter().zip(shown).rposition(differs).unwrap_or(first);
            span = span.map_or(Some((first, last)), |(a, b)| Some((a.min(first), b.max(last))));
        }
        span.map(|(first, last)| (first as u32, (last - first) as u32 + 1))
    }

    /// The panel has taken these pixels.
    pub fn sent(&mut self, area: Area) {
        for row in area.rows(self.size.width) {
            for (shown, wanted) in self.shown[row.clone()].iter_mut().zip(&self.wanted[row]) {
                *shown = Some(*wanted);
            }
        }
    }

    /// The size, as the panel counts.
    pub fn size(&self) -> Size {
        self.size
    }

    /// All pixels, row by row, as the panel counts.
    pub fn pixels(&self) -> &[Rgb565] {
        &self.wanted
    }
}

/// A size after the turn; the same turn leads back.
pub fn turned(size: Size, rotation: Rotation) -> Size {
    match rotation {
        Rotation::Deg0 | Rotation::Deg180 => size,
        Rotation::Deg90 | Rotation::Deg270 => Size::new(size.height, size.width),
    }
}

#[cfg(test)]
mod tests;
