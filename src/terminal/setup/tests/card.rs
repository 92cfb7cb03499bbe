use std::fs;

use super::*;

const HEADER: &str = "# taken over: 2026-11-30 20:15 hall-1";

/// A file as an image has it: a first line with room, padded.
fn file(passphrase: &str) -> String {
    let text = format!(
        "#{}\n[enrolment]\ncode = \"7K2M-9PQR-3XYZ-5ABC\" # once\nca_sha256 = \"0a\"\n\
         [network.wifi]\nssid = 'x'\npassphrase = {passphrase}\n",
        " hallgate".repeat(9)
    );
    format!("{text:<2048}")
}

fn read(folder: &Path) -> CardText {
    CardText::read(folder).unwrap().unwrap()
}

#[test]
fn a_wiped_file_has_its_size_its_lines_and_no_secret() {
    for passphrase in [
        "\"12345678\"",
        "'a much longer passphrase'",
        "\"\"\"\nabcdefgh\"\"\"",
        "\"\\u0041bcdefgh\"",
    ] {
        for begin in ["", "\u{feff}"] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join(NAME);
            let before = format!("{begin}{}", file(passphrase));
            fs::write(&path, &before).unwrap();
            let card = read(folder.path());
            assert!(card.has_secrets());
            card.wipe(HEADER).unwrap();
            let after = fs::read_to_string(&path).unwrap();
            assert_eq!(after.len(), before.len(), "{passphrase}");
            for secret in ["7K2M", "5ABC", "12345678", "passphrase'", "bcdefgh"] {
                assert!(!after.contains(secret), "{secret}: {after}");
            }
            assert!(after.trim_start_matches('\u{feff}').starts_with(HEADER));
            let wiped = read(folder.path());
            assert!(!wiped.has_secrets());
            assert_eq!(wiped.identity(), card.identity());
            // Again it changes nothing.
            let changed = fs::metadata(&path).unwrap().modified().unwrap();
            wiped.wipe(HEADER).unwrap();
            assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), changed);
            let table: toml::Table = after.trim_start_matches('\u{feff}').parse().unwrap();
            assert!(is_mark(table["enrolment"]["code"].as_str().unwrap()));
            assert!(is_mark(table["network"]["wifi"]["passphrase"].as_str().unwrap()));
        }
    }
}

#[test]
fn a_line_may_end_as_any_system_ends_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(NAME);
    let lines = file("\"12345678\"");
    let expected = lines.parse::<toml::Table>().unwrap();
    for end in ["\n", "\r\n", "\r"] {
        let text = lines.replace('\n', end);
        fs::write(&path, &text).unwrap();
        let card = read(folder.path());
        assert_eq!(card.text.parse::<toml::Table>().unwrap(), expected, "{end:?}");
        card.wipe(HEADER).unwrap();
        let wiped = fs::read_to_string(&path).unwrap();
        assert_eq!(wiped.len(), text.len());
        assert_eq!(wiped.matches(end).count(), text.matches(end).count());
        assert!(!wiped.contains("7K2M") && !wiped.contains("12345678"), "{wiped}");
    }
}

#[test]
fn zero_bytes_at_the_end_are_room_and_in_the_middle_a_torn_file() {
    let read = |bytes: &[u8]| CardText::of("/card/hallgate.toml".into(), bytes);
    let whole = b"[terminal]\ncinema_code = \"12345678\"\n";
    let padded = [whole.as_slice(), &[0; 300]].concat();
    assert_eq!(read(&padded).unwrap(), read(whole).unwrap());
    assert!(read(&[0; 300]).unwrap().is_empty());
    let torn = [whole.as_slice(), &[0; 3], b"[gate]\n"].concat();
    assert!(matches!(read(&torn), Err(CardFault::Torn { line: 3, .. })));
    let wide: Vec<u8> = whole.iter().flat_map(|byte| [*byte, 0]).collect();
    assert!(matches!(read(&wide), Err(CardFault::Utf16(_))));
}

#[test]
fn a_file_without_room_keeps_its_first_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(NAME);
    for text in ["# short\n[enrolment]\ncode = \"7K2M\"\n", "[enrolment]\ncode = \"7K2M\"\n", ""] {
        fs::write(&path, text).unwrap();
        read(folder.path()).wipe(HEADER).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), text.replace("7K2M", "take"));
    }
}

/// A sector is on the card whole or not at all; a file that is torn so is still known.
#[test]
fn a_file_that_a_cut_has_half_wiped_is_known_and_wiped_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(NAME);
    let before = file("\"12345678\"");
    fs::write(&path, &before).unwrap();
    let identity = read(folder.path()).identity();
    read(folder.path()).wipe(HEADER).unwrap();
    let wiped = fs::read_to_string(&path).unwrap();
    for at in 0..=before.len() {
        for torn in [
            [&wiped.as_bytes()[..at], &before.as_bytes()[at..]].concat(),
            [&before.as_bytes()[..at], &wiped.as_bytes()[at..]].concat(),
        ] {
            fs::write(&path, &torn).unwrap();
            let card = read(folder.path());
            assert_eq!(card.identity(), identity, "{at}");
            card.wipe(HEADER).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), wiped, "{at}");
        }
    }
}

#[test]
fn what_changes_in_a_file_changes_what_it_is_known_by() {
    let identity = |text: &str| CardText::of(NAME.into(), text.as_bytes()).unwrap().identity();
    let text = file("\"12345678\"");
    let same = identity(&text);
    assert_eq!(identity(text.trim_end()), same);
    assert_eq!(identity(&text.replace("12345678", "other secret")), same);
    assert_eq!(identity(&text.replacen("# hallgate", "# by hand", 1)), same);
    for changed in [
        text.replace("'x'", "'y'"),
        text.replace("\"0a\"", "\"0b\""),
        text.replace("passphrase = \"12345678\"", ""),
        format!("[access]\n{text}"),
        text.replace("code", "kode"),
    ] {
        assert_ne!(identity(&changed), same, "{changed}");
    }
    let retyped = CardText::of(NAME.into(), text.as_bytes()).unwrap();
    assert!(retyped.has_secrets());
}

#[test]
fn whatever_lies_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(NAME);
    assert_eq!(CardText::read(folder.path()).unwrap(), None);
    assert!(matches!(CardText::read(&folder.path().join("no")), Err(CardFault::Gone(_))));
    let named = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        CardText::read(folder.path())
    };
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let marked = [b"\xff\xfe".to_vec(), utf16("[terminal]\r\n")].concat();
    assert!(matches!(named(&marked), Err(CardFault::Utf16(_))));
    assert!(matches!(
        named(&utf16("[terminal]\r\nname = \"影厅入口\"\r\n")),
        Err(CardFault::Utf16(_))
    ));
    // As Windows in Chinese saves it.
    let gbk = b"# a\r\n# \xd3\xb0\xcc\xfc\r\n";
    assert!(matches!(named(gbk), Err(CardFault::NoText { line: 2, .. })));
    let huge = vec![b' '; usize::try_from(MOST).unwrap() + 1];
    assert!(matches!(named(&huge), Err(CardFault::TooBig { bytes, .. }) if bytes == MOST + 1));
    for empty in ["", "  \r\n\t", "\0\0\0\0", "\u{feff}\n"] {
        assert!(named(empty.as_bytes()).unwrap().unwrap().is_empty(), "{empty:?}");
    }
    assert!(!named(b"# a word\n").unwrap().unwrap().is_empty());
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert!(matches!(CardText::read(folder.path()), Err(CardFault::NoFile(_))));
    fs::remove_dir(&path).unwrap();
    rustix::fs::mkfifoat(rustix::fs::CWD, &path, 0o600.into()).unwrap();
    assert!(matches!(CardText::read(folder.path()), Err(CardFault::NoFile(_))));
    fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", &path).unwrap();
    assert!(matches!(CardText::read(folder.path()), Err(CardFault::Unreadable { .. })));
}

#[test]
fn the_status_is_written_over_itself() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(STATUS);
    write_status(folder.path(), "一\ntwo\n").unwrap();
    let made = fs::read(&path).unwrap();
    assert_eq!(made.len(), STATUS_BYTES);
    assert!(made.starts_with("\u{feff}一\r\ntwo\r\n ".as_bytes()) && made.ends_with(b" \n"));
    write_status(folder.path(), "x").unwrap();
    let short = fs::read_to_string(&path).unwrap();
    assert_eq!((short.len(), short.trim_end()), (STATUS_BYTES, "\u{feff}x"));
    let changed = fs::metadata(&path).unwrap().modified().unwrap();
    write_status(folder.path(), "x").unwrap();
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), changed);
    // As much as there is room for, without half a character.
    for room in 1..40 {
        fs::write(&path, "-".repeat(room)).unwrap();
        write_status(folder.path(), &"影".repeat(30)).unwrap();
        let cut = fs::read(&path).unwrap();
        assert_eq!(cut.len(), room);
        let text = std::str::from_utf8(&cut).unwrap();
        assert!(text.trim_end().trim_start_matches('\u{feff}').chars().all(|sign| sign == '影'));
    }
    assert!(write_status(&folder.path().join("no"), "x").is_err());
    fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink("/etc/motd", &path).unwrap();
    assert!(write_status(folder.path(), "x").is_err());
}
