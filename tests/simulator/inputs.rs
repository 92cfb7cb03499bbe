//! What staff do with their hands at the door: keys, and entries of the menus by what they are called.

use embedded_graphics::prelude::Size;
use hallgate::terminal::keypad::{Digit, Key};
use hallgate::terminal::presentation::{Body, Scope};
use hallgate::terminal::screen::{ScreenPage, keys_on};

use super::Simulator;

/// The panel of 7 inches.
const PANEL: Size = Size::new(800, 480);

/// What is done with one hand after the other.
pub enum Step {
    Press(Vec<Key>),
    /// The entry of the page that is on whose label this is.
    Choose(String),
    /// A finger at this place, in pixels of a panel of 800 × 480.
    Tap(f32, f32),
}

/// Between two steps of a line.
const THEN: &str = ", then ";

/// The steps of a line: `press enter, then choose 登录, then press 101 enter`.
pub fn steps(line: &str) -> Result<Vec<Step>, String> {
    let step = |step: &str| match step.split_once(' ') {
        Some(("press", names)) => Ok(Step::Press(keys(names)?)),
        Some(("tap", place)) => {
            let place = place.split_once(' ').map(|(x, y)| (x.parse(), y.trim().parse()));
            let Some((Ok(x), Ok(y))) = place else { return Err(format!("{step:?}: where?")) };
            Ok(Step::Tap(x, y))
        }
        Some(("choose", label)) => Ok(Step::Choose(label.trim().to_owned())),
        _ => Err(format!("{step:?} is neither pressed, chosen nor tapped")),
    };
    line.split(THEN).map(step).collect()
}

/// Keys by name; a number stands for its digits.
fn keys(names: &str) -> Result<Vec<Key>, String> {
    let mut keys = Vec::new();
    for word in names.split_whitespace() {
        match word.bytes().all(|byte| byte.is_ascii_digit()) {
            true => {
                keys.extend(word.bytes().filter_map(|byte| Digit::new(byte - b'0')).map(Key::Digit))
            }
            false => keys.push(key(word)?),
        }
    }
    Ok(keys)
}

fn key(word: &str) -> Result<Key, String> {
    Ok(match word {
        "up" => Key::Up,
        "down" => Key::Down,
        "enter" => Key::Enter,
        "back" => Key::Back,
        "erase" => Key::Erase,
        "open" => Key::Open,
        "other" => Key::Other,
        _ => return Err(format!("{word:?} is no key")),
    })
}

/// What there is to choose from, and how.
struct Choice {
    /// Each entry's label, with its value behind.
    entries: Vec<String>,
    chosen: usize,
    /// The digit that chooses each of them directly, where there is one.
    digits: Vec<Option<u8>>,
}

impl Choice {
    /// The keys that choose the entry of this label.
    fn way(&self, label: &str) -> Result<Vec<Key>, String> {
        let begins = format!("{label} ");
        let named = |entry: &&String| *entry == label || entry.starts_with(&begins);
        let mut found = (0..).zip(&self.entries).filter(|(_, entry)| named(entry));
        let (Some((at, _)), None) = (found.next(), found.next()) else {
            return Err(format!("{label:?} is not one of {:?}", self.entries));
        };
        let digit = self.digits.get(at).copied().flatten();
        Ok(match digit.and_then(Digit::new) {
            Some(digit) => vec![Key::Digit(digit)],
            None => {
                let arrow = if at < self.chosen { Key::Up } else { Key::Down };
                let mut keys = vec![arrow; at.abs_diff(self.chosen)];
                keys.push(Key::Enter);
                keys
            }
        })
    }
}

impl Simulator {
    /// Does one step after the other; the screen is told once all are done.
    pub(super) fn use_inputs(&mut self, steps: &[Step]) -> Result<(), String> {
        self.world.pressing = true;
        let done = steps.iter().try_for_each(|step| {
            let keys = match step {
                Step::Press(keys) => keys.clone(),
                Step::Choose(label) => self.choice()?.way(label)?,
                Step::Tap(x, y) => self.tapped(*x, *y)?,
            };
            keys.into_iter().for_each(|key| self.core.press(key, &mut self.world));
            Ok(())
        });
        self.world.pressing = false;
        if let Some(scene) = self.world.pressed.take() {
            self.world.see(&scene);
        }
        done
    }

    /// What a finger means on what is seen.
    fn tapped(&self, x: f32, y: f32) -> Result<Vec<Key>, String> {
        let scene = self.world.pressed.as_ref().or(self.world.shown.as_ref());
        let scene = scene.ok_or_else(|| "nothing is on the screen".to_owned())?;
        let scope = Scope { language: self.core.menu().language(), status: None };
        match keys_on(scene, scope, PANEL, (x, y)) {
            keys if keys.is_empty() => Err(format!("nothing stands at {x} {y}")),
            keys => Ok(keys),
        }
    }

    /// What the page that is on lets choose from.
    fn choice(&self) -> Result<Choice, String> {
        let nothing = || Err("there is nothing to choose from".to_owned());
        let scene = self.world.pressed.as_ref().or(self.world.shown.as_ref());
        let Some(ScreenPage::Menu(page)) = scene else { return nothing() };
        let scope = Scope { language: self.core.menu().language(), status: None };
        match page.card(scope).body {
            Body::List(list) => {
                let entry = |label: String, value: String| match value.is_empty() {
                    true => label,
                    false => format!("{label} {value}"),
                };
                let digits = (0..list.items.len()).map(|at| list.digit_of(at)).collect();
                let items = list.items.into_iter();
                let entries = items.map(|item| entry(item.label.words, item.value.words)).collect();
                Ok(Choice { entries, chosen: list.chosen, digits })
            }
            Body::Ask(ask) => {
                Ok(Choice { entries: ask.answers.into(), chosen: ask.chosen, digits: Vec::new() })
            }
            _ => nothing(),
        }
    }
}
