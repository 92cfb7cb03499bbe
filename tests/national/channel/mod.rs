//! The channel over real HTTP on the loopback, called by the one client and by hand.

mod calls;
mod circle;
mod command;
mod faults;
mod loose;
mod orders;
mod strict;

use std::time::Duration;

use hallgate::channel::calls::{
    ChannelSeat, ChannelShow, LockSeats, OrderDetail, QueryOrder, QueryShowSeats, QueryShows,
    SeatName, SubmitOrder,
};
use hallgate::channel::{ChannelCall, Credentials, RefusalCode, ReplyFault, sign};
use hallgate::clock::china_civil;
use hallgate::peer::channel::{CINEMA_ID, HALLS, PeerChannel, prepare};
use hallgate::peer::{ChannelManner, PeerPlatform, PeerSettings};
use hallgate::transport::{ChannelClient, ChannelFault, ChannelRemote};
use jiff::Timestamp;

use super::client::{Client, cinema, started};

pub const MOBILE: &str = "13800138000";

/// A channel beside a national platform, and who calls it.
pub struct House {
    pub national: Client,
    pub platform: PeerPlatform,
    pub channel: PeerChannel,
    pub client: ChannelClient,
    pub credentials: Credentials,
}

pub fn house() -> House {
    let (platform, national) = started(PeerSettings::default());
    let channel = PeerChannel::beside(&platform, ([127, 0, 0, 1], 0).into()).unwrap();
    let access = channel.with_ledger(|ledger| {
        prepare(ledger, cinema(), china_civil(Timestamp::now())).unwrap();
        ledger.channel_access().unwrap().unwrap()
    });
    let credentials = Credentials { channel_code: access.channel_code, secret: access.secret };
    let client = client(&channel.url(), credentials.clone());
    House { national, platform, channel, client, credentials }
}

pub fn client(url: &str, credentials: Credentials) -> ChannelClient {
    let remote = ChannelRemote {
        uri: url.parse().unwrap(),
        connect_timeout: Duration::from_secs(10),
        request_timeout: Duration::from_secs(60),
    };
    ChannelClient::new(&remote, credentials).unwrap()
}

impl House {
    pub fn call<C: ChannelCall>(&self, call: &C) -> Result<C::Reply, ChannelFault> {
        self.client.call(call, None).outcome.map(|answer| answer.data)
    }

    /// The code with which a call is refused.
    pub fn refused<C: ChannelCall>(&self, call: &C) -> i64 {
        match self.client.call(call, None).outcome {
            Err(ChannelFault::Reply(ReplyFault::Refused { code: RefusalCode(code), .. })) => code,
            Err(other) => panic!("{other}"),
            Ok(_) => 1,
        }
    }

    pub fn answers(&self, change: impl FnOnce(&mut ChannelManner)) {
        self.channel.with_ledger(|ledger| {
            let mut manner = ledger.channel_manner().unwrap();
            change(&mut manner);
            ledger.set_channel_manner(&manner).unwrap();
        });
    }

    /// The first show of the third hall.
    pub fn show(&self) -> ChannelShow {
        let shows = self.call(&QueryShows { cinema_id: CINEMA_ID }).unwrap().shows;
        shows.into_iter().find(|show| show.hall_id == Some(HALLS[2].1)).unwrap()
    }

    pub fn seats(&self, show: &ChannelShow) -> Vec<ChannelSeat> {
        let query = QueryShowSeats { showtime_id: show.showtime_id.clone(), status: None };
        self.call(&query).unwrap().seats
    }

    /// Whether this seat of the show is for sale.
    pub fn is_free(&self, show: &ChannelShow, id: &str) -> bool {
        self.seats(show).iter().any(|seat| seat.seat_id == id && seat.status == "1")
    }

    pub fn lock(&self, show: &ChannelShow, ids: &[&str]) -> String {
        self.call(&lock(show, &self.seats(show), ids)).unwrap().order.order_external_id
    }

    pub fn order(&self, id: &str) -> OrderDetail {
        self.call(&QueryOrder { order_external_id: id.to_owned() }).unwrap().order_detail
    }

    /// externalOrderStatus and payState.
    pub fn state(&self, id: &str) -> (i64, i64) {
        let order = self.order(id);
        (order.external_order_status.unwrap().number(), order.pay_state.unwrap())
    }

    /// Sends parameters as they are, with a signature over them.
    pub fn by_hand(&self, call: &str, parameters: &[(&str, &str)]) -> String {
        let signed = self.signed(parameters);
        let signed: Vec<(&str, &str)> =
            signed.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.sent(call, &signed)
    }

    /// Parameters with who sends them, and a signature.
    pub fn signed(&self, parameters: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut signed = vec![("channelCode", self.credentials.channel_code.as_str())];
        signed.extend(parameters);
        let sign = sign(&signed, &self.credentials.secret).unwrap();
        signed.push(("sign", &sign));
        signed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    /// By GET, and by POST where a mobile number is among them.
    pub fn sent(&self, call: &str, parameters: &[(&str, &str)]) -> String {
        let url = format!("{}{call}.aspx", self.channel.url());
        let mut response = if parameters.iter().any(|(name, _)| *name == "mobile") {
            ureq::post(url).send_form(parameters.iter().copied()).unwrap()
        } else {
            ureq::get(url).query_pairs(parameters.iter().copied()).call().unwrap()
        };
        response.body_mut().read_to_string().unwrap()
    }
}

/// Locks seats by the names that they have.
pub fn lock(show: &ChannelShow, seats: &[ChannelSeat], ids: &[&str]) -> LockSeats {
    let named = |id: &&str| {
        let seat = seats.iter().find(|seat| seat.seat_id == *id).unwrap();
        SeatName { id: (*id).to_owned(), name: format!("{}排{}座", seat.row_num, seat.col_num) }
    };
    LockSeats {
        showtime_id: show.showtime_id.clone(),
        seats: ids.iter().map(named).collect(),
        mobile: MOBILE.to_owned(),
    }
}

pub fn submit(id: &str, seats: i64) -> SubmitOrder {
    let mobile = MOBILE.to_owned();
    SubmitOrder { order_external_id: id.to_owned(), amount: 3800 * seats, mobile }
}
