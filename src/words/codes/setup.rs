//! A terminal's first boot: the file on its card, and the secrets that it makes.

use super::codes;

codes! {
    CARD = 1601:
        "卡上的 hallgate.toml 读不了：启动分区没有挂载，或文件太大、不是文本文件、不是 UTF-8。", "The file hallgate.toml on the card does not read: its partition is not mounted, or the file is too large, no text or no UTF-8.";
        "按信息中的说明重新存一次；记事本“另存为”时编码选 UTF-8。见 /usr/share/doc/hallgate/first-boot.zh-CN.md。", "Save it again as the message says; in Notepad choose the encoding UTF-8. See /usr/share/doc/hallgate/first-boot.md.";
    MISTAKES = 1602:
        "卡上的 hallgate.toml 有写错的地方；信息中写明了行号。原来的配置（若有）仍然有效。", "The file hallgate.toml on the card has mistakes; the message names their lines. A configuration that was there before stays in force.";
        "改正各行；各项见 /usr/share/doc/hallgate/first-boot.zh-CN.md 和 /usr/share/doc/hallgate/configuration.zh-CN.md。改好后会自动采用。", "Put these lines right; /usr/share/doc/hallgate/first-boot.md and /usr/share/doc/hallgate/configuration.md have each key. It is then taken over by itself.";
    BOARD = 1603:
        "本机型号的默认配置无法读取，安装不完整。", "The defaults of this board can't be read: the installation is not whole.";
        "重新安装软件包，检查信息中的路径。", "Install the package again, and look at the path in the message.";
    NOT_STORED = 1604:
        "首次启动要保存的文件写不了：磁盘满、只读或损坏。", "A file that the first boot keeps could not be written: the disk is full, read-only or damaged.";
        "检查信息中的路径和数据分区，必要时换卡。", "Look at the path in the message and at the data partition; replace the card if need be.";
    CREDENTIALS = 1605:
        "systemd-creds 没有把密钥加密：程序不在，或本机没有加密所用的主密钥。", "The program systemd-creds did not encrypt a key: it is not there, or this board has no key of its own to encrypt with.";
        "运行 systemd-creds setup 看原因；systemd 早于 250 的系统用 hallgate setup --plain 和 plain-credentials.conf。", "Run `systemd-creds setup` and see why; on a systemd before 250 use `hallgate setup --plain` with plain-credentials.conf.";
    DATABASE_WITHOUT_KEY = 1606:
        "数据库在，而打开它的密钥不在；另建一把密钥会使旧记录永远打不开，因此没有新建。", "The database is there and the key that opens it is not; another key would lock its records away for good, so none was made.";
        "按保存的密钥恢复；若旧数据不再需要，把数据库文件夹移走再启动。", "Bring back the key that was put away; where the old data is of no use, move the database's folder away and start again.";
    NOT_READY = 1607:
        "hallgate setup --once 只看一次，而现在还缺少信息中所说的东西。", "With --once `hallgate setup` looks once, and what the message names is still missing.";
        "补上所缺的，或不加 --once 运行，它会等待并自动再试。", "Bring what is missing, or run it without --once: it then waits and tries again by itself.";
    NO_DATA = 1608:
        "卡上的数据分区不能使用，所存的内容断电即失；因此没有采用配置，也没有用掉注册代码。", "The card's data partition can't be used, and what is kept is lost with the power; so nothing was taken over, and no code was used up.";
        "换一张卡，重新写入映像；旧卡上的数据可用另一台电脑读出。", "Write the image to another card; the old card's data can be read on another computer.";
    NO_KEY_FILE = 1609:
        "store.key 指定的密钥文件不存在，打不开数据库；没有另建密钥。", "The file that store.key names is not there, so no database opens; no other key was made.";
        "把密钥文件放到信息中的位置，或去掉 store.key，由本机生成密钥。", "Put the key's file where the message says, or leave store.key out: then a key is made here.";
}
