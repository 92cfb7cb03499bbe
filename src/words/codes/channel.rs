//! The channel API: the way there, what it answers, what it refuses, orders.

use super::codes;

codes! {
    NOT_REACHED = 1301:
        "无法连到渠道接口：域名、地址、端口或网络有问题。", "The channel is not reached: its name, address or port is wrong, or the network is.";
        "检查 url 的拼写和端口、本机的 DNS 与网络；终端照常检票，只是没有新的排期。", "Look at the spelling and the port in url, at this machine's DNS and its network. Tickets are checked as ever; the catalogue gets no younger.";
    NO_ANSWER = 1302:
        "渠道接口没有在规定时间内答完，或连接中断。", "The channel did not answer in time, or the connection was cut.";
        "检查网络质量；订单的结果这时未知，用 queryOrder 查询，不要当作失败。", "Look at the network's quality. What became of an order is not known then: ask with queryOrder, and do not take it for failed.";
    NOT_SECURE = 1303:
        "与渠道接口的安全连接没有建立。", "No secure connection to the channel came about.";
        "核对本机时钟和 url 的主机名；把整句信息告知渠道方。", "Look at this machine's clock and at the host in url; tell the channel the whole message.";
    NOT_HTTP = 1304:
        "在 url 的端口上应答的程序不使用 HTTP。", "What answers at the port of url does not speak HTTP.";
        "检查 url 的主机、端口和开头的 http:// 或 https://。", "Look at host and port in url, and whether it begins with http:// or https://.";
    TOO_BIG = 1305:
        "渠道接口的应答超过 16 MB。", "The channel's answer is over 16 MB.";
        "检查 url；确是渠道接口时把信息告知渠道方。", "Look at url; if it is the channel's, report the message to it.";
    REDIRECTED = 1306:
        "渠道接口把请求转到别的地址，本程序不跟随。", "The channel sends the request on to another address, which is not followed.";
        "网络有登录页时先登录；渠道换了地址时改正 url。", "Sign the network in where it has a login page; put url right where the channel has moved.";
    STATUS = 1307:
        "渠道接口应答了错误状态。", "The channel answered with an error status.";
        "404 时检查 url 的路径；其他状态持续出现请告知渠道方。", "Look at the path in url for 404; tell the channel of any other status that lasts.";
    PAGE = 1308:
        "应答是网页或空白，不是渠道接口的 JSON。", "The answer is a web page or empty, and not the channel's JSON.";
        "检查 url，并确认网络没有登录页或代理。", "Look at url, and see that no login page or proxy is in between.";
    UNREADABLE = 1309:
        "应答不是 JSON，宽松读取也读不通。", "The answer is no JSON, even where it is read leniently.";
        "反复出现请把信息中的位置告知渠道方。", "If it lasts, tell the channel the place that the message names.";
    NO_CODE = 1310:
        "应答是 JSON，但没有可读的 code。", "The answer is JSON without a code that reads.";
        "检查 url 是否指向渠道接口。", "See that url is the channel's interface.";
    INCOMPLETE = 1311:
        "渠道接口答复成功，却缺少所要的内容。", "The channel tells of success, and what was asked for is not in it.";
        "把信息告知渠道方。", "Report the message to the channel.";
    SYSTEM = 1312:
        "渠道接口自身出错（100）。", "The channel has a fault of its own (100).";
        "稍后再试；订单的结果未知，用 queryOrder 查询。", "Try again later. What became of an order is not known: ask with queryOrder.";
    SIGNATURE = 1313:
        "渠道接口不接受签名（101）。", "The channel does not take the signature (101).";
        "与渠道方核对 channel_code 和 secret 所指文件的内容。", "Compare channel_code and what the file of secret holds with the channel's.";
    PARAMETER_MISSING = 1314:
        "渠道接口说缺少参数（200）。", "The channel lacks a parameter (200).";
        "按信息补上参数；参数齐全时告知渠道方。", "Give the parameter that the message names; report it where all are there.";
    SHOW_INVALID = 1315:
        "场次已失效，不能再选座（201）。", "The show is no longer valid, and no seat of it is sold (201).";
        "重新查询场次（queryShows）。", "Ask for the shows again (queryShows).";
    NO_SUCH_ORDER = 1316:
        "渠道接口没有这个订单（300）。", "The channel has no such order (300).";
        "核对 orderExternalID。", "Look at orderExternalID.";
    LOCK_FAILED = 1317:
        "座位没有锁住，多半刚被别人选走（301）。", "The seats were not locked, as a rule because somebody else has just taken them (301).";
        "用 queryShowSeats 看座位，换别的座位。", "See the seats with queryShowSeats and choose others.";
    ORDER_STATE = 1318:
        "订单的状态不允许这一操作（302）。", "The order's state does not allow this (302).";
        "用 queryOrder 查看状态；锁座超过 15 分钟会失效。", "See its state with queryOrder; a lock of seats runs out after 15 minutes.";
    CONFIRMATION = 1319:
        "确认订单的信息与订单不符（303）。", "What the order was confirmed with does not fit it (303).";
        "核对 amount（单位为分）和 mobile。", "Look at amount, which is in fen, and at mobile.";
    REFUSED = 1320:
        "渠道接口以文档中没有的编码拒绝。", "The channel refuses with a code that its document does not have.";
        "把编码和信息告知渠道方。", "Tell the channel the code and the message.";
    CHARACTER = 1321:
        "参数中有 GB2312 代码页（936）没有的字符，无法签名，请求没有发出。", "A parameter has a character that GB2312's code page (936) lacks; no signature can be made, and nothing was sent.";
        "去掉或换掉信息中的字符。", "Leave out or replace the character that the message names.";
    PARAMETERS = 1322:
        "命令中的参数不全、多余或不正确，请求没有发出。", "The parameters of the command are too few, too many or wrong; nothing was sent.";
        "按信息改正；参数名与渠道接口文档一致。", "Do what the message says; the names are those of the channel's document.";
    NO_CHANNEL = 1323:
        "平台的配置没有 [channel] 一节。", "The platform's configuration has no [channel].";
        "向渠道方取得 url、channel_code 和密钥，写入 [channel]，见 /usr/share/doc/hallgate-platform/platform.md。", "Have the channel give out url, channel_code and secret, and write them into [channel], as /usr/share/doc/hallgate-platform/platform.md says.";
    PLAIN_ORDERS = 1324:
        "座位和订单不经明文 HTTP 办理，除非配置允许。", "Seats and orders do not go over plain HTTP unless the configuration says so.";
        "渠道接口有 https 时改用 https；没有时由负责人决定是否设置 channel.allow_http_orders = true。", "Use https where the channel has it; where it has not, whoever is responsible may set channel.allow_http_orders = true.";
    SECRET_TEXT = 1325:
        "channel.secret 所指的文件是空的或不是文本。", "The file that channel.secret names is empty or no text.";
        "把渠道方给出的密钥作为一行文本放入该文件。", "Put the secret that the channel gave out there, as a line of text.";
    NO_SUCH_SEAT = 1326:
        "购票在锁座之前结束：场次里没有所要的座位或没有写清排号座号，或命令被中止。", "A purchase ended before seats were locked: the show has no such seat or does not name it, or the command was stopped.";
        "用 queryShowSeats 查看座位编号，再买。", "See the seats' IDs with queryShowSeats, then buy again.";
    RELEASED = 1327:
        "没有买成，座位已退还，没有付款。", "Nothing was bought; the seats are given back, and nothing was paid.";
        "按信息中的原因处理后再买。", "Do what the reason in the message asks for, then buy again.";
    ISSUE_FAILED = 1328:
        "订单出票失败，影院系统没有接受。", "The order's ticket was not issued: the cinema's system did not take it.";
        "换座位或场次再买；已付款的向渠道方要求退款。", "Buy other seats or another show; have the channel refund what was paid.";
    OUTCOME_UNKNOWN = 1329:
        "购票的结果未知：可能仍会出票。", "What became of a purchase is not known: its ticket may yet be issued.";
        "用 queryOrder 按订单号查询，得到 30 或 40 之前不要重买；没有订单号时等 15 分钟，锁座失效后再买。", "Ask with queryOrder by the order's ID, and do not buy again before it tells 30 or 40; where no ID came, wait 15 minutes, until a lock has run out, then buy again.";
}
