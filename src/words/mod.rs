//! Every word that people read, in both languages, in one table: a file for each face of the
//! terminal, all made by one macro. Nothing else in the program holds words.
//!
//! `{name}` stands for what is filled in, `|` for where a Chinese line may end: words such as 工作人员
//! are not torn. Chinese is the wording of a cinema's own notices, English is plain; nobody is
//! accused.

pub mod codes;
pub(crate) mod config;
pub(crate) mod device;
pub(crate) mod doctor;
pub(crate) mod errors;
pub(crate) mod export;
pub(crate) mod fault;
pub(crate) mod foreign;
pub mod help;
mod language;
pub(crate) mod log;
pub(crate) mod maintenance;
pub(crate) mod menu;
mod message;
pub(crate) mod people;
pub(crate) mod report;
pub(crate) mod screen;
pub(crate) mod status;
pub(crate) mod system;
pub(crate) mod terms;

pub use language::Language;
pub use message::Message;

/// Words of any part of the table.
pub trait Words: Copy {
    /// The words, with their marks for line ends.
    fn form(self, language: crate::words::Language) -> &'static str;
}

/// Words with parts filled in, of any part of the table.
pub trait Sentence {
    /// The words with the parts filled in.
    fn text(&self, language: crate::words::Language) -> String;
}

/// One line of the table: its name, Chinese, English.
#[cfg(test)]
type TableLine = (&'static str, &'static str, &'static str);

/// Makes a part of the table: `Name: "Chinese", "English";` a line.
macro_rules! texts {
    ($($name:ident: $chinese:literal, $english:literal;)*) => {
        /// One text of this part of the table.
        #[allow(clippy::enum_variant_names)] // a text may be about a text
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Text { $($name),* }

        impl Text {
            /// The whole part.
            #[cfg(test)]
            pub(crate) const TABLE: &[$crate::words::TableLine] =
                &[$((stringify!($name), $chinese, $english)),*];

            /// The words, with their marks for line ends.
            pub fn form(self, language: $crate::words::Language) -> &'static str {
                match (self, language) {
                    $((Self::$name, $crate::words::Language::Chinese) => $chinese,
                      (Self::$name, $crate::words::Language::English) => $english,)*
                }
            }

            /// The same to keep.
            #[allow(dead_code)] // not every part is kept anywhere
            pub fn plain(self, language: $crate::words::Language) -> String {
                self.form(language).to_owned()
            }
        }

        impl $crate::words::Words for Text {
            fn form(self, language: $crate::words::Language) -> &'static str {
                Text::form(self, language)
            }
        }
    };
}
use texts;

/// Makes a part of the table of what has parts to fill in, each by its name:
/// `Name { part, other }: "Chinese {part} {other}", "English {other} {part}";` a line.
///
/// A line is a type: `Name { part: 1, other: "x" }.text(language)`. A part that is missing or too
/// many, here or in either language, does not compile.
macro_rules! forms {
    ($($name:ident { $($part:ident),+ }: $chinese:literal, $english:literal;)*) => {
        /// The whole part, but for what has nothing to fill in.
        #[cfg(test)]
        pub(crate) const FORMS: &[$crate::words::TableLine] =
            &[$((stringify!($name), $chinese, $english)),*];

        $(
            #[doc = concat!("“", $english, "”")]
            #[allow(non_camel_case_types)] // a part's type is called as the part
            #[derive(Debug, Clone, Copy)]
            pub struct $name<$($part),+> {
                $(pub $part: $part),+
            }

            #[allow(non_camel_case_types)]
            impl<$($part: std::fmt::Display),+> $name<$($part),+> {
                /// The words with the parts filled in.
                pub fn text(&self, language: $crate::words::Language) -> String {
                    match language {
                        $crate::words::Language::Chinese => {
                            format!($chinese, $($part = self.$part),+)
                        }
                        $crate::words::Language::English => {
                            format!($english, $($part = self.$part),+)
                        }
                    }
                }
            }

            #[allow(non_camel_case_types)]
            impl<$($part: std::fmt::Display),+> $crate::words::Sentence for $name<$($part),+> {
                fn text(&self, language: $crate::words::Language) -> String {
                    Self::text(self, language)
                }
            }
        )*
    };
}
use forms;

/// A fault's `Display` is what it tells in English: for the journal, and for whoever uses the
/// library. Its file has [`Message`] in scope.
macro_rules! display_in_english {
    ($($fault:ty),*) => {
        $(impl std::fmt::Display for $fault {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.message($crate::words::Language::English))
            }
        })*
    };
}
pub(crate) use display_in_english;

#[cfg(test)]
mod tests {
    use super::*;

    /// Every part of the table.
    const PARTS: &[(&str, &[TableLine])] = &[
        ("config", config::FORMS),
        ("device", device::FORMS),
        ("doctor", doctor::FORMS),
        ("errors", errors::FORMS),
        ("export", export::FORMS),
        ("fault", fault::FORMS),
        ("log", log::FORMS),
        ("maintenance", maintenance::FORMS),
        ("menu", menu::FORMS),
        ("people", people::FORMS),
        ("report", report::FORMS),
        ("screen", screen::FORMS),
        ("status", status::FORMS),
        ("system", system::FORMS),
        ("terms", terms::FORMS),
        ("config", config::Text::TABLE),
        ("device", device::Text::TABLE),
        ("doctor", doctor::Text::TABLE),
        ("errors", errors::Text::TABLE),
        ("export", export::Text::TABLE),
        ("fault", fault::Text::TABLE),
        ("log", log::Text::TABLE),
        ("maintenance", maintenance::Text::TABLE),
        ("menu", menu::Text::TABLE),
        ("people", people::Text::TABLE),
        ("report", report::Text::TABLE),
        ("screen", screen::Text::TABLE),
        ("status", status::Text::TABLE),
        ("system", system::Text::TABLE),
        ("terms", terms::Text::TABLE),
    ];

    #[test]
    fn every_text_is_there_in_both_languages_and_can_be_drawn() {
        for (part, (name, chinese, english)) in
            PARTS.iter().flat_map(|(part, table)| table.iter().map(move |line| (part, line)))
        {
            let text = format!("{part}::{name}");
            assert!(!chinese.trim().is_empty() && !english.trim().is_empty(), "{text}");
            assert!(english.is_ascii(), "{text}: {english}");
            assert!(crate::terminal::screen::can_draw(chinese), "{text}: {chinese}");
            assert!(!english.contains('|'), "{text}: English lines end at spaces");
            assert_eq!(
                chinese.matches("{}").count(),
                english.matches("{}").count(),
                "{text}: the parts to fill in"
            );
            // A time of day looks alike in both.
            let worded = !english.contains("%H") || chinese.contains('月');
            assert!(worded == (chinese != english), "{text}: not translated");
        }
    }

    #[test]
    fn every_part_is_looked_at() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/words");
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path().file_stem().unwrap().to_owned())
            .collect();
        files.sort();
        // The program itself compares the words of its help with the English ones; the codes look
        // after themselves.
        let parts = PARTS
            .iter()
            .map(|(part, _)| *part)
            .chain(["codes", "foreign", "help", "language", "message", "mod"]);
        let parts: std::collections::BTreeSet<_> = parts.collect();
        assert_eq!(files, parts.into_iter().collect::<Vec<_>>());
    }

    /// Where Chinese may stand outside the table, and why.
    const OTHERWISE: &[(&str, &str)] = &[
        ("wire/calls/mod.rs", "the platform's own words for how a ticket was sold"),
        ("wire/fields.rs", "how others write that a ticket is used or refunded"),
        ("demo/", "names of a cinema that does not exist"),
        ("bin/hallgate-peer/", "likewise"),
        ("peer/fault.rs", "a page of somebody else's, in the platform's place"),
        ("terminal/doctor/motion.rs", "an answer that is typed, in either language"),
    ];

    /// The program's own files but for this table: path under `src` and text without tests.
    fn sources() -> Vec<(String, String)> {
        let root = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
        let mut folders = vec![root.to_owned()];
        let mut sources = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                let tests = path.file_stem().is_some_and(|stem| stem == "tests");
                if tests {
                    continue;
                }
                if path.is_dir() {
                    folders.push(path);
                } else if name.ends_with(".rs") {
                    sources.push((name, without_tests(&std::fs::read_to_string(path).unwrap())));
                }
            }
        }
        sources
    }

    /// What stands before a file's module of tests.
    fn without_tests(text: &str) -> String {
        let lines: Vec<&str> = text.lines().collect();
        let module = |pair: &[&str]| {
            pair[0] == "#[cfg(test)]" && pair[1].contains("mod ") && pair[1].ends_with('{')
        };
        let end = lines.windows(2).position(module).unwrap_or(lines.len());
        lines[..end].join("\n")
    }

    /// All that stands in quotation marks, comments left out.
    fn literals(text: &str) -> Vec<String> {
        let mut literals = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(['/', '"', '\'']) {
            let (mark, behind) = (rest.as_bytes()[at], &rest[at + 1..]);
            let raw = rest[..at].trim_end_matches('#').ends_with('r');
            let hashes = rest[..at].len() - rest[..at].trim_end_matches('#').len();
            rest = behind;
            match mark {
                b'/' if behind.starts_with('/') => {
                    rest = behind.find('\n').map_or("", |end| &behind[end..]);
                }
                b'"' if raw => {
                    let end = format!("\"{}", "#".repeat(hashes));
                    let length = behind.find(&end).unwrap_or(behind.len());
                    literals.push(behind[..length].to_owned());
                    rest = behind.get(length + end.len()..).unwrap_or("");
                }
                b'"' => {
                    let mut escaped = false;
                    let end = behind.find(|sign| {
                        let ends = sign == '"' && !escaped;
                        escaped = sign == '\\' && !escaped;
                        ends
                    });
                    let length = end.unwrap_or(behind.len());
                    literals.push(behind[..length].to_owned());
                    rest = behind.get(length + 1..).unwrap_or("");
                }
                b'\'' => {
                    // A character, or a lifetime without an end.
                    let sign: String = behind.chars().take(1).collect();
                    let after = &behind[sign.len()..];
                    if sign == "\\" {
                        rest =
                            after.get(1..).and_then(|it| it.split_once('\'')).map_or("", |it| it.1);
                    } else if let Some(after) = after.strip_prefix('\'') {
                        literals.push(sign);
                        rest = after;
                    }
                }
                _ => {}
            }
        }
        literals
    }

    fn has_han(text: &str) -> bool {
        text.contains(|sign| ('\u{3400}'..='\u{9fff}').contains(&sign))
    }

    #[test]
    fn literals_are_found_and_comments_are_not() {
        let text = "let a: &'a str = \"检\\\"票\"; // \"闸\"\n let b = ['机', '\\'', '\"']; r#\"厅\"座\"#; \"末\"";
        assert_eq!(literals(text), ["检\\\"票", "机", "\"", "厅\"座", "末"]);
        assert!(has_han("检") && !has_han("a，…—"));
        assert_eq!(without_tests("a\n#[cfg(test)]\nmod tests {\n\"检\""), "a");
    }

    #[test]
    fn no_words_stand_in_the_code_but_through_the_table() {
        let mut found = Vec::new();
        for (name, text) in sources() {
            let otherwise = OTHERWISE.iter().any(|(file, _)| name.starts_with(file));
            if !otherwise && !name.starts_with("words") {
                let worded = literals(&text).into_iter().filter(|literal| has_han(literal));
                found.extend(worded.map(|literal| format!("{name}: {literal}")));
            }
        }
        assert!(found.is_empty(), "these belong into src/words/:\n{}", found.join("\n"));
        for (file, why) in OTHERWISE {
            let used = sources().iter().any(|(name, text)| {
                name.starts_with(file) && literals(text).iter().any(|literal| has_han(literal))
            });
            assert!(used || why == &"likewise", "{file} has no Chinese any more ({why})");
        }
    }
}
