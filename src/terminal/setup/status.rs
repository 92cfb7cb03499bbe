//! What `STATUS.TXT` on the card tells, in both languages: whoever puts the card into a computer may
//! read either.

use std::fmt::Write;

use super::pages::SetupPage;
use crate::words::setup::{self as words, Text};
use crate::words::{Bilingual, Language};

/// How it stands.
pub fn text(page: &SetupPage, time: Option<&str>, notes: &[Bilingual]) -> String {
    let mut text = String::new();
    // A text takes whatever is written.
    let _ = writeln!(text, "hallgate {}", env!("CARGO_PKG_VERSION"));
    if let Some(time) = time {
        let _ = writeln!(text, "{time}");
    }
    for language in [Language::Chinese, Language::English] {
        let _ = writeln!(text);
        for line in lines(page, language) {
            let _ = writeln!(text, "{line}");
        }
        for note in notes {
            let _ = writeln!(text, "{}", note.message(language));
        }
    }
    text
}

/// What is to be told of a page, line by line.
pub fn lines(page: &SetupPage, language: Language) -> Vec<String> {
    let plain = |text: Text| text.plain(language).replace('|', "");
    match page {
        SetupPage::HoldSheet { .. }
        | SetupPage::NotTheSheet { .. }
        | SetupPage::WifiTaken { .. }
        | SetupPage::SheetOfOther { .. } => {
            vec![plain(Text::StatusWaitsForSheet), plain(Text::OrFile)]
        }
        SetupPage::AnotherSheet => vec![plain(Text::AnotherSheetAdvice)],
        SetupPage::Mistakes { mistakes, old_goes_on } => {
            let first = plain(Text::StatusMistakes);
            let own = mistakes.iter().map(|mistake| mistake.message(language));
            let old = old_goes_on.then(|| plain(Text::OldGoesOn));
            std::iter::once(first).chain(own).chain(old).collect()
        }
        SetupPage::Fault(fault) => {
            vec![fault.message(language).to_owned(), plain(Text::StatusNext)]
        }
        SetupPage::Enrolling { name, url } => vec![
            plain(Text::StatusEnrolling),
            words::AsTerminal { name }.text(language),
            words::At { url }.text(language),
        ],
        SetupPage::NotEnrolled { why, address } => {
            let address = address.as_ref();
            let own = address.map(|address| words::OwnAddress { address }.text(language));
            [why.message(language).to_owned(), plain(Text::GoesOn)].into_iter().chain(own).collect()
        }
        SetupPage::OldKey { name, why } => vec![
            plain(Text::NotYet),
            why.as_ref().map_or_else(|| plain(Text::CodeRefused), |it| it.message(language).into()),
            plain(Text::OldKeyGoesOn),
            words::AsTerminal { name }.text(language),
        ],
        SetupPage::Ready { name } => {
            vec![plain(Text::StatusWell), words::AsTerminal { name }.text(language)]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::ValueFault;
    use crate::terminal::setup::judge::CardMistake;

    #[test]
    fn every_mistake_stands_there_in_both_languages() {
        let mistake = |line, key: &str, fault| CardMistake { line, key: key.to_owned(), fault };
        let mistakes = vec![
            mistake(Some(7), "gate.unlock_ms", ValueFault::NoMains(3)),
            mistake(None, "[gate]", ValueFault::Missing("url")),
        ];
        let page = SetupPage::Mistakes { mistakes, old_goes_on: true };
        let text = text(&page, Some("2026-11-30 20:15"), &[Bilingual::from("192.0.2.7")]);
        for part in [
            "2026-11-30 20:15",
            "第 7 行 gate.unlock_ms：3 不是 0、50 或 60",
            "line 7, gate.unlock_ms: 3 is none of 0, 50 and 60",
            "missing field `url`",
            "检票仍按原来的配置进行",
            "192.0.2.7",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains('|'));
    }
}
