//! The proxy's own way to the platform: a connection for each call, and nothing goes wrong on it.

use std::io::{Error, ErrorKind, Result};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};

use super::certificates::client;
use super::http::{Reply, message, write};

pub struct Upstream {
    address: SocketAddr,
    tls: Arc<ClientConfig>,
}

impl Upstream {
    pub fn new(address: SocketAddr, ca_pem: &str) -> Self {
        Self { address, tls: client(ca_pem) }
    }

    /// Carries a call to the platform and its reply back.
    pub fn ask(&self, request: &[u8]) -> Result<Reply> {
        let mut platform = self.connect()?;
        write(&mut platform, request)?;
        let (head, body) = message(&mut platform)?.ok_or(ErrorKind::UnexpectedEof)?;
        Ok(Reply { head, body })
    }

    /// The platform gets this, and then nothing.
    pub fn say(&self, part: &[u8]) -> Result<()> {
        write(&mut self.connect()?, part)
    }

    fn connect(&self) -> Result<StreamOwned<ClientConnection, TcpStream>> {
        let stream = TcpStream::connect(self.address)?;
        stream.set_nodelay(true)?;
        let name = ServerName::from(self.address.ip());
        let connection = ClientConnection::new(self.tls.clone(), name).map_err(Error::other)?;
        Ok(StreamOwned::new(connection, stream))
    }
}
