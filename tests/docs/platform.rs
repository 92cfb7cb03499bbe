//! The platform's page against the program: its example, and a row for each key of the configuration.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use hallgate::platform::config::NodeConfig;

use super::{blocks, root};

fn page() -> String {
    std::fs::read_to_string(root().join("docs/platform.md")).unwrap()
}

fn parsed(text: &str) -> Result<NodeConfig, String> {
    NodeConfig::parse(text, Path::new("it.toml")).map_err(|fault| fault.to_string())
}

/// Least of `[national]`.
const NATIONAL: &str = "url = \"https://x\"\nusername = \"u\"\nprivate_key = \"file:/k\"\n";

/// Least of `[channel]`.
const CHANNEL: &str = "url = \"http://x/\"\nchannel_code = \"c\"\nsecret = \"file:/k\"\n";

/// Each row: section, key, default, bounds.
fn rows() -> Vec<[String; 4]> {
    let mut section = String::new();
    let mut rows = Vec::new();
    for line in page().lines() {
        if let Some(title) = line.strip_prefix("### `[") {
            section = title.trim_end_matches("]`").to_owned();
        } else if line.starts_with("## ") {
            section.clear();
        }
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if let (false, ["", key, default, bounds, _, ""]) = (section.is_empty(), cells.as_slice())
            && let Some(key) = key.strip_prefix('`').and_then(|key| key.strip_suffix('`'))
        {
            let default = default.trim_matches('`').to_owned();
            rows.push([section.clone(), key.to_owned(), default, (*bounds).to_owned()]);
        }
    }
    rows
}

#[test]
fn its_examples_parse() {
    let chain = std::fs::read_to_string(root().join("docs/platform-chain.md")).unwrap();
    for (page, examples) in [(page(), 2), (chain, 1)] {
        let page = page.replace("\n   ", "\n");
        let blocks = blocks(&page, "toml");
        assert_eq!(blocks.len(), examples);
        for block in blocks {
            parsed(block).unwrap();
        }
    }
}

#[test]
fn its_tables_name_every_key_with_its_default_and_bounds() {
    let mut documented: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for [section, key, default, bounds] in rows() {
        let least = match section.as_str() {
            "national" => NATIONAL,
            "channel" => CHANNEL,
            _ => "",
        };
        let with = |value: &str| {
            let others = least.lines().filter(|line| !line.starts_with(&format!("{key} =")));
            let others: Vec<&str> = others.collect();
            parsed(&format!("[{section}]\n{}\n{key} = {value}\n", others.join("\n")))
        };
        if default != "required" {
            let left_out = parsed(&format!("[{section}]\n{least}")).unwrap();
            assert_eq!(format!("{:?}", with(&default).unwrap()), format!("{left_out:?}"), "{key}");
        }
        if let Some((least, most)) = bounds.split_once(" – ") {
            let (least, most): (i64, i64) = (least.parse().unwrap(), most.parse().unwrap());
            for (value, taken) in
                [(least - 1, false), (least, true), (most, true), (most + 1, false)]
            {
                assert_eq!(with(&value.to_string()).is_ok(), taken, "{section}.{key} = {value}");
            }
        }
        assert!(documented.entry(section).or_default().insert(key), "a key stands twice");
    }
    let expected = |text: &str| -> BTreeSet<String> {
        let complaint = parsed(text).unwrap_err();
        let (_, names) = complaint.split_once("expected ").unwrap();
        names.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    };
    assert_eq!(documented.keys().cloned().collect::<BTreeSet<_>>(), expected("[nonsense]\n"));
    for (section, keys) in documented {
        assert_eq!(keys, expected(&format!("[{section}]\nnonsense = 1\n")), "[{section}]");
    }
}
