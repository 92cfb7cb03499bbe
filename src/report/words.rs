//! The words of the reports in both languages.

use crate::config::Language;
use crate::door::Reason;

/// Every word of a day's report.
#[derive(Debug)]
pub(super) struct Words {
    pub title: &'static str,
    pub weekdays: [&'static str; 7],
    /// From 06:00 to 06:00.
    pub span: &'static str,
    pub cinema: &'static str,
    pub made_at: &'static str,
    pub unfinished: &'static str,
    pub nothing: &'static str,
    pub nobody: &'static str,
    pub sessions: &'static str,
    pub halls: &'static str,
    pub hours: &'static str,
    pub refusals: &'static str,
    pub hall: &'static str,
    pub start: &'static str,
    pub film: &'static str,
    pub admitted: &'static str,
    pub reopened: &'static str,
    pub uploaded: &'static str,
    pub pending: &'static str,
    pub set_aside: &'static str,
    pub price: &'static str,
    pub service_fee: &'static str,
    pub total: &'static str,
    pub hour: &'static str,
    pub refused: &'static str,
    pub reason: &'static str,
    pub times: &'static str,
    /// Before and after a hall's code where its name is not known.
    pub hall_code: (&'static str, &'static str),
}

const CHINESE: Words = Words {
    title: "检票日报",
    weekdays: ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"],
    span: "06:00 至次日 06:00",
    cinema: "影院编码",
    made_at: "制表时间",
    unfinished: "本营业日尚未结束，以下为截至制表时间的数据。",
    nothing: "本营业日暂无检票记录。",
    nobody: "本营业日暂无观众入场。",
    sessions: "场次（金额单位：元）",
    halls: "影厅（金额单位：元）",
    hours: "时段",
    refusals: "未予入场",
    hall: "影厅",
    start: "开场",
    film: "影片",
    admitted: "入场",
    reopened: "再开门",
    uploaded: "已上传",
    pending: "待上传",
    set_aside: "搁置",
    price: "票款",
    service_fee: "服务费",
    total: "合计",
    hour: "时段",
    refused: "未入场",
    reason: "原因",
    times: "次数",
    hall_code: ("", "号厅"),
};

const ENGLISH: Words = Words {
    title: "Admissions",
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    span: "06:00 to 06:00",
    cinema: "cinema",
    made_at: "made at",
    unfinished: "The business day is not over yet: these are its figures so far.",
    nothing: "No ticket was shown on this business day yet.",
    nobody: "Nobody was admitted on this business day yet.",
    sessions: "Sessions (amounts in yuan)",
    halls: "Halls (amounts in yuan)",
    hours: "Hours",
    refusals: "Not admitted",
    hall: "Hall",
    start: "Start",
    film: "Film",
    admitted: "Admitted",
    reopened: "Again",
    uploaded: "Uploaded",
    pending: "Pending",
    set_aside: "Aside",
    price: "Tickets",
    service_fee: "Fees",
    total: "Total",
    hour: "Hour",
    refused: "Refused",
    reason: "Reason",
    times: "Times",
    hall_code: ("Hall ", ""),
};

pub(super) fn words(language: Language) -> &'static Words {
    match language {
        Language::Chinese => &CHINESE,
        Language::English => &ENGLISH,
    }
}

/// A reason as staff call it; one that this program does not know keeps its name.
pub(super) fn reason(name: &str, language: Language) -> &str {
    let Some(reason) = Reason::ALL.into_iter().find(|reason| reason.as_str() == name) else {
        return name;
    };
    let (chinese, english) = match reason {
        Reason::Malformed => ("不是影票二维码", "not a ticket's code"),
        Reason::WrongCinema => ("其他影院的票", "another cinema's ticket"),
        Reason::StaleEticket => ("电子票页面过时", "e-ticket page too old"),
        Reason::Forged => ("验票未通过", "not genuine"),
        Reason::WrongHall => ("不是本厅的票", "another hall's ticket"),
        Reason::AlreadyChecked => ("已检过票", "used before"),
        Reason::Refunded => ("已退票", "refunded"),
        Reason::Expired => ("已停止入场", "entry closed"),
        Reason::TooEarly => ("未到入场时间", "too early"),
        Reason::PlatformRequired => ("平台未应答", "no answer from the platform"),
        Reason::NotRecorded => ("存储故障，无法记录", "could not be recorded"),
        Reason::Ok => ("入场", "admitted"),
        Reason::Reopened => ("再开门", "re-opened"),
    };
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}
