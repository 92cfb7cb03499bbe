//! `hallgate read` to the letter (SPEC §10): a line for each image, `path<TAB>ms<TAB>text`, more
//! texts behind further tabs. With `--explain` pictures beside it.
#![cfg(feature = "peer")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

#[path = "run/frames.rs"]
mod frames;

fn read(paths: &[&Path]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hallgate"));
    command.env("LC_ALL", "C");
    command.env_remove("RUST_LOG").arg("read").args(paths).output().unwrap()
}

/// The lines' columns; the milliseconds are held against the contract and left out.
fn columns(output: &Output) -> Vec<Vec<String>> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(text.is_empty() || text.ends_with('\n'));
    let columns = |line: &str| {
        let mut columns: Vec<String> = line.split('\t').map(str::to_owned).collect();
        let ms = columns.remove(1);
        assert!(ms.parse::<f64>().is_ok_and(|ms| ms >= 0.0), "{line}");
        assert!(ms.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'), "{ms}");
        columns
    };
    text.lines().map(columns).collect()
}

fn folder() -> (TempDir, impl Fn(&str) -> PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().to_owned();
    (folder, move |name: &str| root.join(name))
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[test]
fn files_are_read_in_the_order_given_and_folders_by_name() {
    let (folder, at) = folder();
    std::fs::create_dir(at("many")).unwrap();
    for (name, text) in [("many/b.png", "two"), ("many/a.bmp", "one"), ("many/c.pgm", "three")] {
        frames::write(&[text], &at(name));
    }
    frames::write(&["alone"], &at("z.png"));
    image::GrayImage::from_pixel(320, 240, image::Luma([90])).save(at("empty.png")).unwrap();
    let output = read(&[&at("z.png"), &at("many"), &at("empty.png")]);
    assert!(output.status.success());
    assert_eq!(
        columns(&output),
        [
            vec![shown(&at("z.png")), "alone".into()],
            vec![shown(&at("many/a.bmp")), "one".into()],
            vec![shown(&at("many/b.png")), "two".into()],
            vec![shown(&at("many/c.pgm")), "three".into()],
            vec![shown(&at("empty.png"))],
        ]
    );
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    drop(folder);
}

#[test]
fn several_codes_of_an_image_stand_behind_further_tabs() {
    let (_folder, at) = folder();
    frames::write(&["first", "second", "third"], &at("three.png"));
    let lines = columns(&read(&[&at("three.png")]));
    let mut texts = lines[0][1..].to_vec();
    texts.sort();
    assert_eq!(texts, ["first", "second", "third"]);
}

#[test]
fn what_would_break_a_line_is_escaped_in_a_text() {
    let (_folder, at) = folder();
    for (number, (text, line)) in [
        ("a\tb", "a\\tb"),
        ("a\nb\r", "a\\nb\\r"),
        ("C:\\new\\table", "C:\\\\new\\\\table"),
        ("3号厅 流浪地球", "3号厅 流浪地球"),
        ("ÄÖÜ é", "ÄÖÜ é"),
    ]
    .into_iter()
    .enumerate()
    {
        let path = at(&format!("{number}.png"));
        frames::write(&[text], &path);
        assert_eq!(columns(&read(&[&path])), [[shown(&path), line.to_owned()]], "{text:?}");
    }
}

#[test]
fn broken_files_have_a_line_and_missing_ones_are_an_error_in_the_end() {
    let (_folder, at) = folder();
    frames::write(&["whole"], &at("whole.png"));
    let whole = std::fs::read(at("whole.png")).unwrap();
    std::fs::write(at("torn.png"), &whole[..whole.len() / 2]).unwrap();
    std::fs::write(at("nothing.png"), b"").unwrap();
    std::fs::write(at("text.png"), "no image").unwrap();
    std::fs::write(at("misnamed.jpg"), &whole).unwrap();
    let output = read(
        &["torn.png", "nothing.png", "text.png", "misnamed.jpg"]
            .map(&at)
            .each_ref()
            .map(PathBuf::as_path),
    );
    assert!(output.status.success());
    let lines = columns(&output);
    assert_eq!(lines[1..3], [[shown(&at("nothing.png"))], [shown(&at("text.png"))]]);
    assert_eq!(lines[3], [shown(&at("misnamed.jpg")), "whole".into()]);
    assert_eq!(lines.len(), 4);

    let output = read(&[&at("missing.png"), &at("whole.png")]);
    let stderr = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr.starts_with("hallgate: ") && stderr.lines().count() == 1, "{stderr}");
    assert!(stderr.contains("missing.png"), "{stderr}");
    assert!(columns(&output).contains(&vec![shown(&at("whole.png")), "whole".into()]));
}

#[test]
fn odd_names_are_written_as_they_are() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let (folder, at) = folder();
    let names = ["with space.png", "-dash.png", "3号厅.png", "no ending", "UPPER.PNG"];
    frames::write(&["x"], &at("made.png"));
    for name in names {
        std::fs::copy(at("made.png"), at(name)).unwrap();
        assert_eq!(columns(&read(&[&at(name)])), [[shown(&at(name)), "x".to_owned()]]);
    }
    // A name that is no text stands there byte for byte.
    let odd = folder.path().join(OsStr::from_bytes(b"\xff\xfe.png"));
    std::fs::copy(at("made.png"), &odd).unwrap();
    let output = read(&[&odd]);
    assert!(output.stdout.starts_with(odd.as_os_str().as_bytes()));
    assert!(output.stdout.ends_with(b"\tx\n"));
}

fn explained(folder: &Path, path: &Path) -> Output {
    read(&[Path::new("--explain"), folder, path])
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Pixels of a colour in the part of a picture above its words.
fn pixels(picture: &Path, height: u32, colour: [u8; 3]) -> usize {
    let picture = image::open(picture).unwrap().into_rgb8();
    assert!(picture.height() > height, "words stand below");
    picture.enumerate_pixels().filter(|(_, y, pixel)| *y < height && pixel.0 == colour).count()
}

const GREEN: [u8; 3] = [60, 230, 90];
const AMBER: [u8; 3] = [255, 176, 0];
const BLUE: [u8; 3] = [80, 200, 255];
const RED: [u8; 3] = [255, 70, 70];

#[test]
fn a_code_that_is_read_is_explained_in_green_and_its_line_stays_as_it_is() {
    let (_folder, at) = folder();
    frames::write(&["to be explained"], &at("code.png"));
    let output = explained(&at("deep/why"), &at("code.png"));
    assert!(output.status.success());
    assert_eq!(columns(&output), [[shown(&at("code.png")), "to be explained".into()]]);
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(names(&at("deep/why")), ["code-1-calm.png"]);
    let picture = at("deep/why/code-1-calm.png");
    assert!(pixels(&picture, 480, GREEN) > 400, "a dot for each module at least");
    assert!(pixels(&picture, 480, BLUE) > 100, "circles around finder patterns");
    assert_eq!(pixels(&picture, 480, AMBER) + pixels(&picture, 480, RED), 0);
}

#[test]
fn a_code_that_is_sampled_but_not_read_is_explained_in_amber_for_every_look() {
    let (_folder, at) = folder();
    let mut frame = frames::frame(&["the modules of this one are lost in its middle"]);
    // All but the finder and timing patterns.
    for (x, y, pixel) in frame.enumerate_pixels_mut() {
        let module = |at: u32| (at.saturating_sub(40) / 5) as i32 - 4;
        let (column, row) = (module(x), module(y));
        if (9..32).contains(&column) && (9..32).contains(&row) {
            pixel.0 = [if (column * 7 + row * 3) % 5 < 2 { 0 } else { 255 }];
        }
    }
    frame.save(at("lost.png")).unwrap();
    let output = explained(&at("why"), &at("lost.png"));
    assert_eq!(columns(&output), [[shown(&at("lost.png"))]]);
    let looks =
        ["1-calm", "2-half", "3-fine", "4-double", "5-calm-deep", "6-fine-deep", "7-double-deep"];
    assert_eq!(names(&at("why")), looks.map(|look| format!("lost-{look}.png")));
    for name in names(&at("why")) {
        let picture = at("why").join(&name);
        assert!(pixels(&picture, 480, AMBER) > 400, "{name}");
        assert_eq!(pixels(&picture, 480, GREEN), 0, "{name}");
    }
}

#[test]
fn an_image_without_a_code_is_explained_in_words() {
    let (_folder, at) = folder();
    image::GrayImage::from_pixel(640, 480, image::Luma([90])).save(at("grey.png")).unwrap();
    let stripes = |x: u32, _| image::Luma([if (x / 40).is_multiple_of(2) { 60 } else { 160 }]);
    image::GrayImage::from_fn(640, 480, stripes).save(at("stripes.png")).unwrap();
    std::fs::create_dir(at("other")).unwrap();
    std::fs::copy(at("stripes.png"), at("other/stripes.png")).unwrap();
    std::fs::write(at("torn.png"), "torn").unwrap();
    let paths = ["grey.png", "stripes.png", "other/stripes.png", "torn.png"].map(&at);
    let output = Command::new(env!("CARGO_BIN_EXE_hallgate"))
        .env("LC_ALL", "C")
        .arg("read")
        .args(&paths)
        .arg("--explain")
        .arg(at("why"))
        .output()
        .unwrap();
    assert!(output.status.success());
    assert_eq!(columns(&output), paths.each_ref().map(|path| [shown(path)]));
    let pictures = [
        "grey-0-blank.png",
        "stripes-1-calm.png",
        "stripes-2-half.png",
        "stripes~2-1-calm.png",
        "stripes~2-2-half.png",
    ];
    assert_eq!(names(&at("why")), pictures);
    for name in pictures {
        let picture = image::open(at("why").join(name)).unwrap().into_rgb8();
        let red = picture.enumerate_pixels().filter(|(_, _, pixel)| pixel.0 == RED);
        assert!(red.clone().count() > 50, "{name}: it is said in words");
        assert!(red.into_iter().all(|(_, y, _)| y >= 480), "{name}: and nothing is drawn");
    }
}

#[test]
fn a_folder_that_cannot_be_written_to_is_an_error_that_says_what_to_do() {
    let (_folder, at) = folder();
    frames::write(&["x"], &at("code.png"));
    std::fs::write(at("file"), "").unwrap();
    for folder in ["file", "file/below"] {
        let output = explained(&at(folder), &at("code.png"));
        let stderr = String::from_utf8(output.stderr.clone()).unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(output.stdout.is_empty(), "it is known before anything is read");
        assert!(stderr.starts_with("hallgate: ") && stderr.lines().count() == 1, "{stderr}");
        assert!(stderr.contains(&shown(&at(folder))) && stderr.contains("name a folder"));
    }
    // In the way of the picture.
    std::fs::create_dir_all(at("why/code-1-calm.png")).unwrap();
    let output = explained(&at("why"), &at("code.png"));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(columns(&output), [[shown(&at("code.png")), "x".into()]]);
}

#[test]
fn a_reader_that_has_enough_is_no_fault() {
    let (folder, at) = folder();
    frames::write(&["x"], &at("000.png"));
    for number in 1..40 {
        std::fs::copy(at("000.png"), at(&format!("{number:03}.png"))).unwrap();
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_hallgate"))
        .arg("read")
        .arg(folder.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}
