//! Plays a sound by an `aplay` that reads it from a pipe: no library to link, and a card that
//! hangs or goes hangs another process.

use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};

use super::{Clips, SoundFault};
use crate::terminal::config::SoundConfig;
use crate::terminal::door::Cue;
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
    device: String,
    clips: Clips,
    playing: Option<Child>,
    leaving: Vec<Child>,
    /// That nothing is heard was told.
    reported: bool,
}

impl Player {
    pub(super) fn new(config: &SoundConfig) -> Self {
        Self {
            device: config.device.clone(),
            clips: Clips::at(config.volume),
            playing: None,
            leaving: Vec::new(),
            reported: false,
        }
    }

    pub(super) fn play(&mut self, cue: Cue) {
        self.tend();
        if let Some(mut playing) = self.playing.take() {
            // One that has ended by itself can't be killed any more, and need not be.
            drop(playing.kill());
            self.leaving.push(playing);
        }
        if self.leaving.len() >= MOST_LEAVING {
            return self.silent(&SoundFault::Waiting);
        }
        match begin(&self.device, self.clips.of(cue)) {
            Ok(playing) => self.playing = Some(playing),
            Err(fault) => self.silent(&SoundFault::not_begun(fault)),
        }
    }

    /// Takes leave of players that have ended.
    pub(super) fn tend(&mut self) {
        self.leaving.retain_mut(|child| matches!(child.try_wait(), Ok(None)));
        let Some(mut ended) = self.playing.take_if(|child| !matches!(child.try_wait(), Ok(None)))
        else {
            return;
        };
        match outcome(&mut ended) {
            Ok(()) => self.reported = false,
            Err(why) => self.silent(&why),
        }
    }

    fn silent(&mut self, why: &SoundFault) {
        if !std::mem::replace(&mut self.reported, true) {
            log::warn!("no sound on {:?}: {why}", self.device);
        }
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        for child in self.playing.iter_mut().chain(&mut self.leaving) {
            drop(child.kill()); // it has ended, or the service manager ends it
        }
    }
}

/// Begins to play. The pipe takes the whole sound; one that somebody made smaller takes what it
/// can, and the loop never waits for it.
fn begin(device: &str, wav: &[u8]) -> io::Result<Child> {
    let mut child = Command::new(APLAY)
        .args(["-q", "-D", device, "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut pipe) = child.stdin.take() {
        fcntl_setfl(&pipe, fcntl_getfl(&pipe)? | OFlags::NONBLOCK)?;
        // A player that is gone already says itself why.
        drop(pipe.write(wav));
    }
    Ok(child)
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
    let silence = Clips::at(0);
    let begun = begin(&config.device, silence.of(Cue::Admit));
    let mut child = begun.map_err(SoundFault::not_begun)?;
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
    use crate::words::{Language, Message};

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
    fn silence_costs_nothing_and_is_told_once() {
        let config = SoundConfig { device: "no such card".into(), ..SoundConfig::default() };
        let mut player = Player::new(&config);
        for _ in 0..20 {
            player.play(Cue::Refuse);
            player.play(Cue::Admit);
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
