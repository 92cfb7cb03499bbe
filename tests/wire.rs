//! What goes over the wire, byte for byte, and what may come back.

#[path = "wire/channel.rs"]
mod channel;
#[path = "wire/loose.rs"]
mod loose;
#[path = "vectors/files.rs"]
mod vectors;

use std::fmt::Debug;

use hallgate::ticket::Fen;
use hallgate::wire::calls::{
    Api, Call, CheckTicket, EnrolmentQuery, EnrolmentReply, PublicKeyEntry, PublicKeysQuery,
    PublicKeysReply, ReportQuery, ReportReply, TicketInfo, TicketQuery, TicketReply, TicketType,
};
use hallgate::wire::{
    Reply, ReplyError, Request, SignatureError, SignatureForm, SignedRequest, TerminalKey, verify,
};
use vectors::text;

const ASKED: &str = "4401020187654321";

fn golden(name: &str) -> String {
    let path = format!("{}/tests/wire/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{path}: {fault}"))
}

fn key() -> TerminalKey {
    TerminalKey::from_pem(&golden("terminal.pem")).unwrap()
}

fn record() -> CheckTicket {
    CheckTicket {
        ticket_info_code: format!("44010201{}QUI=", "QUJD".repeat(42)),
        check_time: "2024-02-29T19:21:07".parse().unwrap(),
        screen_code: "0000000000000012".parse().unwrap(),
        screen_name: "12号厅 \"IMAX\"".into(),
        film_code: "051201112024".parse().unwrap(),
        film_name: "囍事🎬".into(),
        session_code: "2024022900000042".parse().unwrap(),
        start_time: "2024-02-29T19:30:00".parse().unwrap(),
        ticket_type: TicketType::Web,
        film_ticket_code: ASKED.parse().unwrap(),
        row_num: 7,
        column_num: 15,
        price: Fen(4950),
        service: Fen(300),
    }
}

fn report() -> ReportQuery<'static> {
    let nameless = CheckTicket {
        check_time: "2024-02-29T19:21:08".parse().unwrap(),
        screen_name: String::new(),
        film_name: String::new(),
        ticket_type: TicketType::Counter,
        film_ticket_code: "4401020187654322".parse().unwrap(),
        row_num: 0,
        column_num: 0,
        price: Fen(100_000 * 100),
        service: Fen(5),
        ..record()
    };
    ReportQuery {
        cinema_code: "44010201".parse().unwrap(),
        check_tickets: vec![record(), nameless].into(),
    }
}

fn query() -> TicketQuery {
    TicketQuery {
        cinema_code: "44010201".parse().unwrap(),
        film_ticket_code: ASKED.parse().unwrap(),
        start_time: "2024-02-29T19:30:00".parse().unwrap(),
    }
}

fn ticket_info() -> TicketInfo {
    let record = record();
    TicketInfo {
        cinema_code: "44010201".parse().ok(),
        cinema_name: "星光影城".into(),
        screen_code: Some(record.screen_code),
        screen_name: "12号厅".into(),
        film_code: Some(record.film_code),
        film_name: "囍事".into(),
        session_code: Some(record.session_code),
        start_time: Some(record.start_time),
        ticket_type: Some(TicketType::Web),
        sell_time: "2024-02-28T10:00:00".into(),
        film_ticket_code: record.film_ticket_code,
        row_num: 7,
        column_num: 15,
        price: Some(Fen(4950)),
        service: Some(Fen(300)),
        check_status: Some(false),
        refund_status: Some(true),
        refund_time: "2024-02-29T12:00:00".into(),
    }
}

/// Writes a call and its reply, compares them with the golden files, and reads the reply back.
fn assert_call<C: Call<Reply: Debug + PartialEq>>(query: &C, data: &C::Reply) {
    let name = C::API.as_str();
    let datetime = "2024-02-29T19:21:30".parse().unwrap();
    let request = SignedRequest::new(&key(), SignatureForm::LowerHex, "hall-12", datetime, query);
    assert_eq!(request.unwrap().body, golden(&format!("{name}.request.json")));

    let written = Reply::write::<C>("2024-02-29T19:21:31".parse().unwrap(), data).unwrap();
    assert_eq!(written, golden(&format!("{name}.reply.json")));
    let reply = Reply::parse(written.as_bytes()).unwrap();
    assert_eq!(reply.datetime, Some("2024-02-29T19:21:31".parse().unwrap()));
    let read = query.read(&reply).unwrap();
    assert_eq!((&read.data, read.flaws), (data, vec![]));
}

#[test]
fn public_keys_go_over_the_wire_as_ever() {
    let entry = |public_key: &str, start_time: &str| PublicKeyEntry {
        public_key: public_key.into(),
        start_time: start_time.into(),
    };
    let keys = PublicKeysReply {
        public_keys: vec![
            entry("MIGfMA0GCSqGSIb3", "2019-01-01T15:34:00"),
            entry(
                "-----BEGIN PUBLIC KEY-----\nMIGf\n-----END PUBLIC KEY-----",
                "2019-01-01T09:00:00",
            ),
        ],
    };
    assert_call(&PublicKeysQuery { cinema_code: "44010201".parse().unwrap() }, &keys);
}

#[test]
fn a_report_goes_over_the_wire_as_ever() {
    assert_call(&report(), &ReportReply::TAKEN);
}

#[test]
fn a_ticket_query_goes_over_the_wire_as_ever() {
    assert_call(&query(), &TicketReply { ticket: Some(ticket_info()) });
    // A ticket that is not known is an empty object.
    let nothing = TicketReply { ticket: None };
    let written = Reply::write::<TicketQuery>("2024-02-29T19:21:31".parse().unwrap(), &nothing);
    assert!(written.unwrap().ends_with(r#""ReplyData":{}}"#));
}

#[test]
fn an_enrolment_goes_over_the_wire_as_ever() {
    let query = EnrolmentQuery {
        version: "1.0".into(),
        code: "K7QM-2XPA-9D4T-HJ6W".into(),
        public_key: "MIGfMA0GCSqGSIb3".into(),
    };
    assert_eq!(serde_json::to_string(&query).unwrap(), golden("Enrol.request.json"));
    let read: EnrolmentQuery = serde_json::from_str(&golden("Enrol.request.json")).unwrap();
    assert!(read == query, "a code is never printed");
    let data =
        EnrolmentReply { username: "hall-12".into(), cinema_code: "44010201".parse().unwrap() };
    let at = "2024-02-29T19:21:31".parse().unwrap();
    let written = Reply::write_own::<EnrolmentQuery>(at, &data).unwrap();
    assert_eq!(written, golden("Enrol.reply.json"));
    let reply = Reply::parse(written.as_bytes()).unwrap();
    assert_eq!(serde_json::from_str::<EnrolmentReply>(reply.written()).unwrap(), data);
}

#[test]
fn golden_requests_read_and_verify_at_the_other_end() {
    for api in Api::ALL.iter().copied() {
        let body = golden(&format!("{}.request.json", api.as_str()));
        let request: Request = serde_json::from_str(&body).unwrap();
        let signed = request.signed_text();
        assert_eq!(Api::from_name(&request.api), Some(api));
        let public = key().public();
        let form = SignatureForm::LowerHex;
        assert_eq!(verify(&public, form, &signed, &request.signature), Ok(()));
        let longer = format!("{signed} ");
        let mismatch = Err(SignatureError::Mismatch);
        assert_eq!(verify(&public, form, &longer, &request.signature), mismatch);
        assert_eq!(verify(&public, SignatureForm::Raw, &signed, &request.signature), mismatch);
        if api == Api::ReportOriginalCheckTickets {
            let read: ReportQuery = serde_json::from_str(request.query_data.get()).unwrap();
            assert_eq!(read, report());
        }
    }
}

#[test]
fn signatures_made_elsewhere_are_made_here_and_verified() {
    vectors::each("signatures", |keys, entry| {
        let key = TerminalKey::from_pem(text(&keys[text(entry, "key")], "private_pem"))
            .map_err(|fault| fault.to_string())?;
        let form: SignatureForm = serde_json::from_value(entry["form"].clone()).unwrap();
        assert_eq!(SignatureForm::from_name(text(entry, "form")), Some(form));
        let parts = ["version", "datetime", "username", "api", "query_data"];
        let signed: String = parts.map(|part| text(entry, part)).concat();
        let signature = text(entry, "signature");
        if key.sign(form, &signed).as_deref() != Ok(signature) {
            return Err(format!("{form:?} signs otherwise"));
        }
        for judged in SignatureForm::ALL.iter().copied() {
            let wanted = if judged == form { Ok(()) } else { Err(SignatureError::Mismatch) };
            if verify(&key.public(), judged, &signed, signature) != wanted {
                return Err(format!("{form:?} judged as {judged:?}"));
            }
        }
        Ok(())
    });
}

#[test]
fn a_key_reads_in_both_forms_of_pem_and_nothing_else_does() {
    assert!(TerminalKey::from_pem(&format!("\n{}\n\n", golden("terminal.pem"))).is_ok());
    for text in ["", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "密钥"] {
        assert_eq!(TerminalKey::from_pem(text).err(), Some(SignatureError::Key), "{text:?}");
    }
    assert_eq!(
        verify(&key().public(), SignatureForm::LowerHex, "", "no Base64!"),
        Err(SignatureError::Base64)
    );
    assert!(!format!("{:?}", key()).contains("RsaPrivateKey"));
}

#[test]
fn envelopes_are_read_with_suspicion() {
    let reads = |body: &str| Reply::parse(body.as_bytes()).map(|reply| reply.datetime);
    let at = Some("2024-02-29T19:21:31".parse().unwrap());
    for (body, datetime) in [
        (r#"{"Version":"1.0","Datetime":"2024-02-29T19:21:31","ReplyData":{}}"#, at),
        (r#"{"Version":1.0,"Datetime":"2024-02-29T19:21:31","ReplyData":null}"#, at),
        (
            "\u{feff} {\"ReplyData\":[],\"Datetime\":\"2024-02-29T19:21:31\",\"More\":{\"a\":[1]}}\r\n",
            at,
        ),
        (r#"{"Version":null,"ReplyData":{}}"#, None),
        (r#"{"Version":1,"Datetime":"2024-02-30T00:00:00","ReplyData":{}}"#, None),
        (r#"{"Version":"1.0","Datetime":1709205691,"ReplyData":""}"#, None),
    ] {
        assert_eq!(reads(body).unwrap(), datetime, "{body}");
    }
    for (body, wanted) in [
        ("<html><head><TITLE> Wi-Fi 登录 </TITLE>", "page  (\"Wi-Fi 登录\")"),
        ("<!DOCTYPE html><html></html>", "page "),
        ("<title>İ</title>", "page  (\"İ\")"),
        ("", "no JSON"),
        ("OK", "no JSON"),
        (r#"{"Version":"1.0","ReplyData":{"#, "no JSON"),
        ("null", "NoObject"),
        ("[]", "NoObject"),
        ("{}", "NoReplyData"),
        (r#"{"Version":"1.0","replydata":{}}"#, "NoReplyData"),
    ] {
        let fault = match reads(body).unwrap_err() {
            ReplyError::Page(title) => format!("page {title}"),
            ReplyError::Json(_) => "no JSON".to_owned(),
            ReplyError::Envelope(why) => format!("{why:?}"),
            ReplyError::Data(bad) => format!("{bad:?}"),
        };
        assert_eq!(fault, wanted, "{body}");
    }
    assert!(Reply::parse(b"\xff\xfe\x00{").is_err());
    let deep = format!("{{\"ReplyData\":{}", "[".repeat(100_000));
    assert!(Reply::parse(deep.as_bytes()).is_err());
}
