//! The devices as the loop holds them: descriptors that are watched, a screen that may fail.

use std::os::fd::{AsRawFd, BorrowedFd, OwnedFd, RawFd};

use calloop::generic::Generic;
use calloop::{Interest, LoopHandle, Mode, PostAction, RegistrationToken};

use super::camera::CameraFeed;
use super::{Demonstration, LoopTerminal};
use crate::terminal::config::{Config, DisplayConfig};
use crate::terminal::gate::Gate;
use crate::terminal::menu;
use crate::terminal::screen::{self, Screen, ScreenSettings};

/// The devices' descriptors that wake the loop; a camera that comes back has a new one.
#[derive(Debug, Default)]
pub(super) struct WatchedDevices {
    camera: Option<(RawFd, RegistrationToken)>,
    gate: Option<(RawFd, RegistrationToken)>,
    inputs: [Option<(RawFd, RegistrationToken)>; 3],
}

impl WatchedDevices {
    pub fn renew(
        &mut self,
        events: &LoopHandle<'static, LoopTerminal>,
        camera: &CameraFeed,
        gate: &Gate,
        inputs: [Option<BorrowedFd<'_>>; 3],
    ) {
        renew(&mut self.camera, events, camera.descriptor());
        renew(&mut self.gate, events, gate.descriptor());
        for (watched, descriptor) in self.inputs.iter_mut().zip(inputs) {
            renew(watched, events, descriptor);
        }
    }
}

/// Watches a duplicate of the descriptor, so that the loop never holds one that is closed.
fn renew(
    watched: &mut Option<(RawFd, RegistrationToken)>,
    events: &LoopHandle<'static, LoopTerminal>,
    wanted: Option<BorrowedFd<'_>>,
) {
    let number = wanted.map(|descriptor| descriptor.as_raw_fd());
    if watched.as_ref().map(|(number, _)| *number) == number {
        return;
    }
    if let Some((_, token)) = watched.take() {
        events.remove(token);
    }
    let Some(Ok(duplicate)) = wanted.map(|descriptor| descriptor.try_clone_to_owned()) else {
        return;
    };
    // The loop looks at every device in each turn: waking it is all that is needed.
    let source = Generic::<OwnedFd>::new(duplicate, Interest::READ, Mode::Level);
    let inserted = events.insert_source(source, |_, _, _| Ok(PostAction::Continue));
    match inserted {
        Ok(token) => *watched = number.map(|number| (number, token)),
        Err(fault) => log::error!("a device can't be watched: {fault}"),
    }
}

/// Opens a screen; one that fails does not stop the door.
pub(super) fn open_screen(
    display: &DisplayConfig,
    config: &Config,
    demonstration: Demonstration,
) -> Option<Screen> {
    let settings = ScreenSettings {
        sign_in: demonstration.sign_in.cloned(),
        ..ScreenSettings::from_config(config).of_this_system()
    };
    let opened = Screen::open(display, settings);
    opened.map_err(|fault| log::error!("the door goes on without this display: {fault}")).ok()
}

/// The rules of the menus: on a page stands what the smallest screen has room for.
pub(super) fn menu_rules(config: &Config, screens: &[Screen]) -> menu::MenuRules {
    let sizes: Vec<_> = screens.iter().map(Screen::size).collect();
    let rows = sizes.iter().map(|size| screen::rows(*size)).min().unwrap_or(1);
    let pages = menu::Pages::new(move |card| {
        sizes.iter().map(|size| screen::pages(*size, card)).max().unwrap_or(1)
    });
    menu::MenuRules { pages, ..menu::MenuRules::from_config(config, rows) }
}

/// Tells the service manager that the terminal is ready; nothing where there is none.
pub(super) fn notify_ready() {
    notify(sd_notify::NotifyState::Ready);
}

/// Tells the service manager that the terminal stops.
pub(super) fn notify_stopping() {
    notify(sd_notify::NotifyState::Stopping);
}

fn notify(state: sd_notify::NotifyState<'_>) {
    if let Err(fault) = sd_notify::notify(&[state]) {
        log::warn!("the service manager does not listen: {fault}");
    }
}
