//! What a terminal can't have meant is refused at the edge, the same on either engine.

use hallgate::platform::config::Limits;
use hallgate::wire::calls::{Call, PublicKeysQuery};
use serde_json::json;

use crate::client::{USERNAME, cinema, sold};
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
