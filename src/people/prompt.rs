//! Where passwords come from on the command line: asked for without echo, or lines of the input.

use std::io::{self, BufRead, Read};

use super::{OperatorName, Password, PasswordFault};
use crate::words::codes::{FaultCode, people};
use crate::words::people::{self as words, Text};
use crate::words::{Language, Message, display_in_english, errors, system};

/// Why no password came.
#[derive(Debug, thiserror::Error)]
pub enum PromptFault {
    Password(#[from] PasswordFault),
    NotRepeated,
    Prompt(io::Error),
    NoPassword(String),
    NotText,
}

display_in_english!(PromptFault);

impl Message for PromptFault {
    fn code(&self) -> FaultCode {
        match self {
            Self::Password(cause) => cause.code(),
            Self::NotRepeated => people::NOT_REPEATED,
            Self::Prompt(_) => people::PROMPT,
            Self::NoPassword(_) => people::NO_PASSWORD,
            Self::NotText => people::NOT_TEXT,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Password(cause) => cause.message(language),
            Self::NotRepeated => errors::Text::NotRepeated.plain(language),
            Self::Prompt(cause) => {
                errors::Prompt { cause: system::io(cause, language) }.text(language)
            }
            Self::NoPassword(name) => errors::NoPassword { name }.text(language),
            Self::NotText => errors::Text::PasswordNotText.plain(language),
        }
    }
}

/// The source of a command's passwords.
#[derive(Debug)]
pub enum Passwords<R> {
    /// Asked for at the controlling terminal; a new one twice.
    Prompt(Language),
    /// One a line: the acting admin's where one is needed, then the new one where one is needed.
    Lines(R),
}

impl<R: BufRead> Passwords<R> {
    /// The lines of `input`, or else the prompt.
    pub fn from(lines: bool, input: R, language: Language) -> Self {
        if lines { Self::Lines(input) } else { Self::Prompt(language) }
    }

    /// The password of the admin who acts.
    pub fn acting(&mut self, name: &str) -> Result<Password, PromptFault> {
        match self {
            Self::Prompt(language) => ask(&words::AskPassword { name }.text(*language)),
            Self::Lines(lines) => read_line(lines, name),
        }
    }

    /// The new password of an operator.
    pub fn chosen(&mut self, name: &OperatorName) -> Result<Password, PromptFault> {
        match self {
            Self::Prompt(language) => {
                let chosen = ask(&words::AskNewPassword { name }.text(*language))?;
                let again = ask(Text::AskAgain.form(*language))?;
                if chosen == again { Ok(chosen) } else { Err(PromptFault::NotRepeated) }
            }
            Self::Lines(lines) => read_line(lines, name.as_str()),
        }
    }
}

fn ask(prompt: &str) -> Result<Password, PromptFault> {
    Ok(Password::new(rpassword::prompt_password(prompt).map_err(PromptFault::Prompt)?)?)
}

fn read_line(lines: &mut impl BufRead, name: &str) -> Result<Password, PromptFault> {
    let mut line = Vec::new();
    // One byte for each of \r and \n, and one to see that there is more.
    let most = Password::LONGEST as u64 + 3;
    lines.take(most).read_until(b'\n', &mut line).map_err(PromptFault::Prompt)?;
    if line.pop_if(|byte| *byte == b'\n').is_some() {
        line.pop_if(|byte| *byte == b'\r');
    }
    if line.is_empty() {
        return Err(PromptFault::NoPassword(name.to_owned()));
    }
    Ok(Password::new(String::from_utf8(line).map_err(|_| PromptFault::NotText)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(bytes: &[u8]) -> Result<Password, PromptFault> {
        Passwords::Lines(bytes).acting("chen")
    }

    #[test]
    fn a_line_is_a_password() {
        let mut lines = Passwords::Lines(&b" first \r\nsecond"[..]);
        assert_eq!(lines.acting("chen").unwrap().text(), " first ");
        assert_eq!(lines.chosen(&"lin".parse().unwrap()).unwrap().text(), "second");
        assert!(matches!(lines.acting("chen"), Err(PromptFault::NoPassword(_))));
    }

    #[test]
    fn bad_lines_are_told() {
        assert!(matches!(first(b"\nx\n"), Err(PromptFault::NoPassword(_))));
        assert!(matches!(first(b"\xff\xfe\n"), Err(PromptFault::NotText)));
        assert!(matches!(
            first(&[b'x'; 100_000]),
            Err(PromptFault::Password(PasswordFault::TooLong))
        ));
        assert_eq!(first(&[&[b'x'; 256][..], b"\r\n"].concat()).unwrap().text().len(), 256);
    }
}
