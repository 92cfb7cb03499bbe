use super::*;

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Whole {
    door: Door,
    #[serde(default)]
    lamp: Lamp,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Door {
    code: String,
    #[serde(default)]
    halls: Vec<i64>,
    #[serde(default)]
    wire: Option<Wire>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Wire {
    line: i64,
    #[serde(default)]
    low: bool,
}

#[derive(Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
struct Lamp {
    red: i64,
    green: i64,
}

const STAND_INS: &[(&str, &str)] = &[("door.code", "x")];

fn layers<'a>(texts: &[&'a str]) -> Vec<Layer<'a>> {
    texts.iter().map(|text| Layer { text, without: &[] }).collect()
}

/// Layer, line, key of each.
fn mistakes(texts: &[&str]) -> Vec<(usize, usize, String)> {
    let (whole, torn) = Layers::of(&layers(texts));
    let found = match torn.is_empty() {
        true => whole.check::<Whole>(STAND_INS).unwrap_err(),
        false => torn,
    };
    let shown = |it: Mistake| (it.layer, it.located.line, it.located.key);
    found.into_iter().map(shown).collect()
}

#[test]
fn a_later_key_goes_before_the_same_one_of_an_earlier_text() {
    let below =
        "[door]\ncode = \"b\"\nhalls = [1, 2]\nwire = { line = 3, low = true }\n[lamp]\nred = 1\n";
    let above = "[door]\nhalls = [7]\nwire = { line = 4 }\n[lamp]\ngreen = 2\n";
    let (whole, torn) = Layers::of(&layers(&[below, above]));
    assert!(torn.is_empty());
    let read: Whole = whole.check(STAND_INS).unwrap();
    let wire = Some(Wire { line: 4, low: false });
    let door = Door { code: "b".into(), halls: vec![7], wire };
    assert_eq!(read, Whole { door, lamp: Lamp { red: 1, green: 2 } });
    let text = whole.to_text().unwrap();
    assert_eq!(toml::from_str::<Whole>(&text).unwrap(), read, "{text}");
    let without = Layer { text: below, without: &["lamp"] };
    let (whole, _) = Layers::of(&[without]);
    assert_eq!(whole.check::<Whole>(STAND_INS).unwrap().lamp, Lamp::default());
}

#[test]
fn every_mistake_is_told_with_its_text_and_line() {
    let below = "[lamp]\nred = \"x\"\n";
    for (above, expected) in [
        ("", vec![(0, 2, "lamp.red"), (1, 1, "")]),
        ("[lamp]\nred = 1\n", vec![(1, 1, "")]),
        ("[door]\n", vec![(0, 2, "lamp.red"), (1, 1, "[door]")]),
        (
            "[door]\ncode = 5\nhalls = [1, true]\ncolour = 1\n[lamp]\nred = 1\n[stairs]\n",
            vec![
                (1, 2, "door.code"),
                (1, 3, "door.halls"),
                (1, 4, "door.colour"),
                (1, 7, "[stairs]"),
            ],
        ),
        (
            "[door]\ncode = \"a\"\nwire = { lin = 1 }\n[lamp]\nred = 1\n",
            vec![(1, 3, "door.wire.lin"), (1, 3, "door.wire")],
        ),
        ("lamp = 3\ndoor = 4\n", vec![(1, 1, "lamp"), (1, 2, "door")]),
    ] {
        let mut found = mistakes(&[below, above]);
        found.sort();
        let mut wanted: Vec<_> =
            expected.into_iter().map(|(at, line, key)| (at, line, key.to_owned())).collect();
        wanted.sort();
        assert_eq!(found, wanted, "{above}");
    }
}

#[test]
fn every_slip_of_form_is_told_and_no_more_than_a_screen_holds() {
    let found = mistakes(&["[door]\ncode = \n[lamp]\nred == 3\ngreen = \"\n"]);
    let lines: Vec<usize> = found.iter().map(|(_, line, _)| *line).collect();
    assert_eq!(lines, [2, 4, 5], "{found:?}");
    let many: String = (0..1000).map(|number| format!("k{number} = 1\n")).collect();
    assert_eq!(mistakes(&[&many]).len(), MOST);
    let torn = "= \n".repeat(1000);
    assert_eq!(mistakes(&[&torn]).len(), MOST);
}

#[test]
fn sections_are_split_off_and_read_alone() {
    let text = "[door]\ncode = 3\n[lamp]\nred = 4\n";
    let (mut whole, _) = Layers::of(&layers(&[text]));
    assert_eq!(whole.section::<Lamp>("lamp"), Some(Lamp { red: 4, green: 0 }));
    assert_eq!(whole.section::<Door>("door"), None);
    assert_eq!(whole.section::<Lamp>("stairs"), None);
    let apart = whole.split(&["lamp", "stairs"]);
    assert_eq!(apart.sections().collect::<Vec<_>>(), ["lamp"]);
    assert_eq!(whole.sections().collect::<Vec<_>>(), ["door"]);
}

#[test]
fn a_value_is_found_in_its_text() {
    let text = "[a]\nb = \"x\"\n[c]\nd = { e = '''y''' }\n";
    assert_eq!(&text[span_of(text, &["a", "b"]).unwrap()], "\"x\"");
    assert_eq!(&text[span_of(text, &["c", "d", "e"]).unwrap()], "'''y'''");
    assert_eq!(span_of(text, &["a", "c"]), None);
    assert_eq!(span_of("", &["a"]), None);
}
