//! `hallgate self-test`: whether the running terminal does what it should, told by itself. It moves and
//! opens nothing. A part that was lost before an update is no fault of the update.

use std::path::{Path, PathBuf};

use super::live::{LiveState, Part, PartState, Parts};
use super::{Places, pairs, uptime};
use crate::words::codes::{FaultCode, update as codes};
use crate::words::update::{self as words, Text};
use crate::words::{Language, Message, display_in_english, system};

/// Why it is not passed.
#[derive(Debug, thiserror::Error)]
pub enum SelfTestFault {
    /// No terminal runs, or it hangs.
    NotRunning,
    /// These do not work; with [`self_test`]'s `before`, none of them was lost already.
    Broken(BrokenParts),
    /// What is known of before does not read.
    Before { path: PathBuf, cause: std::io::Error },
}

/// Parts that do not work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenParts(pub Vec<Part>);

display_in_english!(SelfTestFault);

impl Message for SelfTestFault {
    fn code(&self) -> FaultCode {
        match self {
            Self::NotRunning => codes::NOT_RUNNING,
            Self::Broken(_) => codes::SELF_TEST,
            Self::Before { .. } => codes::SELF_TEST_BEFORE,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::NotRunning => Text::NotRunning.plain(language),
            Self::Broken(BrokenParts(parts)) => {
                let names = parts.iter().map(|part| part.shown(language)).collect::<Vec<_>>();
                let parts = names.join(Text::BetweenParts.form(language));
                words::Broken { parts }.text(language)
            }
            Self::Before { path, cause } => {
                let (path, cause) = (path.display(), system::io(cause, language));
                words::BeforeUnreadable { path, cause }.text(language)
            }
        }
    }
}

impl Part {
    /// What people call it.
    pub fn shown(self, language: Language) -> String {
        let text = match self {
            Self::Store => Text::Store,
            Self::Camera => Text::Camera,
            Self::Lines => Text::Lines,
            Self::Display => Text::Display,
        };
        text.plain(language)
    }
}

/// How the parts do; an error where one is lost that was not lost by the file of `before`.
pub fn self_test(places: &Places, before: Option<&Path>) -> Result<Parts, SelfTestFault> {
    let live = LiveState::read(&places.live(), uptime()).ok_or(SelfTestFault::NotRunning)?;
    let known = match before {
        None => None,
        Some(path) => {
            let unreadable = |cause| SelfTestFault::Before { path: path.to_owned(), cause };
            // One that is torn or was never written excuses nothing.
            pairs::read(path).map_err(unreadable)?.and_then(|pairs| Parts::of(&pairs))
        }
    };
    match worse(&live.parts, known.as_ref()) {
        parts if parts.is_empty() => Ok(live.parts),
        parts => Err(SelfTestFault::Broken(BrokenParts(parts))),
    }
}

fn worse(now: &Parts, before: Option<&Parts>) -> Vec<Part> {
    let lost = |parts: &Parts, part: Part| parts.get(part) == PartState::Lost;
    let is_worse = |part: &Part| lost(now, *part) && !before.is_some_and(|it| lost(it, *part));
    Part::ALL.iter().copied().filter(is_worse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::update::DoorState;

    fn site(parts: Parts) -> (tempfile::TempDir, Places) {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::below(folder.path());
        std::fs::create_dir_all(places.live().parent().unwrap()).unwrap();
        let (visitor, key) = Default::default();
        let live = LiveState { at: uptime(), parts, door: DoorState::Idle, visitor, key };
        live.write(&places.live()).unwrap();
        (folder, places)
    }

    const WELL: Parts = Parts {
        store: PartState::Works,
        camera: PartState::Works,
        lines: PartState::Works,
        display: PartState::None,
    };

    #[test]
    fn each_part_that_is_lost_is_named() {
        let nowhere = self_test(&Places::below(Path::new("/nowhere")), None).unwrap_err();
        assert!(matches!(nowhere, SelfTestFault::NotRunning), "{nowhere}");
        let (_folder, places) = site(WELL);
        assert_eq!(self_test(&places, None).unwrap(), WELL);
        let lost = PartState::Lost;
        for (parts, wanted) in [
            (Parts { store: lost, ..WELL }, vec![Part::Store]),
            (Parts { camera: lost, ..WELL }, vec![Part::Camera]),
            (Parts { lines: lost, display: lost, ..WELL }, vec![Part::Lines, Part::Display]),
        ] {
            let (_folder, places) = site(parts);
            let fault = self_test(&places, None).unwrap_err();
            assert!(
                matches!(&fault, SelfTestFault::Broken(BrokenParts(it)) if *it == wanted),
                "{fault}"
            );
        }
    }

    #[test]
    fn what_was_lost_before_is_no_fault_of_the_update() {
        let (folder, places) = site(Parts { camera: PartState::Lost, ..WELL });
        let before = folder.path().join("before");
        let test = || self_test(&places, Some(&before)).is_ok();
        assert!(!test(), "nothing is known of before");
        std::fs::write(&before, WELL.lines()).unwrap();
        assert!(!test(), "it worked");
        std::fs::write(&before, Parts { camera: PartState::Lost, ..WELL }.lines()).unwrap();
        assert!(test());
        std::fs::write(&before, Parts { display: PartState::Lost, ..WELL }.lines()).unwrap();
        assert!(!test(), "another part was lost");
        std::fs::write(&before, "camera=lost\n").unwrap();
        assert!(!test(), "torn");
        std::fs::remove_file(&before).unwrap();
        std::fs::create_dir(&before).unwrap();
        let fault = self_test(&places, Some(&before)).unwrap_err();
        assert!(matches!(fault, SelfTestFault::Before { .. }), "{fault}");
    }
}
