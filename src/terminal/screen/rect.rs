//! Rectangles on the picture, cut into strips.

use embedded_graphics::prelude::*;
use embedded_graphics::primitives::Rectangle;

/// A rectangle on the picture, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    pub left: f32,
    pub top: f32,
    pub width: f32,
    pub height: f32,
}

impl Rect {
    pub fn new(left: f32, top: f32, width: f32, height: f32) -> Self {
        Self { left, top, width: width.max(0.0), height: height.max(0.0) }
    }

    pub fn of(size: Size) -> Self {
        Self::new(0.0, 0.0, size.width as f32, size.height as f32)
    }

    pub fn right(self) -> f32 {
        self.left + self.width
    }

    pub fn bottom(self) -> f32 {
        self.top + self.height
    }

    /// Smaller by so much at the sides and at top and bottom.
    pub fn within(self, across: f32, down: f32) -> Self {
        Self::new(
            self.left + across,
            self.top + down,
            self.width - 2.0 * across,
            self.height - 2.0 * down,
        )
    }

    /// Cuts a strip off at the left: the strip, and what is left.
    pub fn split_left(self, width: f32) -> (Self, Self) {
        let width = width.min(self.width).max(0.0);
        let strip = Self { width, ..self };
        (strip, Self { left: self.left + width, width: self.width - width, ..self })
    }

    /// Cuts a strip off at the right: what is left, and the strip.
    pub fn split_right(self, width: f32) -> (Self, Self) {
        self.split_left(self.width - width.max(0.0))
    }

    /// Cuts a strip off at the top: the strip, and what is left.
    pub fn split_top(self, height: f32) -> (Self, Self) {
        let height = height.min(self.height).max(0.0);
        let strip = Self { height, ..self };
        (strip, Self { top: self.top + height, height: self.height - height, ..self })
    }

    /// Cuts a strip off at the bottom: what is left, and the strip.
    pub fn split_bottom(self, height: f32) -> (Self, Self) {
        self.split_top(self.height - height.max(0.0))
    }

    /// The row at this place of those with this height.
    pub fn row(self, at: usize, height: f32) -> Self {
        Self { top: self.top + at as f32 * height, height, ..self }
    }

    /// A square in the middle of its height, at its left end.
    pub fn square(self, side: f32) -> Self {
        Self::new(self.left, self.top + (self.height - side) / 2.0, side, side)
    }

    /// On whole pixels.
    pub fn rectangle(self) -> Rectangle {
        let (left, top) = (self.left.round(), self.top.round());
        let size = Size::new(
            (self.right().round() - left).max(0.0) as u32,
            (self.bottom().round() - top).max(0.0) as u32,
        );
        Rectangle::new(Point::new(left as i32, top as i32), size)
    }
}
