//! A program's manual pages and completions for shells, out of its own commands and their words. They
//! lie beside this file, as packages are made of programs that are built already; the tests of the
//! programs hold them to what is typed. `HALLGATE_BLESS=1 cargo test --bins manual` writes them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{Arg, Command, ValueHint};
use clap_complete::Shell;
use clap_mangen::Man;
use hallgate::words::command_line::CommandWords;

type Files = BTreeMap<PathBuf, String>;

/// What a Chinese page says for what is English in every page.
const SECTIONS: [(&str, &str); 6] = [
    (".SH NAME\n", ".SH 名称\n"),
    (".SH SYNOPSIS\n", ".SH 用法\n"),
    (".SH DESCRIPTION\n", ".SH 说明\n"),
    (".SH EXTRA\n", ".SH 另见\n"),
    (".SH VERSION\n", ".SH 版本\n"),
    ("\\fIPossible values:\\fR", "可取的值："),
];

/// Fails where the files of `command` are not what it would write. `left_out`: a command that no
/// package has.
pub fn hold(program: &'static str, command: &Command, words: CommandWords, left_out: &str) {
    let command = packaged(program, command, left_out);
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("board/deb");
    let wanted = files(&command, words);
    let pages = here.join("man").join(program);
    if std::env::var_os("HALLGATE_BLESS").is_some() {
        let _ = fs::remove_dir_all(&pages);
        for (path, text) in &wanted {
            let path = here.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }
    let bless = "HALLGATE_BLESS=1 cargo test --bins manual";
    for (path, text) in &wanted {
        let there = fs::read_to_string(here.join(path)).unwrap_or_default();
        assert!(there == *text, "{} is not what the commands are: {bless}", path.display());
    }
    let mut there: Vec<_> =
        fs::read_dir(&pages).unwrap().map(|page| page.unwrap().path()).collect();
    there.retain(|page| !wanted.contains_key(page.strip_prefix(&here).unwrap()));
    assert!(there.is_empty(), "no command has these pages: {there:?}: {bless}");
}

/// The program as it is packaged.
fn packaged(program: &'static str, command: &Command, left_out: &str) -> Command {
    let below: Vec<_> =
        command.get_subcommands().filter(|below| below.get_name() != left_out).cloned().collect();
    Command::new(program)
        .version(env!("CARGO_PKG_VERSION"))
        .about(command.get_about().cloned().unwrap_or_default())
        .args(command.get_arguments().cloned().collect::<Vec<_>>())
        .disable_help_subcommand(true)
        .subcommands(below)
}

fn files(command: &Command, words: CommandWords) -> Files {
    let program = command.get_name();
    let mut files = Files::new();
    let mut english =
        command.clone().after_help(format!("The documentation is in /usr/share/doc/{program}."));
    english.build();
    pages(&english, "", &mut files);
    let chinese = command.clone().after_help(format!("文档位于 /usr/share/doc/{program}。"));
    pages(&words.in_chinese(chinese), ".zh_CN", &mut files);
    for (shell, path) in [
        (Shell::Bash, format!("bash/{program}")),
        (Shell::Zsh, format!("zsh/_{program}")),
        (Shell::Fish, format!("fish/{program}.fish")),
    ] {
        let mut text = Vec::new();
        clap_complete::generate(shell, &mut hinted(command.clone()), program, &mut text);
        files.insert(Path::new("completions").join(path), String::from_utf8(text).unwrap());
    }
    files
}

/// What is no file is not completed by files.
fn hinted(command: Command) -> Command {
    let hint = |arg: Arg| match arg.get_value_hint() {
        ValueHint::Unknown if arg.get_action().takes_values() => arg.value_hint(ValueHint::Other),
        _ => arg,
    };
    command.mut_args(hint).mut_subcommands(hinted)
}

/// A page for `command` and each below it, under the program's name.
fn pages(command: &Command, language: &str, files: &mut Files) {
    for below in command.get_subcommands() {
        pages(below, language, files);
    }
    let name = command.get_display_name().unwrap_or(command.get_name());
    let program = command.get_bin_name().unwrap_or(name).split(' ').next().unwrap_or(name);
    let mut text = Vec::new();
    let source = format!("{program} {}", env!("CARGO_PKG_VERSION"));
    Man::new(command.clone()).source(source).render(&mut text).unwrap();
    let mut text = String::from_utf8(text).unwrap();
    if !language.is_empty() {
        for (english, chinese) in SECTIONS {
            text = text.replace(english, chinese);
        }
        // A line of few spaces is torn apart where it is made as wide as the others. The string is for groff from
        // 1.23 on; before that the title sets lines to full width, and the request has to follow it.
        text.insert_str(0, ".ds AD l\n");
        text = text.replacen("\n.SH ", "\n.ad l\n.SH ", 1);
    }
    files.insert(Path::new("man").join(program).join(format!("{name}{language}.1")), text);
}
