//! Replies as they may come: each field in each wrong type costs that field and nothing beside it.

use hallgate::wire::calls::{
    Call, PublicKeysQuery, PublicKeysReply, ReportReply, TicketInfo, TicketType,
};
use hallgate::wire::{DataFault, Reply, ReplyError, What, WithFlaws};
use serde_json::Value;

use super::{ASKED, golden, query, report, ticket_info};

fn reply(data: &str) -> Reply {
    Reply::parse(format!(r#"{{"Version":"1.0","ReplyData":{data}}}"#).as_bytes()).unwrap()
}

/// Each call's reading of a reply.
fn result(reply: &Reply) -> Result<ReportReply, ReplyError> {
    report().read(reply).map(|read| read.data)
}

fn keys_of(reply: &Reply) -> Result<PublicKeysReply, ReplyError> {
    PublicKeysQuery { cinema_code: "44010201".parse().unwrap() }.read(reply).map(|read| read.data)
}

fn ticket(reply: &Reply) -> Result<WithFlaws<Option<TicketInfo>>, ReplyError> {
    let read = query().read(reply)?;
    Ok(WithFlaws { data: read.data.ticket, flaws: read.flaws })
}

#[test]
fn report_results_come_in_many_forms() {
    for (data, wanted) in [
        (r#"{"ReportResult":true}"#, Some(true)),
        (r#"{"ReportResult":"true"}"#, Some(true)),
        (r#"{"ReportResult":"True","Error":"none"}"#, Some(true)),
        (r#"{"ReportResult":" TRUE "}"#, Some(true)),
        (r#"{"ReportResult":false}"#, Some(false)),
        (r#"{"ReportResult":"False"}"#, Some(false)),
        (r#"{"ReportResult":null}"#, None),
        (r#"{"ReportResult":1}"#, None),
        (r#"{"ReportResult":""}"#, None),
        (r#"{"ReportResult":"上报检票信息结果"}"#, None),
        (r#"{"ReportResult":{}}"#, None),
        ("{}", None),
        ("null", None),
        ("true", None),
    ] {
        let read = result(&reply(data)).ok().map(|report| report.report_result);
        assert_eq!(read, wanted, "{data}");
    }
}

#[test]
fn one_bad_key_of_a_list_holds_back_no_other() {
    let keys = |data: &str| {
        let read = keys_of(&reply(data));
        read.ok().map(|keys| {
            let texts =
                keys.public_keys.into_iter().map(|key| key.public_key + "|" + &key.start_time);
            texts.collect::<Vec<_>>()
        })
    };
    for (data, wanted) in [
        (r#"{"PublicKeys":[]}"#, Some(vec![])),
        (
            r#"{"PublicKeys":[null,{"PublicKey":null},{"PublicKey":"K","StartTime":"S"},7,{}]}"#,
            Some(vec!["|", "|", "K|S", "|", "|"]),
        ),
        (r#"{"PublicKeys":[{"PublicKey":"K","StartTime":null,"More":1}]}"#, Some(vec!["K|"])),
        (r#"{"PublicKeys":null}"#, None),
        (r#"{"PublicKeys":"K"}"#, None),
        ("{}", None),
        ("null", None),
    ] {
        let wanted = wanted.map(|list: Vec<&str>| list.into_iter().map(str::to_owned).collect());
        assert_eq!(keys(data), wanted, "{data}");
    }
}

/// The golden reply about a ticket with something in it replaced.
fn changed(from: &str, to: &str) -> Reply {
    let golden = golden("GetTicketInfo.reply.json");
    assert!(golden.contains(from), "{from}");
    Reply::parse(golden.replace(from, to).as_bytes()).unwrap()
}

#[test]
fn ticket_facts_come_in_many_forms() {
    let info = ticket_info();
    let counter = TicketInfo { ticket_type: Some(TicketType::Counter), ..info.clone() };
    for (from, to, wanted) in [
        (r#""RowNum":7"#, r#""RowNum":"7""#, info.clone()),
        (r#""RowNum":7"#, r#""RowNum":7.0"#, info.clone()),
        (r#""RowNum":7"#, r#""RowNum":" 07 ""#, info.clone()),
        (r#""Price":49.50"#, r#""Price":"49.50""#, info.clone()),
        (r#""Price":49.50"#, r#""Price":49.5"#, info.clone()),
        (r#""Price":49.50"#, r#""Price":"""#, TicketInfo { price: None, ..info.clone() }),
        (r#""Service":3.00"#, r#""Service":3"#, info.clone()),
        (r#""Service":3.00"#, r#""Service":"3""#, info.clone()),
        (r#""StartTime":"2024-02-29T"#, r#""StartTime":"2024-02-29 "#, info.clone()),
        (r#"T19:30:00""#, r#"T11:30:00.000Z""#, info.clone()),
        (r#""44010201""#, "44010201", info.clone()),
        (r#""4401020187654321""#, "4401020187654321", info.clone()),
        (r#""4401020187654321""#, r#"" 4401020187654321 ""#, info.clone()),
        (r#""RowNum":7"#, r#""RowNum":null"#, TicketInfo { row_num: 0, ..info.clone() }),
        (r#""RowNum":7"#, r#""RowNum":"A""#, TicketInfo { row_num: 0, ..info.clone() }),
        (r#""RowNum":7,"#, "", TicketInfo { row_num: 0, ..info.clone() }),
        (
            r#""FilmName":"囍事""#,
            r#""FilmName":null"#,
            TicketInfo { film_name: String::new(), ..info.clone() },
        ),
        (
            r#""ScreenName":"12号厅""#,
            r#""ScreenName":12"#,
            TicketInfo { screen_name: "12".into(), ..info.clone() },
        ),
        ("网络售票", "", counter.clone()),
        (r#""网络售票""#, "null", counter.clone()),
        (
            r#""2024-02-29T12:00:00""#,
            "null",
            TicketInfo { refund_time: String::new(), ..info.clone() },
        ),
    ] {
        let read = ticket(&changed(from, to)).unwrap();
        assert_eq!((read.data.as_ref(), read.flaws), (Some(&wanted), vec![]), "{to}");
    }
    let other = ticket(&changed(ASKED, "4401020187654320"));
    assert!(matches!(other, Err(ReplyError::Data(bad)) if bad.what == DataFault::NotAsked));
    for data in
        ["{}", "null", "[]", "\"\"", r#"{"FilmTicketCode":""}"#, r#"{"FilmTicketCode":null}"#]
    {
        let read = ticket(&reply(data)).unwrap();
        assert_eq!((read.data, read.flaws), (None, vec![]), "{data}");
    }
}

#[test]
fn a_status_is_read_however_it_is_written() {
    for (words, wanted) in [
        (
            r#""Yes" "yes" "YES" "Y" "y" 1 1.0 "1" true "true" "True" "是" " Yes " "Ｙｅｓ""#,
            Some(true),
        ),
        (r#""No" "no" "N" "n" 0 0.00 "0" false "false" "否" "" null"#, Some(false)),
        (r#""未检票" 2 -1 [] {} ["Yes"] {"Value":"Yes"} "Yes,No" "不是" 1e999 "\ud83d""#, None),
    ] {
        // One word may hold a space.
        for word in words.replace("\" Yes \"", "\"\\tYes\\n\"").split(' ') {
            let refund = changed(r#""RefundStatus":"Yes""#, &format!(r#""RefundStatus":{word}"#));
            let read = ticket(&refund).unwrap();
            let flagged =
                read.flaws.iter().any(|flaw| flaw.weighs() && flaw.what == What::Unreadable);
            let info = read.data.unwrap();
            assert_eq!((info.refund_status, flagged), (wanted, wanted.is_none()), "{word}");
            assert_eq!(info.check_status, Some(false));
            let check = changed(r#""CheckStatus":"No""#, &format!(r#""CheckStatus":{word}"#));
            let info = ticket(&check).unwrap().data.unwrap();
            assert_eq!((info.check_status, info.refund_status), (wanted, Some(true)), "{word}");
        }
    }
}

#[test]
fn a_status_is_found_wherever_it_stands() {
    const YES: &str = r#""RefundStatus":"Yes""#;
    for (to, wanted, what) in [
        ("\"More\":1", None, Some(What::Missing)),
        (r#""refundstatus":"Yes""#, Some(true), None),
        (r#"" RefundStatus ":"Yes""#, Some(true), None),
        (r#""RefundStatus":"Yes","RefundStatus":"Yes""#, Some(true), None),
        (r#""RefundStatus":"Yes","RefundStatus":"No""#, Some(true), Some(What::Contradictory)),
        (r#""RefundStatus":"No","RefundStatus":"Yes""#, Some(true), Some(What::Contradictory)),
        (r#""RefundStatus":{},"RefundStatus":"Yes""#, Some(true), Some(What::Contradictory)),
        (r#""RefundStatus":{},"RefundStatus":"No""#, None, Some(What::Unreadable)),
    ] {
        let read = ticket(&changed(YES, to)).unwrap();
        let flaws: Vec<What> = read.flaws.iter().map(|flaw| flaw.what).collect();
        assert_eq!(read.data.unwrap().refund_status, wanted, "{to}");
        assert_eq!(flaws, Vec::from_iter(what), "{to}");
    }
    let own = format!(r#"{{"FilmTicketCode":"{ASKED}",{YES},"CheckStatus":"No"}}"#);
    let quoted = serde_json::to_string(&own).unwrap();
    for data in [
        format!("[{own}]"),
        format!(r#"[7,{{"FilmTicketCode":"1234567812345678"}},{own}]"#),
        quoted,
        own.clone(),
    ] {
        let info = ticket(&reply(&data)).unwrap().data.unwrap();
        assert_eq!((info.check_status, info.refund_status), (Some(false), Some(true)), "{data}");
    }
    // What does not say whose it is was asked about this ticket.
    let nameless = r#"{"RefundStatus":"Yes","CheckStatus":"No"}"#;
    let read = ticket(&reply(nameless)).unwrap();
    assert_eq!(read.data.unwrap().refund_status, Some(true));
    assert_eq!(read.flaws[0].field, "FilmTicketCode");
}

/// Values of every type, none of which is one of these fields'.
fn wrong() -> Vec<String> {
    let deep = "[".repeat(50_000) + &"]".repeat(50_000);
    let mut all: Vec<String> = [
        "[]",
        "{}",
        r#"{"a":{"b":[]}}"#,
        r#"["x"]"#,
        "true",
        "-1",
        "-0.00",
        "35.005",
        "1e999",
        "123456789012345678901234567890",
        r#""35元""#,
        r#""12345678901234567""#,
        r#""2024-02-29 25:61:61""#,
        r#""\ud800""#,
        r#""\u0000""#,
        r#""\u001b[2J""#,
    ]
    .map(str::to_owned)
    .into();
    all.extend([deep, format!("\"{}\"", "长".repeat(100_000))]);
    all
}

#[test]
fn a_field_of_the_wrong_type_costs_itself_alone() {
    let golden = golden("GetTicketInfo.reply.json");
    let body: Value = serde_json::from_str(&golden).unwrap();
    let fields = body["ReplyData"].as_object().unwrap();
    assert_eq!(fields.len(), 18);
    for (name, value) in fields {
        for wrong in wrong() {
            let shown: String = wrong.chars().take(30).collect();
            let from = format!("\"{name}\":{}", written(value, &golden, name));
            let read = ticket(&changed(&from, &format!("\"{name}\":{wrong}")));
            let read = read.unwrap_or_else(|fault| panic!("{name} {shown}: {fault}"));
            let flagged = read.flaws.iter().any(|flaw| flaw.field == *name);
            assert_eq!(read.flaws.len(), usize::from(flagged), "{name} {shown}: {:?}", read.flaws);
            let info = serde_json::to_value(read.data.as_ref().unwrap()).unwrap();
            for other in fields.keys().filter(|other| *other != name) {
                let whole = serde_json::to_value(ticket_info()).unwrap();
                assert_eq!(info[other], whole[other], "{name} {shown} costs {other}");
            }
            if wrong.starts_with(['[', '{']) {
                assert!(flagged, "{name} {shown} is told");
            }
        }
    }
}

/// How a field stands in the golden reply: an amount keeps its decimals.
fn written(value: &Value, golden: &str, name: &str) -> String {
    if value.is_string() {
        return value.to_string();
    }
    let (_, rest) = golden.split_once(&format!("\"{name}\":")).unwrap();
    rest[..rest.find(',').unwrap()].to_owned()
}

#[test]
fn a_key_of_the_wrong_shape_costs_itself_alone() {
    const GOOD: &str = r#"{"PublicKey":"K","StartTime":"S"}"#;
    let fields = ["PublicKey", "StartTime"];
    for wrong in wrong() {
        let shown: String = wrong.chars().take(30).collect();
        let entries = fields.map(|name| GOOD.replace(&format!("\"{}\"", &name[..1]), &wrong));
        for bad in [wrong.clone()].into_iter().chain(entries) {
            for list in [format!("[{GOOD},{bad}]"), format!("[{bad},{GOOD}]")] {
                let keys = keys_of(&reply(&format!(r#"{{"PublicKeys":{list}}}"#))).unwrap();
                let good = keys.public_keys.iter().filter(|key| key.public_key == "K");
                assert!(keys.public_keys.len() == 2 && good.count() >= 1, "{shown}");
            }
        }
        // Beside the list.
        let keys = reply(&format!(r#"{{"More":{wrong},"PublicKeys":[{GOOD}]}}"#));
        assert_eq!(keys_of(&keys).unwrap().public_keys.len(), 1, "{shown}");
    }
}

#[test]
fn a_result_of_the_wrong_type_is_none_and_what_stands_beside_it_costs_nothing() {
    for wrong in wrong().into_iter().filter(|wrong| wrong != "true") {
        let shown: String = wrong.chars().take(30).collect();
        let alone = reply(&format!(r#"{{"ReportResult":{wrong}}}"#));
        assert!(result(&alone).is_err(), "{shown}");
        let twice = reply(&format!(r#"{{"ReportResult":{wrong},"ReportResult":true}}"#));
        assert!(result(&twice).is_err(), "what is not certain goes up again: {shown}");
        let beside = reply(&format!(r#"{{"Message":{wrong},"ReportResult":true}}"#));
        assert!(result(&beside).unwrap().report_result, "{shown}");
    }
}

#[test]
fn the_envelope_is_read_whatever_stands_in_its_other_fields() {
    for wrong in wrong() {
        let shown: String = wrong.chars().take(30).collect();
        for name in ["Version", "Datetime", "More"] {
            let body = format!(r#"{{"{name}":{wrong},"ReplyData":{{"ReportResult":true}}}}"#);
            let reply = Reply::parse(body.as_bytes()).unwrap();
            assert!(result(&reply).unwrap().report_result, "{name} {shown}");
            assert_eq!(reply.datetime, None, "{name} {shown}");
        }
        // As the whole of the data it is no answer, and no crash.
        let data = reply(&wrong);
        assert!(result(&data).is_err() && keys_of(&data).is_err(), "{shown}");
        let info = ticket(&data).map(|reply| reply.data);
        assert!(matches!(info, Err(_) | Ok(None)), "{shown}");
    }
}
