//! The words of `hallgate-platform`: what its commands print, and what they end with where they are not
//! done. Keys of the configuration and commands stay as they are typed.

use super::{forms, texts};

texts! {
    Comma: "，", ", ";
    LastAnswer: "上次应答", "last answer";
    NoKeyInReply: "应答中没有公钥：请向国家平台核对影院编码", "no key in the reply: ask the national platform about the cinema's code";
    KeyEncoding: "既不是 PEM，也不是 Base64", "reads neither as PEM nor as Base64 DER";
    KeyStructure: "不是 RSA 公钥", "is no public key of RSA";
    NoStartTime: "没有 StartTime", "has no StartTime";
    StartTimeUnread: "的 StartTime 不是 2019-01-01T00:00:00 的形式", "has a StartTime that is not of the form 2019-01-01T00:00:00";

    // headings
    Report: "检票报表", "Check report";
    Total: "合计", "Total";
    Cinema: "影院", "Cinema";
    Name: "名称", "Name";
    Keys: "公钥", "Keys";
    AgeOfKeys: "公钥取得于（秒前）", "Keys' age (s)";
    Terminal: "终端", "Terminal";
    State: "状态", "State";
    LastContact: "上次联系（秒前）", "Heard (s ago)";
    Offset: "时钟偏差（秒）", "Clock off (s)";
    Halls: "影厅", "Halls";
    Hall: "影厅编码", "Hall";
    HallName: "影厅名称", "Hall's name";
    Session: "场次编码", "Session";
    Start: "开场", "Start";
    Hour: "时段", "Hour";
    Ticket: "票号", "Ticket";
    CheckTime: "检票时间", "Checked at";
    FilmCode: "影片编码", "Film's code";
    Film: "影片", "Film";
    TicketType: "售票方式", "Sold";
    Row: "排", "Row";
    SeatColumn: "座", "Seat";
    Price: "票款", "Price";
    Service: "服务费", "Fees";
    Records: "检票记录", "Records";
    Admitted: "入场", "Admitted";
    Forwarded: "已上报", "Forwarded";
    Waiting: "待上报", "Waiting";
    Late: "逾期未上报", "Overdue";
    SetAside: "国家平台拒收", "Set aside";
    Unproved: "未能验证", "Unproved";
    Reconciliation: "对账", "Reconciliation";
    ByTerminals: "终端上报", "By terminals";
    StandsHere: "本平台", "Here";
    AcceptedThere: "国家平台接受", "National";
    CameLate: "逾期送达", "Late";
    Differing: "不一致", "Differing";
    NotCheckedThere: "国家平台显示未检票", "not checked there";
    UnknownThere: "国家平台查无此票", "unknown there";
    CheckedThere: "国家平台显示已检票，但没有收到它的接受应答", "checked there, though it accepted no report that is known";
    Number: "编号", "No.";
    Finding: "差异", "Finding";
    About: "涉及", "About";
    Since: "发现时间", "Since";
    Reason: "处理说明", "Reason";

    // the channel
    NoChannel: "配置没有 [channel] 一节：请写入渠道方给出的 url、channel_code 和 secret", "the configuration has no [channel]: write url, channel_code and secret there, which the channel gives out";
    PlainOrders: "座位和订单不经明文 HTTP 办理，请求没有发出：请改用 https，或设置 channel.allow_http_orders = true", "seats and orders do not go over plain HTTP, and nothing was sent: use https, or set channel.allow_http_orders = true";
    BuyStopped: "命令被中止", "the command was stopped";
    BuyNoCause: "规定的时间内没有确定的结果", "nothing certain came in time";
    IssueFailed: "出票失败：请换座位或场次再买，已付款的请渠道方退款", "the ticket was not issued: buy other seats or another show, and have the channel refund what was paid";

    // findings
    DoubleAdmission: "一票多次检票", "double admission";
    RefundedAfterAdmission: "检票后退票", "refunded after admission";
    Differs: "重复上传内容不一致", "sent again otherwise";
    Clock: "终端时钟不准", "clock off";

    // terminals
    IsEnrolled: "已注册", "enrolled";
    SheetTitle: "检票终端注册单", "Sheet to enrol a check-in terminal";
    SheetHold: "终端屏幕上出现“请出示注册单”时，把二维码举到摄像头前约 20 厘米处，不要晃动。", "When the terminal asks for it, hold this about 20 cm before its camera, and keep still.";
    SheetHalls: "影厅", "Halls";
    SheetEveryHall: "所有影厅", "every hall";
    SheetUntil: "有效期至", "Good until";
    SheetTyped: "没有摄像头时，把下面各项填进卡上的 hallgate.toml（右侧是项名；影厅各加引号）。", "Without a camera: type these into hallgate.toml on the card, under the keys on the right.";
    SheetCode: "注册代码", "Code";
    SheetFingerprint: "平台证书指纹", "Fingerprint";
    SheetAddress: "平台地址", "Platform";
    SheetName: "终端名字", "Name";
    SheetFirstAdmin: "首位管理员验证码", "Number for the first admin";
    SheetOnce: "只能使用一次。离开前请在终端上用验证码登记首位管理员，然后撕毁本单；丢失请立即在平台上重新发放。", "Good once. Before you leave, make the first admin at the terminal by that number, then tear this up; if it is lost, give out another one, which ends it.";
    IsInvited: "待注册", "invited";
    TurnsOver: "更换密钥中", "turning over";
    IsRevoked: "已吊销", "revoked";
    BadName: "终端名须为 1 至 64 个字母、数字、\"-\"、\"_\" 或 \".\"，并以字母或数字开头", "a terminal's name has 1 to 64 letters, digits, \"-\", \"_\" or \".\", and begins with a letter or a digit";

    // how the platform stands
    Database: "数据库", "Database";
    OneRole: "运行账号就是数据表的所有者，少了一道防护：请由所有者运行 hallgate-platform schema，另用账号运行", "the role that serves owns the tables, so the wall between roles is missing: have their owner run `hallgate-platform schema`, and serve by another role";
    National: "国家平台", "National platform";
    Answers: "有应答", "answers";
    NotAsked: "尚未联系", "not asked yet";
    NoNational: "没有设置国家平台：公钥取不到，检票记录也不上报；请设置 [national]", "no national platform is configured: no keys come and no record goes up; set [national]";
    Look: "注意", "look";

    // doctor
    Configuration: "配置", "Configuration";
    Well: "正常", "well";
    // The marks of `doctor`.
    Fine: "正常", "ok";
    AtFault: "故障", "FAULT";
    Disk: "磁盘", "Disk";
    Key: "密钥", "Key";
    Listening: "监听", "Listening";
    Certificate: "证书", "Certificate";
    OwnAuthority: "自建证书颁发机构", "an authority of its own";
    NationalKey: "national.private_key 不是 RSA 私钥（PEM）：请使用国家平台发放的私钥", "national.private_key is no RSA key in PEM: use the one that the national platform gave out";
    ClockOfMachine: "时钟", "Machine's clock";

    // people and the log
    NeedsName: "请用 --as 写明由谁执行", "say with --as by whose name it is done";
    NoOperatorsYet: "还没有操作员：用 hallgate-platform operator add NAME --role admin 添加第一位。", "There are no operators yet: `hallgate-platform operator add NAME --role admin` makes the first.";
    AllCinemas: "所有影院", "all cinemas";
    LogKey: "审计日志的密钥不对：请让 store.key 指向建立日志时所用的密钥", "the log was begun with another key: let store.key name that one, and let this user read it";
    LogKeyGone: "日志的密钥标记不见了，无从核对", "nothing tells any more by which key its entries are chained";
    CinemaWasAdded: "添加影院", "cinema added";
    RecordsAreGone: "清除超过保存期限的检票记录", "records past their time gone";
    CinemasWereListed: "按清单添加影院", "cinemas added by the list";
    ThePlatform: "本平台", "(platform)";
    CinemaWasRenamed: "更改影院名称", "cinema renamed";
    TerminalWasAdded: "添加终端", "terminal added";
    TerminalWasInvited: "发放注册代码", "enrolment code given";
    TerminalWasRotated: "更换终端密钥", "terminal's key turned over";
    TerminalWasEnrolled: "终端注册", "terminal enrolled";
    TerminalWasRevoked: "吊销终端", "terminal revoked";
    FindingWasClosed: "处理差异", "finding closed";
    WasBackedUp: "备份", "backed up";
    WasRestored: "恢复备份", "restored";
    WasMigrated: "迁移到 PostgreSQL", "taken over into PostgreSQL";
    InPages: "网页", "in the pages";
    ByChange: "账号被更改", "the operator was changed";
    ByIdleTime: "到时自动退出", "by time";
    IsLocked: "账号锁定中", "locked";

    // what was not done
    HalfCertificate: "listen.certificate 和 listen.key 必须同时设置：请补上另一项，或都去掉", "listen.certificate and listen.key belong together: set the other one too, or neither";
    KeyForm: "store.key：数据库密钥须为 32 字节原始数据、64 位十六进制数或 Base64：可用 openssl rand -hex 32 生成", "store.key: the key has to be 32 bytes, raw, or as 64 hexadecimal digits or Base64: make one with `openssl rand -hex 32`";
    NewerSchema: "数据库由新版 hallgate-platform 建立：请安装新版程序", "the database was made by a newer hallgate-platform: install that one";
    LedgerLate: "数据库没有及时应答：请检查磁盘，或 PostgreSQL 是否正常", "the database does not answer in time: look at the disk, or whether PostgreSQL is well";
    LedgerEnded: "数据库已关闭：平台正在停止", "the ledger has ended: the platform is stopping";
    KeyMaking: "无法生成密钥：请用 openssl 生成，再用 --public-key 给出公钥", "no key could be made: make one with openssl and hand its public half in with --public-key";
    Picture: "二维码无法生成：影厅太多，请少写几个 --screen", "the QR code could not be made: name fewer halls with --screen";
    NoUrl: "不知道终端用什么地址访问本平台：请在 listen.hosts 中写明主机名", "nothing tells by which name terminals reach this platform: name it in listen.hosts";
    NoReason: "请用 --reason 写明处理说明", "say why with --reason";
    Reversed: "结束日早于开始日：请改正 --from 和 --to", "the period ends before it begins: put --from and --to right";
    NobodyToAsk: "没有设置国家平台，无从查询：请设置 [national]，或去掉 --ask", "no national platform is configured that could be asked: set [national], or leave --ask out";
    NotHere: "数据在 PostgreSQL 中：请用 pgBackRest 备份和恢复", "the ledger is in PostgreSQL: back it up and restore it with pgBackRest";
    MigratedAlready: "store.url 已经是 PostgreSQL：没有可迁移的内容", "store.url is PostgreSQL already: there is nothing to be taken over";
}

forms! {
    NoText { key }: "{key} 所指的文件是空的或不是文本：请把密钥作为一行文本放入", "the file that {key} names is empty or no text: put the secret there as a line of text";
    NoSuchSeat { id }: "场次里没有座位 {id}", "the show has no seat {id}";
    LockNotDone { cause }: "没有锁座：{cause}", "no seats were locked: {cause}";
    BuyReleased { cause }: "没有买成，座位已退还：{cause}", "nothing was bought, and the seats are given back: {cause}";
    BuyUnknown { cause, order }: "购票结果未知：{cause}：请用 queryOrder --orderExternalID {order} 查询，确定之前不要重买", "what became of the purchase is not known: {cause}: ask with queryOrder --orderExternalID {order}, and do not buy again before it is certain";
    LockUnknown { cause }: "不知道座位是否已锁，也没有订单号：{cause}：请等 15 分钟，锁座失效后再买", "whether the seats are locked is not known, and no order's ID came: {cause}: wait 15 minutes, until a lock has run out, then buy again";
    SeatUnnamed { id }: "渠道没有写清座位 {id} 的排号和座号，无法锁座：请告知渠道方", "the channel does not name row and column of the seat {id} so that it can be locked: report it to the channel";
    // serving
    NoThread { cause }: "线程无法启动：{cause}：请检查内存和进程数上限", "a thread does not start: {cause}: look at the memory and at the limit of tasks";
    NotServed { cause }: "平台没能开始服务：{cause}", "the platform cannot serve: {cause}";

    // the configuration
    NoSecret { key }: "{key}：没有写明密钥在哪里", "{key}: it says nowhere where the secret is";
    SecretOf { key, cause }: "{key}：{cause}", "{key}: {cause}";
    Url { url }: "{url} 不是 PostgreSQL 的地址，应如 postgres://user@host/database", "{url} is no PostgreSQL's address such as postgres://user@host/database";
    NeedsRoot { host }: "到 {host} 的连接必须加密：请在 store.ca 中写明所信任的证书", "the connection to {host} has to be under TLS: name in store.ca whose certificate is believed";
    RootUnreadable { key, path, cause }: "{key}：无法读取 {path}：{cause}", "{key}: cannot read {path}: {cause}";
    NationalUrl { url }: "national.url：{url} 不是以 https:// 开头的地址：请改正", "national.url: {url} is no address that begins with https://: put it right";
    NationalSignature { form }: "national.signature：没有 {form} 这种方式：可用 md5-hex、MD5-HEX、md5-raw 或 md5-digestinfo", "national.signature: there is no form {form}: use md5-hex, MD5-HEX, md5-raw or md5-digestinfo";
    NoRoot { path }: "{path} 中没有 PEM 格式的证书", "{path} holds no certificate in PEM";
    Data { path, cause }: "store.data：文件夹 {path} 无法建立：{cause}", "store.data: the folder {path} cannot be made: {cause}";

    // the ledger
    LedgerFile { path, cause }: "{path}：{cause}", "the file {path}: {cause}";
    LedgerKey { path }: "密钥打不开 {path}，或它不是本平台的数据库：请使用建立时的密钥", "the key does not open {path}, or it is no database of this platform: give the key that it was made with";
    Newer { path }: "{path} 由新版 hallgate-platform 建立：请安装新版程序", "{path} was written by a newer hallgate-platform: install that one";
    Schema { cause }: "数据表不存在或版本较旧，而本账号无权建立：请由所有者运行 hallgate-platform schema --url postgres://OWNER@HOST/DATABASE（{cause}）", "the tables are not there or older, and this role may not make them: run `hallgate-platform schema --url postgres://OWNER@HOST/DATABASE` ({cause})";
    Database { cause }: "数据库：{cause}", "the database: {cause}";
    Column { at, wanted, found }: "数据库第 {at} 列应为 {wanted}，实为 {found}", "column {at} of the database is not {wanted}: {found}";
    NotTaken { cause }: "检票记录没有写入磁盘：{cause}", "the records are not on the disk: {cause}";
    NotEmpty { table }: "数据表 {table} 不是空的：只迁移到空数据库", "the table {table} is not empty: only an empty database takes another one over";
    CopyDiffers { table }: "数据表 {table} 迁移后与原来不一致：全部撤销，没有迁移任何内容", "the table {table} is not as it was after it was copied: all is undone, nothing was taken over";
    LedgerDamaged { path }: "{path} 不是本平台完整的数据库：请使用另一份；没有改动任何内容", "{path} is no whole database of this platform: use another one; nothing was touched";

    // commands
    File { path, cause }: "文件 {path}：{cause}", "{path}: {cause}";
    TerminalKnown { name }: "已有终端 {name}：请换一个名字，或用 terminal enrol 重新注册", "there is a terminal {name} already: choose another name, or renew it with `terminal enrol`";
    NoTerminal { name }: "没有终端 {name}：可用 hallgate-platform terminal list 查看", "there is no terminal {name}: `hallgate-platform terminal list` names them";
    Revoked { name }: "终端 {name} 已吊销：请换一个名字注册", "the terminal {name} is revoked: enrol one of another name";
    OtherCinema { name, cinema }: "终端 {name} 属于影院 {cinema}：请换一个名字", "the terminal {name} is of the cinema {cinema}: choose another name";
    NoPublicKey { path }: "{path} 不是 RSA 公钥（PEM，SubjectPublicKeyInfo）：可用 openssl pkey -pubout 导出", "{path} holds no RSA public key in PEM (SubjectPublicKeyInfo): `openssl pkey -pubout` writes one";
    ShortKey { path, bits }: "{path} 的密钥只有 {bits} 位：至少要 1024 位", "the key in {path} has {bits} bits: at least 1024 are needed";
    NoAuthority { path }: "没有证书 {path}，终端无从核对：请先运行一次 hallgate-platform serve", "there is no certificate {path} for the terminal to believe: run `hallgate-platform serve` once before";
    NoAuthorityInChain { path }: "{path} 末尾不是颁发机构（CA）的证书，终端无从核对：请把它附在服务器证书之后", "{path} does not end with the certificate of an authority (CA), which terminals believe: append it behind the server's";
    RevokeNotAsked { name }: "吊销后终端 {name} 立即不能再用，也不能恢复：确认后请加 --yes", "the terminal {name} is believed no more from then on, and this can't be taken back: say --yes to do it";
    RestoreNotAsked { path }: "{path} 中已有数据，恢复会替换它（旧的会另存）：确认后请加 --yes", "{path} holds data, which restore replaces and keeps under another name: say --yes to do it";
    NoFinding { id }: "没有编号为 {id} 的差异：可用 hallgate-platform findings list 查看", "there is no finding {id}: `hallgate-platform findings list` numbers them";
    ClosedAlready { id }: "差异 {id} 已经处理过", "the finding {id} is closed already";
    DiffersIn { sessions, of }: "{of} 个场次中有 {sessions} 个不一致：见上面列出的各项", "{sessions} of {of} sessions differ: they are listed above";
    Unasked { unasked, cause }: "{unasked} 条记录没能向国家平台查询：{cause}", "{unasked} records could not be asked for: {cause}";
    TooMany { unasked }: "记录太多，还有 {unasked} 条没有查询：请用 --cinema 分开对账", "there are too many records, {unasked} were not asked for: compare fewer with --cinema";
    Serves { path }: "平台正在运行（{path}）：请先停止它", "the platform serves from {path}: stop it first";
    NoServer { url }: "{url} 不是 PostgreSQL 的地址：应如 postgres://OWNER@HOST/DATABASE", "{url} is no address of a PostgreSQL: it has to be like postgres://OWNER@HOST/DATABASE";
    TerminalList { path, line }: "{path} 第 {line} 行不是终端，或与前面重复：每行为终端名字、逗号、影厅编码（16 位，多个用空格隔开）；用电子表格编辑时请把编码列设为文本", "{path}, line {line}, is no terminal, or one that stands there before: a line has its name, a comma, and the codes of its halls (16 characters, with spaces between); in a spreadsheet format them as text";
    CinemaList { path, line }: "{path} 第 {line} 行不是影院：应为 8 位编码、逗号和名称", "{path}, line {line}, is no cinema: a code of 8 characters, a comma and a name";

    NoOperator { name }: "没有操作员 {name}：可用 hallgate-platform operator list 查看", "there is no operator {name}: `hallgate-platform operator list` names them";
    OtherCinemas { name }: "{name} 只能处理自己的影院：请找负责所有影院的人", "{name} is there for other cinemas: ask somebody who is there for this one";

    // what was done
    OperatorAdded { name, role }: "已添加 {name}（{role}）。", "{name} is added as {role}.";
    CinemaAdded { code }: "已添加影院 {code}", "the cinema {code} is known now";
    CinemaKnown { code }: "已有影院 {code}", "the cinema {code} was known already";
    CinemaRenamed { code, name }: "影院 {code} 现名 {name}", "the cinema {code} is called {name} now";
    Closed { id }: "差异 {id} 已处理", "the finding {id} is closed";
    TerminalAdded { name }: "已添加终端 {name}", "the terminal {name} is known now";
    TerminalAddedWithKey { name, path }: "已添加终端 {name}，私钥写入 {path}：请交给该终端，再删除此文件", "the terminal {name} is known now, its private key is in {path}: hand it to the terminal and delete it here";
    RevokedNow { name }: "终端 {name} 已吊销", "the terminal {name} is revoked";
    CodeUntil { name, until }: "终端 {name} 可用此代码注册一次，{until} 之前有效", "the terminal {name} may enrol by it once, before {until}";
    SheetsWritten { count, path, until }: "{path} 中有 {count} 张注册单，{until} 之前有效：打印后请删除该文件", "sheets in {path}: {count}, good until {until}; print them, then delete the file";
    Found { records }: "共 {records} 条", "Records: {records}";
    FirstOf { shown, records }: "共 {records} 条，只列出前 {shown} 条：全部请用 --format csv", "Records: {records}, the first {shown} are listed: --format csv has them all";
    SchemaMade { steps }: "数据表已就绪（第 {steps} 步）", "the tables are up to date (step {steps})";
    Granted { role }: "账号 {role} 已获得运行所需的权限", "the role {role} may serve";
    TakenOver { tables, rows }: "已迁移并逐行核对：{tables} 张表，{rows} 行；请先用 hallgate-platform schema --url URL --role 账号 为运行账号授权（如尚未授权），再将 store.url 改为该账号的地址", "taken over and compared row by row: {tables} tables, {rows} rows; give the role that serves its rights, where it has none yet (hallgate-platform schema --url URL --role ACCOUNT), then set store.url to its address";
    BackedUp { file, records }: "已备份到 {file}：{records} 条检票记录", "backed up into {file}: {records} check records";
    Restored { file, records }: "已从 {file} 恢复：{records} 条检票记录", "restored from {file}: {records} check records";
    KeptAs { file }: "原数据库另存为 {file}", "the database that stood there is kept as {file}";

    // keys that did not come
    KeysLeftOut { bad, all, which }: "应答的 {all} 个公钥中有 {bad} 个无法使用（{which}）：请联系国家平台", "{bad} of {all} keys are left out ({which}): ask the national platform";
    KeyNumber { number, why }: "第 {number} 个{why}", "key {number} {why}";
    KeyBits { bits }: "只有 {bits} 位", "has {bits} bits, where 1024 to 4096 are read";

    // how the platform stands
    UpstreamDown { error }: "国家平台没有应答：{error}", "the national platform does not answer: {error}";
    Overdue { records }: "{records} 条检票记录在场次结束一小时后仍未上报", "{records} check records are not upstream an hour after their session's end";
    NoKeys { code }: "影院 {code} 没有公钥：请向国家平台核对影院编码", "the cinema {code} has no keys: ask the national platform about its code";
    OldKeys { code, minutes }: "影院 {code} 的公钥是 {minutes} 分钟前取得的：请检查到国家平台的网络", "the keys of the cinema {code} are {minutes} minutes old: look at the network to the national platform";
    Silent { name, hours }: "终端 {name} 已 {hours} 小时没有联系：请检查终端及其网络", "the terminal {name} was not heard for {hours} hours: look at it and at its network";
    ClockOff { name, offset }: "终端 {name} 的时钟偏差 {offset} 秒：请校准", "the clock of the terminal {name} is off by {offset} s: set it";
    OpenFindings { findings }: "{findings} 项差异未处理：请用 hallgate-platform findings list 查看", "{findings} findings are open: `hallgate-platform findings list` tells them";
    DiskLow { free }: "磁盘只剩 {free}：请清理", "{free} is left on the disk: make room";
    KeysOf { code, keys, age }: "{code}：{keys} 把公钥，取得于 {age} 秒前", "{code}: {keys} keys, fetched {age} s ago";
    NoKeysYet { code }: "{code}：尚未取得公钥", "{code}: no keys yet";
    ContactAgo { name, ago, offset }: "{name}：{ago} 秒前联系，时钟偏差 {offset} 秒", "{name}: heard {ago} s ago, clock off by {offset} s";
    NoContact { name }: "{name}：从未联系", "{name}: never heard";

    // doctor
    Free { free }: "剩余 {free}", "{free} free";
    ServesAt { address }: "{address}，平台正在运行", "{address}, by the platform that serves";
    NoListening { address, cause }: "无法监听 {address}：{cause}：请改正 listen.address，或停止占用它的程序", "cannot listen at {address}: {cause}: put listen.address right, or stop whoever has it";
    NationalUnreached { url, cause }: "无法连接 {url}：{cause}：请检查网络和 national.url", "cannot reach {url}: {cause}: look at the network and at national.url";
    ClockWrong { shown }: "时间是 {shown}，不可能：请校时（timedatectl）", "it can't be {shown}: set the clock (timedatectl)";
}
