//! What can happen to a call between terminal and platform: a table.

use super::certificates::Flaw;
use super::http::Reply;

/// A place in a message.
#[derive(Debug, Clone, Copy)]
pub enum Place {
    At(usize),
    /// In so many parts of a hundred.
    Percent(usize),
    /// So many bytes before its end.
    BeforeEnd(usize),
    /// Between head and body, so many bytes into the body.
    Body(usize),
}

impl Place {
    pub fn of(self, message: &[u8]) -> usize {
        let head = message.windows(4).position(|four| four == b"\r\n\r\n").map_or(0, |at| at + 4);
        let place = match self {
            Self::At(at) => at,
            Self::Percent(part) => message.len() * part / 100,
            Self::BeforeEnd(count) => message.len().saturating_sub(count),
            Self::Body(at) => head + at,
        };
        place.min(message.len())
    }
}

#[derive(Clone, Copy)]
pub enum Trouble {
    // Before there is a connection: whatever call opens one meets it.
    Reset,
    CutHandshake(usize),
    Silent,
    /// Something that does not speak TLS.
    Says(&'static str),
    Certificate(Flaw),
    // On the way there.
    CutRequest(Place),
    RequestTwice,
    // On the way back; the platform has done what it was asked.
    Delay(u64),
    Lost,
    CutReply(Place),
    /// So many bytes of the encrypted reply: in the middle of a TLS record.
    CutRecord(usize),
    Stall(Place),
    Trickle,
    /// The whole reply again right behind it; what is asked next on that connection is lost.
    Twice,
    /// The reply to another call.
    Swapped,
    /// The last reply to the same call, and the true one never.
    Stale,
    Reshaped(fn(&Reply) -> Vec<u8>),
    // In place of the platform, which never hears of it.
    Instead(fn() -> Vec<u8>),
    /// A head, and then the same for ever.
    Endless(&'static str, &'static str),
}

impl Trouble {
    /// Whether it strikes before anybody can tell what is asked.
    pub fn is_of_the_connection(self) -> bool {
        use Trouble::*;
        matches!(self, Reset | CutHandshake(_) | Silent | Says(_) | Certificate(_))
    }
}

/// A row: its name, what happens, and whether the true answer arrives all the same.
pub type Row = (&'static str, Trouble, bool);

const JSON: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

fn http(status: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\n\r\n{body}").into_bytes()
}

/// The reply with another length in its head than the body has.
fn with_length(reply: &Reply, lengths: &[String]) -> Vec<u8> {
    let mut head = JSON.to_owned();
    for length in lengths {
        head.push_str(&format!("Content-Length: {length}\r\n"));
    }
    [head.as_bytes(), b"\r\n", &reply.body].concat()
}

fn under(status: &str, reply: &Reply) -> Vec<u8> {
    http(status, std::str::from_utf8(&reply.body).unwrap())
}

fn chunked(reply: &Reply, size_of: fn(usize) -> String) -> Vec<u8> {
    let mut all = format!("{JSON}Transfer-Encoding: chunked\r\n\r\n").into_bytes();
    for part in reply.body.chunks(100) {
        all.extend(format!("{}\r\n", size_of(part.len())).into_bytes());
        all.extend(part);
        all.extend(b"\r\n");
    }
    all.extend(b"0\r\n\r\n");
    all
}

const PORTAL: &str = "<!DOCTYPE html><html><head><title>Wi-Fi 登录</title></head><body></body>";

pub const TROUBLES: &[Row] = &[
    ("reset on connecting", Trouble::Reset, false),
    ("reset in handshake", Trouble::CutHandshake(0), false),
    ("handshake cut after 1 byte", Trouble::CutHandshake(1), false),
    ("handshake cut after 200 bytes", Trouble::CutHandshake(200), false),
    ("handshake cut before its end", Trouble::CutHandshake(700), false),
    ("silent port", Trouble::Silent, false),
    ("plain HTTP", Trouble::Says("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"), false),
    ("another protocol", Trouble::Says("SSH-2.0-OpenSSH_9.2\r\n"), false),
    ("expired certificate", Trouble::Certificate(Flaw::Expired), false),
    ("certificate not yet valid", Trouble::Certificate(Flaw::NotYetValid), false),
    ("certificate of another host", Trouble::Certificate(Flaw::OtherHost), false),
    ("unknown authority", Trouble::Certificate(Flaw::OtherAuthority), false),
    ("self-signed certificate", Trouble::Certificate(Flaw::SelfSigned), false),
    ("request cut before its first byte", Trouble::CutRequest(Place::At(0)), false),
    ("request cut in its head", Trouble::CutRequest(Place::At(40)), false),
    ("request cut behind its head", Trouble::CutRequest(Place::Body(0)), false),
    ("request cut in its body", Trouble::CutRequest(Place::Percent(70)), false),
    ("request cut before its last byte", Trouble::CutRequest(Place::BeforeEnd(1)), false),
    ("request delivered twice", Trouble::RequestTwice, true),
    ("reply late by 0.3 s", Trouble::Delay(300), true),
    ("reply later than anybody waits", Trouble::Delay(600_000), false),
    ("reply lost", Trouble::Lost, false),
    ("reply cut after 1 byte", Trouble::CutReply(Place::At(1)), false),
    ("reply cut in its head", Trouble::CutReply(Place::At(30)), false),
    ("reply cut behind its head", Trouble::CutReply(Place::Body(0)), false),
    ("reply cut in its body", Trouble::CutReply(Place::Body(30)), false),
    ("reply cut before its last byte", Trouble::CutReply(Place::BeforeEnd(1)), false),
    ("reply cut in a TLS record", Trouble::CutRecord(25), false),
    ("reply stalls in its head", Trouble::Stall(Place::At(20)), false),
    ("reply stalls in its body", Trouble::Stall(Place::Percent(90)), false),
    ("reply byte by byte", Trouble::Trickle, true),
    ("reply twice", Trouble::Twice, true),
    ("reply to another call", Trouble::Swapped, false),
    ("the last reply again", Trouble::Stale, false),
    ("login page", Trouble::Instead(|| http("200 OK", PORTAL)), false),
    ("login page, status 511", Trouble::Instead(|| http("511 Login", PORTAL)), false),
    (
        "redirect to another host",
        Trouble::Instead(|| {
            b"HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example/\r\nContent-Length: 0\r\n\r\n"
                .to_vec()
        }),
        false,
    ),
    (
        "redirect to itself",
        Trouble::Instead(|| {
            b"HTTP/1.1 307 Again\r\nLocation: /\r\nContent-Length: 0\r\n\r\n".to_vec()
        }),
        false,
    ),
    ("status 204", Trouble::Instead(|| b"HTTP/1.1 204 Nothing\r\n\r\n".to_vec()), false),
    ("status 400 without a reply", Trouble::Instead(|| http("400 Bad", "")), false),
    ("status 401", Trouble::Instead(|| http("401 Who", "")), false),
    ("status 403", Trouble::Instead(|| http("403 No", "")), false),
    ("status 404", Trouble::Instead(|| http("404 Gone", "nothing here")), false),
    ("status 408", Trouble::Instead(|| http("408 Slow", "")), false),
    ("status 413", Trouble::Instead(|| http("413 Large", "")), false),
    ("status 429", Trouble::Instead(|| http("429 Often", "")), false),
    ("status 500", Trouble::Instead(|| http("500 Broken", "")), false),
    ("status 502", Trouble::Instead(|| http("502 Proxy", PORTAL)), false),
    ("status 503", Trouble::Instead(|| http("503 Busy", "")), false),
    ("status 500 over a true reply", Trouble::Reshaped(|reply| under("500 Broken", reply)), false),
    ("status 201 over a true reply", Trouble::Reshaped(|reply| under("201 Made", reply)), false),
    ("status 999 over a true reply", Trouble::Reshaped(|reply| under("999 What", reply)), false),
    (
        "huge reply",
        Trouble::Instead(|| http("200 OK", &format!("{{\"x\":\"{}\"}}", "x".repeat(5 << 20)))),
        false,
    ),
    ("endless body", Trouble::Endless("HTTP/1.1 200 OK\r\n\r\n{\"a\":\"", "aaaaaaaa"), false),
    (
        "endless chunks",
        Trouble::Endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "2\r\n[[\r\n"),
        false,
    ),
    ("endless head", Trouble::Endless("HTTP/1.1 200 OK\r\n", "X-More: and more\r\n"), false),
    ("endless interim replies", Trouble::Endless("", "HTTP/1.1 100 Continue\r\n\r\n"), false),
    (
        "length too long",
        Trouble::Reshaped(|reply| with_length(reply, &[(reply.body.len() + 10).to_string()])),
        false,
    ),
    (
        "length too short",
        Trouble::Reshaped(|reply| with_length(reply, &[(reply.body.len() - 10).to_string()])),
        false,
    ),
    ("length below nothing", Trouble::Reshaped(|reply| with_length(reply, &["-1".into()])), false),
    (
        "two lengths",
        Trouble::Reshaped(|reply| with_length(reply, &["5".into(), reply.body.len().to_string()])),
        false,
    ),
    (
        "no length, closed at its end",
        Trouble::Reshaped(|reply| {
            [JSON.as_bytes(), b"Connection: close\r\n\r\n", &reply.body].concat()
        }),
        true,
    ),
    ("in chunks", Trouble::Reshaped(|reply| chunked(reply, |size| format!("{size:x}"))), true),
    (
        "in chunks of a wrong size",
        Trouble::Reshaped(|reply| chunked(reply, |size| format!("{:x}", size + 7))),
        false,
    ),
    (
        "behind an interim reply",
        Trouble::Reshaped(|reply| {
            [b"HTTP/1.1 100 Continue\r\n\r\n".as_slice(), &reply.bytes()].concat()
        }),
        true,
    ),
    (
        "behind an empty line",
        Trouble::Reshaped(|reply| [b"\r\n".as_slice(), &reply.bytes()].concat()),
        false,
    ),
    (
        "behind a byte order mark",
        Trouble::Reshaped(|reply| {
            http("200 OK", &format!("\u{feff}{}", String::from_utf8_lossy(&reply.body)))
        }),
        true,
    ),
    (
        "not UTF-8",
        Trouble::Instead(|| [JSON.as_bytes(), b"Content-Length: 3\r\n\r\n\xff\xfe{"].concat()),
        false,
    ),
    ("empty reply", Trouble::Instead(|| http("200 OK", "")), false),
    ("empty object", Trouble::Instead(|| http("200 OK", "{}")), false),
    (
        "data that is null",
        Trouble::Reshaped(|reply| {
            let body = String::from_utf8_lossy(&reply.body);
            let before = body.split("\"ReplyData\":").next().unwrap();
            http("200 OK", &format!("{before}\"ReplyData\":null}}"))
        }),
        false,
    ),
    ("nested without end", Trouble::Instead(|| http("200 OK", &"[".repeat(100_000))), false),
    ("not HTTP", Trouble::Instead(|| b"ICY 200 OK\r\nContent-Length: 2\r\n\r\n{}".to_vec()), false),
];
