//! The words of the catalogue: what is wrong with its lists, and what `hallgate catalogue` prints.

use super::{forms, texts};

texts! {
    NoCinema: "配置缺少 catalogue.cinema_id：请用 hallgate catalogue cinemas 查出影院编号并写入", "catalogue.cinema_id is not configured: find it with hallgate catalogue cinemas and write it there";
    NoCatalogue: "配置没有 [catalogue] 一节：请写入 url、channel_code 和 secret", "the configuration has no [catalogue]: write url, channel_code and secret there";
    Doubted: "条目有缺或数目与总数不符：已收下其中内容，未列出的不停用；持续出现请告知渠道方", "items do not read, or are not as many as it says: what is there is taken, and nothing is disabled; tell the channel if it lasts";
    Empty: "列表是空的：下一次仍为空才相信；请告知渠道方", "the list is empty: that is believed if the next one is empty too; ask the channel";
    Panicked: "读取渠道接口的应答时程序出错：请报告日志中的信息", "a fault of the program itself while the channel's answer was read: report what the log says of it";
    SecretNoText: "catalogue.secret 所指的文件是空的或不是文本：请把密钥作为一行文本放入", "the file that catalogue.secret names is empty or no text: put the secret there as a line of text";

    Locations: "地区", "Locations";
    Cinemas: "影院", "Cinemas";
    Movies: "影片", "Films";
    Halls: "影厅", "Halls";
    Shows: "场次", "Shows";

    List: "列表", "List";
    Count: "有效条数", "In use";
    Outcome: "结果", "Result";
    Updated: "已更新", "updated";
    Unchanged: "无变化", "unchanged";
    InDoubt: "存疑", "in doubt";
    Failed: "未取得", "failed";

    Start: "开场", "Start";
    Film: "影片", "Film";
    Minutes: "片长", "Min";
    HallId: "影厅编号", "hallID";
    ShowId: "场次编号", "Show ID";
    HallName: "影厅名称", "Hall's name";
    HallCode: "影厅编码", "Hall code";
    CinemaId: "影院编号", "cinemaID";
    CinemaName: "影院名称", "Cinema's name";
    State: "状态", "State";
    Enabled: "在售", "on sale";
    InUse: "有效", "in use";
    Disabled: "停用", "disabled";
    NotMapped: "未配置", "not mapped";
    NoneListed: "没有条目：请先运行 hallgate catalogue sync", "there is none: run hallgate catalogue sync first";
    NoShowThatDay: "当日没有场次", "no show is listed for that day";
    PasteScreens: "核对影厅名称后，写入配置的 [catalogue]：", "Compare the halls' names, then write into [catalogue] of the configuration:";
    PasteCinema: "选定本影院后，把其编号写入配置的 [catalogue]，例如：", "Choose your cinema and write its number into [catalogue] of the configuration, such as:";
}

forms! {
    TooMany { items }: "列表有 {items} 条，超出任何影院的规模，没有采用：请检查 url，再告知渠道方", "the list has {items} items, which none has that is one, and is not taken: check url, then tell the channel";
    SecretUnread { fault }: "catalogue.secret 无法读取：{fault}", "catalogue.secret is not to be had: {fault}";
    NotWhole { lists, fault }: "没有取全的列表：{lists}：{fault}", "not every list came whole: {lists}: {fault}";
    ChooseHall { code }: "{code}：请从上表中选定影厅编号", "{code}: choose its hallID from the table";
    Because { list, fault }: "{list}：{fault}", "{list}: {fault}";
    PartStands { name, count, ago }: "{name} {count}（{ago}）", "{name} {count} ({ago})";
}
