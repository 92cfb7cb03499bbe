//! The frames of the tables of ink: whether each reader reads them, with time.

use anyhow::Result;

use super::decoded;
use crate::peer::Peer;
use crate::reader::thorough;
use crate::scene::Frame;

/// One frame of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Inked {
    /// The table, its row and its column.
    pub table: String,
    pub pixels: String,
    pub amount: String,
    /// Of hallgate and of zxing-cpp.
    pub hits: [bool; 2],
    pub false_texts: [usize; 2],
}

/// Reads a frame once: only what is read counts.
pub fn read(frame: &Frame, peer: &mut Peer) -> Result<Inked> {
    let image = decoded(frame)?;
    let answers = [thorough(&image)?, peer.read(&image)?];
    let noted = |key: &str| frame.noted(key).unwrap_or("-").to_owned();
    Ok(Inked {
        table: frame.scenario.clone(),
        pixels: noted("px"),
        amount: noted("amount"),
        hits: answers.each_ref().map(|answer| answer.is_hit(&frame.texts)),
        false_texts: answers.each_ref().map(|answer| answer.false_texts(&frame.texts)),
    })
}
