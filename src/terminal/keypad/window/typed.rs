//! What a terminal window sends for a key: one byte, or a sequence that begins with Esc.

use evdev::KeyCode;

use crate::terminal::keypad::{Key, keymap};

const ESC: u8 = 0x1B;
/// A sequence that is longer is none of a key's.
const LONGEST: usize = 16;

/// Bytes and the keys that they stand for, as on a keyboard at the door.
const BYTES: [(&[u8], KeyCode); 8] = [
    (b"\r\n", KeyCode::KEY_ENTER),
    (b"\x7F\x08", KeyCode::KEY_BACKSPACE),
    (b".", KeyCode::KEY_DOT),
    (b",", KeyCode::KEY_KPCOMMA),
    (b"*", KeyCode::KEY_KPASTERISK),
    (b"+=", KeyCode::KEY_KPPLUS),
    (b"-", KeyCode::KEY_MINUS),
    (b"/", KeyCode::KEY_SLASH),
];

/// The same for what follows Esc and `[` or `O`.
const SEQUENCES: [(&[u8], KeyCode); 13] = [
    (b"A", KeyCode::KEY_UP),
    (b"B", KeyCode::KEY_DOWN),
    (b"C", KeyCode::KEY_RIGHT),
    (b"D", KeyCode::KEY_LEFT),
    (b"3~", KeyCode::KEY_DELETE),
    (b"5~", KeyCode::KEY_PAGEUP),
    (b"6~", KeyCode::KEY_PAGEDOWN),
    // A number pad whose window asked for its own codes.
    (b"M", KeyCode::KEY_KPENTER),
    (b"j", KeyCode::KEY_KPASTERISK),
    (b"k", KeyCode::KEY_KPPLUS),
    (b"m", KeyCode::KEY_KPMINUS),
    (b"n", KeyCode::KEY_KPDOT),
    (b"o", KeyCode::KEY_KPSLASH),
];

const DIGITS: [KeyCode; 10] = [
    KeyCode::KEY_0,
    KeyCode::KEY_1,
    KeyCode::KEY_2,
    KeyCode::KEY_3,
    KeyCode::KEY_4,
    KeyCode::KEY_5,
    KeyCode::KEY_6,
    KeyCode::KEY_7,
    KeyCode::KEY_8,
    KeyCode::KEY_9,
];

/// What was typed of a key so far.
#[derive(Debug, Default)]
pub struct TypedBytes {
    /// From its Esc on.
    sequence: Vec<u8>,
}

impl TypedBytes {
    /// Takes the next byte.
    pub fn take(&mut self, byte: u8, keys: &mut Vec<Key>) {
        match (self.sequence.as_slice(), byte) {
            ([], ESC) => self.sequence.push(ESC),
            ([], _) => keys.extend(single(byte)),
            ([ESC], b'[' | b'O') => self.sequence.push(byte),
            ([ESC], _) => {
                // Esc was a key of its own.
                self.end(keys);
                self.take(byte, keys);
            }
            (_, 0x20..=0x3F) if self.sequence.len() < LONGEST => self.sequence.push(byte),
            (_, 0x40..=0x7E) => {
                self.sequence.push(byte);
                keys.push(meaning(&SEQUENCES, |bytes| bytes == &self.sequence[2..]));
                self.sequence.clear();
            }
            _ => {
                // None of a key's.
                self.sequence.clear();
                keys.push(Key::Other);
            }
        }
    }

    /// Nothing followed for a while.
    pub fn end(&mut self, keys: &mut Vec<Key>) {
        match self.sequence.len() {
            0 => {}
            1 => keys.push(keymap::meaning(KeyCode::KEY_ESC)),
            _ => keys.push(Key::Other),
        }
        self.sequence.clear();
    }

    /// Something may follow.
    pub fn is_within(&self) -> bool {
        !self.sequence.is_empty()
    }
}

/// A character of several bytes is one key.
fn single(byte: u8) -> Option<Key> {
    match byte {
        0x80..=0xBF => None,
        b'0'..=b'9' => Some(keymap::meaning(DIGITS[usize::from(byte - b'0')])),
        _ => Some(meaning(&BYTES, |bytes| bytes.contains(&byte))),
    }
}

fn meaning(table: &[(&'static [u8], KeyCode)], is: impl Fn(&[u8]) -> bool) -> Key {
    let known = table.iter().find(|(bytes, _)| is(bytes));
    known.map_or(Key::Other, |(_, code)| keymap::meaning(*code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::keypad::Digit;

    fn keys(bytes: &[u8]) -> Vec<Key> {
        let (mut typed, mut keys) = (TypedBytes::default(), Vec::new());
        bytes.iter().for_each(|byte| typed.take(*byte, &mut keys));
        typed.end(&mut keys);
        keys
    }

    #[test]
    fn every_key_of_the_menus_is_within_reach() {
        let digit = |value| Key::Digit(Digit::new(value).unwrap());
        assert_eq!(keys(b"09"), [digit(0), digit(9)]);
        assert_eq!(keys(b"\r\n"), [Key::Enter; 2]);
        assert_eq!(keys(b"\x7F\x08.,"), [Key::Erase; 4]);
        assert_eq!(keys(b"\x1B*"), [Key::Back; 2]);
        assert_eq!(keys(b"\x1B[A\x1BOA\x1B[5~+=\x1B[D"), [Key::Up; 6]);
        assert_eq!(keys(b"\x1B[B\x1BOB\x1B[6~-\x1B[C"), [Key::Down; 5]);
        assert_eq!(keys(b"/\x1BOo"), [Key::Open; 2]);
        assert_eq!(keys(b"\x1B[3~"), [Key::Erase]);
    }

    #[test]
    fn a_key_that_comes_in_pieces_is_one_and_esc_alone_is_back() {
        let (mut typed, mut found) = (TypedBytes::default(), Vec::new());
        for byte in b"\x1B[" {
            typed.take(*byte, &mut found);
            assert!(typed.is_within() && found.is_empty());
        }
        typed.take(b'A', &mut found);
        assert_eq!((found.as_slice(), typed.is_within()), (&[Key::Up][..], false));
        assert_eq!(keys(b"\x1B\x1B\x1B[A"), [Key::Back, Key::Back, Key::Up]);
        assert_eq!(keys(b"\x1B["), [Key::Other], "a sequence that ends early");
    }

    #[test]
    fn what_is_no_key_is_one_without_a_meaning_and_nothing_is_kept_of_it() {
        assert_eq!(keys(b"q\x00\x04"), [Key::Other; 3]);
        assert_eq!(keys("请é".as_bytes()), [Key::Other; 2]);
        assert_eq!(keys(b"\x1B[1;5A\x1B[200~"), [Key::Other; 2]);
        let long = [&b"\x1B["[..], &[b'1'; 5000]].concat();
        assert!(keys(&long).len() <= 5000);
        assert_eq!(keys(b"\x1B[\xFF1").last(), Some(&Key::Digit(Digit::new(1).unwrap())));
        let all: Vec<u8> = (0..=255).chain((0..=255).rev()).collect();
        assert!(keys(&all).len() <= all.len() + 1);
    }
}
