//! Lines for files of every kind: folders, pictures, what is none, what is missing.

use super::*;

/// A path and the texts in it.
type ReadLine = (String, Vec<String>);

/// What is written for `paths`, without the milliseconds, and how it ended.
fn read(paths: &[PathBuf]) -> (Vec<ReadLine>, Result<(), ReadError>) {
    let mut out = Vec::new();
    let end = read_files(paths, None, Language::English, &mut out);
    let text = String::from_utf8(out).unwrap();
    assert!(text.is_empty() || text.ends_with('\n'));
    let line = |line: &str| {
        let mut columns = line.split('\t').map(str::to_owned);
        let path = columns.next().unwrap();
        let ms: f64 = columns.next().unwrap().parse().unwrap();
        assert!(ms >= 0.0);
        (path, columns.collect())
    };
    (text.lines().map(line).collect(), end)
}

fn blank(path: &Path) {
    image::RgbImage::new(40, 30).save(path).unwrap();
}

#[test]
fn a_picture_of_too_many_pixels_is_refused_where_it_can_not_be_made_smaller() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vast.bmp");
    image::GrayImage::new(3600, 3600).save(&path).unwrap();
    let (lines, end) = read(std::slice::from_ref(&path));
    assert_eq!(lines, [(path.display().to_string(), vec![])]);
    assert!(matches!(end, Err(ReadError::NoImage)));
}

#[test]
fn a_folder_stands_for_its_files_by_name_and_each_has_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    blank(&at("b.png"));
    blank(&at("a.bmp"));
    blank(&at("a.gif"));
    blank(&at("a.webp"));
    std::fs::write(at("c.png"), "torn").unwrap();
    std::fs::create_dir(at("d")).unwrap();
    let (lines, end) = read(&[folder.path().to_owned(), at("b.png")]);
    let names: Vec<&str> = lines.iter().map(|line| line.0.rsplit('/').next().unwrap()).collect();
    assert_eq!(names, ["a.bmp", "a.gif", "a.webp", "b.png", "c.png", "b.png"]);
    assert!(lines.iter().all(|line| line.1.is_empty()));
    assert!(end.is_ok());
}

#[test]
fn a_missing_path_is_an_error_after_all_others_were_read() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing.png");
    let there = folder.path().join("there.png");
    blank(&there);
    let (lines, end) = read(&[missing.clone(), there]);
    assert_eq!(lines.len(), 2);
    assert!(matches!(end, Err(ReadError::Missing(path)) if path == missing));
}

#[test]
fn nothing_but_files_that_are_no_images_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let torn = folder.path().join("torn.png");
    std::fs::write(&torn, b"\x89PNG\r\n\x1a\n").unwrap();
    let (lines, end) = read(&[torn, "/dev/null".into()]);
    assert_eq!(lines.len(), 2);
    assert!(matches!(end, Err(ReadError::NoImage)));
}

#[test]
fn an_image_that_claims_to_be_huge_is_no_image() {
    let folder = tempfile::tempdir().unwrap();
    let huge = folder.path().join("huge.pgm");
    std::fs::write(&huge, "P5 4000000000 4000000000 255\n").unwrap();
    assert!(matches!(read(&[huge]).1, Err(ReadError::NoImage)));
    let long = folder.path().join("long.png");
    image::GrayImage::new(17_000, 2).save(&long).unwrap();
    assert!(matches!(read(&[long]).1, Err(ReadError::NoImage)));
}

/// Opened, it would wait for a writer for ever.
#[test]
fn a_named_pipe_is_no_image() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe.png");
    let (kind, mode) = (rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU);
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, kind, mode, 0).unwrap();
    assert!(matches!(read(&[pipe]).1, Err(ReadError::NoImage)));
}

#[test]
fn what_would_break_the_line_is_escaped() {
    assert_eq!(escaped("a\tb\nc\rd\\e 厅"), "a\\tb\\nc\\rd\\\\e 厅");
}

#[cfg(feature = "peer")]
#[test]
fn texts_stand_behind_the_milliseconds() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("code.png");
    let code = qrcode::QrCode::new("one\ttwo\\").unwrap();
    let side = code.width() as u32;
    let colors = code.to_colors();
    // Drawn on nothing: what is transparent counts as paper.
    let picture = image::ImageBuffer::from_fn(6 * (side + 8), 6 * (side + 8), |x, y| {
        let (x, y) = ((x / 6).wrapping_sub(4), (y / 6).wrapping_sub(4));
        let dark = x < side && y < side && colors[(y * side + x) as usize] == qrcode::Color::Dark;
        image::LumaA([0u8, if dark { 255 } else { 0 }])
    });
    picture.save(&path).unwrap();
    let (lines, end) = read(std::slice::from_ref(&path));
    assert_eq!(lines, [(path.display().to_string(), vec!["one\\ttwo\\\\".to_owned()])]);
    assert!(end.is_ok());
}
