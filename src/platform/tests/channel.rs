//! What goes wrong with the channel.

use super::Faults;
use crate::channel::{ParameterFault, RefusalCode, ReplyFault, Unsendable};
use crate::platform::channel::{BuyFault, BuyState};
use crate::platform::commands::CommandFault;
use crate::transport::{ChannelFault, Fault, RootsError};
use crate::words::Message;

pub(super) fn of_the_channel() -> Faults {
    let refused = |code| {
        let (code, msg) = (RefusalCode(code), "no".into());
        ChannelFault::Reply(ReplyFault::Refused { code, msg })
    };
    let link = |fault| CommandFault::Channel(ChannelFault::Link(fault));
    let reply = |fault| CommandFault::Channel(ChannelFault::Reply(fault));
    let unsendable = Unsendable { parameter: "seatNames".into(), character: '\u{1f9}' };
    let bought = |state, cause| CommandFault::NotBought { state, order: Some("23".into()), cause };
    let dark = |cause| CommandFault::NotBought { state: BuyState::Unknown, order: None, cause };
    let network = Fault::Network { errno: Some(13), said: "denied".into() };
    faults![
        link(Fault::Name) => "url" "DNS",
        link(Fault::Refused) => "url",
        link(Fault::NoRoute) => "",
        link(Fault::ConnectTimeout) => "url",
        link(Fault::Timeout) => "",
        link(Fault::CutOff) => "",
        link(Fault::NotTls) => "url" "TLS",
        link(Fault::TlsExpired) => "url",
        link(Fault::Tls("x".into())) => "x",
        link(Fault::NotHttp) => "url" "HTTP",
        link(Fault::TooBig) => "16 MB",
        link(network) => "",
        CommandFault::Channel(ChannelFault::Redirected(302)) => "302" "url",
        CommandFault::Channel(ChannelFault::Status(503)) => "503" "url",
        CommandFault::Channel(ChannelFault::Unsendable(unsendable)) => "seatNames" "U+01F9",
        reply(ReplyFault::Empty) => "url",
        reply(ReplyFault::Page(" (\"Wi-Fi\")".into())) => "Wi-Fi" "url",
        reply(ReplyFault::Unreadable { at: 7 }) => "7" "JSON",
        reply(ReplyFault::NoCode) => "code" "url",
        reply(ReplyFault::Missing("shows".into())) => "shows",
        CommandFault::Channel(refused(100)) => "100" "no",
        CommandFault::Channel(refused(101)) => "101" "channel_code" "secret",
        CommandFault::Channel(refused(200)) => "200" "no",
        CommandFault::Channel(refused(201)) => "201" "no",
        CommandFault::Channel(refused(300)) => "300" "orderExternalID",
        CommandFault::Channel(refused(301)) => "301" "no",
        CommandFault::Channel(refused(302)) => "302" "queryOrder",
        CommandFault::Channel(refused(303)) => "303" "amount" "mobile",
        CommandFault::Channel(refused(999)) => "999" "no",
        CommandFault::Parameters(ParameterFault::Missing("mobile")) => "--mobile",
        CommandFault::Parameters(ParameterFault::Unknown("x".into())) => "x",
        CommandFault::Parameters(ParameterFault::Repeated("x".into())) => "x",
        CommandFault::Parameters(ParameterFault::NotWhole("amount")) => "amount",
        CommandFault::Parameters(ParameterFault::TooManySeats(5)) => "5" "4",
        CommandFault::Parameters(ParameterFault::NamesDiffer { ids: 2, names: 3 }) => "2" "3",
        CommandFault::Parameters(ParameterFault::SeatTwice("7_7".into())) => "7_7",
        CommandFault::Roots(RootsError::NoCertificate("/ca.pem".into())) => "/ca.pem",
        CommandFault::PlainOrders => "channel.allow_http_orders",
        bought(BuyState::LockFailed, Some(BuyFault::Channel(refused(301)))) => "301" "no",
        bought(BuyState::LockFailed, Some(BuyFault::NoSuchSeat("7_7".into()))) => "7_7",
        bought(BuyState::LockFailed, Some(BuyFault::SeatUnnamed("7_7".into()))) => "7_7",
        bought(BuyState::Released, Some(BuyFault::Stopped)) => "",
        bought(BuyState::Released, Some(BuyFault::Channel(refused(303)))) => "303",
        bought(BuyState::Failed, None) => "",
        bought(BuyState::Unknown, None) => "queryOrder",
        bought(BuyState::Unknown, Some(BuyFault::Channel(refused(100)))) => "100" "queryOrder" "23",
        dark(Some(BuyFault::Channel(refused(100)))) => "100" "15",
    ]
}
