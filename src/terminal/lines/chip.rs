//! A chip by its path or its label, and the lines on it.

use std::path::{Path, PathBuf};

use gpiocdev::chip::{self, Info};
use gpiocdev::{Request, line};

use super::{HOLDER, LineError};
use crate::terminal::config::{ChipName, Line, LineName};

/// A GPIO chip that was found.
#[derive(Debug)]
pub struct Chip {
    chip: chip::Chip,
    info: Info,
}

/// A line that is there, as it was found.
#[derive(Debug, Clone)]
pub struct FoundLine {
    /// Its key in the configuration.
    pub key: &'static str,
    /// What the kernel tells of it: number, name, who holds it.
    pub info: line::Info,
    /// How it is to be used.
    pub line: Line,
}

impl Chip {
    /// Finds the chip. A label is looked for on all chips of the system, and one alone may have it.
    pub fn find(name: &ChipName) -> Result<Self, LineError> {
        match name {
            ChipName::Path(path) => Self::open(path),
            ChipName::Label(label) => labelled(label),
        }
    }

    fn open(path: &Path) -> Result<Self, LineError> {
        let fault = |cause| LineError::Chip { chip: path.display().to_string(), cause };
        let chip = chip::Chip::from_path(path).map_err(fault)?;
        let info = chip.info().map_err(fault)?;
        Ok(Self { chip, info })
    }

    /// The device node.
    pub fn path(&self) -> &Path {
        self.chip.path()
    }

    /// What the driver calls the chip.
    pub fn label(&self) -> &str {
        &self.info.label
    }

    /// Finds a line; `key` is its key in the configuration, for the errors.
    pub fn line(&self, key: &'static str, line: &Line) -> Result<FoundLine, LineError> {
        let chip = || self.path().display().to_string();
        let info = match &line.name {
            LineName::Number(number) if *number >= self.info.num_lines => {
                let (number, lines) = (*number, self.info.num_lines);
                return Err(LineError::NoSuchNumber { key, chip: chip(), number, lines });
            }
            LineName::Number(number) => self.chip.line_info(*number).map_err(|cause| {
                LineError::NotToBeHad { key, chip: chip(), line: *number, cause }
            })?,
            LineName::Name(name) => self.named(key, name)?,
        };
        Ok(FoundLine { key, info, line: line.clone() })
    }

    /// Names are the board's to give, and nothing keeps it from giving one twice.
    fn named(&self, key: &'static str, name: &str) -> Result<line::Info, LineError> {
        let chip = self.path().display().to_string();
        let lines = self.chip.line_info_iter();
        let lines = lines.map_err(|cause| LineError::Chip { chip: chip.clone(), cause })?;
        let mut named: Vec<_> = lines.flatten().filter(|info| info.name == name).collect();
        match (named.len(), named.pop()) {
            (1, Some(info)) => Ok(info),
            (0, _) => Err(LineError::NoSuchName { key, chip, name: name.to_owned() }),
            (count, _) => Err(LineError::ManyNames { key, chip, name: name.to_owned(), count }),
        }
    }

    /// Takes one line.
    pub(super) fn take(
        &self,
        found: FoundLine,
        config: &line::Config,
    ) -> Result<Request, LineError> {
        Request::builder()
            .on_chip(self.path())
            .with_consumer(HOLDER)
            .with_line(found.info.offset)
            .from_line_config(config)
            .request()
            .map_err(|cause| self.refused(&[found], cause))
    }

    /// Why a request for these lines failed: it is most telling who holds one.
    pub(super) fn refused(&self, lines: &[FoundLine], cause: gpiocdev::Error) -> LineError {
        let chip = self.path().display().to_string();
        for FoundLine { key, info, .. } in lines {
            let (key, line) = (*key, info.offset);
            if let Ok(now) = self.chip.line_info(line)
                && now.used
            {
                return LineError::Held { key, chip, line, holder: now.consumer };
            }
        }
        let (key, line) = lines.first().map_or(("", 0), |found| (found.key, found.info.offset));
        LineError::NotToBeHad { key, chip, line, cause }
    }
}

fn labelled(label: &str) -> Result<Chip, LineError> {
    let all = chip::chips().map_err(|cause| LineError::Chip { chip: "/dev".into(), cause })?;
    let (mut found, mut others, mut closed) = (Vec::new(), Vec::new(), Vec::new());
    for path in all {
        match Chip::open(&path) {
            Ok(chip) if chip.label() == label => found.push(chip),
            Ok(chip) => others.push(chip.label().to_owned()),
            Err(_) => closed.push(path),
        }
    }
    match (found.len(), found.pop()) {
        (1, Some(chip)) => Ok(chip),
        (0, _) => Err(LineError::NoSuchLabel { label: label.to_owned(), others, closed }),
        (_, last) => {
            let paths: Vec<PathBuf> =
                found.iter().chain(&last).map(|chip| chip.path().to_owned()).collect();
            Err(LineError::ManyChips { label: label.to_owned(), paths })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, Message};

    #[test]
    fn what_is_no_chip_is_told_with_its_path() {
        for path in ["/dev/null", "/dev/no-such-chip", "/", ""] {
            let message = Chip::find(&ChipName::Path(path.into())).unwrap_err().to_string();
            assert!(
                message.starts_with(&format!("the GPIO chip {path} does not open: ")),
                "{message}"
            );
        }
    }

    #[test]
    fn a_label_that_no_chip_has_is_told_with_those_there_are() {
        let message = Chip::find(&ChipName::Label("no such chip".into())).unwrap_err().to_string();
        assert!(
            message.starts_with("no GPIO chip is labelled \"no such chip\": there "),
            "{message}"
        );
    }

    #[test]
    fn what_there_is_instead_is_listed_in_either_language() {
        let told = |others: &[&str], closed: &[&str], language| {
            let others = others.iter().map(|&label| label.to_owned()).collect();
            let closed = closed.iter().map(PathBuf::from).collect();
            let fault = LineError::NoSuchLabel { label: "x".into(), others, closed };
            fault.message(language)
        };
        for (others, closed, english, chinese) in [
            (&[][..], &[][..], "there is no chip that this user may use", "没有当前用户可用的芯片"),
            (
                &[],
                &["/dev/gpiochip1"],
                "there is no chip that this user may use, and /dev/gpiochip1 which this user may not use",
                "没有当前用户可用的芯片，另有 /dev/gpiochip1 当前用户无权使用",
            ),
            (&["a", "b"], &[], "there are \"a\", \"b\"", "现有 \"a\", \"b\""),
        ] {
            let message = told(others, closed, Language::English);
            let whole = "no GPIO chip is labelled \"x\": ";
            assert_eq!(message, format!("{whole}{english} (`gpiodetect` lists them)"));
            let message = told(others, closed, Language::Chinese);
            let whole = "没有标签为 \"x\" 的 GPIO 芯片：";
            assert_eq!(message, format!("{whole}{chinese}（可用 gpiodetect 查看）"));
        }
    }
}
