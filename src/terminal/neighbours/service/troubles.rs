//! What is wrong with links, for as long as it happens again and again.

use std::collections::BTreeMap;
use std::net::SocketAddr;
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

    /// What stands, with the doors of the configuration that do not answer.
    pub fn standing(&self, now: Duration, unreachable: &[SocketAddr]) -> Vec<LinkTrouble> {
        let standing = self.all.iter().filter(|(_, at)| now < **at + LASTS).map(|(it, _)| it);
        let heard = |address: &SocketAddr| {
            // Who answers with another key is there.
            let ip = address.to_string();
            self.all.keys().any(|it| it.address().is_some_and(|at| at == ip))
        };
        let unreachable = unreachable.iter().filter(|address| !heard(address));
        let away = unreachable.map(|it| LinkTrouble::Unreachable { address: it.to_string() });
        standing.cloned().chain(away).collect()
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
}
