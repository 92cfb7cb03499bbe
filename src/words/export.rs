//! The words of an export onto a USB stick that could not be finished.

use super::{forms, texts};

texts! {
    NoStick: "没有找到U盘，请插入U盘，稍等几秒再试", "No USB stick is found. Plug one in, wait a few seconds and try again.";
    NoDay: "没有选择营业日，请至少选择一天", "No business day was chosen. Choose at least one.";
    NoDayGiven: "没有选择营业日：请至少选择一天", "no business day was chosen: choose at least one";
    Report: "报表生成失败，请联系技术员", "The reports could not be made. Call a technician.";
}

forms! {
    // for staff
    SeveralSticks { sticks }: "插了不止一个U盘（{sticks}），请只留一个", "More than one USB stick is plugged in ({sticks}). Leave one only.";
    WrongFileSystem { stick }: "U盘 {stick} 的格式无法使用，请在电脑上格式化为 FAT32 或 exFAT，或换一个U盘", "The USB stick {stick} has a format that is not read here. Format it as FAT32 or exFAT on a computer, or take another one.";
    NotMounted { stick }: "U盘 {stick} 尚未就绪，请拔下后重新插入", "The USB stick {stick} is not ready. Pull it and plug it in again.";
    NotWritable { stick }: "U盘 {stick} 不能写入，请检查写保护开关，或换一个U盘", "The USB stick {stick} cannot be written. Slide its lock open, or take another one.";
    Full { stick, needed_mb, free_mb }: "U盘 {stick} 空间不足，需要 {needed_mb} MB，剩余 {free_mb} MB，请清理、少选几天，或换一个U盘", "The USB stick {stick} is full: {needed_mb} MB are needed, {free_mb} MB are free. Make room, choose fewer days, or take another one.";
    PulledOut { stick }: "导出完成之前U盘 {stick} 被拔出，请插好后重新导出", "The USB stick {stick} was pulled out before all was on it. Plug it in and start again.";
    Stopped { stick }: "导出已停止，已写入U盘 {stick} 的内容已删除", "The export was stopped. What it had written to the USB stick {stick} is removed again.";
    Failing { stick }: "U盘 {stick} 读写出错，请换一个U盘", "The USB stick {stick} fails. Take another one.";

    // for whoever gives a command
    NoStickUnder { folder }: "{folder} 下没有U盘：请插入U盘，稍等几秒再试", "there is no USB stick under {folder}: plug one in and wait a few seconds";
    NoFolder { folder }: "没有文件夹 {folder}：请先建立，或写明另一个", "there is no folder {folder}: make it first, or name another one";
    LeaveOneStick { sticks }: "插了不止一个U盘：{sticks}：请只留一个，其余拔下", "more than one USB stick is plugged in: {sticks}: leave one, pull the others";
    ForeignFileSystem { device, found }: "U盘 {device} 的格式是 {found}，本机不能读取：请格式化为 FAT32 或 exFAT，或换一个U盘", "the USB stick {device} holds {found}, which is not read here: format it as FAT32 or exFAT, or take another one";
    NoFileSystem { device }: "U盘 {device} 上没有可读取的内容：请格式化为 FAT32 或 exFAT，或换一个U盘", "the USB stick {device} holds nothing that can be read: format it as FAT32 or exFAT, or take another one";
    PluggedOnly { device }: "U盘 {device} 已插入但没有挂载：请拔下后重新插入", "the USB stick {device} is plugged in but not mounted: pull it and plug it in again";
    NotWritableFor { stick, cause }: "U盘 {stick} 不能写入（{cause}）：请检查写保护开关，或换一个U盘", "the USB stick {stick} can't be written ({cause}): slide its lock open, or take another one";
    NoRoom { stick, needed_mb, free_mb }: "U盘 {stick} 空间不足：需要 {needed_mb} MB，剩余 {free_mb} MB：请清理、少选几天，或换一个U盘", "the USB stick {stick} is full: {needed_mb} MB are needed, {free_mb} MB free: make room, choose fewer days, or take another one";
    Pulled { stick }: "导出完成之前U盘 {stick} 被拔出：请插好后重新导出", "the USB stick {stick} was pulled out before all was on it: plug it in and start again";
    FailingWith { stick, cause }: "U盘 {stick} 读写出错（{cause}）：请换一个U盘", "the USB stick {stick} fails ({cause}): take another one";
    StoppedOnto { stick }: "导出已停止：已写入U盘 {stick} 的内容已删除", "the export onto the USB stick {stick} was stopped: what it had written is removed again";
}
