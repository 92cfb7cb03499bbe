//! Network, time, access and the units' walls, made anew at each start from what is kept and what is in
//! force: files in `/run` for systemd and its own services, and a word to these that they are there. A
//! system that has another service for its network keeps it.

mod files;
mod host_name;
mod walls;

pub use walls::OpenWalls;

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use super::durable;
use super::kept::Kept;
use super::places::SetupArgs;
use crate::terminal::setup::fault::SetupError;
use crate::words::plain::plain;
use crate::words::setup::{self as words, Text};
use crate::words::{Bilingual, Language};
use files::{RuntimeFile, access_files, network_files, supplicant, wifi_interface};
use host_name::host_name;

/// Applies what is kept, and by the terminal's name at the platform what it is called in the network;
/// what of it could not be, to be told.
pub fn apply(places: &SetupArgs, kept: &Kept, name: &str, walls: OpenWalls) -> Vec<Bilingual> {
    let mut notes = Vec::new();
    let network = kept.network();
    let is_ours = is_networkd_there();
    let mut commands: Vec<Vec<String>> = vec![words_of("systemctl daemon-reload")];
    let mut files = Vec::new();
    if is_ours {
        let wifi = wifi_interface(&network, Path::new("/sys/class/net"));
        files.extend(network_files(places, &network, &wifi, &host_name(name)));
        commands.push(words_of("networkctl reload"));
        if network.wifi.is_some() {
            commands.push(words_of(&format!("systemctl --no-block restart {}", supplicant(&wifi))));
        }
        if !network.time.is_empty() {
            commands.push(words_of("systemctl --no-block try-restart systemd-timesyncd"));
        }
    } else if kept.network.is_some() || kept.wifi.is_some() {
        notes.push(Bilingual::by(|language| Text::LeftToSystem.plain(language)));
    }
    if !kept.access.ssh_keys.is_empty() {
        files.extend(access_files(places, &kept.access));
        make_host_key(places, &mut notes);
        commands.push(words_of("systemctl --no-block restart ssh"));
    }
    let mut is_changed = !files.is_empty();
    for (path, file) in walls::drop_ins(places, walls) {
        match file {
            Some(file) => files.push(file),
            None => is_changed |= fs::remove_file(path).is_ok(),
        }
    }
    is_changed |= !files.is_empty();
    if !is_changed {
        return notes;
    }
    for file in &files {
        if let Err(cause) = put(file) {
            notes.push(Bilingual::of(&SetupError::NotStored { path: file.path.clone(), cause }));
        }
    }
    // A trial in a folder of its own leaves the machine's services alone.
    for command in commands.iter().filter(|_| places.is_of_the_system()) {
        notes.extend(run(command));
    }
    for note in &notes {
        log::warn!("{}", note.message(Language::English));
    }
    notes
}

fn put(file: &RuntimeFile) -> io::Result<()> {
    if let Some(folder) = file.path.parent() {
        durable::make_folder(folder, 0o755)?;
    }
    if fs::read(&file.path).is_ok_and(|there| there == file.text.as_bytes()) {
        return Ok(());
    }
    durable::replace(&file.path, file.text.as_bytes(), file.mode, None)
}

/// An image's system is read-only and has no host key of its own: that lies with the configuration.
fn make_host_key(places: &SetupArgs, notes: &mut Vec<Bilingual>) {
    let key = files::host_key(places);
    if !key.exists() {
        let mut command = words_of("ssh-keygen -q -t ed25519 -N");
        command.extend([String::new(), "-f".to_owned(), key.to_string_lossy().into_owned()]);
        notes.extend(run(&command));
    }
}

fn words_of(command: &str) -> Vec<String> {
    command.split(' ').map(str::to_owned).collect()
}

/// Where nobody can be asked the files are written all the same.
fn is_networkd_there() -> bool {
    let asked = Command::new("systemctl")
        .args(["is-enabled", "--quiet", "systemd-networkd.service"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match asked {
        Ok(status) => status.success(),
        Err(cause) => cause.kind() == io::ErrorKind::NotFound,
    }
}

/// Runs a command that may not be there; what it says where it fails.
fn run(command: &[String]) -> Option<Bilingual> {
    let (program, arguments) = command.split_first()?;
    let ran = Command::new(program).args(arguments).stdin(Stdio::null()).output();
    let said = match ran {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return None,
        Err(cause) => cause.to_string(),
        Ok(output) if output.status.success() => return None,
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr);
            plain(said.lines().next().unwrap_or_default())
        }
    };
    let command = command.join(" ");
    Some(Bilingual::by(|language| {
        words::NotSetUp { command: &command, said: &said }.text(language)
    }))
}
