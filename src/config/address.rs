//! Addresses of servers, which check themselves while they are read.

use serde::{Deserialize, Deserializer};
use ureq::http::Uri;

use super::read::wrong;
use super::value_fault::ValueFault;
use crate::words::config::Text;

/// The platform's address: HTTPS only, port 9000 where none is named (§7.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpsUrl(Uri);

impl HttpsUrl {
    /// The address, always with a port and a path.
    pub fn uri(&self) -> &Uri {
        &self.0
    }

    /// Reads an address.
    pub fn parse(text: &str) -> Result<Self, ValueFault> {
        Self::parse_for(text, 9000)
    }

    /// Likewise, of a service that has another port where none is named.
    pub fn parse_for(text: &str, usual_port: u16) -> Result<Self, ValueFault> {
        let no_address = |why| ValueFault::NoAddress { text: text.to_owned(), why };
        let uri: Uri = text.parse().map_err(|_| no_address(AddressFault::of(text)))?;
        if uri.scheme_str() != Some("https") {
            return Err(ValueFault::NoHttps(text.to_owned()));
        }
        let authority = uri.authority().map_or("", |authority| authority.as_str());
        if authority.contains('@') {
            return Err(ValueFault::UserInAddress);
        }
        let host = uri.host().filter(|host| !host.is_empty());
        let host = host.ok_or_else(|| ValueFault::NoHost(text.to_owned()))?;
        let port: u16 = match port_of(authority) {
            None | Some("") => usual_port,
            Some(port) => port.parse().map_err(|_| no_address(AddressFault::Port))?,
        };
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        let whole: Result<Uri, _> = format!("https://{host}:{port}{path}").parse();
        whole.map(Self).map_err(|_| no_address(AddressFault::Form))
    }
}

/// The channel API's address: plain HTTP is taken there too (CHANNEL §1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelUrl(Uri);

impl ChannelUrl {
    /// The address, always with a path that ends in a slash, before the name of a call.
    pub fn uri(&self) -> &Uri {
        &self.0
    }

    /// Whether what goes there can be read and altered on its way.
    pub fn is_plain(&self) -> bool {
        self.0.scheme_str() == Some("http")
    }

    /// Reads an address.
    pub fn parse(text: &str) -> Result<Self, ValueFault> {
        let no_address = |why| ValueFault::NoAddress { text: text.to_owned(), why };
        let uri: Uri = text.parse().map_err(|_| no_address(AddressFault::of(text)))?;
        let scheme = uri.scheme_str().filter(|scheme| ["http", "https"].contains(scheme));
        let scheme = scheme.ok_or_else(|| ValueFault::NoHttp(text.to_owned()))?;
        let authority = uri.authority().map_or("", |authority| authority.as_str());
        if authority.contains('@') {
            return Err(ValueFault::UserInAddress);
        }
        let host = uri.host().filter(|host| !host.is_empty());
        host.ok_or_else(|| ValueFault::NoHost(text.to_owned()))?;
        let port = port_of(authority).filter(|port| !port.is_empty());
        if port.is_some_and(|port| port.parse::<u16>().is_err()) {
            return Err(no_address(AddressFault::Port));
        }
        if uri.query().is_some() {
            return Err(no_address(AddressFault::Form));
        }
        let slash = if uri.path().ends_with('/') { "" } else { "/" };
        let whole: Result<Uri, _> = format!("{scheme}://{authority}{}{slash}", uri.path()).parse();
        whole.map(Self).map_err(|_| no_address(AddressFault::Form))
    }
}

impl<'de> Deserialize<'de> for ChannelUrl {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(from)?).map_err(wrong)
    }
}

/// What stands behind the host, which may be an IPv6 address in brackets.
fn port_of(authority: &str) -> Option<&str> {
    let (_, port) = authority.rsplit_once(':')?;
    (!port.contains(']')).then_some(port)
}

/// Why a text is no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressFault {
    Empty,
    Sign,
    Port,
    Host,
    Form,
}

impl AddressFault {
    /// What is wrong with a text that does not read as an address.
    fn of(text: &str) -> Self {
        let (_, behind) = text.split_once("://").unwrap_or(("", text));
        let authority = behind.split(['/', '?', '#']).next().unwrap_or("");
        if behind.is_empty() {
            Self::Empty
        } else if !text.chars().all(|sign| sign.is_ascii_graphic() && !NO_ADDRESS.contains(sign)) {
            Self::Sign
        } else if port_of(authority).is_some_and(|port| port.parse::<u16>().is_err()) {
            Self::Port
        } else if !authority.is_empty() {
            Self::Host
        } else {
            Self::Form
        }
    }
}

impl AddressFault {
    pub(super) fn words(self) -> Text {
        match self {
            Self::Empty => Text::AddressEmpty,
            Self::Sign => Text::AddressSign,
            Self::Port => Text::AddressPort,
            Self::Host => Text::AddressHost,
            Self::Form => Text::AddressForm,
        }
    }
}

/// Printable signs that stand in no address (RFC 3986, appendix A).
const NO_ADDRESS: &str = "\"<>\\^`{|}";

impl<'de> Deserialize<'de> for HttpsUrl {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(from)?).map_err(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channels_address_is_http_or_https_and_ends_in_a_slash() {
        for (text, wanted) in [
            ("http://channel.example/api/", "http://channel.example/api/"),
            ("http://channel.example/api", "http://channel.example/api/"),
            ("HTTP://channel.example", "http://channel.example/"),
            ("https://channel.example:8443/api", "https://channel.example:8443/api/"),
            ("http://[::1]:8080/api", "http://[::1]:8080/api/"),
        ] {
            let url = ChannelUrl::parse(text).unwrap();
            assert_eq!(url.uri().to_string(), wanted, "{text}");
            assert_eq!(url.is_plain(), wanted.starts_with("http:"), "{text}");
        }
        for (text, wanted) in [
            ("ftp://channel.example/", ValueFault::NoHttp("ftp://channel.example/".into())),
            ("channel.example", ValueFault::NoHttp("channel.example".into())),
            ("http://me:it@channel.example/", ValueFault::UserInAddress),
            (
                "http://channel.example:70000/",
                ValueFault::NoAddress {
                    text: "http://channel.example:70000/".into(),
                    why: AddressFault::Port,
                },
            ),
            (
                "http://channel.example/api?x=1",
                ValueFault::NoAddress {
                    text: "http://channel.example/api?x=1".into(),
                    why: AddressFault::Form,
                },
            ),
        ] {
            assert_eq!(ChannelUrl::parse(text), Err(wanted), "{text}");
        }
        for text in ["", "http://", "/api/", "http://channel example/"] {
            assert!(ChannelUrl::parse(text).is_err(), "{text}");
        }
    }
}
