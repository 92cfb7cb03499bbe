//! The nouns that several faces share: the screen, reports, records, `hallgate status`. One word for
//! one thing, so that staff find on paper what they read at the door.

use super::{forms, texts};

texts! {
    // What becomes of a ticket.
    Admitted: "入场", "Admitted";
    // The same over a narrow column.
    Entered: "入场", "In";
    Refused: "未予入场", "Refused";
    Reopened: "再次开闸", "Reopened";
    ByHand: "手动开闸", "By hand";
    Uploaded: "已上传", "Uploaded";
    Pending: "待上传", "Pending";
    SetAside: "平台拒收", "Set aside";
    DoubleAdmissions: "重复入场", "Double entry";
    Upload: "上传", "Upload";

    // Reasons to refuse, where the page for the visitor tells something else; all others are
    // called as on that page.
    StaleEticket: "电子票超时", "E-ticket too old";
    WrongCinema: "非本影院票", "Wrong cinema";
    TooEarly: "未到入场时间", "Too early";
    PlatformRequired: "平台未应答", "No answer";
    NotRecorded: "无法记录", "Not recorded";
    // Of a ticket whose number was typed.
    UnknownTicket: "平台查无此票", "No such ticket";
    Unanswered: "平台未应答", "No answer";
    Typed: "输入票号", "By number";

    // Reasons to open by hand.
    Unreadable: "票码破损", "Ticket unreadable";
    Phone: "手机故障", "Phone trouble";
    CheckedByHand: "人工核对无误", "Checked by hand";
    Assistance: "需要协助通行", "Needs assistance";
    StaffMember: "工作人员通行", "Staff member";
    StaffButton: "员工按钮", "Staff button";
    Other: "其他原因", "Other reason";

    // A record, a session.
    Records: "检票记录", "Records";
    Ticket: "票号", "Ticket";
    CheckedAt: "检票时间", "Admitted at";
    Hall: "影厅", "Hall";
    Start: "开场", "Start";
    Film: "影片", "Film";
    Seat: "座位", "Seat";
    Seats: "座位数", "Seats";
    Price: "票款", "Price";
    ServiceFee: "服务费", "Fees";

    // How the terminal stands.
    ThisTerminal: "本机状态", "This terminal";
    Keys: "影院公钥", "Public keys";
    LastContact: "最近联系", "Last contact";
    LastError: "最近错误", "Last error";
    Database: "数据库", "Database";
    Clock: "时钟", "Clock";
}

forms! {
    // A hall that nobody has named: a number before "hall" would be taken for its name.
    HallCode { hall }: "编码{hall}", "Code {hall}";
}
