//! `hallgate explain` (SPEC §10): what a fault's code means, and what to do.

use std::io::Write;

use super::Unfinished;
use crate::words::codes::FaultCode;
use crate::words::{Language, errors};

/// So much of what was typed is told again where it is no code.
const SHOWN: usize = 40;

/// Tells each code's cause and remedy: in the language that was asked for, and where none was, in
/// both, beginning with `own`. Without a code all are listed, a line each. What is no code is told
/// of when all the others are explained.
pub fn explain(
    typed: &[String],
    asked: Option<Language>,
    own: Language,
    out: &mut impl Write,
) -> Result<(), Unfinished> {
    let first = asked.unwrap_or(own);
    if typed.is_empty() {
        for code in FaultCode::all() {
            writeln!(out, "{code}  {}", code.cause(first))?;
        }
        return Ok(());
    }
    let languages = [Some(first), Some(other(first)).filter(|_| asked.is_none())];
    let (mut between, mut unknown) = ("", None);
    for text in typed {
        let Ok(code) = text.parse() else {
            unknown.get_or_insert_with(|| text.chars().take(SHOWN).collect());
            continue;
        };
        for language in languages.into_iter().flatten() {
            write!(out, "{between}")?;
            print(code, language, out)?;
            between = "\n";
        }
    }
    unknown.map_or(Ok(()), |text| Err(Unfinished::UnknownCode(text)))
}

fn print(code: FaultCode, language: Language, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "{code}")?;
    writeln!(out, "{}", errors::Cause { cause: code.cause(language) }.text(language))?;
    writeln!(out, "{}", errors::Remedy { remedy: code.remedy(language) }.text(language))
}

fn other(language: Language) -> Language {
    match language {
        Language::Chinese => Language::English,
        Language::English => Language::Chinese,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(typed: &[&str], asked: Option<Language>, own: Language) -> (String, Option<Unfinished>) {
        let mut out = Vec::new();
        let typed: Vec<String> = typed.iter().map(|text| (*text).to_owned()).collect();
        let unfinished = explain(&typed, asked, own, &mut out).err();
        (String::from_utf8(out).unwrap(), unfinished)
    }

    fn explained(typed: &[&str], asked: Option<Language>, own: Language) -> String {
        let (out, unfinished) = run(typed, asked, own);
        assert!(unfinished.is_none(), "{unfinished:?}");
        out
    }

    #[test]
    fn a_code_is_explained_in_both_languages_or_the_one_that_was_asked_for() {
        let (chinese, english) = (Language::Chinese, Language::English);
        let in_chinese = explained(&["HG0204"], Some(chinese), english);
        let in_english = explained(&["hg-0204"], Some(english), chinese);
        assert!(in_chinese.starts_with("HG0204\n原因："), "{in_chinese}");
        assert!(in_english.starts_with("HG0204\nCause: "), "{in_english}");
        assert!(in_english.contains("\nRemedy: ") && in_english.contains("hallgate rescue"));
        assert_eq!(explained(&["204"], None, english), format!("{in_english}\n{in_chinese}"));
        assert_eq!(explained(&["204"], None, chinese), format!("{in_chinese}\n{in_english}"));
    }

    #[test]
    fn several_codes_are_explained_one_after_the_other_though_one_of_them_is_none() {
        let english = Language::English;
        let [one, other] =
            ["HG0001", "HG0301"].map(|code| explained(&[code], Some(english), english));
        let both = format!("{one}\n{other}");
        assert_eq!(explained(&["1", "HG0301"], Some(english), english), both);
        let (out, unfinished) = run(&["HG9999", "1", "x", "301"], Some(english), english);
        assert_eq!(out, both);
        assert!(matches!(unfinished, Some(Unfinished::UnknownCode(text)) if text == "HG9999"));
    }

    #[test]
    fn alone_it_lists_all_codes_a_line_each() {
        for language in [Language::Chinese, Language::English] {
            let list = explained(&[], None, language);
            assert_eq!(list, explained(&[], Some(language), Language::English));
            assert_eq!(list.lines().count(), FaultCode::all().count());
            assert!(list.starts_with("HG0001  "), "{list}");
        }
    }

    #[test]
    fn what_is_no_code_is_told_and_not_whole_where_it_is_long() {
        for typed in ["", "HG9999", "hello", "\u{1b}[2J", &"9".repeat(100_000)] {
            let (out, fault) = run(&[typed], None, Language::English);
            assert!(out.is_empty(), "{out}");
            let fault = fault.unwrap();
            let Unfinished::UnknownCode(kept) = &fault else { panic!("{fault}") };
            assert!(typed.starts_with(kept.as_str()) && kept.len() <= SHOWN, "{kept}");
            assert!(!fault.to_string().contains('\u{1b}'));
        }
    }
}
