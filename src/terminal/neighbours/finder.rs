//! Doors on the same network find each other by mDNS. What is announced is an address and a name that is
//! made anew at each start: a stranger learns that a terminal is there, as by its port, and no more.

use std::net::SocketAddr;

use mdns_sd::{ServiceDaemon, ServiceEvent, ServiceInfo};

/// What doors are announced as.
const SERVICE: &str = "_hallgate._tcp.local.";

/// Announces this door and looks for others for as long as it lives.
pub(super) struct DoorFinder {
    daemon: ServiceDaemon,
}

impl DoorFinder {
    /// Begins; `found` is called on a thread of its own, and may be called again for the same.
    pub fn start(
        run: u64,
        port: u16,
        found: impl Fn(SocketAddr) + Send + 'static,
    ) -> Result<Self, mdns_sd::Error> {
        let daemon = ServiceDaemon::new()?;
        let name = format!("{run:016x}");
        let host = format!("{name}.local.");
        let nothing: &[(&str, &str)] = &[];
        let info = ServiceInfo::new(SERVICE, &name, &host, "", port, nothing)?.enable_addr_auto();
        let own = info.get_fullname().to_owned();
        let events = daemon.browse(SERVICE)?;
        daemon.register(info)?;
        let listen = move || {
            // It ends with the daemon.
            while let Ok(event) = events.recv() {
                let ServiceEvent::ServiceResolved(service) = event else { continue };
                if service.fullname == own {
                    continue;
                }
                for address in service.addresses.iter().map(|it| it.to_ip_addr()) {
                    if address.is_ipv4() {
                        found((address, service.port).into());
                    }
                }
            }
        };
        // A thread that does not open the database: nobody's end waits for it.
        let thread = std::thread::Builder::new().name("neighbour-finder".into()).spawn(listen);
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
