//! GetPublicKeys (§7.6.1): the cinema's keys, each with the moment from which it is used.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{Api, Call};
use crate::ticket::CinemaCode;
use crate::wire::object::{Object, entries, scalar};
use crate::wire::{BadData, DataFault, Reply, ReplyError, WithFlaws};

/// QueryData of GetPublicKeys (§7.6.1.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct PublicKeysQuery {
    pub cinema_code: CinemaCode,
}

/// ReplyData of GetPublicKeys (§7.6.1.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct PublicKeysReply {
    pub public_keys: Vec<PublicKeyEntry>,
}

/// One key as the platform writes it; not yet known to be readable. What is no text is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct PublicKeyEntry {
    pub public_key: String,
    /// `YYYY-MM-DDThh:mm:ss`.
    pub start_time: String,
}

impl Call for PublicKeysQuery {
    const API: Api = Api::GetPublicKeys;
    type Reply = PublicKeysReply;

    /// Each entry of the list reads by itself; whether it is a key is not looked at here.
    fn read(&self, reply: &Reply) -> Result<WithFlaws<PublicKeysReply>, ReplyError> {
        const NAME: &str = "PublicKeys";
        let parts = reply.parts();
        let lists = parts.iter().flat_map(|(_, part)| part.all(NAME));
        let mut public_keys = Vec::new();
        let mut is_list = false;
        for list in lists.filter_map(|list| entries(list.get())) {
            is_list = true;
            public_keys.extend(list.into_iter().map(entry));
        }
        // The list itself, without a name.
        if !is_list && parts.iter().any(|(_, part)| part.has("PublicKey")) {
            is_list = true;
            public_keys.extend(parts.iter().map(|(written, _)| entry(written)));
        }
        let data = PublicKeysReply { public_keys };
        is_list
            .then_some(WithFlaws { data, flaws: Vec::new() })
            .ok_or_else(|| BadData::new(Self::API, NAME, DataFault::Missing).into())
    }
}

/// One key; empty where the entry has another shape, or tells one of the two twice.
fn entry(written: &RawValue) -> PublicKeyEntry {
    let Ok(object) = Object::read(written.get()) else { return PublicKeyEntry::default() };
    let only = |name| match object.all(name).collect::<Vec<_>>()[..] {
        [one] => scalar(one).unwrap_or_default(),
        _ => String::new(),
    };
    PublicKeyEntry { public_key: only("PublicKey"), start_time: only("StartTime") }
}
