//! `hallgate-platform`: the other end of the wire, so that a terminal can be tried without any
//! cinema. One function a subcommand.

use std::fs;
use std::io::{ErrorKind, Write, stdout};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, ensure};
use calloop::signals::{Signal, Signals};
use calloop::{EventLoop, LoopSignal};
use clap::{Args, Parser, Subcommand};
use hallgate::clock::{china_civil, parse_wire_time, wire_time};
use hallgate::platform::{
    CA_FILE, KeyPair, Ledger, Mint, Platform, Sale, Settings, Tls, make_folder, write_secret,
};
use hallgate::ticket::{CinemaCode, Fen, FilmTicketCode, Ticket, mint};
use hallgate::wire::SignatureForm;
use hallgate::wire::calls::TicketType;
use jiff::civil::DateTime;
use jiff::{Timestamp, ToSpan};

/// A third-party check-in platform for trials of a hallgate terminal.
///
/// It keeps everything in one folder (--data), and the subcommands work whether it serves or not.
/// To try a terminal:
///
///   hallgate-platform terminal add --data trial --cinema 12345678 terminal-001
///   hallgate-platform key mint --data trial --cinema 12345678
///   hallgate-platform serve --data trial
///   hallgate-platform ticket mint --data trial --cinema 12345678 --png ticket.png
///   hallgate-platform records --data trial
#[derive(Parser)]
#[command(version, verbatim_doc_comment)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve terminals until SIGTERM or SIGINT
    Serve(Serve),
    /// The terminals that may speak to the platform
    #[command(subcommand)]
    Terminal(TerminalCommand),
    /// The cinemas' keys
    #[command(subcommand)]
    Key(KeyCommand),
    /// Tickets for trials
    #[command(subcommand)]
    Ticket(TicketCommand),
    /// The check records that arrived, one a line, in the order of arrival
    Records {
        #[command(flatten)]
        data: Data,
        /// Only those behind this number
        #[arg(long, default_value_t = 0)]
        after: i64,
    },
}

#[derive(Args)]
struct Data {
    /// The platform's folder: database, certificate authority, keys made for terminals
    #[arg(long = "data", value_name = "DIR")]
    folder: PathBuf,
}

#[derive(Args)]
struct Serve {
    #[command(flatten)]
    data: Data,
    /// Address and port
    #[arg(long, default_value = "127.0.0.1:9000")]
    listen: SocketAddr,
    /// A further name or address by which terminals call it, for its certificate
    #[arg(long = "host", value_name = "NAME")]
    hosts: Vec<String>,
    /// Seconds by which its clock is off
    #[arg(long, default_value_t = 0, allow_hyphen_values = true)]
    clock_offset: i64,
    /// A certificate chain made elsewhere (PEM), in place of one of its own
    #[arg(long, requires_all = ["key", "ca"])]
    certificate: Option<PathBuf>,
    /// The key of --certificate (PEM)
    #[arg(long, requires = "certificate")]
    key: Option<PathBuf>,
    /// The authority of --certificate (PEM)
    #[arg(long, requires = "certificate")]
    ca: Option<PathBuf>,
}

#[derive(Subcommand)]
enum TerminalCommand {
    /// Make a terminal known; without --public-key a key is made for it (DIR/USERNAME.key)
    Add {
        #[command(flatten)]
        data: Data,
        #[arg(long)]
        cinema: CinemaCode,
        /// The terminal's public key (PEM), where it has one already
        #[arg(long, value_name = "FILE")]
        public_key: Option<PathBuf>,
        /// How it signs: md5-hex, MD5-HEX, md5-raw or md5-digestinfo
        #[arg(long, default_value = "md5-hex", value_parser = signature)]
        signature: SignatureForm,
        username: String,
    },
}

#[derive(Subcommand)]
enum KeyCommand {
    /// Make a key for a cinema and hand its public half out
    Mint {
        #[command(flatten)]
        data: Data,
        #[arg(long)]
        cinema: CinemaCode,
        /// 1024 to 4096
        #[arg(long, default_value_t = 2048)]
        bits: usize,
        /// YYYY-MM-DDThh:mm:ss in China Standard Time; now if left out
        #[arg(long, value_parser = time)]
        start_time: Option<DateTime>,
    },
}

#[derive(Subcommand)]
enum TicketCommand {
    /// Sell a ticket: prints its number and, on a line of its own, the text of its QR code
    Mint(Box<MintTicket>),
    /// Refund a ticket
    Refund {
        #[command(flatten)]
        data: Data,
        ticket: FilmTicketCode,
    },
    /// Mark a ticket as checked at another terminal
    Check {
        #[command(flatten)]
        data: Data,
        ticket: FilmTicketCode,
    },
}

#[derive(Args)]
struct MintTicket {
    #[command(flatten)]
    data: Data,
    #[arg(long)]
    cinema: CinemaCode,
    /// The ticket's number, 16 characters; one by the clock if left out
    #[arg(long)]
    ticket: Option<FilmTicketCode>,
    #[arg(long, default_value = "0000000000000003")]
    screen: String,
    #[arg(long, default_value = "3号厅")]
    screen_name: String,
    #[arg(long, default_value = "001105192026")]
    film: String,
    #[arg(long, default_value = "试机影片")]
    film_name: String,
    #[arg(long, default_value = "0000000000000001")]
    session: String,
    /// YYYY-MM-DDThh:mm:ss in China Standard Time; in 15 minutes if left out
    #[arg(long, value_parser = time)]
    show_time: Option<DateTime>,
    #[arg(long, default_value = "0000000000100612")]
    seat: String,
    #[arg(long, default_value_t = 6)]
    row: u32,
    #[arg(long, default_value_t = 12)]
    column: u32,
    /// Yuan, two decimals
    #[arg(long, default_value = "35.00", value_parser = yuan)]
    price: Fen,
    /// Yuan, two decimals
    #[arg(long, default_value = "3.00", value_parser = yuan)]
    service: Fen,
    /// Sold on the web, not at the counter
    #[arg(long)]
    web: bool,
    /// As an e-ticket: the address before `?c=…&t=…`, shown now
    #[arg(long, value_name = "URL")]
    electronic: Option<String>,
    /// Draw the QR code into this file
    #[arg(long, value_name = "FILE")]
    png: Option<PathBuf>,
}

fn time(text: &str) -> Result<DateTime, &'static str> {
    parse_wire_time(text).ok_or("is no time of the form 2019-01-01T00:00:00")
}

fn yuan(text: &str) -> Result<Fen, hallgate::ticket::CodeError> {
    Fen::from_decimal(text)
}

fn signature(text: &str) -> Result<SignatureForm, &'static str> {
    SignatureForm::from_name(text).ok_or("is none of md5-hex, MD5-HEX, md5-raw, md5-digestinfo")
}

fn main() -> ExitCode {
    let level = env_logger::Env::default().default_filter_or("info");
    env_logger::Builder::from_env(level).init();
    let done = match Cli::parse().command {
        Command::Serve(options) => serve(options),
        Command::Terminal(TerminalCommand::Add {
            data,
            cinema,
            public_key,
            signature,
            username,
        }) => add_terminal(&data, cinema, public_key.as_deref(), signature, &username),
        Command::Key(KeyCommand::Mint { data, cinema, bits, start_time }) => {
            mint_key(&data, cinema, bits, start_time)
        }
        Command::Ticket(TicketCommand::Mint(options)) => mint_ticket(&options),
        Command::Ticket(TicketCommand::Refund { data, ticket }) => refund(&data, ticket),
        Command::Ticket(TicketCommand::Check { data, ticket }) => check(&data, ticket),
        Command::Records { data, after } => records(&data, after),
    };
    let Err(fault) = done else { return ExitCode::SUCCESS };
    let reader_left = fault
        .downcast_ref::<std::io::Error>()
        .is_some_and(|fault| fault.kind() == ErrorKind::BrokenPipe);
    if reader_left {
        return ExitCode::SUCCESS;
    }
    let _ = writeln!(std::io::stderr(), "hallgate-platform: {fault:#}");
    ExitCode::FAILURE
}

impl Data {
    /// The ledger; made, with its folder, if there is none.
    fn ledger(&self) -> anyhow::Result<Ledger> {
        make_folder(&self.folder)?;
        Ok(Ledger::open(Some(&self.database()))?)
    }

    /// The ledger of a platform that is there: a mistyped folder is not made.
    fn known_ledger(&self) -> anyhow::Result<Ledger> {
        ensure!(
            self.database().exists(),
            "no platform is in {}: add a terminal or serve first",
            self.folder.display()
        );
        self.ledger()
    }

    fn database(&self) -> PathBuf {
        self.folder.join("platform.db")
    }
}

fn now() -> DateTime {
    china_civil(Timestamp::now())
}

fn serve(options: Serve) -> anyhow::Result<()> {
    let folder = &options.data.folder;
    make_folder(folder)?;
    let tls = match (options.certificate, options.key, options.ca) {
        (Some(certificate), Some(key), Some(ca)) => Tls::Files { certificate, key, ca },
        _ => Tls::Kept(folder.clone()),
    };
    let ca_file = match &tls {
        Tls::Files { ca, .. } => ca.clone(),
        _ => folder.join(CA_FILE),
    };
    // Before any thread starts: each inherits that these signals are taken here alone.
    let signals = Signals::new(&[Signal::SIGTERM, Signal::SIGINT])?;
    let mut ending: EventLoop<LoopSignal> = EventLoop::try_new()?;
    ending
        .handle()
        .insert_source(signals, |_, _, stop: &mut LoopSignal| stop.stop())
        .map_err(|fault| fault.error)?;
    let platform = Platform::start(Settings {
        listen: options.listen,
        database: Some(options.data.database()),
        clock_offset_s: options.clock_offset,
        tls,
        hosts: options.hosts,
    })?;
    let mut out = stdout();
    writeln!(out, "url = {:?}", platform.url())?;
    writeln!(out, "ca = {:?}", ca_file.display().to_string())?;
    out.flush()?;
    let mut stop = ending.get_signal();
    ending.run(None, &mut stop, |_| {})?;
    let counts = platform.counts()?;
    platform.stop();
    log::info!("stopped; {} records are here", counts.records);
    Ok(())
}

fn add_terminal(
    data: &Data,
    cinema: CinemaCode,
    public_key: Option<&Path>,
    signature: SignatureForm,
    username: &str,
) -> anyhow::Result<()> {
    let plain = |char: char| char.is_ascii_alphanumeric() || "._-".contains(char);
    ensure!(
        !username.is_empty() && username.chars().all(plain) && !username.starts_with('.'),
        "{username:?} is no terminal's name: letters, digits, point, hyphen and underscore only"
    );
    let ledger = data.ledger()?;
    if let Some(path) = public_key {
        let pem = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        return Ok(ledger.add_terminal(username, &pem, cinema, signature)?);
    }
    let path = data.folder.join(format!("{username}.key"));
    let pair = KeyPair::generate(2048)?;
    write_secret(&path, &pair.private_pem)?;
    ledger.add_terminal(username, &pair.public_pem, cinema, signature)?;
    Ok(writeln!(stdout(), "{}", path.display())?)
}

fn mint_key(
    data: &Data,
    cinema: CinemaCode,
    bits: usize,
    start_time: Option<DateTime>,
) -> anyhow::Result<()> {
    let pair = KeyPair::generate(bits)?;
    let start_time = start_time.unwrap_or_else(now);
    let private = Some(pair.private_pem.as_str());
    let id = data.ledger()?.add_key(cinema, &pair.public_base64, private, start_time)?;
    Ok(writeln!(stdout(), "key {} from {}", id.0, wire_time(start_time))?)
}

fn mint_ticket(options: &MintTicket) -> anyhow::Result<()> {
    let mut ledger = options.data.known_ledger()?;
    let ticket = match options.ticket {
        Some(ticket) => ticket,
        None => format!("{:0>16}", Timestamp::now().as_microsecond() % 10i64.pow(16)).parse()?,
    };
    let sale = Sale {
        ticket: Ticket {
            film_ticket_code: ticket,
            screen_code: options.screen.parse().context("--screen")?,
            film_code: options.film.parse().context("--film")?,
            session_code: options.session.parse().context("--session")?,
            show_time: options.show_time.unwrap_or_else(|| now().saturating_add(15.minutes())),
            seat_code: options.seat.parse().context("--seat")?,
            price: options.price,
            service_fee: options.service,
        },
        cinema_name: format!("影院{}", options.cinema),
        screen_name: options.screen_name.clone(),
        film_name: options.film_name.clone(),
        row_num: options.row,
        column_num: options.column,
        ticket_type: if options.web { TicketType::Web } else { TicketType::Counter },
        sell_time: now(),
    };
    let printed = Mint::of(&ledger, options.cinema, now())?.printed(options.cinema, &sale)?;
    ledger.add_tickets(options.cinema, [(&sale, printed.as_str())])?;
    let text = match &options.electronic {
        Some(base) => mint::electronic(base, &printed, Timestamp::now()),
        None => printed,
    };
    if let Some(path) = &options.png {
        draw(&text, path)?;
    }
    Ok(writeln!(stdout(), "{ticket}\n{text}")?)
}

/// Draws a QR code with its quiet zone, eight pixels a module.
fn draw(text: &str, path: &Path) -> anyhow::Result<()> {
    const MODULE: u32 = 8;
    const QUIET: u32 = 4;
    let code = qrcode::QrCode::with_error_correction_level(text, qrcode::EcLevel::M)?;
    let width = u32::try_from(code.width())?;
    let side = (width + 2 * QUIET) * MODULE;
    let modules = code.to_colors();
    let picture = image::GrayImage::from_fn(side, side, |x, y| {
        let at = |pixel: u32| (pixel / MODULE).checked_sub(QUIET).filter(|at| *at < width);
        let dark = at(x).zip(at(y)).is_some_and(|(x, y)| {
            modules.get((y * width + x) as usize) == Some(&qrcode::Color::Dark)
        });
        image::Luma([if dark { 0 } else { 255 }])
    });
    picture
        .save_with_format(path, image::ImageFormat::Png)
        .with_context(|| path.display().to_string())
}

fn refund(data: &Data, ticket: FilmTicketCode) -> anyhow::Result<()> {
    Ok(data.known_ledger()?.refund(ticket, now())?)
}

fn check(data: &Data, ticket: FilmTicketCode) -> anyhow::Result<()> {
    Ok(data.known_ledger()?.mark_checked(ticket)?)
}

fn records(data: &Data, mut after: i64) -> anyhow::Result<()> {
    const PAGE: u32 = 1000;
    let ledger = data.known_ledger()?;
    let mut out = std::io::BufWriter::new(stdout().lock());
    writeln!(out, "number\treceived_at\tterminal\tcheck_time\tticket\tscreen\tfilm\trepeats")?;
    loop {
        let page = ledger.received(after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = last.number;
        for received in &page {
            let record = &received.record;
            writeln!(
                out,
                "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
                received.number,
                received.received_at,
                received.username,
                wire_time(record.check_time),
                record.film_ticket_code,
                record.screen_code,
                record.film_name.replace(['\t', '\n', '\r'], " "),
                received.repeats,
            )?;
        }
    }
    Ok(out.flush()?)
}
