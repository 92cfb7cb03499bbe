//! A channel that is strict in what it takes.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::{Site, secret};

pub const SECRET: &str = "s3cret";
pub const MOBILE: &str = "13800000000";

/// A call as it came: its name and parameters, but for `channelCode` and `sign`.
pub type Seen = (String, BTreeMap<String, String>);

/// What the server does with a call.
pub enum Reply {
    Body(Value),
    /// What stands behind `HTTP/1.1 `.
    Raw(String),
    /// Ends the connection without a word.
    Cut,
    /// Says nothing until the other side has gone.
    Silence,
}

/// A channel that takes nothing but what is signed and shaped as the document says.
pub struct StrictChannel {
    address: SocketAddr,
    pub seen: Arc<Mutex<Vec<Seen>>>,
}

impl StrictChannel {
    /// `answer` hears a call's name, its parameters, and how often it came before.
    pub fn start(
        answer: impl Fn(&str, &BTreeMap<String, String>, usize) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (seen, answer) = (Arc::new(Mutex::new(Vec::<Seen>::new())), Arc::new(answer));
        let kept = seen.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (kept, answer) = (kept.clone(), answer.clone());
                std::thread::spawn(move || {
                    let mut stream = stream.unwrap();
                    let (name, parameters) = taken(&request(&mut stream));
                    let before = {
                        let mut kept = kept.lock().unwrap();
                        let before = kept.iter().filter(|(of, _)| *of == name).count();
                        kept.push((name.clone(), parameters.clone()));
                        before
                    };
                    let reply = answer(&name, &parameters, before);
                    give(&mut stream, reply);
                });
            }
        });
        Self { address, seen }
    }

    /// A site whose `[channel]` is this server, with what stands behind it.
    pub fn site(&self, more: &str) -> Site {
        let section = format!(
            "[channel]\nurl = \"http://{}/api/\"\nchannel_code = \"1001\"\n\
             secret = \"file:SECRET\"\n{more}\n",
            self.address
        );
        let site = Site::with("sqlite", &section);
        let path = site.at("channel.secret");
        secret(&path, &format!("{SECRET}\n"));
        let text = fs::read_to_string(site.config()).unwrap();
        fs::write(site.config(), text.replace("SECRET", path.to_str().unwrap())).unwrap();
        site
    }

    /// The names of the calls in their order.
    pub fn names(&self) -> Vec<String> {
        self.seen.lock().unwrap().iter().map(|(name, _)| name.clone()).collect()
    }

    pub fn last(&self) -> Seen {
        self.seen.lock().unwrap().last().unwrap().clone()
    }
}

/// A request whole.
fn request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8(bytes.clone()).unwrap();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse::<usize>().ok()
            });
            if body.len() >= length.unwrap_or(0) {
                return text;
            }
        }
        let count = stream.read(&mut buffer).unwrap();
        assert!(count > 0, "the request ends in {text:?}");
        bytes.extend(&buffer[..count]);
    }
}

/// Takes a request apart; one that is not signed as it has to be ends the test.
fn taken(request: &str) -> Seen {
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let line: Vec<&str> = head.lines().next().unwrap().split(' ').collect();
    let (path, query) = line[1].split_once('?').unwrap_or((line[1], ""));
    let name = path.strip_prefix("/api/").and_then(|it| it.strip_suffix(".aspx")).unwrap();
    let form = if line[0] == "POST" { body } else { query };
    let decoded =
        |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned();
    let mut parameters: BTreeMap<String, String> = form
        .split('&')
        .map(|pair| pair.split_once('=').unwrap())
        .map(|(key, value)| (key.to_owned(), decoded(value)))
        .collect();
    assert_eq!(line[0] == "POST", parameters.contains_key("mobile"), "{request}");
    assert!(!head.contains(MOBILE) && !request.contains(SECRET), "{request}");
    let sign = parameters.remove("sign").unwrap();
    let pairs: Vec<(&String, &String)> = parameters.iter().collect();
    assert_eq!(hallgate::channel::sign(&pairs, SECRET).unwrap(), sign, "{request}");
    assert_eq!(parameters.remove("channelCode").as_deref(), Some("1001"));
    (name.to_owned(), parameters)
}

fn give(stream: &mut TcpStream, reply: Reply) {
    let text = match reply {
        Reply::Body(body) => {
            let body = body.to_string();
            format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len())
        }
        Reply::Raw(text) => format!("HTTP/1.1 {text}"),
        Reply::Cut => return,
        Reply::Silence => {
            let _ = stream.read(&mut [0; 1]);
            return;
        }
    };
    let _ = stream.write_all(text.as_bytes());
}

pub fn done() -> Reply {
    Reply::Body(json!({"code": 1, "msg": "操作成功"}))
}

pub fn refused(code: i64) -> Reply {
    Reply::Body(json!({"code": code, "msg": "不行"}))
}

pub fn order(status: i64) -> Reply {
    Reply::Body(json!({
        "code": 1, "msg": "操作成功",
        "orderDetail": {"orderExternalID": "1407311000000023", "externalOrderStatus": status},
    }))
}

/// A channel on which all goes well but for what `otherwise` answers.
pub fn shop(
    otherwise: impl Fn(&str, usize) -> Option<Reply> + Send + Sync + 'static,
) -> StrictChannel {
    StrictChannel::start(move |name, _, before| {
        otherwise(name, before).unwrap_or_else(|| match name {
            "queryShowSeats" => Reply::Body(json!({"code": 1, "msg": "操作成功", "seats": [
                {"seatID": "19_12", "rowNum": "12", "colNum": "19", "status": 1},
                {"seatID": "19_13", "rowNum": 12, "colNum": "20", "status": 1},
            ]})),
            "lockSeats" => Reply::Body(json!({
                "code": "1", "msg": "操作成功", "order": {"OrderExternalID": "1407311000000023"},
            })),
            "submitOrder" | "releaseSeats" => done(),
            "queryOrder" => order(30),
            other => panic!("{other}"),
        })
    })
}
