//! The words of what the protected log tells besides who, when and what.

use super::{forms, texts};

texts! {
    AtScreen: "本机屏幕", "at the screen";
    AtCommandLine: "命令行", "at the command line";
    OnPhone: "在手机页面上", "on a phone's page";

    WrongPassword: "密码错误", "wrong password";
    UnknownName: "没有此登录名或工号", "no such name or number";
    ButDisabled: "账号已停用", "the operator is disabled";
    ButNotAllowed: "该角色不能在此登录", "the role may not sign in there";
    ByThemselves: "本人退出", "by themselves";
    Automatic: "自动退出", "automatic";
    Relieved: "换人接班", "relieved by the next";
    WithTerminal: "随终端停止退出", "the terminal stopped";

    KeyOnDisplay: "显示在屏幕上", "on the display";
    NoReason: "未说明原因", "no reason given";

    ExportStopped: "已停止", "stopped";
    StickPulledOut: "U盘被拔出", "the stick was pulled out";
    StickFull: "U盘空间不足", "the stick is full";
    StickNotWritable: "U盘不能写入", "the stick cannot be written";
    StickFails: "U盘读写出错", "the stick fails";
    RecordsUnreadable: "记录无法读取", "the records cannot be read";

    NothingBefore: "没有以前的配置可比较", "none of before is known";

    StopSignal: "收到停止信号", "told to stop";
    ReplayOver: "回放结束", "the replay is over";
    SeeBefore: "原因见前一行", "see the line before";
}

forms! {
    TicketNotLetIn { ticket, reason }: "影票尾号 {ticket}：{reason}", "the ticket ending in {ticket}: {reason}";
    UpdateToInstall { version }: "安装版本 {version}", "to install version {version}";
    UpdateToTry { version }: "重启并试运行版本 {version}", "to restart and try version {version}";
    UpdateVersion { version }: "版本 {version}", "version {version}";
    UpdateBack { version, back, why }: "版本 {version}，已退回版本 {back}：{why}", "version {version}, back on version {back}: {why}";

    NotSignedIn { place, why }: "{place}，{why}", "{place}: {why}";
    LockedUntil { until, wrong_passwords }: "锁定至 {until}（密码错误 {wrong_passwords} 次）", "until {until}, after {wrong_passwords} wrong passwords";

    ClockTo { to }: "设为 {to}", "to {to}";
    OpenedForTicket { reason, ticket }: "{reason}，影票尾号 {ticket}，已记为使用", "{reason}, for the ticket ending in {ticket}, which is used up by it";
    Added { name, role, number }: "{name}（{role}），工号 {number}", "{name} as {role}, staff number {number}";
    UnlockedForTest { place }: "按入场方式开锁一次，{place}", "unlocked as for a visitor, {place}";
    KeyInFile { file }: "写入 {file}", "written to {file}";
    BackedUpTo { file, records }: "检票记录 {records} 条，写入 {file}", "{records} records, in {file}";
    ExportedTo { files, records, folder }: "{files} 个文件，检票记录 {records} 条，写入 {folder}", "{files} files, {records} records, in {folder}";

    // Of a setting, or of what an operator is called.
    Changed { what, from, to }: "{what}：由 {from} 改为 {to}", "{what}: from {from} to {to}";
    ChangedBack { key, from, to }: "{key}：由 {from} 恢复为配置文件的 {to}", "{key}: from {from} to {to}, as in the file";
    NewlySet { key, value }: "{key}：设为 {value}（原未设置）", "{key}: set to {value}, it was not set";
    NoLongerSet { key, value }: "{key}：原为 {value}，现未设置", "{key}: was {value}, is not set any more";

    Step { from, to }: "由 {from} 变为 {to}", "from {from} to {to}";
    StepAtStart { from, to }: "由 {from} 变为 {to}，启动时发现，早于最后一条日志", "from {from} to {to}, before the last entry, noticed at the start";
    AfterMore { line, changes }: "{line}，此前另有 {changes} 次变化未记入", "{line}, after {changes} more changes";
    NewKeys { keys }: "添加 {keys}", "new: {keys}";
    GoneKeys { keys }: "移除 {keys}", "gone: {keys}";
    Key { digits, start }: "{digits}（{start} 起）", "{digits} (from {start})";
    DoubledAt { record, door, at }: "记录 {record}：该票 {at} 已在“{door}”检票", "record {record}: the ticket was admitted at {door} too, at {at}";
    Doubled { record }: "记录 {record}：上传前平台已记该票检票", "record {record}: the platform had the ticket checked before its upload";
    TimesCorrected { first, last, from, to, by_ms }: "检票记录 {first} 至 {last}：首条由 {from} 更正为 {to}，每条移动 {by_ms} 毫秒", "records {first} to {last}: the first from {from} to {to}, each moved by {by_ms} ms";
    TimesEstimated { first, last, from, to, by_ms }: "检票记录 {first} 至 {last}：首条由 {from} 更正为 {to}，每条移动 {by_ms} 毫秒；断电前的时钟已无从得知，按前后记录和开场时间估计", "records {first} to {last}: the first from {from} to {to}, each moved by {by_ms} ms, estimated by the records around them and the show, as the clock of before the power cut is not known";
    TimesKept { first }: "自检票记录 {first} 起：平台未确认本机时间，检票时间按原样上传", "from record {first} on: uploaded as they are, as the platform has not confirmed the clock";
    Pruned { records, refusals, day }: "检票记录 {records} 条，未入场记录 {refusals} 条，均在 {day} 之前", "{records} records, {refusals} refusals, of days before {day}";

    Version { version }: "hallgate {version} 版", "hallgate {version}";
    AfterUnclean { version }: "hallgate {version} 版，上次未正常停止（断电或被强制结束）", "hallgate {version}, the last run did not end cleanly (power cut, or killed)";
    TaskEnded { task, why }: "{task} 意外结束：{why}", "{task} has ended: {why}";
    TaskPanicked { said }: "同步线程意外中断（{said}），请告知开发者", "the sync thread broke off: {said}: report this to the maker";
    // What was found wrong with the store.
    StoreSetAside { file }: "数据库损坏，已另存为 {file}，并重建了数据库", "the database was damaged: it is kept as {file}, another one was begun";
    StoreGivenBack { records }: "数据库缺少的 {records} 条检票记录已由第二日志补回", "{records} records that the database lacked came back from the second journal";
    StoreLost { records }: "{records} 条检票记录已丢失，编号不再使用", "{records} records are lost, their numbers are not given out again";
    StoreDoubtful { records }: "{records} 条检票记录存疑：写入失败，未曾放行，不上传", "{records} records are doubtful: they could not be written, nobody was let in, they are not uploaded";
    StoreRestored { backup }: "数据库由备份 {backup} 恢复", "the database was restored from {backup}";
    StoreRestoredLacking { backup, entries }: "数据库由备份 {backup} 恢复，此后的 {entries} 条日志缺失", "the database was restored from {backup}: {entries} entries of this log from after it are missing";
    NoHead { file }: "{file} 原来没有，或比应有的旧", "there was no {file}, or an older one than it has to be";
}
