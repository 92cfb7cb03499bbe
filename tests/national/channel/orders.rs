//! Orders through every state, locks that run out, couples' seats, refunds.

use hallgate::channel::RefundState;
use hallgate::channel::calls::{QueryOrder, ReleaseSeats, SeatName, SubmitOrder};
use hallgate::peer::channel::{Issuing, Locking};
use jiff::Timestamp;

use super::{MOBILE, house, lock, submit};

fn release(id: &str) -> ReleaseSeats {
    ReleaseSeats { order_external_id: id.to_owned() }
}

#[test]
fn an_order_is_locked_paid_issued_and_refunded() {
    let house = house();
    let show = house.show();
    let id = house.lock(&show, &["1_3", "2_3"]);
    assert_eq!((id.len(), house.state(&id)), (16, (10, 0)));
    assert!(!house.is_free(&show, "1_3") && !house.is_free(&show, "2_3"));
    assert_eq!(house.refused(&lock(&show, &house.seats(&show), &["2_3", "3_3"])), 301);
    assert!(house.is_free(&show, "3_3"), "of what is not locked whole nothing is");

    house.call(&submit(&id, 2)).unwrap();
    let order = house.order(&id);
    assert_eq!(house.state(&id), (30, 1));
    assert_eq!((order.quantity, order.seat_name.as_str()), (Some(2), "3排1座,3排2座"));
    assert_eq!(order.amount.unwrap().to_string(), "7600");
    assert_eq!(order.start_time, Some(show.show_time));
    assert_eq!((order.hall_name.as_str(), order.print_code.len()), ("3号厅", 33));
    assert_eq!(order.returned_order_status, Some(RefundState::NotRefunded));
    assert_eq!((house.refused(&submit(&id, 2)), house.refused(&release(&id))), (302, 302));

    let refund =
        |by| house.channel.with_ledger(|ledger| ledger.refund_order(&id, by, Timestamp::now()));
    for by in [RefundState::BySupplier, RefundState::ByPlatform, RefundState::ByChannel] {
        refund(by).unwrap();
        assert_eq!(house.order(&id).returned_order_status, Some(by));
        assert_eq!(house.state(&id), (30, 1));
    }
    assert!(house.is_free(&show, "1_3") && house.is_free(&show, "2_3"));
}

#[test]
fn what_the_cinema_refunds_ticket_by_ticket_is_refunded_by_the_supplier() {
    let house = house();
    let id = house.lock(&house.show(), &["1_3", "2_3"]);
    house.call(&submit(&id, 2)).unwrap();
    let tickets = house.order(&id).print_code;
    let [first, second] = [&tickets[..16], &tickets[17..]];
    house.platform.refund(first.parse().unwrap()).unwrap();
    assert_eq!(house.order(&id).returned_order_status, Some(RefundState::NotRefunded));
    house.platform.refund(second.parse().unwrap()).unwrap();
    assert_eq!(house.order(&id).returned_order_status, Some(RefundState::BySupplier));
}

#[test]
fn seats_of_an_order_that_ends_are_free_again() {
    let house = house();
    let show = house.show();
    let released = house.lock(&show, &["1_1"]);
    house.call(&release(&released)).unwrap();
    assert_eq!((house.state(&released), house.is_free(&show, "1_1")), ((110, 0), true));
    assert_eq!(
        (house.refused(&release(&released)), house.refused(&submit(&released, 1))),
        (302, 302)
    );

    for (way, state) in [(Issuing::Fails, 40), (Issuing::Cancelled, 100), (Issuing::Deleted, 2)] {
        house.answers(|manner| manner.issuing = way);
        let id = house.lock(&show, &["1_1"]);
        house.call(&submit(&id, 1)).unwrap();
        assert!(!house.is_free(&show, "1_1"), "{way}: not before it is decided");
        assert_eq!(house.refused(&release(&id)), 302, "{way}: it is paid");
        assert_eq!((house.state(&id), house.is_free(&show, "1_1")), ((state, 1), true), "{way}");
        assert_eq!(house.order(&id).print_code, "");
    }
}

#[test]
fn a_lock_runs_out() {
    let house = house();
    let show = house.show();
    let kept = house.lock(&show, &["5_1"]);
    house.answers(|manner| manner.lock_s = 0);
    let id = house.lock(&show, &["1_1"]);
    assert!(house.is_free(&show, "1_1") && !house.is_free(&show, "5_1"));
    assert_eq!((house.state(&id), house.state(&kept)), ((100, 0), (10, 0)));
    assert_eq!((house.refused(&submit(&id, 1)), house.refused(&release(&id))), (302, 302));
    house.answers(|manner| manner.lock_s = 900);
    let next = house.lock(&show, &["1_1"]);
    house.call(&submit(&next, 1)).unwrap();
    assert_eq!((house.state(&next), house.state(&id)), ((30, 1), (100, 0)));
}

#[test]
fn a_lock_may_take_its_time_or_fail() {
    let house = house();
    let show = house.show();
    house.answers(|manner| manner.locking = Locking::After(3));
    let id = house.lock(&show, &["1_1"]);
    assert_eq!(house.refused(&submit(&id, 1)), 302, "it is new");
    assert_eq!([(); 4].map(|()| house.state(&id).0), [0, 0, 10, 10]);
    house.call(&submit(&id, 1)).unwrap();
    house.answers(|manner| manner.locking = Locking::Fails);
    let id = house.lock(&show, &["2_1"]);
    assert!(!house.is_free(&show, "2_1"));
    assert_eq!(house.state(&id), (20, 0));
    assert!(house.is_free(&show, "2_1"));
}

#[test]
fn an_issue_may_take_its_time_or_never_come() {
    let house = house();
    let show = house.show();
    house.answers(|manner| manner.issuing = Issuing::After(3));
    let id = house.lock(&show, &["1_1"]);
    house.call(&submit(&id, 1)).unwrap();
    assert_eq!([(); 4].map(|()| house.state(&id)), [(10, 1), (10, 1), (30, 1), (30, 1)]);
    house.answers(|manner| manner.issuing = Issuing::Never);
    let id = house.lock(&show, &["2_1"]);
    house.call(&submit(&id, 1)).unwrap();
    assert_eq!([(); 3].map(|()| house.state(&id)), [(10, 1); 3]);
    assert!(!house.is_free(&show, "2_1"));
}

#[test]
fn a_reply_to_a_submit_may_be_lost_and_the_ticket_is_issued() {
    let house = house();
    let show = house.show();
    for (at, way) in
        [Issuing::ReplyLost, Issuing::TimesOut, Issuing::SystemError].into_iter().enumerate()
    {
        house.answers(|manner| manner.issuing = way);
        let id = house.lock(&show, &[&format!("{}_1", at + 1)]);
        let limit = (way == Issuing::TimesOut).then_some(std::time::Duration::from_secs(2));
        let fault = house.client.call(&submit(&id, 1), limit).outcome.unwrap_err();
        assert!(fault.is_unclear(), "{way}: {fault}");
        assert_eq!(house.state(&id), (30, 1), "{way}");
    }
    let posts = house.channel.served().iter().filter(|served| served.is_post).count();
    assert_eq!(posts, 6, "with a mobile number by POST alone");
}

#[test]
fn couples_seats_are_locked_in_pairs_alone() {
    let house = house();
    let show = house.show();
    let seats = house.seats(&show);
    let refused = |ids: &[&str]| house.refused(&lock(&show, &seats, ids));
    for ids in [&["1_8"][..], &["2_8", "3_8"], &["1_8", "2_8", "3_8"], &["1_8", "1_1"]] {
        assert_eq!(refused(ids), 301, "{ids:?}");
    }
    assert!(house.is_free(&show, "1_8") && house.is_free(&show, "1_1"));
    house.lock(&show, &["2_8", "1_8", "1_1"]);
    house.lock(&show, &["3_8", "4_8", "5_8", "6_8"]);
}

#[test]
fn what_cannot_be_locked_or_confirmed_is_refused() {
    let house = house();
    let show = house.show();
    let seats = house.seats(&show);
    let good = lock(&show, &seats, &["1_1"]);
    let with = |id: &str, name: &str| {
        let seats = vec![SeatName { id: id.to_owned(), name: name.to_owned() }];
        hallgate::channel::calls::LockSeats { seats, ..good.clone() }
    };
    for call in [
        with("99_1", "1排99座"),
        // The aisle.
        with("9_1", "1排座"),
        with("1_1", "1排01座"),
        with("1_1", "1排2座"),
        lock(&show, &seats, &["1_1", "1_1"]),
    ] {
        assert_eq!(house.refused(&call), 301, "{call:?}");
    }
    let id = house.lock(&show, &["1_1"]);
    let wrong_amount = SubmitOrder { amount: 3799, ..submit(&id, 1) };
    let wrong_mobile = SubmitOrder { mobile: "13800138001".to_owned(), ..submit(&id, 1) };
    assert_eq!((house.refused(&wrong_amount), house.refused(&wrong_mobile)), (303, 303));
    assert_eq!(house.state(&id), (10, 0), "it can still be confirmed");
    let nobody = "0000000000000000".to_owned();
    assert_eq!(house.refused(&QueryOrder { order_external_id: nobody.clone() }), 300);
    assert_eq!(house.refused(&ReleaseSeats { order_external_id: nobody.clone() }), 300);
    let stranger = SubmitOrder { order_external_id: nobody, amount: 1, mobile: MOBILE.to_owned() };
    assert_eq!(house.refused(&stranger), 300);

    let showtime_id = show.showtime_id.parse().unwrap();
    house.channel.with_ledger(|ledger| ledger.take_show_off(showtime_id)).unwrap();
    assert_eq!(house.refused(&good), 201);
    assert_eq!(house.refused(&submit(&id, 1)), 201);
    house.call(&release(&id)).unwrap();
    let not_issued = house
        .channel
        .with_ledger(|ledger| ledger.refund_order(&id, RefundState::BySupplier, Timestamp::now()));
    assert!(not_issued.unwrap_err().to_string().contains("not issued"));
}

#[test]
fn a_seat_is_nobodys_twice_however_many_want_it() {
    let house = house();
    let show = house.show();
    let wanted = lock(&show, &house.seats(&show), &["4_4"]);
    let got: usize = std::thread::scope(|scope| {
        let all: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(|| {
                    let own = super::client(&house.channel.url(), house.credentials.clone());
                    usize::from(own.call(&wanted, None).outcome.is_ok())
                })
            })
            .collect();
        all.into_iter().map(|one| one.join().unwrap()).sum()
    });
    assert_eq!(got, 1);
}
