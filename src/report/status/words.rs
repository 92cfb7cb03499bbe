//! The words of the status in both languages.

use super::Alarm;
use crate::config::Language;

/// Every word of the status; `{}` stands for what is filled in.
#[derive(Debug)]
pub(super) struct Words {
    pub title: &'static str,
    pub cinema: &'static str,
    pub well: &'static str,
    pub attention: &'static str,
    pub keys: &'static str,
    pub upload: &'static str,
    pub set_aside: &'static str,
    pub contact: &'static str,
    pub last_error: &'static str,
    pub clock: &'static str,
    pub database: &'static str,
    pub disk: &'static str,
    pub no_keys: &'static str,
    /// Count, bits, start of the newest, fetched.
    pub some_keys: &'static str,
    /// Only keys whose time has not come; count, bits, start of the nearest, fetched.
    pub coming_keys: &'static str,
    pub nothing_pending: &'static str,
    /// Count, how long the oldest waits.
    pub some_pending: &'static str,
    pub nothing_set_aside: &'static str,
    /// Count, days.
    pub some_set_aside: &'static str,
    pub never: &'static str,
    /// How long ago, what.
    pub error: &'static str,
    pub no_error: &'static str,
    pub clock_trusted: &'static str,
    pub clock_differs: &'static str,
    pub clock_behind: &'static str,
    pub clock_unknown: &'static str,
    /// Records, size, schema.
    pub holdings: &'static str,
    /// The oldest record's day.
    pub since: &'static str,
    pub free: &'static str,
    pub unknown: &'static str,
    pub just_now: &'static str,
    pub ago: &'static str,
    pub seconds: &'static str,
    pub minutes: &'static str,
    pub hours: &'static str,
    pub days: &'static str,
    pub between: &'static str,
}

const CHINESE: Words = Words {
    title: "检票终端状态",
    cinema: "影院编码",
    well: "正常",
    attention: "注意",
    keys: "密钥",
    upload: "上传",
    set_aside: "搁置",
    contact: "平台",
    last_error: "最近错误",
    clock: "时钟",
    database: "数据库",
    disk: "磁盘",
    no_keys: "没有影院公钥，无法验票",
    some_keys: "{} 把（最新 {} 位，{} 启用），取得于 {}",
    coming_keys: "{} 把均未启用（最近 {} 位，{} 启用），取得于 {}",
    nothing_pending: "全部已上传",
    some_pending: "{} 条待上传，最早一条已等待 {}",
    nothing_set_aside: "无",
    some_set_aside: "{} 条被平台拒收：{}",
    never: "从未联系上",
    error: "{}：{}",
    no_error: "无",
    clock_trusted: "可信",
    clock_differs: "与平台时间相差超过 5 分钟",
    clock_behind: "慢于最近一条检票记录，时间有误",
    clock_unknown: "尚未判定",
    holdings: "{} 条记录，{}，结构版本 {}",
    since: "，最早 {}",
    free: "剩余 {}",
    unknown: "无法读取",
    just_now: "刚刚",
    ago: "{}前",
    seconds: "{} 秒",
    minutes: "{} 分钟",
    hours: "{} 小时",
    days: "{} 天",
    between: "、",
};

const ENGLISH: Words = Words {
    title: "Check-in terminal",
    cinema: "cinema",
    well: "ok",
    attention: "look",
    keys: "Keys",
    upload: "Upload",
    set_aside: "Set aside",
    contact: "Platform",
    last_error: "Last error",
    clock: "Clock",
    database: "Database",
    disk: "Disk",
    no_keys: "no key of the cinema: no ticket can be checked",
    some_keys: "{} (the newest has {} bits, in use since {}), fetched {}",
    coming_keys: "{}, none in use yet (the nearest has {} bits, from {}), fetched {}",
    nothing_pending: "everything is uploaded",
    some_pending: "{} pending, the oldest for {}",
    nothing_set_aside: "none",
    some_set_aside: "{} refused by the platform: {}",
    never: "never reached",
    error: "{}: {}",
    no_error: "none",
    clock_trusted: "trusted",
    clock_differs: "differs from the platform's by over 5 minutes",
    clock_behind: "stands before the newest record: it is wrong",
    clock_unknown: "not judged yet",
    holdings: "{} records, {}, schema {}",
    since: ", the oldest of {}",
    free: "{} free",
    unknown: "cannot be told",
    just_now: "just now",
    ago: "{} ago",
    seconds: "{} s",
    minutes: "{} min",
    hours: "{} h",
    days: "{} days",
    between: ", ",
};

pub(super) fn words(language: Language) -> &'static Words {
    match language {
        Language::Chinese => &CHINESE,
        Language::English => &ENGLISH,
    }
}

/// What to do about it.
pub(super) fn advice(alarm: Alarm, language: Language) -> &'static str {
    let (chinese, english) = match alarm {
        Alarm::NoKeys => (
            "请确认平台已连通、terminal.cinema_code 填写无误",
            "see that the platform is reached and terminal.cinema_code is right",
        ),
        Alarm::KeysOld => (
            "平台有应答却未下发公钥：请联系平台方；已有公钥仍可验票",
            "the platform answers but gives no keys: ask its operator",
        ),
        Alarm::UploadLate => (
            "记录应在 10 分钟内上传：请检查网络；恢复后自动补传，不会丢失",
            "10 minutes is the limit: look at the network; all goes up by itself then",
        ),
        Alarm::SetAside => (
            "请用 hallgate report --format csv --day 日期 查出记录，联系平台方",
            "find them with hallgate report --format csv --day DAY, ask the platform",
        ),
        Alarm::NoContact => (
            "请检查程序是否运行（systemctl status hallgate）及网络",
            "see that hallgate runs (systemctl status hallgate); look at the network",
        ),
        Alarm::ClockDiffers => (
            "请检查终端的时间同步（timedatectl）；终端无误则请平台方校时",
            "look at the time synchronisation (timedatectl); else tell the platform",
        ),
        Alarm::ClockBehind => (
            "请立即校时（timedatectl）并检查时钟电池",
            "set the clock (timedatectl) and look at its battery",
        ),
        Alarm::DiskLow => (
            "请清理磁盘：写满后无法记录，闸机不再放行",
            "make room: on a full disk nothing is recorded and the gate stays shut",
        ),
    };
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}
