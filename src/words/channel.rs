//! The words of what goes wrong with the channel API: what it is, and what to do.

use super::{forms, texts};

texts! {
    Name: "找不到渠道接口的域名：请检查 url 和本地 DNS", "the channel's name is not found: check url and this network's DNS server";
    RefusesConnection: "渠道接口拒绝连接：请检查 url 的端口，以及对方是否在运行", "the channel refuses the connection: check the port in url and whether the channel runs";
    NoRoute: "无法到达渠道接口所在网络：请检查网线、路由器和本机地址", "there is no way to the channel's network: check cable, router and address of this machine";
    ConnectTimeout: "未能及时连上渠道接口：请检查网络，以及防火墙是否放行 url 的端口", "no connection to the channel in time: check the network, and firewalls for the port in url";
    Timeout: "渠道接口没有及时应答：请检查网络质量，再联系渠道方", "the channel did not answer in time: check the network's quality, then ask the channel";
    CutOff: "渠道接口应答未完，连接中断：请检查网络质量", "the connection was cut before the channel's answer was whole: check the network's quality";
    NotTls: "对方不使用 TLS：请检查 url 的主机和端口，或改用 http://", "what answers does not speak TLS: check host and port in url, or say http://";
    NotHttp: "对方不使用 HTTP：请检查 url 的主机和端口", "what answers does not speak HTTP: check host and port in url";
    TooBig: "渠道接口的应答超过 16 MB：请检查 url，再告知渠道方", "the channel's answer is over 16 MB: check url, then report it to the channel";
    Untrusted: "渠道接口的证书不受信任：请检查 url 的主机名和本机时钟", "the channel's certificate is not trusted: check the host in url and this machine's clock";
    Empty: "渠道接口的应答是空白：请检查 url，再联系渠道方", "the channel's answer is empty: check url, then ask the channel";
    NoCode: "应答是 JSON，但没有可读的 code：请检查 url 是否指向渠道接口", "the answer is JSON without a code that reads: check that url is the channel's interface";
}

forms! {
    Tls { cause }: "与渠道接口的安全连接没有建立：{cause}：请告知渠道方", "no secure connection to the channel: {cause}: report it to the channel";
    Network { cause }: "与渠道接口的连接失败：{cause}：请检查网络", "the connection to the channel failed: {cause}: check the network";
    Redirected { status }: "渠道接口把请求转到别处（HTTP {status}）：网络有登录页时请先登录，或改正 url", "the channel sends the request elsewhere (HTTP {status}): sign this network in at its login page, or put url right";
    Status { status }: "渠道接口应答 HTTP {status}：请检查 url 的路径；持续出现请联系渠道方", "the channel answers HTTP {status}: check the path in url; ask the channel if it lasts";
    Page { title }: "应答的是网页{title}，不是渠道接口：请检查 url，或在网络登录页登录", "a web page answers{title} and not the channel: check url, or sign this network in at its login page";
    Unreadable { at }: "渠道接口的应答不是 JSON：第 {at} 个字符读不通：持续出现请告知渠道方", "the channel's answer is no JSON: it stops to read at character {at}: report it to the channel if it lasts";
    Incomplete { field }: "渠道接口的应答缺少 {field}：请告知渠道方", "the channel's answer lacks {field}: report it to the channel";
    System { msg }: "渠道接口系统错误（100{msg}）：请稍后再试", "the channel has a fault of its own (100{msg}): try again later";
    Signature { msg }: "渠道接口不接受签名（101{msg}）：请核对 channel_code 和 secret", "the channel does not take the signature (101{msg}): compare channel_code and secret with the channel's";
    ParameterRefused { msg }: "渠道接口说缺少参数（200{msg}）：请补上所缺的参数", "the channel lacks a parameter (200{msg}): give the one that is missing";
    ShowInvalid { msg }: "场次已失效（201{msg}）：请重新查询场次", "the show is no longer valid (201{msg}): ask for the shows again";
    NoSuchOrder { msg }: "没有这个订单（300{msg}）：请核对 orderExternalID", "there is no such order (300{msg}): look at orderExternalID";
    LockFailed { msg }: "座位没有锁住（301{msg}）：请换别的座位", "the seats were not locked (301{msg}): choose others";
    OrderStateWrong { msg }: "订单的状态不允许这一操作（302{msg}）：请用 queryOrder 查看", "the order's state does not allow this (302{msg}): see it with queryOrder";
    ConfirmationWrong { msg }: "确认订单的信息与订单不符（303{msg}）：请核对 amount 和 mobile", "what the order was confirmed with does not fit it (303{msg}): look at amount and mobile";
    Refused { number, msg }: "渠道接口拒绝（{number}{msg}）：请告知渠道方", "the channel refuses ({number}{msg}): report it to the channel";
    Said { msg }: "：{msg}", ": {msg}";
    Answered { number, msg }: "渠道接口没有答复成功（{number}{msg}）", "the channel does not answer success ({number}{msg})";
    Unsendable { parameter, character, number }: "{parameter} 中的字符“{character}”（{number}）不在 GB2312 代码页中，请求没有发出：请去掉或换掉它", "the character '{character}' ({number}) in {parameter} is not in GB2312's code page, and nothing was sent: leave it out or replace it";
    ParameterMissing { name }: "缺少 --{name}：请补上", "--{name} is missing: give it";
    ParameterUnknown { name }: "这个接口没有参数 {name}：请核对参数名", "the call has no parameter {name}: look at the name";
    ParameterRepeated { name }: "{name} 给出了两次：请只给一次", "{name} is given twice: give it once";
    ParameterNotWhole { name }: "{name} 须是整数：请改正", "{name} has to be a whole number: put it right";
    TooManySeats { count, most }: "每次最多锁定 {most} 个座位，这里有 {count} 个：请分成几个订单", "at most {most} seats are locked at a time, and here are {count}: make several orders of them";
    NamesDiffer { ids, names }: "座位有 {ids} 个，名称有 {names} 个，数量不符：请一一对应", "seats and their names differ in number ({ids} and {names}): give a name for each";
    SeatTwice { id }: "座位 {id} 给出了两次：请只给一次", "the seat {id} is given twice: give it once";
}
