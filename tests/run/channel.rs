//! A channel that answers as it is told: what stands behind a call's name, over plain HTTP on the loopback.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What is answered to one call.
#[derive(Clone)]
pub enum Reply {
    Json(String),
    /// The whole of it after the status line.
    Raw(Vec<u8>),
    /// Nothing, for so long.
    Silence(Duration),
}

/// The other side of the channel API, as far as a catalogue goes.
pub struct Channel {
    pub address: SocketAddr,
    replies: Arc<Mutex<HashMap<String, Reply>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Channel {
    /// One that answers each call with an empty list.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let replies = Arc::new(Mutex::new(HashMap::new()));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (own, noted) = (replies.clone(), asked.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (own, noted) = (own.clone(), noted.clone());
                std::thread::spawn(move || serve(stream, &own, &noted));
            }
        });
        let channel = Self { address, replies, asked };
        for (call, list) in [
            ("queryLocations", "locations"),
            ("queryCinemas", "cinemas"),
            ("queryMovies", "movies"),
            ("queryHalls", "halls"),
            ("queryShows", "shows"),
        ] {
            channel.json(call, &format!("{{\"code\":1,\"msg\":\"ok\",\"{list}\":[]}}"));
        }
        channel
    }

    pub fn set(&self, call: &str, reply: Reply) {
        self.replies.lock().unwrap().insert(call.into(), reply);
    }

    pub fn json(&self, call: &str, body: &str) {
        self.set(call, Reply::Json(body.into()));
    }

    /// The lines of requests so far.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn serve(
    mut stream: TcpStream,
    replies: &Mutex<HashMap<String, Reply>>,
    asked: &Mutex<Vec<String>>,
) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if !matches!(stream.read(&mut byte), Ok(1)) {
            return;
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let line = head.lines().next().unwrap_or_default().to_owned();
    let call = line.split(['/', '.']).nth(2).unwrap_or_default().to_owned();
    asked.lock().unwrap().push(line);
    let reply = replies.lock().unwrap().get(&call).cloned();
    // Whoever has hung up does not read it.
    let _ = match reply {
        Some(Reply::Json(body)) => write!(
            stream,
            "HTTP/1.1 200 OK\r\nDate: {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            jiff::fmt::rfc2822::DateTimePrinter::new()
                .timestamp_to_rfc9110_string(&jiff::Timestamp::now())
                .unwrap(),
            body.len(),
        ),
        Some(Reply::Raw(bytes)) => stream.write_all(&bytes),
        Some(Reply::Silence(time)) => {
            std::thread::sleep(time);
            Ok(())
        }
        None => write!(stream, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"),
    };
}
