//! A request's body as a platform takes it in: the envelope, its signature, and QueryData read as
//! strictly as it is there.

use std::sync::LazyLock;

use hallgate::clock::{parse_wire_time, wire_time};
use hallgate::wire::calls::{
    Api, Call, CheckTicket, PublicKeysQuery, ReportQuery, SentReport, TicketQuery,
};
use hallgate::wire::{Request, SignatureForm, proof, strict, verify};
use rsa::RsaPublicKey;
use rsa::pkcs8::DecodePublicKey;

/// The public half of the key `rsa1024` in `tests/vectors/openssl.json`, which was made for tests.
const KEY: &str = "-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDJ62+8CwpQCYwE+YQfzTSSMYBO
OWMmvX6rvmCg/aftMAtVmMC2yCkMcu2Ut1MIshPmZmejihiIMTgI/TiEb5NfZ4vH
Q3Za9avIEu5OhlifLnf3v89pqTelHyw5CXnkGqQlA2e12sA/uSlvsPMXZerdbMY1
8xkzwpUgUstnFDrrjQIDAQAB
-----END PUBLIC KEY-----
";

static TERMINAL: LazyLock<Option<RsaPublicKey>> =
    LazyLock::new(|| RsaPublicKey::from_public_key_pem(KEY).ok());

/// Reads the bytes as a body. Returns the call, if all of it reads.
///
/// What is signed has QueryData as it stands in the body; a record that reads is written and reads
/// the same again.
pub fn run(bytes: &[u8]) -> Option<Api> {
    let text = std::str::from_utf8(bytes).ok()?;
    let request: Request = serde_json::from_str(text).ok()?;
    let query = request.query_data.get();
    assert!(text.contains(query) && request.signed_text().ends_with(query));
    let key = TERMINAL.as_ref().expect("the key reads");
    for form in SignatureForm::ALL.iter().copied() {
        let _ = verify(key, form, &request.signed_text(), &request.signature);
    }
    if let Some(datetime) = parse_wire_time(&request.datetime) {
        assert_eq!(wire_time(datetime), request.datetime);
    }
    let api = Api::from_name(&request.api)?;
    let reads = match api {
        PublicKeysQuery::API => strict::exact::<PublicKeysQuery>(query).is_ok(),
        TicketQuery::API => strict::exact::<TicketQuery>(query).is_ok(),
        ReportQuery::API => report(query),
    };
    reads.then_some(api)
}

fn report(query: &str) -> bool {
    let Ok(report) = serde_json::from_str::<SentReport>(query) else { return false };
    report.check_tickets.iter().all(|raw| {
        let read = strict::record(raw.get());
        if let Ok(record) = &read {
            again(record);
            let _ = proof::possible(record, record.start_time);
            let _ = proof::genuine(record, report.cinema_code, &[]);
        }
        read.is_ok()
    })
}

fn again(record: &CheckTicket) {
    let written = serde_json::to_string(record).expect("a record is written");
    assert_eq!(strict::record(&written).as_ref(), Ok(record));
}
