//! The command line in Chinese: clap's own pages with the words of the table in the place of the
//! English ones, and its errors told anew. Both programs' command lines include this file: the words of
//! each stand in the table that its `args` names.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, Error};
use hallgate::words::help;

use crate::args::{LINES, VALUES};

/// The command with its help in Chinese, and all below it.
pub fn in_chinese(mut command: Command) -> Command {
    // From here on clap's own arguments and `help` are there too.
    command.build();
    walk(command, "")
}

fn walk(command: Command, path: &str) -> Command {
    let mut command = command
        .mut_args(|arg| argument(arg, path))
        .subcommand_value_name(help::COMMANDS)
        .subcommand_help_heading(help::COMMANDS)
        .help_template(help::PAGE)
        .mut_subcommands(|below| {
            let path = format!("{path} {}", below.get_name());
            walk(below, path.trim_start())
        });
    if let Some(words) = line(path) {
        command = command.about(words);
    }
    let usage = usage(&mut command);
    command.override_usage(StyledStr::from(usage))
}

fn argument(arg: Arg, path: &str) -> Arg {
    let heading = if arg.is_positional() { help::ARGUMENTS } else { help::OPTIONS };
    let takes_value = arg.get_action().takes_values();
    let names = arg.get_value_names().unwrap_or_default().iter();
    let names: Option<Vec<&'static str>> = names.map(|name| find(VALUES, name)).collect();
    let default: Vec<_> =
        arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    let shows_default = takes_value && !default.is_empty() && !arg.is_hide_default_value_set();
    let words = line_of(path, arg.get_id().as_str()).map(|words| match shows_default {
        true => help::with_default(words, &default.join(" ")),
        false => words.to_owned(),
    });
    let arg = match arg.get_index() {
        // Below a heading of its own clap would set them by their names.
        Some(index) => arg.display_order(index),
        None => arg,
    };
    let arg = arg.help_heading(heading).hide_default_value(true);
    let arg = match names {
        Some(names) if takes_value && !names.is_empty() => arg.value_names(names),
        _ => arg,
    };
    match words {
        Some(words) => arg.help(words),
        None => arg,
    }
}

/// What a command is there for. Those below `help` are the commands once more.
fn line(path: &str) -> Option<&'static str> {
    let words: Vec<&str> = path.split(' ').collect();
    if words.last() == Some(&"help") {
        return find(LINES, "help");
    }
    let path: Vec<&str> = words.into_iter().filter(|word| *word != "help").collect();
    find(LINES, &path.join(" "))
}

/// What an argument is there for.
fn line_of(path: &str, id: &str) -> Option<&'static str> {
    find(LINES, &format!("{path}:{id}")).or_else(|| find(LINES, &format!(":{id}")))
}

fn find(table: &[(&str, &'static str)], key: &str) -> Option<&'static str> {
    table.iter().find(|(of, _)| *of == key).map(|(_, words)| *words)
}

/// The line of usage without its heading.
fn usage(command: &mut Command) -> String {
    let usage = command.render_usage().to_string();
    usage.trim_start_matches("Usage: ").replace("[OPTIONS]", help::ANY_OPTIONS)
}

/// Wrong usage in a sentence of ours, with the line of usage below it; none for the rarer kinds,
/// which are told as clap does. `command` is the one in Chinese, and `typed` what it was given.
pub fn message(fault: &Error, command: &Command, typed: &[String]) -> Option<String> {
    let mut meant = command;
    for word in typed {
        meant = meant.find_subcommand(word).unwrap_or(meant);
    }
    let words = words(fault, meant)?;
    Some(page(&words, &mut meant.clone()))
}

/// The sentence above the usage of its command.
pub fn page(words: &str, of: &mut Command) -> String {
    let (usage, name) = (usage(of), of.get_bin_name().unwrap_or(of.get_name()).to_owned());
    let see = help::see_help(&name);
    format!("{}{words}\n\n{}{usage}\n\n{see}\n", help::WRONG, help::USAGE)
}

fn words(fault: &Error, of: &Command) -> Option<String> {
    let get_with = |kind, between| match fault.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(between)),
        _ => None,
    };
    let get = |kind| get_with(kind, help::BETWEEN);
    let argument = || get(ContextKind::InvalidArg);
    let meant =
        |kind| get_with(kind, help::OR).map(|names| help::meant(&names)).unwrap_or_default();
    let message = match fault.kind() {
        ErrorKind::UnknownArgument => {
            let words = help::unknown_argument(&argument()?);
            joined(words, meant(ContextKind::SuggestedArg))
        }
        ErrorKind::InvalidSubcommand => {
            let words = help::unknown_command(&get(ContextKind::InvalidSubcommand)?);
            joined(words, meant(ContextKind::SuggestedSubcommand))
        }
        ErrorKind::MissingRequiredArgument => help::missing(&argument()?),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let (argument, value) = (argument()?, get(ContextKind::InvalidValue)?);
            // What it is for tells what it takes.
            let arg = of.get_arguments().find(|arg| arg.to_string() == argument);
            let help = arg.and_then(Arg::get_help).map(ToString::to_string);
            match (value.as_str(), help) {
                ("", _) => help::no_value(&argument),
                (value, Some(help)) => {
                    let rule = help.split(help::DEFAULT_BEGINS).next().unwrap_or_default();
                    help::bad_value_of(&argument, value, rule)
                }
                (value, None) => help::bad_value(&argument, value),
            }
        }
        ErrorKind::ArgumentConflict => {
            let (argument, prior) = (argument()?, get(ContextKind::PriorArg)?);
            match argument == prior {
                true => help::once(&argument),
                false => help::not_both(&argument, &prior),
            }
        }
        _ => return None,
    };
    Some(message)
}

/// A hint below the sentence, if there is one.
fn joined(words: String, hint: String) -> String {
    if hint.is_empty() { words } else { format!("{words}\n\n  {hint}") }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use clap::CommandFactory;

    use super::*;
    use crate::args::Cli;

    /// Every key of the table that this command and those below it ask for.
    fn keys(command: &Command, path: &str, asked: &mut Vec<(String, Vec<String>)>) {
        asked.push((path.to_owned(), vec![path.to_owned()]));
        for arg in command.get_arguments() {
            let id = arg.get_id();
            asked.push((format!("{path}:{id}"), vec![format!("{path}:{id}"), format!(":{id}")]));
        }
        for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
            keys(below, format!("{path} {}", below.get_name()).trim_start(), asked);
        }
    }

    fn built() -> Command {
        let mut command = Cli::command();
        command.build();
        command
    }

    #[test]
    fn every_line_is_there_in_chinese_and_none_is_left_over() {
        let mut asked = Vec::new();
        keys(&built(), "", &mut asked);
        let mut used: HashSet<String> = HashSet::from(["help".into(), ":subcommand".into()]);
        for (what, keys) in asked {
            let key = keys.into_iter().find(|key| find(LINES, key).is_some());
            used.insert(key.unwrap_or_else(|| panic!("no Chinese for {what:?}")));
        }
        let left: Vec<_> = LINES.iter().filter(|(key, _)| !used.contains(*key)).collect();
        assert!(cfg!(not(feature = "peer")) || left.is_empty(), "nothing has these: {left:?}");
    }

    fn values(command: &Command, into: &mut HashSet<String>) {
        for arg in command.get_arguments().filter(|arg| arg.get_action().takes_values()) {
            into.extend(arg.get_value_names().unwrap_or_default().iter().map(ToString::to_string));
        }
        command.get_subcommands().for_each(|below| values(below, into));
    }

    #[test]
    fn every_value_has_a_chinese_name_and_none_is_left_over() {
        let mut asked = HashSet::new();
        values(&built(), &mut asked);
        let known: HashSet<String> = VALUES.iter().map(|(name, _)| (*name).to_owned()).collect();
        let missing: Vec<_> = asked.difference(&known).collect();
        assert!(missing.is_empty(), "no Chinese for {missing:?}");
        let left: Vec<_> = known.difference(&asked).collect();
        assert!(cfg!(not(feature = "peer")) || left.is_empty(), "nothing has these: {left:?}");
    }

    /// Each page, by its path.
    fn pages(command: &mut Command, path: &str, into: &mut Vec<(String, String)>) {
        into.push((path.to_owned(), command.render_help().to_string()));
        for below in command.get_subcommands_mut() {
            let path = format!("{path} {}", below.get_name());
            pages(below, &path, into);
        }
    }

    #[test]
    fn no_page_is_left_in_english() {
        let mut all = Vec::new();
        pages(&mut in_chinese(Cli::command()), "hallgate", &mut all);
        assert!(all.len() > 20);
        for (path, page) in all {
            for english in
                ["Usage", "Options", "Arguments", "Commands", "Print", "default:", "OPTIONS"]
            {
                assert!(!page.contains(english), "{path}: {english}\n{page}");
            }
            // Each line that begins with an argument or a command says something.
            for line in page.lines().filter(|line| line.starts_with("  ")) {
                let chinese = line.contains(|sign: char| ('\u{3400}'..='\u{9fff}').contains(&sign));
                assert!(chinese, "{path}: {line}");
            }
        }
    }
}
