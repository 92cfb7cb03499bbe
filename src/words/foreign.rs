//! What TOML's reader says of a file's form: it has English sentences and nothing else, so each is
//! known by its whole English. One that stands not here is told as it is. What the system and
//! SQLite say is known by its number: [`super::system`].

use super::texts;
use crate::words::Language;

texts! {
    // sections and keys
    UnclosedTable: "缺少右方括号 ]", "unclosed table, expected `]`";
    UnclosedTables: "缺少右方括号 ]]", "unclosed array table, expected `]]`";
    UnclosedTablesToo: "缺少右方括号 ]]", "unclosed array table, expected `]`";
    NoValue: "缺少等号和值", "key with no value, expected `=`";
    EmptyKey: "等号前缺少名称", "unquoted keys cannot be empty, expected letters, numbers, `-`, `_`";
    BadKey: "名称只能用字母、数字、- 和 _", "invalid unquoted key, expected letters, numbers, `-`, `_`";
    DuplicateKey: "重复出现", "duplicate key";
    ExtraEquals: "多了一个等号", "extra `=`, expected nothing";
    Behind: "行末多了内容：一行只写一项，说明须以 # 开头", "unexpected key or value, expected newline, `#`";

    // texts
    Unquoted: "文本须加引号", "string values must be quoted, expected literal string";
    UnclosedText: "文本缺少右引号", "invalid basic string, expected `\"`";
    UnclosedLiteral: "文本缺少右引号", "invalid literal string, expected `'`";
    UnclosedLines: "多行文本缺少三个右引号", "invalid multi-line basic string, expected `\"`";
    UnclosedLiteralLines: "多行文本缺少三个右引号", "invalid multi-line literal string, expected `'`";
    BadEscape: "反斜杠 \\ 后面的字符不正确：反斜杠本身须写作 \\\\", "missing escaped value, expected `b`, `e`, `f`, `n`, `r`, `\\`, `\"`, `x`, `u`, `U`";
    Control: "文本中有控制字符", "invalid basic string, expected non-double-quote visible characters, `\\`";

    // numbers, truths
    BadTrue: "若是 true 须全部小写，若是文本须加引号", "invalid boolean, expected `true`";
    BadFalse: "若是 false 须全部小写，若是文本须加引号", "invalid boolean, expected `false`";
    LeadingZero: "数字不能以 0 开头", "unexpected leading zero, expected nothing";
    Underscore: "数字中的 _ 只能放在两个数字之间", "`_` may only go between digits, expected nothing";
    BadHexadecimal: "十六进制数不正确", "invalid hexadecimal number";
    BadOctal: "八进制数不正确", "invalid octal number";
    BadBinary: "二进制数不正确", "invalid binary number";
    BadExponent: "指数缺少数字", "invalid exponent, expected digits";
    BadNan: "文本须加引号", "invalid float, expected `nan`";
    BadInfinity: "文本须加引号", "invalid float, expected `inf`";

    // lists and tables in a line
    UnclosedList: "列表缺少右方括号 ]", "unclosed array, expected `]`";
    NoComma: "列表各项之间缺少逗号", "missing comma between array elements, expected `,`";
    ExtraComma: "列表中多了一个逗号", "extra comma in array, expected value";
    UnclosedInline: "缺少右花括号 }", "unclosed inline table, expected `}`";
    NoCommaInline: "花括号中各项之间缺少逗号", "extra assignment between key-value pairs, expected `,`";
    TooDeep: "括号层数过多", "cannot recurse further; max recursion depth met";
}

/// A sentence of TOML's reader.
pub fn message(sentence: &str, language: Language) -> String {
    let known = Text::ALL.iter().find(|text| text.form(Language::English) == sentence);
    known.map_or_else(|| sentence.to_owned(), |text| text.plain(language))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What TOML's reader says of a text.
    fn told(text: &str) -> String {
        text.parse::<toml::Table>().unwrap_err().message().trim().to_owned()
    }

    #[test]
    fn every_sentence_is_one_of_the_readers() {
        let deep = format!("a = {}", "[".repeat(1000));
        let texts = [
            "[a",
            "[[a",
            "[[a]",
            "a",
            "= 5",
            "a! = 5",
            "a = 1\na = 2",
            "a = = 5",
            "a = 5 b = 6",
            "a = b c",
            "a = \"b",
            "a = 'b",
            "a = \"\"\"b",
            "a = '''b",
            "a = \"\\q\"",
            "a = \"\u{1}\"",
            "a = True",
            "a = False",
            "a = 007",
            "a = 1__0",
            "a = 0xZZ",
            "a = 0o9",
            "a = 0b2",
            "a = 1e",
            "a = nul",
            "a = inx",
            "a = [5",
            "a = [1 2]",
            "a = [\"b\" \"c\"]",
            "a = [,1]",
            "a = { b = 1",
            "a = { b = 1 c = 2 }",
            &deep,
        ];
        let told: Vec<String> = texts.into_iter().map(told).collect();
        for text in Text::ALL {
            let english = text.form(Language::English);
            assert!(told.iter().any(|told| told == english), "{english}: {told:#?}");
        }
    }

    #[test]
    fn a_sentence_that_is_not_known_is_told_as_it_stands() {
        for sentence in ["the moon is down", "", "duplicate key, and more"] {
            assert_eq!(message(sentence, Language::Chinese), sentence);
        }
        assert_eq!(message("duplicate key", Language::Chinese), "重复出现");
        assert_eq!(message("duplicate key", Language::English), "duplicate key");
    }
}
