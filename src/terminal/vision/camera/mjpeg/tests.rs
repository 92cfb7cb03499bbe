use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;

use super::*;

/// 97×61 pixels of the one pattern (see [`drawn`]), coloured, by libjpeg's `cjpeg -quality 85`:
/// with `-sample 1x1`, `2x1`, `1x2`, `2x2`, `4x1`, `-restart`, `-optimize`, and `-grayscale`.
const SAMPLES: [(&str, &[u8]); 9] = [
    ("4:4:4", include_bytes!("444.jpg")),
    ("4:2:2", include_bytes!("422.jpg")),
    ("4:4:0", include_bytes!("440.jpg")),
    ("4:2:0", include_bytes!("420.jpg")),
    ("4:1:1", include_bytes!("411.jpg")),
    ("4:2:2, restarts each row", include_bytes!("422-restart.jpg")),
    ("4:2:0, restarts each two blocks", include_bytes!("420-restart.jpg")),
    ("4:2:2, tables of its own", include_bytes!("422-own-tables.jpg")),
    ("grey", include_bytes!("grey.jpg")),
];

const STANDARD_TABLES: &[u8] = include_bytes!("422.jpg");

/// The grey level of the pattern: squares of twelve pixels.
fn drawn(x: usize, y: usize) -> u8 {
    if (x / 12 + y / 12) % 2 == 1 { 190 } else { 60 }
}

/// How far the decoded picture is from the pattern on average.
fn off(pixels: &[u8], width: u32) -> f32 {
    let width = width as usize;
    let off = |(at, &pixel): (usize, &u8)| pixel.abs_diff(drawn(at % width, at / width));
    pixels.iter().enumerate().map(|pixel| f32::from(off(pixel))).sum::<f32>() / pixels.len() as f32
}

fn decoded(jpeg: &[u8]) -> Option<((u32, u32), Vec<u8>)> {
    let mut pixels = Vec::new();
    let size = Mjpeg::default().decode(jpeg, &mut pixels)?;
    assert_eq!(pixels.len(), (size.0 * size.1) as usize);
    Some((size, pixels))
}

/// The pattern as `image` encodes it.
fn encoded(width: u16, height: u16) -> Vec<u8> {
    let rows = (0..usize::from(height)).flat_map(|y| (0..usize::from(width)).map(move |x| (x, y)));
    let pixels: Vec<u8> = rows.flat_map(|(x, y)| [drawn(x, y); 3]).collect();
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, 80)
        .encode(&pixels, width.into(), height.into(), ExtendedColorType::Rgb8)
        .unwrap();
    jpeg
}

/// Where the segment with this marker begins and ends.
fn segment(jpeg: &[u8], marker: u8) -> Option<std::ops::Range<usize>> {
    let mut rest = &jpeg[2..];
    loop {
        let at = jpeg.len() - rest.len();
        let found = next_segment(&mut rest)?;
        if found.marker == marker {
            return Some(at..jpeg.len() - rest.len());
        }
        if found.marker == 0xda {
            return None;
        }
    }
}

fn without(jpeg: &[u8], marker: u8) -> Vec<u8> {
    let mut jpeg = jpeg.to_vec();
    while let Some(range) = segment(&jpeg, marker) {
        jpeg.drain(range);
    }
    jpeg
}

#[test]
fn every_sampling_a_camera_may_use_gives_the_same_grey() {
    for (name, jpeg) in SAMPLES {
        let (size, pixels) = decoded(jpeg).unwrap_or_else(|| panic!("{name}"));
        assert_eq!(size, (97, 61), "{name}");
        let off = off(&pixels, 97);
        assert!(off < 4.0, "{name}: {off}");
    }
}

#[test]
fn every_size_is_taken_as_it_is() {
    for (width, height) in [(320, 240), (640, 480), (1280, 720), (1920, 1080), (321, 243), (8, 1)] {
        let (size, pixels) = decoded(&encoded(width, height)).unwrap();
        assert_eq!(size, (width.into(), height.into()));
        assert!(off(&pixels, size.0) < 4.0, "{width}×{height}: {}", off(&pixels, size.0));
    }
}

#[test]
fn left_out_huffman_tables_are_the_standard_ones() {
    let bare = without(STANDARD_TABLES, 0xc4);
    assert!(bare.len() + 400 < STANDARD_TABLES.len(), "else it proves nothing");
    assert!(decoded(&bare) == decoded(STANDARD_TABLES));
    let grey = without(include_bytes!("grey.jpg"), 0xc4);
    assert!(decoded(&grey) == decoded(include_bytes!("grey.jpg")));
    // Without the head that other programs write, too.
    assert!(decoded(&without(&bare, 0xe0)) == decoded(STANDARD_TABLES));
}

#[test]
fn what_is_before_and_behind_the_picture_changes_nothing() {
    for (before, behind) in [(&[][..], &[0; 512][..]), (&[0, 0xff, 0, 0x12], &[]), (&[0xd8], &[7])]
    {
        let jpeg = [before, STANDARD_TABLES, behind].concat();
        assert!(decoded(&jpeg) == decoded(STANDARD_TABLES));
    }
    // Some cameras leave out the end of image.
    let endless = &STANDARD_TABLES[..STANDARD_TABLES.len() - 2];
    assert!(decoded(endless) == decoded(STANDARD_TABLES));
}

#[test]
fn a_frame_that_breaks_off_is_damaged_but_for_its_last_rows() {
    let jpeg = encoded(320, 240);
    let data = segment(&jpeg, 0xda).unwrap().end;
    for percent in [0, 1, 10, 50, 80] {
        let torn = data + (jpeg.len() - data) * percent / 100;
        for end in [&[][..], &[0xff, 0xd9], &jpeg[..data]] {
            let ended = [&jpeg[..torn], end].concat();
            assert!(decoded(&ended).is_none(), "{percent} % and {} bytes", end.len());
        }
    }
    let torn = data + (jpeg.len() - data) * 95 / 100;
    let (size, pixels) = decoded(&jpeg[..torn]).unwrap();
    assert_eq!(size, (320, 240));
    assert!(off(&pixels[..320 * 210], 320) < 4.0);
}

#[test]
fn a_picture_that_is_grey_by_itself_is_no_damage() {
    let mut jpeg = Vec::new();
    let picture = image::GrayImage::from_pixel(64, 48, image::Luma([LOST]));
    picture.write_with_encoder(JpegEncoder::new(&mut jpeg)).unwrap();
    assert!(decoded(&jpeg) == Some(((64, 48), vec![LOST; 64 * 48])));
}

#[test]
fn nothing_of_the_frame_before_is_shown_again() {
    let mut mjpeg = Mjpeg::default();
    let mut pixels = Vec::new();
    assert!(mjpeg.decode(&encoded(320, 240), &mut pixels).is_some());
    let jpeg = encoded(320, 240);
    let data = segment(&jpeg, 0xda).unwrap().end;
    for torn in (data..jpeg.len()).step_by(97) {
        pixels.fill(3);
        // A second picture's head in the middle of the data.
        let odd = [&jpeg[..torn], &jpeg[..data], &[0xff, 0xd9]].concat();
        mjpeg.decode(&odd, &mut pixels);
        let stale = pixels.rchunks(320).take_while(|row| row.iter().all(|&at| at == 3)).count();
        assert_eq!(stale, 0, "torn at {torn}");
    }
}

/// What no camera makes, and what would take the decoder much memory.
#[test]
fn other_kinds_of_jpeg_are_refused() {
    for jpeg in [&include_bytes!("progressive.jpg")[..], include_bytes!("scans.jpg")] {
        assert!(decoded(jpeg).is_none());
    }
    let frame_at = segment(STANDARD_TABLES, 0xc0).unwrap().start;
    for (height, width) in [(0u16, 97u16), (61, 0), (4097, 97), (61, 65_535)] {
        let mut jpeg = STANDARD_TABLES.to_vec();
        jpeg[frame_at + 5..frame_at + 7].copy_from_slice(&height.to_be_bytes());
        jpeg[frame_at + 7..frame_at + 9].copy_from_slice(&width.to_be_bytes());
        assert!(decoded(&jpeg).is_none(), "{width}×{height}");
    }
}

#[test]
fn damage_anywhere_is_borne() {
    let mut pixels = Vec::new();
    let mut mjpeg = Mjpeg::default();
    for (_, jpeg) in SAMPLES {
        for at in 0..jpeg.len() {
            let mut damaged = jpeg.to_vec();
            damaged[at] ^= 1 << (at % 8);
            let guarded = crate::terminal::vision::guard::guard("a damaged frame", || {
                mjpeg.decode(&damaged, &mut pixels)
            });
            if let Some(Some((width, height))) = guarded {
                assert_eq!(pixels.len(), (width * height) as usize);
            }
            mjpeg.decode(&jpeg[..at], &mut pixels);
        }
    }
    for nothing in [&[][..], &[0xff], &[0xff, 0xd8], &[0xff, 0xd8, 0xff], &[0; 4096]] {
        assert!(decoded(nothing).is_none());
    }
}
