//! The words of the source: a type's name means one thing in the crate, and the verb that stood for
//! a message, a callback, a flag and an event stands for none of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::paths::tokens;
use super::root;

/// The command lines are crates of their own.
const CRATES: [&str; 3] =
    ["src/bin/hallgate/", "src/bin/hallgate-peer/", "src/bin/hallgate-platform/"];

/// Of these each part of a table has its own.
const BY_THEIR_PART: [&str; 1] = ["Text"];

/// A word that had four meanings.
const WORN_OUT: &str = "told";

/// A source without what is no code, and without its tests: line by line as it stands in the file.
struct Source {
    /// From the root on.
    path: String,
    code: String,
}

#[test]
fn a_type_name_means_one_thing() {
    let mut places: BTreeMap<(&str, String), Vec<String>> = BTreeMap::new();
    for source in &sources() {
        let member = CRATES.iter().find(|folder| source.path.starts_with(*folder));
        for (number, name) in definitions(&source.code) {
            let place = format!("{}:{number}", source.path);
            places.entry((member.copied().unwrap_or_default(), name)).or_default().push(place);
        }
    }
    assert!(places.len() >= 500, "only {} types were found", places.len());
    let twice: Vec<String> = places
        .iter()
        .filter(|(_, places)| places.len() > 1)
        .map(|((_, name), places)| format!("{name}: {}", places.join(", ")))
        .collect();
    assert!(twice.is_empty(), "names that mean more than one thing:\n{}", twice.join("\n"));
}

/// A type is called by its name: another one would hide it, and that of another type would lie.
#[test]
fn an_alias_hides_no_second_meaning() {
    let sources = sources();
    let types: BTreeSet<String> = sources
        .iter()
        .flat_map(|source| definitions(&source.code))
        .map(|(_, name)| name)
        .filter(|name| !BY_THEIR_PART.contains(&name.as_str()))
        .collect();
    let hides = |source: &Source| -> Vec<String> {
        let hiding = aliases(&source.code).into_iter().filter(|(_, name, alias)| {
            types.contains(alias.as_str()) || types.contains(name.as_str())
        });
        let fault = |(line, name, alias)| format!("{}:{line}: {name} as {alias}", source.path);
        hiding.map(fault).collect()
    };
    let found: Vec<String> = sources.iter().flat_map(hides).collect();
    assert!(found.is_empty(), "aliases that hide a meaning:\n{}", found.join("\n"));
}

#[test]
fn no_name_is_a_verb_for_everything() {
    let stands = |source: &Source| -> Vec<String> {
        let lines = source.code.lines().enumerate();
        let worn = lines.filter(|(_, line)| words(line).any(|word| word == WORN_OUT));
        worn.map(|(at, line)| format!("{}:{}: {}", source.path, at + 1, line.trim())).collect()
    };
    let found: Vec<String> = sources().iter().flat_map(stands).collect();
    assert!(found.is_empty(), "`{WORN_OUT}` says nothing here:\n{}", found.join("\n"));
}

#[test]
fn definitions_are_found_and_tests_are_not() {
    let code = "
        pub(in crate::terminal) struct One<'a>(&'a str);
        enum Two { A }
        impl<'a> Iterator for One<'a>
        where
            Self: 'a,
        {
            type Item = [u8; 2];
        }
        // struct Three;
        const TEXT: &str = \"struct Four;\";
        const RAW: &str = r#\"struct Four; \"#;
        const SIGNS: [char; 2] = ['\"', '\\''];
        #[cfg(test)]
        mod tests {
            struct Five { at: [u8; 2] }
        }
        pub type Six = u8;
        #[cfg(test)]
        trait Seven {}
        pub trait Eight {
            type Nine;
        }
    ";
    let found: Vec<String> = definitions(&code_of(code)).map(|(_, name)| name).collect();
    assert_eq!(found, ["One", "Two", "Six", "Eight"]);
}

#[test]
fn aliases_are_found_in_imports_alone() {
    let code = "
        pub use crate::config::FieldSetting as Setting;
        use std::io::Read as _;
        use crate::{
            words::{menu as words, Text as Term},
        };
        fn f() -> u32 { <i64 as Into>::into(It::A as u32) }
    ";
    let expected = [(2, "FieldSetting", "Setting"), (5, "Text", "Term")];
    let expected = expected.map(|(line, name, alias)| (line, name.to_owned(), alias.to_owned()));
    assert_eq!(aliases(code), expected);
}

/// All sources but the tests among them.
fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    collect(&root().join("src"), &mut files);
    let source = |file: PathBuf| {
        let path = file.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
        let code = code_of(&std::fs::read_to_string(&file).unwrap());
        Source { path, code }
    };
    let tests = |one: &Source| one.path.contains("/tests/") || one.path.ends_with("/tests.rs");
    files.into_iter().map(source).filter(|one| !tests(one)).collect()
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("rs") => into.push(path),
            _ if path.is_dir() => collect(&path, into),
            _ => {}
        }
    }
    into.sort();
}

/// The lines and names of the types that are defined in `code`; those of an `impl` or a trait have
/// its name before their own.
fn definitions(code: &str) -> impl Iterator<Item = (usize, String)> {
    let (mut blocks, mut associates) = (Vec::new(), false);
    let mut found = Vec::new();
    for (at, line) in code.lines().enumerate() {
        let words: Vec<&str> = words(without_visibility(line)).collect();
        match words.as_slice() {
            ["type", ..] if blocks.last() == Some(&true) => {}
            ["struct" | "enum" | "trait" | "type", name, ..]
                if name.starts_with(|first: char| first.is_ascii_uppercase()) =>
            {
                found.push((at + 1, (*name).to_owned()));
            }
            _ => {}
        }
        associates |= matches!(words.as_slice(), ["impl" | "trait", ..]);
        for sign in line.chars() {
            match sign {
                '{' => blocks.push(std::mem::take(&mut associates)),
                '}' => drop(blocks.pop()),
                _ => {}
            }
        }
    }
    found.into_iter()
}

/// The types that an import gives another name: line, name, alias.
fn aliases(code: &str) -> Vec<(usize, String, String)> {
    let tokens = tokens(code);
    let is_type = |name: &str| name.starts_with(|first: char| first.is_ascii_uppercase());
    let mut is_import = false;
    let mut found = Vec::new();
    for (at, (line, token)) in tokens.iter().enumerate() {
        match *token {
            "use" => is_import = true,
            ";" => is_import = false,
            "as" if is_import => {
                let (name, alias) = (tokens[at - 1].1, tokens[at + 1].1);
                if is_type(name) && is_type(alias) {
                    found.push((line + 1, name.to_owned(), alias.to_owned()));
                }
            }
            _ => {}
        }
    }
    found
}

fn without_visibility(line: &str) -> &str {
    match line.trim_start().strip_prefix("pub(") {
        Some(rest) => rest.split_once(')').map_or(rest, |(_, rest)| rest),
        None => line.trim_start().trim_start_matches("pub ").trim_start_matches("unsafe "),
    }
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|sign: char| !sign.is_alphanumeric() && sign != '_').filter(|word| !word.is_empty())
}

/// What of a source is code and no test; the lines stay where they are.
pub fn code_of(text: &str) -> String {
    let mut code = without_texts(text);
    while let Some(at) = code.find("#[cfg(test)]") {
        let (mut depth, mut end) = (0, code.len());
        for (offset, sign) in code[at..].char_indices() {
            match sign {
                '{' | '(' => depth += 1,
                '}' | ')' => depth -= 1,
                _ => {}
            }
            if depth == 0 && (sign == ';' || sign == '}') {
                end = at + offset + sign.len_utf8();
                break;
            }
        }
        let lines = "\n".repeat(code[at..end].matches('\n').count());
        code.replace_range(at..end, &lines);
    }
    code
}

/// Without comments, texts and characters, but with the ends of their lines.
fn without_texts(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let after = &rest[sign.len_utf8()..];
        let within = code.ends_with(|last: char| last.is_alphanumeric() || last == '_');
        let left = match sign {
            '/' if after.starts_with('/') => rest.find('\n').unwrap_or(rest.len()),
            'r' if !within && after.trim_start_matches('#').starts_with('"') => raw_text(rest),
            '"' => quoted(rest, '"'),
            // A lifetime has no second quote so near.
            '\'' if after.starts_with('\\') || after.chars().nth(1) == Some('\'') => {
                quoted(rest, '\'')
            }
            _ => 0,
        };
        if left == 0 {
            code.push(sign);
        }
        let (gone, next) = rest.split_at(left.max(sign.len_utf8()));
        code.extend(gone.chars().filter(|gone| left > 0 && *gone == '\n'));
        rest = next;
    }
    code
}

/// The length of what stands between two such marks at the beginning, with them.
fn quoted(text: &str, mark: char) -> usize {
    let mut escaped = false;
    let end = text.char_indices().skip(1).find(|(_, sign)| {
        let ends = *sign == mark && !escaped;
        escaped = *sign == '\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |(at, mark)| at + mark.len_utf8())
}

/// Likewise of a text without escapes, with its `r` and `#`s.
fn raw_text(text: &str) -> usize {
    let opening = text.find('"').unwrap_or_default();
    let closing = format!("\"{}", "#".repeat(opening - 1));
    let begins = opening + 1;
    text[begins..].find(&closing).map_or(text.len(), |at| begins + at + closing.len())
}
