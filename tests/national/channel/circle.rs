//! An issued order's tickets are the ticketing system's own: the national platform knows them, their page shows them, and
//! what is told of them agrees.

use hallgate::peer::channel::HALLS;
use hallgate::ticket::{CinemaKey, Ticket, TicketText, UrlParams};
use hallgate::wire::Reply;
use hallgate::wire::calls::{Call, TicketQuery};

use super::super::client::cinema;
use super::{house, submit};

#[test]
fn an_issued_orders_tickets_are_known_everywhere_by_the_same_names() {
    let house = house();
    let show = house.show();
    let id = house.lock(&show, &["7_5", "8_5", "10_5"]);
    house.call(&submit(&id, 3)).unwrap();
    let order = house.order(&id);
    let codes: Vec<&str> = order.qr_code.split('|').collect();
    let numbers: Vec<&str> = order.print_code.split(',').collect();
    assert_eq!((codes.len(), numbers.len()), (3, 3));
    let key = house.channel.with_ledger(|ledger| ledger.keys(cinema()).unwrap().remove(0));
    let key = CinemaKey::parse(&key.public_key).unwrap();
    for ((code, number), column) in codes.iter().zip(&numbers).zip([7, 8, 9]) {
        let read = TicketText::parse(code, &UrlParams::default()).unwrap();
        let ticket = Ticket::decode(&key.recover(&read.block).unwrap()).unwrap();
        assert_eq!(read.cinema_code, cinema());
        assert_eq!(ticket.film_ticket_code.as_str(), *number);
        // What `[catalogue] screens` maps, and the show's own start.
        assert_eq!(ticket.screen_code.as_str(), format!("{:0>16}", HALLS[2].0));
        assert_eq!(ticket.show_time, show.show_time);
        assert_eq!(i64::from(ticket.price.0 + ticket.service_fee.0) * 3, 11_400);
        let query = TicketQuery {
            cinema_code: cinema(),
            film_ticket_code: ticket.film_ticket_code,
            start_time: ticket.show_time,
        };
        let (status, body) = house.national.call(&query);
        assert_eq!(status, 200, "{body}");
        let info =
            query.read(&Reply::parse(body.as_bytes()).unwrap()).unwrap().data.ticket.unwrap();
        assert_eq!((&info.film_name, &info.screen_name), (&order.movie_name, &order.hall_name));
        assert_eq!(info.cinema_name, order.cinema_name);
        assert_eq!((info.row_num, info.column_num), (5, column));
        assert_eq!(info.session_code.unwrap().as_str(), format!("{:0>16}", show.showtime_id));
        let page = format!("{}eticket/{}/{number}", house.national.url, cinema());
        let mut page = house.national.agent.get(page).call().unwrap();
        let page = page.body_mut().read_to_string().unwrap();
        for name in
            [order.movie_name.as_str(), &order.hall_name, &format!("5排{column}座"), "未检票"]
        {
            assert!(page.contains(name), "{name}: {page}");
        }
    }
    let by = hallgate::channel::RefundState::ByChannel;
    house
        .channel
        .with_ledger(|ledger| ledger.refund_order(&id, by, jiff::Timestamp::now()))
        .unwrap();
    for number in numbers {
        let page = format!("{}eticket/{}/{number}", house.national.url, cinema());
        let mut page = house.national.agent.get(page).call().unwrap();
        assert!(page.body_mut().read_to_string().unwrap().contains("已退票"));
    }
}

#[test]
fn an_order_whose_tickets_cannot_be_made_is_issued_once_they_can() {
    let house = house();
    let id = house.lock(&house.show(), &["1_1"]);
    let key = house.channel.with_ledger(|ledger| ledger.keys(cinema()).unwrap().remove(0));
    house.channel.with_ledger(|ledger| ledger.remove_key(key.id)).unwrap();
    assert_eq!(house.refused(&submit(&id, 1)), 100);
    let asked = hallgate::channel::calls::QueryOrder { order_external_id: id.clone() };
    assert_eq!(house.refused(&asked), 100);
    house
        .channel
        .with_ledger(|ledger| {
            let private = key.private_key.as_deref();
            ledger.add_key(cinema(), &key.public_key, private, key.start_time)
        })
        .unwrap();
    assert_eq!(house.state(&id), (30, 1));
    assert_eq!(house.order(&id).print_code.len(), 16);
}
