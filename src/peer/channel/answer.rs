//! From a call's parameters to its reply: who calls, what is asked, and whether it can be.

use jiff::Timestamp;
use jiff::civil::DateTime;

use super::fault::ChannelMishap;
use super::written::{Members, ReplyNode};
use super::{catalogue, orders};
use crate::channel::calls::{
    LockSeats, QueryCinema, QueryCinemas, QueryHalls, QueryLocations, QueryMovie, QueryMovies,
    QueryOrder, QueryShowSeats, QueryShows, ReleaseSeats, SubmitOrder,
};
use crate::channel::{CallName, ChannelCall, ParameterFault, Parameters, RefusalCode, sign};
use crate::clock::china_civil;
use crate::peer::ledger::ChannelManner;
use crate::peer::{PeerError, PeerLedger};
use crate::words::{Language, Message};

/// The document's words for its codes.
const MEANINGS: [(RefusalCode, &str); 8] = [
    (RefusalCode::SYSTEM, "系统错误"),
    (RefusalCode::SIGNATURE, "签名错误"),
    (RefusalCode::PARAMETER_MISSING, "缺少参数"),
    (RefusalCode::SHOW_INVALID, "渠道场次失效"),
    (RefusalCode::NO_SUCH_ORDER, "订单不存在"),
    (RefusalCode::LOCK_FAILED, "锁座失败"),
    (RefusalCode::ORDER_STATE, "订单状态不正确"),
    (RefusalCode::CONFIRMATION, "确认订单信息不正确"),
];

/// Why a call is not carried out.
#[derive(Debug)]
pub(super) struct ChannelRefusal {
    pub code: RefusalCode,
    /// What is wrong, behind the code's meaning.
    pub why: String,
}

impl ChannelRefusal {
    pub fn new(code: RefusalCode, why: impl Into<String>) -> Self {
        Self { code, why: why.into() }
    }
}

impl From<PeerError> for ChannelRefusal {
    fn from(fault: PeerError) -> Self {
        log::error!("the channel failed: {fault}");
        Self::new(RefusalCode::SYSTEM, "")
    }
}

impl From<ParameterFault> for ChannelRefusal {
    fn from(fault: ParameterFault) -> Self {
        let code = match fault {
            ParameterFault::TooManySeats(_)
            | ParameterFault::SeatTwice(_)
            | ParameterFault::NamesDiffer { .. } => RefusalCode::LOCK_FAILED,
            _ => RefusalCode::PARAMETER_MISSING,
        };
        // The sentence tells how a command is put right.
        let why = match fault {
            ParameterFault::Missing(name) => name.to_owned(),
            other => other.message(Language::Chinese),
        };
        Self::new(code, why)
    }
}

/// What the calls work with.
pub(super) struct AnswerContext<'a> {
    pub ledger: &'a mut PeerLedger,
    pub manner: ChannelManner,
    pub mishap: ChannelMishap,
    /// Whether a mobile number stands in the address.
    pub has_mobile: bool,
    pub now: Timestamp,
}

impl AnswerContext<'_> {
    pub fn civil(&self) -> DateTime {
        china_civil(self.now)
    }
}

/// A reply, and what becomes of it on its way.
pub(super) struct Answered {
    pub reply: Members,
    pub code: i64,
    pub way: ReplyWay,
}

/// What becomes of a reply on its way, as the order's way has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ReplyWay {
    Arrives,
    Lost,
    Late,
}

/// What a call brings: the reply's members behind `code` and `msg`.
pub(super) type Brought = Result<(Members, ReplyWay), ChannelRefusal>;

/// Answers a call.
pub(super) fn answer(
    context: &mut AnswerContext,
    call: CallName,
    given: Vec<(String, String)>,
) -> Answered {
    let brought = match context.mishap {
        ChannelMishap::Signature => Err(ChannelRefusal::new(RefusalCode::SIGNATURE, "")),
        ChannelMishap::System => Err(ChannelRefusal::new(RefusalCode::SYSTEM, "")),
        _ => {
            authentic(context, given).and_then(|parameters| carried_out(context, call, parameters))
        }
    };
    match brought {
        Ok((members, way)) => {
            let mut reply: Members = vec![("code", 1.into()), ("msg", "操作成功".into())];
            reply.extend(members);
            Answered { reply, code: 1, way }
        }
        Err(ChannelRefusal { code, why }) => {
            let meaning = MEANINGS.iter().find(|(own, _)| *own == code);
            let meaning = meaning.map_or("", |(_, meaning)| meaning);
            let msg =
                if why.is_empty() { meaning.to_owned() } else { format!("{meaning}（{why}）") };
            log::debug!("{} is refused: {} {why}", call.as_str(), code.0);
            let reply = vec![("code", ReplyNode::Whole(code.0)), ("msg", msg.into())];
            Answered { reply, code: code.0, way: ReplyWay::Arrives }
        }
    }
}

/// The call's own parameters, if it was signed by who may call.
fn authentic(
    context: &AnswerContext,
    given: Vec<(String, String)>,
) -> Result<Parameters, ChannelRefusal> {
    let access = context.ledger.channel_access()?.ok_or(PeerError::NoChannel)?;
    let wrong = |why: &str| ChannelRefusal::new(RefusalCode::SIGNATURE, why);
    let sent = |name: &'static str| {
        let found = given.iter().find(|(own, value)| own == name && !value.is_empty());
        found.map(|(_, value)| value.as_str()).ok_or(ParameterFault::Missing(name))
    };
    let (channel_code, signature) = (sent("channelCode")?, sent("sign")?);
    if channel_code != access.channel_code {
        return Err(wrong("没有这个渠道"));
    }
    let own =
        sign(&given, &access.secret).map_err(|fault| wrong(&fault.message(Language::Chinese)))?;
    if signature != own {
        return Err(wrong(""));
    }
    let mut seen = std::collections::BTreeSet::new();
    if let Some((twice, _)) = given.iter().find(|(name, _)| !seen.insert(name.clone())) {
        return Err(ParameterFault::Repeated(twice.clone()).into());
    }
    let of_call = given.into_iter().filter(|(name, _)| name != "channelCode" && name != "sign");
    if context.has_mobile {
        return Err(ChannelRefusal::new(RefusalCode::PARAMETER_MISSING, "mobile by POST"));
    }
    Ok(Parameters::of(of_call)?)
}

fn carried_out(context: &mut AnswerContext, call: CallName, parameters: Parameters) -> Brought {
    let arrives = |members: Members| (members, ReplyWay::Arrives);
    match call {
        CallName::QueryLocations => {
            QueryLocations::of(parameters)?;
            Ok(arrives(catalogue::locations()))
        }
        CallName::QueryCinemas => {
            catalogue::cinemas(context, QueryCinemas::of(parameters)?).map(arrives)
        }
        CallName::QueryCinema => {
            catalogue::cinema(context, QueryCinema::of(parameters)?).map(arrives)
        }
        CallName::QueryMovies => {
            QueryMovies::of(parameters)?;
            catalogue::movies(context).map(arrives)
        }
        CallName::QueryMovie => catalogue::movie(context, QueryMovie::of(parameters)?).map(arrives),
        CallName::QueryHalls => catalogue::halls(context, QueryHalls::of(parameters)?).map(arrives),
        CallName::QueryShows => catalogue::shows(context, QueryShows::of(parameters)?).map(arrives),
        CallName::QueryShowSeats => {
            catalogue::seats(context, &QueryShowSeats::of(parameters)?).map(arrives)
        }
        CallName::LockSeats => orders::lock(context, &LockSeats::of(parameters)?).map(arrives),
        CallName::SubmitOrder => orders::submit(context, &SubmitOrder::of(parameters)?),
        CallName::ReleaseSeats => {
            orders::release(context, &ReleaseSeats::of(parameters)?).map(arrives)
        }
        CallName::QueryOrder => orders::order(context, &QueryOrder::of(parameters)?).map(arrives),
    }
}
