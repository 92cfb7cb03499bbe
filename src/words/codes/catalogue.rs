//! The catalogue of films, halls and shows: what keeps it as it is.

use super::codes;

codes! {
    NO_CATALOGUE = 1401:
        "配置没有 [catalogue] 一节，无从查询影讯。", "The configuration has no [catalogue], and nobody is asked for films and shows.";
        "向渠道方取得 url、channel_code 和密钥，写入配置，见 /usr/share/doc/hallgate/configuration.zh-CN.md。", "Have the channel give out url, channel_code and secret, and write them there, as /usr/share/doc/hallgate/configuration.md says.";
    NO_CINEMA = 1402:
        "配置没有 catalogue.cinema_id，渠道接口按影院给出影厅和场次。", "No catalogue.cinema_id is configured, and halls and shows are given out by cinema.";
        "运行 hallgate catalogue sync 和 hallgate catalogue cinemas，把本影院的编号写入配置。", "Run hallgate catalogue sync and hallgate catalogue cinemas, and write this cinema's number there.";
    SETUP = 1403:
        "按现有配置无法调用渠道接口：密钥读不出。", "The channel cannot be called as it is configured: its secret does not read.";
        "按信息改正配置或密钥文件；终端照常检票。", "Put the configuration or the secret's file right, as the message says. Tickets are checked as ever.";
    TOO_MANY = 1404:
        "渠道接口给出的条目多到不可能，整份列表没有采用。", "The channel told of more items than can be; nothing of the list was taken.";
        "检查 url；确是渠道接口时告知渠道方。", "Look at url; if it is the channel's, report it to the channel.";
    DOUBTED = 1405:
        "列表中有条目缺少编号或时间，或页数、总数对不上。", "Items of the list lack their ID or time, or its pages or its count do not add up.";
        "其余内容已采用，未列出的不停用；持续出现请告知渠道方。", "The rest was taken, and what it left out stays; tell the channel if it lasts.";
    EMPTY = 1406:
        "列表是空的，而此前不空；连续两次为空才相信。", "The list is empty and was not before; it is believed when it is so twice in a row.";
        "向渠道方确认本影院是否仍有排期。", "Ask the channel whether the cinema is still in business with it.";
    NOT_TAKEN = 1407:
        "列表已取得，本机没有记下。", "The list came, and this machine did not keep it.";
        "用 hallgate status 查看数据库和磁盘；程序自身出错时请报告日志。", "See database and disk with hallgate status; report the log where it is the program itself.";
}
