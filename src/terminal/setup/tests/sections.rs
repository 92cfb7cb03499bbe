use super::*;
use crate::config::read;

fn sections(text: &str) -> Result<SiteSections, String> {
    read(text).map_err(|misread| misread.to_string())
}

#[test]
fn what_a_site_writes_is_read() {
    let key =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJ somebody";
    let text = format!(
        "[enrolment]\ncode = \"7K2M-9PQR-3XYZ-5ABC\"\nca_sha256 = \"{}\"\n\
         [network]\nmode = \"static\"\ninterface = \"eth0\"\naddress = \"192.0.2.20/24\"\ngateway = \"192.0.2.1\"\n\
         dns = [\"192.0.2.1\", \"2001:db8::1\"]\ntime = [\"ntp.example\", \"192.0.2.2\"]\n\
         [network.wifi]\ncountry = \"CN\"\nssid = \"影院\"\npassphrase = \"12345678\"\n\
         [access]\nssh_keys = [\"{key}\"]\n",
        "0A:".repeat(31) + "0a"
    );
    let read = sections(&text).unwrap();
    // As the sheet has it.
    let grouped = ["0a0a"; 16].join(" ");
    let printed =
        format!("[enrolment]\ncode = \"7K2M-9PQR-3XYZ-5ABC\"\nca_sha256 = \"{grouped}\"\n");
    assert_eq!(sections(&printed).unwrap().enrolment.unwrap().ca_sha256, grouped);
    assert_eq!(read.enrolment.unwrap().code.given(), Some("7K2M-9PQR-3XYZ-5ABC"));
    let network = read.network.unwrap();
    assert_eq!((network.mode, network.dns.len(), network.time.len()), (NetworkMode::Static, 2, 2));
    let wifi = network.wifi.unwrap();
    assert_eq!((wifi.ssid.as_str(), wifi.hidden), ("影院", false));
    assert_eq!(format!("{:?}", wifi.passphrase), "Some(Given)");
    assert_eq!(read.access.ssh_keys[0].as_str(), key);
    let least = sections("[network]\n").unwrap();
    assert_eq!(least.network, Some(NetworkSection::default()));
    assert!(least.enrolment.is_none() && least.access.ssh_keys.is_empty());
}

#[test]
fn what_is_wrong_is_told_so_that_it_can_be_mended() {
    let sum = "0a".repeat(32);
    let enrolment = |code: &str| format!("[enrolment]\ncode = \"{code}\"\nca_sha256 = \"{sum}\"\n");
    let network = |line: &str| format!("[network]\n{line}\n");
    let wifi = |line: &str| format!("[network.wifi]\ncountry = \"CN\"\nssid = \"a\"\n{line}\n");
    for (text, expected) in [
        (enrolment("a;b"), "no enrolment code"),
        (enrolment(""), "no enrolment code"),
        (enrolment("7K2M-9PQR-3XYZ"), "no enrolment code"),
        (enrolment("XXXX-XXXX-XXXX-XXXX"), "no enrolment code"),
        ("[enrolment]\ncode = \"7K2M-9PQR-3XYZ-5ABC\"\n".into(), "lacks ca_sha256"),
        (
            "[enrolment]\ncode = \"7K2M-9PQR-3XYZ-5ABC\"\nca_sha256 = \"0a\"\n".into(),
            "64 hexadecimal digits",
        ),
        ("[enrolment]\nkode = \"7K2M\"\n".into(), "unknown field `kode`"),
        (network("mode = \"auto\""), "unknown variant `auto`"),
        (network("mode = \"static\""), "lacks its address"),
        (network("address = \"192.0.2.20/24\""), "for mode = \"static\" alone"),
        (network("gateway = \"192.0.2.1\""), "for mode = \"static\" alone"),
        (network("mode = \"static\"\naddress = \"192.0.2.20\""), "length of its prefix"),
        (network("mode = \"static\"\naddress = \"192.0.2.20/33\""), "length of its prefix"),
        (network("mode = \"static\"\naddress = \"192.0.2.20/+4\""), "length of its prefix"),
        (network("dns = [\"ntp.example\"]"), "no IP address"),
        (network("time = [\"a b\"]"), "no name or address of a time server"),
        (network("time = [\"a\\nNTP=b\"]"), "no name or address of a time server"),
        (network("interface = \"eth0\\n[x]\""), "no network interface"),
        (network("interface = \"../../x\""), "no network interface"),
        (network("interface = \"a-name-that-is-too-long\""), "no network interface"),
        (wifi("passphrase = \"short\""), "8 to 63"),
        (wifi("passphrase = \"1234567\\n8\""), "8 to 63"),
        (wifi("passphrase = \"1234567ä\""), "8 to 63"),
        ("[network.wifi]\ncountry = \"cn\"\nssid = \"a\"\n".into(), "two capital letters"),
        ("[network.wifi]\nssid = \"a\"\n".into(), "missing field `country`"),
        ("[network.wifi]\ncountry = \"CN\"\nssid = \"\"\n".into(), "1 to 32 bytes"),
        ("[access]\nssh_keys = [\"ssh-ed25519\"]\n".into(), "no public SSH key"),
        (
            "[access]\nssh_keys = [\"command=\\\"x\\\" ssh-ed25519 AAAA\"]\n".into(),
            "no public SSH key",
        ),
        ("[access]\nssh_keys = \"ssh-ed25519 AAAA\"\n".into(), "invalid type"),
    ] {
        let fault = sections(&text).unwrap_err();
        assert!(fault.contains(expected), "{text}: {fault}");
    }
}

#[test]
fn an_ssh_key_is_one_by_its_own_word() {
    let key = |kind: &str, inner: &str| {
        use base64::prelude::{BASE64_STANDARD, Engine};
        let mut blob = u32::try_from(inner.len()).unwrap().to_be_bytes().to_vec();
        blob.extend(inner.as_bytes());
        blob.extend([9; 36]);
        format!("{kind} {}", BASE64_STANDARD.encode(blob))
    };
    for good in [key("ssh-rsa", "ssh-rsa"), key("ssh-ed25519", "ssh-ed25519") + " a b c"] {
        assert!(good.parse::<SshKey>().is_ok(), "{good}");
    }
    for bad in [
        key("ssh-rsa", "ssh-ed25519"),
        key("ssh-dss", "ssh-dss"),
        key("ssh-rsa", "ssh-rsa") + "\nssh-rsa AAAA",
        key("ssh-rsa", "ssh-rsa") + " \r",
        "ssh-rsa ".into(),
        "ssh-rsa AAAA".into(),
        String::new(),
    ] {
        assert!(bad.parse::<SshKey>().is_err(), "{bad:?}");
    }
}

#[test]
fn a_mark_stands_for_what_was_taken_over() {
    let wifi = "[network.wifi]\ncountry = \"CN\"\nssid = \"a\"\npassphrase = \"taken ov\"\n";
    let wifi = sections(wifi).unwrap().network.unwrap().wifi.unwrap();
    let passphrase = wifi.passphrase.unwrap();
    assert_eq!(passphrase, Entrusted::Taken);
    let kept = Entrusted::Given("12345678".into());
    assert_eq!(passphrase.clone().or(Some("12345678")), Ok(kept.clone()));
    assert_eq!(passphrase.or(None), Err(ValueFault::Site(SiteFault::NotKept)));
    assert_eq!(kept.clone().or(None), Ok(kept));
}

#[test]
fn radio_rules_are_those_that_the_file_names() {
    let of = |text: &str| NetworkSection::country_in(text).map(|it| it.as_str().to_owned());
    assert_eq!(of("[network]\ncountry = \"DE\"\n"), Some("DE".to_owned()));
    // The Wi-Fi's own goes first, and counts also in a file that is not good yet.
    let both = "[network]\ncountry = \"DE\"\n[network.wifi]\ncountry = \"FR\"\n[nonsense]\n";
    assert_eq!(of(both), Some("FR".to_owned()));
    for none in
        ["", "[network]\n", "[network]\ncountry = 3\n", "[network]\ncountry = \"de\"\n", "[torn"]
    {
        assert_eq!(of(none), None, "{none}");
    }
    let taken: NetworkSection = toml::from_str("country = \"DE\"").unwrap();
    assert_eq!(taken.radio_country().map(CountryCode::as_str), Some("DE"));
    assert_eq!(toml::from_str::<NetworkSection>(&toml::to_string(&taken).unwrap()).unwrap(), taken);
}
