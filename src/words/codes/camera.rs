//! The camera, and image files that are read in its place.

use super::codes;

codes! {
    REPLAY_FOLDER = 901:
        "回放的图片文件夹不存在或无权读取。", "The replay's folder of images is not there or may not be read.";
        "改正 [camera] source 中 replay: 后的路径。", "Put the path behind replay: in [camera] source right.";
    ABSENT = 902:
        "没有配置所指的摄像头设备。", "The camera that the configuration names is not there.";
        "插上摄像头；用 ls /dev/video* 查看，改正 [camera] source。", "Plug it in; see `ls /dev/video*` and put [camera] source right.";
    DENIED = 903:
        "当前用户无权打开摄像头。", "This user may not open the camera.";
        "把终端用户加入 video 组，再重启服务。", "Put the terminal's user into the group \"video\" and restart the service.";
    BUSY = 904:
        "另一个程序正在使用摄像头。", "Another program uses the camera.";
        "停止那个程序；hallgate doctor --watch 须先停止终端（sudo systemctl stop hallgate）。", "Stop that program; for `hallgate doctor --watch` stop the terminal first (`sudo systemctl stop hallgate`).";
    NO_CAMERA = 905:
        "所指的设备不是能取画面的摄像头。", "The device that is named is no camera that gives pictures.";
        "同一摄像头常有几个 /dev/video 设备，请换另一个。", "A camera often has several /dev/video devices: name another one.";
    NO_FORMAT = 906:
        "摄像头没有程序能读的画面格式。", "The camera has no format of pictures that is read here.";
        "换用支持 GREY、NV12、YUYV、UYVY 或 MJPG 的摄像头。", "Use one that speaks GREY, NV12, YUYV, UYVY or MJPG.";
    DAMAGED = 907:
        "摄像头给出的画面都是损坏的。", "All frames that the camera gives are damaged.";
        "检查 USB 线和插口；不要经过无供电的集线器。", "Look at cable and port; do not use a hub without power of its own.";
    SILENT = 908:
        "摄像头停止给出画面。", "The camera has stopped giving frames.";
        "程序正在重新启动它；反复出现请检查线和供电。", "It is started anew by itself; if it comes back, look at cable and power.";
    STRANGE = 909:
        "系统的摄像头接口认不出这个设备。", "The system's camera interface does not know this device.";
        "检查设备名，或换一个摄像头。", "Look at the device's name, or use another camera.";
    FAILED = 910:
        "摄像头在使用中出错。", "The camera failed while it was in use.";
        "检查线和供电；程序会自动重新打开它。", "Look at cable and power; it is opened again by itself.";
    NO_PATH = 911:
        "hallgate read 所给的路径有的不存在。", "A path that was given to `hallgate read` does not exist.";
        "检查文件名；其余文件已经读完。", "Look at the name; all others were read.";
    FOLDER_UNLISTED = 912:
        "所给的文件夹无法列出。", "The folder that was given can't be listed.";
        "检查当前用户是否有权读取它。", "See that this user may read it.";
    NO_IMAGE = 913:
        "所给的文件没有一个是可读的图片。", "None of the files that were given is an image that can be read.";
        "给出 PNG、JPEG、WebP、GIF、BMP 或 PNM 图片。", "Give images in PNG, JPEG, WebP, GIF, BMP or PNM.";
    UNEXPLAINED = 914:
        "hallgate read --explain 的图片无法写入。", "The pictures of `hallgate read --explain` can't be written.";
        "换一个可写且有空间的文件夹。", "Name a folder that can be written to and has room.";
    HANGS = 915:
        "打开摄像头时它一直没有反应，多半是摄像头自己死机。", "The camera does not answer while it is opened, as a rule because its own program hangs.";
        "拔下摄像头再插上；反复出现请换一个摄像头或插口。", "Unplug it and plug it in again; if it comes back, use another camera or another port.";
}
