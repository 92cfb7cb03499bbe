//! Every page as a picture under `assets/screens/<language>/<size>/`, compared pixel for pixel.
//! `HALLGATE_BLESS=1 cargo test --test screens` writes them anew: look at each before committing.

#[path = "screens/menus.rs"]
mod menus;
#[path = "screens/setup.rs"]
mod setup;
#[path = "screens/sheets.rs"]
mod sheets;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use embedded_graphics::prelude::*;
use hallgate::terminal::config::CameraPlace;
use hallgate::terminal::door::{Advice, Outage, Page, Reason, RefusalDetail, ShownTicket};
use hallgate::terminal::menu;
use hallgate::terminal::presentation::{Card, Notice, NoticeLook, Scope};
use hallgate::terminal::screen::{
    self, Canvas, DeviceState, Devices, NeighbourCount, Network, ScreenPage, ScreenSettings,
    StatusBar, draw, draw_card, pages, scene_name,
};
use hallgate::terminal::store::{Programme, ProgrammeShow};
use hallgate::words::Language;
use jiff::civil::datetime;

const LANGUAGES: [(Language, &str, &str); 2] =
    [(Language::Chinese, "zh-CN", "3号厅入口"), (Language::English, "en", "Hall 3 entrance")];
/// The first is an SSD1306, whose layout is its own.
const PANELS: [(u32, u32); 4] = [(128, 64), (320, 240), (480, 320), (800, 480)];

fn ticket() -> ShownTicket {
    ShownTicket {
        film_ticket_code: "0123456789012345".parse().unwrap(),
        screen_code: "0000000000000003".parse().unwrap(),
        show_time: datetime(2026, 7, 27, 19, 30, 0, 0),
        film_name: Some("龘龘与骉骉：堃海上的最后一夜 珍藏纪念版".into()),
        screen_name: Some("3号激光厅".into()),
        seat: Some((7, 12)),
        admitted_at: None,
        lobby: false,
    }
}

fn bare() -> ShownTicket {
    ShownTicket { film_name: None, screen_name: None, seat: None, ..ticket() }
}

fn status() -> StatusBar {
    StatusBar {
        network: Network::Up,
        pending: 0,
        oldest_pending_min: None,
        clock_trusted: true,
        time: datetime(2026, 7, 27, 19, 12, 0, 0),
        keys: 2,
        disk_low: false,
        on_shift: Some("王芳".into()),
        devices: Devices {
            camera: DeviceState::Works,
            imager: DeviceState::Absent,
            keypad: DeviceState::Works,
            gate: DeviceState::Works,
        },
        programme: Programme::default(),
        neighbours: None,
    }
}

/// What is on, with these films.
fn programme(present: Option<&str>, next: Option<&str>) -> StatusBar {
    let show = |film: &str, hour, minute| ProgrammeShow {
        film_name: film.into(),
        start: datetime(2026, 7, 27, hour, minute, 0, 0),
    };
    let present = present.map(|film| show(film, 17, 15));
    let next = next.map(|film| show(film, 19, 30));
    StatusBar { programme: Programme { present, next }, ..status() }
}

fn refused(reason: Reason, detail: RefusalDetail, ticket: Option<ShownTicket>) -> Page {
    Page::Refused { reason, detail, ticket }
}

/// Each reason to refuse with the details and the ticket that the door would send.
fn refusal(reason: Reason) -> Page {
    let film = ShownTicket { film_name: Some("镕祎与喆的夏天".into()), ..ticket() };
    match reason {
        Reason::Malformed | Reason::WrongCinema | Reason::StaleEticket | Reason::Forged => {
            refused(reason, RefusalDetail::None, None)
        }
        Reason::WrongHall => {
            let ticket = ShownTicket { screen_name: Some("5号IMAX厅".into()), ..film };
            refused(reason, RefusalDetail::None, Some(ticket))
        }
        Reason::AlreadyChecked => refused(
            reason,
            RefusalDetail::AdmittedAt(datetime(2026, 7, 27, 19, 2, 0, 0)),
            Some(film),
        ),
        Reason::Expired => {
            let ticket = ShownTicket { show_time: datetime(2026, 7, 26, 19, 30, 0, 0), ..film };
            refused(
                reason,
                RefusalDetail::ClosedAt(datetime(2026, 7, 26, 21, 30, 0, 0)),
                Some(ticket),
            )
        }
        Reason::TooEarly => {
            let ticket = ShownTicket { show_time: datetime(2026, 7, 27, 21, 0, 0, 0), ..film };
            refused(
                reason,
                RefusalDetail::OpensAt(datetime(2026, 7, 27, 20, 30, 0, 0)),
                Some(ticket),
            )
        }
        _ => refused(reason, RefusalDetail::None, Some(film)),
    }
}

/// Every page, by the name of its picture.
fn gallery(language: Language) -> Vec<(String, ScreenPage, StatusBar)> {
    let menus = menus::gallery(language).into_iter();
    let menus = menus.map(|(name, page)| (name, ScreenPage::Menu(Arc::new(page)), status()));
    let menus: Vec<_> = menus.collect();
    let on_trial =
        menus.iter().filter(|(name, ..)| ["menu-front", "menu-device"].contains(&&**name));
    let on_trial: Vec<_> = on_trial
        .map(|(name, page, status)| (format!("{name}-trial"), page.clone(), status.clone()))
        .collect();
    // Nobody is on shift, and no network was tried, before there is a terminal.
    let status = StatusBar { keys: 1, ..StatusBar::unknown(status().time) };
    let notices = setup::gallery(language).into_iter();
    let notices = notices.map(|(name, page)| (name, page, status.clone()));
    visitors_pages().into_iter().chain(menus).chain(on_trial).chain(notices).collect()
}

/// Every page that visitors can meet.
fn visitors_pages() -> Vec<(String, ScreenPage, StatusBar)> {
    let mut pages = vec![
        Page::Idle,
        Page::Checking,
        Page::Admitted { ticket: ticket(), reopened: false },
        Page::Admitted { ticket: ticket(), reopened: true },
        Page::GateFault,
        Page::OutOfService(Outage::Camera),
        Page::OutOfService(Outage::Store),
        Page::Released,
        Page::IdleImager,
    ];
    pages.extend(Advice::ALL.iter().copied().map(Page::Unread));
    pages.extend(Reason::ALL.iter().copied().filter(|reason| !reason.admits()).map(refusal));
    let mut gallery: Vec<_> = pages
        .into_iter()
        .map(ScreenPage::Door)
        .map(|page| (scene_name(&page), page, status()))
        .collect();

    let offline =
        StatusBar { network: Network::Down, pending: 12, oldest_pending_min: Some(4), ..status() };
    let troubled = StatusBar {
        pending: 37,
        oldest_pending_min: Some(14),
        clock_trusted: false,
        keys: 0,
        disk_low: true,
        on_shift: None,
        ..offline.clone()
    };
    let untried = StatusBar { network: Network::Unknown, ..status() };
    let keyless = StatusBar { keys: 0, ..status() };
    let admitted = Page::Admitted { ticket: bare(), reopened: false };
    let no_keys = refused(Reason::Forged, RefusalDetail::NoKeys, None);
    let untried_keys = refused(Reason::Forged, RefusalDetail::KeysUntried, None);
    let plain_code = refused(Reason::StaleEticket, RefusalDetail::PlainCode, Some(bare()));
    let wrong_hall = refused(Reason::WrongHall, RefusalDetail::None, Some(bare()));
    gallery.push(("admitted-offline".into(), ScreenPage::Door(admitted), offline.clone()));
    gallery.push(("refused-forged-no_keys".into(), ScreenPage::Door(no_keys), keyless));
    let untried_keys = ScreenPage::Door(untried_keys);
    gallery.push(("refused-forged-keys_untried".into(), untried_keys, status()));
    let plain_code = ScreenPage::Door(plain_code);
    gallery.push(("refused-stale_eticket-plain_code".into(), plain_code, status()));
    gallery.push(("refused-wrong_hall-offline".into(), ScreenPage::Door(wrong_hall), offline));
    // The typeface lacks 𠮷, 㐂 and the emoji.
    let rare = ShownTicket { film_name: Some("𠮷野与㐂剧之夜🎬".into()), ..ticket() };
    let rare = Page::Admitted { ticket: rare, reopened: false };
    gallery.push(("admitted-rare_name".into(), ScreenPage::Door(rare), status()));
    // Without a network, by the catalogue.
    let offline = StatusBar { network: Network::Down, ..status() };
    let named =
        ShownTicket { seat: None, film_name: Some("哪吒之魔童闹海".into()), ..ticket() };
    let imax = ShownTicket { screen_name: Some("5号厅 IMAX".into()), ..named.clone() };
    for (name, page) in [
        ("admitted-catalogue", Page::Admitted { ticket: named.clone(), reopened: false }),
        ("reopened-catalogue", Page::Admitted { ticket: named.clone(), reopened: true }),
        (
            "refused-wrong_hall-catalogue",
            refused(Reason::WrongHall, RefusalDetail::None, Some(imax)),
        ),
    ] {
        gallery.push((name.into(), ScreenPage::Door(page), offline.clone()));
    }
    let reopened = Page::Admitted { ticket: bare(), reopened: true };
    gallery.push(("reopened-offline".into(), ScreenPage::Door(reopened), offline));
    let long = "龘龘与骉骉：堃海上的最后一夜 珍藏纪念版 IMAX 3D 英文原版";
    for (name, page, status) in [
        ("idle-next", Page::Idle, programme(None, Some("哪吒之魔童闹海"))),
        ("idle-present", Page::Idle, programme(Some("哪吒之魔童闹海"), None)),
        ("idle-programme", Page::Idle, programme(Some("流浪地球"), Some("哪吒之魔童闹海"))),
        ("idle-programme-long", Page::Idle, programme(Some(long), Some(long))),
        ("idle-imager-programme", Page::IdleImager, programme(Some("流浪地球"), Some(long))),
    ] {
        gallery.push((name.into(), ScreenPage::Door(page), status));
    }
    let checked = RefusalDetail::AdmittedAt(datetime(2026, 7, 27, 19, 2, 0, 0));
    for (name, page) in [
        ("idle", Page::Idle),
        ("admitted", Page::Admitted { ticket: ticket(), reopened: false }),
        ("refused-already_checked", refused(Reason::AlreadyChecked, checked, Some(ticket()))),
        ("refused-wrong_hall", refusal(Reason::WrongHall)),
    ] {
        for setting in ["second_language", "trial"] {
            let page = ScreenPage::Door(page.clone());
            gallery.push((format!("{name}-{setting}"), page, status()));
        }
    }
    for (name, page) in [
        ("checking", Page::Checking),
        ("gate_fault", Page::GateFault),
        ("released", Page::Released),
        ("unread-brighter", Page::Unread(Advice::Brighter)),
        ("unread-nearer", Page::Unread(Advice::Nearer)),
        ("refused-forged", refusal(Reason::Forged)),
        ("refused-too_early", refusal(Reason::TooEarly)),
        ("refused-wrong_cinema", refusal(Reason::WrongCinema)),
    ] {
        gallery.push((format!("{name}-second_language"), ScreenPage::Door(page), status()));
    }
    for (place, status) in [
        ("above", status()),
        ("below", status()),
        ("left", programme(Some("流浪地球"), Some("哪吒之魔童闹海"))),
        ("right", status()),
        ("below-second_language", status()),
    ] {
        gallery.push((format!("idle-camera_{place}"), ScreenPage::Door(Page::Idle), status));
    }
    let lobby = ShownTicket { lobby: true, ..ticket() };
    let lobby = Page::Admitted { ticket: lobby, reopened: false };
    gallery.push(("admitted-lobby".into(), ScreenPage::Door(lobby), status()));
    let there = datetime(2026, 7, 27, 19, 2, 0, 0);
    for (name, door) in
        [("elsewhere", "北门"), ("elsewhere-long", "二层观影大厅东侧入口（靠近电梯）")]
    {
        let ticket = ShownTicket { admitted_at: Some(door.into()), ..ticket() };
        let detail = RefusalDetail::AdmittedElsewhere(there);
        let page = refused(Reason::AlreadyChecked, detail, Some(ticket));
        let name = format!("refused-already_checked-{name}");
        gallery.push((name, ScreenPage::Door(page), status()));
    }
    let away = NeighbourCount { here: 1, missing: 1, attention: true };
    let away = StatusBar { neighbours: Some(away), ..status() };
    gallery.push(("idle-door_away".into(), ScreenPage::Door(Page::Idle), away));
    gallery.push(("idle-connecting".into(), ScreenPage::Door(Page::Idle), untried));
    gallery.push(("idle-troubled".into(), ScreenPage::Door(Page::Idle), troubled));
    gallery
}

/// What is shown on each page; two of them show what a site may set.
fn settings(name: &str, language: Language, door: &str) -> ScreenSettings {
    let other = match language {
        Language::Chinese => Language::English,
        Language::English => Language::Chinese,
    };
    let second = name.ends_with("-second_language").then_some(other);
    let trial = name.ends_with("-trial");
    let camera = [
        ("above", CameraPlace::Above),
        ("below", CameraPlace::Below),
        ("left", CameraPlace::Left),
        ("right", CameraPlace::Right),
    ];
    let camera = camera.into_iter().find(|(place, _)| name.contains(&format!("-camera_{place}")));
    let camera = camera.map(|(_, place)| place);
    let settings = ScreenSettings::new(language, door).with_second(second);
    ScreenSettings { trial, camera, ..settings }.touched(name.ends_with("-touched"))
}

/// Compares with the file; what is wrong with it, if anything. Blessing writes those alone that show something else:
/// how a picture is packed may change with a library, and is nothing to look at.
fn compare(canvas: &Canvas, path: &Path) -> Option<String> {
    let fault = difference(canvas, path)?;
    if std::env::var_os("HALLGATE_BLESS").is_none() {
        return Some(fault);
    }
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, canvas.to_png().unwrap()).unwrap();
    None
}

fn difference(canvas: &Canvas, path: &Path) -> Option<String> {
    let Size { width, height } = canvas.size();
    let drawn = canvas.to_rgb8();
    let kept = match image::open(path) {
        Ok(kept) => kept.into_rgb8(),
        Err(fault) => return Some(format!("{}: {fault}", path.display())),
    };
    let differing = kept.as_raw().chunks(3).zip(drawn.chunks(3)).filter(|(a, b)| a != b).count();
    if kept.dimensions() != (width, height) || differing > 0 {
        return Some(format!("{}: {differing} pixels differ", path.display()));
    }
    None
}

#[test]
fn every_page_looks_as_its_picture() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/screens");
    let mut faults = Vec::new();
    let mut expected = Vec::new();
    for (language, folder, door) in LANGUAGES {
        for (name, page, status) in gallery(language) {
            let settings = settings(&name, language, door);
            for (width, height) in PANELS {
                for (behind, card) in parts(&page, &status, language, (width, height)) {
                    let mut canvas = Canvas::new(width, height);
                    match card {
                        Some(card) => draw_card(&mut canvas, &card, &status, &settings),
                        None => draw(&mut canvas, &page, &status, &settings),
                    }
                    let path = root.join(format!("{folder}/{width}x{height}/{name}{behind}.png"));
                    faults.extend(compare(&canvas, &path));
                    expected.push(path);
                }
            }
        }
    }
    assert!(faults.is_empty(), "HALLGATE_BLESS=1 writes them anew:\n{}", faults.join("\n"));
    for path in pictures(&root) {
        assert!(expected.contains(&path), "{}: no such page any more", path.display());
    }
}

#[test]
fn every_page_of_the_menus_has_a_picture() {
    let pages = menus::gallery(Language::Chinese);
    let shown: BTreeSet<&str> = pages.iter().map(|(_, page)| page.kind()).collect();
    // What anybody reads is the first page of what the technician reads as well.
    let expected = menu::MenuPage::KINDS.iter().copied().filter(|kind| *kind != "Device");
    assert_eq!(shown, expected.collect());
}

/// The parts of a scene that a panel shows one after the other, and what stands behind the names of
/// those after the first; none: it shows the whole.
fn parts(
    scene: &ScreenPage,
    status: &StatusBar,
    language: Language,
    (width, height): (u32, u32),
) -> Vec<(String, Option<Card>)> {
    let whole = vec![(String::new(), None)];
    let behind = |part: usize| if part > 0 { format!("-{}", part + 1) } else { String::new() };
    if let ScreenPage::Notice(notice) = scene {
        let parts = screen::parts(Size::new(width, height), notice).into_iter().enumerate();
        let card = |notice: Notice| match notice.look {
            NoticeLook::Card(card) => Some(*card),
            NoticeLook::Poster(_) => None,
        };
        return parts.map(|(part, notice)| (behind(part), card(notice))).collect();
    }
    let ScreenPage::Menu(page) = scene else { return whole };
    let card = page.card(Scope { language, status: Some(status) });
    let count = pages(Size::new(width, height), &card);
    if count == 1 {
        return whole;
    }
    let part = |part: usize| {
        let behind = behind(part);
        let aside = format!("{}/{count}", part + 1);
        (behind, Some(Card { part, aside, ..card.clone() }))
    };
    (0..count).map(part).collect()
}

fn pictures(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { pictures(&path) } else { vec![path] }).collect()
}

/// Whoever puts the key away by a photograph, or another board's camera, has to read it off any display
/// but the smallest, which says so.
#[test]
fn the_key_is_read_off_the_display() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/screens");
    for (_, folder, _) in LANGUAGES {
        for (width, height) in [(320, 240), (480, 320)] {
            let path = root.join(format!("{folder}/{width}x{height}/menu-key-shown.png"));
            let texts = hallgate::terminal::vision::texts_of(&path).unwrap();
            assert_eq!(texts, [menus::KEY], "{}", path.display());
        }
    }
}
