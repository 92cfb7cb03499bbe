use serde_json::json;

use super::*;

/// As serde_json has it, by way of what is read here.
fn tree(value: JsonValue<'_>) -> serde_json::Value {
    match value {
        JsonValue::Null => json!(null),
        JsonValue::Truth(truth) => json!(truth),
        JsonValue::Number(number) => serde_json::from_str(number).unwrap(),
        JsonValue::Text(text) => json!(text.text()),
        JsonValue::List(list) => {
            let mut items = Vec::new();
            list.each(|item| items.push(tree(item)));
            json!(items)
        }
        JsonValue::Object(object) => {
            let members = object.members().into_iter();
            members.map(|(key, value)| (key.text().into_owned(), tree(value))).collect()
        }
    }
}

#[test]
fn strict_json_means_what_it_means() {
    for text in [
        "null",
        " [ ] ",
        "{}",
        "{\"a\":[1,-0.5e+3,true,false,null,\"\"],\"b\":{\"c\":{}}}",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\ud83c\\udfac\"",
        "{\"\":\"“\",\"”\":\"a“b”c\",\"a\":\" ，：\"}",
        "{\"a\":1,\"a\":2}",
        "123456789012345678901234567890.5",
        "\"\u{7f}\u{2028}\"",
    ] {
        let wanted: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(read(text).map(tree), Ok(wanted), "{text}");
    }
}

#[test]
fn each_sloppiness_means_what_was_meant() {
    for (text, wanted) in [
        ("{“a”:”b”}", json!({"a": "b"})),
        ("{”a“:“b“}", json!({"a": "b"})),
        ("{“a”:“”}", json!({"a": ""})),
        ("{\"a\":“say \"b\"”}", json!({"a": "say \"b\""})),
        ("{“a\\n”:“\\/”}", json!({"a\n": "/"})),
        ("{\"a\":1\n\"b\":2}", json!({"a": 1, "b": 2})),
        ("{\"a\":1\"b\":2}", json!({"a": 1, "b": 2})),
        ("{\"a\":\"x\"“b”:{}\"c\":[]}", json!({"a": "x", "b": {}, "c": []})),
        ("[{}{}\n[]\"a\"]", json!([{}, {}, [], "a"])),
        ("[1,,2]", json!([1, 2])),
        ("{\"a\":1,\n,\"b\":2}", json!({"a": 1, "b": 2})),
        ("[1,]", json!([1])),
        ("[1,,]", json!([1])),
        ("{\"a\":1,}", json!({"a": 1})),
    ] {
        assert!(serde_json::from_str::<serde_json::Value>(text).is_err(), "{text}");
        assert_eq!(read(text).map(tree), Ok(wanted), "{text}");
    }
}

#[test]
fn nothing_else_is_borne() {
    for text in [
        "",
        " ",
        "{",
        "[",
        "\"",
        "“",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "[1",
        "]",
        "}",
        "{\"a\":1}}",
        "[] []",
        "1 2",
        ",",
        "[,]",
        "[,1]",
        "{,\"a\":1}",
        "[1,,,2]",
        "{\"a\":1,,,}",
        "{\"a\" 1}",
        "{\"a\"::1}",
        "{\"a\":}",
        "{\"a\":,}",
        "{a:1}",
        "{'a':1}",
        "['a']",
        "{1:2}",
        "[一号厅”]",
        "[1，2]",
        "{\"a\"：1}",
        "[//\n1]",
        "[/*x*/1]",
        "[NaN]",
        "[Infinity]",
        "[+1]",
        "[.5]",
        "[1.]",
        "[01]",
        "[0x1]",
        "[1e]",
        "[--1]",
        "[1-2]",
        "[True]",
        "[nul]",
        "[nullx]",
        "[\"a\nb\"]",
        "[“a\tb”]",
        "[\"\\x\"]",
        "[\"\\u12\"]",
        "[\"\\u+123\"]",
        "[\"\\ud83c\"]",
        "[\"\\ud83cx\"]",
        "[\"\\udfac\"]",
        "[\"a”]",
        "[“a\"]",
        "[\u{a0}1]",
        "[1;2]",
        "\u{feff}[]",
    ] {
        assert!(read(text).is_err(), "{text}: {:?}", read(text).map(tree));
    }
}

#[test]
fn what_is_too_deep_or_too_wide_is_refused() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(read(&nested(DEEPEST + 1)).is_ok());
    assert!(read(&nested(DEEPEST + 2)).is_err());
    assert!(read(&"{\"a\":".repeat(1 << 20)).is_err());
    let wide = |count: usize| format!("{{{}}}", "\"a\":1,".repeat(count));
    assert!(read(&wide(MOST_MEMBERS)).is_ok());
    assert!(read(&wide(MOST_MEMBERS + 1)).is_err());
    let long = format!("[{}]", "1,".repeat(1 << 20));
    let mut count = 0;
    let Ok(JsonValue::List(list)) = read(&long) else { panic!("{:?}", read(&long)) };
    list.each(|_| count += 1);
    assert_eq!(count, 1 << 20);
}

#[test]
fn the_place_is_where_it_stops_to_read() {
    for (text, at) in [("", 0), ("{\"a\":1 x", 7), ("[“厅”，", 10), ("[1]]", 3), ("{\"a\":\"", 6)]
    {
        assert_eq!(read(text).map(tree), Err(Misplaced { at }), "{text}");
    }
}
