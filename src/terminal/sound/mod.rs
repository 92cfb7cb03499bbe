//! Short sounds on a sound card, a different one for each cue. Nothing here ever waits: where there
//! is no card or no player there is silence, told once.

mod clip;
mod fault;
mod player;
mod voice;
mod wav;

use crate::terminal::config::{SoundConfig, SoundDriver};
use crate::terminal::door::{Cue, Verdict};
use crate::words::Language;

pub use fault::SoundFault;
use player::Player;
pub use player::try_out;
pub use voice::SpokenPhrase;

/// The sounds, chosen once from the configuration.
#[derive(Debug)]
pub enum Sound {
    Silent,
    Alsa(Player),
}

impl Sound {
    pub fn open(config: &SoundConfig, language: Language) -> Self {
        match config.driver {
            SoundDriver::None => Self::Silent,
            SoundDriver::Alsa => Self::Alsa(Player::new(config, language)),
        }
    }

    /// Plays a cue's sound in the place of the one that is being played; `hour`: of the day, 0 to 23.
    pub fn play(&mut self, cue: Cue, hour: i8) {
        if let Self::Alsa(player) = self {
            player.play(cue, hour);
        }
    }

    /// Has a verdict said in words once its sound is over, where a voice is configured.
    pub fn say(&mut self, verdict: &Verdict, hour: i8) {
        if let Self::Alsa(player) = self
            && let Some(phrase) = SpokenPhrase::of(verdict, player.config())
        {
            player.say(phrase, hour);
        }
    }

    /// The voice speaks this language from now on.
    pub fn set_language(&mut self, language: Language) {
        if let Self::Alsa(player) = self {
            player.language = language;
        }
    }

    /// Looks after players that have ended.
    pub fn tend(&mut self) {
        if let Self::Alsa(player) = self {
            player.tend();
        }
    }
}
