//! The drawn signs, each in a square of 100 by 100. Those of the two verdicts differ in outline
//! (disc, octagon), not in colour alone.

use embedded_graphics::pixelcolor::Rgb565;

use super::ink::{Ink, on_circle};
use crate::terminal::presentation::{Sign, Tone};

/// Draws a sign in a tone's colours.
pub fn draw(sign: Sign, ink: &mut Ink, tone: Tone) {
    draw_ground(sign, ink, tone);
    match sign {
        Sign::Scan => scan_line(ink, tone, 49.0),
        Sign::Dots => three_dots(ink, tone, None),
        _ => {}
    }
}

/// The same without what moves in it on some pages.
pub fn draw_ground(sign: Sign, ink: &mut Ink, tone: Tone) {
    let draw = match sign {
        Sign::Tick => tick,
        Sign::Cross => cross,
        Sign::Clock => clock,
        Sign::Reload => reload,
        Sign::Place => place,
        Sign::Warning => warning,
        Sign::Barred => barred,
        Sign::Dots => dots,
        Sign::Empty => empty,
        Sign::Stopped => stopped,
        Sign::Sheet => sheet,
        Sign::Scan => scan,
        Sign::Running => running,
        Sign::Nearer => nearer,
        Sign::Further => further,
        Sign::HoldStill => hold_still,
        Sign::LessGlare => less_glare,
        Sign::Brighter => brighter,
    };
    draw(ink, tone);
}

/// A tick on a disc: come in.
fn tick(ink: &mut Ink, tone: Tone) {
    ink.disc((50.0, 50.0), 49.0, tone.ink());
    ink.stroke(&[(26.0, 52.0), (43.0, 69.0), (75.0, 33.0)], 13.0, tone.ground());
}

/// A cross on an octagon: stop.
fn cross(ink: &mut Ink, tone: Tone) {
    let corners: [_; 8] =
        std::array::from_fn(|i| on_circle((50.0, 50.0), 52.0, 22.5 + 45.0 * i as f32));
    ink.polygon(&corners, tone.ink());
    ink.stroke(&[(30.0, 30.0), (70.0, 70.0)], 14.0, tone.ground());
    ink.stroke(&[(70.0, 30.0), (30.0, 70.0)], 14.0, tone.ground());
}

/// A dash in a ring: there is nothing.
fn empty(ink: &mut Ink, tone: Tone) {
    ink.arc((50.0, 50.0), 43.0, (0.0, 360.0), 10.0, tone.ink());
    ink.stroke(&[(32.0, 50.0), (68.0, 50.0)], 11.0, tone.ink());
}

/// A square on a disc: it was ended.
fn stopped(ink: &mut Ink, tone: Tone) {
    ink.disc((50.0, 50.0), 49.0, tone.ink());
    ink.plate((33.0, 33.0), (67.0, 67.0), 3.0, tone.ground());
}

/// A sheet of paper with a code on it.
fn sheet(ink: &mut Ink, tone: Tone) {
    ink.polygon(&[(16.0, 2.0), (66.0, 2.0), (84.0, 20.0), (84.0, 98.0), (16.0, 98.0)], tone.ink());
    ink.polygon(&[(66.0, 2.0), (66.0, 20.0), (84.0, 20.0)], tone.ground());
    code(ink, tone);
    for y in [76.0, 86.0] {
        ink.plate((30.0, y), (70.0, y + 4.0), 1.0, tone.ground());
    }
}

/// A clock: come back later.
fn clock(ink: &mut Ink, tone: Tone) {
    ink.arc((50.0, 50.0), 43.0, (0.0, 360.0), 10.0, tone.ink());
    ink.stroke(&[(50.0, 24.0), (50.0, 52.0), (68.0, 63.0)], 9.0, tone.ink());
}

/// A turning arrow: reload, try again.
fn reload(ink: &mut Ink, tone: Tone) {
    ink.arc((50.0, 52.0), 38.0, (70.0, 350.0), 11.0, tone.ink());
    ink.polygon(&[(43.0, 0.0), (43.0, 28.0), (68.0, 14.0)], tone.ink());
}

/// A place on a map: go there.
fn place(ink: &mut Ink, tone: Tone) {
    ink.disc((50.0, 36.0), 35.0, tone.ink());
    let (left, right) =
        (on_circle((50.0, 36.0), 34.6, 238.0), on_circle((50.0, 36.0), 34.6, 122.0));
    ink.polygon(&[left, right, (50.0, 99.0)], tone.ink());
    ink.disc((50.0, 36.0), 14.0, tone.ground());
}

/// A warning triangle: turn to staff.
fn warning(ink: &mut Ink, tone: Tone) {
    ink.stroke(&[(50.0, 14.0), (92.0, 87.0), (8.0, 87.0), (50.0, 14.0)], 13.0, tone.ink());
    ink.polygon(&[(50.0, 14.0), (92.0, 87.0), (8.0, 87.0)], tone.ink());
    ink.stroke(&[(50.0, 38.0), (50.0, 60.0)], 10.0, tone.ground());
    ink.disc((50.0, 76.0), 6.0, tone.ground());
}

/// A barred disc: closed.
fn barred(ink: &mut Ink, tone: Tone) {
    ink.disc((50.0, 50.0), 49.0, tone.accent());
    ink.plate((18.0, 41.0), (82.0, 59.0), 4.0, tone.ground());
}

/// The ring around three dots: at work.
fn dots(ink: &mut Ink, tone: Tone) {
    ink.arc((50.0, 50.0), 44.0, (0.0, 360.0), 6.0, tone.accent());
}

/// The dots, all large or one of them.
pub fn three_dots(ink: &mut Ink, tone: Tone, lit: Option<usize>) {
    for (at, x) in [28.0, 50.0, 72.0].into_iter().enumerate() {
        let large = lit.is_none_or(|lit| lit == at);
        ink.disc((x, 50.0), if large { 7.0 } else { 3.5 }, tone.ink());
    }
}

/// A telephone with a code on it, in a scan frame.
fn scan(ink: &mut Ink, tone: Tone) {
    telephone(ink, tone);
    code(ink, tone);
    for (x, y, right, down) in [
        (4.0, 22.0, 1.0, 1.0),
        (96.0, 22.0, -1.0, 1.0),
        (4.0, 78.0, 1.0, -1.0),
        (96.0, 78.0, -1.0, -1.0),
    ] {
        let corner = [(x + 14.0 * right, y), (x, y), (x, y + 14.0 * down)];
        ink.stroke(&corner, 5.0, tone.accent());
    }
}

/// The line that passes over the code, so far down.
pub fn scan_line(ink: &mut Ink, tone: Tone, y: f32) {
    ink.stroke(&[(6.0, y), (94.0, y)], 2.5, tone.accent());
}

fn telephone(ink: &mut Ink, tone: Tone) {
    ink.plate((26.0, 6.0), (74.0, 94.0), 8.0, tone.ink());
    ink.plate((31.0, 14.0), (69.0, 84.0), 2.0, tone.ground());
    ink.plate((44.0, 87.5), (56.0, 90.5), 1.5, tone.ground());
}

fn code(ink: &mut Ink, tone: Tone) {
    ink.plate((33.0, 32.0), (67.0, 66.0), 1.5, tone.ink());
    for (x, y) in [(35.5, 34.5), (54.5, 34.5), (35.5, 53.5)] {
        ink.plate((x, y), (x + 10.0, y + 10.0), 0.5, tone.ground());
        ink.plate((x + 2.0, y + 2.0), (x + 8.0, y + 8.0), 0.5, tone.ink());
        ink.plate((x + 3.5, y + 3.5), (x + 6.5, y + 6.5), 0.2, tone.ground());
    }
    for (x, y) in CODE_DOTS {
        let (x, y) = (35.5 + 2.9 * x, 34.5 + 2.9 * y);
        ink.plate((x, y), (x + 2.9, y + 2.9), 0.2, tone.ground());
    }
}

/// The dark modules of the pictured code, beside its three corners.
const CODE_DOTS: [(f32, f32); 17] = [
    (4.5, 0.0),
    (4.5, 2.0),
    (5.0, 4.0),
    (0.0, 4.5),
    (2.0, 5.0),
    (4.5, 5.5),
    (6.5, 4.5),
    (8.0, 5.0),
    (9.0, 4.0),
    (7.0, 6.5),
    (9.0, 6.5),
    (5.0, 7.5),
    (6.0, 9.0),
    (8.0, 8.0),
    (9.0, 9.0),
    (4.5, 9.0),
    (7.5, 9.2),
];

/// Somebody running, and an arrow: leave this way.
fn running(ink: &mut Ink, tone: Tone) {
    let colour = tone.ink();
    runner(ink, colour, tone.ground());
    ink.stroke(&[(68.0, 64.0), (94.0, 64.0)], 8.0, colour);
    ink.stroke(&[(83.0, 52.0), (95.0, 64.0), (83.0, 76.0)], 8.0, colour);
}

/// Somebody running to the right.
pub fn runner(ink: &mut Ink, colour: Rgb565, _: Rgb565) {
    ink.disc((47.0, 14.0), 9.0, colour);
    ink.stroke(&[(42.0, 31.0), (35.0, 56.0)], 15.0, colour);
    ink.stroke(&[(43.0, 30.0), (59.0, 42.0), (71.0, 36.0)], 7.0, colour);
    ink.stroke(&[(40.0, 29.0), (22.0, 34.0), (15.0, 49.0)], 7.0, colour);
    ink.stroke(&[(37.0, 58.0), (54.0, 68.0), (50.0, 91.0)], 9.0, colour);
    ink.stroke(&[(34.0, 58.0), (27.0, 76.0), (7.0, 78.0)], 9.0, colour);
}

/// A telephone on its way to the camera: nearer.
fn nearer(ink: &mut Ink, tone: Tone) {
    before_the_camera(ink, -16.0, tone);
    ink.stroke(&[(51.0, 50.0), (72.0, 50.0)], 8.0, tone.accent());
    ink.stroke(&[(61.0, 38.0), (73.0, 50.0), (61.0, 62.0)], 8.0, tone.accent());
}

/// A telephone on its way from the camera: further.
fn further(ink: &mut Ink, tone: Tone) {
    before_the_camera(ink, 18.0, tone);
    ink.stroke(&[(5.0, 50.0), (30.0, 50.0)], 8.0, tone.accent());
    ink.stroke(&[(16.0, 38.0), (4.0, 50.0), (16.0, 62.0)], 8.0, tone.accent());
}

/// The camera on the right, and a telephone so far from the left.
fn before_the_camera(ink: &mut Ink, left: f32, tone: Tone) {
    let phone = &mut ink.part((left, 12.0), 76.0);
    telephone(phone, tone);
    code(phone, tone);
    ink.plate((82.0, 22.0), (99.0, 78.0), 5.0, tone.accent());
    ink.disc((90.5, 50.0), 6.0, tone.ground());
    ink.disc((90.5, 50.0), 2.5, tone.ink());
}

/// A telephone in a hand, and two bars: pause.
fn hold_still(ink: &mut Ink, tone: Tone) {
    let phone = &mut ink.part((-10.0, 0.0), 100.0);
    telephone(phone, tone);
    code(phone, tone);
    ink.disc((76.0, 76.0), 26.0, tone.ground());
    ink.disc((76.0, 76.0), 22.0, tone.accent());
    for x in [69.0, 83.0] {
        ink.stroke(&[(x, 67.0), (x, 85.0)], 6.5, tone.ground());
    }
}

/// A glint on a telephone, and an arrow to and fro: tilt it.
fn less_glare(ink: &mut Ink, tone: Tone) {
    let phone = &mut ink.part((10.0, 0.0), 80.0);
    telephone(phone, tone);
    code(phone, tone);
    let burst = |size: f32| -> [(f32, f32); 16] {
        std::array::from_fn(|i| {
            let radius = if i % 2 == 0 { size } else { 0.45 * size };
            on_circle((62.0, 26.0), radius, 22.5 * i as f32)
        })
    };
    ink.polygon(&burst(28.0), tone.ground());
    ink.polygon(&burst(22.0), tone.accent());
    ink.arc((50.0, 30.0), 58.0, (135.0, 225.0), 7.0, tone.accent());
    ink.stroke(&[(7.0, 84.0), (8.0, 70.0), (22.0, 70.0)], 7.0, tone.accent());
    ink.stroke(&[(93.0, 84.0), (92.0, 70.0), (78.0, 70.0)], 7.0, tone.accent());
}

/// A sun on a telephone: brighter.
fn brighter(ink: &mut Ink, tone: Tone) {
    telephone(ink, tone);
    ink.disc((50.0, 49.0), 8.0, tone.accent());
    for i in 0..8 {
        let ray = [12.5, 16.0].map(|radius| on_circle((50.0, 49.0), radius, 45.0 * i as f32));
        ink.stroke(&ray, 3.5, tone.accent());
    }
    for x in [12.0, 88.0] {
        ink.stroke(&[(x, 64.0), (x, 36.0)], 6.0, tone.accent());
        ink.stroke(&[(x - 9.0, 44.0), (x, 35.0), (x + 9.0, 44.0)], 6.0, tone.accent());
    }
}
