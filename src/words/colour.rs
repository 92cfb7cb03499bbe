//! Colour on a terminal, behind words that say the same without it.

use std::io::Stdout;

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};

/// How well a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shade {
    Well,
    /// Worth knowing.
    Noted,
    /// Somebody has to do something.
    Amiss,
}

/// Whether there is colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Palette {
    #[default]
    Plain,
    Coloured,
}

impl Palette {
    /// Colour where somebody looks at it, and `NO_COLOR` (no-color.org), `CLICOLOR` and `TERM` have nothing
    /// against it.
    pub fn of(out: &Stdout) -> Self {
        match AutoStream::choice(out) {
            ColorChoice::Never => Self::Plain,
            _ => Self::Coloured,
        }
    }

    /// The text in its colour; spaces beside it stay as they are.
    pub fn paint(self, text: &str, shade: Shade) -> String {
        let style = match (self, shade) {
            (Self::Plain, _) => return text.to_owned(),
            (_, Shade::Well) => AnsiColor::Green.on_default(),
            (_, Shade::Noted) => AnsiColor::Yellow.on_default(),
            (_, Shade::Amiss) => Style::new().bold().fg_color(Some(AnsiColor::Red.into())),
        };
        format!("{style}{text}{style:#}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_whole_with_colour_and_without() {
        for shade in [Shade::Well, Shade::Noted, Shade::Amiss] {
            assert_eq!(Palette::Plain.paint("注意", shade), "注意");
            let painted = Palette::Coloured.paint("注意", shade);
            assert!(painted.starts_with("\u{1b}[") && painted.ends_with("\u{1b}[0m"));
            assert_eq!(anstream::adapter::strip_str(&painted).to_string(), "注意");
        }
    }
}
