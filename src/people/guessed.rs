//! Passwords that are the first to be tried, as they are among the commonest of those that became
//! known elsewhere. The list (`guessed.txt`, 66 kB) goes into the program: the ten thousand that
//! were found most often, without the digits and signs around their letters; those with digits
//! within as they are; and names, places and words of cinemas in pinyin, which such lists lack.
//!
//! A list, and no library that estimates: zxcvbn with its English words and its engine for regular
//! expressions makes a program 3.9 MB larger, for a question that is asked a few times in a year.

use std::collections::HashSet;
use std::sync::LazyLock;

/// In small letters, one a line.
static LISTED: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("guessed.txt").lines().collect());

/// Whether a password in small letters is on the list: as it is, without the digits and signs at
/// its ends, and with letters for the digits and signs that are written in their place.
pub(super) fn is_listed(text: &str) -> bool {
    let around =
        |letter: char| letter == ' ' || letter.is_ascii_digit() || letter.is_ascii_punctuation();
    let cores = [
        text,
        text.trim_start_matches(around),
        text.trim_end_matches(around),
        text.trim_matches(around),
    ];
    cores.into_iter().any(|core| {
        let spelled =
            ['i', 'l'].map(|one| core.chars().map(|sign| letter(sign, one)).collect::<String>());
        LISTED.contains(core) || spelled.iter().any(|core| LISTED.contains(&**core))
    })
}

/// The letter in whose place a digit or sign is written; `one` for a 1, which stands for two.
fn letter(sign: char, one: char) -> char {
    match sign {
        '0' => 'o',
        '1' | '!' => one,
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_common_word_is_found_however_it_is_dressed_up() {
        for text in [
            "dragon",
            "dragon123",
            "123dragon!",
            "dr4g0n2024",
            "p@$$w0rd",
            "4dm1n",
            "he11o#1",
            "we1c0me!",
            "wangfang1988",
            "jianpiao2026",
            "!woaini!",
            "trustno1",
            "dragon 1",
        ] {
            assert!(is_listed(text), "{text}");
        }
    }

    #[test]
    fn what_only_holds_a_common_word_is_none() {
        for text in
            ["", "1", "!!!", "saal drei links", "x7k2m9q4", "三号厅dragon", "dragonfruit-kiosk"]
        {
            assert!(!is_listed(text), "{text}");
        }
    }

    #[test]
    fn the_list_is_in_small_letters_in_order_and_without_repetition() {
        let lines: Vec<&str> = include_str!("guessed.txt").lines().collect();
        assert!(lines.is_sorted_by(|one, next| one < next));
        assert!(lines.iter().all(|line| line.len() >= 3 && **line == line.to_lowercase()));
    }
}
