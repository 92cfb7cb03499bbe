//! The files that other programs read. Whatever a site may write has a form of its own by now, but for a
//! Wi-Fi's name, which stands there in hexadecimal digits, and its passphrase, which is printable.

use std::fmt::Write;
use std::fs::DirEntry;
use std::path::{Path, PathBuf};

use crate::terminal::setup::places::SetupArgs;
use crate::terminal::setup::sections::{AccessSection, NetworkMode, NetworkSection, WifiSection};
use crate::terminal::setup::site_values::InterfaceName;

/// A file until the next start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuntimeFile {
    pub path: PathBuf,
    pub mode: u32,
    pub text: String,
}

pub(super) const HEAD: &str = "# Written by `hallgate setup` at each start: docs/first-boot.md.\n";

/// What Linux calls the one Wi-Fi that a board has, where it has not come up yet.
const WIFI: &str = "wlan0";

/// The service that joins the Wi-Fi.
pub fn supplicant(interface: &str) -> String {
    format!("wpa_supplicant@{interface}.service")
}

/// The interface of the Wi-Fi: the one that is named, else the first of those in `interfaces`
/// (`/sys/class/net`) that has a radio.
pub fn wifi_interface(network: &NetworkSection, interfaces: &Path) -> String {
    let has_radio = |entry: &DirEntry| {
        ["phy80211", "wireless"].iter().any(|name| entry.path().join(name).exists())
    };
    let found = || {
        let entries = std::fs::read_dir(interfaces).ok()?;
        let radios = entries.filter_map(Result::ok).filter(has_radio);
        let names = radios.filter_map(|entry| entry.file_name().into_string().ok());
        names.filter(|name| name.parse::<InterfaceName>().is_ok()).min()
    };
    let named = network.interface.as_ref().map(|name| name.as_str().to_owned());
    named.or_else(found).unwrap_or_else(|| WIFI.to_owned())
}

/// For systemd-networkd, wpa_supplicant and systemd-timesyncd; `interface`: the Wi-Fi's.
pub fn network_files(
    places: &SetupArgs,
    network: &NetworkSection,
    interface: &str,
    host_name: &str,
) -> Vec<RuntimeFile> {
    let plain = |path: PathBuf, text: String| RuntimeFile { path, mode: 0o644, text };
    let links = places.runtime.join("systemd/network");
    let mut files = vec![
        plain(links.join("10-hallgate.network"), link(network, host_name)),
        // For the unit, which tells the kernel.
        plain(places.own_runtime().join("hostname"), format!("{host_name}\n")),
    ];
    if let Some(wifi) = &network.wifi {
        // A cable that is plugged in beside it serves too.
        let wired = NetworkSection::default();
        files.push(plain(links.join("20-hallgate-wired.network"), link(&wired, host_name)));
        let path = places.own_runtime().join("wpa_supplicant.conf");
        let service =
            places.runtime.join("systemd/system").join(format!("{}.d", supplicant(interface)));
        let command = format!(
            "{HEAD}[Service]\nExecStart=\nExecStart=/usr/sbin/wpa_supplicant -c{} -i%I\n",
            path.display()
        );
        files.push(plain(service.join("hallgate.conf"), command));
        files.push(RuntimeFile { path, mode: 0o600, text: wpa(wifi) });
    }
    if !network.time.is_empty() {
        let servers: Vec<&str> = network.time.iter().map(|server| server.as_str()).collect();
        let text = format!("{HEAD}[Time]\nNTP={}\nFallbackNTP=\n", servers.join(" "));
        let path = places.runtime.join("systemd/timesyncd.conf.d/hallgate.conf");
        files.push(plain(path, text));
    }
    files
}

/// systemd.network(5).
fn link(network: &NetworkSection, host_name: &str) -> String {
    let mut text = format!("{HEAD}[Match]\n");
    // A text takes whatever is written.
    let _ = match (&network.interface, &network.wifi) {
        (Some(name), _) => writeln!(text, "Name={}", name.as_str()),
        (None, Some(_)) => writeln!(text, "Type=wlan"),
        // Real ones alone, without bridges and the like.
        (None, None) => writeln!(text, "Type=ether\nKind=!*"),
    };
    text.push_str("\n[Network]\n");
    match network.mode {
        NetworkMode::Dhcp => text.push_str("DHCP=yes\n"),
        NetworkMode::Static => {
            let address = network.address.as_ref().map_or("", |address| address.as_str());
            let _ = writeln!(text, "Address={address}");
            if let Some(gateway) = network.gateway {
                let _ = writeln!(text, "Gateway={gateway}");
            }
        }
    }
    for server in &network.dns {
        let _ = writeln!(text, "DNS={server}");
    }
    if network.mode == NetworkMode::Dhcp {
        let _ = write!(text, "\n[DHCPv4]\nHostname={host_name}\n");
    }
    text.push_str("\n[Link]\nRequiredForOnline=no\n");
    text
}

/// wpa_supplicant.conf(5).
fn wpa(wifi: &WifiSection) -> String {
    let ssid = hex::encode(wifi.ssid.as_bytes());
    let country = wifi.country.as_str();
    let hidden = u8::from(wifi.hidden);
    let key = match wifi.passphrase.as_ref().and_then(|passphrase| passphrase.given()) {
        // So long it is the key itself.
        Some(key) if key.len() == 64 => format!("key_mgmt=WPA-PSK\n\tpsk={key}"),
        // It ends with the last quote of its line.
        Some(passphrase) => {
            format!("key_mgmt=WPA-PSK WPA-PSK-SHA256 SAE\n\tieee80211w=1\n\tpsk=\"{passphrase}\"")
        }
        None => "key_mgmt=NONE".to_owned(),
    };
    format!(
        "{HEAD}ctrl_interface=/run/wpa_supplicant\nupdate_config=0\ncountry={country}\n\
         network={{\n\tssid={ssid}\n\tscan_ssid={hidden}\n\t{key}\n}}\n"
    )
}

/// The host's own key for SSH.
pub fn host_key(places: &SetupArgs) -> PathBuf {
    places.etc.join("ssh_host_ed25519_key")
}

/// For OpenSSH: the keys, and that they alone let anybody in.
pub fn access_files(places: &SetupArgs, access: &AccessSection) -> Vec<RuntimeFile> {
    let keys = places.own_runtime().join("authorized_keys");
    let mut text = HEAD.to_owned();
    for key in &access.ssh_keys {
        let _ = writeln!(text, "{}", key.as_str());
    }
    let service = places.runtime.join("systemd/system/ssh.service.d/hallgate.conf");
    let options = [
        format!("AuthorizedKeysFile=.ssh/authorized_keys {}", keys.display()),
        "PasswordAuthentication=no".to_owned(),
        "KbdInteractiveAuthentication=no".to_owned(),
        format!("HostKey={}", host_key(places).display()),
    ];
    let options: Vec<String> = options.iter().map(|option| format!("-o \"{option}\"")).collect();
    // Its own check before the start would want a key of the read-only system.
    let command = format!(
        "{HEAD}[Service]\nExecStartPre=\nExecStart=\nExecStart=/usr/sbin/sshd -D {}\nExecReload=\n",
        options.join(" ")
    );
    vec![
        RuntimeFile { path: keys, mode: 0o644, text },
        RuntimeFile { path: service, mode: 0o644, text: command },
    ]
}

#[cfg(test)]
#[path = "../tests/files.rs"]
mod tests;
