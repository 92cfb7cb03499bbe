//! How the pixels of a framebuffer lie, and how ours become its.

use std::ops::Range;

use embedded_graphics::pixelcolor::Rgb565;
use embedded_graphics::prelude::*;

use super::ioctl::{Changing, Channel, Fixed};
use crate::terminal::screen::BadShape;
use crate::terminal::screen::canvas::eight_bits;
use crate::words::Language;
use crate::words::device as words;

/// `FB_TYPE_PACKED_PIXELS`
const PACKED: u32 = 0;
/// `FB_VISUAL_TRUECOLOR`, `FB_VISUAL_DIRECTCOLOR`
const COLOURS: [u32; 2] = [2, 4];
/// A page is legible from this size on, and no panel at a door is larger than that.
const SIZES: (Size, Size) = (Size::new(128, 64), Size::new(4096, 4096));

/// Where each pixel lies, and what it is made of.
#[derive(Debug, Clone, Copy)]
pub struct Geometry {
    pub size: Size,
    /// Of a pixel.
    pub bytes: usize,
    /// Of the first pixel that is seen, in bytes.
    start: u64,
    /// From row to row, in bytes.
    stride: u64,
    /// Red, green, blue.
    channels: [Channel; 3],
    /// Bits that are always set: a framebuffer's own transparency.
    opaque: u32,
}

impl Geometry {
    /// Takes what the kernel tells.
    pub fn of(changing: &Changing, fixed: &Fixed) -> Result<Self, BadShape> {
        let size = Size::new(changing.xres, changing.yres);
        let (least, most) = SIZES;
        if !(least.width..=most.width).contains(&size.width)
            || !(least.height..=most.height).contains(&size.height)
        {
            return Err(BadShape::Size { size, least, most });
        }
        let bits = changing.bits_per_pixel;
        if changing.grayscale != 0 {
            return Err(BadShape::Grey(bits));
        }
        if ![16, 24, 32].contains(&bits) {
            return Err(BadShape::Bits(bits));
        }
        if fixed.kind != PACKED || !COLOURS.contains(&fixed.visual) {
            return Err(BadShape::Order { kind: fixed.kind, visual: fixed.visual });
        }
        let channels = [changing.red, changing.green, changing.blue];
        let fits = |channel: &Channel| {
            (1..=16).contains(&channel.length)
                && channel.offset.checked_add(channel.length).is_some_and(|end| end <= bits)
        };
        if let Some(&Channel { length, offset, .. }) =
            channels.iter().find(|channel| !fits(channel))
        {
            return Err(BadShape::Channel { length, offset, bits });
        }
        let bytes = bits / 8;
        let (row, stride) =
            (u64::from(size.width) * u64::from(bytes), u64::from(fixed.line_length));
        let left = u64::from(changing.xoffset) * u64::from(bytes);
        let start = u64::from(changing.yoffset) * stride + left;
        let end = start + u64::from(size.height - 1) * stride + row;
        if left + row > stride || end > u64::from(fixed.smem_len) {
            let (column, row) = (changing.xoffset, changing.yoffset);
            return Err(BadShape::Memory { size, column, row, stride, memory: fixed.smem_len });
        }
        let opaque = Some(changing.transp).filter(fits).map_or(0, mask);
        Ok(Self { size, bytes: bytes as usize, start, stride, channels, opaque })
    }

    /// Where a row begins, in bytes.
    pub fn place(&self, row: u32) -> u64 {
        self.start + u64::from(row) * self.stride
    }

    /// Makes `block` some rows of a picture as they lie in the framebuffer, lowest byte first.
    pub fn pack(&self, pixels: &[Rgb565], rows: Range<u32>, block: &mut Vec<u8>) {
        block.clear();
        // Neighbours are mostly alike.
        let mut last = (Rgb565::BLACK, self.pixel(Rgb565::BLACK));
        let width = self.size.width as usize;
        for row in rows.start as usize..rows.end as usize {
            // What lies between two rows is seen nowhere.
            block.resize((row - rows.start as usize) * self.stride as usize, 0);
            for pixel in pixels.get(row * width..(row + 1) * width).unwrap_or_default() {
                if *pixel != last.0 {
                    last = (*pixel, self.pixel(*pixel));
                }
                block.extend_from_slice(&last.1.to_le_bytes()[..self.bytes]);
            }
        }
    }

    fn pixel(&self, colour: Rgb565) -> u32 {
        let parts = eight_bits(colour).into_iter().zip(self.channels);
        parts.fold(self.opaque, |pixel, (part, channel)| {
            // As many of the highest bits as there are; beyond eight they begin anew.
            let sixteen = u32::from(part) << 8 | u32::from(part);
            pixel | (sixteen >> (16 - channel.length)) << channel.offset
        })
    }
}

fn mask(channel: Channel) -> u32 {
    (((1u64 << channel.length) - 1) << channel.offset) as u32
}

impl Geometry {
    /// In words.
    pub fn shown(&self, language: Language) -> String {
        let Size { width, height } = self.size;
        words::PanelPicture { width, height, bits: 8 * self.bytes }.text(language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    fn changing(bits: u32, channels: [Channel; 3]) -> Changing {
        let [red, green, blue] = channels;
        Changing {
            xres: 128,
            yres: 64,
            bits_per_pixel: bits,
            red,
            green,
            blue,
            ..Changing::default()
        }
    }

    fn fixed(line_length: u32, smem_len: u32) -> Fixed {
        Fixed { line_length, smem_len, visual: 2, ..Fixed::default() }
    }

    const RGB565: [Channel; 3] = [Channel::at(11, 5), Channel::at(5, 6), Channel::at(0, 5)];
    const XRGB: [Channel; 3] = [Channel::at(16, 8), Channel::at(8, 8), Channel::at(0, 8)];
    const BGRX: [Channel; 3] = [Channel::at(8, 8), Channel::at(16, 8), Channel::at(24, 8)];

    fn packed(geometry: &Geometry, colour: Rgb565) -> Vec<u8> {
        let mut block = Vec::new();
        geometry.pack(&vec![colour; geometry.size.width as usize], 0..1, &mut block);
        assert!(block.chunks(geometry.bytes).all(|pixel| pixel == &block[..geometry.bytes]));
        block.truncate(geometry.bytes);
        block
    }

    #[test]
    fn every_colour_is_packed_as_its_mode_has_it() {
        let sixteen = Geometry::of(&changing(16, RGB565), &fixed(256, 256 * 64)).unwrap();
        let xrgb = Geometry::of(&changing(32, XRGB), &fixed(512, 512 * 64)).unwrap();
        let bgrx = Geometry::of(&changing(32, BGRX), &fixed(512, 512 * 64)).unwrap();
        let packed24 = Geometry::of(&changing(24, XRGB), &fixed(384, 384 * 64)).unwrap();
        for raw in 0..=u16::MAX {
            let colour = Rgb565::from(embedded_graphics::pixelcolor::raw::RawU16::new(raw));
            let [r, g, b] = eight_bits(colour);
            assert_eq!(packed(&sixteen, colour), raw.to_le_bytes());
            assert_eq!(packed(&xrgb, colour), [b, g, r, 0]);
            assert_eq!(packed(&bgrx, colour), [0, r, g, b]);
            assert_eq!(packed(&packed24, colour), [b, g, r]);
        }
        let deep = [Channel::at(20, 10), Channel::at(10, 10), Channel::at(0, 10)];
        let deep = Geometry::of(&changing(32, deep), &fixed(512, 512 * 64)).unwrap();
        assert_eq!(packed(&deep, Rgb565::WHITE), 0x3FFF_FFFFu32.to_le_bytes());
        assert_eq!(packed(&deep, Rgb565::new(16, 0, 0)), (530u32 << 20).to_le_bytes());
    }

    #[test]
    fn transparency_is_none() {
        let argb = Changing { transp: Channel::at(24, 8), ..changing(32, XRGB) };
        let argb = Geometry::of(&argb, &fixed(512, 512 * 64)).unwrap();
        assert_eq!(packed(&argb, Rgb565::BLACK), [0, 0, 0, 255]);
    }

    #[test]
    fn pixels_lie_behind_panning_and_padding() {
        let panned = Changing { xoffset: 3, yoffset: 2, ..changing(16, RGB565) };
        let geometry = Geometry::of(&panned, &fixed(300, 300 * 66)).unwrap();
        assert_eq!((geometry.place(0), geometry.place(1)), (606, 906));
        let rows = [vec![Rgb565::WHITE; 128], vec![Rgb565::BLACK; 128], vec![Rgb565::RED; 128]];
        let mut block = Vec::new();
        geometry.pack(&rows.concat(), 1..3, &mut block);
        let (black, red) = (vec![0; 300], [0x00, 0xF8].repeat(128));
        assert_eq!(block, [black, red].concat());
    }

    #[test]
    fn what_makes_no_sense_is_told() {
        let whole = fixed(256, 256 * 64);
        let good = changing(16, RGB565);
        let with = |change: fn(&mut Changing)| {
            let mut changed = good.clone();
            change(&mut changed);
            changed
        };
        for (changing, fixed, reason) in [
            (with(|c| c.xres = 0), whole.clone(), "0 x 64 pixels"),
            (with(|c| c.yres = 5000), whole.clone(), "128 x 5000 pixels"),
            (with(|c| c.bits_per_pixel = 8), whole.clone(), "8 bits a pixel"),
            (with(|c| c.grayscale = 1), whole.clone(), "without colour"),
            (with(|c| c.red = Channel::at(30, 5)), whole.clone(), "from bit 30"),
            (with(|c| c.blue = Channel::at(u32::MAX, 5)), whole.clone(), "from bit 4294967295"),
            (with(|c| c.green = Channel::at(0, 0)), whole.clone(), "a channel of 0 bits"),
            (with(|c| c.yoffset = 1), whole.clone(), "column 0, row 1"),
            (with(|c| c.xoffset = 1), whole.clone(), "column 1, row 0"),
            (with(|c| c.yoffset = u32::MAX), whole.clone(), "do not fit"),
            (good.clone(), fixed(255, 1 << 20), "rows of 255 bytes"),
            (good.clone(), fixed(256, 256 * 64 - 1), "16383 bytes of memory"),
            (good.clone(), Fixed { visual: 3, ..whole.clone() }, "visual 3"),
            (good.clone(), Fixed { kind: 1, ..whole.clone() }, "type 1"),
        ] {
            let fault = Geometry::of(&changing, &fixed).unwrap_err().message(Language::English);
            assert!(fault.contains(reason), "{fault}");
        }
        assert!(Geometry::of(&good, &whole).is_ok());
    }
}
