//! The pages of a first boot, as whoever stands there meets them.

use std::sync::Arc;

use hallgate::terminal::config::ValueFault;
use hallgate::terminal::screen::ScreenPage;
use hallgate::terminal::setup::{CardFault, CardMistake, SetupPage, SiteFault};
use hallgate::words::{Bilingual, Language, Message};

fn mistake(line: usize, key: &str, fault: ValueFault) -> CardMistake {
    CardMistake { line: Some(line), key: key.to_owned(), fault }
}

/// Every page in a language, by the name of its picture.
pub fn gallery(language: Language) -> Vec<(String, ScreenPage)> {
    let fault = |fault: CardFault| Bilingual::by(|language| fault.message(language));
    let name = || "hall-3".to_owned();
    let width = ValueFault::CodeWidth { text: "1234".into(), found: 4, wanted: 8 };
    let subnet = ValueFault::Site(SiteFault::NoSubnet("192.168.1.20".into()));
    let mistakes = |old_goes_on| SetupPage::Mistakes {
        mistakes: vec![
            mistake(3, "terminal.cinema_code", width.clone()),
            mistake(31, "network.address", subnet.clone()),
        ],
        old_goes_on,
    };
    let one = SetupPage::Mistakes {
        mistakes: vec![mistake(
            12,
            "[gate]",
            ValueFault::Site(SiteFault::GateOfUnknownBoard("Radxa ROCK 5".into())),
        )],
        old_goes_on: true,
    };
    let unreached =
        Bilingual::by(|language| hallgate::transport::Fault::ConnectTimeout.message(language));
    let pages = [
        SetupPage::HoldSheet { misnamed: None },
        SetupPage::HoldSheet { misnamed: Some("hallgate.toml.txt".into()) },
        SetupPage::AnotherSheet,
        SetupPage::NotTheSheet { is_ticket: true },
        SetupPage::NotTheSheet { is_ticket: false },
        SetupPage::SheetOfOther { found: "hall-5".into(), own: name() },
        SetupPage::WifiTaken { ssid: "cinema-doors".into(), country: "CN".into() },
        mistakes(false),
        one,
        SetupPage::Fault(fault(CardFault::Utf16("/boot/firmware/hallgate.toml".into()))),
        SetupPage::Enrolling { name: name(), url: "https://platform.example:9000/".into() },
        SetupPage::NotEnrolled { why: unreached, address: Some("192.168.1.23".into()) },
        SetupPage::OldKey { name: name(), why: None },
        SetupPage::Ready { name: name() },
    ];
    let mut gallery: Vec<(String, ScreenPage)> = Vec::new();
    for page in &pages {
        for (_, notice) in page.notices(Some(language)) {
            let count = gallery.iter().filter(|(name, _)| name.starts_with(&notice.name)).count();
            // Told apart by letters: a panel's parts are numbered.
            let behind = ["", "-b", "-c", "-d"][count];
            let name = format!("{}{behind}", notice.name);
            gallery.push((name, ScreenPage::Notice(Arc::new(notice))));
        }
    }
    gallery
}
