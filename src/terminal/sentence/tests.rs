use std::collections::HashSet;

use super::*;
use crate::terminal::config::SecretError;
use crate::terminal::operators::PeopleError;
use crate::terminal::store::AuditFault;
use crate::words::codes::{platform as platform_codes, store};

/// The faults of a room, each with what has to stand in its sentence whatever the language.
type Faults = Vec<(Box<dyn Message>, &'static [&'static str])>;

/// `faults![fault => "part" "part", ...]`
macro_rules! faults {
    ($($fault:expr => $($part:literal)*),* $(,)?) => {
        vec![$((Box::new($fault) as Box<dyn Message>, &[$($part),*] as &[&str])),*]
    };
}

mod devices;
mod people;
mod platform;
mod setup;
mod updates;
mod web;

#[test]
fn the_language_is_the_files_and_else_the_shells() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hallgate.toml");
    for (text, expected) in [
        ("[terminal]\nlanguage = \"en\"\n", Language::English),
        ("[terminal]\nlanguage = \"zh-CN\"\nname = 3\n", Language::Chinese),
        ("[terminal]\n", Language::Chinese),
    ] {
        std::fs::write(&path, text).unwrap();
        assert_eq!(language(Some(&path)), expected, "{text}");
    }
}

fn altered() -> PeopleError {
    PeopleError::Audit { fault: AuditFault::Unreadable { id: 7 }, zone: jiff::tz::TimeZone::UTC }
}

fn secret() -> SecretError {
    SecretError::Exposed { path: "/secret".into(), mode: 0o644 }
}

fn io() -> io::Error {
    io::Error::from_raw_os_error(13)
}

/// Has a word that no English sentence can do without.
fn is_english(sentence: &str) -> bool {
    let words = ["the", "is", "of", "to", "and", "that", "not", "cannot", "could", "has", "it"];
    let mut said = sentence.split([' ', ':', ',', '；', '：', '，']);
    said.any(|word| words.contains(&word))
}

#[test]
fn every_fault_is_told_in_either_language_with_all_that_it_names() {
    let rooms = [
        people::of_people(),
        people::of_the_store(),
        platform::of_the_configuration_and_the_platform(),
        platform::of_the_connection(),
        platform::of_the_catalogue(),
        devices::of_running(),
        devices::of_devices(),
        updates::of_updates(),
        setup::of_the_first_boot(),
        web::of_the_pages(),
    ];
    let mut met = HashSet::new();
    for (fault, parts) in rooms.iter().flatten() {
        met.insert(fault.code().to_string());
        assert!(fault.with_code(Language::English).ends_with(&format!(" [{}]", fault.code())));
        let english = fault.message(Language::English);
        let chinese = fault.message(Language::Chinese);
        assert!(chinese.contains(|sign| ('\u{4e00}'..='\u{9fff}').contains(&sign)), "{chinese}");
        assert!(!english.contains(|sign| ('\u{2e80}'..='\u{ffef}').contains(&sign)), "{english}");
        assert!(!is_english(&chinese), "{chinese}");
        for part in *parts {
            // The system's word for its number 13.
            let (in_english, in_chinese) = match *part {
                "13" => ("Permission denied", "权限不足"),
                "FAULT" => ("FAULT", "故障"),
                part => (part, part),
            };
            assert!(
                english.contains(in_english) && chinese.contains(in_chinese),
                "{part}: {english} {chinese}"
            );
        }
    }
    // The demo is not in the device build; the platform's own faults and the channel's are tried in rooms of
    // their own. Some the doctors alone tell.
    let own = [program::DEMO, program::CLOCK, store::DISK_LOW, platform_codes::NO_NATIONAL];
    let elsewhere = |code: &FaultCode| {
        own.contains(code)
            || ["HG11", "HG13"].iter().any(|group| code.to_string().starts_with(group))
    };
    let unmet: Vec<_> = FaultCode::all()
        .filter(|code| !elsewhere(code) && !met.contains(&code.to_string()))
        .collect();
    assert!(unmet.is_empty(), "no fault here has these codes: {unmet:?}");
}

#[test]
fn a_sentence_in_english_is_what_the_journal_has() {
    let fault = altered();
    assert_eq!(fault.message(Language::English), fault.to_string());
    let message = fault.message(Language::Chinese);
    assert_eq!(
        message,
        "日志与写入时不符：第 7 条无法读取：已被改动：请保留数据库，并查明谁动过它"
    );
}
