//! What stands between terminal and platform: it ends the terminal's TLS with a certificate that
//! the terminal believes, hands each call on over TLS of its own, and makes trouble as it is told.

use std::collections::HashMap;
use std::io::{Error, ErrorKind, Result, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::certificates::{Authority, FLAWS, Flaw};
use super::http::{message, write};
use super::line::Line;
use super::trouble::Trouble;
use super::upstream::Upstream;

pub const KEYS: &str = "GetPublicKeys";
pub const ASK: &str = "GetTicketInfo";
pub const REPORT: &str = "ReportOriginalCheckTickets";

/// Between two looks whether the trouble is over.
const LOOK: Duration = Duration::from_millis(20);

/// A trouble in force, and the call that it is meant for.
#[derive(Clone, Copy)]
struct InForce {
    trouble: Trouble,
    call: &'static str,
    /// Which of all that were in force.
    turn: u64,
}

struct Shared {
    platform: Upstream,
    servers: Vec<Arc<ServerConfig>>,
    in_force: Mutex<Option<InForce>>,
    turn: AtomicU64,
    hits: AtomicUsize,
    clean: AtomicUsize,
    /// The last true reply to each call.
    last: Mutex<HashMap<&'static str, Vec<u8>>>,
    /// The connections, to be cut; each by its number.
    open: Mutex<HashMap<u64, TcpStream>>,
}

pub struct Proxy {
    pub address: SocketAddr,
    /// What the terminal is to pin.
    pub ca_pem: String,
    shared: Arc<Shared>,
}

type Terminal = StreamOwned<ServerConnection, Line>;

impl Proxy {
    /// Listens; its threads end with the process.
    pub fn start(platform: SocketAddr, platform_ca: &str) -> Self {
        let authority = Authority::make();
        let shared = Arc::new(Shared {
            platform: Upstream::new(platform, platform_ca),
            servers: FLAWS.iter().map(|flaw| authority.server(*flaw)).collect(),
            in_force: Mutex::default(),
            turn: AtomicU64::new(0),
            hits: AtomicUsize::new(0),
            clean: AtomicUsize::new(0),
            last: Mutex::default(),
            open: Mutex::default(),
        });
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let served = shared.clone();
        std::thread::spawn(move || {
            for (number, stream) in (0..).zip(listener.incoming().flatten()) {
                let shared = served.clone();
                std::thread::spawn(move || {
                    if let Ok(handle) = stream.try_clone() {
                        shared.open.lock().unwrap().insert(number, handle);
                    }
                    let _ = shared.serve(stream);
                    // Closed for good with its last handle.
                    shared.open.lock().unwrap().remove(&number);
                });
            }
        });
        Self { address, ca_pem: authority.pem(), shared }
    }

    /// Puts a trouble in force for one call, or for all connections where it is of that kind.
    pub fn trouble(&self, trouble: Trouble, call: &'static str) {
        let turn = self.shared.turn.fetch_add(1, SeqCst) + 1;
        *self.shared.in_force.lock().unwrap() = Some(InForce { trouble, call, turn });
        if trouble.is_of_the_connection() {
            self.cut();
        }
    }

    /// Ends the trouble; whatever hangs in it is cut.
    pub fn well(&self) {
        *self.shared.in_force.lock().unwrap() = None;
        self.shared.turn.fetch_add(1, SeqCst);
    }

    /// Cuts all connections.
    pub fn cut(&self) {
        for stream in self.shared.open.lock().unwrap().values() {
            let _ = stream.shutdown(std::net::Shutdown::Both);
        }
    }

    /// How often a trouble met a call.
    pub fn hits(&self) -> usize {
        self.shared.hits.load(SeqCst)
    }

    /// How often a call went through untouched.
    pub fn clean(&self) -> usize {
        self.shared.clean.load(SeqCst)
    }
}

impl Shared {
    fn in_force(&self) -> Option<InForce> {
        *self.in_force.lock().unwrap()
    }

    fn serve(&self, mut stream: TcpStream) -> Result<()> {
        stream.set_nodelay(true)?;
        let (mut left, mut flaw) = (None, Flaw::None);
        if let Some(now) = self.in_force().filter(|now| now.trouble.is_of_the_connection()) {
            self.hits.fetch_add(1, SeqCst);
            match now.trouble {
                Trouble::Reset => return Ok(()),
                Trouble::CutHandshake(0) => {
                    // What is left unread when a socket is closed makes the kernel reset it.
                    return stream.peek(&mut [0]).map(drop);
                }
                Trouble::CutHandshake(count) => left = Some(count),
                Trouble::Silent => {
                    self.hang(now.turn);
                    return Ok(());
                }
                Trouble::Says(text) => {
                    stream.write_all(text.as_bytes())?;
                    self.hang(now.turn);
                    return Ok(());
                }
                Trouble::Certificate(bad) => flaw = bad,
                _ => {}
            }
        }
        let at = FLAWS.iter().position(|own| *own == flaw).unwrap();
        let connection = ServerConnection::new(self.servers[at].clone()).map_err(Error::other)?;
        let mut terminal = StreamOwned::new(connection, Line::new(stream, left));
        while let Some((head, body)) = message(&mut terminal)? {
            let request = [head.as_bytes(), &body].concat();
            let text = String::from_utf8_lossy(&request);
            let Some(call) = [KEYS, ASK, REPORT]
                .into_iter()
                .find(|call| text.contains(&format!("\"Api\":\"{call}\"")))
            else {
                return Err(ErrorKind::InvalidData.into());
            };
            match self.in_force().filter(|now| now.call == call) {
                Some(now) if !now.trouble.is_of_the_connection() => {
                    self.hits.fetch_add(1, SeqCst);
                    self.make_trouble(now, &request, call, &mut terminal)?;
                }
                _ => {
                    let reply = self.platform.ask(&request)?;
                    self.last.lock().unwrap().insert(call, reply.bytes());
                    write(&mut terminal, &reply.bytes())?;
                    self.clean.fetch_add(1, SeqCst);
                }
            }
        }
        Ok(())
    }

    /// Ends with an error where the connection is over.
    fn make_trouble(
        &self,
        now: InForce,
        request: &[u8],
        call: &'static str,
        terminal: &mut Terminal,
    ) -> Result<()> {
        let over = || Err(ErrorKind::ConnectionAborted.into());
        match now.trouble {
            Trouble::CutRequest(place) => {
                self.platform.say(&request[..place.of(request)])?;
                return over();
            }
            Trouble::Instead(made) => return write(terminal, &made()),
            Trouble::Endless(head, more) => {
                write(terminal, head.as_bytes())?;
                let more = more.repeat(1000);
                while self.turn.load(SeqCst) == now.turn {
                    write(terminal, more.as_bytes())?;
                }
                return over();
            }
            _ => {}
        }
        let reply = self.platform.ask(request)?;
        let whole = reply.bytes();
        match now.trouble {
            Trouble::RequestTwice => {
                let again = self.platform.ask(request)?;
                write(terminal, &again.bytes())
            }
            Trouble::Delay(millis) => {
                let mut left = millis;
                while left > 0 && self.turn.load(SeqCst) == now.turn {
                    std::thread::sleep(LOOK);
                    left = left.saturating_sub(LOOK.as_millis() as u64);
                }
                write(terminal, &whole)
            }
            Trouble::Lost => over(),
            Trouble::CutReply(place) => {
                write(terminal, &whole[..place.of(&whole)])?;
                over()
            }
            Trouble::CutRecord(count) => {
                terminal.sock.left = Some(count);
                let _ = write(terminal, &whole);
                over()
            }
            Trouble::Stall(place) => {
                write(terminal, &whole[..place.of(&whole)])?;
                self.hang(now.turn);
                over()
            }
            Trouble::Trickle => {
                for byte in whole.chunks(1) {
                    write(terminal, byte)?;
                }
                Ok(())
            }
            Trouble::Twice => {
                write(terminal, &[&whole[..], &whole].concat())?;
                // A terminal that took the second copy for its next answer would be wrong.
                drop(message(terminal)?);
                over()
            }
            Trouble::Swapped => {
                let other = if call == REPORT { KEYS } else { REPORT };
                write(terminal, &self.other(other))
            }
            Trouble::Stale => {
                let stale = self.last.lock().unwrap().get(call).cloned();
                // What was never asked before has no earlier answer: then none comes.
                stale.map_or_else(over, |stale| write(terminal, &stale))
            }
            Trouble::Reshaped(shaped) => {
                let shaped = shaped(&reply);
                write(terminal, &shaped)?;
                if shaped.windows(17).any(|part| part == b"Connection: close") {
                    terminal.conn.send_close_notify();
                    terminal.flush()?;
                    return over();
                }
                Ok(())
            }
            _ => over(),
        }
    }

    /// The last reply to another call, or one that could have been it.
    fn other(&self, call: &str) -> Vec<u8> {
        let last = self.last.lock().unwrap().get(call).cloned();
        last.unwrap_or_else(|| {
            let body = r#"{"Version":"1.0","Datetime":"2026-05-01T12:00:00","ReplyData":{"ReportResult":true}}"#;
            format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
        })
    }

    /// Until the trouble is over.
    fn hang(&self, turn: u64) {
        while self.turn.load(SeqCst) == turn {
            std::thread::sleep(LOOK);
        }
    }
}
