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

/// Lines that the firmware sets before the kernel starts, by how it sets them.
fn set_by_firmware(config: &Path, how: &str) -> Option<Vec<i64>> {
    let firmware = std::fs::read_to_string(config).ok()?;
    let lines = firmware.lines().filter_map(|line| line.strip_prefix("gpio=")?.strip_suffix(how));
    let numbers = lines.flat_map(|numbers| numbers.split(',').map(|number| number.parse()));
    Some(numbers.map(Result::unwrap).collect())
}

fn table(profile: &Path) -> toml::Table {
    std::fs::read_to_string(profile.join("hallgate.toml")).unwrap().parse().unwrap()
}

/// Where the firmware sets lines before the kernel starts, it has to mean the lines of the profile.
#[test]
fn the_firmware_holds_the_outputs_of_the_profile_low() {
    let mut seen = 0;
    for profile in profiles() {
        let Some(low) = set_by_firmware(&profile.join("config.txt"), "=op,dl") else { continue };
        let table = table(&profile);
        for output in ["unlock_line", "red", "green", "buzzer"] {
            let line = table["gate"][output].as_integer().unwrap();
            assert!(low.contains(&line), "{}: {output}", profile.display());
            seen += 1;
        }
    }
    assert!(seen >= 16, "only {seen} outputs were looked at");
}

/// A loose pin is no passage, no button and no alarm that comes and goes; the card's image has one file for four boards.
#[test]
fn the_firmware_holds_the_inputs_of_the_profile_up() {
    let image = Path::new(env!("CARGO_MANIFEST_DIR")).join("board/image/config.txt");
    let on_the_card = set_by_firmware(&image, "=ip,pu").unwrap();
    let mut seen = 0;
    for profile in profiles() {
        let Some(up) = set_by_firmware(&profile.join("config.txt"), "=ip,pu") else { continue };
        let table = table(&profile);
        let keypad = &table["keypad"];
        let gate = ["passage_line", "release_line"].map(|input| &table["gate"][input]["line"]);
        let buttons = keypad["buttons"].as_array().unwrap().iter();
        for input in gate.into_iter().chain(buttons).chain([&keypad["staff_button"]]) {
            let line = input.as_integer().unwrap();
            assert!(up.contains(&line), "{}: {line}", profile.display());
            assert!(on_the_card.contains(&line), "{}: {line}", image.display());
            seen += 1;
        }
    }
    assert!(seen >= 28, "only {seen} inputs were looked at");
}
