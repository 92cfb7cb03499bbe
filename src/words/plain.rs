//! Names from outside, made plain where they come in: those in the platform's replies, what the
//! peer is sold and sent, a stick's label. What is kept can then be written to a terminal,
//! into a table, CSV, JSON or a log as it is.

use std::borrow::Cow;

/// More characters than any name has.
const LONGEST: usize = 200;

/// The name on one line, cut where it is longer than any is.
pub fn plain(name: &str) -> String {
    // Of what is endless no more is looked at.
    let begin: String = name.chars().take(4 * LONGEST).collect();
    let text = line(&begin);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => text[..end].trim_end().to_owned() + "…",
        None => text,
    }
}

/// The text on one line: nothing in it steers a terminal, turns the direction of writing, or is not
/// to be seen.
pub fn line(text: &str) -> String {
    let spaced = |sign: char| if breaks(sign) { ' ' } else { sign };
    let text: String = text.chars().map(spaced).filter(|sign| !is_hidden(*sign)).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a character is not to be seen by itself: it could hide that two names differ, turn the
/// direction of writing, or steer whoever shows it.
pub fn is_hidden(sign: char) -> bool {
    sign.is_control()
        || matches!(sign,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// What parts words, though some of it is hidden.
fn breaks(sign: char) -> bool {
    matches!(sign, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}') || sign.is_whitespace()
}

/// Of a name that the channel tells so many characters are kept (CHANNEL §7).
const LONGEST_NAME: usize = 128;

/// A name as the channel tells it, without control, format, line and paragraph separators, and ending where no name
/// goes on.
pub fn name(text: &str) -> String {
    cut(text, LONGEST_NAME)
}

/// Likewise of a text of so many characters at most.
pub fn cut(text: &str, longest: usize) -> String {
    // Of what is endless no more is looked at.
    let begin = text.chars().take(4 * longest).filter(|sign| !is_unwritten(*sign));
    let kept: String = begin.skip_while(|sign| sign.is_whitespace()).take(longest).collect();
    kept.trim_end().to_owned()
}

/// Whether a character is of Unicode's categories Cc, Cf, Zl or Zp.
fn is_unwritten(sign: char) -> bool {
    sign.is_control()
        || matches!(sign,
            '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}'
            | '\u{890}'..='\u{891}' | '\u{8e2}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}'
            | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0001}' | '\u{e0020}'..='\u{e007f}')
}

/// A spreadsheet runs a cell that begins like a formula, and names come from elsewhere: such a
/// cell is made text by an apostrophe before it. A number below zero is none.
pub fn guarded(cell: Cow<'_, str>) -> Cow<'_, str> {
    const FORMULA: [char; 12] = ['=', '+', '-', '−', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    let runs = cell.starts_with(FORMULA) && !is_below_zero(&cell);
    if runs { format!("'{cell}").into() } else { cell }
}

/// Digits behind a minus, with two decimals or without.
fn is_below_zero(cell: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    cell.strip_prefix('-').is_some_and(|amount| match amount.split_once('.') {
        Some((whole, part)) => digits(whole) && digits(part),
        None => digits(amount),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_name_steers_or_hides() {
        for (name, wanted) in [
            ("", ""),
            ("流浪地球2", "流浪地球2"),
            ("  2号厅\t(IMAX)\r\n", "2号厅 (IMAX)"),
            ("Ａ厅　贵宾", "Ａ厅 贵宾"),
            ("\u{1b}[2J\u{1b}]0;x\u{7}片", "[2J]0;x片"),
            ("\u{9b}31m片\u{90}q\u{9c}", "31m片q"),
            ("片\u{0}\u{0}名\u{7f}", "片名"),
            ("\u{202e}cod.exe\u{2066}\u{2069}\u{61c}\u{200f}", "cod.exe"),
            ("片\u{200b}\u{feff}\u{ad}名\u{fe0f}\u{e0041}", "片名"),
            ("一\u{2028}二\u{85}三\u{b}四", "一 二 三 四"),
            // A character that no face has is told elsewhere; an emoji's parts stay.
            ("㐂\u{20bb7}🎬👨\u{200d}👩", "㐂\u{20bb7}🎬👨👩"),
            ("Amélie à l’œuvre", "Amélie à l’œuvre"),
        ] {
            assert_eq!(plain(name), wanted, "{name:?}");
            assert_eq!(plain(wanted), wanted);
        }
        let endless = "片".repeat(100_000);
        assert_eq!(plain(&endless).chars().count(), LONGEST + 1);
        assert_eq!(plain(&"\u{200b}".repeat(100_000)), "");
    }

    #[test]
    fn a_name_of_the_channel_is_cleaned_and_ends() {
        for (text, wanted) in [
            ("", ""),
            (" 5号厅 IMAX ", "5号厅 IMAX"),
            ("疯狂\t动物\r\n城", "疯狂动物城"),
            ("\u{1b}[2J片\u{9b}", "[2J片"),
            ("\u{202e}a\u{200b}b\u{feff}c\u{2028}d\u{2029}e\u{e0041}", "abcde"),
            ("\u{200b} 片", "片"),
            ("Amélie à l’œuvre 🎬", "Amélie à l’œuvre 🎬"),
        ] {
            assert_eq!(name(text), wanted, "{text:?}");
        }
        assert_eq!(name(&"片".repeat(10_000)), "片".repeat(LONGEST_NAME));
        assert_eq!(name(&"\u{200b}片".repeat(128)), "片".repeat(LONGEST_NAME));
        assert_eq!(name(&format!("{} 尾", "片".repeat(127))), "片".repeat(127));
    }

    #[test]
    fn what_a_spreadsheet_would_run_is_text() {
        for cell in [
            "=1+1", "+86", "-1+1", "-", "--1", "-1.", "-.5", "-1e9", "-A1", "-1.5.2", "- 1", "−1",
            "@SUM(A1)", "\tx", "＝1", "－1",
        ] {
            assert_eq!(guarded(cell.into()), format!("'{cell}"), "{cell}");
        }
        for cell in ["", "-12", "-35.00", "35.00", "流浪地球", "1-2", "'=1", "2号厅-IMAX"] {
            assert_eq!(guarded(cell.into()), cell);
        }
    }
}
