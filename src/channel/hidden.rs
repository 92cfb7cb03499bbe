//! What was sent and is for nobody's eyes where a reply says it again: a buyer's mobile number (CHANNEL §1).

/// What stands where something is hidden.
const BLANK: &str = "***";

/// Of what is endless no more is looked at, in characters: far more than is kept of any text.
const LOOKED_AT: usize = 1 << 16;

/// The text without any of these, however they are set apart by spaces, hyphens or signs that are not to be seen.
pub(super) fn hide(text: &str, hidden: &[String]) -> String {
    hidden.iter().fold(text.to_owned(), |text, one| without(&text, one))
}

fn without(text: &str, hidden: &str) -> String {
    let text: String = text.chars().take(LOOKED_AT).collect();
    let wanted: Vec<char> = hidden.chars().filter_map(sign).collect();
    if wanted.is_empty() {
        return if hidden.is_empty() { text } else { text.replace(hidden, BLANK) };
    }
    let signs: Vec<(usize, usize, char)> = text
        .char_indices()
        .filter_map(|(at, own)| sign(own).map(|sign| (at, at + own.len_utf8(), sign)))
        .collect();
    let (mut shown, mut done, mut at) = (String::new(), 0, 0);
    while let Some(window) = signs.get(at..at + wanted.len()) {
        if !window.iter().map(|(.., sign)| sign).eq(&wanted) {
            at += 1;
            continue;
        }
        // No window is empty, as nothing is looked for that is.
        if let (Some((begin, ..)), Some((_, end, _))) = (window.first(), window.last()) {
            shown.push_str(&text[done..*begin]);
            shown.push_str(BLANK);
            done = *end;
        }
        at += wanted.len();
    }
    shown + &text[done..]
}

/// A letter or digit as it is compared: full-width ones as plain ones, capitals as small ones.
fn sign(own: char) -> Option<char> {
    let plain = match own {
        '\u{ff10}'..='\u{ff5a}' => char::from_u32(own as u32 - 0xfee0).unwrap_or(own),
        _ => own,
    };
    plain.is_alphanumeric().then(|| plain.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_hidden_however_it_is_set() {
        let hidden = ["13800000000".to_owned()];
        for (text, wanted) in [
            ("", ""),
            ("操作成功", "操作成功"),
            ("13800000000", "***"),
            ("手机13800000000不正确", "手机***不正确"),
            ("+86 138-0000-0000, 138 0000 0000", "+86 ***, ***"),
            ("１３８００００００００", "***"),
            ("1380\u{200b}0000000。", "***。"),
            ("1380000000", "1380000000"),
        ] {
            assert_eq!(hide(text, &hidden), wanted, "{text}");
        }
        assert_eq!(hide("Tel. AbC!", &["abc".to_owned()]), "Tel. ***!");
        assert_eq!(hide("a+b", &["+".to_owned()]), "a***b");
        assert_eq!(hide("a", &[String::new()]), "a");
    }
}
