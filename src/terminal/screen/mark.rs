//! The small marks of the status bar and of keys, each in a square of 100 by 100.

use embedded_graphics::pixelcolor::Rgb565;

use super::ink::Ink;
use crate::terminal::config::CameraPlace;

/// Draws a mark in a colour, on a ground.
pub type Mark = fn(&mut Ink, Rgb565, Rgb565);

/// Waves from a point: the network is up.
pub fn network(ink: &mut Ink, colour: Rgb565, _: Rgb565) {
    ink.disc((50.0, 80.0), 11.0, colour);
    ink.arc((50.0, 80.0), 34.0, (-45.0, 45.0), 12.0, colour);
    ink.arc((50.0, 80.0), 60.0, (-45.0, 45.0), 12.0, colour);
}

/// The same, struck through.
pub fn no_network(ink: &mut Ink, colour: Rgb565, ground: Rgb565) {
    network(ink, colour, ground);
    ink.stroke(&[(16.0, 16.0), (88.0, 92.0)], 26.0, ground);
    ink.stroke(&[(16.0, 16.0), (88.0, 92.0)], 12.0, colour);
}

/// An arrow upwards from a tray: records that wait to be uploaded.
pub fn upload(ink: &mut Ink, colour: Rgb565, _: Rgb565) {
    ink.stroke(&[(50.0, 66.0), (50.0, 14.0)], 13.0, colour);
    ink.stroke(&[(27.0, 36.0), (50.0, 13.0), (73.0, 36.0)], 13.0, colour);
    ink.stroke(&[(14.0, 66.0), (14.0, 90.0), (86.0, 90.0), (86.0, 66.0)], 13.0, colour);
}

/// A key.
pub fn key(ink: &mut Ink, colour: Rgb565, ground: Rgb565) {
    ink.disc((30.0, 52.0), 26.0, colour);
    ink.disc((30.0, 52.0), 12.0, ground);
    ink.stroke(&[(56.0, 52.0), (92.0, 52.0), (92.0, 74.0)], 13.0, colour);
    ink.stroke(&[(72.0, 52.0), (72.0, 70.0)], 12.0, colour);
}

/// A clock.
pub fn clock(ink: &mut Ink, colour: Rgb565, _: Rgb565) {
    ink.arc((50.0, 52.0), 38.0, (0.0, 360.0), 12.0, colour);
    ink.stroke(&[(50.0, 30.0), (50.0, 54.0), (66.0, 62.0)], 11.0, colour);
}

/// A drum: the disk.
pub fn disk(ink: &mut Ink, colour: Rgb565, ground: Rgb565) {
    ink.plate((14.0, 12.0), (86.0, 92.0), 12.0, colour);
    ink.plate((30.0, 12.0), (70.0, 42.0), 2.0, ground);
    ink.plate((30.0, 58.0), (70.0, 82.0), 2.0, ground);
}

/// Two leaves of a door: the other doors of the cinema.
pub fn doors(ink: &mut Ink, colour: Rgb565, ground: Rgb565) {
    ink.plate((10.0, 12.0), (90.0, 92.0), 6.0, colour);
    ink.plate((46.0, 12.0), (54.0, 92.0), 1.0, ground);
    ink.disc((37.0, 54.0), 6.0, ground);
    ink.disc((63.0, 54.0), 6.0, ground);
}

/// A head and shoulders: who is on shift.
pub fn person(ink: &mut Ink, colour: Rgb565, _: Rgb565) {
    ink.disc((50.0, 32.0), 21.0, colour);
    ink.plate((14.0, 60.0), (86.0, 94.0), 17.0, colour);
}

/// A long arrow to the right: there is a way to go.
pub fn onward(ink: &mut Ink, colour: Rgb565, _: Rgb565) {
    ink.plate((0.0, 38.0), (62.0, 62.0), 2.0, colour);
    ink.polygon(&[(56.0, 14.0), (100.0, 50.0), (56.0, 86.0)], colour);
}

/// The same to the other sides: where something is.
pub fn toward_left(ink: &mut Ink, colour: Rgb565, _: Rgb565) {
    ink.plate((38.0, 38.0), (100.0, 62.0), 2.0, colour);
    ink.polygon(&[(44.0, 14.0), (0.0, 50.0), (44.0, 86.0)], colour);
}

pub fn toward_above(ink: &mut Ink, colour: Rgb565, _: Rgb565) {
    ink.plate((38.0, 38.0), (62.0, 100.0), 2.0, colour);
    ink.polygon(&[(14.0, 44.0), (50.0, 0.0), (86.0, 44.0)], colour);
}

pub fn toward_below(ink: &mut Ink, colour: Rgb565, _: Rgb565) {
    ink.plate((38.0, 0.0), (62.0, 62.0), 2.0, colour);
    ink.polygon(&[(14.0, 56.0), (50.0, 100.0), (86.0, 56.0)], colour);
}

/// The arrow that points to the camera.
pub fn toward(place: CameraPlace) -> Mark {
    match place {
        CameraPlace::Above => toward_above,
        CameraPlace::Below => toward_below,
        CameraPlace::Left => toward_left,
        CameraPlace::Right => onward,
    }
}

/// Upwards: the key, and that there is more above.
pub fn up(ink: &mut Ink, colour: Rgb565, _: Rgb565) {
    ink.polygon(&[(50.0, 14.0), (94.0, 86.0), (6.0, 86.0)], colour);
}

/// Downwards: the key, and that there is more below.
pub fn down(ink: &mut Ink, colour: Rgb565, _: Rgb565) {
    ink.polygon(&[(6.0, 14.0), (94.0, 14.0), (50.0, 86.0)], colour);
}

/// The bent arrow of Enter.
pub fn enter(ink: &mut Ink, colour: Rgb565, _: Rgb565) {
    ink.stroke(&[(88.0, 18.0), (88.0, 62.0), (24.0, 62.0)], 14.0, colour);
    ink.polygon(&[(2.0, 62.0), (38.0, 34.0), (38.0, 90.0)], colour);
}

/// A cross on a tag that points back: takes back one character.
pub fn erase(ink: &mut Ink, colour: Rgb565, ground: Rgb565) {
    ink.polygon(&[(0.0, 50.0), (32.0, 14.0), (100.0, 14.0), (100.0, 86.0), (32.0, 86.0)], colour);
    ink.stroke(&[(46.0, 34.0), (78.0, 66.0)], 10.0, ground);
    ink.stroke(&[(78.0, 34.0), (46.0, 66.0)], 10.0, ground);
}

/// An arrow back: leaves.
pub fn back(ink: &mut Ink, colour: Rgb565, _: Rgb565) {
    ink.stroke(&[(92.0, 50.0), (30.0, 50.0)], 15.0, colour);
    ink.polygon(&[(4.0, 50.0), (46.0, 16.0), (46.0, 84.0)], colour);
}
