//! submitOrder: has an order that is locked paid. That it is confirmed does not mean that its ticket is issued.

use std::fmt;

use super::{CallName, ChannelCall, Done, ParameterFault, Parameters, ReplyFault, ReplyFields};

#[derive(Clone, PartialEq, Eq)]
pub struct SubmitOrder {
    pub order_external_id: String,
    /// What is paid to the platform, in fen.
    pub amount: i64,
    pub mobile: String,
}

impl ChannelCall for SubmitOrder {
    const NAME: CallName = CallName::SubmitOrder;
    type Reply = Done;

    fn parameters(&self) -> Vec<(&'static str, String)> {
        vec![
            ("mobile", self.mobile.clone()),
            ("amount", self.amount.to_string()),
            ("orderExternalID", self.order_external_id.clone()),
        ]
    }

    fn of(mut given: Parameters) -> Result<Self, ParameterFault> {
        let order_external_id = given.text("orderExternalID")?;
        let amount = given.whole("amount")?;
        let mobile = given.text("mobile")?;
        given.end()?;
        Ok(Self { order_external_id, amount, mobile })
    }

    fn read(_: &ReplyFields<'_>) -> Result<Done, ReplyFault> {
        Ok(Done {})
    }
}

impl fmt::Debug for SubmitOrder {
    /// Without the mobile number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { order_external_id, amount, .. } = self;
        f.debug_struct("SubmitOrder")
            .field("order_external_id", order_external_id)
            .field("amount", amount)
            .finish_non_exhaustive()
    }
}
