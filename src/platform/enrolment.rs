//! How a terminal comes to speak to the platform without a private key on the way: a code that is
//! worth one use opens the door to the key that the terminal made itself.

use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use rand::Rng;
use rand::rngs::OsRng;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use serde::Serialize;
use sha2::{Digest, Sha256};
use x509_cert::Certificate;
use x509_cert::der::Decode;
use x509_cert::ext::pkix::BasicConstraints;

use super::config::NodeConfig;
use super::ledger::{LedgerError, Session, notes, terminals};
use crate::people::printed_code;

/// The signs of a code: no I, L, O or U, which are taken for others.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Signs of a code, 5 bits each.
const LENGTH: usize = 16;

/// The authority's certificate, in the folder of all that is kept.
pub const CA_FILE: &str = "ca.pem";

/// A code of 80 bits, in four groups of four: `7K2M-…`.
pub fn fresh_code() -> String {
    let mut random = OsRng;
    let sign = |_| char::from(SIGNS[random.gen_range(0..SIGNS.len())]);
    printed_code(&(0..LENGTH).map(sign).collect::<String>())
}

/// What is kept of a code: SHA-256 in hexadecimal digits, however it was typed.
pub fn digest(code: &str) -> String {
    hex::encode(Sha256::digest(printed_code(code)))
}

/// What a terminal reads from the QR code.
#[derive(Debug, Clone, Serialize)]
pub struct Invitation<'a> {
    pub version: u32,
    pub url: String,
    /// Of the authority's certificate, DER.
    pub ca_sha256: String,
    pub name: &'a str,
    pub cinema: &'a str,
    pub screens: &'a [String],
    pub code: &'a str,
}

/// Where terminals reach the platform; none: nothing tells under which name. `served` is what a
/// process that serves has noted.
pub fn url(config: &NodeConfig, served: Option<String>) -> Option<String> {
    let address: std::net::SocketAddr = config.listen.address.parse().ok()?;
    if address.port() == 0 {
        return served;
    }
    let host = match config.listen.hosts.first() {
        Some(host) if host.contains(':') => format!("[{}]", host.trim_matches(['[', ']'])),
        Some(host) => host.clone(),
        None if address.ip().is_unspecified() => return served,
        None if address.is_ipv6() => format!("[{}]", address.ip()),
        None => address.ip().to_string(),
    };
    Some(format!("https://{host}:{}/", address.port()))
}

/// The file with the certificate that terminals pin.
pub fn authority(config: &NodeConfig) -> PathBuf {
    match config.listen.certificate.as_str() {
        "" => config.store.data.join(CA_FILE),
        chain => chain.into(),
    }
}

/// A code that was given out.
#[derive(Debug, Clone)]
pub struct Issued {
    pub code: String,
    pub until: Timestamp,
    pub url: Option<String>,
    pub ca_sha256: Option<String>,
    /// What the QR code holds; none: it would lead nowhere.
    pub invitation: Option<String>,
}

/// Makes a code for a terminal after what `before` does, in one transaction.
pub fn issue(
    config: &NodeConfig,
    session: &mut Session,
    name: &str,
    minutes: u32,
    now: Timestamp,
    before: impl FnOnce(&mut Session) -> Result<(), LedgerError>,
) -> Result<Issued, LedgerError> {
    let code = fresh_code();
    let until = now.saturating_add(SignedDuration::from_mins(minutes.into())).unwrap_or(now);
    let url = url(config, notes::get(session, notes::URL)?);
    let ca_sha256 = ca_sha256(&authority(config));
    let known = session.transaction(|change| {
        before(change)?;
        terminals::invite(change, name, &digest(&code), until)?;
        terminals::find(change, name)
    })?;
    let invitation = match (&url, &ca_sha256, &known) {
        (Some(url), Some(ca_sha256), Some(known)) => serde_json::to_string(&Invitation {
            version: 1,
            url: url.clone(),
            ca_sha256: ca_sha256.clone(),
            name,
            cinema: known.cinema.as_str(),
            screens: &known.screens,
            code: &code,
        })
        .ok(),
        _ => None,
    };
    Ok(Issued { code, until, url, ca_sha256, invitation })
}

/// SHA-256 of the authority's certificate: the last one of the file; none: there is none, or that one is
/// a server's, which another has signed.
pub fn ca_sha256(file: &Path) -> Option<String> {
    let pem = std::fs::read(file).ok()?;
    let last = CertificateDer::pem_slice_iter(&pem).filter_map(Result::ok).last()?;
    is_authority(&last).then(|| hex::encode(Sha256::digest(&last)))
}

/// Whether it may sign others, or has signed itself.
fn is_authority(der: &[u8]) -> bool {
    let Ok(certificate) = Certificate::from_der(der) else { return false };
    let tbs = certificate.tbs_certificate;
    let constraints = tbs.get::<BasicConstraints>().ok().flatten();
    constraints.is_some_and(|(_, constraints)| constraints.ca) || tbs.issuer == tbs.subject
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_same_however_it_is_typed() {
        let code = fresh_code();
        assert_eq!((code.len(), code.matches('-').count()), (19, 3));
        assert_ne!(code, fresh_code());
        // What is kept is the sum of the code as it was printed.
        assert_eq!(digest(&code), hex::encode(Sha256::digest(code.as_bytes())));
        let bare = code.replace('-', "").to_lowercase();
        let letters = code.replace('0', "o").replace('1', "l");
        for typed in [&bare, &letters, &format!(" {code}\n")] {
            assert_eq!(digest(typed), digest(&code), "{typed}");
        }
        assert_ne!(digest(""), digest(&code));
    }

    #[test]
    fn terminals_are_told_a_name_that_leads_here() {
        let mut config = NodeConfig::default();
        let mut shown = |address: &str, hosts: &[&str], served: Option<&str>| {
            config.listen.address = address.to_owned();
            config.listen.hosts = hosts.iter().map(ToString::to_string).collect();
            url(&config, served.map(ToOwned::to_owned))
        };
        assert_eq!(shown("0.0.0.0:9000", &[], None), None);
        assert_eq!(shown("127.0.0.1:0", &[], None), None);
        let served = Some("https://127.0.0.1:34567/");
        assert_eq!(shown("127.0.0.1:0", &[], served).as_deref(), served);
        for (address, hosts, wanted) in [
            ("0.0.0.0:9000", &["check.example", "other"][..], "https://check.example:9000/"),
            ("10.1.2.3:9001", &[], "https://10.1.2.3:9001/"),
            ("[::1]:9000", &[], "https://[::1]:9000/"),
            ("[::]:9000", &["2001:db8::1"], "https://[2001:db8::1]:9000/"),
        ] {
            assert_eq!(shown(address, hosts, served).as_deref(), Some(wanted));
        }
    }
}
