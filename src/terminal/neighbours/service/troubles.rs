//! What is wrong with links, for as long as it happens again and again.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use crate::terminal::neighbours::LinkTrouble;
use crate::words::Language;

/// What did not happen again for so long is over.
const LASTS: Duration = Duration::from_secs(30);

/// The most that are told: anybody can call with another key.
const MOST: usize = 16;

/// What is wrong, and when it happened last.
#[derive(Debug, Default)]
pub(super) struct Troubles {
    all: BTreeMap<LinkTrouble, Duration>,
}

impl Troubles {
    /// It happens.
    pub fn note(&mut self, trouble: LinkTrouble, now: Duration) {
        self.all.retain(|_, at| now < *at + LASTS);
        if self.all.len() < MOST || self.all.contains_key(&trouble) {
            let fresh = self.all.insert(trouble.clone(), now).is_none();
            if fresh {
                log::warn!("{}", trouble.message(Language::English));
            }
        }
    }

    /// What stands, with the doors of the configuration that do not answer: of each host what says most.
    pub fn standing(&self, now: Duration, unreachable: &[SocketAddr]) -> Vec<LinkTrouble> {
        let standing = self.all.iter().filter(|(_, at)| now < **at + LASTS).map(|(it, _)| it);
        let away =
            unreachable.iter().map(|it| LinkTrouble::Unreachable { address: it.to_string() });
        let all: Vec<LinkTrouble> = standing.cloned().chain(away).collect();
        let better = |it: &LinkTrouble, other: &LinkTrouble| {
            host(it).is_some() && host(it) == host(other) && says(other) > says(it)
        };
        all.iter().filter(|it| !all.iter().any(|other| better(it, other))).cloned().collect()
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
        // As a caller it has no port of its own.
        LinkTrouble::OtherKey { address } => 2 + u8::from(address.parse::<SocketAddr>().is_ok()),
        _ => 3,
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
        for stranger in 0..1000 {
            let address = format!("192.0.2.7:{stranger}");
            troubles.note(LinkTrouble::OtherKey { address }, LASTS);
        }
        assert_eq!(troubles.standing(LASTS, &[]).len(), MOST);
    }

    #[test]
    fn a_host_is_told_once_by_what_is_known_of_it() {
        let (at, from) = ("192.0.2.7:9010", "192.0.2.7");
        let other_key = |address: &str| LinkTrouble::OtherKey { address: address.into() };
        let hung_up = LinkTrouble::HungUp { address: at.into() };
        let unreachable = [at.parse().unwrap()];
        let mut troubles = Troubles::default();
        let mut told = Vec::new();
        for trouble in [hung_up.clone(), other_key(from), other_key(at)] {
            troubles.note(trouble, Duration::ZERO);
            told.push(troubles.standing(Duration::ZERO, &unreachable));
        }
        assert_eq!(told, [[hung_up], [other_key(from)], [other_key(at)]]);
        let others = ["192.0.2.8:9010".parse().unwrap()];
        assert_eq!(troubles.standing(Duration::ZERO, &others).len(), 2, "another host");
    }
}
