//! Updates of the whole system.

use super::codes;

codes! {
    NOT_RUNNING = 1501:
        "终端没有运行，或已停住不动，因此无法自检。", "The terminal does not run, or hangs, so that it can't be tested.";
        "启动终端（systemctl start hallgate），等几秒再试；启动失败的原因见 journalctl -u hallgate。", "Start the terminal (`systemctl start hallgate`) and try again after a few seconds; `journalctl -u hallgate` tells why it does not start.";
    SELF_TEST = 1502:
        "自检没有通过：终端的某个部分不工作。", "The self-test is not passed: a part of the terminal does not work.";
        "运行 hallgate doctor，按提示处理。更新后出现而更新前正常的，系统会自动退回旧版本。", "Run `hallgate doctor` and do what it says. Where the part worked before an update, the system goes back to the version before by itself.";
    SELF_TEST_BEFORE = 1503:
        "更新前的自检结果读不出来，无法比较。", "What the self-test found before the update can't be read, so nothing can be compared.";
        "检查 /var/lib/hallgate-update 所在的磁盘，再更新一次。", "Look at the disk of /var/lib/hallgate-update, then update again.";
    NOT_QUIET = 1504:
        "门口有人或火警未解除，现在不能重启。", "Somebody is at the door, or the fire alarm stands: the board does not restart now.";
        "等门口没有观众时再试；更新也会在 update.hour 那个小时自动重启。", "Try again when nobody is at the door; in the hour of update.hour it restarts by itself.";
    SIGNATURE = 1505:
        "更新包的签名不对，或文件损坏，没有安装。", "The bundle is not signed by this site's key, or the file is damaged; it was not installed.";
        "重新下载或重新拷贝更新包；确认它是为本影院制作的。", "Download or copy the bundle again, and see that it was made for this site.";
    OTHER_DEVICE = 1506:
        "更新包是给另一种设备的，没有安装。", "The bundle is for another kind of device; it was not installed.";
        "换用名称中有 hallgate-arm64 的更新包。", "Use the bundle for hallgate-arm64.";
    OLDER = 1507:
        "更新包比正在运行的版本旧，没有安装。", "The bundle is older than what runs; it was not installed.";
        "使用较新的更新包；确要退回旧版时运行 hallgate-update --older 文件。", "Use a newer bundle; to go back nevertheless run `hallgate-update --older FILE`.";
    SAME = 1508:
        "更新包的版本正在运行，不需要安装。", "The bundle's version runs already; there is nothing to install.";
        "不必处理。", "Nothing has to be done.";
    COPY = 1509:
        "更新包无法读取，或存不下。", "The bundle can't be read, or there is no room for it.";
        "检查U盘上的文件（以 .raucb 结尾，不超过 512 MB）和 /data 的剩余空间，再试一次。", "Look at the file on the stick (its name ends with .raucb, 512 MB at most) and at the room left on /data, then try again.";
    INSTALL = 1510:
        "更新包没有装上；正在运行的版本不受影响。", "The bundle could not be installed; the version that runs is not touched.";
        "再试一次；仍然失败请查看 journalctl -u rauc，多半是存储卡损坏。", "Try again; if it lasts see `journalctl -u rauc`: as a rule the card is failing.";
    NOTHING_INSTALLED = 1511:
        "没有已安装而等待重启的更新。", "No update is installed that waits for a restart.";
        "先安装更新包。", "Install a bundle first.";
    UPDATE_BUSY = 1512:
        "另一次更新正在进行。", "Another update is under way.";
        "等它结束后再试。", "Wait for its end, then try again.";
    FETCH = 1513:
        "更新包没有下载成功；没有改动任何内容。", "The update could not be fetched; nothing was changed.";
        "检查网络和 [update] 中的地址；系统会在下一个安静的小时再试。", "Look at the network and at the address in [update]; it is tried again in the next quiet hour.";
    INDEX = 1514:
        "更新地址给出的目录读不懂，或与下载的文件不符。", "The index at the update's address does not read, or the file is not the one that it tells of.";
        "请维护该地址的人检查目录：version、file、size 和 sha256 四项。", "Have whoever keeps that address look at the index: version, file, size and sha256.";
    NO_URL = 1515:
        "配置中没有 update.url，没有地址可供下载。", "The configuration has no update.url to fetch from.";
        "在 [update] 中写入 url，或用U盘更新。", "Set url in [update], or update by a stick.";
    NOT_ASKED = 1516:
        "终端无法把更新的请求交给系统。", "The terminal can't hand the request for an update to the system.";
        "本机可能不是用镜像安装的，没有两个系统分区：请安装软件包。否则检查 /run/hallgate 是否可写。", "This board may not run the image with its two sides: install the package instead. Else see that /run/hallgate can be written.";
    NOT_KEPT = 1517:
        "新版本试运行没有通过，终端已退回更新前的版本。", "The version on trial did not pass, and the terminal is back on the one before.";
        "记录没有丢失。把 hallgate update status 的内容和日志交给支持人员，等待修正后的版本。", "No record is lost. Give what `hallgate update status` tells and the log to support, and wait for a mended version.";
}
