//! Pictures in the menus: what the camera sees, and test pictures of a display.

use embedded_graphics::pixelcolor::Rgb565;
use embedded_graphics::prelude::*;
use embedded_graphics::primitives::Rectangle;

use super::canvas::Canvas;
use super::plan::Rect;
use crate::terminal::presentation::{CameraLook, QrPicture, TestPattern};

/// Which share of a pixel's neighbours is lit for a grey, on a panel of one bit.
const DITHER: [[u8; 4]; 4] = [[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]];
/// How many greys the steps have.
const STEPS: u32 = 8;
/// Lines of the grid across and down.
const GRID: (u32, u32) = (8, 6);

/// What the camera sees, as large as it fits in a frame without losing its shape; nothing where
/// it is no picture.
pub fn scaled(look: &CameraLook, room: Rect) -> Option<(Rect, (u32, u32), Vec<Rgb565>)> {
    let (width, height) = (look.width, look.height);
    let whole = u64::from(width) * u64::from(height);
    if whole == 0 || look.pixels.len() as u64 != whole {
        return None;
    }
    let scale = (room.width / width as f32).min(room.height / height as f32);
    let wide = (width as f32 * scale).floor();
    let high = (height as f32 * scale).floor();
    if !(wide >= 1.0 && high >= 1.0) {
        return None;
    }
    let (across, down) = (wide as u32, high as u32);
    let mut pixels = Vec::with_capacity((across * down) as usize);
    for y in 0..down {
        let row = (u64::from(y) * u64::from(height) / u64::from(down)) as usize * width as usize;
        pixels.extend((0..across).map(|x| {
            let column = (u64::from(x) * u64::from(width) / u64::from(across)) as usize;
            grey(look.pixels[row + column])
        }));
    }
    let left = room.left + (room.width - wide) / 2.0;
    let top = room.top + (room.height - high) / 2.0;
    Some((Rect::new(left, top, wide, high), (across, down), pixels))
}

/// A code in whole pixels, in the middle of a frame; nothing where it is too fine for that.
pub fn enlarged(code: &QrPicture, room: Rect) -> Option<(Rect, (u32, u32), Vec<Rgb565>)> {
    let side = code.side as usize;
    let scale = (room.width.min(room.height) / code.side.max(1) as f32).floor();
    if scale < 1.0 || code.modules.len() != side * side {
        return None;
    }
    let (module, edge) = (scale as usize, scale as u32 * code.side);
    let rows = code.modules.chunks(side).flat_map(|row| std::iter::repeat_n(row, module));
    let pixels = rows.flat_map(|row| row.iter().flat_map(|one| std::iter::repeat_n(*one, module)));
    let left = room.left + ((room.width - edge as f32) / 2.0).floor();
    let top = room.top + ((room.height - edge as f32) / 2.0).floor();
    let frame = Rect::new(left, top, edge as f32, edge as f32);
    Some((frame, (edge, edge), pixels.map(grey).collect()))
}

fn grey(light: u8) -> Rgb565 {
    Rgb565::new(light >> 3, light >> 2, light >> 3)
}

/// The same in dots that are lit or not, as many as the grey is light.
pub fn dithered((width, _): (u32, u32), pixels: &mut [Rgb565]) {
    for (at, pixel) in pixels.iter_mut().enumerate() {
        let (x, y) = (at % width.max(1) as usize, at / width.max(1) as usize);
        *pixel = dot(pixel.g(), x, y);
    }
}

fn dot(green: u8, x: usize, y: usize) -> Rgb565 {
    let lit = green / 4 > DITHER[y % 4][x % 4];
    if lit || green == 63 { Rgb565::WHITE } else { Rgb565::BLACK }
}

/// Fills the whole canvas with a test picture; on a panel of one bit a colour is white.
pub fn pattern(canvas: &mut Canvas, pattern: TestPattern, one_bit: bool) {
    let size = canvas.size();
    let all = canvas.bounding_box();
    let colour = match pattern {
        TestPattern::Frame | TestPattern::Steps | TestPattern::Black => Rgb565::BLACK,
        TestPattern::Red | TestPattern::Green | TestPattern::Blue if one_bit => Rgb565::WHITE,
        TestPattern::Red => Rgb565::RED,
        TestPattern::Green => Rgb565::GREEN,
        TestPattern::Blue => Rgb565::BLUE,
        TestPattern::White => Rgb565::WHITE,
    };
    let Ok(()) = canvas.fill_solid(&all, colour);
    match pattern {
        TestPattern::Frame => grid(canvas, size),
        TestPattern::Steps => {
            for step in 0..STEPS {
                let (left, right) = (step * size.width / STEPS, (step + 1) * size.width / STEPS);
                let strip = Rectangle::new(
                    Point::new(left as i32, 0),
                    Size::new(right - left, size.height),
                );
                let Ok(()) = canvas.fill_solid(&strip, grey((step * 255 / (STEPS - 1)) as u8));
            }
            if one_bit {
                dithered((size.width, size.height), canvas.pixels_mut());
            }
        }
        _ => {}
    }
}

/// A line around the very edge, and lines between that show a bent or shifted picture.
fn grid(canvas: &mut Canvas, size: Size) {
    let (wide, high) = (size.width.saturating_sub(1), size.height.saturating_sub(1));
    let lines = (0..=GRID.0)
        .map(|at| (at * wide / GRID.0, 0, 1, size.height))
        .chain((0..=GRID.1).map(|at| (0, at * high / GRID.1, size.width, 1)));
    for (left, top, width, height) in lines {
        let line = Rectangle::new(Point::new(left as i32, top as i32), Size::new(width, height));
        let Ok(()) = canvas.fill_solid(&line, Rgb565::WHITE);
    }
}
