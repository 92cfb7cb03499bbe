//! Large photographs with a code in them, as each format has them.

use std::path::Path;

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, GrayImage, ImageEncoder, Luma, RgbImage};

use super::super::{FilePicture, MOST_PIXELS};
use crate::terminal::vision::Reader;

const TEXT: &str = "a large photograph";

/// A code of 24 pixels a module in the middle of a picture of so many pixels.
fn picture(width: u32, height: u32) -> GrayImage {
    let code = qrcode::QrCode::new(TEXT).unwrap();
    let (side, module) = (code.width() as u32, 24);
    let colors = code.to_colors();
    let (left, top) = ((width - side * module) / 2, (height - side * module) / 2);
    GrayImage::from_fn(width, height, |x, y| {
        let (x, y) = (x.wrapping_sub(left) / module, y.wrapping_sub(top) / module);
        let inside = x < side && y < side;
        let dark = inside && colors[(y * side + x) as usize] == qrcode::Color::Dark;
        Luma([if dark { 30 } else { 220 }])
    })
}

fn read(path: &Path) -> Vec<String> {
    let picture = FilePicture::open(path).unwrap();
    assert!(picture.pixels.len() as u64 <= MOST_PIXELS);
    let reading = Reader::new().read_thoroughly(&picture.luma());
    reading.found.into_iter().map(|code| code.text).collect()
}

#[test]
fn photographs_of_fifty_megapixels_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let grey = picture(8192, 6144);
    grey.save(at("grey.png")).unwrap();
    let file = std::fs::File::create(at("grey.jpg")).unwrap();
    let jpeg = JpegEncoder::new_with_quality(file, 80);
    jpeg.write_image(&grey, 8192, 6144, ExtendedColorType::L8).unwrap();
    let small = picture(4100, 4001);
    let colours = RgbImage::from_fn(4100, 4001, |x, y| {
        let level = small.get_pixel(x, y).0[0];
        image::Rgb([level, level, level / 2])
    });
    colours.save(at("colours.png")).unwrap();
    colours.save(at("colours.jpg")).unwrap();
    for name in ["grey.png", "grey.jpg", "colours.png", "colours.jpg"] {
        assert_eq!(read(&at(name)), [TEXT], "{name}");
    }
}

#[test]
fn a_file_that_ends_early_is_no_image_or_what_there_is_of_it() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["large.png", "large.jpg"] {
        let path = folder.path().join(name);
        picture(4200, 4000).save(&path).unwrap();
        let whole = std::fs::read(&path).unwrap();
        for part in [whole.len() / 2, whole.len() - 9, 40] {
            std::fs::write(&path, &whole[..part]).unwrap();
            if let Ok(picture) = FilePicture::open(&path) {
                assert_eq!(picture.pixels.len(), (picture.width * picture.height) as usize);
            }
        }
    }
}
