//! Sentences that arrive as text: of the reader of the configuration, and what was written down of
//! a fault when it happened. Each is known by its English form; what is not known is told as it
//! stands. What the system and SQLite say is known by its number: [`super::system`].

use std::fmt::Display;

use super::{filled, texts};
use crate::words::Language;
use crate::words::{config, device, fault};

texts! {
    // what stands where something else should
    OneOfFields: "没有 {} 这一项，可用的有 {}", "unknown field `{}`, expected one of {}";
    OneOfTwoFields: "没有 {} 这一项，可用的有 {} 和 {}", "unknown field `{}`, expected `{}` or `{}`";
    OneField: "没有 {} 这一项，可用的只有 {}", "unknown field `{}`, expected `{}`";
    OneOfVariants: "没有 {} 这个值，可用的有 {}", "unknown variant `{}`, expected one of {}";
    OneOfTwoVariants: "没有 {} 这个值，可用的有 {} 和 {}", "unknown variant `{}`, expected `{}` or `{}`";
    OneVariant: "没有 {} 这个值，可用的只有 {}", "unknown variant `{}`, expected `{}`";
    NeitherAutoNorWhole: "应为 \"auto\" 或整数", "is neither \"auto\" nor a whole number";
    MissingField: "缺少 {}", "missing field `{}`";
    DuplicateKey: "重复出现", "duplicate key";
    WrongType: "类型不符：写的是{}，应为{}", "invalid type: {}, expected {}";
    WrongValue: "值不符：写的是{}，应为{}", "invalid value: {}, expected {}";
    WrongCount: "应为 {} 个，写了 {} 个", "wanted exactly {} element, found {} elements";
    WordOrTable: "应为文本或表", "wanted string or table";
    AList: "列表", "sequence";
    ATable: "表", "map";
    OfText: "文本", "a string";
    OfTruth: "真假值（true 或 false）", "a boolean";
    OfWhole: "整数", "i64";
    OfList: "列表", "a sequence";
    OfPath: "路径", "path string";
    OfSection: "[{}] 一节", "struct {}";
    CodeWidth: "{} 有 {} 个字符，应为 {} 个", "{} has {} characters where {} are needed";
    CodeSign: "{} 含有非 ASCII 字符或控制字符", "{} has a character that is no printable ASCII";

    // the form of the file
    UnclosedTable: "缺少右方括号 ]", "unclosed table, expected `]`";
    UnclosedList: "列表缺少右方括号 ]", "unclosed array, expected `]`";
    UnclosedInline: "缺少右花括号 }", "unclosed inline table, expected `}`";
    NoValue: "缺少等号和值", "key with no value, expected `=`";
    Unquoted: "文本须加引号", "string values must be quoted, expected literal string";
    UnclosedText: "文本缺少右引号", "invalid basic string, expected `\"`";
    UnclosedLiteral: "文本缺少右引号", "invalid literal string, expected `'`";
    EmptyKey: "等号前缺少名称", "unquoted keys cannot be empty, expected letters, numbers, `-`, `_`";
    BadKey: "名称只能用字母、数字、- 和 _", "invalid unquoted key, expected letters, numbers, `-`, `_`";
    BadTruth: "若是 {} 须全部小写，若是文本须加引号", "invalid boolean, expected `{}`";
    LeadingZero: "数字不能以 0 开头", "unexpected leading zero, expected nothing";
    ExtraEquals: "多了一个等号", "extra `=`, expected nothing";

    // an address
    Empty: "内容为空", "empty string";
    BadSign: "含有不允许的字符", "invalid uri character";
    BadPort: "端口不正确", "invalid port number";
    BadHost: "主机名不正确", "invalid authority";
    BadForm: "格式不正确", "invalid format";

    // what somebody wrote; last, as these forms are the loosest
    AHugeWhole: "整数 {}", "integer `{}` as i128";
    AText: "文本 {}", "string {}";
    AWhole: "整数 {}", "integer `{}`";
    ADecimal: "小数 {}", "floating point `{}`";
    ATruth: "真假值 {}", "boolean `{}`";
}

/// A sentence that comes from elsewhere.
pub fn message(sentence: &dyn Display, language: Language) -> String {
    let sentence = sentence.to_string();
    match language {
        Language::English => sentence,
        Language::Chinese => recognised(&sentence).unwrap_or(sentence),
    }
}

/// The Chinese of a sentence whose English form is known, its parts likewise.
fn recognised(sentence: &str) -> Option<String> {
    let forms = |language| {
        let foreign = Text::ALL.iter().map(move |text| text.form(language));
        let config = config::Text::ALL.iter().map(move |text| text.form(language));
        let device = device::Text::ALL.iter().map(move |text| text.form(language));
        let fault = fault::Text::ALL.iter().map(move |text| text.form(language));
        foreign.chain(config).chain(device).chain(fault)
    };
    let (english, chinese) = (forms(Language::English), forms(Language::Chinese));
    english.zip(chinese).find_map(|(english, chinese)| {
        let parts = parts_of(english, sentence)?;
        let parts: Vec<String> = parts
            .iter()
            .map(|part| match part.strip_prefix('`').and_then(|part| part.strip_suffix('`')) {
                Some(names) => names.replace("`, `", "、"),
                None => message(part, Language::Chinese),
            })
            .collect();
        Some(filled(chinese, &parts.iter().map(String::as_str).collect::<Vec<_>>()))
    })
}

/// What stands in the gaps of a form; none where the sentence is not of that form.
fn parts_of<'a>(form: &str, sentence: &'a str) -> Option<Vec<&'a str>> {
    let mut pieces = form.split("{}");
    let mut rest = sentence.strip_prefix(pieces.next()?)?;
    let mut parts = Vec::new();
    let mut pieces = pieces.peekable();
    while let Some(piece) = pieces.next() {
        let at = if pieces.peek().is_none() {
            rest.len().checked_sub(piece.len()).filter(|at| rest.get(*at..) == Some(piece))?
        } else {
            rest.find(piece)?
        };
        parts.push(&rest[..at]);
        rest = &rest[at + piece.len()..];
    }
    rest.is_empty().then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_known_by_its_form() {
        for (sentence, chinese) in [
            ("364 is not between 365 and 36500", "364 不在 365 到 36500 之间"),
            ("unknown field `a`, expected `b`", "没有 a 这一项，可用的只有 b"),
            ("unknown field `a`, expected `b` or `c`", "没有 a 这一项，可用的有 b 和 c"),
            ("unknown variant `a`, expected one of `b`, `c`", "没有 a 这个值，可用的有 b、c"),
            ("string values must be quoted, expected literal string", "文本须加引号"),
            ("invalid type: string \"5\", expected i64", "类型不符：写的是文本 \"5\"，应为整数"),
            (
                "is neither a folder below /sys/class/backlight nor a line: invalid type: sequence, expected i64",
                "不是 /sys/class/backlight 下的目录，也不是一条线：类型不符：写的是列表，应为整数",
            ),
            ("the moon is down", "the moon is down"),
            ("", ""),
        ] {
            assert_eq!(message(&sentence, Language::Chinese), chinese);
            assert_eq!(message(&sentence, Language::English), sentence);
        }
    }

    #[test]
    fn a_form_fits_as_a_whole_or_not_at_all() {
        assert_eq!(parts_of("{} is {}", "a is b is c"), Some(vec!["a", "b is c"]));
        assert_eq!(parts_of("a {} b", "a  b"), Some(vec![""]));
        for sentence in ["a", "a b", "a x", "b", "", "a 检"] {
            assert_eq!(parts_of("a {} b", sentence), None, "{sentence}");
        }
        assert_eq!(parts_of("whole", "whole story"), None);
    }
}
