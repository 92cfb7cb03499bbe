//! A platform as it is put into service, a cinema whose key it has, and a thousand terminals.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use hallgate::peer::KeyPair;
use hallgate::platform::ledger::cinemas::{self, Fetched, KeyEntry};
use hallgate::platform::ledger::postgres::Server;
use hallgate::platform::ledger::{Place, Session, terminals};
use hallgate::ticket::{CinemaCode, Fen, Ticket, mint};
use hallgate::wire::calls::{Call, CheckTicket, ReportQuery, TicketQuery, TicketType};
use hallgate::wire::{SignatureForm, SignedRequest, TerminalKey};
use jiff::Timestamp;
use postgres::config::Host;
use rsa::RsaPrivateKey;
use rsa::pkcs8::DecodePrivateKey;

use crate::cluster::Cluster;
use crate::wire::{Way, request};

pub const TERMINALS: usize = 1000;

/// What is on the disk, and the program that serves from it.
pub struct Site {
    folder: tempfile::TempDir,
    _cluster: Option<Cluster>,
    pub place: Place,
    serving: Child,
    pub way: Way,
    mint: RsaPrivateKey,
    key: TerminalKey,
    next: AtomicUsize,
}

pub fn cinema() -> CinemaCode {
    "44010201".parse().unwrap()
}

impl Site {
    pub fn open(engine: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("db.key"), "07".repeat(32)).unwrap();
        Command::new("chmod").arg("600").arg(at("db.key")).status().unwrap();
        std::fs::create_dir(at("data")).unwrap();
        let cluster = (engine == "postgres").then(Cluster::durable);
        let (place, url) = match &cluster {
            None => {
                let key = zeroize::Zeroizing::new([7; 32]);
                let path = at("data").join("platform.db");
                (Place::Sqlite { path, key }, "sqlite:platform.db".to_owned())
            }
            Some(cluster) => {
                let place = cluster.database();
                let url = url_of(&place);
                (place, url)
            }
        };
        let config = format!(
            "[listen]\naddress = \"127.0.0.1:0\"\n[store]\ndata = {:?}\nurl = {url:?}\nkey = \"file:{}\"\n\
             [web]\naddress = \"\"\n[limits]\nrequests_per_minute = 100000\n",
            at("data"),
            at("db.key").display(),
        );
        std::fs::write(at("platform.toml"), config).unwrap();
        let cinema_key = KeyPair::generate(1024).unwrap();
        let terminal_key = KeyPair::generate(2048).unwrap();
        let mut session = place.connect().unwrap();
        fill(&mut session, &cinema_key, &terminal_key);
        let (serving, way) = serve(&at("platform.toml"), &at("data"));
        Self {
            _cluster: cluster,
            place,
            serving,
            way,
            mint: RsaPrivateKey::from_pkcs8_pem(&cinema_key.private_pem).unwrap(),
            key: TerminalKey::from_pem(&terminal_key.private_pem).unwrap(),
            next: AtomicUsize::new(0),
            folder,
        }
    }

    /// Records of tickets that nobody has shown yet, made on all cores.
    pub fn records(&self, count: usize) -> Vec<CheckTicket> {
        let first = self.next.fetch_add(count, Ordering::Relaxed);
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let numbers: Vec<usize> = (first..first + count).collect();
        let mut made = Vec::with_capacity(count);
        std::thread::scope(|scope| {
            let parts = numbers.chunks(count.div_ceil(cores).max(1));
            let parts = parts.map(|part| {
                scope.spawn(|| part.iter().map(|number| self.record(*number)).collect::<Vec<_>>())
            });
            let begun: Vec<_> = parts.collect();
            made.extend(begun.into_iter().flat_map(|part| part.join().unwrap()));
        });
        made
    }

    fn record(&self, number: usize) -> CheckTicket {
        let ticket = ticket(number);
        CheckTicket {
            ticket_info_code: mint::printed(cinema(), &ticket, &self.mint).unwrap(),
            ..bare_record(number)
        }
    }

    /// A report of a terminal, ready to be sent.
    pub fn report(&self, terminal: usize, records: &[CheckTicket]) -> Vec<u8> {
        self.signed(terminal, &ReportQuery { cinema_code: cinema(), check_tickets: records.into() })
    }

    pub fn question(&self, terminal: usize, record: &CheckTicket) -> Vec<u8> {
        self.signed(
            terminal,
            &TicketQuery {
                cinema_code: cinema(),
                film_ticket_code: record.film_ticket_code,
                start_time: record.start_time,
            },
        )
    }

    pub fn signed(&self, terminal: usize, query: &impl Call) -> Vec<u8> {
        let now = hallgate::clock::china_civil(Timestamp::now());
        let name = name(terminal);
        let form = SignatureForm::LowerHex;
        request(&SignedRequest::new(&self.key, form, &name, now, query).unwrap().body)
    }

    /// Bytes of memory that the program has now.
    pub fn resident(&self) -> u64 {
        let path = format!("/proc/{}/status", self.serving.id());
        let text = std::fs::read_to_string(path).unwrap();
        let line = text.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
    }

    /// Bytes of the ledger on the disk.
    pub fn stored(&self) -> u64 {
        match &self.place {
            Place::Sqlite { path, .. } => std::fs::metadata(path).unwrap().len(),
            Place::Postgres(server) => {
                let mut client = server.config.connect(postgres::NoTls).unwrap();
                let size = "SELECT pg_database_size(current_database())";
                client.query_one(size, &[]).unwrap().get::<_, i64>(0) as u64
            }
        }
    }

    /// The folder of all that is kept, for what is measured beside the platform on the same disk.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let pid = rustix::process::Pid::from_child(&self.serving);
        let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
        let _ = self.serving.wait();
    }
}

fn fill(session: &mut Session, cinema_key: &KeyPair, terminal_key: &KeyPair) {
    let now = Timestamp::now();
    cinemas::add(session, cinema(), "", now).unwrap();
    let key = KeyEntry {
        start_time: "2020-01-01T00:00:00".parse().unwrap(),
        public_key: cinema_key.public_base64.clone(),
    };
    let whole = Fetched::Whole(vec![key]);
    session.transaction(|it| cinemas::keep(it, cinema(), &whole, now)).unwrap();
    session
        .transaction(|session| {
            for terminal in 0..TERMINALS {
                let entry = terminals::Entry {
                    name: &name(terminal),
                    cinema: cinema(),
                    screens: &[],
                    public_key: Some(&terminal_key.public_pem),
                    signature: SignatureForm::LowerHex.as_str(),
                };
                terminals::add(session, &entry, now)?;
            }
            Ok(())
        })
        .unwrap();
}

fn serve(config: &std::path::Path, data: &std::path::Path) -> (Child, Way) {
    let mut serving = Command::new(env!("CARGO_BIN_EXE_hallgate-platform"))
        .args(["serve", "--config"])
        .arg(config)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let ready = BufReader::new(serving.stdout.take().unwrap()).lines().next().unwrap().unwrap();
    let address = ready.strip_prefix("ready https://").unwrap().trim_end_matches('/');
    (serving, Way::to(address.parse().unwrap(), &data.join("ca.pem")))
}

fn url_of(place: &Place) -> String {
    let Place::Postgres(Server { config, .. }) = place else { unreachable!() };
    let Host::Unix(socket) = &config.get_hosts()[0] else { unreachable!() };
    let (user, database) = (config.get_user().unwrap(), config.get_dbname().unwrap());
    let socket = socket.display().to_string().replace('/', "%2F");
    format!("postgres://{user}@{socket}/{database}")
}

fn name(terminal: usize) -> String {
    format!("terminal-{terminal:03}")
}

fn ticket(number: usize) -> Ticket {
    Ticket {
        film_ticket_code: format!("{number:016}").parse().unwrap(),
        screen_code: "0000000000000012".parse().unwrap(),
        film_code: "051201112024".parse().unwrap(),
        session_code: "2024022900000042".parse().unwrap(),
        show_time: "2024-02-29T19:30:00".parse().unwrap(),
        seat_code: "0000000000031405".parse().unwrap(),
        price: Fen(4950),
        service_fee: Fen(300),
    }
}

/// A record without its proof.
pub fn bare_record(number: usize) -> CheckTicket {
    let ticket = ticket(number);
    CheckTicket {
        ticket_info_code: String::new(),
        check_time: "2024-02-29T19:21:07".parse().unwrap(),
        screen_code: ticket.screen_code,
        screen_name: "12号厅".into(),
        film_code: ticket.film_code,
        film_name: "囍事".into(),
        session_code: ticket.session_code,
        start_time: ticket.show_time,
        ticket_type: TicketType::Web,
        film_ticket_code: ticket.film_ticket_code,
        row_num: 7,
        column_num: 15,
        price: ticket.price,
        service: ticket.service_fee,
    }
}
