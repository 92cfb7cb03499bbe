//! The camera's controls that the configuration names: focus, exposure, mains frequency, torch.

use v4l::control::{Control, Description, Flags, Type, Value};
use v4l::device::Device;

use crate::terminal::config::{CameraConfig, CameraControl, PowerLine};

/// A control's number in V4L2 (`linux/v4l2-controls.h`).
type Id = u32;

const POWER_LINE_FREQUENCY: Id = 0x0098_0918;
const ILLUMINATORS_1: Id = 0x0098_0925;
const EXPOSURE_AUTO: Id = 0x009a_0901;
const EXPOSURE_ABSOLUTE: Id = 0x009a_0902;
const EXPOSURE_AUTO_PRIORITY: Id = 0x009a_0903;
const FOCUS_ABSOLUTE: Id = 0x009a_090a;
const FOCUS_AUTO: Id = 0x009a_090c;
const FLASH_LED_MODE: Id = 0x009c_0901;

/// `V4L2_EXPOSURE_MANUAL`.
const MANUAL: i64 = 1;

/// `V4L2_EXPOSURE_APERTURE_PRIORITY` and `V4L2_EXPOSURE_AUTO`: what USB cameras call automatic
/// comes first.
const AUTOMATIC: [i64; 2] = [3, 0];

/// `V4L2_FLASH_LED_MODE_TORCH`.
const TORCH: i64 = 2;

/// What V4L2 counts exposures in, in microseconds.
const EXPOSURE_UNIT_US: i64 = 100;

/// One thing to set: the key it comes from, and the controls that do it, in order. The thing is
/// done when the last of them is.
#[derive(Debug, PartialEq, Eq)]
struct ControlSetting {
    key: &'static str,
    steps: Vec<ControlStep>,
}

/// A control and the values that will do, the best first.
#[derive(Debug, PartialEq, Eq)]
struct ControlStep {
    id: Id,
    values: Vec<i64>,
    /// The camera may lack it.
    optional: bool,
}

/// Sets what the configuration names. A control that the camera lacks or refuses is told in the
/// log: its picture may do all the same.
pub(super) fn set(device: &Device, config: &CameraConfig, camera: &str) {
    let settings = settings(config);
    if settings.is_empty() {
        return;
    }
    let known = device.query_controls().unwrap_or_default();
    for setting in settings {
        let found: Vec<_> = setting.steps.iter().map(|step| (step, taker(&known, step))).collect();
        let lacking = found.iter().any(|(step, taker)| taker.is_none() && !step.optional);
        if lacking || found.iter().all(|(_, taker)| taker.is_none()) {
            log::warn!("{camera} has no such control: camera.{} is left out", setting.key);
            continue;
        }
        for (step, taker) in found {
            let Some((control, value)) = taker else { continue };
            if !step.values.contains(&value) {
                let (low, high) = (control.minimum, control.maximum);
                log::warn!(
                    "{camera} takes {low} to {high} for camera.{}: {value} is set",
                    setting.key
                );
            }
            let typed = match control.typ {
                Type::Boolean => Value::Boolean(value != 0),
                _ => Value::Integer(value),
            };
            if let Err(cause) = device.set_control(Control { id: step.id, value: typed }) {
                log::warn!("{camera} does not take camera.{}: {cause}", setting.key);
            }
        }
    }
}

/// The camera's control for a step, and the value that it takes.
fn taker<'a>(known: &'a [Description], step: &ControlStep) -> Option<(&'a Description, i64)> {
    let control = known.iter().find(|control| control.id == step.id)?;
    Some((control, best(control, &step.values)?))
}

/// The controls to be set, the automatic ones before what they would override.
fn settings(config: &CameraConfig) -> Vec<ControlSetting> {
    let one = |id, value| ControlStep { id, values: vec![value], optional: false };
    let maybe = |id, value| ControlStep { id, values: vec![value], optional: true };
    let focus = config.focus.map(|focus| match focus {
        CameraControl::Auto => vec![one(FOCUS_AUTO, 1)],
        CameraControl::Fixed(steps) => vec![maybe(FOCUS_AUTO, 0), one(FOCUS_ABSOLUTE, steps)],
    });
    let exposure = config.exposure_us.map(|exposure| match exposure {
        CameraControl::Auto => vec![
            ControlStep { id: EXPOSURE_AUTO, values: AUTOMATIC.to_vec(), optional: false },
            // Visitors move: rather dark than slow.
            maybe(EXPOSURE_AUTO_PRIORITY, 0),
        ],
        CameraControl::Fixed(us) => vec![
            maybe(EXPOSURE_AUTO, MANUAL),
            one(EXPOSURE_ABSOLUTE, (us / EXPOSURE_UNIT_US).max(1)),
        ],
    });
    let power_line = config.power_line_hz.map(|hz| {
        let value = match hz {
            PowerLine::Off => 0,
            PowerLine::Hz50 => 1,
            PowerLine::Hz60 => 2,
        };
        vec![one(POWER_LINE_FREQUENCY, value)]
    });
    // A lamp for photographs, or one for looking at things: a camera has one of them at most.
    let torch = config.torch.map(|on| {
        let mode = if on { TORCH } else { 0 };
        vec![maybe(FLASH_LED_MODE, mode), maybe(ILLUMINATORS_1, i64::from(on))]
    });
    let named = [
        ("focus", focus),
        ("exposure_us", exposure),
        ("power_line_hz", power_line),
        ("torch", torch),
    ];
    named
        .into_iter()
        .filter_map(|(key, steps)| Some(ControlSetting { key, steps: steps? }))
        .collect()
}

/// The first value that the control takes; else, of a plain number, the nearest one.
fn best(control: &Description, values: &[i64]) -> Option<i64> {
    if control.flags.intersects(Flags::DISABLED | Flags::READ_ONLY) {
        return None;
    }
    let takes = |value: &i64| match &control.items {
        Some(items) => items.iter().any(|(index, _)| i64::from(*index) == *value),
        None => (control.minimum..=control.maximum).contains(value),
    };
    values.iter().copied().find(takes).or_else(|| {
        let first = *values.first()?;
        (control.typ == Type::Integer).then(|| first.clamp(control.minimum, control.maximum))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn control(typ: Type, minimum: i64, maximum: i64, items: Option<&[u32]>) -> Description {
        let items = items.map(|items| {
            items.iter().map(|i| (*i, v4l::control::MenuItem::Value(0))).collect::<Vec<_>>()
        });
        let flags = Flags::empty();
        let name = String::new();
        Description { id: 0, typ, name, minimum, maximum, step: 1, default: 0, flags, items }
    }

    #[test]
    fn what_would_override_a_setting_is_turned_off_before_it() {
        let config = CameraConfig {
            focus: Some(CameraControl::Fixed(30)),
            exposure_us: Some(CameraControl::Fixed(8_000)),
            ..CameraConfig::default()
        };
        let ids: Vec<Vec<(Id, i64)>> = settings(&config)
            .iter()
            .map(|setting| setting.steps.iter().map(|step| (step.id, step.values[0])).collect())
            .collect();
        assert_eq!(
            ids,
            [
                [(FOCUS_AUTO, 0), (FOCUS_ABSOLUTE, 30)],
                [(EXPOSURE_AUTO, MANUAL), (EXPOSURE_ABSOLUTE, 80)]
            ]
        );
        assert_eq!(settings(&CameraConfig::default()), [], "nothing is set unasked");
    }

    #[test]
    fn a_control_gets_the_best_value_it_takes() {
        let menu = control(Type::Menu, 0, 3, Some(&[0, 1, 3]));
        assert_eq!(best(&menu, &AUTOMATIC), Some(3));
        assert_eq!(best(&control(Type::Menu, 0, 1, Some(&[0, 1])), &AUTOMATIC), Some(0));
        assert_eq!(best(&menu, &[2]), None, "no item, no value");
        let number = control(Type::Integer, 0, 250, None);
        assert_eq!((best(&number, &[30]), best(&number, &[300])), (Some(30), Some(250)));
        let fixed = Description { flags: Flags::READ_ONLY, ..control(Type::Integer, 0, 9, None) };
        assert_eq!(best(&fixed, &[1]), None);
    }
}
