//! `hallgate doctor --move-gate`: the gate really moves, step by step, for somebody who stands
//! before it.

use std::io::{self, BufRead, IsTerminal, Write};
use std::time::Duration;

use calloop::EventLoop;
use calloop::signals::{Signal, Signals};

use super::bilingual::bilingual;
use crate::clock::Clock;
use crate::terminal::config::{Config, GateConfig, GateDriver, Unlock};
use crate::terminal::door::{Cue, GateCommand};
use crate::terminal::gate::{Gate, Sense};
use crate::terminal::lines::{HOLDER, LineError};
use crate::terminal::sound::Sound;
use crate::words::Bilingual;
use crate::words::codes::{FaultCode, gate, program};
use crate::words::doctor::Text;
use crate::words::{Language, Message, display_in_english, errors, system};

/// How long each lamp and sound is shown: the longest takes a little more than two seconds.
const SHOWN: Duration = Duration::from_millis(2600);

/// How long somebody may take to walk through.
const WALK: Duration = Duration::from_secs(15);

/// How often the gate is looked after.
const PAUSE: Duration = Duration::from_millis(10);

/// Why the gate was not moved, or not to the end.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    Simulated,
    NobodyAsked,
    Declined,
    Running,
    Line(#[from] LineError),
    /// While it was moved.
    Fault(LineError),
    Stopped,
    Loop(#[from] calloop::Error),
    Output(#[from] io::Error),
}

display_in_english!(MoveError);

impl Message for MoveError {
    fn code(&self) -> FaultCode {
        match self {
            Self::Simulated => gate::SIMULATED,
            Self::NobodyAsked => gate::NOBODY_ASKED,
            Self::Declined => gate::DECLINED,
            Self::Running => gate::TERMINAL_RUNS,
            Self::Line(cause) => cause.code(),
            Self::Fault(_) => gate::FAILED,
            Self::Stopped => gate::STOPPED,
            Self::Loop(_) => program::SIGNALS,
            Self::Output(_) => program::OUTPUT,
        }
    }

    fn message(&self, language: Language) -> String {
        let text = match self {
            Self::Simulated => errors::Text::GateSimulated,
            Self::NobodyAsked => errors::Text::NobodyAsked,
            Self::Declined => errors::Text::Declined,
            Self::Running => errors::Text::TerminalRuns,
            Self::Stopped => errors::Text::Stopped,
            Self::Line(cause) | Self::Fault(cause) => return cause.message(language),
            Self::Loop(cause) => {
                return errors::Signals { cause: system::event_loop(cause, language) }
                    .text(language);
            }
            Self::Output(cause) => return system::io(cause, language),
        };
        text.plain(language)
    }
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoveOutcome {
    /// All steps; the passage sensor saw somebody, if there is one.
    Well,
    /// The sensor saw nobody.
    UnseenPassage,
    /// The fire alarm stood.
    FireAlarm,
}

/// Moves the gate. It asks first unless `yes`, and leaves the safe state however it ends.
pub fn move_gate(
    config: &Config,
    yes: bool,
    out: &mut impl Write,
) -> Result<MoveOutcome, MoveError> {
    if config.gate.driver == GateDriver::Simulated {
        return Err(MoveError::Simulated);
    }
    if !yes {
        ask(config.terminal.language, out)?;
    }
    let signals = [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP, Signal::SIGQUIT];
    let signals = Signals::new(&signals)?;
    let events = EventLoop::try_new()?;
    let inserted = events.handle().insert_source(signals, |_, (), stop: &mut bool| *stop = true);
    inserted.map_err(|fault| fault.error)?;
    let gate = Gate::open(&config.gate).map_err(|fault| match fault {
        LineError::Held { holder, .. } if holder == HOLDER => MoveError::Running,
        fault => fault.into(),
    })?;
    let sound = Sound::open(&config.sound, config.terminal.language);
    let language = config.terminal.language;
    let mut report = |step: &str, sentence: Bilingual| {
        writeln!(out, "{step:<9}{}", sentence.message(language)).and_then(|()| out.flush())
    };
    let clock = Clock::start();
    let hour = config.terminal.timezone.0.to_datetime(clock.now().wall).hour();
    Motion { clock, events, gate, sound, hour, alarm: false }.run(&config.gate, &mut report)
}

fn ask(language: Language, out: &mut impl Write) -> Result<(), MoveError> {
    let input = io::stdin();
    if !input.is_terminal() {
        return Err(MoveError::NobodyAsked);
    }
    write!(out, "{}", Text::MoveAsk.plain(language))?;
    out.flush()?;
    let mut answer = String::new();
    input.lock().read_line(&mut answer)?;
    match answer.trim().to_lowercase().as_str() {
        "y" | "yes" | "是" => Ok(()),
        _ => Err(MoveError::Declined),
    }
}

/// The gate as it is moved; dropped, it is in its safe state.
struct Motion {
    clock: Clock,
    events: EventLoop<'static, bool>,
    gate: Gate,
    sound: Sound,
    /// Of the day, by which it is loud or quiet.
    hour: i8,
    alarm: bool,
}

impl Motion {
    fn run(
        mut self,
        config: &GateConfig,
        report: &mut impl FnMut(&str, Bilingual) -> io::Result<()>,
    ) -> Result<MoveOutcome, MoveError> {
        if config.light.is_some() {
            report("light", bilingual!(MovedLight))?;
        }
        for (cue, step, sentence) in [
            (Cue::Admit, "admit", bilingual!(MovedAdmit)),
            (Cue::Refuse, "refuse", bilingual!(MovedRefuse)),
            (Cue::Attention, "attend", bilingual!(MovedAttention)),
        ] {
            report(step, sentence)?;
            self.gate.signal(cue, self.clock.mono());
            self.sound.play(cue, self.hour);
            self.watch(SHOWN, false)?;
        }
        let unlocked = match config.unlock {
            Unlock::Level => bilingual!(MovedOpen),
            Unlock::Pulse => bilingual!(MovedPulse { pulse_ms: config.pulse_ms }),
        };
        report("unlock", unlocked)?;
        self.gate.command(GateCommand::Unlock, self.clock.mono());
        let sensor = config.passage_line.is_some();
        let passed = if sensor {
            report("passage", bilingual!(MovedWalk { seconds: WALK.as_secs() }))?;
            self.watch(WALK, true)?
        } else {
            self.watch(Duration::from_millis(config.unlock_ms.min(5000)), false)?
        };
        self.gate.command(GateCommand::Lock, self.clock.mono());
        self.watch(PAUSE, false)?;
        if self.alarm {
            report("alarm", bilingual!(MovedAlarm))?;
            return Ok(MoveOutcome::FireAlarm);
        }
        if sensor && !passed {
            report("passage", bilingual!(MovedUnseen))?;
        } else if sensor {
            report("passage", bilingual!(MovedSeen))?;
        }
        report("lock", bilingual!(MovedLocked))?;
        Ok(if sensor && !passed { MoveOutcome::UnseenPassage } else { MoveOutcome::Well })
    }

    /// Looks after the gate for a while; true as soon as somebody walks through, where that is
    /// waited for.
    fn watch(&mut self, time: Duration, for_passage: bool) -> Result<bool, MoveError> {
        let until = self.clock.mono() + time;
        let mut stop = false;
        while self.clock.mono() < until {
            self.events.dispatch(PAUSE, &mut stop)?;
            if stop {
                return Err(MoveError::Stopped);
            }
            self.sound.tend();
            while let Some(sense) = self.gate.sense(self.clock.mono()) {
                match sense {
                    Sense::Passage if for_passage => return Ok(true),
                    Sense::FireAlarm(on) => self.alarm = on,
                    Sense::Fault(fault) => return Err(MoveError::Fault(fault)),
                    Sense::Passage | Sense::Recovered => {}
                }
            }
        }
        Ok(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(gate: &str, yes: bool) -> MoveError {
        let text = format!(
            r#"
            [terminal]
            cinema_code = "12345678"
            [gate]
            {gate}
            [platform]
            url = "https://platform.example"
            username = "terminal-001"
            private_key = "file:/etc/hallgate/terminal.key"
            "#
        );
        let config = Config::parse(&text, std::path::Path::new("hallgate.toml")).unwrap();
        move_gate(&config, yes, &mut Vec::new()).unwrap_err()
    }

    #[test]
    fn nothing_moves_where_there_is_nothing() {
        assert!(matches!(moved("driver = \"simulated\"", true), MoveError::Simulated));
        let gone = moved("chip = \"/dev/hallgate-no-chip\"", true);
        assert!(matches!(gone, MoveError::Line(LineError::Chip { .. })), "{gone}");
    }
}
