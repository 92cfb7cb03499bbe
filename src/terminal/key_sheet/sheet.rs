//! What is on the sheet: a QR code that says what it is, the same in words, and the key's rows.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::KeySheetError;
use super::rows::KeyRow;
use crate::terminal::config::Config;
use crate::terminal::presentation::QrPicture;
use crate::terminal::screen::Paper;
use crate::terminal::store::DatabaseKey;
use crate::ticket::outline;
use crate::words::Language;
use crate::words::key_sheet::{self as words, Text};

/// The QR code's own form, of which this is the first.
const VERSION: u32 = 1;

/// What the QR code says it is.
const KIND: &str = "database key";

/// The sheet of one terminal.
pub(super) struct KeySheet {
    /// As the platform knows it.
    name: String,
    cinema: String,
    key: DatabaseKey,
}

/// The QR code's text.
#[derive(Serialize, Deserialize)]
struct SheetText {
    version: u32,
    hallgate: String,
    name: String,
    cinema: String,
    key: Zeroizing<String>,
    check: String,
}

impl KeySheet {
    pub fn of(config: &Config, key: DatabaseKey) -> Self {
        let name = config.platform.username.clone();
        Self { name, cinema: config.terminal.cinema_code.to_string(), key }
    }

    pub fn key(&self) -> &DatabaseKey {
        &self.key
    }

    /// Reads a QR code's text; none: that is another code, such as a ticket.
    pub fn read(text: &str) -> Option<Self> {
        let text: SheetText = serde_json::from_str(text.trim()).ok()?;
        let key = DatabaseKey::from_bytes(text.key.as_bytes())?;
        let good = text.version == VERSION && text.hallgate == KIND && text.check == key.check();
        good.then_some(Self { name: text.name, cinema: text.cinema, key })
    }

    /// The key, where the sheet is this terminal's.
    pub fn into_key_for(self, config: &Config) -> Result<DatabaseKey, KeySheetError> {
        let own = Self::of(config, self.key.clone());
        if (&self.name, &self.cinema) != (&own.name, &own.cinema) {
            let (found, found_cinema) = (self.name, self.cinema);
            return Err(KeySheetError::OtherTerminal {
                found,
                found_cinema,
                name: own.name,
                cinema: own.cinema,
            });
        }
        Ok(self.key)
    }

    /// For the QR code.
    pub fn text(&self) -> Zeroizing<String> {
        let text = SheetText {
            version: VERSION,
            hallgate: KIND.to_owned(),
            name: self.name.clone(),
            cinema: self.cinema.clone(),
            key: self.key.to_hex(),
            check: self.key.check(),
        };
        // Texts and a number are always an object of JSON.
        Zeroizing::new(serde_json::to_string(&text).unwrap_or_default())
    }

    /// The QR code in modules; none: its text is too long for any.
    pub fn code(&self) -> Option<QrPicture> {
        let picture = outline::picture(&self.text(), |_| 1)?;
        let (side, modules) = (picture.width(), Zeroizing::new(picture.into_raw()));
        Some(QrPicture { side, modules: modules.into() })
    }

    /// What stands above the code.
    pub fn head(&self, config: &Config, day: Date, language: Language) -> [String; 3] {
        let (name, cinema) = (&self.name, &self.cinema);
        let door = &config.terminal.name;
        [
            Text::Title.plain(language),
            match door.is_empty() {
                true => words::OfTerminal { name, cinema }.text(language),
                false => words::OfDoor { name, cinema, door }.text(language),
            },
            words::OfDay { day, check: self.key.check() }.text(language),
        ]
    }

    /// The sheet as a picture to print, PNG.
    pub fn picture(
        &self,
        config: &Config,
        day: Date,
        language: Language,
    ) -> Result<Vec<u8>, KeySheetError> {
        let [title, terminal, made] = self.head(config, day, language);
        let mut paper = Paper::new();
        paper.title(&title);
        paper.text(&terminal);
        paper.text(&made);
        paper.code(&self.text());
        for (row, number) in KeyRow::all(&self.key).iter().zip(1..) {
            paper.columns(&[vec![format!("{number}")], row.groups()].concat());
        }
        paper.text(&Text::PutAway.plain(language));
        paper.text(&Text::HowToRead.plain(language));
        paper.to_png().map_err(KeySheetError::Drawing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{"version":1,"hallgate":"database key","name":"hall-3","cinema":"12345678","key":"0707070707070707070707070707070707070707070707070707070707070707","check":""#;

    #[test]
    fn another_code_or_one_that_was_altered_is_no_sheet() {
        let key = DatabaseKey::from_bytes(&[7; 32]).unwrap();
        let text = format!("{TEXT}{}\"}}", key.check());
        let sheet = KeySheet::read(&text).unwrap();
        assert_eq!(sheet.key, key);
        assert_eq!(*sheet.text(), text);
        let later = text.replace("\"check\"", "\"day\":7,\"check\"");
        assert!(KeySheet::read(&later).is_some(), "further keys do no harm");
        for (part, other) in [
            ("\"version\":1", "\"version\":2"),
            ("database key", "key"),
            ("0707", "0708"),
            ("0707", "07"),
            ("\"cinema\"", "\"x\""),
            ("{", ""),
        ] {
            let altered = text.replacen(part, other, 1);
            assert!(altered != text && KeySheet::read(&altered).is_none(), "{altered}");
        }
        for text in ["", "{}", "[]", "12345678", "密钥"] {
            assert!(KeySheet::read(text).is_none(), "{text}");
        }
    }
}
