//! Devices that are being tried.

use std::sync::Arc;

use super::{Body, Camera, Item, Items, Mood, Phrase, Say, Scope};
use crate::terminal::keypad::Key;
use crate::terminal::menu::{CameraLook, Lamp, Trial, TrialName};
use crate::terminal::screen::sign;
use crate::words::menu::Text;

/// In the order in which they are tried.
const LAMPS: [(Lamp, Text); 4] = [
    (Lamp::Off, Text::LampsOff),
    (Lamp::Admit, Text::LampAdmit),
    (Lamp::Refuse, Text::LampRefuse),
    (Lamp::Attention, Text::LampAttention),
];

pub(super) fn parts(trial: &Trial, scope: Scope) -> (Phrase, String, Body) {
    let (name, body) = match trial {
        Trial::Camera(look) => (TrialName::Camera, camera(look.clone(), scope)),
        Trial::Lamps(lamp) => (TrialName::Lamps, lamps(*lamp, scope)),
        Trial::Display(pattern) => (TrialName::Display, Body::Pattern(*pattern)),
        Trial::Keypad { last, pressed } => (TrialName::Keypad, keypad(*last, *pressed, scope)),
        Trial::Platform(lines) => {
            let told = |line: &crate::terminal::menu::PlatformLine| {
                (line.works, Phrase::foreign(&line.words))
            };
            (TrialName::Platform, Body::Lines(lines.iter().map(told).collect()))
        }
    };
    (Phrase::own(scope.trial(name)), String::new(), body)
}

fn camera(look: Option<Arc<CameraLook>>, scope: Scope) -> Body {
    let code =
        if look.as_ref().is_some_and(|look| look.code) { Text::CodeRead } else { Text::NoCode };
    Body::Camera(Camera {
        look,
        waiting: scope.text(Text::NoPicture),
        focus: scope.text(Text::Focus),
        best: scope.text(Text::Best),
        code: scope.text(code),
    })
}

fn lamps(on: Lamp, scope: Scope) -> Body {
    let item = |(_, text)| Item { label: Phrase::own(scope.text(text)), ..Item::default() };
    let chosen = LAMPS.iter().position(|(lamp, _)| *lamp == on).unwrap_or(0);
    Body::List(Items { items: LAMPS.map(item).into(), chosen, numbered: false })
}

fn keypad(last: Option<Key>, pressed: u32, scope: Scope) -> Body {
    let headline = match last {
        None => scope.text(Text::PressKeys),
        Some(Key::Digit(digit)) => digit.value().to_string(),
        Some(key) => scope.text(match key {
            Key::Up => Text::KeyUp,
            Key::Down => Text::KeyDown,
            Key::Enter => Text::KeyEnter,
            Key::Back => Text::KeyBack,
            Key::Erase => Text::KeyErase,
            Key::Digit(_) | Key::Other => Text::KeyOther,
        }),
    };
    let count = Phrase::own(scope.with(Text::PressedCount, &[&pressed.to_string()]));
    let lines = vec![count, Phrase::own(scope.text(Text::BackTwice))];
    Body::Say(Say { sign: sign::dots, mood: Mood::Plain, headline, lines, progress: None })
}
