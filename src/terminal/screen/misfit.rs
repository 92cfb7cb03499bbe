//! What a display can't be driven with: settings that do not go together, and a framebuffer whose
//! pixels lie as nobody draws them.

use embedded_graphics::prelude::Size;

use crate::words::Language;
use crate::words::device::Text;

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
            Self::Size { size: (width, height), offset: (x, y), memory: (most, highest) } => {
                Text::SizeMisfit.of(language, &[&width, &height, &x, &y, &most, &highest])
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
            Self::Size { size, least, most } => Text::ShapeSize.of(
                language,
                &[
                    &size.width,
                    &size.height,
                    &least.width,
                    &least.height,
                    &most.width,
                    &most.height,
                ],
            ),
            Self::Bits(bits) => Text::ShapeBits.of(language, &[&bits]),
            Self::Grey(bits) => Text::ShapeGrey.of(language, &[&bits]),
            Self::Order { kind, visual } => Text::ShapeOrder.of(language, &[&kind, &visual]),
            Self::Channel { length, offset, bits } => {
                Text::ShapeChannel.of(language, &[&length, &offset, &bits])
            }
            Self::Memory { size, column, row, stride, memory } => Text::ShapeMemory
                .of(language, &[&size.width, &size.height, &column, &row, &stride, &memory]),
        }
    }
}
