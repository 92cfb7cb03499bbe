//! The words of `hallgate enrol`.

use super::{forms, texts};

texts! {
    // asked
    AskCode: "请输入注册代码，或把二维码举到摄像头前：", "Type the code, or hold its QR code before the camera: ";
    AskTypedCode: "请输入注册代码：", "Type the code: ";

    Restart: "请重启检票机程序，以使用新密钥", "restart the terminal, so that it uses the key";

    // wrong usage
    NoSha256: "须为 64 位十六进制数，以注册代码旁所显示的为准", "it has 64 hexadecimal digits, as shown beside the code";

    // why it was not done
    NoCode: "输入的不是注册代码：请按平台所显示的输入，如 7K2M-9PQR-3XYZ-5ABC", "what was typed is no code: type it as the platform shows it, such as 7K2M-9PQR-3XYZ-5ABC";
    NothingCame: "没有输入注册代码，摄像头前也没有注册用的二维码：请使用 --code 或 --qr", "no code was typed, and the camera was shown none that enrols: give --code or --qr";
    NoPlaceForAuthority: "配置中没有 platform.ca：请写明把平台的根证书存放在哪里", "platform.ca is not set: name the file in which the platform's root certificate is to be kept";
    OtherAuthority: "应答方不是签发注册代码的平台，注册代码没有发出：请核对 platform.url 和 ca_sha256，并确认连接没有被拦截", "what answers is not the platform that gave out the code, which was not sent: compare platform.url and ca_sha256, and see that nothing intercepts the connection";
    NotAsked: "将替换现有密钥，或改用另一个平台地址，而没有人可以确认：确定要这样做请加 --yes", "a key that is there would be replaced, or another address used, and nobody is there to be asked: say --yes to do it";
    Declined: "没有改动任何内容", "nothing was changed";
    Refused: "注册代码不正确、已使用或已过期：请核对输入，或向平台方另要一个；没有改动任何内容", "the code is wrong, used or expired: look at what was typed, or have the platform give out another one; nothing was changed";
    KeyMaking: "无法生成密钥：请检查磁盘和内存后再运行一次", "no key could be made: look at disk and memory, then run it again";
}

forms! {
    AskReplace { path }: "{path} 中已有密钥，平台接受新密钥后将被替换。是否继续？[y/N] ", "{path} holds a key already, which is replaced once the platform has taken the next one. Go on? [y/N] ";
    AskOtherUrl { url, own }: "注册地址是 {url}，配置中的 platform.url 是 {own}。是否向 {url} 注册？[y/N] ", "the code is for {url}, and platform.url is {own}. Enrol at {url}? [y/N] ";

    Enrolled { name, cinema, path }: "已注册：影院 {cinema} 的终端 {name}，私钥存放在 {path}", "enrolled as the terminal {name} of the cinema {cinema}: its private key is in {path}";
    Set { setting }: "请在配置中设置 {setting}", "set in the configuration: {setting}";

    KeyIsCredential { name }: "platform.private_key 是由 systemd 传入的凭据 {name}：请用 --key 写明私钥存放在哪里，再按 /usr/share/doc/hallgate/service.zh-CN.md 加密", "platform.private_key is the credential {name}, which systemd passes: name with --key where the private key goes, then encrypt it as /usr/share/doc/hallgate/service.md says";
    NoInvitation { path }: "{path} 中没有注册用的二维码：请使用 hallgate-platform terminal enrol --qr 生成的图片", "{path} shows no code that enrols: use the picture that `hallgate-platform terminal enrol --qr` makes";
    OtherTerminal { found, name }: "二维码属于终端 {found}，而本机是 {name}：请换用本机的二维码，或改正 platform.username；代码没有使用", "the code is for the terminal {found}, and this is {name}: show the right one, or put platform.username right; the code was not used";
    OtherCinema { found, own }: "代码属于影院 {found}，而本机属于 {own}：请换用本影院的代码，或改正 terminal.cinema_code", "the code is of the cinema {found}, and this terminal of {own}: use one of its own cinema, or put terminal.cinema_code right";
    NobodyToBelieve { path }: "没有平台的根证书 {path}，无从核对平台：请加 --ca-sha256（与注册代码一起显示），出示二维码，或把根证书放到该处", "the platform's root certificate {path} is not there, so that nothing tells whom to believe: give --ca-sha256, which is shown beside the code, show the QR code, or put the certificate there";
    Later { seconds }: "本机输错代码的次数过多：请 {seconds} 秒后再试", "too many wrong codes came from here: try again in {seconds} s";
    EnrolledAs { name, own }: "代码属于终端 {name}，而本机是 {own}：若本机应为 {name}，请设置 platform.username = \"{name}\"，用同一代码再运行一次；密钥没有替换", "the code was for the terminal {name}, and this is {own}: if it is to be {name}, set platform.username = \"{name}\" and run this again with the same code; no key was replaced";
    NotStored { path, cause }: "{path} 无法写入：{cause}：请改正后用同一代码再运行一次", "{path} could not be written: {cause}: mend that and run this again with the same code";
}
