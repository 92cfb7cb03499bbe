//! Settings changed in the field.

use hallgate::terminal::config::FieldSetting::{self, Language, Online, Screens, UnlockMs};
use hallgate::terminal::operators::{PeopleError, in_force, reset_setting, set_setting, settings};

use crate::door::{CHEN, Door, LIN, START, after};

/// What is in force, and what was changed by whom.
fn stands(site: &Door, setting: FieldSetting) -> (String, Option<String>) {
    let states = settings(&site.admin_store(), &site.config).unwrap();
    let state = states.into_iter().find(|state| state.setting == setting).unwrap();
    (state.value, state.changed.map(|(by, _)| by))
}

#[test]
fn an_admin_changes_a_setting_and_takes_it_back() {
    let site = Door::staffed();
    let chen = site.sign_in("chen", CHEN, START).unwrap();
    let lin = site.sign_in("lin", LIN, START).unwrap();
    let mut admin_store = site.admin_store();
    let file = &site.config;
    let mut set = |by, setting, value, minute| {
        set_setting(&mut admin_store, by, file, setting, value, after(minute))
    };
    assert!(matches!(set(&lin, UnlockMs, "8000", 1), Err(PeopleError::NotAllowed { .. })));
    let fault = set(&chen, UnlockMs, "50", 1).unwrap_err().to_string();
    assert_eq!(fault, "gate.unlock_ms: 50 is not between 100 and 600000");
    assert_eq!(stands(&site, UnlockMs), ("5000".into(), None));
    assert!(set(&chen, UnlockMs, "8000", 1).unwrap());
    assert!(!set(&chen, UnlockMs, "08000", 2).unwrap(), "the same");
    assert!(set(&chen, UnlockMs, "3000", 3).unwrap());
    assert!(set(&chen, Online, "never", 3).unwrap());
    assert!(set(&chen, Language, "zh-CN", 4).unwrap());
    assert!(set(&chen, Language, "en", 5).unwrap(), "what the file says takes the change back");
    assert_eq!(stands(&site, UnlockMs), ("3000".into(), Some("chen".into())));
    assert_eq!(stands(&site, Language), ("en".into(), None));
    let (config, misfits) = in_force(&site.admin_store(), file).unwrap();
    assert_eq!((config.gate.unlock_ms, misfits.len()), (3000, 0));

    assert!(reset_setting(&mut admin_store, &chen, file, UnlockMs, after(6)).unwrap());
    assert!(!reset_setting(&mut admin_store, &chen, file, UnlockMs, after(7)).unwrap());
    assert_eq!(stands(&site, UnlockMs), ("5000".into(), None));
    assert_eq!(
        site.log()[2..],
        [
            r#"chen setting_changed: {"key":"gate.unlock_ms","from":"5000","to":"8000"}"#,
            r#"chen setting_changed: {"key":"gate.unlock_ms","from":"8000","to":"3000"}"#,
            r#"chen setting_changed: {"key":"admission.online","from":"prefer","to":"never"}"#,
            r#"chen setting_changed: {"key":"terminal.language","from":"en","to":"zh-CN"}"#,
            r#"chen setting_changed: {"key":"terminal.language","from":"zh-CN","to":"en","value":"as_configured"}"#,
            r#"chen setting_changed: {"key":"gate.unlock_ms","from":"3000","to":"5000","value":"as_configured"}"#,
        ]
    );
}

#[test]
fn what_no_longer_fits_is_as_the_file_has_it_and_can_be_taken_back() {
    let site = Door::staffed();
    let chen = site.sign_in("chen", CHEN, START).unwrap();
    site.raw()
        .execute_batch(
            "INSERT INTO field_settings VALUES ('gate.unlock_ms', 'soon', 'chen', 0);
             INSERT INTO field_settings VALUES ('gate.driver', 'simulated', 'chen', 0)",
        )
        .unwrap();
    let (config, misfits) = in_force(&site.admin_store(), &site.config).unwrap();
    assert_eq!(config.gate.unlock_ms, 5000);
    assert_eq!(misfits.len(), 2);
    assert_eq!(stands(&site, UnlockMs), ("5000".into(), None));
    let mut admin_store = site.admin_store();
    assert!(reset_setting(&mut admin_store, &chen, &site.config, UnlockMs, START).unwrap());
    assert_eq!(in_force(&site.admin_store(), &site.config).unwrap().1.len(), 1);
}

#[test]
fn the_halls_of_the_door_are_whole_codes_and_no_matter_for_staff() {
    let site = Door::staffed();
    let chen = site.sign_in("chen", CHEN, START).unwrap();
    let lin = site.sign_in("lin", LIN, START).unwrap();
    let mut admin_store = site.admin_store();
    let file = &site.config;
    let halls = r#"["0000000000000003","0000000000000004"]"#;
    let mut set =
        |by, value, at| set_setting(&mut admin_store, by, file, Screens, value, after(at));
    assert!(matches!(set(&lin, halls, 1), Err(PeopleError::NotAllowed { .. })));
    assert!(set(&chen, halls, 1).unwrap());
    let (config, misfits) = in_force(&site.admin_store(), file).unwrap();
    assert_eq!((config.terminal.screens.len(), misfits.len()), (2, 0));
    for bad in [r#"["3"]"#, "3", ""] {
        assert!(set(&chen, bad, 2).is_err(), "{bad}");
    }
    assert!(reset_setting(&mut admin_store, &chen, file, Screens, after(4)).unwrap());
    assert_eq!(stands(&site, Screens).0, "[]");
}
