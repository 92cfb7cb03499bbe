//! The words of `hallgate doctor`: what an installer is told of each thing, and what to do.
//! Configuration keys and commands stay as they are typed.

use super::texts;

texts! {
    // putting together
    And: "{}；{}", "{}; {}";
    Comma: "{}，{}", "{}, {}";
    Advised: "{}：{}", "{}: {}";
    Bracketed: "{}（{}）", "{} ({})";

    // storage
    DatabaseLacks: "{}：已知的检票记录少了 {} 条（其中待上传的至多 {} 条），可能换成了较旧的副本，或丢了最近的写入。请启动终端，它会找回还知道的部分；再停下运行 hallgate rescue", "{}: {} records that were there are missing, up to {} of them pending; it may be an older copy, or have lost its newest entries. Start the terminal, which takes back what it still knows; then stop it and run `hallgate rescue`";
    DatabaseUnreachable: "{}：请把数据库及其目录的权限交给终端的用户，或修改 store.path", "{}: give it and its folder to the terminal's user, or set store.path";
    DatabaseNotYet: "{} 尚不存在，终端首次运行时会自动建立", "{} is not there yet: the terminal makes it when it first runs";
    DatabaseFolder: "目录 {} 无法写入（{}）：请建立该目录并把权限交给终端的用户，或修改 store.path", "the folder {} can't be written ({}): make it and give it to the terminal's user, or set store.path";
    DatabaseLocked: "{} 及其目录无法写入（{}）：请把两者的权限交给终端的用户", "{} and its folder can't be written ({}): give both to the terminal's user";
    DatabasePages: "{} 有 {} 处损坏：请停止终端后运行 hallgate rescue", "{} is damaged in {} places: stop the terminal and run hallgate rescue";
    DatabaseIncidents: "{}：请停止终端后运行 hallgate rescue", "{}: stop the terminal and run hallgate rescue";
    DatabaseOpens: "{} 可以用密钥打开：结构版本 {}，记录 {} 条，待上传 {} 条", "{} opens with its key: schema {}, {} records, {} waiting for upload";
    UploadLate: "{}，最早一条已等待超过 10 分钟：请看 platform 一行，并确认终端正在运行", "{}, the oldest for over 10 minutes: see the platform's line, and that the terminal runs";
    Free: "{}，剩余 {} MB", "{}, {} MB free";
    DiskLow: "只剩 {} MB 可供 {} 使用：请清理空间，无法记录的票不会放行", "only {} MB are free for {}: make room, for what can't be recorded is not admitted";

    // clock
    ClockSays: "{}，时区 {}", "{} in {}";
    NamelessZone: "未命名", "a zone without a name";
    ClockNeverSet: "{}：时钟从未校准，请校时（timedatectl），并检查时钟电池", "{}: the clock was never set, set it (timedatectl) and look at its battery";
    ClockBehind: "{}，但最新记录的时间是 {}：请校时（timedatectl），并检查时钟电池", "{}, but the newest record is of {}: set the clock (timedatectl) and look at its battery";
    OtherZone: "{}：影票使用中国时间，请确认 terminal.timezone 是有意这样设置的", "{}: tickets are in China's time; see that terminal.timezone is meant so";
    Synchronised: "{}，已同步", "{}, synchronised";
    NotSynchronised: "{}，systemd-timesyncd 没有同步：请确认另有校时服务（timedatectl）", "{}, not synchronised by systemd-timesyncd: see that another service does it (timedatectl)";

    // platform
    PlatformAnswers: "{} 在 {} 毫秒内应答（含建立连接）", "{} answers in {} ms, the making of the connection included";
    TimeNotTold: "平台没有告知时间：请联系平台方", "it does not tell its time: tell its operator";
    ClockAgrees: "平台时间与本机一致", "its clock agrees";
    PlatformAhead: "平台时间快 {} 秒", "its clock is {} s ahead";
    PlatformBehind: "平台时间慢 {} 秒", "its clock is {} s behind";
    TooFarApart: "{}：请给本机校时（timedatectl）；若本机时间无误，请联系平台方", "{}: set this terminal's clock (timedatectl); where that is right, tell the platform's operator";
    NoKeys: "平台没有给出影院 {} 可用的公钥（{} 个无法解析）：请核对 terminal.cinema_code，再联系平台方", "it gives no key of cinema {} that reads ({} do not): check terminal.cinema_code, then ask its operator";
    Keys: "公钥 {} 个", "keys: {}";
    SomeKeysBad: "公钥 {} 个，另有 {} 个无法解析：请联系平台方", "keys: {}, {} more do not read: tell its operator";
    CertificateUnknown: "平台证书没有告知有效期", "its certificate does not tell how long it lasts";
    CertificateLasts: "平台证书还有 {} 天到期", "its certificate lasts {} more days";
    CertificateSoon: "{}：请提醒平台方及时更换", "{}: ask its operator to renew it in time";

    // camera
    CameraBusy: "{} 正被占用：正常情况下是终端正在使用，要检查画面请先停止终端；否则请停止占用它的程序", "{} is in use: by the running terminal if all is well, which has to be stopped for its picture to be checked; else stop that other program";
    CameraByName: "{}：请设置 camera.source = \"v4l:{}\"，重新插拔后编号可能会变", "{}: set camera.source = \"v4l:{}\", as it may have another number after it was plugged in again";
    NoImage: "{} 中没有图片：请放入图片，或修改 camera.source", "no image is in {}: put some there, or set camera.source";
    Replay: "用 {} 中的图片代替摄像头：{} 张，{}：有摄像头时请设置 camera.source = \"v4l:/dev/video0\"", "the images of {} in the camera's place: {}, {}: set camera.source = \"v4l:/dev/video0\" where there is a camera";
    CodeWasRead: "读到一个票码，每模块 {} 像素", "a code was read, {} pixels a module";
    NoCodeWasRead: "2 秒内没有读到票码", "no code was read in 2 s";
    NoFrame: "{} 可以打开但没有画面：请检查连线和供电，再换一个接口", "{} opens but gives no frame: check its cable and its power, then try another port";
    CameraGives: "{} 画面 {}，每秒 {} 帧，{}；{} 毫米的票码最远可在 {} 厘米处读取；{}", "{} gives {} at {} a second, {}; a {} mm code is read up to {} cm away; {}";
    CodeInView: "画面中的票码每模块 {} 像素", "the code in view has {} pixels a module";
    NoCodeInView: "画面中没有票码", "no code in view";
    SlowerThanAsked: "帧率低于 camera.fps，请补光或降低分辨率", "slower than camera.fps, give it light or a smaller size";
    HeldNear: "观众须把票贴得很近，请增大 camera.width，或换视角更窄的镜头", "visitors have to hold a ticket very near, set a larger camera.width or take a lens with a narrower view";
    Light: "亮度 {}，最高 255（其中过亮或全黑 {}），{}", "light {} of 255 ({} clipped), {}";
    Focus: "清晰度 {}，最高 100", "focus {} of 100";
    NothingToFocus: "画面中没有可供对焦的内容", "nothing to focus on";
    Covered: "画面全黑，请移开遮住镜头的东西", "the picture is black, uncover the lens";
    Dark: "画面太暗，请补光", "too dark, give it light";
    Bright: "画面太亮，请避开灯光和窗户", "too bright, turn it away from lamps and windows";
    Blurred: "画面模糊，请擦净镜头，转动镜头直到影票清晰", "blurred, clean the lens and turn it until a ticket is sharp";

    // the lens, watched
    WatchHead: "请把影票放在观众出示的位置，转动镜头，使清晰度达到最佳。按 Ctrl-C 结束，否则 5 分钟后自动结束。", "Hold a ticket where visitors will hold theirs, and turn the lens until the focus is at its best. Ctrl-C ends this, else it ends after 5 minutes.";
    WatchLine: "清晰度 {}，最佳 {}   亮度 {}（过亮或全黑 {}）   {}   {}", "focus {}, best {}   light {} ({} clipped)   {}   {}";
    CodeRead: "已读到票码，每模块 {} 像素", "code read, {} pixels a module";
    NoCodeRead: "没有读到票码", "no code read";
    NoPicture: "没有画面：请检查摄像头的连线和供电", "no picture: check the camera's cable and its power";

    // imager, number pad, buttons
    NoImager: "未配置，只用摄像头读码", "none, the camera reads alone";
    NoKeypad: "未配置，工作人员无法在此查看和操作：有数字键盘或按键时请设置 keypad.device 或 keypad.buttons", "none, so staff can look nothing up here: set keypad.device or keypad.buttons where there is one";
    DeviceIs: "{} 是 {}", "{} is {}";
    DeviceHeld: "{}，正被程序占用：是正在运行的终端，或是应当停止的其他程序（`fuser -v {}`）", "{}, held by a program: the running terminal, or one to be stopped (`fuser -v {}`)";
    LineTwice: "{} 和 {} 都是 {} 号线：请各用各的线", "{} and {} are both line {}: give each its own";
    ButtonHeldBy: "{}：{} 号线正被 {} 占用：请停止它，或改用别的线", "{}: line {} is held by {}: stop that, or name another line";
    ButtonHeld: "按键 {} 由正在运行的终端占用", "button {} is held by the running terminal";
    Buttons: "按键 {}，位于 {}", "buttons {} of {}";

    // gate
    GateSimulated: "模拟闸机，不会动作：有闸机时请设置 gate.driver = \"gpio\"", "simulated, no line is moved: set gate.driver = \"gpio\" where there is a gate";
    PulseTooLong: "脉冲比放行时间还长：请让 gate.pulse_ms 小于 gate.unlock_ms", "a pulse ends with the visitor's time: set gate.pulse_ms below gate.unlock_ms";
    OfChip: "{}（{}）：{}", "{} ({}): {}";
    ActiveLow: "低电平有效", "active low";
    PullUp: "上拉", "pull-up";
    PullDown: "下拉", "pull-down";
    NoBias: "无上下拉", "no bias";
    LineHeld: "{} 由正在运行的终端占用", "{} is held by the running terminal";
    LineHeldBy: "{} 正被 {} 占用：请停止它，或把 {} 改为别的线", "{} is held by {}: stop that, or set {} to another line";
    LineFree: "{} 空闲", "{} free";
    LineAtRest: "{} 空闲，未触发", "{} free, at rest";
    LineActive: "{} 正处于触发状态：若闸机内没有人、也没有火警，则触点接反了（active_low）", "{} is active now: where nothing is in the gate and no alarm stands, the contact is wired the other way round (active_low)";

    // the gate, moved
    MoveAsk: "闸机将短暂打开，指示灯和蜂鸣器会动作。通道内没有人吗？[y/N] ", "The gate will unlock for a moment, lamps and buzzer will go. Is nobody in its way? [y/N] ";
    MovedLight: "测试期间常亮", "on for as long as this runs";
    MovedAdmit: "绿灯，一声短音", "green lamp, one short sound";
    MovedRefuse: "红灯，两声中音", "red lamp, two medium sounds";
    MovedAttention: "红灯，三声长音", "red lamp, three long sounds";
    MovedOpen: "闸机已打开", "the gate is open";
    MovedPulse: "一个 {} 毫秒的脉冲", "one pulse of {} ms";
    MovedWalk: "请在 {} 秒内通过闸机", "walk through now, within {} s";
    MovedAlarm: "火警信号有效：闸机保持打开", "the fire alarm's line is active: the gate is open and stays so";
    MovedUnseen: "没有检测到有人通过：请检查传感器接线和 gate.passage_line", "nobody was seen: look at the sensor's wiring and gate.passage_line";
    MovedSeen: "已检测到有人通过", "seen";
    MovedLocked: "闸机已锁", "the gate is locked";

    // sound
    NoSound: "未配置，只有蜂鸣器（sound.driver）", "none but the buzzer's (sound.driver)";
    SoundMute: "{} 可以播放，但音量为 0：请设置 sound.volume", "{} plays, at volume 0: set sound.volume";
    SoundPlays: "{} 可以播放，音量 {}", "{} plays, at volume {}";
    SoundFails: "{} 无法播放（{}）：请把 sound.device 设为 `aplay -L` 列出的设备，并把该用户加入 audio 组", "{} does not play ({}): set sound.device to one of `aplay -L`, and let this user into the group audio";

    // display
    NoDisplay: "未配置（display.driver），观众看不到提示：有屏幕时请写明驱动", "none, as display.driver says: visitors see nothing; name a driver where there is a panel";
    DisplayWindow: "显示在终端窗口中，供试用：有屏幕时请写明驱动", "the terminal window: for trials; name a driver where there is a panel";
    DisplayPictures: "图片存入 {}，供试用：有屏幕时请写明驱动", "pictures in {}: for trials; name a driver where there is a panel";
    DisplayFolder: "目录 {} 无法写入（{}）：请把 display.device 设为可写的目录", "the folder {} can't be written ({}): set display.device to one that can";

    // operators
    NoOperators: "还没有操作员，无法在设备上登录：请在本机用 {} 添加第一位管理员", "none yet, so nobody can sign in at the terminal: add the first admin on this machine by {}";
    Operators: "管理员 {} 位，技术员 {} 位，检票员 {} 位", "admins: {}, techs: {}, gate staff: {}";
    SeeStorage: "无法查看：见 storage 一行", "can't be looked up: see the line of storage";

    // export
    NoStick: "未插U盘；插入后挂载在 {} 下", "no USB stick is plugged in; one is mounted under {}";
    StickFolder: "没有目录 {}，U盘无处挂载：请运行 systemd/install，或修改 export.folder", "there is no folder {} to mount a USB stick in: run systemd/install, or set export.folder";
    Stick: "U盘 {} 可写，剩余 {} MB", "the USB stick {} can be written, {} MB free";

    // secrets
    CredentialsElsewhere: "{}：{}；服务运行时可以这样检查：{}", "{}: {}; while the service runs, try: {}";
    SecretMissing: "{}：没有文件 {}：请放入该文件，权限 0600，只属于终端的用户", "{}: there is no file {}: put it there with mode 0600, for the terminal's user alone";
    SecretIs: "{} {}，权限 {}", "{} {}, mode {}";
    SecretOfOther: "{}，属于用户 {}：请确认终端以该用户运行", "{}, is user {}'s: see that the terminal runs as that user";
    UseGivenKey: "{}：请使用平台发放的密钥", "{}: use the key that the platform gave out";
    Bits: "{} 位", "{} bits";
    RsaBits: "RSA {} 位", "RSA, {} bits";
    Bytes: "{} 字节", "{} bytes";
}
