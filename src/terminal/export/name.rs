//! The export's folder: a name that every file system and every computer takes, by door and time.

use jiff::Timestamp;

use crate::terminal::config::TerminalConfig;

/// Characters of the door's part at most.
const DOOR: usize = 32;

/// `hallgate-CINEMA-DOOR-YYYYMMDD-HHMMSS`, by the terminal's clock: with the door's name as far as it is of letters,
/// digits and Han characters; and, for a stick that takes no other, with what of it is ASCII.
pub(super) fn of(terminal: &TerminalConfig, now: Timestamp) -> [String; 2] {
    let time = now.to_zoned(terminal.timezone.0.clone()).strftime("%Y%m%d-%H%M%S").to_string();
    let cinema = terminal.cinema_code.to_string();
    let name = |door: String| {
        let parts = ["hallgate", &cinema, &door, &time];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
    };
    let is_ascii = |sign: char| sign.is_ascii_alphanumeric();
    [
        name(door(&terminal.name, |sign| is_ascii(sign) || is_han(sign))),
        name(door(&terminal.name, is_ascii)),
    ]
}

/// In the block that every computer has signs for.
fn is_han(sign: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&sign)
}

/// What of the name stays, with a hyphen for what stands between.
fn door(name: &str, stays: impl Fn(char) -> bool) -> String {
    let words = name.split(|sign: char| !stays(sign));
    let door = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
    let door: String = door.chars().take(DOOR).collect();
    door.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_door_keeps_its_name_and_two_doors_are_told_apart() {
        let terminal = |name: &str| -> TerminalConfig {
            let name = toml::Value::String(name.to_owned());
            toml::from_str(&format!("cinema_code = \"12345678\"\nname = {name}\n")).unwrap()
        };
        let now = "2026-05-01T12:00:00Z".parse().unwrap();
        for (name, door, ascii) in [
            ("3号厅入口", "-3号厅入口", "-3"),
            ("3号厅出口", "-3号厅出口", "-3"),
            ("贵宾厅", "-贵宾厅", ""),
            ("Hall 3 / left", "-Hall-3-left", "-Hall-3-left"),
            ("", "", ""),
            ("../../etc: *?\"<>|", "-etc", "-etc"),
            ("IMAX-2.", "-IMAX-2", "-IMAX-2"),
            ("𠮷祥🎬厅\u{202e}", "-祥-厅", ""),
        ] {
            let expected =
                [door, ascii].map(|door| format!("hallgate-12345678{door}-20260501-200000"));
            assert_eq!(of(&terminal(name), now), expected, "{name}");
        }
        assert_eq!(door(&"厅 ".repeat(99), is_han).chars().count(), DOOR - 1);
    }
}
