//! Who a server is to a TLS client: its own certificate authority, or given files.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use zeroize::Zeroizing;

use super::ServerError;

/// Where certificate and key come from.
#[derive(Debug, Clone, Default)]
pub enum ServerTls {
    /// A certificate authority that is made at the start and forgotten at the end.
    #[default]
    Fresh,
    /// A certificate authority that is kept in this folder, and made if there is none.
    Kept(PathBuf),
    /// Files made elsewhere, PEM. `ca` is what a terminal pins.
    Files { certificate: PathBuf, key: PathBuf, ca: PathBuf },
    /// A chain made elsewhere, PEM, whose last certificate is what a terminal pins, and its key.
    Chain { certificate: PathBuf, key: Zeroizing<Vec<u8>> },
}

/// The certificate in use.
#[derive(Debug)]
pub struct ServerIdentity {
    /// What a terminal pins.
    pub ca_pem: String,
    pub config: Arc<ServerConfig>,
}

/// The authority's certificate in the folder.
pub const CA_FILE: &str = "ca.pem";
const CA_KEY_FILE: &str = "ca.key";

impl ServerIdentity {
    /// Makes or reads it. `hosts` are names and addresses beside the loopback's own.
    pub fn new(tls: &ServerTls, hosts: &[String]) -> Result<Self, ServerError> {
        match tls {
            ServerTls::Fresh => {
                let key = KeyPair::generate()?;
                let ca_pem = authority()?.self_signed(&key)?.pem();
                Self::issued(ca_pem, key, hosts)
            }
            ServerTls::Kept(folder) => {
                let (ca_pem, key) = kept(folder)?;
                Self::issued(ca_pem, key, hosts)
            }
            ServerTls::Files { certificate, key, ca } => {
                let chain = CertificateDer::pem_slice_iter(read(certificate)?.as_bytes())
                    .collect::<Result<Vec<_>, _>>()
                    .map_err(|cause| ServerError::Pem { path: certificate.clone(), cause })?;
                let private = PrivateKeyDer::from_pem_slice(read(key)?.as_bytes())
                    .map_err(|cause| ServerError::Pem { path: key.clone(), cause })?;
                Ok(Self { ca_pem: read(ca)?, config: config(chain, private)? })
            }
            ServerTls::Chain { certificate, key } => {
                let ca_pem = read(certificate)?;
                let chain = CertificateDer::pem_slice_iter(ca_pem.as_bytes())
                    .collect::<Result<Vec<_>, _>>()
                    .map_err(|cause| ServerError::Pem { path: certificate.clone(), cause })?;
                let private = PrivateKeyDer::from_pem_slice(key).map_err(|cause| {
                    ServerError::PrivateKey { certificate: certificate.clone(), cause }
                })?;
                Ok(Self { ca_pem, config: config(chain, private)? })
            }
        }
    }

    /// A server certificate signed by the authority, new at each start.
    fn issued(ca_pem: String, ca_key: KeyPair, hosts: &[String]) -> Result<Self, ServerError> {
        let mut names: Vec<String> = ["localhost", "127.0.0.1", "::1"].map(String::from).to_vec();
        names.extend(hosts.iter().cloned());
        let key = KeyPair::generate()?;
        // A terminal that enrols knows the authority by its digest alone: it stands in the chain.
        let authority_der = CertificateDer::from_pem_slice(ca_pem.as_bytes())
            .map_err(|cause| ServerError::Pem { path: CA_FILE.into(), cause })?;
        let issuer = Issuer::new(authority()?, ca_key);
        let certificate = CertificateParams::new(names)?.signed_by(&key, &issuer)?;
        let private = PrivateKeyDer::Pkcs8(key.serialize_der().into());
        Ok(Self {
            ca_pem,
            config: config(vec![certificate.der().clone(), authority_der], private)?,
        })
    }
}

/// The same at each start, so that a kept key goes on signing for a kept certificate.
fn authority() -> Result<CertificateParams, ServerError> {
    let mut params = CertificateParams::new(Vec::new())?;
    params.distinguished_name.push(DnType::CommonName, "hallgate platform");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    Ok(params)
}

fn kept(folder: &Path) -> Result<(String, KeyPair), ServerError> {
    let (certificate, key) = (folder.join(CA_FILE), folder.join(CA_KEY_FILE));
    if certificate.exists() {
        return Ok((read(&certificate)?, KeyPair::from_pem(&read(&key)?)?));
    }
    make_folder(folder)?;
    let pair = KeyPair::generate()?;
    let pem = authority()?.self_signed(&pair)?.pem();
    write_secret(&key, &pair.serialize_pem())?;
    fs::write(&certificate, &pem)
        .map_err(|cause| ServerError::File { path: certificate, cause })?;
    Ok((pem, pair))
}

/// The provider is given here, not installed for the process: the library leaves no trace.
fn config(
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
) -> Result<Arc<ServerConfig>, ServerError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

fn read(path: &Path) -> Result<String, ServerError> {
    fs::read_to_string(path).map_err(|cause| ServerError::File { path: path.to_owned(), cause })
}

/// Makes a folder, closed to others.
pub fn make_folder(folder: &Path) -> Result<(), ServerError> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|cause| ServerError::File { path: folder.to_owned(), cause })
}

/// Writes a private key with mode 0600. A file that is there already is an error: it may hold the
/// only copy of a key in use.
pub fn write_secret(path: &Path, text: &str) -> Result<(), ServerError> {
    let file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
        .map_err(|cause| ServerError::File { path: path.to_owned(), cause })
}
