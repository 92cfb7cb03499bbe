//! The words of what stands at the door: pages for visitors, the status bar, the device page.

use jiff::civil::{Date, DateTime};

use super::{forms, texts};
use crate::words::Language;

texts! {
    Idle: "请扫票码", "Scan ticket";
    IdleAdvice: "请将影票或手机|上的二维码|对准摄像头", "Hold the QR code on your ticket or phone up to the camera.";
    OnNow: "正在放映", "Now";
    OnNext: "下一场", "Next";
    PlaceAbove: "上方", "above";
    PlaceBelow: "下方", "below";
    PlaceLeft: "左侧", "on the left";
    PlaceRight: "右侧", "on the right";
    IdleImagerAdvice: "请将影票或手机|上的二维码|对准扫码器", "Hold the QR code on your ticket or phone up to the scanner.";
    Nearer: "请靠近一点", "A bit closer";
    NearerAdvice: "二维码太小，|还看不清", "The QR code is too small to be read.";
    Further: "请拿远一点", "A bit further";
    FurtherAdvice: "请让二维码|完整入镜", "The whole QR code has to be in view.";
    HoldStill: "请拿稳不动", "Hold still";
    HoldStillAdvice: "画面有些模糊，|马上就好", "The picture is blurred. It only takes a moment.";
    LessGlare: "请避开反光", "Less glare";
    LessGlareAdvice: "请将影票或手机|稍微倾斜", "Tilt your ticket or phone a little.";
    Brighter: "请调亮屏幕", "More light";
    BrighterAdvice: "纸质影票|请对着亮处", "Brighten your screen, or hold a paper ticket under a lamp.";
    Checking: "正在核验", "One moment";
    CheckingAdvice: "请稍候", "We are checking your ticket.";

    Admitted: "请进", "Welcome";
    Reopened: "请进", "Welcome";
    ReopenedMore: "闸机已再次打开", "The gate is open again";

    // What is done next: the largest words of a page, where no figure decides.
    AskStaff: "请找|工作人员", "Please ask our staff";
    ShowTicketCode: "请出示|检票码", "Show your ticket code";
    CheckCinema: "请核对|影院", "Check the cinema";
    ReloadTicket: "请刷新|后再扫", "Reload and scan again";
    ShowEticket: "请出示|电子票", "Show your e-ticket";
    ScanAgain: "请稍后|再扫", "Scan again soon";
    HallOnTicket: "请看|票面影厅", "See your ticket";

    Malformed: "无法识别", "Cannot read";
    MalformedMore: "不是取票码或付款码", "not the pick-up or payment code";
    WrongCinema: "非本|影院票", "Wrong cinema";
    WrongCinemaMore: "请看票面或购票订单", "It is on your ticket or order";
    StaleEticket: "电子票超时", "E-ticket too old";
    StaleEticketMore: "截图过一会儿就失效", "A screenshot soon expires";
    Forged: "验票失败", "Not valid";
    ForgedMore: "请备好购票订单", "Have your order at hand";
    NoKeys: "检票机未就绪", "Not ready";
    NoKeysMore: "并非您的票有误", "Your ticket is not the cause";
    KeysUntried: "验票超时", "Timed out";
    KeysUntriedMore: "并不表示票有问题", "Your ticket may well be valid";
    PlainCode: "请用手机", "Use phone";
    PlainCodeMore: "此票在网上购买", "This ticket was sold online";
    WrongHall: "不是本厅", "Wrong hall";
    GoTo: "请到", "Go to";
    AlreadyChecked: "此票已用", "Already used";
    Refunded: "此票已退", "Refunded";
    Expired: "停止入场", "Entry closed";
    TooEarly: "未到时间", "Too early";
    PlatformRequired: "网络不通", "Network down";
    PlatformRequiredMore: "仍不行，请找工作人员", "If it goes on, ask our staff";
    NotRecorded: "检票机故障", "Machine fault";
    NotRecordedMore: "暂时无法记录", "It cannot record now";
    Unexpected: "无法判断", "Not decided";

    GateFault: "闸机故障", "Gate fault";
    GateFaultAdvice: "请照常扫码，|工作人员|为您开门", "Please scan as usual. Our staff will let you in.";
    Closed: "暂停服务", "Gate closed";
    ClosedAdvice: "请走其他通道，|或找工作人员", "Please use another gate or ask our staff.";
    ClosedCamera: "故障：摄像头", "Fault: camera";
    ClosedStore: "故障：存储", "Fault: storage";
    Released: "紧急疏散|出口", "Exit here";
    ReleasedAdvice: "保持镇静，|不要奔跑", "Stay calm. Do not run.";

    IdleBrief: "请对准摄像头", "QR to the camera";
    IdleImagerBrief: "请对准扫码器", "QR to the scanner";
    NearerBrief: "二维码太小", "it looks too small";
    FurtherBrief: "让二维码完整", "show all of it";
    HoldStillBrief: "画面模糊", "it is blurred";
    LessGlareBrief: "稍微倾斜", "tilt it a little";
    BrighterBrief: "纸票对着亮处", "brighten it";
    CheckingBrief: "请稍候", "checking it";
    GateFaultBrief: "请照常扫码", "scan as usual";
    ReleasedBrief: "不要奔跑", "do not run";

    Version: "软件版本", "Version";
    Network: "平台连接", "Platform";
    FullTime: "%Y年%-m月%-d日 %H:%M", "%-d %b %Y %H:%M";
    Camera: "摄像头", "Camera";
    Imager: "扫码器", "Scanner";
    Keypad: "按键", "Keypad";
    Gate: "闸机", "Gate";
    DiskSpace: "磁盘空间", "Disk space";
    Enough: "充足", "enough";
    Low: "将满", "low";
    Works: "正常", "works";
    Lost: "故障", "fault";
    Absent: "未配置", "none";

    NotStartedTitle: "需要处理", "A fault";
    NotStarted: "检票程序|没有运行", "The terminal does not run";

    Trial: "试用系统", "TRIAL SYSTEM";
    TrialShort: "试用", "TRIAL";

    WindowKeys: "Enter 菜单（待机时）、确定  上下键选择   Esc 返回  退格删除  / 手动开闸", "Enter menu (while idle), take   up/down choose   Esc back   / open by hand";
    WindowEnds: "Ctrl-C 结束", "Ctrl-C ends";

    Clock: "%H:%M", "%H:%M";
    DayAndClock: "%-m月%-d日 %H:%M", "%-d %b %H:%M";

    Online: "联网", "Online";
    Offline: "断网", "Offline";
    Connecting: "连接中", "Connecting";
    NoKeysShort: "无密钥", "No keys";
    DiskLow: "磁盘将满", "Disk low";
    NeighbourAway: "1 个门失联", "1 door away";
    NeighboursWrong: "请查其他门", "Check doors";
}

forms! {
    PendingSince { records, minutes }: "{records}，最早 {minutes} 分钟", "{records}, oldest {minutes} min";
    FullTimeUntrusted { time }: "{time} 未校时", "{time}, clock not set";
    Seat { row, column }: "{row}排{column}座", "Row {row} Seat {column}";
    Starts { time }: "{time} 开场", "Starts {time}";
    Left { minutes }: "还有 {minutes} 分钟", "in {minutes} min";
    Under { minutes }: "已开场 {minutes} 分钟", "{minutes} min ago";
    NeighboursAway { doors }: "{doors} 个门失联", "{doors} doors away";
    AdmittedThere { time, door }: "{time} 在“{door}”检过", "at {time}, {door}";
    AtDoor { door }: "在“{door}”", "at {door}";
    AdmittedAt { time }: "{time} 检过", "at {time}";
    OpensAt { time }: "{time} 入场", "from {time}";
    ClosedAt { time }: "截止 {time}", "at {time}";
    PendingLong { records, minutes }: "{records} 超{minutes}分", "{records} for {minutes} min";
    IdleToward { place }: "请将影票或手机|上的二维码|对准{place}摄像头", "Hold the QR code on your ticket or phone up to the camera {place}.";
    IdleTowardBrief { place }: "对准{place}摄像头", "camera {place}";
    SignInAs { number, password }: "数字键输入；登录用工号 {number}，密码 {password}", "Type digits; sign in with staff number {number}, password {password}";
    ClockUntrusted { time }: "{time} 未校时", "{time} clock not set";
}

/// A time as visitors read it: the day is left out when it is `today`.
pub fn time(at: DateTime, today: Option<Date>, language: Language) -> String {
    let form = if today == Some(at.date()) { Text::Clock } else { Text::DayAndClock };
    at.strftime(form.form(language)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_filled_in_and_the_day_only_told_when_it_is_another() {
        let seat = Seat { row: 7, column: "12" };
        assert_eq!(seat.text(Language::English), "Row 7 Seat 12");
        assert_eq!(seat.text(Language::Chinese), "7排12座");
        let at = jiff::civil::datetime(2026, 7, 27, 9, 5, 59, 0);
        assert_eq!(time(at, Some(at.date()), Language::Chinese), "09:05");
        assert_eq!(time(at, None, Language::Chinese), "7月27日 09:05");
        assert_eq!(time(at, None, Language::English), "27 Jul 09:05");
    }
}
