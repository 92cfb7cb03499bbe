//! What comes into view, of the camera and of the imager, becomes scans.

use std::time::Duration;

use super::case::Case;
use super::coaching::CodesInFrame;
use super::effect::{Imaged, Sighting};
use super::scans::Scans;
use super::{Door, rules};
use crate::clock::Now;
use crate::ticket::TicketText;

/// Scans that may wait while one is decided; a hall's door sees two at once, hardly more.
const MOST_WAITING: usize = 8;

impl Door {
    /// An evacuation begins: no ticket is used up for a visitor who has to leave.
    pub(super) fn abandon(&mut self) {
        self.waiting.clear();
        self.step = None;
        self.scans = Scans::default();
        self.display.forget_codes();
    }

    /// During an evacuation nobody is checked; a code still in view when it is over is new.
    pub(super) fn sight(&mut self, sighting: Sighting, now: Now) {
        if self.passage.is_released() {
            return;
        }
        let (room, is_stale) = (self.room(), self.is_stale(now));
        let params = &self.rules.url_params;
        let Sighting { texts, blank, unread, captured, decode } = sighting;
        let scans = self.scans.see(&texts, blank, now.mono, params, room, is_stale);
        let (read, known) = (!texts.is_empty(), self.scans.holds_any());
        self.display.see(CodesInFrame { read, known, blank, unread }, now.mono);
        self.waiting.extend(scans.into_iter().map(|scan| Case::new(scan, captured, decode)));
    }

    /// What the imager typed goes the same way as what the camera read. Whoever has it read there
    /// needs no advice how to hold it before the camera.
    pub(super) fn read_typed(&mut self, imaged: Imaged, now: Now) {
        if self.passage.is_released() {
            return;
        }
        let (room, is_stale) = (self.room(), self.is_stale(now));
        let params = &self.rules.url_params;
        let scan = self.scans.type_in(imaged.text, now.mono, params, room, is_stale);
        let served = CodesInFrame { read: true, known: true, blank: false, unread: None };
        self.display.see(served, now.mono);
        self.waiting.extend(scan.map(|scan| Case::new(scan, imaged.at, Duration::ZERO)));
    }

    /// How many more scans may wait.
    fn room(&self) -> usize {
        MOST_WAITING.saturating_sub(self.waiting.len())
    }

    /// Tells e-tickets that are out of date now; and plain codes where an address is wanted: the
    /// phone that is shown instead is new.
    fn is_stale(&self, now: Now) -> impl Fn(&TicketText) -> bool + use<> {
        let (require_time, time) = (self.rules.require_time, self.time(now));
        let only_by_url = self.rules.only_by_url;
        move |text| {
            let plain = only_by_url && text.electronic.is_none();
            plain || rules::is_stale(text, require_time, time)
        }
    }
}
