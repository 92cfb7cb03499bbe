//! The sound card: whether it takes a sound. Nothing is heard.

use std::time::Duration;

use super::Finding;
use super::bilingual::bilingual;
use crate::terminal::config::{SoundConfig, SoundDriver};
use crate::terminal::sound;
use crate::words::Bilingual;

/// How long a card may take for a sound of half a second.
const PATIENCE: Duration = Duration::from_secs(3);

pub(super) fn check(config: &SoundConfig) -> Finding {
    if config.driver == SoundDriver::None {
        return Finding::fine(bilingual!(NoSound));
    }
    let device = format!("{:?}", config.device);
    match sound::try_out(config, PATIENCE) {
        Ok(()) if config.volume == 0 => Finding::note(bilingual!(SoundMute { device })),
        Ok(()) => Finding::fine(bilingual!(SoundPlays { device, volume: config.volume })),
        Err(fault) => {
            Finding::fault(bilingual!(SoundFails { device, cause: Bilingual::of(&fault) }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::doctor::Level;
    use crate::words::Language;
    use crate::words::codes::sound::{ENDED, NO_PLAYER};

    #[test]
    fn no_card_is_a_fault_only_where_one_is_wanted() {
        assert_eq!(check(&SoundConfig::default()).level, Level::Fine);
        let driver = SoundDriver::Alsa;
        let found =
            check(&SoundConfig { driver, device: "no such card".into(), ..SoundConfig::default() });
        assert_eq!(found.level, Level::Fault);
        let sentence = found.english();
        assert!(sentence.starts_with("\"no such card\" does not play ("), "{sentence}");
        let chinese = found.sentence.message(Language::Chinese);
        assert!(!chinese.contains("there is"), "{chinese}");
        assert!(
            [NO_PLAYER, ENDED].iter().any(|code| found.sentence.codes() == [*code]),
            "{sentence}"
        );
    }
}
