//! The words of an export onto a USB stick that could not be finished.

use super::{forms, texts};

texts! {
    NoStick: "没有找到U盘，请插入U盘，稍等几秒再试", "No USB stick is found. Plug one in, wait a few seconds and try again.";
    NoDay: "没有选择营业日，请至少选择一天", "No business day was chosen. Choose at least one.";
    Report: "报表生成失败，请联系技术员", "The reports could not be made. Call a technician.";
}

forms! {
    SeveralSticks { sticks }: "插了不止一个U盘（{sticks}），请只留一个", "More than one USB stick is plugged in ({sticks}). Leave one only.";
    WrongFileSystem { stick }: "U盘 {stick} 的格式无法使用，请在电脑上格式化为 FAT32 或 exFAT，或换一个U盘", "The USB stick {stick} has a format that is not read here. Format it as FAT32 or exFAT on a computer, or take another one.";
    NotMounted { stick }: "U盘 {stick} 尚未就绪，请拔下后重新插入", "The USB stick {stick} is not ready. Pull it and plug it in again.";
    NotWritable { stick }: "U盘 {stick} 不能写入，请检查写保护开关，或换一个U盘", "The USB stick {stick} cannot be written. Slide its lock open, or take another one.";
    Full { stick, needed_mb, free_mb }: "U盘 {stick} 空间不足，需要 {needed_mb} MB，剩余 {free_mb} MB，请清理、少选几天，或换一个U盘", "The USB stick {stick} is full: {needed_mb} MB are needed, {free_mb} MB are free. Make room, choose fewer days, or take another one.";
    PulledOut { stick }: "导出完成之前U盘 {stick} 被拔出，请插好后重新导出", "The USB stick {stick} was pulled out before all was on it. Plug it in and start again.";
    Stopped { stick }: "导出已停止，已写入U盘 {stick} 的内容已删除", "The export was stopped. What it had written to the USB stick {stick} is removed again.";
    Failing { stick }: "U盘 {stick} 读写出错，请换一个U盘", "The USB stick {stick} fails. Take another one.";
}
