//! The addresses that this machine has in its networks, as the kernel lists them for a process of its
//! own: the service sees no more of `/proc`, and asks nobody.

use std::fs;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// IPv4 first, each once, without the loopback's and those of a link alone.
pub fn own_addresses() -> Vec<IpAddr> {
    let read =
        |name: &str| fs::read_to_string(format!("/proc/self/net/{name}")).unwrap_or_default();
    let four = ipv4(&read("fib_trie")).into_iter().map(IpAddr::V4);
    four.chain(ipv6(&read("if_inet6")).into_iter().map(IpAddr::V6)).collect()
}

/// Of the routing tables: an address of one's own is a leaf whose next line says `host LOCAL`.
fn ipv4(table: &str) -> Vec<Ipv4Addr> {
    let mut found = Vec::new();
    let mut leaf = None;
    for line in table.lines().map(str::trim) {
        match line.strip_prefix("|-- ") {
            Some(address) => leaf = address.parse::<Ipv4Addr>().ok(),
            None if line.ends_with("host LOCAL") => found.extend(leaf),
            None => {}
        }
    }
    found.retain(|address| !address.is_loopback() && !address.is_link_local());
    found.sort();
    found.dedup();
    found
}

/// A line an address: 32 hexadecimal digits, then interface, prefix, scope, flags, name.
fn ipv6(list: &str) -> Vec<Ipv6Addr> {
    let first = |line: &str| u128::from_str_radix(line.split_whitespace().next()?, 16).ok();
    let mut found: Vec<Ipv6Addr> = list.lines().filter_map(first).map(Ipv6Addr::from).collect();
    found.retain(|address| !address.is_loopback() && !address.is_unicast_link_local());
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ones_own_addresses_are_told_from_routes() {
        let table = "Main:\n  +-- 0.0.0.0/0 3 0 5\n     |-- 0.0.0.0\n        /0 universe UNICAST\n\
            Local:\n     |-- 127.0.0.1\n        /32 host LOCAL\n     |-- 192.168.1.0\n\
            \x20       /24 link UNICAST\n     |-- 192.168.1.20\n        /32 host LOCAL\n\
            \x20    |-- 192.168.1.255\n        /32 link BROADCAST\n     |-- 192.168.1.20\n\
            \x20       /32 host LOCAL\n     |-- torn";
        assert_eq!(ipv4(table), [Ipv4Addr::new(192, 168, 1, 20)]);
        let list = "00000000000000000000000000000001 01 80 10 80       lo\n\
            fe80000000000000dea632fffe000001 02 40 20 80     eth0\n\
            20010db8000000000000000000000020 02 40 00 00     eth0\ntorn\n";
        assert_eq!(ipv6(list), ["2001:db8::20".parse::<Ipv6Addr>().unwrap()]);
        assert_eq!((ipv4(""), ipv6("")), (vec![], vec![]));
        assert!(own_addresses().iter().all(|address| !address.is_loopback()));
    }
}
