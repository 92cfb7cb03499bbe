//! The connection to the platform: the way there, who answers, keys and signatures.

use super::codes;

codes! {
    NAME = 501:
        "域名服务器找不到平台的主机名。", "No name server knows the platform's host.";
        "检查 platform.url 的拼写和本机的 DNS 设置；用 getent hosts 主机名 试查。", "Look at the spelling in platform.url and at this machine's DNS; try `getent hosts NAME`.";
    REFUSED = 502:
        "主机可以到达，但 platform.url 的端口上没有程序接受连接。", "The host is there, but nothing takes connections at the port of platform.url.";
        "检查端口（默认 9000）；询问平台方服务是否在运行。", "Look at the port (9000 where none is named), and ask the platform whether its service runs.";
    NO_ROUTE = 503:
        "本机没有通往平台网络的路。", "This machine has no way to the platform's network.";
        "检查网线、路由器和本机地址（ip addr、ip route）。", "Look at cable, router and this machine's address (`ip addr`, `ip route`).";
    CONNECT_TIMEOUT = 504:
        "连接平台时一直没有回应，多半被防火墙拦住。", "Nothing answered the attempt to connect, as a rule because a firewall drops it.";
        "检查网络，并请网络管理员放行 platform.url 的端口；网络很慢时调大 platform.connect_timeout_ms。", "Look at the network and have the port of platform.url let through; on a very slow line raise platform.connect_timeout_ms.";
    TIMEOUT = 505:
        "已连上平台，但没有在规定时间内收到应答。", "The connection stood, but the answer did not come within the time that is allowed.";
        "检查网络质量；反复出现请联系平台方。检票仍在本机进行，记录稍后上传。", "Look at the network's quality and ask the platform if it lasts. Tickets are still checked here, and records go up later.";
    TLS_UNTRUSTED = 506:
        "应答者的证书不是由 platform.ca 中的根证书签发的。", "The certificate of what answers does not come from the root in platform.ca.";
        "向平台方核对根证书，放入 platform.ca；确认没有设备拦截连接。", "Compare the root with the platform's and put it into platform.ca; see that nothing intercepts the connection.";
    TLS_NAME = 507:
        "平台证书是为另一个主机名签发的。", "The platform's certificate is made out to another host.";
        "在 platform.url 中使用证书上的主机名，不要用 IP 地址。", "Use the name on the certificate in platform.url, and no IP address.";
    TLS_NOT_YET_VALID = 508:
        "按本机时钟，平台证书还没有生效。", "By this machine's clock the platform's certificate is not valid yet.";
        "先校准时钟（timedatectl）；时钟无误时联系平台方。", "Set the clock first (`timedatectl`); if it is right, ask the platform.";
    TLS_EXPIRED = 509:
        "按本机时钟，平台证书已经过期。", "By this machine's clock the platform's certificate has expired.";
        "先核对时钟（timedatectl）；时钟无误时请平台方更新证书。", "Look at the clock first (`timedatectl`); if it is right, the platform has to renew its certificate.";
    ROOT_EXPIRED = 510:
        "platform.ca 中的根证书已经过期。", "The root certificate in platform.ca has run out.";
        "核对时钟后，向平台方索取新的根证书，放入该文件并重启终端。", "If the clock is right, ask the platform for its new root, put it into that file and restart the terminal.";
    NOT_TLS = 511:
        "在 platform.url 的端口上应答的程序不使用 TLS。", "What answers at the port of platform.url does not speak TLS.";
        "检查主机和端口：可能连到了别的服务或网络登录页。", "Look at host and port: it may be another service, or a network's login page.";
    TLS = 512:
        "安全连接没有建立：双方的 TLS 谈不拢，或证书有其他问题。", "No secure connection came about: the two ends do not agree, or the certificate has another flaw.";
        "检查 platform.ca，并把整句信息告知平台方。", "Look at platform.ca and tell the platform the whole message.";
    NOT_HTTP = 513:
        "安全连接已建立，但对方的应答不是 HTTP/1.1。", "The connection is secure, but what answers does not speak HTTP/1.1.";
        "检查 platform.url 的主机和端口。", "Look at host and port in platform.url.";
    CUT_OFF = 514:
        "应答还没有传完，连接就断了。", "The connection was cut before the whole answer had come.";
        "检查网络质量和途中的防火墙；会自动重试。", "Look at the network's quality and at firewalls on the way; it is retried.";
    TOO_BIG = 515:
        "应答超过 4 MB，平台不会有这样的应答。", "The answer is over 4 MB, which no answer of a platform is.";
        "检查 platform.url：应答的可能是别的服务。", "Look at platform.url: another service may be answering.";
    NETWORK = 516:
        "网络连接因其他原因失败，信息中有系统的说明。", "The connection failed in another way; the message has what the system says.";
        "检查网络；反复出现请把整句信息告知支持人员。", "Look at the network; if it lasts, tell support the whole message.";
    PORTAL = 517:
        "应答的是网页，不是平台：多半是网络登录页或代理。", "A web page answers in the platform's place: as a rule a network's login page or a proxy.";
        "在网络登录页登录，请网络管理员免除本机登录，或检查 platform.url。", "Sign this network in, have the machine exempted from it, or look at platform.url.";
    FORBIDDEN = 518:
        "平台不接受本终端的身份或签名。", "The platform does not take this terminal's identity or its signature.";
        "与平台方核对 platform.username、platform.private_key 和 platform.signature。", "Compare platform.username, platform.private_key and platform.signature with the platform's.";
    NOT_FOUND = 519:
        "主机上没有 platform.url 所写的路径。", "The host has nothing at the path of platform.url.";
        "向平台方核对地址的路径部分。", "Compare the path of the address with the platform's.";
    STATUS = 520:
        "平台应答了错误状态，多半是它自己的故障。", "The platform answered with an error status, as a rule a fault of its own.";
        "会自动重试；持续出现请把状态号告知平台方。", "It is retried; if it lasts, tell the platform the status.";
    NOT_JSON = 521:
        "应答不是 JSON。", "The answer is no JSON.";
        "检查 platform.url；持续出现请联系平台方。", "Look at platform.url; if it lasts, ask the platform.";
    NO_ENVELOPE = 522:
        "应答是 JSON，但不是规范规定的应答格式。", "The answer is JSON, but not in the form that the specification gives a reply.";
        "检查 platform.url 是否指向检票接口；是的话把信息告知平台方。", "See that platform.url is the check-in interface; if it is, report the message to the platform.";
    NO_SENSE = 523:
        "平台的应答内容自相矛盾或缺少内容，无法采用。", "The platform's reply contradicts itself or lacks something, and can't be used.";
        "把整句信息告知平台方。", "Report the whole message to the platform.";
    REQUEST = 524:
        "请求无法生成，多半是签名的私钥有问题。", "The request could not be made, as a rule because of the key that signs it.";
        "检查 platform.private_key，并运行 hallgate doctor。", "Look at platform.private_key and run `hallgate doctor`.";
    STORE = 525:
        "与平台往来时读不出本机的数据库。", "The database did not read during an exchange with the platform.";
        "检查磁盘空间和健康状况，并运行 hallgate doctor。", "Look at the disk's space and health, and run `hallgate doctor`.";
    ROOT_UNREADABLE = 526:
        "platform.ca 所指的文件不存在或无权读取。", "The file that platform.ca names is not there or may not be read.";
        "把平台的根证书（PEM）放到该处，终端用户须可读取。", "Put the platform's root certificate (PEM) there, so that the terminal's user may read it.";
    NO_CERTIFICATE = 527:
        "platform.ca 所指的文件中没有 PEM 格式的证书。", "The file that platform.ca names holds no certificate in PEM.";
        "向平台索取 PEM 格式的根证书；DER 格式可用 openssl x509 -inform der 转换。", "Ask the platform for its root in PEM; `openssl x509 -inform der` converts from DER.";
    KEY_UNREAD = 528:
        "platform.private_key 的内容不是 RSA 私钥（PEM，PKCS#8 或 PKCS#1）。", "What platform.private_key names is no RSA private key (PEM, PKCS#8 or PKCS#1).";
        "放入平台发放的私钥文件；有密码的私钥要先去掉密码。", "Put the key file there that the platform gave out; take a passphrase off first.";
    KEY_TOO_SHORT = 529:
        "私钥太短，签不出所要的签名。", "The private key is too short for the signature that is wanted.";
        "向平台索取更长的私钥。", "Ask the platform for a longer key.";
    SIGNATURE_FORM = 530:
        "收到的签名不是 Base64。", "The signature that came is no Base64.";
        "把信息告知平台方。", "Report the message to the platform.";
    SIGNATURE_MISMATCH = 531:
        "签名与请求内容或私钥不符。", "The signature does not fit the request or the key.";
        "与平台方核对 platform.signature 的方式和私钥。", "Compare the form in platform.signature and the key with the platform's.";
    UNASKED = 532:
        "对账没有做完：有的记录没能向平台查询。", "The comparison is not complete: not every record could be asked for.";
        "按信息末尾的原因处理，再运行 hallgate reconcile。", "Do what the reason at the message's end asks for, then run `hallgate reconcile` again.";
    CODE_REFUSED = 533:
        "平台不接受注册代码：输错、已使用或已过期。", "The platform does not take the code for enrolment: it was mistyped, is used, or has expired.";
        "核对输入；代码只能用一次，默认 15 分钟内有效，请平台方用 hallgate-platform terminal enrol 另给一个。", "Look at what was typed. A code is good once and for 15 minutes as a rule: have `hallgate-platform terminal enrol` give out another one.";
    TOO_MANY_CODES = 534:
        "从本机输错注册代码的次数过多，平台要求等待，次数越多等待越久。", "Too many wrong codes came from here, and the platform wants a wait, which grows each time.";
        "等信息中的秒数过去，核对代码后再试。", "Wait for as long as the message says, compare the code, then try again.";
    NO_CODE = 535:
        "没有得到注册代码：没有输入，输入的不是代码，或摄像头、图片中没有注册用的二维码。", "No code for enrolment came: nothing was typed, what was typed is none, or camera or picture showed none.";
        "用 --code 给出代码，或用 --qr 给出 hallgate-platform terminal enrol --qr 生成的图片。", "Give the code with --code, or with --qr the picture that `hallgate-platform terminal enrol --qr` makes.";
    OTHER_TERMINAL = 536:
        "注册代码属于另一台终端或另一家影院。", "The code for enrolment is another terminal's, or another cinema's.";
        "使用本机的代码，或改正 platform.username 和 terminal.cinema_code。", "Use this terminal's own, or put platform.username and terminal.cinema_code right.";
    NOBODY_TO_BELIEVE = 537:
        "没有可用来核对平台身份的内容：platform.ca 没有设置或文件不存在，也没有给出 ca_sha256。", "Nothing tells whom to believe: platform.ca is not set or not there, and no ca_sha256 was given.";
        "设置 platform.ca；加 --ca-sha256，或出示二维码，其中已有它。", "Set platform.ca; give --ca-sha256, or show the QR code, which has it.";
    OTHER_AUTHORITY = 538:
        "应答方的证书不是由给出注册代码的平台签发的。", "The certificate of what answers is not from the platform that gave out the code.";
        "核对 platform.url 和 ca_sha256；一致时可能有人拦截连接，不要继续，请联系平台方。", "Compare platform.url and ca_sha256; where both are right somebody may be intercepting the connection: do not go on, ask the platform.";
    REPLACE_NOT_ASKED = 539:
        "注册将替换现有密钥或改用另一个平台，没有得到确认。", "Enrolling would replace a key that is there, or use another platform, and nobody agreed to it.";
        "在命令行窗口中运行并回答 y，或加 --yes。", "Run it in a terminal window and answer y, or give --yes.";
    KEY_IS_CREDENTIAL = 540:
        "私钥由 systemd 作为凭据传入，程序自己不能写入。", "The private key is a credential that systemd passes, which the program can't write itself.";
        "加 --key /run/terminal.key，再用 systemd-creds encrypt --name=terminal-key 加密，然后删除该文件。", "Give --key /run/terminal.key, encrypt it with `systemd-creds encrypt --name=terminal-key`, then delete that file.";
    KEY_NOT_MADE = 541:
        "没能生成 RSA 密钥。", "No RSA key could be made.";
        "再运行一次；仍然失败时检查内存。", "Run it again; if it lasts, look at the memory.";
    ENROLMENT_NOT_STORED = 542:
        "密钥或平台的根证书没能写入磁盘。", "The key or the platform's root certificate could not be written.";
        "检查文件夹、权限和磁盘空间，再用同一代码运行一次：平台已接受的密钥不会丢失。", "Look at the folder, its rights and the disk's room, then run it again with the same code: a key that the platform has taken is not lost.";
    NO_KEYS = 543:
        "平台的应答正常，但没有本影院的公钥；已有的公钥保持不变。", "The platform answered well, but without a key of this cinema; the keys that are here stay.";
        "请平台方查明 terminal.cinema_code 所写的影院是否已登记公钥。", "Ask the platform whether the cinema of terminal.cinema_code has keys there.";
    KEYS_UNREAD = 544:
        "平台给出的公钥没有一个可以读取；已有的公钥保持不变。", "None of the keys that the platform gave out reads; the keys that are here stay.";
        "把信息告知平台方。", "Report the message to the platform.";
    NO_NATIONAL = 545:
        "本平台的配置没有写明国家平台。", "The configuration of this platform names no national platform.";
        "在配置中设置 [national]：地址、用户名和私钥。", "Set [national] in the configuration: its address, user name and private key.";
}
