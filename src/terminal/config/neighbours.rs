//! The other doors of the cinema.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use serde::{Deserialize, Deserializer, Serialize};

use crate::config::{Secret, ValueFault, within, wrong};

/// The port on which doors listen for each other, unless another one is named.
pub const NEIGHBOURS_PORT: u16 = 9010;

/// How this door and the others of the cinema hear of each other. Without this section nothing listens.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct NeighboursConfig {
    /// 256 bits that all doors of the cinema share, and nobody else has.
    pub key: Secret,
    /// Where this door listens.
    #[serde(default = "anywhere", deserialize_with = "address")]
    pub listen: SocketAddr,
    /// Where other doors listen; those that list this one need not be listed.
    #[serde(default, deserialize_with = "addresses")]
    pub doors: Vec<SocketAddr>,
    /// Finds and is found by mDNS.
    #[serde(default = "yes")]
    pub discover: bool,
    /// The longest time that a visitor waits for another door's word.
    #[serde(default = "sixty", deserialize_with = "within::<5, 1000, _, _>")]
    pub timeout_ms: u64,
    #[serde(default)]
    pub trust: WordTrust,
    /// After so many refusals in a minute a door's word only warns.
    #[serde(default = "twenty", deserialize_with = "within::<1, 1000, _, _>")]
    pub refusals_per_min: u32,
    /// So many admissions of a door are kept in one business day, and of all together twice as many.
    #[serde(default = "large_cinema", deserialize_with = "within::<100, 1_000_000, _, _>")]
    pub admissions_per_day: u64,
}

/// What another door's word does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum WordTrust {
    /// It refuses a ticket that was admitted there.
    #[default]
    Refuse,
    /// The ticket is admitted, and the log tells.
    Warn,
}

fn anywhere() -> SocketAddr {
    (Ipv4Addr::UNSPECIFIED, NEIGHBOURS_PORT).into()
}

fn yes() -> bool {
    true
}

fn sixty() -> u64 {
    60
}

fn twenty() -> u32 {
    20
}

/// More than any cinema has in a day.
fn large_cinema() -> u64 {
    100_000
}

fn address<'de, D: Deserializer<'de>>(from: D) -> Result<SocketAddr, D::Error> {
    let text = String::deserialize(from)?;
    read(&text).ok_or_else(|| wrong(ValueFault::NoListenAddress(text)))
}

fn addresses<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<SocketAddr>, D::Error> {
    let texts: Vec<String> = Vec::deserialize(from)?;
    let address = |text: String| read(&text).ok_or_else(|| wrong(ValueFault::NoDoorAddress(text)));
    texts.into_iter().map(address).collect()
}

/// `192.168.1.21`, or with a port. No names: nobody may wait for a name server.
fn read(text: &str) -> Option<SocketAddr> {
    let alone = || text.parse::<IpAddr>().ok().map(|ip| (ip, NEIGHBOURS_PORT).into());
    text.parse().ok().or_else(alone)
}
