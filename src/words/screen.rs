//! The words of what stands at the door: pages for visitors, the status bar, the device page.

use jiff::civil::{Date, DateTime};

use super::{forms, texts};
use crate::words::Language;

texts! {
    Idle: "请扫票码", "Scan ticket";
    IdleAdvice: "请将影票或手机|上的二维码|对准摄像头", "Hold the QR code on your ticket or phone up to the camera.";
    IdleImagerAdvice: "请将影票或手机|上的二维码|对准扫码器", "Hold the QR code on your ticket or phone up to the scanner.";
    Nearer: "请靠近一点", "A bit closer";
    NearerAdvice: "请将二维码|靠近摄像头", "Hold the QR code closer to the camera.";
    Further: "请拿远一点", "A bit further";
    FurtherAdvice: "离得太近了，|请让二维码|完整入镜", "Hold it further away, so that the whole code is in view.";
    HoldStill: "请拿稳不动", "Hold still";
    HoldStillAdvice: "请稍等，|拿稳影票或手机", "Keep your ticket or phone steady for a moment.";
    LessGlare: "请避开反光", "Less glare";
    LessGlareAdvice: "请将影票或手机|稍微倾斜", "Tilt your ticket or phone a little, away from the light.";
    Brighter: "请调亮屏幕", "More light";
    BrighterAdvice: "请调高手机亮度，|纸质影票|请对着亮处", "Brighten your screen, or hold a paper ticket to the light.";
    Checking: "正在核验", "One moment";
    CheckingAdvice: "请稍候", "We are checking your ticket.";

    Admitted: "请进", "Welcome";
    Reopened: "请进", "Welcome";
    ReopenedAdvice: "闸门已再次打开，|请通行", "The gate is open again.";

    Malformed: "无法识别", "Cannot read";
    MalformedAdvice: "请出示影票上的|检票二维码，|不是取票码|或付款码", "Please show the QR code on your cinema ticket.";
    WrongCinema: "影院不符", "Wrong cinema";
    WrongCinemaAdvice: "这是其他影院的票，|请核对票面|影院名称", "This ticket is for another cinema. Please check its name.";
    StaleEticket: "刷新票码", "Reload ticket";
    StaleEticketAdvice: "电子票已超时，|请刷新后再扫", "Please reload the page on your phone and scan again.";
    Forged: "未能验票", "Not valid";
    ForgedAdvice: "此票未通过验证，|请联系|工作人员", "We could not verify this ticket. Please ask our staff.";
    NoKeys: "请稍候", "Please wait";
    NoKeysAdvice: "检票机尚未就绪，|并非您的票有误，|请联系工作人员", "This gate is not ready yet. Please ask our staff.";
    KeysUntried: "人工检票", "Ask staff";
    KeysUntriedAdvice: "此票未能及时验完，|请联系|工作人员", "We could not check your ticket in time. Please ask our staff.";
    PlainCode: "请用手机", "Use phone";
    PlainCodeAdvice: "此票在网上购买，|请出示手机上的|电子票二维码", "This ticket was sold online. Please show its code on your phone.";
    WrongHall: "不是本厅", "Other hall";
    WrongHallAdvice: "您的影厅在", "Your film is shown in";
    HallOnTicketAdvice: "请按票面上的|影厅名称入场", "Please go to the hall that your ticket names.";
    AlreadyChecked: "已检过票", "Already used";
    AlreadyCheckedAdvice: "如有疑问，|请联系工作人员", "Please ask our staff.";
    Refunded: "此票已退", "Refunded";
    RefundedAdvice: "如有疑问，|请联系工作人员", "This ticket was refunded. Please ask our staff.";
    Expired: "停止入场", "Entry closed";
    ExpiredAdvice: "本场次|已停止入场，|请联系|工作人员", "Entry to this show has ended. Please ask our staff.";
    TooEarly: "稍后入场", "Too early";
    TooEarlyAdvice: "尚未开始入场，|请稍候片刻", "The doors are not open yet.";
    PlatformRequired: "请再试试", "Try again";
    PlatformRequiredAdvice: "网络暂时不通，|请稍后再扫，|或联系工作人员", "The network is down. Please scan again soon or ask our staff.";
    NotRecorded: "人工检票", "Ask staff";
    NotRecordedAdvice: "本机暂时无法记录，|请联系|工作人员入场", "This gate cannot record tickets now. Our staff will let you in.";
    Unexpected: "人工检票", "Ask staff";
    UnexpectedAdvice: "请联系|工作人员入场", "Please ask our staff to let you in.";

    GateFault: "闸机故障", "Gate fault";
    GateFaultAdvice: "请照常扫码，|工作人员|为您开门", "Please scan as usual. Our staff will open the gate.";
    Closed: "暂停服务", "Gate closed";
    ClosedAdvice: "请走其他通道，|或联系工作人员", "Please use another gate or ask our staff.";
    ClosedCamera: "故障：摄像头", "Fault: camera";
    ClosedStore: "故障：存储", "Fault: storage";
    Released: "由此离开", "Exit here";
    ReleasedAdvice: "请从此通道离开，|保持镇静，|有序撤离", "Please leave this way. Stay calm.";

    IdleBrief: "请对准摄像头", "QR to the camera";
    IdleImagerBrief: "请对准扫码器", "QR to the scanner";
    NearerBrief: "靠近摄像头", "to the camera";
    FurtherBrief: "让二维码完整", "show all of it";
    HoldStillBrief: "请稍等", "for a moment";
    LessGlareBrief: "稍微倾斜", "tilt it a little";
    BrighterBrief: "调高手机亮度", "brighten it";
    CheckingBrief: "请稍候", "please wait";
    AskStaffBrief: "请联系工作人员", "please ask staff";
    MalformedBrief: "请出示检票码", "show ticket QR";
    HallOnTicketBrief: "请核对票面影厅", "see your ticket";
    WrongCinemaBrief: "请核对票面", "please check it";
    StaleEticketBrief: "刷新后再扫", "then scan again";
    PlainCodeBrief: "请出示电子票", "show e-ticket";
    PlatformRequiredBrief: "网络不通，稍后再扫", "network is down";
    GateFaultBrief: "请照常扫码", "scan as usual";
    ReleasedBrief: "请有序离开", "please stay calm";

    Version: "软件版本", "Version";
    Network: "平台连接", "Platform";
    FullTime: "%Y年%-m月%-d日 %H:%M", "%-d %b %Y %H:%M";
    Camera: "摄像头", "Camera";
    Imager: "扫码器", "Scanner";
    Keypad: "按键", "Keypad";
    Gate: "闸门", "Gate";
    DiskSpace: "磁盘空间", "Disk space";
    Enough: "充足", "enough";
    Low: "将满", "low";
    Works: "正常", "works";
    Lost: "故障", "fault";
    Absent: "未配置", "none";

    Clock: "%H:%M", "%H:%M";
    DayAndClock: "%-m月%-d日 %H:%M", "%-d %b %H:%M";

    Online: "联网", "Online";
    Offline: "断网", "Offline";
    Connecting: "连接中", "Connecting";
    NoKeysShort: "无密钥", "No keys";
    DiskLow: "磁盘将满", "Disk low";
}

forms! {
    PendingSince { records, minutes }: "{records}，最早 {minutes} 分钟", "{records}, oldest {minutes} min";
    FullTimeUntrusted { time }: "{time} 未校时", "{time} unset";
    Seat { row, column }: "{row}排{column}座", "Row {row} Seat {column}";
    Present { time, film }: "正在放映 {time} {film}", "Now {time} {film}";
    Next { time, film }: "下一场 {time} {film}", "Next {time} {film}";
    Starts { time }: "{time} 开场", "Starts {time}";
    AdmittedAt { time }: "{time} 已检票", "Used {time}";
    OpensAt { time }: "{time} 入场", "Doors {time}";
    ClosedAt { time }: "截止 {time}", "Closed {time}";
    PendingLong { records, minutes }: "{records} 超{minutes}分", "{records} for {minutes} min";
    ClockUntrusted { time }: "{time} 未校时", "{time} unset";
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
