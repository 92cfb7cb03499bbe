//! The camera is tried: what it sees, and how sharp.

use std::sync::Arc;

use super::trials::{TrialName, title};
use crate::terminal::keypad::Key;
use crate::terminal::menu::page::{Context, PageHandler, Patience, Step};
use crate::terminal::presentation::{Body, CameraLook, CameraSheet, Card, KeyHint, Scope};
use crate::words::menu::Text;

/// What the camera saw last; nothing before the first picture.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CameraTrial {
    pub look: Option<Arc<CameraLook>>,
}

pub(super) fn open() -> Vec<Step> {
    vec![Step::Open(CameraTrial::default().into())]
}

impl PageHandler for CameraTrial {
    fn name(&self) -> String {
        "trials-camera".to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let read = self.look.as_ref().is_some_and(|look| look.code);
        let body = CameraSheet {
            look: self.look.clone(),
            waiting: scope.text(Text::NoPicture),
            focus: scope.text(Text::Focus),
            best: scope.text(Text::Best),
            code: scope.text(if read { Text::CodeRead } else { Text::NoCode }),
        };
        Card::new(title(TrialName::Camera, scope), Body::Camera(body), &[KeyHint::LEAVE])
    }

    fn press(&mut self, key: Key, _: &Context) -> Vec<Step> {
        match (key, &mut self.look) {
            (Key::Back | Key::Erase, _) => return vec![Step::Leave],
            // The best so far is forgotten: the lens was moved.
            (Key::Enter, Some(look)) => Arc::make_mut(look).best = 0,
            _ => {}
        }
        Vec::new()
    }

    fn patience(&self) -> Patience {
        Patience::Device
    }

    fn wants_looks(&self) -> bool {
        true
    }

    fn look(&mut self, mut look: CameraLook) {
        let best = self.look.as_ref().map_or(0, |shown| shown.best);
        look.best = best.max(look.focus);
        self.look = Some(look.into());
    }
}
