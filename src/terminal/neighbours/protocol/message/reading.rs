//! How a message is read: what is not of its layout is none.

use jiff::Timestamp;

use super::{ClaimAnswer, Greeting, LinkRefusal, MOST_TOLD, MeshMessage, TicketClaim, ToldPage};
use crate::terminal::store::{PerWay, Seq, Series, ToldRecord, WayIn};
use crate::ticket::{CinemaCode, FilmTicketCode, SessionCode};

/// What is left to be read.
pub(super) struct MessageBytes<'a>(pub &'a [u8]);

impl MessageBytes<'_> {
    pub fn message(&mut self) -> Option<MeshMessage> {
        Some(match self.byte()? {
            0 => MeshMessage::Greeting(self.greeting()?),
            1 => MeshMessage::Claim(TicketClaim {
                number: self.number()?,
                ticket: self.ticket()?,
                session: self.session()?,
                at: self.time()?,
            }),
            2 => MeshMessage::Answer { number: self.number()?, answer: self.answer()? },
            3 => MeshMessage::Release { number: self.number()? },
            4 => MeshMessage::Told(self.page()?),
            5 => MeshMessage::Missing { way: self.way()?, after: self.seq()? },
            6 => MeshMessage::Ping {
                number: self.number()?,
                newest: self.numbers()?,
                at: self.time()?,
            },
            7 => MeshMessage::Pong { number: self.number()?, at: self.time()? },
            8 => MeshMessage::Refused(match self.byte()? {
                0 => LinkRefusal::OtherTerminal,
                1 => LinkRefusal::TooMany,
                _ => return None,
            }),
            _ => return None,
        })
    }

    fn greeting(&mut self) -> Option<Greeting> {
        self.byte()?; // the version, looked at before
        Some(Greeting {
            cinema: CinemaCode::from_bytes(self.take(CinemaCode::WIDTH)?).ok()?,
            door: self.text()?.parse().ok()?,
            name: self.text()?.parse().ok()?,
            run: self.number()?,
            series: Series(self.number()?),
            newest: self.numbers()?,
            at: self.time()?,
        })
    }

    fn answer(&mut self) -> Option<ClaimAnswer> {
        Some(match self.byte()? {
            0 => ClaimAnswer::Free,
            1 => ClaimAnswer::Mine { at: self.time()? },
            2 => ClaimAnswer::Claimed { by: self.text()?.parse().ok()?, at: self.time()? },
            3 => ClaimAnswer::Taken { by: self.text()?.parse().ok()?, at: self.time()? },
            _ => return None,
        })
    }

    /// Numbers grow, and lie where the page says.
    fn page(&mut self) -> Option<ToldPage> {
        let (way, after, through) = (self.way()?, self.seq()?, self.seq()?);
        let mut records = Vec::new();
        let mut last = after;
        while !self.0.is_empty() {
            let record = ToldRecord {
                seq: self.seq()?,
                ticket: self.ticket()?,
                session: self.session()?,
                at: self.time()?,
            };
            if record.seq <= last || record.seq > through || records.len() == MOST_TOLD {
                return None;
            }
            last = record.seq;
            records.push(record);
        }
        (through >= after).then_some(ToldPage { way, after, through, records })
    }

    fn take(&mut self, count: usize) -> Option<&[u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    fn number(&mut self) -> Option<u64> {
        self.take(8)?.try_into().ok().map(u64::from_be_bytes)
    }

    /// No record has a number below 1; 0 stands for none.
    fn seq(&mut self) -> Option<Seq> {
        i64::try_from(self.number()?).ok().map(Seq)
    }

    fn numbers(&mut self) -> Option<PerWay<Seq>> {
        Some(PerWay { scanned: self.seq()?, by_hand: self.seq()? })
    }

    fn way(&mut self) -> Option<WayIn> {
        match self.byte()? {
            0 => Some(WayIn::Scanned),
            1 => Some(WayIn::ByHand),
            _ => None,
        }
    }

    fn time(&mut self) -> Option<Timestamp> {
        let ms = self.take(8)?.try_into().ok().map(i64::from_be_bytes)?;
        Timestamp::from_millisecond(ms).ok()
    }

    fn ticket(&mut self) -> Option<FilmTicketCode> {
        FilmTicketCode::from_bytes(self.take(FilmTicketCode::WIDTH)?).ok()
    }

    fn session(&mut self) -> Option<SessionCode> {
        SessionCode::from_bytes(self.take(SessionCode::WIDTH)?).ok()
    }

    fn text(&mut self) -> Option<&str> {
        let count = self.byte()?;
        std::str::from_utf8(self.take(usize::from(count))?).ok()
    }
}
