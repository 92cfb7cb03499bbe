//! What ended a part of the program that was not to end.

use serde::{Deserialize, Serialize};

use crate::words::log::{self as words, Text};
use crate::words::{Language, system};

/// Goes as data from the part to the log and to whoever reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskFault {
    /// A thread broke off with these words, which are the program's own and in English.
    Panicked(String),
    /// A thread ended that has written down why.
    SeeBefore,
    /// The system gave an error: its number, where it has one, and its words.
    System {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        errno: Option<i32>,
        said: String,
    },
}

impl TaskFault {
    /// In a sentence's end.
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::Panicked(said) => words::TaskPanicked { said }.text(language),
            Self::SeeBefore => Text::SeeBefore.plain(language),
            Self::System { errno, said } => {
                let number = errno.filter(|_| language != Language::English);
                let own = number.and_then(|number| system::errno(number, language));
                own.unwrap_or_else(|| said.clone())
            }
        }
    }
}

impl From<&calloop::Error> for TaskFault {
    fn from(fault: &calloop::Error) -> Self {
        let errno = match fault {
            calloop::Error::IoError(cause) => cause.raw_os_error(),
            _ => None,
        };
        Self::System { errno, said: fault.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_tells_itself_in_either_language() {
        for (fault, chinese, english) in [
            (
                TaskFault::Panicked("index out of bounds".into()),
                "同步线程意外中断（index out of bounds），请告知开发者",
                "the sync thread broke off: index out of bounds: report this to the maker",
            ),
            (TaskFault::SeeBefore, "原因见前一行", "see the line before"),
            (
                TaskFault::System { errno: Some(24), said: "too many".into() },
                "打开的文件过多",
                "too many",
            ),
            (TaskFault::System { errno: None, said: "no token".into() }, "no token", "no token"),
        ] {
            assert_eq!(fault.message(Language::Chinese), chinese);
            assert_eq!(fault.message(Language::English), english);
        }
    }
}
