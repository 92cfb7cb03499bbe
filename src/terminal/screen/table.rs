//! A table for staff: a headline, and a line each with a label and a value.

use embedded_graphics::prelude::*;
use embedded_graphics::primitives::Rectangle;

use super::canvas::Canvas;
use super::colour::WARN;
use super::face::{self, Style};
use crate::terminal::presentation::{Fact, Poster, Tone};

/// The headline's height in parts of a row's.
const HEADLINE: f32 = 1.5;
/// Sizes of letters in parts of a row's height.
const EM: f32 = 0.74;
/// Where the values begin, in parts of the width.
const VALUES: f32 = 0.36;
/// Ways to shrink a value that is too wide, before it is cut.
const LEAST: f32 = 0.7;

/// Draws ground, headline and rows below the uppermost `top` pixels.
pub fn draw(canvas: &mut Canvas, poster: &Poster, top: f32) {
    let Poster { tone, headline, facts, .. } = poster;
    let area = canvas.bounding_box();
    let Ok(()) = canvas.fill_solid(&area, tone.ground());
    let (width, height) = (area.size.width as f32, area.size.height as f32);
    let margin = 0.04 * width;
    let pitch = (height - top) / (HEADLINE + facts.len() as f32 + 0.4);
    let style = Style { em: EM * HEADLINE * pitch * 0.8, strong: true, colour: tone.ink() };
    face::draw(canvas, headline, margin, top + HEADLINE * pitch / 2.0, style);
    let thick = (0.04 * pitch).max(1.0).round();
    let rule = Rectangle::new(
        Point::new(margin as i32, (top + HEADLINE * pitch - thick) as i32),
        Size::new((width - 2.0 * margin) as u32, thick as u32),
    );
    let Ok(()) = canvas.fill_solid(&rule, tone.accent());
    for (at, fact) in facts.iter().enumerate() {
        let middle = top + (HEADLINE + 0.7 + at as f32) * pitch;
        draw_row(canvas, fact, *tone, (margin, middle, width, pitch));
    }
}

fn draw_row(
    canvas: &mut Canvas,
    fact: &Fact,
    tone: Tone,
    (margin, middle, width, pitch): (f32, f32, f32, f32),
) {
    let em = EM * pitch;
    let values = VALUES * width;
    let label = face::cut(&fact.label, em, values - 1.5 * margin);
    face::draw(canvas, &label, margin, middle, Style { em, strong: false, colour: tone.soft() });
    let room = width - margin - values;
    let em = em * (room / face::width(&fact.value.words, em)).clamp(LEAST, 1.0);
    let value = face::cut(&fact.value.words, em, room);
    let mut colour = tone.ink();
    if fact.calls {
        let (ground, ink) = WARN;
        colour = ink;
        let (left, beside) = (values - 0.3 * em, face::width(&value, em) + 0.6 * em);
        let plate = Rectangle::new(
            Point::new(left as i32, (middle - 0.46 * pitch) as i32),
            Size::new(beside as u32, (0.92 * pitch) as u32),
        );
        let Ok(()) = canvas.fill_solid(&plate, ground);
    }
    face::draw(canvas, &value, values, middle, Style { em, strong: fact.calls, colour });
}
