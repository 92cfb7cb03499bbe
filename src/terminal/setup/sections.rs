//! The sections that a card's file has beside the terminal's own: enrolment, network, access.

use std::fmt;
use std::net::IpAddr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::card;
use super::site_values::{CountryCode, InterfaceName, SshKey, Subnet, TimeServer};
use crate::config::{SiteFault, ValueFault, wrong};
use crate::terminal::enrolment::{self, Sha256};

/// Their names.
pub const SECTIONS: [&str; 3] = ["enrolment", "network", "access"];

/// What stands in them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteSections {
    pub enrolment: Option<EnrolmentSection>,
    pub network: Option<NetworkSection>,
    #[serde(default)]
    pub access: AccessSection,
}

/// How the terminal gets its key.
#[derive(Debug, Clone)]
pub struct EnrolmentSection {
    pub code: Entrusted,
    /// Of the platform's authority, 64 hexadecimal digits.
    pub ca_sha256: String,
}

/// How the board is on the network.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct NetworkSection {
    pub mode: NetworkMode,
    /// None: any wired one, or the first Wi-Fi where `wifi` is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interface: Option<InterfaceName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Subnet>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway: Option<IpAddr>,
    pub dns: Vec<IpAddr>,
    /// NTP servers; empty: the system's own, and those that DHCP names.
    pub time: Vec<TimeServer>,
    /// Whose radio rules hold for a Wi-Fi of a QR code; None: China's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<CountryCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wifi: Option<WifiSection>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum NetworkMode {
    #[default]
    Dhcp,
    Static,
}

/// The Wi-Fi that is joined.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WifiSection {
    pub country: CountryCode,
    pub ssid: String,
    /// None: an open network.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passphrase: Option<Entrusted>,
    /// It does not tell its name.
    pub hidden: bool,
}

/// Who gets in by SSH: nobody where the list is empty.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct AccessSection {
    pub ssh_keys: Vec<SshKey>,
}

/// A secret that stands on the card only until it is taken over. Never shown.
#[derive(Clone, PartialEq, Eq)]
pub enum Entrusted {
    Given(String),
    /// It was taken over before: the card has the mark of that.
    Taken,
}

impl fmt::Debug for Entrusted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Given(_) => "Given",
            Self::Taken => "Taken",
        })
    }
}

impl Entrusted {
    fn of(
        text: String,
        is_one: impl Fn(&str) -> bool,
        fault: SiteFault,
    ) -> Result<Self, ValueFault> {
        match () {
            () if card::is_mark(&text) => Ok(Self::Taken),
            () if is_one(&text) => Ok(Self::Given(text)),
            () => Err(ValueFault::Site(fault)),
        }
    }

    /// The secret itself, where it is known.
    pub fn given(&self) -> Option<&str> {
        match self {
            Self::Given(secret) => Some(secret),
            Self::Taken => None,
        }
    }

    /// What was taken over before in the place of its mark.
    pub fn or(self, kept: Option<&str>) -> Result<Self, ValueFault> {
        match (self, kept) {
            (Self::Given(secret), _) => Ok(Self::Given(secret)),
            (Self::Taken, Some(kept)) => Ok(Self::Given(kept.to_owned())),
            (Self::Taken, None) => Err(ValueFault::Site(SiteFault::NotKept)),
        }
    }
}

impl Serialize for Entrusted {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.given().unwrap_or(card::MARK))
    }
}

impl<'de> Deserialize<'de> for EnrolmentSection {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct WrittenEnrolment {
            #[serde(deserialize_with = "code")]
            code: Entrusted,
            #[serde(default, deserialize_with = "sha256")]
            ca_sha256: Option<String>,
        }
        let WrittenEnrolment { code, ca_sha256 } = WrittenEnrolment::deserialize(from)?;
        let ca_sha256 = ca_sha256.ok_or_else(|| wrong(ValueFault::Site(SiteFault::NoAuthority)))?;
        Ok(Self { code, ca_sha256 })
    }
}

fn code<'de, D: Deserializer<'de>>(from: D) -> Result<Entrusted, D::Error> {
    let text = String::deserialize(from)?;
    Entrusted::of(text, enrolment::is_printed_code, SiteFault::NoCode).map_err(wrong)
}

fn sha256<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(from)?;
    match Sha256::parse(&text) {
        Some(_) => Ok(Some(text)),
        None => Err(wrong(ValueFault::Site(SiteFault::NoSha256))),
    }
}

impl<'de> Deserialize<'de> for NetworkSection {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Default, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        struct WrittenNetwork {
            mode: NetworkMode,
            interface: Option<InterfaceName>,
            address: Option<Subnet>,
            #[serde(deserialize_with = "maybe_address")]
            gateway: Option<IpAddr>,
            #[serde(deserialize_with = "addresses")]
            dns: Vec<IpAddr>,
            time: Vec<TimeServer>,
            country: Option<CountryCode>,
            wifi: Option<WifiSection>,
        }
        let WrittenNetwork { mode, interface, address, gateway, dns, time, country, wifi } =
            WrittenNetwork::deserialize(from)?;
        let fault = match mode {
            NetworkMode::Static if address.is_none() => Some(SiteFault::StaticWithoutAddress),
            NetworkMode::Dhcp if address.is_some() || gateway.is_some() => {
                Some(SiteFault::AddressOfDhcp)
            }
            _ => None,
        };
        match fault {
            Some(fault) => Err(wrong(ValueFault::Site(fault))),
            None => Ok(Self { mode, interface, address, gateway, dns, time, country, wifi }),
        }
    }
}

fn address(text: &str) -> Result<IpAddr, ValueFault> {
    text.parse().map_err(|_| ValueFault::Site(SiteFault::NoIpAddress(text.to_owned())))
}

fn maybe_address<'de, D: Deserializer<'de>>(from: D) -> Result<Option<IpAddr>, D::Error> {
    address(&String::deserialize(from)?).map(Some).map_err(wrong)
}

fn addresses<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<IpAddr>, D::Error> {
    let texts = Vec::<String>::deserialize(from)?;
    texts.iter().map(|text| address(text).map_err(wrong)).collect()
}

impl<'de> Deserialize<'de> for WifiSection {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct WrittenWifi {
            country: CountryCode,
            #[serde(deserialize_with = "ssid")]
            ssid: String,
            #[serde(default, deserialize_with = "passphrase")]
            passphrase: Option<Entrusted>,
            #[serde(default)]
            hidden: bool,
        }
        let WrittenWifi { country, ssid, passphrase, hidden } = WrittenWifi::deserialize(from)?;
        Ok(Self { country, ssid, passphrase, hidden })
    }
}

impl NetworkSection {
    /// Whose radio rules a file names, for its own Wi-Fi or any; also one that can't be taken over yet.
    pub fn country_in(text: &str) -> Option<CountryCode> {
        let file: toml::Table = text.parse().ok()?;
        let network = file.get("network")?;
        let names =
            [network.get("wifi").and_then(|wifi| wifi.get("country")), network.get("country")];
        names.into_iter().flatten().find_map(|name| name.as_str()?.parse().ok())
    }

    /// Likewise of what was taken over.
    pub fn radio_country(&self) -> Option<&CountryCode> {
        self.wifi.as_ref().map(|wifi| &wifi.country).or(self.country.as_ref())
    }
}

/// Whether a network may be called so (IEEE 802.11: up to 32 bytes of any kind).
pub fn is_ssid(text: &str) -> bool {
    (1..=32).contains(&text.len())
}

/// Whether WPA takes it: a passphrase, or the key itself.
pub fn is_passphrase(text: &str) -> bool {
    let printable = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    let is_key = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    printable && ((8..=63).contains(&text.len()) || is_key)
}

fn ssid<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let text = String::deserialize(from)?;
    let fault = || wrong(ValueFault::Site(SiteFault::NoSsid));
    if is_ssid(&text) { Ok(text) } else { Err(fault()) }
}

fn passphrase<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Entrusted>, D::Error> {
    let text = String::deserialize(from)?;
    Entrusted::of(text, is_passphrase, SiteFault::NoPassphrase).map(Some).map_err(wrong)
}

#[cfg(test)]
#[path = "tests/sections.rs"]
mod tests;
