//! Plays a sound by an `aplay` that reads it from a pipe: no library to link, and a card that
//! hangs or goes hangs another process.

use std::io::{self, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};

use super::voice::{SpokenPhrase, Voice};
use super::{SoundFault, clip};
use crate::terminal::config::SoundConfig;
use crate::terminal::door::Cue;
use crate::words::Language;
use crate::words::plain::line as plain;

/// The player of alsa-utils.
const APLAY: &str = "aplay";

/// Players that are told to end and have not yet: a card that hangs keeps them. No more are begun
/// then.
const MOST_LEAVING: usize = 4;

/// How often a player that is waited for is looked after.
const PAUSE: Duration = Duration::from_millis(10);

/// Sounds, one at a time.
#[derive(Debug)]
pub struct Player {
    config: SoundConfig,
    voice: Option<Voice>,
    pub(super) language: Language,
    playing: Option<Playing>,
    /// What is to be said of the verdict that was told last: its sound is still to come.
    announced: Option<(SpokenPhrase, i8)>,
    /// What is said once the sound before it is over.
    next: Option<(SpokenPhrase, i8)>,
    leaving: Vec<Child>,
    /// That nothing is heard was told.
    reported: bool,
}

impl Player {
    pub(super) fn new(config: &SoundConfig, language: Language) -> Self {
        Self {
            config: config.clone(),
            voice: config.voice.then(|| Voice::new(&config.voice_folder)),
            language,
            playing: None,
            announced: None,
            next: None,
            leaving: Vec::new(),
            reported: false,
        }
    }

    pub(super) fn config(&self) -> &SoundConfig {
        &self.config
    }

    pub(super) fn play(&mut self, cue: Cue, hour: i8) {
        self.look_after_players();
        self.begin(clip::wav(cue, self.config.volume_at(hour)));
        // What is not said yet of an earlier verdict never will be.
        self.next = self.announced.take();
    }

    /// A verdict is told before its sound.
    pub(super) fn say(&mut self, phrase: SpokenPhrase, hour: i8) {
        self.announced = Some((phrase, hour));
    }

    /// In the place of what is being played.
    fn begin(&mut self, wav: Vec<u8>) {
        if let Some(Playing { mut player, .. }) = self.playing.take() {
            // One that has ended by itself can't be killed any more, and need not be.
            drop(player.kill());
            self.leaving.push(player);
        }
        if self.leaving.len() >= MOST_LEAVING {
            return self.silent(&SoundFault::Waiting);
        }
        match begin(&self.config.device, wav) {
            Ok(playing) => self.playing = Some(playing),
            Err(fault) => self.silent(&SoundFault::not_begun(fault)),
        }
    }

    /// Takes leave of players that have ended, and says what waits for that.
    pub(super) fn tend(&mut self) {
        self.look_after_players();
        if let Some(announced) = self.announced.take() {
            self.next = Some(announced);
        }
        if self.playing.is_none()
            && let Some((phrase, hour)) = self.next.take()
            && let Some(said) = self.voice.as_ref().and_then(|it| it.say(phrase, self.language))
        {
            self.begin(said.to_wav(self.config.volume_at(hour)));
        }
    }

    fn look_after_players(&mut self) {
        self.leaving.retain_mut(|child| matches!(child.try_wait(), Ok(None)));
        if let Some(playing) = &mut self.playing {
            playing.feed();
        }
        let has_ended = |it: &mut Playing| !matches!(it.player.try_wait(), Ok(None));
        if let Some(mut ended) = self.playing.take_if(has_ended) {
            match outcome(&mut ended.player) {
                Ok(()) => self.reported = false,
                Err(why) => self.silent(&why),
            }
        }
    }

    fn silent(&mut self, why: &SoundFault) {
        if !std::mem::replace(&mut self.reported, true) {
            log::warn!("no sound on {:?}: {why}", self.config.device);
        }
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        let playing = self.playing.iter_mut().map(|it| &mut it.player);
        for child in playing.chain(&mut self.leaving) {
            drop(child.kill()); // it has ended, or the service manager ends it
        }
    }
}

/// A player, and what its pipe has not taken yet.
#[derive(Debug)]
struct Playing {
    player: Child,
    pipe: Option<ChildStdin>,
    wav: Vec<u8>,
    fed: usize,
}

impl Playing {
    /// Writes what the pipe takes, and never waits.
    fn feed(&mut self) {
        while let Some(pipe) = &mut self.pipe {
            match pipe.write(&self.wav[self.fed..]) {
                Ok(bytes) if bytes > 0 && self.fed + bytes < self.wav.len() => self.fed += bytes,
                Err(cause) if cause.kind() == io::ErrorKind::WouldBlock => return,
                // It is whole; or the player is gone, and says itself why.
                _ => self.pipe = None,
            }
        }
    }
}

/// Begins to play. The pipe takes a cue's whole sound at once, and a longer one bit by bit.
fn begin(device: &str, wav: Vec<u8>) -> io::Result<Playing> {
    let mut child = Command::new(APLAY)
        .args(["-q", "-D", device, "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    let pipe = child.stdin.take();
    if let Some(pipe) = &pipe {
        fcntl_setfl(pipe, fcntl_getfl(pipe)? | OFlags::NONBLOCK)?;
    }
    let mut playing = Playing { player: child, pipe, wav, fed: 0 };
    playing.feed();
    Ok(playing)
}

/// What became of a player that has ended.
fn outcome(ended: &mut Child) -> Result<(), SoundFault> {
    match ended.try_wait() {
        Ok(Some(status)) if status.success() => return Ok(()),
        Ok(_) => {}
        Err(fault) => return Err(SoundFault::NotWaited(fault)),
    }
    let mut said = String::new();
    if let Some(stderr) = &mut ended.stderr {
        // Nobody writes there any more: this ends.
        drop(stderr.take(4096).read_to_string(&mut said));
    }
    let line = said.lines().find(|line| !line.trim().is_empty());
    Err(SoundFault::Ended(line.map(plain)))
}

/// Plays a moment of silence, to see whether player and card would play a sound. Waits for it,
/// `patience` at the longest.
pub fn try_out(config: &SoundConfig, patience: Duration) -> Result<(), SoundFault> {
    let begun = begin(&config.device, clip::wav(Cue::Admit, 0));
    let mut child = begun.map_err(SoundFault::not_begun)?.player;
    let give_up = Instant::now() + patience;
    while matches!(child.try_wait(), Ok(None)) {
        if Instant::now() >= give_up {
            drop(child.kill());
            return Err(SoundFault::Hangs);
        }
        std::thread::sleep(PAUSE);
    }
    outcome(&mut child)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Message;

    /// A verdict is told, then its sound begins; another sound ends what was to be said.
    #[test]
    fn what_is_announced_is_said_behind_its_own_sound_and_no_other() {
        let config = SoundConfig { voice: true, device: "none".into(), ..SoundConfig::default() };
        let mut player = Player::new(&config, Language::Chinese);
        let first = (SpokenPhrase::ComeIn, 18);
        player.say(first.0, first.1);
        player.play(Cue::Admit, 18);
        assert_eq!((player.next, player.announced), (Some(first), None));
        player.play(Cue::Attention, 18);
        assert_eq!((player.next, player.announced), (None, None));
        player.say(first.0, first.1);
        player.play(Cue::Refuse, 18);
        player.say(SpokenPhrase::Staff, 19);
        player.play(Cue::Refuse, 19);
        assert_eq!(player.next, Some((SpokenPhrase::Staff, 19)));
    }

    fn shell(script: &str) -> Child {
        let mut command = Command::new("sh");
        let mut child = command.args(["-c", script]).stderr(Stdio::piped()).spawn().unwrap();
        child.wait().unwrap();
        child
    }

    #[test]
    fn why_a_player_failed_is_its_first_line() {
        assert!(outcome(&mut shell("exit 0")).is_ok());
        let said = "echo; echo 'aplay: no such card' >&2; echo more >&2; exit 1";
        let why = outcome(&mut shell(said)).unwrap_err();
        assert_eq!(why.to_string(), "aplay says: aplay: no such card");
        assert_eq!(why.message(Language::Chinese), "aplay 报告：aplay: no such card");
        let why = outcome(&mut shell("exit 1")).unwrap_err();
        assert!(why.to_string().contains("without a word"), "{why}");
        assert!(outcome(&mut shell("kill -9 $$")).is_err());
    }

    #[test]
    fn a_missing_player_is_told_with_what_to_do() {
        let missing = Command::new("/nowhere/aplay").spawn().unwrap_err();
        let fault = SoundFault::not_begun(missing);
        assert_eq!(fault.message(Language::English), "there is no aplay: install alsa-utils");
        assert_eq!(fault.message(Language::Chinese), "没有 aplay：请安装 alsa-utils");
    }

    #[test]
    fn a_sound_longer_than_a_pipe_reaches_its_player_whole() {
        let folder = tempfile::tempdir().unwrap();
        let heard = folder.path().join("heard");
        let script = format!("sleep 0.1; cat > {}", heard.display());
        let mut child =
            Command::new("sh").args(["-c", &script]).stdin(Stdio::piped()).spawn().unwrap();
        let pipe = child.stdin.take().unwrap();
        fcntl_setfl(&pipe, fcntl_getfl(&pipe).unwrap() | OFlags::NONBLOCK).unwrap();
        let wav: Vec<u8> = (0..300_000u32).map(|at| (at % 251) as u8).collect();
        let mut playing = Playing { player: child, pipe: Some(pipe), wav: wav.clone(), fed: 0 };
        playing.feed();
        assert!(playing.pipe.is_some(), "a pipe does not take so much at once");
        while playing.pipe.is_some() {
            std::thread::sleep(PAUSE);
            playing.feed();
        }
        playing.player.wait().unwrap();
        assert!(std::fs::read(&heard).unwrap() == wav);
    }

    #[test]
    fn silence_costs_nothing_and_is_told_once() {
        let config = SoundConfig { device: "no such card".into(), ..SoundConfig::default() };
        let mut player = Player::new(&config, Language::English);
        for _ in 0..20 {
            player.play(Cue::Refuse, 12);
            player.play(Cue::Admit, 12);
        }
        assert!(player.leaving.len() <= MOST_LEAVING);
        let give_up = Instant::now() + Duration::from_secs(30);
        while player.playing.is_some() && Instant::now() < give_up {
            player.tend();
            std::thread::sleep(PAUSE);
        }
        assert!(player.reported);
    }
}
