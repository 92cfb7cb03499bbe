//! What is touched does what stands there, and is large enough for a finger.

use std::collections::HashMap;

use super::*;
use crate::terminal::keypad::{Digit, Key};
use crate::terminal::presentation::{Body, KeyHint};

const PANEL: Size = Size::new(800, 480);

/// 12 mm on the lowest panels of 7 inches, in pixels, but for what the sampling below misses at the edges.
const FINGER: u32 = 67 - 2 * STEP;
const STEP: u32 = 4;

/// How wide and how high the places are where a finger means these keys.
fn places(card: &Card, language: Language) -> HashMap<Vec<Key>, (u32, u32)> {
    let mut found: HashMap<Vec<Key>, (u32, u32, u32, u32)> = HashMap::new();
    for y in (0..PANEL.height).step_by(STEP as usize) {
        for x in (0..PANEL.width).step_by(STEP as usize) {
            let keys = wide::keys_at(card, PANEL, language, (x as f32, y as f32));
            let frame = found.entry(keys).or_insert((x, y, x, y));
            *frame = (frame.0.min(x), frame.1.min(y), frame.2.max(x), frame.3.max(y));
        }
    }
    found.remove(&Vec::new());
    found.into_iter().map(|(keys, (l, t, r, b))| (keys, (r - l, b - t))).collect()
}

#[test]
fn all_that_can_be_chosen_is_touched_and_has_room_for_a_finger() {
    for (name, card, language) in cards() {
        let places = places(&card, language);
        for (keys, (width, height)) in &places {
            assert!(*width >= FINGER && *height >= FINGER, "{name} {keys:?}: {width} × {height}");
        }
        let has =
            |keys: &[Key]| assert!(places.contains_key(keys), "{name}: nothing does {keys:?}");
        match &card.body {
            Body::List(list) if list.numbered && list.items.len() <= 4 => {
                for at in 0..list.items.len() {
                    has(&[Key::Digit(Digit::new(at as u8 + 1).unwrap())]);
                }
            }
            Body::Ask(ask) => {
                has(&[Key::Enter]);
                has(&[if ask.chosen == 0 { Key::Down } else { Key::Up }, Key::Enter]);
            }
            Body::Entry(_) => {
                (0..10).for_each(|digit| has(&[Key::Digit(Digit::new(digit).unwrap())]));
                [Key::Erase, Key::Enter, Key::Back].iter().for_each(|key| has(&[*key]));
            }
            _ => {}
        }
        if card.keys.contains(&KeyHint::LEAVE) {
            has(&[Key::Back]);
        }
        if card.keys.contains(&KeyHint::PAGES) {
            has(&[Key::Up]);
            has(&[Key::Down]);
        }
    }
}

#[test]
fn an_item_beyond_the_tenth_is_reached_by_as_many_steps_as_it_takes() {
    let page = menus::gallery(Language::Chinese).into_iter();
    let (_, page) = page.clone().find(|(name, _)| name == "menu-main-admin").unwrap();
    let card = page.card(Scope { language: Language::Chinese, status: None });
    let Body::List(list) = &card.body else { panic!() };
    let places = places(&card, Language::Chinese);
    assert!(places.contains_key(&vec![Key::Digit(Digit::new(0).unwrap())]), "the tenth");
    for at in 10..list.items.len() {
        let mut keys = vec![Key::Down; at - list.chosen];
        keys.push(Key::Enter);
        assert!(places.contains_key(&keys), "{at}: {keys:?}");
    }
}

#[test]
fn a_finger_right_of_the_last_words_at_the_bottom_means_them() {
    let (_, page) = menus::gallery(Language::Chinese)
        .into_iter()
        .find(|(name, _)| name == "menu-last_scans-ticket")
        .unwrap();
    let card = page.card(Scope { language: Language::Chinese, status: None });
    let keys = |x| wide::keys_at(&card, PANEL, Language::Chinese, (x, 445.0));
    assert_eq!([keys(300.0), keys(350.0)], [vec![Key::Back], vec![Key::Back]]);
    assert_eq!(keys(600.0), []);
}
