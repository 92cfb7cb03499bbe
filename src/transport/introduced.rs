//! Whom a terminal believes before there is a certificate to pin: an authority that it knows by its
//! SHA-256 alone, and that shows itself in the server's chain.

use std::sync::{Arc, OnceLock};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, Error, SignatureScheme};
use sha2::{Digest, Sha256};

use super::pinned::{Expiry, Pinned};

/// Believes what the one authority with this digest has signed, and keeps its certificate.
#[derive(Debug)]
pub(super) struct Introduced {
    sha256: [u8; 32],
    shown: ShownAuthority,
    provider: Arc<CryptoProvider>,
}

/// The authority's certificate, once a server has shown it and was believed.
#[derive(Debug, Clone, Default)]
pub(super) struct ShownAuthority(Arc<OnceLock<CertificateDer<'static>>>);

impl ShownAuthority {
    pub(super) fn get(&self) -> Option<&CertificateDer<'static>> {
        self.0.get()
    }
}

impl Introduced {
    pub(super) fn new(
        sha256: [u8; 32],
        shown: ShownAuthority,
        provider: Arc<CryptoProvider>,
    ) -> Self {
        Self { sha256, shown, provider }
    }
}

impl ServerCertVerifier for Introduced {
    fn verify_server_cert(
        &self,
        shown: &CertificateDer<'_>,
        chain: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let unknown = || Error::from(CertificateError::UnknownIssuer);
        let is_meant = |der: &&CertificateDer<'_>| Sha256::digest(der)[..] == self.sha256;
        let authority = std::iter::once(shown).chain(chain).find(is_meant).ok_or_else(unknown)?;
        let authority = authority.clone().into_owned();
        let pinned = vec![authority.clone()];
        let judge =
            Pinned::new(pinned, self.provider.clone(), Expiry::default()).ok_or_else(unknown)?;
        let believed = judge.verify_server_cert(shown, chain, name, ocsp, now)?;
        // A second connection is shown the same one.
        let _ = self.shown.0.set(authority);
        Ok(believed)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        shown: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let known = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, shown, signature, known)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        shown: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let known = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, shown, signature, known)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
