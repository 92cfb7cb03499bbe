//! What a table of Chinese words lacks of a program's command line: for that program's own test.

use std::collections::HashSet;

use clap::Command;

use super::{CommandWords, find};

/// What clap says where nobody gave it other words.
const ENGLISH: [&str; 7] =
    ["Usage", "Options", "Arguments", "Commands", "Print", "default:", "OPTIONS"];

impl CommandWords {
    /// What of this command line has no words in Chinese, what of its help is left in English, and,
    /// where it is `whole`, which words nothing asks for.
    pub fn lacking(self, mut command: Command, whole: bool) -> Vec<String> {
        let mut pages = Vec::new();
        let mut chinese = self.in_chinese(command.clone());
        help_pages(&mut chinese, command.get_name().to_owned(), &mut pages);
        command.build();
        let (mut asked, mut named) = (Vec::new(), HashSet::new());
        lines(&command, "", &mut asked);
        values(&command, &mut named);

        let mut lacking = Vec::new();
        let mut used: HashSet<String> = HashSet::from(["help".into(), ":subcommand".into()]);
        for keys in asked {
            match keys.iter().find(|key| find(self.lines, key).is_some()) {
                Some(key) => drop(used.insert(key.clone())),
                None => lacking.push(format!("no Chinese for {keys:?}")),
            }
        }
        let unnamed = named.iter().filter(|name| find(self.values, name).is_none());
        lacking.extend(unnamed.map(|name| format!("no Chinese for the value {name}")));
        if whole {
            let lines = self.lines.iter().filter(|(key, _)| !used.contains(*key));
            let values = self.values.iter().filter(|(name, _)| !named.contains(*name));
            lacking.extend(lines.chain(values).map(|left| format!("nothing has {left:?}")));
        }
        lacking.extend(pages.iter().flat_map(|(path, page)| left_in_english(path, page)));
        lacking
    }
}

/// The keys, of which each command and each argument has one.
fn lines(command: &Command, path: &str, asked: &mut Vec<Vec<String>>) {
    asked.push(vec![path.to_owned()]);
    for arg in command.get_arguments() {
        let id = arg.get_id();
        asked.push(vec![format!("{path}:{id}"), format!(":{id}")]);
    }
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        lines(below, format!("{path} {}", below.get_name()).trim_start(), asked);
    }
}

fn values(command: &Command, into: &mut HashSet<String>) {
    for arg in command.get_arguments().filter(|arg| arg.get_action().takes_values()) {
        into.extend(arg.get_value_names().unwrap_or_default().iter().map(ToString::to_string));
    }
    command.get_subcommands().for_each(|below| values(below, into));
}

/// Each page, by its path.
fn help_pages(command: &mut Command, path: String, into: &mut Vec<(String, String)>) {
    into.push((path.clone(), command.render_help().to_string()));
    for below in command.get_subcommands_mut() {
        let path = format!("{path} {}", below.get_name());
        help_pages(below, path, into);
    }
}

/// Each line that begins with an argument or a command says something.
fn left_in_english<'a>(path: &'a str, page: &'a str) -> impl Iterator<Item = String> + 'a {
    let words = ENGLISH.iter().filter(|word| page.contains(**word));
    let is_chinese = |line: &str| line.contains(|sign| ('\u{3400}'..='\u{9fff}').contains(&sign));
    let lines = page.lines().filter(move |line| line.starts_with("  ") && !is_chinese(line));
    words
        .map(move |word| format!("{path}: {word}"))
        .chain(lines.map(move |line| format!("{path}: {line}")))
}
