//! Short sounds on a sound card, a different one for each cue. Nothing here ever waits: where there
//! is no card or no player there is silence, told once.

mod clip;
mod fault;
mod player;

use crate::terminal::config::{SoundConfig, SoundDriver};
use crate::terminal::door::Cue;

use clip::Clips;
use player::Player;

pub use fault::SoundFault;
pub use player::try_out;

/// The sounds, chosen once from the configuration.
#[derive(Debug)]
pub enum Sound {
    Silent,
    Alsa(Player),
}

impl Sound {
    pub fn open(config: &SoundConfig) -> Self {
        match config.driver {
            SoundDriver::None => Self::Silent,
            SoundDriver::Alsa => Self::Alsa(Player::new(config)),
        }
    }

    /// Plays a cue's sound in the place of the one that is being played.
    pub fn play(&mut self, cue: Cue) {
        if let Self::Alsa(player) = self {
            player.play(cue);
        }
    }

    /// Looks after players that have ended.
    pub fn tend(&mut self) {
        if let Self::Alsa(player) = self {
            player.tend();
        }
    }
}
