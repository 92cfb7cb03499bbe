//! Which board this is, and what it is wired like unless the site says otherwise.

use std::fs;
use std::io;
use std::path::Path;

use super::fault::SetupError;

/// What a board calls itself begins so, and its defaults are in the file of that name.
const BOARDS: [(&str, &str); 5] = [
    ("Raspberry Pi Zero 2 W", "raspberry-pi-zero-2-w"),
    ("Raspberry Pi 3 Model B", "raspberry-pi-3b"),
    ("Raspberry Pi 4 Model B", "raspberry-pi-4"),
    ("Raspberry Pi 5", "raspberry-pi-5"),
    ("Radxa ZERO 3", "radxa-zero-3e"),
];

/// This board.
#[derive(Debug, Clone, Default)]
pub struct Board {
    /// As it calls itself; empty where it tells nothing.
    pub model: String,
    /// The file of its defaults, as text; none: it is not known here.
    pub defaults: Option<String>,
}

impl Board {
    /// `model` is the device tree's file, `folder` has the boards' files.
    pub fn find(model: &Path, folder: &Path) -> Result<Self, SetupError> {
        let bytes = fs::read(model).unwrap_or_default();
        let model = String::from_utf8_lossy(&bytes);
        let model = model.trim_matches(|sign: char| sign == '\0' || sign.is_whitespace());
        let model: String = model.chars().filter(|sign| !sign.is_control()).take(80).collect();
        let known = BOARDS.iter().find(|(begins, _)| model.starts_with(begins));
        let Some((_, name)) = known else { return Ok(Self { model, defaults: None }) };
        let path = folder.join(format!("{name}.toml"));
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Self { model, defaults: Some(text) }),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound && !folder.exists() => {
                Ok(Self { model, defaults: None })
            }
            Err(cause) => Err(SetupError::Board { path, cause }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_board_has_its_defaults_and_an_unknown_one_none() {
        let folder = tempfile::tempdir().unwrap();
        let boards = Path::new(env!("CARGO_MANIFEST_DIR")).join("board");
        for (_, name) in BOARDS {
            let from = boards.join(name).join("hallgate.toml");
            fs::copy(from, folder.path().join(format!("{name}.toml"))).unwrap();
        }
        let tree = folder.path().join("model");
        for (model, chip) in [
            ("Raspberry Pi Zero 2 W Rev 1.0\0", Some("pinctrl-bcm2835")),
            ("Raspberry Pi 3 Model B Plus Rev 1.3\0", Some("pinctrl-bcm2835")),
            ("Raspberry Pi 4 Model B Rev 1.4\0", Some("pinctrl-bcm2711")),
            ("Raspberry Pi 5 Model B Rev 1.0\0", Some("pinctrl-rp1")),
            ("Radxa ZERO 3E\0", Some("gpio3")),
            ("linux,dummy-virt\0", None),
            ("", None),
        ] {
            fs::write(&tree, model).unwrap();
            let board = Board::find(&tree, folder.path()).unwrap();
            assert_eq!(board.model, model.trim_end_matches('\0'));
            assert_eq!(board.defaults.is_some(), chip.is_some(), "{model}");
            let defaults = board.defaults.unwrap_or_default();
            assert!(defaults.contains(chip.unwrap_or_default()), "{model}");
        }
        fs::write(&tree, "Raspberry Pi 5 Model B\0").unwrap();
        fs::remove_file(folder.path().join("raspberry-pi-5.toml")).unwrap();
        assert!(Board::find(&tree, folder.path()).is_err());
        assert!(Board::find(&tree, Path::new("/no")).unwrap().defaults.is_none());
        assert!(Board::find(Path::new("/no"), folder.path()).unwrap().model.is_empty());
    }
}
