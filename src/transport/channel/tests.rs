use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread::JoinHandle;

use zeroize::Zeroizing;

use super::*;
use crate::channel::calls::{QueryHalls, SubmitOrder};

const GOOD: &str = "HTTP/1.1 200 OK\r\nDate: Mon, 30 Nov 2026 01:42:29 GMT\r\n\
    Content-Length: 22\r\nConnection: close\r\n\r\n{\"code\":1,\"halls\":[]} ";

const HALLS: QueryHalls = QueryHalls { cinema_id: 529 };

/// A server that answers one request and tells it.
fn server(answer: impl Into<Vec<u8>>) -> (SocketAddr, JoinHandle<String>) {
    let (listener, answer) = (TcpListener::bind("127.0.0.1:0").unwrap(), answer.into());
    let address = listener.local_addr().unwrap();
    let serve = move || {
        let (mut stream, _) = listener.accept().unwrap();
        let request = request(&mut stream);
        // Whoever has read enough may be gone.
        let _ = stream.write_all(&answer);
        request
    };
    (address, std::thread::spawn(serve))
}

fn request(stream: &mut TcpStream) -> String {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&request).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse::<usize>().ok()
            });
            if body.len() >= length.unwrap_or(0) {
                return text;
            }
        }
        // The beginning of TLS has no end that a line would tell.
        if request.first() == Some(&0x16) {
            return text;
        }
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return text,
            Ok(count) => request.extend(&buffer[..count]),
        }
    }
}

fn channel(uri: &str) -> ChannelClient {
    let patient = Duration::from_secs(60);
    let remote = ChannelRemote {
        uri: uri.parse().unwrap(),
        connect_timeout: patient,
        request_timeout: patient,
    };
    let secret = Zeroizing::new("s3cret".to_owned());
    ChannelClient::new(&remote, Credentials { channel_code: "1001".into(), secret }).unwrap()
}

fn at(address: SocketAddr) -> ChannelClient {
    channel(&format!("http://{address}/api/"))
}

fn fault_of(answer: impl Into<Vec<u8>>) -> ChannelFault {
    let (address, server) = server(answer);
    let fault = at(address).call(&HALLS, None).outcome.unwrap_err();
    server.join().unwrap();
    fault
}

#[test]
fn a_call_is_signed_and_goes_in_the_address() {
    let (address, server) = server(GOOD);
    let called = at(address).call(&HALLS, None);
    assert_eq!(called.date.unwrap().to_string(), "2026-11-30T01:42:29Z");
    assert!(called.outcome.unwrap().data.halls.is_empty());
    let request = server.join().unwrap();
    let sign = crate::channel::sign(&[("channelCode", "1001"), ("cinemaID", "529")], "s3cret");
    let line = format!(
        "GET /api/queryHalls.aspx?channelCode=1001&cinemaID=529&sign={} HTTP/1.1\r\n",
        sign.unwrap()
    );
    assert!(request.starts_with(&line), "{request}");
    assert!(!request.contains("s3cret"), "{request}");
}

#[test]
fn a_mobile_number_goes_in_the_body() {
    let (address, server) = server(GOOD);
    let call = SubmitOrder {
        order_external_id: "A 1&é".into(),
        amount: 2800,
        mobile: "13800000000".into(),
    };
    // é is in code page 936.
    assert!(at(address).call(&call, None).outcome.is_ok());
    let request = server.join().unwrap();
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("POST /api/submitOrder.aspx HTTP/1.1\r\n"), "{head}");
    assert!(head.contains("application/x-www-form-urlencoded") && !head.contains("138"), "{head}");
    let begin =
        "channelCode=1001&mobile=13800000000&amount=2800&orderExternalID=A%201%26%C3%A9&sign=";
    assert!(body.starts_with(begin) && body.len() == begin.len() + 32, "{body}");
    let shown = format!(
        "{call:?} {:?} {:?}",
        at(address),
        Credentials { channel_code: "1001".into(), secret: Zeroizing::new("s3cret".to_owned()) }
    );
    assert!(!shown.contains("138") && !shown.contains("s3cret"), "{shown}");
}

#[test]
fn what_cannot_be_signed_is_not_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let call = crate::channel::calls::ReleaseSeats { order_external_id: "𠮷".into() };
    let called = at(listener.local_addr().unwrap()).call(&call, None);
    let wanted = Unsendable { parameter: "orderExternalID".into(), character: '𠮷' };
    assert_eq!(called.outcome, Err(ChannelFault::Unsendable(wanted)));
    assert!(listener.accept().is_err());
}

#[test]
fn a_redirect_is_a_fault_and_not_followed() {
    let elsewhere = TcpListener::bind("127.0.0.1:0").unwrap();
    elsewhere.set_nonblocking(true).unwrap();
    let location = elsewhere.local_addr().unwrap();
    for status in [301, 302, 303, 307, 308, 300, 304] {
        let fault = fault_of(format!(
            "HTTP/1.1 {status} Moved\r\nLocation: http://{location}/\r\nContent-Length: 0\r\n\r\n"
        ));
        assert_eq!(fault, ChannelFault::Redirected(status));
    }
    assert!(elsewhere.accept().is_err());
}

#[test]
fn another_status_is_a_fault_whatever_comes_with_it() {
    for status in [201, 400, 401, 404, 500, 503] {
        let fault = fault_of(GOOD.replacen("200", &status.to_string(), 1));
        assert_eq!(fault, ChannelFault::Status(status));
    }
}

#[test]
fn a_body_is_bounded() {
    let of = |length: u64| {
        let mut answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{{\"code\":1,\"halls\":[]}}"
        )
        .into_bytes();
        answer.resize(answer.len() + usize::try_from(length).unwrap() - 21, b' ');
        answer
    };
    let (address, server) = server(of(LONGEST_BODY));
    assert!(at(address).call(&HALLS, None).outcome.is_ok());
    server.join().unwrap();
    assert_eq!(fault_of(of(LONGEST_BODY + 1)), ChannelFault::Link(Fault::TooBig));
    // As long as it likes, and nobody knows how long.
    let mut endless = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".to_vec();
    endless.resize(20 << 20, b' ');
    assert_eq!(fault_of(endless), ChannelFault::Link(Fault::TooBig));
}

#[test]
fn what_is_cut_off_or_no_http_is_a_fault() {
    for (answer, wanted) in [
        ("", Fault::CutOff),
        (&GOOD[..GOOD.len() - 9], Fault::CutOff),
        ("220 smtp.example ESMTP\r\n\r\n", Fault::NotHttp),
    ] {
        assert_eq!(fault_of(answer), ChannelFault::Link(wanted), "{answer}");
    }
    let page =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>";
    assert_eq!(fault_of(page), ChannelFault::Reply(ReplyFault::Page(String::new())));
    let empty = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    assert_eq!(fault_of(empty), ChannelFault::Reply(ReplyFault::Empty));
}

#[test]
fn a_limit_ends_the_wait() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let channel = at(listener.local_addr().unwrap());
    let fault = channel.call(&HALLS, Some(Duration::from_millis(50))).outcome.unwrap_err();
    assert_eq!(fault, ChannelFault::Link(Fault::Timeout));
    assert!(fault.is_unclear());
}

#[test]
fn nobody_there_has_nothing_carried_out() {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let fault = at(address).call(&HALLS, None).outcome.unwrap_err();
    assert_eq!(fault, ChannelFault::Link(Fault::Refused));
    assert!(!fault.is_unclear());
}

#[test]
fn an_https_address_is_never_spoken_to_in_plain() {
    let (address, server) = server(GOOD);
    let fault = channel(&format!("https://{address}/api/")).call(&HALLS, None).outcome;
    assert_eq!(fault.unwrap_err(), ChannelFault::Link(Fault::NotTls));
    assert!(!server.join().unwrap().contains("queryHalls"));
}

#[test]
fn a_fault_is_kept_and_told_again_in_either_language() {
    let refused = crate::channel::ReplyFault::Refused {
        code: crate::channel::RefusalCode::SIGNATURE,
        msg: "签名错误".into(),
    };
    for fault in [
        ChannelFault::Redirected(302),
        ChannelFault::Reply(refused),
        ChannelFault::Link(Fault::Timeout),
        ChannelFault::Reply(ReplyFault::Unreadable { at: 7 }),
    ] {
        assert_eq!(ChannelFault::of_kept(&fault.kept()), Some(fault));
    }
    assert_eq!(ChannelFault::of_kept("no fault"), None);
}
