//! Where everything of a first boot is.

use std::path::{Path, PathBuf};

use clap::Args;

use super::durable::beside;
use crate::terminal::operators::grant_path;

/// Where a system keeps what lasts until its next start.
const SYSTEM: &str = "/run";

/// `hallgate setup`
#[derive(Debug, Clone, Args)]
pub struct SetupArgs {
    /// The card's first partition, with hallgate.toml and STATUS.TXT
    #[arg(long, value_name = "DIR", default_value = "/boot/firmware")]
    pub card: PathBuf,
    /// Where the configuration is kept
    #[arg(long, value_name = "DIR", default_value = "/etc/hallgate")]
    pub etc: PathBuf,
    /// What lasts until the next start: network and access; elsewhere than in /run nothing of the system is told of it
    #[arg(long, value_name = "DIR", default_value = SYSTEM)]
    pub runtime: PathBuf,
    /// The boards' own defaults, a file each
    #[arg(long, value_name = "DIR", default_value = "/usr/share/hallgate/boards")]
    pub boards: PathBuf,
    /// What tells which board this is
    #[arg(long, value_name = "FILE", default_value = "/proc/device-tree/model")]
    pub model: PathBuf,
    /// Where encrypted secrets are; those of --plain are in the folder of the same name without .encrypted
    #[arg(long, value_name = "DIR", default_value = "/etc/credstore.encrypted")]
    pub credentials: PathBuf,
    /// Keep secrets as plain files of root, for a systemd that can't encrypt them
    #[arg(long)]
    pub plain: bool,
    /// Look once, and do not wait for what is missing
    #[arg(long)]
    pub once: bool,
}

impl SetupArgs {
    /// The terminal's configuration.
    pub fn config(&self) -> PathBuf {
        self.etc.join("hallgate.toml")
    }

    /// The next one, until it is in force.
    pub fn next_config(&self) -> PathBuf {
        beside(&self.config(), ".next")
    }

    /// What is kept beside it, for root alone.
    pub fn kept(&self) -> PathBuf {
        self.etc.join("setup.toml")
    }

    /// The platform's root certificate.
    pub fn authority(&self) -> PathBuf {
        self.etc.join("platform-ca.pem")
    }

    /// For whoever has the sheet, until there is an admin.
    pub fn first_admin(&self) -> PathBuf {
        grant_path(&self.etc)
    }

    /// The terminal's key between being made and being put away.
    pub fn key(&self) -> PathBuf {
        self.etc.join("terminal.key")
    }

    /// Stands there where the card was written anew over a terminal's data, until that was seen to.
    pub fn flashed(&self) -> PathBuf {
        self.etc.join("flashed")
    }

    /// Stands there where an image's data partition can't be used, and what is kept is lost with the
    /// power.
    pub fn without_data(&self) -> PathBuf {
        self.runtime.join("card-without-data")
    }

    /// Where USB sticks are mounted, each in a folder of its own.
    pub fn sticks(&self) -> PathBuf {
        self.runtime.join("hallgate-stick")
    }

    /// Whether this is the machine's own set-up, and no trial in another folder.
    pub fn is_of_the_system(&self) -> bool {
        self.runtime == Path::new(SYSTEM)
    }

    /// What the set-up itself makes for the programs that it starts.
    pub fn own_runtime(&self) -> PathBuf {
        self.runtime.join("hallgate-setup")
    }
}
