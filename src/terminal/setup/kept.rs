//! What is kept of a first boot, for root alone: which file was taken over, what a sheet has said, and
//! the sections that are no part of the terminal's configuration. One file, replaced whole: with its
//! rename, and not before, something else is in force.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::card::{CardIdentity, CardText};
use super::durable;
use super::fault::SetupError;
use super::places::SetupArgs;
use super::sections::{AccessSection, NetworkMode, NetworkSection, WifiSection};
use crate::terminal::enrolment::ShownInvitation;
use crate::words::plain::plain;

/// Before what is kept, for whoever opens the file.
const HEAD: &str =
    "# Kept by `hallgate setup`, for root alone; docs/first-boot.md. Change it on the card.\n";

#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
pub struct Kept {
    /// The steps of taking over are all done.
    pub done: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card: Option<CardIdentity>,
    /// Of the secrets that stood in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secrets: Option<CardIdentity>,
    /// The card's own file, where one on a stick was taken over in its place: it counts once it is another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passed: Option<PassedFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<KeptSheet>,
    /// Until the platform has taken the terminal's key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enrolment: Option<PendingCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network: Option<NetworkSection>,
    /// Of a QR code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wifi: Option<WifiSection>,
    pub access: AccessSection,
    /// The terminal's key, as it is put away, beside which a code was refused since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused_beside: Option<CardIdentity>,
}

/// A file that another one was taken over in place of.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct PassedFile {
    card: CardIdentity,
    secrets: CardIdentity,
}

impl PassedFile {
    pub fn of(card: &CardText) -> Self {
        Self { card: card.identity(), secrets: card.secrets_identity() }
    }
}

/// What a sheet says of the terminal.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct KeptSheet {
    pub url: String,
    pub name: String,
    pub cinema: String,
    pub screens: Vec<String>,
}

/// A code that is not used yet, and whom it may be shown to.
#[derive(Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct PendingCode {
    pub code: String,
    pub ca_sha256: String,
}

impl std::fmt::Debug for PendingCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PendingCode").finish_non_exhaustive()
    }
}

impl KeptSheet {
    pub fn of(sheet: &ShownInvitation) -> Self {
        Self {
            url: sheet.url.uri().to_string(),
            name: plain(&sheet.name),
            cinema: sheet.cinema.to_string(),
            screens: sheet.screens.iter().map(ToString::to_string).collect(),
        }
    }

    /// As sections of a configuration.
    pub fn to_text(&self) -> String {
        let list: Vec<String> = self.screens.iter().map(|screen| quoted(screen)).collect();
        format!(
            "[terminal]\ncinema_code = {}\nscreens = [{}]\nname = {}\n[platform]\nurl = {}\nusername = {}\n",
            quoted(&self.cinema),
            list.join(", "),
            quoted(&self.name),
            quoted(&self.url),
            quoted(&self.name),
        )
    }
}

/// A text as TOML has it.
pub fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

impl Kept {
    /// What is kept at this place; nothing where there is nothing that reads.
    pub fn load(path: &Path) -> Self {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(cause) => {
                if cause.kind() != std::io::ErrorKind::NotFound {
                    log::warn!("{}: {cause}; it is made anew from the card", path.display());
                }
                return Self::default();
            }
        };
        toml::from_str(&text).unwrap_or_else(|fault| {
            let fault = fault.message();
            log::warn!("{}: {fault}; it is made anew from the card", path.display());
            Self::default()
        })
    }

    /// A card that was written anew keeps the terminal's records and name: the next file counts whatever it says, and whoever could
    /// come in before can't.
    pub fn see_to_flash(&mut self, places: &SetupArgs) -> Result<(), SetupError> {
        let mark = places.flashed();
        if !mark.exists() {
            return Ok(());
        }
        (self.card, self.secrets, self.access) = (None, None, AccessSection::default());
        self.store(&places.kept())?;
        log::info!("the card was written anew: who may come in is what its file says now");
        fs::remove_file(&mark).map_err(SetupError::not_stored(&mark))
    }

    /// Puts it in force.
    pub fn store(&self, path: &Path) -> Result<(), SetupError> {
        let unwritten = |fault: toml::ser::Error| std::io::Error::other(fault.to_string());
        let text =
            toml::to_string(self).map_err(unwritten).map_err(SetupError::not_stored(path))?;
        let text = format!("{HEAD}{text}");
        durable::replace(path, text.as_bytes(), 0o600, None).map_err(SetupError::not_stored(path))
    }

    /// The card's file is the one that was taken over, wiped or not.
    pub fn is_of(&self, card: &CardText) -> bool {
        self.card.as_ref() == Some(&card.identity())
            && (!card.has_secrets() || self.secrets.as_ref() == Some(&card.secrets_identity()))
    }

    /// Another one was taken over in its place, and it is as it was then.
    pub fn passes(&self, card: &CardText) -> bool {
        self.passed.as_ref() == Some(&PassedFile::of(card))
    }

    /// Something was taken over, or begun to be.
    pub fn is_begun(&self) -> bool {
        self.card.is_some() || self.sheet.is_some()
    }

    /// How the board is on the network: by the card's file, else by the Wi-Fi of a QR code. An address that the
    /// file gives is the cable's, unless it names a Wi-Fi itself.
    pub fn network(&self) -> NetworkSection {
        let mut network = self.network.clone().unwrap_or_default();
        if network.wifi.is_none() && network.mode == NetworkMode::Dhcp {
            network.wifi.clone_from(&self.wifi);
        }
        network
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::setup::sections::Entrusted;

    #[test]
    fn what_is_kept_comes_back_and_is_roots_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("setup.toml");
        assert_eq!(Kept::load(&path), Kept::default());
        let network = "mode = \"static\"\naddress = \"10.0.0.2/8\"\ngateway = \"10.0.0.1\"\ndns = [\"10.0.0.1\"]\n\
                       time = [\"ntp.example\"]\nwifi = { country = \"CN\", ssid = \"a\\n\\\"b\", passphrase = \"12345678\" }\n";
        let kept = Kept {
            done: true,
            sheet: Some(KeptSheet {
                url: "https://p.example:9000/".into(),
                name: "hall-\"1\"".into(),
                cinema: "12345678".into(),
                screens: vec!["0000000000000003".into()],
            }),
            enrolment: Some(PendingCode { code: "7K2M".into(), ca_sha256: "0a".repeat(32) }),
            network: Some(toml::from_str(network).unwrap()),
            ..Kept::default()
        };
        kept.store(&path).unwrap();
        assert_eq!(Kept::load(&path), kept);
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        let wifi = kept.network().wifi.unwrap();
        assert_eq!(wifi.passphrase, Some(Entrusted::Given("12345678".into())));
        for torn in ["", "[card", "done = 3"] {
            fs::write(&path, torn).unwrap();
            assert_eq!(Kept::load(&path), Kept::default(), "{torn}");
        }
    }

    #[test]
    fn a_wifi_of_a_code_is_joined_unless_the_file_gives_an_address() {
        let wifi: WifiSection = toml::from_str("country = \"CN\"\nssid = \"cinema\"\n").unwrap();
        let network = |text: &str| {
            let network = Some(toml::from_str(text).unwrap());
            Kept { network, wifi: Some(wifi.clone()), ..Kept::default() }.network()
        };
        assert_eq!(network("time = [\"ntp.example\"]").wifi, Some(wifi.clone()));
        assert_eq!(network("mode = \"static\"\naddress = \"192.0.2.2/24\"\n").wifi, None);
    }

    #[test]
    fn a_sheet_is_a_configurations_part_whatever_it_says() {
        let sheet = KeptSheet {
            url: "https://p.example:9000/".into(),
            name: "a\"\n[gate]\nx".into(),
            cinema: "\\12345678".into(),
            screens: Vec::new(),
        };
        let table: toml::Table = sheet.to_text().parse().unwrap();
        assert_eq!(table["platform"]["username"].as_str(), Some("a\"\n[gate]\nx"));
        assert_eq!(table.keys().collect::<Vec<_>>(), ["platform", "terminal"]);
    }
}
