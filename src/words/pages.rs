//! The words of the platform's pages: short, kind, and what to do next.

use super::{forms, texts};

texts! {
    // the frame
    Brand: "检票平台", "check-in platform";
    Skip: "跳到内容", "Skip to the content";
    Sections: "栏目", "Sections";
    SignOut: "退出", "Sign out";
    OtherLanguage: "English", "English pages";
    InChinese: "中文", "Chinese pages";

    // sign-in
    SignIn: "登录", "Sign in";
    SignInHint: "请输入您的登录名和密码。", "Please give your name and your password.";
    UserName: "登录名", "Name";
    Password: "密码", "Password";
    TooOften: "登录太频繁，请一分钟后再试。", "Too many tries from here. Please try again in a minute.";

    // the day
    Today: "今日", "Today";
    AdmittedToday: "今日入场", "Admitted today";
    Waiting: "待上报", "Waiting";
    WaitingHint: "收到十分钟内上报国家平台", "They go up within ten minutes of arriving";
    Overdue: "逾期未上报", "Overdue";
    OverdueHint: "请检查到国家平台的网络", "Please look at the network to the national platform";
    NoneOverdue: "全部按时上报", "All in good time";
    OpenFindings: "待处理差异", "Open findings";
    FindingsHint: "请逐项查看并写明原因", "Please look at each and say why it came";
    NoneOpen: "没有待处理的差异", "Nothing to be looked at";
    ByQuarter: "每一刻钟的入场人次", "Admissions by quarter of an hour";
    NobodyYet: "今日还没有人入场。", "Nobody has been admitted today so far.";
    Figures: "查看数字", "The figures";
    Time: "时间", "Time";
    Admitted: "入场", "Admitted";
    Doors: "各检票终端", "Doors";
    NoDoors: "还没有终端。请在“终端”中为它发放注册代码。", "There are no terminals yet. Give one a code under Terminals.";
    NoDoorsHere: "还没有终端。", "There are no terminals yet.";
    LastHeard: "最近联系", "Last heard";
    ClockOff: "时钟偏差", "Clock off by";
    Never: "从未", "never";
    Cinema: "影院", "Cinema";
    AllCinemas: "所有影院", "All cinemas";
    Show: "显示", "Show";

    // sessions and tickets
    Sessions: "场次", "Sessions";
    BusinessDay: "营业日", "Business day";
    BadDay: "日期应如 2026-05-01，这里显示的是今日。", "A day is written as 2026-05-01. Today is shown instead.";
    NoSessions: "这一天没有检票记录。", "No records of that day.";
    Ticket: "查票", "Ticket";
    TicketNumber: "票号（16 位数字）", "Ticket number, 16 digits";
    Find: "查询", "Find";
    BadTicket: "票号是 16 位数字，印在票面上。", "A ticket number has 16 digits; it is printed on the ticket.";
    NoTicket: "本平台没有这张票的任何记录。", "Nothing is known here of a ticket of that number.";
    TicketHint: "输入票号，可以看到这张票何时在哪里检过、是否已上报。", "Give a number to see when and where the ticket was checked, and whether it is upstream.";
    SaidAbove: "国家平台的说法", "What the national platform says";
    Checks: "检票经过", "Checks";
    CheckedAt: "检票时间", "Checked at";
    Arrived: "收到", "Arrived";
    Upstream: "上报", "Upstream";
    Unproved: "尚无公钥可验证", "No key fits yet";
    IsAside: "国家平台拒收，每天重试一次", "Set aside, tried once a day";
    IsWaiting: "等待上报", "Waiting to go up";
    IsRefunded: "已退票", "Refunded";
    IsChecked: "已检票", "Checked";
    IsSold: "已售出", "Sold";
    Seat: "座位", "Seat";
    Hall: "影厅", "Hall";

    // findings
    Findings: "差异", "Findings";
    NoFindings: "没有待处理的差异。", "There is nothing open. Well done.";
    ShowClosed: "也显示已处理的", "Show the closed ones too";
    HideClosed: "只显示待处理的", "Show the open ones alone";
    Close: "处理", "Close";
    CloseFinding: "处理差异", "Close a finding";
    CloseHint: "请核对上面的记录，并写明原因。处理后不能撤回，原因会一直保留。", "Please look at the records above and say why it came. Closing can't be taken back, and the reason stays with it.";
    ReasonWanted: "请写明原因。", "Please say why.";
    ReasonExample: "例如：同一观众两部手机各出示一次", "For example: one visitor showed two phones";
    GoBack: "返回", "Back";
    Done: "已处理", "Closed";
    ClosedAlready: "这一项已经处理过了。", "It is closed already.";

    // terminals
    Terminals: "终端", "Terminals";
    Enrol: "发放注册代码", "Give an enrolment code";
    EnrolHint: "终端用这个代码注册一次，密钥在终端上生成，不经过网络。", "The terminal enrols by it once. It makes its own key, which never leaves it.";
    CinemaCode: "影院编码（8 位）", "Cinema's code, 8 characters";
    TerminalName: "终端名", "Terminal's name";
    HallCodes: "影厅编码（16 位，多个用空格隔开；空白为所有影厅）", "Halls at its door, 16 digits each, with spaces between; empty: every hall";
    Minutes: "有效分钟数", "Minutes for which it is good";
    GiveCode: "发放代码", "Give a code";
    TheCode: "注册代码", "Enrolment code";
    CodeHint: "请把二维码对准终端的摄像头，或在终端上输入代码。代码只显示这一次。", "Hold this to the terminal's camera, or type the code there. It is shown this once.";
    NoPicture: "还不知道终端用什么地址访问本平台，所以没有二维码：请在 listen.hosts 中写明主机名。", "There is no QR code, as nothing tells by which name terminals reach the platform: name it in listen.hosts.";
    Rotate: "更换密钥", "Turn the key over";
    RotateHint: "终端用新代码交来下一把密钥；新旧两把在 24 小时内都有效。", "It hands in its next key by a code. Both hold for 24 hours.";
    Revoke: "吊销", "Revoke";
    RevokeHint: "吊销后，这台终端立即不能再用，也不能恢复，它的名字不再使用。它已上传的记录都保留。", "From then on the terminal is believed no more. This can't be taken back, and its name is not given again. Its records stay.";
    RevokeNow: "确定吊销", "Revoke it now";
    BadTerminalName: "终端名须为 1 至 64 个字母、数字、-、_ 或 .，并以字母或数字开头。", "A terminal's name has 1 to 64 letters, digits, -, _ or ., and begins with a letter or a digit.";
    BadCinema: "影院编码是 8 个字符。", "A cinema's code has 8 characters.";
    BadHall: "影厅编码是 16 位。", "A hall's code has 16 characters.";
    BadMinutes: "有效时间为 1 至 10080 分钟。", "A code is good for 1 to 10080 minutes.";

    // operators
    Operators: "操作员", "Operators";
    AddOperator: "添加操作员", "Add an operator";
    OperatorHint: "登录名可用字母、数字、-、_ 和 .；密码至少 8 个字符。", "A name has letters, digits, -, _ and .; a password has 8 characters at least.";
    CinemasBound: "只负责这些影院（编码，用空格隔开；空白为所有影院）", "For these cinemas alone, by their codes with spaces between; empty: all";
    NewPassword: "新密码", "New password";
    SetPassword: "更改密码", "Set the password";
    OwnPassword: "我的密码", "My password";
    OwnPasswordHint: "更改后请用新密码重新登录。", "You sign in anew with it afterwards, everywhere.";
    OldPassword: "当前密码", "Current password";
    SetPasswordHint: "更改后，此人所有登录都会退出。", "Whoever it is is signed out everywhere.";
    Disable: "停用", "Disable";
    DisableHint: "停用后，此人立即退出，不能再登录；可以重新启用。", "Signed out at once and kept out, until enabled again.";
    Enable: "启用", "Enable";
    Add: "添加", "Add";
    BadRole: "请选择角色。", "Please choose a role.";

    // cinemas
    Cinemas: "影院", "Cinemas";
    AddCinema: "添加影院，或更改名称", "Add a cinema, or give it another name";
    CinemaName: "影院名称", "Name";
    KeysHint: "公钥只从国家平台取得。", "Keys come from the national platform alone.";

    // the log
    Log: "日志", "Log";
    LogHint: "谁在何时做了什么。日志不能更改。", "Who did what, and when. Nobody can alter it.";
    Who: "执行人", "Who";
    What: "事项", "What";
    Detail: "详情", "Detail";
    Older: "更早的", "Older";
    NoEntries: "还没有日志。", "No entry yet.";

    // what is refused
    Forbidden: "无权查看", "Not for you to see";
    ForbiddenHint: "您的角色不能查看此页。如有需要，请找管理员。", "Your role does not reach this page. Ask an admin if you need it.";
    StaleForm: "表单已失效", "The form is out of date";
    StaleFormHint: "请返回重新打开页面，再填一次。没有做任何更改。", "Please open the page again and fill it in once more. Nothing was changed.";
    NotFound: "没有这个页面", "There is no such page";
    NotFoundHint: "地址可能写错了，请从上方栏目进入。", "The address may be mistyped. Please choose from above.";
    OutOfOrder: "暂时不能显示", "Out of order for a moment";
    OutOfOrderHint: "请稍后再试。终端照常检票，记录会保留并在恢复后上报。", "Please try again shortly. Terminals go on, and keep what they could not report.";
}

forms! {
    SecondsAgo { seconds }: "{seconds} 秒前", "{seconds} s ago";
    MinutesAgo { minutes }: "{minutes} 分钟前", "{minutes} min ago";
    HoursAgo { hours }: "{hours} 小时前", "{hours} h ago";
    DaysAgo { days }: "{days} 天前", "{days} days ago";
    Seconds { seconds }: "{seconds} 秒", "{seconds} s";
    Between { from, to, admitted }: "{from} 至 {to}：{admitted} 人", "{from} to {to}: {admitted}";
    ValidUntil { until }: "{until} 之前有效", "Good until {until}";
    FindingNo { id }: "差异 {id}", "Finding {id}";
    SeatAt { row, column }: "{row}排{column}座", "row {row}, seat {column}";
    WentUp { at }: "已上报，{at}", "Upstream since {at}";
    FirstOnly { shown }: "只显示最近的 {shown} 项。", "The newest {shown} are shown.";
    FirstCodes { shown }: "只显示编码最小的 {shown} 家：全部请用 hallgate-platform cinema list。", "The first {shown} by their codes are shown: `hallgate-platform cinema list` has them all.";
    SaidAt { at }: "{at} 得知", "As of {at}";
    Added { name }: "已添加 {name}。", "{name} is added.";
    Changed { name }: "{name} 已更改。", "{name} is changed.";
    RevokedNow { name }: "终端 {name} 已吊销。", "The terminal {name} is revoked.";
}
