//! queryLocations: the regions of which the channel tells anything.

use serde::Serialize;

use super::{CallName, ChannelCall, ParameterFault, Parameters, ReplyFault, ReplyFields, adds_up};

/// Asks for all regions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueryLocations {}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LocationsReply {
    /// Where it is told: the document does not have it.
    #[serde(skip)]
    pub total_count: Option<i64>,
    pub locations: Vec<Location>,
    /// Entries that lack an ID.
    #[serde(skip)]
    pub passed_over: usize,
}

/// A province, city or county.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Location {
    #[serde(rename = "locationID")]
    pub location_id: i64,
    /// 0: none.
    #[serde(rename = "parentID")]
    pub parent_id: Option<i64>,
    pub location_type: Option<i64>,
    #[serde(rename = "nameCN")]
    pub name_cn: String,
    #[serde(rename = "nameEN")]
    pub name_en: String,
    pub name_pinyin: String,
    pub name_pinyin_short: String,
    pub name_code: String,
    pub is_hot: Option<bool>,
    pub latitude: String,
    pub longitude: String,
}

impl LocationsReply {
    /// Whether what it does not name is gone.
    pub fn is_whole(&self) -> bool {
        adds_up(self.total_count, self.locations.len(), self.passed_over)
    }
}

impl ChannelCall for QueryLocations {
    const NAME: CallName = CallName::QueryLocations;
    type Reply = LocationsReply;

    fn parameters(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    fn of(given: Parameters) -> Result<Self, ParameterFault> {
        given.end()?;
        Ok(Self {})
    }

    fn read(reply: &ReplyFields<'_>) -> Result<LocationsReply, ReplyFault> {
        let (locations, passed_over) = reply.list("locations", location)?;
        Ok(LocationsReply { total_count: reply.total(), locations, passed_over })
    }
}

fn location(fields: &ReplyFields<'_>) -> Option<Location> {
    Some(Location {
        location_id: fields.whole("locationID")?,
        parent_id: fields.whole("parentID"),
        location_type: fields.whole("locationType"),
        name_cn: fields.name("nameCN"),
        name_en: fields.name("nameEN"),
        name_pinyin: fields.name("namePinyin"),
        name_pinyin_short: fields.name("namePinyinShort"),
        name_code: fields.name("nameCode"),
        is_hot: fields.truth("isHot"),
        latitude: fields.name("latitude"),
        longitude: fields.name("longitude"),
    })
}
