//! The words of the pages that tell a technician how the terminal stands.

use super::texts;

texts! {
    StatusNetwork: "本机：网络", "Terminal: network";
    HostName: "主机名", "Host name";
    Address: "地址", "Address";
    StatusPlatform: "本机：平台", "Terminal: platform";
    StatusUploads: "本机：上传", "Terminal: upload";
    StatusStorage: "本机：存储", "Terminal: storage";
    StatusClock: "本机：时钟", "Terminal: clock";
    StatusVersions: "本机：版本", "Terminal: versions";
    KeyInUse: "现用公钥", "Key in use";
    KeysFetched: "取得公钥", "Keys fetched";
    Never: "从未", "never";
    None: "无", "none";
    Oldest: "最早一条", "The oldest";
    StandingAside: "稍后重试", "Tried again";
    OldestDay: "最早记录", "Oldest day";
    DiskFree: "磁盘剩余", "Disk free";
    TheDate: "日期", "Date";
    TheTime: "时间", "Time";
    Zone: "时区", "Time zone";
    Trust: "与平台", "Clock is";
    Trusted: "一致", "right";
    Differs: "相差超过 5 分钟", "over 5 min off";
    Behind: "落后，须校时", "behind: set it";
    Unjudged: "尚未比对", "not judged";
    Schema: "结构版本", "Schema";
    Encryption: "数据库加密", "Encryption";
    Kernel: "内核", "Kernel";
    System: "系统", "System";
    Board: "主板", "Board";
    UpFor: "已运行", "Up for";
}
