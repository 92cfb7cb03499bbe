//! Grey images drawn by a list of operations: codes at any size and slant, and what befalls them.

use hallgate::terminal::vision::Luma;

use super::Feed;
use super::codes::CODES;

pub struct Picture {
    pixels: Vec<u8>,
    width: usize,
    height: usize,
    stride: usize,
}

/// The darkness of a lone finder pattern, seven modules a side.
const FINDER: [u8; 7] =
    [0b1111111, 0b1000001, 0b1011101, 0b1011101, 0b1011101, 0b1000001, 0b1111111];

/// Modules of paper around a code.
const QUIET: f32 = 4.0;

impl Picture {
    /// White paper: of any size up to 255 or 400 pixels a side, or a strip so long that its pixels
    /// can hardly be counted in 16 bits; its rows begin a few bytes further apart than they need.
    pub fn blank(feed: &mut Feed) -> Self {
        let (width, height) = match feed.below(8) {
            0 => (feed.below(256), feed.below(256)),
            1 => (2 * usize::from(feed.word()), feed.below(28)),
            2 => (feed.below(28), 2 * usize::from(feed.word())),
            _ => (usize::from(feed.word()) % 401, usize::from(feed.word()) % 401),
        };
        let stride = width + feed.below(8);
        let needed = if height == 0 { 0 } else { stride * (height - 1) + width };
        Self { pixels: vec![240; needed], width, height, stride }
    }

    pub fn luma(&self) -> Luma<'_> {
        let luma = Luma::new(&self.pixels, self.width as u32, self.height as u32, self.stride);
        luma.expect("the rows are there")
    }

    /// Does one thing to the picture.
    pub fn change(&mut self, feed: &mut Feed) {
        match feed.below(10) {
            0 | 1 => self.code(feed),
            2 => self.finder(feed),
            3 => self.stain(feed),
            4 => self.noise(feed),
            5 => self.blur(),
            6 => self.stripes(feed),
            7 => self.slope(feed),
            8 => self.own_pixels(feed),
            _ => self.shift(feed),
        }
    }

    fn paint(&mut self, mut level: impl FnMut(usize, usize, u8) -> u8) {
        let width = self.width;
        for (y, row) in self.pixels.chunks_mut(self.stride.max(1)).enumerate() {
            for (x, pixel) in row.iter_mut().take(width).enumerate() {
                *pixel = level(x, y, *pixel);
            }
        }
    }

    /// A point of the picture.
    fn place(&self, feed: &mut Feed) -> (f32, f32) {
        (feed.part_of(self.width as f32), feed.part_of(self.height as f32))
    }

    /// A code, turned, tilted and bent.
    fn code(&mut self, feed: &mut Feed) {
        let code = &CODES[feed.below(CODES.len())];
        let module = 0.5 + f32::from(feed.byte()) / 16.0;
        let (sine, cosine) = feed.part_of(std::f32::consts::TAU).sin_cos();
        let (left, top) = self.place(feed);
        let slant =
            [feed.byte(), feed.byte(), feed.byte()].map(|it| f32::from(it.cast_signed()) / 128.0);
        let [across, down, bend] = slant;
        let (dark, light) = (feed.byte(), feed.byte());
        let side = code.side as f32;
        let reach = module * side;
        self.paint(|x, y, before| {
            let (x, y) = (x as f32 + 0.5 - left, y as f32 + 0.5 - top);
            let depth = 1.0 + 0.8 * (across * x + down * y) / reach;
            let scale = 1.0 / (module * depth.max(0.1));
            let (u, v) = ((x * cosine + y * sine) * scale, (y * cosine - x * sine) * scale);
            let v = v + bend * u * u / side;
            let (column, row) = (u + side / 2.0, v + side / 2.0);
            let within = |at: f32, beyond: f32| at >= -beyond && at < side + beyond;
            if within(column, 0.0) && within(row, 0.0) {
                let at = row as usize * code.side + column as usize;
                if code.dark[at] { dark } else { light }
            } else if within(column, QUIET) && within(row, QUIET) {
                light
            } else {
                before
            }
        });
    }

    fn finder(&mut self, feed: &mut Feed) {
        let (left, top) = self.place(feed);
        let module = 0.5 + f32::from(feed.byte()) / 16.0;
        let (dark, light) = (feed.byte(), feed.byte());
        self.paint(|x, y, before| {
            let (column, row) = ((x as f32 - left) / module, (y as f32 - top) / module);
            if column < 0.0 || row < 0.0 || column >= 7.0 || row >= 7.0 {
                return before;
            }
            if FINDER[row as usize] >> column as usize & 1 == 1 { dark } else { light }
        });
    }

    fn stain(&mut self, feed: &mut Feed) {
        let (left, top) = self.place(feed);
        let (width, height) = self.place(feed);
        let level = feed.byte();
        self.paint(|x, y, before| {
            let (x, y) = (x as f32 - left, y as f32 - top);
            if (0.0..width).contains(&x) && (0.0..height).contains(&y) { level } else { before }
        });
    }

    fn noise(&mut self, feed: &mut Feed) {
        let mut state = u32::from(feed.byte()) | 1;
        let strength = i32::from(feed.byte());
        self.paint(|_, _, before| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let by = (state >> 24) as i32 * strength / 256 - strength / 2;
            (i32::from(before) + by).clamp(0, 255) as u8
        });
    }

    fn blur(&mut self) {
        let mut before = 0;
        self.paint(|x, _, pixel| {
            before = if x == 0 {
                pixel
            } else {
                (u16::from(before) + u16::from(pixel)).div_ceil(2) as u8
            };
            before
        });
    }

    fn stripes(&mut self, feed: &mut Feed) {
        let (period, along) = (1 + feed.below(64), feed.below(3));
        let level = feed.byte();
        self.paint(|x, y, before| {
            let at = [x, y, x + y][along];
            if at % (2 * period) < period { level } else { before }
        });
    }

    /// Light from one side.
    fn slope(&mut self, feed: &mut Feed) {
        let (across, down) = (feed.byte().cast_signed(), feed.byte().cast_signed());
        let (width, height) = (self.width.max(1) as f32, self.height.max(1) as f32);
        self.paint(|x, y, before| {
            let by = f32::from(across) * x as f32 / width + f32::from(down) * y as f32 / height;
            (f32::from(before) + by) as u8
        });
    }

    /// Pixels as they come.
    fn own_pixels(&mut self, feed: &mut Feed) {
        let from = usize::from(feed.word()) * 7 % self.pixels.len().max(1);
        let count = usize::from(feed.byte()) * 4;
        let own = feed.take(count);
        self.pixels[from..].iter_mut().zip(own).for_each(|(pixel, level)| *pixel = level);
    }

    fn shift(&mut self, feed: &mut Feed) {
        let by = usize::from(feed.word()) % self.pixels.len().max(1);
        self.pixels.rotate_right(by);
    }
}
