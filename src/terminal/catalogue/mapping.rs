//! Which hall code is which of the channel's halls: as the configuration has it, and what an installer may paste there.

use std::collections::BTreeMap;

use crate::terminal::config::{Catalogue, Config};
use crate::terminal::store::ListedHall;
use crate::ticket::ScreenCode;

/// The hall code of a hall; the first where several are mapped to it.
pub(super) fn screen_of(catalogue: &Catalogue, hall: i64) -> Option<ScreenCode> {
    let hall = u64::try_from(hall).ok()?;
    catalogue.screens.iter().find(|(_, mapped)| **mapped == hall).map(|(code, _)| *code)
}

/// What would map this door's halls.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Suggestion {
    /// With what is mapped already.
    pub screens: BTreeMap<ScreenCode, u64>,
    /// This door's halls that no name gives away.
    pub open: Vec<ScreenCode>,
}

/// Where a hall's name begins with the number at the end of a code, or one of both is left, that is likely the one; the
/// installer compares.
pub(super) fn suggest(config: &Config, catalogue: &Catalogue, halls: &[ListedHall]) -> Suggestion {
    let mut screens = catalogue.screens.clone();
    let open: Vec<ScreenCode> = config
        .terminal
        .screens
        .iter()
        .copied()
        .filter(|code| !catalogue.screens.contains_key(code))
        .collect();
    let mut left = Vec::new();
    for code in &open {
        let number = code.as_str().trim_start_matches('0').to_owned();
        let mut named = halls.iter().filter(|hall| {
            hall.enabled
                && !number.is_empty()
                && number_of(&hall.hall_name).as_ref() == Some(&number)
        });
        match (named.next().and_then(|hall| u64::try_from(hall.hall_id).ok()), named.next()) {
            (Some(hall), None) => _ = screens.insert(*code, hall),
            _ => left.push(*code),
        }
    }
    Suggestion { screens, open: left }
}

/// The number with which a hall's name begins, in digits or as Chinese writes those up to 99.
fn number_of(name: &str) -> Option<String> {
    let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        return Some(digits.trim_start_matches('0').to_owned());
    }
    const NUMERALS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let value = |sign: char| NUMERALS.iter().position(|own| *own == sign).map(|at| at + 1);
    let written: Vec<char> =
        name.chars().take_while(|sign| *sign == '十' || value(*sign).is_some()).collect();
    let number = match written[..] {
        ['十'] => 10,
        [one] => value(one)?,
        ['十', one] => 10 + value(one)?,
        [ten, '十'] => 10 * value(ten)?,
        [ten, '十', one] => 10 * value(ten)? + value(one)?,
        _ => return None,
    };
    Some(number.to_string())
}

impl Suggestion {
    /// As the configuration writes it; none where nothing is mapped.
    pub fn line(&self) -> Option<String> {
        let pairs: Vec<String> =
            self.screens.iter().map(|(code, hall)| format!("\"{code}\" = {hall}")).collect();
        (!pairs.is_empty()).then(|| format!("screens = {{ {} }}", pairs.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_hall_is_that_at_the_beginning_of_its_name() {
        for (name, number) in [
            ("3号厅", Some("3")),
            ("03厅", Some("3")),
            ("12号激光厅", Some("12")),
            ("三号厅", Some("3")),
            ("十号厅", Some("10")),
            ("十二厅", Some("12")),
            ("二十厅", Some("20")),
            ("二十一号", Some("21")),
            ("IMAX 3号", None),
            ("十十厅", None),
            ("", None),
        ] {
            assert_eq!(number_of(name).as_deref(), number, "{name}");
        }
    }
}
