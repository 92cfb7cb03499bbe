//! The layout of a picture too small for the other: 128 × 64 pixels of one bit, read at a glance.
//!
//! The sign stands left, the headline right of it under a strip for the staff, and one short line
//! across the bottom. A welcome is dark on light, so that it is told from afar.

use embedded_graphics::pixelcolor::Rgb565;
use embedded_graphics::prelude::*;

use super::canvas::Canvas;
use super::colour::Tone;
use super::face::{self, Style};
use super::ink::Ink;
use super::mark;
use super::pages::Sheet;
use super::status::{Network, StatusBar};
use super::text::Text;
use crate::config::Language;

/// Pictures lower than this have no room for the other layout.
const LOWER_THAN: u32 = 96;

/// Heights in pixels: the sign, the strip above the headline, the line below.
const SIGN: f32 = 44.0;
const STRIP: f32 = 10.0;
const LINE: f32 = 17.0;
/// The largest and the least em of headline and line.
const HEADLINE: (f32, f32) = (34.0, 16.0);
const BRIEF: (f32, f32) = (16.0, 12.0);

/// True for a picture that this layout is made for.
pub fn is_for(size: Size) -> bool {
    size.height < LOWER_THAN
}

/// Draws a page and what the staff wants to know.
pub fn draw(canvas: &mut Canvas, sheet: &Sheet, status: &StatusBar, language: Language) {
    let tone = if sheet.tone == Tone::Admit { Tone::Lit } else { Tone::Dark };
    let area = canvas.bounding_box();
    let Ok(()) = canvas.fill_solid(&area, tone.ground());
    // One pixel is left free at the right and below: an idle page moves by so much.
    let (width, height) = (area.size.width as f32 - 1.0, area.size.height as f32 - 1.0);
    let low = height - LINE;
    (sheet.sign)(&mut Ink::new(canvas, 0.0, (low - SIGN) / 2.0, SIGN), tone);

    let left = SIGN + 3.0;
    let parts = headline(&sheet.headline, width - left, low - STRIP, language);
    let pitch = (low - STRIP) / parts.len() as f32;
    let em =
        parts.iter().map(|part| fitting(part, width - left, HEADLINE)).fold(HEADLINE.0, f32::min);
    let em = em.min(pitch / face::HAN_HEIGHT);
    for (i, part) in parts.iter().enumerate() {
        let middle = STRIP + pitch * (i as f32 + 0.5);
        let x = left + (width - left - face::width(part, em)) / 2.0;
        face::draw(canvas, part, x.round(), middle, Style { em, strong: true, colour: tone.ink() });
    }
    let brief = &sheet.brief;
    let em = fitting(brief, width, BRIEF);
    let brief = face::cut(brief, em, width);
    let x = ((width - face::width(&brief, em)) / 2.0).max(0.0);
    let style = Style { em, strong: false, colour: tone.ink() };
    face::draw(canvas, &brief, x.round(), low + LINE / 2.0, style);
    strip(canvas, status, language, left, width, tone);
    snap(canvas);
}

/// The headline in as many lines as let it be largest.
fn headline(words: &str, width: f32, height: f32, language: Language) -> Vec<String> {
    let _ = (height, language);
    let one = vec![words.to_owned()];
    if fitting(words, width, HEADLINE) > HEADLINE.1 + 2.0 {
        return one;
    }
    let two = face::wrap(words, HEADLINE.1, width * 0.8);
    if two.len() == 2 { two } else { one }
}

/// The largest em at which a line fits.
fn fitting(words: &str, width: f32, (most, least): (f32, f32)) -> f32 {
    (width / face::width(words, 1.0).max(0.1)).clamp(least, most).floor()
}

/// Network, what waits to be uploaded, the time: from the right, as far as there is room.
fn strip(
    canvas: &mut Canvas,
    status: &StatusBar,
    language: Language,
    left: f32,
    right: f32,
    tone: Tone,
) {
    let (ink, ground) = (tone.ink(), tone.ground());
    let em = 10.0;
    let style = Style { em, strong: false, colour: ink };
    let middle = STRIP / 2.0;
    let time = status.time.strftime(Text::Clock.form(language)).to_string();
    let x = right - face::width(&time, em);
    face::draw(canvas, &time, x, middle, style);
    let network = match status.network {
        Network::Up | Network::Unknown => mark::network,
        Network::Down => mark::no_network,
    };
    network(&mut Ink::new(canvas, left, 0.0, STRIP), ink, ground);
    if status.pending > 0 {
        mark::upload(&mut Ink::new(canvas, left + 14.0, 0.0, STRIP), ink, ground);
        face::draw(canvas, &status.pending.to_string(), left + 26.0, middle, style);
    }
}

/// Leaves nothing between dark and light.
fn snap(canvas: &mut Canvas) {
    for pixel in canvas.pixels_mut() {
        *pixel = if pixel.g() >= 32 { Rgb565::WHITE } else { Rgb565::BLACK };
    }
}
