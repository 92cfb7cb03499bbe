//! Whom to call, and when again.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use super::protocol::LinkId;
use crate::terminal::store::DoorId;

/// The first and the longest wait between two calls.
const WAITS: (Duration, Duration) = (Duration::from_millis(250), Duration::from_secs(5));

/// The most addresses that are taken from mDNS: anybody can announce some.
const MOST_FOUND: usize = 128;

/// For so long an address that was this door's own is not called: then it may be another's, as by DHCP.
const MYSELF_FOR: Duration = Duration::from_secs(300);

/// A call that is refused so often is one that nobody answers.
const UNREACHABLE: u32 = 3;

/// An address that another door may listen at.
#[derive(Debug)]
struct DialTarget {
    /// It stands in the configuration.
    listed: bool,
    /// Who was there.
    door: Option<DoorId>,
    link: Option<LinkId>,
    due: Duration,
    wait: Duration,
    failed: u32,
    /// It is this door itself, as far as is known until then.
    myself_until: Duration,
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Dialler {
    targets: BTreeMap<SocketAddr, DialTarget>,
}

impl Dialler {
    pub fn new(listed: &[SocketAddr]) -> Self {
        let mut dialler = Self::default();
        for address in listed {
            dialler.targets.insert(*address, DialTarget::new(true, Duration::ZERO));
        }
        dialler
    }

    /// mDNS has found an address, perhaps again.
    pub fn found(&mut self, address: SocketAddr, now: Duration) {
        if let Some(target) = self.targets.get_mut(&address) {
            // It is there again: it need not wait.
            target.due = target.due.min(now + WAITS.0);
        } else if self.targets.values().filter(|it| !it.listed).count() < MOST_FOUND {
            self.targets.insert(address, DialTarget::new(false, now));
        }
    }

    /// Whom to call now; `linked` tells of a door whether it is there already.
    pub fn due(&self, now: Duration, linked: impl Fn(DoorId) -> bool) -> Vec<SocketAddr> {
        let due = self.targets.iter().filter(|(_, it)| {
            let there = it.door.is_some_and(&linked);
            it.link.is_none() && !there && now >= it.due.max(it.myself_until)
        });
        due.map(|(address, _)| *address).collect()
    }

    /// When somebody is to be called next.
    pub fn next_due(&self) -> Option<Duration> {
        let free = self.targets.values().filter(|it| it.link.is_none());
        free.map(|it| it.due.max(it.myself_until)).min()
    }

    /// A call is under way.
    pub fn called(&mut self, address: SocketAddr, link: LinkId) {
        if let Some(target) = self.targets.get_mut(&address) {
            target.link = Some(link);
        }
    }

    /// This door is at the other end of a call.
    pub fn greeted(&mut self, link: LinkId, door: DoorId) {
        if let Some(target) = self.by_link(link) {
            (target.door, target.wait, target.failed) = (Some(door), WAITS.0, 0);
        }
    }

    /// The call ends by what only people mend: the next one is not soon.
    pub fn slow_down(&mut self, link: LinkId) {
        if let Some(target) = self.by_link(link) {
            target.wait = WAITS.1;
        }
    }

    /// The call has ended: it is tried again, later each time, never all doors at once.
    pub fn ended(&mut self, link: LinkId, myself: bool, now: Duration, rng: &mut fastrand::Rng) {
        if let Some(target) = self.by_link(link) {
            target.link = None;
            target.failed += 1;
            if myself {
                (target.myself_until, target.failed) = (now + MYSELF_FOR, 0);
            }
            target.due = now + target.wait.mul_f64(0.5 + rng.f64());
            target.wait = (target.wait * 2).min(WAITS.1);
        }
        // What mDNS has found and nobody answers at goes, so that there is room.
        self.targets.retain(|_, it| it.listed || it.link.is_some() || it.failed < 20 * UNREACHABLE);
    }

    /// Nobody answered as often as that, at an address of the configuration, and who was there before; `linked`
    /// as above.
    pub fn unreachable(
        &self,
        linked: impl Fn(DoorId) -> bool,
    ) -> Vec<(SocketAddr, Option<DoorId>)> {
        let away = self.targets.iter().filter(|(_, it)| {
            it.listed && it.failed >= UNREACHABLE && !it.door.is_some_and(&linked)
        });
        away.map(|(address, it)| (*address, it.door)).collect()
    }

    fn by_link(&mut self, link: LinkId) -> Option<&mut DialTarget> {
        self.targets.values_mut().find(|it| it.link == Some(link))
    }
}

impl DialTarget {
    fn new(listed: bool, due: Duration) -> Self {
        Self {
            listed,
            door: None,
            link: None,
            due,
            wait: WAITS.0,
            failed: 0,
            myself_until: Duration::ZERO,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_there_is_not_called_and_who_is_not_ever_later() {
        let address: SocketAddr = "192.0.2.1:9010".parse().unwrap();
        let mut dialler = Dialler::new(&[address]);
        let mut rng = fastrand::Rng::with_seed(1);
        let (nobody, door) = (|_| false, DoorId::of("a"));
        let mut now = Duration::ZERO;
        let mut waits = Vec::new();
        for number in 0..8 {
            assert_eq!(dialler.due(now, nobody), [address]);
            dialler.called(address, LinkId(number));
            assert!(dialler.due(now, nobody).is_empty(), "one call at a time");
            dialler.ended(LinkId(number), false, now, &mut rng);
            let due = dialler.next_due().unwrap();
            assert!(dialler.due(now, nobody).is_empty());
            waits.push(due - now);
            now = due;
        }
        assert!(waits[7] > waits[0] * 5 && waits[7] < WAITS.1 * 2, "{waits:?}");
        assert_eq!(dialler.unreachable(nobody), [(address, None)]);
        dialler.called(address, LinkId(9));
        dialler.greeted(LinkId(9), door);
        dialler.ended(LinkId(9), false, now, &mut rng);
        assert!(dialler.due(now + WAITS.1 * 2, |it| it == door).is_empty(), "it has called itself");
        assert_eq!(dialler.due(now + WAITS.1 * 2, nobody), [address]);
    }

    #[test]
    fn an_address_that_was_ones_own_is_called_again_after_a_while() {
        let address: SocketAddr = "192.0.2.1:9010".parse().unwrap();
        let mut dialler = Dialler::new(&[address]);
        dialler.called(address, LinkId(1));
        dialler.ended(LinkId(1), true, Duration::ZERO, &mut fastrand::Rng::with_seed(1));
        assert!(dialler.due(MYSELF_FOR - Duration::from_secs(1), |_| false).is_empty());
        assert_eq!(dialler.next_due(), Some(MYSELF_FOR));
        assert_eq!(dialler.due(MYSELF_FOR, |_| false), [address]);
        assert!(dialler.unreachable(|_| false).is_empty(), "nobody misses it");
    }

    #[test]
    fn strangers_announcements_are_bounded() {
        let mut dialler = Dialler::default();
        for port in 1..2000 {
            dialler.found(([192, 0, 2, 1], port).into(), Duration::ZERO);
        }
        assert_eq!(dialler.due(Duration::ZERO, |_| false).len(), MOST_FOUND);
    }
}
