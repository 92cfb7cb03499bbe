//! Values of a site's network and access: each is checked as it is read, and then stands in files of
//! other programs without an escape.

use std::net::IpAddr;
use std::str::FromStr;

use base64::prelude::{BASE64_STANDARD, Engine};
use serde::{Deserialize, Deserializer, Serialize};

use crate::config::{SiteFault, ValueFault, wrong};

/// Makes texts that check themselves: a type, what is one, and the fault of what is none.
macro_rules! checked {
    ($($(#[$doc:meta])* $name:ident: $is_one:path, $fault:path;)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
            #[serde(transparent)]
            pub struct $name(String);

            impl $name {
                pub fn as_str(&self) -> &str {
                    &self.0
                }
            }

            impl FromStr for $name {
                type Err = ValueFault;

                fn from_str(text: &str) -> Result<Self, ValueFault> {
                    match $is_one(text) {
                        true => Ok(Self(text.to_owned())),
                        false => Err(ValueFault::Site($fault(text.to_owned()))),
                    }
                }
            }

            impl<'de> Deserialize<'de> for $name {
                fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                    String::deserialize(from)?.parse().map_err(wrong)
                }
            }
        )*
    };
}

checked! {
    /// As the kernel calls it, such as `eth0`.
    InterfaceName: is_interface, SiteFault::NoInterface;
    /// An address with the length of its prefix, such as `192.168.1.20/24`.
    Subnet: is_subnet, SiteFault::NoSubnet;
    /// A host's name or address.
    TimeServer: is_host, SiteFault::NoTimeServer;
    /// ISO 3166: two capital letters.
    CountryCode: is_country, SiteFault::NoCountry;
    /// A line as `id_ed25519.pub` has it.
    SshKey: is_ssh_key, SiteFault::NoSshKey;
}

impl CountryCode {
    /// Where nothing names a country, as a Wi-Fi's QR code does not.
    pub fn china() -> Self {
        Self("CN".to_owned())
    }
}

/// The kernel takes 15 bytes; of their kinds what systemd and wpa_supplicant have in a unit's name.
fn is_interface(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    (1..=15).contains(&text.len()) && text.bytes().all(plain) && ![".", ".."].contains(&text)
}

fn is_subnet(text: &str) -> bool {
    let Some((address, length)) = text.split_once('/') else { return false };
    let most = match address.parse() {
        Ok(IpAddr::V4(_)) => 32,
        Ok(IpAddr::V6(_)) => 128,
        Err(_) => return false,
    };
    let digits = length.bytes().all(|byte| byte.is_ascii_digit());
    digits && length.parse().is_ok_and(|length: u8| (1..=most).contains(&length))
}

fn is_host(text: &str) -> bool {
    let label = |label: &str| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        (1..=63).contains(&label.len()) && label.bytes().all(plain) && !label.starts_with('-')
    };
    text.parse::<IpAddr>().is_ok() || (text.len() <= 253 && text.split('.').all(label))
}

fn is_country(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Kinds that OpenSSH takes for signing in.
const KINDS: [&str; 7] = [
    "ssh-ed25519",
    "ssh-rsa",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com",
    "sk-ecdsa-sha2-nistp256@openssh.com",
];

/// Kind, Base64 whose first field is the kind again (RFC 4253, 6.6), perhaps a comment; without the
/// options that may stand before them.
fn is_ssh_key(text: &str) -> bool {
    let mut parts = text.split(' ');
    let (Some(kind), Some(key)) = (parts.next(), parts.next()) else { return false };
    let Ok(blob) = BASE64_STANDARD.decode(key) else { return false };
    let length = blob.first_chunk().map(|length| u32::from_be_bytes(*length) as usize);
    let inner = length.and_then(|length| blob.get(4..)?.get(..length));
    text.len() <= 8192
        && !text.chars().any(char::is_control)
        && KINDS.contains(&kind)
        && inner == Some(kind.as_bytes())
}
