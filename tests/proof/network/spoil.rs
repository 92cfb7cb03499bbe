//! Replies with one thing wrong, generated from golden ones: each field in each wrong type, missing, and twice.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::peer::envelope;

/// An object's fields in their order, each as it is written.
pub type Fields = Vec<(String, String)>;

/// What no field of a reply should be, as JSON.
pub fn wrong_values() -> Vec<(&'static str, String)> {
    let deep = |count: usize| format!("{}{}", "[".repeat(count), "]".repeat(count));
    let objects = format!("{}1{}", "{\"a\":".repeat(400), "}".repeat(400));
    vec![
        ("null", "null".into()),
        ("true", "true".into()),
        ("false", "false".into()),
        ("0", "0".into()),
        ("-1", "-1".into()),
        ("-0.00", "-0.00".into()),
        ("a fraction", "35.005".into()),
        ("beyond floats", "1e400".into()),
        ("beyond integers", "1".repeat(60)),
        ("empty", "\"\"".into()),
        ("spaces", "\"  \"".into()),
        ("a word", "\"35元\"".into()),
        ("a time with a space", "\"2026-05-01 20:00\"".into()),
        ("17 digits", "\"33000000000000017\"".into()),
        ("control characters", "\"\\u0000\\u001b[2J\\u202e\"".into()),
        ("half a surrogate", "\"\\ud800\"".into()),
        ("huge", format!("\"{}\"", "错".repeat(100_000))),
        ("a list", "[]".into()),
        ("a list of lists", "[1,[2,{\"a\":[]}]]".into()),
        ("an object", "{}".into()),
        ("an object of objects", "{\"a\":{\"b\":null}}".into()),
        ("nested lists", deep(400)),
        ("nested objects", objects),
    ]
}

pub fn fields(json: &str) -> Fields {
    let object: BTreeMap<String, Box<RawValue>> = serde_json::from_str(json).unwrap();
    object.into_iter().map(|(name, value)| (name, value.get().to_owned())).collect()
}

pub fn object(fields: &Fields) -> String {
    let parts: Vec<String> =
        fields.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}}}", parts.join(","))
}

/// The object with each field but those in `spared` wrong in each way, missing, and there twice.
pub fn spoiled(whole: &Fields, spared: &[&str]) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (at, (name, value)) in whole.iter().enumerate() {
        if spared.contains(&name.as_str()) {
            continue;
        }
        for (how, wrong) in wrong_values() {
            let mut bad = whole.clone();
            bad[at].1 = wrong;
            all.push((format!("{name} is {how}"), object(&bad)));
        }
        let mut bad = whole.clone();
        bad.remove(at);
        all.push((format!("{name} is missing"), object(&bad)));
        let mut bad = whole.clone();
        bad.push((name.clone(), value.clone()));
        all.push((format!("{name} is there twice"), object(&bad)));
    }
    for (how, wrong) in wrong_values() {
        let mut more = whole.clone();
        more.push(("Unheard".into(), wrong));
        all.push((format!("an unknown field is {how}"), object(&more)));
    }
    all
}

pub fn reply_data(golden: &str) -> Fields {
    fields(&fields(golden).into_iter().find(|(name, _)| name == "ReplyData").unwrap().1)
}

pub fn put(fields: &mut Fields, name: &str, value: String) {
    fields.iter_mut().find(|(own, _)| own == name).unwrap().1 = value;
}

/// Whole replies, of a status that is to be heard, with the envelope spoiled as well.
pub fn replies(data: Vec<(String, String)>, whole: &Fields) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> =
        data.into_iter().map(|(what, data)| (what, envelope(&data))).collect();
    let around = spoiled(&fields(&envelope(&object(whole))), &["ReplyData"]);
    all.extend(around.into_iter().map(|(what, text)| (format!("envelope: {what}"), text)));
    all
}
