//! What the platform's replies were not right in, as the terminal keeps it: for the log, which
//! hears of each thing once, for `hallgate status` and the technician's page.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::wire::Flaw;
use crate::wire::calls::Api;

/// How long a flaw of a single ticket's reply stands after it was seen last: the next ticket's
/// reply, in which it is right, says nothing of the platform's ways.
const STANDS: SignedDuration = SignedDuration::from_hours(24);

/// All that stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Complaints(Vec<Complaint>);

/// One flaw, and when it was seen last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    #[serde(flatten)]
    pub flaw: Flaw,
    /// Milliseconds since 1970.
    pub at_ms: i64,
}

impl Complaints {
    /// Takes what a reply was not right in; returns what was not known of before. Each reply with
    /// keys is the whole list, so that it takes the place of the one before.
    pub fn take(&mut self, api: Api, flaws: Vec<Flaw>, now: Timestamp) -> Vec<Flaw> {
        let fresh: Vec<Flaw> = flaws
            .iter()
            .filter(|flaw| self.0.iter().all(|own| own.flaw != **flaw))
            .cloned()
            .collect();
        let whole = api == Api::GetPublicKeys;
        self.0.retain(|own| {
            let replaced = own.flaw.api == api && (whole || flaws.contains(&own.flaw));
            !replaced && own.stands(now)
        });
        let at_ms = now.as_millisecond();
        self.0.extend(flaws.into_iter().map(|flaw| Complaint { flaw, at_ms }));
        fresh
    }

    /// What stands at `now`.
    pub fn standing(&self, now: Timestamp) -> impl Iterator<Item = &Complaint> {
        self.0.iter().filter(move |own| own.stands(now))
    }

    /// As it is kept.
    pub fn kept(&self) -> String {
        // Plain structs always serialise.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What was kept; nothing where that does not read.
    pub fn of_kept(kept: &str) -> Self {
        serde_json::from_str(kept).unwrap_or_default()
    }
}

impl Complaint {
    fn stands(&self, now: Timestamp) -> bool {
        // One of a time to come was seen by a clock that ran ahead.
        self.flaw.api == Api::GetPublicKeys
            || Timestamp::from_millisecond(self.at_ms)
                .is_ok_and(|at| now.duration_since(at).abs() <= STANDS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::What;

    fn flaw(api: Api, field: &str, count: usize) -> Flaw {
        Flaw { api, field: field.into(), what: What::Unreadable, count }
    }

    #[test]
    fn a_flaw_is_news_once_and_stands_for_a_day() {
        let now = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(1000);
        let refund = || vec![flaw(Api::GetTicketInfo, "RefundStatus", 1)];
        let mut all = Complaints::default();
        assert_eq!(all.take(Api::GetTicketInfo, refund(), now), refund());
        assert_eq!(all.take(Api::GetTicketInfo, refund(), now + STANDS / 2), []);
        let price = vec![flaw(Api::GetTicketInfo, "Price", 1)];
        assert_eq!(all.take(Api::GetTicketInfo, price.clone(), now + STANDS), price);
        assert_eq!(all.standing(now + STANDS).count(), 2);
        assert_eq!(Complaints::of_kept(&all.kept()), all);
        let later = now + STANDS * 2;
        assert_eq!(all.standing(later).count(), 1);
        assert_eq!(all.take(Api::GetTicketInfo, refund(), later), []);
        assert_eq!(all.take(Api::GetTicketInfo, Vec::new(), later + STANDS * 2), []);
        assert_eq!(all.take(Api::GetTicketInfo, refund(), later + STANDS * 2), refund());
    }

    #[test]
    fn the_flaws_of_the_keys_are_those_of_the_last_reply() {
        let now = Timestamp::UNIX_EPOCH;
        let keys = |count| vec![flaw(Api::GetPublicKeys, "PublicKeys", count)];
        let mut all = Complaints::default();
        assert_eq!(all.take(Api::GetPublicKeys, keys(1), now), keys(1));
        assert_eq!(all.take(Api::GetPublicKeys, keys(1), now), []);
        assert_eq!(all.take(Api::GetPublicKeys, keys(2), now), keys(2));
        assert_eq!(all.standing(now + STANDS * 9).count(), 1);
        assert_eq!(all.take(Api::GetPublicKeys, Vec::new(), now), []);
        assert_eq!(all, Complaints::default());
    }

    #[test]
    fn what_does_not_read_is_nothing() {
        for kept in ["", "null", "{}", "[{}]", "[7]"] {
            assert_eq!(Complaints::of_kept(kept), Complaints::default(), "{kept}");
        }
    }
}
