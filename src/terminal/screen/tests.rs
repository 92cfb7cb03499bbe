mod cards;

use std::path::Path;

use jiff::civil::{DateTime, datetime};

use super::*;
use crate::terminal::config::DisplayDriver;
use crate::terminal::door::{Advice, Outage, Reason, RefusalDetail, ShownTicket};
use crate::terminal::store::Programme;

pub(super) fn ticket() -> ShownTicket {
    ShownTicket {
        film_ticket_code: "0123456789012345".parse().unwrap(),
        screen_code: "0000000000000030".parse().unwrap(),
        show_time: datetime(2026, 7, 27, 19, 30, 0, 0),
        film_name: Some("群星之上：最后一次远航 IMAX 3D 英文原版".into()),
        screen_name: Some("8号杜比影院激光巨幕厅".into()),
        seat: Some((12, 28)),
        admitted_at: None,
        lobby: false,
    }
}

/// Every page with the longest that is to be expected on it, and with the least.
pub(super) fn every_page() -> Vec<Page> {
    let bare = ShownTicket { film_name: None, screen_name: None, seat: None, ..ticket() };
    let at = datetime(2026, 12, 30, 20, 30, 0, 0);
    let mut pages = vec![
        Page::Idle,
        Page::Checking,
        Page::GateFault,
        Page::OutOfService(Outage::Camera),
        Page::OutOfService(Outage::Store),
        Page::Released,
        Page::IdleImager,
    ];
    pages.extend(Advice::ALL.iter().copied().map(Page::Unread));
    for ticket in [ticket(), bare] {
        for reopened in [false, true] {
            pages.push(Page::Admitted { ticket: ticket.clone(), reopened });
        }
        let [forged, stale] = [
            (Reason::Forged, RefusalDetail::KeysUntried, None),
            (Reason::StaleEticket, RefusalDetail::PlainCode, Some(ticket.clone())),
        ]
        .map(|(reason, detail, ticket)| Page::Refused { reason, detail, ticket });
        pages.extend([forged, stale]);
        for reason in Reason::ALL.iter().copied() {
            let (detail, known) = match reason {
                Reason::Malformed | Reason::WrongCinema | Reason::StaleEticket => {
                    (RefusalDetail::None, None)
                }
                Reason::Forged => (RefusalDetail::NoKeys, None),
                Reason::AlreadyChecked => (RefusalDetail::AdmittedAt(at), Some(&ticket)),
                Reason::TooEarly => (RefusalDetail::OpensAt(at), Some(&ticket)),
                Reason::Expired => (RefusalDetail::ClosedAt(at), Some(&ticket)),
                _ => (RefusalDetail::None, Some(&ticket)),
            };
            pages.push(Page::Refused { reason, detail, ticket: known.cloned() });
            pages.push(Page::Refused { reason, detail: RefusalDetail::None, ticket: None });
        }
    }
    pages
}

pub(super) fn status() -> StatusBar {
    StatusBar {
        network: Network::Up,
        pending: 0,
        oldest_pending_min: None,
        clock_trusted: true,
        time: datetime(2026, 7, 27, 19, 2, 10, 0),
        keys: 2,
        disk_low: false,
        on_shift: None,
        devices: Devices::default(),
        programme: Programme::default(),
        neighbours: None,
    }
}

fn chinese(name: &str) -> ScreenSettings {
    ScreenSettings::new(Language::Chinese, name)
}

fn screen(device: &Path) -> Result<Screen, ScreenError> {
    let config = DisplayConfig {
        driver: DisplayDriver::Png,
        device: Some(device.to_owned()),
        width: Some(160),
        height: Some(120),
        ..DisplayConfig::default()
    };
    Screen::open(&config, ScreenSettings::new(Language::English, "Hall 3"))
}

fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn any_page_is_drawn_at_any_size_with_any_names() {
    let hostile = "\u{202e}🎬\n|…\u{0}龘".repeat(5000);
    let page = Page::Admitted {
        ticket: ShownTicket {
            film_name: Some(hostile.clone()),
            screen_name: Some(hostile.clone()),
            seat: Some((u32::MAX, 0)),
            ..ticket()
        },
        reopened: false,
    };
    let worst = StatusBar {
        pending: u64::MAX,
        oldest_pending_min: Some(u64::MAX),
        keys: 0,
        disk_low: true,
        on_shift: Some(hostile.clone()),
        ..status()
    };
    for (width, height) in [(0, 0), (1, 1), (3, 200), (200, 3), (128, 64), (160, 120), (240, 320)] {
        let mut canvas = Canvas::new(width, height);
        draw(&mut canvas, &ScreenPage::Door(page.clone()), &worst, &chinese(&hostile));
        draw(
            &mut canvas,
            &ScreenPage::Door(Page::Idle),
            &status(),
            &ScreenSettings::new(Language::English, ""),
        );
    }
    let at = DateTime::MAX;
    let details = [
        RefusalDetail::AdmittedAt(at),
        RefusalDetail::OpensAt(at),
        RefusalDetail::ClosedAt(at),
        RefusalDetail::NoKeys,
        RefusalDetail::KeysUntried,
        RefusalDetail::PlainCode,
    ];
    let odd = Reason::ALL.iter().copied().flat_map(|reason| {
        details.map(|detail| Page::Refused { reason, detail, ticket: Some(ticket()) })
    });
    for page in every_page().into_iter().chain(odd) {
        draw(&mut Canvas::new(160, 120), &ScreenPage::Door(page), &worst, &chinese("3号厅入口"));
    }
}

#[test]
fn a_page_is_pushed_once_and_again_when_the_minute_turns() {
    let folder = tempfile::tempdir().unwrap();
    let device = folder.path().join("pictures");
    let mut screen = screen(&device).unwrap();
    screen.show(&ScreenPage::Door(Page::Idle), &status()).unwrap();
    let first = screen.canvas.clone();
    let second = StatusBar { time: datetime(2026, 7, 27, 19, 2, 59, 9), ..status() };
    screen.show(&ScreenPage::Door(Page::Idle), &second).unwrap();
    assert!(screen.canvas == first);
    let minute = StatusBar { time: datetime(2026, 7, 27, 19, 3, 0, 0), ..status() };
    screen.show(&ScreenPage::Door(Page::Idle), &minute).unwrap();
    assert!(screen.canvas != first, "the clock goes on");
    assert_eq!(files(&device), ["001-idle.png"], "the same page is one picture");
    screen.show(&ScreenPage::Door(Page::Checking), &minute).unwrap();
    screen.show(&ScreenPage::Door(Page::Idle), &minute).unwrap();
    assert_eq!(files(&device), ["001-idle.png", "002-checking.png", "003-idle.png"]);
    let kept = image::open(device.join("003-idle.png")).unwrap().into_rgb8();
    assert_eq!(kept.into_raw(), screen.canvas.to_rgb8());
}

#[test]
fn numbers_go_on_after_an_earlier_run_and_a_failing_panel_is_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let device = folder.path().join("pictures");
    std::fs::create_dir(&device).unwrap();
    std::fs::write(device.join("041-idle.png"), "").unwrap();
    let mut screen = screen(&device).unwrap();
    screen.show(&ScreenPage::Door(Page::Idle), &status()).unwrap();
    assert_eq!(files(&device), ["041-idle.png", "042-idle.png"]);
    std::fs::remove_dir_all(&device).unwrap();
    let fault = screen.show(&ScreenPage::Door(Page::Released), &status()).unwrap_err().to_string();
    assert!(fault.contains("043-released.png"), "{fault}");
    std::fs::create_dir(&device).unwrap();
    screen.show(&ScreenPage::Door(Page::Released), &status()).unwrap();
    assert_eq!(files(&device), ["043-released.png"]);
}

#[test]
fn a_panel_that_cannot_be_opened_says_why() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let fault = screen(file.path()).unwrap_err().to_string();
    assert!(fault.contains("display.device"), "{fault}");
    let config = DisplayConfig { driver: DisplayDriver::St7789, ..DisplayConfig::default() };
    let fault =
        Screen::open(&config, ScreenSettings::new(Language::English, "")).unwrap_err().to_string();
    assert!(fault.starts_with("display.dc_line is missing"), "{fault}");
}

#[test]
fn the_words_are_those_of_the_page() {
    let refused = |reason, detail, ticket| Page::Refused { reason, detail, ticket };
    let nameless = ShownTicket { screen_name: Some(" \n".into()), ..ticket() };
    for (page, language, expected) in [
        (
            refused(Reason::WrongHall, RefusalDetail::None, Some(ticket())),
            Language::Chinese,
            "请到/8号杜比影院激光巨幕厅/不是本厅/7月27日 19:30 开场",
        ),
        (
            refused(Reason::WrongHall, RefusalDetail::None, Some(nameless)),
            Language::English,
            "Wrong hall/See your ticket/Starts 27 Jul 19:30",
        ),
        (
            refused(
                Reason::AlreadyChecked,
                RefusalDetail::AdmittedAt(datetime(2026, 7, 27, 19, 2, 0, 0)),
                None,
            ),
            Language::Chinese,
            "此票已用/7月27日/19:02 检过/请找工作人员",
        ),
        (
            refused(Reason::Forged, RefusalDetail::NoKeys, None),
            Language::English,
            "Not ready/Please ask our staff/Your ticket is not the cause",
        ),
        (
            Page::Admitted { ticket: ticket(), reopened: true },
            Language::English,
            "Welcome/Row 12 Seat 28/The gate is open again/8号杜比影院激光巨幕厅",
        ),
    ] {
        assert_eq!(words(&ScreenPage::Door(page), language).join("/"), expected);
    }
}
