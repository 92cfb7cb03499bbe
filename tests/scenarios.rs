//! Plays every `tests/scenarios/*.txt` through the real door and the real store on a virtual
//! clock, and compares what happened with the transcript beside it.
//!
//! `HALLGATE_BLESS=1 cargo test --test scenarios` writes the transcripts anew: read the difference
//! before you commit it. `tests/scenarios/README.md` explains the language.

mod simulator;

use std::path::{Path, PathBuf};

fn scripts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut scripts: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    scripts.sort();
    scripts
}

#[test]
fn every_scenario_goes_as_its_transcript_says() {
    let bless = std::env::var_os("HALLGATE_BLESS").is_some();
    let mut differences = Vec::new();
    for script in scripts() {
        let name = script.file_stem().unwrap().to_string_lossy().into_owned();
        let played = simulator::play(&std::fs::read_to_string(&script).unwrap())
            .unwrap_or_else(|fault| panic!("{name}.txt, {fault}"));
        let transcript = script.with_extension("transcript");
        if bless {
            std::fs::write(&transcript, &played).unwrap();
            continue;
        }
        let expected = std::fs::read_to_string(&transcript)
            .unwrap_or_else(|_| panic!("{name} has no transcript: run with HALLGATE_BLESS=1"));
        if played != expected {
            let at = played.lines().zip(expected.lines()).take_while(|(a, b)| a == b).count();
            differences.push(format!(
                "{name}, line {}:\n  expected {:?}\n  played   {:?}",
                at + 1,
                expected.lines().nth(at).unwrap_or("the end"),
                played.lines().nth(at).unwrap_or("the end"),
            ));
        }
    }
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

/// A transcript that no script makes would never be compared.
#[test]
fn no_transcript_is_orphaned() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "transcript") {
            assert!(path.with_extension("txt").exists(), "{} has no script", path.display());
        }
    }
}

#[test]
fn together_they_show_every_reason_and_advice_in_both_languages() {
    let scripts: Vec<String> =
        scripts().iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    assert!(scripts.len() >= 40, "only {} scenarios", scripts.len());
    let played: Vec<String> =
        scripts.iter().map(|script| simulator::play(script).unwrap()).collect();
    for reason in hallgate::terminal::door::Reason::ALL {
        for english in [false, true] {
            let shown = scripts.iter().zip(&played).any(|(script, played)| {
                script.contains("language en") == english
                    && played.contains(&format!(" {reason} ("))
            });
            assert!(shown, "no scenario shows {reason} with english = {english}");
        }
    }
    for advice in hallgate::terminal::door::Advice::ALL {
        for english in [false, true] {
            let shown = scripts.iter().zip(&played).any(|(script, played)| {
                script.contains("language en") == english
                    && played.contains(&format!("hint     {advice}\n"))
            });
            assert!(shown, "no scenario advises {advice} with english = {english}");
        }
    }
}

#[test]
fn a_label_that_is_not_on_the_page_fails_the_play_with_those_that_are() {
    let fault = |play: &str| simulator::play(play).unwrap_err();
    assert_eq!(
        fault("press enter, then choose 导出"),
        "line 1: \"导出\" is not one of [\"登录\", \"本机状态\", \"English\"]"
    );
    assert_eq!(fault("choose 登录"), "line 1: there is nothing to choose from");
}
