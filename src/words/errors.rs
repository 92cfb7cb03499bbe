//! The words of what a command ends with where it is not done: what happened, to what, and what to
//! do. Keys of the configuration and commands stay as they are typed.

use super::texts;

texts! {
    // operators
    NameTaken: "已有操作员 {}：请换一个登录名", "there is an operator {} already: choose another name";
    NumberTaken: "工号 {} 已被使用：请换一个工号", "the staff number {} is taken: choose another one";
    ShownTaken: "屏幕已用“{}”称呼操作员 {}：请换一个显示名", "the name {} is shown for the operator {} already: choose another one to be shown";
    UnknownOperator: "没有操作员 {}：可用 hallgate operator list 查看", "there is no operator {}: `hallgate operator list` names them";
    BadName: "登录名须为 1 至 32 个字母、数字、\"-\"、\"_\" 或 \".\"", "an operator's name has 1 to 32 letters, digits, \"-\", \"_\" or \".\"";
    BadNumber: "工号须为 1 至 8 位数字", "a staff number has 1 to 8 digits";
    NotRepeated: "两次输入的密码不一致：请重新输入", "the two passwords differ: begin again";
    FirstIsNoAdmin: "还没有操作员：第一位必须是管理员（--role admin）", "there are no operators yet: the first one has to be an admin (--role admin)";
    NobodyYet: "还没有操作员：请去掉 --as，先添加第一位管理员", "there are no operators yet: leave --as out to add the first admin";
    NeedsAdmin: "操作员只能由管理员更改：请用 --as 写明由谁更改", "operators are an admin's to change: name who does it with --as";
    SignInRefused: "登录名或密码不正确", "the name or the password is wrong";
    Locked: "密码输错次数过多：{} 已锁定，还需等待 {}", "too many wrong passwords: {} is locked for {}";
    Seconds: "{} 秒", "another {} s";
    Minutes: "{} 分钟", "another {} min";
    OperatorDisabled: "操作员 {} 已停用：管理员可以启用", "the operator {} is disabled: an admin can enable it";
    NotAllowed: "{} 是{}，无权进行此操作：请找管理员", "{} is {} and may not do this: ask an admin";
    Outdated: "{} 刚被他人更改：请重新登录", "{} was changed by somebody else meanwhile: sign in again";
    LastAdmin: "{} 是最后一位可用的管理员：请先添加另一位管理员", "{} is the last enabled admin: add another one first";
    Hash: "密码处理失败：{}：请增加机器内存，或重设密码", "the password's hash failed: {}: give the machine more memory, or set a new password";
    Prompt: "无法询问密码：{}：请在命令行窗口中运行，或使用 --password-stdin", "cannot ask for a password: {}: run it in a terminal, or give --password-stdin";
    NoName: "没有输入登录名：请在命令行窗口中运行，或使用 --admin", "no name came: run it in a terminal, or give --admin";
    NoPassword: "没有收到 {} 的密码：使用 --password-stdin 时每个密码占一行", "no password came for {}: --password-stdin takes one in a line of its own";
    PasswordTooLong: "密码不能超过 {} 字节", "a password of more than {} bytes is not taken";
    PasswordNotText: "密码不是 UTF-8 文本：请重新输入", "the password is not UTF-8: type it anew";
    NotWritten: "无法写出结果：{}", "cannot write: {}";

    // passwords that are guessed first, behind "the new password"
    Weak: "新密码{}：请换一个", "the new password {}: choose another one";
    WeakShort: "不足 {} 个字符，也不是 {} 位以上的数字", "has fewer than {} characters, and is no PIN of {} digits or more";
    WeakShortForAdmin: "不足 {} 个字符，管理员不能用短数字密码", "has fewer than {} characters, and a PIN is not enough for an admin";
    WeakControl: "含有键盘上没有的字符", "holds a character that no keypad has";
    WeakName: "与登录名相同", "is the operator's name";
    WeakNumber: "与工号相同", "is the staff number";
    WeakRepeated: "只是同样内容的重复", "is one thing over and over";
    WeakSequence: "是键盘或字母表上相邻的一串", "is a row of neighbours on the keypad or in the alphabet";
    WeakCommon: "太常见，会最先被猜到", "is among those that are guessed first";

    // the configuration
    Setting: "{}：{}", "{}: {}";

    // secrets
    DatabaseKey: "store.key：{}", "store.key: {}";
    NoCredential: "没有凭据 {}：不是由 systemd 传入凭据启动的；请由 systemd 用 LoadCredential= 启动，或改用 \"file:PATH\"", "no credential {}: the service manager passes none; start it by systemd with LoadCredential= or use \"file:PATH\"";
    SecretUnreadable: "无法读取密钥文件 {}：{}", "cannot read the secret {}: {}";
    SecretExposed: "密钥文件 {} 可被他人读取（权限 {}）：请用 chmod 600 改正", "others may read the secret {} (mode {}): chmod 600 it";
    DatabaseKeyForm: "数据库密钥须为 32 字节原始数据、64 位十六进制数或 Base64：可用 openssl rand -hex 32 生成", "the database key has to be 32 bytes, raw, or as 64 hexadecimal digits or Base64: make one with `openssl rand -hex 32`";

    // the database
    Unreachable: "数据库 {} 无法打开：{}", "the database {} cannot be opened: {}";
    NoDatabase: "没有数据库 {}：终端在本机运行过吗？", "the database {} does not exist: has the terminal run here yet?";
    LeftOver: "数据库 {} 不见了或是空的，但旁边还有 {}：请把数据库放回原处，用 hallgate restore 恢复备份，或用 hallgate rescue 重建；没有改动任何文件", "the database {} is gone or empty, but {} stands beside it: put the database back, restore a backup with `hallgate restore`, or begin another one with `hallgate rescue`; nothing was touched";
    Damaged: "数据库 {} 已损坏：请停止终端后运行 hallgate rescue，它会保留原文件并救出能读的记录", "the database {} is damaged: stop the terminal and run `hallgate rescue`, which keeps the file and carries over what can be read";
    NotAFile: "{} 是链接、管道、设备或文件夹，不是普通文件：请移走它", "{} is a link, a pipe, a device or a folder, and no ordinary file: move it away";
    Backup: "备份 {}：{}", "the backup {}: {}";
    BackupThere: "{} 已存在，没有覆盖：请换一个文件名，或先把它移走", "{} is there already and was not overwritten: name another file, or move it away first";
    OwnName: "{} 以 {} 开头，是数据库自用的文件名：请为备份另取一个名字或换一个文件夹", "{} begins with {}, as the database's own files do: name the backup otherwise, or choose another folder";
    BackupDamaged: "备份 {} 已损坏或不完整：请使用另一份备份；没有改动数据库", "the backup {} is damaged or not whole: use another one; the database was not touched";
    InTheWay: "{} 占用了制作备份所需的文件名，而它不是备份：请先把它移走", "{} stands where a backup is made and is none: move it away first";
    OpenFolder: "任何人都能改动文件夹 {} 中的文件，root 不在其中写备份：请换一个文件夹", "others may change files in the folder {}, so root makes no backup there: choose another folder";
    Newer: "数据库 {} 比备份新，有 {} 条检票记录和 {} 条日志是备份没有的：没有恢复；它没有损坏，请继续使用；确要退回备份，请先移走它和它的 -wal 文件，再恢复一次", "the database {} is newer than the backup, which lacks {} of its records and {} entries of its log: nothing was restored; it is whole, so keep it; to go back nevertheless move it and its -wal file away first, then restore again";
    RestoreNotAsked: "恢复会替换现有数据库（旧的会另存）：确认后请加 --yes", "restore replaces the database, which is kept under another name: say --yes to do it";
    InUse: "数据库 {} 正被另一个 hallgate 使用：请先停止它", "the database {} is in use by another hallgate: stop that one first";
    OlderInUse: "数据库 {} 正被旧版 hallgate 使用：请先重启它", "the database {} is in use by an older hallgate: restart that one first";
    WrongKey: "密钥打不开数据库 {}：请使用建立数据库时的密钥", "the key does not open the database {}: give the key it was made with";
    JournalTorn: "第二日志 {} 没能记下这次检票已写入数据库，因此没有放行：请检查磁盘空间和健康状况，并让观众再出示一次", "the second journal {} did not take that this admission is recorded, so nobody is let in by it: look at the disk's space and health, and have the ticket shown again";
    // The record that would be passed over, the one that would pass it.
    PassedOver: "记录 {} 还没有上传，不能跳过它记下记录 {}：程序会重新读取并补传", "record {} is not uploaded yet, so that record {} may not be noted past it: the program reads anew and uploads it";
    NotADatabase: "{} 不是 hallgate 的数据库：请改用别的路径，或把它移走", "{} is no database of hallgate: name another path, or move it away";
    NewerSchema: "数据库 {} 的结构版本是 {}，本程序最高支持 {}：请安装新版程序", "the database {} has schema {}, this program knows up to {}: install the newer program";
    OlderSchema: "数据库 {} 的结构版本是 {}，本程序需要 {}：请启动终端，它会自动升级数据库", "the database {} has schema {}, this program reads {}: start the terminal, it brings it up to date";
    LogHead: "日志标记 {} 无法保存：{}", "the audit log's head {} can't be kept: {}";
    LogHeadDiffers: "日志与标记 {} 不符：请运行 hallgate audit verify", "the audit log is not the one of its head {}: see `hallgate audit verify`";
    SqliteDamaged: "数据库有一处读不出：{}：请停止终端后运行 hallgate rescue", "a part of the database does not read: {}: stop the terminal and run `hallgate rescue`";
    Sqlite: "数据库出错：{}：请检查磁盘空间和健康状况", "the database failed: {}: look at the disk's space and health";

    // the protected log
    LogBroken: "日志与写入时不符：{}：请保留数据库，并查明谁动过它", "the audit log is not as it was written: {}: keep the database and find out who had it";
    Altered: "第 {} 条（{}）被改动，或与前一条不相接", "entry {} of {} was altered, or does not follow the one before it";
    Unreadable: "第 {} 条无法读取：已被改动", "entry {} does not read any more: it was altered";
    EntriesMissing: "缺少第 {} 至 {} 条，其后是第 {} 条（{}）", "entries {} to {} are missing, before entry {} of {}";
    TailCut: "日志末尾的第 {} 至 {} 条被删去，在此之前：{}", "entries {} to {} were cut off the log's end, after {}";
    NoTime: "无", "nothing";
    HeadAltered: "日志标记被改动：与末条不符，即第 {} 条（{}）", "the log's head was altered: it does not fit entry {}, the last, of {}";
    RolledBack: "第 {} 条不是原来的那一条：日志曾被退回到它之前，又继续写入", "entry {} is not the one that was there once: the log was rolled back to before it and written on";
    OutsideAltered: "数据库旁的日志标记被改动：{} 无法读取", "the log's head beside the database was altered: {} does not read";
    OutsideMissing: "数据库旁缺少日志标记 {}；没有它就无法看出日志是否曾被退回", "the log's head beside the database is missing: {}; without it a log that was rolled back can't be told from a whole one";
    OutsideOld: "数据库旁的日志标记 {} 比应有的旧：有人放回了旧文件，或当时磁盘没有写入；日志条目没有被改动", "the log's head beside the database is older than it has to be: {} was put back, or the disk did not take it then; no entry of the log is altered";
    GuardGone: "数据库的防护规则 {} 不见了：记录可能在此期间被改动过，但日志没有条目被改动", "the database's guard {} is gone: what it guards may have been changed meanwhile, though no entry of the log is altered";
    GuardAltered: "数据库的防护规则 {} 已被换成别的内容：记录可能在此期间被改动过，但日志没有条目被改动", "the database's guard {} was replaced by another of that name: what it guards may have been changed meanwhile, though no entry of the log is altered";
    GuardForeign: "{} 不是本程序的规则，却作用于数据表 {}：请查明是谁加上的", "{} is no rule of this program's, but acts on the table {}: find out who put it there";

    // a fault's code
    UnknownCode: "没有故障代码 {}：单独运行 hallgate explain 可列出全部", "no fault has the code {}: `hallgate explain` alone lists them all";
    Cause: "原因：{}", "Cause: {}";
    Remedy: "处理：{}", "Remedy: {}";

    // reports, the platform
    BadTicketEnd: "请给出电影票编码，或末尾 4 位以上", "give the ticket's number, or its last 4 digits or more";
    ReportNotWritten: "报表无法写出：{}", "the report could not be written out: {}";
    ToldOfNone: "没有进行核对：{}", "nothing was compared: {}";
    Unasked: "{} 条记录（共 {} 条）未能查询：{}", "{} of {} records could not be asked for: {}";
    PrivateKey: "platform.private_key：{}", "platform.private_key: {}";
    PrivateKeyUnfit: "platform.private_key：{}：请使用平台发放的私钥", "platform.private_key: {}: use the key that the platform gave out";
    KeyUnread: "私钥既不是 PKCS#8 也不是 PKCS#1 格式的 PEM", "the private key reads neither as PKCS#8 nor as PKCS#1 PEM";
    KeyTooShort: "私钥太短，无法签名", "the private key is too short for a signature";
    SignatureForm: "签名不是 Base64", "the signature is no Base64";
    SignatureMismatch: "签名与请求不符", "the signature does not fit the request";
    RootUnreadable: "platform.ca：无法读取 {}：{}", "platform.ca: cannot read {}: {}";
    NoCertificate: "platform.ca：{} 中没有 PEM 格式的证书：请向平台索取根证书", "platform.ca: {} holds no certificate in PEM: ask the platform for its root";
    SyncThread: "同步线程无法启动：{}", "the sync thread does not start: {}";

    // running
    Gate: "闸机：{}", "the gate: {}";
    ImagerThread: "扫码器线程无法启动：{}", "the imager's thread does not start: {}";
    EventLoop: "事件循环：{}", "the event loop: {}";
    TaskEnded: "任务 {} 已结束：{}", "the task {} has ended: {}";
    EventFile: "事件文件 {} 无法写入：{}", "the event file {} can't be written: {}";
    Signals: "无法接收停止信号：{}", "the signals to stop by can't be had: {}";

    // the first steps, the installer's check, the gate moved by hand
    Incomplete: "尚未齐备：请按“缺少”各行的提示处理，再运行一次", "not all is there: do what the lines of what is missing say, then run this again";
    Attention: "有事项需要处理：见上面列出的各项", "something needs attention: it is listed above";
    NotWell: "有问题：请按 FAULT 各行的提示处理，再检查一次", "not all is well: do what the lines with FAULT say, then check again";
    CameraBusy: "摄像头 {} 正被占用：请先停止终端（sudo systemctl stop hallgate）或占用它的程序", "the camera {} is in use: stop the terminal meanwhile (sudo systemctl stop hallgate), or that other program";
    FiguresNotWritten: "无法写出数值：{}", "cannot write the figures: {}";
    GateSimulated: "闸机是模拟的，无法动作：请设置 gate.driver = \"gpio\"", "the gate is simulated, there is nothing to move: set gate.driver = \"gpio\"";
    NobodyAsked: "没有人可以确认：若闸机可以动作，请加 --yes", "nobody is there to be asked: say --yes where the gate may move";
    Declined: "闸机没有动作", "nothing was moved";
    TerminalRuns: "终端正在运行并占用闸机的线：请先停止终端", "the terminal is running and holds the gate's lines: stop it first";
    Stopped: "已停止；闸机处于安全状态", "stopped; the gate is left in its safe state";
    NobodySeen: "通行传感器没有感应到人", "the passage sensor saw nobody";
    FireAlarm: "消防报警仍然有效：请在解除后再试", "the fire alarm stands: try again when it is over";

    // the safe state
    GateAlone: "{}：只读取 [gate]", "{}: [gate] is read alone";
    NotSafe: "闸机不在安全状态：{}", "the gate is not in its safe state: {}";
    And: "{}；{}", "{}; {}";
    LeftSimulated: "闸机是模拟的：没有线可设置", "the gate is simulated: there is no line to set";
    LeftByAlarm: "消防报警有效，闸机已打开", "the gate is open, as the fire alarm stands";
    LeftOpen: "闸机已打开，这是它的安全状态", "the gate is open, its safe state";
    LeftLocked: "闸机已锁闭，这是它的安全状态", "the gate is locked, its safe state";
}
