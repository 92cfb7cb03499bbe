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

/// What would map the cinema's halls.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Suggestion {
    /// With what is mapped already to a hall that there is.
    pub screens: BTreeMap<ScreenCode, u64>,
    /// This door's halls that no name gives away.
    pub open: Vec<ScreenCode>,
}

/// Where a hall's name begins with the number at the end of a code, that is likely the one. The other halls are mapped
/// alike where this door's codes are such numbers, so that who comes to the wrong door is told the right hall's name.
/// The installer compares.
pub(super) fn suggest(config: &Config, catalogue: &Catalogue, halls: &[ListedHall]) -> Suggestion {
    let mut screens = catalogue.screens.clone();
    screens.retain(|_, mapped| halls.iter().any(|hall| u64::try_from(hall.hall_id) == Ok(*mapped)));
    let mut open = Vec::new();
    let by_number = |code: ScreenCode| numbered(halls).into_iter().find(|(own, _)| *own == code);
    for code in config.terminal.screens.iter().copied() {
        if screens.contains_key(&code) {
            continue;
        }
        match by_number(code) {
            Some((code, hall)) => _ = screens.insert(code, hall),
            None => open.push(code),
        }
    }
    let alike = config.terminal.screens.iter().all(|code| by_number(*code).is_some());
    for (code, hall) in numbered(halls).into_iter().filter(|_| alike) {
        if !screens.values().any(|mapped| *mapped == hall) {
            screens.entry(code).or_insert(hall);
        }
    }
    Suggestion { screens, open }
}

/// The halls whose name begins with a number that no other one's does, with that number as a code.
fn numbered(halls: &[ListedHall]) -> Vec<(ScreenCode, u64)> {
    let named: Vec<(String, &ListedHall)> = halls
        .iter()
        .filter(|hall| hall.enabled)
        .filter_map(|hall| number_of(&hall.hall_name).map(|number| (number, hall)))
        .filter(|(number, _)| !number.is_empty())
        .collect();
    let alone = |number: &String| named.iter().filter(|(own, _)| own == number).count() == 1;
    let found = named.iter().filter(|(number, _)| alone(number)).filter_map(|(number, hall)| {
        let code = format!("{number:0>16}").parse().ok()?;
        Some((code, u64::try_from(hall.hall_id).ok()?))
    });
    found.collect()
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

    fn hall(hall_id: i64, name: &str) -> ListedHall {
        ListedHall { hall_id, hall_name: name.to_owned(), enabled: true }
    }

    fn suggested(screens: &str, mapped: &str, halls: &[ListedHall]) -> (Option<String>, usize) {
        let text = format!(
            "[terminal]\ncinema_code = \"12345678\"\nscreens = [{screens}]\n\
             [gate]\ndriver = \"simulated\"\n\
             [platform]\nurl = \"https://127.0.0.1\"\nusername = \"t\"\nprivate_key = \"file:/n\"\n\
             [catalogue]\nurl = \"http://127.0.0.1/api/\"\nchannel_code = \"c\"\nsecret = \"file:/n\"\n\
             cinema_id = 1\nscreens = {{ {mapped} }}\n"
        );
        let config = Config::parse(&text, std::path::Path::new("mapping")).unwrap();
        let suggestion = suggest(&config, config.catalogue.as_ref().unwrap(), halls);
        (suggestion.line(), suggestion.open.len())
    }

    #[test]
    fn every_hall_is_suggested_and_a_mapping_to_none_is_not_repeated() {
        const THREE: &str = "\"0000000000000003\"";
        let halls = [hall(33, "3号厅"), hall(35, "5号厅 IMAX"), hall(40, "VIP厅")];
        let both = "screens = { \"0000000000000003\" = 33, \"0000000000000005\" = 35 }";
        for (screens, mapped) in [
            (THREE, ""),
            ("", ""),
            // The channel has no hall 999.
            (THREE, "\"0000000000000003\" = 999"),
            (THREE, "\"0000000000000003\" = 33"),
        ] {
            let (line, open) = suggested(screens, mapped, &halls);
            assert_eq!((line.as_deref(), open), (Some(both), 0), "{screens} {mapped}");
        }
        // A code that is no such number says nothing of the others' either.
        assert_eq!(suggested("\"00000000000000A7\"", "", &halls), (None, 1));
        assert_eq!(suggested("", "", &[hall(1, "3号厅"), hall(2, "3号厅（东）")]), (None, 0));
    }

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
