//! Why a question for a cinema's keys did not bring all of them: kept as data, told in the language of
//! whoever reads.

use serde::{Deserialize, Serialize};

use crate::ticket::KeyError;
use crate::transport::Fault;
use crate::words::Language;
use crate::words::platform::{self as words, Text};

/// What was wrong with the last answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FetchFault {
    /// There was none.
    Exchange(Fault),
    /// No key is in it.
    Empty,
    /// Some of its keys do not read, or none does.
    Unread { all: usize, entries: Vec<BadEntry> },
}

/// A key that is not taken, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BadEntry {
    pub number: usize,
    pub flaw: EntryFlaw,
}

/// Why it is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryFlaw {
    Encoding,
    Structure,
    /// In bits.
    Size(usize),
    NoStartTime,
    StartTimeUnread,
}

/// So many keys are named in a sentence.
const NAMED: usize = 3;

impl FetchFault {
    /// As the ledger keeps it.
    pub fn kept(&self) -> String {
        // Numbers and texts alone stand in it, of which each can be written.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What was kept; none where another program wrote it.
    pub fn of_kept(kept: &str) -> Option<Self> {
        serde_json::from_str(kept).ok()
    }

    /// What happened, and whom to ask.
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::Exchange(fault) => fault.in_section("national", language),
            Self::Empty => Text::NoKeyInReply.plain(language),
            Self::Unread { all, entries } => {
                let named = entries.iter().take(NAMED).map(|entry| entry.text(language));
                let which: Vec<String> = named.collect();
                let which = which.join(Text::Comma.form(language));
                words::KeysLeftOut { bad: entries.len(), all, which }.text(language)
            }
        }
    }
}

impl BadEntry {
    fn text(&self, language: Language) -> String {
        let why = match self.flaw {
            EntryFlaw::Encoding => Text::KeyEncoding.plain(language),
            EntryFlaw::Structure => Text::KeyStructure.plain(language),
            EntryFlaw::Size(bits) => words::KeyBits { bits }.text(language),
            EntryFlaw::NoStartTime => Text::NoStartTime.plain(language),
            EntryFlaw::StartTimeUnread => Text::StartTimeUnread.plain(language),
        };
        words::KeyNumber { number: self.number, why }.text(language)
    }
}

impl From<KeyError> for EntryFlaw {
    fn from(fault: KeyError) -> Self {
        match fault {
            KeyError::Encoding => Self::Encoding,
            KeyError::Structure => Self::Structure,
            KeyError::Size(bits) => Self::Size(bits),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back_and_tells_itself_in_either_language() {
        let entries = [
            EntryFlaw::NoStartTime,
            EntryFlaw::Encoding,
            EntryFlaw::Size(512),
            EntryFlaw::Structure,
        ];
        let entries = entries.into_iter().zip(1..);
        let entries = entries.map(|(flaw, number)| BadEntry { number, flaw }).collect();
        let unread = FetchFault::Unread { all: 5, entries };
        for (fault, chinese, english) in [
            (FetchFault::Empty, "应答中没有公钥", "no key in the reply"),
            (unread.clone(), "5 个公钥中有 4 个无法使用", "4 of 5 keys are left out"),
            (unread, "第 3 个只有 512 位", "key 3 has 512 bits"),
            (FetchFault::Exchange(Fault::Timeout), "及时应答", "in time"),
        ] {
            assert_eq!(FetchFault::of_kept(&fault.kept()).as_ref(), Some(&fault));
            let told = fault.message(Language::Chinese);
            assert!(told.contains(chinese), "{told}");
            let told = fault.message(Language::English);
            assert!(told.contains(english) && !told.contains("key 4"), "{told}");
        }
        assert_eq!(FetchFault::of_kept("the line is down"), None);
    }
}
