//! Reports, searches, and exports onto a stick.

use super::codes;

codes! {
    REVERSED = 1001:
        "结束时间不晚于开始时间；营业日从 06:00 到次日 06:00，之前的时间算在末尾。", "The end is not after the beginning; a business day runs from 06:00 to 06:00, and earlier times belong to its end.";
        "改正 --from 和 --to。", "Put --from and --to right.";
    TO_COME = 1002:
        "所选的营业日还没有开始。", "The business day that was chosen has not begun yet.";
        "改正日期；日期无误时核对本机时钟（timedatectl）。", "Choose another day; if it is right, look at this machine's clock (`timedatectl`).";
    NO_STICK = 1003:
        "没有找到U盘。", "No USB stick was found.";
        "插入U盘，稍等几秒再试；或用 --to 写明文件夹。", "Plug one in and wait a few seconds, or name a folder with --to.";
    SEVERAL_STICKS = 1004:
        "插着不止一个U盘，程序不猜测用哪一个。", "More than one USB stick is plugged in, and none of them is guessed.";
        "只留一个，其余拔下。", "Leave one and pull the others.";
    WRONG_FILE_SYSTEM = 1005:
        "U盘的格式无法使用。", "The USB stick has a format that is not read here.";
        "在电脑上格式化为 FAT32 或 exFAT（会清空内容），或换一个U盘。", "Format it as FAT32 or exFAT on a computer, which empties it, or take another one.";
    NOT_MOUNTED = 1006:
        "U盘已插入，但还没有挂载。", "The USB stick is plugged in, but not mounted.";
        "拔下后重新插入；仍然出现请看 /usr/share/doc/hallgate/service.zh-CN.md 中U盘一节。", "Pull it and plug it in again; if it lasts, look at what /usr/share/doc/hallgate/service.md says of sticks.";
    NOT_WRITABLE = 1007:
        "U盘不能写入：写保护，或权限不对。", "The USB stick can't be written: it is locked, or the rights are wrong.";
        "检查写保护开关，或换一个U盘。", "Slide its lock open, or take another one.";
    FULL = 1008:
        "U盘的剩余空间不够。", "The USB stick has not enough room left.";
        "清理U盘、少选几天，或换一个。", "Make room, choose fewer days, or take another one.";
    PULLED_OUT = 1009:
        "导出完成之前U盘被拔出。", "The USB stick was pulled out before all was on it.";
        "插好后重新导出；U盘上不完整的文件夹可以删除。", "Plug it in and export again; an unfinished folder on it may be deleted.";
    FAILING = 1010:
        "U盘读写出错，多半已损坏。", "The USB stick fails while it is read or written, as a rule because it is worn out.";
        "换一个U盘。", "Take another one.";
    STOPPED = 1011:
        "导出被停止，已写入的内容已删除。", "The export was stopped, and what it had written is removed again.";
        "需要时重新导出。", "Export again if it is wanted.";
    NO_DAY = 1012:
        "没有选择任何营业日。", "No business day was chosen.";
        "至少选择一天（--day）。", "Choose at least one (--day).";
    BAD_TICKET_END = 1013:
        "要查找的内容不是电影票编码，也不是它的末尾。", "What is looked for is neither a ticket's number nor the end of one.";
        "输入完整的电影票编码，或末尾 4 位以上。", "Type the whole number, or its last 4 digits or more.";
    NO_FOLDER = 1014:
        "没有 --to 所写的文件夹。", "The folder that --to names is not there, or is a file.";
        "先建立该文件夹，或改正名称。", "Make it first, or put its name right.";
}
