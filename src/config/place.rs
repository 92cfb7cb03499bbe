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
        let key = match fault {
            // The keys of a torn file are known by its lines alone.
            ValueFault::Form(_) if keys.is_empty() => key_at(text, line),
            _ => key_of(keys, text.lines().nth(line).unwrap_or_default()),
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

/// The key that stands in a line (counted from 0), with its section before it.
fn key_at(text: &str, line: usize) -> String {
    let upto: Vec<&str> = text.lines().take(line + 1).collect();
    let header = |line: &&&str| line.trim_start().starts_with('[');
    let section =
        upto.iter().rev().find(header).map_or("", |line| line.trim().trim_matches(['[', ']']));
    let bare = upto.last().map_or("", |line| line.trim());
    let is_bare = bare.starts_with(|sign: char| sign.is_ascii_alphabetic())
        && bare.chars().all(|sign| sign.is_ascii_alphanumeric() || "_-.".contains(sign));
    let key = upto
        .iter()
        .rev()
        .take_while(|line| !header(line))
        .find_map(|line| line.split_once('=').filter(|_| !line.trim_start().starts_with('#')))
        .map_or("", |(key, _)| key.trim());
    // A key without its value stands for itself.
    let key = if is_bare { bare } else { key };
    match (section, key) {
        ("", "") => String::new(),
        (section, "") => format!("[{section}]"),
        ("", key) => key.to_owned(),
        (section, key) => format!("{section}.{key}"),
    }
}
