//! The profiles under board/: each configuration is one that the program takes, and its folder is whole.

use std::path::{Path, PathBuf};

use hallgate::terminal::config::Config;

/// The folders that hold a profile.
fn profiles() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("board");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> =
        entries.filter(|path| path.join("hallgate.toml").exists()).collect();
    found.sort();
    found
}

#[test]
fn every_profile_is_taken_by_the_program() {
    let found = profiles();
    assert!(found.len() >= 5, "only {found:?}");
    for profile in found {
        let path = profile.join("hallgate.toml");
        let text = std::fs::read_to_string(&path).unwrap();
        if let Err(fault) = Config::parse(&text, &path) {
            panic!("{fault}");
        }
    }
}

#[test]
fn every_profile_can_be_wired_and_read_about() {
    for profile in profiles() {
        let drawing = std::fs::read_to_string(profile.join("wiring.svg")).unwrap();
        assert!(drawing.ends_with("</svg>\n"), "{}", profile.display());
        let page = std::fs::read_to_string(profile.join("README.md")).unwrap();
        assert!(page.contains("wiring.svg"), "{}", profile.display());
    }
}

/// Where the firmware sets lines before the kernel starts, it has to mean the lines of the profile.
#[test]
fn the_firmware_holds_the_outputs_of_the_profile_low() {
    let mut seen = 0;
    for profile in profiles() {
        let Ok(firmware) = std::fs::read_to_string(profile.join("config.txt")) else { continue };
        let low: Vec<u32> = firmware
            .lines()
            .filter_map(|line| line.strip_prefix("gpio=")?.strip_suffix("=op,dl"))
            .flat_map(|numbers| numbers.split(',').map(|number| number.parse().unwrap()))
            .collect();
        let text = std::fs::read_to_string(profile.join("hallgate.toml")).unwrap();
        let table: toml::Table = text.parse().unwrap();
        for output in ["unlock_line", "red", "green", "buzzer"] {
            let line = table["gate"][output].as_integer().unwrap();
            assert!(low.contains(&u32::try_from(line).unwrap()), "{}: {output}", profile.display());
            seen += 1;
        }
    }
    assert!(seen >= 16, "only {seen} outputs were looked at");
}
