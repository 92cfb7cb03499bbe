//! The words of what is wrong with a device: its lines, keypad, display, camera; and with image
//! files that are read in a camera's place.

use super::texts;

texts! {
    // GPIO lines
    Chip: "GPIO 芯片 {} 无法打开：{}：请检查路径，以及当前用户是否有权使用", "the GPIO chip {} does not open: {}: is the path right and may this user use it?";
    NoSuchLabel: "没有标签为 {} 的 GPIO 芯片：{}（可用 gpiodetect 查看）", "no GPIO chip is labelled {}: {} (`gpiodetect` lists them)";
    ManyChips: "有 {} 个 GPIO 芯片的标签都是 {}（{}）：请按路径写明用哪一个", "{} GPIO chips are labelled {} ({}): name the one by its path";
    NoSuchNumber: "{}：{} 有 {} 条线，没有 {} 号：请改为其中一条（gpioinfo）", "{}: {} has {} lines, no {}: set it to one of them (`gpioinfo`)";
    NoSuchName: "{}：{} 没有名为 {} 的线：请改为其中一条（gpioinfo）", "{}: {} has no line named {}: set it to one of its lines (`gpioinfo`)";
    ManyNames: "{}：有 {} 条线（{}）都名为 {}：请写明编号", "{}: {} lines of {} are named {}: give the number of the one";
    LineHeld: "{}：{} 号线（{}）正被 {} 占用：请停止它，或把 {} 改为别的线", "{}: line {} of {} is held by {}: stop that, or set {} to another line";
    LineNotToBeHad: "{}：{} 号线（{}）无法使用：{}", "{}: line {} of {} is not to be had: {}";
    LineNotSet: "{}：这条线无法设置电平：{}", "{}: the line does not take a level: {}";
    LineNotRead: "{}：这条线无法读取：{}", "{}: the line can't be read: {}";

    // keypad, buttons, imager
    InputAbsent: "没有 {}：请插上，或改为 ls /dev/input/by-id 列出的设备", "{} is not there: plug it in, or name one that `ls /dev/input/by-id` shows";
    NoPad: "没有带数字键和回车键的 USB 设备：请插上数字键盘，或写明它的路径", "no USB device has number keys and Enter: plug a number pad in, or name its path";
    InputUnopened: "无法打开 {}：{}；终端的用户须在 input 组中", "cannot open {}: {}; the terminal's user has to be in the group \"input\"";
    NoKeyboard: "{} 不能输入按键：请改为 /dev/input/by-id 中以 -event-kbd 结尾的设备", "{} does not type: name the one that ends in -event-kbd in /dev/input/by-id";
    InputHeld: "{} 正被另一个程序占用：请停止它（fuser -v {}）", "another program holds {}: stop it (`fuser -v {}`)";
    Unplugged: "{} 已被拔出", "{} was unplugged";
    InputUnreadable: "{} 无法读取：{}", "{} can't be read: {}";
    PadIsImager: "数字键盘就是扫码器：请改为别的设备", "the number pad is the imager: name another one";
    Buttons: "按键：{}", "the buttons: {}";

    // display
    DisplayUnopened: "显示屏 {} 无法打开：{}：请检查 display.device，以及当前用户是否有权使用", "the display {} does not open: {}: is display.device right and may this user use it?";
    NoFramebuffer: "{} 不是帧缓冲设备（{}）：请把 display.device 设为帧缓冲设备，如 /dev/fb0", "{} is no framebuffer ({}): set display.device to one, such as /dev/fb0";
    FramebufferShape: "帧缓冲设备 {} 无法绘制：{}", "the framebuffer {} can't be drawn on: {}";
    DisplaySetting: "display.{}：{}", "display.{} {}";
    NoDisplayChip: "没有写明：请写显示屏各线所在的芯片", "is missing: the lines' chip";
    NoDataLine: "没有写明：请写与面板 D/C（也叫 RS 或 A0）相连的线", "is missing: name the line that is wired to the panel's D/C (also called RS or A0)";
    UprightOled: "只能是 0 或 180：这种面板的页面按 128 × 64 像素设计", "is 0 or 180 for this panel: its pages are made for 128 x 64 pixels";
    SizeMisfit: "与其他尺寸不相配：{} × {} 像素从 ({}, {}) 起，超出控制器的 {} × {}：请写面板本身的尺寸，并用 display.rotation 旋转", "and the other sizes do not go together: {} x {} pixels from {}, {} do not fit into the controller's {} x {}; give the panel's own size, and turn it by display.rotation";
    ShapeSize: "它是 {} × {} 像素，而页面需要 {} × {} 到 {} × {}：请换一种显示模式", "it is {} x {} pixels, and pages want {} x {} to {} x {}: set another mode";
    ShapeBits: "每像素 {} 位：请换成 16 或 32 位的彩色模式", "it has {} bits a pixel: set a mode with 16 or 32 bits of colour";
    ShapeGrey: "每像素 {} 位，且没有颜色：请换成 16 或 32 位的彩色模式", "it has {} bits a pixel without colour: set a mode with 16 or 32 bits of colour";
    ShapeOrder: "像素不是逐行排列的真彩色（类型 {}，visual {}）：请换成真彩色模式", "its pixels lie otherwise than in rows of true colours (type {}, visual {}): set a true colour mode";
    ShapeChannel: "一种颜色有 {} 位，从第 {} 位起，超出每像素的 {} 位：是驱动程序的问题", "a channel of {} bits from bit {} does not fit into {} bits: the driver is at fault";
    ShapeMemory: "{} × {} 像素从第 {} 列、第 {} 行起，每行 {} 字节，超出 {} 字节的显存：是驱动程序的问题", "{} x {} pixels from column {}, row {} do not fit into rows of {} bytes in {} bytes of memory: the driver is at fault";
    PictureUnsent: "显示屏 {} 不接收画面：{}", "the display {} takes no picture: {}";
    DisplayUnanswered: "地址 {} 上没有显示屏应答（{}）：{}：请检查插头，并把 display.address 设为 i2cdetect 显示的地址", "no display answers at address {} on {}: {}: look at its plug, and set display.address to what `i2cdetect` shows";
    Backlight: "背光 {} 不听使唤：{}：display.backlight 应是 /sys/class/backlight 下的目录，其中的 brightness 须可由当前用户写入", "the backlight {} does not do as it is told: {}: display.backlight is a folder of /sys/class/backlight whose `brightness` this user may write";
    PictureFolder: "目录 {} 不能存放屏幕图片：{}；请把 display.device 设为可写的目录", "cannot use the folder {} for pictures of the screen: {}; set display.device to one that can be written";
    PictureUnwritten: "无法写入屏幕图片 {}：{}", "cannot write the picture of the screen {}: {}";
    PictureUnmade: "无法生成屏幕图片：{}", "cannot make a picture of the screen: {}";
    NoWindow: "无法在终端窗口中显示：{}", "cannot draw in the terminal window: {}";

    // camera
    ReplayFolder: "无法列出回放目录 {}：{}：请修改 [camera] source", "cannot list the replay folder {}: {}: name another one as [camera] source";
    ReplayThread: "读取回放图片的线程无法启动：{}", "cannot start the thread that reads the replay's images: {}";
    CameraAbsent: "没有摄像头 {}：请插上，或修改 [camera] source", "there is no camera {}: plug it in, or name another one as [camera] source";
    CameraDenied: "无权打开摄像头 {}：请把当前用户加入 video 组", "the camera {} may not be opened: put this user into the group \"video\"";
    CameraHeld: "摄像头 {} 正被另一个程序使用：请停止它", "another program uses the camera {}: stop it";
    NoCamera: "{} 不是摄像头：请在 [camera] source 中改为别的设备", "{} is no camera: name another device as [camera] source";
    NoFormat: "摄像头 {} 不支持 GREY、NV12、YUYV、UYVY 和 MJPG：请换一个", "the camera {} speaks none of GREY, NV12, YUYV, UYVY and MJPG: use another one";
    Damaged: "摄像头 {} 给出的画面全部损坏：请检查连线", "the camera {} gives damaged frames only: check its cable";
    Silent: "摄像头 {} 已 {} 秒没有画面：请检查连线；正在重新启动它", "the camera {} has given no frame for {} s: check its cable; it is started anew";
    Strange: "V4L2 无法识别摄像头 {} 或它的名称：请换一个", "the camera {} or its name makes no sense to V4L2: use another one";
    CameraFailed: "摄像头 {} 出错：{}；请检查连线和供电", "the camera {} failed: {}; check its cable and its power";

    // image files
    NoPath: "{} 不存在", "{} does not exist";
    FolderUnlisted: "无法列出目录 {}：{}", "cannot list the folder {}: {}";
    NoImageFile: "没有一个文件是可读的图片（PNG、JPEG、BMP 或 PNM）", "none of the files could be read as an image (PNG, JPEG, BMP or PNM)";
    Unexplained: "无法把图片写入 {}：{}；请换一个可写且有空间的目录", "cannot write pictures into {}: {}; name a folder that can be written to, with some room left";
    ResultUnwritten: "无法写出结果：{}", "cannot write the result: {}";
}
