//! Number pad, buttons and imager: there, free, open to this user. Nothing is kept from them for
//! longer than it takes to see that it could be.

use super::Finding;
use super::bilingual::bilingual;
use crate::terminal::config::{Config, GateConfig, GateDriver, Line, PadDevice};
use crate::terminal::keypad::{FoundDevice, KeypadError, find_imager, find_pad, find_touch};
use crate::terminal::lines::{Chip, HOLDER, LineError};
use crate::words::Bilingual;

/// What people press.
pub(super) fn keypad(config: &Config) -> Finding {
    let mut all = Vec::new();
    // A window's keys are no device: whoever types this has them.
    if let Some(device) = config.keypad.device.as_ref().filter(|it| **it != PadDevice::Terminal) {
        all.push(there(find_pad(device, config.imager.device.as_deref()), "keypad.device"));
    }
    if let Some(device) = &config.touch.device {
        all.push(there(find_touch(device).map(|(found, _)| found), "touch.device"));
    }
    let staff = config.keypad.staff_button.iter();
    let lines: Vec<Line> = config.keypad.buttons.iter().chain(staff).cloned().collect();
    if !lines.is_empty() {
        all.push(
            buttons(&lines, &config.gate)
                .unwrap_or_else(|fault| Finding::fault(Bilingual::of(&fault))),
        );
    }
    if all.is_empty() {
        return Finding::note(bilingual!(NoKeypad));
    }
    Finding::gravest(all)
}

/// The second way to scan.
pub(super) fn imager(config: &Config) -> Finding {
    match &config.imager.device {
        None => Finding::fine(bilingual!(NoImager)),
        Some(path) => there(find_imager(path), "imager.device"),
    }
}

fn there(found: Result<FoundDevice, KeypadError>, key: &str) -> Finding {
    match found {
        Ok(mut found) => {
            let sentence = bilingual!(DeviceIs {
                path: found.path.display(),
                name: format!("{:?}", found.name)
            });
            match found.is_held() {
                false => Finding::fine(sentence),
                true => Finding::note(bilingual!(DeviceHeld {
                    device: sentence,
                    path: found.path.display()
                })),
            }
        }
        Err(fault) => {
            Finding::fault(bilingual!(Faulty { subject: key, fault: Bilingual::of(&fault) }))
        }
    }
}

fn buttons(lines: &[Line], gate: &GateConfig) -> Result<Finding, LineError> {
    const KEY: &str = "keypad.buttons";
    let chip = Chip::find(&gate.chip)?;
    let mut taken = gate_lines(gate, &chip);
    let (mut all, mut offsets) = (Vec::new(), Vec::new());
    for line in lines {
        let info = chip.line(KEY, line)?.info;
        let offset = info.offset;
        if let Some((other, _)) = taken.iter().find(|(_, taken)| *taken == offset) {
            all.push(Finding::fault(bilingual!(LineTwice { key: KEY, other, offset })));
        } else if info.used && info.consumer != HOLDER {
            all.push(Finding::fault(bilingual!(ButtonHeldBy {
                key: KEY,
                offset,
                holder: format!("{:?}", info.consumer)
            })));
        } else if info.used {
            all.push(Finding::note(bilingual!(ButtonHeld { offset })));
        }
        taken.push((KEY, offset));
        offsets.push(offset.to_string());
    }
    all.push(Finding::fine(bilingual!(Buttons {
        offsets: offsets.join(", "),
        chip: chip.path().display()
    })));
    Ok(Finding::gravest(all))
}

/// The gate's lines on this chip; what is wrong with them is told at the gate.
fn gate_lines(gate: &GateConfig, chip: &Chip) -> Vec<(&'static str, u32)> {
    if gate.driver == GateDriver::Simulated {
        return Vec::new();
    }
    let named = [
        ("gate.unlock_line", Some(&gate.unlock_line)),
        ("gate.passage_line", gate.passage_line.as_ref()),
        ("gate.release_line", gate.release_line.as_ref()),
        ("gate.red", gate.red.as_ref()),
        ("gate.green", gate.green.as_ref()),
        ("gate.buzzer", gate.buzzer.as_ref()),
    ];
    let offset = |(key, line): (&'static str, Option<&Line>)| {
        Some((key, chip.line(key, line?).ok()?.info.offset))
    };
    named.into_iter().filter_map(offset).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::doctor::Level;

    fn config(more: &str) -> Config {
        let text = format!(
            "[terminal]\ncinema_code = \"12345678\"\n[platform]\nurl = \"https://127.0.0.1\"\n\
             username = \"t\"\nprivate_key = \"file:/none\"\n{more}"
        );
        Config::parse(&text, std::path::Path::new("hallgate.toml")).unwrap()
    }

    #[test]
    fn what_is_not_configured_is_no_fault() {
        assert_eq!(keypad(&config("")).level, Level::Note);
        assert_eq!(imager(&config("")).level, Level::Fine);
    }

    #[test]
    fn what_is_not_there_is_a_fault_that_names_its_key() {
        let absent = config(
            "[touch]\ndevice = \"/dev/null\"\n[keypad]\ndevice = \"/dev/input/no-pad\"\nbuttons = [5]\n\
             [imager]\ndevice = \"/dev/input/no-imager\"\n[gate]\nchip = \"/dev/null\"\n",
        );
        let (keypad, imager) = (keypad(&absent), imager(&absent));
        assert_eq!((keypad.level, imager.level), (Level::Fault, Level::Fault));
        let (keypad, imager) = (keypad.english(), imager.english());
        assert!(keypad.starts_with("keypad.device: /dev/input/no-pad is not there"));
        assert!(keypad.contains("; the GPIO chip /dev/null does not open"), "{keypad}");
        assert!(imager.starts_with("imager.device: /dev/input/no-imager is not there"));
    }
}
