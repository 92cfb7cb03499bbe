//! What a fault is told as.

use super::*;
use crate::wire::{DataFault, Reply, SignatureError};

#[test]
fn a_reply_of_no_use_is_told_apart() {
    let fault = |body: &str| Reply::parse(body.as_bytes()).map(drop).map_err(Fault::from);
    assert_eq!(
        fault("<html><title>Hotel</title></html>"),
        Err(Fault::Portal(" (\"Hotel\")".into()))
    );
    assert_eq!(fault("certainly").unwrap_err().name(), "not_json");
    assert_eq!(fault("{\"Version\":").unwrap_err().name(), "not_json");
    assert_eq!(fault("{}"), Err(Fault::NoEnvelope(BadEnvelope::NoReplyData)));
    assert_eq!(fault("[7]"), Err(Fault::NoEnvelope(BadEnvelope::NoObject)));
}

#[test]
fn a_broken_connection_is_told_apart() {
    for (kind, code) in [
        (io::ErrorKind::ConnectionRefused, "refused"),
        (io::ErrorKind::NetworkUnreachable, "no_route"),
        (io::ErrorKind::ConnectionReset, "cut_off"),
        (io::ErrorKind::TimedOut, "timeout"),
        (io::ErrorKind::Other, "network"),
    ] {
        assert_eq!(Fault::from(ureq::Error::Io(kind.into())).name(), code);
    }
    let wrapped = |bad| {
        let tls = rustls::Error::InvalidCertificate(bad);
        Fault::from(ureq::Error::Io(io::Error::new(io::ErrorKind::InvalidData, tls)))
    };
    assert_eq!(wrapped(CertificateError::Expired), Fault::TlsExpired);
    assert_eq!(wrapped(CertificateError::UnknownIssuer), Fault::TlsUntrusted);
}

fn bad_data() -> BadData {
    let (api, field) = ("ReportOriginalCheckTickets".to_owned(), "ReportResult".to_owned());
    BadData { api, field, what: DataFault::Unclear }
}

#[test]
fn what_is_kept_comes_back_and_a_sentence_is_none() {
    let part = || " (\"Hôtel\"\n{}) ".to_owned();
    for fault in [
        Fault::Name,
        Fault::NotHttp,
        Fault::Forbidden(403),
        Fault::RootExpired("2026-11-29".into()),
        Fault::Status(500),
        Fault::Tls(part()),
        Fault::Portal(part()),
        Fault::Network { errno: Some(24), said: part() },
        Fault::NoEnvelope(BadEnvelope::NoReplyData),
        Fault::NoSense(bad_data()),
        Fault::Request(RequestError::Signature(SignatureError::Sign)),
        Fault::Request(RequestError::Empty),
    ] {
        assert_eq!(Fault::of_kept(&fault.kept()), Some(fault.clone()));
        assert!(fault.kept().contains(&format!("\"{}\"", fault.name())), "{fault:?}");
    }
    for sentence in ["", "name", "the platform refuses the connection", "{\"tls\":7}"] {
        assert_eq!(Fault::of_kept(sentence), None);
    }
}

#[test]
fn the_distress_of_the_platform_is_not_the_loss_of_contact() {
    assert!(!Fault::of_status(500).is_link());
    assert!(Fault::of_status(302).is_link());
    assert!(Fault::Timeout.is_link());
}

#[test]
fn what_the_system_said_is_told_in_the_readers_language() {
    let cause = io::Error::from_raw_os_error(24);
    let fault = Fault::from(ureq::Error::Io(cause));
    assert!(fault.message(Language::English).contains("Too many open files"));
    assert!(fault.message(Language::Chinese).contains("打开的文件过多"));
    assert!(!fault.message(Language::English).contains("os error"));
}
