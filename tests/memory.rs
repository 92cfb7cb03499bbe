//! How often the database's key lies in the memory of a process that has it: each copy is one that
//! a core dump, a swapped page or a fault that reads memory can give away.

use std::fs::{File, OpenOptions};
use std::hint::black_box;
use std::io::Write;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::Path;

use hallgate::terminal::config::Secret;
use hallgate::terminal::store::{DatabaseKey, Store};

/// The test itself must not hold what it looks for: of a key it keeps what this makes of it.
const MASK: u8 = 0x5a;

struct Masked([u8; 32]);

impl Masked {
    /// Another one at each run.
    fn random() -> Self {
        Self(std::array::from_fn(|_| rand::random()))
    }

    fn byte(&self, at: usize) -> u8 {
        self.0[at] ^ black_box(MASK)
    }

    fn digit(&self, at: usize) -> u8 {
        let byte = self.byte(at / 2);
        b"0123456789abcdef"[usize::from(if at.is_multiple_of(2) { byte >> 4 } else { byte & 15 })]
    }

    /// Byte by byte, so that there is no buffer with the whole.
    fn write(&self, path: &Path, as_text: bool) {
        let mut file =
            OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).unwrap();
        for at in 0..if as_text { 64 } else { 32 } {
            let byte = if as_text { self.digit(at) } else { self.byte(at) };
            file.write_all(&[byte]).unwrap();
        }
    }

    /// Where the bytes `begin` with the key, raw or as hexadecimal digits.
    fn is_at(&self, begin: &[u8]) -> (bool, bool) {
        let raw = begin.len() >= 32 && (0..32).all(|at| begin[at] == self.byte(at));
        let text =
            begin.len() >= 64 && (0..64).all(|at| begin[at].eq_ignore_ascii_case(&self.digit(at)));
        (raw, text)
    }
}

/// Looks through all that the process can write.
struct Look {
    memory: File,
    part: Vec<u8>,
}

impl Look {
    fn new() -> Self {
        Self { memory: File::open("/proc/self/mem").unwrap(), part: vec![0; 1 << 20] }
    }

    /// Copies of the key, raw and as hexadecimal digits.
    fn copies(&mut self, of: &Masked) -> (usize, usize) {
        let own = self.part.as_ptr() as u64;
        let own = own..own + self.part.len() as u64;
        let (mut raw, mut text) = (0, 0);
        let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
        for line in maps.lines() {
            let mut words = line.split_whitespace();
            let (range, rights) = (words.next().unwrap(), words.next().unwrap());
            if !rights.starts_with("rw") {
                continue;
            }
            let (from, to) = range.split_once('-').unwrap();
            let end = u64::from_str_radix(to, 16).unwrap();
            let mut from = u64::from_str_radix(from, 16).unwrap();
            while from < end {
                let length = self.part.len().min((end - from) as usize);
                // What can't be read, as a guard of a stack, holds nothing.
                let Ok(read @ 1..) = self.memory.read_at(&mut self.part[..length], from) else {
                    break;
                };
                for at in 0..read {
                    if own.contains(&(from + at as u64)) {
                        continue;
                    }
                    let (is_raw, is_text) = of.is_at(&self.part[at..read]);
                    raw += usize::from(is_raw);
                    text += usize::from(is_text);
                }
                // One that lies across the border is seen from the next part.
                let step = if from + read as u64 >= end { read } else { read - 63 };
                from += step as u64;
            }
        }
        self.part.fill(0);
        (raw, text)
    }
}

#[test]
fn the_key_is_in_memory_once_for_all_who_use_it_and_then_nowhere() {
    // As a file holds it, raw or as text: that is wiped too.
    for as_text in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let masked = Masked::random();
        masked.write(&folder.path().join("key"), as_text);
        let mut look = Look::new();
        assert_eq!(look.copies(&masked), (0, 0), "the test holds none itself");

        let key = DatabaseKey::load(&Secret::File(folder.path().join("key"))).unwrap();
        let shared = [key.clone(), key.clone()];
        assert_eq!(look.copies(&masked), (1, 0), "loaded");
        let path = folder.path().join("hallgate.db");
        let store = Store::open(&path, &key).unwrap();
        let readers = [store.reader().unwrap(), store.reader().unwrap()];
        // The cipher keeps its own under a mask.
        assert_eq!(look.copies(&masked), (1, 0), "three connections");
        drop((store, readers));
        drop(Store::open(&path, &key).unwrap());
        assert_eq!(look.copies(&masked), (1, 0), "closed and opened again");
        drop((key, shared));
        assert_eq!(look.copies(&masked), (0, 0), "nobody has it any more");
    }
}
