//! What the terminal runs on: for whoever asks for help, and whoever gives it.

use std::ffi::CStr;
use std::fs::File;
use std::io::Read;
use std::net::IpAddr;
use std::path::Path;

use rustix::time::{ClockId, clock_gettime};
use serde::Serialize;

use super::own_addresses::own_addresses;

/// The machine under the terminal. What it does not tell is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Machine {
    /// The kernel's release.
    pub kernel: Option<String>,
    /// The distribution, as it calls itself.
    pub system: Option<String>,
    /// The board's model.
    pub board: Option<String>,
    /// Seconds since it was switched on.
    pub up_s: Option<u64>,
    /// What it is called in its network.
    #[serde(skip)]
    pub host_name: Option<String>,
    /// Its own there, for whoever wants to reach it.
    #[serde(skip)]
    pub addresses: Vec<IpAddr>,
}

/// Where a distribution says what it is, relative to the root.
const SYSTEM: [&str; 2] = ["etc/os-release", "usr/lib/os-release"];

/// Where a board says what it is: a device tree, else a PC's firmware. They are read under `/sys`
/// because the service sees nothing of `/proc` but its own processes.
const BOARD: [&str; 2] = ["sys/firmware/devicetree/base/model", "sys/class/dmi/id/product_name"];

/// So much of a file is read.
const MOST: u64 = 4096;

impl Machine {
    /// The machine that this program runs on.
    pub fn here() -> Self {
        let up = clock_gettime(ClockId::Boottime);
        let names = rustix::system::uname();
        let named =
            |name: &CStr| Some(name.to_string_lossy().into_owned()).filter(|it| !it.is_empty());
        Self {
            kernel: named(names.release()),
            host_name: named(names.nodename()),
            addresses: own_addresses(),
            up_s: u64::try_from(up.tv_sec).ok(),
            ..Self::below(Path::new("/"))
        }
    }

    /// What files below this folder tell.
    fn below(root: &Path) -> Self {
        let read = |path: &str| text(&root.join(path));
        Self {
            system: SYSTEM.into_iter().filter_map(read).find_map(|file| pretty_name(&file)),
            board: BOARD.into_iter().filter_map(read).find_map(|file| line(&file)),
            ..Self::default()
        }
    }
}

fn text(path: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(MOST).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The first line, without the zero byte behind a device tree's; none where it says nothing.
fn line(file: &str) -> Option<String> {
    let line = file.split(['\n', '\0']).next().unwrap_or_default().trim();
    (!line.is_empty()).then(|| line.to_owned())
}

/// The value of `PRETTY_NAME=`, with or without quotation marks.
fn pretty_name(file: &str) -> Option<String> {
    let value = file.lines().find_map(|line| line.trim().strip_prefix("PRETTY_NAME="))?;
    line(value.trim().trim_matches(['"', '\'']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(root: &Path, path: &str, bytes: &[u8]) {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    #[test]
    fn a_board_and_its_system_say_what_they_are() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        assert_eq!(Machine::below(root), Machine::default());
        let release = b"NAME=\"Debian GNU/Linux\"\nPRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"\n";
        put(root, SYSTEM[1], release);
        put(root, BOARD[1], b"OptiPlex 3000\n");
        let pc = Machine::below(root);
        assert_eq!(pc.system.as_deref(), Some("Debian GNU/Linux 13 (trixie)"));
        assert_eq!(pc.board.as_deref(), Some("OptiPlex 3000"));
        put(root, SYSTEM[0], b"PRETTY_NAME=Alpine\n");
        put(root, BOARD[0], b"Raspberry Pi 4 Model B Rev 1.4\0");
        let board = Machine::below(root);
        assert_eq!(board.system.as_deref(), Some("Alpine"));
        assert_eq!(board.board.as_deref(), Some("Raspberry Pi 4 Model B Rev 1.4"));
    }

    #[test]
    fn files_without_sense_tell_nothing_and_hold_nobody_up() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path();
        put(root, SYSTEM[0], b"PRETTY_NAME=\"\"\n\xff\xfe");
        put(root, BOARD[0], b"\0");
        put(root, BOARD[1], &[b'x'; 100_000]);
        let machine = Machine::below(root);
        assert_eq!(machine.system, None);
        assert_eq!(machine.board.map(|board| board.len()), Some(4096));
    }

    #[test]
    fn this_machine_runs_on_a_kernel_and_has_been_switched_on() {
        let here = Machine::here();
        assert!(
            here.kernel
                .is_some_and(|kernel| kernel.starts_with(|sign: char| sign.is_ascii_digit()))
        );
        assert!(here.up_s.is_some_and(|seconds| seconds > 0));
    }
}
