//! The status bar over every page: the door's name, and for the staff how the terminal fares.

use embedded_graphics::pixelcolor::Rgb565;
use embedded_graphics::prelude::*;
use embedded_graphics::primitives::Rectangle;

use super::canvas::Canvas;
use super::characters::Look;
use super::colour::{ALARM, BAR, BAR_INK, WARN};
use super::face::{self, FontWeight, Style};
use super::ink::Ink;
use super::mark::{self, Mark};
use crate::terminal::presentation::{Network, StatusBar};
use crate::words::Language;
use crate::words::screen::{self, Text};

/// One mark with its words.
#[derive(Debug)]
struct StatusBadge {
    mark: Mark,
    words: String,
    /// What is left of the words where room is short.
    short: String,
    /// Colours of a plate that calls for attention: (ground, ink).
    alarm: Option<(Rgb565, Rgb565)>,
}

impl StatusBadge {
    fn of(mark: Mark, words: String, short: String) -> Self {
        Self { mark, words, short, alarm: None }
    }

    fn calling(self, colours: (Rgb565, Rgb565)) -> Self {
        Self { alarm: Some(colours), ..self }
    }
}

/// Sizes in pixels for a bar of this height.
#[derive(Clone, Copy)]
struct Measure {
    height: f32,
    em: f32,
    mark: f32,
    gap: f32,
}

impl Measure {
    fn chip(self, chip: &StatusBadge) -> f32 {
        let words = face::width(&chip.words, self.em);
        let between = if chip.words.is_empty() { 0.0 } else { 0.35 * self.gap };
        let plate = if chip.alarm.is_some() { 0.8 * self.gap } else { 0.0 };
        self.mark + between + words + plate
    }

    fn all(self, chips: &[StatusBadge]) -> f32 {
        chips.iter().map(|chip| self.chip(chip) + self.gap).sum()
    }
}

/// Draws the bar over the uppermost `height` pixels: the door's name, and all of how the terminal fares.
pub fn draw(canvas: &mut Canvas, status: &StatusBar, language: Language, name: &str, height: f32) {
    draw_badges(canvas, chips(status, language), name, height);
}

/// The same in words, for a window of characters: on plates what calls.
pub fn words(status: &StatusBar, language: Language) -> Vec<(String, Option<Look>)> {
    let marked = |badge: StatusBadge| {
        let look = badge.alarm.map(|(ground, ink)| Look::of(ink, ground));
        // A figure alone does not say of what.
        let counts = badge.words.chars().all(|sign| sign.is_ascii_digit());
        (badge.words, look, counts)
    };
    let badges = chips(status, language).into_iter().map(marked);
    badges.filter(|(_, _, counts)| !counts).map(|(words, look, _)| (words, look)).collect()
}

/// What calls and the time, in words.
pub fn words_of_faults(status: &StatusBar, language: Language) -> Vec<(String, Option<Look>)> {
    let mut words = words(status, language);
    let clock = words.pop();
    words.retain(|(_, look)| look.is_some());
    words.into_iter().chain(clock).collect()
}

/// The bar before visitors: what calls, and the time.
pub fn draw_faults(canvas: &mut Canvas, status: &StatusBar, language: Language, height: f32) {
    let mut chips = chips(status, language);
    let clock = chips.pop();
    chips.retain(|chip| chip.alarm.is_some());
    chips.extend(clock);
    draw_badges(canvas, chips, "", height);
}

fn draw_badges(canvas: &mut Canvas, mut chips: Vec<StatusBadge>, name: &str, height: f32) {
    let size = canvas.size();
    let bar = Rectangle::new(Point::zero(), Size::new(size.width, height as u32));
    let Ok(()) = canvas.fill_solid(&bar, BAR);
    let measure = Measure { height, em: 0.58 * height, mark: 0.56 * height, gap: 0.34 * height };
    let width = size.width as f32;
    let name_room = FontWeight::Bold.width(name, measure.em) + 2.0 * measure.gap;
    shorten(&mut chips, width, name_room, measure);

    let mut right = width;
    for chip in chips.iter().rev() {
        right -= measure.chip(chip) + measure.gap;
        draw_chip(canvas, chip, right, measure);
    }
    let name = FontWeight::Bold.cut(name, measure.em, right - 2.0 * measure.gap);
    if right > 3.0 * measure.gap {
        let style = Style { em: measure.em, weight: FontWeight::Bold, colour: BAR_INK };
        face::draw(canvas, &name, measure.gap, height / 2.0, style);
    }
}

fn draw_chip(canvas: &mut Canvas, chip: &StatusBadge, left: f32, measure: Measure) {
    let (ground, colour) = chip.alarm.unwrap_or((BAR, BAR_INK));
    let middle = measure.height / 2.0;
    let mut x = left;
    if chip.alarm.is_some() {
        // In hundredths of the bar's height, since the pen draws in a square of that size.
        let end = measure.chip(chip) / measure.height * 100.0;
        Ink::new(canvas, left, 0.0, measure.height).plate((0.0, 10.0), (end, 90.0), 14.0, ground);
        x += 0.4 * measure.gap;
    }
    let mut ink = Ink::new(canvas, x, middle - measure.mark / 2.0, measure.mark);
    (chip.mark)(&mut ink, colour, ground);
    let style = Style { em: measure.em, weight: FontWeight::Regular, colour };
    face::draw(canvas, &chip.words, x + measure.mark + 0.35 * measure.gap, middle, style);
}

/// Leaves away until the chips fit: words where all is well, part of the door's name, words of
/// what calls, the whole name, and at last chips, those that call last of all.
fn shorten(chips: &mut Vec<StatusBadge>, width: f32, name: f32, measure: Measure) {
    let shorten_words = |chips: &mut Vec<StatusBadge>, room: f32, calling: bool| {
        for i in 0..chips.len() {
            if chips[i].alarm.is_some() == calling && measure.all(chips) > room {
                chips[i].words = chips[i].short.clone();
            }
        }
    };
    shorten_words(chips, width - name.min(0.34 * width), false);
    shorten_words(chips, width - name.min(0.18 * width), true);
    while measure.all(chips) > width && chips.len() > 1 {
        let least = chips.iter().position(|chip| chip.alarm.is_none()).unwrap_or(0);
        chips.remove(least);
    }
}

/// What is shown, from the least to the most important.
fn chips(status: &StatusBar, language: Language) -> Vec<StatusBadge> {
    let text = |text: Text| text.plain(language);
    let none = String::new;
    let mut chips = Vec::new();
    if let Some(name) = &status.on_shift {
        chips.push(StatusBadge::of(
            mark::person,
            face::cut(name, 1.0, 5.0),
            face::cut(name, 1.0, 2.6),
        ));
    }
    chips.push(match status.network {
        Network::Up => StatusBadge::of(mark::network, text(Text::Online), none()),
        Network::Unknown => StatusBadge::of(mark::network, text(Text::Connecting), "?".into()),
        Network::Down => {
            StatusBadge::of(mark::no_network, text(Text::Offline), none()).calling(WARN)
        }
    });
    let pending = status.pending.to_string();
    chips.push(match status.oldest_pending_min {
        Some(minutes) if status.is_late() => {
            let long = screen::PendingLong { records: &pending, minutes }.text(language);
            StatusBadge::of(mark::upload, long, pending).calling(ALARM)
        }
        _ => StatusBadge::of(mark::upload, pending.clone(), pending),
    });
    chips.push(match status.keys {
        0 => StatusBadge::of(mark::key, text(Text::NoKeysShort), "0".into()).calling(ALARM),
        keys => StatusBadge::of(mark::key, keys.to_string(), keys.to_string()),
    });
    if status.disk_low {
        chips.push(StatusBadge::of(mark::disk, text(Text::DiskLow), none()).calling(ALARM));
    }
    if let Some(neighbours) = status.neighbours.filter(|it| it.attention) {
        let missing = neighbours.missing.to_string();
        let words = match neighbours.missing {
            0 => text(Text::NeighboursWrong),
            1 => text(Text::NeighbourAway),
            _ => screen::NeighboursAway { doors: &missing }.text(language),
        };
        let short = if neighbours.missing > 0 { missing } else { "!".into() };
        chips.push(StatusBadge::of(mark::doors, words, short).calling(WARN));
    }
    let time = status.time.strftime(Text::Clock.form(language)).to_string();
    chips.push(if status.clock_trusted {
        StatusBadge::of(mark::clock, time.clone(), time)
    } else {
        let words = screen::ClockUntrusted { time: &time }.text(language);
        StatusBadge::of(mark::clock, words, format!("{time}?")).calling(WARN)
    });
    chips
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::presentation::{Devices, NeighbourCount};

    fn status() -> StatusBar {
        StatusBar {
            network: Network::Up,
            pending: 3,
            oldest_pending_min: Some(10),
            clock_trusted: true,
            time: jiff::civil::datetime(2026, 7, 27, 19, 2, 30, 0),
            keys: 2,
            disk_low: false,
            on_shift: None,
            devices: Devices::default(),
            programme: crate::terminal::store::Programme::default(),
            neighbours: None,
        }
    }

    fn calling(status: &StatusBar) -> Vec<String> {
        let chips = chips(status, Language::English).into_iter();
        chips.filter(|chip| chip.alarm.is_some()).map(|chip| chip.words).collect()
    }

    #[test]
    fn what_needs_attention_stands_on_a_plate_and_nothing_else_does() {
        assert_eq!(calling(&status()), Vec::<String>::new());
        let late = StatusBar { oldest_pending_min: Some(11), ..status() };
        assert_eq!(calling(&late), ["3 for 11 min"]);
        let all = StatusBar {
            network: Network::Down,
            clock_trusted: false,
            keys: 0,
            disk_low: true,
            neighbours: Some(NeighbourCount { here: 1, missing: 2, attention: true }),
            ..late
        };
        assert_eq!(
            calling(&all),
            [
                "Offline",
                "3 for 11 min",
                "No keys",
                "Disk low",
                "2 doors away",
                "19:02 clock not set"
            ]
        );
        for alone in [
            status(),
            StatusBar { oldest_pending_min: Some(11), ..status() },
            StatusBar { clock_trusted: false, ..status() },
            StatusBar { keys: 0, ..status() },
            StatusBar { disk_low: true, ..status() },
            StatusBar {
                neighbours: Some(NeighbourCount { here: 0, missing: 1, attention: true }),
                ..status()
            },
            StatusBar {
                neighbours: Some(NeighbourCount { here: 3, missing: 0, attention: false }),
                ..status()
            },
        ] {
            assert_eq!(alone.calls(), !calling(&alone).is_empty(), "{alone:?}");
        }
    }

    #[test]
    fn at_every_size_the_bar_holds_what_calls_and_the_time() {
        let worst = StatusBar {
            network: Network::Down,
            pending: 12_345,
            oldest_pending_min: Some(1440),
            clock_trusted: false,
            keys: 0,
            disk_low: true,
            on_shift: Some("欧阳小明".into()),
            ..status()
        };
        for language in [Language::Chinese, Language::English] {
            for (width, height) in [(320.0, 24.0), (480.0, 32.0), (800.0, 48.0)] {
                let measure =
                    Measure { height, em: 0.58 * height, mark: 0.56 * height, gap: 0.34 * height };
                let mut chips = chips(&worst, language);
                shorten(&mut chips, width, 0.4 * width, measure);
                assert!(measure.all(&chips) <= width);
                let calling = chips.iter().filter(|chip| chip.alarm.is_some()).count();
                assert_eq!(calling, 5, "{width} {language:?}");
            }
        }
    }
}
