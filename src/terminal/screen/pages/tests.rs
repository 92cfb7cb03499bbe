//! No page tells a fact twice: headline, what to keep in mind, what to do and the foot each say something of
//! their own.

use std::collections::BTreeSet;

use super::*;
use crate::terminal::presentation::MAY_END;
use crate::terminal::screen::tests::{every_page, status};
use crate::words::Language;

const LANGUAGES: [Language; 2] = [Language::Chinese, Language::English];

/// What may be told in different words: those of a row tell the same.
#[rustfmt::skip] // a table
const SAME: [&[&str]; 14] = [
    &["人工", "工作人员", "taff"],
    &["验票失败", "未通过验证", "ot valid", "verif"],
    &["非本影院", "其他影院", "rong cinema", "another cinema"],
    &["再试", "再扫", "ry again", "can again"],
    &["请稍候", "请稍等", "lease wait", "ne moment", "or a moment"],
    &["靠近", "loser"],
    &["拿远", "太近", "urther"],
    &["拿稳", "old still", "steady"],
    &["调亮", "调高", "ore light"],
    &["刷新", "重新打开", "eload", "pen it again"],
    &["未就绪", "ot ready"],
    &["疏散", "离开", "撤离", "xit here", "eave this way"],
    &["网络", "etwork"],
    &["已用", "已检", "lready used", "was used"],
];

/// What pages are about, so that it may be named beside what is told of it.
const TOPICS: [&str; 6] = ["影院", "票码", "cinem", "ticke", "code", "gate"];

/// What a page says, part by part.
fn parts(page: &Page, language: Language) -> Vec<String> {
    let status = status();
    let poster = poster(page, Scope { language, status: Some(&status) });
    let foreign = |phrase: &Phrase| phrase.foreign;
    let hero = poster.hero.iter().map(|hero| &hero.words).filter(|words| !foreign(words));
    let foot = poster.foot.phrases().filter(|words| !foreign(words));
    let phrases = hero.chain(foot).map(|phrase| phrase.words.clone());
    let mut parts: Vec<String> =
        std::iter::once(poster.headline).chain(poster.advice).chain(phrases).collect();
    parts.iter_mut().for_each(|part| *part = part.replace(MAY_END, ""));
    parts
}

/// The pieces of a part that another one is not to have: pairs of Chinese characters, English words by
/// their beginning.
fn pieces(part: &str) -> BTreeSet<String> {
    let signs: Vec<char> = part.chars().collect();
    let is_han = |sign: &char| !sign.is_ascii() && sign.is_alphanumeric();
    let pairs = signs.windows(2).filter(|pair| pair.iter().all(is_han));
    let pairs = pairs.map(|pair| pair.iter().collect::<String>());
    let words = part.split(|sign: char| !sign.is_ascii_alphabetic());
    let words = words.filter(|word| word.len() >= 4).map(|word| word.to_lowercase());
    let words = words.map(|word| word.chars().take(5).collect::<String>());
    pairs.chain(words).filter(|piece| !TOPICS.contains(&piece.as_str())).collect()
}

/// What two parts tell alike, if anything.
fn twice(parts: &[String]) -> Option<String> {
    let pairs = parts.iter().enumerate();
    let mut pairs = pairs.flat_map(|(at, one)| parts[at + 1..].iter().map(move |two| (one, two)));
    pairs.find_map(|(one, two)| {
        let (mine, other) = (pieces(one), pieces(two));
        let shared = mine.intersection(&other).next().cloned();
        let tells = |part: &str, row: &&[&str]| row.iter().any(|words| part.contains(words));
        let same = SAME.iter().find(|row| tells(one, row) && tells(two, row));
        let what = shared.or_else(|| same.map(|row| row.join("/")));
        what.map(|what| format!("{one} and {two}: {what}"))
    })
}

#[test]
fn no_page_tells_a_fact_twice() {
    for language in LANGUAGES {
        for page in every_page() {
            let parts = parts(&page, language);
            assert!(!parts.is_empty());
            assert_eq!(twice(&parts), None, "{page:?}");
        }
    }
}

#[test]
fn what_is_told_twice_is_found_in_whatever_words() {
    for page in [
        "非本影院票/请核对影院名称/这是其他影院的票",
        "Wrong cinema/Check the cinema/This ticket is for another cinema",
        "验票失败/请找工作人员/此票未通过验证",
        "Not valid/Please ask our staff/We could not verify this ticket",
        "请再试试/请稍后再扫/网络暂时不通",
        "人工检票/请找工作人员/本机暂时无法记录",
        "请靠近一点/请将二维码靠近摄像头",
        "A bit further/Hold it further away, so that the whole code is in view.",
        "紧急疏散出口/请从此通道离开，保持镇静",
    ] {
        let parts: Vec<String> = page.split('/').map(str::to_owned).collect();
        assert!(twice(&parts).is_some(), "{page}");
    }
    let parts = ["此票已用", "19:02 检过", "请找工作人员"].map(str::to_owned);
    assert_eq!(twice(&parts), None);
}
