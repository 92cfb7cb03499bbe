//! How the terminal fares, as the line above every page tells it.

use jiff::civil::DateTime;

use crate::terminal::store::{LATE_AFTER_MIN, Programme};

/// How the terminal fares, as its staff should know at a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusBar {
    pub network: Network,
    /// Records not yet taken by the platform.
    pub pending: u64,
    /// How long the oldest of them has waited, in minutes.
    pub oldest_pending_min: Option<u64>,
    /// False while the time may be wrong.
    pub clock_trusted: bool,
    /// The time at the door, shown to the minute.
    pub time: DateTime,
    /// Public keys of this cinema.
    pub keys: usize,
    /// The disk is nearly full.
    pub disk_low: bool,
    /// Who has signed in at the gate.
    pub on_shift: Option<String>,
    /// Told on the device page, not in the bar.
    pub devices: Devices,
    /// Told on the page that invites visitors, not in the bar.
    pub programme: Programme,
    /// None where this door has none.
    pub neighbours: Option<NeighbourCount>,
}

/// How many other doors of the cinema are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NeighbourCount {
    pub here: usize,
    pub missing: usize,
    /// One is missing, or something else of them has to be looked after.
    pub attention: bool,
}

impl StatusBar {
    /// Nothing is known but the time.
    pub fn unknown(time: DateTime) -> Self {
        Self {
            network: Network::Unknown,
            pending: 0,
            oldest_pending_min: None,
            clock_trusted: true,
            time,
            keys: 0,
            disk_low: false,
            on_shift: None,
            devices: Devices::default(),
            programme: Programme::default(),
            neighbours: None,
        }
    }

    /// True while records wait for longer than they should.
    pub fn is_late(&self) -> bool {
        self.oldest_pending_min.is_some_and(|minutes| minutes > LATE_AFTER_MIN)
    }

    /// True when something but the network calls for attention.
    pub fn calls(&self) -> bool {
        let neighbours = self.neighbours.is_some_and(|neighbours| neighbours.attention);
        self.is_late() || self.keys == 0 || self.disk_low || !self.clock_trusted || neighbours
    }
}

/// How the devices fare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Devices {
    pub camera: DeviceState,
    pub imager: DeviceState,
    /// Number pad and buttons.
    pub keypad: DeviceState,
    pub gate: DeviceState,
}

/// How a device fares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DeviceState {
    /// Not configured, or nothing is known of it yet.
    #[default]
    Absent,
    Works,
    Lost,
}

impl From<bool> for DeviceState {
    fn from(works: bool) -> Self {
        if works { Self::Works } else { Self::Lost }
    }
}

/// The way to the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Network {
    Up,
    Down,
    /// Nothing was tried yet.
    Unknown,
}
