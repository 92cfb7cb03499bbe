//! What was admitted: told at once, kept by whoever hears it, and asked for by number where it is missing.

use std::time::Duration;

use jiff::civil::Date;

use super::{
    Admissions, DoorMesh, HeardTickets, LinkId, MOST_TOLD, MeshEvent, MeshMessage, MeshOutput,
    ToldPage,
};
use crate::clock::{Now, business_day};
use crate::terminal::store::{
    AdmissionPage, AdmittedElsewhere, DaySeen, DoorId, NeighbourMark, Seq, ToldAdmission,
    ToldRecord, WayIn,
};
use crate::ticket::FilmTicketCode;

/// How long a disk that took nothing has.
pub(super) const AGAIN: Duration = Duration::from_secs(5);

/// The most that waits for the disk.
const MOST_UNKEPT: usize = 8 * MOST_TOLD;

/// When what is missing is asked for again.
const ASK_AGAIN: Duration = Duration::from_secs(2);

/// How far a neighbour's admissions of one way in are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct ToldStream {
    /// Told without a gap up to here.
    pub mark: Seq,
    /// What it says its newest number is.
    pub newest: Seq,
    /// Up to here it has told before what it is asked for again: that counts once.
    pub again: Seq,
    /// What it lacks was asked for, until then.
    pub asked_until: Option<Duration>,
}

impl DoorMesh {
    /// The door has admitted somebody: everybody hears of it.
    pub(super) fn recorded(
        &mut self,
        way: WayIn,
        record: ToldRecord,
        now: Now,
        out: &mut Vec<MeshOutput>,
    ) {
        self.admitted(record.ticket);
        if record.seq > self.newest[way] {
            let (after, through) = (self.newest[way], record.seq);
            self.newest[way] = record.seq;
            let page = ToldPage { way, after, through, records: vec![record] };
            self.tell_all(&MeshMessage::Told(page), out);
        }
        // It was admitted in spite of what was told: that is looked at once more.
        if let Some(elsewhere) = self.told_of(record.ticket) {
            self.note_moved(now);
            self.admitted_since.push(elsewhere);
        }
    }

    /// What this door admitted before it began is looked up in what was told, a page at a time: the power may
    /// have gone between an admission and that.
    pub(super) fn look_back(&mut self, now: Now, admissions: &impl Admissions) {
        let Some(after) = self.looked_back.filter(|_| now.mono >= self.look_back_at) else {
            return;
        };
        let Ok(own) = admissions.after(WayIn::Scanned, after, MOST_TOLD) else {
            self.look_back_at = now.mono + AGAIN;
            return;
        };
        self.looked_back = own.more.then_some(own.last);
        let doubled: Vec<_> =
            own.records.iter().filter_map(|record| self.told_of(record.ticket)).collect();
        if !doubled.is_empty() {
            self.note_moved(now);
            self.admitted_since.extend(doubled);
        }
    }

    /// What neighbours told of a ticket, the earliest.
    pub(super) fn told_of(&self, ticket: FilmTicketCode) -> Option<AdmittedElsewhere> {
        self.heard.earliest(ticket)
    }

    /// A neighbour tells of admissions.
    pub(super) fn page_came(
        &mut self,
        door: DoorId,
        link: LinkId,
        page: ToldPage,
        now: Now,
        out: &mut Vec<MeshOutput>,
    ) {
        let waits = self.unkept.len() >= MOST_UNKEPT;
        let (today, way) = (self.business_day(now), page.way);
        let Some(it) = self.neighbours.get_mut(&door).filter(|it| it.link == Some(link)) else {
            return;
        };
        let (series, stream) = (it.series, &mut it.heard[way]);
        stream.newest = stream.newest.max(page.through);
        let mark = stream.mark;
        let closes_the_gap = page.after <= mark;
        let (again, retells) = (it.heard[way].again, it.retells);
        let told_before = |record: &ToldRecord| {
            let heard = AdmittedElsewhere { door, ticket: record.ticket, at: record.at };
            self.heard.has(heard)
        };
        let mut fresh = page.records;
        fresh.retain(|record| record.seq > mark);
        // A board that was replaced tells all of its day again. What is on the disk of it stays there.
        if retells && !self.unkept.iter().any(|it| it.door == door) {
            fresh.retain(|record| !told_before(record));
        }
        let counts = |record: &ToldRecord| record.seq > again || !told_before(record);
        let room = self.heard.room(door, today, self.settings.most_per_day);
        let (fits, count) = that_fit(&fresh, counts, room);
        let over = fits < fresh.len();
        fresh.truncate(fits);
        // As far as there is room.
        let last = fresh.last().map_or(mark, |it| it.seq);
        let through = if over { last } else { page.through };
        if closes_the_gap
            && !waits
            && let Some(it) = self.neighbours.get_mut(&door)
        {
            let stream = &mut it.heard[way];
            stream.asked_until = None;
            stream.mark = mark.max(through);
            if through > mark {
                self.note_moved(now);
            }
            self.heard.count(door, today, count);
            for ToldRecord { seq, ticket, session, at } in fresh {
                let heard = ToldAdmission { door, series, way, seq, ticket, session, at };
                self.put_unkept(heard, now);
            }
        }
        if over {
            self.tells_too_much(door, today, out);
        }
        self.ask_missing(door, now, out);
    }

    /// There is no room for more of a neighbour today. That is told, once: whoever has the key could fill the
    /// disk.
    fn tells_too_much(&mut self, door: DoorId, today: Date, out: &mut Vec<MeshOutput>) {
        if let Some(it) = self.neighbours.get_mut(&door)
            && it.over_since != Some(today)
        {
            it.over_since = Some(today);
            let (door, most) = (self.name_of(door), self.settings.most_per_day);
            out.push(MeshOutput::Event(MeshEvent::TellsTooMuch { door, most }));
        }
    }

    pub(super) fn business_day(&self, now: Now) -> Date {
        business_day(self.settings.zone.to_datetime(now.wall))
    }

    /// Asks a neighbour for what it has told others and not this door.
    pub(super) fn ask_missing(&mut self, door: DoorId, now: Now, out: &mut Vec<MeshOutput>) {
        if self.unkept.len() >= MOST_UNKEPT {
            return; // once there is room
        }
        let today = self.business_day(now);
        let Some(it) = self.neighbours.get_mut(&door) else { return };
        // What is not taken is not asked for, until the day is over.
        let Some(link) = it.link.filter(|_| it.over_since != Some(today)) else { return };
        for way in WayIn::ALL {
            let stream = &mut it.heard[way];
            let asked = stream.asked_until.is_some_and(|until| now.mono < until);
            if stream.newest > stream.mark && !asked {
                stream.asked_until = Some(now.mono + ASK_AGAIN);
                let message = MeshMessage::Missing { way, after: stream.mark };
                out.push(MeshOutput::Send { link, message });
            }
        }
    }

    /// A neighbour lacks what lies behind this number.
    pub(super) fn missing(
        &mut self,
        link: LinkId,
        way: WayIn,
        after: Seq,
        admissions: &impl Admissions,
        out: &mut Vec<MeshOutput>,
    ) {
        // Who is told nothing asks again; an empty page would say that there is nothing.
        let Ok(own) = admissions.after(way, after, MOST_TOLD) else { return };
        let AdmissionPage { records, last, more } = own;
        let through = if more { last } else { self.newest[way].max(last) };
        let page = ToldPage { way, after, through: through.max(after), records };
        out.push(MeshOutput::Send { link, message: MeshMessage::Told(page) });
    }

    /// The disk may lack what it had, and have what was not known.
    pub(super) fn read_anew(&mut self, marks: &[NeighbourMark], heard: HeardTickets) {
        self.heard.join(heard);
        for (door, it) in &mut self.neighbours {
            let same = |mark: &&NeighbourMark| {
                (mark.door, mark.identity, mark.series) == (*door, it.peer.identity, it.series)
            };
            let known = marks.iter().find(same).map(|mark| mark.through).unwrap_or_default();
            it.retells = false; // what is known of it in memory may not be there
            for way in WayIn::ALL {
                let stream = &mut it.heard[way];
                stream.again = stream.again.max(stream.mark);
                (stream.mark, stream.asked_until) = (stream.mark.min(known[way]), None);
            }
        }
    }

    /// The platform has confirmed the clock on this business day: what was heard before the one before it is
    /// forgotten, as the store deletes it. No clock alone forgets anything.
    pub(super) fn day_seen(&mut self, day: DaySeen, now: Now) {
        self.day = self.day.max(day);
        let before = self.day.kept_since();
        self.heard.forget_before(before);
        self.drop_unseen(before, now);
    }
}

/// How many of these there is room for, up to the first one that has none, and how many of them count.
fn that_fit(
    records: &[ToldRecord],
    counts: impl Fn(&ToldRecord) -> bool,
    room: u64,
) -> (usize, u64) {
    let mut count = 0;
    for (at, record) in records.iter().enumerate() {
        if counts(record) {
            if count == room {
                return (at, count);
            }
            count += 1;
        }
    }
    (records.len(), count)
}
