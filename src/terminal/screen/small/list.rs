//! The device page in a few lines: what calls for attention before all else, and in whole words.

use embedded_graphics::prelude::*;

use crate::terminal::presentation::{Fact, Tone};
use crate::terminal::screen::canvas::Canvas;
use crate::terminal::screen::face::{self, Style};

/// The least em, the em of a line that is short enough for it, and the least height of a line.
const CELL: f32 = 12.0;
const LARGER: f32 = 13.0;
const PITCH: f32 = 12.5;

/// As much of a table as there is room for, what calls for attention first.
pub fn draw(canvas: &mut Canvas, facts: &[Fact]) {
    let (width, height) = (canvas.size().width as f32 - 1.0, canvas.size().height as f32);
    let room = (height / PITCH).max(1.0).floor();
    let pitch = height / room;
    for (line, at) in lines(facts, width - 1.0, room as usize).iter().zip(0u8..) {
        let middle = ((f32::from(at) + 0.5) * pitch).round();
        let em = if face::width(line, LARGER) < width { LARGER } else { CELL };
        let style = Style { em, strong: false, colour: Tone::Dark.ink() };
        face::draw(canvas, &face::cut(line, em, width - 1.0), 1.0, middle, style);
    }
}

/// The lines of a table: what calls, faults of devices first, then the rest. Where more calls than
/// there are lines, each is told in the fewest words, and several may share a line.
fn lines(facts: &[Fact], width: f32, room: usize) -> Vec<String> {
    let fits = |words: &str| face::width(words, CELL) <= width;
    let mut facts: Vec<&Fact> = facts.iter().collect();
    facts.sort_by_key(|fact| (!fact.calls, fact.calls && !fact.device));
    let brief = |fact: &Fact| fact.brief.clone().unwrap_or_else(|| fact.value.words.clone());
    let calling = facts.iter().filter(|fact| fact.calls);
    if calling.clone().count() <= room {
        let whole = |fact: &&Fact| {
            let mark = if fact.calls { "! " } else { "" };
            let whole = format!("{mark}{} {}", fact.label, fact.value.words);
            if fits(&whole) { whole } else { format!("{mark}{}", brief(fact)) }
        };
        return facts.iter().take(room).map(whole).collect();
    }
    let mut lines: Vec<String> = Vec::new();
    for brief in calling.map(|fact| brief(fact)) {
        match lines.last_mut().map(|line| (format!("{line} ! {brief}"), line)) {
            Some((longer, line)) if fits(&longer) => *line = longer,
            _ => lines.push(format!("! {brief}")),
        }
    }
    if lines.len() > room {
        lines.truncate(room);
        if let Some(last) = lines.last_mut() {
            last.push_str(" …");
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::door::Page;
    use crate::terminal::presentation::{DeviceState, Devices, Network, Scope, StatusBar};
    use crate::terminal::screen::pages;
    use crate::terminal::screen::tests::status;
    use crate::words::Language;
    use crate::words::screen::Text;

    /// The lines of the device page.
    fn status_words(status: &StatusBar, language: Language) -> Vec<String> {
        let scope = Scope { language, status: Some(status) };
        lines(&pages::poster(&Page::Device, scope).facts, 126.0, 5)
    }

    #[test]
    fn all_that_is_wrong_is_told_in_whole_words_devices_first() {
        let lost = Devices { camera: DeviceState::Lost, ..Devices::default() };
        let worst = StatusBar {
            network: Network::Down,
            pending: 123_456,
            oldest_pending_min: Some(10_000),
            clock_trusted: false,
            keys: 0,
            disk_low: true,
            devices: lost,
            ..status()
        };
        assert_eq!(
            status_words(&worst, Language::Chinese),
            ["! 摄像头 故障 ! 断网", "! 无密钥", "! 待上传 123456", "! 19:02 未校时", "! 磁盘将满"]
        );
        let all = Devices {
            camera: DeviceState::Lost,
            imager: DeviceState::Lost,
            keypad: DeviceState::Lost,
            gate: DeviceState::Lost,
        };
        for language in [Language::Chinese, Language::English] {
            let camera = Text::Camera.plain(language);
            let few = StatusBar { network: Network::Up, disk_low: false, ..worst.clone() };
            for status in [&status(), &few, &worst] {
                let lines = status_words(status, language);
                assert!(lines.len() <= 5 && !lines.concat().contains('…'), "{lines:?}");
                assert!(lines.iter().all(|line| face::width(line, CELL) <= 126.0), "{lines:?}");
                assert_eq!(lines[0].starts_with(&format!("! {camera}")), status.calls());
            }
            let lines = status_words(&StatusBar { devices: all, ..worst.clone() }, language);
            assert_eq!(lines.len(), 5);
            assert!(lines[4].ends_with(" …"), "there is more: {lines:?}");
            assert!(lines.iter().all(|line| face::width(line, CELL) <= 126.0), "{lines:?}");
        }
    }
}
