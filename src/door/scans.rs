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

/// The codes that are in view.
#[derive(Debug, Default)]
pub(super) struct Scans {
    in_view: Vec<(Identity, Duration)>,
}

impl Scans {
    /// Takes what a frame shows and returns what is new in it, tickets first. Where a ticket is
    /// in view, other codes (a poster, a payment code) are none of the door's business.
    pub fn see(
        &mut self,
        texts: &[String],
        blank: bool,
        now: Duration,
        params: &UrlParams,
    ) -> Vec<Scan> {
        if blank {
            self.in_view.clear();
        }
        self.in_view.retain(|(_, seen)| now.saturating_sub(*seen) <= PAUSE);
        let read = |text: &String| TicketText::parse(text, params).map_err(|_| text.clone());
        let (tickets, others): (Vec<_>, Vec<_>) = texts.iter().map(read).partition(Result::is_ok);
        let chosen = if tickets.is_empty() { others } else { tickets };
        chosen.into_iter().filter_map(|read| self.is_new(read, now)).collect()
    }

    fn is_new(&mut self, read: Result<TicketText, String>, now: Duration) -> Option<Scan> {
        let identity = match &read {
            Ok(ticket) => Identity::Ticket(ticket.block.clone()),
            Err(text) => Identity::Other(text.clone()),
        };
        if let Some((_, seen)) = self.in_view.iter_mut().find(|(known, _)| *known == identity) {
            *seen = now;
            return None;
        }
        if self.in_view.len() == MOST {
            self.in_view.remove(0);
        }
        self.in_view.push((identity, now));
        Some(Scan { ticket: read.ok() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn news(scans: &mut Scans, texts: &[&str], blank: bool, ms: u64) -> usize {
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        scans.see(&texts, blank, Duration::from_millis(ms), &UrlParams::default()).len()
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
