//! The key pair that a door alone has: what it proves on each link, so that nobody passes for it who only knows
//! the key that all share. Made the first time, and kept in the database.

use std::io::Error;

use zeroize::Zeroizing;

use super::{NeighboursFault, SetupFault, sealed};
use crate::terminal::store::{DoorIdentity, Store};

/// Private and public half. The private one is wiped with it.
#[derive(Clone)]
pub struct DoorKey {
    own: Zeroizing<[u8; 32]>,
    identity: DoorIdentity,
}

impl DoorKey {
    /// The key pair of this database's terminal, made where there is none that reads.
    pub fn of(store: &Store) -> Result<Self, SetupFault> {
        for kept in store.door_identities()? {
            if let Some(kept) = Self::from_hex(&Zeroizing::new(kept)) {
                store.set_door_identity(&kept.to_hex())?;
                return Ok(kept);
            }
        }
        let made = Self::make().map_err(|fault| NeighboursFault::Thread(Error::other(fault)))?;
        store.set_door_identity(&made.to_hex())?;
        Ok(made)
    }

    /// A pair that nobody has; fails where the system has no random numbers.
    pub fn make() -> Result<Self, snow::Error> {
        let snow::Keypair { private, public } =
            snow::Builder::new(sealed::PATTERN.parse()?).generate_keypair()?;
        let private = Zeroizing::new(private);
        let both = (private.as_slice().try_into(), public.as_slice().try_into());
        let (Ok(own), Ok(identity)) = both else { return Err(snow::Error::Input) };
        Ok(Self { own: Zeroizing::new(own), identity: DoorIdentity(identity) })
    }

    fn to_hex(&self) -> Zeroizing<String> {
        let both = Zeroizing::new([*self.own, self.identity.0].concat());
        Zeroizing::new(hex::encode(&*both))
    }

    fn from_hex(text: &str) -> Option<Self> {
        let mut both = Zeroizing::new([0; 64]);
        hex::decode_to_slice(text, &mut *both).ok()?;
        let (own, identity) = both.split_at(32);
        let own = Zeroizing::new(own.try_into().ok()?);
        Some(Self { own, identity: DoorIdentity(identity.try_into().ok()?) })
    }

    /// What others know it by.
    pub fn identity(&self) -> DoorIdentity {
        self.identity
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.own
    }
}

impl std::fmt::Debug for DoorKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DoorKey({:?})", self.identity)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::store::{DatabaseKey, Setting};

    #[test]
    fn a_door_keeps_its_key_pair_and_makes_one_where_there_is_none_that_reads() {
        let folder = tempfile::tempdir().unwrap();
        let key = DatabaseKey::from_bytes(&[42; 32]).unwrap();
        let store = Store::open(&folder.path().join("hallgate.db"), &key).unwrap();
        let made = DoorKey::of(&store).unwrap();
        let kept = DoorKey::of(&store).unwrap();
        assert_eq!((made.identity(), made.bytes()), (kept.identity(), kept.bytes()));
        // It stands twice: a part of the database may be lost.
        store.set(Setting::NeighbourIdentity, "torn").unwrap();
        assert_eq!(DoorKey::of(&store).unwrap().identity(), made.identity());
        store.set_door_identity("torn").unwrap();
        assert_ne!(DoorKey::of(&store).unwrap().identity(), made.identity());
    }
}
