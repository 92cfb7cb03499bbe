//! A reply of the channel, as a terminal and the platform read it: leniently, from a body that may be anything.

use hallgate::channel::calls::{
    LockSeats, QueryCinema, QueryCinemas, QueryHalls, QueryLocations, QueryMovie, QueryMovies,
    QueryOrder, QueryShowSeats, QueryShows, ReleaseSeats, SubmitOrder,
};
use hallgate::channel::lenient::{self, JsonValue};
use hallgate::channel::{CallName, ChannelCall, read};

use super::Feed;

/// As deep as is read.
const DEEPEST: usize = 64;
/// No shorter text has more members in an object than are read.
const NARROW: usize = 5000;

/// Reads the bytes behind the first one as the reply to the call that it says. Returns the call, if it is one of success.
///
/// Whatever is strict JSON means what it means there; what is read is written and reads the same again.
pub fn run(bytes: &[u8]) -> Option<CallName> {
    let mut feed = Feed(bytes);
    let call = CallName::ALL[feed.below(CallName::ALL.len())];
    if let Ok(text) = std::str::from_utf8(feed.0) {
        strict_means_the_same(text);
    }
    reads(call, feed.0).then_some(call)
}

fn strict_means_the_same(text: &str) {
    let lenient = lenient::read(text);
    if let Err(place) = lenient {
        assert!(text.is_char_boundary(place.at), "it stops at {}", place.at);
    }
    let Ok(strict) = serde_json::from_str::<serde_json::Value>(text) else { return };
    if depth(&strict) <= DEEPEST && text.len() < NARROW {
        assert_eq!(lenient.map(tree), Ok(strict));
    }
}

/// Lists and objects in each other; a value by itself is 0 deep.
fn depth(value: &serde_json::Value) -> usize {
    match value {
        serde_json::Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        serde_json::Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

fn tree(value: JsonValue<'_>) -> serde_json::Value {
    match value {
        JsonValue::Null => serde_json::Value::Null,
        JsonValue::Truth(truth) => truth.into(),
        JsonValue::Number(number) => serde_json::from_str(number).expect("a number reads"),
        JsonValue::Text(text) => text.text().into(),
        JsonValue::List(list) => {
            let mut items = Vec::new();
            list.each(|item| items.push(tree(item)));
            items.into()
        }
        JsonValue::Object(object) => {
            let members = object.members().into_iter();
            members.map(|(key, value)| (key.text().into_owned(), tree(value))).collect()
        }
    }
}

fn reads(call: CallName, body: &[u8]) -> bool {
    match call {
        CallName::QueryLocations => again::<QueryLocations>(body),
        CallName::QueryCinemas => again::<QueryCinemas>(body),
        CallName::QueryCinema => again::<QueryCinema>(body),
        CallName::QueryMovies => again::<QueryMovies>(body),
        CallName::QueryMovie => again::<QueryMovie>(body),
        CallName::QueryHalls => again::<QueryHalls>(body),
        CallName::QueryShows => again::<QueryShows>(body),
        CallName::QueryShowSeats => again::<QueryShowSeats>(body),
        CallName::LockSeats => again::<LockSeats>(body),
        CallName::SubmitOrder => again::<SubmitOrder>(body),
        CallName::ReleaseSeats => again::<ReleaseSeats>(body),
        CallName::QueryOrder => again::<QueryOrder>(body),
    }
}

fn again<C: ChannelCall>(body: &[u8]) -> bool {
    let Ok(answer) = read::<C>(body) else { return false };
    let written = serde_json::to_string(&answer).expect("a reply is written");
    let answer = read::<C>(written.as_bytes()).expect("what is written reads");
    assert_eq!(serde_json::to_string(&answer).expect("it is written again"), written);
    true
}
