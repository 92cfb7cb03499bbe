//! The same-code pause: a code that stays before the camera is one scan, not many (SPEC §2).

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
enum Identity {
    Ticket(Vec<u8>),
    Other(String),
}

/// A text that has just come into view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Scan {
    /// None: it has not the shape of a ticket.
    pub ticket: Option<TicketText>,
}

#[derive(Debug)]
struct InView {
    identity: Identity,
    seen: Duration,
    /// An e-ticket's page that was out of date when it was read.
    stale: bool,
}

/// The codes that are in view.
#[derive(Debug, Default)]
pub(super) struct Scans {
    in_view: Vec<InView>,
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
    ) -> Vec<Scan> {
        if blank {
            self.in_view.clear();
        }
        self.in_view.retain(|code| now.saturating_sub(code.seen) <= PAUSE);
        let (mut tickets, mut others) = (Vec::new(), Vec::new());
        for text in texts {
            match TicketText::parse(text, params) {
                Ok(ticket) => tickets.push(ticket),
                Err(_) => others.push(Identity::Other(text.clone())),
            }
        }
        let mut news = Vec::new();
        let beside = !tickets.is_empty() || self.shows_ticket();
        for other in others {
            if beside {
                self.pass_over(other, now, !tickets.is_empty());
            } else if self.is_new(other, now, false, news.len() < room) {
                news.push(Scan { ticket: None });
            }
        }
        for ticket in tickets {
            let identity = Identity::Ticket(ticket.block.clone());
            let stale = is_stale(&ticket);
            if !stale {
                self.in_view.retain(|code| !(code.stale && code.identity == identity));
            }
            if self.is_new(identity, now, stale, news.len() < room) {
                news.push(Scan { ticket: Some(ticket) });
            }
        }
        news
    }

    /// Whether a code that was read still counts as in view, as of the last frame.
    pub fn holds_any(&self) -> bool {
        !self.in_view.is_empty()
    }

    fn shows_ticket(&self) -> bool {
        self.in_view.iter().any(|code| matches!(code.identity, Identity::Ticket(_)))
    }

    /// A code beside a ticket: seen with it in one frame it belongs to the same scene, and stays
    /// unread for as long as it is there. Otherwise it may be the next visitor's, who is told
    /// when the ticket is gone.
    fn pass_over(&mut self, other: Identity, now: Duration, same_frame: bool) {
        if !self.is_known(&other, now) && same_frame {
            self.note(other, now, false);
        }
    }

    fn is_new(&mut self, identity: Identity, now: Duration, stale: bool, room: bool) -> bool {
        if self.is_known(&identity, now) || !room {
            return false;
        }
        self.note(identity, now, stale);
        true
    }

    fn is_known(&mut self, identity: &Identity, now: Duration) -> bool {
        let known = self.in_view.iter_mut().find(|code| code.identity == *identity);
        known.map(|code| code.seen = now).is_some()
    }

    fn note(&mut self, identity: Identity, now: Duration, stale: bool) {
        if self.in_view.len() == MOST {
            self.in_view.remove(0);
        }
        self.in_view.push(InView { identity, seen: now, stale });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn news(scans: &mut Scans, texts: &[&str], blank: bool, ms: u64) -> usize {
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        scans
            .see(&texts, blank, Duration::from_millis(ms), &UrlParams::default(), 8, |_| false)
            .len()
    }

    #[test]
    fn a_code_that_stays_is_one_scan() {
        let mut scans = Scans::default();
        assert_eq!(news(&mut scans, &["a"], false, 0), 1);
        assert_eq!(news(&mut scans, &["a"], false, 33), 0);
        assert_eq!(news(&mut scans, &[], false, 66), 0);
        assert_eq!(news(&mut scans, &["a"], false, 1500), 0, "out of sight for a moment");
        assert_eq!(news(&mut scans, &["a", "b"], false, 1533), 1, "another beside it");
        assert_eq!(news(&mut scans, &["a"], false, 3100), 1, "gone for longer than the pause");
    }

    #[test]
    fn an_empty_scene_ends_the_scan() {
        let mut scans = Scans::default();
        assert_eq!(news(&mut scans, &["a"], false, 0), 1);
        assert_eq!(news(&mut scans, &[], true, 33), 0);
        assert_eq!(news(&mut scans, &["a"], false, 66), 1);
    }

    #[test]
    fn the_ticket_goes_before_other_codes_and_its_display_may_change() {
        use base64::prelude::{BASE64_STANDARD, Engine};
        let code = format!("12345678{}", BASE64_STANDARD.encode([7; 128]));
        let mut scans = Scans::default();
        assert_eq!(news(&mut scans, &["https://poster.example", &code], false, 0), 1);
        let escaped = code.replace('+', "%2B").replace('/', "%2F");
        let shown = |time: u32| format!("https://e.example/?c={escaped}&t={time}");
        assert_eq!(news(&mut scans, &[&shown(1)], false, 33), 0, "the same ticket, shown as a URL");
        assert_eq!(news(&mut scans, &[&shown(2)], false, 66), 0, "its time goes on");
    }
}
