//! What TOML's reader says of a file's form: it has English sentences and nothing else, so each is
//! known by its whole English. One that stands not here is told as it is. What the system and
//! SQLite say is known by its number: [`super::system`].

use crate::words::Language;

/// What the reader says, and the same in Chinese.
#[rustfmt::skip] // a table
const SENTENCES: [(&str, &str); 32] = [
    // sections and keys
    ("unclosed table, expected `]`", "缺少右方括号 ]"),
    ("unclosed array table, expected `]]`", "缺少右方括号 ]]"),
    ("unclosed array table, expected `]`", "缺少右方括号 ]]"),
    ("key with no value, expected `=`", "缺少等号和值"),
    ("unquoted keys cannot be empty, expected letters, numbers, `-`, `_`", "等号前缺少名称"),
    ("invalid unquoted key, expected letters, numbers, `-`, `_`", "名称只能用字母、数字、- 和 _"),
    ("duplicate key", "重复出现"),
    ("extra `=`, expected nothing", "多了一个等号"),
    ("unexpected key or value, expected newline, `#`", "行末多了内容：一行只写一项，说明须以 # 开头"),

    // texts
    ("string values must be quoted, expected literal string", "文本须加引号"),
    ("invalid basic string, expected `\"`", "文本缺少右引号"),
    ("invalid literal string, expected `'`", "文本缺少右引号"),
    ("invalid multi-line basic string, expected `\"`", "多行文本缺少三个右引号"),
    ("invalid multi-line literal string, expected `'`", "多行文本缺少三个右引号"),
    ("missing escaped value, expected `b`, `e`, `f`, `n`, `r`, `\\`, `\"`, `x`, `u`, `U`", "反斜杠 \\ 后面的字符不正确：反斜杠本身须写作 \\\\"),
    ("invalid basic string, expected non-double-quote visible characters, `\\`", "文本中有控制字符"),

    // numbers, truths
    ("invalid boolean, expected `true`", "若是 true 须全部小写，若是文本须加引号"),
    ("invalid boolean, expected `false`", "若是 false 须全部小写，若是文本须加引号"),
    ("unexpected leading zero, expected nothing", "数字不能以 0 开头"),
    ("`_` may only go between digits, expected nothing", "数字中的 _ 只能放在两个数字之间"),
    ("invalid hexadecimal number", "十六进制数不正确"),
    ("invalid octal number", "八进制数不正确"),
    ("invalid binary number", "二进制数不正确"),
    ("invalid exponent, expected digits", "指数缺少数字"),
    ("invalid float, expected `nan`", "文本须加引号"),
    ("invalid float, expected `inf`", "文本须加引号"),

    // lists and tables in a line
    ("unclosed array, expected `]`", "列表缺少右方括号 ]"),
    ("missing comma between array elements, expected `,`", "列表各项之间缺少逗号"),
    ("extra comma in array, expected value", "列表中多了一个逗号"),
    ("unclosed inline table, expected `}`", "缺少右花括号 }"),
    ("extra assignment between key-value pairs, expected `,`", "花括号中各项之间缺少逗号"),
    ("cannot recurse further; max recursion depth met", "括号层数过多"),
];

/// A sentence of TOML's reader.
pub fn message(sentence: &str, language: Language) -> String {
    let known = SENTENCES.iter().find(|(english, _)| *english == sentence);
    match (known, language) {
        (Some((_, chinese)), Language::Chinese) => (*chinese).to_owned(),
        _ => sentence.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What TOML's reader says of a text.
    fn complaint(text: &str) -> String {
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
        let sentences: Vec<String> = texts.into_iter().map(complaint).collect();
        for (english, chinese) in SENTENCES {
            assert!(
                sentences.iter().any(|sentence| sentence == english),
                "{english}: {sentences:#?}"
            );
            assert!(crate::terminal::screen::can_draw(chinese), "{chinese}");
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
