//! `POST /enrol`, and the question whether the platform knows a key already.

use std::path::PathBuf;
use std::time::Duration;

use base64::prelude::{BASE64_STANDARD, Engine};
use jiff::Timestamp;
use rsa::RsaPublicKey;
use rsa::pkcs8::EncodePublicKey;
use rustls::pki_types::CertificateDer;
use ureq::http::Uri;

use super::EnrolmentError;
use crate::config::HttpsUrl;
use crate::terminal::config::PlatformConfig;
use crate::ticket::CinemaCode;
use crate::transport::{Caller, Client, Fault, Remote, Signer};
use crate::wire::calls::{EnrolmentQuery, EnrolmentReply, OwnCall, PublicKeysQuery};
use crate::wire::{BadData, DataFault, Reply, RequestError, TerminalKey};

/// Whom to believe.
#[derive(Debug)]
pub(super) enum TrustAnchor {
    /// The certificates of `platform.ca`, or the public web's roots.
    Pinned(Option<PathBuf>),
    /// The authority with this SHA-256; `ca` is where its certificate is kept afterwards.
    Introduced { digest: [u8; 32], ca: PathBuf },
}

/// What the platform says to a code.
#[derive(Debug)]
pub(super) enum EnrolmentAnswer {
    Enrolled {
        name: String,
        cinema: CinemaCode,
    },
    /// The key was handed in before, and the answer did not arrive.
    Known,
    /// The code is wrong, used or expired.
    Refused,
    /// Too many wrong codes came from here.
    Later {
        seconds: u64,
    },
}

/// The platform as it is spoken to while a terminal enrols.
pub(super) struct EnrolmentCall {
    remote: Remote,
    client: Client,
}

impl EnrolmentCall {
    /// Reads the certificates; connects with the first question.
    pub fn with(
        url: &HttpsUrl,
        platform: &PlatformConfig,
        trust: &TrustAnchor,
    ) -> Result<Self, EnrolmentError> {
        let ca = match trust {
            TrustAnchor::Pinned(ca) => ca.clone(),
            TrustAnchor::Introduced { .. } => None,
        };
        let remote = Remote {
            uri: url.uri().clone(),
            ca,
            connect_timeout: Duration::from_millis(platform.connect_timeout_ms),
            request_timeout: Duration::from_millis(platform.request_timeout_ms),
        };
        let client = client(&at(&remote, EnrolmentQuery::PATH), trust)?;
        Ok(Self { remote, client })
    }

    /// Hands in the public half of a key.
    pub fn hand_in(&mut self, code: &str, key: &RsaPublicKey) -> Result<EnrolmentAnswer, Fault> {
        let unsaid = |cause: String| Fault::Request(RequestError::Json(cause));
        let der = key.to_public_key_der().map_err(|fault| unsaid(fault.to_string()))?;
        let public_key = BASE64_STANDARD.encode(der.as_bytes());
        let query = EnrolmentQuery { version: "1.0".to_owned(), code: code.to_owned(), public_key };
        let body = serde_json::to_string(&query).map_err(|fault| unsaid(fault.to_string()))?;
        let answer = self.client.post(&body, None)?;
        let no_sense = || {
            let (api, field) = ("enrol".to_owned(), "ReplyData".to_owned());
            Fault::NoSense(BadData { api, field, what: DataFault::Unclear })
        };
        match answer.status {
            200 => {
                let reply = Reply::parse(&answer.body)?;
                let data: EnrolmentReply =
                    serde_json::from_str(reply.written()).map_err(|_| no_sense())?;
                let (name, cinema) = (data.username, data.cinema_code);
                Ok(EnrolmentAnswer::Enrolled { name, cinema })
            }
            403 => Ok(EnrolmentAnswer::Refused),
            429 => Ok(EnrolmentAnswer::Later { seconds: answer.retry_after_s.unwrap_or(60) }),
            status => Err(Fault::of_status(status)),
        }
    }

    /// Whether the platform takes this key for the terminal's.
    pub fn knows(
        &self,
        platform: &PlatformConfig,
        name: &str,
        cinema_code: CinemaCode,
        pem: &str,
    ) -> Result<bool, EnrolmentError> {
        let key = TerminalKey::from_pem(pem).map_err(|_| EnrolmentError::KeyMaking)?;
        let signer = Signer { username: name.to_owned(), key, form: platform.signature };
        let trust = match self.client.authority() {
            None => TrustAnchor::Pinned(self.remote.ca.clone()),
            Some(authority) => {
                use sha2::Digest;
                let digest = sha2::Sha256::digest(authority).into();
                TrustAnchor::Introduced { digest, ca: PathBuf::new() }
            }
        };
        let mut caller = Caller::of(client(&self.remote, &trust)?, signer);
        match caller.call(&PublicKeysQuery { cinema_code }, Timestamp::now(), None) {
            Ok(_) => Ok(true),
            Err(Fault::Forbidden(_)) => Ok(false),
            Err(fault) => Err(EnrolmentError::Exchange(fault)),
        }
    }

    /// The certificate that the platform's authority has shown, where it was introduced.
    pub fn authority(&self) -> Option<&CertificateDer<'static>> {
        self.client.authority()
    }
}

fn client(remote: &Remote, trust: &TrustAnchor) -> Result<Client, EnrolmentError> {
    Ok(match trust {
        TrustAnchor::Pinned(_) => Client::new(remote)?,
        TrustAnchor::Introduced { digest, .. } => Client::introduced(remote, *digest)?,
    })
}

/// The same host at another path.
fn at(remote: &Remote, path: &'static str) -> Remote {
    let mut parts = remote.uri.clone().into_parts();
    parts.path_and_query = Some(ureq::http::uri::PathAndQuery::from_static(path));
    // Scheme and authority were there, and stay.
    let uri = Uri::from_parts(parts).unwrap_or_else(|_| remote.uri.clone());
    Remote { uri, ..remote.clone() }
}
