//! All that stands around the door: the national platform, the channel where tickets are bought, and the
//! check-in platform between terminal and national platform, which can be taken away and given back.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use hallgate::channel::calls::{OrderDetail, QueryOrder};
use hallgate::channel::{Credentials, OrderState};
use hallgate::clock::china_civil;
use hallgate::peer::channel::{CINEMA_ID, HALLS, PeerChannel, prepare, screens_line};
use hallgate::peer::{KeyPair, PeerPlatform, PeerSettings, PlannedShow};
use hallgate::platform::channel::{BuyState, Purchase, buy};
use hallgate::platform::commands::CommandContext;
use hallgate::platform::commands::serve::{self, RunningPlatform};
use hallgate::platform::ledger::listing::{self, Listed, RecordQuery};
use hallgate::platform::ledger::{cinemas, terminals};
use hallgate::ticket::{Fen, FilmTicketCode};
use hallgate::transport::ChannelClient;
use hallgate::transport::server::{CA_FILE, write_secret};
use hallgate::wire::SignatureForm;
use hallgate::words::Language;
use jiff::{Timestamp, ToSpan};

use super::cast::{CINEMA, HALL};
use super::purchase::{PATIENCE, Until, client, credentials};

/// The terminal's name at the platform, and the platform's at the national one.
pub(super) const TERMINAL: &str = "terminal-demo";
const PLATFORM: &str = "platform-demo";

/// The file with the channel's secret.
const SECRET: &str = "channel.secret";

/// The row in which the visitors sit, and the first of their seats.
const ROW: u32 = 6;
const FIRST_SEAT: u32 = 9;

/// A ticket that was bought over the channel.
#[derive(Debug)]
pub(super) struct BoughtTicket {
    pub order: String,
    pub seat: String,
    /// What its QR code holds.
    pub text: String,
    pub number: FilmTicketCode,
}

/// Where a ticket stands in each system.
#[derive(Debug)]
pub(super) struct TicketTrace {
    /// The channel's state of the order.
    pub order: Option<OrderState>,
    /// At the check-in platform; none: it has no record of it.
    pub here: Option<Listed>,
    pub is_national: bool,
}

/// What stands around the door, all of it real and on this machine.
pub(super) struct Circle {
    folder: PathBuf,
    pub national: PeerPlatform,
    channel: PeerChannel,
    credentials: Credentials,
    client: ChannelClient,
    platform: Mutex<Option<RunningPlatform>>,
    url: String,
}

impl Circle {
    /// Builds it in an empty folder.
    pub fn build(folder: &Path) -> Result<Self> {
        let national = PeerPlatform::start(PeerSettings::default())?;
        let channel = PeerChannel::beside(&national, ([127, 0, 0, 1], 0).into())?;
        let now = china_civil(Timestamp::now());
        channel.with_ledger(|ledger| {
            prepare(ledger, CINEMA.parse()?, now).map_err(anyhow::Error::from)
        })?;
        let credentials = credentials(&channel)?;
        write_secret(&folder.join(SECRET), &credentials.secret)?;
        let client = client(&channel, credentials.clone())?;
        let key = KeyPair::generate(2048)?;
        write_secret(&folder.join("platform.key"), &key.private_pem)?;
        channel.with_ledger(|ledger| {
            ledger.add_user(PLATFORM, &key.public_pem, None, SignatureForm::default())
        })?;
        write_secret(&folder.join("platform-db.key"), &hex::encode(rand::random::<[u8; 32]>()))?;
        fs::write(folder.join("national-ca.pem"), national.ca_pem())?;
        let mut circle = Self {
            folder: folder.to_owned(),
            national,
            channel,
            credentials,
            client,
            platform: Mutex::default(),
            url: String::new(),
        };
        circle.configure("127.0.0.1:0")?;
        circle.enrol()?;
        let platform = serve::start(&circle.context()?, None)?;
        circle.url = platform.url();
        // From now on at this very port, whenever it comes back.
        let port = circle.url.trim_end_matches('/').rsplit(':').next().unwrap_or_default();
        circle.configure(&format!("127.0.0.1:{port}"))?;
        circle.platform = Mutex::new(Some(platform));
        Ok(circle)
    }

    /// What a terminal's `platform.url` is to be.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The certificate that a terminal believes.
    pub fn ca(&self) -> PathBuf {
        self.folder.join("platform").join(CA_FILE)
    }

    /// The terminal's private key.
    pub fn terminal_key(&self) -> PathBuf {
        self.folder.join("terminal.key")
    }

    /// The section of a terminal's configuration that tells of the channel.
    pub fn catalogue(&self) -> String {
        format!(
            "[catalogue]\nurl = {:?}\nchannel_code = {:?}\nsecret = {:?}\ncinema_id = {CINEMA_ID}\n{}\n",
            self.channel.url(),
            self.credentials.channel_code,
            format!("file:{}", self.folder.join(SECRET).display()),
            screens_line(),
        )
    }

    /// The check-in platform is gone.
    pub fn pause(&self) {
        drop(self.platform.lock().unwrap_or_else(PoisonError::into_inner).take());
    }

    /// It is there again.
    pub fn resume(&self) -> Result<()> {
        let platform = serve::start(&self.context()?, None)?;
        *self.platform.lock().unwrap_or_else(PoisonError::into_inner) = Some(platform);
        Ok(())
    }

    fn configure(&self, listen: &str) -> Result<()> {
        let path = |name: &str| self.folder.join(name).display().to_string();
        let text = format!(
            "[listen]\naddress = {listen:?}\n[store]\ndata = {data:?}\nkey = {key:?}\n\
             [web]\naddress = \"\"\n\
             [national]\nurl = {url:?}\nusername = {PLATFORM:?}\nprivate_key = {private:?}\n\
             ca = {ca:?}\nrefresh_s = 60\nforward_after_s = 1\nretry_max_s = 1\n",
            data = path("platform"),
            key = format!("file:{}", path("platform-db.key")),
            url = self.national.url(),
            private = format!("file:{}", path("platform.key")),
            ca = path("national-ca.pem"),
        );
        Ok(fs::write(self.folder.join("platform.toml"), text)?)
    }

    fn context(&self) -> Result<CommandContext> {
        Ok(CommandContext::at(&self.folder.join("platform.toml"), Language::English)?)
    }

    /// Makes cinema and terminal known to the check-in platform.
    fn enrol(&self) -> Result<()> {
        let context = self.context()?;
        let key = KeyPair::generate(2048)?;
        write_secret(&self.terminal_key(), &key.private_pem)?;
        let mut session = context.session()?;
        cinemas::add(&mut session, CINEMA.parse()?, "西湖影城", context.now)?;
        let entry = terminals::Entry {
            name: TERMINAL,
            cinema: CINEMA.parse()?,
            screens: &[],
            public_key: Some(&key.public_pem),
            signature: SignatureForm::default().as_str(),
        };
        ensure!(
            terminals::add(&mut session, &entry, context.now)?,
            "there is a {TERMINAL} already"
        );
        Ok(())
    }

    /// Buys so many tickets for a show in the door's hall that begins in `minutes`: each is locked,
    /// submitted and issued over the channel, as a distributor would.
    pub fn buy(&self, tickets: u32, minutes: i64) -> Result<Vec<BoughtTicket>> {
        let start = china_civil(Timestamp::now()).saturating_add(minutes.minutes());
        let start = start.with().second(0).subsec_nanosecond(0).build()?;
        let hall = HALLS.into_iter().find(|(number, ..)| HALL.ends_with(&number.to_string()));
        let (_, hall_id, _) = hall.context("the channel has no such hall")?;
        let (show, seats) = self.channel.with_ledger(|ledger| -> Result<_> {
            let film =
                ledger.films(None)?.into_iter().next().context("the channel has no films")?;
            let plan = PlannedShow {
                movie_id: film.movie_id,
                hall_id,
                start,
                sale_end: start,
                price: Fen(3500),
                service: Fen(300),
                minutes: Some(film.minutes),
            };
            let number = ledger.put_show_on(&plan)?;
            let show = ledger.show(number)?.context("the show is not there")?;
            let seats = (FIRST_SEAT..FIRST_SEAT + tickets).map(|column| {
                ledger.seat_at(&show, ROW, column)?.context("the hall has no such seat")
            });
            let seats = seats.collect::<Result<Vec<_>>>()?;
            Ok((show, seats))
        })?;
        let bought = seats.into_iter().map(|seat| {
            let purchase = Purchase {
                show: show.showtime_id.to_string(),
                seats: vec![seat.seat_id],
                mobile: "13800000000".to_owned(),
                amount: show.seat_fen(),
            };
            let column = seat.column.unwrap_or_default();
            self.bought(&purchase, format!("{ROW}排{column}座"))
        });
        bought.collect()
    }

    fn bought(&self, purchase: &Purchase, seat: String) -> Result<BoughtTicket> {
        let mut until = Until(Instant::now() + PATIENCE);
        let bought = buy(&self.client, purchase, Duration::from_millis(100), &mut until);
        let (BuyState::Issued, Some(order)) = (bought.state, bought.order) else {
            bail!("a ticket could not be bought: {}", bought.state.as_str())
        };
        let text = self.order(&order)?.qr_code;
        let number = self.channel.with_ledger(|ledger| ledger.order(&order))?;
        let number = number.and_then(|order| order.seats.first().and_then(|seat| seat.ticket));
        Ok(BoughtTicket { number: number.context("the order has no ticket")?, order, seat, text })
    }

    fn order(&self, order: &str) -> Result<OrderDetail> {
        let query = QueryOrder { order_external_id: order.to_owned() };
        Ok(self.client.call(&query, None).outcome?.data.order_detail)
    }

    /// Waits until the national platform has so many records, or no longer.
    pub fn settle(&self, records: usize) -> Result<()> {
        let began = Instant::now();
        while self.national.received()?.len() < records && began.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    /// Where a ticket stands by now.
    pub fn trace(&self, ticket: &BoughtTicket) -> Result<TicketTrace> {
        let order = self.order(&ticket.order)?.external_order_status;
        let wanted = RecordQuery {
            from: jiff::civil::DateTime::MIN,
            to: jiff::civil::DateTime::MAX,
            cinema: String::new(),
            terminal: String::new(),
            ticket: ticket.number.to_string(),
        };
        let mut here = None;
        listing::each(&mut self.context()?.session()?, &wanted, &mut |listed| {
            here = Some(listed);
            Ok(())
        })?;
        let received = self.national.received()?;
        let is_national = received.iter().any(|it| it.record.film_ticket_code == ticket.number);
        Ok(TicketTrace { order, here, is_national })
    }
}
