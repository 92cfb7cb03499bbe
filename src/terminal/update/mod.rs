//! Updates of the card's whole system, as far as the program has a part in them (docs/updates.md): how the
//! running terminal stands, told beside it; what root's side tells; what the technician asks of it.
//! Installing, restarting and keeping are root's, in `systemd/update` and `systemd/keep`.

mod bundles;
mod commands;
mod fault;
mod fetch;
mod live;
mod milestones;
mod pairs;
mod places;
mod quiet;
mod request;
mod self_test;
mod state;

pub use bundles::{BundleName, bundles};
pub use commands::{
    QuietArgs, SelfTestArgs, UpdateArg, UpdateCommand, is_hour, may_restart, print_fetch,
    print_self_test, print_status,
};
pub use fault::UpdateFault;
pub use fetch::{NotFetched, fetch};
pub use live::{DoorState, LiveState, Part, PartState, Parts, uptime};
pub use milestones::Milestone;
pub use places::Places;
pub use quiet::{NotQuiet, judge};
pub use request::{NotAsked, UpdateRequest};
pub use self_test::{BrokenParts, SelfTestFault, self_test};
pub use state::{Image, NotKept, UpdateOutcome, UpdateState, UpdateStatus, UpdateStep, WhyNotKept};
