//! `POST /enrol`: a terminal hands in the public half of a key that it made itself, for a code that an
//! operator gave out. Whoever guesses waits longer each time.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use rsa::RsaPublicKey;
use rsa::pkcs8::{DecodePublicKey, EncodePublicKey, LineEnding};
use rsa::traits::PublicKeyParts;

use super::answer::CallRefusal;
use super::{Intake, civil_now};
use crate::platform::enrolment;
use crate::platform::ledger::LogDetail;
use crate::platform::ledger::log::{self as audit, Actor};
use crate::platform::ledger::terminals::{self, Enrolled};
use crate::wire::Reply;
use crate::wire::calls::{EnrolmentQuery, EnrolmentReply};

/// The smallest key that is taken, in bits.
const SMALLEST: usize = 1024;

/// The wait after the first wrong code; it doubles with each further one.
const FIRST_WAIT: Duration = Duration::from_secs(1);

/// The longest wait, after which the wrong codes are forgotten.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);

/// The most places that are remembered.
const MOST: usize = 10_000;

/// Places from which wrong codes came: how many, and until when each waits.
#[derive(Debug, Default)]
pub(super) struct EnrolmentThrottle(Mutex<HashMap<IpAddr, (u32, Instant)>>);

impl EnrolmentThrottle {
    /// How long that place has to wait still.
    fn wait(&self, from: IpAddr) -> Option<Duration> {
        let places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, until) = places.get(&from)?;
        until.checked_duration_since(Instant::now()).filter(|wait| !wait.is_zero())
    }

    fn on_wrong_code(&self, from: IpAddr) {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        places.retain(|_, (_, until)| now < *until + LONGEST_WAIT);
        if places.len() >= MOST && !places.contains_key(&from) {
            return;
        }
        let (wrong, until) = places.entry(from).or_insert((0, now));
        *until = now + FIRST_WAIT.saturating_mul(1 << (*wrong).min(12)).min(LONGEST_WAIT);
        *wrong += 1;
    }

    fn on_right_code(&self, from: IpAddr) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&from);
    }
}

pub(super) async fn enrol(
    intake: &Intake,
    text: &str,
    from: IpAddr,
) -> Result<String, CallRefusal> {
    if let Some(wait) = intake.throttle.wait(from) {
        return Err(CallRefusal::TooOften(wait.as_secs() + 1));
    }
    // What does not read may hold the code: it is not quoted.
    let query: EnrolmentQuery = serde_json::from_str(text).map_err(|_| {
        CallRefusal::Malformed("the enrolment does not read: Version, Code, PublicKey".to_owned())
    })?;
    if query.version != "1.0" {
        return Err(CallRefusal::Malformed("Version is not 1.0".to_owned()));
    }
    let pem = public_key(&query.public_key)?;
    let (code, now) = (enrolment::digest(&query.code), Timestamp::now());
    let enrolled = intake.ledger.write(move |change| {
        let enrolled = terminals::enrol(change, &code, &pem, now)?;
        if let Some(Enrolled { name, cinema }) = &enrolled {
            let (by, name, cinema) = (Actor::terminal(name), name.clone(), cinema.to_string());
            audit::write(change, &by, &LogDetail::TerminalEnrolled { name, cinema }, now)?;
        }
        Ok(enrolled)
    });
    let enrolled = enrolled.await?;
    let Some(enrolled) = enrolled else {
        intake.throttle.on_wrong_code(from);
        return Err(CallRefusal::Forbidden("the code is wrong, used or expired".to_owned()));
    };
    intake.throttle.on_right_code(from);
    intake.callers.forget(&enrolled.name);
    log::info!("terminal {} of cinema {} is enrolled", enrolled.name, enrolled.cinema);
    let reply = EnrolmentReply { username: enrolled.name, cinema_code: enrolled.cinema };
    Reply::write_own::<EnrolmentQuery>(civil_now(), &reply)
        .map_err(|fault| CallRefusal::Broken(fault.to_string()))
}

/// The key as it is kept, PEM.
fn public_key(base64: &str) -> Result<String, CallRefusal> {
    let refused = |fault: &str| CallRefusal::Malformed(format!("PublicKey {fault}"));
    let der = STANDARD.decode(base64.trim()).map_err(|_| refused("is no Base64"))?;
    let key =
        RsaPublicKey::from_public_key_der(&der).map_err(|_| refused("is no RSA key (SPKI)"))?;
    if key.size() * 8 < SMALLEST {
        return Err(refused("is shorter than 1024 bits"));
    }
    key.to_public_key_pem(LineEnding::LF).map_err(|_| refused("is no RSA key (SPKI)"))
}
