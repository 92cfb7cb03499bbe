//! `channel buy`.

use std::io::Write;
use std::time::{Duration, Instant};

use calloop::EventLoop;
use calloop::signals::{Signal, Signals};
use clap::Args;
use serde::Serialize;

use super::{CommandContext, CommandFault, ListFormat, allowed, connect, table, write_json};
use crate::channel::calls::seat_ids;
use crate::channel::{CallName, OrderState, ParameterFault};
use crate::platform::channel::{BuyPace, BuyState, Purchase, buy};

#[derive(Args)]
pub struct Buy {
    /// The show's ID
    #[arg(long, value_name = "ID")]
    show: String,
    /// The seats' IDs, up to four, with commas between
    #[arg(long, value_name = "IDS")]
    seats: String,
    /// The buyer's mobile number
    #[arg(long, value_name = "MOBILE")]
    mobile: String,
    /// What is paid for all of it, in fen
    #[arg(long, value_name = "FEN")]
    amount: String,
    /// json, for scripts, or table, to be read
    #[arg(long, value_enum, default_value = "json")]
    format: ListFormat,
}

/// What a purchase came to, as scripts have it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PurchaseOutcome<'a> {
    #[serde(rename = "orderExternalID")]
    order_external_id: Option<&'a str>,
    state: &'static str,
    external_order_status: Option<OrderState>,
}

/// Buys, and tells what came of it; done is what is issued.
pub(super) fn run(
    context: &CommandContext,
    wanted: &Buy,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let section = allowed(context, CallName::SubmitOrder)?;
    let purchase = purchase(wanted)?;
    let channel = connect(section)?;
    let mut clock = SignalPace::new(Duration::from_secs(section.buy_s))?;
    let bought = buy(&channel, &purchase, Duration::from_secs(section.poll_s), &mut clock);
    let outcome = PurchaseOutcome {
        order_external_id: bought.order.as_deref(),
        state: bought.state.as_str(),
        external_order_status: bought.status,
    };
    match wanted.format {
        ListFormat::Json => write_json(&outcome, out)?,
        ListFormat::Table => {
            let outcome = serde_json::to_value(&outcome).map_err(std::io::Error::from)?;
            out.write_all(table::facts(&outcome).as_bytes())?;
        }
    }
    match bought.state {
        BuyState::Issued => Ok(()),
        state => Err(CommandFault::NotBought { state, order: bought.order, cause: bought.cause }),
    }
}

/// What is wanted, with what can be seen to be wrong before anything is sent.
fn purchase(wanted: &Buy) -> Result<Purchase, CommandFault> {
    let seats = seat_ids(&wanted.seats)?;
    for (name, is_missing) in [
        ("show", wanted.show.is_empty()),
        ("seats", seats.iter().any(String::is_empty)),
        ("mobile", wanted.mobile.is_empty()),
        ("amount", wanted.amount.is_empty()),
    ] {
        if is_missing {
            return Err(ParameterFault::Missing(name).into());
        }
    }
    let is_number = wanted.amount.bytes().all(|byte| byte.is_ascii_digit());
    let amount = wanted.amount.parse().ok().filter(|_| is_number);
    let amount = amount.ok_or(ParameterFault::NotWhole("amount"))?;
    let (show, mobile) = (wanted.show.clone(), wanted.mobile.clone());
    Ok(Purchase { show, seats, mobile, amount })
}

/// Runs until SIGTERM or SIGINT asks for an end, which is looked for between two steps.
struct SignalPace {
    signals: EventLoop<'static, bool>,
    is_stopped: bool,
    until: Instant,
}

impl SignalPace {
    /// Before any thread starts: each inherits that these signals are taken here alone.
    fn new(whole: Duration) -> Result<Self, CommandFault> {
        let signals = Signals::new(&[Signal::SIGTERM, Signal::SIGINT])?;
        let ending = EventLoop::try_new()?;
        ending
            .handle()
            .insert_source(signals, |_, _, is_stopped: &mut bool| *is_stopped = true)
            .map_err(|fault| fault.error)?;
        Ok(Self { signals: ending, is_stopped: false, until: Instant::now() + whole })
    }

    fn dispatch(&mut self, pause: Duration) {
        if self.signals.dispatch(Some(pause), &mut self.is_stopped).is_err() {
            // Without its signals a purchase goes on to its end.
            std::thread::sleep(pause);
        }
    }
}

impl BuyPace for SignalPace {
    fn is_stopped(&mut self) -> bool {
        self.dispatch(Duration::ZERO);
        self.is_stopped
    }

    fn wait(&mut self, pause: Duration) {
        let until = Instant::now() + pause;
        while !self.is_stopped {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            self.dispatch(left);
        }
    }

    fn left(&self) -> Duration {
        self.until.saturating_duration_since(Instant::now())
    }
}
