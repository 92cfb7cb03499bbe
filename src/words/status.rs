//! The words of `hallgate status`: how the terminal stands, and what to do about each thing that is
//! not right.

use super::{forms, texts};

texts! {
    Title: "检票终端状态", "Check-in terminal";
    Cinema: "影院编码", "cinema";
    Well: "正常", "ok";
    Attention: "注意", "look";
    Noted: "提示", "note";
    Disk: "磁盘", "Disk";
    Versions: "版本", "Versions";
    Machine: "主机", "Machine";
    NoKeys: "没有影院公钥，无法验票", "no key of the cinema: no ticket can be checked";
    NothingPending: "全部已上传", "everything is uploaded";
    NothingSetAside: "无", "none";
    Never: "从未联系上", "never reached";
    NoError: "无", "none";
    ClockTrusted: "可信", "trusted";
    ClockDiffers: "与平台时间相差超过 5 分钟", "differs from the platform's by over 5 minutes";
    ClockBehind: "慢于最近一条检票记录，时间有误", "stands before the newest record: it is wrong";
    ClockUnknown: "尚未判定", "not judged yet";
    Update: "系统更新", "Update";
    PlatformFaults: "平台数据", "Platform data";
    Catalogue: "影讯", "Catalogue";
    Neighbours: "其他检票口", "Other doors";
    NeighboursAdvice: "请按该行各项说明处理，再用 hallgate doctor 复查", "do what the line says of each, then see with hallgate doctor";
    NeighboursSilentAdvice: "请查看没有应答的门是否开机、联网", "look whether the door that is not heard is on and connected";
    NeighboursKeyAdvice: "请按 hallgate doctor 的说明改正 neighbours.key，再重启 hallgate", "put neighbours.key right as hallgate doctor says, then restart hallgate";
    Unknown: "无法读取", "cannot be told";
    JustNow: "刚刚", "just now";
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
    UpdateNotKeptAdvice: "请把 journalctl -u hallgate-keep 交给支持人员，换用修正后的更新包", "give journalctl -u hallgate-keep to support, then install a mended bundle";
    DiskLowAdvice: "请清理磁盘：写满后无法记录，闸机不再放行", "make room: on a full disk nothing is recorded and the gate stays shut";
}

forms! {
    UpFor { duration }: "已运行 {duration}", "up for {duration}";
    SomeKeys { count, bits, start, fetched }: "{count} 把（最新 {bits} 位，{start} 启用），取得于 {fetched}", "{count} (the newest has {bits} bits, in use since {start}), fetched {fetched}";
    // Only keys whose time has not come.
    ComingKeys { count, bits, start, fetched }: "{count} 把均未启用（最近 {bits} 位，{start} 启用），取得于 {fetched}", "{count}, none in use yet (the nearest has {bits} bits, from {start}), fetched {fetched}";
    SomePending { records, wait }: "{records} 条待上传，最早一条已等待 {wait}", "{records} pending, the oldest for {wait}";
    SomeStandAside { records }: "，其中 {records} 条被平台拒收、稍后重试", ", {records} of them refused and tried again";
    SomeSetAside { records, days }: "{records} 条被平台拒收：{days}", "{records} refused by the platform: {days}";
    SomeDoubled { days }: "在本机放行的票也在别处检过：{days}", "tickets admitted here were admitted elsewhere too: {days}";
    Error { ago, error }: "{ago}：{error}", "{ago}: {error}";
    Holdings { records, size, schema }: "{records} 条记录，{size}，结构版本 {schema}", "records: {records}, {size}, schema {schema}";
    Since { day }: "，最早 {day}", ", the oldest of {day}";
    Lacking { records, pending }: "已知的检票记录少了 {records} 条（其中待上传的至多 {pending} 条），可能换成了较旧的副本", "{records} records that were there are missing, up to {pending} of them pending: it may be an older copy";
    Free { size }: "剩余 {size}", "{size} free";
    Changed { key, value, configured, by }: "{key} 已改为 {value}（配置文件 {configured}，{by} 更改）", "{key} is {value} (the file: {configured}, changed by {by})";
    Unfit { key, value, configured, by }: "{key} 的值 {value} 无效，按配置文件用 {configured}（{by} 更改）", "{key} can not be {value}, so it is {configured} (changed by {by})";
    FlawUnreadable { call, field, count }: "{call} 应答中 {field} 无法识别（{count} 处）", "{call}: {field} can not be read ({count})";
    FlawMissing { call, field, count }: "{call} 应答中缺少 {field}（{count} 处）", "{call}: {field} is missing ({count})";
    FlawContradictory { call, field, count }: "{call} 应答中 {field} 自相矛盾（{count} 处）", "{call}: {field} contradicts itself ({count})";
    // Counted are those beyond what is kept.
    FlawSurplus { call, field, count }: "{call} 应答中 {field} 过多，舍弃最早的 {count} 把", "{call}: {field} has too many, the oldest are left out ({count})";
    Ago { duration }: "{duration}前", "{duration} ago";
    Seconds { seconds }: "{seconds} 秒", "{seconds} s";
    Minutes { minutes }: "{minutes} 分钟", "{minutes} min";
    Hours { hours }: "{hours} 小时", "{hours} h";
    Days { days }: "{days} 天", "{days} days";
}
