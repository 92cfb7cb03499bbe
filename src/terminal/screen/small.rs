//! The layout of a picture too small for the other: 128 × 64 pixels of one bit, read at a glance.
//!
//! The sign stands left, the headline right of it under a strip for the staff, and one short line
//! across the bottom. A welcome is dark on light, so that it is told from afar.

mod card;

use embedded_graphics::mono_font::MonoTextStyleBuilder;
use embedded_graphics::mono_font::ascii::FONT_5X8 as FONT;
use embedded_graphics::pixelcolor::Rgb565;
use embedded_graphics::prelude::*;
use embedded_graphics::primitives::Rectangle;
use embedded_graphics::text::{Alignment, Text as MonoText};

use super::canvas::Canvas;
use super::face::{self, FontWeight, Style};
use super::ink::Ink;
use super::plan::Rect;
use super::{mark, sign};
use crate::terminal::config::CameraPlace;
use crate::terminal::presentation::{MAY_END, Network, Poster, ProgrammeLine, StatusBar, Tone};
use crate::words::Language;
use crate::words::screen::Text;
#[cfg(test)]
pub use card::plan as plan_card;
pub use card::{TABLE_ROWS, draw as draw_card, pages};

const BOLD: FontWeight = FontWeight::Bold;

/// Pictures lower than this have no room for the other layout.
const LOWER_THAN: u32 = 96;

/// Heights in pixels: the sign, the strip above the headline, the line below.
const SIGN: f32 = 43.0;
const STRIP: f32 = 9.0;
const LINE: f32 = 17.0;
const BAR: f32 = 2.0;
/// Beside the line below: the arrow to the camera, with its room.
const ARROW: f32 = 15.0;
/// The largest and the least em of headline and line.
const HEADLINE: (f32, f32) = (34.0, 16.0);
const BRIEF: (f32, f32) = (16.0, 12.0);
/// A headline that would be smaller than this stands in two lines.
const ONE_LINE: f32 = 18.0;
/// Stronger strokes run into each other in Chinese characters smaller than this.
const STRONG: f32 = 26.0;
/// How much of a pixel is covered where it is set, of 63: thin strokes are not to be torn.
const COVERED: u8 = 30;

/// True for a picture that this layout is made for.
pub fn is_for(size: Size) -> bool {
    size.height < LOWER_THAN
}

/// Draws a page and what the staff wants to know, if anything, without what moves; the corner for the mark
/// of trials may be left free; where the sign is: left, top, side.
pub fn draw(
    canvas: &mut Canvas,
    poster: &Poster,
    (status, trial): (Option<&StatusBar>, bool),
    language: Language,
) -> (f32, f32, f32) {
    let tone = tone(poster);
    let area = canvas.bounding_box();
    let Ok(()) = canvas.fill_solid(&area, tone.ground());
    // One pixel is left free at the right and below: an idle page moves by so much.
    let (width, height) = (area.size.width as f32 - 1.0, area.size.height as f32 - 1.0);
    let low = height - LINE;
    let square = (1.0, ((low - SIGN) / 2.0).round(), SIGN);
    let mut sign_tone = tone;
    if poster.tone == Tone::Exit {
        // Half dark, half bright: as no other page is.
        let Ok(()) =
            canvas.fill_solid(&Rect::new(0.0, 0.0, SIGN + 2.0, low).rectangle(), tone.ink());
        sign_tone = Tone::Dark;
    }
    let mut ink = Ink::new(canvas, square.0, square.1, square.2);
    sign::draw_ground(poster.sign, &mut ink, sign_tone);

    let left = SIGN + 4.0;
    let (room, pitch) = (width - left, low - STRIP);
    let parts = headline(&poster.headline, room);
    let pitch = pitch / parts.len() as f32;
    // In the middle of the height where nothing stands above it.
    let is_below = trial || status.is_some() || second_above(poster, left, canvas.size()).is_some();
    let top = if is_below { STRIP } else { STRIP / 2.0 };
    // What hangs below the second line is not to touch the line below.
    let hangs = |part: &String| part.contains(['g', 'j', 'p', 'q', 'y']);
    let top = match (&parts[..], language) {
        ([_, last], Language::English) if hangs(last) => top - 2.0,
        ([_, _], Language::English) => top - 1.0,
        _ => top,
    };
    let most = if parts.len() > 1 { pitch / BOLD.han_height() } else { HEADLINE.0 };
    let fits = |part: &String| fitting(BOLD, part, room, (most.floor(), HEADLINE.1));
    let em = parts.iter().map(fits).fold(most.floor(), f32::min);
    let strong = language == Language::English || em >= STRONG;
    let weight = if strong { BOLD } else { FontWeight::Regular };
    let style = Style { em, weight, colour: tone.ink() };
    for (i, part) in parts.iter().enumerate() {
        let x = left + (room - weight.width(part, em)) / 2.0;
        face::draw(canvas, part, x.round(), top + pitch * (i as f32 + 0.5), style);
    }
    let arrow = poster.toward.map_or(0.0, |_| ARROW);
    let width = width - arrow;
    let below = below(poster, width);
    let em = fitting(FontWeight::Regular, &below, width, BRIEF);
    let brief = face::cut(&below, em, width);
    let x = ((width - face::width(&brief, em)) / 2.0).max(0.0);
    let (x, arrow_at) = match poster.toward {
        Some(CameraPlace::Left) => (x + arrow, 0.0),
        _ => (x, width),
    };
    if let Some(place) = poster.toward {
        let mut ink = Ink::new(canvas, arrow_at + 1.0, low + 2.0, arrow - 2.0);
        mark::toward(place)(&mut ink, tone.ink(), tone.ground());
    }
    let style = Style { em, weight: FontWeight::Regular, colour: tone.ink() };
    face::draw(canvas, &brief, x.round(), low + (LINE - 1.0) / 2.0, style);
    snap(canvas, tone, COVERED);
    match status {
        Some(status) => strip(canvas, status, language, left, tone),
        None => second(canvas, poster, left, tone),
    }
    square
}

/// The tone in which a page is drawn.
pub fn tone(poster: &Poster) -> Tone {
    if matches!(poster.tone, Tone::Admit | Tone::Exit) { Tone::Lit } else { Tone::Dark }
}

/// Where the bar stands for the time in which the gate is open.
pub fn bar(size: Size) -> Rect {
    Rect::of(size).split_bottom(BAR).1
}

/// The line below: what is on where that is known, else where to hold the code or what to keep in mind.
/// A page with a drawing says it in the other language, since that is seen as well.
fn below(poster: &Poster, width: f32) -> String {
    let second = poster.second.as_ref().filter(|_| poster.hero.is_none());
    let whole = poster.programme.last().map(ProgrammeLine::words);
    let whole = whole.filter(|line| face::width(line, BRIEF.1) <= width);
    // Rather the film's name than what stands before it.
    let on = whole.or(poster.programme_brief.clone());
    on.or(second.cloned()).unwrap_or_else(|| poster.brief.clone())
}

/// In the staff's place on a verdict: the headline in the other language, as far as the small typeface
/// has it.
fn second(canvas: &mut Canvas, poster: &Poster, left: f32, tone: Tone) {
    let Some(words) = second_above(poster, left, canvas.size()) else { return };
    let style = MonoTextStyleBuilder::new().font(&FONT).text_color(tone.ink()).build();
    let place = Point::new(canvas.size().width as i32 - 2, FONT.baseline as i32);
    let Ok(_) = MonoText::with_alignment(words, place, style, Alignment::Right).draw(canvas);
}

fn second_above(poster: &Poster, left: f32, size: Size) -> Option<&str> {
    let room = (size.width as f32 - left) / FONT.character_size.width as f32;
    let words = poster.second.as_deref().filter(|_| poster.hero.is_some());
    words.filter(|words| words.is_ascii() && words.len() as f32 <= room)
}

/// The headline in one line, or in two where it would be too small in one.
fn headline(words: &str, width: f32) -> Vec<String> {
    let two = BOLD.wrap(words, ONE_LINE, width);
    if two.len() == 2 { two } else { vec![words.replace(MAY_END, "")] }
}

/// The largest em at which a line fits.
fn fitting(weight: FontWeight, words: &str, width: f32, (most, least): (f32, f32)) -> f32 {
    (width / weight.width(words, 1.0).max(0.1)).floor().min(most).max(least)
}

/// Above the headline: the time, and of all else what is not as it should be: the network, what waits for
/// it, whether anything calls.
fn strip(canvas: &mut Canvas, status: &StatusBar, language: Language, left: f32, tone: Tone) {
    let (ink, ground) = (tone.ink(), tone.ground());
    let right = canvas.size().width as i32 - 2;
    let mark = |canvas: &mut Canvas, rows: &[u8; 8], left: i32| {
        let dots = rows.iter().zip(0..).flat_map(|(row, y)| {
            (0..8).filter(move |x| row >> (7 - x) & 1 == 1).map(move |x| Point::new(left + x, y))
        });
        let Ok(()) = canvas.draw_iter(dots.map(|place| Pixel(place, ink)));
    };
    let style = MonoTextStyleBuilder::new().font(&FONT).text_color(ink).background_color(ground);
    let write = |canvas: &mut Canvas, words: &str, x: i32, alignment: Alignment| {
        let place = Point::new(x, FONT.baseline as i32);
        let Ok(_) = MonoText::with_alignment(words, place, style.build(), alignment).draw(canvas);
    };
    let left = left as i32;
    let network = match status.network {
        Network::Up => None,
        Network::Down => Some(&NO_NETWORK),
        Network::Unknown => Some(&UNKNOWN),
    };
    if let Some(network) = network {
        mark(canvas, network, left);
    }
    if status.pending > 0 && (status.is_late() || status.network == Network::Down) {
        mark(canvas, &UPLOAD, left + 11);
        let pending = if status.pending > 99 { "99+".into() } else { status.pending.to_string() };
        write(canvas, &pending, left + 20, Alignment::Left);
    }
    let time = status.time.strftime(Text::Clock.form(language)).to_string();
    write(canvas, &time, right, Alignment::Right);
    let before = right - time.len() as i32 * FONT.character_size.width as i32;
    if status.calls() {
        mark(canvas, &CALLS, before - 10);
    }
}

/// The staff's marks, a bit for each pixel.
const NO_NETWORK: [u8; 8] = [0x81, 0x42, 0x24, 0x18, 0x18, 0x24, 0x42, 0x81];
const UNKNOWN: [u8; 8] = [0x3C, 0x66, 0x06, 0x0C, 0x18, 0x18, 0x00, 0x18];
const UPLOAD: [u8; 8] = [0x18, 0x3C, 0x7E, 0x18, 0x18, 0x81, 0x81, 0xFF];
/// A plate with an exclamation mark in it.
const CALLS: [u8; 8] = [0x7E, 0xE7, 0xE7, 0xE7, 0xE7, 0xFF, 0xE7, 0x7E];

/// Leaves nothing between dark and light.
fn snap(canvas: &mut Canvas, tone: Tone, covered: u8) {
    canvas.pixels_mut().iter_mut().for_each(|pixel| *pixel = snapped(*pixel, tone, covered));
}

/// The same in a part of a page.
pub fn snap_within(canvas: &mut Canvas, tone: Tone, area: Rectangle) {
    let width = canvas.size().width as usize;
    for Point { x, y } in area.intersection(&canvas.bounding_box()).points() {
        // Within the canvas, so neither is negative.
        let pixel = &mut canvas.pixels_mut()[y as usize * width + x as usize];
        *pixel = snapped(*pixel, tone, COVERED);
    }
}

fn snapped(pixel: Rgb565, tone: Tone, covered: u8) -> Rgb565 {
    let light = if tone == Tone::Lit { 63 - covered } else { covered };
    if pixel.g() >= light { Rgb565::WHITE } else { Rgb565::BLACK }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::door::Page;
    use crate::terminal::presentation::Scope;
    use crate::terminal::screen::pages;
    use crate::terminal::screen::tests::{every_page, status};

    const SIZE: Size = Size::new(128, 64);

    #[test]
    fn every_page_has_one_bit_and_leaves_room_to_move() {
        for language in [Language::Chinese, Language::English] {
            for page in every_page() {
                let status = status();
                let scope = Scope { language, status: Some(&status) };
                let poster = pages::poster(&page, scope);
                let mut canvas = Canvas::new(SIZE.width, SIZE.height);
                draw(&mut canvas, &poster, (Some(&status), false), language);
                let ground = canvas.pixels()[128 * 64 - 1];
                let ink = if ground == Rgb565::BLACK { Rgb565::WHITE } else { Rgb565::BLACK };
                assert!(canvas.pixels().iter().all(|pixel| [ground, ink].contains(pixel)));
                assert!(canvas.pixels().contains(&ink), "{page:?}");
                assert_eq!(
                    ground == Rgb565::WHITE,
                    matches!(poster.tone, Tone::Admit | Tone::Exit),
                    "{page:?}"
                );
                if matches!(page, Page::Idle | Page::IdleImager) {
                    let (rows, last) = canvas.pixels().split_at(128 * 63);
                    assert!(last.iter().all(|pixel| *pixel == ground), "{page:?}");
                    assert!(rows.chunks(128).all(|row| row[127] == ground), "{page:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_told_in_brief_fits_but_for_names() {
        let width = SIZE.width as f32 - 1.0;
        for language in [Language::Chinese, Language::English] {
            for page in every_page() {
                let status = status();
                let scope = Scope { language, status: Some(&status) };
                let poster = pages::poster(&page, scope);
                let long = matches!(&page, Page::Refused { reason, ticket: Some(_), .. }
                    if *reason == crate::terminal::door::Reason::WrongHall);
                let wide = face::width(&poster.brief, BRIEF.1) > width;
                assert!(!wide || long, "{:?}", poster.brief);
                assert!(!poster.brief.is_empty(), "{page:?}");
                let parts = headline(&poster.headline, width - SIGN - 4.0);
                assert!(parts.len() <= 2);
                for part in parts {
                    assert!(BOLD.width(&part, HEADLINE.1) <= width - SIGN - 4.0, "{part}");
                }
            }
        }
    }

    #[test]
    fn the_strip_tells_each_state_of_the_network_and_whether_anything_calls() {
        let picture = |status: &StatusBar| {
            let scope = Scope { language: Language::English, status: None };
            let mut canvas = Canvas::new(SIZE.width, SIZE.height);
            let poster = pages::poster(&Page::Idle, scope);
            draw(&mut canvas, &poster, (Some(status), false), Language::English);
            canvas
        };
        let well = picture(&status());
        let network = |network| picture(&StatusBar { network, ..status() });
        assert!(network(Network::Unknown) != well);
        assert!(network(Network::Unknown) != network(Network::Down));
        let late = StatusBar { oldest_pending_min: Some(11), ..status() };
        let keyless = StatusBar { keys: 0, ..status() };
        let full = StatusBar { disk_low: true, ..status() };
        let unset = StatusBar { clock_trusted: false, ..status() };
        for calling in [late, keyless, full, unset] {
            assert!(picture(&calling) != well, "{calling:?}");
        }
    }
}
