//! Findings are listed, and closed with a reason.

use hallgate::platform::ledger::findings;
use serde_json::json;

use super::{keys, over_each};
use crate::ledger::{at, batch, record, taken};

#[test]
fn findings_are_listed_and_closed_with_a_reason() {
    over_each(|site| {
        assert_eq!(site.json(&["findings", "list", "--format", "json"]), json!([]));
        let mut session = site.session();
        taken(&mut session, &[batch("hall-1", vec![record(1, 5)])]);
        taken(&mut session, &[batch("hall-2", vec![record(1, 7)])]);
        findings::note_clock(&mut session, "12345678", "hall-2", -400, at(9)).unwrap();
        let found = site.json(&["findings", "list", "--format", "json"]);
        let plain = ["cinema", "film_ticket_code", "id", "kind", "reason", "records", "state"];
        assert_eq!(keys(&found[0]), plain, "{}", site.engine);
        let record = ["check_time", "film_ticket_code", "offset_s", "screen_code", "terminal"];
        assert_eq!(keys(&found[0]["records"][0]), record);
        assert_eq!(found[0]["kind"], "double_admission");
        assert_eq!(found[0]["film_ticket_code"], "0000000000000001");
        assert_eq!((&found[0]["state"], &found[0]["reason"]), (&json!("open"), &json!(null)));
        assert_eq!(found[0]["records"][1]["terminal"], "hall-2");
        assert_eq!(found[1]["kind"], "clock");
        assert_eq!(
            (&found[1]["terminal"], &found[1]["offset_s"]),
            (&json!("hall-2"), &json!(-400))
        );
        let id = found[0]["id"].to_string();
        for words in [&["findings", "close", &id][..], &["findings", "close", &id, "--reason", " "]]
        {
            assert_eq!(site.run(words).code, 2, "{words:?}");
        }
        site.done(&["findings", "close", &id, "--reason", "一人持两部手机"]);
        for words in [
            &["findings", "close", &id, "--reason", "x"][..],
            &["findings", "close", "999", "--reason", "x"],
        ] {
            assert_eq!(site.run(words).code, 1, "{words:?}");
        }
        let open = site.json(&["findings", "list", "--format", "json"]);
        assert_eq!(open.as_array().unwrap().len(), 1);
        let all = site.json(&["findings", "list", "--all", "--format", "json"]);
        assert_eq!(
            (&all[0]["state"], &all[0]["reason"]),
            (&json!("closed"), &json!("一人持两部手机"))
        );
        assert!(site.done(&["findings", "list", "--all"]).contains("一人持两部手机"));
        let who = findings::list(&mut session, true, None).unwrap();
        assert!(who[0].closed.as_ref().unwrap().who.starts_with("cli:"));
    });
}
