//! The cinema's other door: the real protocol at both ends, over a network of the script's own quality. Of
//! that door there is nothing else: its visitors' tickets are good, and its disk takes what it is given.

use std::cell::RefCell;
use std::net::Ipv4Addr;
use std::time::Duration;

use hallgate::clock::{Now, business_day};
use hallgate::terminal::config::Config;
use hallgate::terminal::core::Event;
use hallgate::terminal::door::{ClaimId, ClaimRequest, NeighbourAnswer};
use hallgate::terminal::neighbours::NeighbourCommand;
use hallgate::terminal::neighbours::protocol::{
    Admissions, AdmissionsUnread, DoorMesh, HeardTickets, LinkId, LinkPeer, MeshEvent, MeshInput,
    MeshMessage, MeshOutput, MeshSettings,
};
use hallgate::terminal::store::{
    AdmissionPage, DaySeen, DoorId, DoorIdentity, DoorName, KeepBatch, PerWay, Seq, Series,
    StoreReader, ToldDouble, ToldRecord, WayIn,
};
use hallgate::ticket::{FilmTicketCode, SessionCode};
use jiff::Timestamp;

use super::Simulator;
use super::time::Arrival;
use super::world::World;

/// From one door to the other.
const WAY: Duration = Duration::from_millis(1);

/// How long the other door's disk takes.
const COMMIT: Duration = Duration::from_millis(10);

/// One of the two ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Here,
    There,
}

impl End {
    fn other(self) -> Self {
        match self {
            Self::Here => Self::There,
            Self::There => Self::Here,
        }
    }
}

/// What falls due between the doors.
#[derive(Debug)]
pub(super) enum DoorsStep {
    Deliver {
        to: End,
        link: LinkId,
        message: MeshMessage,
    },
    Answer {
        id: ClaimId,
        answer: NeighbourAnswer,
    },
    Keep {
        at: End,
        batch: KeepBatch,
    },
    /// The other door's disk has the record.
    Admitted {
        ticket: FilmTicketCode,
    },
}

/// Both ends, and what lies between.
pub(super) struct Doors {
    name: String,
    here: DoorMesh,
    there: DoorMesh,
    /// What the other door has admitted.
    admitted: RefCell<Vec<ToldRecord>>,
    apart: bool,
    link: LinkId,
    claims: u64,
}

/// What this door has on its disk.
struct HereDisk(StoreReader);

impl Admissions for HereDisk {
    fn own(&self, ticket: FilmTicketCode) -> Result<Option<Timestamp>, AdmissionsUnread> {
        let scanned = self.0.earlier(ticket).unwrap().map(|earlier| earlier.at);
        Ok(scanned.or_else(|| self.0.used_by_hand_at(ticket).unwrap()))
    }

    fn after(&self, way: WayIn, seq: Seq, most: usize) -> Result<AdmissionPage, AdmissionsUnread> {
        Ok(self.0.admissions_after(way, seq, most).unwrap())
    }
}

/// What the other door has on its own.
struct ThereDisk<'a>(&'a RefCell<Vec<ToldRecord>>);

impl Admissions for ThereDisk<'_> {
    fn own(&self, ticket: FilmTicketCode) -> Result<Option<Timestamp>, AdmissionsUnread> {
        Ok(self.0.borrow().iter().find(|it| it.ticket == ticket).map(|it| it.at))
    }

    fn after(&self, way: WayIn, seq: Seq, most: usize) -> Result<AdmissionPage, AdmissionsUnread> {
        let all = self.0.borrow();
        let after = all.iter().filter(|it| way == WayIn::Scanned && it.seq > seq);
        let records: Vec<ToldRecord> = after.take(most).copied().collect();
        let last = records.last().map_or(seq, |it| it.seq);
        Ok(AdmissionPage { more: records.len() == most, last, records })
    }
}

fn mesh(config: &Config, door: &str, name: &str, run: u64) -> DoorMesh {
    let neighbours = config.neighbours.as_ref().unwrap();
    let settings = MeshSettings {
        cinema: config.terminal.cinema_code,
        door: DoorId::of(door),
        name: DoorName::of(name),
        run,
        series: Series(run),
        day: DaySeen(1),
        timeout: Duration::from_millis(neighbours.timeout_ms),
        trust: neighbours.trust,
        most_refusals: neighbours.refusals_per_min,
        most_per_day: neighbours.admissions_per_day,
        zone: config.terminal.timezone.0.clone(),
    };
    DoorMesh::new(settings, Vec::new(), PerWay::default(), HeardTickets::default())
}

impl Doors {
    pub(super) fn new(config: &Config, name: &str) -> Self {
        Self {
            here: mesh(config, "t", &config.terminal.name, 1),
            there: mesh(config, "u", name, 2),
            name: name.to_owned(),
            admitted: RefCell::default(),
            apart: false,
            link: LinkId(0),
            claims: 0,
        }
    }

    /// When one of the two ends has something to do by itself.
    pub(super) fn due(&self) -> Option<Duration> {
        self.here.next_due().into_iter().chain(self.there.next_due()).min()
    }
}

impl World {
    /// Something happens to one end's protocol.
    fn drive(&mut self, end: End, input: MeshInput) {
        let (now, reader) = (self.transcript.now(), HereDisk(self.reader()));
        let Some(doors) = &mut self.doors else { return };
        let outputs = match end {
            End::Here => doors.here.handle(now, input, &reader),
            End::There => doors.there.handle(now, input, &ThereDisk(&doors.admitted)),
        };
        let mono = now.mono;
        for output in outputs {
            let (after, step) = match output {
                MeshOutput::Send { link, message } if !doors.apart && link == doors.link => {
                    (WAY, DoorsStep::Deliver { to: end.other(), link, message })
                }
                MeshOutput::Event(MeshEvent::Answer { id, answer }) if end == End::Here => {
                    (Duration::ZERO, DoorsStep::Answer { id, answer })
                }
                MeshOutput::Event(MeshEvent::Answer { answer, .. }) => {
                    let Some(ticket) = self.asked_there else { continue };
                    match answer {
                        NeighbourAnswer::Free => (COMMIT, DoorsStep::Admitted { ticket }),
                        NeighbourAnswer::Taken(it) => {
                            let (code, name) = (&ticket.as_str()[12..], it.name);
                            let said = format!("refuse …{code}: admitted at {name}");
                            self.transcript.at_door(&doors.name, &said);
                            continue;
                        }
                    }
                }
                MeshOutput::Event(MeshEvent::Keep(batch)) => {
                    (COMMIT, DoorsStep::Keep { at: end, batch })
                }
                MeshOutput::Event(MeshEvent::Warned { ticket, by }) => {
                    let (code, name) = (&ticket.as_str()[12..], by.name);
                    self.transcript.warned(code, name.as_str());
                    continue;
                }
                MeshOutput::Event(MeshEvent::TellsTooMuch { .. })
                | MeshOutput::Send { .. }
                | MeshOutput::Close { .. }
                | MeshOutput::Greeted { .. } => continue,
            };
            self.arriving.push_back((mono + after, Arrival::Doors(step)));
        }
    }

    /// What the core wants of the other doors.
    pub(super) fn tell_doors(&mut self, command: NeighbourCommand) {
        match command {
            NeighbourCommand::Claim(request) => {
                self.transcript.asks_doors(request.ticket);
                self.drive(End::Here, MeshInput::Claim(request));
            }
            NeighbourCommand::Release => self.drive(End::Here, MeshInput::Release),
            NeighbourCommand::Recorded(way, record) => {
                self.drive(End::Here, MeshInput::Recorded(way, record));
            }
            _ => {}
        }
    }

    /// A link between the two, and what is said on it first.
    pub(super) fn connect_doors(&mut self) {
        let Some(doors) = &mut self.doors else { return };
        doors.apart = false;
        doors.link = LinkId(doors.link.0 + 1);
        let link = doors.link;
        for (end, dialled) in [(End::Here, true), (End::There, false)] {
            let identity = DoorIdentity([u8::from(dialled); 32]);
            let peer = LinkPeer { identity, host: Ipv4Addr::LOCALHOST.into() };
            self.drive(end, MeshInput::Opened { link, dialled, peer });
        }
    }

    pub(super) fn part_doors(&mut self) {
        let Some(doors) = &mut self.doors else { return };
        doors.apart = true;
    }

    /// Somebody shows a ticket at the other door.
    pub(super) fn show_there(&mut self, ticket: FilmTicketCode, session: SessionCode) {
        let Now { mono, wall } = self.transcript.now();
        let Some(doors) = &mut self.doors else { return };
        doors.claims += 1;
        let id = ClaimId(doors.claims);
        let deadline = mono + Duration::from_millis(54);
        self.asked_there = Some(ticket);
        let request = ClaimRequest { id, ticket, session, at: wall, deadline };
        self.drive(End::There, MeshInput::Claim(request));
    }
}

impl Simulator {
    /// Before the play the doors have heard of each other.
    pub(super) fn settle_doors(&mut self) {
        while let Some((_, Arrival::Doors(step))) = self.world.arriving.pop_front() {
            self.on_doors(step);
        }
    }

    /// What was on its way between the doors has arrived.
    pub(super) fn on_doors(&mut self, step: DoorsStep) {
        match step {
            DoorsStep::Deliver { to, link, message } => {
                let there =
                    self.world.doors.as_ref().is_some_and(|it| !it.apart && it.link == link);
                if there {
                    self.world.drive(to, MeshInput::Heard { link, message });
                }
            }
            DoorsStep::Answer { id, answer } => {
                self.core.on_neighbours_answer(id, answer, &mut self.world);
                self.after_turn();
            }
            DoorsStep::Keep { at: End::Here, batch } => {
                let wall = self.now().wall;
                let zone = &self.core.config().terminal.timezone.0;
                let day = business_day(zone.to_datetime(wall));
                let doubled = self.core.store.store.keep_told(&batch, day, wall).unwrap();
                for ToldDouble { seq, door } in doubled {
                    let door = Some(door);
                    self.world.transcript.event(&Event::DoubleAdmission { seq, door });
                }
                self.world.drive(End::Here, MeshInput::Kept { done: true });
            }
            // It stays in its memory for as long as a play lasts.
            DoorsStep::Keep { at: End::There, .. } => {
                self.world.drive(End::There, MeshInput::Kept { done: true });
            }
            DoorsStep::Admitted { ticket } => self.admitted_there(ticket),
        }
    }

    fn admitted_there(&mut self, ticket: FilmTicketCode) {
        let at = Timestamp::from_millisecond(self.now().wall.as_millisecond()).unwrap();
        let Some(doors) = &self.world.doors else { return };
        let seq = Seq(doors.admitted.borrow().last().map_or(1, |it| it.seq.0 + 1));
        let session = "0000000000000001".parse().unwrap();
        let record = ToldRecord { seq, ticket, session, at };
        doors.admitted.borrow_mut().push(record);
        let said = format!("admit …{}", &ticket.as_str()[12..]);
        self.world.transcript.at_door(&doors.name, &said);
        self.world.drive(End::There, MeshInput::Recorded(WayIn::Scanned, record));
    }

    pub(super) fn tick_doors(&mut self) {
        for end in [End::Here, End::There] {
            self.world.drive(end, MeshInput::Tick);
        }
    }
}
