//! The key as it is typed: four rows of sixteen digits in groups of four, each with two digits behind
//! it by which a slip is known: `1a2b 3c4d 5e6f 7a8b  c1`.

use std::fmt;

use zeroize::Zeroizing;

use crate::terminal::store::DatabaseKey;

pub(super) const ROWS: usize = 4;

/// Bytes of the key in a row.
const BYTES: usize = 8;

/// x⁸ + x² + x + 1: any change within eight bits is known, such as one digit, or two that changed places.
const POLYNOMIAL: u8 = 0x07;

/// A row of the key; its check covers its place too.
pub(super) struct KeyRow {
    at: usize,
    bytes: Zeroizing<[u8; BYTES]>,
}

impl KeyRow {
    pub fn all(key: &DatabaseKey) -> [Self; ROWS] {
        let bytes = key.bytes();
        std::array::from_fn(|at| {
            let mut row = Zeroizing::new([0; BYTES]);
            row.copy_from_slice(&bytes[at * BYTES..(at + 1) * BYTES]);
            Self { at, bytes: row }
        })
    }

    /// The row at this place as it was typed; none where it does not fit its check.
    pub fn read(at: usize, typed: &str) -> Option<Self> {
        let mut both = Zeroizing::new([0; BYTES + 1]);
        hex::decode_to_slice(digits(typed).as_bytes(), &mut *both).ok()?;
        let (bytes, check) = both.split_at(BYTES);
        let mut row = Self { at, bytes: Zeroizing::new([0; BYTES]) };
        row.bytes.copy_from_slice(bytes);
        (check == [row.check()]).then_some(row)
    }

    /// All rows together; none where one is missing.
    pub fn key(rows: &[Self]) -> Option<DatabaseKey> {
        let bytes: Zeroizing<Vec<u8>> =
            Zeroizing::new(rows.iter().flat_map(|row| row.bytes.iter().copied()).collect());
        (rows.len() == ROWS).then(|| DatabaseKey::from_bytes(&bytes))?
    }

    /// Its groups of digits, and its check.
    pub fn groups(&self) -> Vec<String> {
        let mut groups: Vec<String> = self.bytes.chunks(2).map(hex::encode).collect();
        groups.push(hex::encode([self.check()]));
        groups
    }

    fn check(&self) -> u8 {
        let place = [self.at as u8 + 1];
        place.iter().chain(self.bytes.iter()).fold(0, |sum, byte| {
            (0..8).fold(sum ^ byte, |sum, _| {
                (sum << 1) ^ (if sum >> 7 == 1 { POLYNOMIAL } else { 0 })
            })
        })
    }
}

impl fmt::Display for KeyRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let groups = self.groups();
        let (check, digits) = groups.split_last().ok_or(fmt::Error)?;
        write!(f, "{}  {check}", digits.join(" "))
    }
}

/// The key of a line that has all of it: 64 digits as a file has them, or the four rows.
pub(super) fn whole(typed: &str) -> Option<DatabaseKey> {
    const ROW: usize = 2 * (BYTES + 1);
    let digits = digits(typed);
    if digits.len() == 2 * BYTES * ROWS {
        return DatabaseKey::from_bytes(digits.as_bytes());
    }
    if digits.len() != ROW * ROWS || !digits.is_ascii() {
        return None;
    }
    let rows: Option<Vec<KeyRow>> =
        (0..ROWS).map(|at| KeyRow::read(at, &digits[at * ROW..(at + 1) * ROW])).collect();
    KeyRow::key(&rows?)
}

/// What is between the digits is of no account, nor are capitals and letters that look like digits.
fn digits(typed: &str) -> Zeroizing<String> {
    let plain = typed.chars().filter(|sign| !sign.is_whitespace() && !"-:.".contains(*sign));
    let digit = |sign: char| match sign.to_ascii_lowercase() {
        'o' => '0',
        'l' | 'i' => '1',
        other => other,
    };
    Zeroizing::new(plain.map(digit).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> DatabaseKey {
        let bytes: Vec<u8> = (0..32u8).map(|at| at.wrapping_mul(37).wrapping_add(11)).collect();
        DatabaseKey::from_bytes(&bytes).unwrap()
    }

    #[test]
    fn what_is_on_the_sheet_is_read_again_however_it_is_typed() {
        let rows = KeyRow::all(&key());
        let printed: Vec<String> = rows.iter().map(KeyRow::to_string).collect();
        assert_eq!(printed[0], "0b30 557a 9fc4 e90e  f6");
        for change in [
            |text: &str| text.to_owned(),
            |text: &str| text.to_uppercase(),
            |text: &str| text.replace(' ', ""),
            |text: &str| format!("  {}\r\n", text.replace(' ', "-")),
            |text: &str| text.replace('0', "O").replace('1', "l"),
        ] {
            let read: Vec<KeyRow> = printed
                .iter()
                .enumerate()
                .filter_map(|(at, row)| KeyRow::read(at, &change(row)))
                .collect();
            assert_eq!(KeyRow::key(&read), Some(key()));
            assert_eq!(whole(&change(&printed.join(" "))), Some(key()));
        }
        assert_eq!(whole(&key().to_hex()), Some(key()));
    }

    #[test]
    fn a_slip_is_known() {
        let row = KeyRow::all(&key())[1].to_string().replace(' ', "");
        assert!(KeyRow::read(1, &row).is_some());
        assert!(KeyRow::read(2, &row).is_none(), "a row at another's place");
        for at in 0..row.len() {
            let (before, after) = (&row[..at], &row[at + 1..]);
            for digit in "0123456789abcdef".chars().filter(|digit| !row[at..].starts_with(*digit)) {
                assert!(KeyRow::read(1, &format!("{before}{digit}{after}")).is_none());
            }
            let mut signs: Vec<char> = row.chars().collect();
            if at > 0 && signs[at] != signs[at - 1] {
                signs.swap(at, at - 1);
                assert!(KeyRow::read(1, &signs.iter().collect::<String>()).is_none());
            }
        }
        let huge = "0".repeat(1_000_000);
        for typed in ["", "0", "密钥", "zz", &row[1..], &format!("{row}0"), &huge] {
            assert!(KeyRow::read(1, typed).is_none() && whole(typed).is_none(), "{typed:.40}");
        }
    }
}
