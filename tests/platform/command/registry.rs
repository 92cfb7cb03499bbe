//! Cinemas and terminals.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use hallgate::platform::enrolment;
use hallgate::platform::ledger::terminals;
use hallgate::wire::TerminalKey;
use jiff::Timestamp;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use sha2::{Digest, Sha256};

use super::operators::feed;
use super::{Site, over_each, program};

/// The code that a command printed.
fn code(output: &str) -> &str {
    let line = output.lines().find_map(|line| line.strip_prefix("code "));
    line.unwrap_or_else(|| panic!("no code: {output}"))
}

#[test]
fn cinemas_are_added_and_listed() {
    over_each(|site| {
        site.done(&["cinema", "add", "12345678", "--name", "和平影都"]);
        site.done(&["cinema", "add", "12345678"]);
        site.done(&["cinema", "add", "00000001"]);
        let listed = site.json(&["cinema", "list", "--format", "json"]);
        let codes: Vec<_> = listed.as_array().unwrap().iter().map(|it| &it["code"]).collect();
        assert_eq!(codes, ["00000001", "12345678"], "{}", site.engine);
        assert_eq!(listed[1]["name"], "和平影都");
        assert_eq!(listed[1]["keys"], 0);
        assert!(site.done(&["cinema", "list"]).contains("和平影都"));
    });
}

#[test]
fn a_terminal_that_cannot_enrol_gets_a_key_that_is_its_own_alone() {
    over_each(|site| {
        let out = site.folder.path().display().to_string();
        site.done(&["terminal", "add", "--cinema", "12345678", "hall-1", "--out", &out]);
        let file = site.at("hall-1.key");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        let key = TerminalKey::from_pem(&fs::read_to_string(&file).unwrap()).unwrap();
        let mut session = site.session();
        let known = terminals::find(&mut session, "hall-1").unwrap().unwrap();
        let public = rsa::pkcs8::EncodePublicKey::to_public_key_pem(
            &key.public(),
            rsa::pkcs8::LineEnding::LF,
        );
        assert_eq!(known.public_key.as_deref(), Some(public.unwrap().as_str()), "{}", site.engine);
        // Twice it is refused, and the key that is in use stays.
        let again = site.run(&["terminal", "add", "--cinema", "12345678", "hall-1", "--out", &out]);
        assert_eq!(again.code, 1);
        assert!(again.err.contains("HG1124"), "{}", again.err);
        // With a public key of its own nothing is written.
        let public = site.at("public.pem");
        fs::write(&public, known.public_key.unwrap()).unwrap();
        let public = public.display().to_string();
        let add = ["terminal", "add", "--cinema", "12345678", "hall-2", "--public-key", &public];
        site.done(&[&add[..], &["--signature", "md5-raw", "--out", &out]].concat());
        assert!(!site.at("hall-2.key").exists());
        let known = terminals::find(&mut session, "hall-2").unwrap().unwrap();
        assert_eq!(known.signature, "md5-raw");
    });
}

#[test]
fn a_code_is_told_once_and_only_its_sum_is_kept() {
    over_each(|site| {
        let enrol = ["terminal", "enrol", "--cinema", "12345678", "hall-1"];
        let screens = ["--screen", "0000000000000003", "--screen", "0000000000000004"];
        let output = site.done(&[&enrol[..], &screens].concat());
        let first = code(&output).to_owned();
        let mut session = site.session();
        let known = terminals::find(&mut session, "hall-1").unwrap().unwrap();
        assert_eq!(known.screens, ["0000000000000003", "0000000000000004"], "{}", site.engine);
        assert_eq!(known.public_key, None);
        // A code that is renewed makes the one before worthless.
        let second = site.done(&enrol);
        let second = code(&second);
        assert_ne!(first, second);
        let now = Timestamp::now();
        let mut enrols = |code: &str, key| {
            let sum = enrolment::digest(code);
            session.transaction(|it| terminals::enrol(it, &sum, key, now)).unwrap()
        };
        assert_eq!(enrols(&first, "key"), None);
        assert!(enrols(second, "key").is_some());
        assert_eq!(enrols(second, "key"), None);
        let rotated = site.done(&["terminal", "rotate", "hall-1", "--valid", "60"]);
        assert!(enrols(code(&rotated), "next").is_some());
        let listed = site.json(&["terminal", "list", "--format", "json"]);
        assert_eq!(listed[0]["state"], "rotating");
        let other = site.run(&["terminal", "enrol", "--cinema", "87654321", "hall-1"]);
        assert_eq!(other.code, 1);
        assert!(other.err.contains("12345678"), "{}", other.err);
    });
}

#[test]
fn revoking_is_asked_for_and_never_taken_back() {
    over_each(|site| {
        site.done(&["terminal", "enrol", "--cinema", "12345678", "hall-1"]);
        let unasked = site.run(&["terminal", "revoke", "hall-1"]);
        assert_eq!(unasked.code, 2);
        assert!(unasked.err.contains("--yes"), "{}", unasked.err);
        let listed = site.json(&["terminal", "list", "--format", "json"]);
        assert_eq!(listed[0]["state"], "invited");
        site.done(&["terminal", "revoke", "hall-1", "--yes"]);
        let listed = site.json(&["terminal", "list", "--format", "json"]);
        assert_eq!(listed[0]["state"], "revoked", "{}", site.engine);
        for words in [
            &["terminal", "revoke", "hall-1", "--yes"][..],
            &["terminal", "rotate", "hall-1"],
            &["terminal", "enrol", "--cinema", "12345678", "hall-1"],
            &["terminal", "revoke", "nobody", "--yes"],
        ] {
            assert_eq!(site.run(words).code, 1, "{words:?}");
        }
    });
}

/// An authority's certificate, and one of a server that it has signed.
fn certificates() -> [rcgen::Certificate; 2] {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(rcgen::DnType::CommonName, "an authority");
    let key = KeyPair::generate().unwrap();
    let authority = params.self_signed(&key).unwrap();
    let server = CertificateParams::new(vec!["check.example".to_owned()]).unwrap();
    let server = server.signed_by(&KeyPair::generate().unwrap(), &Issuer::new(params, key));
    [authority, server.unwrap()]
}

#[test]
fn a_picture_holds_all_that_a_terminal_needs() {
    let site = Site::with("sqlite", "[listen]\nhosts = [\"check.example\"]\n");
    let png = site.at("code.png");
    let picture = png.display().to_string();
    let enrol = ["terminal", "enrol", "--cinema", "12345678", "hall-1", "--qr", &picture];
    let early = site.run(&enrol);
    assert_eq!(early.code, 1);
    assert!(early.err.contains("HG1131") && !png.exists(), "{}", early.err);
    assert_eq!(site.done(&["terminal", "list", "--format", "json"]).trim(), "[]");
    let [authority, server] = certificates();
    // What a server shows of itself is nothing that signs for it.
    fs::write(site.at("data/ca.pem"), server.pem()).unwrap();
    assert_eq!(site.run(&enrol).code, 1);
    fs::write(site.at("data/ca.pem"), server.pem() + &authority.pem()).unwrap();
    let output = site.done(&[&enrol[..], &["--screen", "0000000000000003"]].concat());
    assert_eq!(fs::metadata(&png).unwrap().permissions().mode() & 0o777, 0o600);
    let grey = image::open(&png).unwrap().into_luma8();
    let (width, height) = (grey.width() as usize, grey.height() as usize);
    let mut seen = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        grey.get_pixel(x as u32, y as u32).0[0]
    });
    let (_, text) = seen.detect_grids()[0].decode().unwrap();
    let read: serde_json::Value = serde_json::from_str(&text).unwrap();
    let sum = hex::encode(Sha256::digest(authority.der()));
    let wanted = serde_json::json!({
        "version": 1,
        "url": "https://check.example:9000/",
        "ca_sha256": sum,
        "name": "hall-1",
        "cinema": "12345678",
        "screens": ["0000000000000003"],
        "code": code(&output),
    });
    assert_eq!(read, wanted);
}

#[test]
fn to_renew_a_terminal_takes_a_name_and_a_cinema_that_comes_with_one_is_logged() {
    over_each(|site| {
        let enrol = ["terminal", "enrol", "--cinema", "55555555", "hall-1"];
        site.done(&enrol);
        let log = site.json(&["audit", "show", "--format", "json"]);
        let kinds: Vec<_> = log.as_array().unwrap().iter().map(|it| it["kind"].clone()).collect();
        assert_eq!(kinds, ["cinema_added", "terminal_invited"], "{}", site.engine);
        let add = ["operator", "add", "chen", "--role", "admin", "--password-stdin"];
        assert_eq!(feed(program("C.UTF-8"), site, &add, "saal drei links\n").code, 0);
        assert_eq!(site.run(&enrol).code, 1, "{}", site.engine);
        site.done(&[&enrol[..], &["--as", "chen"]].concat());
        site.done(&["terminal", "enrol", "--cinema", "55555555", "hall-2"]);
    });
}
