//! The gate's lines: there, free, each used once. They are looked at, not taken: nothing moves.

use std::path::Path;

use gpiocdev::Request;
use gpiocdev::line::{Direction, Info, Value};

use super::Finding;
use crate::config::{GateConfig, GateDriver, Line};
use crate::lines::{Chip, HOLDER, LineError};

/// A line's key in the configuration, and whether it is an input.
type Named<'a> = (&'static str, Option<&'a Line>, bool);

pub(super) fn check(config: &GateConfig) -> Finding {
    match config.driver {
        GateDriver::Simulated => Finding::note(
            "simulated, no line is moved: set gate.driver = \"gpio\" where there is a gate",
        ),
        GateDriver::Gpio => lines(config).unwrap_or_else(Finding::fault),
    }
}

fn lines(config: &GateConfig) -> Result<Finding, LineError> {
    let chip = Chip::find(&config.chip)?;
    let named: [Named; 6] = [
        ("gate.unlock_line", Some(&config.unlock_line), false),
        ("gate.passage_line", config.passage_line.as_ref(), true),
        ("gate.release_line", config.release_line.as_ref(), true),
        ("gate.red", config.red.as_ref(), false),
        ("gate.green", config.green.as_ref(), false),
        ("gate.buzzer", config.buzzer.as_ref(), false),
    ];
    let mut seen: Vec<(&str, u32)> = Vec::new();
    let mut all = Vec::new();
    for (key, line, input) in named {
        let Some(line) = line else { continue };
        let info = match chip.line(key, line) {
            Ok(found) => found.info,
            Err(fault) => {
                all.push(Finding::fault(fault));
                continue;
            }
        };
        if let Some((other, _)) = seen.iter().find(|(_, offset)| *offset == info.offset) {
            all.push(Finding::fault(format!(
                "{other} and {key} are both line {}: give each its own",
                info.offset
            )));
        }
        seen.push((key, info.offset));
        all.push(judge(chip.path(), key, &info, input));
    }
    let gravest = Finding::gravest(all);
    Ok(Finding {
        said: format!("{} ({}): {}", chip.path().display(), chip.label(), gravest.said),
        ..gravest
    })
}

fn judge(chip: &Path, key: &str, info: &Info, input: bool) -> Finding {
    let said = format!("{} {}", key.trim_start_matches("gate."), info.offset);
    if info.used && info.consumer == HOLDER {
        return Finding::note(format!("{said} is held by the running terminal"));
    }
    if info.used {
        return Finding::fault(format!(
            "{said} is held by {:?}: stop that, or set {key} to another line",
            info.consumer
        ));
    }
    // A line that drives something is not turned round to be read.
    if !input || info.direction != Direction::Input {
        return Finding::fine(format!("{said} free"));
    }
    match level(chip, info) {
        Ok(Value::Inactive) => Finding::fine(format!("{said} free, at rest")),
        Ok(Value::Active) => Finding::note(format!(
            "{said} is active now: where nothing is in the gate and no alarm stands, the contact is wired the other way round"
        )),
        Err(cause) => {
            Finding::fault(format!("{said} can't be read ({cause}): may this user use the chip?"))
        }
    }
}

fn level(chip: &Path, info: &Info) -> gpiocdev::Result<Value> {
    Request::builder()
        .on_chip(chip)
        .with_consumer("hallgate doctor")
        .with_line(info.offset)
        .as_is()
        .request()?
        .value(info.offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::ChipName;
    use crate::doctor::Level;

    fn info(used: bool, consumer: &str) -> Info {
        Info { offset: 17, used, consumer: consumer.into(), ..Info::default() }
    }

    #[test]
    fn a_held_line_is_told_by_who_holds_it() {
        let judge = |info: &Info| judge(Path::new("/dev/null"), "gate.unlock_line", info, false);
        assert_eq!(judge(&info(false, "")), Finding::fine("unlock_line 17 free"));
        assert_eq!(judge(&info(true, "hallgate")).level, Level::Note);
        let stranger = judge(&info(true, "spi0 CS0"));
        assert_eq!(stranger.level, Level::Fault);
        assert!(stranger.said.contains("held by \"spi0 CS0\""), "{}", stranger.said);
    }

    #[test]
    fn what_is_no_chip_is_a_fault() {
        let config =
            GateConfig { chip: ChipName::Path("/dev/null".into()), ..GateConfig::default() };
        let found = check(&config);
        assert_eq!(found.level, Level::Fault);
        assert!(found.said.starts_with("the GPIO chip /dev/null does not open"), "{}", found.said);
    }
}
