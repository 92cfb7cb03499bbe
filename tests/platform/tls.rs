//! PostgreSQL on another machine: under TLS by the certificate that `store.ca` names, with a password,
//! and not otherwise.

use std::net::TcpListener;

use hallgate::platform::config::NodeConfig;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};

use crate::cluster::{Cluster, Secured};
use crate::command::{Site, secret};

/// An authority: its certificate, PEM, and what signs in its name.
fn authority() -> (String, Issuer<'static, KeyPair>) {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let pem = params.self_signed(&key).unwrap().pem();
    (pem, Issuer::new(params, key))
}

#[test]
fn a_server_is_believed_by_its_authority_and_nobody_comes_without_a_password() {
    let (ca, issuer) = authority();
    let key = KeyPair::generate().unwrap();
    let names = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let cluster = Cluster::secured(&Secured {
        port,
        certificate_pem: names.signed_by(&key, &issuer).unwrap().pem(),
        key_pem: key.serialize_pem(),
    });
    let mut owner = cluster.config("owner", "postgres").connect(postgres::NoTls).unwrap();
    owner.batch_execute("ALTER ROLE owner PASSWORD 'of the owner'").unwrap();
    let site = Site::with("sqlite", "");
    secret(&site.at("password"), "of the owner\n");
    std::fs::write(site.at("ca.pem"), ca).unwrap();
    std::fs::write(site.at("other.pem"), authority().0).unwrap();
    let configure = |ca: &str, password: &str| {
        let text = format!(
            "[store]\ndata = {:?}\nurl = \"postgres://owner@127.0.0.1:{port}/postgres\"\n{ca}{password}",
            site.at("data")
        );
        std::fs::write(site.config(), text).unwrap();
    };
    let named = |key: &str, name: &str| format!("{key} = {:?}\n", site.at(name));
    let (ca, password) =
        (named("ca", "ca.pem"), format!("password = \"file:{}\"\n", site.at("password").display()));
    for (ca, password) in [
        (named("ca", "other.pem"), password.clone()),
        (String::new(), password.clone()),
        (ca.clone(), String::new()),
    ] {
        configure(&ca, &password);
        let told = site.run(&["cinema", "list"]);
        assert!(told.code == 1 && told.err.contains("HG11"), "{ca}{password}: {}", told.err);
    }
    configure(&ca, &password);
    site.done(&["cinema", "add", "12345678"]);
    let mut session = NodeConfig::load(&site.config()).unwrap().place().unwrap().connect().unwrap();
    let sql = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
    assert!(session.row(sql, &[]).unwrap().unwrap().is_true(0).unwrap());
}
