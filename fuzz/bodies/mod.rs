//! What the fuzz targets do with their bytes, and what must hold then. The terminal's own tests
//! run the kept corpus through the same (`tests/corpus.rs`).

pub mod channel;
pub mod codes;
pub mod envelope;
pub mod frame;
pub mod grid;
pub mod neighbours;
pub mod picture;
pub mod ticket_text;

/// Bytes taken one after the other; behind the last one there are zeros.
pub struct Feed<'a>(pub &'a [u8]);

impl Feed<'_> {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn byte(&mut self) -> u8 {
        self.0.split_off_first().copied().unwrap_or_default()
    }

    /// The high byte first.
    pub fn word(&mut self) -> u16 {
        u16::from_be_bytes([self.byte(), self.byte()])
    }

    /// A number below `count`, which is 256 at the most and not 0.
    pub fn below(&mut self, count: usize) -> usize {
        usize::from(self.byte()) % count
    }

    /// A part of a whole `span`, from none of it to all.
    pub fn part_of(&mut self, span: f32) -> f32 {
        span * f32::from(self.byte()) / 255.0
    }

    /// So many bytes, or what is left.
    pub fn take(&mut self, count: usize) -> Vec<u8> {
        let count = count.min(self.0.len());
        self.0.split_off(..count).unwrap_or_default().to_vec()
    }
}
