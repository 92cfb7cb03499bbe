//! The reader on drawn codes: turned, inverted, small, several, strided, and on what is no code.

mod frames;
mod hints;

use qrcode::{EcLevel, QrCode};

use super::*;

/// A ticket's text of that many characters.
fn ticket(length: usize) -> String {
    const BASE64: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let random = (1u64..).scan(7u64, |state, _| {
        *state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Some(BASE64[(*state >> 58) as usize] as char)
    });
    "12345678".chars().chain(random).take(length).collect()
}

/// A grey scene to draw codes into.
struct DrawnSheet {
    pixels: Vec<u8>,
    width: usize,
}

impl DrawnSheet {
    fn new(width: usize, height: usize) -> Self {
        Self { pixels: vec![200; width * height], width }
    }

    fn luma(&self) -> Luma<'_> {
        let height = self.pixels.len() / self.width;
        Luma::new(&self.pixels, self.width as u32, height as u32, self.width).unwrap()
    }

    /// Draws a code around `centre`, turned by `degrees`; `ink` and `paper` are grey levels.
    fn draw(
        &mut self,
        data: &[u8],
        centre: (f32, f32),
        module: f32,
        degrees: f32,
        [ink, paper]: [u8; 2],
    ) {
        let code = QrCode::with_error_correction_level(data, EcLevel::M).unwrap();
        let (side, colors) = (code.width() as i32, code.to_colors());
        let (sin, cos) = degrees.to_radians().sin_cos();
        let width = self.width;
        for (at, pixel) in self.pixels.iter_mut().enumerate() {
            let (x, y) =
                ((at % width) as f32 + 0.5 - centre.0, (at / width) as f32 + 0.5 - centre.1);
            let column = ((x * cos + y * sin) / module + side as f32 / 2.0).floor() as i32;
            let row = ((y * cos - x * sin) / module + side as f32 / 2.0).floor() as i32;
            if (0..side).contains(&column) && (0..side).contains(&row) {
                let dark = colors[(row * side + column) as usize] == qrcode::Color::Dark;
                *pixel = if dark { ink } else { paper };
            } else if (-4..side + 4).contains(&column) && (-4..side + 4).contains(&row) {
                *pixel = paper;
            }
        }
    }
}

/// A reader that has all the time it wants: a busy machine changes nothing.
fn patient() -> Reader {
    Reader::with_budget(Duration::from_secs(600))
}

fn texts(reading: &Reading) -> Vec<&str> {
    reading.found.iter().map(|code| code.text.as_str()).collect()
}

const PRINT: [u8; 2] = [20, 230];
const DARK_MODE: [u8; 2] = [230, 20];

#[test]
fn a_ticket_is_read_whole_at_any_angle() {
    for length in [180, 352, 692] {
        let text = ticket(length);
        for degrees in [0.0, 12.0, 45.0, 90.0, 137.0, 180.0, 270.0] {
            let mut sheet = DrawnSheet::new(800, 720);
            sheet.draw(text.as_bytes(), (400.0, 360.0), 4.4, degrees, PRINT);
            let reading = patient().read(&sheet.luma());
            assert_eq!(texts(&reading), [&text], "{length} characters at {degrees}°");
            assert!(!reading.blank);
        }
    }
}

#[test]
fn light_modules_on_dark_are_read() {
    let text = ticket(180);
    let mut sheet = DrawnSheet::new(640, 480);
    sheet.draw(text.as_bytes(), (320.0, 240.0), 5.0, 8.0, DARK_MODE);
    assert_eq!(texts(&patient().read(&sheet.luma())), [&text]);
    assert_eq!(texts(&patient().read_thoroughly(&sheet.luma())), [&text]);
}

#[test]
fn small_modules_are_read() {
    let text = ticket(180);
    let mut sheet = DrawnSheet::new(640, 480);
    sheet.draw(text.as_bytes(), (320.0, 240.0), 2.0, 0.0, PRINT);
    assert_eq!(texts(&patient().read(&sheet.luma())), [&text]);
    let mut tiny = DrawnSheet::new(80, 80);
    tiny.draw(text.as_bytes(), (40.0, 40.0), 1.0, 0.0, PRINT);
    assert_eq!(texts(&patient().read_thoroughly(&tiny.luma())), [&text]);
}

#[test]
fn a_displays_own_grid_does_not_show() {
    let mut screen = DrawnSheet::new(640, 640);
    screen.draw(ticket(180).as_bytes(), (320.0, 320.0), 9.0, 10.0, [90, 160]);
    for (at, pixel) in screen.pixels.iter_mut().enumerate() {
        let lit = (at % 640 + at / 640).is_multiple_of(2);
        *pixel = if lit { pixel.saturating_add(80) } else { pixel.saturating_sub(80) };
    }
    assert_eq!(texts(&patient().read(&screen.luma())), [&ticket(180)]);
}

#[test]
fn what_one_look_does_not_read_another_one_does() {
    let mut fine = DrawnSheet::new(160, 160);
    fine.draw(ticket(180).as_bytes(), (80.3, 79.6), 1.36, 33.0, PRINT);
    assert!(texts(&patient().read(&fine.luma())).is_empty(), "else it proves nothing");
    assert_eq!(texts(&patient().read_thoroughly(&fine.luma())), [&ticket(180)]);
    let mut reader = patient();
    let frames = (0..12).find(|_| texts(&reader.read(&fine.luma())) == [&ticket(180)]);
    assert!(frames.is_some(), "nor in any of the next frames");
}

#[test]
fn corners_lie_where_the_code_is_at_every_scale() {
    for (side, module, centre) in [(400usize, 4.0, 200.0), (60, 1.0, 30.5)] {
        let mut sheet = DrawnSheet::new(side, side);
        sheet.draw(b"HALLGATE", (centre, centre), module, 90.0, PRINT);
        let reading = patient().read_thoroughly(&sheet.luma());
        assert_eq!(texts(&reading), ["HALLGATE"]);
        let half = 21.0 * module / 2.0;
        // Turned by a quarter clockwise: the code's own top left lies at the top right.
        let expected = [(half, -half), (half, half), (-half, half), (-half, -half)];
        for (corner, want) in reading.found[0].corners.iter().zip(expected) {
            let off = (corner.0 - centre - want.0).abs().max((corner.1 - centre - want.1).abs());
            assert!(off <= 1.5 * module, "{:?}", reading.found[0].corners);
        }
    }
}

#[test]
fn several_codes_are_all_read_and_each_text_once() {
    let mut sheet = DrawnSheet::new(1280, 720);
    sheet.draw(ticket(180).as_bytes(), (300.0, 200.0), 4.0, 5.0, PRINT);
    sheet.draw(b"https://example.com/", (900.0, 200.0), 6.0, 20.0, PRINT);
    sheet.draw(ticket(180).as_bytes(), (900.0, 520.0), 4.0, -10.0, PRINT);
    let reading = patient().read(&sheet.luma());
    let mut found = texts(&reading);
    found.sort_unstable();
    assert_eq!(found, [&ticket(180), "https://example.com/"]);
}

#[test]
fn a_mirrored_code_is_read() {
    let mut sheet = DrawnSheet::new(400, 400);
    sheet.draw(ticket(180).as_bytes(), (200.0, 200.0), 5.0, 0.0, PRINT);
    sheet.pixels.chunks_mut(400).for_each(<[u8]>::reverse);
    assert_eq!(texts(&patient().read(&sheet.luma())), [&ticket(180)]);
}

#[test]
fn bytes_that_are_no_text_are_read_lossily() {
    let mut sheet = DrawnSheet::new(400, 400);
    sheet.draw("3号厅入口".as_bytes(), (200.0, 200.0), 6.0, 0.0, PRINT);
    assert_eq!(texts(&patient().read(&sheet.luma())), ["3号厅入口"]);
    let mut odd = DrawnSheet::new(400, 400);
    odd.draw(b"A\xff\xfe\x80B", (200.0, 200.0), 6.0, 0.0, PRINT);
    let reading = patient().read(&odd.luma());
    assert_eq!(reading.found.len(), 1);
    assert!(reading.found[0].text.starts_with('A') && reading.found[0].text.ends_with('B'));
}

#[test]
fn padding_between_rows_changes_nothing() {
    let text = ticket(180);
    let mut sheet = DrawnSheet::new(401, 399);
    sheet.draw(text.as_bytes(), (200.0, 200.0), 5.0, 3.0, PRINT);
    for stride in [402, 448, 1203] {
        let mut padded = vec![77; stride * 399];
        for (row, line) in sheet.pixels.chunks(401).zip(padded.chunks_mut(stride)) {
            line[..401].copy_from_slice(row);
        }
        let luma = Luma::new(&padded, 401, 399, stride).unwrap();
        assert_eq!(texts(&patient().read(&luma)), [&text], "stride {stride}");
        assert_eq!(texts(&patient().read_thoroughly(&luma)), [&text], "stride {stride}");
    }
}

#[test]
fn images_of_every_small_size_are_borne() {
    let noise = noise(64 * 64);
    let mut reader = patient();
    for width in 0..48u32 {
        for height in 0..48u32 {
            let luma = Luma::new(&noise, width, height, width as usize).unwrap();
            assert!(reader.read(&luma).found.is_empty());
            assert!(reader.read_thoroughly(&luma).found.is_empty());
        }
    }
    assert!(reader.read(&Luma::EMPTY).blank);
    assert!(reader.read(&Luma::new(&[0], 1, 1, 1).unwrap()).blank);
}

#[test]
fn long_thin_images_are_borne() {
    let noise = noise(70_000);
    for (width, height) in [(70_000, 1), (1, 70_000), (10_000, 7), (7, 10_000), (41, 1700)] {
        let luma = Luma::new(&noise, width, height, width as usize).unwrap();
        assert!(patient().read_thoroughly(&luma).found.is_empty());
    }
}

/// Twice as large, it has more pixels in a row than 16 bits count.
#[test]
fn a_strip_too_long_to_be_doubled_is_borne() {
    let mut sheet = DrawnSheet::new(40_000, 40);
    for (at, pixel) in sheet.pixels.iter_mut().enumerate() {
        let ring = (at % 40_000 % 40).abs_diff(20).max((at / 40_000).abs_diff(20)) / 3;
        *pixel = if ring == 3 || ring < 2 { 20 } else { 230 };
    }
    assert!(Reader::new().read_thoroughly(&sheet.luma()).found.is_empty());
}

#[test]
fn noise_holds_nothing_but_is_not_blank() {
    let noise = noise(640 * 480);
    let luma = Luma::new(&noise, 640, 480, 640).unwrap();
    for reading in [patient().read(&luma), patient().read_thoroughly(&luma)] {
        assert!(reading.found.is_empty());
        assert!(!reading.blank);
    }
}

#[test]
fn an_empty_view_is_blank() {
    let reading = patient().read(&DrawnSheet::new(1280, 720).luma());
    assert!(reading.blank && reading.found.is_empty());
}

/// A page full of finder patterns has a hundred thousand groups of three: it must come to an end,
/// and what else is on it may still be read by one who takes the time.
#[test]
fn a_page_of_finder_patterns_comes_to_an_end() {
    let mut sheet = DrawnSheet::new(1280, 720);
    for (at, pixel) in sheet.pixels.iter_mut().enumerate() {
        let (x, y) = (at % 1280 / 3 % 9, at / 1280 / 3 % 9);
        let ring = (x as i32 - 3).abs().max((y as i32 - 3).abs());
        *pixel = if ring == 3 || ring < 2 { 20 } else { 230 };
    }
    assert!(patient().read(&sheet.luma()).found.is_empty());
}

fn noise(length: usize) -> Vec<u8> {
    let mut state = 1u64;
    std::iter::repeat_with(|| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    })
    .take(length)
    .collect()
}

/// What a printer's dots and a camera's sharpening make of ink that is seen from near.
#[test]
fn a_ticket_held_close_is_read_whatever_the_texture_of_its_ink() {
    let text = ticket(180);
    let mut random = fastrand::Rng::with_seed(4);
    let grain: Vec<u8> = (0..997 * 31).map(|_| random.u8(0..45)).collect();
    for (module, dot, strong) in [(14.0, 4, 1), (18.0, 4, 1), (32.0, 9, 2)] {
        let side = (62.0 * module) as usize;
        let middle = side as f32 / 2.0;
        let mut scene = DrawnSheet::new(side, side);
        scene.draw(text.as_bytes(), (middle, middle), module, 2.0, PRINT);
        for (at, pixel) in scene.pixels.iter_mut().enumerate().filter(|(_, pixel)| **pixel < 100) {
            *pixel += strong * grain[(at / side / dot * 331 + at % side / dot) % grain.len()];
        }
        if module < 20.0 {
            assert_eq!(texts(&patient().read(&scene.luma())), [&text], "{module} pixels a module");
        }
        assert_eq!(texts(&patient().read_thoroughly(&scene.luma())), [&text], "{module}");
    }
}
