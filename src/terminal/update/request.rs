//! What the terminal asks of root's side: a file of one line, which that takes away.

use std::path::PathBuf;

use super::{BundleName, Places, pairs};
use crate::words::codes::{FaultCode, update as codes};
use crate::words::update::{self as words, Text};
use crate::words::{Language, Message, display_in_english, system};

/// Something that root's side is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UpdateRequest {
    /// Copy a bundle, look whether it is signed and fits.
    Check(BundleName),
    /// Install what was checked.
    Install,
    /// Try what is installed, once nobody is at the door.
    Restart,
}

/// Why it was not asked.
#[derive(Debug, thiserror::Error)]
pub enum NotAsked {
    Unwritable {
        path: PathBuf,
        cause: std::io::Error,
    },
    /// Nobody takes the request away.
    Unheard,
}

display_in_english!(NotAsked);

impl Message for NotAsked {
    fn code(&self) -> FaultCode {
        codes::NOT_ASKED
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Unwritable { path, cause } => {
                let (path, cause) = (path.display(), system::io(cause, language));
                words::NotAsked { path, cause }.text(language)
            }
            Self::Unheard => Text::NoImage.plain(language),
        }
    }
}

impl UpdateRequest {
    /// Leaves it for root's side.
    pub fn leave(&self, places: &Places) -> Result<(), NotAsked> {
        let path = places.request();
        pairs::replace(&path, &self.line()).map_err(|cause| NotAsked::Unwritable { path, cause })
    }

    /// Whether root's side has not taken it yet.
    pub fn is_left(places: &Places) -> bool {
        places.request().exists()
    }

    /// Takes it back: nobody is there for it.
    pub fn withdraw(places: &Places) {
        let _ = std::fs::remove_file(places.request()); // taken meanwhile
    }

    fn line(&self) -> String {
        match self {
            Self::Check(BundleName { device, file }) => format!("check {device}/{file}\n"),
            Self::Install => "install\n".to_owned(),
            Self::Restart => "restart\n".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_a_line_until_it_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::below(folder.path());
        let fault = UpdateRequest::Install.leave(&places).unwrap_err();
        assert!(matches!(fault, NotAsked::Unwritable { .. }), "{fault}");
        std::fs::create_dir_all(places.request().parent().unwrap()).unwrap();
        let bundle = BundleName { device: "sda1".into(), file: "升级 (1).raucb".into() };
        for (request, line) in [
            (UpdateRequest::Check(bundle), "check sda1/升级 (1).raucb\n"),
            (UpdateRequest::Install, "install\n"),
            (UpdateRequest::Restart, "restart\n"),
        ] {
            request.leave(&places).unwrap();
            assert!(UpdateRequest::is_left(&places));
            assert_eq!(std::fs::read_to_string(places.request()).unwrap(), line);
        }
        UpdateRequest::withdraw(&places);
        assert!(!UpdateRequest::is_left(&places));
    }
}
