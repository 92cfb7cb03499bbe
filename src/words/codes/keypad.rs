//! Number pad, buttons, barcode imager.

use super::codes;

codes! {
    ABSENT = 701:
        "配置所指的键盘或扫码器没有插上，或路径不对。", "The number pad or imager that the configuration names is not plugged in, or its path is wrong.";
        "插上设备；用 ls /dev/input/by-id 查看路径。", "Plug it in; see the path with `ls /dev/input/by-id`.";
    NO_PAD = 702:
        "没有找到带数字键和回车键的 USB 键盘。", "No USB keyboard with number keys and Enter was found.";
        "插上数字键盘，或在 [keypad] 中写明路径。", "Plug a number pad in, or name its path in [keypad].";
    UNOPENED = 703:
        "输入设备打不开，多半是没有权限。", "The input device does not open, as a rule for want of rights.";
        "把终端用户加入 input 组，再重启服务。", "Put the terminal's user into the group \"input\" and restart the service.";
    NO_KEYBOARD = 704:
        "所指的设备不能输入按键。", "The device that is named does not type.";
        "改用 /dev/input/by-id 中以 -event-kbd 结尾的设备。", "Name the one that ends in -event-kbd in /dev/input/by-id.";
    HELD = 705:
        "另一个程序独占了这个输入设备。", "Another program holds this input device for itself.";
        "用 fuser -v 查看是哪个程序，停止它。", "See which one with `fuser -v`, and stop it.";
    UNPLUGGED = 706:
        "输入设备在使用中被拔出。", "The input device was unplugged while it was in use.";
        "重新插好；程序会自动接上。反复出现请检查插头和 USB 供电。", "Plug it in again, and it is taken up by itself. If it comes back, look at plug and USB power.";
    UNREADABLE = 707:
        "输入设备已打开，但读取出错。", "The input device is open, but reading it fails.";
        "拔下重插；仍然出现请换一个 USB 口或设备。", "Pull it and plug it in again; if it lasts, take another port or device.";
    IS_IMAGER = 708:
        "[keypad] 与 [imager] 指的是同一个设备。", "[keypad] and [imager] name the same device.";
        "在配置中写明各自的设备。", "Name each by its own device in the configuration.";
    NO_WINDOW = 709:
        "没有终端窗口可读按键。", "There is no terminal window to read keys from.";
        "在终端窗口中直接运行，不经管道，也不在后台。", "Run it in a terminal window, without a pipe and not in the background.";
    NO_TOUCH = 710:
        "没有找到触摸屏，或所指的设备不是触摸屏。", "No touch panel was found, or the device that is named is none.";
        "检查触摸排线；用 cat /proc/bus/input/devices 查看，或在 [touch] 中写明路径。", "Look at the panel's cable and at /proc/bus/input/devices, or name its path in [touch].";
}
