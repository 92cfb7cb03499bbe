use proptest::prelude::*;

use super::*;

const TICKET: &str = "12345678Ab+/9zQ==";

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

/// An imager that has been there for a while.
fn typing() -> LineAssembler {
    let mut typing = LineAssembler::begin(ms(0));
    assert_eq!(typing.due(), Some(PAUSE));
    assert_eq!(typing.pause(PAUSE), None);
    typing
}

/// The keys of a text: each pressed and let go, Shift around those that need it.
fn keys(text: &str) -> Vec<(KeyCode, bool)> {
    let of = |sign: char| {
        let (key, shift) = layout::key(sign).unwrap();
        let around = |down| shift.then_some((SHIFT[0], down));
        let press = [(key, true), (key, false)];
        around(true).into_iter().chain(press).chain(around(false)).collect::<Vec<_>>()
    };
    text.chars().flat_map(of).collect()
}

fn stroke((key, down): (KeyCode, bool), at: u64) -> Stroke {
    if down { Stroke::Down(key, ms(at)) } else { Stroke::Up(key) }
}

/// Types `keys` from `from` on, a key each millisecond.
fn strike(typing: &mut LineAssembler, keys: &[(KeyCode, bool)], from: u64) -> Vec<TypedLine> {
    let strokes = keys.iter().zip(from..).map(|(key, at)| stroke(*key, at));
    strokes.filter_map(|stroke| typing.take(stroke)).collect()
}

fn enter() -> [(KeyCode, bool); 2] {
    [(KeyCode::KEY_ENTER, true), (KeyCode::KEY_ENTER, false)]
}

fn texts(lines: &[TypedLine]) -> Vec<&str> {
    lines.iter().map(|line| line.text.as_str()).collect()
}

#[test]
fn a_text_ends_with_enter_tab_or_what_stands_for_them() {
    let ctrl = |key| {
        let [ctrl, _] = CTRL;
        vec![(ctrl, true), (key, true), (key, false), (ctrl, false)]
    };
    let press = |key| vec![(key, true), (key, false)];
    for end in [
        press(KeyCode::KEY_ENTER),
        press(KeyCode::KEY_KPENTER),
        press(KeyCode::KEY_TAB),
        ctrl(KeyCode::KEY_J),
        ctrl(KeyCode::KEY_M),
        ctrl(KeyCode::KEY_I),
    ] {
        let mut typing = typing();
        assert_eq!(strike(&mut typing, &keys(TICKET), 1000), []);
        let lines = strike(&mut typing, &end, 1100);
        let at = if end.len() == 2 { 1100 } else { 1101 };
        assert_eq!(lines, [TypedLine { text: TICKET.into(), at: ms(at) }], "{end:?}");
        assert_eq!(typing.due().and_then(|due| typing.pause(due)), None, "nothing is left");
        let next = strike(&mut typing, &[keys("next"), end.clone()].concat(), 1110);
        assert_eq!(texts(&next), ["next"]);
    }
}

#[test]
fn a_text_without_an_end_is_ended_by_a_pause_and_counts_from_its_last_key() {
    let mut typing = typing();
    strike(&mut typing, &[(KeyCode::KEY_A, true), (KeyCode::KEY_A, false)], 1000);
    strike(&mut typing, &[(KeyCode::KEY_B, true), (KeyCode::KEY_B, false)], 1149);
    assert_eq!(typing.due(), Some(ms(1299)));
    assert_eq!(typing.pause(ms(1298)), None);
    let line = TypedLine { text: "ab".into(), at: ms(1149) };
    assert_eq!(typing.pause(ms(1299)), Some(line));
    assert_eq!(typing.due(), None);
    // A pause that was not looked at, because the loop was busy, is one all the same.
    strike(&mut typing, &keys("c"), 2000);
    let line = TypedLine { text: "c".into(), at: ms(2000) };
    assert_eq!(typing.take(Stroke::Down(KeyCode::KEY_D, ms(2150))), Some(line));
    assert_eq!(texts(&strike(&mut typing, &enter(), 2151)), ["d"]);
}

#[test]
fn an_imager_that_types_enter_may_hesitate() {
    let mut typing = typing();
    strike(&mut typing, &[&keys("a")[..], &enter()].concat(), 1000);
    strike(&mut typing, &keys("b"), 2000);
    assert_eq!(typing.pause(ms(2999)), None);
    assert_eq!(texts(&strike(&mut typing, &[&keys("c")[..], &enter()].concat(), 2999)), ["bc"]);
    strike(&mut typing, &keys("d"), 4000);
    assert_eq!(typing.due(), Some(ms(5000)));
    assert_eq!(typing.pause(ms(5000)), Some(TypedLine { text: "d".into(), at: ms(4000) }));
}

#[test]
fn enter_alone_is_no_text() {
    let mut typing = typing();
    assert_eq!(strike(&mut typing, &[enter(), enter()].concat(), 1000), []);
    assert_eq!(typing.due(), None);
}

#[test]
fn what_is_missing_a_part_is_passed_over_to_its_end() {
    // Plugged in while it types.
    let mut typing = LineAssembler::begin(ms(1000));
    assert_eq!(strike(&mut typing, &keys("5678"), 1050), []);
    assert_eq!(strike(&mut typing, &enter(), 1070), []);
    assert_eq!(
        texts(&strike(&mut typing, &[&keys("whole")[..], &enter()].concat(), 1080)),
        ["whole"]
    );
    // Keys that the kernel could not keep, with Shift let go meanwhile.
    typing.take(Stroke::Down(SHIFT[0], ms(1100)));
    strike(&mut typing, &keys("12"), 1101);
    typing.take(Stroke::Missed(AttributeSet::new()));
    assert_eq!(strike(&mut typing, &[&keys("78")[..], &enter()].concat(), 1110), []);
    assert_eq!(texts(&strike(&mut typing, &[&keys("ab")[..], &enter()].concat(), 1120)), ["ab"]);
    // Its rest after a hesitation is no text either, but what is typed after a silence is.
    typing.take(Stroke::Missed(AttributeSet::new()));
    strike(&mut typing, &keys("1"), 1200);
    assert_eq!(strike(&mut typing, &[&keys("78")[..], &enter()].concat(), 1900), []);
    typing.take(Stroke::Missed(AttributeSet::new()));
    strike(&mut typing, &keys("1"), 2000);
    assert_eq!(texts(&strike(&mut typing, &[&keys("cd")[..], &enter()].concat(), 3100)), ["cd"]);
}

#[test]
fn what_is_too_long_is_passed_over_to_its_end() {
    for (length, taken) in [(MOST, true), (MOST + 1, false), (20 * MOST, false)] {
        let mut typing = typing();
        for _ in 0..length {
            assert_eq!(strike(&mut typing, &[(KeyCode::KEY_A, true)], 1000), []);
        }
        assert!(typing.text.len() <= MOST);
        let lines = strike(&mut typing, &enter(), 1001);
        assert_eq!(lines.len(), usize::from(taken), "{length}");
        assert_eq!(texts(&strike(&mut typing, &[&keys("b")[..], &enter()].concat(), 1002)), ["b"]);
    }
}

#[test]
fn what_is_typed_with_other_keys_held_is_not_taken_for_letters() {
    let mut typing = typing();
    let alt = KeyCode::KEY_LEFTALT;
    let keys = [&keys("a")[..], &[(alt, true)], &keys("1"), &[(alt, false)], &keys("b"), &enter()];
    assert_eq!(texts(&strike(&mut typing, &keys.concat(), 1000)), ["a\u{fffd}b"]);
}

/// Keys as they come from the kernel: held ones repeat, Shift may be pressed long before its
/// letter, let go after the next key was pressed, or be on both sides.
fn typed_loosely() -> impl Strategy<Value = (String, Vec<(KeyCode, bool)>)> {
    let sign = prop::char::range(' ', '~');
    prop::collection::vec((sign, any::<bool>(), 0..2_usize), 1..60).prop_map(|signs| {
        let (mut text, mut keys) = (String::new(), Vec::new());
        let mut held: Option<KeyCode> = None;
        let mut down: Option<KeyCode> = None;
        for (sign, overlap, side) in signs {
            let (key, shift) = layout::key(sign).unwrap();
            if down == Some(key) || !overlap {
                keys.extend(down.take().map(|key| (key, false)));
            }
            match (shift, held) {
                (true, None) => {
                    keys.push((SHIFT[side], true));
                    held = Some(SHIFT[side]);
                }
                (false, Some(pressed)) => {
                    keys.push((pressed, false));
                    held = None;
                }
                _ => {}
            }
            keys.push((key, true));
            keys.extend(down.replace(key).map(|key| (key, false)));
            text.push(sign);
        }
        (text, keys)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_text_is_the_same_however_its_keys_arrive(
        (text, mut keys) in typed_loosely(),
        gaps in prop::collection::vec(0..149_u64, 200),
        looks in prop::collection::vec(any::<bool>(), 200),
    ) {
        keys.push((KeyCode::KEY_ENTER, true));
        let mut typing = typing();
        let (mut now, mut lines) = (1000, Vec::new());
        for ((key, gap), look) in keys.into_iter().zip(gaps.iter().cycle()).zip(looks.iter().cycle()) {
            // Letting go counts for nothing, so that only what is pressed moves the time.
            now += if key.1 { *gap } else { 0 };
            if *look {
                lines.extend(typing.pause(ms(now)));
            }
            lines.extend(typing.take(stroke(key, now)));
        }
        prop_assert_eq!(lines, [TypedLine { text, at: ms(now) }]);
    }

    #[test]
    fn no_keys_in_any_order_make_more_than_they_may(
        strokes in prop::collection::vec((0..256_u16, any::<bool>(), 0..200_u64), 0..400),
    ) {
        let mut typing = LineAssembler::begin(ms(0));
        let (mut now, mut pressed) = (0, 0);
        for (key, down, gap) in strokes {
            now += gap;
            pressed += usize::from(down);
            if let Some(line) = typing.take(stroke((KeyCode(key), down), now)) {
                prop_assert!(!line.text.is_empty() && line.text.chars().count() < pressed);
                prop_assert!(line.at <= ms(now));
            }
        }
    }
}
