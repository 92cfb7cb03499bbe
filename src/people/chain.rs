//! The chain of the audit log: each entry's MAC covers the one before, a seal covers the head.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use zeroize::Zeroizing;

/// What stands before the first entry.
pub const START: &[u8] = &[];

/// What an entry is chained to when the head was found altered: the entry then fits nothing, and
/// what was done to the log stays to be seen however long the log grows.
const BROKEN: &[u8] = b"the head was altered";

/// The keys of the chain, derived from the database's, each as a MAC that has taken it in.
#[derive(Clone)]
pub struct Chain {
    entries: Hmac<Sha256>,
    heads: Hmac<Sha256>,
    outside: Hmac<Sha256>,
}

/// The newest entry's number and chain, as the log's head tells them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainHead {
    pub id: i64,
    pub chain: Vec<u8>,
}

/// An entry's content in the order in which it is chained.
#[derive(Debug, Clone, Copy)]
pub struct Content<'a> {
    pub id: i64,
    /// Milliseconds since 1970.
    pub at: i64,
    pub who: &'a str,
    pub what: &'a str,
    pub detail: &'a str,
}

impl Chain {
    /// `derive` makes a key of its own for each label.
    pub fn new(derive: impl Fn(&str) -> Zeroizing<[u8; 32]>) -> Self {
        // HMAC takes keys of every length.
        let keyed =
            |label| Hmac::<Sha256>::new_from_slice(&*derive(label)).expect("a key of any length");
        Self {
            entries: keyed("hallgate audit entries"),
            heads: keyed("hallgate audit head"),
            outside: keyed("hallgate audit head beside the database"),
        }
    }

    /// The chain of an entry that follows the one whose chain is `before`.
    pub fn link(&self, before: &[u8], content: Content) -> [u8; 32] {
        self.link_mac(before, content).finalize().into_bytes().into()
    }

    /// The chain of an entry whose forerunner can't be told any more.
    fn link_broken(&self, content: Content) -> [u8; 32] {
        self.link(BROKEN, content)
    }

    /// Number and chain of the entry that comes next: behind the head where its seal fits it, else behind
    /// the table's `newest`, chained to nothing. Not the table's last entry but the head: after a cut the
    /// gap stays.
    pub fn follow<'a>(
        &self,
        head: Option<(&ChainHead, &[u8])>,
        newest: i64,
        content: impl Fn(i64) -> Content<'a>,
    ) -> (i64, [u8; 32]) {
        let sealed = head.filter(|(head, seal)| head.id >= newest && self.seals(head, seal));
        match sealed {
            Some((head, _)) => (head.id + 1, self.link(&head.chain, content(head.id + 1))),
            None => (newest + 1, self.link_broken(content(newest + 1))),
        }
    }

    /// Whether the chain is that of this entry behind `before`.
    pub fn links(&self, before: &[u8], content: Content, chain: &[u8]) -> bool {
        self.link_mac(before, content).verify_slice(chain).is_ok()
    }

    /// The seal of the log's head.
    pub fn seal(&self, head: &ChainHead) -> [u8; 32] {
        self.seal_mac(head).finalize().into_bytes().into()
    }

    /// Whether the seal is that of this head.
    pub fn seals(&self, head: &ChainHead, seal: &[u8]) -> bool {
        self.seal_mac(head).verify_slice(seal).is_ok()
    }

    /// The seal of what is told outside of the database, part by part, by a key of its own: one from
    /// within does not do for it.
    pub fn seal_outside(&self, parts: &[&[u8]]) -> [u8; 32] {
        mac(&self.outside, parts).finalize().into_bytes().into()
    }

    pub fn seals_outside(&self, parts: &[&[u8]], seal: &[u8]) -> bool {
        mac(&self.outside, parts).verify_slice(seal).is_ok()
    }

    fn link_mac(&self, before: &[u8], content: Content) -> Hmac<Sha256> {
        let Content { id, at, who, what, detail } = content;
        let (id, at) = (id.to_be_bytes(), at.to_be_bytes());
        let parts = [before, &id, &at, who.as_bytes(), what.as_bytes(), detail.as_bytes()];
        mac(&self.entries, &parts)
    }

    fn seal_mac(&self, head: &ChainHead) -> Hmac<Sha256> {
        mac(&self.heads, &[&head.id.to_be_bytes(), &head.chain])
    }
}

/// Each part with its length before it, so that no two lists of parts read alike.
fn mac(keyed: &Hmac<Sha256>, parts: &[&[u8]]) -> Hmac<Sha256> {
    let mut mac = keyed.clone();
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac
}

impl fmt::Debug for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Chain(…)")
    }
}
