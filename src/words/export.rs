//! The words of an export onto a USB stick that could not be finished.

use super::texts;

texts! {
    NoStick: "没有找到U盘，请插入U盘，稍等几秒再试", "No USB stick is found. Plug one in, wait a few seconds and try again.";
    SeveralSticks: "插了不止一个U盘（{}），请只留一个", "More than one USB stick is plugged in ({}). Leave one only.";
    WrongFileSystem: "U盘 {} 的格式无法使用，请在电脑上格式化为 FAT32 或 exFAT，或换一个U盘", "The USB stick {} has a format that is not read here. Format it as FAT32 or exFAT on a computer, or take another one.";
    NotMounted: "U盘 {} 尚未就绪，请拔下后重新插入", "The USB stick {} is not ready. Pull it and plug it in again.";
    NotWritable: "U盘 {} 不能写入，请检查写保护开关，或换一个U盘", "The USB stick {} cannot be written. Slide its lock open, or take another one.";
    Full: "U盘 {} 空间不足，需要 {} MB，剩余 {} MB，请清理、少选几天，或换一个U盘", "The USB stick {} is full: {} MB are needed, {} MB are free. Make room, choose fewer days, or take another one.";
    PulledOut: "导出完成之前U盘 {} 被拔出，请插好后重新导出", "The USB stick {} was pulled out before all was on it. Plug it in and start again.";
    Stopped: "导出已停止，已写入U盘 {} 的内容已删除", "The export was stopped. What it had written to the USB stick {} is removed again.";
    Failing: "U盘 {} 读写出错，请换一个U盘", "The USB stick {} fails. Take another one.";
    NoDay: "没有选择营业日，请至少选择一天", "No business day was chosen. Choose at least one.";
    Report: "报表生成失败，请联系技术员", "The reports could not be made. Call a technician.";
}
