//! A relay between doors: it knows frames by their length and nothing of what is in them.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What it does to frames.
#[derive(Debug, Clone, Copy, Default)]
pub struct Mischief {
    pub delay: Duration,
    /// Each so many frames one is lost; 0: none.
    pub drop_each: u64,
    /// Likewise doubled.
    pub double_each: u64,
}

#[derive(Default)]
struct State {
    mischief: Mutex<Mischief>,
    frames: AtomicU64,
    lost: AtomicU64,
    doubled: AtomicU64,
    /// Doors that nobody hears.
    apart: Mutex<BTreeMap<usize, bool>>,
    over: AtomicBool,
}

/// All of its ways; they end with it.
pub struct Relay {
    at: String,
    state: Arc<State>,
}

impl Relay {
    pub fn new(at: &str) -> Self {
        Self { at: at.to_owned(), state: Arc::default() }
    }

    pub fn set(&self, mischief: Mischief) {
        *self.state.mischief.lock().unwrap() = mischief;
    }

    /// A door hears nobody from now on, and nobody hears it; or again.
    pub fn split(&self, door: usize, apart: bool) {
        self.state.apart.lock().unwrap().insert(door, apart);
    }

    pub fn lost(&self) -> u64 {
        self.state.lost.load(Ordering::SeqCst)
    }

    pub fn doubled(&self) -> u64 {
        self.state.doubled.load(Ordering::SeqCst)
    }

    /// A way from one door to another, by the port at which it begins.
    pub fn way(&self, from: usize, to: usize, address: &str) -> u16 {
        let listener = TcpListener::bind((self.at.as_str(), 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let (state, address) = (Arc::clone(&self.state), address.to_owned());
        std::thread::spawn(move || {
            for caller in listener.incoming() {
                let (Ok(caller), false) = (caller, state.over.load(Ordering::SeqCst)) else {
                    return;
                };
                // Who is cut off is not called either.
                if state.is_apart(from, to) {
                    continue;
                }
                let Ok(called) = TcpStream::connect(&address) else { continue };
                for (from_stream, to_stream) in [(&caller, &called), (&called, &caller)] {
                    let (from_stream, to_stream) =
                        (from_stream.try_clone().unwrap(), to_stream.try_clone().unwrap());
                    let state = Arc::clone(&state);
                    std::thread::spawn(move || state.carry(from_stream, to_stream, from, to));
                }
            }
        });
        port
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.state.over.store(true, Ordering::SeqCst);
    }
}

impl State {
    fn is_apart(&self, one: usize, other: usize) -> bool {
        let apart = self.apart.lock().unwrap();
        [one, other].iter().any(|door| apart.get(door) == Some(&true))
    }

    /// Frames of one direction, until an end is gone.
    fn carry(&self, mut from: TcpStream, mut to: TcpStream, one: usize, other: usize) {
        let mut frame = || {
            let mut length = [0; 2];
            from.read_exact(&mut length)?;
            let mut frame = vec![0; usize::from(u16::from_be_bytes(length))];
            from.read_exact(&mut frame)?;
            Ok::<_, std::io::Error>([&length[..], &frame].concat())
        };
        to.set_nodelay(true).unwrap();
        while let Ok(frame) = frame() {
            let mischief = *self.mischief.lock().unwrap();
            std::thread::sleep(mischief.delay);
            if self.is_apart(one, other) {
                continue; // silence: the link itself stays
            }
            let number = self.frames.fetch_add(1, Ordering::SeqCst) + 1;
            let each = |count: u64| count > 0 && number.is_multiple_of(count);
            if each(mischief.drop_each) {
                self.lost.fetch_add(1, Ordering::SeqCst);
                continue;
            }
            let copies = if each(mischief.double_each) { 2 } else { 1 };
            self.doubled.fetch_add(copies - 1, Ordering::SeqCst);
            for _ in 0..copies {
                if to.write_all(&frame).is_err() {
                    return;
                }
            }
        }
        let _ = to.shutdown(std::net::Shutdown::Both);
    }
}
