//! The words of the menus at the terminal: signing in, opening by hand, reports, tests, settings.

use super::{forms, texts};

texts! {
    Staff: "工作人员", "Staff";
    SignIn: "登录", "Sign in";
    OtherOperator: "换人登录", "Somebody else";
    Language: "中文", "English";
    OpenGate: "手动开闸", "Open the gate";
    CallHelp: "呼叫协助", "Call for help";
    Today: "今日数据", "Today's counts";
    SignOut: "退出登录", "Sign out";
    Reports: "报表与查询", "Reports, search";
    Terminal: "本机详情", "Terminal details";
    Trials: "设备测试", "Device tests";
    Export: "导出到U盘", "Copy to USB stick";
    Operators: "操作员", "Operators";
    Settings: "设置", "Settings";

    Why: "开闸原因", "Why open the gate?";

    FindRecord: "查找记录", "Find a record";
    WhichDay: "哪一天", "Which day";
    FindByTicket: "按票号", "By ticket number";
    FindByTime: "按检票时间", "By time";
    FindBySeat: "按座位", "By seat";
    Found: "查到的记录", "Records found";
    AndMore: "还有更多", "more";
    Date: "%-m月%-d日", "%-d %b";
    Weekdays: "周一 周二 周三 周四 周五 周六 周日", "Mon Tue Wed Thu Fri Sat Sun";
    ThisDay: "今日", "today";
    DayBefore: "昨日", "yesterday";

    Lamps: "指示灯与声音", "Lamps and sound";
    Display: "显示屏", "Display";
    PlatformTrial: "网络与平台", "Network, platform";

    Update: "系统更新", "System update";
    UpdateRuns: "正在运行", "Running";
    UpdateNoImage: "非镜像安装", "not an image";
    UpdateTry: "重启并试运行", "Try it now";
    UpdateNotKept: "更新没有保留", "Not kept";
    UpdateNot: "没有更新", "Not updated";
    UpdateRestarting: "正在重启", "Restarting";
    AskInstall: "安装这个版本？", "Install this version?";
    AskRestart: "现在重启？", "Restart now?";
    NoBundle: "U盘上没有更新包", "No bundle on a stick";

    AddOperator: "添加操作员", "Add an operator";
    SetPassword: "重设密码", "Set a new password";
    Disable: "停用", "Disable";
    Enable: "启用", "Enable";
    NewRole: "新操作员的角色", "Role of the operator";
    Disabled: "已停用", "disabled";
    Locked: "已锁定", "locked";

    TheLanguage: "界面语言", "Language";
    UnlockMs: "开闸时长", "Gate open for";
    OpenBeforeMin: "提前入场", "Early entry";
    CloseAfterMin: "迟到入场", "Late entry";
    Online: "联网核验", "Online check";
    OnlinePrefer: "优先", "prefer";
    OnlineRequire: "必须", "require";
    OnlineNever: "不核验", "never";
    Present: "当前", "now";
    AsConfigured: "恢复为配置值", "Back as configured";
    Configured: "配置值", "as configured";

    StaffNumber: "工号", "Staff number";
    Password: "密码", "PIN or password";
    TicketDigits: "票号末几位", "Last digits of ticket";
    TimeOfDay: "从几时几分起", "From (hhmm)";
    SeatRow: "第几排", "Row";
    SeatColumn: "第几座", "Seat";
    NewNumber: "新工号", "New staff number";
    NewPassword: "新密码", "New password";
    PasswordAgain: "再输入一次", "The same once more";
    Done: "完成", "Done";

    EntryRefused: "工号或密码不正确", "Number or PIN wrong";
    EntryDisabled: "此工号已停用", "Number is disabled";
    EntryNotRepeated: "两次输入不一致", "The two differ";
    EntryTaken: "此工号已有人使用", "This number is taken";
    EntryNoSuchTime: "没有这个时刻", "No such time";
    WeakShort: "8 个字符或 6 位数字", "8 signs or 6 digits";
    WeakShortForAdmin: "管理员需 8 个字符", "Admins need 8 signs";
    WeakControl: "含有无法输入的字符", "A sign no key has";
    WeakName: "不能与姓名相同", "It is the name";
    WeakNumber: "不能与工号相同", "Is the staff number";
    WeakRepeated: "不能一直重复", "Only repeats";
    WeakSequence: "不能是连续的字符", "Keys in a row";
    WeakCommon: "太常见，易被猜到", "Too easily guessed";

    Yes: "是", "Yes";
    No: "否", "No";
    AskOpen: "现在打开|闸机吗？", "Open the gate now?";
    AskTry: "测试闸机吗？", "Try the gate?";
    AskTryAdvice: "闸机将像观众入场|一样打开", "It opens as for a visitor.";
    AskExport: "导出到|此U盘吗？", "Copy to this stick?";
    AskDisable: "停用|此操作员吗？", "Disable this operator?";
    AskEnable: "启用|此操作员吗？", "Enable this operator?";
    AskChange: "更改|此设置吗？", "Change this setting?";

    BusySignIn: "正在登录", "Signing in";
    BusyReport: "正在生成报表", "Making the report";
    BusyLoad: "正在读取", "One moment";
    BusySearch: "正在查找", "Searching";
    BusyReconcile: "正在与|平台对账", "Checking with the platform";
    BusyStick: "正在查找U盘", "Looking for a stick";
    BusyExport: "正在导出", "Copying";
    LeaveStickIn: "请勿拔出U盘", "Leave the stick in.";
    BusyStopExport: "正在停止", "Stopping";
    BusyPlatform: "正在|测试平台", "Trying the platform";
    StillBusy: "上一项还没有做完，请稍后再试", "The last one is not done yet: try again soon";
    BrokeOff: "程序中途出错，没有完成：请联系技术人员查看系统日志", "It broke off: have a technician look at the journal.";
    BusyCheck: "正在检查更新包", "Checking the bundle";
    BusyInstall: "正在安装", "Installing";
    BusyWait: "等门口没有人", "Waiting for a quiet door";
    UpdateBeside: "可以继续检票", "The door goes on";
    BusySaving: "正在保存", "Saving";

    SignedOut: "已退出登录", "Signed out";
    NoOperators: "尚无操作员", "No operators yet";
    NoOperatorsAdvice: "请在本机命令行运行：|hallgate provision", "On this machine, run: hallgate provision";
    GateOpen: "闸机已打开", "The gate is open";
    GateOpenAdvice: "按确定键|立即锁闭", "Enter locks it at once.";
    GateLocked: "闸机已锁闭", "The gate is locked";
    NotRecorded: "闸机未打开", "Gate not opened";
    NotRecordedAdvice: "本机无法记录，|请联系技术员", "It is not recorded. Call a technician.";
    GateFaultAdvice: "闸机没有反应，|请人工开门", "The gate does not obey. Open it by hand.";
    HelpCalled: "正在呼叫协助", "Calling for help";
    HelpCalledAdvice: "按任意键|结束呼叫", "Any key ends the call.";
    NothingFound: "没有查到记录", "Nothing found";
    Exported: "导出完成", "Copied";
    ExportStopped: "导出已停止", "Copying stopped";
    ExportStoppedAdvice: "本次内容已删除，|现在可以拔出U盘", "Nothing new is on it. You may pull it out.";
    NoStick: "没有找到U盘", "No USB stick";
    NoStickAdvice: "请插入U盘|再试一次", "Plug one in and try again.";
    OperatorAdded: "已添加操作员", "Operator added";
    PasswordChanged: "密码已更改", "Password changed";
    OperatorDisabled: "已停用操作员", "Operator disabled";
    OperatorEnabled: "已启用操作员", "Operator enabled";
    LastAdmin: "不能停用", "Not disabled";
    LastAdminAdvice: "这是最后一位管理员，|请先添加一位", "This is the last admin. Add another one first.";
    NotAllowed: "没有权限", "Not allowed";
    NotAllowedAdvice: "请联系管理员", "Please ask an admin.";
    SettingChanged: "设置已更改", "Setting changed";
    Failed: "操作未成功", "It did not work";
    SavingNoun: "保存", "Save";

    Totals: "合计", "Totals";
    Sessions: "场次", "Sessions";
    Halls: "影厅", "Halls";
    Quarters: "分时入场", "By time";
    Waits: "放行用时", "Waits";
    NotCompared: "未能核对", "Not compared";
    NothingYet: "尚无数据", "Nothing yet";

    StatusPlatform: "本机：平台", "Terminal: platform";
    StatusUploads: "本机：上传", "Terminal: upload";
    StatusStorage: "本机：存储", "Terminal: storage";
    StatusClock: "本机：时钟", "Terminal: clock";
    StatusVersions: "本机：版本", "Terminal: versions";
    KeyInUse: "现用公钥", "Key in use";
    KeysFetched: "取得公钥", "Keys fetched";
    Never: "从未", "never";
    None: "无", "none";
    Oldest: "最早一条", "The oldest";
    StandingAside: "稍后重试", "Tried again";
    OldestDay: "最早记录", "Oldest day";
    DiskFree: "磁盘剩余", "Disk free";
    TheDate: "日期", "Date";
    TheTime: "时间", "Time";
    Zone: "时区", "Time zone";
    Trust: "与平台", "Clock is";
    Trusted: "一致", "right";
    Differs: "相差超过 5 分钟", "over 5 min off";
    Behind: "落后，须校时", "behind: set it";
    Unjudged: "尚未比对", "not judged";
    Schema: "结构版本", "Schema";
    Encryption: "数据库加密", "Encryption";
    Kernel: "内核", "Kernel";
    System: "系统", "System";
    Board: "主板", "Board";
    UpFor: "已运行", "Up for";

    Show: "场次", "Show";
    Basis: "核验方式", "Decided";
    BasisOffline: "本机", "on its own";
    BasisOnline: "联网", "by the platform";
    Passed: "通过闸机", "Walked through";
    NotSeen: "未检测到", "not seen";

    Focus: "清晰度", "Focus";
    Best: "最佳", "Best";
    CodeRead: "已识别", "Code read";
    NoCode: "未识别", "No code";
    NoPicture: "等待画面", "Waiting for a picture";
    LampsOff: "全部关闭", "All off";
    LampAdmit: "放行", "Welcome";
    LampRefuse: "拒绝", "Stop";
    LampAttention: "提示", "Attention";
    PressKeys: "请逐个按键", "Press each key";
    KeyUp: "上键", "Up";
    KeyDown: "下键", "Down";
    KeyEnter: "确定键", "Enter";
    KeyBack: "返回键", "Back";
    KeyErase: "删除键", "Erase";
    KeyOther: "其他键", "Another key";
    BackTwice: "连按两次返回键退出", "Back twice leaves";

    Choose: "选择", "Choose";
    Take: "确定", "OK";
    Leave: "返回", "Back";
    Stop: "停止", "Stop";
    Pages: "翻页", "Pages";
    Turn: "转动", "Turn";
    Erase: "删除", "Erase";
    LockNow: "锁闭", "Lock";
    AnyKey: "按任意键继续", "Press any key to go on";
    AnyKeyEnds: "按任意键结束", "Press any key to end it";
}

forms! {
    UpdateBack { version }: "已退回版本 {version}", "Version {version} runs again";
    UpdateSigned { version }: "{version}，签名正确", "{version}, signed";
    UpdateInstalled { version }: "版本 {version} 已安装", "Version {version} is installed";
    GoOn { name }: "继续：{name}", "Go on as {name}";
    Report { date }: "{date} 日报", "Report {date}";
    Reconcile { date }: "{date} 平台对账", "Reconcile {date}";
    AtLeast { digits }: "至少 {digits} 位", "At least {digits} digits";
    EntryLocked { wait }: "错误过多，请等 {wait}", "Locked: wait {wait}";
    AskOpenLogged { name }: "记录人：{name}", "Logged as {name}";
    FreeSpace { size }: "剩余 {size}", "{size} free";
    FromTo { before, after }: "由 {before} 改为 {after}", "From {before} to {after}";
    ExportDay { day, days }: "第 {day} 天，共 {days} 天", "Day {day} of {days}";
    Progress { done, total }: "第 {done} 项，共 {total} 项", "{done} of {total}";
    ExportedAdvice { files }: "{files} 个文件已写完，|现在可以拔出U盘", "{files} files are on it. You may pull it out.";
    Yuan { amount }: "{amount} 元", "¥{amount}";
    Peak { admissions, time }: "最多 {admissions}，{time} 起", "Most {admissions}, from {time}";
    Percent { share }: "{share}% 在 100 毫秒内开闸", "{share}% within 100 ms";
    Since { date }: "{date} 起", "since {date}";
    UploadedAt { time }: "{time} 已上传", "{time}";
    PressedCount { times }: "已按 {times} 次", "{times} pressed";
}
