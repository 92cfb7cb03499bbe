mod speech;

use std::time::Duration;

use super::*;
use crate::terminal::door::{RefusalDetail, Stages};
use crate::terminal::store::Basis;

const ALL: [SpokenPhrase; 6] = [
    SpokenPhrase::ComeIn,
    SpokenPhrase::Hall(1),
    SpokenPhrase::Hall(MOST_HALLS),
    SpokenPhrase::OtherHall,
    SpokenPhrase::Later,
    SpokenPhrase::Staff,
];

#[test]
fn every_phrase_is_there_in_both_languages_and_is_heard() {
    let numbers = (1..=MOST_HALLS).map(SpokenPhrase::Hall);
    for phrase in ALL.into_iter().chain(numbers) {
        for language in [Language::Chinese, Language::English] {
            let said = built_in(phrase, language).unwrap_or_else(|| panic!("{phrase:?}"));
            // Between a third of a second and three.
            assert!((5_000..48_000).contains(&said.all.len()), "{phrase:?} {}", said.all.len());
            let loudest = said.all.iter().map(|sample| sample.unsigned_abs()).max().unwrap();
            assert!((10_000..32_000).contains(&loudest), "{phrase:?} {loudest}");
        }
    }
    assert_eq!(SpokenPhrase::Hall(12).parts(Language::Chinese), ["hall", "10", "2", "hall_after"]);
    assert_eq!(SpokenPhrase::Hall(20).parts(Language::Chinese), ["hall", "2", "10", "hall_after"]);
    assert_eq!(SpokenPhrase::Hall(12).parts(Language::English), ["hall", "12"]);
}

#[test]
fn a_hall_is_called_by_its_number_where_that_is_its_name() {
    for (name, number) in [
        ("5号厅", Some(5)),
        ("Hall 12", Some(12)),
        ("7", Some(7)),
        ("10号影厅", Some(10)),
        ("0号厅", None),
        ("21号厅", None),
        ("IMAX 2号厅", None),
        ("2楼3号厅", None),
        ("贵宾厅", None),
        ("", None),
        ("99999999999号厅", None),
    ] {
        assert_eq!(hall_number(name), number, "{name}");
    }
}

#[test]
fn a_sites_own_voice_goes_first_and_what_it_lacks_is_built_in() {
    let folder = tempfile::tempdir().unwrap();
    let own = Samples { rate: 22_050, all: vec![7; 100] };
    std::fs::create_dir(folder.path().join("zh-CN")).unwrap();
    let file = |name: &str| folder.path().join("zh-CN").join(name);
    std::fs::write(file("hall-5.wav"), own.to_wav(100)).unwrap();
    std::fs::write(file("staff.wav"), "no sound").unwrap();
    std::fs::create_dir(file("later.wav")).unwrap();
    let voice = Voice::new(folder.path());
    assert_eq!(voice.say(SpokenPhrase::Hall(5), Language::Chinese), Some(own));
    for phrase in
        [SpokenPhrase::Hall(6), SpokenPhrase::Staff, SpokenPhrase::Later, SpokenPhrase::ComeIn]
    {
        let said = voice.say(phrase, Language::Chinese);
        assert_eq!(said, built_in(phrase, Language::Chinese), "{phrase:?}");
    }
    let english = voice.say(SpokenPhrase::Hall(5), Language::English);
    assert_eq!(english, built_in(SpokenPhrase::Hall(5), Language::English));
}

/// A verdict about a ticket for the hall of this name.
fn wrong_hall(name: Option<&str>) -> Verdict {
    Verdict {
        reason: Reason::WrongHall,
        detail: RefusalDetail::None,
        basis: Basis::Offline,
        codes: None,
        film_name: None,
        screen_name: name.map(str::to_owned),
        seq: None,
        frame: Duration::ZERO,
        stages: Stages::default(),
    }
}

#[test]
fn a_hall_without_a_clip_of_its_own_is_the_one_on_the_ticket() {
    let config = SoundConfig { voice: true, ..SoundConfig::default() };
    let said = |name| SpokenPhrase::of(&wrong_hall(name), &config);
    assert_eq!(said(Some("5号厅")), Some(SpokenPhrase::Hall(5)));
    assert_eq!(said(Some("20号厅")), Some(SpokenPhrase::Hall(20)));
    for other in ["21号厅", "99号厅", "IMAX 2号厅", "2号厅 IMAX", "二号厅", "贵宾厅", "Dolby 3", ""]
    {
        assert_eq!(said(Some(other)), Some(SpokenPhrase::OtherHall), "{other}");
    }
    assert_eq!(said(None), Some(SpokenPhrase::OtherHall));
    assert_eq!(SpokenPhrase::OtherHall.name(), "other_hall");
    let silent = SoundConfig::default();
    assert_eq!(SpokenPhrase::of(&wrong_hall(Some("5号厅")), &silent), None);
}
