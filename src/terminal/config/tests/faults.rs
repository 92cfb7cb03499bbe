//! What is wrong with a configuration: what is told of it, and where it stands.

use super::*;
use crate::words::{Language, Message};

fn fault(text: &str) -> String {
    Config::parse(text, Path::new("hallgate.toml")).unwrap_err().to_string()
}

#[test]
fn a_fault_names_file_line_and_key() {
    for (added, expected) in [
        (
            "[store]\nretention_days = 364\n",
            "hallgate.toml, line 9, store.retention_days: 364 is not between 365 and 36500",
        ),
        ("[store]\nretention = 400\n", "line 9, store.retention: unknown field"),
        ("[door]\n", "line 8, [door]: unknown field"),
        ("[sync]\nbatch = 1001\n", "line 9, sync.batch: 1001"),
        ("[gate]\ndriver = \"steam\"\n", "line 9, gate.driver: unknown variant"),
        ("[camera]\nsource = \"/dev/video0\"\n", "line 9, camera.source: is neither"),
        ("[store]\nkey = \"sesame\"\n", "line 9, store.key: is neither"),
        (
            "[camera]\nfield_of_view_deg = 171\n",
            "line 9, camera.field_of_view_deg: 171 is not between 20 and 170",
        ),
        ("[camera]\nfocus = \"sharp\"\n", "line 9, camera.focus: is neither \"auto\" nor a whole"),
        ("[camera]\nexposure_us = 99\n", "line 9, camera.exposure_us: 99 is not between 100 and"),
        ("[camera]\npower_line_hz = 16\n", "line 9, camera.power_line_hz: 16 is none of 0, 50"),
        ("[vision]\nbudget_ms = 4\n", "line 9, vision.budget_ms: 4 is not between 5 and 1000"),
        ("[keys]\nrefresh_s = \"soon\"\n", "line 9, keys.refresh_s: invalid type"),
        ("[terminal]\n", "line 8, [terminal]: duplicate key"),
        ("[store\n", "line 8, "),
        ("[store]\npath = \"/a\"\nkey\n", "line 10, store.key: key with no value"),
    ] {
        let message = fault(&format!("{LEAST}{added}"));
        assert!(message.contains(expected), "{added:?}: {message}");
        assert!(!message.contains('\n'), "one sentence: {message}");
    }
    assert!(fault("").contains("missing field `terminal`"));
}

/// What is told of `text` in both languages, without the file's name.
fn messages(text: &str) -> [String; 2] {
    let fault = Config::parse(text, Path::new("it")).unwrap_err();
    [Language::English, Language::Chinese]
        .map(|language| fault.message(language).trim_start_matches("it, line ").to_owned())
}

/// Each kind of fault, from the file to the sentence.
#[test]
fn a_fault_is_told_in_both_languages() {
    for (added, english, chinese) in [
        (
            "[gate]\nlamp = 1\n",
            "9, gate.lamp: unknown field `lamp`, expected one of `driver`, `chip`,",
            "gate.lamp：没有 lamp 这一项，可用的有 driver、chip、",
        ),
        (
            "[vision]\nx = 1\n",
            "9, vision.x: unknown field `x`, expected `budget_ms`",
            "vision.x：没有 x 这一项，可用的只有 budget_ms",
        ),
        (
            "[keys]\nx = 1\n",
            "9, keys.x: unknown field `x`, expected `refresh_s` or `miss_interval_s`",
            "没有 x 这一项，可用的有 refresh_s 和 miss_interval_s",
        ),
        (
            "[sound]\ndriver = \"a\"\n",
            "unknown variant `a`, expected `none` or `alsa`",
            "没有 a 这个值，可用的有 none 和 alsa",
        ),
        (
            "[admission]\nonline = \"\"\n",
            "unknown variant ``, expected one of `prefer`, `require`, `never`",
            "可用的有 prefer、require、never",
        ),
        (
            "[gate]\ndriver = 5\n",
            "9, gate.driver: invalid type: integer `5`, expected a string",
            "gate.driver：类型不符：写的是整数 5，应为文本",
        ),
        (
            "[store]\npath = 2.50\n",
            "floating point `2.50`, expected a path",
            "写的是小数 2.50，应为路径",
        ),
        (
            "[camera]\ntorch = 2026-01-02\n",
            "invalid type: date, expected a boolean",
            "写的是日期，应为真假值（true 或 false）",
        ),
        (
            "[keys]\nrefresh_s = [1]\n",
            "invalid type: sequence, expected a whole number",
            "写的是列表，应为整数",
        ),
        (
            "[keypad]\nbuttons = { a = 1 }\n",
            "invalid type: map, expected a sequence",
            "写的是表，应为列表",
        ),
        (
            "[gate]\nred.line = false\n",
            "9, gate.red.line: invalid type: boolean `false`, expected a line's number or its name",
            "gate.red.line：类型不符：写的是真假值 false，应为线的编号或名称",
        ),
        (
            "[[gate]]\n",
            "8, gate: invalid type: sequence, expected a table",
            "gate：类型不符：写的是列表，应为表",
        ),
        (
            "[sync]\nflush_s = -9223372036854775809\n",
            "too large a number: -9223372036854775809",
            "数字过大：-9223372036854775809",
        ),
        (
            "[camera]\nfocus = false\n",
            "camera.focus: is neither \"auto\" nor a whole number",
            "应为 \"auto\" 或整数",
        ),
        (
            "[camera]\nfocus = 65536\n",
            "65536 is not between 0 and 65535",
            "65536 不在 0 到 65535 之间",
        ),
        ("[camera]\npower_line_hz = 16\n", "16 is none of 0, 50 and 60", "16 不是 0、50 或 60"),
        (
            "[display]\nrotation = 45\n",
            "45 is none of 0, 90, 180 and 270",
            "45 不是 0、90、180 或 270",
        ),
        (
            "[display]\nbacklight = [1]\n",
            "nor a line: invalid type: sequence, expected a line's number, its name, or {",
            "也不是一条线：类型不符：写的是列表，应为线的编号、名称或 {",
        ),
        (
            "[display]\nbacklight = -1\n",
            "nor a line: -1 is no line's number",
            "也不是一条线：-1 不是线的编号",
        ),
        (
            "[display]\nbacklight = { lin = 1 }\n",
            "9, display.backlight.lin: unknown field `lin`",
            "display.backlight.lin：没有 lin 这一项",
        ),
        ("[gate]\nred = \"\"\n", "a line's name has at least one letter", "线的名称不能为空"),
        (
            "[gate]\nchip = \"a\"\n",
            "is neither \"/dev/gpiochipN\" nor",
            "应为 \"/dev/gpiochipN\" 或",
        ),
        (
            "[keypad]\nbuttons = [1, 2, 3, 4, 5]\n",
            "5 buttons are named, and there are 4",
            "写了 5 个按键，最多 4 个",
        ),
        (
            "[keypad]\ndevice = \"a\"\n",
            "is neither \"auto\", \"terminal\" nor \"none\"",
            "应为 \"auto\"、\"terminal\"、\"none\" 或路径",
        ),
        ("[imager]\ndevice = \"a\"\n", "is neither \"none\" nor a path", "应为 \"none\" 或路径"),
        (
            "[camera]\nsource = \"a\"\n",
            "is neither \"v4l:/dev/videoN\"",
            "应为 \"v4l:/dev/videoN\"",
        ),
        ("[store]\nkey = \"a\"\n", "is neither \"credential:NAME\"", "应为 \"credential:NAME\""),
        ("[catalogue]\n", "8, [catalogue]: missing field `url`", "[catalogue]：缺少 url"),
        (
            "[catalogue]\ncinema_id = -1\n",
            "9, catalogue.cinema_id: invalid value: integer `-1`, expected a whole number from 0 on",
            "catalogue.cinema_id：值不符：写的是整数 -1，应为不小于 0 的整数",
        ),
        (
            "[catalogue]\nscreens = 7\n",
            "invalid type: integer `7`, expected a table",
            "写的是整数 7，应为表",
        ),
        (
            "[catalogue]\nscreens = { \"12\" = 3 }\n",
            "9, catalogue.screens.12: \"12\" has 2 characters where 16 are needed",
            "catalogue.screens.12：\"12\" 有 2 个字符，应为 16 个",
        ),
        (
            "[gate]\nred = 007\n",
            "9, gate.red: unexpected leading zero",
            "gate.red：数字不能以 0 开头",
        ),
    ] {
        let [in_english, in_chinese] = messages(&format!("{LEAST}{added}"));
        assert!(in_english.contains(english), "{added:?}: {in_english}");
        assert!(in_chinese.contains(chinese), "{added:?}: {in_chinese}");
    }
    for (own, other, english, chinese) in [
        (
            "\"12345678\"",
            "\"1234\\t678\"",
            "3, terminal.cinema_code: \"1234\\t678\" has a character that",
            "含有非 ASCII 字符或控制字符",
        ),
        (
            "cinema_code",
            "timezone = \"Mars\"\ncinema_code",
            "terminal.timezone: \"Mars\" is no time zone",
            "terminal.timezone：\"Mars\" 不是时区",
        ),
        (
            "https://platform.example",
            "ftp://a",
            "\"ftp://a\" does not begin with https://",
            "终端只使用 https",
        ),
        (
            "https://platform.example",
            "https://me@a",
            "an address with a user name in it",
            "网址中不能带用户名",
        ),
        (
            "https://platform.example",
            "",
            "\"\" is no address: empty string",
            "\"\" 不是网址：内容为空",
        ),
        ("https://platform.example", "https://a b", "invalid uri character", "含有不允许的字符"),
        ("https://platform.example", "https://a:99999", "invalid port number", "端口不正确"),
        ("https://platform.example", "https://a:x/", "invalid port number", "端口不正确"),
        ("https://platform.example", "https://[::1", "invalid authority", "主机名不正确"),
        ("https://platform.example", "https:///a", "invalid format", "格式不正确"),
    ] {
        let [in_english, in_chinese] = messages(&LEAST.replace(own, other));
        assert!(in_english.contains(english), "{other:?}: {in_english}");
        assert!(in_chinese.contains(chinese), "{other:?}: {in_chinese}");
    }
}

#[test]
fn a_fault_has_its_place() {
    let place = |text: &str| match Config::parse(text, Path::new("it")).unwrap_err() {
        ConfigError::Bad { line, column, key, .. } => (line, column, key),
        other => panic!("{other}"),
    };
    let placed = |added: &str| place(&format!("{LEAST}{added}"));
    let at = |line, column, key: &str| (line, column, key.to_owned());
    assert_eq!(placed("[sync]\nbatch = 0\n"), at(9, 9, "sync.batch"));
    assert_eq!(placed("[sync]\n  batches = 0\n"), at(9, 3, "sync.batches"));
    assert_eq!(placed("sync.batch = 0\n"), at(8, 1, "platform.sync"));
    assert_eq!(placed("[gate.red]\nline = -1\n"), at(9, 8, "gate.red.line"));
    // A list and a table over several lines.
    let buttons = "[keypad]\nbuttons = [\n  5,\n  { line = 6, bias = \"up\" }, # a = b\n]\n";
    assert_eq!(placed(buttons), at(11, 22, "keypad.buttons.bias"));
    assert_eq!(placed("[keypad]\nbuttons = [\n  5,\n  -1,\n]\n"), at(11, 3, "keypad.buttons"));
    // What is missing stands nowhere.
    assert_eq!(place(""), at(1, 1, ""));
    assert_eq!(place("[terminal]\ncinema_code = \"12345678\"\n"), at(1, 1, ""));
    assert_eq!(place("[terminal]\n[platform]\n"), at(2, 1, "[platform]"));
}

#[test]
fn what_is_huge_is_not_told_whole() {
    let huge = "9".repeat(100_000);
    for text in [
        format!("{huge} = 1"),
        huge.clone(),
        format!("terminal = {huge}"),
        format!("[terminal]\ncinema_code = \"{huge}\""),
        format!("[terminal]\nlanguage = \"{huge}\""),
        format!("[terminal]\ncinema_code = {huge}.5"),
        format!("[terminal]\ntimezone = \"{huge}\""),
        format!("[platform]\nurl = \"{huge}\""),
    ] {
        let [english, chinese] = messages(&text);
        assert!(english.len() < 600 && chinese.len() < 900, "{}: {}", english.len(), chinese.len());
    }
}
