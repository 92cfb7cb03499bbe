//! How many bytes, in one unit on every face.

/// A size in its largest unit.
pub fn size(bytes: u64) -> String {
    let units = [(1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB")];
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
        assert_eq!(size(1023), "1023 B");
        assert_eq!(size(1536), "1.5 kB");
        assert_eq!(size((200 << 20) - 1), "199.9 MB");
    }
}
