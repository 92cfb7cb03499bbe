//! Every word that people read, in both languages, in one table: a file for each face of the
//! terminal, all made by one macro. Nothing else in the program holds words.
//!
//! `{}` stands for what is filled in, `|` for where a Chinese line may end: words such as 工作人员
//! are not torn. Chinese is the wording of a cinema's own notices, English is plain; nobody is
//! accused.

pub mod doctor;
pub mod export;
pub mod menu;
pub mod people;
pub mod report;
pub mod screen;
pub mod status;

/// One line of the table: its name, Chinese, English.
#[cfg(test)]
type Line = (&'static str, &'static str, &'static str);

/// Makes a part of the table: `Name: "Chinese", "English";` a line.
macro_rules! texts {
    ($($name:ident: $chinese:literal, $english:literal;)*) => {
        /// One text of this part of the table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Text { $($name),* }

        impl Text {
            /// The whole part.
            #[cfg(test)]
            pub(crate) const TABLE: &[$crate::words::Line] =
                &[$((stringify!($name), $chinese, $english)),*];

            /// The words, `{}` where something is to be filled in.
            pub fn form(self, language: $crate::config::Language) -> &'static str {
                match (self, language) {
                    $((Self::$name, $crate::config::Language::Chinese) => $chinese,
                      (Self::$name, $crate::config::Language::English) => $english,)*
                }
            }

            /// The words of a text with nothing to fill in, and with its marks for line ends.
            pub fn plain(self, language: $crate::config::Language) -> String {
                self.form(language).to_owned()
            }

            /// The words with the parts filled in, in order.
            pub fn with(self, language: $crate::config::Language, parts: &[&str]) -> String {
                $crate::words::filled(self.form(language), parts)
            }
        }
    };
}
use texts;

/// A form with its parts filled in, in order; a part that is not given is left empty.
fn filled(form: &str, parts: &[&str]) -> String {
    let mut words = String::new();
    let mut parts = parts.iter();
    for (i, piece) in form.split("{}").enumerate() {
        if i > 0 {
            words.push_str(parts.next().unwrap_or(&""));
        }
        words.push_str(piece);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every part of the table.
    const PARTS: &[(&str, &[Line])] = &[
        ("doctor", doctor::Text::TABLE),
        ("export", export::Text::TABLE),
        ("menu", menu::Text::TABLE),
        ("people", people::Text::TABLE),
        ("report", report::Text::TABLE),
        ("screen", screen::Text::TABLE),
        ("status", status::Text::TABLE),
    ];

    #[test]
    fn every_text_is_there_in_both_languages_and_can_be_drawn() {
        for (part, (name, chinese, english)) in
            PARTS.iter().flat_map(|(part, table)| table.iter().map(move |line| (part, line)))
        {
            let text = format!("{part}::{name}");
            assert!(!chinese.trim().is_empty() && !english.trim().is_empty(), "{text}");
            assert!(english.is_ascii(), "{text}: {english}");
            assert!(crate::screen::can_draw(chinese), "{text}: {chinese}");
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
        let parts: Vec<_> = PARTS.iter().map(|(part, _)| *part).collect();
        assert_eq!(files, parts);
    }
}
