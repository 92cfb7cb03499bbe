//! Passwords that are refused because they are guessed first.

use super::Password;
use super::guessed::is_listed;
use super::{OperatorName, StaffNumber};
use crate::words::Language;
use crate::words::display_in_english;
use crate::words::errors::{self, Text};

/// Why a password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Weakness {
    Short,
    ShortForAdmin,
    ShortOnline,
    Control,
    Name,
    Number,
    Repeated,
    Sequence,
    Common,
}

display_in_english!(Weakness);

impl Weakness {
    /// What the password is, as the rest of a sentence that begins with it.
    pub fn message(self, language: Language) -> String {
        let text = match self {
            Self::Short => {
                return errors::WeakShort { least: LEAST, least_pin: LEAST_PIN }.text(language);
            }
            Self::ShortForAdmin => {
                return errors::WeakShortForAdmin { least: LEAST }.text(language);
            }
            Self::ShortOnline => return errors::WeakShortOnline { least: LEAST }.text(language),
            Self::Control => Text::WeakControl,
            Self::Name => Text::WeakName,
            Self::Number => Text::WeakNumber,
            Self::Repeated => Text::WeakRepeated,
            Self::Sequence => Text::WeakSequence,
            Self::Common => Text::WeakCommon,
        };
        text.plain(language)
    }
}

/// What is the least that a password may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeastPassword {
    /// Eight characters, or a PIN of six digits: of whoever stands at a device with a number pad.
    Pin,
    /// Eight characters: of an admin of such a device.
    OfAdmin,
    /// Eight characters: of whoever signs in over the network.
    Online,
}

const LEAST: usize = 8;
const LEAST_PIN: usize = 6;

/// Rows along which fingers and alphabets run; a password within one, forwards or backwards,
/// is a sequence.
const ROWS: [&str; 9] = [
    "01234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "qwertyuiopasdfghjklzxcvbnm",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p",
];

/// Digits that are chosen for their sound or their place on the keypad.
const NUMBERS: [&str; 14] = [
    "147258",
    "258369",
    "147258369",
    "159357",
    "159753",
    "741852",
    "789456",
    "789456123",
    "5201314",
    "1314520",
    "520520",
    "110120",
    "11223344",
    "31415926",
];

/// Says what is wrong with a password for an operator of this name and staff number.
pub fn check(
    password: &Password,
    name: &OperatorName,
    number: Option<&StaffNumber>,
    least: LeastPassword,
) -> Result<(), Weakness> {
    let text = password.text().to_lowercase();
    let length = text.chars().count();
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if length < LEAST {
        match least {
            LeastPassword::Pin if digits && length >= LEAST_PIN => {}
            LeastPassword::Pin => return Err(Weakness::Short),
            LeastPassword::OfAdmin => return Err(Weakness::ShortForAdmin),
            LeastPassword::Online => return Err(Weakness::ShortOnline),
        }
    }
    let found = [
        (text.chars().any(char::is_control), Weakness::Control),
        (number.is_some_and(|number| is_number(&text, number.as_str())), Weakness::Number),
        (is_name(&text, &name.as_str().to_lowercase()), Weakness::Name),
        (is_repeated(&text), Weakness::Repeated),
        (is_sequence(&text), Weakness::Sequence),
        (is_guessed(&text), Weakness::Common),
    ];
    match found.into_iter().find(|(is, _)| *is) {
        Some((_, weakness)) => Err(weakness),
        None => Ok(()),
    }
}

/// The name itself, twice, or with digits and signs around it.
fn is_name(text: &str, name: &str) -> bool {
    let core = |text: &str| text.trim_matches(|letter: char| !letter.is_alphabetic()).to_owned();
    let named = core(name);
    text == name || text.replace(name, "").is_empty() || (!named.is_empty() && core(text) == named)
}

/// The staff number itself, once or more often, forwards or backwards.
fn is_number(text: &str, number: &str) -> bool {
    let backwards: String = number.chars().rev().collect();
    [number, &backwards].iter().any(|number| text.replace(number, "").is_empty())
}

/// A piece of up to four characters, all along: `88888888`, `121212`, `abcabcabc`.
fn is_repeated(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    (1..=4).any(|piece| {
        letters.len() >= 2 * piece
            && letters.iter().zip(&letters[piece..]).all(|(letter, next)| letter == next)
    })
}

fn is_sequence(text: &str) -> bool {
    let backwards: String = text.chars().rev().collect();
    ROWS.iter().any(|row| row.contains(text) || row.contains(&backwards))
}

fn is_guessed(text: &str) -> bool {
    NUMBERS.contains(&text) || is_listed(text) || is_of_trivial_runs(text)
}

/// At most three runs of letters, digits or signs, each of which is trivial: `a123456`, `qwe!111`.
/// Two characters are trivial, so that one run at least is a repetition, a sequence or a word.
fn is_of_trivial_runs(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let runs: Vec<String> = letters
        .chunk_by(|one, next| kind(*one) == kind(*next))
        .map(|run| run.iter().collect())
        .collect();
    let trivial = |run: &String| {
        run.chars().count() <= 2
            || is_repeated(run)
            || is_sequence(run)
            || is_listed(run)
            || NUMBERS.contains(&run.as_str())
    };
    runs.len() <= 3 && runs.iter().all(trivial)
}

fn kind(letter: char) -> (bool, bool) {
    (letter.is_alphabetic(), letter.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::super::Role;
    use super::*;

    fn judge(password: &str, name: &str, role: Role) -> Result<(), Weakness> {
        let number = "70418395".parse().ok();
        let password = Password::new(password.into()).unwrap();
        check(&password, &name.parse().unwrap(), number.as_ref(), role.least_password())
    }

    #[test]
    fn what_is_guessed_first_is_refused_with_its_reason() {
        use Weakness::*;
        for (password, role, expected) in [
            ("", Role::Staff, Short),
            ("short7!", Role::Staff, Short),
            ("94718", Role::Staff, Short),
            ("947183", Role::Admin, ShortForAdmin),
            ("tab\tinside", Role::Staff, Control),
            ("WANG.FANG", Role::Staff, Name),
            ("wang.fang2024", Role::Tech, Name),
            ("wang.fangwang.fang", Role::Tech, Name),
            ("70418395", Role::Admin, Number),
            ("59381407", Role::Staff, Number),
            ("7041839570418395", Role::Tech, Number),
            ("88888888", Role::Admin, Repeated),
            ("121212", Role::Staff, Repeated),
            ("abcabcabc", Role::Staff, Repeated),
            ("123456", Role::Staff, Sequence),
            ("987654321", Role::Admin, Sequence),
            ("Qwertyuiop", Role::Admin, Sequence),
            ("1qaz2wsx", Role::Admin, Sequence),
            ("Passw0rd!", Role::Admin, Common),
            ("admin123", Role::Admin, Common),
            ("5201314", Role::Staff, Common),
            ("qq123456", Role::Admin, Common),
            ("Abc!8888", Role::Admin, Common),
            ("dragon123", Role::Admin, Common),
            ("Dragon2024!", Role::Tech, Common),
            ("sunsh1ne88", Role::Staff, Common),
            ("wangfang1988", Role::Admin, Common),
            ("jianpiao123", Role::Admin, Common),
            ("woaini1314", Role::Admin, Common),
        ] {
            assert_eq!(judge(password, "wang.fang", role), Err(expected), "{password}");
        }
    }

    #[test]
    fn others_are_taken() {
        for (password, role) in [
            ("947183", Role::Staff),
            ("947183", Role::Tech),
            ("94718305", Role::Admin),
            ("saal drei links", Role::Admin),
            ("dragon-eats-popcorn-9", Role::Admin),
            ("x7k2m9q4", Role::Admin),
            ("三号厅的门朝北开着", Role::Admin),
        ] {
            assert_eq!(judge(password, "wang.fang", role), Ok(()), "{password}");
        }
        // Over the network a PIN does for nobody.
        let online = |password: &str| {
            let password = Password::new(password.into()).unwrap();
            check(&password, &"li".parse().unwrap(), None, LeastPassword::Online)
        };
        assert_eq!(online("947183"), Err(Weakness::ShortOnline));
        assert_eq!(online("94718305"), Ok(()));
        // A name of signs alone is nobody's core.
        assert_eq!(judge("94718305", "...", Role::Admin), Ok(()));
    }
}
