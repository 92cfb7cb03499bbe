//! The words of updates of the whole system.

use super::{forms, texts};

texts! {
    NotRunning: "终端没有运行：请先启动终端，再试一次", "the terminal does not run: start it, then try again";
    BetweenParts: "、", ", ";
    Store: "数据库", "store";
    Camera: "摄像头", "camera";
    Lines: "闸机线路", "gate lines";
    Display: "显示屏", "display";
    NoImage: "本机不是用镜像安装的，没有两个系统分区：请用软件包更新", "this board does not run the image with its two sides: update it by its package";

    DoorBusy: "门口有观众：请稍后再重启", "somebody is at the door: restart later";
    DoorAlarm: "火警中：解除后再重启", "the fire alarm stands: restart when it is over";

    // how an update stands
    Idle: "没有进行中的更新", "no update is under way";
    Copying: "正在拷贝更新包", "the bundle is being copied";
    Checking: "正在检查更新包", "the bundle is being checked";
    Fetching: "正在下载更新包", "the bundle is being fetched";
    Waiting: "已准备好重启，等门口没有人", "ready to restart: waiting until nobody is at the door";
    Restarting: "正在重启", "restarting";

    // why it was refused
    NoFile: "没有找到更新包：请检查U盘上以 .raucb 结尾的文件", "no bundle is found: look for a file that ends with .raucb";
    TooLarge: "文件超过 512 MB，不是更新包", "the file is larger than 512 MB and no bundle";
    NoRoom: "/data 空间不足，放不下更新包：请清理后再试", "there is no room for the bundle on /data: make some, then try again";
    Copy: "更新包没有读完：请重新插好U盘再试", "the bundle could not be read to its end: plug the stick in anew and try again";
    Signature: "签名不对或文件损坏，没有安装：请重新拷贝，或换用本影院的更新包", "it is not signed by this site's key, or damaged, and was not installed: copy it again, or use this site's bundle";
    OtherDevice: "这是另一种设备的更新包，没有安装", "it is a bundle for another kind of device and was not installed";
    Older: "它比正在运行的版本旧，没有安装", "it is older than what runs and was not installed";
    Same: "这个版本正在运行，不用安装", "this version runs already";
    Install: "没有装上，正在运行的版本不受影响：请再试一次", "it could not be installed, and what runs is not touched: try again";
    NothingInstalled: "没有等待重启的更新：请先安装", "no update waits for a restart: install one first";
    Visitors: "门口一直有人，没有重启：请稍后再试", "somebody was at the door all the time, so the board did not restart: try again later";
    UpdateBusy: "另一次更新正在进行：请等它结束", "another update is under way: wait for its end";
    Fetch: "没有下载成功：请检查网络和 [update] 中的地址", "it could not be fetched: look at the network and at [update]";
    Unknown: "原因不明：请查看 journalctl -u hallgate-update", "why is not known: see `journalctl -u hallgate-update`";

    // why it was not kept
    NoUrl: "配置中没有 update.url：请写入地址，或用U盘更新", "the configuration has no update.url: set it, or update by a stick";
    NothingNewer: "没有可下载的新版本", "there is nothing newer to fetch";
    NotReady: "新版本没有就绪", "its terminal never got ready";
    Crashed: "新版本的终端反复重启", "its terminal ended again and again";
    NotBooted: "新版本没有启动成功，或试运行时断电", "it did not start, or the power went while it was on trial";
}

forms! {
    Broken { parts }: "自检没有通过：{parts}不工作：请运行 hallgate doctor", "the self-test is not passed: {parts} do not work: run `hallgate doctor`";
    BeforeUnreadable { path, cause }: "更新前的自检结果 {path} 读不出：{cause}", "what the self-test found before, {path}, can't be read: {cause}";
    DoorUsed { seconds }: "{seconds} 秒前门口还有人：请稍后再重启", "somebody was at the door {seconds} s ago: restart later";
    NotAsked { path, cause }: "请求写不进 {path}：{cause}：本机可能没有两个系统分区", "the request can't be written to {path}: {cause}: this board may have no second side";
    FetchFailed { why }: "没有下载成功：{why}", "it could not be fetched: {why}";
    Index { what }: "更新地址的目录或文件不对（{what}）：请通知维护该地址的人", "the index at the update's address, or its file, is not right ({what}): tell whoever keeps it";
    NotKeptOnDisk { path, cause }: "下载的内容存不进 {path}：{cause}", "what is fetched can't be kept in {path}: {cause}";
    FetchedVersion { version }: "版本 {version} 已下载", "version {version} is fetched";
    OtherHour { hour }: "更新时间是每天 {hour} 点起的一小时", "the hour for updates begins at {hour}:00";
    Runs { version, side }: "正在运行：版本 {version}，{side} 面", "running: version {version}, side {side}";
    Checked { version }: "更新包 {version} 签名正确，可以安装", "the bundle {version} is signed and fits: it may be installed";
    RefusedBundle { why }: "更新包没有安装：{why}", "the bundle was not installed: {why}";
    Installing { percent }: "正在安装：{percent}%", "installing: {percent} %";
    Installed { version }: "版本 {version} 已安装，重启后试运行", "version {version} is installed and tried at the next restart";
    Kept { version }: "更新到版本 {version} 已保留", "the update to version {version} is kept";
    NotKept { version, back, why }: "更新 {version} 没有保留，已退回版本 {back}：{why}", "the update {version} was not kept; back on version {back}: {why}";
    LostPart { parts }: "自检没有通过：{parts}不工作", "the self-test was not passed: {parts}";
}
