//! The claim before the commit: this door's own one.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::Timestamp;

use super::{ClaimAnswer, DoorMesh, MeshEvent, MeshMessage, MeshOutput, TicketClaim};
use crate::clock::Now;
use crate::terminal::door::{ClaimId, ClaimRequest, Elsewhere, NeighbourAnswer};
use crate::terminal::store::DoorId;
use crate::ticket::FilmTicketCode;

/// How far this door's claim has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ClaimState {
    Asking,
    /// The door was told that it may go on: nothing takes that back.
    Granted,
    /// The door was told that the ticket is another's, or it said itself that it does not admit it.
    Over,
}

/// What this door has claimed last: it judges one ticket at a time.
#[derive(Debug)]
pub(super) struct OwnClaim {
    id: ClaimId,
    pub claim: TicketClaim,
    deadline: Duration,
    pub state: ClaimState,
    /// Who has still to answer.
    awaited: BTreeSet<DoorId>,
    /// Who has said itself that it does not want the ticket.
    free: BTreeSet<DoorId>,
    /// It was told that a word against it only warns.
    warned: bool,
    /// Who has claimed it by another one's word, and whose word that is.
    claimed: Vec<(DoorId, Timestamp, DoorId)>,
}

impl OwnClaim {
    pub fn new(request: ClaimRequest) -> Self {
        let ClaimRequest { id, ticket, session, at, deadline } = request;
        // As it goes over the wire: both ends have to compare the same.
        let at = Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at);
        Self {
            id,
            // Numbered once it is made.
            claim: TicketClaim { number: 0, ticket, session, at },
            deadline,
            state: ClaimState::Asking,
            awaited: BTreeSet::new(),
            free: BTreeSet::new(),
            warned: false,
            claimed: Vec::new(),
        }
    }

    /// When it is decided in any case.
    pub fn due(&self) -> Option<Duration> {
        (self.state == ClaimState::Asking).then_some(self.deadline)
    }

    fn is_asking(&self) -> bool {
        self.state == ClaimState::Asking
    }

    fn answered(&mut self, door: DoorId) {
        self.awaited.remove(&door);
    }
}

impl DoorMesh {
    /// The door has a visitor. What is known here already is not asked for.
    pub(super) fn claim(&mut self, mut own: OwnClaim, now: Now, out: &mut Vec<MeshOutput>) {
        self.release(out);
        self.claims += 1;
        own.claim.number = self.claims;
        let (ticket, claim) = (own.claim.ticket, own.claim);
        let heard = self.told_of(ticket);
        for (door, it) in &self.neighbours {
            match it.claim {
                Some(other) if other.is_of(ticket, now) => {
                    own.claimed.push((*door, other.claim.at, *door));
                }
                _ => {}
            }
            if it.quick && it.link.is_some() {
                own.awaited.insert(*door);
            }
        }
        self.claim = Some(own);
        if let Some(heard) = heard
            && self.lost(heard.door, heard.door, heard.at, now, out)
        {
            return;
        }
        self.tell_all(&MeshMessage::Claim(claim), out);
        self.decide(now, out);
    }

    /// The door does not admit what it claimed last, or claims another ticket.
    pub(super) fn release(&mut self, out: &mut Vec<MeshOutput>) {
        if let Some(own) = self.claim.take()
            && own.state != ClaimState::Over
        {
            self.tell_all(&MeshMessage::Release { number: own.claim.number }, out);
        }
    }

    /// The door has admitted this ticket: its claim is over, and the admission tells it.
    pub(super) fn admitted(&mut self, ticket: FilmTicketCode) {
        self.claim.take_if(|own| own.claim.ticket == ticket);
    }

    /// The time for answers is over: who has not answered is not waited for again before it has shown
    /// that it is quick.
    pub(super) fn claim_due(&mut self, now: Now, out: &mut Vec<MeshOutput>) {
        let Some(own) =
            self.claim.as_mut().filter(|own| own.due().is_some_and(|it| it <= now.mono))
        else {
            return;
        };
        for door in std::mem::take(&mut own.awaited) {
            if let Some(late) = self.neighbours.get_mut(&door) {
                late.quick = false;
            }
        }
        self.decide(now, out);
    }

    /// A neighbour is gone: its answer will not come.
    pub(super) fn answers_no_more(&mut self, door: DoorId, now: Now, out: &mut Vec<MeshOutput>) {
        if let Some(own) = self.claim.as_mut() {
            own.answered(door);
        }
        self.decide(now, out);
    }

    /// Tells the door how its claim came out, once nobody is waited for.
    fn decide(&mut self, now: Now, out: &mut Vec<MeshOutput>) {
        let asked = self.claim.as_ref().filter(|own| own.is_asking() && own.awaited.is_empty());
        let Some(own) = asked else { return };
        // Who says itself that it does not want the ticket knows it better than a third.
        let claimed = own.claimed.iter().filter(|(by, ..)| !own.free.contains(by));
        for (by, at, word) in claimed.copied().collect::<Vec<_>>() {
            if self.lost(by, word, at, now, out) {
                return;
            }
        }
        if let Some(own) = self.claim.as_mut() {
            own.state = ClaimState::Granted;
            let (id, answer) = (own.id, NeighbourAnswer::Free);
            out.push(MeshOutput::Event(MeshEvent::Answer { id, answer }));
        }
    }

    /// By the `word` of a neighbour the ticket is `by`'s: whether that ends the claim, or only warns.
    pub(super) fn lost(
        &mut self,
        by: DoorId,
        word: DoorId,
        at: Timestamp,
        now: Now,
        out: &mut Vec<MeshOutput>,
    ) -> bool {
        let elsewhere = Elsewhere { door: by, name: self.name_of(by), at };
        let Some(ticket) = self.claim.as_ref().map(|own| own.claim.ticket) else { return false };
        let counts = self.word_counts(ticket, word, now);
        let Some(own) = self.claim.as_mut() else { return false };
        if !counts {
            if std::mem::replace(&mut own.warned, true) {
                return false;
            }
            let (ticket, by) = (own.claim.ticket, elsewhere);
            out.push(MeshOutput::Event(MeshEvent::Warned { ticket, by }));
            return false;
        }
        own.state = ClaimState::Over;
        let (id, number) = (own.id, own.claim.number);
        let answer = NeighbourAnswer::Taken(elsewhere);
        out.push(MeshOutput::Event(MeshEvent::Answer { id, answer }));
        self.tell_all(&MeshMessage::Release { number }, out);
        true
    }

    /// Whether this neighbour's word refuses a visitor with this ticket now.
    fn word_counts(&mut self, ticket: FilmTicketCode, word: DoorId, now: Now) -> bool {
        let (trust, most) = (self.settings.trust, self.settings.most_refusals);
        // Of a door that is gone for good, what it told stays.
        let of = self.neighbours.get_mut(&word).map(|it| &mut it.words);
        self.words.refuse(ticket, of, trust, most, now.mono)
    }

    /// A neighbour answers this door's claim.
    pub(super) fn answer(
        &mut self,
        door: DoorId,
        number: u64,
        answer: ClaimAnswer,
        now: Now,
        out: &mut Vec<MeshOutput>,
    ) {
        let me = self.settings.door;
        let current = |own: &&mut OwnClaim| own.is_asking() && own.claim.number == number;
        let Some(own) = self.claim.as_mut().filter(current) else { return };
        own.answered(door);
        let against = match answer {
            ClaimAnswer::Free => {
                own.free.insert(door);
                None
            }
            ClaimAnswer::Claimed { by, at } => {
                // Its own claim of before, which it has forgotten to be over.
                if by != me {
                    own.claimed.push((by, at, door));
                }
                None
            }
            ClaimAnswer::Mine { at } => Some((door, at)),
            ClaimAnswer::Taken { by, at } => Some((by, at)),
        };
        if let Some((by, at)) = against
            && self.lost(by, door, at, now, out)
        {
            return;
        }
        self.decide(now, out);
    }
}
