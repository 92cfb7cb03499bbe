use super::*;
use crate::terminal::store::AuditKind;

/// As it is kept, and in both languages.
const SHOWN: &[(AuditKind, &str, &str, &str)] = &[
    (AuditKind::SignIn, r#"{"place":"screen"}"#, "本机屏幕", "at the screen"),
    (
        AuditKind::SignInFailed,
        r#"{"place":"command_line","why":"wrong_password"}"#,
        "命令行，密码错误",
        "at the command line: wrong password",
    ),
    (
        AuditKind::SignInFailed,
        r#"{"place":"screen","why":"unknown_name"}"#,
        "本机屏幕，没有此登录名或工号",
        "at the screen: no such name or number",
    ),
    (
        AuditKind::SignInFailed,
        r#"{"place":"screen","why":"disabled"}"#,
        "本机屏幕，账号已停用",
        "at the screen: the operator is disabled",
    ),
    (
        AuditKind::Locked,
        r#"{"until":"2026-05-01T01:47:40Z","failed":5}"#,
        "锁定至 2026-05-01 09:47:40（密码错误 5 次）",
        "until 2026-05-01 09:47:40, after 5 wrong passwords",
    ),
    (AuditKind::SignOut, r#"{"by":"themselves"}"#, "本人退出", "by themselves"),
    (AuditKind::SignOut, r#"{"by":"automatic"}"#, "自动退出", "automatic"),
    (AuditKind::SignOut, r#"{"by":"relieved"}"#, "换人接班", "relieved by the next"),
    (AuditKind::SignOut, r#"{"by":"stop"}"#, "随终端停止退出", "the terminal stopped"),
    (
        AuditKind::OperatorAdded,
        r#"{"name":"li","role":"tech","number":"2001"}"#,
        "li（技术员），工号 2001",
        "li as tech, staff number 2001",
    ),
    (AuditKind::PasswordChanged, r#"{"name":"li"}"#, "li", "li"),
    (
        AuditKind::ShownNameChanged,
        r#"{"name":"li","from":"li","to":"李娜"}"#,
        "li：由 li 改为 李娜",
        "li: from li to 李娜",
    ),
    (AuditKind::OperatorDisabled, r#"{"name":"li"}"#, "li", "li"),
    (AuditKind::OperatorEnabled, r#"{"name":"li"}"#, "li", "li"),
    (AuditKind::OpenedByHand, r#"{"reason":"assistance"}"#, "需要协助通行", "Needs assistance"),
    (AuditKind::OpenedByHand, "{}", "员工按钮", "Staff button"),
    (
        AuditKind::OpenedByHand,
        r#"{"reason":"checked_by_hand","ticket":"004711"}"#,
        "人工核对无误，影票尾号 004711，已记为使用",
        "Checked by hand, for the ticket ending in 004711, which is used up by it",
    ),
    (
        AuditKind::TypedTicketRefused,
        r#"{"ticket":"004711","reason":"refunded"}"#,
        "影票尾号 004711：此票已退",
        "the ticket ending in 004711: Refunded",
    ),
    (
        AuditKind::TypedTicketRefused,
        r#"{"ticket":"004711","reason":"unknown_ticket"}"#,
        "影票尾号 004711：平台查无此票",
        "the ticket ending in 004711: No such ticket",
    ),
    (
        AuditKind::ClockAsked,
        r#"{"to":"2026-05-01T10:45:00Z"}"#,
        "设为 2026-05-01 18:45:00",
        "to 2026-05-01 18:45:00",
    ),
    (AuditKind::OpeningReason, r#"{"reason":"phone"}"#, "手机故障", "Phone trouble"),
    (AuditKind::OpeningReason, "{}", "未说明原因", "no reason given"),
    (
        AuditKind::GateTested,
        r#"{"unlocked":"as_for_visitor","place":"screen"}"#,
        "按入场方式开锁一次，本机屏幕",
        "unlocked as for a visitor, at the screen",
    ),
    (
        AuditKind::Exported,
        r#"{"files":9,"records":20,"folder":"/media/A B/hallgate"}"#,
        "9 个文件，检票记录 20 条，写入 /media/A B/hallgate",
        "9 files, 20 records, in /media/A B/hallgate",
    ),
    (AuditKind::ExportBrokenOff, r#"{"why":"stopped"}"#, "已停止", "stopped"),
    (
        AuditKind::ExportBrokenOff,
        r#"{"why":"pulled_out"}"#,
        "U盘被拔出",
        "the stick was pulled out",
    ),
    (AuditKind::ExportBrokenOff, r#"{"why":"full"}"#, "U盘空间不足", "the stick is full"),
    (
        AuditKind::ExportBrokenOff,
        r#"{"why":"not_writable"}"#,
        "U盘不能写入",
        "the stick cannot be written",
    ),
    (AuditKind::ExportBrokenOff, r#"{"why":"fails"}"#, "U盘读写出错", "the stick fails"),
    (
        AuditKind::ExportBrokenOff,
        r#"{"why":"unreadable"}"#,
        "记录无法读取",
        "the records cannot be read",
    ),
    (
        AuditKind::SettingChanged,
        r#"{"key":"gate.unlock_ms","from":"5000","to":"8000"}"#,
        "gate.unlock_ms：由 5000 改为 8000",
        "gate.unlock_ms: from 5000 to 8000",
    ),
    (
        AuditKind::SettingChanged,
        r#"{"key":"gate.unlock_ms","from":"8000","to":"5000","value":"as_configured"}"#,
        "gate.unlock_ms：由 8000 恢复为配置文件的 5000",
        "gate.unlock_ms: from 8000 to 5000, as in the file",
    ),
    (
        AuditKind::ConfigurationChanged,
        r#"{"key":"gate.green","to":"6"}"#,
        "gate.green：设为 6（原未设置）",
        "gate.green: set to 6, it was not set",
    ),
    (
        AuditKind::ConfigurationChanged,
        r#"{"key":"gate.red","from":"5"}"#,
        "gate.red：原为 5，现未设置",
        "gate.red: was 5, is not set any more",
    ),
    (AuditKind::ConfigurationBegun, "{}", "没有以前的配置可比较", "none of before is known"),
    (
        AuditKind::ClockStepped,
        r#"{"from":"2026-05-01T01:48:11Z","to":"2026-05-01T01:48:14Z"}"#,
        "由 2026-05-01 09:48:11 变为 2026-05-01 09:48:14",
        "from 2026-05-01 09:48:11 to 2026-05-01 09:48:14",
    ),
    (
        AuditKind::ClockStepped,
        r#"{"from":"2026-05-01T01:48:11Z","to":"2026-04-30T16:00:00Z","noticed":"at_start"}"#,
        "由 2026-05-01 09:48:11 变为 2026-05-01 00:00:00，启动时发现，早于最后一条日志",
        "from 2026-05-01 09:48:11 to 2026-05-01 00:00:00, before the last entry, noticed at the start",
    ),
    (
        AuditKind::FireAlarm,
        r#"{"line":"gate.release_line"}"#,
        "gate.release_line",
        "gate.release_line",
    ),
    (
        AuditKind::FireAlarmOver,
        r#"{"line":"gate.release_line","unlogged":980}"#,
        "gate.release_line，此前另有 980 次变化未记入",
        "gate.release_line, after 980 more changes",
    ),
    (
        AuditKind::KeysChanged,
        r#"{"added":[{"sha256":"1a2b3c4d5e6f7a8b","start_time":"2026-05-01T00:00:00"}],"gone":[{"sha256":"0000000000000001","start_time":"2025-05-01T00:00:00"}]}"#,
        "添加 1a2b3c4d5e6f7a8b（2026-05-01 00:00:00 起）；移除 0000000000000001（2025-05-01 00:00:00 起）",
        "new: 1a2b3c4d5e6f7a8b (from 2026-05-01 00:00:00); gone: 0000000000000001 (from 2025-05-01 00:00:00)",
    ),
    (
        AuditKind::DoubleAdmission,
        r#"{"record":7}"#,
        "记录 7：上传前平台已记该票检票",
        "record 7: the platform had the ticket checked before its upload",
    ),
    (
        AuditKind::DoubleAdmission,
        r#"{"record":7,"door":"北门","at":"2026-07-27T11:00:00Z"}"#,
        "记录 7：该票 2026-07-27 19:00:00 已在“北门”检票",
        "record 7: the ticket was admitted at 北门 too, at 2026-07-27 19:00:00",
    ),
    (
        AuditKind::RecordsPruned,
        r#"{"records":12,"refusals":3,"before":"2025-05-01"}"#,
        "检票记录 12 条，未入场记录 3 条，均在 2025-05-01 之前",
        "12 records, 3 refusals, of days before 2025-05-01",
    ),
    (
        AuditKind::RecordTimesCorrected,
        r#"{"first":12,"last":14,"from":"2000-01-01T04:00:00Z","to":"2026-05-01T11:00:00Z","by_ms":830847600000}"#,
        "检票记录 12 至 14：首条由 2000-01-01 12:00:00 更正为 2026-05-01 19:00:00，每条移动 830847600000 毫秒",
        "records 12 to 14: the first from 2000-01-01 12:00:00 to 2026-05-01 19:00:00, each moved by 830847600000 ms",
    ),
    (
        AuditKind::RecordTimesCorrected,
        r#"{"first":12,"last":12,"from":"2026-05-01T11:00:00Z","to":"2026-05-01T10:00:00Z","by_ms":-3600000,"estimated":"by_others"}"#,
        "检票记录 12 至 12：首条由 2026-05-01 19:00:00 更正为 2026-05-01 18:00:00，每条移动 -3600000 毫秒；断电前的时钟已无从得知，按前后记录和开场时间估计",
        "records 12 to 12: the first from 2026-05-01 19:00:00 to 2026-05-01 18:00:00, each moved by -3600000 ms, estimated by the records around them and the show, as the clock of before the power cut is not known",
    ),
    (
        AuditKind::RecordTimesKept,
        r#"{"first":12}"#,
        "自检票记录 12 起：平台未确认本机时间，检票时间按原样上传",
        "from record 12 on: uploaded as they are, as the platform has not confirmed the clock",
    ),
    (AuditKind::ProgramStarted, r#"{"version":"0.1.0"}"#, "hallgate 0.1.0 版", "hallgate 0.1.0"),
    (
        AuditKind::ProgramStarted,
        r#"{"version":"0.1.0","last_run":"unclean"}"#,
        "hallgate 0.1.0 版，上次未正常停止（断电或被强制结束）",
        "hallgate 0.1.0, the last run did not end cleanly (power cut, or killed)",
    ),
    (AuditKind::ProgramStopped, r#"{"why":"told"}"#, "收到停止信号", "told to stop"),
    (AuditKind::ProgramStopped, r#"{"why":"replay_over"}"#, "回放结束", "the replay is over"),
    (
        AuditKind::ProgramStopped,
        r#"{"why":{"failed":{"task":"camera","fault":{"system":{"said":"it broke"}}}}}"#,
        "camera 意外结束：it broke",
        "camera has ended: it broke",
    ),
    (
        AuditKind::ProgramStopped,
        r#"{"why":{"failed":{"task":"imager","fault":"see_before"}}}"#,
        "imager 意外结束：原因见前一行",
        "imager has ended: see the line before",
    ),
    (AuditKind::KeyShown, "{}", "显示在屏幕上", "on the display"),
    (
        AuditKind::KeyShown,
        r#"{"file":"hallgate-key-hall-3.png"}"#,
        "写入 hallgate-key-hall-3.png",
        "written to hallgate-key-hall-3.png",
    ),
    (
        AuditKind::BackedUp,
        r#"{"file":"hallgate-backup-hall-3.db","records":2310}"#,
        "检票记录 2310 条，写入 hallgate-backup-hall-3.db",
        "2310 records, in hallgate-backup-hall-3.db",
    ),
    (
        AuditKind::UpdateAsked,
        r#"{"what":"install","version":"0.3.0"}"#,
        "安装版本 0.3.0",
        "to install version 0.3.0",
    ),
    (
        AuditKind::UpdateAsked,
        r#"{"what":"try","version":"0.3.0"}"#,
        "重启并试运行版本 0.3.0",
        "to restart and try version 0.3.0",
    ),
    (AuditKind::UpdateInstalled, r#"{"version":"0.3.0"}"#, "版本 0.3.0", "version 0.3.0"),
    (AuditKind::UpdateKept, r#"{"version":"0.3.0"}"#, "版本 0.3.0", "version 0.3.0"),
    (
        AuditKind::UpdateNotKept,
        r#"{"version":"0.3.0","back":"0.2.0","why":"self_test:camera"}"#,
        "版本 0.3.0，已退回版本 0.2.0：自检没有通过：摄像头不工作",
        "version 0.3.0, back on version 0.2.0: the self-test was not passed: camera",
    ),
    (
        AuditKind::LogHeadBegun,
        r#"{"missing":"/var/lib/hallgate/hallgate.db.head"}"#,
        "/var/lib/hallgate/hallgate.db.head 原来没有，或比应有的旧",
        "there was no /var/lib/hallgate/hallgate.db.head, or an older one than it has to be",
    ),
    (
        AuditKind::StoreFound,
        r#"{"what":"given_back","records":7}"#,
        "数据库缺少的 7 条检票记录已由第二日志补回",
        "7 records that the database lacked came back from the second journal",
    ),
    (
        AuditKind::StoreFound,
        r#"{"what":"restored","records":0,"file":"/media/b.db","entries":4}"#,
        "数据库由备份 /media/b.db 恢复，此后的 4 条日志缺失",
        "the database was restored from /media/b.db: 4 entries of this log from after it are missing",
    ),
];

#[test]
fn every_kind_is_told_in_both_languages() {
    for (kind, kept, chinese, english) in SHOWN {
        let detail = AuditDetail::read(*kind, kept).unwrap_or_else(|| panic!("{kept}"));
        let zone = crate::clock::CHINA;
        assert_eq!(sentence(&detail, &zone, Language::Chinese), *chinese);
        assert_eq!(sentence(&detail, &zone, Language::English), *english);
    }
    for kind in AuditKind::ALL {
        assert!(SHOWN.iter().any(|row| row.0 == *kind), "{kind:?}");
    }
}
