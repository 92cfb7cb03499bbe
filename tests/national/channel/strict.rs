//! What the channel does not take: wrong signatures, missing, unknown and doubled parameters, other ways of asking.

use super::{MOBILE, house};

fn code(body: &str) -> i64 {
    let reply: serde_json::Value = serde_json::from_str(body).unwrap();
    reply["code"].as_i64().unwrap()
}

#[test]
fn a_call_is_signed_over_all_that_is_sent() {
    let house = house();
    let own = house.credentials.channel_code.clone();
    assert_eq!(code(&house.by_hand("queryHalls", &[("cinemaID", "5809")])), 1);
    // Chinese is signed in its code page and sent in UTF-8.
    let names =
        [("showtimeID", "9999"), ("seatIDs", "1"), ("seatNames", "6排06座"), ("mobile", MOBILE)];
    assert_eq!(code(&house.by_hand("lockSeats", &names)), 201);
    let good = hallgate::channel::sign(
        &[("channelCode", own.as_str()), ("cinemaID", "5809")],
        &house.credentials.secret,
    )
    .unwrap();
    let sent = |channel_code: &str, cinema: &str, sign: &str| {
        let parameters = [("channelCode", channel_code), ("cinemaID", cinema), ("sign", sign)];
        code(&house.sent("queryHalls", &parameters))
    };
    assert_eq!(sent(&own, "5809", &good), 1);
    assert_eq!(sent(&own, "5810", &good), 101, "another cinema than was signed");
    assert_eq!(sent(&own, "5809", &good.to_uppercase()), 101);
    assert_eq!(sent("other", "5809", &good), 101);
    assert_eq!((sent("", "5809", &good), sent(&own, "5809", "")), (200, 200));
    assert_eq!(code(&house.sent("queryMovies", &[])), 200);
    let more = [("channelCode", own.as_str()), ("cinemaID", "5809"), ("x", "1"), ("sign", &good)];
    assert_eq!(code(&house.sent("queryHalls", &more)), 101, "what is not signed is not sent");
}

#[test]
fn parameters_are_the_calls_own_each_once() {
    let house = house();
    for (call, parameters) in [
        ("queryHalls", &[][..]),
        ("queryHalls", &[("cinemaID", "")]),
        ("queryHalls", &[("cinemaID", "x")]),
        ("queryHalls", &[("cinemaID", "-5809")]),
        ("queryHalls", &[("cinemaid", "5809")]),
        ("queryHalls", &[("cinemaID", "5809"), ("status", "1")]),
        ("queryHalls", &[("cinemaID", "5809"), ("cinemaID", "5809")]),
        ("queryMovies", &[("channelCode", "hallgate-trial")]),
        ("queryCinemas", &[("pageIndex", "0")]),
        ("queryShowSeats", &[("showtimeID", "1"), ("status", "7")]),
        ("lockSeats", &[("showtimeID", "1"), ("seatIDs", "1_1"), ("seatNames", "1排1座")]),
        ("submitOrder", &[("mobile", MOBILE), ("amount", "3800")]),
        ("queryOrder", &[]),
    ] {
        assert_eq!(code(&house.by_hand(call, parameters)), 200, "{call} {parameters:?}");
    }
    let seats = |ids, names| {
        [("showtimeID", "1"), ("seatIDs", ids), ("seatNames", names), ("mobile", MOBILE)]
    };
    let five = seats("1_1,2_1,3_1,4_1,5_1", "1排1座,1排2座,1排3座,1排4座,1排5座");
    assert_eq!(code(&house.by_hand("lockSeats", &five)), 301);
    assert_eq!(code(&house.by_hand("lockSeats", &seats("1_1,2_1", "1排1座"))), 301);
    assert_eq!(code(&house.by_hand("lockSeats", &seats("1_1", "1排1座"))), 1);
}

#[test]
fn a_mobile_number_is_one_and_stands_in_no_address() {
    let house = house();
    let lock = |mobile| {
        [("showtimeID", "1"), ("seatIDs", "1_1"), ("seatNames", "1排1座"), ("mobile", mobile)]
    };
    let submit = |mobile| [("orderExternalID", "1"), ("amount", "3800"), ("mobile", mobile)];
    for mobile in ["abc", "1380013800", "138001380000", "23800138000", "+8613800138000"] {
        for (call, parameters) in
            [("lockSeats", &lock(mobile)[..]), ("submitOrder", &submit(mobile))]
        {
            let body = house.by_hand(call, parameters);
            assert!(code(&body) == 200 && body.contains("（mobile）"), "{mobile}: {body}");
        }
    }
    for (call, parameters) in [("lockSeats", &lock(MOBILE)[..]), ("submitOrder", &submit(MOBILE))] {
        let url = format!("{}{call}.aspx", house.channel.url());
        let signed = house.signed(parameters);
        let pairs = signed.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let got = ureq::get(&url).query_pairs(pairs.clone()).call();
        let (in_address, in_form): (Vec<_>, Vec<_>) =
            pairs.partition(|(name, _)| *name == "mobile");
        let posted = ureq::post(&url).query_pairs(in_address).send_form(in_form);
        for answer in [got, posted] {
            let body = answer.unwrap().body_mut().read_to_string().unwrap();
            assert!(code(&body) == 200 && body.contains("mobile by POST"), "{body}");
        }
    }
    let body = house.by_hand("queryHalls", &[]);
    assert!(body.contains("缺少参数（cinemaID）"), "{body}");
}

#[test]
fn it_is_asked_by_get_or_by_a_form_and_by_nothing_else() {
    let house = house();
    let agent: ureq::Agent =
        ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let url = |name: &str| format!("{}{name}", house.channel.url());
    let status = |name: &str| agent.get(url(name)).call().unwrap().status().as_u16();
    for name in ["queryNothing.aspx", "queryMovies", "QueryMovies.aspx", ""] {
        assert_eq!(status(name), 404, "{name}");
    }
    assert_eq!(agent.delete(url("queryMovies.aspx")).call().unwrap().status(), 405);
    assert_eq!(status("queryMovies.aspx?channelCode=%ff"), 400);
    let post = agent.post(url("queryMovies.aspx"));
    assert_eq!(post.content_type("application/json").send("{}").unwrap().status(), 415);
    let own = &house.credentials.channel_code;
    let sign = hallgate::channel::sign(&[("channelCode", own)], &house.credentials.secret).unwrap();
    let mut answer = agent
        .post(url("queryMovies.aspx"))
        .send_form([("channelCode", own.as_str()), ("sign", &sign)])
        .unwrap();
    assert_eq!(code(&answer.body_mut().read_to_string().unwrap()), 1);
}
