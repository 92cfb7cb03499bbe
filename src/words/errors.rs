//! The words of what a command ends with where it is not done: what happened, to what, and what to
//! do. Keys of the configuration and commands stay as they are typed.

use super::{forms, texts};

texts! {
    // operators
    BadName: "登录名须为 1 至 32 个字母、数字、\"-\"、\"_\" 或 \".\"", "an operator's name has 1 to 32 letters, digits, \"-\", \"_\" or \".\"";
    BadNumber: "工号须为 1 至 8 位数字", "a staff number has 1 to 8 digits";
    NotRepeated: "两次输入的密码不一致：请重新输入", "the two passwords differ: begin again";
    FirstIsNoAdmin: "还没有操作员：第一位必须是管理员（--role admin）", "there are no operators yet: the first one has to be an admin (--role admin)";
    NobodyYet: "还没有操作员：请去掉 --as，先添加第一位管理员", "there are no operators yet: leave --as out to add the first admin";
    NeedsAdmin: "操作员只能由管理员更改：请用 --as 写明由谁更改", "operators are an admin's to change: name who does it with --as";
    SignInRefused: "登录名或密码不正确", "the name or the password is wrong";
    NoName: "没有输入登录名：请在命令行窗口中运行，或使用 --admin", "no name came: run it in a terminal, or give --admin";
    PasswordNotText: "密码不是 UTF-8 文本：请重新输入", "the password is not UTF-8: type it anew";

    // passwords that are guessed first, behind "the new password"
    WeakControl: "含有键盘上没有的字符", "holds a character that no keypad has";
    WeakName: "与登录名相同", "is the operator's name";
    WeakNumber: "与工号相同", "is the staff number";
    WeakRepeated: "只是同样内容的重复", "is one thing over and over";
    WeakSequence: "是键盘或字母表上相邻的一串", "is a row of neighbours on the keypad or in the alphabet";
    WeakCommon: "太常见，会最先被猜到", "is among those that are guessed first";

    // secrets
    DatabaseKeyForm: "数据库密钥须为 32 字节原始数据、64 位十六进制数或 Base64：可用 openssl rand -hex 32 生成", "the database key has to be 32 bytes, raw, or as 64 hexadecimal digits or Base64: make one with `openssl rand -hex 32`";

    // the database
    RestoreNotAsked: "恢复会替换现有数据库（旧的会另存）：确认后请加 --yes", "restore replaces the database, which is kept under another name: say --yes to do it";

    // the protected log
    NoTime: "无", "nothing";

    // reports, the platform
    BadTicketEnd: "请给出电影票编码，或末尾 4 位以上", "give the ticket's number, or its last 4 digits or more";
    KeyUnread: "私钥既不是 PKCS#8 也不是 PKCS#1 格式的 PEM", "the private key reads neither as PKCS#8 nor as PKCS#1 PEM";
    KeyTooShort: "私钥太短，无法签名", "the private key is too short for a signature";
    SignatureForm: "签名不是 Base64", "the signature is no Base64";
    SignatureMismatch: "签名与请求不符", "the signature does not fit the request";

    // the first steps, the installer's check, the gate moved by hand
    Incomplete: "尚未齐备：请按“缺少”各行的提示处理，再运行一次", "not all is there: do what the lines of what is missing say, then run this again";
    Attention: "有事项需要处理：见上面列出的各项", "something needs attention: it is listed above";
    NotWell: "有问题：请按标有“故障”的各行处理，再检查一次", "not all is well: do what the lines with FAULT say, then check again";
    GateSimulated: "闸机是模拟的，无法动作：请设置 gate.driver = \"gpio\"", "the gate is simulated, there is nothing to move: set gate.driver = \"gpio\"";
    NobodyAsked: "没有人可以确认：若闸机可以动作，请加 --yes", "nobody is there to be asked: say --yes where the gate may move";
    Declined: "闸机没有动作", "nothing was moved";
    TerminalRuns: "终端正在运行并占用闸机的线：请先停止终端", "the terminal is running and holds the gate's lines: stop it first";
    Stopped: "已停止；闸机处于安全状态", "stopped; the gate is left in its safe state";
    NobodySeen: "通行传感器没有感应到人", "the passage sensor saw nobody";
    FireAlarm: "火警仍然有效：请在解除后再试", "the fire alarm stands: try again when it is over";

    // the safe state
    LeftSimulated: "闸机是模拟的：没有线可设置", "the gate is simulated: there is no line to set";
    LeftByAlarm: "火警有效，闸机已打开", "the gate is open, as the fire alarm stands";
    LeftOpen: "闸机已打开，这是它的安全状态", "the gate is open, its safe state";
    LeftLocked: "闸机已锁闭，这是它的安全状态", "the gate is locked, its safe state";
}

forms! {
    // operators
    NameTaken { name }: "已有操作员 {name}：请换一个登录名", "there is an operator {name} already: choose another name";
    NumberTaken { number }: "工号 {number} 已被使用：请换一个工号", "the staff number {number} is taken: choose another one";
    ShownTaken { shown, by }: "屏幕已用“{shown}”称呼操作员 {by}：请换一个显示名", "the name {shown} is shown for the operator {by} already: choose another one to be shown";
    UnknownOperator { name }: "没有操作员 {name}：可用 hallgate operator list 查看", "there is no operator {name}: `hallgate operator list` names them";
    Locked { name, wait }: "密码输错次数过多：{name} 已锁定，还需等待 {wait}", "too many wrong passwords: {name} is locked for {wait}";
    Seconds { seconds }: "{seconds} 秒", "another {seconds} s";
    Minutes { minutes }: "{minutes} 分钟", "another {minutes} min";
    OperatorDisabled { name }: "操作员 {name} 已停用：管理员可以启用", "the operator {name} is disabled: an admin can enable it";
    NotAllowed { name, role }: "{name} 是{role}，无权进行此操作：请找管理员", "{name} is {role} and may not do this: ask an admin";
    Outdated { name }: "{name} 刚被他人更改：请重新登录", "{name} was changed by somebody else meanwhile: sign in again";
    LastAdmin { name }: "{name} 是最后一位可用的管理员：请先添加另一位管理员", "{name} is the last enabled admin: add another one first";
    Hash { cause }: "密码处理失败：{cause}：请给机器加内存，或重设密码", "the password's hash failed: {cause}: give the machine more memory, or set a new password";
    Prompt { cause }: "无法询问密码：{cause}：请在命令行窗口中运行，或使用 --password-stdin", "cannot ask for a password: {cause}: run it in a terminal, or give --password-stdin";
    NoPassword { name }: "没有收到 {name} 的密码：使用 --password-stdin 时每个密码占一行", "no password came for {name}: --password-stdin takes one in a line of its own";
    PasswordTooLong { longest }: "密码不能超过 {longest} 字节", "a password of more than {longest} bytes is not taken";
    NotWritten { cause }: "无法写出结果：{cause}", "cannot write: {cause}";

    // passwords that are guessed first, behind "the new password"
    Weak { weakness }: "新密码{weakness}：请换一个", "the new password {weakness}: choose another one";
    WeakShort { least, least_pin }: "不足 {least} 个字符，也不是 {least_pin} 位以上的数字", "has fewer than {least} characters, and is no PIN of {least_pin} digits or more";
    WeakShortOnline { least }: "不足 {least} 个字符", "has fewer than {least} characters";
    WeakShortForAdmin { least }: "不足 {least} 个字符，管理员不能用短数字密码", "has fewer than {least} characters, and a PIN is not enough for an admin";

    // the configuration
    Setting { key, fault }: "{key}：{fault}", "{key}: {fault}";

    // secrets
    DatabaseKey { fault }: "store.key：{fault}", "store.key: {fault}";
    NoCredential { name }: "没有凭据 {name}：不是由 systemd 传入凭据启动的；请由 systemd 用 LoadCredential= 启动，或改用 \"file:PATH\"", "no credential {name}: the service manager passes none; start it by systemd with LoadCredential= or use \"file:PATH\"";
    SecretUnreadable { path, cause }: "无法读取密钥文件 {path}：{cause}", "cannot read the secret {path}: {cause}";
    SecretExposed { path, mode }: "密钥文件 {path} 可被他人读取（权限 {mode}）：请用 chmod 600 改正", "others may read the secret {path} (mode {mode}): chmod 600 it";
    CredentialRefused { path, said }: "凭据 {path} 无法加密或解密（systemd-creds：{said}）：请用 sudo 运行；在另一块板上加密的打不开：数据库密钥用 hallgate key read 从密钥单读入，终端私钥请重新注册", "the credential {path} is neither encrypted nor opened (systemd-creds: {said}): run this with sudo; one that another board encrypted does not open here: read the database's key from its sheet by `hallgate key read`, and enrol anew for the terminal's";
    CredentialFailed { path, cause }: "凭据 {path} 无法读取或保存：{cause}：请用 sudo 运行", "the credential {path} can be neither read nor kept: {cause}: run this with sudo";

    // the database
    Unreachable { path, cause }: "数据库 {path} 无法打开：{cause}", "the database {path} cannot be opened: {cause}";
    NoDatabase { path }: "没有数据库 {path}：终端在本机运行过吗？", "the database {path} does not exist: has the terminal run here yet?";
    LeftOver { path, left }: "数据库 {path} 不见了或是空的，但旁边还有 {left}：请把数据库放回原处，用 hallgate restore 恢复备份，或用 hallgate rescue 重建；没有改动任何文件", "the database {path} is gone or empty, but {left} stands beside it: put the database back, restore a backup with `hallgate restore`, or begin another one with `hallgate rescue`; nothing was touched";
    Damaged { path }: "数据库 {path} 已损坏：请停止终端后运行 hallgate rescue，它会保留原文件并救出能读的记录", "the database {path} is damaged: stop the terminal and run `hallgate rescue`, which keeps the file and carries over what can be read";
    NotAFile { path }: "{path} 是链接、管道、设备或文件夹，不是普通文件：请移走它", "{path} is a link, a pipe, a device or a folder, and no ordinary file: move it away";
    Backup { path, cause }: "备份 {path}：{cause}", "the backup {path}: {cause}";
    BackupThere { path }: "{path} 已存在，没有覆盖：请换一个文件名，或先把它移走", "{path} is there already and was not overwritten: name another file, or move it away first";
    OwnName { path, database }: "{path} 以 {database} 开头，是数据库自用的文件名：请为备份另取一个名字或换一个文件夹", "{path} begins with {database}, as the database's own files do: name the backup otherwise, or choose another folder";
    BackupDamaged { path }: "备份 {path} 已损坏或不完整：请使用另一份备份；没有改动数据库", "the backup {path} is damaged or not whole: use another one; the database was not touched";
    InTheWay { path }: "{path} 占用了制作备份所需的文件名，而它不是备份：请先把它移走", "{path} stands where a backup is made and is none: move it away first";
    OpenFolder { path }: "任何人都能改动文件夹 {path} 中的文件，root 不在其中写备份：请换一个文件夹", "others may change files in the folder {path}, so root makes no backup there: choose another folder";
    Newer { path, records, entries }: "数据库 {path} 比备份新，有 {records} 条检票记录和 {entries} 条日志是备份没有的：没有恢复；它没有损坏，请继续使用；确要退回备份，请先移走它和它的 -wal 文件，再恢复一次", "the database {path} is newer than the backup, which lacks {records} of its records and {entries} entries of its log: nothing was restored; it is whole, so keep it; to go back nevertheless move it and its -wal file away first, then restore again";
    InUse { path }: "数据库 {path} 正被另一个 hallgate 使用：请先停止它", "the database {path} is in use by another hallgate: stop that one first";
    OlderInUse { path }: "数据库 {path} 正被旧版 hallgate 使用：请先重启它", "the database {path} is in use by an older hallgate: restart that one first";
    WrongKey { path }: "密钥打不开数据库 {path}：请使用建立数据库时的密钥，有密钥单的用 hallgate key read 读入", "the key does not open the database {path}: give the key it was made with, from its sheet by `hallgate key read`";
    JournalTorn { path }: "第二日志 {path} 没能记下这次检票已写入数据库，因此没有放行：请检查磁盘空间和健康状况，并让观众再出示一次", "the second journal {path} did not take that this admission is recorded, so nobody is let in by it: look at the disk's space and health, and have the ticket shown again";
    PassedOver { seq, by }: "记录 {seq} 还没有上传，不能跳过它记下记录 {by}：程序会重新读取并补传", "record {seq} is not uploaded yet, so that record {by} may not be noted past it: the program reads anew and uploads it";
    NotADatabase { path }: "{path} 不是 hallgate 的数据库：请改用别的路径，或把它移走", "{path} is no database of hallgate: name another path, or move it away";
    NewerSchema { path, found, known }: "数据库 {path} 的结构版本是 {found}，本程序最高支持 {known}：请安装新版程序", "the database {path} has schema {found}, this program knows up to {known}: install the newer program";
    OlderSchema { path, found, needed }: "数据库 {path} 的结构版本是 {found}，本程序需要 {needed}：请启动终端，它会自动升级数据库", "the database {path} has schema {found}, this program reads {needed}: start the terminal, it brings it up to date";
    NoWayBack { step }: "数据库结构升级到 {step} 后无法退回，因此没有升级，数据未动：请运行旧版程序，并把日志交给支持人员", "the database's step to schema {step} could not be taken back, so it was not taken, and nothing was touched: run the older program, and give the log to support";
    LogHead { path, cause }: "日志标记 {path} 无法保存：{cause}", "the audit log's head {path} can't be kept: {cause}";
    LogHeadDiffers { path }: "日志与标记 {path} 不符：请运行 hallgate audit verify", "the audit log is not the one of its head {path}: see `hallgate audit verify`";
    SqliteDamaged { cause }: "数据库有一处读不出：{cause}：请停止终端后运行 hallgate rescue", "a part of the database does not read: {cause}: stop the terminal and run `hallgate rescue`";
    Sqlite { cause }: "数据库出错：{cause}：请检查磁盘空间和健康状况", "the database failed: {cause}: look at the disk's space and health";

    // the protected log
    LogBroken { fault }: "日志与写入时不符：{fault}：请保留数据库，并查明谁动过它", "the audit log is not as it was written: {fault}: keep the database and find out who had it";
    Altered { id, at }: "第 {id} 条（{at}）被改动，或与前一条不相接", "entry {id} of {at} was altered, or does not follow the one before it";
    Unreadable { id }: "第 {id} 条无法读取：已被改动", "entry {id} does not read any more: it was altered";
    EntriesMissing { first, last, next, at }: "缺少第 {first} 至 {last} 条，其后是第 {next} 条（{at}）", "entries {first} to {last} are missing, before entry {next} of {at}";
    TailCut { first, last, after }: "日志末尾的第 {first} 至 {last} 条被删去，在此之前：{after}", "entries {first} to {last} were cut off the log's end, after {after}";
    HeadAltered { id, at }: "日志标记被改动：与末条不符，即第 {id} 条（{at}）", "the log's head was altered: it does not fit entry {id}, the last, of {at}";
    RolledBack { id }: "第 {id} 条不是原来的那一条：日志曾被退回到它之前，又继续写入", "entry {id} is not the one that was there once: the log was rolled back to before it and written on";
    OutsideAltered { path }: "数据库旁的日志标记被改动：{path} 无法读取", "the log's head beside the database was altered: {path} does not read";
    OutsideMissing { path }: "数据库旁缺少日志标记 {path}；没有它就无法看出日志是否曾被退回", "the log's head beside the database is missing: {path}; without it a log that was rolled back can't be told from a whole one";
    OutsideOld { path }: "数据库旁的日志标记 {path} 比应有的旧：有人放回了旧文件，或当时磁盘没有写入；日志条目没有被改动", "the log's head beside the database is older than it has to be: {path} was put back, or the disk did not take it then; no entry of the log is altered";
    GuardGone { guard }: "数据库的防护规则 {guard} 不见了：记录可能在此期间被改动过，但日志没有条目被改动", "the database's guard {guard} is gone: what it guards may have been changed meanwhile, though no entry of the log is altered";
    GuardAltered { guard }: "数据库的防护规则 {guard} 已被换成别的内容：记录可能在此期间被改动过，但日志没有条目被改动", "the database's guard {guard} was replaced by another of that name: what it guards may have been changed meanwhile, though no entry of the log is altered";
    GuardForeign { guard, table }: "{guard} 不是本程序的规则，却作用于数据表 {table}：请查明是谁加上的", "{guard} is no rule of this program's, but acts on the table {table}: find out who put it there";

    // a fault's code
    UnknownCode { typed }: "没有故障代码 {typed}：单独运行 hallgate explain 可列出全部", "no fault has the code {typed}: `hallgate explain` alone lists them all";
    Cause { cause }: "原因：{cause}", "Cause: {cause}";
    Remedy { remedy }: "处理：{remedy}", "Remedy: {remedy}";

    // reports, the platform
    MetricsNotWritten { path, cause }: "无法写入 {path}：{cause}：请写明一个可写的文件夹中的文件", "{path} can't be written: {cause}: name a file in a folder that may be written to";
    ReportNotWritten { cause }: "报表无法写出：{cause}", "the report could not be written out: {cause}";
    NothingCompared { cause }: "没有进行核对：{cause}", "nothing was compared: {cause}";
    Unasked { unasked, records, cause }: "{unasked} 条记录（共 {records} 条）未能查询：{cause}", "{unasked} of {records} records could not be asked for: {cause}";
    PrivateKey { fault }: "platform.private_key：{fault}", "platform.private_key: {fault}";
    PrivateKeyUnfit { fault }: "platform.private_key：{fault}：请使用平台发放的私钥", "platform.private_key: {fault}: use the key that the platform gave out";
    RootUnreadable { path, cause }: "platform.ca：无法读取 {path}：{cause}", "platform.ca: cannot read {path}: {cause}";
    NoCertificate { path }: "platform.ca：{path} 中没有 PEM 格式的证书：请向平台索取根证书", "platform.ca: {path} holds no certificate in PEM: ask the platform for its root";
    SyncThread { cause }: "同步线程无法启动：{cause}", "the sync thread does not start: {cause}";

    // running
    Gate { fault }: "闸机：{fault}", "the gate: {fault}";
    ImagerThread { cause }: "扫码器线程无法启动：{cause}", "the imager's thread does not start: {cause}";
    EventLoop { cause }: "事件循环：{cause}", "the event loop: {cause}";
    TaskEnded { task, cause }: "任务 {task} 已结束：{cause}", "the task {task} has ended: {cause}";
    EventFile { path, cause }: "事件文件 {path} 无法写入：{cause}", "the event file {path} can't be written: {cause}";
    Signals { cause }: "无法接收停止信号：{cause}", "the signals to stop by can't be had: {cause}";

    // the first steps, the installer's check, the gate moved by hand
    CameraBusy { path }: "摄像头 {path} 正被占用：请先停止终端（sudo systemctl stop hallgate）或占用它的程序", "the camera {path} is in use: stop the terminal meanwhile (sudo systemctl stop hallgate), or that other program";
    FiguresNotWritten { cause }: "无法写出数值：{cause}", "cannot write the figures: {cause}";

    // the safe state
    GateAlone { fault }: "{fault}：只读取 [gate]", "{fault}: [gate] is read alone";
    NotSafe { fault }: "闸机不在安全状态：{fault}", "the gate is not in its safe state: {fault}";
    And { left, fault }: "{left}；{fault}", "{left}; {fault}";
}

/// How long somebody has to wait still.
pub fn wait(now: jiff::Timestamp, until: jiff::Timestamp, language: super::Language) -> String {
    let seconds = now.until((jiff::Unit::Second, until)).map_or(0, |span| span.get_seconds());
    match seconds {
        ..=90 => Seconds { seconds: seconds.max(1) }.text(language),
        _ => Minutes { minutes: (seconds + 59) / 60 }.text(language),
    }
}
