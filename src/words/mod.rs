//! Every word that people read, in both languages, in one table: a file for each face of the
//! terminal, all made by one macro. Nothing else in the program holds words. Beside it stands how words that come
//! from elsewhere are made plain, and how tables are set.
//!
//! `{name}` stands for what is filled in, `|` for where a Chinese line may end: words such as 工作人员
//! are not torn. Chinese is the wording of a cinema's own notices, English is plain; nobody is
//! accused.

mod bilingual;
pub(crate) mod catalogue;
pub(crate) mod channel;
pub mod codes;
pub mod colour;
pub mod command_line;
pub(crate) mod config;
pub(crate) mod details;
pub(crate) mod device;
pub(crate) mod doctor;
pub(crate) mod enrolment;
pub(crate) mod errors;
pub(crate) mod export;
pub(crate) mod fault;
pub(crate) mod foreign;
pub mod help;
pub(crate) mod key_sheet;
mod language;
pub(crate) mod log;
pub(crate) mod maintenance;
pub(crate) mod menu;
mod message;
pub(crate) mod neighbours;
#[cfg(feature = "platform")]
pub(crate) mod pages;
pub(crate) mod people;
pub mod plain;
#[cfg(feature = "platform")]
pub(crate) mod platform;
#[cfg(feature = "platform")]
pub mod platform_help;
pub(crate) mod report;
pub(crate) mod screen;
pub(crate) mod server;
pub(crate) mod setup;
mod size;
pub(crate) mod status;
mod stderr;
pub(crate) mod system;
pub(crate) mod table;
pub(crate) mod terms;
pub(crate) mod update;
pub(crate) mod web;
pub(crate) mod workbook;

pub use bilingual::Bilingual;
pub use language::Language;
pub use message::Message;
pub use size::{MEGABYTE, size};
pub use stderr::{ProgressLine, to_stderr};

/// Words of any part of the table.
pub trait Words: Copy {
    /// The words, with their marks for line ends.
    fn form(self, language: crate::words::Language) -> &'static str;
}

/// As templates have them.
impl<T: Words> Words for &T {
    fn form(self, language: crate::words::Language) -> &'static str {
        T::form(*self, language)
    }
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
mod tests;
