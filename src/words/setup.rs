//! The words of a terminal's first boot: what its display and `STATUS.TXT` tell, and what is wrong in
//! the file on its card.

use super::{forms, texts};

texts! {
    // what is wrong with a value
    BetweenSections: "、", ", ";
    OutsideSections: "不在任何一节之中：上面缺少所属一节的那一行，如 [terminal]，或那一行前面还留着 #", "stands in no section: the line of its section, such as [terminal], is missing above it, or still begins with #";
    NoCode: "不是注册代码，应如 7K2M-9PQR-3XYZ-5ABC", "is no enrolment code such as 7K2M-9PQR-3XYZ-5ABC";
    NoSha256: "应为 64 位十六进制数，见注册单", "has 64 hexadecimal digits, as the enrolment sheet has them";
    NoAuthority: "写了 code，还须写 ca_sha256，见注册单", "has a code and lacks ca_sha256, which stands on the enrolment sheet beside it";
    NotKept: "写的是 taken over（已取用），但本机没有保存原值：请重新填写", "says that it was taken over, and it is not kept here: write it anew";
    StaticWithoutAddress: "mode = \"static\" 还须写 address，如 \"192.168.1.20/24\"", "is static and lacks its address, such as address = \"192.168.1.20/24\"";
    AddressOfDhcp: "address、gateway 只用于 mode = \"static\"", "has an address or a gateway, which are for mode = \"static\" alone";
    NoSsid: "应为 1 至 32 字节的无线网络名称", "is no network's name: that has 1 to 32 bytes";
    NoPassphrase: "无线密码应为 8 至 63 个 ASCII 字符，或 64 位十六进制数", "is no Wi-Fi passphrase: that has 8 to 63 ASCII characters, or 64 hexadecimal digits";

    // titles
    Title: "首次启动", "First boot";
    FileTitle: "hallgate.toml 有误", "Wrong in the file";
    EnrolTitle: "注册", "Enrolment";

    // the sheet
    HoldSheet: "请出示|注册单", "Hold the sheet";
    HoldSheetAdvice: "把本门注册单的|二维码对准摄像头", "Hold this door's QR code up to the camera.";
    HoldSheetBrief: "对准摄像头", "QR to the camera";
    WhatSheetIs: "由检票平台打印，每门一张", "printed by the platform";
    OrFile: "或在卡上填写 hallgate.toml", "or fill in hallgate.toml on the card";
    AnotherSheet: "请换|注册单", "Another sheet";
    AnotherSheetAdvice: "代码不对、|已使用或已过期，|请向平台|另要一张", "Its code is wrong, used or too old. Ask the platform for another one.";
    AnotherSheetBrief: "已用过或过期", "used or too old";
    NotTheSheet: "这不是|注册单", "Not the sheet";
    ThatIsTicket: "这是影票，|请出示本门的|注册单", "This is a ticket. Please hold up this door's enrolment sheet.";
    ThatIsOther: "这是别的二维码，|请出示本门的|注册单", "This is another QR code. Please hold up this door's enrolment sheet.";
    NotTheSheetBrief: "请出示注册单", "hold the sheet";
    SheetOfOther: "这是另一个门的|注册单，请核对", "This sheet is another door's. Please compare the names.";
    SheetOfOtherBrief: "是别的门的", "another door's";
    WifiTaken: "已收到|无线网络", "Wi-Fi taken";
    WifiTakenAdvice: "接下来请出示|本门的注册单", "Next, hold up this door's enrolment sheet.";

    // the way to the platform
    Enrolling: "正在注册", "Enrolling";
    NotYet: "未能注册", "Not enrolled";
    InTheWay: "需要处理", "A fault";
    GoesOn: "会自动再试", "It goes on trying by itself";
    CodeRefused: "注册代码不对、已使用或已过期：|请另要一张注册单", "The code is wrong, used or too old: get another sheet";
    OldKeyGoesOn: "先用原有密钥检票；平台若已停用它，记录无法上传", "The door goes on by its old key; if that was revoked, nothing is uploaded";
    Enrolled: "注册完成", "Enrolled";
    Starting: "即将开始检票", "The terminal starts now";
    NoCable: "没有网络：网线未插，或无线未连上", "No network: no cable is plugged in, and no Wi-Fi is joined";
    NoIp: "没有网络：路由器没有分配地址", "No network: no address came from the router";
    WrongClock: "时间不对，正在等待网络校时", "The clock is wrong, and waits for the network's time";
    WrongAuthority: "应答方不是注册单所写的平台：请核对网络和注册单", "What answers is not the platform of the sheet: look at the network and at the sheet";

    // the file
    OldGoesOn: "检票仍按原来的配置进行", "The door goes on by the configuration it has";

    NoData: "卡的数据分区不能使用，断电后什么都不会留下：请换卡", "the card's data partition can't be used, and nothing outlives the power: use another card";

    // network
    LeftToSystem: "网络由本机系统（NetworkManager）管理，[network] 未采用", "The network is this system's own affair (NetworkManager): [network] was not applied";

    // STATUS.TXT
    StatusWell: "已装好，检票程序已启动；运行情况见屏幕", "Set up, and the terminal was started; how it does stands on its display";
    StatusMistakes: "hallgate.toml 有以下错误，改正后会自动采用（或重新上电）：", "hallgate.toml has these mistakes; put right it is taken over by itself, or at the next start:";
    StatusWaitsForSheet: "正在等待注册单：请把本门的注册单对准摄像头", "Waits for the enrolment sheet: hold this door's up to the camera";
    StatusEnrolling: "正在向平台注册", "Enrols at the platform";
    StatusNext: "请先解决上述问题，本机会自动再试", "Mend that; it goes on by itself";
}

forms! {
    RadioRules { country }: "无线规则：{country}", "radio rules of {country}";
    OfSection { section }: "属于 [{section}]：上面缺少那一行，或那一行前面还留着 #", "belongs to [{section}], whose line is missing above it, or still begins with #";
    NoSection { name }: "缺少 [{name}] 这一节，或那一行前面还留着 #", "the section [{name}] is missing, or its line still begins with #";
    UnknownSection { typed, known }: "没有 {typed} 这一节，可用的有 {known}", "no section is called {typed}; there are {known}";
    NoInterface { typed }: "{typed} 不是网口名称，应如 \"eth0\"", "{typed} is no network interface such as \"eth0\"";
    NoSubnet { typed }: "{typed} 不是地址加前缀长度，应如 \"192.168.1.20/24\"", "{typed} is no address with the length of its prefix, such as \"192.168.1.20/24\"";
    NoIpAddress { typed }: "{typed} 不是 IP 地址，应如 \"192.168.1.1\"", "{typed} is no IP address such as \"192.168.1.1\"";
    NoTimeServer { typed }: "{typed} 不是时间服务器的主机名或地址", "{typed} is no name or address of a time server";
    NoCountry { typed }: "{typed} 不是国家代码，应为两个大写字母，如 \"CN\"", "{typed} is no country's code of two capital letters such as \"CN\"";
    NoSshKey { typed }: "{typed} 不是 SSH 公钥，应为 id_ed25519.pub 那样的一整行", "{typed} is no public SSH key: that is one whole line, as id_ed25519.pub has it";
    GateOfUnknownBoard { model }: "本机型号 {model} 没有默认接线：请写 [gate]", "this board, {model}, has no wiring of its own here: write [gate]";

    Misnamed { found }: "卡上的 {found} 没有读取：请改名为 hallgate.toml（在 Windows 中先显示文件扩展名）", "{found} on the card is not read: rename it to hallgate.toml (have Windows show file name extensions)";
    RenameFile { found }: "卡上 {found} 请改名为 hallgate.toml", "On the card: rename {found} to hallgate.toml";
    Line { line }: "第 {line} 行", "Line {line}";
    KeyFault { key, fault }: "{key}：{fault}", "{key}: {fault}";
    StatusLine { line, key, fault }: "第 {line} 行 {key}：{fault}", "line {line}, {key}: {fault}";
    BoardFault { board, fault }: "默认配置 {board}：{fault}", "the board's own {board}: {fault}";

    At { url }: "平台 {url}", "at {url}";
    SheetNames { found, own }: "单上是 {found}，本机是 {own}", "Sheet: {found}, door: {own}";
    AsTerminal { name }: "终端 {name}", "as {name}";
    OwnAddress { address }: "本机地址 {address}", "Address here: {address}";
    TakenOverBy { time, name }: "# 已采用：{time} {name}", "# taken over: {time} {name}";

    // the file can't be read
    FileUnreadable { path, cause }: "无法读取 {path}：{cause}", "{path} can't be read: {cause}";
    FileNoFile { path }: "{path} 不是文件：请放一个文本文件", "{path} is no file: put a text file there";
    FileTooBig { path, bytes, most }: "{path} 有 {bytes} 字节，最多 {most}：请放对的文件", "{path} has {bytes} bytes, and {most} are the most: put the right file there";
    FileUtf16 { path }: "{path} 是 UTF-16（Unicode）：请另存为 UTF-8", "{path} is UTF-16 (\"Unicode\"): save it as UTF-8";
    FileTorn { path, line }: "{path} 第 {line} 行起不完整：请在电脑上重新保存，安全弹出后再拔卡", "{path} is not whole from line {line} on: save it anew at a computer, and eject the card before pulling it";
    FileNoText { path, line }: "{path} 第 {line} 行不是 UTF-8：请另存为 UTF-8", "{path}, line {line}, is no UTF-8: save it as UTF-8";
    CardGone { folder }: "{folder} 不在：卡上的启动分区没有挂载", "{folder} is not there: the card's first partition is not mounted";
    UnknownInterface { named, others }: "network.interface 是 {named}，本机没有这个网络接口，有的是：{others}", "network.interface names {named}, which this board does not have; it has {others}";
    SecretsStay { path }: "{path} 写不了，其中的代码和密码还在卡上：请自行删去", "{path} can't be written, and its code and passphrase stay on the card: take them off it yourself";

    // secrets
    NoCreds { cause }: "无法运行 systemd-creds：{cause}。请安装 systemd 250 以上版本，或使用 --plain", "systemd-creds does not run: {cause}; install systemd 250 or newer, or use --plain";
    CredsFailed { name, said }: "systemd-creds 没有加密 {name}：{said}", "systemd-creds did not encrypt {name}: {said}";
    DatabaseWithoutKey { path }: "数据库 {path} 在，而它的密钥不在：请找回密钥，或移走旧数据；没有新建密钥", "the database {path} is there and its key is not: bring the key back, or move the old data away; no other key was made";
    NoKeyFile { path }: "store.key 指定的文件 {path} 不存在：请把文件放好，或去掉 store.key（密钥便在本机生成）", "store.key names the file {path}, which is not there: put it there, or leave store.key out, so that a key is made here";
    NotKeptHere { path, cause }: "{path} 无法写入：{cause}", "{path} could not be written: {cause}";
    BoardUnreadable { path, cause }: "无法读取 {path}：{cause}", "{path} can't be read: {cause}";
    NotReady { fault }: "还没有就绪：{fault}", "not ready yet: {fault}";
    NotSetUp { command, said }: "{command} 失败：{said}", "{command} failed: {said}";
}
