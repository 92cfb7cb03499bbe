//! `hallgate setup` from an empty card to a terminal that runs: the real program, a real platform, a sheet
//! before the camera, the card's partition as a folder.

mod board;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use hallgate::people::{Password, first_admin_number};
use hallgate::terminal::operators::{self, SheetAnswer};
use hallgate::terminal::store::{AdminStore, DatabaseKey};
use jiff::Timestamp;

use super::output_of;
use board::{Board, HALL, NAME};

#[test]
fn a_sheet_before_the_camera_makes_a_terminal_of_an_empty_card() {
    let board = Board::new();
    board.write_card("# nothing is filled in\n");
    let mut setup = board.start();
    board.waits_for("the sheet's page", || {
        board.pages().iter().any(|it| it.contains("setup-sheet"))
    });
    board.waits_for("its word", || board.status().contains("enrolment sheet"));
    let shown = |path: &Path| {
        let name = path.file_name().unwrap();
        fs::rename(path, board.at("frames").join(name)).unwrap();
    };
    let picture = board.at("1.png");
    let (code, _) = board.code(NAME, &["--qr", &picture.display().to_string()]);
    shown(&picture);
    assert!(setup.wait().unwrap().success(), "{}", board.status());
    board.is_whole(NAME);
    // Whoever has the sheet makes the first admin there.
    let grant = board.at("etc/first-admin.toml");
    assert_eq!(grant.metadata().unwrap().permissions().mode() & 0o777, 0o640);
    let number = Password::new(first_admin_number(&code)).unwrap();
    let key = DatabaseKey::from_bytes(&[7; 32]).unwrap();
    let mut admin_store = AdminStore::open_or_make(&board.at("other.db"), &key).unwrap();
    let held = operators::hold(&mut admin_store, Some(&grant), &number, Timestamp::now()).unwrap();
    assert!(matches!(held, SheetAnswer::Holder(_)), "{held:?}");
    assert!(!fs::read_to_string(&grant).unwrap().contains(number.text()), "a hash alone");
    let config = fs::read_to_string(board.at("etc/hallgate.toml")).unwrap();
    assert!(
        config.contains(HALL) && !config.contains("99999999") && !config.contains("wrong"),
        "{config}"
    );
    assert!(board.status().contains("Set up, and"), "{}", board.status());
    board.ends();
}

#[test]
fn a_file_with_mistakes_is_told_whole_and_taken_over_once_it_is_mended() {
    let board = Board::new();
    let (code, sum) = board.code(NAME, &[]);
    let good = board.whole(&code, &sum);
    let bad = good.replace("language = \"en\"", "language = \"en\"\ncolour = 3")
        + "[gate]\nunlock_ms = 5\n[network]\nmode = \"static\"\n[acess]\n";
    board.write_card(&bad);
    let refused = board.once();
    assert_eq!(refused.code, 1, "{}", refused.err);
    let line = |part: &str| bad.lines().position(|line| line.starts_with(part)).unwrap() + 1;
    for (part, key) in [
        ("colour", "terminal.colour"),
        ("unlock_ms", "gate.unlock_ms"),
        ("[network]", "network"),
        ("[acess]", "acess"),
    ] {
        let status = board.status();
        let told = status
            .lines()
            .any(|it| it.contains(&format!("line {}", line(part))) && it.contains(key));
        assert!(told, "{part}: {status}");
    }
    assert!(!board.at("etc/hallgate.toml").exists() && !board.at("secrets").exists());
    // Not a byte of it was changed: whoever mends it finds what was written.
    assert!(fs::read_to_string(board.at("card/hallgate.toml")).unwrap().starts_with(&bad));

    let mut setup = board.start();
    board.waits_for("the mistakes' page", || {
        board.pages().iter().any(|it| it.contains("setup-mistake"))
    });
    board.write_card(&format!("\u{feff}{}", good.replace('\n', "\r\n")));
    assert!(setup.wait().unwrap().success(), "{}", board.status());
    board.is_whole(NAME);
    let card = fs::read(board.at("card/hallgate.toml")).unwrap();
    assert_eq!(card.len(), 64 * 1024, "it neither grows nor shrinks");
    let text = String::from_utf8(card.clone()).unwrap();
    assert!(!text.contains(&code) && text.contains("taken over"), "{text}");
    let kept = fs::read_to_string(board.at("etc/setup.toml")).unwrap();
    assert!(!kept.contains(&code), "{kept}");

    // Passed by from then on.
    let config = fs::read(board.at("etc/hallgate.toml")).unwrap();
    let again = board.once();
    assert_eq!(
        (again.code, fs::read(board.at("card/hallgate.toml")).unwrap()),
        (0, card),
        "{}",
        again.err
    );
    // A file that somebody spoiled later keeps no door shut, and a good one comes into force.
    board.write_card(&text.trim_end_matches('\n').replace("Hall 3\"", "Hall 3"));
    assert_eq!(board.once().code, 0);
    assert_eq!(fs::read(board.at("etc/hallgate.toml")).unwrap(), config);
    assert!(board.status().contains("line"), "{}", board.status());
    board.write_card(&text.trim_end_matches('\n').replace("Hall 3", "Hall 4"));
    assert_eq!(board.once().code, 0, "{}", board.status());
    assert!(fs::read_to_string(board.at("etc/hallgate.toml")).unwrap().contains("Hall 4"));
    board.is_whole(NAME);
    board.ends();
}

#[test]
fn a_corrected_file_on_a_stick_is_taken_over_in_the_cards_place_until_the_terminal_is_set_up() {
    let board = Board::new();
    let (code, sum) = board.code(NAME, &[]);
    let good = board.whole(&code, &sum);
    let bad = good.replace("language = \"en\"", "colour = 3");
    board.write_card(&bad);
    assert_eq!(board.once().code, 1);
    let stick = board.at("run/hallgate-stick/sda1");
    fs::create_dir_all(&stick).unwrap();
    fs::create_dir(board.at("run/hallgate-stick/empty")).unwrap();
    // One with a mistake is told like the card's.
    fs::write(stick.join("hallgate.toml"), good.replace("[platform]", "[platfrom]")).unwrap();
    assert_eq!(board.once().code, 1);
    assert!(board.status().contains("platfrom"), "{}", board.status());
    fs::write(stick.join("hallgate.toml"), &good).unwrap();
    let done = board.once();
    assert_eq!(done.code, 0, "{} {}", done.err, board.status());
    let on_stick = fs::read_to_string(stick.join("hallgate.toml")).unwrap();
    assert!(!on_stick.contains(&code) && on_stick.contains("taken over"), "{on_stick}");
    board.is_whole(NAME);

    // Without the stick the card's file of before stays passed over.
    fs::remove_dir_all(&stick).unwrap();
    let config = fs::read(board.at("etc/hallgate.toml")).unwrap();
    assert_eq!(board.once().code, 0, "{}", board.status());
    assert_eq!(fs::read(board.at("etc/hallgate.toml")).unwrap(), config);
    // A stick changes nothing of a terminal that is set up; the card does.
    fs::create_dir_all(&stick).unwrap();
    fs::write(stick.join("hallgate.toml"), on_stick.replace("Hall 3", "Hall 9")).unwrap();
    assert_eq!(board.once().code, 0);
    assert_eq!(fs::read(board.at("etc/hallgate.toml")).unwrap(), config);
    board.write_card(&on_stick.replace("Hall 3", "Hall 4"));
    assert_eq!(board.once().code, 0, "{}", board.status());
    assert!(fs::read_to_string(board.at("etc/hallgate.toml")).unwrap().contains("Hall 4"));
    board.ends();
}

#[test]
fn a_code_that_is_used_asks_for_another_sheet() {
    let board = Board::new();
    let (code, sum) = board.code(NAME, &[]);
    let expired = "UPDATE enrolments SET expires_at = 1";
    board.site.session().execute(expired, &[]).unwrap();
    board.write_card(&board.whole(&code, &sum));
    let refused = board.once();
    assert_eq!(refused.code, 1, "{}", refused.err);
    assert!(board.status().contains("Ask the platform for another one"), "{}", board.status());
    assert!(!board.at("secrets/terminal-key").exists());
    // The place that was wrong once waits a second.
    std::thread::sleep(Duration::from_millis(1100));
    let mut setup = board.start();
    let picture = board.at("2.png");
    board.code(NAME, &["--qr", &picture.display().to_string()]);
    fs::rename(&picture, board.at("frames/2.png")).unwrap();
    assert!(setup.wait().unwrap().success(), "{}", board.status());
    board.is_whole(NAME);
    board.ends();
}

#[test]
fn a_file_typed_from_the_sheets_rows_is_enough() {
    let board = Board::new();
    let sheet = board.at("sheet.html");
    board.code(NAME, &["--sheet", &sheet.display().to_string()]);
    let page = fs::read_to_string(&sheet).unwrap();
    // The rows as they are printed, each under its key.
    let row = |key: &str| {
        let before = page.split(&format!("</td><td><code>{key}</code>")).next().unwrap();
        assert!(before.len() < page.len(), "{key}");
        before.rsplit("<td>").next().unwrap().to_owned()
    };
    let sum = row("enrolment.ca_sha256");
    assert_eq!((sum.len(), sum.matches(' ').count()), (79, 15), "{sum}");
    let url = row("platform.url").replace("&#x2f;", "/").replace("&#x2F;", "/");
    board.write_card(&format!(
        "[terminal]\ncinema_code = \"{}\"\nscreens = [\"{}\"]\n[platform]\nurl = \"{url}\"\nusername = \"{}\"\n\
         [enrolment]\ncode = \"{}\"\nca_sha256 = \"{sum}\"\n",
        &row("terminal.cinema_code")[..8],
        row("terminal.screens"),
        row("platform.username"),
        row("enrolment.code"),
    ));
    let once = board.once();
    assert_eq!(once.code, 0, "{} {}", once.err, board.status());
    board.is_whole(NAME);
    board.ends();
}

#[test]
fn a_code_that_is_refused_beside_a_key_is_told_and_the_door_opens_all_the_same() {
    let board = Board::new();
    let (code, sum) = board.code(NAME, &[]);
    board.write_card(&board.whole(&code, &sum));
    assert_eq!(board.once().code, 0, "{}", board.status());
    // Somebody wants it enrolled anew, with a code that has run out.
    let (code, _) = board.code(NAME, &[]);
    board.site.session().execute("UPDATE enrolments SET expires_at = 1", &[]).unwrap();
    board.write_card(&board.whole(&code, &sum));
    let mut setup = board.start();
    board.waits_for("the page", || board.pages().iter().any(|it| it.contains("setup-old_key")));
    assert!(setup.wait().unwrap().success(), "{}", board.status());
    let told = || {
        let status = board.status();
        assert!(!status.contains("Set up, and"), "{status}");
        assert!(status.contains("used or too old") && status.contains("revoked"), "{status}");
    };
    told();
    board.is_whole(NAME);
    // At the next start too, until it is enrolled by another code.
    assert_eq!(board.once().code, 0);
    told();
    std::thread::sleep(Duration::from_millis(1100));
    let (code, _) = board.code(NAME, &[]);
    board.write_card(&board.whole(&code, &sum));
    assert_eq!(board.once().code, 0, "{}", board.status());
    assert!(board.status().contains("Set up, and"), "{}", board.status());
    board.is_whole(NAME);
    board.ends();
}

#[test]
fn a_file_whose_ending_is_hidden_is_told_by_its_name() {
    let board = Board::new();
    board.write_card("# the template\n");
    let (code, sum) = board.code(NAME, &[]);
    let file = board.whole(&code, &sum);
    fs::write(board.at("card/Hallgate.toml.txt"), &file).unwrap();
    assert_eq!(board.once().code, 1);
    let status = board.status();
    assert!(status.contains("Hallgate.toml.txt") && status.contains("rename it"), "{status}");
    assert!(status.contains("改名为 hallgate.toml"), "{status}");
    fs::rename(board.at("card/Hallgate.toml.txt"), board.at("card/hallgate.toml")).unwrap();
    assert_eq!(board.once().code, 0, "{}", board.status());
    assert!(!board.status().contains("rename it"), "{}", board.status());
    board.ends();
}

#[test]
fn a_trial_in_other_folders_leaves_the_machines_services_alone() {
    let board = Board::new();
    let (code, sum) = board.code(NAME, &[]);
    let key =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJ somebody";
    let whole = board.whole(&code, &sum);
    board.write_card(&format!("{whole}[access]\nssh_keys = [\"{key}\"]\n"));
    // Whoever is asked to do something is these, which write it down.
    let (programs, asked) = (board.at("programs"), board.at("asked"));
    fs::create_dir(&programs).unwrap();
    for name in ["systemctl", "networkctl"] {
        let script = format!("#!/bin/sh\necho {name} \"$@\" >> {}\n", asked.display());
        fs::write(programs.join(name), script).unwrap();
        fs::set_permissions(programs.join(name), PermissionsExt::from_mode(0o755)).unwrap();
    }
    let mut command = board.command(&["--once"]);
    let path = std::env::var("PATH").unwrap();
    command.env("PATH", format!("{}:{path}", programs.display()));
    let output = output_of(command);
    assert_eq!(output.code, 0, "{}", output.err);
    let asked = fs::read_to_string(&asked).unwrap_or_default();
    let orders: Vec<&str> = asked.lines().filter(|line| !line.contains("is-enabled")).collect();
    assert!(orders.is_empty(), "{orders:?}");
    assert!(board.at("run").read_dir().unwrap().count() > 0, "what it would do stands there");
    board.ends();
}

#[test]
fn whenever_the_power_is_cut_the_next_start_does_the_rest() {
    let (board, code) = Board::with_whole_card();
    let mut cuts = 0;
    for tries in 0..200 {
        let mut setup = board.start();
        // Later each time, so that every step is cut once.
        std::thread::sleep(Duration::from_millis(10 + 15 * tries));
        if let Some(ended) = setup.try_wait().unwrap() {
            assert!(ended.success(), "{}", board.status());
            break;
        }
        setup.kill().unwrap();
        setup.wait().unwrap();
        cuts += 1;
    }
    assert!(cuts > 0);
    assert_eq!(board.once().code, 0, "{}", board.status());
    let card = fs::read_to_string(board.at("card/hallgate.toml")).unwrap();
    assert!(!card.contains(&code), "{card}");
    board.is_whole(NAME);
    board.ends();
}

#[test]
fn a_card_that_keeps_nothing_is_told_and_nothing_is_taken_over() {
    let (board, code) = Board::with_whole_card();
    fs::create_dir(board.at("run")).unwrap();
    fs::write(board.at("run/card-without-data"), "").unwrap();
    let refused = board.once();
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("use another card"), "{}", refused.err);
    assert!(board.status().contains("use another card"), "{}", board.status());
    assert!(!board.at("etc").exists() && !board.at("secrets").exists());
    assert!(fs::read_to_string(board.at("card/hallgate.toml")).unwrap().contains(&code));
    board.ends();
}

#[test]
fn a_card_that_is_mounted_read_only_is_written_all_the_same_and_is_read_only_again() {
    let board = Board::new();
    let (code, sum) = board.code(NAME, &[]);
    let file = board.whole(&code, &sum);
    fs::write(board.at("hallgate.toml"), &file).unwrap();
    let setup = board.command(&["--once"]);
    let words: Vec<_> = std::iter::once(setup.get_program()).chain(setup.get_args()).collect();
    // Mounts of its own, as the system's are nobody's business here.
    let script = "mount -t tmpfs -o nosuid,nodev,noexec card \"$1\" && cp \"$2\" \"$1\" || exit 77\n\
                  mount -o remount,ro,nosuid,nodev,noexec \"$1\" || exit 77; card=$1; shift 2\n\
                  \"$@\"; ended=$?; grep \" $card \" /proc/self/mounts; cat \"$card\"/*; exit $ended";
    let mut command = Command::new("unshare");
    command.env_remove("RUST_LOG").stdin(Stdio::null());
    command.args(["--user", "--map-root-user", "--mount", "sh", "-c", script, "sh"]);
    command.arg(board.at("card")).arg(board.at("hallgate.toml")).args(words);
    let output = output_of(command);
    if output.code == 77 || output.err.contains("unshare") {
        println!("SKIPPED: no mounts of one's own here: {}", output.err);
        return board.ends();
    }
    let seen = String::from_utf8(output.out).unwrap();
    assert_eq!(output.code, 0, "{} {seen}", output.err);
    let mounts = seen.lines().next().unwrap();
    assert!(mounts.contains("ro,nosuid,nodev,noexec"), "{mounts}");
    assert!(seen.contains("taken over") && !seen.contains(&code), "{seen}");
    assert!(seen.contains("Set up, and"), "{seen}");
    board.is_whole(NAME);
    board.ends();
}
