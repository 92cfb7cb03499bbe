//! The pages of the faults' codes against the program's own table.

use std::path::PathBuf;

use hallgate::words::Language;
use hallgate::words::codes::FaultCode;

use super::rooms::sources;
use super::root;

/// The page's table as the program has it.
fn table(language: Language) -> String {
    let row = |code: FaultCode| {
        format!("| {code} | {} | {} |\n", code.cause(language), code.remedy(language))
    };
    FaultCode::all().map(row).collect()
}

/// `HALLGATE_BLESS=1` writes the tables anew.
#[test]
fn the_pages_of_the_codes_are_the_programs_table() {
    for (name, language) in
        [("docs/faults.md", Language::English), ("docs/faults.zh-CN.md", Language::Chinese)]
    {
        let path = root().join(name);
        let page = std::fs::read_to_string(&path).unwrap();
        let head = page.split_inclusive('\n').take_while(|line| !line.starts_with("| HG"));
        let (head, table): (String, _) = (head.collect(), table(language));
        if std::env::var_os("HALLGATE_BLESS").is_some() {
            std::fs::write(&path, format!("{head}{table}")).unwrap();
            continue;
        }
        let rows = page.strip_prefix(head.as_str()).unwrap();
        for (row, own) in rows.lines().zip(table.lines()) {
            assert_eq!(row, own, "{name}: see HALLGATE_BLESS=1 cargo test --test docs");
        }
        assert_eq!(
            rows.lines().count(),
            table.lines().count(),
            "{name}: rows are missing, or too many"
        );
    }
}

/// Faults that nobody is told by themselves, and why.
const INSIDE: &[(&str, &str)] = &[
    ("BadBound", "an argument of the command line, which has its own way to tell"),
    ("BadDay", "likewise"),
    ("BadRole", "likewise"),
    ("BadPlatformRole", "likewise"),
    ("BadLanguage", "likewise"),
    ("BadStage", "likewise"),
    ("BadCalledName", "likewise"),
    ("BadField", "likewise"),
    ("BadAuditKind", "likewise; in the database an entry that does not read"),
    ("Weakness", "a part of the sentence of PeopleError"),
    ("TextError", "what is no ticket is a reason at the door"),
    ("CodeError", "likewise; in the configuration a part of ConfigError"),
    ("LayoutError", "likewise"),
    ("KeyError", "a key that does not read is passed over, and logged"),
    ("ReplyError", "becomes a Fault of the connection"),
    ("RequestError", "likewise"),
    ("RootExpired", "likewise"),
    ("ProbeError", "one of two faults, which tell themselves"),
    ("Unanswered", "goes into the refusal of a call, for whoever looks after the terminal"),
    ("CommitError", "a reason at the door, or a StoreError"),
    ("BadMessage", "what does not read ends a link between doors, and becomes a LinkTrouble"),
    ("SealFault", "likewise"),
    ("BadDoorName", "a part of BadMessage; in the database a row that does not read"),
    ("SetupFault", "one of two faults, which tell themselves"),
];

/// What is not ours: its faults are those of trials, and have no codes.
const ELSEWHERE: &str = "src/peer/";

/// A type with `thiserror`'s derive, and its file.
fn faults() -> Vec<(String, PathBuf)> {
    let files = sources(&root().join("src"));
    let elsewhere = |file: &PathBuf| file.to_string_lossy().contains(ELSEWHERE);
    let ours = files.into_iter().filter(|file| !elsewhere(file));
    ours.flat_map(|file| {
        let text = std::fs::read_to_string(&file).unwrap();
        let behind = text.split("thiserror::Error").skip(1);
        let name = |text: &str| {
            let behind = [" enum ", " struct "].map(|kind| text.split_once(kind));
            let (_, name) = behind.into_iter().flatten().min_by_key(|(before, _)| before.len())?;
            name.split(|sign: char| !sign.is_alphanumeric()).next().map(ToOwned::to_owned)
        };
        behind.filter_map(name).map(|name| (name, file.clone())).collect::<Vec<_>>()
    })
    .collect()
}

/// Whoever adds a fault gives it a code and a sentence, or says here why nobody meets it; and each of
/// its kinds stands among those whose sentences are tried in both languages.
#[test]
fn every_fault_tells_itself_by_a_code_and_is_tried_in_both_languages() {
    let room = root().join("src/terminal/sentence");
    let tried: String = sources(&room.join("tests"))
        .iter()
        .chain([
            &room.join("tests.rs"),
            &root().join("src/platform/tests.rs"),
            &root().join("src/platform/tests/channel.rs"),
        ])
        .map(|file| std::fs::read_to_string(file).unwrap())
        .collect();
    let mut lacking = Vec::new();
    for (name, file) in faults() {
        let text = std::fs::read_to_string(&file).unwrap();
        let inside = INSIDE.iter().any(|(fault, _)| *fault == name);
        let Some((_, implementation)) = text.split_once(&format!("impl Message for {name} {{"))
        else {
            if !inside {
                lacking.push(format!("{name} has no code: {}", file.display()));
            }
            continue;
        };
        assert!(!inside, "{name} has a code by now");
        let (codes, _) = implementation.split_once("fn message(").unwrap();
        for kind in codes.split("Self::").skip(1) {
            let kind = kind.split(|sign: char| !sign.is_alphanumeric()).next().unwrap();
            if !tried.contains(&format!("{name}::{kind}")) {
                lacking.push(format!("{name}::{kind} is not tried: {}", file.display()));
            }
        }
    }
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
    let all = faults();
    for (name, why) in INSIDE {
        assert!(all.iter().any(|(fault, _)| fault == name), "{name} is gone ({why})");
    }
}
