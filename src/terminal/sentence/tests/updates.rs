//! Faults of updates of the whole system.

use super::{Faults, Message, io};
use crate::terminal::update::{
    BrokenParts, NotAsked, NotFetched, NotKept, NotQuiet, Part, SelfTestFault, UpdateFault,
    WhyNotKept,
};

pub(super) fn of_updates() -> Faults {
    faults![
        SelfTestFault::NotRunning =>,
        SelfTestFault::Broken(BrokenParts(vec![Part::Camera, Part::Display])) => "hallgate doctor",
        SelfTestFault::Before { path: "/before".into(), cause: io() } => "/before" "13",
        NotKept { version: "0.3.0".into(), back: "0.2.0".into(), why: WhyNotKept::NotReady } => "0.3.0" "0.2.0",
        NotAsked::Unwritable { path: "/run/it".into(), cause: io() } => "/run/it" "13",
        NotAsked::Unheard =>,
        NotFetched::NoUrl => "update.url",
        NotFetched::Roots(crate::transport::RootsError::NoCertificate("/ca.pem".into())) => "/ca.pem",
        NotFetched::Link(crate::transport::Fault::Refused) => "update",
        NotFetched::Index("sha256") => "sha256",
        NotFetched::Disk { path: "/data".into(), cause: io() } => "/data" "13",
        NotQuiet::Busy =>,
        NotQuiet::Alarm =>,
        NotQuiet::Recently { seconds: 9 } => "9",
        NotQuiet::Hour { hour: 3 } => "3",
        UpdateFault::NoFile => ".raucb",
        UpdateFault::TooLarge => "512",
        UpdateFault::NoRoom => "/data",
        UpdateFault::Copy =>,
        UpdateFault::Signature =>,
        UpdateFault::OtherDevice =>,
        UpdateFault::Older =>,
        UpdateFault::Same =>,
        UpdateFault::Install =>,
        UpdateFault::NothingInstalled =>,
        UpdateFault::Visitors =>,
        UpdateFault::Busy =>,
        UpdateFault::Fetch => "[update]",
        UpdateFault::Unknown => "journalctl -u hallgate-update",
    ]
}
