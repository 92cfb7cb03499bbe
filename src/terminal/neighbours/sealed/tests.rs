//! Who can say what to whom, by the bytes alone.

use super::*;

fn key(byte: u8) -> NeighbourKey {
    NeighbourKey::from_bytes(&[byte; 32]).unwrap()
}

fn take(link: &mut SealedLink) -> Vec<u8> {
    std::mem::take(link.outbox())
}

fn pass(from: &mut SealedLink, to: &mut SealedLink) {
    assert_eq!(to.receive(&take(from)).unwrap(), Vec::<Vec<u8>>::new());
}

fn pair_of(one: &DoorKey, other: &DoorKey) -> (SealedLink, SealedLink) {
    let mut one = SealedLink::dial(&key(1), one).unwrap();
    let mut other = SealedLink::accept(&key(1), other).unwrap();
    pass(&mut one, &mut other);
    assert_eq!((one.proved(), other.proved()), (None, None), "who dialled has proved nothing yet");
    pass(&mut other, &mut one);
    pass(&mut one, &mut other);
    (one, other)
}

fn pair() -> (SealedLink, SealedLink) {
    pair_of(&DoorKey::make().unwrap(), &DoorKey::make().unwrap())
}

#[test]
fn messages_go_both_ways_in_whatever_pieces_they_come() {
    let (mut one, mut other) = pair();
    one.send(b"a").unwrap();
    one.send(&[7; 60_000]).unwrap();
    let mut got = Vec::new();
    for piece in take(&mut one).chunks(777) {
        got.extend(other.receive(piece).unwrap());
    }
    assert_eq!(got, [b"a".to_vec(), vec![7; 60_000]]);
    other.send(b"b").unwrap();
    assert_eq!(one.receive(&take(&mut other)).unwrap(), [b"b"]);
}

#[test]
fn each_end_proves_a_key_pair_of_its_own_and_it_is_the_same_each_time() {
    let (north, south) = (DoorKey::make().unwrap(), DoorKey::make().unwrap());
    for _ in 0..2 {
        let (one, other) = pair_of(&north, &south);
        assert_eq!(one.proved(), Some(south.identity()));
        assert_eq!(other.proved(), Some(north.identity()));
    }
    assert_ne!(north.identity(), south.identity());
}

#[test]
fn a_stranger_gets_no_answer() {
    let own = DoorKey::make().unwrap();
    let mut other = SealedLink::accept(&key(1), &own).unwrap();
    let mut stranger = SealedLink::dial(&key(2), &own).unwrap();
    assert_eq!(other.receive(&take(&mut stranger)), Err(SealFault::OtherKey));
    assert!(take(&mut other).is_empty(), "not a byte");
    for said in [&b"GET / HTTP/1.1\r\n\r\n"[..], &[0, 0], &[255; 300]] {
        let mut other = SealedLink::accept(&key(1), &own).unwrap();
        assert_eq!(other.receive(said), Err(SealFault::NoDoor), "no key at all");
        assert!(take(&mut other).is_empty());
        let mut one = SealedLink::dial(&key(1), &own).unwrap();
        assert_eq!(one.receive(said), Err(SealFault::NoDoor));
    }
}

#[test]
fn what_is_replayed_altered_or_out_of_turn_ends_the_link() {
    let (mut one, mut other) = pair();
    one.send(b"first").unwrap();
    let first = take(&mut one);
    one.send(b"second").unwrap();
    let second = take(&mut one);
    assert_eq!(other.receive(&first).unwrap(), [b"first"]);
    assert_eq!(other.receive(&first), Err(SealFault::Broken), "replayed");
    assert_eq!(other.receive(&second), Err(SealFault::Broken), "shut for good");

    let (mut one, mut other) = pair();
    one.send(b"first").unwrap();
    take(&mut one);
    one.send(b"second").unwrap();
    assert_eq!(other.receive(&take(&mut one)), Err(SealFault::Broken), "out of turn");

    let (mut one, mut other) = pair();
    one.send(b"first").unwrap();
    let mut altered = take(&mut one);
    altered[5] ^= 1;
    assert_eq!(other.receive(&altered), Err(SealFault::Broken));
}

#[test]
fn a_handshake_that_is_replayed_leads_nowhere() {
    let (north, south) = (DoorKey::make().unwrap(), DoorKey::make().unwrap());
    let mut one = SealedLink::dial(&key(1), &north).unwrap();
    let mut then = SealedLink::accept(&key(1), &south).unwrap();
    let first = take(&mut one);
    then.receive(&first).unwrap();
    pass(&mut then, &mut one);
    let third = take(&mut one);
    then.receive(&third).unwrap();
    // Played again to the same door, which answers the first of it and takes nothing after it.
    let mut other = SealedLink::accept(&key(1), &south).unwrap();
    assert!(other.receive(&first).unwrap().is_empty());
    assert_eq!(other.receive(&third), Err(SealFault::Broken));
    assert_eq!(other.proved(), None);
}
