//! The gate's lines: there, free, each used once. They are looked at, not taken: nothing moves.

use gpiocdev::line::{Direction, Info};

use super::Finding;
use super::bilingual::bilingual;
use crate::terminal::config::{Bias, GateConfig, GateDriver, Line, Unlock};
use crate::terminal::lines::{self, Chip, HOLDER, LineError};
use crate::words::Bilingual;

pub(super) fn check(config: &GateConfig) -> Finding {
    match config.driver {
        GateDriver::Simulated => Finding::note(bilingual!(GateSimulated)),
        GateDriver::Gpio => lines(config).unwrap_or_else(|fault| message(&fault)),
    }
}

fn lines(config: &GateConfig) -> Result<Finding, LineError> {
    let chip = Chip::find(&config.chip)?;
    let named = config.outputs().into_iter().map(|(key, line)| (key, line, false));
    let named = named.chain(config.inputs().into_iter().map(|(key, line)| (key, line, true)));
    let mut seen: Vec<(&str, u32)> = Vec::new();
    let mut all = Vec::new();
    for (key, line, input) in named {
        let info = match chip.line(key, line) {
            Ok(found) => found.info,
            Err(fault) => {
                all.push(message(&fault));
                continue;
            }
        };
        if let Some((other, _)) = seen.iter().find(|(_, offset)| *offset == info.offset) {
            all.push(Finding::fault(bilingual!(LineTwice {
                key: other,
                other: key,
                offset: info.offset
            })));
        }
        seen.push((key, info.offset));
        all.push(judge(key, line, &info, || input.then(|| lines::read(&chip, key, line))));
    }
    if config.unlock == Unlock::Pulse && config.pulse_ms > config.unlock_ms {
        all.push(Finding::note(bilingual!(PulseTooLong)));
    }
    let gravest = Finding::gravest(all);
    Ok(Finding {
        sentence: bilingual!(OfChip {
            path: chip.path().display(),
            label: chip.label(),
            lines: gravest.sentence
        }),
        ..gravest
    })
}

fn message(fault: &LineError) -> Finding {
    Finding::fault(Bilingual::of(fault))
}

/// A line with how it is wired, where that is not what goes without saying.
fn wired(name: String, line: &Line) -> Bilingual {
    let bias = line.bias.map(|bias| match bias {
        Bias::PullUp => bilingual!(PullUp),
        Bias::PullDown => bilingual!(PullDown),
        Bias::None => bilingual!(NoBias),
    });
    match (line.active_low, bias) {
        (false, None) => name.into(),
        (true, None) => bilingual!(Bracketed { line: name, wiring: bilingual!(ActiveLow) }),
        (false, Some(bias)) => bilingual!(Bracketed { line: name, wiring: bias }),
        (true, Some(bias)) => {
            bilingual!(Bracketed {
                line: name,
                wiring: bilingual!(Comma { level: bilingual!(ActiveLow), bias })
            })
        }
    }
}

/// `read` tells whether an input is active; none for an output.
fn judge(
    key: &str,
    line: &Line,
    info: &Info,
    read: impl FnOnce() -> Option<Result<bool, LineError>>,
) -> Finding {
    let sentence = wired(format!("{} {}", key.trim_start_matches("gate."), info.offset), line);
    if info.used && info.consumer == HOLDER {
        return Finding::note(bilingual!(LineHeld { line: sentence }));
    }
    if info.used {
        return Finding::fault(bilingual!(LineHeldBy {
            line: sentence,
            holder: format!("{:?}", info.consumer),
            key
        }));
    }
    // A line that drives something is not turned round to be read.
    let level = if info.direction == Direction::Input { read() } else { None };
    match level {
        None => Finding::fine(bilingual!(LineFree { line: sentence })),
        Some(Ok(false)) => Finding::fine(bilingual!(LineAtRest { line: sentence })),
        Some(Ok(true)) => Finding::note(bilingual!(LineActive { line: sentence })),
        Some(Err(fault)) => message(&fault),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::config::{ChipName, LineName};
    use crate::terminal::doctor::Level;

    fn info(used: bool, consumer: &str) -> Info {
        Info { offset: 17, used, consumer: consumer.into(), ..Info::default() }
    }

    fn judged(line: &Line, info: &Info, active: Option<bool>) -> Finding {
        judge("gate.release_line", line, info, || active.map(Ok))
    }

    #[test]
    fn a_held_line_is_told_by_who_holds_it() {
        let line = LineName::Number(17).into();
        let judged = |info: &Info| judged(&line, info, None);
        assert_eq!(judged(&info(false, "")).english(), "release_line 17 free");
        assert_eq!(judged(&info(true, "hallgate")).level, Level::Note);
        let stranger = judged(&info(true, "spi0 CS0"));
        assert_eq!(stranger.level, Level::Fault);
        assert!(stranger.english().contains("held by \"spi0 CS0\""), "{}", stranger.english());
    }

    #[test]
    fn an_input_is_told_with_its_wiring_and_level() {
        let (active_low, bias) = (true, Some(Bias::PullUp));
        let line = Line { active_low, bias, ..LineName::Number(17).into() };
        let rests = judged(&line, &info(false, ""), Some(false));
        let sentence = "release_line 17 (active low, pull-up) free, at rest";
        assert_eq!((rests.level, rests.english().as_str()), (Level::Fine, sentence));
        let active = judged(&line, &info(false, ""), Some(true));
        assert_eq!(active.level, Level::Note);
        assert!(active.english().contains("is active now"), "{}", active.english());
        let driven = Info { direction: Direction::Output, ..info(false, "") };
        assert!(!judged(&line, &driven, Some(true)).english().contains("active now"), "not read");
    }

    #[test]
    fn what_is_no_chip_is_a_fault() {
        let config =
            GateConfig { chip: ChipName::Path("/dev/null".into()), ..GateConfig::default() };
        let found = check(&config);
        assert_eq!(found.level, Level::Fault);
        let sentence = found.english();
        assert!(sentence.starts_with("the GPIO chip /dev/null does not open"), "{sentence}");
    }
}
