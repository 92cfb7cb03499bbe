//! Whose certificate the pages have: the site's own files, or an authority that is made here and kept beside the
//! database.

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use sha2::{Digest, Sha256};

use super::WebFault;
use crate::terminal::config::Config;
use crate::terminal::report::status::own_addresses;
use crate::transport::server::{ServerIdentity, ServerTls};

/// Certificate and key. One made here is for this board's addresses of now, its host name, and the names in
/// `web.hosts`.
pub(super) fn of(config: &Config) -> Result<ServerIdentity, WebFault> {
    let web = &config.web;
    let tls = match (&web.certificate, &web.private_key) {
        (Some(certificate), Some(key)) => {
            ServerTls::Chain { certificate: certificate.clone(), key: key.read_private()? }
        }
        (Some(_), None) => return Err(WebFault::NoPrivateKey),
        (None, _) => ServerTls::Kept(config.store.path.with_file_name("web")),
    };
    let mut hosts = web.hosts.clone();
    hosts.extend(own_addresses().iter().map(ToString::to_string));
    hosts.push(rustix::system::uname().nodename().to_string_lossy().into_owned());
    hosts.retain(|host| !host.is_empty());
    Ok(ServerIdentity::new(&tls, &hosts)?)
}

/// SHA-256 of the first certificate of a PEM file, in groups as browsers show it; empty where there is none.
pub fn fingerprint(pem: &str) -> String {
    let Ok(certificate) = CertificateDer::from_pem_slice(pem.as_bytes()) else {
        return String::new();
    };
    let digest = Sha256::digest(&certificate);
    digest.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(":")
}
