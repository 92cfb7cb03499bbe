//! queryOrder: how an order stands, and whether its tickets were refunded.

use jiff::civil::DateTime;
use serde::Serialize;
use serde_json::Number;

use super::super::order::{OrderState, RefundState};
use super::super::time;
use super::{CallName, ChannelCall, ParameterFault, Parameters, ReplyFault, ReplyFields};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryOrder {
    pub order_external_id: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OrderReply {
    #[serde(rename = "orderDetail")]
    pub order_detail: OrderDetail,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderDetail {
    #[serde(rename = "orderExternalID")]
    pub order_external_id: String,
    #[serde(serialize_with = "time::maybe")]
    pub create_time: Option<DateTime>,
    pub quantity: Option<i64>,
    /// As it is told; the document does not say of what.
    pub amount: Option<Number>,
    pub print_code: String,
    pub verify_code: String,
    /// 1: paid, 0: not paid.
    pub pay_state: Option<i64>,
    /// None: not told so that it reads, which decides nothing.
    pub external_order_status: Option<OrderState>,
    pub movie_name: String,
    #[serde(serialize_with = "time::maybe")]
    pub start_time: Option<DateTime>,
    pub cinema_name: String,
    pub seat_name: String,
    pub hall_name: String,
    pub cinema_address: String,
    #[serde(serialize_with = "time::maybe")]
    pub end_time: Option<DateTime>,
    #[serde(rename = "ReturnedOrderStatus")]
    pub returned_order_status: Option<RefundState>,
    #[serde(rename = "TakeTicketPosition")]
    pub take_ticket_position: String,
    pub cinema_ticket_code: String,
    #[serde(rename = "QrCode")]
    pub qr_code: String,
}

impl ChannelCall for QueryOrder {
    const NAME: CallName = CallName::QueryOrder;
    type Reply = OrderReply;

    fn parameters(&self) -> Vec<(&'static str, String)> {
        vec![("orderExternalID", self.order_external_id.clone())]
    }

    fn of(mut given: Parameters) -> Result<Self, ParameterFault> {
        let order_external_id = given.text("orderExternalID")?;
        given.end()?;
        Ok(Self { order_external_id })
    }

    fn read(reply: &ReplyFields<'_>) -> Result<OrderReply, ReplyFault> {
        let order_detail = order(&reply.inner(&["orderDetail", "order"])?);
        Ok(OrderReply { order_detail })
    }
}

fn order(fields: &ReplyFields<'_>) -> OrderDetail {
    OrderDetail {
        order_external_id: fields.name("orderExternalID"),
        create_time: fields.time("createTime"),
        quantity: fields.whole("quantity"),
        amount: fields.decimal("amount"),
        print_code: fields.name("printCode"),
        verify_code: fields.name("verifyCode"),
        pay_state: fields.whole("payState"),
        external_order_status: fields.whole("externalOrderStatus").map(OrderState::of),
        movie_name: fields.name("movieName"),
        start_time: fields.time("startTime"),
        cinema_name: fields.name("cinemaName"),
        seat_name: fields.description("seatName"),
        hall_name: fields.name("hallName"),
        cinema_address: fields.description("cinemaAddress"),
        end_time: fields.time("endTime"),
        returned_order_status: fields.whole("ReturnedOrderStatus").map(RefundState::of),
        take_ticket_position: fields.description("TakeTicketPosition"),
        cinema_ticket_code: fields.name("cinemaTicketCode"),
        qr_code: fields.description("QrCode"),
    }
}
