//! What the channel's command line takes.

use std::net::SocketAddr;

use clap::{Args, Subcommand, ValueEnum};
use hallgate::channel::RefundState;
use hallgate::peer::channel::{ChannelFaultOrder, Issuing, Locking, Sloppiness};
use hallgate::ticket::{CinemaCode, Fen};
use jiff::civil::DateTime;

use super::{Data, time, yuan};

#[derive(Subcommand)]
pub enum ChannelCommand {
    /// Serve until SIGTERM or SIGINT; prints the lines of a terminal's [catalogue]
    Serve(ServeChannel),
    /// The shows: put on, changed, taken off
    #[command(subcommand)]
    Show(ShowCommand),
    /// The orders
    #[command(subcommand)]
    Order(OrderCommand),
    /// Have a fault shown from now on, or tell which one is
    #[command(after_help = fault_forms())]
    Fault {
        #[command(flatten)]
        data: Data,
        /// Its name; left out, the present one is told
        fault: Option<ChannelFaultOrder>,
    },
    /// Write replies tidily or loosely from now on, or tell how they are written
    #[command(after_help = sloppy_forms())]
    Sloppy {
        #[command(flatten)]
        data: Data,
        /// How; left out, the present way is told
        sloppy: Option<Sloppiness>,
    },
    /// How orders go from now on; without options the present way is told
    #[command(after_help = way_forms())]
    Way {
        #[command(flatten)]
        data: Data,
        /// How seats come to be locked
        #[arg(long)]
        lock: Option<Locking>,
        /// How a confirmed order comes to its tickets
        #[arg(long)]
        issue: Option<Issuing>,
        /// How long seats are kept for an order that is not confirmed
        #[arg(long, value_name = "SECONDS")]
        lock_seconds: Option<u32>,
    },
}

#[derive(Args)]
pub struct ServeChannel {
    #[command(flatten)]
    pub data: Data,
    /// Address and port
    #[arg(long, default_value = "127.0.0.1:9002")]
    pub listen: SocketAddr,
    /// The cinema whose tickets it sells
    #[arg(long, default_value = "12345678")]
    pub cinema: CinemaCode,
    /// Write replies loosely: `all`, or names of `channel sloppy --help` with commas between
    #[arg(long)]
    pub sloppy: Option<Sloppiness>,
    /// Over TLS, with a certificate of the folder's authority
    #[arg(long)]
    pub https: bool,
}

#[derive(Subcommand)]
pub enum ShowCommand {
    /// Put a show on: prints its ID
    Add {
        #[command(flatten)]
        data: Data,
        #[command(flatten)]
        plan: ShowOptions,
    },
    /// Change a show; what is left out stays
    Change {
        #[command(flatten)]
        data: Data,
        #[command(flatten)]
        plan: ShowOptions,
        /// showtimeID
        show: i64,
    },
    /// Take a show off
    Remove {
        #[command(flatten)]
        data: Data,
        /// showtimeID
        show: i64,
    },
    /// Every show, one a line, by tabs
    List {
        #[command(flatten)]
        data: Data,
    },
}

#[derive(Args)]
pub struct ShowOptions {
    /// hallID; of a new show hall 3's if left out
    #[arg(long)]
    pub hall: Option<i64>,
    /// movieID; of a new show the first film's if left out
    #[arg(long)]
    pub film: Option<i64>,
    /// YYYY-MM-DDThh:mm:ss in China Standard Time; of a new show in 15 minutes if left out
    #[arg(long, value_parser = time)]
    pub start: Option<DateTime>,
    /// When its sale ends; with its start if left out
    #[arg(long, value_parser = time)]
    pub sale_end: Option<DateTime>,
    /// Yuan, two decimals
    #[arg(long, value_parser = yuan)]
    pub price: Option<Fen>,
    /// Yuan, two decimals
    #[arg(long, value_parser = yuan)]
    pub service: Option<Fen>,
    /// The length that is told of this show; the film's if left out
    #[arg(long)]
    pub minutes: Option<u32>,
}

#[derive(Subcommand)]
pub enum OrderCommand {
    /// Every order, one a line, by tabs, without mobile numbers
    List {
        #[command(flatten)]
        data: Data,
    },
    /// Refund an issued order with all its tickets
    Refund {
        #[command(flatten)]
        data: Data,
        /// Who refunds it
        #[arg(long, value_enum, default_value = "supplier")]
        by: Refunder,
        /// orderExternalID
        order: String,
    },
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Refunder {
    /// ReturnedOrderStatus 1
    Supplier,
    /// 2
    Platform,
    /// 3
    Channel,
}

impl Refunder {
    pub fn state(self) -> RefundState {
        match self {
            Self::Supplier => RefundState::BySupplier,
            Self::Platform => RefundState::ByPlatform,
            Self::Channel => RefundState::ByChannel,
        }
    }
}

fn fault_forms() -> String {
    format!("Faults: {}.", ChannelFaultOrder::FORMS)
}

fn sloppy_forms() -> String {
    format!("How: {}.", Sloppiness::forms())
}

fn way_forms() -> String {
    format!("--lock: {}.\n--issue: {}.", Locking::FORMS, Issuing::FORMS)
}
