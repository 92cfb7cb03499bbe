//! The USB stick that reports go onto: the place where one is mounted, and the one that is there.

use super::Finding;
use super::bilingual::{bilingual, stick_fault};
use crate::terminal::config::ExportConfig;
use crate::terminal::export::{self, ExportError};
use crate::words::size;

pub(super) fn check(config: &ExportConfig) -> Finding {
    let folder = config.folder.display();
    match export::find(&config.folder) {
        Ok(stick) => {
            Finding::fine(bilingual!(Stick { name: stick.name(), free: size(stick.free()) }))
        }
        Err(ExportError::NoStick(_)) if config.folder.is_dir() => {
            Finding::fine(bilingual!(NoStick { folder }))
        }
        Err(ExportError::NoStick(_)) => Finding::note(bilingual!(StickFolder { folder })),
        Err(fault) => Finding::note(stick_fault(&fault)),
    }
}
