//! Motion JPEG: each frame a JPEG, of which the grey part is decoded.

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Pixels along a side at most, as in the configuration.
const LONGEST_SIDE: usize = 4096;

/// A start of image and a segment by which the decoder knows Motion JPEG: for such frames it has
/// the standard Huffman tables, which many cameras leave out to save room. Tables that are there
/// count.
const HEAD: [u8; 11] = [0xff, 0xd8, 0xff, 0xe0, 0, 7, b'A', b'V', b'I', b'1', 0];

/// What the decoder puts where data is missing.
const LOST: u8 = 128;

/// The share of a frame's height that may be lost at its bottom: some cameras cut the last rows off,
/// always, and no code finds room there. Of a frame that lost more nobody can say what is in
/// view, whereas its even grey would look like an empty view: it counts as damaged.
const MAY_BE_LOST: usize = 8;

/// A decoder that keeps its memory from one frame to the next.
#[derive(Debug, Default)]
pub(super) struct Mjpeg {
    /// The compressed frame behind [`HEAD`]. A copy of it takes little, and reading piece by
    /// piece from a camera's own memory is slow on many boards.
    frame: Vec<u8>,
}

impl Mjpeg {
    /// Decodes the grey part of the JPEG in `buffer`, whatever is before and behind it, into
    /// `pixels`; its own width and height. `None` if it is damaged, or no camera's JPEG.
    pub(super) fn decode(&mut self, buffer: &[u8], pixels: &mut Vec<u8>) -> Option<(u32, u32)> {
        let start = buffer.windows(3).position(|bytes| bytes == [0xff, 0xd8, 0xff])?;
        let segments = &buffer[start + 2..];
        let data = only_scan(segments)?;
        self.frame.clear();
        self.frame.extend_from_slice(&HEAD);
        self.frame.extend_from_slice(&segments[..data + length_of_scan(&segments[data..])]);
        let (width, height) = decode(&self.frame, false, pixels)?;
        let lost = pixels.rchunks(width).take_while(|row| row.iter().all(|&at| at == LOST)).count();
        // A picture may be even grey by itself: the strict decoder tells that from lost data.
        if lost * MAY_BE_LOST > height && decode(&self.frame, true, pixels).is_none() {
            return None;
        }
        Some((u32::try_from(width).ok()?, u32::try_from(height).ok()?))
    }
}

/// Decodes a JPEG. One that breaks off is grey from there on; where `strict`, it is none.
fn decode(jpeg: &[u8], strict: bool, pixels: &mut Vec<u8>) -> Option<(usize, usize)> {
    let options = DecoderOptions::default()
        .jpeg_set_out_colorspace(ColorSpace::Luma)
        .set_max_width(LONGEST_SIDE)
        .set_max_height(LONGEST_SIDE)
        .set_strict_mode(strict);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(jpeg), options);
    decoder.decode_headers().ok()?;
    let size = decoder.dimensions()?;
    let length = decoder.output_buffer_size()?;
    // The decoder may leave out what it does not reach: nothing of the last frame stays there.
    pixels.clear();
    pixels.resize(length, LOST);
    decoder.decode_into(pixels).ok()?;
    Some(size)
}

/// Where the picture's data begins, if the segments before it announce what cameras make: grey or
/// three components, baseline, all of them in one scan. Anything else takes the decoder many
/// times the memory.
fn only_scan(segments: &[u8]) -> Option<usize> {
    let mut components = None;
    let mut rest = segments;
    while let Some(segment) = next_segment(&mut rest) {
        match (segment.marker, segment.body) {
            (0xd9, _) => return None,
            (0xc4 | 0xc8 | 0xcc, _) => {} // tables and an extension, among the frame headers
            (0xc0 | 0xc1, [_, _, _, _, _, count @ (1 | 3), ..]) => components = Some(*count),
            (0xc0..=0xcf, _) => return None,
            (0xda, [count, ..]) if components == Some(*count) => {
                return Some(segments.len() - rest.len());
            }
            (0xda, _) => return None,
            _ => {}
        }
    }
    None
}

/// Bytes up to the marker that ends the picture's data. The decoder makes up what is missing
/// before an end of image, but not what is missing before the end of the file.
fn length_of_scan(data: &[u8]) -> usize {
    let mut at = 0;
    while let Some(found) = data[at..].iter().position(|&byte| byte == 0xff) {
        at += found + 1;
        match data.get(at) {
            Some(0 | 0xff | 0xd0..=0xd7) => {} // stuffing, fill, a restart
            _ => return at - 1,
        }
    }
    data.len()
}

struct Segment<'a> {
    marker: u8,
    body: &'a [u8],
}

/// The next marker with what belongs to it; stray bytes before it are passed over.
fn next_segment<'a>(rest: &mut &'a [u8]) -> Option<Segment<'a>> {
    let at = rest.windows(2).position(|pair| pair[0] == 0xff && !matches!(pair[1], 0 | 0xff))?;
    let (marker, behind) = (rest[at + 1], &rest[at + 2..]);
    let length = usize::from(u16::from_be_bytes(*behind.first_chunk()?));
    let body = behind.get(2..length)?;
    *rest = &behind[length..];
    Some(Segment { marker, body })
}

#[cfg(test)]
mod tests;
