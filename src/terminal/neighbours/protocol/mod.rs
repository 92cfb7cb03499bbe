//! How doors know of each other, as one pure state machine: no socket, no file, no thread and no clock of
//! its own. Whoever runs it hands in what happens ([`MeshInput`]) with both clocks, carries out what comes
//! of it ([`MeshOutput`]), and lets it look up admissions ([`Admissions`]). `simulation` plays it by seeds.
//!
//! The rule, which `docs/neighbours.md` explains:
//!
//! 1. Before a door records an admission it claims the ticket from every neighbour that answers quickly.
//!    It goes on when all have answered, and at its deadline in any case.
//! 2. Who has admitted the ticket, or knows who has, says so: the claim is lost.
//! 3. Of two doors whose claims cross, the earlier one (time, then name) wins, unless the later one has
//!    all its answers already: what was granted is never taken back.
//! 4. A neighbour's claim is kept in mind for [`CLAIM_LASTS`], and told to a third door: which goes by it unless
//!    the one that claimed tells it otherwise itself.
//! 5. Each admission is told at once by the door that made it, and by no other, with its number and the
//!    number before it. What a door lacks it asks for by number.

mod claims;
mod health;
mod heard;
mod keeping;
mod links;
mod message;
mod names;
mod other_claims;
mod records;
mod trust;

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::clock::Now;
use crate::terminal::config::WordTrust;
use crate::terminal::door::{ClaimId, ClaimRequest, Elsewhere, NeighbourAnswer};
use crate::terminal::store::{
    AdmissionPage, AdmittedElsewhere, DaySeen, DoorId, DoorName, KeepBatch, NeighbourMark, PerWay,
    Seq, Series, ToldAdmission, ToldRecord, WayIn,
};
use crate::ticket::{CinemaCode, FilmTicketCode};
use claims::OwnClaim;
pub use health::{LinkFault, NeighbourHealth};
pub use heard::HeardTickets;
use keeping::KeptCounts;
use links::LinkState;
pub use links::{LinkId, LinkPeer};
pub use message::{
    BadMessage, ClaimAnswer, Greeting, LinkRefusal, MOST_TOLD, MeshMessage, TicketClaim, ToldPage,
};
use names::Neighbour;
use trust::WordCounts;

/// A claim that nothing was heard of again is no matter any longer after so long.
pub const CLAIM_LASTS: Duration = Duration::from_secs(3);

/// How often each neighbour is asked whether it is there.
const PING: Duration = Duration::from_secs(1);

/// A link by which nothing came for so long is dead.
const SILENCE: Duration = Duration::from_secs(4);

/// The most neighbours: 64 doors of one cinema, less this one.
pub const MOST_NEIGHBOURS: usize = 63;

/// Who this door is, and what is configured of its neighbours.
#[derive(Debug, Clone)]
pub struct MeshSettings {
    pub cinema: CinemaCode,
    pub door: DoorId,
    pub name: DoorName,
    /// Another one each time the program starts.
    pub run: u64,
    pub series: Series,
    /// The newest business day on which the platform confirmed the clock, as it begins.
    pub day: DaySeen,
    /// What a neighbour's answer may take, there and back.
    pub timeout: Duration,
    pub trust: WordTrust,
    /// After so many refusals in a minute a neighbour's word only warns.
    pub most_refusals: u32,
    /// So many admissions of a neighbour are kept in one business day.
    pub most_per_day: u64,
    /// For the business day.
    pub zone: TimeZone,
}

/// What happens.
#[derive(Debug)]
pub enum MeshInput {
    /// A link is there, both ends of which have shown that they know the key, and who they are.
    Opened {
        link: LinkId,
        dialled: bool,
        peer: LinkPeer,
    },
    Heard {
        link: LinkId,
        message: MeshMessage,
    },
    Closed {
        link: LinkId,
    },
    /// The door has a visitor with a ticket.
    Claim(ClaimRequest),
    /// The door does not admit what it claimed last.
    Release,
    /// The door has an admission on its disk.
    Recorded(WayIn, ToldRecord),
    /// What [`MeshEvent::Keep`] wanted kept is on the disk; or not, and is told again.
    Kept {
        done: bool,
    },
    /// The database was connected to anew, perhaps to another one: it has what was `heard`, of each neighbour as
    /// far as `marks` tell, and what it lacks is asked for again.
    ReadAnew {
        marks: Vec<NeighbourMark>,
        heard: HeardTickets,
    },
    /// The platform has confirmed the clock on this business day.
    Day(DaySeen),
    Tick,
}

/// What is to be done about it, in this order.
#[derive(Debug, Clone, PartialEq)]
pub enum MeshOutput {
    Send {
        link: LinkId,
        message: MeshMessage,
    },
    Close {
        link: LinkId,
        fault: LinkFault,
    },
    /// Who is at the other end.
    Greeted {
        link: LinkId,
        door: DoorId,
    },
    /// For the terminal.
    Event(MeshEvent),
}

/// What the terminal hears of it.
#[derive(Debug, Clone, PartialEq)]
pub enum MeshEvent {
    /// What comes of a claim; once, at its deadline at the latest.
    Answer { id: ClaimId, answer: NeighbourAnswer },
    /// To be kept on the disk in one transaction when nobody is at the door, answered by
    /// [`MeshInput::Kept`].
    Keep(KeepBatch),
    /// A neighbour's word would have refused this ticket, and only warns.
    Warned { ticket: FilmTicketCode, by: Elsewhere },
    /// A neighbour, or all together, have told more admissions than a cinema has in a day: no more of it
    /// are kept until the business day is over.
    TellsTooMuch { door: DoorName, most: u64 },
}

/// What is on the disk does not read: that says nothing of what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AdmissionsUnread;

/// What is on the disk. Each looks it up at once.
pub trait Admissions {
    /// When this door admitted a ticket, in whatever way.
    fn own(&self, ticket: FilmTicketCode) -> Result<Option<Timestamp>, AdmissionsUnread>;
    /// This door's admissions behind a number, of this business day and the one before, in their order.
    fn after(&self, way: WayIn, seq: Seq, most: usize) -> Result<AdmissionPage, AdmissionsUnread>;
}

/// What this door knows of the others.
#[derive(Debug)]
pub struct DoorMesh {
    settings: MeshSettings,
    neighbours: BTreeMap<DoorId, Neighbour>,
    links: BTreeMap<LinkId, LinkState>,
    claim: Option<OwnClaim>,
    claims: u64,
    pings: u64,
    /// This door's newest admissions.
    newest: PerWay<Seq>,
    heard: HeardTickets,
    /// The newest business day that was seen.
    day: DaySeen,
    /// Told, and not yet on the disk.
    unkept: VecDeque<ToldAdmission>,
    /// Likewise, of tickets that were admitted here in spite of what was told.
    admitted_since: Vec<AdmittedElsewhere>,
    keeping: Option<KeptCounts>,
    keep_at: Duration,
    /// Marks that have moved since they were kept.
    moved: bool,
    /// Refusals by all neighbours' words together.
    words: WordCounts,
    /// This door's admissions behind this one may be doubles of what was told before it began.
    looked_back: Option<Seq>,
    look_back_at: Duration,
}

impl DoorMesh {
    /// As a door begins: `marks`, `newest` and what was `heard` are as the store has them.
    pub fn new(
        settings: MeshSettings,
        marks: Vec<NeighbourMark>,
        newest: PerWay<Seq>,
        heard: HeardTickets,
    ) -> Self {
        let known = |mark: NeighbourMark| (mark.door, Neighbour::of_mark(mark));
        Self {
            day: settings.day,
            settings,
            neighbours: marks.into_iter().take(MOST_NEIGHBOURS).map(known).collect(),
            links: BTreeMap::new(),
            claim: None,
            claims: 0,
            pings: 0,
            newest,
            heard,
            unkept: VecDeque::new(),
            admitted_since: Vec::new(),
            keeping: None,
            keep_at: Duration::ZERO,
            moved: false,
            words: WordCounts::default(),
            looked_back: Some(Seq(0)),
            look_back_at: Duration::ZERO,
        }
    }

    /// Takes what happened, and tells what is to be done.
    pub fn handle(
        &mut self,
        now: Now,
        input: MeshInput,
        admissions: &impl Admissions,
    ) -> Vec<MeshOutput> {
        let mut out = Vec::new();
        match input {
            MeshInput::Opened { link, dialled, peer } => {
                self.opened(link, dialled, peer, now, &mut out);
            }
            MeshInput::Heard { link, message } => {
                self.heard(link, message, now, admissions, &mut out);
            }
            MeshInput::Closed { link } => self.closed(link, now, &mut out),
            MeshInput::Claim(request) => self.claim(OwnClaim::new(request), now, &mut out),
            MeshInput::Release => self.release(&mut out),
            MeshInput::Recorded(way, record) => self.recorded(way, record, now, &mut out),
            MeshInput::Kept { done } => self.kept(done, now, &mut out),
            MeshInput::ReadAnew { marks, heard } => self.read_anew(&marks, heard),
            MeshInput::Day(day) => self.day_seen(day, now),
            MeshInput::Tick => {}
        }
        self.look_back(now, admissions);
        self.tick(now, &mut out);
        out
    }

    /// When something falls due by the time alone, by the monotonic clock.
    pub fn next_due(&self) -> Option<Duration> {
        let claim = self.claim.as_ref().and_then(OwnClaim::due);
        let looks_back = self.looked_back.map(|_| self.look_back_at);
        let keep = (self.keeping.is_none() && self.has_unkept()).then_some(self.keep_at);
        let linked = self.neighbours.values().filter(|it| it.link.is_some());
        let pings = linked.map(|it| it.next_ping.min(it.last_heard + SILENCE));
        let waiting = self.links.values().filter_map(LinkState::due);
        [claim, keep, looks_back].into_iter().flatten().chain(pings).chain(waiting).min()
    }

    fn tick(&mut self, now: Now, out: &mut Vec<MeshOutput>) {
        self.end_silent(now, out);
        self.claim_due(now, out);
        self.ping_due(now, out);
        self.keep_due(now, out);
    }

    /// To every neighbour that is there.
    fn tell_all(&self, message: &MeshMessage, out: &mut Vec<MeshOutput>) {
        for link in self.neighbours.values().filter_map(|it| it.link) {
            out.push(MeshOutput::Send { link, message: message.clone() });
        }
    }

    /// What a door is called here.
    fn name_of(&self, door: DoorId) -> DoorName {
        if door == self.settings.door {
            return self.settings.name;
        }
        let known = self.neighbours.get(&door).map(|it| it.name).filter(|name| !name.is_empty());
        known.unwrap_or_else(|| DoorName::of(door.as_str()))
    }
}

#[cfg(test)]
mod tests;
