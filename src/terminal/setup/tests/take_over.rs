use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use strum::VariantArray;

use super::*;
use crate::terminal::config::Config;
use crate::terminal::setup::board::Board;
use crate::terminal::setup::card::NAME;
use crate::terminal::setup::judge::{Judgement, judge};

const HEADER: &str = "# taken over: hall-1";

fn file(name: &str) -> String {
    format!(
        "#{}\n[terminal]\ncinema_code = \"12345678\"\nname = \"{name}\"\n\
         [platform]\nurl = \"https://p.example\"\nusername = \"hall-1\"\n[gate]\ndriver = \"simulated\"\n\
         [enrolment]\ncode = \"7K2M-9PQR-3XYZ-5ABC\"\nca_sha256 = \"{}\"\n\
         [network.wifi]\ncountry = \"CN\"\nssid = \"x\"\npassphrase = \"a passphrase\"\n",
        " ".repeat(60),
        "0a".repeat(32)
    )
}

fn places(folder: &Path) -> SetupArgs {
    let at = |name: &str| folder.join(name);
    SetupArgs {
        card: at("card"),
        etc: at("etc"),
        runtime: at("run"),
        boards: at("boards"),
        model: at("model"),
        credentials: at("credstore.encrypted"),
        plain: true,
        once: true,
    }
}

fn card_of(places: &SetupArgs) -> CardText {
    CardText::read(&places.card).unwrap().unwrap()
}

fn plan_of(places: &SetupArgs, kept: &Kept) -> (TakeOverPlan, CardText) {
    let card = card_of(places);
    match judge(Some(&card), kept, &Board::default(), places) {
        Judgement::Good(plan) => (*plan, card),
        other => panic!("{other:?}"),
    }
}

/// A start of the program, as far as this is concerned: finish, then look.
fn start(places: &SetupArgs) -> Kept {
    let mut kept = Kept::load(&places.kept());
    let card = card_of(places);
    finish(places, &mut kept, Some(&card), HEADER).unwrap();
    let card = card_of(places);
    if kept.is_of(&card) {
        return kept;
    }
    let (plan, card) = plan_of(places, &kept);
    take_over(places, &plan, Some(&card), HEADER).unwrap()
}

fn name_in_force(places: &SetupArgs) -> Option<String> {
    let text = fs::read_to_string(places.config()).ok()?;
    Some(Config::parse(&text, Path::new("it")).unwrap().terminal.name)
}

/// What lies there, but for the order in which it came.
fn contents(places: &SetupArgs) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for folder in [&places.card, &places.etc] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            files.push((
                path.file_name().unwrap().to_str().unwrap().to_owned(),
                fs::read_to_string(&path).unwrap(),
            ));
        }
    }
    files.sort();
    files
}

#[test]
fn what_is_taken_over_is_in_force_and_off_the_card() {
    let folder = tempfile::tempdir().unwrap();
    let places = places(folder.path());
    fs::create_dir(&places.card).unwrap();
    fs::write(places.card.join(NAME), file("one")).unwrap();
    let kept = start(&places);
    assert!(kept.done && kept == Kept::load(&places.kept()));
    assert_eq!(kept.enrolment.unwrap().code, "7K2M-9PQR-3XYZ-5ABC");
    assert_eq!(name_in_force(&places).as_deref(), Some("one"));
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&places.config()), mode(&places.kept())), (0o640, 0o600));
    let config = fs::read_to_string(places.config()).unwrap();
    assert!(!config.contains("7K2M") && !config.contains("passphrase"), "{config}");
    let card = fs::read_to_string(places.card.join(NAME)).unwrap();
    assert!(card.starts_with(HEADER) && !card.contains("7K2M") && !card.contains("a passphrase"));
    let before = contents(&places);
    start(&places);
    assert_eq!(contents(&places), before, "a later start changes nothing");
}

/// The power is cut behind each step, over an old configuration and over none.
#[test]
fn a_cut_leaves_the_old_or_the_next_and_a_start_does_the_rest() {
    for is_first in [true, false] {
        let begun = |folder: &Path| {
            let places = places(folder);
            fs::create_dir(&places.card).unwrap();
            if !is_first {
                fs::write(places.card.join(NAME), file("old")).unwrap();
                start(&places);
            }
            fs::write(places.card.join(NAME), file("next")).unwrap();
            places
        };
        let whole = tempfile::tempdir().unwrap();
        let places = begun(whole.path());
        start(&places);
        let expected = contents(&places);
        for count in 0..=TakeOverStep::VARIANTS.len() {
            let folder = tempfile::tempdir().unwrap();
            let places = begun(folder.path());
            let (plan, card) = plan_of(&places, &Kept::load(&places.kept()));
            let mut kept = plan.kept.clone();
            for step in &TakeOverStep::VARIANTS[..count] {
                perform(*step, &places, &plan.text, &mut kept, Some(&card), HEADER).unwrap();
            }
            let in_force = name_in_force(&places);
            let old = (!is_first).then(|| "old".to_owned());
            assert!(in_force == old || in_force.as_deref() == Some("next"), "{count}");
            start(&places);
            assert_eq!(name_in_force(&places).as_deref(), Some("next"), "{count}");
            let found: Vec<_> = contents(&places);
            // The certificate's place has the folder's name.
            let plain = |files: &[(String, String)], folder: &Path| -> Vec<(String, String)> {
                let root = folder.to_str().unwrap();
                files.iter().map(|(name, text)| (name.clone(), text.replace(root, ""))).collect()
            };
            assert_eq!(plain(&found, folder.path()), plain(&expected, whole.path()), "{count}");
        }
    }
}

/// Between the cut and the next start somebody has put another file onto the card.
#[test]
fn another_file_after_a_cut_keeps_its_secrets_until_it_is_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let places = places(folder.path());
    fs::create_dir(&places.card).unwrap();
    fs::write(places.card.join(NAME), file("one")).unwrap();
    let (plan, card) = plan_of(&places, &Kept::default());
    let mut kept = plan.kept.clone();
    for step in [TakeOverStep::Successor, TakeOverStep::Commit] {
        perform(step, &places, &plan.text, &mut kept, Some(&card), HEADER).unwrap();
    }
    fs::write(places.card.join(NAME), file("two")).unwrap();
    let mut kept = Kept::load(&places.kept());
    finish(&places, &mut kept, Some(&card_of(&places)), HEADER).unwrap();
    assert_eq!(name_in_force(&places).as_deref(), Some("one"));
    assert!(card_of(&places).has_secrets());
    start(&places);
    assert_eq!(name_in_force(&places).as_deref(), Some("two"));
    assert!(!card_of(&places).has_secrets());
}

#[test]
fn a_disk_that_takes_nothing_is_told_and_the_old_one_holds() {
    let folder = tempfile::tempdir().unwrap();
    let mut places = places(folder.path());
    fs::create_dir(&places.card).unwrap();
    fs::write(places.card.join(NAME), file("one")).unwrap();
    fs::write(folder.path().join("file"), "").unwrap();
    places.etc = folder.path().join("file/etc");
    let (plan, card) = plan_of(&places, &Kept::default());
    let fault = take_over(&places, &plan, Some(&card), HEADER).unwrap_err();
    assert!(matches!(fault, SetupError::NotStored { .. }));
    assert!(card_of(&places).has_secrets(), "nothing is lost");
}
