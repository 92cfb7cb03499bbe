//! What is held before the camera: a paper ticket or a phone that shows one, drawn flat and fine.

use std::f32::consts::{FRAC_PI_2, PI};

use fastrand::Rng;

use super::between;
use super::lettering;
use super::payload::Code;
use super::raster::Raster;

/// Texels a module: finer than any pixel that will see it.
pub const FINENESS: f32 = 8.0;

/// What carries the code.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Medium {
    Paper,
    Phone,
}

impl Medium {
    /// As `meta.tsv` names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Paper => "paper",
            Self::Phone => "phone",
        }
    }
}

/// A drawn sheet; its coordinates are modules from the code's centre.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub face: Raster,
    pub side: usize,
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
    /// Radius of the corners.
    round: f32,
}

impl Sheet {
    /// Draws a sheet with room and text around the code; `inverted` has it light on dark.
    pub fn draw(code: &Code, medium: Medium, inverted: bool, rng: &mut Rng) -> Self {
        let half = code.side as f32 / 2.0;
        let quiet = half + 4.0;
        let mut room = |least: f32, most: f32| quiet + between(rng, least..most) * code.side as f32;
        let (left, right, top, bottom, round) = match medium {
            Medium::Paper => {
                (room(0.02, 0.5), room(0.02, 0.5), room(0.05, 0.6), room(0.05, 0.9), 0.5)
            }
            Medium::Phone => {
                let side = room(0.08, 0.2);
                (side, side, room(0.25, 0.7), room(0.35, 1.0), 5.0)
            }
        };
        let face = Raster::filled(
            ((left + right) * FINENESS) as usize,
            ((top + bottom) * FINENESS) as usize,
            0.0,
        );
        let mut sheet = Self { face, side: code.side, left, top, right, bottom, round };
        let (page, ink) = match (medium, inverted) {
            (Medium::Paper, false) => (between(rng, 0.78..0.98), between(rng, 0.03..0.10)),
            (Medium::Phone, false) => (between(rng, 0.85..1.1), between(rng, 0.02..0.06)),
            (_, true) => (between(rng, 0.02..0.07), between(rng, 0.6..1.0)),
        };
        sheet.page(medium, page, ink, rng);
        sheet.letters(quiet, page, ink, rng);
        sheet.code(code, page, ink);
        sheet
    }

    /// Whether the sheet has a point there.
    pub fn holds(&self, u: f32, v: f32) -> bool {
        let inside = u > -self.left && u < self.right && v > -self.top && v < self.bottom;
        let dx = (u + self.left).min(self.right - u);
        let dy = (v + self.top).min(self.bottom - v);
        let (cx, cy) = (self.round - dx, self.round - dy);
        inside && (cx <= 0.0 || cy <= 0.0 || cx.hypot(cy) < self.round)
    }

    /// The light that comes from a point of it.
    pub fn light(&self, u: f32, v: f32) -> f32 {
        let (x, y) = self.texel(u, v);
        self.face.at(x - 0.5, y - 0.5)
    }

    /// Where a point lies on `face`.
    pub fn texel(&self, u: f32, v: f32) -> (f32, f32) {
        ((u + self.left) * FINENESS, (v + self.top) * FINENESS)
    }

    /// The outline in modules, for what is to be kept in view.
    pub fn corners(&self) -> [(f32, f32); 4] {
        let (l, t, r, b) = (-self.left, -self.top, self.right, self.bottom);
        [(l, t), (r, t), (r, b), (l, b)]
    }

    fn page(&mut self, medium: Medium, page: f32, ink: f32, rng: &mut Rng) {
        let (wide, high) = (self.face.width as f32, self.face.height as f32);
        self.face.rectangle((0.0, 0.0, wide, high), page);
        match medium {
            Medium::Paper => {
                // A cut or perforated edge, and on some tickets a rule.
                let rule = between(rng, 0.2..0.9) * page;
                self.face.outline((0.0, 0.0, wide, high), 0.35 * FINENESS, rule);
                if rng.f32() < 0.4 {
                    let y = between(rng, 1.0..3.0) * FINENESS;
                    self.face.line((0.0, y), (wide, y), 0.4 * FINENESS, ink);
                }
            }
            Medium::Phone => {
                let bezel = between(rng, 1.5..4.0) * FINENESS;
                self.face.outline((0.0, 0.0, wide, high), bezel, between(rng, 0.01..0.04));
                let bar = bezel + between(rng, 3.0..7.0) * FINENESS;
                let header = page + between(rng, 0.1..0.5) * (ink - page);
                self.face.rectangle((bezel, bezel, wide - bezel, bar), header);
            }
        }
    }

    /// Lines of text around the code, never within its quiet zone.
    fn letters(&mut self, quiet: f32, page: f32, ink: f32, rng: &mut Rng) {
        for _ in 0..rng.usize(2..8) {
            let size = between(rng, 2.0..7.0);
            let shade = page + between(rng, 0.4..1.0) * (ink - page);
            let (u, v, turn) = match rng.usize(..4) {
                0 => (between(rng, -quiet..0.0), between(rng, -self.top..-quiet), 0.0),
                1 | 2 => (between(rng, -quiet..0.0), between(rng, quiet..self.bottom), 0.0),
                _ => (between(rng, quiet..self.right), between(rng, -quiet..0.0), FRAC_PI_2),
            };
            // As much room as stands between the quiet zone and the edge.
            let size = match turn {
                0.0 if v < 0.0 => size.min(-quiet - v),
                0.0 => size.min(self.bottom - v - 1.0),
                _ => size.min(u - quiet),
            };
            if size > 1.2 {
                let start = self.texel(u, v);
                let line = lettering::words(rng);
                lettering::write(&mut self.face, &line, size * FINENESS, start, turn, shade);
            }
        }
    }

    fn code(&mut self, code: &Code, page: f32, ink: f32) {
        let half = code.side as f32 / 2.0;
        let (l, t) = self.texel(-half - 4.0, -half - 4.0);
        let (r, b) = self.texel(half + 4.0, half + 4.0);
        self.face.rectangle((l, t, r, b), page);
        let (left, top) = self.texel(-half, -half);
        let end = code.side * FINENESS as usize;
        for y in 0..end {
            for x in 0..end {
                if code.is_dark(x / FINENESS as usize, y / FINENESS as usize) {
                    let at = (top as usize + y) * self.face.width + left as usize + x;
                    self.face.light[at] = ink;
                }
            }
        }
    }

    /// Spots, scratches and folds over the code, the more the nearer `amount` is to 1.
    pub fn soil(&mut self, amount: f32, rng: &mut Rng) {
        let half = self.side as f32 / 2.0;
        let place = |rng: &mut Rng| (between(rng, -half..half), between(rng, -half..half));
        for _ in 0..(amount * 26.0) as usize {
            let at = place(rng);
            let reach = between(rng, 0.4..1.0 + 1.6 * amount);
            let shape = super::raster::Ellipse {
                centre: self.texel(at.0, at.1),
                radii: (reach * FINENESS, reach * between(rng, 0.4..1.0) * FINENESS),
                turn: between(rng, 0.0..PI),
            };
            self.face.ellipse(shape, between(rng, 1.0..6.0), between(rng, 0.02..0.6));
        }
        for _ in 0..(amount * 9.0) as usize {
            let (from, to) = (place(rng), place(rng));
            let shade = if rng.bool() { between(rng, 0.02..0.3) } else { between(rng, 0.6..1.0) };
            let stroke = between(rng, 0.15..0.4 + 0.4 * amount) * FINENESS;
            let (from, to) = (self.texel(from.0, from.1), self.texel(to.0, to.1));
            self.face.line(from, to, stroke, shade);
        }
        // A fold runs through the whole sheet: the print is worn off along it, a shadow beside it.
        for _ in 0..(amount * 3.0) as usize {
            let (u, v) = place(rng);
            let (sin, cos) = between(rng, -0.2..0.2).sin_cos();
            let along = if rng.bool() { (cos, sin) } else { (-sin, cos) };
            let stroke = between(rng, 0.2..0.7) * FINENESS;
            let end =
                |sign: f32| self.texel(u + sign * 300.0 * along.0, v + sign * 300.0 * along.1);
            let (from, to) = (end(-1.0), end(1.0));
            self.face.line(from, to, stroke, between(rng, 0.4..0.8));
            let beside = |(x, y): (f32, f32)| (x - stroke * along.1, y + stroke * along.0);
            self.face.line(beside(from), beside(to), stroke * 0.7, between(rng, 0.1..0.5));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use qrcode::EcLevel;

    #[test]
    fn each_module_lies_where_the_sheet_says_it_does() {
        let code = Code::of("on the sheet", EcLevel::M).unwrap();
        for (medium, inverted) in [(Medium::Paper, false), (Medium::Phone, true)] {
            let sheet = Sheet::draw(&code, medium, inverted, &mut Rng::with_seed(3));
            let half = code.side as f32 / 2.0;
            for (column, row) in (0..code.side).flat_map(|c| (0..code.side).map(move |r| (c, r))) {
                let light = sheet.light(column as f32 + 0.5 - half, row as f32 + 0.5 - half);
                assert_eq!(light < 0.3, code.is_dark(column, row) != inverted);
            }
            for way in -3..=3 {
                let quiet = sheet.light(way as f32 * 4.0, -half - 3.0);
                assert_eq!(quiet < 0.3, inverted, "the quiet zone holds no ink");
            }
        }
    }

    #[test]
    fn the_corners_are_round() {
        let code = Code::of("x", EcLevel::L).unwrap();
        let sheet = Sheet::draw(&code, Medium::Phone, false, &mut Rng::with_seed(5));
        let (u, v) = sheet.corners()[0];
        assert!(!sheet.holds(u + 0.5, v + 0.5) && sheet.holds(u + 5.0, v + 0.5));
        assert!(!sheet.holds(u - 0.1, 0.0));
    }
}
