//! Cutting and breaking lines of text.

use super::FontWeight;
use crate::terminal::presentation::MAY_END;

impl FontWeight {
    /// The line, or as much of it as fits with an ellipsis behind.
    pub fn cut(self, text: &str, em: f32, limit: f32) -> String {
        if self.width(text, em) <= limit {
            return text.to_owned();
        }
        let mut room = limit - self.width("…", em);
        let kept: String = text
            .chars()
            .take_while(|sign| {
                room -= self.advance(*sign) * em;
                room >= 0.0
            })
            .collect();
        format!("{}…", kept.trim_end())
    }

    /// Breaks a text into the fewest lines that fit, all about equally long.
    pub fn wrap(self, text: &str, em: f32, limit: f32) -> Vec<String> {
        let lines = self.greedy(text, em, limit);
        let mut best = lines;
        let mut narrower = limit;
        while best.len() > 1 {
            narrower -= em / 4.0;
            let lines = self.greedy(text, em, narrower);
            let holds = lines.iter().all(|line| self.width(line, em) <= narrower);
            if lines.len() > best.len() || !holds {
                break;
            }
            best = lines;
        }
        best
    }

    fn greedy(self, text: &str, em: f32, limit: f32) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = String::new();
        for piece in pieces(text) {
            let longer = format!("{line}{piece}");
            if !line.is_empty() && self.width(longer.trim_end(), em) > limit {
                lines.push(line.trim_end().to_owned());
                line = piece.to_owned();
            } else {
                line = longer;
            }
        }
        if !line.trim_end().is_empty() {
            lines.push(line.trim_end().to_owned());
        }
        lines
    }
}

/// [`FontWeight::cut`] of the regular weight.
pub fn cut(text: &str, em: f32, limit: f32) -> String {
    FontWeight::Regular.cut(text, em, limit)
}

/// [`FontWeight::wrap`] of the regular weight.
pub fn wrap(text: &str, em: f32, limit: f32) -> Vec<String> {
    FontWeight::Regular.wrap(text, em, limit)
}

/// Splits a text where a line may end: where it says so, else after a space and beside Chinese
/// characters, but not before a mark that closes.
pub fn pieces(text: &str) -> Vec<&str> {
    if text.contains(MAY_END) {
        return text.split(MAY_END).collect();
    }
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, sign) in text.char_indices() {
        let may_break = before.is_some_and(|before: char| {
            before == ' ' || ((is_han(before) || is_han(sign)) && sign != ' ')
        }) && !"，。！？、：；）》”…,.!?:;)".contains(sign)
            && before.is_none_or(|before| !"（《“(".contains(before));
        if may_break {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(sign);
    }
    pieces.push(&text[start..]);
    pieces
}

fn is_han(sign: char) -> bool {
    sign >= '\u{2E80}'
}
