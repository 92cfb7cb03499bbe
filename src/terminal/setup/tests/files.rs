use super::*;
use crate::terminal::setup::places::SetupArgs;

fn places() -> SetupArgs {
    let at = PathBuf::from;
    SetupArgs {
        card: at("/card"),
        etc: at("/etc/hallgate"),
        runtime: at("/run"),
        boards: at("/boards"),
        model: at("/model"),
        credentials: at("/etc/credstore.encrypted"),
        plain: false,
        once: false,
    }
}

fn files(network: &str) -> Vec<RuntimeFile> {
    let network = toml::from_str(network).unwrap();
    network_files(
        &places(),
        &network,
        &wifi_interface(&network, Path::new("/nowhere")),
        "hallgate-hall-3",
    )
}

fn text<'a>(files: &'a [RuntimeFile], end: &str) -> &'a str {
    let found = files.iter().find(|file| file.path.ends_with(end));
    &found.unwrap_or_else(|| panic!("{end}: {files:?}")).text
}

#[test]
fn a_cable_is_enough() {
    let files = files("");
    assert_eq!(files.len(), 2);
    assert_eq!(text(&files, "hallgate-setup/hostname"), "hallgate-hall-3\n");
    let link = text(&files, "systemd/network/10-hallgate.network");
    assert!(link.contains("\n[DHCPv4]\nHostname=hallgate-hall-3\n\n[Link]\n"), "{link}");
    assert!(link.contains("[Match]\nType=ether\nKind=!*\n\n[Network]\nDHCP=yes\n"), "{link}");
}

#[test]
fn what_is_static_is_written_out() {
    let files = files(
        "mode = \"static\"\ninterface = \"eth1\"\naddress = \"192.0.2.20/24\"\ngateway = \"192.0.2.1\"\n\
         dns = [\"192.0.2.1\", \"2001:db8::1\"]\ntime = [\"ntp.example\", \"192.0.2.2\"]\n",
    );
    let link = text(&files, "10-hallgate.network");
    assert!(link.contains("Name=eth1\n\n[Network]\nAddress=192.0.2.20/24\nGateway=192.0.2.1\n"));
    assert!(link.contains("DNS=192.0.2.1\nDNS=2001:db8::1\n") && !link.contains("DHCP"));
    let time = text(&files, "systemd/timesyncd.conf.d/hallgate.conf");
    assert!(time.contains("[Time]\nNTP=ntp.example 192.0.2.2\nFallbackNTP=\n"));
}

#[test]
fn no_name_of_a_wifi_gets_out_of_its_place() {
    for (ssid, hex) in
        [("cinema", "63696e656d61"), ("a\n}\nb\"", "610a7d0a6222"), ("影院", "e5bdb1e999a2")]
    {
        let wifi = WifiSection {
            country: "CN".parse().unwrap(),
            ssid: ssid.into(),
            passphrase: Some(crate::terminal::setup::sections::Entrusted::Given(
                "a\"b}c#d\\e".into(),
            )),
            hidden: true,
        };
        let network = NetworkSection { wifi: Some(wifi), ..NetworkSection::default() };
        let files = network_files(&places(), &network, "wlan0", "hallgate-hall-3");
        let wpa = text(&files, "hallgate-setup/wpa_supplicant.conf");
        assert!(wpa.contains(&format!("\tssid={hex}\n\tscan_ssid=1\n")), "{wpa}");
        assert!(wpa.contains("\tpsk=\"a\"b}c#d\\e\"\n}\n"), "{wpa}");
        assert!(wpa.contains("country=CN\n"));
        assert_eq!(wpa.lines().count(), 11, "{wpa}");
        let secret: Vec<u32> =
            files.iter().filter(|file| file.text == wpa).map(|file| file.mode).collect();
        assert_eq!(secret, [0o600]);
        assert!(text(&files, "10-hallgate.network").contains("Type=wlan\n"));
        assert!(text(&files, "20-hallgate-wired.network").contains("Type=ether\n"));
        let service = text(&files, "wpa_supplicant@wlan0.service.d/hallgate.conf");
        assert!(service.contains("-c/run/hallgate-setup/wpa_supplicant.conf -i%I"));
    }
    let open = files("wifi = { country = \"DE\", ssid = \"a\" }\ninterface = \"wlp1s0\"\n");
    assert!(text(&open, "wpa_supplicant.conf").contains("key_mgmt=NONE\n"));
    assert!(open.iter().any(|file| file.path.to_str().unwrap().contains("wpa_supplicant@wlp1s0.")));
    let key = format!(
        "wifi = {{ country = \"DE\", ssid = \"a\", passphrase = \"{}\" }}\n",
        "0a".repeat(32)
    );
    let key = files(&key);
    assert!(text(&key, "wpa_supplicant.conf").contains(&format!("psk={}\n", "0a".repeat(32))));
}

#[test]
fn the_interface_with_a_radio_is_found_whatever_it_is_called() {
    let folder = tempfile::tempdir().unwrap();
    let found = |network: &str| wifi_interface(&toml::from_str(network).unwrap(), folder.path());
    assert_eq!(found(""), "wlan0");
    for (name, radio) in [
        ("eth0", None),
        ("wlx00c0ca", Some("phy80211")),
        ("wlp1s0u1", Some("wireless")),
        ("with space", Some("wireless")),
    ] {
        let interface = folder.path().join(name);
        std::fs::create_dir(&interface).unwrap();
        if let Some(radio) = radio {
            std::fs::create_dir(interface.join(radio)).unwrap();
        }
    }
    assert_eq!(found(""), "wlp1s0u1");
    assert_eq!(found("interface = \"wlan1\""), "wlan1");
}

#[test]
fn keys_alone_let_anybody_in() {
    let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJ me";
    let access: AccessSection = toml::from_str(&format!("ssh_keys = [\"{key}\"]")).unwrap();
    let files = access_files(&places(), &access);
    assert!(text(&files, "hallgate-setup/authorized_keys").ends_with(&format!("{key}\n")));
    let service = text(&files, "ssh.service.d/hallgate.conf");
    for part in [
        "-o \"PasswordAuthentication=no\"",
        "-o \"KbdInteractiveAuthentication=no\"",
        "AuthorizedKeysFile=.ssh/authorized_keys /run/hallgate-setup/authorized_keys",
        "HostKey=/etc/hallgate/ssh_host_ed25519_key",
    ] {
        assert!(service.contains(part), "{part}: {service}");
    }
}

#[test]
fn walls_open_for_what_the_configuration_asks_for_alone() {
    let text = "[terminal]\ncinema_code = \"12345678\"\n[gate]\ndriver = \"simulated\"\n\
         [platform]\nurl = \"https://p.example\"\nusername = \"hall-3\"\nprivate_key = \"file:/x\"\n";
    let of = |more: &str| {
        let config =
            crate::terminal::config::Config::parse(&format!("{text}{more}"), Path::new("/c"));
        let walls = crate::terminal::setup::network::OpenWalls::of(&config.unwrap());
        let files = crate::terminal::setup::network::walls::drop_ins(&places(), walls);
        files.into_iter().map(|(_, file)| file.map(|file| file.text)).collect::<Vec<_>>()
    };
    assert_eq!(of(""), [None, None]);
    let unit = include_str!("../../../../systemd/hallgate-web.service");
    assert!(unit.contains("\nSocketBindAllow=tcp:8443\n"), "what is left to it, it allows");
    assert_eq!(of("[web]\naddress = \"0.0.0.0:8443\"\n"), [None, None]);
    let [None, Some(web)] = &of("[web]\naddress = \"0.0.0.0:9443\"\n")[..] else { panic!() };
    assert!(web.ends_with("[Service]\nSocketBindAllow=tcp:9443\n"), "{web}");
    let [Some(doors), None] = &of("[neighbours]\nkey = \"file:/k\"\n")[..] else { panic!() };
    assert!(doors.contains("\nSystemCallFilter=listen accept accept4\n"), "{doors}");
}
