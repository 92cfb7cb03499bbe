//! What the keys of a number pad mean at the door, whatever NumLock says. A pad of 17 keys has
//! neither Esc nor Backspace: `*` and `.` stand for them.

use evdev::KeyCode;

use super::key::{Digit, Key};

/// Keys with a meaning, and the meaning.
const MEANINGS: [(KeyCode, Key); 24] = [
    (KeyCode::KEY_ENTER, Key::Enter),
    (KeyCode::KEY_KPENTER, Key::Enter),
    (KeyCode::KEY_OK, Key::Enter),
    (KeyCode::KEY_ESC, Key::Back),
    (KeyCode::KEY_BACK, Key::Back),
    (KeyCode::KEY_CANCEL, Key::Back),
    (KeyCode::KEY_KPASTERISK, Key::Back),
    (KeyCode::KEY_BACKSPACE, Key::Erase),
    (KeyCode::KEY_DELETE, Key::Erase),
    (KeyCode::KEY_KPDOT, Key::Erase),
    (KeyCode::KEY_KPCOMMA, Key::Erase),
    (KeyCode::KEY_UP, Key::Up),
    (KeyCode::KEY_LEFT, Key::Up),
    (KeyCode::KEY_PAGEUP, Key::Up),
    (KeyCode::KEY_KPPLUS, Key::Up),
    (KeyCode::KEY_EQUAL, Key::Up),
    (KeyCode::KEY_DOWN, Key::Down),
    (KeyCode::KEY_RIGHT, Key::Down),
    (KeyCode::KEY_PAGEDOWN, Key::Down),
    (KeyCode::KEY_KPMINUS, Key::Down),
    (KeyCode::KEY_MINUS, Key::Down),
    (KeyCode::KEY_DOT, Key::Erase),
    (KeyCode::KEY_KPSLASH, Key::Open),
    (KeyCode::KEY_SLASH, Key::Open),
];

/// The keys of each digit, from 0: on the pad, and in the row of a whole keyboard.
const DIGITS: [[KeyCode; 2]; 10] = [
    [KeyCode::KEY_KP0, KeyCode::KEY_0],
    [KeyCode::KEY_KP1, KeyCode::KEY_1],
    [KeyCode::KEY_KP2, KeyCode::KEY_2],
    [KeyCode::KEY_KP3, KeyCode::KEY_3],
    [KeyCode::KEY_KP4, KeyCode::KEY_4],
    [KeyCode::KEY_KP5, KeyCode::KEY_5],
    [KeyCode::KEY_KP6, KeyCode::KEY_6],
    [KeyCode::KEY_KP7, KeyCode::KEY_7],
    [KeyCode::KEY_KP8, KeyCode::KEY_8],
    [KeyCode::KEY_KP9, KeyCode::KEY_9],
];

/// What a pressed key means.
pub fn meaning(code: KeyCode) -> Key {
    let digit = DIGITS.iter().position(|keys| keys.contains(&code));
    if let Some(digit) = digit.and_then(|digit| Digit::new(u8::try_from(digit).ok()?)) {
        return Key::Digit(digit);
    }
    let known = MEANINGS.iter().find(|(key, _)| *key == code);
    known.map_or(Key::Other, |(_, meaning)| *meaning)
}

/// Whether what has these keys can serve as a number pad.
pub fn is_pad(has: impl Fn(KeyCode) -> bool) -> bool {
    let digits = DIGITS.iter().all(|[pad, _]| has(*pad));
    digits && (has(KeyCode::KEY_KPENTER) || has(KeyCode::KEY_ENTER))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_told_whatever_key_they_are_on() {
        for (value, keys) in (0..).zip(DIGITS) {
            for key in keys {
                assert_eq!(meaning(key), Key::Digit(Digit::new(value).unwrap()), "{key:?}");
            }
        }
    }

    #[test]
    fn a_pad_of_17_keys_reaches_everything() {
        let pad = [
            KeyCode::KEY_KPENTER,
            KeyCode::KEY_KPPLUS,
            KeyCode::KEY_KPMINUS,
            KeyCode::KEY_KPDOT,
            KeyCode::KEY_KPASTERISK,
            KeyCode::KEY_KPSLASH,
        ];
        let keys = pad.map(meaning);
        assert_eq!(keys, [Key::Enter, Key::Up, Key::Down, Key::Erase, Key::Back, Key::Open]);
        assert_eq!(meaning(KeyCode::KEY_NUMLOCK), Key::Other);
        assert_eq!(meaning(KeyCode(0x2ff)), Key::Other);
    }

    #[test]
    fn a_pad_is_known_by_its_keys() {
        assert!(is_pad(|_| true));
        assert!(!is_pad(|key| key != KeyCode::KEY_KP5), "a digit is missing");
        let enters = [KeyCode::KEY_ENTER, KeyCode::KEY_KPENTER];
        assert!(is_pad(|key| key != enters[0]) && is_pad(|key| key != enters[1]));
        assert!(!is_pad(|key| !enters.contains(&key)), "no Enter");
        assert!(!is_pad(|_| false), "a mouse");
    }
}
