//! `--help` and the sentences of wrong usage in Chinese. English stands where the commands and
//! their arguments are defined, and comes from there; the program itself compares both.

use super::command_line::CommandWords;

/// See [`CommandWords`].
pub const WORDS: CommandWords = CommandWords { lines: LINES, values: VALUES };

const LINES: &[(&str, &str)] = &[
    ("", "影院影厅门口的检票终端：读取影票二维码，离线验票，记录，开闸"),
    ("run", "运行终端，直到收到停止信号（Ctrl-C、SIGTERM）"),
    ("run:events", "把发生的事件追加到文件，每行一个 JSON 对象"),
    ("demo", "在本机上演示全部功能，不需要任何硬件"),
    ("demo:out", "把每个页面的图片存入文件夹"),
    ("demo:camera", "用真实的摄像头读码，并生成一页可举到镜头前的影票"),
    ("demo:language", "屏幕语言：zh-CN 或 en"),
    ("report", "输出一个或多个营业日的检票报表；csv 为逐条检票记录"),
    (
        "report:day",
        "营业日（06:00 至次日 06:00），today、yesterday 或 YYYY-MM-DD；省略则为当前营业日",
    ),
    ("report:from", "多个营业日的第一日，today、yesterday 或 YYYY-MM-DD"),
    ("report:summary", "只要合计，不要逐条记录（用于 csv 与 xlsx；table 与 json 本来就是合计）"),
    ("report:to", "多个营业日的最后一日，today、yesterday 或 YYYY-MM-DD；省略则为当前营业日"),
    ("records", "按票号、时间、座位、场次或上传状态查找检票记录"),
    ("records:ticket", "电影票编码，或末尾 4 位以上"),
    ("records:from", "检票时间不早于：营业日内的 hh:mm，或 YYYY-MM-DDThh:mm"),
    ("records:to", "检票时间早于：营业日内的 hh:mm，或 YYYY-MM-DDThh:mm"),
    ("records:seat", "座椅上的排x座（如 6x12），或票上的座位编码"),
    ("records:session", "场次编码"),
    ("records:upload", "上传状态：pending（待上传）、uploaded（已上传）或 set_aside（平台拒收）"),
    (
        "records:day",
        "营业日，today、yesterday 或 YYYY-MM-DD；只给座位、时刻或 --upload uploaded 时为当前营业日",
    ),
    ("records:limit", "最多几条：有 --from 时取最早的，否则取最新的；表格默认 200 条"),
    ("reconcile", "就一个营业日的每条检票记录询问平台，列出不符之处"),
    (
        "reconcile:day",
        "营业日（06:00 至次日 06:00），today、yesterday 或 YYYY-MM-DD；省略则为当前营业日",
    ),
    ("reconcile:session", "只核对一个场次，按场次编码"),
    ("status", "显示终端状态：公钥、上传、平台、时钟、数据库、磁盘"),
    ("status:json", "供脚本使用"),
    (
        "status:metrics",
        "以 OpenMetrics 格式写入文件（要么完整，要么不写），不显示；需要处理的事项也在其中",
    ),
    ("provision", "在新机器上建立数据库和第一位管理员，并提示还缺什么"),
    ("provision:admin", "第一位管理员的登录名；省略则会询问"),
    ("provision:number", "第一位管理员的工号，1 至 8 位数字；省略则为 101"),
    ("provision:called", "第一位管理员在屏幕上的显示名，最多 16 个字符"),
    ("provision:password_stdin", "从标准输入读取第一位管理员的密码，一行"),
    ("enrol", "在本机生成密钥，凭注册代码把公钥交给平台"),
    ("enrol:code", "平台方给出的注册代码；省略则会询问，或把它的二维码举到摄像头前"),
    ("enrol:qr", "二维码的图片，代替摄像头"),
    ("enrol:url", "平台的地址，与配置不同时写明"),
    (
        "enrol:ca_sha256",
        "平台根证书的 SHA-256，与注册代码一起显示；省略则用二维码中的，或 platform.ca 中的证书",
    ),
    ("enrol:name", "终端名，与 platform.username 不同时写明"),
    ("enrol:key", "私钥写入该文件，而不是 platform.private_key 所指之处，例如为 systemd 加密"),
    ("enrol:yes", "替换现有密钥前不再询问"),
    ("key", "把数据库密钥写在纸上存放，换板后再读入"),
    ("key show", "显示数据库密钥，供写在纸上存放：没有它，谁也无法再读取记录"),
    ("key show:qr", "写成可打印的图片，而不显示；打印后删除该文件"),
    ("key read", "从密钥单读入数据库密钥（举到摄像头前或输入），存入 store.key 所指之处"),
    ("key read:qr", "密钥单的图片，代替摄像头"),
    ("key read:yes", "现有密钥能打开现有数据库时仍替换；两者都另存"),
    ("setup", "把刷好的卡变成终端：采用卡上的文件或注册单，生成密钥，向平台注册"),
    ("setup:card", "卡的第一个分区，其中有 hallgate.toml 和 STATUS.TXT"),
    ("setup:etc", "配置的存放位置"),
    ("setup:runtime", "只到下次启动前有效的内容：网络和登录；不在 /run 时不惊动本机的服务"),
    ("setup:boards", "各型号主板的默认配置，每种一个文件"),
    ("setup:model", "说明本机型号的文件"),
    ("setup:credentials", "加密密钥的位置；--plain 的密钥在去掉 .encrypted 的同名文件夹中"),
    ("setup:plain", "密钥存为 root 的普通文件，供不能加密的 systemd 使用"),
    ("setup:once", "只看一次，不等待所缺的东西"),
    ("export", "把报表、检票记录和日志写入U盘或其他位置的新文件夹"),
    (
        "export:days",
        "营业日（06:00 至次日 06:00），today、yesterday 或 YYYY-MM-DD；可给多个；省略则与屏幕上相同，为最近七个营业日",
    ),
    ("export:to", "U盘的挂载位置；省略则为已插入的U盘"),
    ("rescue", "救出损坏的数据库中能读的记录，待上传的优先；损坏的文件另存，不会删除"),
    ("rescue:to", "另把救出后的数据库备份到该文件"),
    ("backup", "备份整个数据库到一个文件，终端可继续运行"),
    ("backup:file", "要写入的文件，不能已存在"),
    (
        "backup:nightly",
        "备份到一直插着的U盘（没有则不备份），供 hallgate-backup.timer 使用；U盘上保留本终端最新的七份",
    ),
    ("restore", "用备份替换数据库；须先停止终端，且不会替换比备份新的完好数据库"),
    ("restore:file", "备份文件；或旧卡上的数据库，连同它的文件夹"),
    ("restore:yes", "替换数据库，旧的另存"),
    ("operator", "添加、更改或停用操作员"),
    ("operator add", "添加操作员；第一位必须是管理员"),
    ("operator add:role", "角色：staff（检票员）、tech（技术员）或 admin（管理员）"),
    ("operator add:number", "工号，1 至 8 位数字，用于在终端的数字键盘上登录；省略则取下一个空号"),
    ("operator add:called", "屏幕上的显示名，最多 16 个字符，如 王芳；省略则为登录名"),
    ("operator passwd", "更改操作员的密码，同时解除锁定；管理员可改任何人的，其他人只能改自己的"),
    ("operator call", "更改操作员在屏幕上的显示名"),
    (
        "operator call:called",
        "下次登录起屏幕上的显示名，最多 16 个字符，如 王芳；写 \"\" 则恢复为登录名",
    ),
    ("operator disable", "停用操作员"),
    ("operator enable", "重新启用已停用的操作员"),
    ("operator list", "列出操作员"),
    (
        ":name",
        "操作员登录名：1 至 32 个字母、数字、“-”、“_”或“.”，不分大小写；已有的操作员也可用工号",
    ),
    (":acting", "由谁执行，用登录名或工号：管理员，改自己的密码时是本人；添加第一位操作员时省略"),
    (
        ":password_stdin",
        "从标准输入读取密码，每行一个：有 --as 时先是该管理员的密码，设置新密码时再是新密码",
    ),
    ("settings", "查看在终端上更改过的设置，或撤销更改"),
    ("settings show", "列出管理员可在终端上更改的设置，以及已更改的"),
    ("settings reset", "撤销更改：设置恢复为配置文件的值，下次启动后生效"),
    ("settings reset:setting", "设置在配置文件中的键，如 gate.unlock_ms"),
    ("settings reset:acting", "执行操作的管理员，用登录名或工号"),
    ("settings reset:password_stdin", "从标准输入读取该管理员的密码，一行"),
    ("audit", "查看受保护的日志，或检查它是否被改动"),
    ("audit show", "显示日志，最新的在最后"),
    ("audit show:from", "从这一天或这一时间起，YYYY-MM-DD 或 YYYY-MM-DDThh:mm，按终端的时区"),
    ("audit show:to", "到这一时间，或到这一天结束，YYYY-MM-DD 或 YYYY-MM-DDThh:mm"),
    ("audit show:who", "只看这位操作员的"),
    (
        "audit show:what",
        "只看这些种类，名称见 /usr/share/doc/hallgate/security.md，如 sign_in,sign_in_failed",
    ),
    (
        "audit show:text",
        "只看详情中含有此内容的，按存储的形式（与 --json 相同）：wrong_password、'\"name\":\"li\"'",
    ),
    ("audit show:limit", "只看最新的几条，整数"),
    ("audit show:json", "每行一个 JSON 对象"),
    ("audit verify", "检查日志是否有条目被改动、抽走或截断"),
    ("catalogue", "向渠道接口查询影片、影厅和场次，或列出已取得的"),
    ("catalogue sync", "立即查询所有列表，终端可继续运行"),
    ("catalogue shows", "列出一个营业日的场次及其影厅编码"),
    ("catalogue shows:day", "营业日（06:00 至次日 06:00），YYYY-MM-DD；省略则为当前营业日"),
    ("catalogue halls", "列出本影院的影厅，并给出写入配置的对应行"),
    ("catalogue cinemas", "列出渠道的影院，用于查找本影院的编号"),
    ("catalogue shows:format", "table（供阅读）或 json（供脚本）"),
    ("catalogue halls:format", "table（供阅读）或 json（供脚本）"),
    ("catalogue cinemas:format", "table（供阅读）或 json（供脚本）"),
    ("doctor", "检查存储、时钟、平台、设备和密钥：每项一行，并说明该怎么做"),
    ("doctor:watch", "只看摄像头，每秒一行，用于转动镜头调到最清晰"),
    ("doctor:move_gate", "只动闸机：依次试灯光和声音，然后开锁；须先停止终端"),
    ("doctor:yes", "闸机动作前不再询问"),
    ("self-test", "告诉正在运行的终端是否工作正常，供更新后检查；不动闸机"),
    ("self-test:before", "更早一次自检的输出：那时就不工作的部分不算故障"),
    ("web:check", "只检查配置中是否有 [web] address：有则退出码为 0，否则为 1"),
    ("web", "为同一网络中的手机提供技术员页面，与终端同时运行；页面上不能改动任何内容"),
    ("update", "查看整个系统的更新情况，以及现在能否重启"),
    ("update status", "显示正在运行的版本、更新的进度，以及上一次更新的结果"),
    ("update quiet", "用退出状态告诉现在能否重启：门口没有人"),
    ("update quiet:asked", "有人要求重启：20 秒没有观众即可，不等 update.idle_min"),
    ("update fetch", "下载 update.url 所指的更新包，供 hallgate-fetch.service 使用"),
    ("update hour", "用退出状态告诉现在是不是更新的时间（update.hour）"),
    ("safe-state", "终端结束后让闸机处于安全状态，供 systemd 的 ExecStopPost= 使用"),
    ("read", "读取图片文件中的二维码：每个文件一行，路径、毫秒数和内容以制表符分隔"),
    ("read:paths", "图片文件，或存放图片的文件夹"),
    ("explain", "按信息末尾的故障代码说明原因和处理办法；不给代码则列出全部"),
    ("explain:codes", "故障代码，如 HG0204；可写多个"),
    ("explain:language", "只用这种语言说明：zh-CN 或 en；省略则两种都用"),
    ("read:explain", "把读取每张图片的经过画在图上，存入文件夹：名称-1-calm.png 等"),
    (":config", "终端的配置文件"),
    (":format", "table（供阅读）、xlsx（供电子表格）、csv 或 json（供脚本）"),
    (
        ":bom",
        "开头加上字节顺序标记，供需要它的程序；只用于 csv。电子表格请用 xlsx：直接打开 csv 会丢掉票号的末几位和开头的 0",
    ),
    (":help", "显示帮助"),
    (":version", "显示版本"),
    (":subcommand", "要查看帮助的命令"),
    ("help", "显示本帮助，或某个命令的帮助"),
];

const VALUES: &[(&str, &str)] = &[
    ("FILE", "文件"),
    ("DIR", "文件夹"),
    ("FOLDER", "文件夹"),
    ("PATHS", "路径"),
    ("/dev/videoN", "/dev/videoN"),
    ("LANGUAGE", "语言"),
    ("URL", "地址"),
    ("SHA256", "SHA-256"),
    ("DAY", "日期"),
    ("TIME", "时间"),
    ("DIGITS", "数字"),
    ("SEAT", "座位"),
    ("SESSION", "场次编码"),
    ("CODE", "代码"),
    ("STATE", "状态"),
    ("N", "条数"),
    ("COUNT", "条数"),
    ("FORMAT", "格式"),
    ("NAME", "登录名"),
    ("TERMINAL", "终端名"),
    ("ADMIN", "管理员"),
    ("ROLE", "角色"),
    ("NUMBER", "工号"),
    ("SHOWN", "显示名"),
    ("SETTING", "设置项"),
    ("KIND,…", "种类,…"),
    ("PART", "内容"),
];

/// The frame of a page of help; what stands in braces is filled in.
pub const PAGE: &str = "{about-with-newline}\n用法: {usage}\n\n{all-args}{after-help}";
pub const USAGE: &str = "用法: ";
pub const COMMANDS: &str = "命令";
pub const ARGUMENTS: &str = "参数";
pub const OPTIONS: &str = "选项";
/// As it stands in the line of usage.
pub const ANY_OPTIONS: &str = "[选项]";
/// Behind what an argument is for.
pub const DEFAULT_BEGINS: &str = " [默认: ";

pub const WRONG: &str = "错误: ";
pub const BETWEEN: &str = "、";
/// Between two names that may have been meant.
pub const OR: &str = "”或“";

/// What an argument is for, and its value where it is left out.
/// Between words that can be given.
pub const BETWEEN_VALUES: &str = "、";

pub fn with_values(purpose: &str, values: &str) -> String {
    format!("{purpose}：{values}")
}

pub fn with_default(purpose: &str, value: &str) -> String {
    format!("{purpose}{DEFAULT_BEGINS}{value}]")
}

pub fn unknown_argument(argument: &str) -> String {
    format!("没有参数“{argument}”")
}

pub fn unknown_command(command: &str) -> String {
    format!("没有命令“{command}”")
}

pub fn meant(names: &str) -> String {
    format!("是否指“{names}”？")
}

pub fn missing(arguments: &str) -> String {
    format!("缺少 {arguments}")
}

pub fn no_value(argument: &str) -> String {
    format!("{argument} 后面缺少值")
}

pub fn bad_value(argument: &str, value: &str) -> String {
    format!("{argument} 不能是“{value}”")
}

/// `purpose`: what the argument is for.
pub fn bad_value_of(argument: &str, value: &str, purpose: &str) -> String {
    format!("{argument} 不能是“{value}”。用法：{purpose}")
}

pub fn once(argument: &str) -> String {
    format!("{argument} 只能给一次")
}

pub fn not_both(argument: &str, prior: &str) -> String {
    format!("{argument} 不能与 {prior} 同时使用")
}

pub fn see_help(command: &str) -> String {
    format!("详见 {command} --help。")
}
