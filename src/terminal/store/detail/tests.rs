//! What is written is read; nothing else is.

use jiff::civil::date;
use proptest::prelude::*;
use proptest::sample::select;
use strum::VariantArray;

use super::*;

fn moment() -> impl Strategy<Value = Timestamp> {
    (-60_000_000_000i64..250_000_000_000).prop_map(|at| Timestamp::from_second(at).unwrap())
}

fn mark() -> impl Strategy<Value = KeyMark> {
    (any::<[u8; 8]>(), moment()).prop_map(|(digest, at)| KeyMark {
        digest,
        start_time: crate::clock::CHINA.to_datetime(at.max(Timestamp::UNIX_EPOCH)),
    })
}

fn marks() -> impl Strategy<Value = Vec<KeyMark>> {
    proptest::collection::vec(mark(), 0..4)
}

fn name() -> impl Strategy<Value = OperatorName> {
    "[A-Za-z0-9_.-]{1,32}".prop_map(|name| name.parse().unwrap())
}

fn maybe<T: Clone + std::fmt::Debug + 'static>(
    of: impl Strategy<Value = T> + 'static,
) -> impl Strategy<Value = Option<T>> {
    proptest::option::of(of)
}

/// One of some words.
fn of<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    select(all)
}

fn stopped() -> impl Strategy<Value = WhyStopped> {
    let said = any::<String>();
    let fault = prop_oneof![
        said.prop_map(TaskFault::Panicked),
        Just(TaskFault::SeeBefore),
        (maybe(any::<i32>()), any::<String>())
            .prop_map(|(errno, said)| TaskFault::System { errno, said }),
    ];
    let failed = (any::<String>(), fault);
    prop_oneof![
        Just(WhyStopped::Asked),
        Just(WhyStopped::ReplayOver),
        failed.prop_map(|(task, fault)| WhyStopped::Failed { task, fault }),
    ]
}

/// Details of every kind, with values of every kind.
fn detail() -> impl Strategy<Value = AuditDetail> {
    let text = || any::<String>();
    let places = || of(OperatorPlace::VARIANTS);
    prop_oneof![
        places().prop_map(|place| AuditDetail::SignIn { place }),
        (places(), of(WhyNot::VARIANTS))
            .prop_map(|(place, why)| AuditDetail::SignInFailed { place, why }),
        (moment(), any::<u32>()).prop_map(|(until, failed)| AuditDetail::Locked { until, failed }),
        of(Leaving::VARIANTS).prop_map(|by| AuditDetail::SignOut { by }),
        (name(), of(Role::ALL), "[0-9]{1,8}").prop_map(|(name, role, number)| {
            AuditDetail::OperatorAdded { name, role, number: number.parse().unwrap() }
        }),
        name().prop_map(|name| AuditDetail::PasswordChanged { name }),
        (name(), text(), text()).prop_map(|(name, from, to)| AuditDetail::ShownNameChanged {
            name,
            from,
            to
        }),
        name().prop_map(|name| AuditDetail::OperatorDisabled { name }),
        name().prop_map(|name| AuditDetail::OperatorEnabled { name }),
        (maybe(of(OpenReason::ALL)), maybe("[0-9]{6}"))
            .prop_map(|(reason, ticket)| AuditDetail::OpenedByHand { reason, ticket }),
        ("[0-9]{6}", "[a-z_]{1,20}")
            .prop_map(|(ticket, reason)| AuditDetail::TypedTicketRefused { ticket, reason }),
        maybe(of(OpenReason::ALL)).prop_map(|reason| AuditDetail::OpeningReason { reason }),
        moment().prop_map(|to| AuditDetail::ClockAsked { to }),
        (of(Unlocked::VARIANTS), places())
            .prop_map(|(unlocked, place)| AuditDetail::GateTested { unlocked, place }),
        (any::<usize>(), any::<u64>(), text())
            .prop_map(|(files, records, folder)| AuditDetail::Exported { files, records, folder }),
        proptest::option::of(text()).prop_map(|file| AuditDetail::KeyShown { file }),
        (text(), any::<u64>()).prop_map(|(file, records)| AuditDetail::BackedUp { file, records }),
        (of(UpdateStage::VARIANTS), text())
            .prop_map(|(what, version)| AuditDetail::UpdateAsked { what, version }),
        text().prop_map(|version| AuditDetail::UpdateInstalled { version }),
        text().prop_map(|version| AuditDetail::UpdateKept { version }),
        (text(), text(), text()).prop_map(|(version, back, why)| AuditDetail::UpdateNotKept {
            version,
            back,
            why
        }),
        of(WhyBrokenOff::VARIANTS).prop_map(|why| AuditDetail::ExportBrokenOff { why }),
        (text(), text(), text(), maybe(of(SetTo::VARIANTS))).prop_map(|(key, from, to, value)| {
            AuditDetail::SettingChanged { key, from, to, value }
        }),
        (text(), maybe(text()), maybe(text()))
            .prop_map(|(key, from, to)| AuditDetail::ConfigurationChanged { key, from, to }),
        Just(AuditDetail::ConfigurationBegun {}),
        (moment(), moment(), maybe(of(Noticed::VARIANTS)))
            .prop_map(|(from, to, noticed)| AuditDetail::ClockStepped { from, to, noticed }),
        (text(), maybe(any::<u32>()))
            .prop_map(|(line, unlogged)| AuditDetail::FireAlarm { line, unlogged }),
        (text(), maybe(any::<u32>()))
            .prop_map(|(line, unlogged)| AuditDetail::FireAlarmOver { line, unlogged }),
        (any::<u64>(), maybe(text()), maybe(moment()))
            .prop_map(|(record, door, at)| AuditDetail::DoubleAdmission { record, door, at }),
        (marks(), marks()).prop_map(|(added, gone)| AuditDetail::KeysChanged { added, gone }),
        (any::<usize>(), any::<usize>(), 0..3000i16).prop_map(|(records, refusals, year)| {
            AuditDetail::RecordsPruned { records, refusals, before: date(year, 5, 1) }
        }),
        (
            any::<u64>(),
            any::<u64>(),
            moment(),
            moment(),
            any::<i64>(),
            maybe(of(Estimated::VARIANTS))
        )
            .prop_map(|(first, last, from, to, by_ms, estimated)| {
                AuditDetail::RecordTimesCorrected { first, last, from, to, by_ms, estimated }
            }),
        any::<u64>().prop_map(|first| AuditDetail::RecordTimesKept { first }),
        (text(), maybe(of(LastRun::VARIANTS)))
            .prop_map(|(version, last_run)| AuditDetail::ProgramStarted { version, last_run }),
        stopped().prop_map(|why| AuditDetail::ProgramStopped { why }),
        text().prop_map(|missing| AuditDetail::LogHeadBegun { missing }),
        (of(IncidentKind::ALL), any::<u64>(), maybe(text()), maybe(any::<u64>())).prop_map(
            |(what, records, file, entries)| AuditDetail::StoreFound {
                what,
                records,
                file,
                entries
            },
        ),
    ]
}

proptest! {
    #[test]
    fn what_is_written_is_read(detail in detail()) {
        let text = detail.text();
        prop_assert!(text.bytes().all(|byte| byte >= b' '), "one line");
        prop_assert_eq!(AuditDetail::read(detail.kind(), &text), Some(detail));
    }

    #[test]
    fn whatever_was_kept_is_no_panic(
        kind in of(AuditKind::VARIANTS),
        text in prop_oneof![any::<String>(), "[{}\\[\\]\":,a-z0-9 \\\\]{0,40}"],
    ) {
        if let Some(detail) = AuditDetail::read(kind, &text) {
            prop_assert_eq!(detail.kind(), kind);
        }
    }
}

#[test]
fn it_reads_as_documented() {
    let added = AuditDetail::OperatorAdded {
        name: "li".parse().unwrap(),
        role: Role::Tech,
        number: "2001".parse().unwrap(),
    };
    assert_eq!(added.kind().as_str(), "operator_added");
    assert_eq!(added.text(), r#"{"name":"li","role":"tech","number":"2001"}"#);
    let changed = AuditDetail::ConfigurationChanged {
        key: "terminal.name".into(),
        from: None,
        to: Some("Hall \"3\"".into()),
    };
    assert_eq!(changed.text(), r#"{"key":"terminal.name","to":"Hall \"3\""}"#);
    let broken = TaskFault::System { errno: Some(5), said: "it broke".into() };
    let why = WhyStopped::Failed { task: "camera".into(), fault: broken };
    assert_eq!(
        AuditDetail::ProgramStopped { why }.text(),
        r#"{"why":{"failed":{"task":"camera","fault":{"system":{"errno":5,"said":"it broke"}}}}}"#
    );
}

#[test]
fn a_time_is_kept_in_whole_seconds_of_utc() {
    let until = Timestamp::from_millisecond(1_777_600_000_999).unwrap();
    let text = AuditDetail::Locked { until, failed: 5 }.text();
    assert_eq!(text, r#"{"until":"2026-05-01T01:46:40Z","failed":5}"#);
}

#[test]
fn further_keys_of_a_later_program_are_passed_over() {
    let read = |text| AuditDetail::read(AuditKind::SignIn, text);
    let place = Some(AuditDetail::SignIn { place: OperatorPlace::Screen });
    assert_eq!(read(r#"{"place":"screen"}"#), place);
    assert_eq!(read(r#"{"place":"screen","since":7,"by":{"card":[1.5,null]}}"#), place);
    let text = r#"{"records":2,"what":"given_back","more":true}"#;
    let found = AuditDetail::read(AuditKind::StoreFound, text);
    let what = IncidentKind::GivenBack;
    assert_eq!(
        found,
        Some(AuditDetail::StoreFound { what, records: 2, file: None, entries: None })
    );
}

#[test]
fn what_was_written_otherwise_is_not_read() {
    for (kind, text) in [
        (AuditKind::SignIn, ""),
        (AuditKind::SignIn, "place=screen"),
        (AuditKind::SignIn, "null"),
        (AuditKind::SignIn, "{}"),
        (AuditKind::SignIn, r#"{"place":"cellar"}"#),
        (AuditKind::SignIn, r#"{"place":"screen""#),
        (AuditKind::SignIn, r#"{"place":"screen"},"sign_out":{"by":"stop"}"#),
        (AuditKind::SignIn, r#"{"sign_in":{"place":"screen"}}"#),
        (AuditKind::SignIn, r#"{"place":"screen","place":"screen"}"#),
        (AuditKind::SignOut, r#"{"place":"screen"}"#),
        (AuditKind::OperatorDisabled, r#"{"name":""}"#),
        (AuditKind::Exported, r#"{"files":"3","records":1,"folder":"/media/a"}"#),
        (AuditKind::Exported, r#"{"files":-3,"records":1,"folder":"/media/a"}"#),
        (AuditKind::Locked, r#"{"until":"2026-05-01T25:46:40Z","failed":5}"#),
        (
            AuditKind::KeysChanged,
            r#"{"added":[{"sha256":"1a2b","start_time":"2026-05-01T00:00:00"}]}"#,
        ),
    ] {
        assert_eq!(AuditDetail::read(kind, text), None, "{text}");
    }
    let deep = format!(r#"{{"place":{}}}"#, "[".repeat(100_000));
    assert_eq!(AuditDetail::read(AuditKind::SignIn, &deep), None);
}
