//! JSON as the channel writes it (CHANNEL §1, §7): strict JSON, and what the document's own examples do beside
//! it. Full-width quotes around keys and values, a comma that is missing between members, doubled or trailing; what else is no
//! JSON is refused. Whatever is strict JSON means here what it means there.
//!
//! The text is looked through once and whole, then read where it lies: a reply of many megabytes takes no more memory
//! than its text and what is made of it. Depth and members are bounded.

use std::borrow::Cow;

/// Lists and objects in each other.
const DEEPEST: usize = 64;
/// Members of one object; the longest of the document's has 20.
const MOST_MEMBERS: usize = 1000;
/// A comma may be doubled.
const MOST_COMMAS: usize = 2;

/// Where a text stops being JSON, even read leniently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Misplaced {
    /// In bytes, from 0 on.
    pub at: usize,
}

/// A value, read where it lies.
#[derive(Debug, Clone, Copy)]
pub enum JsonValue<'a> {
    Null,
    Truth(bool),
    /// As it is written.
    Number(&'a str),
    Text(JsonText<'a>),
    List(JsonList<'a>),
    Object(JsonObject<'a>),
}

/// A text as it is written, without its quotes.
#[derive(Debug, Clone, Copy)]
pub struct JsonText<'a>(&'a str);

/// A list as it is written.
#[derive(Debug, Clone, Copy)]
pub struct JsonList<'a>(&'a str);

/// An object as it is written.
#[derive(Debug, Clone, Copy)]
pub struct JsonObject<'a>(&'a str);

/// Looks through a whole text, which holds one value.
pub fn read(text: &str) -> Result<JsonValue<'_>, Misplaced> {
    let mut scanner = JsonScanner { text, at: 0 };
    scanner.space();
    let value = scanner.value(0)?;
    scanner.space();
    if scanner.at < text.len() { Err(scanner.misplaced()) } else { Ok(value) }
}

impl<'a> JsonText<'a> {
    /// The text itself.
    pub fn text(self) -> Cow<'a, str> {
        if !self.0.contains('\\') {
            return Cow::Borrowed(self.0);
        }
        let mut text = String::with_capacity(self.0.len());
        let mut rest = self.0;
        while let Some(at) = rest.find('\\') {
            text.push_str(&rest[..at]);
            // Every escape was looked at before.
            let Some((sign, length)) = escape(&rest[at..]) else { break };
            text.push(sign);
            rest = &rest[at + length..];
        }
        text.push_str(rest);
        Cow::Owned(text)
    }
}

impl<'a> JsonList<'a> {
    /// Each value in its turn.
    pub fn each(self, mut take: impl FnMut(JsonValue<'a>)) {
        let mut scanner = JsonScanner { text: self.0, at: 0 };
        // It was looked through before.
        let _ = scanner.items(0, &mut take);
    }
}

impl<'a> JsonObject<'a> {
    /// The members in their order.
    pub fn members(self) -> Vec<(JsonText<'a>, JsonValue<'a>)> {
        let mut members = Vec::new();
        let mut scanner = JsonScanner { text: self.0, at: 0 };
        // It was looked through before.
        let _ = scanner.members(0, &mut |key, value| members.push((key, value)));
        members
    }
}

struct JsonScanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> JsonScanner<'a> {
    fn value(&mut self, depth: usize) -> Result<JsonValue<'a>, Misplaced> {
        if depth > DEEPEST {
            return Err(self.misplaced());
        }
        let begin = self.at;
        if let Some(text) = self.string()? {
            return Ok(JsonValue::Text(text));
        }
        match self.peek() {
            Some(b'{') => {
                self.members(depth, &mut |_, _| ())?;
                Ok(JsonValue::Object(JsonObject(&self.text[begin..self.at])))
            }
            Some(b'[') => {
                self.items(depth, &mut |_| ())?;
                Ok(JsonValue::List(JsonList(&self.text[begin..self.at])))
            }
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => self.word(),
        }
    }

    /// From the bracket to the one that closes it.
    fn members(
        &mut self,
        depth: usize,
        take: &mut dyn FnMut(JsonText<'a>, JsonValue<'a>),
    ) -> Result<(), Misplaced> {
        let mut count = 0;
        self.between(b'}', &mut |scanner| {
            count += 1;
            let key = scanner.string()?.filter(|_| count <= MOST_MEMBERS);
            let key = key.ok_or_else(|| scanner.misplaced())?;
            scanner.space();
            scanner.expect(b':')?;
            scanner.space();
            take(key, scanner.value(depth + 1)?);
            Ok(())
        })
    }

    /// Likewise of a list.
    fn items(
        &mut self,
        depth: usize,
        take: &mut dyn FnMut(JsonValue<'a>),
    ) -> Result<(), Misplaced> {
        self.between(b']', &mut |scanner| {
            take(scanner.value(depth + 1)?);
            Ok(())
        })
    }

    /// What stands between two brackets, with its commas; none stands before the first one.
    fn between(
        &mut self,
        close: u8,
        one: &mut dyn FnMut(&mut Self) -> Result<(), Misplaced>,
    ) -> Result<(), Misplaced> {
        self.at += 1;
        self.space();
        while self.peek() != Some(close) {
            one(self)?;
            self.space();
            let mut commas = 0;
            while self.peek() == Some(b',') && commas < MOST_COMMAS {
                commas += 1;
                self.at += 1;
                self.space();
            }
        }
        self.at += 1;
        Ok(())
    }

    /// A text, if a quote stands here. One opened by `"` ends only at `"`, one opened by “ or ” at the next “ or ”.
    fn string(&mut self) -> Result<Option<JsonText<'a>>, Misplaced> {
        const WIDE: [char; 2] = ['“', '”'];
        let rest = &self.text[self.at..];
        let (wide, quote) = match rest.chars().next() {
            Some('"') => (false, 1),
            Some(sign) if WIDE.contains(&sign) => (true, sign.len_utf8()),
            _ => return Ok(None),
        };
        self.at += quote;
        let begin = self.at;
        loop {
            let rest = &self.text[self.at..];
            let Some(sign) = rest.chars().next() else { return Err(self.misplaced()) };
            match sign {
                '"' if !wide => break,
                _ if wide && WIDE.contains(&sign) => break,
                '\\' => match escape(rest) {
                    Some((_, length)) => self.at += length,
                    None => return Err(self.misplaced()),
                },
                '\0'..='\u{1f}' => return Err(self.misplaced()),
                _ => self.at += sign.len_utf8(),
            }
        }
        let text = JsonText(&self.text[begin..self.at]);
        self.at += quote;
        Ok(Some(text))
    }

    fn number(&mut self) -> Result<JsonValue<'a>, Misplaced> {
        let rest = &self.text[self.at..];
        let length = rest
            .bytes()
            .take_while(|byte| matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9'))
            .count();
        let number = &rest[..length];
        if serde_json::from_str::<&serde_json::value::RawValue>(number).is_err() {
            return Err(self.misplaced());
        }
        self.at += length;
        Ok(JsonValue::Number(number))
    }

    fn word(&mut self) -> Result<JsonValue<'a>, Misplaced> {
        let rest = &self.text[self.at..];
        let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let value = match &rest[..length] {
            "null" => JsonValue::Null,
            "true" => JsonValue::Truth(true),
            "false" => JsonValue::Truth(false),
            _ => return Err(self.misplaced()),
        };
        self.at += length;
        Ok(value)
    }

    fn expect(&mut self, byte: u8) -> Result<(), Misplaced> {
        if self.peek() != Some(byte) {
            return Err(self.misplaced());
        }
        self.at += 1;
        Ok(())
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn misplaced(&self) -> Misplaced {
        Misplaced { at: self.at }
    }
}

/// The character that an escape at the text's beginning stands for, and the escape's length in bytes.
fn escape(text: &str) -> Option<(char, usize)> {
    let sign = match text.as_bytes().get(1)? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode_escape(text),
        _ => return None,
    };
    Some((sign, 2))
}

/// `\uXXXX`, or two of them for a character beyond the first 65,536.
fn unicode_escape(text: &str) -> Option<(char, usize)> {
    let unit = |at: usize| -> Option<u16> {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hex.then(|| u16::from_str_radix(digits, 16).ok()).flatten()
    };
    let first = unit(0)?;
    match char::from_u32(u32::from(first)) {
        Some(sign) => Some((sign, 6)),
        None => {
            let pair = char::decode_utf16([first, unit(6)?]).next()?.ok()?;
            Some((pair, 12))
        }
    }
}

#[cfg(test)]
mod tests;
