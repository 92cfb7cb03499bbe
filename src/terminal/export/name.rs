//! The export's folder: a name that every file system and every computer takes, by door and time.

use jiff::Timestamp;

use crate::terminal::config::TerminalConfig;

/// Characters of the door's part at most.
const DOOR: usize = 32;

/// `hallgate-DOOR-YYYYMMDD-HHMMSS`, by the terminal's clock. The door is what of its name is
/// ASCII; of 3号厅入口 only the 3 is, so the cinema's code stands before it.
pub(super) fn of(terminal: &TerminalConfig, now: Timestamp) -> String {
    let time = now.to_zoned(terminal.timezone.0.clone()).strftime("%Y%m%d-%H%M%S").to_string();
    let door = door(&terminal.name);
    let parts = ["hallgate", &terminal.cinema_code.to_string(), &door, &time];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// Letters and digits of the name, with a hyphen for what stands between them.
fn door(name: &str) -> String {
    let words = name.split(|sign: char| !sign.is_ascii_alphanumeric());
    let mut door = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
    door.truncate(DOOR);
    door.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_door_is_told_by_what_every_computer_can_write() {
        for (name, expected) in [
            ("3号厅入口", "3"),
            ("Hall 3 / left", "Hall-3-left"),
            ("入口", ""),
            ("", ""),
            ("../../etc: *?\"<>|", "etc"),
            ("IMAX-2.", "IMAX-2"),
        ] {
            assert_eq!(door(name), expected, "{name}");
        }
        assert_eq!(door(&"a b ".repeat(99)).len(), DOOR - 1);
    }
}
