//! Whose pages a file holds: SQLCipher puts a MAC on each page, so that a damaged database of ours
//! can be told from one that has another key, whichever page is damaged.
//!
//! SQLCipher 4 with its defaults: pages of 4096 bytes, of which the last 80 are an initialisation
//! vector and an HMAC-SHA512 over the page before it and the page's number; the MAC's key comes from
//! the database's by two rounds of PBKDF2 over the salt, the file's first 16 bytes, each xor 0x3a.

use std::fs::{File, OpenOptions};
use std::io::Read;
use std::os::unix::fs::FileExt;
use std::path::Path;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha512;

use super::DatabaseKey;
use super::files::open_file;

/// SQLCipher's page size.
pub(super) const PAGE: usize = 4096;

/// What stands at the beginning of the file.
pub(super) type Salt = [u8; 16];

const MAC_LEN: usize = 64;
const ROUNDS: usize = 2;

/// Pages that are looked at, spread over the file.
const SAMPLES: u64 = 64;

/// Whether any page of the file was written with this key. `known` is a salt that the file is known
/// to have had, where its first bytes are damaged.
pub(super) fn is_ours(
    path: &Path,
    key: &DatabaseKey,
    known: Option<Salt>,
) -> std::io::Result<bool> {
    let file = open_file(path, OpenOptions::new().read(true))?;
    let pages = file.metadata()?.len() / PAGE as u64;
    let salts = [salt(&file)?, known];
    let macs: Vec<_> = salts.into_iter().flatten().map(|salt| page_mac(key, salt)).collect();
    let step = (pages / SAMPLES).max(1);
    let mut page = [0; PAGE];
    for index in (0..pages).step_by(usize::try_from(step).unwrap_or(1)) {
        file.read_exact_at(&mut page, index * PAGE as u64)?;
        if macs.iter().any(|mac| fits(mac, index + 1, &page)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The file's salt; none of an empty one.
pub(super) fn salt_of(path: &Path) -> Option<Salt> {
    salt(&open_file(path, OpenOptions::new().read(true)).ok()?).ok().flatten()
}

fn salt(mut file: &File) -> std::io::Result<Option<Salt>> {
    let mut salt = Salt::default();
    match file.read_exact(&mut salt) {
        Ok(()) => Ok(Some(salt)),
        Err(cause) if cause.kind() == std::io::ErrorKind::UnexpectedEof => Ok(None),
        Err(cause) => Err(cause),
    }
}

fn page_mac(key: &DatabaseKey, salt: Salt) -> Hmac<Sha512> {
    let key = key.bytes();
    let salt = salt.map(|byte| byte ^ 0x3a);
    // PBKDF2 (RFC 8018) of one block: the key is half as long as the hash.
    let mut last =
        keyed(key).chain_update(salt).chain_update(1_u32.to_be_bytes()).finalize().into_bytes();
    let mut sum = last;
    for _ in 1..ROUNDS {
        last = keyed(key).chain_update(last).finalize().into_bytes();
        sum.iter_mut().zip(last).for_each(|(sum, byte)| *sum ^= byte);
    }
    keyed(&sum[..32])
}

fn keyed(key: &[u8]) -> Hmac<Sha512> {
    // HMAC takes keys of every length.
    Hmac::new_from_slice(key).expect("a key of any length")
}

/// `number` counts from 1.
fn fits(mac: &Hmac<Sha512>, number: u64, page: &[u8; PAGE]) -> bool {
    let from = if number == 1 { size_of::<Salt>() } else { 0 };
    let (content, stored) = page.split_at(PAGE - MAC_LEN);
    let Ok(number) = u32::try_from(number) else { return false };
    let mac = mac.clone().chain_update(&content[from..]).chain_update(number.to_le_bytes());
    mac.verify_slice(stored).is_ok()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Site, key, other_key};
    use super::*;

    #[test]
    fn our_pages_are_told_from_those_of_another_key_whatever_is_damaged() {
        let (_folder, path) = Site::with(30).close();
        let salt = salt_of(&path);
        let ours = |known| is_ours(&path, &key(), known).unwrap();
        assert!(ours(None) && !is_ours(&path, &other_key(), salt).unwrap());
        let whole = std::fs::read(&path).unwrap();
        for at in [0, 20, 4000] {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            std::fs::write(&path, &damaged).unwrap();
            assert!(ours(salt), "byte {at}");
            assert_eq!(ours(None), at > 15, "byte {at}");
        }
        std::fs::write(&path, vec![7; 5 * PAGE]).unwrap();
        assert!(!ours(salt));
        std::fs::write(&path, b"short").unwrap();
        assert!(!ours(salt));
    }
}
