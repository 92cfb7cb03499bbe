//! Against a real server over TLS, which goes on where it is asked to, or does not.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::http::{HeaderMap, StatusCode, Uri as Address};
use axum::response::IntoResponse;

use super::*;
use crate::config::HttpsUrl;
use crate::transport::server::{HttpServer, ServerIdentity, ServerTls};

/// What the server has, and what it was asked for.
#[derive(Default)]
struct Shelf {
    index: String,
    bundle: Vec<u8>,
    resumes: bool,
    /// The ranges that were asked for; empty: the whole.
    asked: Vec<String>,
}

struct Site {
    shelf: Arc<Mutex<Shelf>>,
    config: UpdateConfig,
    places: Places,
    folder: tempfile::TempDir,
    _server: HttpServer,
}

fn serve(shelf: &Mutex<Shelf>, path: &str, headers: &HeaderMap) -> (StatusCode, Vec<u8>) {
    let mut shelf = shelf.lock().unwrap();
    match path {
        "/updates/index.toml" => (StatusCode::OK, shelf.index.clone().into_bytes()),
        "/updates/hallgate-0.3.0.raucb" => {
            let range = headers.get("range").map_or("", |range| range.to_str().unwrap()).to_owned();
            shelf.asked.push(range.clone());
            let from = range.strip_prefix("bytes=").and_then(|it| it.strip_suffix('-'));
            match from.filter(|_| shelf.resumes) {
                Some(from) => {
                    (StatusCode::PARTIAL_CONTENT, shelf.bundle[from.parse().unwrap()..].to_vec())
                }
                None => (StatusCode::OK, shelf.bundle.clone()),
            }
        }
        _ => (StatusCode::NOT_FOUND, Vec::new()),
    }
}

impl Site {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let identity = ServerIdentity::new(&ServerTls::Fresh, &[]).unwrap();
        let shelf = Arc::new(Mutex::new(Shelf { resumes: true, ..Shelf::default() }));
        let own = shelf.clone();
        let answer = move |address: Address, headers: HeaderMap| {
            let answer = serve(&own, address.path(), &headers).into_response();
            async move { answer }
        };
        let routes = Router::new().fallback(answer);
        let address = "127.0.0.1:0".parse().unwrap();
        let server =
            HttpServer::start(address, identity.config.clone(), "updates", routes).unwrap();
        let ca = folder.path().join("ca.pem");
        std::fs::write(&ca, &identity.ca_pem).unwrap();
        let url = format!("https://127.0.0.1:{}/updates/index.toml", server.address.port());
        let url = Some(HttpsUrl::parse_for(&url, 443).unwrap());
        let config = UpdateConfig { url, ca: Some(ca), ..UpdateConfig::default() };
        let places = Places::below(folder.path());
        let site = Self { shelf, config, places, folder, _server: server };
        site.runs("0.2.0");
        site.offers("0.3.0", &(0..300_000).map(|at: u32| (at * 7 % 251) as u8).collect::<Vec<_>>());
        site
    }

    fn runs(&self, version: &str) {
        let image = self.places.image();
        std::fs::create_dir_all(image.parent().unwrap()).unwrap();
        std::fs::write(image, format!("VERSION={version}\n")).unwrap();
    }

    fn offers(&self, version: &str, bundle: &[u8]) {
        let sum: String = Sha256::digest(bundle).iter().map(|it| format!("{it:02x}")).collect();
        let size = bundle.len();
        let mut shelf = self.shelf.lock().unwrap();
        shelf.index = format!(
            "version = \"{version}\"\nfile = \"hallgate-0.3.0.raucb\"\nsize = {size}\nsha256 = \"{sum}\"\n"
        );
        shelf.bundle = bundle.to_vec();
    }

    fn fetch(&self) -> Result<Option<String>, NotFetched> {
        fetch(&self.config, &self.places)
    }

    /// The file of a download that was broken off.
    fn part(&self) -> PathBuf {
        let index = index(self.shelf.lock().unwrap().index.as_bytes()).unwrap();
        self.places.fetched().join(format!("{}.part", index.sha256))
    }

    fn left(&self, bytes: &[u8]) {
        std::fs::create_dir_all(self.places.fetched()).unwrap();
        std::fs::write(self.part(), bytes).unwrap();
    }

    fn bundle(&self) -> Vec<u8> {
        self.shelf.lock().unwrap().bundle.clone()
    }

    /// It lies there whole, and nothing beside it.
    fn is_ready(&self) {
        let ready = self.places.fetched().join(READY);
        assert!(std::fs::read(ready).unwrap() == self.bundle());
        assert_eq!(std::fs::read_dir(self.places.fetched()).unwrap().count(), 1);
    }
}

#[test]
fn what_is_newer_is_fetched_whole() {
    let site = Site::new();
    assert_eq!(site.fetch().unwrap().as_deref(), Some("0.3.0"));
    site.is_ready();
}

#[test]
fn a_download_that_was_broken_off_goes_on_where_it_was() {
    let site = Site::new();
    site.left(&site.bundle()[..100_000]);
    std::fs::write(site.places.fetched().join("of-another-night.part"), "x").unwrap();
    assert_eq!(site.fetch().unwrap().as_deref(), Some("0.3.0"));
    assert_eq!(site.shelf.lock().unwrap().asked, ["bytes=100000-"]);
    site.is_ready();

    let site = Site::new();
    site.shelf.lock().unwrap().resumes = false;
    site.left(&site.bundle()[..100_000]);
    assert_eq!(site.fetch().unwrap().as_deref(), Some("0.3.0"));
    site.is_ready();

    let site = Site::new();
    site.left(&site.bundle());
    assert_eq!(site.fetch().unwrap().as_deref(), Some("0.3.0"), "only its name was missing");
    assert!(site.shelf.lock().unwrap().asked.is_empty());
    site.is_ready();
}

#[test]
fn what_came_otherwise_than_it_was_told_is_thrown_away() {
    let site = Site::new();
    site.left(&[1; 100_000]);
    let fault = site.fetch().unwrap_err();
    assert!(matches!(fault, NotFetched::Index("sha256")), "{fault}");
    assert_eq!(std::fs::read_dir(site.places.fetched()).unwrap().count(), 0);
    assert!(site.fetch().unwrap().is_some(), "and comes whole the next time");
    site.is_ready();

    let site = Site::new();
    site.shelf.lock().unwrap().bundle.push(0);
    let fault = site.fetch().unwrap_err();
    assert!(matches!(fault, NotFetched::Index("size")), "{fault}");
    assert!(!site.places.fetched().join(READY).exists());
}

#[test]
fn what_runs_and_what_was_not_kept_is_not_fetched() {
    let site = Site::new();
    site.runs("0.3.0");
    assert_eq!(site.fetch().unwrap(), None);
    // An index that lags behind a door which was updated otherwise.
    site.runs("0.10.0");
    assert_eq!(site.fetch().unwrap(), None);
    assert!(site.shelf.lock().unwrap().asked.is_empty());
    let site = Site::new();
    let outcome = site.places.outcome();
    std::fs::create_dir_all(outcome.parent().unwrap()).unwrap();
    std::fs::write(outcome, "OUTCOME=not_kept\nVERSION=0.3.0\nBACK=0.2.0\nREASON=crashed\n")
        .unwrap();
    assert_eq!(site.fetch().unwrap(), None);
    assert!(site.shelf.lock().unwrap().asked.is_empty());
}

#[test]
fn an_index_that_is_none_is_named_and_nothing_is_fetched() {
    let site = Site::new();
    let good = site.shelf.lock().unwrap().index.clone();
    for (text, wanted) in [
        (String::new(), "TOML"),
        ("<html>sign in</html>".into(), "TOML"),
        (good.replace("hallgate-0.3.0.raucb", "../../etc/passwd"), "file"),
        (good.replace("hallgate-0.3.0.raucb", ".x"), "file"),
        (good.replace("0.3.0\"\nfile", "\"\nfile"), "version"),
        (good.replace("size = 300000", "size = 600000000"), "size"),
        (good.replace("size = 300000", "size = -1"), "TOML"),
        (good.replace("sha256 = \"", "sha256 = \"Z"), "sha256"),
    ] {
        site.shelf.lock().unwrap().index = text.clone();
        let fault = site.fetch().unwrap_err();
        assert!(matches!(fault, NotFetched::Index(what) if what == wanted), "{text}: {fault}");
    }
    site.shelf.lock().unwrap().index = "x".repeat(1 << 20);
    assert!(matches!(site.fetch().unwrap_err(), NotFetched::Index("size")));
    assert!(site.shelf.lock().unwrap().asked.is_empty());
}

#[test]
fn nobody_is_believed_but_the_configured_root_and_without_an_address_nothing_is_asked() {
    let site = Site::new();
    let other = ServerIdentity::new(&ServerTls::Fresh, &[]).unwrap();
    let ca = site.folder.path().join("other.pem");
    std::fs::write(&ca, &other.ca_pem).unwrap();
    let config = UpdateConfig { ca: Some(ca), ..site.config.clone() };
    let fault = fetch(&config, &site.places).unwrap_err();
    assert!(matches!(fault, NotFetched::Link(Fault::TlsUntrusted)), "{fault}");
    let fault = fetch(&UpdateConfig::default(), &site.places).unwrap_err();
    assert!(matches!(fault, NotFetched::NoUrl), "{fault}");
}
