//! The file that counts: the card's, or, until the terminal is set up, one on a USB stick, for whoever can't get
//! at the card.

use std::fs;
use std::path::PathBuf;

use super::SetupCourse;
use crate::terminal::config::Config;
use crate::terminal::setup::card::CardText;
use crate::terminal::setup::fault::CardFault;
use crate::terminal::setup::kept::PassedFile;

impl SetupCourse<'_> {
    /// A stick's file goes before the card's. Once there are configuration and keys no stick changes them: who
    /// comes by a door must not be able to.
    pub(super) fn read_card(&self) -> Result<Option<CardText>, CardFault> {
        for stick in self.sticks() {
            match CardText::read(&stick) {
                Ok(Some(file)) if !file.is_empty() => return Ok(Some(file)),
                // It was pulled out, or has no such file.
                Ok(_) | Err(CardFault::Gone(_)) => {}
                Err(fault) => return Err(fault),
            }
        }
        CardText::read(&self.places.card)
    }

    /// The card's own file, where the one that is taken over is a stick's.
    pub(super) fn passed(&self) -> Option<PassedFile> {
        let taken = self.card.as_ref()?;
        if taken.folder() == self.places.card {
            return None;
        }
        CardText::read(&self.places.card).ok()?.as_ref().map(PassedFile::of)
    }

    /// Folders of the sticks that may say something, in a fixed order.
    fn sticks(&self) -> Vec<PathBuf> {
        if Config::load(&self.places.config()).is_ok_and(|config| self.has_keys(&config)) {
            return Vec::new();
        }
        let Ok(entries) = fs::read_dir(self.places.sticks()) else { return Vec::new() };
        let mut sticks: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.is_dir())
            .collect();
        sticks.sort();
        sticks
    }
}
