//! Replies of the channel, through the fuzz target's body.

use std::fs;
use std::path::PathBuf;

use hallgate::channel::CallName;
use proptest::prelude::*;

use super::{bless, bodies, replay};

#[test]
fn replies_that_were_kept_are_read_or_not_without_harm() {
    assert!(replay("channel", |bytes| bodies::channel::run(bytes).is_some()) > 10);
}

/// The golden files of `tests/wire/channel` are the seeds.
#[test]
fn replies_as_the_document_has_them_are_replies_to_the_channel_target() {
    let golden = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/wire/channel");
    for entry in fs::read_dir(golden).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let Some(name) = name.strip_suffix(".reply") else { continue };
        let call = CallName::from_name(name.split('.').next().unwrap()).unwrap();
        let which = CallName::ALL.iter().position(|it| *it == call).unwrap();
        let mut bytes = vec![u8::try_from(which).unwrap()];
        bytes.extend(fs::read(&path).unwrap());
        assert_eq!(bodies::channel::run(&bytes), Some(call), "{name}");
        bless("channel", name, &bytes);
    }
}

proptest! {
    /// Of what replies are made of, in any order.
    #[test]
    fn replies_in_pieces_are_read_or_not_without_harm(
        call in 0_u8..12,
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..60),
    ) {
        let whole = format!("{{\"code\":1,{}}}", pieces.concat());
        for text in [pieces.concat(), whole] {
            let bytes = [&[call], text.as_bytes()].concat();
            bodies::channel::run(&bytes);
        }
    }
}

const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "“",
    "”",
    "\\",
    "\\u00",
    "\\ud83c\\udfac",
    "/",
    "\n",
    " ",
    "1",
    "001",
    "-0.5e3",
    "true",
    "null",
    "\"code\":",
    "\"msg\":\"\"",
    "“shows”:[",
    "\"halls\":[{",
    "\" HallID \":",
    "\"order\":{",
    "\" OrderExternalID \":\"1\"",
    "\"orderdetail\":{}",
    "\"movie\":{",
    "\"movieID\":213",
    "“showtimeID”:”7”",
    "\"showTime\":\"2015-07-23 03:05:00\"",
    "\"startTime\":\"\\/Date(1516607400000+0800)\\/\"",
    "\"totalCount\":\"x\"",
    "厅",
    "\u{202e}",
    "，",
];
