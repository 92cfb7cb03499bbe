//! `up`: everything that a terminal needs, on this machine: the national platform, a check-in platform, a
//! cinema with its key and tickets, a channel that sells more of them, and the terminal's configuration.

use std::fs;
use std::io::{ErrorKind, Write, stdout};
use std::path::PathBuf;

use anyhow::{Context, ensure};
use hallgate::peer::channel::{HALLS, PeerChannel};
use hallgate::peer::{KeyPair, Mint, PeerLedger, PeerPlatform, PeerSettings, PlannedShow, Sale};
use hallgate::platform::commands::CommandContext;
use hallgate::platform::commands::serve::{self, RunningPlatform};
use hallgate::platform::ledger::{cinemas, terminals};
use hallgate::ticket::{CinemaCode, Fen, FilmTicketCode, Ticket};
use hallgate::transport::server::{CA_FILE, ServerTls, make_folder, write_secret};
use hallgate::wire::SignatureForm;
use hallgate::wire::calls::TicketType;
use hallgate::words::Language;
use jiff::{Timestamp, ToSpan};
use rand::RngCore;

use crate::arguments::Up;
use crate::tickets::draw;
use crate::{Ending, channel, now};

const CINEMA: &str = "12345678";
const TERMINAL: &str = "terminal-001";
const PLATFORM: &str = "platform-001";
const BITS: usize = 2048;

/// What stands above each configuration that is written here.
const WRITTEN: &str = "# Written by each `hallgate-peer up`: copy it before you change it.\n";

/// Serves until SIGTERM or SIGINT.
pub fn up(options: &Up) -> anyhow::Result<()> {
    make_folder(&options.data.folder)?;
    // Absolute: the configurations are good from wherever they are read.
    let trial = Trial { folder: fs::canonicalize(&options.data.folder)?, cinema: CINEMA.parse()? };
    let ending = Ending::prepare()?;
    let mut ledger = options.data.ledger()?;
    let platform_key = trial.key(PLATFORM)?;
    ledger.add_user(PLATFORM, &platform_key.public_pem, None, SignatureForm::default())?;
    channel::open(&mut ledger, &trial.folder, trial.cinema)?;
    let shown = trial.sell(&mut ledger)?;
    let national = PeerPlatform::start(PeerSettings {
        listen: options.national,
        database: Some(options.data.database()),
        clock_offset_s: 0,
        tls: ServerTls::Kept(trial.folder.clone()),
        hosts: Vec::new(),
    })?;
    let channel = PeerChannel::beside(&national, options.channel)?;
    let access = channel::access_lines(&ledger, &trial.folder, &channel.url())?;
    let catalogue = channel::catalogue_lines(&ledger, &trial.folder, &channel.url())?;
    drop(ledger);
    let platform = trial.platform(&trial.platform_config(options, &national, &access))?;
    trial.database_key("door-db.key")?;
    trial.write("terminal.toml", &trial.terminal_config(&platform.url(), &catalogue))?;
    let mut out = stdout();
    let folder = options.data.folder.display();
    writeln!(out, "national  {}", national.url())?;
    writeln!(out, "platform  {}  {folder}/platform.toml", platform.url())?;
    writeln!(out, "channel   {}", channel.url())?;
    writeln!(out, "e-ticket  {}eticket/{CINEMA}/{shown}", national.url())?;
    writeln!(out, "terminal  hallgate run --config {folder}/terminal.toml")?;
    writeln!(out, "ready")?;
    out.flush()?;
    ending.wait()?;
    drop(platform);
    channel.stop();
    national.stop();
    Ok(())
}

/// The trial's folder, whole path, and its one cinema.
struct Trial {
    folder: PathBuf,
    cinema: CinemaCode,
}

impl Trial {
    /// A key pair, made when it is first needed.
    fn key(&self, name: &str) -> anyhow::Result<KeyPair> {
        let path = self.folder.join(format!("{name}.key"));
        match fs::read_to_string(&path) {
            Ok(pem) => KeyPair::from_pem(&pem).with_context(|| path.display().to_string()),
            Err(fault) if fault.kind() == ErrorKind::NotFound => {
                let pair = KeyPair::generate(BITS)?;
                write_secret(&path, &pair.private_pem)?;
                Ok(pair)
            }
            Err(fault) => Err(fault).with_context(|| path.display().to_string()),
        }
    }

    /// A database's key, made when it is first needed.
    fn database_key(&self, name: &str) -> anyhow::Result<()> {
        let path = self.folder.join(name);
        if path.exists() {
            return Ok(());
        }
        let mut key = [0; 32];
        rand::rngs::OsRng.fill_bytes(&mut key);
        let text: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(write_secret(&path, &text)?)
    }

    fn write(&self, name: &str, text: &str) -> anyhow::Result<PathBuf> {
        let path = self.folder.join(name);
        fs::write(&path, format!("{WRITTEN}{text}")).with_context(|| path.display().to_string())?;
        Ok(path)
    }

    /// Tickets that start soon, before the terminal's camera: one for its hall, one for another, the
    /// first again, and one that was refunded. The number of one that nobody has used.
    fn sell(&self, ledger: &mut PeerLedger) -> anyhow::Result<FilmTicketCode> {
        let frames = self.folder.join("frames");
        make_folder(&frames)?;
        let mint = Mint::of(ledger, self.cinema, now())?;
        let base = Timestamp::now().as_microsecond();
        let own = soon(ledger, HALLS[2].1)?;
        let other = soon(ledger, HALLS[4].1)?;
        let mut numbers = Vec::new();
        for (at, show) in [(0, own), (1, other), (2, own), (3, own)] {
            let number = format!("{:0>16}", (base + at) % 10i64.pow(16)).parse()?;
            let seat = u32::try_from(at)?;
            let sale = sale(ledger, number, show, 12 + seat)?;
            let printed = mint.printed(self.cinema, &sale)?;
            ledger.add_tickets(self.cinema, [(&sale, printed.as_str())])?;
            let pictures: &[&str] = match at {
                0 => &["1.png", "3.png"],
                1 => &["2.png"],
                2 => &["4.png"],
                _ => &[],
            };
            for picture in pictures {
                draw(&printed, &frames.join(picture))?;
            }
            numbers.push(number);
        }
        let [.., refunded, unused] = numbers[..] else { anyhow::bail!("no tickets") };
        ledger.refund(refunded, now())?;
        Ok(unused)
    }

    /// The check-in platform, with its cinema and the terminal.
    fn platform(&self, config: &str) -> anyhow::Result<RunningPlatform> {
        self.database_key("platform-db.key")?;
        let config = self.write("platform.toml", config)?;
        let context = CommandContext::at(&config, Language::English)?;
        let key = self.key(TERMINAL)?;
        let mut session = context.session()?;
        cinemas::add(&mut session, self.cinema, "试机影院", context.now)?;
        match terminals::find(&mut session, TERMINAL)? {
            None => {
                let entry = terminals::Entry {
                    name: TERMINAL,
                    cinema: self.cinema,
                    screens: &[],
                    public_key: Some(&key.public_pem),
                    signature: SignatureForm::default().as_str(),
                };
                terminals::add(&mut session, &entry, context.now)?;
            }
            Some(known) => ensure!(
                known.public_key.as_deref() == Some(key.public_pem.as_str()),
                "the platform knows {TERMINAL} by another key than {TERMINAL}.key: \
                 begin in an empty folder"
            ),
        }
        drop(session);
        Ok(serve::start(&context, None)?)
    }

    fn platform_config(&self, options: &Up, national: &PeerPlatform, access: &str) -> String {
        let path = |name: &str| self.folder.join(name).display().to_string();
        format!(
            "\n[listen]\naddress = {listen:?}\n\n[store]\ndata = {data:?}\nkey = {key:?}\n\n\
             [national]\nurl = {url:?}\nusername = {PLATFORM:?}\nprivate_key = {private:?}\n\
             ca = {ca:?}\n# Soon, as somebody watches; 1800 and 600 in service.\n\
             refresh_s = 60\nforward_after_s = 5\n\n\
             [channel]\n{access}\
             # On this machine, and soon; over a network by https alone, and 60.\n\
             allow_http_orders = true\npoll_s = 5\n",
            listen = options.platform.to_string(),
            data = path("platform"),
            key = format!("file:{}", path("platform-db.key")),
            url = national.url(),
            private = format!("file:{}", path(&format!("{PLATFORM}.key"))),
            ca = path(CA_FILE),
        )
    }

    fn terminal_config(&self, url: &str, catalogue: &str) -> String {
        let path = |name: &str| self.folder.join(name).display().to_string();
        format!(
            "\n[terminal]\ncinema_code = {CINEMA:?}\nscreens = [\"{hall:0>16}\"]\n\
             name = \"3号厅入口\"\n\n[store]\npath = {store:?}\nkey = {key:?}\n\n\
             [camera]\nsource = {camera:?}\n\n[gate]\ndriver = \"simulated\"\n\n\
             [display]\ndriver = \"png\"\ndevice = {pages:?}\n\n\
             [platform]\nurl = {url:?}\nusername = {TERMINAL:?}\nprivate_key = {private:?}\n\
             ca = {ca:?}\n\n[catalogue]\n{catalogue}",
            hall = 3,
            store = path("door/hallgate.db"),
            key = format!("file:{}", path("door-db.key")),
            camera = format!("replay:{}", path("frames")),
            pages = path("pages"),
            private = format!("file:{}", path(&format!("{TERMINAL}.key"))),
            ca = self.folder.join("platform").join(CA_FILE).display().to_string(),
        )
    }
}

/// Puts a show on that starts in a quarter of an hour: its ID.
fn soon(ledger: &mut PeerLedger, hall_id: i64) -> anyhow::Result<i64> {
    let film = ledger.films(None)?.into_iter().next().context("the channel has no film")?;
    let start = now().saturating_add(15.minutes()).with().second(0).build()?;
    Ok(ledger.put_show_on(&PlannedShow {
        movie_id: film.movie_id,
        hall_id,
        start,
        sale_end: start,
        price: Fen(3500),
        service: Fen(300),
        minutes: None,
    })?)
}

/// A ticket of the counter for that show, in the sixth row; its seat is nobody else's.
fn sale(
    ledger: &PeerLedger,
    number: FilmTicketCode,
    showtime_id: i64,
    column: u32,
) -> anyhow::Result<Sale> {
    const ROW: u32 = 6;
    let show = ledger.show(showtime_id)?.context("the show is gone")?;
    let hall = ledger.hall(show.plan.hall_id)?.context("the hall is gone")?;
    let film = ledger.films(Some(show.plan.movie_id))?.pop().context("the film is gone")?;
    let seat = ledger.seat_at(&show, ROW, column)?.context("the seat is gone")?;
    ledger.hold_for_counter(showtime_id, &seat.seat_id)?;
    let ticket = Ticket {
        film_ticket_code: number,
        screen_code: hall.screen,
        film_code: film.film,
        session_code: format!("{showtime_id:0>16}").parse()?,
        show_time: show.plan.start,
        seat_code: format!("{:0>16}", ROW * 10_000 + column).parse()?,
        price: show.plan.price,
        service_fee: show.plan.service,
    };
    Ok(Sale {
        ticket,
        cinema_name: "试机影院".to_owned(),
        screen_name: hall.name,
        film_name: film.name,
        row_num: ROW,
        column_num: column,
        ticket_type: TicketType::Counter,
        sell_time: now(),
    })
}
