//! The words of what goes wrong between a terminal and its platform, or a platform and the one above it: what it is,
//! and what to do.

use super::{forms, texts};

texts! {
    NoRoute: "无法到达平台所在网络：请检查网线、路由器和本机地址", "there is no way to the platform's network: check cable, router and address of this machine";
    Timeout: "平台没有及时应答：请检查网络质量，再联系平台方", "the platform did not answer in time: check the network's quality, then ask the platform";
    TlsNotYetValid: "平台证书尚未生效：请先检查本机时钟", "the platform's certificate is not valid yet: look at the clock of this machine first";
    TlsExpired: "平台证书已过期：请先检查本机时钟，再请平台方更新证书", "the platform's certificate has expired: look at the clock of this machine, then ask the platform to renew it";
    CutOff: "应答未完，连接中断：请检查网络质量", "the connection was cut before the answer was whole: check the network's quality";
    NoKeys: "平台没有本影院的公钥：请联系平台方", "the platform has no key for this cinema: ask its operator";

    // in a sentence about what answers, or about a request
    EnvelopeNoObject: "不是 JSON 对象", "it is no object";
    EnvelopeNoData: "没有 ReplyData", "it has no ReplyData";
    NothingToReport: "没有可上报的记录", "there is no record to report";
}

forms! {
    // {section}: of the configuration, where the one who was called stands
    Name { section }: "找不到平台的域名：请检查 {section}.url 和本地 DNS", "the platform's name is not found: check {section}.url and this network's DNS server";
    Refused { section }: "平台拒绝连接：请检查 {section}.url 的端口，以及平台是否在运行", "the platform refuses the connection: check the port in {section}.url and whether the platform runs";
    ConnectTimeout { section }: "没有及时连上：请检查网络，以及防火墙是否放行 {section}.url 的端口", "no connection in time: check the network, and firewalls for the port in {section}.url";
    TlsUntrusted { section }: "平台证书不受信任：请检查 {section}.ca，并确认连接没有被拦截", "the platform's certificate comes from nobody that is trusted: check {section}.ca, and that nothing intercepts the connection";
    TlsName { section }: "平台证书的域名不符：请检查 {section}.url 中的主机名", "the platform's certificate is made out to another name: check the host in {section}.url";
    NotTls { section }: "对方不使用 TLS：请检查 {section}.url 的主机和端口", "what answers does not speak TLS: check host and port in {section}.url";
    NotHttp { section }: "对方不使用 HTTP/1.1：请检查 {section}.url 的主机和端口", "what answers does not speak HTTP/1.1: check host and port in {section}.url";
    TooBig { section }: "应答超过 4 MB，不是平台的应答：请检查 {section}.url 的主机和端口", "the answer is over 4 MB, which no answer of a platform is: check host and port in {section}.url";
    NotJson { section }: "应答不是 JSON：请检查 {section}.url；持续出现请联系平台方", "the answer is no JSON: check {section}.url; ask the platform if it lasts";

    DataMissing { field }: "没有 {field}", "it has no {field}";
    DataUnclear { field }: "{field} 的内容不明确", "its {field} does not tell anything clearly";
    DataNotAsked { field }: "{field} 不是所问的", "its {field} is not the one that was asked for";
    KeysUnread { count }: "应答中的 {count} 个公钥都无法读取：请联系平台方", "none of the {count} keys in the reply reads: ask the platform's operator";
    Unserialised { cause }: "内容无法转成 JSON（{cause}）", "what it holds does not go into JSON ({cause})";
    RootExpired { section, day }: "{section}.ca 中的根证书已于 {day} 过期：请先核对本机时钟；时钟无误时，请向平台方索取新的根证书，放入该文件后重启本程序", "the root in {section}.ca ran out on {day}: look at the clock of this machine; if it is right, ask the platform for its new root, put it into that file and restart this program";
    Tls { section, cause }: "无法建立安全连接：{cause}：请检查 {section}.ca，并联系平台方", "no secure connection: {cause}: check {section}.ca and ask the platform";
    Network { cause }: "连接失败：{cause}：请检查网络", "the connection failed: {cause}: check the network";
    Portal { section, page }: "应答的是网页{page}：请在网络登录页登录，或检查 {section}.url", "a web page answers{page}: sign this network in at its login page, or check {section}.url";
    Forbidden { section, status }: "平台拒绝访问（HTTP {status}）：请检查 {section}.username、{section}.private_key 和 {section}.signature", "the platform refuses access (HTTP {status}): check {section}.username, {section}.private_key and {section}.signature";
    NotFound { section, status }: "此地址没有内容（HTTP {status}）：请检查 {section}.url 的路径", "nothing is at this address (HTTP {status}): check the path in {section}.url";
    Status { status }: "平台应答 HTTP {status}：会自动重试；持续出现请联系平台方", "the platform answers HTTP {status}: it is retried; ask the platform if it lasts";
    NoEnvelope { section, why }: "应答是 JSON，但不是平台的应答：{why}：请检查 {section}.url", "the answer is JSON but no reply of a platform: {why}: check {section}.url";
    NoSense { api, why }: "平台对 {api} 的应答无法读取：{why}：请告知平台方", "the platform's reply to {api} does not read: {why}: report it to the platform";
    Request { section, cause }: "请求无法生成：{cause}：请检查 {section}.private_key", "the request could not be made: {cause}: check {section}.private_key";
    Store { cause }: "数据库无法读取：{cause}：请检查磁盘空间和健康状况", "the database does not read: {cause}: look at the disk's space and health";
}
