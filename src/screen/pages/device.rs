//! How the terminal itself fares, for staff who look it up.

use super::{Row, Setting, Sheet};
use crate::screen::colour::Tone;
use crate::screen::sign;
use crate::screen::status::{DeviceState, Network, StatusBar};
use crate::screen::text::Text;
use crate::store::LATE_AFTER_MIN;

pub fn sheet(setting: Setting) -> Sheet {
    Sheet::of(Tone::Calm, sign::dots, setting.text(Text::Device))
}

/// A line each for all that staff may be asked about over the telephone.
pub fn rows(status: &StatusBar, setting: Setting) -> Vec<Row> {
    let text = |text: Text| setting.text(text);
    let row = |label: Text, value: String, calls: bool| Row { label: text(label), value, calls };
    let network = match status.network {
        Network::Up => Text::Online,
        Network::Down => Text::Offline,
        Network::Unknown => Text::Connecting,
    };
    let pending = status.pending.to_string();
    let oldest = status.oldest_pending_min;
    let waiting = match oldest {
        Some(minutes) => {
            Text::PendingSince.with(setting.language, &[&pending, &minutes.to_string()])
        }
        None => pending,
    };
    let time = status.time.strftime(Text::FullTime.form(setting.language)).to_string();
    let clock = match status.clock_trusted {
        true => time,
        false => Text::FullTimeUntrusted.with(setting.language, &[&time]),
    };
    let devices = &status.devices;
    let device = |label: Text, state: DeviceState| {
        let words = match state {
            DeviceState::Works => Text::Works,
            DeviceState::Lost => Text::Lost,
            DeviceState::Absent => Text::Absent,
        };
        row(label, text(words), state == DeviceState::Lost)
    };
    vec![
        row(Text::Version, env!("CARGO_PKG_VERSION").into(), false),
        row(Text::Network, text(network), status.network == Network::Down),
        row(Text::PublicKeys, status.keys.to_string(), status.keys == 0),
        row(Text::Pending, waiting, oldest.is_some_and(|minutes| minutes > LATE_AFTER_MIN)),
        row(Text::TheClock, clock, !status.clock_trusted),
        device(Text::Camera, devices.camera),
        device(Text::Imager, devices.imager),
        device(Text::Keypad, devices.keypad),
        device(Text::Gate, devices.gate),
    ]
}
