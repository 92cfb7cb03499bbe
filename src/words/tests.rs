use super::*;

/// Every part of the table.
const PARTS: &[(&str, &[TableLine])] = &[
    ("catalogue", catalogue::FORMS),
    ("channel", channel::FORMS),
    ("config", config::FORMS),
    ("device", device::FORMS),
    ("doctor", doctor::FORMS),
    ("enrolment", enrolment::FORMS),
    ("errors", errors::FORMS),
    ("export", export::FORMS),
    ("fault", fault::FORMS),
    ("key_sheet", key_sheet::FORMS),
    ("log", log::FORMS),
    ("maintenance", maintenance::FORMS),
    ("menu", menu::FORMS),
    ("neighbours", neighbours::FORMS),
    #[cfg(feature = "platform")]
    ("pages", pages::FORMS),
    ("people", people::FORMS),
    #[cfg(feature = "platform")]
    ("platform", platform::FORMS),
    ("report", report::FORMS),
    ("screen", screen::FORMS),
    ("server", server::FORMS),
    ("setup", setup::FORMS),
    ("status", status::FORMS),
    ("terms", terms::FORMS),
    ("update", update::FORMS),
    ("web", web::FORMS),
    ("catalogue", catalogue::Text::TABLE),
    ("channel", channel::Text::TABLE),
    ("config", config::Text::TABLE),
    ("details", details::Text::TABLE),
    ("device", device::Text::TABLE),
    ("doctor", doctor::Text::TABLE),
    ("enrolment", enrolment::Text::TABLE),
    ("errors", errors::Text::TABLE),
    ("export", export::Text::TABLE),
    ("fault", fault::Text::TABLE),
    ("key_sheet", key_sheet::Text::TABLE),
    ("log", log::Text::TABLE),
    ("maintenance", maintenance::Text::TABLE),
    ("menu", menu::Text::TABLE),
    ("neighbours", neighbours::Text::TABLE),
    #[cfg(feature = "platform")]
    ("pages", pages::Text::TABLE),
    ("people", people::Text::TABLE),
    #[cfg(feature = "platform")]
    ("platform", platform::Text::TABLE),
    ("report", report::Text::TABLE),
    ("screen", screen::Text::TABLE),
    ("setup", setup::Text::TABLE),
    ("status", status::Text::TABLE),
    ("system", system::Text::TABLE),
    ("terms", terms::Text::TABLE),
    ("update", update::Text::TABLE),
    ("web", web::Text::TABLE),
];

#[test]
fn every_text_is_there_in_both_languages_and_can_be_drawn() {
    for (part, (name, chinese, english)) in
        PARTS.iter().flat_map(|(part, table)| table.iter().map(move |line| (part, line)))
    {
        let text = format!("{part}::{name}");
        assert!(!chinese.trim().is_empty() && !english.trim().is_empty(), "{text}");
        let plain = english.chars().all(|sign| sign.is_ascii() || sign == '¥');
        assert!(plain, "{text}: {english}");
        assert!(crate::terminal::screen::can_draw(chinese), "{text}: {chinese}");
        assert!(!english.contains('|'), "{text}: English lines end at spaces");
        assert_eq!(
            chinese.matches("{}").count(),
            english.matches("{}").count(),
            "{text}: the parts to fill in"
        );
        // A time of day looks alike in both.
        let worded = !english.contains("%H") || chinese.contains('月');
        assert!(worded == (chinese != english), "{text}: not translated");
    }
}

#[test]
fn every_part_is_looked_at() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/words");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_owned())
        .collect();
    files.sort();
    // A part's folder stands beside its file.
    files.dedup();
    // The program itself compares the words of its help with the English ones; the codes look
    // after themselves; a few hold no words.
    let parts = PARTS.iter().map(|(part, _)| *part).chain([
        "bilingual",
        "codes",
        "colour",
        "command_line",
        "foreign",
        "help",
        "language",
        "message",
        "mod",
        "tests",
        "plain",
        "pages",
        "platform",
        "platform_help",
        "size",
        "stderr",
        "table",
        "workbook",
    ]);
    let parts: std::collections::BTreeSet<_> = parts.collect();
    assert_eq!(files, parts.into_iter().collect::<Vec<_>>());
}

/// Where Chinese may stand outside the table, and why.
const OTHERWISE: &[(&str, &str)] = &[
    ("platform/channel/buy.rs", "how the channel wants a seat named"),
    ("wire/calls/mod.rs", "the platform's own words for how a ticket was sold"),
    ("wire/fields.rs", "how others write that a ticket is used or refunded"),
    ("bin/hallgate/demo/", "names of a cinema that does not exist"),
    ("bin/hallgate-peer/", "likewise"),
    ("peer/channel/", "a distributor's replies, and the films and halls of a trial"),
    ("peer/eticket.rs", "the page of a ticketing system, which is not ours"),
    ("peer/fault.rs", "a page of somebody else's, in the platform's place"),
    ("terminal/catalogue/mapping.rs", "the numerals with which a hall's name may begin"),
    ("terminal/code_input.rs", "what is typed to agree"),
    ("terminal/doctor/motion.rs", "an answer that is typed, in either language"),
];

/// The program's own files but for this table: path under `src` and text without tests.
fn sources() -> Vec<(String, String)> {
    let root = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
    let mut folders = vec![root.to_owned()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            let tests = path.file_stem().is_some_and(|stem| stem == "tests");
            if tests {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".rs") {
                sources.push((name, without_tests(&std::fs::read_to_string(path).unwrap())));
            }
        }
    }
    sources
}

/// What stands before a file's module of tests.
fn without_tests(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let module = |pair: &[&str]| {
        pair[0] == "#[cfg(test)]" && pair[1].contains("mod ") && pair[1].ends_with('{')
    };
    let end = lines.windows(2).position(module).unwrap_or(lines.len());
    lines[..end].join("\n")
}

/// All that stands in quotation marks, comments left out.
fn literals(text: &str) -> Vec<String> {
    let mut literals = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['/', '"', '\'']) {
        let (mark, behind) = (rest.as_bytes()[at], &rest[at + 1..]);
        let raw = rest[..at].trim_end_matches('#').ends_with('r');
        let hashes = rest[..at].len() - rest[..at].trim_end_matches('#').len();
        rest = behind;
        match mark {
            b'/' if behind.starts_with('/') => {
                rest = behind.find('\n').map_or("", |end| &behind[end..]);
            }
            b'"' if raw => {
                let end = format!("\"{}", "#".repeat(hashes));
                let length = behind.find(&end).unwrap_or(behind.len());
                literals.push(behind[..length].to_owned());
                rest = behind.get(length + end.len()..).unwrap_or("");
            }
            b'"' => {
                let mut escaped = false;
                let end = behind.find(|sign| {
                    let ends = sign == '"' && !escaped;
                    escaped = sign == '\\' && !escaped;
                    ends
                });
                let length = end.unwrap_or(behind.len());
                literals.push(behind[..length].to_owned());
                rest = behind.get(length + 1..).unwrap_or("");
            }
            b'\'' => {
                // A character, or a lifetime without an end.
                let sign: String = behind.chars().take(1).collect();
                let after = &behind[sign.len()..];
                if sign == "\\" {
                    rest = after.get(1..).and_then(|it| it.split_once('\'')).map_or("", |it| it.1);
                } else if let Some(after) = after.strip_prefix('\'') {
                    literals.push(sign);
                    rest = after;
                }
            }
            _ => {}
        }
    }
    literals
}

fn has_han(text: &str) -> bool {
    text.contains(|sign| ('\u{3400}'..='\u{9fff}').contains(&sign))
}

#[test]
fn literals_are_found_and_comments_are_not() {
    let text = "let a: &'a str = \"检\\\"票\"; // \"闸\"\n let b = ['机', '\\'', '\"']; r#\"厅\"座\"#; \"末\"";
    assert_eq!(literals(text), ["检\\\"票", "机", "\"", "厅\"座", "末"]);
    assert!(has_han("检") && !has_han("a，…—"));
    assert_eq!(without_tests("a\n#[cfg(test)]\nmod tests {\n\"检\""), "a");
}

#[test]
fn no_words_stand_in_the_code_but_through_the_table() {
    let mut found = Vec::new();
    for (name, text) in sources() {
        let otherwise = OTHERWISE.iter().any(|(file, _)| name.starts_with(file));
        if !otherwise && !name.starts_with("words") {
            let worded = literals(&text).into_iter().filter(|literal| has_han(literal));
            found.extend(worded.map(|literal| format!("{name}: {literal}")));
        }
    }
    assert!(found.is_empty(), "these belong into src/words/:\n{}", found.join("\n"));
    for (file, why) in OTHERWISE {
        let used = sources().iter().any(|(name, text)| {
            name.starts_with(file) && literals(text).iter().any(|literal| has_han(literal))
        });
        assert!(used || why == &"likewise", "{file} has no Chinese any more ({why})");
    }
}
