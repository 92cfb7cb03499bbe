//! How a QR code of a size is built up: which modules belong to patterns, in which order the others
//! carry codewords, how those are mixed into blocks, and the masks (ISO/IEC 18004, 7 and 8).

use rxing::common::BitMatrix;
use rxing::qrcode::common::{ErrorCorrectionLevel, FORMAT_INFO_DECODE_LOOKUP, Version};

/// A size of code.
pub(super) struct Symbol {
    pub side: usize,
    version: &'static Version,
    /// Modules of patterns, format and version.
    fixed: BitMatrix,
}

/// What a code says of itself: how much of it is check codewords, and which mask it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SymbolFormat {
    /// The fifteen bits as they are drawn, the first one highest.
    pub drawn: u16,
    level: ErrorCorrectionLevel,
    mask: u8,
}

/// A block of codewords, and where in the code's order each of them is.
pub(super) struct Block {
    /// Data codewords first, then check codewords.
    pub order: Vec<usize>,
    pub checks: usize,
}

/// A module, by column and row.
pub(super) type Module = (usize, usize);

impl Symbol {
    /// The code with so many modules along a side, if there is one.
    pub fn of(side: usize) -> Option<Self> {
        let number = side.checked_sub(17).filter(|rest| rest % 4 == 0)? / 4;
        let version = Version::getVersionForNumber(u32::try_from(number).ok()?).ok()?;
        Some(Self { side, version, fixed: version.buildFunctionPattern().ok()? })
    }

    /// The modules that carry codewords, in their order: upwards and downwards in turns, two columns
    /// at a time from the right; eight make a codeword, the highest bit first.
    pub fn path(&self) -> Vec<Module> {
        let mut path = Vec::with_capacity(self.side * self.side);
        let mut right = self.side - 1;
        let mut upwards = true;
        loop {
            for step in 0..self.side {
                let row = if upwards { self.side - 1 - step } else { step };
                let pair = [(right, row), (right - 1, row)];
                path.extend(pair.into_iter().filter(|at| !self.is_fixed(*at)));
            }
            upwards = !upwards;
            right = match right {
                // The timing pattern has a column to itself.
                8 => 5,
                2.. => right - 2,
                _ => return path,
            };
        }
    }

    /// Whether a module belongs to a pattern, the format or the version.
    pub fn is_fixed(&self, (column, row): Module) -> bool {
        self.fixed.get(column as u32, row as u32)
    }

    /// The blocks of a code with such a format.
    pub fn blocks(&self, format: SymbolFormat) -> Vec<Block> {
        let table = self.version.getECBlocksForLevel(format.level);
        let checks = table.getECCodewordsPerBlock() as usize;
        let sizes: Vec<usize> = table
            .getECBlocks()
            .iter()
            .flat_map(|kind| (0..kind.getCount()).map(|_| kind.getDataCodewords() as usize))
            .collect();
        let mut blocks: Vec<Block> = sizes
            .iter()
            .map(|size| Block { order: Vec::with_capacity(size + checks), checks })
            .collect();
        let longest = sizes.iter().copied().max().unwrap_or(0);
        let mut next = 0..;
        for at in 0..longest {
            for (block, _) in blocks.iter_mut().zip(&sizes).filter(|(_, size)| at < **size) {
                block.order.extend(next.next());
            }
        }
        for _ in 0..checks {
            blocks.iter_mut().for_each(|block| block.order.extend(next.next()));
        }
        blocks
    }

    /// Where the fifteen bits of the format are drawn, twice, the first one first.
    pub fn format_places(&self) -> [[Module; 15]; 2] {
        let last = self.side - 1;
        let corner = std::array::from_fn(|bit| match bit {
            0..6 => (bit, 8),
            6 => (7, 8),
            7 => (8, 8),
            8 => (8, 7),
            _ => (8, 14 - bit),
        });
        let edges = std::array::from_fn(|bit| match bit {
            0..7 => (8, last - bit),
            _ => (last + bit - 14, 8),
        });
        [corner, edges]
    }

    /// Where the eighteen bits of the version are drawn, twice, the lowest one first, and the bits;
    /// from version 7 on.
    pub fn version_places(&self) -> Option<([[Module; 18]; 2], u32)> {
        let number = self.version.getVersionNumber() as usize;
        let bits = *rxing::qrcode::common::VERSION_DECODE_INFO.get(number.checked_sub(7)?)?;
        let first = self.side - 11;
        let beside: [Module; 18] = std::array::from_fn(|bit| (first + bit % 3, bit / 3));
        Some(([beside, beside.map(|(column, row)| (row, column))], bits))
    }
}

impl SymbolFormat {
    /// All formats there are.
    pub fn all() -> impl Iterator<Item = Self> {
        FORMAT_INFO_DECODE_LOOKUP.iter().filter_map(|[drawn, meaning]| {
            let level = ErrorCorrectionLevel::forBits((meaning >> 3) as u8 & 3).ok()?;
            Some(Self { drawn: u16::try_from(*drawn).ok()?, level, mask: (meaning & 7) as u8 })
        })
    }

    /// Whether the mask turns a module round (ISO/IEC 18004, table 10).
    pub fn is_masked(self, (column, row): Module) -> bool {
        let (x, y) = (column, row);
        match self.mask {
            0 => (x + y) % 2 == 0,
            1 => y % 2 == 0,
            2 => x % 3 == 0,
            3 => (x + y) % 3 == 0,
            4 => (y / 2 + x / 3) % 2 == 0,
            5 => (x * y) % 2 + (x * y) % 3 == 0,
            6 => ((x * y) % 2 + (x * y) % 3) % 2 == 0,
            _ => ((x + y) % 2 + (x * y) % 3) % 2 == 0,
        }
    }
}
