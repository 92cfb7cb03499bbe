//! The words of what the protected log tells besides who, when and what.

use super::texts;

texts! {
    AtScreen: "本机屏幕", "at the screen";
    AtCommandLine: "命令行", "at the command line";

    // Where, and why.
    NotSignedIn: "{}，{}", "{}: {}";
    WrongPassword: "密码错误", "wrong password";
    UnknownName: "没有此登录名或工号", "no such name or number";
    ButDisabled: "账号已停用", "the operator is disabled";
    // Until when, after how many wrong passwords.
    LockedUntil: "锁定至 {}（密码错误 {} 次）", "until {}, after {} wrong passwords";
    ByThemselves: "本人退出", "by themselves";
    Automatic: "自动退出", "automatic";
    Relieved: "换人接班", "relieved by the next";
    WithTerminal: "随终端停止退出", "the terminal stopped";

    // Name, role, number.
    Added: "{}（{}），工号 {}", "{} as {}, staff number {}";
    UnlockedForTest: "按入场方式开锁一次，{}", "unlocked as for a visitor, {}";
    // Files, records, folder.
    ExportedTo: "{} 个文件，检票记录 {} 条，写入 {}", "{} files, {} records, in {}";
    ExportStopped: "已停止", "stopped";
    StickPulledOut: "U盘被拔出", "the stick was pulled out";
    StickFull: "U盘空间不足", "the stick is full";
    StickNotWritable: "U盘不能写入", "the stick cannot be written";
    StickFails: "U盘读写出错", "the stick fails";
    RecordsUnreadable: "记录无法读取", "the records cannot be read";

    // Key, before, after.
    Changed: "{}：由 {} 改为 {}", "{}: from {} to {}";
    ChangedBack: "{}：由 {} 恢复为配置文件的 {}", "{}: from {} to {}, as in the file";
    // Key, value.
    NewlySet: "{}：设为 {}（原未设置）", "{}: set to {}, it was not set";
    NoLongerSet: "{}：原为 {}，现未设置", "{}: was {}, is not set any more";
    NothingBefore: "没有以前的配置可比较", "none of before is known";

    Step: "由 {} 变为 {}", "from {} to {}";
    StepAtStart: "由 {} 变为 {}，启动时发现，早于最后一条日志", "from {} to {}, before the last entry, noticed at the start";
    // Line, how many.
    AfterMore: "{}，此前另有 {} 次变化未记入", "{}, after {} more changes";
    NewKeys: "新增 {}", "new: {}";
    GoneKeys: "移除 {}", "gone: {}";
    // Digits, start.
    Key: "{}（{} 起）", "{} (from {})";
    // The record.
    Doubled: "记录 {}：上传前平台已记该票检票", "record {}: the platform had the ticket checked before its upload";
    // Records, refusals, day.
    // First and last number, the first one's time before and now, milliseconds.
    TimesCorrected: "检票记录 {} 至 {}：首条由 {} 更正为 {}，每条移动 {} 毫秒", "records {} to {}: the first from {} to {}, each moved by {} ms";
    TimesEstimated: "检票记录 {} 至 {}：首条由 {} 更正为 {}，每条移动 {} 毫秒；断电前的时钟已无从得知，按前后记录和开场时间估计", "records {} to {}: the first from {} to {}, each moved by {} ms, estimated by the records around them and the show, as the clock of before the power cut is not known";
    TimesKept: "自检票记录 {} 起：平台未确认本机时间，检票时间按原样上传", "from record {} on: uploaded as they are, as the platform has not confirmed the clock";
    Pruned: "检票记录 {} 条，未入场记录 {} 条，均在 {} 之前", "{} records, {} refusals, of days before {}";

    Version: "hallgate {} 版", "hallgate {}";
    AfterUnclean: "hallgate {} 版，上次未正常停止（断电或被强制结束）", "hallgate {}, the last run did not end cleanly (power cut, or killed)";
    ToldToStop: "收到停止信号", "told to stop";
    ReplayOver: "回放结束", "the replay is over";
    // Part of the program, why.
    TaskEnded: "{} 意外结束：{}", "{} has ended: {}";
    // What was found wrong with the store.
    StoreSetAside: "数据库损坏，已另存为 {}，并重建了数据库", "the database was damaged: it is kept as {}, another one was begun";
    StoreGivenBack: "数据库缺少的 {} 条检票记录已由第二日志补回", "{} records that the database lacked came back from the second journal";
    StoreLost: "{} 条检票记录已丢失，编号不再使用", "{} records are lost, their numbers are not given out again";
    StoreDoubtful: "{} 条检票记录存疑：写入失败，未曾放行，不上传", "{} records are doubtful: they could not be written, nobody was let in, they are not uploaded";
    StoreRestored: "数据库由备份 {} 恢复", "the database was restored from {}";
    StoreRestoredLacking: "数据库由备份 {} 恢复，此后的 {} 条日志缺失", "the database was restored from {}: {} entries of this log from after it are missing";
    NoHead: "{} 原来没有，或比应有的旧", "there was no {}, or an older one than it has to be";
}
