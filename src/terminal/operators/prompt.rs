//! Where passwords come from on the command line: asked for without echo, or lines of the input.

use std::io::{BufRead, Read};

use super::PeopleError;
use crate::people::OperatorName;
use crate::people::Password;
use crate::words::Language;
use crate::words::people::{self as words, Text};

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
    pub fn acting(&mut self, name: &str) -> Result<Password, PeopleError> {
        match self {
            Self::Prompt(language) => ask(&words::AskPassword { name }.text(*language)),
            Self::Lines(lines) => read_line(lines, name),
        }
    }

    /// The new password of an operator.
    pub fn chosen(&mut self, name: &OperatorName) -> Result<Password, PeopleError> {
        match self {
            Self::Prompt(language) => {
                let chosen = ask(&words::AskNewPassword { name }.text(*language))?;
                let again = ask(Text::AskAgain.form(*language))?;
                if chosen == again { Ok(chosen) } else { Err(PeopleError::NotRepeated) }
            }
            Self::Lines(lines) => read_line(lines, name.as_str()),
        }
    }
}

fn ask(prompt: &str) -> Result<Password, PeopleError> {
    Ok(Password::new(rpassword::prompt_password(prompt).map_err(PeopleError::Prompt)?)?)
}

fn read_line(lines: &mut impl BufRead, name: &str) -> Result<Password, PeopleError> {
    let mut line = Vec::new();
    // One byte for each of \r and \n, and one to see that there is more.
    let most = Password::LONGEST as u64 + 3;
    lines.take(most).read_until(b'\n', &mut line).map_err(PeopleError::Prompt)?;
    if line.pop_if(|byte| *byte == b'\n').is_some() {
        line.pop_if(|byte| *byte == b'\r');
    }
    if line.is_empty() {
        return Err(PeopleError::NoPassword(name.to_owned()));
    }
    Ok(Password::new(String::from_utf8(line).map_err(|_| PeopleError::NotText)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::PasswordFault;

    fn first(bytes: &[u8]) -> Result<Password, PeopleError> {
        Passwords::Lines(bytes).acting("chen")
    }

    #[test]
    fn a_line_is_a_password() {
        let mut lines = Passwords::Lines(&b" first \r\nsecond"[..]);
        assert_eq!(lines.acting("chen").unwrap().text(), " first ");
        assert_eq!(lines.chosen(&"lin".parse().unwrap()).unwrap().text(), "second");
        assert!(matches!(lines.acting("chen"), Err(PeopleError::NoPassword(_))));
    }

    #[test]
    fn bad_lines_are_told() {
        assert!(matches!(first(b"\nx\n"), Err(PeopleError::NoPassword(_))));
        assert!(matches!(first(b"\xff\xfe\n"), Err(PeopleError::NotText)));
        assert!(matches!(
            first(&[b'x'; 100_000]),
            Err(PeopleError::Password(PasswordFault::TooLong))
        ));
        assert_eq!(first(&[&[b'x'; 256][..], b"\r\n"].concat()).unwrap().text().len(), 256);
    }
}
