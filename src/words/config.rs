//! The words of what is wrong in a configuration. Keys and values stay as they are typed.

use super::texts;

texts! {
    Unreadable: "无法读取配置文件 {}：{}", "cannot read the configuration {}: {}";
    Bad: "{} 第 {} 行，{}：{}", "{}, line {}, {}: {}";
    File: "文件", "the file";
    NoLock: "无法读出门锁接在哪条线上：请改正 [gate]", "which line is the lock's can't be read: put [gate] right";

    NotBetween: "{} 不在 {} 到 {} 之间", "{} is not between {} and {}";
    NotWhole: "{} 不是整数", "{} is no whole number";
    NoMains: "{} 不是 0、50 或 60", "{} is none of 0, 50 and 60";
    NoRotation: "{} 不是 0、90、180 或 270", "{} is none of 0, 90, 180 and 270";
    NoSecret: "应为 \"credential:NAME\" 或 \"file:PATH\"", "is neither \"credential:NAME\" nor \"file:PATH\"";
    NoSource: "应为 \"v4l:/dev/videoN\" 或 \"replay:FOLDER\"", "is neither \"v4l:/dev/videoN\" nor \"replay:FOLDER\"";
    NoZone: "{} 不是时区，应如 \"Asia/Shanghai\"", "{} is no time zone such as \"Asia/Shanghai\"";
    NoAddress: "{} 不是网址：{}", "{} is no address: {}";
    NoHttps: "{} 不以 https:// 开头，终端只使用 https", "{} does not begin with https://, and nothing else is spoken";
    NoHost: "{} 没有主机名", "{} names no host";
    UserInAddress: "网址中不能带用户名：身份由签名证明", "an address with a user name in it is not used: the signature is the proof";
    NoPad: "应为 \"auto\" 或路径，如 \"/dev/input/by-id/usb-...-event-kbd\"", "is neither \"auto\" nor a path such as \"/dev/input/by-id/usb-...-event-kbd\"";
    NoImager: "不是路径，应如 \"/dev/input/by-id/usb-...-event-kbd\"", "is no path such as \"/dev/input/by-id/usb-...-event-kbd\"";
    TooManyButtons: "写了 {} 个按键，最多 {} 个：上、下、确认、返回", "{} buttons are named, and there are {}: up, down, enter, back";
    NoBacklight: "不是 /sys/class/backlight 下的目录，也不是一条线：{}", "is neither a folder below /sys/class/backlight nor a line: {}";
    NoChip: "应为 \"/dev/gpiochipN\" 或 \"label:LABEL\"", "is neither \"/dev/gpiochipN\" nor \"label:LABEL\"";
    NoLineNumber: "{} 不是线的编号", "{} is no line's number";
    NamelessLine: "线的名称不能为空", "a line's name has at least one letter";
    LineForm: "线的编号、名称或 { line = ..., active_low = ..., bias = ... }", "a line's number, its name, or { line = ..., active_low = ..., bias = ... }";
    LineNameForm: "线的编号或名称", "a line's number or its name";
    NotInFile: "配置中没有这一项", "is not in the configuration";
    NoFieldSetting: "不是可以在终端上更改的设置项", "is no setting that can be changed at the terminal";

    // what stands where something else should
    OneOfFields: "没有 {} 这一项，可用的有 {}", "unknown field `{}`, expected one of `{}`";
    OneOfTwoFields: "没有 {} 这一项，可用的有 {} 和 {}", "unknown field `{}`, expected `{}` or `{}`";
    OneField: "没有 {} 这一项，可用的只有 {}", "unknown field `{}`, expected `{}`";
    OneOfVariants: "没有 {} 这个值，可用的有 {}", "unknown variant `{}`, expected one of `{}`";
    OneOfTwoVariants: "没有 {} 这个值，可用的有 {} 和 {}", "unknown variant `{}`, expected `{}` or `{}`";
    OneVariant: "没有 {} 这个值，可用的只有 {}", "unknown variant `{}`, expected `{}`";
    BetweenNames: "、", "`, `";
    NeitherAutoNorWhole: "应为 \"auto\" 或整数", "is neither \"auto\" nor a whole number";
    MissingField: "缺少 {}", "missing field `{}`";
    WrongType: "类型不符：写的是{}，应为{}", "invalid type: {}, expected {}";
    WrongValue: "值不符：写的是{}，应为{}", "invalid value: {}, expected {}";
    TooLarge: "数字过大：{}", "too large a number: {}";
    CodeWidth: "{} 有 {} 个字符，应为 {} 个", "{} has {} characters where {} are needed";
    CodeSign: "{} 含有非 ASCII 字符或控制字符", "{} has a character that is no printable ASCII";
    AText: "文本 {}", "string {}";
    AWhole: "整数 {}", "integer `{}`";
    ADecimal: "小数 {}", "floating point `{}`";
    ATruth: "真假值 {}", "boolean `{}`";
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
