//! The configuration, and the secrets that it names.

use super::codes;

codes! {
    UNREADABLE = 101:
        "配置文件无法读取：不存在、无权读取，或不是 UTF-8 文本。", "The configuration can't be read: it is not there, this user may not read it, or it is not UTF-8.";
        "检查 --config 后的路径和文件权限；默认是 /etc/hallgate/hallgate.toml。", "Look at the path behind --config and at the file's mode; without one it is /etc/hallgate/hallgate.toml.";
    BAD = 102:
        "配置文件中有写错的值、不认识的键，或格式错误；信息中写明了行号和键。", "The configuration has a wrong value, an unknown key or a slip in its form; the message names line and key.";
        "改正该行；各键的含义、默认值和范围见 /usr/share/doc/hallgate/configuration.zh-CN.md。", "Put that line right; /usr/share/doc/hallgate/configuration.md has each key's meaning, default and bounds.";
    NO_LOCK = 103:
        "配置文件有错，连门锁接在哪条线上也读不出；程序不猜测，闸机没有动作。", "The configuration is wrong so that not even the lock's line can be read; nothing is guessed, and the gate was not touched.";
        "先改正 [gate] 中的 chip 和 unlock_line，再运行一次。", "Put chip and unlock_line in [gate] right first, then run it again.";
    SETTING = 104:
        "这项设置不接受所给的值，或不能在终端上更改。", "The setting does not take this value, or may not be changed at the terminal.";
        "按 /usr/share/doc/hallgate/configuration.zh-CN.md 中该键的范围重新选择；可更改的设置用 hallgate settings show 查看。", "Choose within the bounds that /usr/share/doc/hallgate/configuration.md gives for the key; `hallgate settings show` lists what may be changed.";
    NO_CREDENTIALS = 105:
        "配置要求由 systemd 传入凭据，而这次不是由 systemd 启动的。", "The configuration wants a credential from systemd, and systemd did not start this.";
        "用 systemctl 启动；手动运行命令时加上 CREDENTIALS_DIRECTORY=/run/credentials/hallgate.service（见 /usr/share/doc/hallgate/service.zh-CN.md），或改用 \"file:路径\"。", "Start it with systemctl; for a command by hand give CREDENTIALS_DIRECTORY=/run/credentials/hallgate.service (/usr/share/doc/hallgate/service.md), or use \"file:PATH\".";
    SECRET_UNREADABLE = 106:
        "密钥文件不存在，或当前用户无权读取。", "The file of a secret is not there, or this user may not read it.";
        "检查信息中的路径；文件应归终端用户所有，权限 0600。", "Look at the path in the message; the file has to be the terminal user's own, mode 0600.";
    SECRET_EXPOSED = 107:
        "密钥文件可被其他用户读取，因此不采用。", "Other users may read the file of a secret, so it is not used.";
        "运行 chmod 600 改正权限；若怀疑已被他人读过，请更换密钥。", "Run chmod 600 on it; if somebody may have read it, replace the secret.";
}
