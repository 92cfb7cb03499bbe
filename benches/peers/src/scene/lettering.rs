//! Text, in the font that hallgate's own screens use.

use std::f32::consts::TAU;
use std::sync::LazyLock;

use ab_glyph::{Font, FontRef, PxScale, ScaleFont, point};
use fastrand::Rng;

use super::raster::Raster;

static FONT: LazyLock<FontRef<'static>> = LazyLock::new(|| {
    let bytes = include_bytes!("../../../../assets/fonts/hallgate-sans.ttf");
    // The file is part of the program: one that does not parse fails every run and every test.
    FontRef::try_from_slice(bytes).expect("the font in assets/fonts parses")
});

/// What stands on tickets, phones and posters.
const WORDS: [&str; 16] = [
    "电影票 ADMIT ONE",
    "星光影城 3号厅",
    "7排12座",
    "2026-05-01 19:30",
    "片名：流浪地球",
    "请勿拍照 副券",
    "票价 ￥45.00",
    "扫码入场 检票口",
    "CINEMA HALL 8",
    "成人票 普通场",
    "No. 0048215571",
    "Scan at the door",
    "热映 爆米花套餐",
    "会员专享 88折",
    "Now showing",
    "场次 A-0731",
];

/// One line that a ticket may bear.
pub fn words(rng: &mut Rng) -> String {
    if rng.f32() < 0.3 {
        return (0..rng.usize(6..16)).map(|_| rng.alphanumeric()).collect();
    }
    WORDS[rng.usize(..WORDS.len())].to_owned()
}

/// Writes `text`, `size` pixels high, from `start` (top left) along `turn` in radians.
pub fn write(raster: &mut Raster, text: &str, size: f32, start: (f32, f32), turn: f32, light: f32) {
    let tile = set(text, size);
    let (sin, cos) = (turn % TAU).sin_cos();
    let (wide, high) = (tile.width as f32, tile.height as f32);
    let corners = [(0.0, 0.0), (wide, 0.0), (wide, high), (0.0, high)]
        .map(|(x, y)| (start.0 + x * cos - y * sin, start.1 + x * sin + y * cos));
    let (mut left, mut top) = (f32::MAX, f32::MAX);
    let (mut right, mut bottom) = (f32::MIN, f32::MIN);
    for (x, y) in corners {
        (left, right) = (left.min(x), right.max(x));
        (top, bottom) = (top.min(y), bottom.max(y));
    }
    raster.paint((left, top, right, bottom), light, |x, y| {
        let (dx, dy) = (x - start.0, y - start.1);
        let (u, v) = (dx * cos + dy * sin, dy * cos - dx * sin);
        let inside = u >= 0.0 && v >= 0.0 && u < wide && v < high;
        if inside { tile.at(u - 0.5, v - 0.5) } else { 0.0 }
    });
}

/// How much of each pixel the letters cover.
fn set(text: &str, size: f32) -> Raster {
    let font = FONT.as_scaled(PxScale::from(size.max(2.0)));
    let wide: f32 = text.chars().map(|c| font.h_advance(font.glyph_id(c))).sum();
    let mut tile = Raster::filled(wide.ceil() as usize + 2, font.height().ceil() as usize + 2, 0.0);
    let mut x = 1.0;
    for c in text.chars() {
        let id = font.glyph_id(c);
        let glyph = id.with_scale_and_position(font.scale(), point(x, font.ascent() + 1.0));
        x += font.h_advance(id);
        let Some(outline) = font.outline_glyph(glyph) else { continue };
        let bounds = outline.px_bounds();
        outline.draw(|dx, dy, cover| {
            let (x, y) = (bounds.min.x as i64 + i64::from(dx), bounds.min.y as i64 + i64::from(dy));
            let inside = x >= 0 && y >= 0 && x < tile.width as i64 && y < tile.height as i64;
            if inside {
                let pixel = &mut tile.light[y as usize * tile.width + x as usize];
                *pixel = pixel.max(cover);
            }
        });
    }
    tile
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turned_line_bears_as_much_ink_as_an_upright_one() {
        let ink = |turn: f32| {
            let mut raster = Raster::filled(300, 300, 0.0);
            write(&mut raster, "7排12座", 30.0, (150.0, 150.0), turn, 1.0);
            raster.light.iter().sum::<f32>()
        };
        let upright = ink(0.0);
        assert!(upright > 200.0);
        assert!((ink(1.0) / upright - 1.0).abs() < 0.05);
    }
}
