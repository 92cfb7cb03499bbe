//! What a terminal can't have meant is refused at the edge, the same on either engine.

use hallgate::clock::{china_civil, wire_time};
use hallgate::platform::config::Limits;
use hallgate::wire::calls::{Call, PublicKeysQuery};
use jiff::{Span, Timestamp};
use serde_json::{Value, json};

use crate::client::{USERNAME, cinema, report, sold};
use crate::engines::over_each;
use crate::serving::{Site, data};

/// PostgreSQL keeps no text with a NUL in it: neither engine is to meet one.
#[test]
fn a_text_with_a_nul_in_it_is_refused_on_either_engine() {
    over_each(|empty| {
        let mut site = Site::open(&empty, Limits::default(), false);
        let records = sold(&site.national, 0..2);
        let client = &site.client;
        let at = "2024-02-29T19:21:30";
        let stranger = client.signed_raw("1.0", at, PublicKeysQuery::API.as_str(), "{}");
        let (status, body) = client.post(stranger.replace(USERNAME, "hall\\u0000-12")).unwrap();
        assert_eq!(status, 401, "{}: {body}", empty.engine);
        for (field, value) in [
            ("ScreenName", "12\0"),
            ("FilmName", "\0"),
            ("TicketInfoCode", &format!("{}\0x", records[0].ticket_info_code)),
            ("ScreenCode", "000000000000001\0"),
            ("FilmCode", "05120111202\0"),
            ("SessionCode", "202402290000004\0"),
            ("FilmTicketCode", "440102010000000\0"),
        ] {
            let mut record = serde_json::to_value(&records[0]).unwrap();
            record[field] = json!(value);
            let good = serde_json::to_value(&records[1]).unwrap();
            let query = json!({ "CinemaCode": cinema(), "CheckTickets": [good, record] });
            let (status, body) = client.report_raw(&query.to_string());
            let data = data(&body);
            assert_eq!((status, &data["ReportResult"]), (200, &json!(false)), "{field}: {body}");
            assert!(data["Message"].as_str().unwrap().contains("CheckTickets[1]"), "{body}");
        }
        let code = "440102010000000\\u0000";
        let start = "2024-02-29T19:30:00";
        for (api, query) in [
            ("GetPublicKeys", r#"{"CinemaCode":"4401020\u0000"}"#.to_owned()),
            (
                "ReportOriginalCheckTickets",
                r#"{"CinemaCode":"4401020\u0000","CheckTickets":[]}"#.into(),
            ),
            (
                "GetTicketInfo",
                format!(
                    r#"{{"CinemaCode":"44010201","FilmTicketCode":"{code}","StartTime":"{start}"}}"#
                ),
            ),
        ] {
            let (status, body) = client.post(client.signed_raw("1.0", at, api, &query)).unwrap();
            assert_eq!(status, 400, "{api}: {body}");
        }
        let taken = site.session.row("SELECT count(*) FROM records", &[]).unwrap().unwrap();
        assert_eq!(taken.int(0).unwrap(), 0, "{}", empty.engine);
        assert_eq!(site.client.report(records), Ok(true));
    });
}

/// What nothing proves is bounded by what can be.
#[test]
fn a_session_that_can_not_be_and_a_name_without_end_are_refused() {
    over_each(|empty| {
        // Nothing proves what they say.
        let mut site = Site::open(&empty, Limits::default(), false);
        let records = sold(&site.national, 0..3);
        let now = china_civil(Timestamp::now());
        let later = |days: i64| wire_time(now.saturating_add(Span::new().days(days)));
        let changed = |site: &Site, changes: Vec<(&str, Value)>| {
            let mut record = serde_json::to_value(&records[0]).unwrap();
            for (field, value) in changes {
                record[field] = value;
            }
            let good = serde_json::to_value(&records[1]).unwrap();
            let query = json!({ "CinemaCode": cinema(), "CheckTickets": [good, record] });
            let (status, body) = site.client.report_raw(&query.to_string());
            assert_eq!(status, 200, "{body}");
            data(&body)
        };
        for (field, value) in [
            ("StartTime", json!("9999-12-31T23:59:59")),
            ("StartTime", json!("0001-01-01T00:00:00")),
            ("StartTime", json!("2017-12-31T23:59:59")),
            ("StartTime", json!(later(200))),
            ("ScreenName", json!("厅".repeat(1001))),
            ("FilmName", json!("片".repeat(1_000_000))),
        ] {
            let told = changed(&site, vec![(field, value)]);
            assert_eq!(told["ReportResult"], false, "{}: {field}: {told}", empty.engine);
            let message = told["Message"].as_str().unwrap();
            assert!(message.contains("CheckTickets[1]") && message.contains(field), "{message}");
        }
        // One that is on its way to the end of a year's tickets, and one whose clock stood still.
        for changes in [
            vec![("FilmName", json!("片".repeat(1000)))],
            vec![
                ("StartTime", json!("2018-01-01T10:00:00")),
                ("FilmTicketCode", json!("4401020100000091")),
            ],
            vec![("StartTime", json!(later(60))), ("FilmTicketCode", json!("4401020100000092"))],
            vec![
                ("StartTime", json!(later(0))),
                ("CheckTime", json!("2019-01-01T00:00:00")),
                ("FilmTicketCode", json!("4401020100000093")),
            ],
        ] {
            let told = changed(&site, changes);
            assert_eq!(told["ReportResult"], true, "{}: {told}", empty.engine);
        }
        // A report makes room for a few months at a time; whoever was away for long sends less at a time.
        let many: Vec<_> = (0..100)
            .map(|at| {
                let mut record = records[2].clone();
                let month = format!("{}-{:02}-15T19:30:00", 2018 + at / 12, 1 + at % 12);
                record.start_time = month.parse().unwrap();
                record.check_time = record.start_time;
                record
            })
            .collect();
        let (status, body) = site.client.call(&report(many.clone()));
        assert_eq!((status, &data(&body)["ReportResult"]), (200, &json!(false)), "{body}");
        assert!(data(&body)["Message"].as_str().unwrap().contains("months"), "{body}");
        for few in many[..16].chunks(4) {
            assert_eq!(site.client.report(few.to_vec()), Ok(true), "{}", empty.engine);
        }
        site.until("all are here", |site| {
            let row = site.session.row("SELECT count(*) FROM records", &[]).unwrap().unwrap();
            row.int(0).unwrap() == 2 + 3 + 16
        });
    });
}
