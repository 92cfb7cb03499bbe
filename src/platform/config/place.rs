//! Where the ledger is, and what opens it.

use std::net::IpAddr;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::prelude::{BASE64_STANDARD, Engine};
use postgres::config::{Host, SslMode};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use zeroize::Zeroizing;

use super::values::{SQLITE, secret};
use super::{ConfigFault, NodeConfig, StoreSection};
use crate::platform::ledger::Place;
use crate::platform::ledger::postgres::Server;
use crate::platform::ledger::sqlite::FileKey;

/// What a file may hold that is believed, in bytes.
const LONGEST: usize = 4096;

impl NodeConfig {
    /// Where the ledger is, with its key or its password.
    pub fn place(&self) -> Result<Place, ConfigFault> {
        match self.store.file() {
            Some(path) => Ok(Place::Sqlite { path, key: self.store.file_key()? }),
            None => Ok(Place::Postgres(self.store.server(&self.store.url)?)),
        }
    }

    /// Makes the folder of all that is kept, closed to others, where there is none.
    pub fn make_data(&self) -> Result<(), ConfigFault> {
        let data = &self.store.data;
        let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(data);
        made.map_err(|cause| ConfigFault::Data { path: data.clone(), cause })
    }
}

impl StoreSection {
    /// SQLite's file; none: it is PostgreSQL.
    pub fn file(&self) -> Option<PathBuf> {
        self.url.strip_prefix(SQLITE).map(|file| self.data.join(file))
    }

    /// SQLite's key: 32 bytes, raw, as 64 hexadecimal digits or as Base64.
    pub fn file_key(&self) -> Result<FileKey, ConfigFault> {
        let secret = secret(&self.key).ok_or(ConfigFault::NoSecret("store.key"))?;
        let bytes = secret
            .read_private()
            .map_err(|cause| ConfigFault::Secret { key: "store.key", cause })?;
        key_of(&bytes).ok_or(ConfigFault::KeyForm)
    }

    /// A server by its address, with the password and the root that the configuration names. TLS may
    /// be absent on a socket or the loopback alone. `store.key` need not be there: it is for the log.
    pub fn server(&self, url: &str) -> Result<Server, ConfigFault> {
        let mut config = server(url).ok_or_else(|| ConfigFault::Url(shown(url)))?;
        if let (Some(secret), None) = (secret(&self.password), config.get_password()) {
            let password = secret
                .read_private()
                .map_err(|cause| ConfigFault::Secret { key: "store.password", cause })?;
            config.password(password.trim_ascii_end());
        }
        config.application_name("hallgate-platform");
        config.connect_timeout(std::time::Duration::from_secs(5));
        if self.ca.is_empty() {
            if let Some(host) = far(&config) {
                return Err(ConfigFault::NeedsRoot(host));
            }
            return Ok(Server { config, tls: None, log_key: self.file_key().ok() });
        }
        config.ssl_mode(SslMode::Require);
        let tls = Some(tls(Path::new(&self.ca))?);
        Ok(Server { config, tls, log_key: self.file_key().ok() })
    }
}

/// The address without a password that stands in it.
pub(super) fn shown(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, behind))) => format!("{scheme}://...@{behind}"),
        _ => url.to_owned(),
    }
}

/// A PostgreSQL that is named whole: hosts or sockets, and a database.
pub(super) fn server(text: &str) -> Option<postgres::Config> {
    let is_server = ["postgres://", "postgresql://"].iter().any(|of| text.starts_with(of));
    let config: postgres::Config = text.parse().ok().filter(|_| is_server)?;
    let whole = !config.get_hosts().is_empty() && config.get_dbname().is_some();
    whole.then_some(config)
}

/// The first host that is neither a socket nor the loopback.
fn far(config: &postgres::Config) -> Option<String> {
    let named = config.get_hosts().iter().find_map(|host| match host {
        Host::Tcp(name) if !is_loopback(name) => Some(name.clone()),
        _ => None,
    });
    let address = config.get_hostaddrs().iter().find(|address| !address.is_loopback());
    named.or_else(|| address.map(IpAddr::to_string))
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

/// TLS that believes the certificates of the file and no others.
fn tls(ca: &Path) -> Result<ClientConfig, ConfigFault> {
    let pem = std::fs::read(ca)
        .map_err(|cause| ConfigFault::RootUnreadable { path: ca.to_owned(), cause })?;
    let mut roots = RootCertStore::empty();
    let found = CertificateDer::pem_slice_iter(&pem).filter_map(Result::ok);
    roots.add_parsable_certificates(found);
    let unusable = || ConfigFault::NoRoot(ca.to_owned());
    if roots.is_empty() {
        return Err(unusable());
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| unusable())?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

fn key_of(bytes: &[u8]) -> Option<FileKey> {
    let mut key = Zeroizing::new([0; 32]);
    if bytes.len() > LONGEST {
        return None;
    }
    let text = std::str::from_utf8(bytes).map(str::trim).unwrap_or_default();
    if hex::decode_to_slice(text, &mut *key).is_ok() {
        return Some(key);
    }
    let decoded = match bytes.len() {
        32 => Zeroizing::new(bytes.to_vec()),
        _ => Zeroizing::new(BASE64_STANDARD.decode(text).ok()?),
    };
    if decoded.len() != key.len() {
        return None;
    }
    key.copy_from_slice(&decoded);
    Some(key)
}
