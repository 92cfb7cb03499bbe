//! The command line in the language of whoever types: clap's own pages with the words of a program's
//! table in the place of the English ones, and its errors told anew.

mod lacking;

use std::ffi::OsString;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory, Error, FromArgMatches};

use super::{Language, help, to_stderr};

/// The Chinese words of a program's command line. The English ones stand where its commands and their
/// arguments are defined.
#[derive(Debug, Clone, Copy)]
pub struct CommandWords {
    /// A command by its path, such as `operator add`, and what it does; an argument by its command's
    /// path, a colon and its id; where several commands have the same one, by colon and id alone.
    pub lines: &'static [(&'static str, &'static str)],
    /// What stands for an argument's value.
    pub values: &'static [(&'static str, &'static str)],
}

impl CommandWords {
    /// What was typed, the program's name first; help, and what is wrong with it, are told here, and
    /// end the program. `contradiction`: what no single option can tell is wrong, by the name of the
    /// command and a sentence.
    pub fn parse<C: CommandFactory + FromArgMatches>(
        self,
        typed: &[OsString],
        language: Language,
        contradiction: impl Fn(&C) -> Option<(&'static str, String)>,
    ) -> C {
        let mut command = match language {
            Language::English => C::command(),
            Language::Chinese => self.in_chinese(C::command()),
        };
        let parsed = command
            .try_get_matches_from_mut(typed)
            .and_then(|mut matches| C::from_arg_matches_mut(&mut matches));
        let fault = match parsed {
            Ok(understood) => match contradiction(&understood) {
                Some((name, words)) => wrong_usage(&mut command, name, &words, language),
                None => return understood,
            },
            Err(fault) => fault,
        };
        let words = typed.iter().skip(1).map(|word| word.to_string_lossy().into_owned());
        let message = match language {
            Language::English => None,
            Language::Chinese => message(&fault, &command, &words.collect::<Vec<_>>()),
        };
        let Some(message) = message else { fault.exit() };
        to_stderr(message);
        std::process::exit(fault.exit_code())
    }

    /// The command with its help in Chinese, and all below it.
    pub fn in_chinese(self, mut command: Command) -> Command {
        // From here on clap's own arguments and `help` are there too.
        command.build();
        self.walk(command, "")
    }

    fn walk(self, command: Command, path: &str) -> Command {
        let mut command = command
            .mut_args(|arg| self.argument(arg, path))
            .subcommand_value_name(help::COMMANDS)
            .subcommand_help_heading(help::COMMANDS)
            .help_template(help::PAGE)
            .mut_subcommands(|below| {
                let path = format!("{path} {}", below.get_name());
                self.walk(below, path.trim_start())
            });
        if let Some(words) = self.line(path) {
            command = command.about(words);
        }
        let usage = usage(&mut command);
        command.override_usage(StyledStr::from(usage))
    }

    fn argument(self, arg: Arg, path: &str) -> Arg {
        let heading = if arg.is_positional() { help::ARGUMENTS } else { help::OPTIONS };
        let takes_value = arg.get_action().takes_values();
        let names = arg.get_value_names().unwrap_or_default().iter();
        let names: Option<Vec<&'static str>> = names.map(|name| find(self.values, name)).collect();
        let default: Vec<_> = arg
            .get_default_values()
            .iter()
            .map(|value| value.to_string_lossy().into_owned())
            .collect();
        let shows_default = takes_value && !default.is_empty() && !arg.is_hide_default_value_set();
        let possible = arg.get_possible_values();
        let values: Vec<_> = possible.iter().map(|value| value.get_name()).collect();
        let words = self.line_of(path, arg.get_id().as_str()).map(|words| {
            let named = values.iter().all(|value| words.contains(value));
            let words = match named {
                true => words.to_owned(),
                false => help::with_values(words, &values.join(help::BETWEEN_VALUES)),
            };
            match shows_default {
                true => help::with_default(&words, &default.join(" ")),
                false => words,
            }
        });
        let arg = match arg.get_index() {
            // Below a heading of its own clap would set them by their names.
            Some(index) => arg.display_order(index),
            None => arg,
        };
        let arg = arg.help_heading(heading).hide_default_value(true).hide_possible_values(true);
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
    fn line(self, path: &str) -> Option<&'static str> {
        let words: Vec<&str> = path.split(' ').collect();
        if words.last() == Some(&"help") {
            return find(self.lines, "help");
        }
        let path: Vec<&str> = words.into_iter().filter(|word| *word != "help").collect();
        find(self.lines, &path.join(" "))
    }

    /// What an argument is there for.
    fn line_of(self, path: &str, id: &str) -> Option<&'static str> {
        find(self.lines, &format!("{path}:{id}")).or_else(|| find(self.lines, &format!(":{id}")))
    }
}

/// Ends the program: what was typed for the command `name` is wrong in a way that clap can't see.
fn wrong_usage(all: &mut Command, name: &str, words: &str, language: Language) -> ! {
    let Some(command) = all.find_subcommand_mut(name) else { std::process::exit(2) };
    if language == Language::English {
        command.error(ErrorKind::ValueValidation, words).exit();
    }
    to_stderr(page(words, command));
    std::process::exit(2)
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
fn page(words: &str, of: &mut Command) -> String {
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
