use super::*;
use crate::terminal::report::ReportError;
use crate::terminal::web::WebFault;
use crate::transport::server::ServerError;

pub(super) fn of_the_pages() -> Faults {
    let address = "127.0.0.1:8443".parse().unwrap();
    faults![
        WebFault::Off => "web.address",
        WebFault::Server(ServerError::Listen(address, io())) => "127.0.0.1:8443" "13",
        WebFault::Report(ReportError::Output(io())) => "13",
        WebFault::Secret(secret()) => "/secret" "0644",
        WebFault::ShortToken(16) => "16" "web.metrics_token",
        WebFault::NoPrivateKey => "web.certificate" "web.private_key",
        WebFault::Own(io()) => "13",
    ]
}
