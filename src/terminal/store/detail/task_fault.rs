//! What ended a part of the program that was not to end.

use super::{AuditDetail, WhyFailed};
use crate::words::log::{self as words, Text};
use crate::words::{Language, system};

/// Goes as data from the part to the log and to whoever reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskFault {
    /// A thread broke off with these words, which are the program's own and in English.
    Panicked(String),
    /// A thread ended that has written down why.
    SeeBefore,
    /// The system gave an error: its number, where it has one, and its words.
    System { errno: Option<i32>, said: String },
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

    /// As the log keeps it: in English, as ever, and what it takes to tell it in another language.
    pub fn detail(&self, task: &str) -> AuditDetail {
        let (cause, said, errno) = match self {
            Self::Panicked(said) => (WhyFailed::Panicked, Some(said.clone()), None),
            Self::SeeBefore => (WhyFailed::SeeBefore, None, None),
            Self::System { errno, .. } => (WhyFailed::System, None, *errno),
        };
        let (task, why) = (task.to_owned(), self.message(Language::English));
        AuditDetail::ProgramFailed { task, why, cause: Some(cause), said, errno }
    }

    /// What [`Self::detail`] has made. Of an entry of an older program, which has the words alone,
    /// none but these are known.
    pub fn of_kept(
        why: &str,
        cause: Option<WhyFailed>,
        said: Option<&str>,
        errno: Option<i32>,
    ) -> Self {
        match (cause, said) {
            (Some(WhyFailed::Panicked), Some(said)) => Self::Panicked(said.to_owned()),
            (Some(WhyFailed::SeeBefore), _) => Self::SeeBefore,
            _ => Self::System { errno, said: why.to_owned() },
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
    use crate::terminal::store::AuditKind;

    #[test]
    fn what_is_kept_comes_back_and_tells_itself_in_either_language() {
        for (fault, chinese, english) in [
            (
                TaskFault::Panicked("index out of bounds".into()),
                "同步线程意外中断（index out of bounds），请告知开发者",
                "the sync thread broke off: index out of bounds: report this to the maker",
            ),
            (TaskFault::SeeBefore, "原因见前一行", "see the line before"),
            (
                TaskFault::System { errno: Some(24), said: "too many".into() },
                "打开的文件过多（os error 24）",
                "too many",
            ),
            (TaskFault::System { errno: None, said: "no token".into() }, "no token", "no token"),
        ] {
            assert_eq!(fault.message(Language::Chinese), chinese);
            assert_eq!(fault.message(Language::English), english);
            let detail = fault.detail("sync");
            let kept = detail.to_string();
            assert!(kept.starts_with("task=sync why="), "{kept}");
            let read = AuditDetail::read(AuditKind::ProgramStopped, &kept);
            assert_eq!(read.as_ref(), Some(&detail));
            let Some(AuditDetail::ProgramFailed { why, cause, said, errno, .. }) = read else {
                panic!("{kept}")
            };
            assert_eq!(TaskFault::of_kept(&why, cause, said.as_deref(), errno), fault);
        }
        let older = TaskFault::of_kept("it broke", None, None, None);
        assert_eq!(older.message(Language::Chinese), "it broke");
    }
}
