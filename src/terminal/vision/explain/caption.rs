//! What a look saw, in words.

use embedded_graphics::pixelcolor::Rgb888;

use super::{ExplainedLook, colour};
use crate::terminal::vision::Luma;
use crate::terminal::vision::luma::DOUBLED_AT_MOST;
use crate::terminal::vision::qr::{Attempt, AttemptOutcome, ImageScan, ScanLook, Seen};

/// Characters of a text that are shown.
const SHOWN: usize = 20;

/// Characters of the shortest ticket, and of the cinema's code that it begins with (SPEC §1).
const TICKET: usize = 180;
const CINEMA: usize = 8;

/// Digits of a number that are shown.
const DIGITS: usize = 4;

const LEGEND: &str = "Circles: finder patterns, with pixels a module (thin: within a code that was \
                      read). Triangles: groups. Green: read, amber: sampled but not read, red: \
                      given up before. White squares: alignment patterns; red crosses: none found \
                      there.";

/// A line below the image.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CaptionLine {
    pub words: String,
    pub colour: Rgb888,
}

impl CaptionLine {
    fn new(words: String, colour: Rgb888) -> Self {
        Self { words, colour }
    }
}

/// About a look, one of so many.
pub(super) fn of(
    glance: &ExplainedLook,
    image: &Luma,
    (number, all): (usize, usize),
) -> Vec<CaptionLine> {
    let scan = &glance.scan;
    let (width, height) = (image.width(), image.height());
    let mut lines = vec![CaptionLine::new(
        format!("Look {number} of {all}: {}, {width} x {height} pixels", glance.name()),
        colour::WORDS,
    )];
    let inverted = scan.finders.iter().filter(|finder| finder.inverted).count();
    let upright = scan.finders.len() - inverted;
    lines.push(CaptionLine::new(
        format!(
            "{}: {upright} dark on light (blue), {inverted} light on dark (pink); {}; {}",
            counted(scan.finders.len(), "finder pattern"),
            counted(scan.groups, "group of three"),
            counted_tries(scan.tries.len()),
        ),
        colour::WORDS,
    ));
    if scan.tries.is_empty() {
        lines.push(CaptionLine::new(stop(glance, image), colour::NO_LATTICE));
    }
    for (at, (attempt, outcome)) in scan.tries.iter().enumerate() {
        lines.push(tried(at + 1, attempt, outcome, glance));
    }
    if !scan.finders.is_empty() {
        lines.push(CaptionLine::new(LEGEND.into(), colour::LEGEND));
    }
    lines
}

/// About an image that was not looked at.
pub(super) fn of_blank(image: &Luma) -> Vec<CaptionLine> {
    let (width, height) = (image.width(), image.height());
    vec![
        CaptionLine::new(format!("No look: {width} x {height} pixels"), colour::WORDS),
        CaptionLine::new(
            "no finder patterns: nowhere is there enough contrast for a code".into(),
            colour::NO_LATTICE,
        ),
    ]
}

/// Why nothing was tried.
fn stop(glance: &ExplainedLook, image: &Luma) -> String {
    let scan = &glance.scan;
    let pixels = image.width() as usize * image.height() as usize;
    if glance.look == ScanLook::Double && pixels > DOUBLED_AT_MOST {
        return "not looked at: the image is too large to be doubled".into();
    }
    match (scan.finders.len(), scan.groups, scan.passed_over) {
        (0, ..) => "no finder patterns".into(),
        (_, 0, _) => "no three finder patterns that belong together".into(),
        (_, _, None) => "no group whose patterns have edges along the code's sides".into(),
        (_, _, Some(attempt)) => format!(
            "timing patterns do not alternate: {:.2} of 2 at best, {:.1} is needed (the group \
             drawn, as {} modules)",
            attempt.candidate.timing,
            glance.effort.least_timing(),
            attempt.candidate.side,
        ),
    }
}

fn tried(
    number: usize,
    attempt: &Attempt,
    outcome: &AttemptOutcome,
    glance: &ExplainedLook,
) -> CaptionLine {
    let candidate = &attempt.candidate;
    let timing = candidate.timing;
    let side = format!("{} modules, timing {timing:.2} of 2", candidate.side);
    let facts = |seen: &Seen| format!("{side}, {}", facts(seen, &glance.scan));
    let words = match outcome {
        AttemptOutcome::NoLattice => format!("no lattice: {side}"),
        AttemptOutcome::Unread(seen) if !seen.is_likely(timing) => {
            format!("modules make no text, nor are its patterns a code's: {}", facts(seen))
        }
        AttemptOutcome::Unread(seen) => format!("modules make no text: {}", facts(seen)),
        AttemptOutcome::Read { text, seen } => format!("read {}: {}", masked(text), facts(seen)),
    };
    CaptionLine::new(format!("#{number} {words}"), colour::of(outcome))
}

fn facts(seen: &Seen, scan: &ImageScan) -> String {
    let (found, all) = seen.aligned;
    format!(
        "{found} of {all} alignment patterns, {:.1} pixels a module, contrast {:.0} of 255, glare \
         on {:.0} % of the modules",
        seen.module / scan.scale,
        seen.contrast,
        seen.glaring * 100.0,
    )
}

/// As much of a text as may be shown to anybody: of what may be a ticket only the cinema's code,
/// of a number only its last digits.
fn masked(text: &str) -> String {
    let length = text.chars().count();
    let shown = |count: usize| -> String {
        let plain = |character: char| if matches!(character, ' '..='~') { character } else { '?' };
        text.chars().take(count).map(plain).collect()
    };
    if length >= TICKET {
        format!("\"{}...\" ({length} characters)", shown(CINEMA))
    } else if length > DIGITS && text.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("\"...{}\"", &text[length - DIGITS..])
    } else if length > SHOWN {
        format!("\"{}...\" ({length} characters)", shown(SHOWN))
    } else {
        format!("\"{}\"", shown(SHOWN))
    }
}

fn counted(count: usize, noun: &str) -> String {
    let end = if count == 1 { "" } else { "s" };
    match noun.split_once(' ') {
        Some(("group", rest)) => format!("{count} group{end} {rest}"),
        _ => format!("{count} {noun}{end}"),
    }
}

fn counted_tries(count: usize) -> String {
    if count == 1 { "1 try".into() } else { format!("{count} tries") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_and_a_number_are_never_shown_whole() {
        let ticket = format!("12345678{}", "Ab+/".repeat(43));
        assert_eq!(masked(&ticket), "\"12345678...\" (180 characters)");
        assert_eq!(masked("1234567890123456"), "\"...3456\"");
        assert_eq!(masked("hello"), "\"hello\"");
        assert_eq!(
            masked("https://example.com/a/b"),
            "\"https://example.com/...\" (23 characters)"
        );
        assert_eq!(masked("3号厅\n"), "\"3???\"");
        assert_eq!(masked(""), "\"\"");
    }
}
