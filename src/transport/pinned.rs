//! Whom the terminal believes: the certificates of `platform.ca` and what they sign, or else the
//! public web's roots. Nothing turns this off. By hand, around rustls' own judgement:
//! that one takes a root which has run out, and refuses the very certificate that is pinned.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::verify_server_name;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{
    CertificateError, DigitallySignedStruct, Error, OtherError, RootCertStore, SignatureScheme,
};
use x509_cert::Certificate;
use x509_cert::der::Decode;

/// Judges the platform's certificate.
///
/// TLS itself asks nothing of a root but its key. Here one that has run out by the terminal's clock
/// counts no more than one that is not pinned: whoever gave it out stands for it no longer. A clock
/// that is behind finds no root out of date, one that is ahead none that it would not find the
/// platform's own certificate out of date with.
///
/// It is the ordinary judgement but for one case. A certificate that signs itself, as
/// `openssl req -x509` makes it, calls itself an authority, which no server's certificate may.
/// Where exactly this certificate is pinned, nobody else can show it with its key: it is taken,
/// with the same checks of its time, its name and the handshake's signature.
#[derive(Debug)]
pub(super) struct Pinned {
    ordinary: Arc<WebPkiServerVerifier>,
    pinned: Vec<Root>,
    provider: Arc<CryptoProvider>,
    expiry: Expiry,
}

/// A certificate of `platform.ca`.
#[derive(Debug, Clone)]
struct Root {
    der: CertificateDer<'static>,
    /// Unix seconds; none where that does not read.
    until: Option<i64>,
}

/// The platform shows what a root has signed that has run out.
#[derive(Debug, thiserror::Error)]
#[error("the pinned root has run out")]
pub(super) struct RootExpired {
    /// Unix seconds.
    pub(super) at: i64,
}

/// When a certificate runs out, in Unix seconds.
fn end(der: &CertificateDer<'_>) -> Option<i64> {
    let end = Certificate::from_der(der).ok()?.tbs_certificate.validity.not_after;
    Some(i64::try_from(end.to_unix_duration().as_secs()).unwrap_or(i64::MAX))
}

/// When the last of the roots in `platform.ca` ran out, where all have by `now`.
pub(super) fn all_expired(pinned: &[CertificateDer<'_>], now: Timestamp) -> Option<Timestamp> {
    let ends: Option<Vec<i64>> = pinned.iter().map(end).collect();
    let last = ends?.into_iter().max().filter(|last| *last < now.as_second())?;
    Timestamp::from_second(last).ok()
}

/// When the certificates that were believed last run out.
#[derive(Debug, Clone, Default)]
pub(super) struct Expiry(Arc<AtomicI64>);

impl Expiry {
    /// The first of them to run out; none before a connection was made.
    pub(super) fn at(&self) -> Option<Timestamp> {
        let seconds = self.0.load(Ordering::Relaxed);
        (seconds > 0).then(|| Timestamp::from_second(seconds).ok()).flatten()
    }

    fn note<'a>(&self, shown: impl Iterator<Item = &'a CertificateDer<'a>>) {
        self.0.store(shown.filter_map(end).min().unwrap_or(0), Ordering::Relaxed);
    }
}

impl Pinned {
    /// Believes these certificates; the public web's roots where there are none. None where not
    /// one of them reads.
    pub(super) fn new(
        pinned: Vec<CertificateDer<'static>>,
        provider: Arc<CryptoProvider>,
        expiry: Expiry,
    ) -> Option<Self> {
        let mut roots = RootCertStore::empty();
        if pinned.is_empty() {
            roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        }
        roots.add_parsable_certificates(pinned.iter().cloned());
        let ordinary = ordinary(roots, &provider)?;
        let pinned = pinned.into_iter().map(|der| Root { until: end(&der), der }).collect();
        Some(Self { ordinary, pinned, provider, expiry })
    }

    fn judge(
        &self,
        ordinary: &WebPkiServerVerifier,
        shown: &CertificateDer<'_>,
        chain: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        match ordinary.verify_server_cert(shown, chain, name, &[], now) {
            Err(fault)
                if is_authority(&fault) && self.pinned.iter().any(|own| own.der == *shown) =>
            {
                verify_server_name(&ParsedCertificate::try_from(shown)?, name)?;
                Ok(ServerCertVerified::assertion())
            }
            judged => judged,
        }
    }

    /// Which roots have run out, by the last of their ends, and what believes the others, where there
    /// are any; none: no root has run out.
    fn left(&self, now: UnixTime) -> Option<(RootExpired, Option<Arc<WebPkiServerVerifier>>)> {
        let now = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
        let is_over = |root: &Root| root.until.is_some_and(|until| until < now);
        let at =
            self.pinned.iter().filter(|root| is_over(root)).filter_map(|root| root.until).max()?;
        let mut roots = RootCertStore::empty();
        let left = self.pinned.iter().filter(|root| !is_over(root));
        roots.add_parsable_certificates(left.map(|root| root.der.clone()));
        Some((RootExpired { at }, ordinary(roots, &self.provider)))
    }
}

/// The judgement of rustls; none without a root.
fn ordinary(
    roots: RootCertStore,
    provider: &Arc<CryptoProvider>,
) -> Option<Arc<WebPkiServerVerifier>> {
    WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider.clone()).build().ok()
}

/// What is told of an authority that shows itself as a server; its time was found good before.
fn is_authority(fault: &Error) -> bool {
    let Error::InvalidCertificate(CertificateError::Other(OtherError(cause))) = fault else {
        return false;
    };
    matches!(cause.downcast_ref(), Some(webpki::Error::CaUsedAsEndEntity))
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        shown: &CertificateDer<'_>,
        chain: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        _: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let judged = self.judge(&self.ordinary, shown, chain, name, now)?;
        // Believed so far: what is left is whether by a root that still counts.
        if let Some((expired, left)) = self.left(now) {
            let believed =
                left.is_some_and(|left| self.judge(&left, shown, chain, name, now).is_ok());
            if !believed {
                return Err(CertificateError::Other(OtherError(Arc::new(expired))).into());
            }
        }
        self.expiry.note(std::iter::once(shown).chain(chain));
        Ok(judged)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        shown: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.ordinary.verify_tls12_signature(message, shown, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        shown: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.ordinary.verify_tls13_signature(message, shown, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.ordinary.supported_verify_schemes()
    }
}
