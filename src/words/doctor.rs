//! The words of `hallgate doctor`: what an installer is told of each thing, and what to do.
//! Configuration keys and commands stay as they are typed.

use super::{forms, texts};

texts! {
    // how a thing was found
    Fine: "正常", "ok";
    Noted: "提示", "note";
    AtFault: "故障", "FAULT";

    // what is checked
    PartStorage: "数据库", "storage";
    PartClock: "时钟", "clock";
    PartPlatform: "平台", "platform";
    PartCatalogue: "影讯", "catalogue";
    PartNeighbours: "其他检票口", "other doors";
    PartCamera: "摄像头", "camera";
    PartImager: "扫码器", "imager";
    PartGate: "闸机", "gate";
    PartKeypad: "数字键盘", "keypad";
    PartSound: "声音", "sound";
    PartDisplay: "显示屏", "display";
    PartOperators: "操作员", "operators";
    PartExport: "U盘", "export";
    PartSecrets: "密钥", "secrets";
    PartUpdate: "系统更新", "update";

    // clock
    NamelessZone: "未命名", "a zone without a name";

    // platform
    TimeMissing: "平台没有告知时间：请联系平台方", "it does not tell its time: tell its operator";
    ClockAgrees: "平台时间与本机一致", "its clock agrees";
    CertificateUnknown: "平台证书没有告知有效期", "its certificate does not tell how long it lasts";

    // catalogue
    NoCinema: "渠道接口有应答；尚未配置 catalogue.cinema_id：运行 hallgate catalogue sync，再用 hallgate catalogue cinemas 查出", "the channel answers; catalogue.cinema_id is not configured: run hallgate catalogue sync, then find it with hallgate catalogue cinemas";
    ChannelAnswers: "渠道接口有应答", "the channel answers";
    NoHallMapped: "没有对应任何影厅，断网时没有片名和厅名：用 hallgate catalogue halls 取得写入 [catalogue] 的一行", "no hall is mapped, so that films and halls have no names offline: hallgate catalogue halls tells the line for [catalogue]";

    // camera
    NoCodeWasRead: "2 秒内没有读到票码", "no code was read in 2 s";
    NoCodeInView: "画面中没有票码", "no code in view";
    SlowerThanAsked: "帧率低于 camera.fps，请补光或降低分辨率", "slower than camera.fps, give it light or a smaller size";
    HeldNear: "观众须把票贴得很近，请增大 camera.width，或换视角更窄的镜头", "visitors have to hold a ticket very near, set a larger camera.width or take a lens with a narrower view";
    NothingToFocus: "画面中没有可供对焦的内容", "nothing to focus on";
    Covered: "画面全黑，请移开遮住镜头的东西", "the picture is black, uncover the lens";
    Dark: "画面太暗，请补光", "too dark, give it light";
    Bright: "画面太亮，请避开灯光和窗户", "too bright, turn it away from lamps and windows";
    Blurred: "画面模糊，请擦净镜头，转动镜头直到影票清晰", "blurred, clean the lens and turn it until a ticket is sharp";

    // the lens, watched
    WatchHead: "请把影票放在观众出示的位置，转动镜头，使清晰度达到最佳。按 Ctrl-C 结束，否则 5 分钟后自动结束。", "Hold a ticket where visitors will hold theirs, and turn the lens until the focus is at its best. Ctrl-C ends this, else it ends after 5 minutes.";
    NoCodeRead: "没有读到票码", "no code read";
    NoPicture: "没有画面：请检查摄像头的连线和供电", "no picture: check the camera's cable and its power";

    // imager, number pad, buttons
    NoImager: "未配置，只用摄像头读码", "none, the camera reads alone";
    NoKeypad: "未配置，工作人员无法在此查看和操作：有数字键盘或按键时请设置 keypad.device 或 keypad.buttons", "none, so staff can look nothing up here: set keypad.device or keypad.buttons where there is one";

    // gate
    GateSimulated: "模拟闸机，不会动作：有闸机时请设置 gate.driver = \"gpio\"", "simulated, no line is moved: set gate.driver = \"gpio\" where there is a gate";
    PulseTooLong: "脉冲比放行时间还长：请让 gate.pulse_ms 小于 gate.unlock_ms", "a pulse ends with the visitor's time: set gate.pulse_ms below gate.unlock_ms";
    ActiveLow: "低电平有效", "active low";
    PullUp: "上拉", "pull-up";
    PullDown: "下拉", "pull-down";
    NoBias: "无上下拉", "no bias";

    // the gate, moved
    MoveAsk: "闸机将短暂打开，指示灯和蜂鸣器会动作。通道内没有人吗？[y/N] ", "The gate will unlock for a moment, lamps and buzzer will go. Is nobody in its way? [y/N] ";
    MovedLight: "测试期间常亮", "on for as long as this runs";
    MovedAdmit: "绿灯，一声短音", "green lamp, one short sound";
    MovedRefuse: "红灯，两声中音", "red lamp, two medium sounds";
    MovedAttention: "红灯，三声长音", "red lamp, three long sounds";
    MovedOpen: "闸机已打开", "the gate is open";
    MovedAlarm: "火警信号有效：闸机保持打开", "the fire alarm's line is active: the gate is open and stays so";
    MovedUnseen: "没有检测到有人通过：请检查传感器接线和 gate.passage_line", "nobody was seen: look at the sensor's wiring and gate.passage_line";
    MovedSeen: "已检测到有人通过", "seen";
    MovedLocked: "闸机已锁", "the gate is locked";

    // sound
    NoSound: "未配置，只有蜂鸣器（sound.driver）", "none but the buzzer's (sound.driver)";

    // display
    NoDisplay: "未配置（display.driver），观众看不到提示：有屏幕时请写明驱动", "none, as display.driver says: visitors see nothing; name a driver where there is a panel";
    DisplayWindow: "显示在终端窗口中，供试用：有屏幕时请写明驱动", "the terminal window: for trials; name a driver where there is a panel";

    // operators
    SeeStorage: "无法查看：见“数据库”一行", "can't be looked up: see the line of storage";
}

forms! {
    // putting together
    And { first, next }: "{first}；{next}", "{first}; {next}";
    Comma { level, bias }: "{level}，{bias}", "{level}, {bias}";
    Advised { found, advice }: "{found}：{advice}", "{found}: {advice}";
    Faulty { subject, fault }: "{subject}：{fault}", "{subject}: {fault}";
    Bracketed { line, wiring }: "{line}（{wiring}）", "{line} ({wiring})";

    // storage
    DatabaseLacks { path, records, pending }: "{path}：已知的检票记录少了 {records} 条（其中待上传的至多 {pending} 条），可能换成了较旧的副本，或丢了最近的写入。请启动终端，它会找回还知道的部分；再停下运行 hallgate rescue", "{path}: {records} records that were there are missing, up to {pending} of them pending; it may be an older copy, or have lost its newest entries. Start the terminal, which takes back what it still knows; then stop it and run `hallgate rescue`";
    DatabaseUnreachable { fault }: "{fault}：请把数据库及其目录的权限交给终端的用户，或修改 store.path", "{fault}: give it and its folder to the terminal's user, or set store.path";
    DatabaseNotYet { path }: "{path} 尚不存在，终端首次运行时会自动建立", "{path} is not there yet: the terminal makes it when it first runs";
    DatabaseFolder { folder, cause }: "目录 {folder} 无法写入（{cause}）：请建立该目录并把权限交给终端的用户，或修改 store.path", "the folder {folder} can't be written ({cause}): make it and give it to the terminal's user, or set store.path";
    DatabaseLocked { path, cause }: "{path} 及其目录无法写入（{cause}）：请把两者的权限交给终端的用户", "{path} and its folder can't be written ({cause}): give both to the terminal's user";
    DatabasePages { path, pages }: "{path} 有 {pages} 处损坏：请停止终端后运行 hallgate rescue", "{path} is damaged in {pages} places: stop the terminal and run hallgate rescue";
    DatabaseIncidents { incidents }: "{incidents}：请停止终端后运行 hallgate rescue", "{incidents}: stop the terminal and run hallgate rescue";
    DatabaseOpens { path, schema, records, pending }: "{path} 可以用密钥打开：结构版本 {schema}，记录 {records} 条，待上传 {pending} 条", "{path} opens with its key: schema {schema}, {records} records, {pending} waiting for upload";
    UploadLate { database }: "{database}，最早一条已等待超过 10 分钟：请看“平台”一行，并确认终端正在运行", "{database}, the oldest for over 10 minutes: see the platform's line, and that the terminal runs";
    Free { database, free }: "{database}，剩余 {free}", "{database}, {free} free";
    DiskLow { free, path }: "只剩 {free} 可供 {path} 使用：请清理空间，无法记录的票不会放行", "only {free} is free for {path}: make room, for what can't be recorded is not admitted";

    // clock
    ClockSays { now, zone }: "{now}，时区 {zone}", "{now} in {zone}";
    ClockNeverSet { clock }: "{clock}：时钟从未校准，请校时（timedatectl），并检查时钟电池", "{clock}: the clock was never set, set it (timedatectl) and look at its battery";
    ClockBehind { clock, newest }: "{clock}，但最新记录的时间是 {newest}：请校时（timedatectl），并检查时钟电池", "{clock}, but the newest record is of {newest}: set the clock (timedatectl) and look at its battery";
    OtherZone { clock }: "{clock}：影票使用中国时间，请确认 terminal.timezone 是有意这样设置的", "{clock}: tickets are in China's time; see that terminal.timezone is meant so";
    Synchronised { clock }: "{clock}，已同步", "{clock}, synchronised";
    NotSynchronised { clock }: "{clock}，systemd-timesyncd 没有同步：请确认另有校时服务（timedatectl）", "{clock}, not synchronised by systemd-timesyncd: see that another service does it (timedatectl)";

    // platform
    PlatformAnswers { url, took_ms }: "{url} 在 {took_ms} 毫秒内应答（含建立连接）", "{url} answers in {took_ms} ms, including connecting";
    PlatformAhead { seconds }: "平台时间快 {seconds} 秒", "its clock is {seconds} s ahead";
    PlatformBehind { seconds }: "平台时间慢 {seconds} 秒", "its clock is {seconds} s behind";
    TooFarApart { difference }: "{difference}：请给本机校时（timedatectl）；若本机时间无误，请联系平台方", "{difference}: set this terminal's clock (timedatectl); where that is right, tell the platform's operator";
    NoKeys { cinema, unreadable }: "平台没有给出影院 {cinema} 可用的公钥（{unreadable} 个无法解析）：请核对 terminal.cinema_code，再联系平台方", "it gives no key of cinema {cinema} that reads ({unreadable} do not): check terminal.cinema_code, then ask its operator";
    Keys { keys }: "公钥 {keys} 个", "keys: {keys}";
    SomeKeysBad { keys, unreadable }: "公钥 {keys} 个，另有 {unreadable} 个无法解析：请联系平台方", "keys: {keys}, {unreadable} more do not read: tell its operator";
    CertificateLasts { days }: "平台证书还有 {days} 天到期", "its certificate lasts {days} more days";
    CertificateSoon { certificate }: "{certificate}：请提醒平台方及时更换", "{certificate}: ask its operator to renew it in time";

    // catalogue
    ChannelHalls { halls }: "渠道接口有应答，影厅 {halls} 个，本入口的影厅均已对应", "the channel answers, halls: {halls}, those of this door are mapped";
    HallsUnmapped { codes }: "影厅 {codes} 没有对应，断网时没有片名和厅名：用 hallgate catalogue halls 取得写入 [catalogue] 的一行", "the halls {codes} are not mapped, so that they have no names offline: hallgate catalogue halls tells the line for [catalogue]";
    HallsUnknown { codes }: "catalogue.screens 中的 {codes} 不是渠道的影厅：用 hallgate catalogue halls 核对", "{codes} in catalogue.screens is no hall of the channel: compare with hallgate catalogue halls";
    ChannelClock { time }: "渠道接口的时间是 {time}，与本机相差超过 5 分钟：请检查 timedatectl，本机无误则告知渠道方", "the channel's clock says {time}, over 5 minutes from this one: look at timedatectl, and tell the channel where this one is right";
    CatalogueOld { lists }: "{lists}：已经过时：请确认终端在运行，并查看 hallgate status", "{lists}: out of date: see that the terminal runs, and look at hallgate status";

    // camera
    CameraBusy { device }: "{device} 正被占用：正常情况下是终端正在使用，要检查画面请先停止终端；否则请停止占用它的程序", "{device} is in use: by the running terminal if all is well, which has to be stopped for its picture to be checked; else stop that other program";
    CameraByName { found, name }: "{found}：请设置 camera.source = \"v4l:{name}\"，重新插拔后编号可能会变", "{found}: set camera.source = \"v4l:{name}\", as it may have another number after it was plugged in again";
    NoImage { folder }: "{folder} 中没有图片：请放入图片，或修改 camera.source", "no image is in {folder}: put some there, or set camera.source";
    Replay { folder, images, code }: "用 {folder} 中的图片代替摄像头：{images} 张，{code}：有摄像头时请设置 camera.source = \"v4l:/dev/video0\"", "the images of {folder} in the camera's place: {images}, {code}: set camera.source = \"v4l:/dev/video0\" where there is a camera";
    CodeWasRead { pixels }: "读到一个票码，每模块 {pixels} 像素", "a code was read, {pixels} pixels a module";
    NoFrame { device }: "{device} 可以打开但没有画面：请检查连线和供电，再换一个接口", "{device} opens but gives no frame: check its cable and its power, then try another port";
    CameraGives { device, size, rate, look, code_mm, reach_cm, code }: "{device} 画面 {size}，每秒 {rate} 帧，{look}；{code_mm} 毫米的票码最远可在 {reach_cm} 厘米处读取；{code}", "{device} gives {size} at {rate} a second, {look}; a {code_mm} mm code is read up to {reach_cm} cm away; {code}";
    CodeInView { pixels }: "画面中的票码每模块 {pixels} 像素", "the code in view has {pixels} pixels a module";
    Light { light, clipped, focus }: "亮度 {light}，最高 255（其中过亮或全黑 {clipped}），{focus}", "light {light} of 255 ({clipped} clipped), {focus}";
    Focus { focus }: "清晰度 {focus}，最高 100", "focus {focus} of 100";

    // the lens, watched
    WatchLine { focus, best, light, clipped, code, advice }: "清晰度 {focus}，最佳 {best}   亮度 {light}（过亮或全黑 {clipped}）   {code}   {advice}", "focus {focus}, best {best}   light {light} ({clipped} clipped)   {code}   {advice}";
    CodeRead { pixels }: "已读到票码，每模块 {pixels} 像素", "code read, {pixels} pixels a module";

    // imager, number pad, buttons
    DeviceIs { path, name }: "{path} 是 {name}", "{path} is {name}";
    DeviceHeld { device, path }: "{device}，正被程序占用：是正在运行的终端，或是应当停止的其他程序（`fuser -v {path}`）", "{device}, held by a program: the running terminal, or one to be stopped (`fuser -v {path}`)";
    LineTwice { key, other, offset }: "{key} 和 {other} 都是 {offset} 号线：请各用各的线", "{key} and {other} are both line {offset}: give each its own";
    ButtonHeldBy { key, offset, holder }: "{key}：{offset} 号线正被 {holder} 占用：请停止它，或改用别的线", "{key}: line {offset} is held by {holder}: stop that, or name another line";
    ButtonHeld { offset }: "按键 {offset} 由正在运行的终端占用", "button {offset} is held by the running terminal";
    Buttons { offsets, chip }: "按键 {offsets}，位于 {chip}", "buttons {offsets} of {chip}";

    // gate
    OfChip { path, label, lines }: "{path}（{label}）：{lines}", "{path} ({label}): {lines}";
    LineHeld { line }: "{line} 由正在运行的终端占用", "{line} is held by the running terminal";
    LineHeldBy { line, holder, key }: "{line} 正被 {holder} 占用：请停止它，或把 {key} 改为别的线", "{line} is held by {holder}: stop that, or set {key} to another line";
    LineFree { line }: "{line} 空闲", "{line} free";
    LineAtRest { line }: "{line} 空闲，未触发", "{line} free, at rest";
    LineActive { line }: "{line} 正处于触发状态：若闸机内没有人、也没有火警，则触点接反了（active_low）", "{line} is active now: where nothing is in the gate and no alarm stands, the contact is wired the other way round (active_low)";

    // the gate, moved
    MovedPulse { pulse_ms }: "一个 {pulse_ms} 毫秒的脉冲", "one pulse of {pulse_ms} ms";
    MovedWalk { seconds }: "请在 {seconds} 秒内通过闸机", "walk through now, within {seconds} s";

    // sound
    SoundMute { device }: "{device} 可以播放，但音量为 0：请设置 sound.volume", "{device} plays, at volume 0: set sound.volume";
    SoundPlays { device, volume }: "{device} 可以播放，音量 {volume}", "{device} plays, at volume {volume}";
    SoundFails { device, cause }: "{device} 无法播放（{cause}）：请把 sound.device 设为 `aplay -L` 列出的设备，并把该用户加入 audio 组", "{device} does not play ({cause}): set sound.device to one of `aplay -L`, and let this user into the group audio";

    // display
    DisplayPictures { folder }: "图片存入 {folder}，供试用：有屏幕时请写明驱动", "pictures in {folder}: for trials; name a driver where there is a panel";
    DisplayFolder { folder, cause }: "目录 {folder} 无法写入（{cause}）：请把 display.device 设为可写的目录", "the folder {folder} can't be written ({cause}): set display.device to one that can";

    // operators
    NoOperators { command }: "还没有操作员，无法在设备上登录：请在本机用 {command} 添加第一位管理员", "none yet, so nobody can sign in at the terminal: add the first admin on this machine by {command}";
    Operators { admins, techs, staff }: "管理员 {admins} 位，技术员 {techs} 位，检票员 {staff} 位", "admins: {admins}, techs: {techs}, gate staff: {staff}";

    // export
    NoStick { folder }: "未插U盘；插入后挂载在 {folder} 下", "no USB stick is plugged in; one is mounted under {folder}";
    StickFolder { folder }: "没有目录 {folder}，U盘无处挂载：请安装软件包或运行 systemd/install，或修改 export.folder", "there is no folder {folder} to mount a USB stick in: install the package or run systemd/install, or set export.folder";
    Stick { name, free }: "U盘 {name} 可写，剩余 {free}", "the USB stick {name} can be written, {free} free";

    // update
    UpdateNotKept { update }: "{update}；把 journalctl -u hallgate-keep 交给支持人员，换用修正后的更新包", "{update}; give journalctl -u hallgate-keep to support, then install a mended bundle";

    // secrets
    CredentialsElsewhere { key, fault, command }: "{key}：{fault}；服务运行时可以这样检查：{command}", "{key}: {fault}; while the service runs, try: {command}";
    SecretMissing { key, path }: "{key}：没有文件 {path}：请放入该文件，权限 0600，只属于终端的用户", "{key}: there is no file {path}: put it there with mode 0600, for the terminal's user alone";
    SecretIs { key, form, mode }: "{key} {form}，权限 {mode}", "{key} {form}, mode {mode}";
    SecretOfOther { secret, user }: "{secret}，属于用户 {user}：请确认终端以该用户运行", "{secret}, is user {user}'s: see that the terminal runs as that user";
    UseGivenKey { fault }: "{fault}：请使用平台发放的密钥", "{fault}: use the key that the platform gave out";
    Bits { bits }: "{bits} 位", "{bits} bits";
    RsaBits { bits }: "RSA {bits} 位", "RSA, {bits} bits";
    Bytes { bytes }: "{bytes} 字节", "{bytes} bytes";
}
