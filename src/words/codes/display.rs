//! The display.

use super::codes;

codes! {
    UNOPENED = 801:
        "显示屏的设备文件不存在或无权打开。", "The display's device is not there or may not be opened.";
        "检查 display.device；终端用户须在 video（帧缓冲）、spi 或 i2c 组中。", "Look at display.device; the terminal's user has to be in the group \"video\" (framebuffer), \"spi\" or \"i2c\".";
    NO_FRAMEBUFFER = 802:
        "所指的设备不是帧缓冲。", "The device that is named is no framebuffer.";
        "把 display.device 设为 /dev/fb0 这样的设备。", "Set display.device to one such as /dev/fb0.";
    SHAPE = 803:
        "帧缓冲的像素格式或大小无法绘制。", "The framebuffer's pixels or size are of a kind that is not drawn on.";
        "在启动配置中改为 16 或 32 位颜色，或换一个显示屏。", "Set it to 16 or 32 bits a pixel in the boot configuration, or use another display.";
    SETTING = 804:
        "[display] 中的一个值与这种显示屏不合。", "A value in [display] does not fit this kind of display.";
        "按信息改正该键；各屏的范围见 /usr/share/doc/hallgate/configuration.zh-CN.md。", "Put the key right as the message says; /usr/share/doc/hallgate/configuration.md has the bounds.";
    UNSENT = 805:
        "显示屏不接收画面：线松了，或被拔掉。", "The display takes no picture: its cable is loose or pulled.";
        "检查排线和供电；程序会自动重试。", "Look at cable and power; it is tried again by itself.";
    UNANSWERED = 806:
        "I2C 地址上没有显示屏应答。", "No display answers at the I2C address.";
        "检查插头；用 i2cdetect 查看地址，改正 display.address。", "Look at its plug; see the address with `i2cdetect` and put display.address right.";
    LIGHT = 807:
        "背光无法调节。", "The backlight can't be set.";
        "display.backlight 应是 /sys/class/backlight 下的目录，其中 brightness 须可由终端用户写入。", "Set display.backlight to a folder of /sys/class/backlight whose brightness the terminal's user may write.";
    FOLDER = 808:
        "存放屏幕图片的文件夹无法使用。", "The folder for pictures of the screen can't be used.";
        "把 display.device 设为可写的文件夹。", "Set display.device to a folder that can be written to.";
    UNWRITTEN = 809:
        "屏幕图片无法写入。", "A picture of the screen can't be written.";
        "检查文件夹的权限和磁盘空间。", "Look at the folder's rights and at the disk's room.";
    ENCODE = 810:
        "屏幕图片无法生成。", "A picture of the screen can't be made.";
        "检查内存；仍然出现请把信息告知支持人员。", "Look at the memory; if it lasts, tell support the message.";
    WINDOW = 811:
        "无法在命令行窗口中显示：窗口已关闭，或不是终端窗口。", "Nothing can be drawn in the terminal window: it is closed, or is none.";
        "在终端窗口中运行，或换用 display.driver 的其他值。", "Run it in a terminal window, or set display.driver to another value.";
}
