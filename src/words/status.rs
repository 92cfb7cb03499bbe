//! The words of `hallgate status`: how the terminal stands, and what to do about each thing that is
//! not right.

use super::texts;

texts! {
    Title: "检票终端状态", "Check-in terminal";
    Cinema: "影院编码", "cinema";
    Well: "正常", "ok";
    Attention: "注意", "look";
    Disk: "磁盘", "Disk";
    Versions: "版本", "Versions";
    Machine: "主机", "Machine";
    UpFor: "已运行 {}", "up for {}";
    NoKeys: "没有影院公钥，无法验票", "no key of the cinema: no ticket can be checked";
    // Count, bits, start of the newest, fetched.
    SomeKeys: "{} 把（最新 {} 位，{} 启用），取得于 {}", "{} (the newest has {} bits, in use since {}), fetched {}";
    // Only keys whose time has not come; count, bits, start of the nearest, fetched.
    ComingKeys: "{} 把均未启用（最近 {} 位，{} 启用），取得于 {}", "{}, none in use yet (the nearest has {} bits, from {}), fetched {}";
    NothingPending: "全部已上传", "everything is uploaded";
    // Count, how long the oldest waits.
    SomePending: "{} 条待上传，最早一条已等待 {}", "{} pending, the oldest for {}";
    // How many of them, behind that.
    SomeStandAside: "，其中 {} 条被平台拒收、稍后重试", ", {} of them refused and tried again";
    NothingSetAside: "无", "none";
    // Count, days.
    SomeSetAside: "{} 条被平台拒收：{}", "{} refused by the platform: {}";
    // Days.
    SomeDoubled: "断网期间放行的票此前已在别处检票：{}", "tickets admitted offline had been checked elsewhere: {}";
    Never: "从未联系上", "never reached";
    // How long ago, what.
    Error: "{}：{}", "{}: {}";
    NoError: "无", "none";
    ClockTrusted: "可信", "trusted";
    ClockDiffers: "与平台时间相差超过 5 分钟", "differs from the platform's by over 5 minutes";
    ClockBehind: "慢于最近一条检票记录，时间有误", "stands before the newest record: it is wrong";
    ClockUnknown: "尚未判定", "not judged yet";
    // Records, size, schema.
    Holdings: "{} 条记录，{}，结构版本 {}", "{} records, {}, schema {}";
    // The day of the oldest record.
    Since: "，最早 {}", ", the oldest of {}";
    // How many records, how many of them pending.
    Lacking: "已知的检票记录少了 {} 条（其中待上传的至多 {} 条），可能换成了较旧的副本", "{} records that were there are missing, up to {} of them pending: it may be an older copy";
    Free: "剩余 {}", "{} free";
    // Key, value, the file's value, who changed it.
    Changed: "{} 已改为 {}（配置文件 {}，{} 更改）", "{} is {} (the file: {}, changed by {})";
    Unfit: "{} 的值 {} 无效，按配置文件用 {}（{} 更改）", "{} can not be {}, so it is {} (changed by {})";
    PlatformFaults: "平台数据", "Platform data";
    // Call, field, how many.
    FlawUnreadable: "{} 应答中 {} 无法识别（{} 处）", "{}: {} can not be read ({})";
    FlawMissing: "{} 应答中缺少 {}（{} 处）", "{}: {} is missing ({})";
    FlawContradictory: "{} 应答中 {} 自相矛盾（{} 处）", "{}: {} contradicts itself ({})";
    // Call, field, how many there are beyond those that are kept.
    FlawSurplus: "{} 应答中 {} 过多，舍弃最早的 {} 把", "{}: {} has too many, the oldest are left out ({})";
    Unknown: "无法读取", "cannot be told";
    JustNow: "刚刚", "just now";
    Ago: "{}前", "{} ago";
    Seconds: "{} 秒", "{} s";
    Minutes: "{} 分钟", "{} min";
    Hours: "{} 小时", "{} h";
    Days: "{} 天", "{} days";
    Between: "、", ", ";

    NoKeysAdvice: "请确认平台已连通、terminal.cinema_code 填写无误", "see that the platform is reached and terminal.cinema_code is right";
    KeysOldAdvice: "平台有应答却未下发公钥：请联系平台方；已有公钥仍可验票", "the platform answers but gives no keys: ask its operator";
    UploadLateAdvice: "记录应在 10 分钟内上传：请检查网络；恢复后自动补传，不会丢失", "10 minutes is the limit: look at the network; all goes up by itself then";
    SetAsideAdvice: "请用 hallgate records --upload set_aside 查出记录，联系平台方", "find them with hallgate records --upload set_aside, ask the platform";
    DoubleAdmissionAdvice: "用 hallgate reconcile --day 查出影票，与另一入口核对", "find the tickets with hallgate reconcile --day, and ask at the other door";
    NoContactAdvice: "请检查程序是否运行（systemctl status hallgate）及网络", "see that hallgate runs (systemctl status hallgate); look at the network";
    PlatformFaultAdvice: "平台应答不合规范，其余内容照常采用：请联系平台方", "its replies are not as specified, the rest of them counts: ask its operator";
    ClockDiffersAdvice: "请检查终端的时间同步（timedatectl）；终端无误则请平台方校时", "look at the time synchronisation (timedatectl); else tell the platform";
    ClockBehindAdvice: "请立即校时（timedatectl）并检查时钟电池", "set the clock (timedatectl) and look at its battery";
    SettingUnfitAdvice: "用 hallgate settings reset 恢复为配置文件的值", "take it back with hallgate settings reset";
    LackingAdvice: "请启动终端，它会找回还知道的部分；再停下运行 hallgate rescue", "start the terminal, which takes back what it still knows; then stop it, run hallgate rescue";
    StoreDamagedAdvice: "请停止终端，运行 hallgate rescue，再运行 hallgate doctor", "stop the terminal, run hallgate rescue, then hallgate doctor";
    DiskLowAdvice: "请清理磁盘：写满后无法记录，闸机不再放行", "make room: on a full disk nothing is recorded and the gate stays shut";
}
