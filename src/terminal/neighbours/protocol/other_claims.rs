//! The neighbours' claims: what is answered to them, and kept in mind of them.

use std::time::Duration;

use super::claims::ClaimState;
use super::{
    Admissions, CLAIM_LASTS, ClaimAnswer, DoorMesh, LinkId, MeshMessage, MeshOutput, TicketClaim,
};
use crate::clock::Now;
use crate::terminal::store::DoorId;
use crate::ticket::FilmTicketCode;

/// A neighbour's claim, kept in mind.
#[derive(Debug, Clone, Copy)]
pub(super) struct OtherClaim {
    pub claim: TicketClaim,
    until: Duration,
}

impl OtherClaim {
    /// Whether it still says something of this ticket.
    pub fn is_of(&self, ticket: FilmTicketCode, now: Now) -> bool {
        self.claim.ticket == ticket && now.mono < self.until
    }
}

impl DoorMesh {
    /// A neighbour has a visitor: what is known here of the ticket.
    pub(super) fn claimed(
        &mut self,
        door: DoorId,
        link: LinkId,
        claim: TicketClaim,
        now: Now,
        admissions: &impl Admissions,
        out: &mut Vec<MeshOutput>,
    ) {
        let is_over = match self.neighbours.get_mut(&door) {
            Some(it) if claim.number > it.ended => {
                let newer = it.claim.is_none_or(|other| other.claim.number <= claim.number);
                if newer {
                    it.claim = Some(OtherClaim { claim, until: now.mono + CLAIM_LASTS });
                }
                !newer
            }
            _ => true,
        };
        let answer = match is_over {
            true => Some(ClaimAnswer::Free),
            false => self.known_of(door, claim, now, admissions, out),
        };
        let Some(answer) = answer else { return };
        let message = MeshMessage::Answer { number: claim.number, answer };
        out.push(MeshOutput::Send { link, message });
    }

    /// None: what this door has admitted does not read, so that nobody is told that the ticket is free.
    fn known_of(
        &mut self,
        door: DoorId,
        claim: TicketClaim,
        now: Now,
        admissions: &impl Admissions,
        out: &mut Vec<MeshOutput>,
    ) -> Option<ClaimAnswer> {
        let admitted = admissions.own(claim.ticket);
        if let Ok(Some(at)) = admitted {
            return Some(ClaimAnswer::Taken { by: self.settings.door, at });
        }
        if let Some(heard) = self.told_of(claim.ticket) {
            return Some(ClaimAnswer::Taken { by: heard.door, at: heard.at });
        }
        let own = self.claim.as_ref().filter(|own| own.claim.ticket == claim.ticket);
        match own.map(|own| (own.state, own.claim.at)) {
            Some((ClaimState::Granted, at)) => return Some(ClaimAnswer::Mine { at }),
            Some((ClaimState::Asking, at)) => {
                let theirs_is_earlier = (claim.at, door) < (at, self.settings.door);
                let gives_way = theirs_is_earlier && self.lost(door, door, claim.at, now, out);
                if !gives_way {
                    return Some(ClaimAnswer::Mine { at });
                }
            }
            Some((ClaimState::Over, _)) | None => {}
        }
        admitted.ok()?;
        let others = self.neighbours.iter().filter(|(by, _)| **by != door);
        let claimed = others.filter_map(|(by, it)| Some((*by, it.claim?)));
        let claimed = claimed.filter(|(_, other)| other.is_of(claim.ticket, now));
        // The one that would win is told, where several claim it.
        Some(match claimed.min_by_key(|(by, other)| (other.claim.at, *by)) {
            Some((by, other)) => ClaimAnswer::Claimed { by, at: other.claim.at },
            None => ClaimAnswer::Free,
        })
    }

    /// A neighbour's claims up to this one have ended.
    pub(super) fn released(&mut self, door: DoorId, number: u64) {
        if let Some(it) = self.neighbours.get_mut(&door) {
            it.ended = it.ended.max(number);
            it.claim.take_if(|other| other.claim.number <= number);
        }
    }
}
