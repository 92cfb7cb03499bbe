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
}
