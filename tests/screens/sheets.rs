//! All pictures of a size and language on one sheet, as small as somebody sees them from afar: what is it, in
//! half a second? `cargo test --test screens sheets -- --ignored` writes them into `target/sheets`.

use std::path::{Path, PathBuf};

use image::imageops::{FilterType, overlay, resize};
use image::{Rgb, RgbImage};

/// Pictures in a row, and the width to which each is brought.
const ACROSS: u32 = 8;
const WIDTH: u32 = 160;
const GAP: u32 = 6;
/// How many rows stand on a sheet.
const ROWS: usize = 14;

#[test]
#[ignore = "writes what somebody is to look at"]
fn sheets() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let sheets = root.join("target/sheets");
    std::fs::create_dir_all(&sheets).unwrap();
    for language in ["zh-CN", "en"] {
        for (width, height) in super::PANELS {
            let folder = root.join(format!("assets/screens/{language}/{width}x{height}"));
            let mut pictures = super::pictures(&folder);
            pictures.sort();
            for (number, part) in pictures.chunks(ACROSS as usize * ROWS).enumerate() {
                let name = format!("{language}-{width}x{height}-{}.png", number + 1);
                sheet(part, WIDTH * height / width).save(sheets.join(name)).unwrap();
            }
        }
    }
    println!("{}", sheets.display());
}

fn sheet(pictures: &[PathBuf], height: u32) -> RgbImage {
    let rows = (pictures.len() as u32).div_ceil(ACROSS);
    let size = (ACROSS * (WIDTH + GAP) + GAP, rows * (height + GAP) + GAP);
    let mut sheet = RgbImage::from_pixel(size.0, size.1, Rgb([96, 96, 96]));
    for (at, path) in (0..).zip(pictures) {
        let (x, y) = (at % ACROSS * (WIDTH + GAP) + GAP, at / ACROSS * (height + GAP) + GAP);
        overlay(&mut sheet, &thumbnail(path, height), i64::from(x), i64::from(y));
    }
    sheet
}

fn thumbnail(path: &Path, height: u32) -> RgbImage {
    let picture = image::open(path).unwrap().into_rgb8();
    resize(&picture, WIDTH, height, FilterType::Triangle)
}
