//! What the command line takes.

mod channel;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use hallgate::clock::parse_wire_time;
use hallgate::peer::PeerFault;
use hallgate::ticket::{CinemaCode, Fen, FilmTicketCode};
use hallgate::wire::SignatureForm;
use jiff::civil::DateTime;

pub use channel::{ChannelCommand, OrderCommand, ServeChannel, ShowCommand, ShowOptions};

/// Everything that is not ours, for trials: the national platform, the ticketing system and a distributor's channel.
///
/// It keeps everything in one folder (--data), and the subcommands work whether it serves or not.
/// To try everything at once, in two windows:
///
///   hallgate-peer up --data trial
///   hallgate run --config trial/terminal.toml
#[derive(Parser)]
#[command(version, verbatim_doc_comment)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Serve all that a terminal needs, and write its configuration: a national platform, a
    /// check-in platform, a cinema with tickets, a channel
    Up(Up),
    /// The national platform
    #[command(subcommand)]
    National(NationalCommand),
    /// A distributor's channel: films, shows, seats and orders
    #[command(subcommand)]
    Channel(ChannelCommand),
    /// The third-party platforms that may speak to it, for every cinema
    #[command(subcommand)]
    Platform(PlatformCommand),
    /// The terminals that may speak to it in a platform's place, each for its cinema
    #[command(subcommand)]
    Terminal(TerminalCommand),
    /// A cinema's ticketing system
    #[command(subcommand)]
    Cinema(CinemaCommand),
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
pub struct Data {
    /// The folder: database, certificate authority, keys made here
    #[arg(long = "data", value_name = "DIR")]
    pub folder: PathBuf,
}

#[derive(Args)]
pub struct Up {
    #[command(flatten)]
    pub data: Data,
    /// Address and port of the check-in platform
    #[arg(long, default_value = "127.0.0.1:9000")]
    pub platform: SocketAddr,
    /// Address and port of the national platform, which also shows the e-tickets
    #[arg(long, default_value = "127.0.0.1:9001")]
    pub national: SocketAddr,
    /// Address and port of the channel
    #[arg(long, default_value = "127.0.0.1:9002")]
    pub channel: SocketAddr,
}

#[derive(Args)]
pub struct Serve {
    #[command(flatten)]
    pub data: Data,
    /// Address and port
    #[arg(long, default_value = "127.0.0.1:9000")]
    pub listen: SocketAddr,
    /// A further name or address by which terminals call it, for its certificate
    #[arg(long = "host", value_name = "NAME")]
    pub hosts: Vec<String>,
    /// Seconds by which its clock is off
    #[arg(long, default_value_t = 0, allow_hyphen_values = true)]
    pub clock_offset: i64,
    /// A certificate chain made elsewhere (PEM), in place of one of its own
    #[arg(long, requires_all = ["key", "ca"])]
    pub certificate: Option<PathBuf>,
    /// The key of --certificate (PEM)
    #[arg(long, requires = "certificate")]
    pub key: Option<PathBuf>,
    /// The authority of --certificate (PEM)
    #[arg(long, requires = "certificate")]
    pub ca: Option<PathBuf>,
}

#[derive(Subcommand)]
pub enum NationalCommand {
    /// Serve until SIGTERM or SIGINT
    Serve(Serve),
    /// Have a fault shown from now on, or tell which one is
    #[command(after_help = fault_forms())]
    Fault {
        #[command(flatten)]
        data: Data,
        /// Its name; left out, the present one is told
        fault: Option<PeerFault>,
    },
}

#[derive(Subcommand)]
pub enum PlatformCommand {
    /// Make a platform known; without --public-key a key is made for it (DIR/USERNAME.key)
    Add {
        #[command(flatten)]
        data: Data,
        /// The platform's public key (PEM), where it has one already
        #[arg(long, value_name = "FILE")]
        public_key: Option<PathBuf>,
        /// How it signs: md5-hex, MD5-HEX, md5-raw or md5-digestinfo
        #[arg(long, default_value = "md5-hex", value_parser = signature)]
        signature: SignatureForm,
        username: String,
    },
}

#[derive(Subcommand)]
pub enum CinemaCommand {
    /// The cinema's keys
    #[command(subcommand)]
    Key(KeyCommand),
}

#[derive(Subcommand)]
pub enum TerminalCommand {
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
    /// The terminals, one a line: when each was heard last, and by how many seconds its clock is off
    List {
        #[command(flatten)]
        data: Data,
    },
}

#[derive(Subcommand)]
pub enum KeyCommand {
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
pub enum TicketCommand {
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
pub struct MintTicket {
    #[command(flatten)]
    pub data: Data,
    #[arg(long)]
    pub cinema: CinemaCode,
    /// The ticket's number, 16 characters; one by the clock if left out
    #[arg(long)]
    pub ticket: Option<FilmTicketCode>,
    #[arg(long, default_value = "0000000000000003")]
    pub screen: String,
    #[arg(long, default_value = "3号厅")]
    pub screen_name: String,
    #[arg(long, default_value = "001105192026")]
    pub film: String,
    #[arg(long, default_value = "试机影片")]
    pub film_name: String,
    #[arg(long, default_value = "0000000000000001")]
    pub session: String,
    /// YYYY-MM-DDThh:mm:ss in China Standard Time; in 15 minutes if left out
    #[arg(long, value_parser = time)]
    pub show_time: Option<DateTime>,
    #[arg(long, default_value = "0000000000100612")]
    pub seat: String,
    #[arg(long, default_value_t = 6)]
    pub row: u32,
    #[arg(long, default_value_t = 12)]
    pub column: u32,
    /// Yuan, two decimals
    #[arg(long, default_value = "35.00", value_parser = yuan)]
    pub price: Fen,
    /// Yuan, two decimals
    #[arg(long, default_value = "3.00", value_parser = yuan)]
    pub service: Fen,
    /// Sold on the web, not at the counter
    #[arg(long)]
    pub web: bool,
    /// As an e-ticket: the address before `?c=…&t=…`, shown now
    #[arg(long, value_name = "URL")]
    pub electronic: Option<String>,
    /// Draw the QR code into this file
    #[arg(long, value_name = "FILE")]
    pub png: Option<PathBuf>,
}

fn fault_forms() -> String {
    format!("Faults: {}.", PeerFault::FORMS)
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
