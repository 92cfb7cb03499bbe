//! What another door says: sealed frames as a stranger and a neighbour could send them, messages, and what the
//! protocol makes of them.

use std::net::Ipv4Addr;
use std::time::Duration;

use hallgate::clock::{CHINA, Now};
use hallgate::terminal::config::WordTrust;
use hallgate::terminal::door::{ClaimId, ClaimRequest};
use hallgate::terminal::neighbours::protocol::{
    Admissions, AdmissionsUnread, DoorMesh, HeardTickets, LinkId, LinkPeer, MeshEvent, MeshInput,
    MeshMessage, MeshOutput, MeshSettings,
};
use hallgate::terminal::neighbours::{DoorKey, NeighbourKey, SealedLink};
use hallgate::terminal::store::{
    AdmissionPage, DaySeen, DoorId, DoorIdentity, DoorName, PerWay, Seq, Series, ToldRecord, WayIn,
};
use hallgate::ticket::FilmTicketCode;
use jiff::Timestamp;

use super::Feed;

const NOON: Timestamp = Timestamp::constant(1_785_144_000, 0);

/// So many admissions of a neighbour are kept in a day here.
const MOST_PER_DAY: u64 = 20;

/// A claim is answered within so long.
const DEADLINE: Duration = Duration::from_millis(54);

/// The rest of the bytes, by the first one: as frames at an end that was called, or as messages, each with its
/// length before it, that two links of a door hear. Returns how many messages read.
pub fn run(bytes: &[u8]) -> usize {
    let mut feed = Feed(bytes);
    match feed.byte() % 2 {
        0 => frames(feed.0),
        _ => messages(feed),
    }
}

/// Who does not know the key is not heard, and gets not a byte.
fn frames(bytes: &[u8]) -> usize {
    let Some(key) = NeighbourKey::from_bytes(&[7; 32]) else { return 0 };
    let own = DoorKey::make().expect("random numbers");
    let mut link = SealedLink::accept(&key, &own).expect("a link begins");
    for piece in bytes.chunks(97) {
        match link.receive(piece) {
            Ok(messages) => assert!(messages.is_empty(), "a stranger was heard"),
            Err(_) => break,
        }
    }
    assert!(link.proved().is_none() && link.outbox().is_empty(), "a stranger was answered");
    0
}

/// A disk with one admission of each way.
struct Disk;

impl Admissions for Disk {
    fn own(&self, ticket: FilmTicketCode) -> Result<Option<Timestamp>, AdmissionsUnread> {
        Ok((ticket == code(1)).then_some(NOON))
    }

    fn after(&self, _: WayIn, seq: Seq, most: usize) -> Result<AdmissionPage, AdmissionsUnread> {
        let session = "0000000000000001".parse().expect("a session");
        let record = ToldRecord::of(Seq(1), code(1), session, NOON);
        let records: Vec<ToldRecord> =
            [record].into_iter().filter(|it| it.seq > seq).take(most).collect();
        Ok(AdmissionPage { records, last: seq.max(Seq(1)), more: false })
    }
}

fn code(number: u8) -> FilmTicketCode {
    format!("{number:016}").parse().expect("a ticket's number")
}

fn messages(mut feed: Feed<'_>) -> usize {
    let settings = MeshSettings {
        cinema: "12345678".parse().expect("a cinema"),
        door: DoorId::of("b"),
        name: DoorName::of("b"),
        run: 1,
        series: Series(1),
        day: DaySeen(1),
        timeout: Duration::from_millis(60),
        trust: WordTrust::Refuse,
        most_refusals: 3,
        most_per_day: MOST_PER_DAY,
        zone: CHINA,
    };
    let newest = PerWay { scanned: Seq(1), by_hand: Seq(1) };
    let mut mesh = DoorMesh::new(settings, Vec::new(), newest, HeardTickets::default());
    let mut mono = Duration::ZERO;
    let mut house = House::default();
    for link in [1, 2] {
        let input = MeshInput::Opened {
            link: LinkId(link),
            dialled: link == 1,
            peer: LinkPeer {
                identity: DoorIdentity([u8::try_from(link).unwrap_or(0); 32]),
                host: Ipv4Addr::LOCALHOST.into(),
            },
        };
        house.take(mesh.handle(now(mono), input, &Disk), mono);
    }
    let (mut claims, mut read) = (0, 0);
    while !feed.is_empty() {
        let (step, length) = (feed.byte(), usize::from(feed.byte()));
        mono += Duration::from_millis(u64::from(step >> 3));
        let input = match step & 7 {
            0 => MeshInput::Tick,
            1 => {
                claims += 1;
                house.asked = Some((ClaimId(claims), mono + DEADLINE));
                let session = "0000000000000001".parse().expect("a session");
                let (id, deadline) = (ClaimId(claims), mono + DEADLINE);
                let ticket = code(feed.byte());
                MeshInput::Claim(ClaimRequest { id, ticket, session, at: NOON, deadline })
            }
            2 => {
                house.asked = None;
                MeshInput::Release
            }
            3 => MeshInput::Kept { done: length & 1 == 0 },
            kind => {
                let bytes = feed.take(length);
                let Ok(message) = MeshMessage::decode(&bytes) else { continue };
                assert_eq!(MeshMessage::decode(&message.encode()), Ok(message.clone()));
                read += 1;
                MeshInput::Heard { link: LinkId(u64::from(kind & 1) + 1), message }
            }
        };
        house.take(mesh.handle(now(mono), input, &Disk), mono);
        if let Some((_, deadline)) = house.asked
            && mono >= deadline
        {
            panic!("a visitor waits behind the deadline");
        }
    }
    read
}

fn now(mono: Duration) -> Now {
    let wall = NOON + jiff::SignedDuration::try_from(mono).expect("a few seconds");
    Now { mono, wall }
}

/// Whoever runs the protocol.
#[derive(Default)]
struct House {
    /// The claim that is not answered yet, and until when it has to be.
    asked: Option<(ClaimId, Duration)>,
    kept: u64,
}

impl House {
    fn take(&mut self, outputs: Vec<MeshOutput>, mono: Duration) {
        for output in outputs {
            match output {
                MeshOutput::Event(MeshEvent::Answer { id, .. }) => {
                    let asked = self.asked.take().map(|(of, _)| of);
                    assert_eq!(asked, Some(id), "an answer that nobody waits for, at {mono:?}");
                }
                MeshOutput::Event(MeshEvent::Keep(batch)) => {
                    // What was not kept comes again, and no day ends in these seconds.
                    self.kept = self.kept.max(u64::try_from(batch.admissions.len()).unwrap_or(0));
                    assert!(self.kept <= MOST_PER_DAY * 2, "{} to be kept", self.kept);
                }
                MeshOutput::Send { message, .. } => {
                    assert_eq!(MeshMessage::decode(&message.encode()), Ok(message.clone()));
                }
                MeshOutput::Event(_) | MeshOutput::Close { .. } | MeshOutput::Greeted { .. } => {}
            }
        }
    }
}
