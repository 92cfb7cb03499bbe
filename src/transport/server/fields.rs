//! What a form or an address brings along.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::StatusCode;
use percent_encoding::percent_decode_str;
use tokio::time::timeout;

/// The largest form.
const LONGEST: usize = 64 << 10;

/// How long a form may take to arrive.
const PATIENCE: Duration = Duration::from_secs(10);

/// Names and values, in order; a name may come more than once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormFields(Vec<(String, String)>);

impl FormFields {
    /// Reads `name=value&…` as browsers write it. What is no UTF-8 is shown as such, nothing is refused.
    pub fn read(text: &str) -> Self {
        let plain = |part: &str| {
            percent_decode_str(&part.replace('+', " ")).decode_utf8_lossy().into_owned()
        };
        let pairs = text.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (plain(name), plain(value))
        });
        Self(pairs.collect())
    }

    /// The first value of that name, without what stands around it; empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        self.whole(name).trim()
    }

    /// Likewise, as it was typed.
    pub fn whole(&self, name: &str) -> &str {
        self.0.iter().find(|(of, _)| of == name).map_or("", |(_, value)| value)
    }

    /// The parts of a value that stand apart by spaces or commas.
    pub fn parts(&self, name: &str) -> Vec<&str> {
        let apart = |sign: char| sign.is_whitespace() || sign == ',' || sign == '，';
        self.whole(name).split(apart).filter(|part| !part.is_empty()).collect()
    }
}

/// Whether what a browser sends, behind an address or as a form, has a NUL in it, which no database keeps.
pub fn has_nul(sent: &str) -> bool {
    sent.contains('\0') || sent.contains("%00")
}

/// The fields of a form, whole and in time; else the status with which it is turned away.
pub async fn whole_form(body: Body) -> Result<FormFields, StatusCode> {
    let whole = timeout(PATIENCE, to_bytes(body, LONGEST)).await;
    let whole = whole.map_err(|_| StatusCode::REQUEST_TIMEOUT)?;
    let whole = whole.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
    let whole = String::from_utf8_lossy(&whole);
    match has_nul(&whole) {
        true => Err(StatusCode::BAD_REQUEST),
        false => Ok(FormFields::read(&whole)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_as_browsers_write_them() {
        let fields =
            FormFields::read("name=%E7%8E%8B+%E8%8A%B3&reason=a%26b%3Dc&empty=&lone&name=second");
        assert_eq!(fields.get("name"), "王 芳");
        assert_eq!(fields.get("reason"), "a&b=c");
        assert_eq!((fields.get("empty"), fields.get("lone"), fields.get("none")), ("", "", ""));
        let fields = FormFields::read("halls=1+2%2C3%EF%BC%8C4&password=+a+");
        assert_eq!(fields.parts("halls"), ["1", "2", "3", "4"]);
        assert_eq!(fields.whole("password"), " a ");
        // Whatever else comes is read as something.
        for text in ["", "&&&", "%", "%zz=%", "=%ff", "===", "\u{0}"] {
            FormFields::read(text);
        }
    }
}
