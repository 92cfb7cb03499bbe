//! Draws codes in a known perspective, so that where each module lies is known to a part of a pixel.

use qrcode::{EcLevel, QrCode, Version};

use crate::terminal::vision::Luma;
use crate::terminal::vision::qr::Effort;
use crate::terminal::vision::qr::bits::Bits;
use crate::terminal::vision::qr::finder::{self, Finder};
use crate::terminal::vision::qr::group::{Group, groups};
use crate::terminal::vision::qr::plane::{Anchor, Plane, Point};
use crate::terminal::vision::qr::threshold::Threshold;
use crate::terminal::vision::qr::version::Outline;

/// Grey levels of ink and paper.
pub const PRINT: [u8; 2] = [30, 220];
pub const DARK_MODE: [u8; 2] = [220, 30];

/// A code's modules.
pub struct DrawnCode {
    pub side: usize,
    pub dark: Vec<bool>,
}

impl DrawnCode {
    /// A code of that version which holds `text`.
    pub fn new(version: i16, level: EcLevel, text: &[u8]) -> Self {
        let code = QrCode::with_version(text, Version::Normal(version), level).unwrap();
        let dark = code.to_colors().iter().map(|it| *it == qrcode::Color::Dark).collect();
        Self { side: code.width(), dark }
    }

    /// A code of that version with as many random letters as half of it holds.
    pub fn of_version(version: i16) -> Self {
        let mut random = fastrand::Rng::with_seed(version as u64);
        let length = 6 + (version as usize - 1) * (version as usize + 8) / 2;
        let text: Vec<u8> = (0..length).map(|_| random.u8(b'a'..=b'z')).collect();
        Self::new(version, EcLevel::M, &text)
    }

    pub fn is_dark(&self, column: usize, row: usize) -> bool {
        self.dark[row * self.side + column]
    }

    /// The middles of all modules.
    pub fn middles(&self) -> impl Iterator<Item = Point> + use<> {
        let side = self.side;
        (0..side * side).map(move |at| ((at % side) as f32 + 0.5, (at / side) as f32 + 0.5))
    }
}

/// How a code is seen: in a perspective, and bowed downwards in the middle of the picture.
#[derive(Clone, Copy)]
pub struct DrawnView {
    to_pixel: Plane,
    to_module: Plane,
    bow: f32,
    span: f32,
}

impl DrawnView {
    /// The code's own top left, top right, bottom right and bottom left at those pixels.
    pub fn corners(side: usize, corners: [Point; 4]) -> Self {
        let side = side as f32;
        let own = [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)];
        let plane = |from: [Point; 4], to: [Point; 4], scale: f32| {
            let anchors: Vec<Anchor> = from
                .into_iter()
                .zip(to)
                .map(|(module, pixel)| Anchor { module, pixel, weight: 1.0 })
                .collect();
            Plane::through(&anchors, scale).unwrap()
        };
        let largest = corners.iter().fold(1.0f32, |most, at| most.max(at.0).max(at.1));
        Self {
            to_pixel: plane(own, corners, side),
            to_module: plane(corners, own, largest),
            bow: 0.0,
            span: 1.0,
        }
    }

    /// From the front, around `centre`, turned by `degrees`.
    pub fn flat(side: usize, centre: Point, module: f32, degrees: f32) -> Self {
        let half = side as f32 * module / 2.0;
        let (sin, cos) = degrees.to_radians().sin_cos();
        let turned = |(x, y): Point| (centre.0 + x * cos - y * sin, centre.1 + y * cos + x * sin);
        Self::corners(
            side,
            [(-half, -half), (half, -half), (half, half), (-half, half)].map(turned),
        )
    }

    /// Bowed by so many pixels in the middle of a picture `span` pixels wide.
    pub fn bowed(self, bow: f32, span: f32) -> Self {
        Self { bow, span, ..self }
    }

    fn sag(&self, x: f32) -> f32 {
        self.bow * (x / self.span * std::f32::consts::PI).sin()
    }

    /// Where a point of the code is seen.
    pub fn pixel(&self, module: Point) -> Point {
        let (x, y) = self.to_pixel.at(module);
        (x, y + self.sag(x))
    }

    /// Which point of the code is seen there.
    pub fn module(&self, (x, y): Point) -> Point {
        self.to_module.at((x, y - self.sag(x)))
    }
}

/// A grey picture.
pub struct DrawnPicture {
    pub pixels: Vec<u8>,
    pub width: usize,
}

impl DrawnPicture {
    pub fn new(width: usize, height: usize, level: u8) -> Self {
        Self { pixels: vec![level; width * height], width }
    }

    pub fn luma(&self) -> Luma<'_> {
        let height = (self.pixels.len() / self.width) as u32;
        Luma::new(&self.pixels, self.width as u32, height, self.width).unwrap()
    }

    /// A code with its quiet zone; each pixel is the mean of what 16 points of it see.
    pub fn draw(&mut self, code: &DrawnCode, view: &DrawnView, [ink, paper]: [u8; 2]) {
        const FINE: usize = 4;
        let side = code.side as i32;
        let tone = |(u, v): Point| {
            let (column, row) = (u.floor() as i32, v.floor() as i32);
            if (0..side).contains(&column) && (0..side).contains(&row) {
                let dark = code.is_dark(column as usize, row as usize);
                return Some(if dark { ink } else { paper });
            }
            let quiet = -4..side + 4;
            (quiet.contains(&column) && quiet.contains(&row)).then_some(paper)
        };
        for (at, pixel) in self.pixels.iter_mut().enumerate() {
            let (x, y) = ((at % self.width) as f32, (at / self.width) as f32);
            let part = |at: usize| (at as f32 + 0.5) / FINE as f32;
            let points = (0..FINE * FINE).map(|at| (x + part(at % FINE), y + part(at / FINE)));
            let sum: u32 =
                points.map(|at| u32::from(tone(view.module(at)).unwrap_or(*pixel))).sum();
            *pixel = (sum / (FINE * FINE) as u32) as u8;
        }
    }

    /// Adds noise of up to so many levels to either side.
    pub fn add_noise(&mut self, levels: i16, seed: u64) {
        let mut random = fastrand::Rng::with_seed(seed);
        for pixel in &mut self.pixels {
            let noisy = i16::from(*pixel) + random.i16(-levels..=levels);
            *pixel = noisy.clamp(0, 255) as u8;
        }
    }

    /// Makes each pixel what `change` makes of its place and level.
    pub fn change(&mut self, change: impl Fn(usize, usize, u8) -> u8) {
        let width = self.width;
        for (at, pixel) in self.pixels.iter_mut().enumerate() {
            *pixel = change(at % width, at / width, *pixel);
        }
    }

    /// Moves the edges of what is dark outwards by so many pixels, inwards below 0: ink that runs,
    /// light that eats into it.
    pub fn move_edges(&mut self, by: i32) {
        let (before, width) = (self.pixels.clone(), self.width as i32);
        let height = before.len() as i32 / width;
        let reach = by.abs();
        for (at, pixel) in self.pixels.iter_mut().enumerate() {
            let (x, y) = (at as i32 % width, at as i32 / width);
            let around =
                (-reach..=reach).flat_map(|down| (-reach..=reach).map(move |right| (right, down)));
            let levels = around.map(|(right, down)| {
                let (x, y) = ((x + right).clamp(0, width - 1), (y + down).clamp(0, height - 1));
                before[(y * width + x) as usize]
            });
            *pixel = if by > 0 { levels.min() } else { levels.max() }.unwrap_or(*pixel);
        }
    }

    pub fn bits(&self) -> Bits {
        let mut bits = Bits::default();
        Threshold::default().apply(&self.luma(), 8, &mut bits);
        bits
    }

    pub fn finders(&self) -> Vec<Finder> {
        let mut found = Vec::new();
        finder::search(&self.bits(), Effort::unbounded(false), &mut found);
        found
    }

    /// The group that a drawn code's patterns make, and what they tell.
    pub fn outline(&self, view: &DrawnView, side: usize) -> (Group, Outline) {
        let far = side as f32 - 3.5;
        let own = [(3.5, 3.5), (far, 3.5), (3.5, far)].map(|at| view.pixel(at));
        let is_near = |(x, y): Point, to: Point| (x - to.0).hypot(y - to.1) < 6.0;
        let found = groups(&self.finders()).into_iter().find(|group| {
            group.finders().iter().zip(own).all(|(finder, at)| is_near((finder.x, finder.y), at))
        });
        let group = found.expect("its patterns are found");
        (group, Outline::of(&group, &self.bits()).expect("they look like patterns"))
    }
}
