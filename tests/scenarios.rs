//! Plays every `tests/scenarios/*.txt` through the real door and the real store on a virtual
//! clock, and compares what happened with the transcript beside it.
//!
//! `HALLGATE_BLESS=1 cargo test --test scenarios` writes the transcripts anew: read the difference
//! before you commit it. `tests/scenarios/README.md` explains the language.

mod simulator;

use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex};

/// A script and what came of it.
struct Played {
    path: PathBuf,
    script: String,
    transcript: Result<String, String>,
}

/// Every play, carried out once for all tests, by as many threads as there are processors.
static PLAYS: LazyLock<Vec<Played>> = LazyLock::new(|| {
    let left = Mutex::new(scripts());
    let next = || left.lock().unwrap().pop();
    let work = || {
        std::iter::from_fn(next).map(|path| {
            let script = std::fs::read_to_string(&path).unwrap();
            let transcript = simulator::play(&script);
            Played { path, script, transcript }
        })
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut plays: Vec<Played> = std::thread::scope(|scope| {
        let workers: Vec<_> =
            (0..threads).map(|_| scope.spawn(|| work().collect::<Vec<_>>())).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    plays.sort_by(|one, other| one.path.cmp(&other.path));
    plays
});

fn scripts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect()
}

#[test]
fn every_scenario_goes_as_its_transcript_says() {
    let bless = std::env::var_os("HALLGATE_BLESS").is_some();
    let mut differences = Vec::new();
    for Played { path, transcript: played, .. } in PLAYS.iter() {
        let name = path.file_stem().unwrap().to_string_lossy();
        let played = played.as_ref().unwrap_or_else(|fault| panic!("{name}.txt, {fault}"));
        let transcript = path.with_extension("transcript");
        if bless {
            std::fs::write(&transcript, played).unwrap();
            continue;
        }
        let expected = std::fs::read_to_string(&transcript)
            .unwrap_or_else(|_| panic!("{name} has no transcript: run with HALLGATE_BLESS=1"));
        if *played != expected {
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
    assert!(PLAYS.len() >= 40, "only {} scenarios", PLAYS.len());
    let is_shown = |what: String, english: bool| {
        PLAYS.iter().any(|Played { script, transcript, .. }| {
            script.contains("language en") == english
                && transcript.as_ref().is_ok_and(|transcript| transcript.contains(&what))
        })
    };
    for english in [false, true] {
        for reason in hallgate::terminal::door::Reason::ALL {
            let shown = is_shown(format!(" {reason} ("), english);
            assert!(shown, "no scenario shows {reason} with english = {english}");
        }
        for advice in hallgate::terminal::door::Advice::ALL {
            let shown = is_shown(format!("hint     {advice}\n"), english);
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
