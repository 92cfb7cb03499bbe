//! The words of what is wrong in a configuration. Keys and values stay as they are typed.

use super::{forms, texts};

texts! {
    File: "文件", "the file";
    NoLock: "无法读出门锁接在哪条线上：请改正 [gate]", "which line is the lock's can't be read: put [gate] right";

    NoSecret: "应为 \"credential:NAME\" 或 \"file:PATH\"", "is neither \"credential:NAME\" nor \"file:PATH\"";
    Empty: "不能为空", "can't be empty";
    NoSource: "应为 \"v4l:/dev/videoN\" 或 \"replay:FOLDER\"", "is neither \"v4l:/dev/videoN\" nor \"replay:FOLDER\"";
    UserInAddress: "网址中不能带用户名：身份由签名证明", "an address with a user name in it is not used: the signature is the proof";
    NoPad: "应为 \"auto\"、\"terminal\"、\"none\" 或路径，如 \"/dev/input/by-id/usb-...-event-kbd\"", "is neither \"auto\", \"terminal\" nor \"none\" nor a path such as \"/dev/input/by-id/usb-...-event-kbd\"";
    NoImager: "应为 \"none\" 或路径，如 \"/dev/input/by-id/usb-...-event-kbd\"", "is neither \"none\" nor a path such as \"/dev/input/by-id/usb-...-event-kbd\"";
    NoTouchPanel: "应为 \"auto\"、\"none\" 或路径，如 \"/dev/input/event0\"；窗口不能触摸", "is neither \"auto\" nor \"none\" nor a path such as \"/dev/input/event0\"; a window is not touched";
    NoChip: "应为 \"/dev/gpiochipN\" 或 \"label:LABEL\"", "is neither \"/dev/gpiochipN\" nor \"label:LABEL\"";
    NamelessLine: "线的名称不能为空", "a line's name has at least one letter";
    LineForm: "线的编号、名称或 { line = ..., active_low = ..., bias = ... }", "a line's number, its name, or { line = ..., active_low = ..., bias = ... }";
    LineNameForm: "线的编号或名称", "a line's number or its name";
    NotInFile: "配置中没有这一项", "is not in the configuration";
    NoFieldSetting: "不是可以在终端上更改的设置项", "is no setting that can be changed at the terminal";

    // what stands where something else should
    BetweenNames: "、", "`, `";
    NeitherAutoNorWhole: "应为 \"auto\" 或整数", "is neither \"auto\" nor a whole number";
    ADate: "日期", "date";
    AList: "列表", "sequence";
    ATable: "表", "map";
    OfText: "文本", "a string";
    OfPath: "路径", "a path";
    OfTruth: "真假值（true 或 false）", "a boolean";
    OfWhole: "整数", "a whole number";
    OfNatural: "不小于 0 的整数", "a whole number from 0 on";
    OfList: "列表", "a sequence";
    OfTable: "表", "a table";
    OfAutoOrWhole: "\"auto\" 或整数", "\"auto\" or a whole number";

    // an address
    AddressEmpty: "内容为空", "empty string";
    AddressSign: "含有不允许的字符", "invalid uri character";
    AddressPort: "端口不正确", "invalid port number";
    AddressHost: "主机名不正确", "invalid authority";
    AddressForm: "格式不正确", "invalid format";
}

forms! {
    Unreadable { path, cause }: "无法读取配置文件 {path}：{cause}", "cannot read the configuration {path}: {cause}";
    Bad { path, line, key, fault }: "{path} 第 {line} 行，{key}：{fault}", "{path}, line {line}, {key}: {fault}";
    NotBetween { value, least, most }: "{value} 不在 {least} 到 {most} 之间", "{value} is not between {least} and {most}";
    NotList { typed }: "{typed} 不是列表", "{typed} is no list";
    NotWhole { typed }: "{typed} 不是整数", "{typed} is no whole number";
    NoMains { value }: "{value} 不是 0、50 或 60", "{value} is none of 0, 50 and 60";
    NoRotation { value }: "{value} 不是 0、90、180 或 270", "{value} is none of 0, 90, 180 and 270";
    NoDoorAddress { typed }: "{typed} 不是检票口的 IP 地址，应如 \"192.168.1.21\" 或 \"192.168.1.21:9010\"", "{typed} is no IP address of a door such as \"192.168.1.21\" or \"192.168.1.21:9010\"";
    NoListenAddress { typed }: "{typed} 不是监听地址，应如 \"0.0.0.0:9000\"", "{typed} is no address to listen at such as \"0.0.0.0:9000\"";
    NoStoreUrl { typed }: "{typed} 应为 \"sqlite:FILE\" 或 \"postgres://USER@HOST/DATABASE\"，其中不能带密码", "{typed} is neither \"sqlite:FILE\" nor \"postgres://USER@HOST/DATABASE\", without a password in it";
    NoZone { name }: "{name} 不是时区，应如 \"Asia/Shanghai\"", "{name} is no time zone such as \"Asia/Shanghai\"";
    NoAddress { typed, why }: "{typed} 不是网址：{why}", "{typed} is no address: {why}";
    NoHttps { typed }: "{typed} 不以 https:// 开头，终端只使用 https", "{typed} does not begin with https://, and nothing else is spoken";
    NoHttp { typed }: "{typed} 不以 http:// 或 https:// 开头", "{typed} begins neither with http:// nor with https://";
    NoHost { typed }: "{typed} 没有主机名", "{typed} names no host";
    TooManyButtons { named, most }: "写了 {named} 个按键，最多 {most} 个：上、下、确认、返回", "{named} buttons are named, and there are {most}: up, down, enter, back";
    NoBacklight { why }: "不是 /sys/class/backlight 下的目录，也不是一条线：{why}", "is neither a folder below /sys/class/backlight nor a line: {why}";
    NoLineNumber { number }: "{number} 不是线的编号", "{number} is no line's number";
    OneOfFields { typed, known }: "没有 {typed} 这一项，可用的有 {known}", "unknown field `{typed}`, expected one of `{known}`";
    OneOfTwoFields { typed, first, second }: "没有 {typed} 这一项，可用的有 {first} 和 {second}", "unknown field `{typed}`, expected `{first}` or `{second}`";
    OneField { typed, only }: "没有 {typed} 这一项，可用的只有 {only}", "unknown field `{typed}`, expected `{only}`";
    OneOfVariants { typed, known }: "没有 {typed} 这个值，可用的有 {known}", "unknown variant `{typed}`, expected one of `{known}`";
    OneOfTwoVariants { typed, first, second }: "没有 {typed} 这个值，可用的有 {first} 和 {second}", "unknown variant `{typed}`, expected `{first}` or `{second}`";
    OneVariant { typed, only }: "没有 {typed} 这个值，可用的只有 {only}", "unknown variant `{typed}`, expected `{only}`";
    ForeignSign { found, instead }: "中文标点「{found}」应为「{instead}」：请切换到英文输入再打一遍", "has {found} where {instead} belongs: type it anew with an English keyboard";
    ForeignSpace { found }: "有一个全角空格（{found}）：请删去，或换成普通空格", "has a space that is none ({found}): delete it, or type a plain one";
    NoUserName { typed }: "{typed} 不是平台给的用户名：应为一行文字，首尾没有空格，最多 128 字节", "{typed} is no name as the platform gives it: one line of 128 bytes at most, without spaces at its ends";
    MissingField { key }: "缺少 {key}", "missing field `{key}`";
    WrongType { found, wanted }: "类型不符：写的是{found}，应为{wanted}", "invalid type: {found}, expected {wanted}";
    WrongValue { found, wanted }: "值不符：写的是{found}，应为{wanted}", "invalid value: {found}, expected {wanted}";
    TooLarge { digits }: "数字过大：{digits}", "too large a number: {digits}";
    CodeWidth { typed, found, wanted }: "{typed} 有 {found} 个字符，应为 {wanted} 个", "{typed} has {found} characters where {wanted} are needed";
    CodeSign { typed }: "{typed} 含有非 ASCII 字符或控制字符", "{typed} has a character that is no printable ASCII";
    AText { typed }: "文本 {typed}", "string {typed}";
    AWhole { digits }: "整数 {digits}", "integer `{digits}`";
    ADecimal { digits }: "小数 {digits}", "floating point `{digits}`";
    ATruth { value }: "真假值 {value}", "boolean `{value}`";
}
