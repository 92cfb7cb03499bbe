//! Tickets of another party: keys and signatures made by the `openssl` command, the 115 bytes
//! laid out by hand as the specification's table says.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use hallgate::clock::{china_civil, wire_time};

use super::site::{CINEMA, HALL, Site, cinema, key};

/// Runs `openssl` over `input`.
fn openssl(arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let mut command = Command::new("openssl");
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the openssl command is installed");
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// A ticket as a cinema's own system prints it.
fn ticket(private: &Path, number: usize) -> String {
    let starts = wire_time(china_civil(jiff::Timestamp::now()));
    let message = [
        format!("{CINEMA}{number:08}"),
        HALL.to_owned(),
        // Short fields are filled up at their end.
        "0011051920".to_owned() + "00",
        "SESSION7".to_owned() + "00000000",
        starts,
        "A07".to_owned() + "0000000000000",
        "35.000".to_owned(),
        "3.0000".to_owned(),
    ]
    .concat();
    assert_eq!(message.len(), 107);
    let private = private.to_str().unwrap();
    let sign = ["rsautl", "-sign", "-pkcs", "-inkey", private];
    let block = openssl(&sign, message.as_bytes());
    let coded = String::from_utf8(openssl(&["base64", "-A"], &block)).unwrap();
    format!("{CINEMA}{coded}")
}

#[test]
fn tickets_of_every_key_size_are_read_whatever_form_the_key_is_handed_out_in() {
    let site = Site::new();
    let made = site.path("made.key");
    std::fs::write(&made, openssl(&["genrsa", "1024"], b"")).unwrap();
    let made_public = openssl(&["rsa", "-in", made.to_str().unwrap(), "-pubout"], b"");
    let mut public = vec![String::from_utf8(made_public).unwrap()];
    let mut private = vec![made];
    for (name, form) in [
        ("rsa1031", "pkcs1_pem"),
        ("rsa2048", "spki_base64"),
        ("rsa3072", "spki_pem"),
        ("rsa4096e3", "pkcs1_base64"),
    ] {
        site.write_secret(name, &key(name, "private_pem"));
        private.push(site.path(name));
        public.push(key(name, form));
    }
    for (day, public) in public.iter().enumerate() {
        let since = jiff::civil::date(2026, 1, 1 + day as i8).at(0, 0, 0, 0);
        site.platform.add_cinema_key(cinema(), public, since).unwrap();
    }
    // One that nobody can read holds back no other.
    let since = jiff::civil::date(2026, 2, 1).at(0, 0, 0, 0);
    site.platform.add_cinema_key(cinema(), "no key at all", since).unwrap();
    let texts: Vec<String> =
        private.iter().enumerate().map(|(number, path)| ticket(path, number)).collect();
    assert_eq!(texts[0].len(), 180);
    assert_eq!(texts[2].len(), 352);
    site.show_each(&texts);
    let ended = site.start().end();
    assert_eq!(ended.reasons(), ["ok"; 5], "{}", ended.stderr);
    let first = ended.of("verdict")[0];
    assert_eq!(first["film_ticket_code"], format!("{CINEMA}00000000"));
    assert_eq!(first["session_code"], "SESSION700000000");
    let received = site.platform.received().unwrap();
    assert_eq!(received.len(), 5);
    for (received, text) in received.iter().zip(&texts) {
        assert_eq!(&received.record.ticket_info_code, text);
        assert_eq!((received.record.price.0, received.record.service.0), (3500, 300));
    }
}
