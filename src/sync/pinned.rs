//! Whom the terminal believes: the certificates of `platform.ca` and what they sign, or else the
//! public web's roots. Nothing turns this off.

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
/// It is the ordinary judgement but for one case. A certificate that signs itself, as
/// `openssl req -x509` makes it, calls itself an authority, which no server's certificate may.
/// Where exactly this certificate is pinned, nobody else can show it with its key: it is taken,
/// with the same checks of its time, its name and the handshake's signature.
#[derive(Debug)]
pub(super) struct Pinned {
    ordinary: Arc<WebPkiServerVerifier>,
    pinned: Vec<CertificateDer<'static>>,
    expiry: Expiry,
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
        let ends = shown.filter_map(|one| Certificate::from_der(one).ok()).map(|one| {
            let end = one.tbs_certificate.validity.not_after.to_unix_duration();
            i64::try_from(end.as_secs()).unwrap_or(i64::MAX)
        });
        self.0.store(ends.min().unwrap_or(0), Ordering::Relaxed);
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
        let ordinary =
            WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider).build().ok()?;
        Some(Self { ordinary, pinned, expiry })
    }
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
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let judged = match self.ordinary.verify_server_cert(shown, chain, name, ocsp, now) {
            Err(fault) if is_authority(&fault) && self.pinned.iter().any(|own| own == shown) => {
                verify_server_name(&ParsedCertificate::try_from(shown)?, name)?;
                ServerCertVerified::assertion()
            }
            judged => judged?,
        };
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
