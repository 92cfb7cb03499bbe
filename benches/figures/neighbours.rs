//! Doors that know of each other, on the loopback: how fast one hears what another admits, what a claim
//! costs a visitor, how long it takes to catch up, and what it costs to have neighbours at all.
//!
//! The doors are threads of this process with stores of their own; the protocol, its sealing and the
//! sockets are the real ones.

mod hearing;
mod memory;

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use hallgate::clock::{Clock, business_day, china_civil};
use hallgate::terminal::config::{NeighboursConfig, Secret, WordTrust};
use hallgate::terminal::door::{ClaimId, ClaimRequest, NeighbourAnswer};
use hallgate::terminal::neighbours::protocol::{MOST_NEIGHBOURS, MeshSettings};
use hallgate::terminal::neighbours::{
    DoorKey, MeshEvent, MeshSetup, NeighbourCommand, NeighbourEvent, NeighbourKey, Neighbours,
};
use hallgate::terminal::store::{
    DatabaseKey, DaySeen, DoorId, DoorName, KeepBatch, Seq, Series, Store, ToldRecord, WayIn,
};
use hallgate::ticket::FilmTicketCode;
use jiff::Timestamp;
use rusqlite::Connection;
use rustix::time::{ClockId, clock_gettime};

use super::shelf::Figures;
use hearing::HearingDoor;
pub use memory::{ALONE, print_alone};

/// A claim's neighbours, and this door.
const DOORS: usize = 9;

const CLAIMS: usize = 1000;

const HEARD: i64 = 2000;

const MISSED: usize = 100_000;

/// What a door takes of another one in a day.
const MOST_PER_DAY: u64 = 200_000;

/// What was told waits so long for company before it is to be written; told apart here.
const GATHERED: Duration = Duration::from_millis(500);

pub fn print() {
    println!("\ndoors that know of each other      p50        p99");
    let mut doors = connected(DOORS);
    let costs: Vec<Duration> = (0..CLAIMS).map(|number| claim(&mut doors[0], number)).collect();
    Figures::of(costs).print("a claim at 8 neighbours");
    println!("  promised: p99 10 ms more for a decision, which waits for it beside the platform");
    let mut hears = HearingDoor::call(doors[0].address, &link_key());
    let heard: Vec<Duration> =
        (1..=HEARD).map(|number| hear(&doors[0], &mut hears, number)).collect();
    Figures::of(heard).print("an admission known next door");
    println!("  promised: p50 5 ms, p99 20 ms");
    idle(&doors);
    drop((doors, hears));
    memory::print();
    catch_up();
    full_mesh();
}

/// A door as a thread of this process.
struct BenchDoor {
    neighbours: Neighbours,
    events: Receiver<NeighbourEvent>,
    store: Store,
    clock: Clock,
    address: SocketAddr,
    folder: tempfile::TempDir,
}

fn key() -> DatabaseKey {
    DatabaseKey::from_bytes(&[42; 32]).unwrap()
}

fn link_key() -> NeighbourKey {
    NeighbourKey::from_bytes(&[7; 32]).unwrap()
}

fn addresses(count: usize) -> Vec<SocketAddr> {
    let held: Vec<TcpListener> =
        (0..count).map(|_| TcpListener::bind("127.0.0.1:0").unwrap()).collect();
    held.iter().map(|it| it.local_addr().unwrap()).collect()
}

impl BenchDoor {
    fn start(number: usize, addresses: &[SocketAddr], records: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hallgate.db");
        let store = Store::open(&path, &key()).unwrap();
        fill(&path, records);
        Self::begin(number, addresses, store, folder)
    }

    /// Its thread, with a database that is there.
    fn begin(
        number: usize,
        addresses: &[SocketAddr],
        store: Store,
        folder: tempfile::TempDir,
    ) -> Self {
        let clock = Clock::start();
        let door = DoorId::of(&format!("door-{number}"));
        let config = NeighboursConfig {
            key: Secret::File("/none".into()),
            listen: addresses[number],
            // Each pair once.
            doors: addresses[..number].to_vec(),
            discover: false,
            timeout_ms: 60,
            trust: WordTrust::Refuse,
            refusals_per_min: 1000,
            admissions_per_day: MOST_PER_DAY,
        };
        let setup = MeshSetup {
            mesh: MeshSettings {
                cinema: "33010101".parse().unwrap(),
                door,
                name: DoorName::of(door.as_str()),
                run: number as u64 + 1,
                series: Series(number as u64 + 1),
                day: DaySeen(1),
                timeout: Duration::from_millis(60),
                trust: WordTrust::Refuse,
                most_refusals: 1000,
                most_per_day: MOST_PER_DAY,
                zone: hallgate::clock::CHINA,
            },
            marks: Vec::new(),
            newest: store.newest_numbers().unwrap(),
            key: link_key(),
            own: DoorKey::make().unwrap(),
            config,
            clock,
        };
        let (sender, events) = channel();
        let event = move |event| drop(sender.send(event));
        let neighbours = Neighbours::start(setup, store.reader().unwrap(), event).unwrap();
        Self { neighbours, events, store, clock, address: addresses[number], folder }
    }

    /// The next batch to be kept, and when it came; everything else is passed over.
    fn kept(&mut self) -> (KeepBatch, Instant) {
        loop {
            match self.events.recv_timeout(Duration::from_secs(20)).unwrap() {
                NeighbourEvent::Mesh(MeshEvent::Keep(batch)) => return (batch, Instant::now()),
                _ => continue,
            }
        }
    }

    /// Writes a batch down as the loop does.
    fn write_down(&mut self, batch: &KeepBatch) {
        let now = Timestamp::now();
        self.store.keep_told(batch, business_day(china_civil(now)), now).unwrap();
        self.neighbours.send(NeighbourCommand::Kept { done: true });
    }

    /// Until all neighbours are here and answer quickly.
    fn until_here(&mut self, count: usize) {
        loop {
            match self.events.recv_timeout(Duration::from_secs(20)).unwrap() {
                NeighbourEvent::Health(health)
                    if health.doors.iter().filter(|it| it.here && it.quick).count() == count =>
                {
                    return;
                }
                NeighbourEvent::Mesh(MeshEvent::Keep(batch)) => self.write_down(&batch),
                _ => {}
            }
        }
    }
}

/// Records of today, which neighbours are told.
fn fill(path: &Path, count: usize) {
    if count == 0 {
        return;
    }
    let db = Connection::open(path).unwrap();
    db.pragma_update(None, "key", format!("x'{}'", "2a".repeat(32))).unwrap();
    db.execute(
        "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?1)
         INSERT INTO records (film_ticket_code, cinema_code, ticket_info_code, electronic, check_at,
             business_day, screen_code, film_code, session_code, show_time, seat_code, price_fen,
             service_fen, basis)
         SELECT printf('%08x%08d', abs(random()) % 4294967296, n), '33010101',
             substr(hex(randomblob(90)), 1, 180), 0, 1700000000000 + n, ?2, '0000000000000003',
             '001105192026', '2026010100000007', '2026-01-01T10:00:00', '0000000000100612', 4500, 300,
             'offline'
         FROM number WHERE n <= ?1",
        (count as i64, business_day(china_civil(Timestamp::now())).to_string()),
    )
    .unwrap();
}

fn connected(count: usize) -> Vec<BenchDoor> {
    let addresses = addresses(count);
    let mut doors: Vec<BenchDoor> =
        (0..count).map(|number| BenchDoor::start(number, &addresses, 0)).collect();
    doors.iter_mut().for_each(|door| door.until_here(count - 1));
    doors
}

fn ticket(number: usize) -> FilmTicketCode {
    format!("{number:016}").parse().unwrap()
}

/// From the door's question to the neighbours' answer.
fn claim(door: &mut BenchDoor, number: usize) -> Duration {
    let id = ClaimId(number as u64 + 1);
    let request = ClaimRequest {
        id,
        ticket: ticket(number),
        session: "2026010100000007".parse().unwrap(),
        at: Timestamp::now(),
        deadline: door.clock.mono() + Duration::from_millis(54),
    };
    let began = Instant::now();
    door.neighbours.send(NeighbourCommand::Claim(request));
    loop {
        match door.events.recv_timeout(Duration::from_secs(5)).unwrap() {
            NeighbourEvent::Mesh(MeshEvent::Answer { id: of, answer }) if of == id => {
                let took = began.elapsed();
                assert_eq!(answer, NeighbourAnswer::Free);
                door.neighbours.send(NeighbourCommand::Release);
                return took;
            }
            NeighbourEvent::Mesh(MeshEvent::Keep(batch)) => door.write_down(&batch),
            _ => {}
        }
    }
}

/// From an admission at one door to the moment at which another has it in its hands.
fn hear(door: &BenchDoor, hears: &mut HearingDoor, number: i64) -> Duration {
    let record = ToldRecord {
        seq: Seq(number),
        ticket: ticket(1_000_000 + number.unsigned_abs() as usize),
        session: "2026010100000007".parse().unwrap(),
        at: Timestamp::now(),
    };
    std::thread::sleep(Duration::from_millis(2));
    let began = Instant::now();
    door.neighbours.send(NeighbourCommand::Recorded(WayIn::Scanned, record));
    hears.until_told(Seq(number));
    began.elapsed()
}

/// What it costs to have neighbours, with nobody at any door.
fn idle(doors: &[BenchDoor]) {
    const LASTS: Duration = Duration::from_secs(10);
    let (cpu, began) = (processor(), Instant::now());
    std::thread::sleep(LASTS);
    let share = (processor() - cpu).as_secs_f64() / began.elapsed().as_secs_f64();
    let each = share / doors.len() as f64 * 100.0;
    println!(
        "  idle, each of {} doors     {each:>8.2} % of a processor   promised: 1 %",
        doors.len()
    );
}

/// The most doors that there can be, each with a link to each.
fn full_mesh() {
    let began = Instant::now();
    let mut doors = connected(MOST_NEIGHBOURS + 1);
    println!(
        "  {} doors have found each other in {:>6.2} s, on one machine",
        doors.len(),
        began.elapsed().as_secs_f64()
    );
    let costs: Vec<Duration> = (0..CLAIMS).map(|number| claim(&mut doors[0], number)).collect();
    Figures::of(costs).print("a claim at 63 neighbours");
    idle(&doors);
}

/// A door that was away for a day of a very large cinema.
fn catch_up() {
    let addresses = addresses(2);
    let told = BenchDoor::start(0, &addresses, MISSED);
    let mut behind = BenchDoor::start(1, &addresses, 0);
    let mut kept = 0;
    let mut began = None;
    let mut held = Vec::new();
    while kept < MISSED {
        let (batch, at) = behind.kept();
        if !batch.admissions.is_empty() {
            began.get_or_insert(at);
        }
        kept += batch.admissions.len();
        let writes = Instant::now();
        behind.write_down(&batch);
        held.push(writes.elapsed());
    }
    let took = began.unwrap().elapsed() + GATHERED;
    println!("  {MISSED} admissions caught up with {:>6.2} s   promised: 2 s", took.as_secs_f64());
    Figures::of(held).print("of that, in the loop at once");
    assert_eq!(behind.store.told_count().unwrap(), MISSED as u64);
    drop((told, behind.folder));
}

fn processor() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}
