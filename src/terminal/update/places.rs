//! Where the parts of an update meet.

use std::path::{Path, PathBuf};

/// All files are below here: `/`, or what `HALLGATE_ROOT` names, for trials of the scripts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places(PathBuf);

impl Places {
    /// Those of this machine.
    pub fn here() -> Self {
        Self(std::env::var_os("HALLGATE_ROOT").map_or_else(|| "/".into(), PathBuf::from))
    }

    /// Those below another root.
    pub fn below(root: &Path) -> Self {
        Self(root.to_owned())
    }

    /// How the running terminal stands; the terminal writes it.
    pub fn live(&self) -> PathBuf {
        self.0.join("run/hallgate/live")
    }

    /// What the terminal asks of root's side, which takes it away.
    pub fn request(&self) -> PathBuf {
        self.0.join("run/hallgate/update-request")
    }

    /// How an update stands; root's side writes it.
    pub fn state(&self) -> PathBuf {
        self.0.join("run/hallgate-update/state")
    }

    /// What became of the last one that was tried; likewise.
    pub fn outcome(&self) -> PathBuf {
        self.0.join("var/lib/hallgate-update/outcome")
    }

    /// What is installed and not tried yet; likewise.
    pub fn installed(&self) -> PathBuf {
        self.0.join("var/lib/hallgate-update/installed")
    }

    /// What runs: the image's version.
    pub fn image(&self) -> PathBuf {
        self.0.join("usr/lib/hallgate/image")
    }

    /// Which of the two sides runs, a letter.
    pub fn side(&self) -> PathBuf {
        self.0.join("run/hallgate-side")
    }

    /// Where what is fetched comes to lie.
    pub fn fetched(&self) -> PathBuf {
        self.0.join("var/lib/hallgate/update")
    }
}
