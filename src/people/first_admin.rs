//! The number that stands on an enrolment sheet beside its code: whoever has the sheet makes the door's
//! first admin by it, at a number pad that has no letters.

use sha2::{Digest, Sha256};

/// Digits of the number: so many that none is guessed while wrong ones lock.
const DIGITS: usize = 8;

/// A code as it is printed, however it was typed: in small letters, without the hyphens, with an O for
/// a 0.
pub fn printed_code(typed: &str) -> String {
    let typed = typed.chars().filter(|sign| !sign.is_whitespace() && *sign != '-');
    let signs: Vec<char> = typed
        .map(|sign| match sign.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            sign => sign,
        })
        .collect();
    let groups: Vec<String> = signs.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

/// The number that goes with a code, 8 digits. It tells nothing of the code but a third of its bits.
pub fn first_admin_number(code: &str) -> String {
    let digest = Sha256::digest(format!("hallgate first admin {}", printed_code(code)));
    let number = digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    format!("{:0DIGITS$}", number % 10_u64.pow(DIGITS as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_codes_own_however_that_was_typed() {
        let number = first_admin_number("7K2M-0000-1111-ABCD");
        assert_eq!(number, "83812629");
        for typed in ["7k2m0000 1111 abcd", "7K2MOOOOLLLLABCD", " 7K2M-0000-IIII-ABCD\n"] {
            assert_eq!(first_admin_number(typed), number, "{typed}");
        }
        assert_ne!(first_admin_number("7K2M-0000-1111-ABCE"), number);
        assert_eq!(first_admin_number("").len(), DIGITS);
    }
}
