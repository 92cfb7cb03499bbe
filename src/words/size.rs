//! How many bytes, in one unit on every face: by thousands (SI), as sticks and cards are sold.

/// Bytes of a megabyte.
pub const MEGABYTE: u64 = 1_000_000;

/// A size in its largest unit.
pub fn size(bytes: u64) -> String {
    let units = [(1_000_000_000, "GB"), (MEGABYTE, "MB"), (1000, "kB")];
    match units.into_iter().find(|(length, _)| bytes >= *length) {
        Some((length, unit)) => {
            format!("{}.{} {unit}", bytes / length, bytes % length * 10 / length)
        }
        None => format!("{bytes} B"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_told_in_its_largest_unit() {
        assert_eq!(size(999), "999 B");
        assert_eq!(size(1536), "1.5 kB");
        assert_eq!(size(200_000_000 - 1), "199.9 MB");
        assert_eq!(size(16_000_000_000), "16.0 GB");
    }
}
