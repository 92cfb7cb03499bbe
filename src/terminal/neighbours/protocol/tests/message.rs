//! How messages are written and read.

use super::*;

#[test]
fn every_message_reads_as_it_was_written_and_nothing_else_reads() {
    let session = "0000000000000001".parse().unwrap();
    let by = DoorId::of("terminal-002");
    let record = ToldRecord { seq: Seq(3), ticket: ticket(1), session, at: NOON };
    let all = [
        MeshMessage::Greeting(greeting("a", u64::MAX)),
        MeshMessage::Claim(TicketClaim { number: 1, ticket: ticket(1), session, at: NOON }),
        MeshMessage::Answer { number: 2, answer: ClaimAnswer::Free },
        MeshMessage::Answer { number: 2, answer: ClaimAnswer::Mine { at: NOON } },
        MeshMessage::Answer { number: 2, answer: ClaimAnswer::Claimed { by, at: NOON } },
        MeshMessage::Answer { number: 2, answer: ClaimAnswer::Taken { by, at: NOON } },
        MeshMessage::Release { number: 9 },
        MeshMessage::Told(ToldPage {
            way: WayIn::ByHand,
            after: Seq(2),
            through: Seq(4),
            records: vec![record],
        }),
        MeshMessage::Missing { way: WayIn::ByHand, after: Seq(4) },
        MeshMessage::Ping {
            number: 1,
            newest: PerWay { scanned: Seq(4), by_hand: Seq(2) },
            at: NOON,
        },
        MeshMessage::Pong { number: 1, at: NOON },
        MeshMessage::Refused(LinkRefusal::OtherTerminal),
        MeshMessage::Refused(LinkRefusal::TooMany),
    ];
    for message in all {
        let bytes = message.encode();
        assert_eq!(MeshMessage::decode(&bytes).as_ref(), Ok(&message));
        for end in 0..bytes.len() {
            // A page may end between two admissions.
            let cut = MeshMessage::decode(&bytes[..end]);
            assert!(cut.is_err() || matches!(cut, Ok(MeshMessage::Told(_))), "{message:?}");
        }
        let more = [&bytes[..], &[0]].concat();
        assert!(MeshMessage::decode(&more).is_err(), "{message:?}");
    }
    let mut other = MeshMessage::Greeting(greeting("a", 1)).encode();
    other[1] = 9;
    assert_eq!(MeshMessage::decode(&other), Err(BadMessage::Version(9)));
    // Numbers that go back, and a page of more than it says.
    let way = WayIn::Scanned;
    let twice = ToldPage { way, after: Seq(2), through: Seq(4), records: vec![record, record] };
    let beyond = ToldPage { way, after: Seq(2), through: Seq(2), records: vec![record] };
    for page in [twice, beyond] {
        let bytes = MeshMessage::Told(page).encode();
        assert_eq!(MeshMessage::decode(&bytes), Err(BadMessage::Unreadable));
    }
}

proptest::proptest! {
    /// Whatever a neighbour says is read or refused, and what is read is written and reads the same.
    #[test]
    fn no_bytes_do_harm(kind in 0u8..10, rest in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        let bytes = [&[kind][..], &rest].concat();
        for bytes in [&bytes[..], &rest] {
            if let Ok(message) = MeshMessage::decode(bytes) {
                assert_eq!(MeshMessage::decode(&message.encode()), Ok(message));
            }
        }
    }
}
