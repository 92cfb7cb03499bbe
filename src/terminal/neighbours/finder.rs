//! Doors on the same network find each other by mDNS. What is announced is an address and a name that is
//! made anew at each start: a stranger learns that a terminal is there, as by its port, and no more.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use mdns_sd::{ServiceDaemon, ServiceEvent, ServiceInfo};

/// What doors are announced as.
const SERVICE: &str = "_hallgate._tcp.local.";

/// The kernel's IPv4 routes, as a process of its own sees them.
const ROUTES: &str = "/proc/self/net/route";

/// Announces this door and looks for others for as long as it lives.
pub(super) struct DoorFinder {
    daemon: ServiceDaemon,
}

impl DoorFinder {
    /// Begins; `listen` is where this door listens itself, `found` is called on a thread of its own, and may be called again for the same.
    pub fn start(
        run: u64,
        listen: SocketAddr,
        found: impl Fn(SocketAddr) + Send + 'static,
    ) -> Result<Self, mdns_sd::Error> {
        let daemon = ServiceDaemon::new()?;
        let name = format!("{run:016x}");
        let host = format!("{name}.local.");
        let nothing: &[(&str, &str)] = &[];
        let info =
            ServiceInfo::new(SERVICE, &name, &host, "", listen.port(), nothing)?.enable_addr_auto();
        let own = info.get_fullname().to_owned();
        let events = daemon.browse(SERVICE)?;
        daemon.register(info)?;
        let alone = listen.ip().is_loopback();
        let look = move || {
            // It ends with the daemon.
            while let Ok(event) = events.recv() {
                let ServiceEvent::ServiceResolved(service) = event else { continue };
                if service.fullname == own {
                    continue;
                }
                let routes = std::fs::read_to_string(ROUTES).unwrap_or_default();
                for address in service.addresses.iter().map(|it| it.to_ip_addr()) {
                    if is_near(address, &routes, alone) {
                        found((address, service.port).into());
                    }
                }
            }
        };
        // A thread that does not open the database: nobody's end waits for it.
        let thread = std::thread::Builder::new().name("neighbour-finder".into()).spawn(look);
        thread.map_err(|fault| mdns_sd::Error::Msg(fault.to_string()))?;
        Ok(Self { daemon })
    }
}

impl Drop for DoorFinder {
    fn drop(&mut self) {
        // Others hear that this door leaves; where that is not sent, they find out.
        let _ = self.daemon.shutdown();
    }
}

/// Whether a door may be at an announced address: anybody can announce any, and mDNS comes from this machine's own
/// networks alone. This machine itself is one where it listens to nobody else (`alone`).
fn is_near(address: IpAddr, routes: &str, alone: bool) -> bool {
    let IpAddr::V4(address) = address else { return false };
    if address.is_loopback() || alone {
        return address.is_loopback() && alone;
    }
    let mut networks = routes.lines().skip(1).filter_map(network).peekable();
    // Where the kernel tells none, nothing is known against it.
    networks.peek().is_none() || networks.any(|(base, mask)| u32::from(address) & mask == base)
}

/// Base and mask of a network that is reached without a gateway: interface, destination, gateway, five more,
/// mask; numbers are hexadecimal, in the machine's own order of bytes.
fn network(line: &str) -> Option<(u32, u32)> {
    let fields: Vec<&str> = line.split_whitespace().collect();
    let address = |field: usize| {
        let number = u32::from_str_radix(fields.get(field)?, 16).ok()?;
        Some(u32::from(Ipv4Addr::from(number.to_ne_bytes())))
    };
    let (base, gateway, mask) = (address(1)?, address(2)?, address(7)?);
    (gateway == 0 && mask != 0).then_some((base, mask))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_door_is_looked_for_on_the_networks_of_this_machine_alone() {
        let hex = |address: [u8; 4]| format!("{:08X}", u32::from_ne_bytes(address));
        let line = |to: [u8; 4], by: [u8; 4], mask: [u8; 4]| {
            format!("eth0\t{}\t{}\t0003\t0\t0\t100\t{}\t0\t0\t0\n", hex(to), hex(by), hex(mask))
        };
        let routes = "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\n".to_owned()
            + &line([0; 4], [192, 168, 1, 1], [0; 4])
            + &line([192, 168, 1, 0], [0; 4], [255, 255, 255, 0])
            + &line([10, 9, 0, 0], [192, 168, 1, 1], [255, 255, 0, 0])
            + "torn";
        let near = |address: [u8; 4], alone| is_near(address.into(), &routes, alone);
        assert!(near([192, 168, 1, 77], false));
        for far in [[192, 168, 2, 77], [10, 9, 0, 1], [8, 8, 8, 8], [127, 0, 0, 1]] {
            assert!(!near(far, false), "{far:?}");
        }
        assert!(near([127, 0, 0, 1], true) && !near([192, 168, 1, 77], true));
        assert!(is_near([192, 168, 2, 77].into(), "", false), "nothing is known");
        assert!(!is_near("fe80::1".parse().unwrap(), &routes, false));
    }
}
