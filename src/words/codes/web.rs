//! Pages for a phone.

use super::codes;

codes! {
    OFF = 1701:
        "配置中没有 [web] address，终端不提供页面。", "The configuration has no [web] address: the terminal serves no pages.";
        "需要页面时写入 address，如 \"0.0.0.0:8443\"，再启动 hallgate-web。", "Where pages are wanted set address, such as \"0.0.0.0:8443\", then start hallgate-web.";
    SHORT_TOKEN = 1702:
        "web.metrics_token 太短，容易被猜中。", "The token of web.metrics_token is short enough to be guessed.";
        "用 openssl rand -hex 32 生成一个，写入该文件，并告知监控系统。", "Make one with `openssl rand -hex 32`, put it into that file, and tell it to whatever watches.";
    NO_PRIVATE_KEY = 1703:
        "页面的证书没有对应的私钥。", "The certificate of the pages stands without its key.";
        "同时写入 web.certificate 和 web.private_key；两项都不写，终端自行生成。", "Set both web.certificate and web.private_key; without either the terminal makes its own.";
    OWN = 1704:
        "系统不允许页面服务运行所需的操作。", "The system does not allow what serving the pages takes.";
        "检票不受影响。重新启动 hallgate-web；仍不行请查看 journalctl -u hallgate-web。", "The door goes on. Restart hallgate-web; if it lasts see `journalctl -u hallgate-web`.";
}
