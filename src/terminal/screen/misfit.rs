//! What a display can't be driven with: settings that do not go together, and a framebuffer whose
//! pixels lie as nobody draws them.

use embedded_graphics::prelude::Size;

use crate::words::Language;
use crate::words::device::{self, Text};

/// What is wrong with a key of `[display]` beside the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadSetting {
    NoChip,
    NoDataLine,
    /// An upright SSD1306.
    Upright,
    /// A panel that the controller's memory does not hold, from `offset` on.
    Size {
        size: (u32, u32),
        offset: (u16, u16),
        memory: (u32, u32),
    },
}

impl BadSetting {
    /// The key, without its section.
    pub fn key(self) -> &'static str {
        match self {
            Self::NoChip => "chip",
            Self::NoDataLine => "dc_line",
            Self::Upright => "rotation",
            Self::Size { .. } => "width",
        }
    }

    /// What is wrong, and what to do; behind the key.
    pub fn message(self, language: Language) -> String {
        match self {
            Self::NoChip => Text::NoDisplayChip.plain(language),
            Self::NoDataLine => Text::NoDataLine.plain(language),
            Self::Upright => Text::UprightOled.plain(language),
            Self::Size { size: (width, height), offset: (x, y), memory } => {
                let (memory_width, memory_height) = memory;
                device::SizeMisfit { width, height, x, y, memory_width, memory_height }
                    .text(language)
            }
        }
    }
}

/// Why nothing can be drawn on a framebuffer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadShape {
    Size {
        size: Size,
        least: Size,
        most: Size,
    },
    Bits(u32),
    Grey(u32),
    /// By the kernel's numbers.
    Order {
        kind: u32,
        visual: u32,
    },
    Channel {
        length: u32,
        offset: u32,
        bits: u32,
    },
    Memory {
        size: Size,
        column: u32,
        row: u32,
        stride: u64,
        memory: u32,
    },
}

impl BadShape {
    /// What is wrong, and what to do.
    pub fn message(self, language: Language) -> String {
        match self {
            Self::Size { size, least, most } => device::ShapeSize {
                width: size.width,
                height: size.height,
                least_width: least.width,
                least_height: least.height,
                most_width: most.width,
                most_height: most.height,
            }
            .text(language),
            Self::Bits(bits) => device::ShapeBits { bits }.text(language),
            Self::Grey(bits) => device::ShapeGrey { bits }.text(language),
            Self::Order { kind, visual } => device::ShapeOrder { kind, visual }.text(language),
            Self::Channel { length, offset, bits } => {
                device::ShapeChannel { length, offset, bits }.text(language)
            }
            Self::Memory { size: Size { width, height }, column, row, stride, memory } => {
                device::ShapeMemory { width, height, column, row, stride, memory }.text(language)
            }
        }
    }
}
