//! A terminal's side of the wire, and a platform with something sold.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use hallgate::peer::{PeerPlatform, PeerSettings, Sale};
use hallgate::ticket::{CinemaCode, Fen, Ticket};
use hallgate::wire::calls::{Call, CheckTicket, ReportQuery, TicketQuery, TicketType};
use hallgate::wire::{Reply, SignatureForm, SignedRequest, TerminalKey};
use serde_json::Value;

pub const USERNAME: &str = "hall-12";

pub fn cinema() -> CinemaCode {
    "44010201".parse().unwrap()
}

/// Keys for tests: making them anew would take longer than all the rest.
static KEYS: LazyLock<Value> = LazyLock::new(|| {
    let file: Value = serde_json::from_str(include_str!("../vectors/openssl.json")).unwrap();
    file["keys"].clone()
});

pub fn pem(name: &str) -> String {
    KEYS[name]["private_pem"].as_str().unwrap().to_owned()
}

pub fn public_pem(name: &str) -> String {
    KEYS[name]["spki_pem"].as_str().unwrap().to_owned()
}

pub fn report(check_tickets: Vec<CheckTicket>) -> ReportQuery<'static> {
    ReportQuery { cinema_code: cinema(), check_tickets: check_tickets.into() }
}

/// A terminal's side of the wire.
pub struct Client {
    pub agent: ureq::Agent,
    pub url: String,
    pub key: TerminalKey,
}

impl Client {
    pub fn of(platform: &PeerPlatform) -> Self {
        Self::at(platform.url(), platform.ca_pem())
    }

    pub fn at(url: String, ca_pem: &str) -> Self {
        let ca = ureq::tls::Certificate::from_pem(ca_pem.as_bytes()).unwrap();
        let tls = ureq::tls::TlsConfig::builder()
            .provider(ureq::tls::TlsProvider::Rustls)
            .root_certs(ureq::tls::RootCerts::new_with_certs(&[ca]))
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = ureq::Agent::config_builder()
            .tls_config(tls)
            .https_only(true)
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(20)))
            .build();
        let key = TerminalKey::from_pem(&pem("terminal")).unwrap();
        Self { agent: config.into(), url, key }
    }

    pub fn post(&self, body: impl AsRef<[u8]>) -> Result<(u16, String), ureq::Error> {
        let mut response = self.agent.post(&self.url).send(body.as_ref())?;
        let status = response.status().as_u16();
        Ok((status, response.body_mut().read_to_string()?))
    }

    pub fn signed(&self, query: &impl Call) -> String {
        let datetime = "2024-02-29T19:21:30".parse().unwrap();
        SignedRequest::new(&self.key, SignatureForm::LowerHex, USERNAME, datetime, query)
            .unwrap()
            .body
    }

    /// A well signed request of any content, right or not.
    pub fn signed_raw(&self, version: &str, datetime: &str, api: &str, query: &str) -> String {
        let signed = [version, datetime, USERNAME, api, query].concat();
        let signature = self.key.sign(SignatureForm::LowerHex, &signed).unwrap();
        format!(
            r#"{{"QueryData":{query},"Version":"{version}","Datetime":"{datetime}","Username":"{USERNAME}","Api":"{api}","Signature":"{signature}"}}"#
        )
    }

    pub fn call(&self, query: &impl Call) -> (u16, String) {
        self.post(self.signed(query)).unwrap()
    }

    /// A report with QueryData of any content.
    pub fn report_raw(&self, query: &str) -> (u16, String) {
        let api = ReportQuery::API.as_str();
        self.post(self.signed_raw("1.0", "2024-02-29T19:21:30", api, query)).unwrap()
    }

    /// A report's result; the whole reply where there is none.
    pub fn report(&self, check_tickets: Vec<CheckTicket>) -> Result<bool, String> {
        let query = report(check_tickets);
        let (status, body) = self.call(&query);
        let result = Reply::parse(body.as_bytes()).and_then(|reply| query.read(&reply));
        match result {
            Ok(reply) if status == 200 => Ok(reply.data.report_result),
            _ => Err(format!("{status} {body}")),
        }
    }

    /// CheckStatus, RefundStatus, row, of a known ticket.
    pub fn ticket(&self, ticket: &Ticket) -> Option<(bool, bool, u32)> {
        let query = TicketQuery {
            cinema_code: cinema(),
            film_ticket_code: ticket.film_ticket_code,
            start_time: ticket.show_time,
        };
        let (status, body) = self.call(&query);
        assert_eq!(status, 200, "{body}");
        let reply = Reply::parse(body.as_bytes()).unwrap();
        let info = query.read(&reply).unwrap().data.ticket?;
        Some((info.check_status?, info.refund_status?, info.row_num))
    }
}

pub fn started(settings: PeerSettings) -> (PeerPlatform, Client) {
    let platform = PeerPlatform::start(settings).unwrap();
    platform.add_terminal(USERNAME, &public_pem("terminal"), cinema()).unwrap();
    let start = "2019-01-01T00:00:00".parse().unwrap();
    platform.add_cinema_key_pair(cinema(), &pem("rsa1024"), start).unwrap();
    let client = Client::of(&platform);
    (platform, client)
}

pub fn sale(number: usize) -> Sale {
    Sale {
        ticket: Ticket {
            film_ticket_code: format!("44010201{number:08}").parse().unwrap(),
            screen_code: "0000000000000012".parse().unwrap(),
            film_code: "051201112024".parse().unwrap(),
            session_code: "2024022900000042".parse().unwrap(),
            show_time: "2024-02-29T19:30:00".parse().unwrap(),
            seat_code: "0000000000031405".parse().unwrap(),
            price: Fen(4950),
            service_fee: Fen(300),
        },
        cinema_name: "星光影城".into(),
        screen_name: "12号厅".into(),
        film_name: "囍事".into(),
        row_num: 7,
        column_num: 15,
        ticket_type: TicketType::Web,
        sell_time: "2024-02-28T10:00:00".parse().unwrap(),
    }
}

pub fn record(sale: &Sale, code: &str) -> CheckTicket {
    let Ticket { screen_code, film_code, session_code, film_ticket_code, .. } = sale.ticket;
    CheckTicket {
        ticket_info_code: code.to_owned(),
        check_time: "2024-02-29T19:21:07".parse().unwrap(),
        screen_code,
        screen_name: sale.screen_name.clone(),
        film_code,
        film_name: sale.film_name.clone(),
        session_code,
        start_time: sale.ticket.show_time,
        ticket_type: sale.ticket_type,
        film_ticket_code,
        row_num: sale.row_num,
        column_num: sale.column_num,
        price: sale.ticket.price,
        service: sale.ticket.service_fee,
    }
}

pub fn sold(platform: &PeerPlatform, numbers: std::ops::Range<usize>) -> Vec<CheckTicket> {
    let sales: Vec<Sale> = numbers.map(sale).collect();
    let codes = platform.mint_tickets(cinema(), &sales).unwrap();
    sales.iter().zip(&codes).map(|(sale, code)| record(sale, code)).collect()
}
