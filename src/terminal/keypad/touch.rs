//! The panel's touch: where a finger has tapped, in parts of the picture.

use std::os::fd::BorrowedFd;
use std::time::Duration;

use evdev::{AbsoluteAxisCode, EventSummary, InputEvent, KeyCode, SynchronizationCode};

use super::device::InputDevice;
use super::search::find_touch;
use super::{InputKind, Touch};
use crate::clock::Clock;
use crate::terminal::config::{Rotation, TouchConfig};

/// A finger that moves by more than this part of the panel has not tapped.
const SLIDE: f32 = 0.06;

/// A place on the picture, in parts of its width and height from the upper left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TapPoint {
    pub x: f32,
    pub y: f32,
}

/// The touch panel, which may come and go.
#[derive(Debug)]
pub struct TouchPanel {
    config: TouchConfig,
    rotation: Rotation,
    device: InputDevice,
    taps: Taps,
    axes: Axes,
}

/// What the panel tells at its edges.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Axes {
    x: (i32, i32),
    y: (i32, i32),
}

/// Finds taps in what the kernel tells.
#[derive(Debug, Default)]
struct Taps {
    at: (i32, i32),
    down: bool,
    /// Where the finger came down.
    began: Option<(i32, i32)>,
    slot: i32,
    /// A second finger was there.
    many: bool,
    /// Events were lost, and the rest of what belongs to them is passed over.
    dropping: bool,
}

impl TouchPanel {
    /// None: the configuration names none. `rotation` is the picture's on the panel.
    pub fn new(config: &TouchConfig, rotation: Rotation, clock: Clock) -> Option<Self> {
        config.device.as_ref()?;
        Some(Self {
            config: config.clone(),
            rotation: config.rotation.unwrap_or(rotation),
            device: InputDevice::new(InputKind::Touch, clock),
            taps: Taps::default(),
            axes: Axes { x: (0, 1), y: (0, 1) },
        })
    }

    /// Takes the taps since the last call; looks for a panel that is not there.
    pub fn look(&mut self, touches: &mut Vec<Touch>) {
        let Some(wanted) = &self.config.device else { return };
        let mut found_axes = None;
        let find = || {
            let (found, axes) = find_touch(wanted)?;
            found_axes = Some(axes);
            Ok(found)
        };
        if self.device.attend(find, touches) {
            self.taps = Taps::default();
        }
        if let Some([x, y]) = found_axes {
            let TouchConfig { left, right, top, bottom, .. } = self.config;
            let ends = |low: Option<i32>, high: Option<i32>, (least, most): (i32, i32)| {
                (low.unwrap_or(least), high.unwrap_or(most))
            };
            self.axes = Axes { x: ends(left, right, x), y: ends(top, bottom, y) };
        }
        let (events, _) = self.device.events(touches);
        for event in events {
            if let Some((began, ended)) = self.taps.take(event) {
                let (began, ended) = (self.axes.place(began), self.axes.place(ended));
                if (began.x - ended.x).abs().max((began.y - ended.y).abs()) <= SLIDE {
                    touches.push(Touch::Tap(turned(began, self.rotation)));
                }
            }
        }
    }

    /// When the panel is looked for next.
    pub fn due(&self) -> Option<Duration> {
        self.device.due()
    }

    /// Readable when a finger has moved.
    pub fn descriptor(&self) -> Option<BorrowedFd<'_>> {
        self.device.descriptor()
    }
}

impl Taps {
    /// Where a finger came down and where it has left, when it has; two fingers are no tap.
    fn take(&mut self, event: InputEvent) -> Option<((i32, i32), (i32, i32))> {
        match event.destructure() {
            EventSummary::Synchronization(_, SynchronizationCode::SYN_DROPPED, _) => {
                *self = Self { dropping: true, ..Self::default() };
            }
            EventSummary::Synchronization(_, SynchronizationCode::SYN_REPORT, _) => {
                return if std::mem::take(&mut self.dropping) { None } else { self.whole() };
            }
            _ if self.dropping => {}
            EventSummary::AbsoluteAxis(_, AbsoluteAxisCode::ABS_X, x) => self.at.0 = x,
            EventSummary::AbsoluteAxis(_, AbsoluteAxisCode::ABS_Y, y) => self.at.1 = y,
            EventSummary::AbsoluteAxis(_, AbsoluteAxisCode::ABS_MT_SLOT, slot) => self.slot = slot,
            EventSummary::AbsoluteAxis(_, AbsoluteAxisCode::ABS_MT_TRACKING_ID, finger) => {
                self.many |= finger >= 0 && self.slot != 0;
            }
            EventSummary::Key(_, KeyCode::BTN_TOUCH, value) => self.down = value != 0,
            _ => {}
        }
        None
    }

    /// The end of what happened at once.
    fn whole(&mut self) -> Option<((i32, i32), (i32, i32))> {
        if self.down {
            self.began.get_or_insert(self.at);
            return None;
        }
        let began = self.began.take()?;
        (!std::mem::take(&mut self.many)).then_some((began, self.at))
    }
}

impl Axes {
    /// What is beyond the edges counts as the edge.
    fn place(self, (x, y): (i32, i32)) -> TapPoint {
        let part = |value: i32, (from, to): (i32, i32)| {
            // As far as a panel goes; what a float loses is no pixel.
            let (value, from, to) = (value as f32, from as f32, to as f32);
            if from == to { 0.0 } else { ((value - from) / (to - from)).clamp(0.0, 1.0) }
        };
        TapPoint { x: part(x, self.x), y: part(y, self.y) }
    }
}

/// The place on the picture that is turned so on the panel, clockwise.
fn turned(TapPoint { x, y }: TapPoint, rotation: Rotation) -> TapPoint {
    match rotation {
        Rotation::Deg0 => TapPoint { x, y },
        Rotation::Deg90 => TapPoint { x: y, y: 1.0 - x },
        Rotation::Deg180 => TapPoint { x: 1.0 - x, y: 1.0 - y },
        Rotation::Deg270 => TapPoint { x: 1.0 - y, y: x },
    }
}

#[cfg(test)]
mod tests {
    use evdev::EventType;

    use super::*;

    const X: u16 = AbsoluteAxisCode::ABS_X.0;
    const Y: u16 = AbsoluteAxisCode::ABS_Y.0;
    const SLOT: u16 = AbsoluteAxisCode::ABS_MT_SLOT.0;
    const FINGER: u16 = AbsoluteAxisCode::ABS_MT_TRACKING_ID.0;

    fn abs(code: u16, value: i32) -> InputEvent {
        InputEvent::new(EventType::ABSOLUTE.0, code, value)
    }

    fn touch(value: i32) -> InputEvent {
        InputEvent::new(EventType::KEY.0, KeyCode::BTN_TOUCH.0, value)
    }

    fn report() -> InputEvent {
        InputEvent::new(EventType::SYNCHRONIZATION.0, 0, 0)
    }

    fn dropped() -> InputEvent {
        InputEvent::new(EventType::SYNCHRONIZATION.0, 3, 0)
    }

    fn taps(events: &[InputEvent]) -> Vec<((i32, i32), (i32, i32))> {
        let mut taps = Taps::default();
        events.iter().filter_map(|event| taps.take(*event)).collect()
    }

    #[test]
    fn a_finger_that_comes_and_goes_is_a_tap_and_nothing_else_is() {
        let tap = [
            abs(X, 100),
            abs(Y, 50),
            touch(1),
            report(),
            abs(X, 101),
            report(),
            touch(0),
            report(),
        ];
        assert_eq!(taps(&tap), [((100, 50), (101, 50))]);
        // A second finger, events that were lost in the middle, noise without a finger.
        let two = [
            abs(X, 1),
            touch(1),
            report(),
            abs(SLOT, 1),
            abs(FINGER, 7),
            report(),
            abs(FINGER, -1),
            touch(0),
            report(),
        ];
        assert_eq!(taps(&two), []);
        let lost =
            [abs(X, 1), touch(1), report(), dropped(), abs(X, 9), report(), touch(0), report()];
        assert_eq!(taps(&lost), []);
        assert_eq!(
            taps(&[report(), touch(0), report(), abs(X, i32::MAX), abs(99, 3), report()]),
            []
        );
        // And the next one counts again.
        let again: Vec<InputEvent> = two.iter().chain(&lost).chain(&tap).copied().collect();
        assert_eq!(taps(&again), [((100, 50), (101, 50))]);
    }

    #[test]
    fn places_are_parts_of_the_picture_however_it_is_turned() {
        let axes = Axes { x: (0, 800), y: (480, 0) };
        assert_eq!(axes.place((200, 120)), TapPoint { x: 0.25, y: 0.75 });
        assert_eq!(axes.place((-5, i32::MIN)), TapPoint { x: 0.0, y: 1.0 });
        assert_eq!(Axes { x: (7, 7), y: (0, 1) }.place((9, 0)), TapPoint { x: 0.0, y: 0.0 });
        let at = TapPoint { x: 0.25, y: 0.75 };
        for (rotation, x, y) in [
            (Rotation::Deg0, 0.25, 0.75),
            (Rotation::Deg90, 0.75, 0.75),
            (Rotation::Deg180, 0.75, 0.25),
            (Rotation::Deg270, 0.25, 0.25),
        ] {
            assert_eq!(turned(at, rotation), TapPoint { x, y }, "{rotation:?}");
        }
    }
}
