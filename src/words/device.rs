//! The words of what is wrong with a device: its lines, keypad, display, camera; and with image
//! files that are read in a camera's place.

use super::{forms, texts};

texts! {
    // GPIO lines
    NoChipAllowed: "没有当前用户可用的芯片", "there is no chip that this user may use";

    // what a hall's name may have beside its number, to be said by the voice
    HallWords: "号 号厅 号影厅 厅", "hall";

    // sound
    NoAplay: "没有 aplay：请安装 alsa-utils", "there is no aplay: install alsa-utils";
    AplaySilent: "aplay 出错退出，没有说明原因", "aplay ended with a fault and without a word";
    SoundHangs: "声卡不接收声音：请重新插上声卡", "the card takes no sound: unplug it and plug it in again";
    SoundsWait: "声卡没有播完前面的声音：请重新插上声卡", "the card does not let go of earlier sounds: unplug it and plug it in again";

    // keypad, buttons, imager
    NoTouchPanel: "没有触摸屏：请检查触摸排线，或写明它的路径", "there is no touch panel: look at its cable, or name its path";
    NoPad: "没有带数字键和回车键的 USB 设备：请插上数字键盘，或写明它的路径", "no USB device has number keys and Enter: plug a number pad in, or name its path";
    NoWindow: "没有可读按键的终端窗口：请直接在终端窗口中运行，不经管道，也不在后台", "there is no terminal window whose keys could be read: run it in one, without a pipe and not in the background";
    PadIsImager: "数字键盘就是扫码器：请改为别的设备", "the number pad is the imager: name another one";

    // display
    NoDisplayChip: "没有写明：请写显示屏各线所在的芯片", "is missing: the lines' chip";
    NoDataLine: "没有写明：请写与面板 D/C（也叫 RS 或 A0）相连的线", "is missing: name the line that is wired to the panel's D/C (also called RS or A0)";
    UprightOled: "只能是 0 或 180：这种面板的页面按 128 × 64 像素设计", "is 0 or 180 for this panel: its pages are made for 128 x 64 pixels";

    // camera
    CameraHangs: "打开摄像头时没有反应：请拔下后重新插上", "the camera hangs while it is opened: unplug it, plug it in again";
    CameraOpenerGone: "无法识别摄像头的驱动程序：请换一个摄像头", "the camera's driver is not understood: use another camera";

    // image files
    NoRegularFile: "不是普通文件", "it is no ordinary file";
    NoImage: "不是可读的图片，或文件不完整", "it is no image that can be read, or it is not whole";
    TooManyPixels: "超过一千二百万像素；只有非渐进、非隔行的 JPEG 或 PNG 可以更大：请缩小后再试", "it has more than twelve million pixels, and only a JPEG or PNG that is neither progressive nor interlaced may have more: make it smaller";
    TornImage: "损坏严重，无法解码：请换一份", "it is damaged so badly that it can't be decoded: take another copy";
    NoImageFile: "没有一个文件是可读的图片（PNG、JPEG、WebP、GIF、BMP 或 PNM）", "none of the files could be read as an image (PNG, JPEG, WebP, GIF, BMP or PNM)";
}

forms! {
    // a panel, for the installer
    PanelOpens { device, picture, driver }: "{device} 可以打开：{picture}，驱动 {driver}", "{device} opens: {picture}, driver {driver}";
    OledAnswers { device, address, picture, driver }: "{device} 可以打开，地址 {address} 有应答：{picture}，驱动 {driver}", "{device} opens, address {address} answers: {picture}, driver {driver}";
    SpiListens { panel, mhz, lines }: "{panel}，{mhz} MHz，{lines}；屏幕是否接收，要看屏幕才知道", "{panel}, {mhz} MHz, {lines}; only a look at the panel tells whether it listens";
    PanelPicture { width, height, bits }: "{width} × {height} 像素，{bits} 位", "{width}x{height} pixels, {bits} bits";
    PanelLine { key, line }: "{key} 为 {line} 号线", "{key} is line {line}";
    ConsoleOver { device, console }: "文本控制台可能写到 {device} 的画面上：请解除绑定（`echo 0 > {console}/bind`，或在内核命令行加 fbcon=map:9）", "the text console may write over the pages on {device}: unbind it (`echo 0 > {console}/bind`, or fbcon=map:9 on the kernel's command line)";
    BacklightUpTo { folder, full }: "背光 {folder}，最亮 {full}", "backlight {folder} up to {full}";
    BacklightLine { line }: "背光用 {line} 号线", "backlight on line {line}";
    // GPIO lines
    Chip { chip, cause }: "GPIO 芯片 {chip} 无法打开：{cause}：请检查路径，以及当前用户是否有权使用", "the GPIO chip {chip} does not open: {cause}: is the path right and may this user use it?";
    NoSuchLabel { label, chips }: "没有标签为 {label} 的 GPIO 芯片：{chips}（可用 gpiodetect 查看）", "no GPIO chip is labelled {label}: {chips} (`gpiodetect` lists them)";
    ChipsLabelled { labels }: "现有 {labels}", "there are {labels}";
    AndClosedChips { chips, paths }: "{chips}，另有 {paths} 当前用户无权使用", "{chips}, and {paths} which this user may not use";
    ManyChips { count, label, paths }: "有 {count} 个 GPIO 芯片的标签都是 {label}（{paths}）：请按路径写明用哪一个", "{count} GPIO chips are labelled {label} ({paths}): name the one by its path";
    NoSuchNumber { key, chip, lines, number }: "{key}：{chip} 有 {lines} 条线，没有 {number} 号：请改为其中一条（gpioinfo）", "{key}: {chip} has {lines} lines, no {number}: set it to one of them (`gpioinfo`)";
    NoSuchName { key, chip, name }: "{key}：{chip} 没有名为 {name} 的线：请改为其中一条（gpioinfo）", "{key}: {chip} has no line named {name}: set it to one of its lines (`gpioinfo`)";
    ManyNames { key, count, chip, name }: "{key}：有 {count} 条线（{chip}）都名为 {name}：请写明编号", "{key}: {count} lines of {chip} are named {name}: give the number of the one";
    LineHeld { key, line, chip, holder }: "{key}：{line} 号线（{chip}）正被 {holder} 占用：请停止它，或把 {key} 改为别的线", "{key}: line {line} of {chip} is held by {holder}: stop that, or set {key} to another line";
    LineNotToBeHad { key, line, chip, cause }: "{key}：{line} 号线（{chip}）无法使用：{cause}", "{key}: line {line} of {chip} is not to be had: {cause}";
    LineNotSet { key, cause }: "{key}：这条线无法设置电平：{cause}", "{key}: the line does not take a level: {cause}";
    LineNotRead { key, cause }: "{key}：这条线无法读取：{cause}", "{key}: the line can't be read: {cause}";

    // sound
    AplayNotBegun { cause }: "aplay 无法启动：{cause}", "aplay does not start: {cause}";
    AplayNotWaited { cause }: "无法得知 aplay 的结果：{cause}", "what came of aplay can't be told: {cause}";
    AplaySaid { line }: "aplay 报告：{line}", "aplay says: {line}";

    // keypad, buttons, imager
    InputAbsent { path }: "没有 {path}：请插上，或改为 ls /dev/input/by-id 列出的设备", "{path} is not there: plug it in, or name one that `ls /dev/input/by-id` shows";
    InputUnopened { path, cause }: "无法打开 {path}：{cause}；终端的用户须在 input 组中", "cannot open {path}: {cause}; the terminal's user has to be in the group \"input\"";
    NoTouch { path }: "{path} 不是触摸屏：请在 [touch] 中写明触摸屏的设备", "{path} is no touch panel: name its device in [touch]";
    NoKeyboard { path }: "{path} 不能输入按键：请改为 /dev/input/by-id 中以 -event-kbd 结尾的设备", "{path} does not type: name the one that ends in -event-kbd in /dev/input/by-id";
    InputHeld { path }: "{path} 正被另一个程序占用：请停止它（fuser -v {path}）", "another program holds {path}: stop it (`fuser -v {path}`)";
    Unplugged { path }: "{path} 已被拔出", "{path} was unplugged";
    InputUnreadable { path, cause }: "{path} 无法读取：{cause}", "{path} can't be read: {cause}";
    Buttons { fault }: "按键：{fault}", "the buttons: {fault}";

    // display
    DisplayUnopened { device, cause }: "显示屏 {device} 无法打开：{cause}：请检查 display.device，以及当前用户是否有权使用", "the display {device} does not open: {cause}: is display.device right and may this user use it?";
    NoFramebuffer { device, cause }: "{device} 不是帧缓冲设备（{cause}）：请把 display.device 设为帧缓冲设备，如 /dev/fb0", "{device} is no framebuffer ({cause}): set display.device to one, such as /dev/fb0";
    FramebufferShape { device, fault }: "帧缓冲设备 {device} 无法绘制：{fault}", "the framebuffer {device} can't be drawn on: {fault}";
    DisplaySetting { key, fault }: "display.{key}：{fault}", "display.{key} {fault}";
    SizeMisfit { width, height, x, y, memory_width, memory_height }: "与其他尺寸不相配：{width} × {height} 像素从 ({x}, {y}) 起，超出控制器的 {memory_width} × {memory_height}：请写面板本身的尺寸，并用 display.rotation 旋转", "and the other sizes do not go together: {width} x {height} pixels from {x}, {y} do not fit into the controller's {memory_width} x {memory_height}; give the panel's own size, and turn it by display.rotation";
    ShapeSize { width, height, least_width, least_height, most_width, most_height }: "它是 {width} × {height} 像素，而页面需要 {least_width} × {least_height} 到 {most_width} × {most_height}：请换一种显示模式", "it is {width} x {height} pixels, and pages want {least_width} x {least_height} to {most_width} x {most_height}: set another mode";
    ShapeBits { bits }: "每像素 {bits} 位：请换成 16 或 32 位的彩色模式", "it has {bits} bits a pixel: set a mode with 16 or 32 bits of colour";
    ShapeGrey { bits }: "每像素 {bits} 位，且没有颜色：请换成 16 或 32 位的彩色模式", "it has {bits} bits a pixel without colour: set a mode with 16 or 32 bits of colour";
    ShapeOrder { kind, visual }: "像素不是逐行排列的真彩色（类型 {kind}，visual {visual}）：请换成真彩色模式", "its pixels lie otherwise than in rows of true colours (type {kind}, visual {visual}): set a true colour mode";
    ShapeChannel { length, offset, bits }: "一种颜色有 {length} 位，从第 {offset} 位起，超出每像素的 {bits} 位：是驱动程序的问题", "a channel of {length} bits from bit {offset} does not fit into {bits} bits: the driver is at fault";
    ShapeMemory { width, height, column, row, stride, memory }: "{width} × {height} 像素从第 {column} 列、第 {row} 行起，每行 {stride} 字节，超出 {memory} 字节的显存：是驱动程序的问题", "{width} x {height} pixels from column {column}, row {row} do not fit into rows of {stride} bytes in {memory} bytes of memory: the driver is at fault";
    PictureUnsent { device, cause }: "显示屏 {device} 不接收画面：{cause}", "the display {device} takes no picture: {cause}";
    DisplayUnanswered { address, device, cause }: "地址 {address} 上没有显示屏应答（{device}）：{cause}：请检查插头，并把 display.address 设为 i2cdetect 显示的地址", "no display answers at address {address} on {device}: {cause}: look at its plug, and set display.address to what `i2cdetect` shows";
    Backlight { folder, cause }: "背光 {folder} 不听使唤：{cause}：display.backlight 应是 /sys/class/backlight 下的目录，其中的 brightness 须可由当前用户写入", "the backlight {folder} does not do as it is told: {cause}: display.backlight is a folder of /sys/class/backlight whose `brightness` this user may write";
    PictureFolder { folder, cause }: "目录 {folder} 不能存放屏幕图片：{cause}；请把 display.device 设为可写的目录", "cannot use the folder {folder} for pictures of the screen: {cause}; set display.device to one that can be written";
    PictureUnwritten { path, cause }: "无法写入屏幕图片 {path}：{cause}", "cannot write the picture of the screen {path}: {cause}";
    PictureUnmade { cause }: "无法生成屏幕图片：{cause}", "cannot make a picture of the screen: {cause}";
    NoWindow { cause }: "无法在终端窗口中显示：{cause}", "cannot draw in the terminal window: {cause}";

    // camera
    ReplayFolder { folder, cause }: "无法列出回放目录 {folder}：{cause}：请修改 [camera] source", "cannot list the replay folder {folder}: {cause}: name another one as [camera] source";
    ReplayThread { cause }: "读取回放图片的线程无法启动：{cause}", "cannot start the thread that reads the replay's images: {cause}";
    CameraAbsent { camera }: "没有摄像头 {camera}：请插上，或修改 [camera] source", "there is no camera {camera}: plug it in, or name another one as [camera] source";
    CameraDenied { camera }: "无权打开摄像头 {camera}：请把当前用户加入 video 组", "the camera {camera} may not be opened: put this user into the group \"video\"";
    CameraHeld { camera }: "摄像头 {camera} 正被另一个程序使用：请停止它", "another program uses the camera {camera}: stop it";
    NoCamera { device }: "{device} 不是摄像头：请在 [camera] source 中改为别的设备", "{device} is no camera: name another device as [camera] source";
    NoFormat { camera }: "摄像头 {camera} 不支持 GREY、NV12、YUYV、UYVY 和 MJPG：请换一个", "the camera {camera} speaks none of GREY, NV12, YUYV, UYVY and MJPG: use another one";
    Damaged { camera }: "摄像头 {camera} 给出的画面全部损坏：请检查连线", "the camera {camera} gives damaged frames only: check its cable";
    Silent { camera, seconds }: "摄像头 {camera} 已 {seconds} 秒没有画面：请检查连线；正在重新启动它", "the camera {camera} has given no frame for {seconds} s: check its cable; it is started anew";
    Strange { camera }: "V4L2 无法识别摄像头 {camera} 或它的名称：请换一个", "the camera {camera} or its name makes no sense to V4L2: use another one";
    CameraFailed { camera, cause }: "摄像头 {camera} 出错：{cause}；请检查连线和供电", "the camera {camera} failed: {cause}; check its cable and its power";

    // image files
    NoPath { path }: "{path} 不存在", "{path} does not exist";
    FolderUnlisted { folder, cause }: "无法列出目录 {folder}：{cause}", "cannot list the folder {folder}: {cause}";
    FileUnopened { cause }: "无法打开：{cause}", "it can't be opened: {cause}";
    PassedOver { path, fault }: "跳过 {path}：{fault}", "{path} is passed over: {fault}";
    ImageUnread { path, fault }: "{path}：{fault}", "{path}: {fault}";
    Unexplained { folder, cause }: "无法把图片写入 {folder}：{cause}；请换一个可写且有空间的目录", "cannot write pictures into {folder}: {cause}; name a folder that can be written to, with some room left";
    ResultUnwritten { cause }: "无法写出结果：{cause}", "cannot write the result: {cause}";
}
