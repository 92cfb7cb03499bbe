//! What of the network there is, for whoever stands at a door that does not get on.

use std::fs;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::path::Path;

/// Where the kernel lists them.
const INTERFACES: &str = "/sys/class/net";

/// How far the network reaches from here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// No interface but the loopback has a carrier.
    NoCarrier,
    /// Nothing leads out: no address came.
    NoAddress,
    /// From this address something leads out.
    Out(IpAddr),
}

impl Reach {
    /// Of this machine, now.
    pub fn now() -> Self {
        Self::of(Path::new(INTERFACES), own_address())
    }

    fn of(interfaces: &Path, address: Option<IpAddr>) -> Self {
        match address {
            Some(address) => Self::Out(address),
            None if has_carrier(interfaces) => Self::NoAddress,
            None => Self::NoCarrier,
        }
    }
}

/// The interfaces that this machine has, where `name` is none of them; the loopback is left out.
pub fn others_than(name: &str) -> Option<Vec<String>> {
    others_in(Path::new(INTERFACES), name)
}

fn others_in(interfaces: &Path, name: &str) -> Option<Vec<String>> {
    let entries = fs::read_dir(interfaces).ok()?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut others: Vec<String> = names.filter(|other| other != "lo").collect();
    others.sort_unstable();
    (!others.iter().any(|other| other == name)).then_some(others)
}

fn has_carrier(interfaces: &Path) -> bool {
    let Ok(entries) = fs::read_dir(interfaces) else { return false };
    let mut paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    paths.any(|path| {
        // It can't be read of an interface that is down.
        let carrier = fs::read_to_string(path.join("carrier")).unwrap_or_default();
        !path.ends_with("lo") && carrier.trim() == "1"
    })
}

/// The address that a way to the outside would begin at. Nothing is sent for it.
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // Kept for documentation (RFC 5737): the route alone is looked up.
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    socket.local_addr().ok().map(|at: SocketAddr| at.ip()).filter(|ip| !ip.is_unspecified())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interface_that_is_not_there_is_told_with_those_that_are() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["lo", "wlan0", "end0"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        assert_eq!(others_in(folder.path(), "end0"), None);
        assert_eq!(others_in(folder.path(), "eth0").unwrap(), ["end0", "wlan0"]);
        assert_eq!(others_in(Path::new("/no"), "eth0"), None);
    }

    #[test]
    fn carrier_and_address_tell_how_far_it_reaches() {
        let folder = tempfile::tempdir().unwrap();
        let set = |name: &str, carrier: &str| {
            fs::create_dir_all(folder.path().join(name)).unwrap();
            fs::write(folder.path().join(name).join("carrier"), carrier).unwrap();
        };
        set("lo", "1\n");
        set("eth0", "0\n");
        assert_eq!(Reach::of(folder.path(), None), Reach::NoCarrier);
        assert_eq!(Reach::of(Path::new("/no"), None), Reach::NoCarrier);
        set("eth0", "1\n");
        assert_eq!(Reach::of(folder.path(), None), Reach::NoAddress);
        let address = IpAddr::from([10, 0, 0, 2]);
        assert_eq!(Reach::of(folder.path(), Some(address)), Reach::Out(address));
    }
}
