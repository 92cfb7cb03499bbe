//! The documentation against the program: examples that parse, tables that tell the truth, links
//! that lead somewhere, promises that a test holds.

#[path = "docs/claims.rs"]
mod claims;
#[path = "docs/contributing.rs"]
mod contributing;
#[path = "docs/faults.rs"]
mod faults;
#[path = "docs/guides.rs"]
mod guides;
#[path = "docs/layers.rs"]
mod layers;
#[path = "docs/names.rs"]
mod names;
#[path = "docs/paths.rs"]
mod paths;
#[cfg(feature = "platform")]
#[path = "docs/platform.rs"]
mod platform;
#[path = "docs/quotations.rs"]
mod quotations;
#[path = "docs/rooms.rs"]
mod rooms;
#[path = "docs/terms.rs"]
mod terms;
#[path = "docs/ways.rs"]
mod ways;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use hallgate::terminal::config::Config;
use toml::{Table, Value};

const LEAST: &str = r#"
[terminal]
cinema_code = "12345678"
[platform]
url = "https://platform.example"
username = "terminal-001"
private_key = "file:/etc/hallgate/terminal.key"
"#;

/// What a catalogue has to hold, as all of its section may be left out.
const CATALOGUE: &str = r#"
url = "https://channel.example/api/"
channel_code = "hallgate"
secret = "file:/etc/hallgate/channel.secret"
cinema_id = 1
"#;

/// Likewise of the other doors.
const NEIGHBOURS: &str = "key = \"file:/etc/hallgate/neighbours.key\"";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every page of the documentation with its text.
fn pages() -> Vec<(PathBuf, String)> {
    let mut paths: Vec<PathBuf> = [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "board/README.md",
        "board/README.zh-CN.md",
    ]
    .map(|name| root().join(name))
    .to_vec();
    let docs = std::fs::read_dir(root().join("docs")).unwrap();
    paths.extend(docs.map(|entry| entry.unwrap().path()));
    let boards = std::fs::read_dir(root().join("board")).unwrap();
    paths.extend(boards.map(|entry| entry.unwrap().path().join("README.md")));
    paths.retain(|path| path.exists());
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), std::fs::read_to_string(&path).unwrap())).collect()
}

/// The fenced blocks of a language.
fn blocks<'a>(page: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("```{language}\n");
    let inside = |part: &'a str| part.split_once("\n```").map(|(block, _)| block);
    page.split(&fence).skip(1).filter_map(inside).collect()
}

/// A configuration of `parts` over the least one.
fn config(parts: Table) -> Result<Config, toml::de::Error> {
    let mut whole: Table = LEAST.parse().unwrap();
    for (section, values) in parts {
        let section = whole.entry(section).or_insert_with(|| Value::Table(Table::new()));
        section.as_table_mut().unwrap().extend(values.as_table().unwrap().clone());
    }
    whole.try_into()
}

/// The least configuration with one key set.
fn with(section: &str, key: &str, value: Value) -> Result<Config, toml::de::Error> {
    let least = match section {
        "catalogue" => CATALOGUE,
        "neighbours" => NEIGHBOURS,
        _ => "",
    };
    let mut values: Table = least.parse().unwrap();
    values.insert(key.into(), value);
    config(Table::from_iter([(section.to_owned(), Value::Table(values))]))
}

/// A row of the tables of `docs/configuration.md`.
#[derive(Debug, PartialEq)]
struct Row {
    section: String,
    key: String,
    default: String,
    bounds: String,
}

fn rows() -> Vec<Row> {
    rows_of("docs/configuration.md")
}

fn rows_of(page: &str) -> Vec<Row> {
    let page = std::fs::read_to_string(root().join(page)).unwrap();
    let mut section = String::new();
    let mut rows = Vec::new();
    for line in page.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            let name = title.strip_prefix("`[").and_then(|title| title.strip_suffix("]`"));
            section = name.unwrap_or_default().to_owned();
        }
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if let (false, ["", key, default, bounds, _, ""]) = (section.is_empty(), cells.as_slice())
            && let Some(key) = key.strip_prefix('`').and_then(|key| key.strip_suffix('`'))
        {
            rows.push(Row {
                section: section.clone(),
                key: key.into(),
                default: default.trim_matches('`').into(),
                bounds: (*bounds).into(),
            });
        }
    }
    rows
}

/// The names that the program expects, told by its own complaint about one that it does not.
fn expected(parts: Table) -> BTreeSet<String> {
    let complaint = config(parts).unwrap_err().message().to_owned();
    let (_, names) = complaint.split_once("expected").unwrap();
    names.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_example_of_a_configuration_parses() {
    let mut seen = 0;
    // The platform has another configuration, and tests of its own.
    let platforms = ["docs/platform.md", "docs/platform-chain.md"];
    let pages = pages().into_iter();
    let pages = pages.filter(|(path, _)| !platforms.iter().any(|page| path.ends_with(page)));
    for (path, text) in pages {
        for block in blocks(&text, "toml") {
            seen += 1;
            let parsed = if block.contains("[terminal]") {
                Config::parse(block, &path).map_err(|fault| fault.to_string())
            } else {
                config(block.parse().unwrap()).map_err(|fault| fault.to_string())
            };
            assert!(parsed.is_ok(), "{}: {}\n{block}", path.display(), parsed.unwrap_err());
        }
    }
    assert!(seen >= 4, "only {seen} examples were found");
}

#[test]
fn the_tables_name_every_key_and_no_other() {
    let mut documented: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows() {
        assert!(documented.entry(row.section).or_default().insert(row.key), "a key stands twice");
    }
    let nonsense = || Value::Table(Table::from_iter([("nonsense".to_owned(), Value::from(1))]));
    let sections = expected(Table::from_iter([("nonsense".to_owned(), nonsense())]));
    assert_eq!(documented.keys().cloned().collect::<BTreeSet<_>>(), sections);
    for (section, keys) in documented {
        let names = expected(Table::from_iter([(section.clone(), nonsense())]));
        assert_eq!(keys, names, "[{section}]");
    }
}

#[test]
fn every_default_in_the_tables_is_the_programs() {
    let mut seen = 0;
    for Row { section, key, default, .. } in rows() {
        if ["required", "none"].contains(&default.as_str()) {
            continue;
        }
        let value = format!("it = {default}").parse::<Table>().unwrap().remove("it").unwrap();
        let left_out = match section.as_str() {
            "catalogue" => with("catalogue", "cinema_id", 1.into()),
            "neighbours" => with("neighbours", "discover", true.into()),
            _ => config(Table::new()),
        };
        let configured = with(&section, &key, value).unwrap();
        assert_eq!(
            format!("{configured:?}"),
            format!("{:?}", left_out.unwrap()),
            "{section}.{key}"
        );
        seen += 1;
    }
    assert!(seen >= 35, "only {seen} defaults were found");
}

#[test]
fn every_bound_in_the_tables_is_the_programs() {
    let mut seen = 0;
    for Row { section, key, bounds, .. } in rows() {
        // Words that are taken too stand before the bounds.
        let numbers = bounds.rsplit(", ").next().unwrap_or_default();
        let Some((least, most)) = numbers.split_once(" – ") else { continue };
        let (least, most): (i64, i64) = (least.parse().unwrap(), most.parse().unwrap());
        for (number, taken) in [(least - 1, false), (least, true), (most, true), (most + 1, false)]
        {
            let outcome = with(&section, &key, number.into());
            assert_eq!(outcome.is_ok(), taken, "{section}.{key} = {number}");
        }
        seen += 1;
    }
    assert!(seen >= 20, "only {seen} bounds were found");
}

#[test]
fn every_choice_in_the_tables_is_the_programs() {
    for Row { section, key, bounds, .. } in rows() {
        let words: Vec<&str> = bounds.split('`').skip(1).step_by(2).collect();
        let choices: Vec<&str> =
            words.iter().filter_map(|word| word.strip_prefix('"')?.strip_suffix('"')).collect();
        if choices.is_empty() || choices.iter().any(|choice| choice.contains(':')) {
            continue;
        }
        for choice in choices {
            assert!(with(&section, &key, choice.into()).is_ok(), "{section}.{key} = {choice}");
        }
        assert!(with(&section, &key, "nonsense".into()).is_err(), "{section}.{key}");
    }
}

/// What the tests above hold of the English page holds of the Chinese one too, but for its words.
#[test]
fn the_chinese_tables_have_the_same_keys_defaults_and_bounds() {
    let comparable = |row: Row| {
        let default = match row.default.as_str() {
            "必填" => "required".to_owned(),
            "无" => "none".to_owned(),
            _ => row.default,
        };
        let quoted = row.bounds.split('`').skip(1).step_by(2).map(str::to_owned);
        let range = row.bounds.rsplit(", ").next().filter(|last| last.contains(" – "));
        let bounds = quoted.chain(range.map(str::to_owned)).collect::<Vec<_>>().join(" ");
        Row { default, bounds, ..row }
    };
    let chinese = rows_of("docs/configuration.zh-CN.md").into_iter().map(comparable);
    let english = rows().into_iter().map(comparable);
    assert_eq!(chinese.collect::<Vec<_>>(), english.collect::<Vec<_>>());
}

#[test]
fn every_example_of_an_event_is_a_line_of_json() {
    for (path, text) in pages() {
        for line in blocks(&text, "json").into_iter().flat_map(str::lines) {
            let event: serde_json::Value = serde_json::from_str(line)
                .unwrap_or_else(|fault| panic!("{}: {fault}: {line}", path.display()));
            assert!(event["at"].is_string() && event["event"].is_string(), "{line}");
        }
    }
}

#[test]
fn every_link_leads_to_a_file() {
    for (path, text) in pages() {
        let folder = path.parent().unwrap_or(Path::new(""));
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
        let sources = text.split("src=\"").skip(1).filter_map(|rest| rest.split_once('"'));
        for (target, _) in targets.chain(sources) {
            let file = target.split('#').next().unwrap_or_default();
            if file.is_empty() || file.contains("://") {
                continue;
            }
            assert!(folder.join(file).exists(), "{}: {target} leads nowhere", path.display());
        }
    }
}

#[test]
fn every_place_in_the_source_that_is_named_is_there() {
    let mut named = 0;
    for (path, text) in pages() {
        let places = text.split('`').skip(1).step_by(2);
        for place in places.filter(|place| place.starts_with("src/") && !place.contains(' ')) {
            named += 1;
            assert!(root().join(place).exists(), "{}: there is no {place}", path.display());
        }
    }
    assert!(named >= 10, "only {named} places are named");
}

#[test]
fn the_configuration_that_is_installed_is_right() {
    Config::load(&root().join("systemd/hallgate.toml")).unwrap();
}

/// The list of reasons in `docs/events.md` is the program's, in its order.
#[test]
fn the_reasons_of_the_events_are_the_programs() {
    use hallgate::terminal::door::Reason;
    let page = std::fs::read_to_string(root().join("docs/events.md")).unwrap();
    let (_, behind) = page.split_once("| reason | |\n|---|---|\n").expect("the list of reasons");
    let rows = behind.lines().take_while(|line| line.starts_with('|'));
    let told: Vec<&str> = rows.filter_map(|row| row.split('`').nth(1)).collect();
    let own: Vec<&str> = Reason::ALL.iter().map(|reason| reason.as_str()).collect();
    assert_eq!(told, own);
}
