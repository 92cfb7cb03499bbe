//! Where in a file something does not read.

use super::read::Misread;
use super::value_fault::{ValueFault, cut};

/// What does not read, with its place.
#[derive(Debug)]
pub(crate) struct Located {
    /// From 1 on.
    pub line: usize,
    /// In characters, from 1 on.
    pub column: usize,
    /// With its section; empty: the whole file.
    pub key: String,
    pub fault: ValueFault,
}

impl Misread {
    /// With its place in the text that was read.
    pub fn located(self, text: &str) -> Located {
        let Self { fault, at, path: keys } = self;
        let at = at.map_or(0, |at| at.start).min(text.len());
        let before = text.get(..at).unwrap_or_default();
        let line = before.matches('\n').count();
        let column = before.chars().rev().take_while(|sign| *sign != '\n').count();
        let own = text.lines().nth(line).unwrap_or_default();
        let (key, fault) = match fault {
            // The keys of a torn file are known by its lines alone.
            ValueFault::Form(sentence) if keys.is_empty() => {
                let sign = foreign_sign(own);
                let fault = sign.map_or(ValueFault::Form(sentence), |(found, instead)| {
                    ValueFault::ForeignSign { found, instead }
                });
                (key_at(text, line), fault)
            }
            fault => (key_of(keys, own), fault),
        };
        Located { line: line + 1, column: column + 1, key: cut(&key), fault }
    }
}

/// The keys that lead to a value, the innermost first, as one; a section as its own line has it.
fn key_of(mut keys: Vec<String>, line: &str) -> String {
    keys.reverse();
    let key = keys.join(".");
    let section = format!("[{key}]");
    if line.trim_start().starts_with(&section) && !key.is_empty() { section } else { key }
}

/// What an input method for Chinese types, or a word processor makes of it, where TOML has a sign of ASCII.
const FOREIGN_SIGNS: [(&str, char); 13] = [
    ("“”„＂「」", '"'),
    ("‘’＇", '\''),
    ("＝：", '='),
    ("，、", ','),
    ("。．", '.'),
    ("【［", '['),
    ("】］", ']'),
    ("｛", '{'),
    ("｝", '}'),
    ("＃", '#'),
    ("＿", '_'),
    ("－—", '-'),
    ("\u{3000}\u{a0}", ' '),
];

/// What belongs in the place of such a sign.
fn meant_by(found: char) -> Option<char> {
    let known = FOREIGN_SIGNS.iter().find(|(signs, _)| signs.contains(found));
    known.map(|(_, instead)| *instead)
}

/// The first such sign of a line that stands in no text and no comment, and what belongs there.
fn foreign_sign(line: &str) -> Option<(char, char)> {
    let instead = |found: char| meant_by(found).map(|meant| (found, meant));
    let mut quote = None;
    let mut in_text = None;
    for sign in line.chars() {
        match (quote, sign) {
            (None, '#') => return None,
            (None, '"' | '\'') => quote = Some(sign),
            (None, _) => match instead(sign) {
                None => {}
                found => return found,
            },
            (Some(open), _) if open == sign => (quote, in_text) = (None, None),
            // A text that does not end may end with another quote than it began with.
            (Some(open), _) => {
                in_text = in_text.or_else(|| instead(sign).filter(|(_, close)| *close == open));
            }
        }
    }
    in_text
}

/// The key that stands in a line (counted from 0), with its section before it.
fn key_at(text: &str, line: usize) -> String {
    let upto: Vec<&str> = text.lines().take(line + 1).collect();
    let header = |line: &&&str| line.trim_start().starts_with('[');
    let section =
        upto.iter().rev().find(header).map_or("", |line| line.trim().trim_matches(['[', ']']));
    let is_key = |sign: char| sign.is_ascii_alphanumeric() || "_-.".contains(sign);
    let own = upto.last().map_or("", |line| line.trim());
    // No key: it would be a section or a comment.
    if own.starts_with(|sign| matches!(meant_by(sign), Some('[' | '#'))) {
        return own.to_owned();
    }
    let own = &own[..own.find(|sign| !is_key(sign)).unwrap_or(own.len())];
    let above = upto
        .iter()
        .rev()
        .take_while(|line| !header(line))
        .find_map(|line| line.split_once('=').filter(|_| !line.trim_start().starts_with('#')))
        .map_or("", |(key, _)| key.trim());
    // A line that begins with a word has its key there, whatever is wrong behind it.
    let key = if own.starts_with(|sign: char| sign.is_ascii_alphabetic()) { own } else { above };
    match (section, key) {
        ("", "") => String::new(),
        (section, "") => format!("[{section}]"),
        ("", key) => key.to_owned(),
        (section, key) => format!("{section}.{key}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_of_another_keyboard_is_found_outside_texts_and_comments() {
        for (line, found) in [
            ("username = “hall-3”", Some(('“', '"'))),
            ("username ＝ \"hall-3\"", Some(('＝', '='))),
            ("screens = [\"3\"，\"4\"]", Some(('，', ','))),
            ("【platform】", Some(('【', '['))),
            ("name = \"3号厅”", Some(('”', '"'))),
            ("username：'x'", Some(('：', '='))),
            ("　name = \"x\"", Some(('\u{3000}', ' '))),
            ("name = \"“三”号厅，入口\" x", None),
            ("name = 3 # 三号，入口", None),
            ("name = \"3号，厅", None),
            ("", None),
        ] {
            assert_eq!(foreign_sign(line), found, "{line}");
        }
    }

    #[test]
    fn a_torn_line_is_named_by_its_own_key() {
        let text = "[platform]\nurl = \"x\"\nusername hall-3\nlist = [\n  \"a\"\n  \"b\"\n";
        assert_eq!(key_at(text, 2), "platform.username");
        assert_eq!(key_at(text, 5), "platform.list");
        assert_eq!(key_at("[a]\nb = 1\n【platform】\n", 2), "【platform】");
        assert_eq!(key_at("[a\n", 0), "[a]");
        assert_eq!(key_at("", 0), "");
    }
}
