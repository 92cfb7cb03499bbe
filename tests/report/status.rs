//! `hallgate status` on real stores.

use hallgate::terminal::report::Day;
use hallgate::terminal::report::status::{Status, StatusAlarm, metrics, write};
use hallgate::terminal::store::{
    AdminStore, DISK_LOW, DatabaseKey, FieldChange, Seq, Setting, StoreReader, StoredKey, backup,
};
use hallgate::terminal::sync::Complaints;
use hallgate::terminal::update::{NotKept, WhyNotKept};
use hallgate::ticket::CinemaKey;
use hallgate::transport::Fault;
use hallgate::wire::calls::Api;
use hallgate::wire::{Flaw, What};
use hallgate::words::Language;
use hallgate::words::colour::Palette;
use rsa::RsaPrivateKey;

use super::site::{SHOWS, Site, at};

const NOW: &str = "2026-05-01T23:24:00";

fn ms(china: &str) -> String {
    at(china).as_millisecond().to_string()
}

/// The filled site with keys, contact and a good clock; everything uploaded but the record that
/// is set aside.
fn well() -> Site {
    let mut site = Site::filled();
    let key = |start: &str| StoredKey {
        key: CinemaKey::from_rsa(
            RsaPrivateKey::new(&mut rand::rngs::OsRng, 1024).unwrap().to_public_key(),
        ),
        start_time: start.parse().unwrap(),
    };
    let keys = [key("2026-01-01T00:00:00"), key("2026-06-01T00:00:00")];
    site.store
        .put_keys(site.config.terminal.cinema_code, &keys, true, at("2026-05-01T23:00:00"))
        .unwrap();
    site.store.note_accepted(Seq(7), Seq(14), 8, at("2026-05-01T23:23:00")).unwrap();
    for (setting, value) in [
        (Setting::KeysFetched, ms("2026-05-01T23:00:00")),
        (Setting::LastContact, ms("2026-05-01T23:23:50")),
        (
            Setting::LastError,
            format!("{} the name \u{1b}[31mdoes not resolve", ms("2026-05-01T21:00:00")),
        ),
        (Setting::Clock, "trusted".to_owned()),
    ] {
        site.store.set(setting, &value).unwrap();
    }
    site
}

fn alarms(site: &Site) -> Vec<StatusAlarm> {
    Status::collect(&site.reader(), &site.config, at(NOW)).unwrap().attention
}

fn page(site: &mut Site, language: Language, json: bool) -> (bool, String) {
    let mut out = Vec::new();
    site.config.terminal.language = language;
    let well =
        write(&site.reader(), &site.config, json, Palette::Plain, at(NOW), &mut out).unwrap();
    (well, String::from_utf8(out).unwrap())
}

/// Before what this machine and this program say of themselves.
const MACHINE: [&str; 10] = [
    "Versions    ",
    "版本      ",
    "Machine     ",
    "主机      ",
    "\"hallgate\": ",
    "\"sqlcipher\": ",
    "\"kernel\": ",
    "\"system\": ",
    "\"board\": ",
    "\"up_s\": ",
];

/// What differs from machine to machine and from schema to schema is put out of sight.
fn settled(site: &Site, page: &str) -> String {
    let status = Status::collect(&site.reader(), &site.config, at(NOW)).unwrap();
    let folder = site.folder.path().display().to_string();
    let shown: Vec<String> = page
        .replace(&folder, "/var/lib/hallgate")
        .lines()
        .map(|line| {
            if let Some(at) = MACHINE.iter().find_map(|word| Some(line.find(word)? + word.len())) {
                return format!("{}…", &line[..at]);
            }
            let words = ["free", "剩余", "disk_free_bytes", "bytes"];
            match words.iter().find_map(|word| line.find(word)) {
                Some(_) => line.chars().filter(|char| !char.is_ascii_digit()).collect(),
                None => line.to_owned(),
            }
        })
        .collect();
    let schema = |words: &str| (format!("{words}{}", status.database.schema), format!("{words}…"));
    let page = ["schema ", "结构版本 ", "\"schema\": "]
        .map(schema)
        .iter()
        .fold(shown.join("\n"), |page, (found, settled)| page.replace(found, settled));
    page.replace(&hallgate::words::size(status.database.bytes), "… kB")
}

#[test]
fn where_all_is_well_nothing_calls() {
    let mut site = well();
    assert_eq!(alarms(&site), []);
    let (well, english) = page(&mut site, Language::English, false);
    assert!(well);
    insta::assert_snapshot!("status_well_en", settled(&site, &english));
    let (_, chinese) = page(&mut site, Language::Chinese, false);
    insta::assert_snapshot!("status_well_zh", settled(&site, &chinese));
}

#[test]
fn a_first_day_tells_what_to_do() {
    let mut site = Site::filled();
    site.store.set(Setting::Clock, "behind").unwrap();
    site.store.set(Setting::LastError, "not a time at all").unwrap();
    assert_eq!(
        alarms(&site),
        [
            StatusAlarm::NoKeys,
            StatusAlarm::SetAside,
            StatusAlarm::NoContact,
            StatusAlarm::ClockBehind
        ]
    );
    let (well, chinese) = page(&mut site, Language::Chinese, false);
    assert!(!well);
    insta::assert_snapshot!("status_ill_zh", settled(&site, &chinese));
    let (_, english) = page(&mut site, Language::English, false);
    insta::assert_snapshot!("status_ill_en", settled(&site, &english));
}

#[test]
fn the_last_error_is_told_in_the_language_of_whoever_reads_it() {
    let mut site = well();
    let kept = format!("{} {}", ms("2026-05-01T21:00:00"), Fault::Forbidden(403).kept());
    site.store.set(Setting::LastError, &kept).unwrap();
    let last = |page: &str| page.lines().find(|line| line.contains("403")).unwrap().to_owned();
    let (_, chinese) = page(&mut site, Language::Chinese, false);
    assert!(last(&chinese).contains("2 小时前：平台拒绝访问"), "{chinese}");
    let (_, english) = page(&mut site, Language::English, false);
    assert!(last(&english).contains("2 h ago: the platform refuses access"), "{english}");
    let (_, json) = page(&mut site, Language::Chinese, true);
    let text = format!("\"text\": \"{}\"", Fault::Forbidden(403));
    assert!(json.contains(&text), "{json}");
}

#[test]
fn scripts_read_the_same() {
    let mut site = well();
    let (_, json) = page(&mut site, Language::English, true);
    let read: serde_json::Value = serde_json::from_str(&json).unwrap();
    let free = read["disk_free_bytes"].as_u64().unwrap();
    assert!(free > 0);
    let bytes = std::fs::metadata(&site.config.store.path).unwrap().len();
    assert!(read["database"]["bytes"].as_u64().unwrap() >= bytes);
    insta::assert_snapshot!("status_json", settled(&site, &json));
}

#[test]
fn each_thing_that_is_not_right_calls_alone() {
    type Spoil = fn(&mut Site);
    let cases: [(&[StatusAlarm], Spoil); 8] = [
        (&[StatusAlarm::ClockDiffers], |site| site.store.set(Setting::Clock, "differs").unwrap()),
        (&[StatusAlarm::ClockBehind], |site| site.store.set(Setting::Clock, "behind").unwrap()),
        (&[StatusAlarm::KeysOld], |site| {
            site.store.set(Setting::KeysFetched, &ms("2026-05-01T22:23:59")).unwrap();
        }),
        (&[], |site| site.store.set(Setting::KeysFetched, &ms("2026-05-01T22:24:00")).unwrap()),
        (&[StatusAlarm::NoContact], |site| {
            site.store.set(Setting::LastContact, &ms("2026-05-01T22:00:00")).unwrap();
        }),
        (&[StatusAlarm::NoContact], |site| {
            let error = format!("{} no route to host", ms("2026-05-01T23:24:59"));
            site.store.set(Setting::LastError, &error).unwrap();
        }),
        (&[StatusAlarm::SetAside], |site| {
            site.store.set_aside(Seq(14), at("2026-05-01T23:23:00")).unwrap();
        }),
        (&[], |site| {
            // A contact is written down half a minute late at most: this error was got over.
            let error = format!("{} no route to host", ms("2026-05-01T23:24:20"));
            site.store.set(Setting::LastError, &error).unwrap();
        }),
    ];
    for (at, (expected, spoil)) in cases.into_iter().enumerate() {
        let mut site = well();
        spoil(&mut site);
        assert_eq!(alarms(&site), expected, "case {at}");
    }
}

#[test]
fn what_the_platform_gets_wrong_is_told_and_calls_where_it_decides() {
    let flaw = |api, field: &str, what, count| Flaw { api, field: field.into(), what, count };
    let price = flaw(Api::GetTicketInfo, "Price", What::Unreadable, 1);
    let refund = flaw(Api::GetTicketInfo, "RefundStatus", What::Missing, 1);
    let mut site = well();
    let mut complaints = Complaints::default();
    complaints.take(Api::GetTicketInfo, vec![price], at("2026-05-01T12:00:00"));
    site.store.set(Setting::PlatformFlaws, &complaints.kept()).unwrap();
    assert_eq!(alarms(&site), []);
    let (_, english) = page(&mut site, Language::English, false);
    assert!(english.contains("GetTicketInfo: Price can not be read (1)"), "{english}");
    complaints.take(Api::GetTicketInfo, vec![refund], at("2026-05-01T23:00:00"));
    site.store.set(Setting::PlatformFlaws, &complaints.kept()).unwrap();
    assert_eq!(alarms(&site), [StatusAlarm::PlatformFault]);
    let (well, chinese) = page(&mut site, Language::Chinese, false);
    assert!(!well && chinese.contains("应答中缺少 RefundStatus"), "{chinese}");
    let (_, json) = page(&mut site, Language::English, true);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let fault = serde_json::json!({
        "api": "GetTicketInfo", "field": "RefundStatus", "what": "missing", "count": 1,
        "at": "2026-05-01T23:00:00+08:00"
    });
    assert_eq!(json["platform_faults"][1], fault);
    assert_eq!(json["attention"][0], "platform_fault");
}

#[test]
fn an_older_copy_is_told_before_any_start() {
    let mut site = well();
    let path = site.config.store.path.clone();
    let key = DatabaseKey::load(&site.config.store.key).unwrap();
    let older = site.folder.path().join("older");
    backup(&path, &key, &older).unwrap();
    site.admit(15, "2026-05-01T23:20:00", &SHOWS[0]);
    site.store.keep_log_head().unwrap();
    assert!(alarms(&site).is_empty());

    let Site { folder: _folder, mut config, store } = site;
    drop(store);
    std::fs::copy(&older, &path).unwrap();
    let reader = StoreReader::open(&path, &key).unwrap();
    let mut printed = |language, json| {
        config.terminal.language = language;
        let mut out = Vec::new();
        assert!(!write(&reader, &config, json, Palette::Plain, at(NOW), &mut out).unwrap());
        String::from_utf8(out).unwrap()
    };
    let english = printed(Language::English, false);
    assert!(english.contains("1 records that were there are missing, up to 1 of them pending"));
    let chinese = printed(Language::Chinese, false);
    assert!(chinese.contains("已知的检票记录少了 1 条（其中待上传的至多 1 条）"));
    let json: serde_json::Value = serde_json::from_str(&printed(Language::English, true)).unwrap();
    assert_eq!(json["attention"], serde_json::json!(["store_lacking"]));
    let lacking = serde_json::json!({ "records": 1, "pending": 1 });
    assert_eq!(json["database"]["lacking"], lacking);
}

#[test]
fn an_update_that_was_not_kept_calls_until_the_next_one() {
    let site = well();
    let mut status = Status::collect(&site.reader(), &site.config, at(NOW)).unwrap();
    assert_eq!(status.update_not_kept, None);
    status.update_not_kept = Some(NotKept {
        version: "0.3.0".into(),
        back: "0.2.0".into(),
        why: WhyNotKept::of("self_test:camera,display"),
    });
    assert_eq!(status.alarms(3600), [StatusAlarm::UpdateNotKept]);
    let json = serde_json::to_value(&status).unwrap();
    let expected = serde_json::json!({
        "version": "0.3.0", "back": "0.2.0", "why": "self_test:camera,display"
    });
    assert_eq!(json["update_not_kept"], expected);
}

#[test]
fn a_disk_that_fills_up_is_told_in_good_time() {
    let site = well();
    let mut status = Status::collect(&site.reader(), &site.config, at(NOW)).unwrap();
    for (free, expected) in
        [(Some(DISK_LOW - 1), vec![StatusAlarm::DiskLow]), (Some(DISK_LOW), vec![]), (None, vec![])]
    {
        status.disk_free_bytes = free;
        assert_eq!(status.alarms(3600), expected, "{free:?}");
    }
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    use unicode_width::UnicodeWidthStr;
    let mut site = Site::filled();
    site.store.set(Setting::Clock, "differs").unwrap();
    for language in [Language::Chinese, Language::English] {
        let page = page(&mut site, language, false).1;
        for line in page.lines().filter(|line| !line.contains("hallgate.db")) {
            assert!(line.width() <= 100, "{} columns: {line}", line.width());
        }
    }
}

#[test]
fn ten_minutes_are_the_limit_of_the_upload() {
    let site = Site::filled();
    let late = |now: &str| {
        let status = Status::collect(&site.reader(), &site.config, at(now)).unwrap();
        status.attention.contains(&StatusAlarm::UploadLate)
    };
    // The oldest pending record is of 23:59:59.
    assert!(!late("2026-05-01T23:20:00"), "a clock that was set back is no delay");
    assert!(!late("2026-05-02T00:09:59"));
    assert!(late("2026-05-02T00:10:00"));
}

#[test]
fn what_was_changed_at_the_terminal_is_told_and_what_no_longer_fits_is_an_alarm() {
    let mut site = well();
    let key = DatabaseKey::load(&site.config.store.key).unwrap();
    let mut admin_store = AdminStore::open(&site.config.store.path, &key).unwrap();
    let mut change = |key: &str, value: &str| {
        let changed = FieldChange {
            key: key.into(),
            value: value.into(),
            by: "chen".into(),
            at: at("2026-05-01T20:00:00"),
        };
        admin_store.change(|change| change.set_field(&changed)).unwrap();
    };
    change("gate.unlock_ms", "8000");
    change("admission.open_before_min", "30");
    let (well, page_text) = page(&mut site, Language::English, false);
    let line = "ok    Settings      gate.unlock_ms is 8000 (the file: 5000, changed by chen)\n";
    assert!(well && page_text.ends_with(line), "{page_text}");
    change("admission.online", "x");
    assert_eq!(alarms(&site), [StatusAlarm::SettingUnfit]);
    let (well, page_text) = page(&mut site, Language::Chinese, false);
    assert!(
        !well && page_text.contains("admission.online 的值 x 无效，按配置文件用 prefer"),
        "{page_text}"
    );
    let (_, json) = page(&mut site, Language::English, true);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["settings"][0]["fits"], false);
    assert_eq!(json["settings"][1]["configured"], "5000");
}

#[test]
fn whoever_watches_many_terminals_gets_figures_and_no_names() {
    let site = well();
    let told = |site: &Site| {
        let (reader, terminal) = (site.reader(), &site.config.terminal);
        let status = Status::collect(&reader, &site.config, at(NOW)).unwrap();
        let day = Day::compute(&reader, "2026-05-01".parse().unwrap(), terminal, at(NOW)).unwrap();
        (metrics(&status, &day), day)
    };
    let (text, day) = told(&site);
    for line in [
        "hallgate_attention{alarm=\"set_aside\"} 0".to_owned(),
        "hallgate_attention{alarm=\"no_keys\"} 0".to_owned(),
        "hallgate_keys 2".to_owned(),
        "hallgate_pending_records 0".to_owned(),
        "hallgate_contact_age_seconds 10".to_owned(),
        "hallgate_keys_age_seconds 1440".to_owned(),
        "hallgate_clock_trusted 1".to_owned(),
        format!("hallgate_admitted_today {}", day.sums.totals.admitted),
        format!("hallgate_refused_today {}", day.sums.refused),
        "# EOF".to_owned(),
    ] {
        assert!(text.lines().any(|it| it == line), "{line}: {text}");
    }
    assert!(day.sums.totals.admitted > 0 && day.sums.refused > 0);
    // All kinds that readers of the older text format know, which take the whole file or nothing.
    let kinds = text.lines().filter(|line| line.starts_with("# TYPE "));
    let known = ["counter", "gauge", "histogram", "summary", "untyped"];
    for line in kinds {
        assert!(known.iter().any(|kind| line.ends_with(&format!(" {kind}"))), "{line}");
    }
    let version = format!("hallgate_build_info{{version=\"{}\"}} 1", env!("CARGO_PKG_VERSION"));
    assert!(text.contains(&version) && text.contains("hallgate_written_at_seconds "), "{text}");
    for secret in [&site.config.terminal.name, &site.config.platform.username] {
        assert!(secret.is_empty() || !text.contains(secret.as_str()), "{text}");
    }
    // A terminal that is as it came has no ages, and its alarms.
    let (text, _) = told(&Site::empty());
    assert!(!text.contains("_age_seconds") && text.contains("alarm=\"no_keys\"} 1"), "{text}");
}
