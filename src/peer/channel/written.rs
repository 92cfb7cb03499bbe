//! A reply as it is written: the document's names in their order, tidily or loosely.

use jiff::civil::DateTime;

use super::sloppy::{Looseness, Sloppiness};
use crate::clock::china_timestamp;

/// A value of a reply.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum ReplyNode {
    Whole(i64),
    /// With decimals, as it is written.
    Decimal(&'static str),
    Truth(bool),
    Text(String),
    /// The document's `DateTime`: `/Date(1457020800000+0800)/`.
    Date(DateTime),
    List(Vec<ReplyNode>),
    Object(Members),
}

/// An object's members.
pub(super) type Members = Vec<(&'static str, ReplyNode)>;

impl From<i64> for ReplyNode {
    fn from(number: i64) -> Self {
        Self::Whole(number)
    }
}

impl From<&str> for ReplyNode {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for ReplyNode {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// The document's form of a time as text.
pub(super) fn time(at: DateTime) -> ReplyNode {
    ReplyNode::Text(at.strftime("%Y-%m-%d %H:%M:%S").to_string())
}

/// Writes a reply. `turn` counts replies: what can be written in several ways takes another each time.
pub(super) fn written(reply: &Members, sloppy: Sloppiness, turn: usize) -> String {
    let mut writer = ReplyWriter { text: String::new(), sloppy, turn };
    writer.object(reply);
    writer.text
}

struct ReplyWriter {
    text: String,
    sloppy: Sloppiness,
    turn: usize,
}

impl ReplyWriter {
    fn is(&self, looseness: Looseness) -> bool {
        self.sloppy.has(looseness)
    }

    fn node(&mut self, node: &ReplyNode) {
        match node {
            ReplyNode::Whole(number) => self.scalar(&number.to_string()),
            ReplyNode::Decimal(number) => self.scalar(number),
            ReplyNode::Truth(truth) => self.scalar(if *truth { "true" } else { "false" }),
            ReplyNode::Text(text) if self.is(Looseness::TextAsNumbers) && is_number(text) => {
                self.text.push_str(text);
            }
            ReplyNode::Text(text) => self.quoted(text),
            ReplyNode::Date(at) => {
                let milliseconds = china_timestamp(*at).as_millisecond();
                self.quoted(&format!("/Date({milliseconds}+0800)/"));
            }
            ReplyNode::List(items) => self.list(items),
            ReplyNode::Object(members) => self.object(members),
        }
    }

    /// A number or a truth.
    fn scalar(&mut self, text: &str) {
        if self.is(Looseness::NumbersAsText) { self.quoted(text) } else { self.text.push_str(text) }
    }

    fn object(&mut self, members: &Members) {
        self.text.push('{');
        for (at, (name, value)) in members.iter().enumerate() {
            if at > 0 {
                self.member_comma(at);
            }
            self.key(name);
            self.text.push(':');
            if *name == "code" && self.is(Looseness::CodeAsText) && *value == ReplyNode::Whole(1) {
                self.quoted("001");
            } else {
                self.node(value);
            }
        }
        self.last_comma(members.is_empty());
        self.text.push('}');
    }

    fn list(&mut self, items: &[ReplyNode]) {
        self.text.push('[');
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                self.text.push_str(if self.is(Looseness::DoubledCommas) { ",\n," } else { "," });
            }
            self.node(item);
        }
        self.last_comma(items.is_empty());
        self.text.push(']');
    }

    /// Before the member that is the `at`th, from 0. Where commas are to be missing and doubled, they are in turns.
    fn member_comma(&mut self, at: usize) {
        let (missing, doubled) =
            (self.is(Looseness::MissingCommas), self.is(Looseness::DoubledCommas));
        let is_odd = (at + self.turn) % 2 == 1;
        self.text.push_str(match (missing, doubled) {
            (true, false) => "\n",
            (false, true) => ",,",
            (true, true) if is_odd => "\n",
            (true, true) => ",\n,",
            (false, false) => ",",
        });
    }

    fn last_comma(&mut self, is_empty: bool) {
        if self.is(Looseness::TrailingCommas) && !is_empty {
            self.text.push(',');
        }
    }

    fn key(&mut self, name: &str) {
        let mut name = name.to_owned();
        if self.is(Looseness::OrderNames) && matches!(name.as_str(), "order" | "orderDetail") {
            name = ["orderdetail", "order", "orderDetail"][self.turn % 3].to_owned();
        }
        if self.is(Looseness::Capitals)
            && let Some(first) = name.get_mut(..1)
        {
            first.make_ascii_uppercase();
        }
        if self.is(Looseness::SpacedKeys) {
            name = format!(" {name} ");
        }
        self.quoted(&name);
    }

    /// A text in quotes. One that holds a full-width quote itself is never put between such.
    fn quoted(&mut self, text: &str) {
        let is_wide = self.is(Looseness::WideQuotes) && !text.contains(['“', '”']);
        self.text.push(if is_wide { '“' } else { '"' });
        for sign in text.chars() {
            match sign {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '/' if self.is(Looseness::EscapedDates) && text.starts_with("/Date(") => {
                    self.text.push_str("\\/");
                }
                '\0'..='\u{1f}' => self.text.push_str(&format!("\\u{:04x}", u32::from(sign))),
                sign => self.text.push(sign),
            }
        }
        self.text.push(if is_wide { '”' } else { '"' });
    }
}

/// Whether a text can be written as a number and be the same again.
fn is_number(text: &str) -> bool {
    text.len() <= 18
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && (text == "0" || text.bytes().next().is_some_and(|first| first != b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply() -> Members {
        vec![
            ("code", 1.into()),
            ("msg", "操作\"成功\"“”".into()),
            ("isHot", ReplyNode::Truth(true)),
            ("latitude", ReplyNode::Decimal("23.10")),
            ("seats", ReplyNode::List(vec!["12".into(), "012".into()])),
            (
                "order",
                ReplyNode::Object(vec![(
                    "at",
                    ReplyNode::Date("2016-03-04T00:00:00".parse().unwrap()),
                )]),
            ),
        ]
    }

    #[test]
    fn each_looseness_is_written_as_in_the_documents_examples() {
        let tidy = r#"{"code":1,"msg":"操作\"成功\"“”","isHot":true,"latitude":23.10,"seats":["12","012"],"order":{"at":"/Date(1457020800000+0800)/"}}"#;
        assert_eq!(written(&reply(), Sloppiness::default(), 0), tidy);
        for (looseness, there) in [
            (Looseness::SpacedKeys, r#"{" code ":1,"#),
            (Looseness::Capitals, r#""IsHot":true"#),
            (Looseness::NumbersAsText, r#""isHot":"true","latitude":"23.10""#),
            (Looseness::TextAsNumbers, r#"[12,"012"]"#),
            (Looseness::WideQuotes, "“isHot”:true"),
            (Looseness::MissingCommas, "{\"code\":1\n\"msg\""),
            (Looseness::DoubledCommas, "{\"code\":1,,\"msg\""),
            (Looseness::TrailingCommas, r#"["12","012",]"#),
            (Looseness::OrderNames, r#""orderdetail":{"#),
            (Looseness::EscapedDates, r#""\/Date(1457020800000+0800)\/""#),
            (Looseness::CodeAsText, r#"{"code":"001","#),
        ] {
            let text = written(&reply(), Sloppiness::of(looseness), 0);
            assert!(text.contains(there), "{looseness:?}: {text}");
        }
    }

    #[test]
    fn all_at_once_is_no_json_and_differs_from_turn_to_turn() {
        let [first, second] = [0, 1].map(|turn| written(&reply(), Sloppiness::all(), turn));
        assert!(serde_json::from_str::<serde_json::Value>(&first).is_err());
        assert_ne!(first, second);
    }
}
