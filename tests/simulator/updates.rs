//! Root's side of an update, which lies outside of the terminal: a board that runs 0.2.0 on side A, and a bundle of
//! 0.3.0.

use hallgate::terminal::update::{
    BundleName, Image, UpdateRequest, UpdateState, UpdateStatus, UpdateStep,
};

/// The one on the stick.
pub fn bundle() -> BundleName {
    BundleName { device: "sda1".into(), file: "hallgate-0.3.0.raucb".into() }
}

/// How it stands at first.
pub fn none() -> UpdateStatus {
    let image = Some(Image { version: "0.2.0".into(), side: Some("A".into()) });
    UpdateStatus { image, ..UpdateStatus::default() }
}

/// Does what is asked.
pub fn take(status: &mut UpdateStatus, request: &UpdateRequest) {
    let step = match request {
        UpdateRequest::Check(_) => UpdateStep::Checked,
        UpdateRequest::Install => UpdateStep::Installed,
        UpdateRequest::Restart => UpdateStep::Restarting,
    };
    status.state = UpdateState { step, version: Some("0.3.0".into()), ..UpdateState::default() };
}
