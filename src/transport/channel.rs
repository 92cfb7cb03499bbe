//! A call of the channel API (CHANNEL §1, §7). The one client that may speak plain HTTP: what comes of it decides
//! nothing at a door. Redirects are faults, bodies are bounded, and no address with its parameters is ever logged.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use serde::{Deserialize, Serialize};
use ureq::Agent;
use ureq::http::Uri;

use super::resolver::CachedResolver;
use super::{Expiry, Fault, Plain, RootsError, agent, tls};
use crate::channel::{
    ChannelCall, ChannelReply, ChannelRequest, Credentials, LONGEST_BODY, MOBILE, ReplyFault,
    Unsendable, read_hiding,
};
use crate::words::channel::{self as words, Text};
use crate::words::codes::{FaultCode, channel};
use crate::words::{Language, Message, display_in_english, system};

/// Where the channel is, and how long to wait for it.
#[derive(Debug, Clone)]
pub struct ChannelRemote {
    /// `http` or `https`, up to the slash before a call's name.
    pub uri: Uri,
    pub connect_timeout: Duration,
    pub request_timeout: Duration,
}

/// A channel as it is called.
#[derive(Debug)]
pub struct ChannelClient {
    agent: Agent,
    resolver: CachedResolver,
    uri: Uri,
    request_timeout: Duration,
    credentials: Credentials,
    /// The mobile numbers that were sent, which no reply may bring into a message or a log.
    hidden: Mutex<Vec<String>>,
}

/// What came of a call.
#[derive(Debug)]
pub struct Called<R> {
    /// The channel's clock, of the reply's HTTP `Date`; none where no reply came or it has none.
    pub date: Option<Timestamp>,
    pub round_trip: Duration,
    pub outcome: Result<ChannelReply<R>, ChannelFault>,
}

/// Why a call came to nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum ChannelFault {
    /// Nothing was sent.
    Unsendable(Unsendable),
    /// No reply came, or not whole.
    Link(Fault),
    Redirected(u16),
    /// An HTTP status that is neither success nor a redirect.
    Status(u16),
    Reply(ReplyFault),
}

display_in_english!(ChannelFault);

impl ChannelClient {
    /// Connects with the first call. An `https` address is believed by the public web's roots.
    pub fn new(remote: &ChannelRemote, credentials: Credentials) -> Result<Self, RootsError> {
        let resolver = CachedResolver::default();
        let tls = tls(None, Expiry::default())?;
        let limits = (remote.connect_timeout, remote.request_timeout);
        let agent = agent(limits, resolver.clone(), tls, Plain::WhereAddressSaysHttp);
        let (uri, request_timeout) = (remote.uri.clone(), remote.request_timeout);
        Ok(Self { agent, resolver, uri, request_timeout, credentials, hidden: Mutex::default() })
    }

    /// The configured limit of a call.
    pub fn request_timeout(&self) -> Duration {
        self.request_timeout
    }

    /// A handle by which requests can be cut off.
    pub fn agent(&self) -> Agent {
        self.agent.clone()
    }

    /// Signs and sends a call, once, and reads the reply to it; `limit` replaces the configured limit of the whole.
    pub fn call<C: ChannelCall>(&self, call: &C, limit: Option<Duration>) -> Called<C::Reply> {
        let began = Instant::now();
        let hidden = self.hidden(call);
        let mut date = None;
        let outcome = ChannelRequest::new(&self.credentials, call)
            .map_err(ChannelFault::Unsendable)
            .and_then(|request| self.exchange(&request, limit, &mut date))
            .and_then(|body| read_hiding::<C>(&body, &hidden).map_err(ChannelFault::Reply));
        if matches!(outcome, Err(ChannelFault::Link(_))) {
            self.resolver.forget();
        }
        Called { date, round_trip: began.elapsed(), outcome }
    }

    /// What was sent as a mobile number, with this call or one before.
    fn hidden<C: ChannelCall>(&self, call: &C) -> Vec<String> {
        // Whoever panicked has left a whole list behind.
        let mut hidden = self.hidden.lock().unwrap_or_else(PoisonError::into_inner);
        for (_, mobile) in call.parameters().into_iter().filter(|(name, _)| *name == MOBILE) {
            if !hidden.contains(&mobile) {
                hidden.push(mobile);
            }
        }
        hidden.clone()
    }

    fn exchange(
        &self,
        request: &ChannelRequest,
        limit: Option<Duration>,
        date: &mut Option<Timestamp>,
    ) -> Result<Vec<u8>, ChannelFault> {
        let link = |fault: ureq::Error| ChannelFault::Link(fault.into());
        let address = format!("{}{}.aspx", self.uri, request.call().as_str());
        let form = request.form();
        let response = if request.is_post() {
            let post = self.agent.post(&address);
            let post = post.content_type("application/x-www-form-urlencoded; charset=utf-8");
            match limit {
                Some(_) => post.config().timeout_global(limit).build().send(form),
                None => post.send(form),
            }
        } else {
            let get = self.agent.get(format!("{address}?{form}"));
            match limit {
                Some(_) => get.config().timeout_global(limit).build().call(),
                None => get.call(),
            }
        };
        let mut response = response.map_err(link)?;
        let header = |name: &str| response.headers().get(name)?.to_str().ok();
        *date = header("date").and_then(http_date);
        match response.status().as_u16() {
            200 => {}
            status @ 300..=399 => return Err(ChannelFault::Redirected(status)),
            status => return Err(ChannelFault::Status(status)),
        }
        response.body_mut().with_config().limit(LONGEST_BODY + 1).read_to_vec().map_err(link)
    }
}

/// The moment of an HTTP date, such as `Mon, 30 Nov 2026 01:42:29 GMT`.
fn http_date(text: &str) -> Option<Timestamp> {
    rfc2822::DateTimeParser::new().parse_timestamp(text.trim()).ok()
}

impl ChannelFault {
    /// Whether the call may have been carried out though no reply tells so: it is neither sent a second time nor taken for failed.
    pub fn is_unclear(&self) -> bool {
        match self {
            Self::Unsendable(_) => false,
            // Nobody took the connection, so nobody has the call.
            Self::Link(fault) => !fault.is_before_connection(),
            Self::Redirected(_) | Self::Status(_) => true,
            Self::Reply(ReplyFault::Refused { code, .. }) => {
                *code == crate::channel::RefusalCode::SYSTEM
            }
            Self::Reply(_) => true,
        }
    }

    /// What happened; of a refusal without what to do, which depends on what else was asked.
    pub fn answered(&self, language: Language) -> String {
        match self {
            Self::Reply(fault) => fault.answered(language),
            other => other.message(language),
        }
    }

    /// As it is kept, to be told later in either language.
    pub fn kept(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| self.to_string())
    }

    /// What was kept; none where it is no fault of this program.
    pub fn of_kept(kept: &str) -> Option<Self> {
        serde_json::from_str(kept).ok()
    }

    /// A short name that stays the same, for events and the status.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Unsendable(_) => "unsendable",
            Self::Link(fault) => fault.name(),
            Self::Redirected(_) => "redirected",
            Self::Status(_) => "status",
            Self::Reply(fault) => fault.name(),
        }
    }
}

impl Message for ChannelFault {
    fn code(&self) -> FaultCode {
        match self {
            Self::Unsendable(fault) => fault.code(),
            Self::Redirected(_) => channel::REDIRECTED,
            Self::Status(_) => channel::STATUS,
            Self::Reply(fault) => fault.code(),
            Self::Link(fault) => match fault {
                Fault::Timeout | Fault::CutOff => channel::NO_ANSWER,
                Fault::TlsUntrusted
                | Fault::TlsName
                | Fault::TlsNotYetValid
                | Fault::TlsExpired
                | Fault::RootExpired(_)
                | Fault::NotTls
                | Fault::Tls(_) => channel::NOT_SECURE,
                Fault::NotHttp => channel::NOT_HTTP,
                Fault::TooBig => channel::TOO_BIG,
                _ => channel::NOT_REACHED,
            },
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Unsendable(fault) => fault.message(language),
            Self::Redirected(status) => words::Redirected { status }.text(language),
            Self::Status(status) => words::Status { status }.text(language),
            Self::Reply(fault) => fault.message(language),
            Self::Link(fault) => link(fault, language),
        }
    }
}

/// What keeps a reply away, said of the channel.
fn link(fault: &Fault, language: Language) -> String {
    let text = match fault {
        Fault::Name => Text::Name,
        Fault::Refused => Text::RefusesConnection,
        Fault::NoRoute => Text::NoRoute,
        Fault::ConnectTimeout => Text::ConnectTimeout,
        Fault::Timeout => Text::Timeout,
        Fault::CutOff => Text::CutOff,
        Fault::NotTls => Text::NotTls,
        Fault::NotHttp => Text::NotHttp,
        Fault::TooBig => Text::TooBig,
        Fault::TlsUntrusted
        | Fault::TlsName
        | Fault::TlsNotYetValid
        | Fault::TlsExpired
        | Fault::RootExpired(_) => Text::Untrusted,
        Fault::Tls(cause) => return words::Tls { cause }.text(language),
        Fault::Network { errno, said } => {
            let number = errno.filter(|_| language != Language::English);
            let own = number.and_then(|number| system::errno(number, language));
            return words::Network { cause: own.as_ref().unwrap_or(said) }.text(language);
        }
        // An exchange alone makes none of the others.
        other => return words::Network { cause: other.name() }.text(language),
    };
    text.plain(language)
}

#[cfg(test)]
mod tests;
