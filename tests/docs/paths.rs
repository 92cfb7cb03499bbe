//! What a source names by a path, in its imports and elsewhere, and as the library's root sees it.

use std::path::Path;

/// A word or a sign of the source, and the line on which it stands, from 0.
pub type Token<'a> = (usize, &'a str);

/// What a source names by a path from the root of the library on.
pub struct Place<'a> {
    /// Where the path begins.
    pub line: usize,
    pub path: Vec<Token<'a>>,
    pub is_import: bool,
}

/// Of a source without comments and texts.
pub fn tokens(code: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    for (line, text) in code.lines().enumerate() {
        let mut rest = text.trim_start();
        while let Some(first) = rest.chars().next() {
            let length = match first {
                first if is_of_a_word(first) => {
                    rest.find(|sign| !is_of_a_word(sign)).unwrap_or(rest.len())
                }
                ':' if rest.starts_with("::") => 2,
                first => first.len_utf8(),
            };
            tokens.push((line, &rest[..length]));
            rest = rest[length..].trim_start();
        }
    }
    tokens
}

/// All that a file names by `crate::`, `hallgate::`, `super::` or `self::`, however many lines it takes.
pub fn places<'a>(file: &'a Path, tokens: &[Token<'a>]) -> Vec<Place<'a>> {
    let is_program = file.starts_with("src/bin");
    let mut module: Vec<&str> = file.iter().skip(1).filter_map(|part| part.to_str()).collect();
    let name = module.pop().unwrap_or_default().trim_end_matches(".rs");
    module.extend(Some(name).filter(|name| !["mod", "lib"].contains(name)));
    // How many braces were open before each module within the file.
    let (mut inner, mut depth) = (Vec::new(), 0);
    let mut places = Vec::new();
    for (at, (line, token)) in tokens.iter().enumerate() {
        let before = |count: usize| at.checked_sub(count).map_or("", |at| tokens[at].1);
        match *token {
            "{" => {
                if before(2) == "mod" {
                    inner.push(depth);
                    module.push(before(1));
                }
                depth += 1;
            }
            "}" => {
                depth -= 1;
                if inner.pop_if(|before| *before == depth).is_some() {
                    module.pop();
                }
            }
            "crate" | "hallgate" | "super" | "self" => {
                let begins = !["::", "."].contains(&before(1));
                let is_visibility = before(1) == "in" && before(2) == "(";
                // A program is a library of its own.
                let is_others = is_program && *token != "hallgate";
                if begins && !is_visibility && !is_others {
                    let (line, is_import) = (*line, before(1) == "use");
                    let place = |path| Place { line, path, is_import };
                    places.extend(from_root(&module, &tokens[at..]).into_iter().map(place));
                }
            }
            _ => {}
        }
    }
    places
}

/// The paths that begin with these tokens, as seen from the root.
fn from_root<'a>(module: &[&'a str], tokens: &[Token<'a>]) -> Vec<Vec<Token<'a>>> {
    let mut found = Vec::new();
    tree(&mut Vec::new(), tokens, &mut found);
    for path in &mut found {
        let line = path[0].0;
        let relative = path.iter().take_while(|(_, name)| ["super", "self"].contains(name)).count();
        let up = path[..relative].iter().filter(|(_, name)| *name == "super").count();
        let above = if relative == 0 { 0 } else { module.len().saturating_sub(up) };
        let above = module[..above].iter().map(|name| (line, *name));
        // A path of the root's own begins with the root's name.
        path.splice(..relative.max(1), above);
        path.pop_if(|(_, last)| *last == "self");
    }
    found
}

/// Follows one path, or a tree of them, and returns how many tokens it took.
fn tree<'a>(
    before: &mut Vec<Token<'a>>,
    tokens: &[Token<'a>],
    found: &mut Vec<Vec<Token<'a>>>,
) -> usize {
    let (length, mut at) = (before.len(), 0);
    let sign = |at: usize| tokens.get(at).map_or("", |(_, sign)| *sign);
    loop {
        match sign(at) {
            "{" => {
                at += 1;
                while !["}", ""].contains(&sign(at)) {
                    at += tree(before, &tokens[at..], found);
                    // Behind it stands an alias, or none.
                    while !["}", ",", ""].contains(&sign(at)) {
                        at += 1;
                    }
                    at += usize::from(sign(at) == ",");
                }
                at += 1;
                break;
            }
            name if name == "*" || name.starts_with(is_of_a_word) => {
                before.push(tokens[at]);
                at += 1;
            }
            _ => {}
        }
        if sign(at) != "::" {
            found.push(before.clone());
            break;
        }
        at += 1;
    }
    before.truncate(length);
    at
}

fn is_of_a_word(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_'
}
