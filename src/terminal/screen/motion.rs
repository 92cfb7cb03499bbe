//! What moves on a page: the scan line where a code is awaited, the dots while a ticket is checked, the bar
//! for as long as the gate stays open. It is a strip of the picture, drawn anew on what lies behind it; the
//! rest stands still, and a verdict is there at once.

use std::time::Duration;

use embedded_graphics::pixelcolor::Rgb565;
use embedded_graphics::prelude::*;
use embedded_graphics::primitives::Rectangle;

use super::canvas::Canvas;
use super::ink::Ink;
use super::plan::Rect;
use super::sign;
use super::small;
use crate::terminal::presentation::{Poster, Sign, Tone};

/// What moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Movement {
    /// Down and up over the pictured code.
    ScanLine,
    /// One of three after the other.
    Dots,
    /// Shrinks to the left.
    GateBar,
}

/// Where something that moves is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pose {
    /// As on a picture that does not move.
    Still,
    /// From 0 to 1: of the way down, of the round, of the time that is left.
    At(f32),
}

/// For how long the gate stays open, and how long that was at first.
pub type GateTime = (Duration, Duration);

impl Movement {
    /// What moves on a page for visitors.
    pub fn of(poster: &Poster) -> Option<Self> {
        match (poster.tone, poster.sign, &poster.hero) {
            (Tone::Calm, Sign::Scan, None) => Some(Self::ScanLine),
            (Tone::Calm, Sign::Dots, None) => Some(Self::Dots),
            (Tone::Admit, _, Some(_)) => Some(Self::GateBar),
            _ => None,
        }
    }

    /// From step to step: the line's are seen as one way, and cost a board next to nothing.
    pub fn period(self) -> Duration {
        Duration::from_millis(match self {
            Self::ScanLine => 125,
            Self::Dots => 350,
            Self::GateBar => 100,
        })
    }

    /// The same for poses that look the same, a bar being so wide; none: as on a still picture.
    fn key(self, pose: Pose, width: u32) -> Option<u32> {
        let Pose::At(part) = pose else { return None };
        Some(match self {
            Self::ScanLine => (part * LINE_STEPS as f32).round() as u32,
            Self::Dots => lit(part) as u32,
            Self::GateBar => (part * width as f32).round() as u32,
        })
    }

    /// Where it is so long after the page came on; it begins where it stands on a still picture.
    pub fn pose(self, since: Duration, gate: Option<GateTime>) -> Pose {
        let steps = (since.as_millis() / self.period().as_millis()) as u32;
        match self {
            Self::ScanLine => {
                let step = (steps + LINE_STEPS / 2) % (2 * LINE_STEPS);
                Pose::At(step.min(2 * LINE_STEPS - step) as f32 / LINE_STEPS as f32)
            }
            Self::Dots => Pose::At((steps % 3) as f32 / 3.0),
            Self::GateBar => Pose::At(gate.map_or(0.0, |(left, whole)| {
                (left.as_secs_f32() / whole.as_secs_f32().max(0.001)).clamp(0.0, 1.0)
            })),
        }
    }
}

/// Of the line's way down.
const LINE_STEPS: u32 = 16;
/// The line's way, in hundredths of the sign; and what it may touch.
const LINE: (f32, f32) = (20.0, 78.0);
const LINE_STRIP: ((f32, f32), (f32, f32)) = ((4.0, 18.0), (96.0, 80.0));
const DOTS_STRIP: ((f32, f32), (f32, f32)) = ((20.0, 42.0), (80.0, 58.0));

/// A strip of a picture in which something moves.
#[derive(Debug, Clone)]
pub struct MovingStrip {
    movement: Movement,
    /// Of the sign: left, top, side. A bar has none.
    square: (f32, f32, f32),
    tone: Tone,
    /// On a panel whose pixels are lit or not.
    one_bit: bool,
    area: Rectangle,
    /// What lies behind, row by row.
    ground: Vec<Rgb565>,
}

impl MovingStrip {
    /// A strip within a sign, on a canvas that has all but what moves.
    pub fn in_sign(
        movement: Movement,
        (left, top, side): (f32, f32, f32),
        (tone, one_bit): (Tone, bool),
        canvas: &Canvas,
    ) -> Self {
        let (from, to) = if movement == Movement::Dots { DOTS_STRIP } else { LINE_STRIP };
        let at = |(x, y): (f32, f32)| (left + side * x / 100.0, top + side * y / 100.0);
        let ((x, y), (right, low)) = (at(from), at(to));
        let corner = Point::new(x.floor() as i32, y.floor() as i32);
        let end = Point::new(right.ceil() as i32, low.ceil() as i32);
        let area = Rectangle::with_corners(corner, end);
        Self::behind(movement, (left, top, side), (tone, one_bit), area, canvas)
    }

    /// The bar in this frame.
    pub fn bar(frame: Rect, look: (Tone, bool), canvas: &Canvas) -> Self {
        Self::behind(Movement::GateBar, (0.0, 0.0, 0.0), look, frame.rectangle(), canvas)
    }

    fn behind(
        movement: Movement,
        square: (f32, f32, f32),
        (tone, one_bit): (Tone, bool),
        area: Rectangle,
        canvas: &Canvas,
    ) -> Self {
        let area = area.intersection(&canvas.bounding_box());
        let width = canvas.size().width as usize;
        let at = |place: Point| canvas.pixels()[place.y as usize * width + place.x as usize];
        let ground = area.points().map(at).collect();
        Self { movement, square, tone, one_bit, area, ground }
    }

    pub fn movement(&self) -> Movement {
        self.movement
    }

    /// What of the picture it may change.
    pub fn area(&self) -> Rectangle {
        self.area
    }

    /// The same for poses that look the same.
    pub fn key(&self, pose: Pose) -> Option<u32> {
        self.movement.key(pose, self.area.size.width)
    }

    /// Draws what moves where it is now.
    pub fn draw(&self, canvas: &mut Canvas, pose: Pose) {
        let Ok(()) = canvas.fill_contiguous(&self.area, self.ground.iter().copied());
        let (left, top, side) = self.square;
        let mut ink = Ink::new(canvas, left, top, side);
        match (self.movement, pose) {
            (Movement::ScanLine, Pose::Still) => sign::scan_line(&mut ink, self.tone, 49.0),
            (Movement::ScanLine, Pose::At(part)) => {
                sign::scan_line(&mut ink, self.tone, LINE.0 + part * (LINE.1 - LINE.0));
            }
            (Movement::Dots, Pose::Still) => sign::three_dots(&mut ink, self.tone, None),
            (Movement::Dots, Pose::At(part)) => {
                sign::three_dots(&mut ink, self.tone, Some(lit(part)));
            }
            (Movement::GateBar, pose) => self.draw_bar(canvas, pose),
        }
        if self.one_bit {
            small::snap_within(canvas, self.tone, self.area);
        }
    }

    fn draw_bar(&self, canvas: &mut Canvas, pose: Pose) {
        let whole = self.area.size.width;
        let width = match pose {
            Pose::Still => whole,
            Pose::At(part) => (part * whole as f32).round() as u32,
        };
        let size = Size::new(width.min(whole), self.area.size.height);
        let colour = if self.one_bit { self.tone.ink() } else { self.tone.accent() };
        let Ok(()) = canvas.fill_solid(&Rectangle::new(self.area.top_left, size), colour);
    }
}

/// What moves on the page that is on, and how far it has come.
#[derive(Debug)]
pub struct PageMotion {
    /// The site wants none.
    is_off: bool,
    movement: Option<Movement>,
    pub strip: Option<MovingStrip>,
    pub gate: Option<GateTime>,
    /// Since when the page is on, by the loop's clock; none before its first step.
    since: Option<Duration>,
    /// When the next step is due.
    next_at: Duration,
    drawn: Option<u32>,
}

impl PageMotion {
    pub fn new(wanted: bool) -> Self {
        Self {
            is_off: !wanted,
            movement: None,
            strip: None,
            gate: None,
            since: None,
            next_at: Duration::ZERO,
            drawn: None,
        }
    }

    /// How a page begins: where nothing is to move, no bar says how long the gate stays open.
    pub fn first(&self, movement: Option<Movement>) -> Pose {
        if self.is_off && movement == Some(Movement::GateBar) { Pose::At(0.0) } else { Pose::Still }
    }

    /// Another page is on, or the same with another status: what moved there goes on from where it was.
    pub fn begin(&mut self, movement: Option<Movement>, strip: Option<MovingStrip>) {
        if self.movement != movement {
            self.since = None;
        }
        self.movement = movement.filter(|_| !self.is_off);
        (self.strip, self.drawn) = (strip, None);
    }

    /// Where to draw it now; nothing while that is where it is drawn. Behind a light that is down nothing
    /// moves.
    pub fn step(&mut self, now: Duration, is_dim: bool) -> Option<Pose> {
        let movement = self.movement?;
        if self.since.is_some() && now < self.next_at {
            return None;
        }
        self.next_at = now + movement.period();
        let since = *self.since.get_or_insert(now);
        let pose = if is_dim { Pose::Still } else { movement.pose(now - since, self.gate) };
        let key = match &self.strip {
            Some(strip) => strip.key(pose),
            None => movement.key(pose, COARSE),
        };
        (self.drawn != key).then(|| {
            self.drawn = key;
            pose
        })
    }

    /// When the next step is due.
    pub fn due(&self, is_dim: bool) -> Option<Duration> {
        self.movement.filter(|_| !is_dim || self.drawn.is_some())?;
        Some(self.since.map_or(Duration::ZERO, |_| self.next_at))
    }
}

/// A bar's steps where no picture says how wide it is.
const COARSE: u32 = 200;

fn lit(part: f32) -> usize {
    ((part * 3.0).round() as usize).min(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::door::Page;
    use crate::terminal::screen::tests::{every_page, status};
    use crate::terminal::screen::{ScreenPage, ScreenSettings, draw, draw_moving};
    use crate::words::Language;

    const SIZES: [(u32, u32); 5] = [(128, 64), (240, 240), (320, 240), (480, 320), (800, 480)];

    fn moving(page: &Page, (width, height): (u32, u32)) -> (Canvas, Option<MovingStrip>) {
        let mut canvas = Canvas::new(width, height);
        let settings = ScreenSettings::new(Language::Chinese, "3号厅入口");
        let scene = ScreenPage::Door(page.clone());
        let strip = draw_moving(&mut canvas, &scene, &status(), &settings);
        (canvas, strip)
    }

    #[test]
    fn a_page_that_stands_still_is_its_picture_and_only_the_strip_ever_changes() {
        let mut seen = Vec::new();
        for page in every_page() {
            for size in SIZES {
                let mut still = Canvas::new(size.0, size.1);
                let settings = ScreenSettings::new(Language::Chinese, "3号厅入口");
                draw(&mut still, &ScreenPage::Door(page.clone()), &status(), &settings);
                let (mut canvas, strip) = moving(&page, size);
                let Some(strip) = strip else { continue };
                seen.push(strip.movement());
                for part in [0.0, 0.3, 0.6, 1.0] {
                    strip.draw(&mut canvas, Pose::At(part));
                    let changed = still.pixels().iter().zip(canvas.pixels()).zip(0..);
                    for ((before, after), at) in changed {
                        let place = Point::new(at % size.0 as i32, at / size.0 as i32);
                        assert!(before == after || strip.area().contains(place), "{page:?}");
                    }
                    assert!(part == 1.0 || still != canvas, "{page:?} at {part} of {size:?}");
                }
                strip.draw(&mut canvas, Pose::Still);
                assert!(still == canvas, "{page:?} on {size:?}");
            }
        }
        for movement in [Movement::ScanLine, Movement::Dots, Movement::GateBar] {
            assert!(seen.contains(&movement), "{movement:?}");
        }
    }

    #[test]
    fn the_line_goes_down_and_up_from_the_middle_and_the_bar_with_the_gates_time() {
        let line = |ms| Movement::ScanLine.pose(Duration::from_millis(ms), None);
        assert_eq!([line(0), line(1000), line(3000)], [0.5, 1.0, 0.0].map(Pose::At));
        assert_eq!(line(4000), Pose::At(0.5));
        let dots =
            [0, 350, 700, 1050].map(|ms| Movement::Dots.pose(Duration::from_millis(ms), None));
        assert_eq!(dots[0], dots[3]);
        assert!(dots[0] != dots[1] && dots[1] != dots[2]);
        let bar = |left| {
            let left = Duration::from_millis(left);
            Movement::GateBar.pose(Duration::ZERO, Some((left, Duration::from_secs(4))))
        };
        assert_eq!([bar(4000), bar(1000), bar(0)], [1.0, 0.25, 0.0].map(Pose::At));
        assert_eq!(Movement::GateBar.pose(Duration::ZERO, None), Pose::At(0.0), "it has locked");
        let shut = Some((Duration::from_secs(1), Duration::ZERO));
        assert_eq!(Movement::GateBar.pose(Duration::ZERO, shut), Pose::At(1.0));
    }

    #[test]
    fn a_step_is_taken_when_it_is_due_and_none_behind_a_light_that_is_down() {
        let ms = Duration::from_millis;
        let (_, strip) = moving(&Page::Idle, (320, 240));
        let mut motion = PageMotion::new(true);
        assert_eq!(motion.due(false), None, "nothing is on yet");
        motion.begin(Some(Movement::ScanLine), strip.clone());
        assert_eq!(motion.due(false), Some(Duration::ZERO));
        assert_eq!(motion.step(ms(5000), false), Some(Pose::At(0.5)));
        assert_eq!(motion.due(false), Some(ms(5125)));
        assert_eq!(motion.step(ms(5124), false), None);
        assert!(motion.step(ms(5125), false).is_some());
        assert_eq!(motion.step(ms(5260), true), Some(Pose::Still), "once");
        assert_eq!(motion.step(ms(5400), true), None);
        assert_eq!(motion.due(true), None);
        assert!(motion.step(ms(5600), false).is_some(), "somebody is there");
        // Another minute in the status bar: the line goes on from where it was.
        motion.begin(Some(Movement::ScanLine), strip.clone());
        assert_eq!(motion.step(ms(6000), false), Some(Pose::At(1.0)));
        let mut none = PageMotion::new(false);
        none.begin(Some(Movement::ScanLine), strip);
        assert_eq!((none.due(false), none.step(ms(1), false)), (None, None));
        assert_eq!(none.first(Some(Movement::GateBar)), Pose::At(0.0), "no bar that never moves");
        assert_eq!(motion.first(Some(Movement::GateBar)), Pose::Still);
    }

    #[test]
    fn no_strip_is_more_than_a_part_of_a_picture() {
        for page in every_page() {
            for size in SIZES {
                let (canvas, Some(strip)) = moving(&page, size) else { continue };
                let area = strip.area().size;
                let whole = canvas.size().width * canvas.size().height;
                assert!(6 * area.width * area.height <= whole, "{page:?} on {size:?}: {area}");
            }
        }
    }
}
