use std::path::PathBuf;

use super::*;
use crate::terminal::config::{LineName, Secret};
use crate::terminal::setup::kept::KeptSheet;
use crate::terminal::setup::sections::AccessSection;

/// A board whose file is an example too, as those of `board/` are.
const BOARD: &str = "[terminal]\ncinema_code = \"99999999\"\nscreens = [\"0000000000000009\"]\n\
    [gate]\nchip = \"label:a\"\nunlock_line = 17\nred = 3\nsafe_state = \"locked\"\n\
    [display]\ndriver = \"png\"\ndevice = \"/tmp/pages\"\n\
    [keypad]\nbuttons = [1, 2, 3, 4]\n\
    [platform]\nurl = \"https://example.org\"\nusername = \"nobody\"\nprivate_key = \"file:/x\"\n";

const SITE: &str = "[terminal]\ncinema_code = \"12345678\"\n[platform]\nurl = \"https://p.example\"\nusername = \"hall-1\"\n";

pub fn places(etc: &str) -> SetupArgs {
    SetupArgs {
        card: "/card".into(),
        etc: etc.into(),
        runtime: "/run".into(),
        boards: "/boards".into(),
        model: "/model".into(),
        credentials: PathBuf::from(etc).join("credstore.encrypted"),
        plain: true,
        once: true,
    }
}

fn board() -> Board {
    Board { model: "Raspberry Pi 4".into(), defaults: Some(BOARD.into()) }
}

fn file(text: &str) -> CardText {
    CardText::of("/card/hallgate.toml".into(), text.as_bytes()).unwrap()
}

fn judged(card: &str, kept: &Kept) -> Judgement {
    judge(Some(&file(card)), kept, &board(), &places("/etc/hallgate"))
}

fn plan(card: &str, kept: &Kept) -> TakeOverPlan {
    match judged(card, kept) {
        Judgement::Good(plan) => *plan,
        other => panic!("{card}: {other:?}"),
    }
}

fn mistakes(card: &str) -> Vec<String> {
    match judged(card, &Kept::default()) {
        Judgement::Bad(mistakes) => {
            mistakes.iter().map(|mistake| mistake.message(Language::English)).collect()
        }
        other => panic!("{card}: {other:?}"),
    }
}

fn sheet() -> KeptSheet {
    KeptSheet {
        url: "https://sheet.example:9000/".into(),
        name: "hall-7".into(),
        cinema: "87654321".into(),
        screens: vec!["0000000000000007".into()],
    }
}

#[test]
fn a_device_of_the_boards_defaults_is_unset_by_the_card() {
    let defaults = "[keypad]\ndevice = \"auto\"\n[imager]\ndevice = \"/dev/hallgate/imager\"\n[gate]\nred = 3\n";
    let board = Board { model: "Raspberry Pi 4".into(), defaults: Some(defaults.into()) };
    for none in ["", "none"] {
        let unset = format!("[imager]\ndevice = {none:?}\n[keypad]\ndevice = {none:?}\n");
        let card = format!("{SITE}{unset}");
        let places = places("/etc/hallgate");
        let judged = judge(Some(&file(&card)), &Kept::default(), &board, &places);
        let Judgement::Good(plan) = judged else { panic!("{none:?}: {judged:?}") };
        assert_eq!((&plan.config.imager.device, &plan.config.keypad.device), (&None, &None));
        let again = Config::parse(&plan.text, &PathBuf::from("it")).unwrap();
        assert_eq!((again.imager.device, again.keypad.device), (None, None));
        assert_eq!(BoardDevices::of(&unset, &board).imager.device, None);
    }
    assert!(BoardDevices::of("", &board).imager.device.is_some());
}

#[test]
fn a_small_file_over_the_boards_defaults_is_a_configuration() {
    let card = format!("{SITE}[gate]\nunlock_line = \"GPIO5\"\n[keypad]\nbuttons = [7]\n");
    let plan = plan(&card, &Kept::default());
    let config = &plan.config;
    assert_eq!(config.terminal.cinema_code.as_str(), "12345678");
    assert!(config.terminal.screens.is_empty(), "the example's halls are nobody's");
    assert_eq!(config.gate.unlock_line, LineName::Name("GPIO5".into()).into());
    assert_eq!(config.gate.red, Some(LineName::Number(3).into()));
    assert_eq!(config.keypad.buttons.len(), 1);
    assert_eq!(config.store.key, Secret::Credential("hallgate-db".into()));
    assert_eq!(config.platform.private_key, Secret::Credential("terminal-key".into()));
    assert_eq!(config.platform.ca, Some("/etc/hallgate/platform-ca.pem".into()));
    // What is written reads as what was judged, and only what somebody has said stands in it.
    let again = Config::parse(&plan.text, &PathBuf::from("it")).unwrap();
    assert_eq!(format!("{again:?}"), format!("{config:?}"));
    assert!(!plan.text.contains("retention_days") && !plan.text.contains("example.org"));
}

#[test]
fn a_sheet_fills_in_what_the_card_leaves_out() {
    let kept = Kept { sheet: Some(sheet()), ..Kept::default() };
    let own = plan("", &kept);
    assert_eq!(own.config.platform.username, "hall-7");
    assert_eq!(own.config.terminal.cinema_code.as_str(), "87654321");
    assert_eq!(own.config.terminal.name, "hall-7");
    assert_eq!(own.kept.sheet, Some(sheet()));
    let named = plan("[terminal]\nname = \"7号厅\"\nlanguage = \"en\"\n", &kept);
    assert_eq!(named.config.terminal.name, "7号厅");
    assert_eq!(named.config.terminal.cinema_code.as_str(), "87654321");
    // A card that names the platform needs no sheet's word.
    let without = plan(SITE, &kept);
    assert_eq!((without.config.platform.username.as_str(), without.kept.sheet), ("hall-1", None));
    assert!(without.config.terminal.screens.is_empty());
    for card in
        ["", "# nothing\n", "[network]\n", "[gate]\nred = 4\n", "[terminal]\nname = \"x\"\n"]
    {
        assert!(matches!(judged(card, &Kept::default()), Judgement::NoPlatform), "{card}");
    }
}

#[test]
fn every_mistake_is_told_with_its_line_in_the_cards_file() {
    let card = "# mine\n[terminal]\ncinema_code = \"1234\"\nname = 3\n[gate]\nunlock_ms = 7\n\
                [network]\nmode = \"static\"\n[stairs]\n[platform]\nurl = \"http://p.example\"\n";
    let found = mistakes(card);
    for (at, expected) in [
        "line 3, terminal.cinema_code: \"1234\" has 4 characters",
        "line 4, terminal.name: invalid type",
        "line 6, gate.unlock_ms: 7 is not between",
        "line 7, [network]: is static and lacks its address",
        "line 9, [stairs]: no section is called \"stairs\"; there are terminal, store,",
        "line 10, [platform]: missing field `username`",
        "line 11, platform.url: \"http://p.example\" does not begin with https",
    ]
    .iter()
    .enumerate()
    {
        assert!(found[at].starts_with(expected), "{expected}\n{found:#?}");
    }
    assert_eq!(found.len(), 7, "{found:#?}");
    assert!(found[4].contains("enrolment, network, access"), "{}", found[4]);
    // Windows' line ends count once.
    assert_eq!(mistakes(&card.replace('\n', "\r\n")), found);
    // A mistake is one also where a sheet is still to come.
    assert_eq!(mistakes("[gate]\n\nred = \"\"\n").len(), 1);
    let torn = mistakes("[terminal\ncinema_code = \"12345678\"\n[gate]\nred = = 3\n");
    assert!(torn[0].starts_with("line 1, ") && torn[1].starts_with("line 4, "), "{torn:?}");
    assert_eq!(mistakes("MZ\u{1}\u{2}").len(), 1);
}

#[test]
fn a_fault_of_the_boards_own_file_is_told_as_that() {
    let board = Board { defaults: Some("[gate]\nred = \"\"\n".into()), ..board() };
    let judged = judge(Some(&file(SITE)), &Kept::default(), &board, &places("/etc/hallgate"));
    let Judgement::Bad(found) = judged else { panic!("{judged:?}") };
    assert_eq!((found.len(), found[0].line), (1, None));
}

#[test]
fn nothing_is_guessed_of_a_board_that_nobody_knows() {
    let board = Board { model: "linux,dummy-virt".into(), defaults: None };
    let judged = |card: &str| judge(Some(&file(card)), &Kept::default(), &board, &places("/e"));
    let Judgement::Bad(found) = judged(SITE) else { panic!() };
    assert!(found[0].message(Language::English).contains("linux,dummy-virt"));
    assert!(matches!(judged(""), Judgement::Bad(_)));
    let wired = format!("{SITE}[gate]\nchip = \"label:b\"\nunlock_line = 4\n");
    assert!(matches!(judged(&wired), Judgement::Good(_)));
}

#[test]
fn what_was_taken_over_stands_in_the_place_of_its_mark() {
    let wifi = |passphrase: &str| {
        format!(
            "{SITE}[network.wifi]\ncountry = \"CN\"\nssid = \"a\"\npassphrase = \"{passphrase}\"\n"
        )
    };
    let sum = "0a".repeat(32);
    let code =
        |code: &str| format!("{SITE}[enrolment]\ncode = \"{code}\"\nca_sha256 = \"{sum}\"\n");
    let first = plan(&wifi("12345678"), &Kept::default()).kept;
    let again = plan(&wifi("taken ov"), &first).kept;
    assert_eq!(again.network, first.network);
    let Judgement::Bad(found) = judged(&wifi("taken ov"), &Kept::default()) else { panic!() };
    assert_eq!((found[0].line, found[0].key.as_str()), (Some(9), "network.wifi.passphrase"));
    let other = plan(&wifi("87654321"), &first).kept;
    assert_ne!(other.network, first.network);
    let pending = plan(&code("7K2M-9PQR-3XYZ-5ABC"), &Kept::default()).kept;
    assert_eq!(pending.enrolment.as_ref().unwrap().code, "7K2M-9PQR-3XYZ-5ABC");
    // Not used yet, and used.
    assert_eq!(plan(&code("take"), &pending).kept.enrolment, pending.enrolment);
    assert_eq!(plan(&code("take"), &Kept::default()).kept.enrolment, None);
}

#[test]
fn the_display_is_the_cards_where_it_reads_and_else_the_boards() {
    let of = |card: &str| BoardDevices::of(card, &board());
    let path = |devices: &BoardDevices| devices.display.device().to_owned();
    for card in ["", "[terminal\n", "[display]\ndriver = \"tube\"\n", "\0"] {
        let devices = of(card);
        assert_eq!(path(&devices), PathBuf::from("/tmp/pages"), "{card}");
        assert_eq!(devices.language, None);
    }
    let devices =
        of("[terminal]\nlanguage = \"en\"\ncinema_code = 3\n[display]\ndevice = \"/mine\"\n");
    assert_eq!((path(&devices), devices.language), ("/mine".into(), Some(Language::English)));
}

/// The file that an image has on its card: nothing of it counts, and all of it would.
#[test]
fn the_cards_own_example_is_read_with_and_without_its_signs() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let example = std::fs::read_to_string(root.join("board/image/card/hallgate.toml")).unwrap();
    assert!(matches!(judged(&example, &Kept::default()), Judgement::NoPlatform));
    let counts =
        |line: &str| line.starts_with("#[") || line.starts_with("#") && line.contains(" = ");
    let lines = example.lines().map(|line| match line.strip_prefix('#') {
        Some(bare) if counts(line) => bare.trim_start().to_owned(),
        _ => line.to_owned(),
    });
    let whole: String = lines.map(|line| line + "\n").collect();
    // Code and key in it are nobody's.
    let Judgement::Bad(found) = judged(&whole, &Kept::default()) else { panic!("{whole}") };
    let keys: Vec<&str> = found.iter().map(|mistake| mistake.key.as_str()).collect();
    assert_eq!(keys, ["enrolment.code", "access.ssh_keys"], "{found:#?}");
    let without =
        whole.replace("ssh_keys = ", "#").replace(&["XXXX"; 4].join("-"), "7K2M-9PQR-3XYZ-5ABC");
    let plan = plan(&without, &Kept::default());
    assert_eq!(plan.config.platform.username, "hall-3");
    assert!(plan.kept.network.unwrap().wifi.is_some() && plan.kept.enrolment.is_some());
    // When and by whom it was taken over has room in its first line.
    let first = example.lines().next().unwrap();
    assert!(first.starts_with('#') && first.len() > 100, "{first}");
}

#[test]
fn a_card_written_anew_lets_nobody_in_who_was_let_in_before() {
    let folder = tempfile::tempdir().unwrap();
    let places = places(folder.path().to_str().unwrap());
    let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJ li@office";
    let access: AccessSection = toml::from_str(&format!("ssh_keys = [\"{key}\"]")).unwrap();
    let card = CardText::of("/card/hallgate.toml".into(), b"[access]\n").unwrap().identity();
    let mut kept = Kept { done: true, card: Some(card), access, ..Kept::default() };
    let before = kept.clone();
    kept.see_to_flash(&places).unwrap();
    assert_eq!(kept, before);
    std::fs::write(places.flashed(), "").unwrap();
    kept.see_to_flash(&places).unwrap();
    assert_eq!(kept, Kept { done: true, ..Kept::default() });
    assert_eq!(Kept::load(&places.kept()), kept);
    assert!(!places.flashed().exists());
}

#[test]
fn what_another_keyboard_types_and_a_section_that_is_still_a_comment_are_told_as_that() {
    let told = |text: &str| mistakes(text).join("; ");
    let quoted = SITE.replace("\"hall-1\"", "“hall-1”");
    assert_eq!(
        told(&quoted),
        "line 5, platform.username: has “ where \" belongs: type it anew with an English keyboard"
    );
    assert_eq!(
        told(&SITE.replace("[terminal]", "#[terminal]")),
        "line 1, hallgate.toml: the section [terminal] is missing, or its line still begins with #; \
         line 2, cinema_code: stands in no section: the line of its section, such as [terminal], is \
         missing above it, or still begins with #"
    );
    assert_eq!(
        told(&SITE.replace("[platform]", "#[platform]")),
        "line 4, terminal.url: belongs to [platform], whose line is missing above it, or still begins with #; \
         line 5, terminal.username: belongs to [platform], whose line is missing above it, or still begins with #"
    );
    let told = told(&SITE.replace("\"hall-1\"", "\"hall-1\\n\""));
    assert!(told.starts_with("line 5, platform.username: \"hall-1\\n\" is no name"), "{told}");
}

#[test]
fn each_key_is_known_in_the_section_that_it_is_told_to_belong_to() {
    for (key, home) in HOMES {
        // A table is of the wrong type for each of them, but no key that is not known.
        let told = mistakes(&format!("[{home}]\n{key} = {{}}\n"));
        let named = told.iter().find(|told| told.contains(&format!("{home}.{key}: ")));
        let named = named.unwrap_or_else(|| panic!("{home}.{key}: {told:?}"));
        assert!(!named.contains("unknown") && !named.contains("belongs to"), "{named}");
    }
}
