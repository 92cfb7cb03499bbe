//! The other doors of the cinema: what is wrong with hearing of them, and what to do.

use super::{forms, texts};

texts! {
    KeyForm: "邻门密钥须为 32 字节原始数据、64 位十六进制数或 Base64：可用 openssl rand -hex 32 生成，同一影院各门相同", "the neighbours' key has to be 32 bytes, raw, or as 64 hexadecimal digits or Base64, the same at all doors of the cinema: make one with `openssl rand -hex 32`";
    NobodyYet: "还没有找到其他检票口", "no other door has been found yet";
    Between: "；", "; ";
    NoneTold: "终端没有运行，无法得知其他检票口的情况", "the terminal does not run, so nothing is known of other doors";
    NoDiscovery: "不能用 mDNS 查找其他检票口：请检查网络，或在 neighbours.doors 中列出地址", "other doors can't be found by mDNS: look at the network, or list their addresses in neighbours.doors";
}

forms! {
    Here { doors }: "{doors} 个在线", "{doors} here";
    Away { door, minutes }: "“{door}”失联 {minutes} 分钟", "{door} away for {minutes} min";
    ClockOff { door, seconds }: "“{door}”的时钟与本机相差 {seconds} 秒：请校准其中不准的一个", "the clock of {door} is {seconds} s off this one: set the one that is wrong";
    Slow { door }: "“{door}”应答太慢，观众不等它：请检查网络，或调大 neighbours.timeout_ms", "{door} answers too late, and is not waited for: look at the network, or raise neighbours.timeout_ms";
    OnlyWarns { door }: "“{door}”一分钟内拦下的票太多，暂只提示：请先看本门出示的是哪些票", "{door} has refused too many in a minute, and only warns for now: look here first, which tickets are shown at this door";
    TooMuchOf { door, code }: "“{door}”今天报来的入场多得不像一家影院（{code}）：今天不再保存，请到该门查看", "{door} has told of more admissions today than a cinema has ({code}): no more of it are kept today, look at that door";
    TellsTooMuch { door, most }: "“{door}”今天报来的入场超过 neighbours.admissions_per_day（{most}）：今天不再保存，请到该门查看", "{door} has told of more admissions today than neighbours.admissions_per_day allows ({most}): no more of it are kept today; look at that door";
    Listen { address, cause }: "不能在 {address} 等待其他检票口（{cause}）：请检查 neighbours.listen 和服务的权限", "other doors can't be listened for at {address} ({cause}): look at neighbours.listen and at the service's rights";
    Thread { cause }: "负责其他检票口的线程没有启动：{cause}", "the thread for the other doors did not start: {cause}";
    NoKey { code }: "没有邻门密钥（{code}）：本门不知道其他门已检的票", "there is no key for the other doors ({code}): this door does not hear what they admit";
    OtherKey { address }: "{address} 的密钥不同，或程序较旧：请核对该处的 neighbours.key，并更新到同一版本", "{address} has another key, or an older program: compare neighbours.key there, and update all doors to the same program";
    OtherKeys { addresses, newest }: "{addresses} 个地址的密钥不同，或程序较旧，最近的是 {newest}：请核对各处的 neighbours.key，并更新到同一版本", "{addresses} addresses call with another key, or an older program, the last of them {newest}: compare neighbours.key there, and update all doors to the same program";
    NoDoor { address }: "{address} 不是检票口：请核对 neighbours.doors", "{address} is no door: look at neighbours.doors";
    HungUp { address }: "{address} 没有表明身份就挂断：请在该处运行 hallgate doctor", "{address} hangs up without a word: run `hallgate doctor` there";
    OtherCinema { address, cinema }: "{address} 是另一家影院（{cinema}）的检票口：不同影院请用不同的密钥", "{address} is a door of another cinema, {cinema}: give each cinema a key of its own";
    SameName { address, name }: "{address}（{name}）与本门的 platform.username 相同：每台终端须有自己的用户名", "{address} ({name}) has the platform.username of this door: each terminal needs its own";
    OtherTerminal { address, door, name }: "{address} 自称“{name}”（{door}），却不是原来那台终端，不听它的：请在各门换一把邻门密钥", "{address} calls itself {name} ({door}), is not the terminal that was, and is not heard: make another key for all doors";
    NotHeard { address, name, code }: "“{name}”（{address}）不听本机：本机的用户名在那里属于另一台终端（该处 {code}）；如果本机是换上的板子，请在各门换一把邻门密钥", "{name} ({address}) does not hear this terminal, whose name belongs to another one there ({code} there): where this is a board in the place of another, make another key for all doors";
    NoPlace { address }: "{address} 的检票口已满，没有接受本门：一家影院最多 64 个", "{address} has no place for this door: a cinema has 64 doors at the most";
    OtherVersion { address, version }: "{address} 的程序版本不同（{version}）：请把各门更新到同一版本", "{address} speaks version {version}: update all doors to the same program";
    Unreadable { address }: "{address} 发来的内容无法读取：请更新该处的程序", "{address} says what can't be read: update the program there";
    TooMany { address }: "检票口太多，没有接受 {address}：一家影院最多 64 个", "there are too many doors, {address} is left out: a cinema has 64 at the most";
    Unreachable { address }: "{address} 没有应答：请检查该门是否开机、联网", "{address} does not answer: look whether that door is on and connected";
}
