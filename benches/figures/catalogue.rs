//! The catalogue of the largest cinema there is: what a synchronisation takes here, how long it holds the loop, what it
//! adds to the memory, and how fast a ticket's show is found.

use std::hint::black_box;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::{Duration, Instant};

use hallgate::clock::wire_time;
use hallgate::terminal::config::Config;
use hallgate::terminal::store::{CataloguePart, DatabaseKey, Store};
use hallgate::terminal::sync::CatalogueSource;
use hallgate::ticket::{FilmTicketCode, ScreenCode};
use jiff::civil::{DateTime, date};
use jiff::{Span, Timestamp};
use rustix::time::{ClockId, clock_gettime};

const HALLS: usize = 200;
const SHOWS: usize = 2000;

/// Lookups that are timed together.
const LOOKUPS: u32 = 10_000;

pub fn print() {
    let folder = tempfile::tempdir().unwrap();
    let address = channel();
    let secret = folder.path().join("secret");
    std::fs::write(&secret, "secret").unwrap();
    std::fs::set_permissions(&secret, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let config = format!(
        "[terminal]\ncinema_code = \"33010101\"\n[platform]\nurl = \"https://127.0.0.1\"\nusername = \"bench\"\n\
         private_key = \"file:/none\"\n[catalogue]\nurl = \"http://{address}/api/\"\nchannel_code = \"c\"\n\
         secret = \"file:{}\"\ncinema_id = 1\n",
        secret.display()
    );
    let config = Config::parse(&config, folder.path()).unwrap();
    let source =
        CatalogueSource::open(config.catalogue.as_ref().unwrap(), &config.platform).unwrap();
    let key = DatabaseKey::from_bytes(&[42; 32]).unwrap();
    let store = Store::open(&folder.path().join("hallgate.db"), &key).unwrap();
    let codes: Vec<ScreenCode> = (0..HALLS).map(|hall| code(hall).parse().unwrap()).collect();
    let screens: Vec<_> =
        codes.iter().zip(0..).map(|(code, hall)| (*code, Some(hall), None)).collect();
    store.set_screens(&screens).unwrap();

    let (memory, cpu) = (resident(), processor());
    let mut first = Duration::ZERO;
    for part in [CataloguePart::Movies, CataloguePart::Halls, CataloguePart::Shows] {
        first = first.max(synchronise(&store, &source, part));
    }
    let (first_cpu, first_memory) = (processor() - cpu, resident().saturating_sub(memory));
    let cpu = processor();
    let mut again = Duration::ZERO;
    for part in [CataloguePart::Movies, CataloguePart::Halls, CataloguePart::Shows] {
        again = again.max(synchronise(&store, &source, part));
    }
    let again_cpu = processor() - cpu;
    assert_eq!(store.catalogue_count(CataloguePart::Shows).unwrap(), SHOWS as u64);

    let ticket: FilmTicketCode = "3301010100000001".parse().unwrap();
    let began = Instant::now();
    for number in 0..LOOKUPS {
        let (hall, show) = place(number as usize * 7919 % SHOWS);
        let known = store.recall(ticket, codes[hall], start(show)).unwrap();
        assert!(black_box(known).show.is_some());
    }
    let recall = began.elapsed() / LOOKUPS;
    let began = Instant::now();
    for number in 0..LOOKUPS {
        let (hall, show) = place(number as usize * 7919 % SHOWS);
        assert!(black_box(store.show(codes[hall], start(show)).unwrap()).is_some());
    }
    let lookup = began.elapsed() / LOOKUPS;
    println!("\na catalogue of {HALLS} halls and {SHOWS} shows");
    println!("  a first synchronisation {:>8.1} ms of processor   promised: 300 ms", ms(first_cpu));
    println!("  one that changes nothing{:>8.1} ms of processor", ms(again_cpu));
    println!(
        "  longest in the loop     {:>8.1} ms, nothing new {:.1} ms   promised: a frame's 33 ms",
        ms(first),
        ms(again)
    );
    println!("  more memory             {:>8.1} MB   promised: 4 MB", first_memory as f64 / 1e6);
    println!("  the show of a ticket    {:>8.1} µs   promised: 20 µs", 1e3 * ms(lookup));
    println!("  all that is known of it {:>8.1} µs", 1e3 * ms(recall));
}

/// Fetches a list and takes it as worker and loop do; how long the loop is held.
fn synchronise(store: &Store, source: &CatalogueSource, part: CataloguePart) -> Duration {
    let reply = source.fetch(part).outcome.unwrap();
    let change = store.catalogue_difference(reply, Timestamp::now()).unwrap();
    let began = Instant::now();
    store.take_catalogue(&change).unwrap();
    began.elapsed()
}

fn code(hall: usize) -> String {
    format!("{:016}", hall + 1)
}

/// Which hall, and which of its shows.
fn place(number: usize) -> (usize, usize) {
    (number % HALLS, number / HALLS)
}

fn start(show: usize) -> DateTime {
    // None of them is over, whenever this is run.
    date(2099, 1, 1).at(9, 0, 0, 0).saturating_add(Span::new().minutes(show as i64 * 100))
}

/// A channel that answers with films, halls and shows, written as the document's examples are.
fn channel() -> std::net::SocketAddr {
    let list = |name: &str, items: Vec<String>| {
        format!("{{\"code\":\"001\",\"msg\":\"操作成功\",\"{name}\":[{}]}}", items.join(","))
    };
    let movies = (0..100).map(|id| {
        format!(
            "{{\"movieID\":{id},\"movieNameCN\":\"影片之{id}：最后一夜\",\"filmLength\":\"118\"}}"
        )
    });
    let movies = list("movies", movies.collect());
    let halls = (0..HALLS).map(|id| {
        format!("{{\" HallID \":{id},\" HallName \":\"{id}号激光厅\",\" HallStatus \":1}}")
    });
    let halls = list("halls", halls.collect());
    let shows = (0..SHOWS).map(|number| {
        let (hall, show) = place(number);
        let time = wire_time(start(show)).replace('T', " ");
        format!(
            "{{\" showtimeID \":\"{number}\",\" movieID \":\"{}\",\" cinemaID \":\"1\",“hallID”:”{hall}”\n\" ticketEndTime \":\"{time}\",\" price \":\"51\",\" showTime \":\"{time}\",\" filmLength \":\"118\",\" status \":\"1\",}}",
            number % 100
        )
    });
    let shows = list("shows", shows.collect());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut head = [0; 4096];
            let length = stream.read(&mut head).unwrap_or(0);
            let head = String::from_utf8_lossy(&head[..length]).into_owned();
            let body = match () {
                () if head.contains("queryMovies") => &movies,
                () if head.contains("queryHalls") => &halls,
                () => &shows,
            };
            let length = body.len();
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            );
        }
    });
    address
}

/// What this process has used of the processors.
fn processor() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// What this process holds of the memory, in bytes.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    1024 * line.trim().trim_end_matches(" kB").parse::<u64>().unwrap()
}

fn ms(took: Duration) -> f64 {
    took.as_secs_f64() * 1e3
}
