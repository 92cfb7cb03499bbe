//! What the loop costs while a code is held before it that nobody reads: it tries and tries.

use std::time::Duration;

use anyhow::Result;
use hallgate::terminal::vision::Reader;
use image::{GrayImage, imageops};

use crate::peer::Peer;
use crate::reader::in_the_loop;

/// Frames for which the code is held: each of the loop's ways of looking comes up.
const HELD: u32 = 24;

/// Pixels by which the hand moves at the most: the scene is never quite the same.
const SHAKE: u32 = 16;

/// The mean time of a frame, of hallgate's loop and of zxing-cpp.
pub type Unread = [Duration; 2];

/// Holds a code that nobody reads before both.
pub fn read(image: &GrayImage, peer: &mut Peer) -> Result<Unread> {
    let mut reader = Reader::new();
    let mut spent = [Duration::ZERO; 2];
    for frame in 0..HELD {
        let image = shaken(image, frame);
        spent[0] += in_the_loop(&mut reader, &image)?.cpu;
        spent[1] += peer.read(&image)?.cpu;
    }
    Ok(spent.map(|time| time / HELD))
}

/// The image as a frame of that number sees it: a part of it, now here and now there.
fn shaken(image: &GrayImage, frame: u32) -> GrayImage {
    let part = |size: u32| size.saturating_sub(SHAKE).max(size.min(1));
    let (width, height) = (part(image.width()), part(image.height()));
    let (x, y) = place(frame);
    let (x, y) = (x.min(image.width() - width), y.min(image.height() - height));
    imageops::crop_imm(image, x, y, width, height).to_image()
}

/// Where the hand is, never near to where it was in the frame before.
fn place(frame: u32) -> (u32, u32) {
    (frame * 5 % (SHAKE + 1), frame * 7 % (SHAKE + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hand_is_never_where_it_was_and_shows_no_edge() {
        let image = GrayImage::from_fn(60, 40, |x, y| image::Luma([(x * 3 + y) as u8]));
        let frames: Vec<GrayImage> = (0..HELD).map(|frame| shaken(&image, frame)).collect();
        assert!(frames.iter().all(|frame| frame.dimensions() == (44, 24)));
        for frame in 1..HELD {
            let (before, now) = (place(frame - 1), place(frame));
            assert!(now.0.abs_diff(before.0) >= 5 && now.1.abs_diff(before.1) >= 5, "{frame}");
            assert_eq!(frames[frame as usize].get_pixel(0, 0), image.get_pixel(now.0, now.1));
        }
        assert_eq!(shaken(&GrayImage::new(3, 1), 9).dimensions(), (1, 1));
    }
}
