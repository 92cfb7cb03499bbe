//! The sound card and its player.

use super::codes;

codes! {
    NO_PLAYER = 1201:
        "本机没有播放程序 aplay。", "The player aplay is not on this machine.";
        "安装 alsa-utils；不用声卡时把 sound.driver 设为 \"none\"。", "Install alsa-utils, or set sound.driver to \"none\" where no card is wanted.";
    NOT_BEGUN = 1202:
        "系统不让 aplay 启动，或无法得知它的结果。", "The system does not let aplay start, or tell what came of it.";
        "检查内存、进程数上限和 /usr/bin/aplay 的权限。", "Look at the memory, the limit of tasks and the rights of /usr/bin/aplay.";
    ENDED = 1203:
        "aplay 没能在 sound.device 上播放，它自己的说明写在信息中。", "What aplay was to play on sound.device was not played; its own word is in the message.";
        "把 sound.device 设为 aplay -L 列出的设备；终端用户须在 audio 组中。", "Set sound.device to one of `aplay -L`; the terminal's user has to be in the group \"audio\".";
    HANGS = 1204:
        "声卡没有反应：声音送不进去，或一直播不完。", "The card hangs: it takes no sound, or never ends one.";
        "重新插上声卡或重启机器；仍然出现请换一块声卡。", "Plug the card in again or restart the machine; if it lasts, use another card.";
}
