//! releaseSeats: gives the seats of an order back that was not paid, which ends the order.

use super::{CallName, ChannelCall, Done, ParameterFault, Parameters, ReplyFault, ReplyFields};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseSeats {
    pub order_external_id: String,
}

impl ChannelCall for ReleaseSeats {
    const NAME: CallName = CallName::ReleaseSeats;
    type Reply = Done;

    fn parameters(&self) -> Vec<(&'static str, String)> {
        vec![("orderExternalID", self.order_external_id.clone())]
    }

    fn of(mut given: Parameters) -> Result<Self, ParameterFault> {
        let order_external_id = given.text("orderExternalID")?;
        given.end()?;
        Ok(Self { order_external_id })
    }

    fn read(_: &ReplyFields<'_>) -> Result<Done, ReplyFault> {
        Ok(Done {})
    }
}
