//! What is wrong with links, for as long as it happens again and again.

use std::collections::BTreeMap;
use std::mem::discriminant;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use crate::terminal::neighbours::LinkTrouble;
use crate::words::Language;

/// What did not happen again for so long is over.
const LASTS: Duration = Duration::from_secs(30);

/// The most of one kind that are told: the others have places of their own, whatever fills these.
const MOST_OF_KIND: usize = 8;

/// The most addresses of strangers that are counted.
const MOST_STRANGERS: usize = 256;

/// What is wrong, and when it happened last.
#[derive(Debug, Default)]
pub(super) struct Troubles {
    all: BTreeMap<LinkTrouble, Duration>,
    /// Who calls with another key: anybody can.
    strangers: BTreeMap<IpAddr, Duration>,
}

impl Troubles {
    /// It happens.
    pub fn note(&mut self, trouble: LinkTrouble, now: Duration) {
        self.all.retain(|_, at| now < *at + LASTS);
        let of_kind = self.all.keys().filter(|it| discriminant(*it) == discriminant(&trouble));
        if of_kind.count() < MOST_OF_KIND || self.all.contains_key(&trouble) {
            let fresh = self.all.insert(trouble.clone(), now).is_none();
            if fresh {
                log::warn!("{}", trouble.message(Language::English));
            }
        }
    }

    /// Somebody calls with another key.
    pub fn note_stranger(&mut self, host: IpAddr, now: Duration) {
        self.strangers.retain(|_, at| now < *at + LASTS);
        if self.strangers.is_empty() {
            // One line until they are gone, and not one for each: the status counts them.
            let first = LinkTrouble::OtherKey { address: host.to_string() };
            log::warn!("{}", first.message(Language::English));
        }
        if self.strangers.len() < MOST_STRANGERS || self.strangers.contains_key(&host) {
            self.strangers.insert(host, now);
        }
    }

    /// What stands, with the doors of the configuration that do not answer: of each host what says most, and
    /// first what was proved with the key.
    pub fn standing(&self, now: Duration, unreachable: &[SocketAddr]) -> Vec<LinkTrouble> {
        let standing = self.all.iter().filter(|(_, at)| now < **at + LASTS).map(|(it, _)| it);
        let away =
            unreachable.iter().map(|it| LinkTrouble::Unreachable { address: it.to_string() });
        let callers = self.strangers.iter().filter(|(_, at)| now < **at + LASTS);
        let callers = callers.map(|(it, _)| LinkTrouble::OtherKey { address: it.to_string() });
        let all: Vec<LinkTrouble> = standing.cloned().chain(away).chain(callers).collect();
        let better = |it: &LinkTrouble, other: &LinkTrouble| {
            host(it).is_some() && host(it) == host(other) && says(other) > says(it)
        };
        let known = all.iter().filter(|it| !all.iter().any(|other| better(it, other))).cloned();
        let (callers, mut standing): (Vec<_>, Vec<_>) = known.partition(is_caller);
        standing.extend(self.sum_up(callers));
        standing.sort_by_key(rank);
        standing
    }

    /// Callers with another key as one line.
    fn sum_up(&self, mut callers: Vec<LinkTrouble>) -> Option<LinkTrouble> {
        if callers.len() < 2 {
            return callers.pop();
        }
        let hosts = callers.iter().filter_map(host);
        let newest = hosts.max_by_key(|it| self.strangers.get(it))?.to_string();
        Some(LinkTrouble::OtherKeys { addresses: callers.len(), newest })
    }
}

fn host(trouble: &LinkTrouble) -> Option<IpAddr> {
    let here = matches!(trouble, LinkTrouble::NotListening { .. });
    let address = trouble.address().filter(|_| !here)?;
    address.parse().ok().or_else(|| address.parse().ok().map(|it: SocketAddr| it.ip()))
}

/// How much is known of what is wrong there.
fn says(trouble: &LinkTrouble) -> u8 {
    match trouble {
        LinkTrouble::Unreachable { .. } => 0,
        LinkTrouble::HungUp { .. } => 1,
        LinkTrouble::OtherKey { .. } if is_caller(trouble) => 2,
        LinkTrouble::OtherKey { .. } => 3,
        _ => 4,
    }
}

/// As a caller it has no port of its own.
fn is_caller(trouble: &LinkTrouble) -> bool {
    let LinkTrouble::OtherKey { address } = trouble else { return false };
    address.parse::<SocketAddr>().is_err()
}

/// What is told first: what this door is wrong in itself, then what was proved with the key, then what anybody on
/// the network can bring about.
fn rank(trouble: &LinkTrouble) -> u8 {
    match trouble {
        LinkTrouble::NoKey { .. } | LinkTrouble::NotListening { .. } => 0,
        LinkTrouble::OtherTerminal { .. }
        | LinkTrouble::NotHeard { .. }
        | LinkTrouble::NoPlace { .. }
        | LinkTrouble::SameName { .. }
        | LinkTrouble::OtherCinema { .. }
        | LinkTrouble::OtherVersion { .. }
        | LinkTrouble::Unreadable { .. }
        | LinkTrouble::TooMany { .. } => 1,
        LinkTrouble::Unreachable { .. } | LinkTrouble::NoDiscovery => 2,
        LinkTrouble::OtherKey { .. }
        | LinkTrouble::OtherKeys { .. }
        | LinkTrouble::NoDoor { .. }
        | LinkTrouble::HungUp { .. } => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trouble_stands_while_it_happens_and_strangers_fill_no_list() {
        let mut troubles = Troubles::default();
        let away = ["192.0.2.7:9010".parse().unwrap()];
        troubles.note(LinkTrouble::NoDiscovery, Duration::ZERO);
        assert_eq!(troubles.standing(Duration::from_secs(29), &[]), [LinkTrouble::NoDiscovery]);
        assert_eq!(troubles.standing(LASTS, &away).len(), 1, "the door that does not answer");
        for port in 0..1000 {
            let address = format!("192.0.2.7:{port}");
            troubles.note(LinkTrouble::OtherKey { address }, LASTS);
        }
        assert_eq!(troubles.standing(LASTS, &[]).len(), MOST_OF_KIND);
    }

    #[test]
    fn strangers_hide_nobody_who_has_the_key_and_are_one_line() {
        let mut troubles = Troubles::default();
        for number in 0..1000_u16 {
            let [high, low] = number.to_be_bytes();
            let at = Duration::from_millis(number.into());
            troubles.note_stranger([10, 0, high, low].into(), at);
            let address = format!("192.0.2.{low}:9010");
            troubles.note(LinkTrouble::HungUp { address }, at);
        }
        let (door, name) = ("terminal-002".into(), "北门".into());
        let impostor = LinkTrouble::OtherTerminal { address: "10.0.0.5".into(), door, name };
        troubles.note(impostor.clone(), Duration::from_secs(1));
        let standing = troubles.standing(Duration::from_secs(1), &[]);
        assert_eq!(standing[0], impostor, "first");
        let summed = |it: &&LinkTrouble| matches!(it, LinkTrouble::OtherKeys { .. });
        let lines: Vec<_> = standing.iter().filter(summed).collect();
        // One of them is the impostor's own host.
        let newest = "10.0.0.255".to_owned();
        assert_eq!(lines, [&LinkTrouble::OtherKeys { addresses: MOST_STRANGERS - 1, newest }]);
        assert_eq!(standing.len(), 2 + MOST_OF_KIND);
    }

    #[test]
    fn a_host_is_told_once_by_what_is_known_of_it() {
        let (at, from) = ("192.0.2.7:9010", "192.0.2.7");
        let other_key = |address: &str| LinkTrouble::OtherKey { address: address.into() };
        let hung_up = LinkTrouble::HungUp { address: at.into() };
        let unreachable = [at.parse().unwrap()];
        let mut troubles = Troubles::default();
        let mut told = Vec::new();
        for trouble in [Some(hung_up.clone()), None, Some(other_key(at))] {
            match trouble {
                Some(trouble) => troubles.note(trouble, Duration::ZERO),
                None => troubles.note_stranger(from.parse().unwrap(), Duration::ZERO),
            }
            told.push(troubles.standing(Duration::ZERO, &unreachable));
        }
        assert_eq!(told, [[hung_up], [other_key(from)], [other_key(at)]]);
        let others = ["192.0.2.8:9010".parse().unwrap()];
        assert_eq!(troubles.standing(Duration::ZERO, &others).len(), 2, "another host");
    }
}
