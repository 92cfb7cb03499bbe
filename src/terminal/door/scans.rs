//! The same-code pause: a code that stays before the camera, or that a held trigger types again
//! and again, is one scan, not many (SPEC §2).

use std::time::Duration;

use crate::ticket::{TicketText, UrlParams};

/// How long a code may be out of sight, by a shaking hand or a missed frame, and still be the
/// same scan. An empty scene ends it at once.
const PAUSE: Duration = Duration::from_millis(1500);

/// Codes that are remembered; more are hardly ever in view at once.
const MOST: usize = 16;

/// What a text shows, the same for every way in which one ticket is shown: a display that writes
/// its verification time anew each second still shows the same ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
enum ScanIdentity {
    Ticket(Vec<u8>),
    Other(String),
}

/// A text that has just come into view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ScannedText {
    /// None: it has not the shape of a ticket.
    pub ticket: Option<TicketText>,
}

#[derive(Debug)]
struct InView {
    identity: ScanIdentity,
    seen: Duration,
    /// An e-ticket's page that was out of date when it was read.
    stale: bool,
}

/// What reads codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ScanSource {
    Camera,
    Imager,
}

/// The codes that are in view. Camera and imager each have their own: a frame that does not show
/// what was typed ends nothing, and the other way round. Only a code that one of them has read
/// is not new to the other.
#[derive(Debug, Default)]
pub(super) struct Scans {
    camera: Vec<InView>,
    imager: Vec<InView>,
}

impl Scans {
    /// Takes what a frame shows and returns what is new in it, `room` at the most; what finds no
    /// room is new in the next frame still. A stale e-ticket whose page is reloaded before the
    /// camera is new. Where a ticket is in view, other codes (a poster, a
    /// payment code on the same screen) are none of the door's business.
    pub fn see(
        &mut self,
        texts: &[String],
        blank: bool,
        now: Duration,
        params: &UrlParams,
        room: usize,
        is_stale: impl Fn(&TicketText) -> bool,
    ) -> Vec<ScannedText> {
        if blank {
            self.camera.clear();
        }
        self.read(ScanSource::Camera, texts, now, params, room, is_stale)
    }

    /// Takes what the imager has typed; none where it is the same scan still, or finds no room.
    pub fn type_in(
        &mut self,
        text: String,
        now: Duration,
        params: &UrlParams,
        room: usize,
        is_stale: impl Fn(&TicketText) -> bool,
    ) -> Option<ScannedText> {
        self.read(ScanSource::Imager, &[text], now, params, room, is_stale).pop()
    }

    /// Whether a code that was read still counts as in view, as of the last reading.
    pub fn holds_any(&self) -> bool {
        !self.camera.is_empty() || !self.imager.is_empty()
    }

    fn read(
        &mut self,
        source: ScanSource,
        texts: &[String],
        now: Duration,
        params: &UrlParams,
        room: usize,
        is_stale: impl Fn(&TicketText) -> bool,
    ) -> Vec<ScannedText> {
        self.retain(|code| now.saturating_sub(code.seen) <= PAUSE);
        let (mut tickets, mut others) = (Vec::new(), Vec::new());
        for text in texts {
            match TicketText::parse(text, params) {
                Ok(ticket) => tickets.push(ticket),
                Err(_) => others.push(ScanIdentity::Other(text.clone())),
            }
        }
        let mut fresh = Vec::new();
        let beside = !tickets.is_empty() || self.shows_ticket(source);
        for other in others {
            if beside {
                self.pass_over(source, other, now, !tickets.is_empty());
            } else if self.is_new(source, other, now, false, fresh.len() < room) {
                fresh.push(ScannedText { ticket: None });
            }
        }
        for ticket in tickets {
            let identity = ScanIdentity::Ticket(ticket.block.clone());
            let stale = is_stale(&ticket);
            if !stale {
                self.retain(|code| !(code.stale && code.identity == identity));
            }
            if self.is_new(source, identity, now, stale, fresh.len() < room) {
                fresh.push(ScannedText { ticket: Some(ticket) });
            }
        }
        fresh
    }

    fn of(&mut self, source: ScanSource) -> &mut Vec<InView> {
        match source {
            ScanSource::Camera => &mut self.camera,
            ScanSource::Imager => &mut self.imager,
        }
    }

    fn retain(&mut self, keep: impl Fn(&InView) -> bool) {
        self.camera.retain(&keep);
        self.imager.retain(&keep);
    }

    fn shows_ticket(&mut self, source: ScanSource) -> bool {
        self.of(source).iter().any(|code| matches!(code.identity, ScanIdentity::Ticket(_)))
    }

    /// A code beside a ticket: seen with it in one frame it belongs to the same scene, and stays
    /// unread for as long as it is there. Otherwise it may be the next visitor's, who is told
    /// when the ticket is gone.
    fn pass_over(
        &mut self,
        source: ScanSource,
        other: ScanIdentity,
        now: Duration,
        same_frame: bool,
    ) {
        if !self.is_known(source, &other, now) && same_frame {
            self.note(source, other, now, false);
        }
    }

    fn is_new(
        &mut self,
        source: ScanSource,
        identity: ScanIdentity,
        now: Duration,
        stale: bool,
        room: bool,
    ) -> bool {
        if self.is_known(source, &identity, now) || !room {
            return false;
        }
        self.note(source, identity, now, stale);
        true
    }

    /// Whether this eye has seen it; what the other one has, it has from now on.
    fn is_known(&mut self, source: ScanSource, identity: &ScanIdentity, now: Duration) -> bool {
        if let Some(code) = self.of(source).iter_mut().find(|code| code.identity == *identity) {
            code.seen = now;
            return true;
        }
        let other =
            if source == ScanSource::Camera { ScanSource::Imager } else { ScanSource::Camera };
        let known = self.of(other).iter().find(|code| code.identity == *identity);
        let Some(stale) = known.map(|code| code.stale) else { return false };
        self.note(source, identity.clone(), now, stale);
        true
    }

    fn note(&mut self, source: ScanSource, identity: ScanIdentity, now: Duration, stale: bool) {
        let codes = self.of(source);
        if codes.len() == MOST {
            codes.remove(0);
        }
        codes.push(InView { identity, seen: now, stale });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fresh(scans: &mut Scans, texts: &[&str], blank: bool, ms: u64) -> usize {
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        scans
            .see(&texts, blank, Duration::from_millis(ms), &UrlParams::default(), 8, |_| false)
            .len()
    }

    #[test]
    fn a_code_that_stays_is_one_scan() {
        let mut scans = Scans::default();
        assert_eq!(fresh(&mut scans, &["a"], false, 0), 1);
        assert_eq!(fresh(&mut scans, &["a"], false, 33), 0);
        assert_eq!(fresh(&mut scans, &[], false, 66), 0);
        assert_eq!(fresh(&mut scans, &["a"], false, 1500), 0, "out of sight for a moment");
        assert_eq!(fresh(&mut scans, &["a", "b"], false, 1533), 1, "another beside it");
        assert_eq!(fresh(&mut scans, &["a"], false, 3100), 1, "gone for longer than the pause");
    }

    #[test]
    fn an_empty_scene_ends_the_scan() {
        let mut scans = Scans::default();
        assert_eq!(fresh(&mut scans, &["a"], false, 0), 1);
        assert_eq!(fresh(&mut scans, &[], true, 33), 0);
        assert_eq!(fresh(&mut scans, &["a"], false, 66), 1);
    }

    #[test]
    fn the_ticket_goes_before_other_codes_and_its_display_may_change() {
        use base64::prelude::{BASE64_STANDARD, Engine};
        let code = format!("12345678{}", BASE64_STANDARD.encode([7; 128]));
        let mut scans = Scans::default();
        assert_eq!(fresh(&mut scans, &["https://poster.example", &code], false, 0), 1);
        let escaped = code.replace('+', "%2B").replace('/', "%2F");
        let shown = |time: u32| format!("https://e.example/?c={escaped}&t={time}");
        assert_eq!(
            fresh(&mut scans, &[&shown(1)], false, 33),
            0,
            "the same ticket, shown as a URL"
        );
        assert_eq!(fresh(&mut scans, &[&shown(2)], false, 66), 0, "its time goes on");
    }

    fn typed(scans: &mut Scans, text: &str, ms: u64) -> bool {
        let now = Duration::from_millis(ms);
        scans.type_in(text.into(), now, &UrlParams::default(), 8, |_| false).is_some()
    }

    #[test]
    fn a_held_trigger_is_one_scan_whatever_the_camera_sees_meanwhile() {
        let mut scans = Scans::default();
        assert!(typed(&mut scans, "a", 0));
        assert_eq!(fresh(&mut scans, &[], true, 33), 0);
        assert_eq!(fresh(&mut scans, &["b"], false, 66), 1);
        assert!(!typed(&mut scans, "a", 900), "an empty scene ends nothing of the imager's");
        assert!(!typed(&mut scans, "a", 2000), "typed again and again");
        assert!(typed(&mut scans, "a", 3600), "the trigger was let go");
    }

    #[test]
    fn the_imager_ends_nothing_of_the_cameras() {
        let mut scans = Scans::default();
        assert_eq!(fresh(&mut scans, &["a"], false, 0), 1);
        for number in 0..2 * MOST {
            assert!(typed(&mut scans, &number.to_string(), 1), "{number}");
        }
        assert_eq!(fresh(&mut scans, &["a"], false, 1400), 0);
    }

    #[test]
    fn what_both_read_is_one_scan_until_both_have_lost_it() {
        let mut scans = Scans::default();
        assert!(typed(&mut scans, "a", 0));
        assert_eq!(fresh(&mut scans, &["a"], false, 500), 0, "typed a moment ago");
        for ms in (600..6000).step_by(100) {
            assert_eq!(fresh(&mut scans, &["a"], false, ms), 0, "and held since then");
        }
        assert!(!typed(&mut scans, "a", 6100), "the camera sees it still");
        assert_eq!(fresh(&mut scans, &[], true, 6200), 0);
        assert!(!typed(&mut scans, "a", 7000));
        assert!(typed(&mut scans, "a", 9000));
    }
}
