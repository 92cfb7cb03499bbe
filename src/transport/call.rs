//! A signed call of a platform (§6, §7), and the reply to it.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::DateTime;

use super::{Client, Exchange, Fault, Remote, RootsError};
use crate::clock::china_civil;
use crate::wire::calls::Call;
use crate::wire::{Flaw, Reply, SignatureForm, SignedRequest, TerminalKey, WithFlaws};

/// The status of a request that was carried out.
const OK: u16 = 200;

/// Who signs a call, and how.
#[derive(Debug, Clone)]
pub struct Signer {
    pub username: String,
    pub key: TerminalKey,
    pub form: SignatureForm,
}

/// A platform as it is called.
#[derive(Debug)]
pub struct Caller {
    client: Client,
    signer: Signer,
}

impl Caller {
    /// Reads the certificates; connects with the first call.
    pub fn new(remote: &Remote, signer: Signer) -> Result<Self, RootsError> {
        Ok(Self { client: Client::new(remote)?, signer })
    }

    /// Over a client that is there.
    pub fn of(client: Client, signer: Signer) -> Self {
        Self { client, signer }
    }

    /// When the platform's certificates run out, once they have been seen.
    pub fn certificate_until(&self) -> Option<Timestamp> {
        self.client.certificate_until()
    }

    /// A handle by which requests can be cut off.
    pub fn agent(&self) -> ureq::Agent {
        self.client.agent()
    }

    /// Signs and sends a call, and reads the reply to it; `limit` replaces the configured limit of
    /// the whole.
    pub fn call<C: Call>(
        &mut self,
        query: &C,
        now: Timestamp,
        limit: Option<Duration>,
    ) -> Result<Replied<C::Reply>, Fault> {
        let (datetime, Signer { username, key, form }) = (china_civil(now), &self.signer);
        let request = SignedRequest::new(key, *form, username, datetime, query)?;
        Replied::read(query, &self.client.post(&request.body, limit)?)
    }
}

/// The platform's reply to a call.
#[derive(Debug)]
pub struct Replied<R> {
    pub data: R,
    /// What in it is not right.
    pub flaws: Vec<Flaw>,
    /// False: it came with a status that says that the request was at fault.
    pub carried_out: bool,
    /// The platform's clock, China Standard Time, where it tells one that reads.
    pub platform_time: Option<DateTime>,
    pub round_trip: Duration,
    reply: Reply,
}

impl<R> Replied<R> {
    /// The ReplyData exactly as it is written.
    pub fn written(&self) -> &str {
        self.reply.written()
    }

    fn read<C: Call<Reply = R>>(query: &C, exchange: &Exchange) -> Result<Self, Fault> {
        let carried_out = exchange.status == OK;
        let refused = C::refused(exchange.status).filter(|_| !carried_out);
        if !carried_out && refused.is_none() {
            return Err(Fault::of_status(exchange.status));
        }
        let (reply, data) = match (Reply::parse(&exchange.body), refused) {
            (Ok(reply), Some(data)) => (reply, WithFlaws { data, flaws: Vec::new() }),
            (Err(_), Some(_)) => return Err(Fault::of_status(exchange.status)),
            (reply, None) => {
                let reply = reply?;
                let data = query.read(&reply)?;
                (reply, data)
            }
        };
        let (platform_time, round_trip) = (reply.datetime, exchange.round_trip);
        let WithFlaws { data, flaws } = data;
        Ok(Self { data, flaws, carried_out, platform_time, round_trip, reply })
    }
}
