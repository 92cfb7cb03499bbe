//! The words of the reports: business days, periods, single records, the comparison with the
//! platform.

use super::{forms, texts};

texts! {
    // Tickets whose number staff typed.
    TypedTickets: "输入票号", "Ticket numbers typed";
    LetIn: "放行", "Let in";

    Title: "检票日报", "Admissions";
    PeriodTitle: "检票汇总", "Admissions";
    Monday: "星期一", "Monday";
    Tuesday: "星期二", "Tuesday";
    Wednesday: "星期三", "Wednesday";
    Thursday: "星期四", "Thursday";
    Friday: "星期五", "Friday";
    Saturday: "星期六", "Saturday";
    Sunday: "星期日", "Sunday";
    Span: "06:00 至次日 06:00", "06:00 to 06:00";
    Cinema: "影院编码", "cinema";
    MadeAt: "制表时间", "made at";
    Unfinished: "本营业日尚未结束，以下为截至制表时间的数据。", "The business day is not over yet: these are its figures so far.";
    PeriodUnfinished: "最后一个营业日尚未结束，以下为截至制表时间的数据。", "The last business day is not over yet: these are the figures so far.";
    Nothing: "本营业日暂无检票记录。", "No ticket was shown on this business day yet.";
    PeriodNothing: "所选营业日暂无检票记录。", "No ticket was shown on these business days.";
    Nobody: "本营业日暂无观众入场。", "Nobody was admitted on this business day yet.";

    Sessions: "场次（金额单位：元）", "Sessions (amounts in yuan)";
    Days: "营业日（金额单位：元）", "Business days (amounts in yuan)";
    Months: "月份（金额单位：元）", "Months (amounts in yuan)";
    Halls: "影厅（金额单位：元）", "Halls (amounts in yuan)";
    Hours: "时段", "Hours";
    Waits: "从出示影票到开闸的等候时间", "From the ticket shown to the open gate";

    Doubtful: "存疑记录（写入失败，闸机未打开；不上传，不计数）", "Doubtful records (not committed, the gate stayed shut; neither uploaded nor counted)";
    Doubles: "重复入场（在本机放行，也在别处检过票）", "Double admissions (admitted here, and elsewhere too)";
    OtherDoor: "另一检票口", "Other door";

    Day: "营业日", "Day";
    Month: "月份", "Month";
    Total: "合计", "Total";
    Hour: "时段", "Hour";
    Reason: "原因", "Reason";
    Times: "次数", "Times";
    Wait: "等候", "Wait";
    Visitors: "人次", "Visitors";
    Longer: "更久", "longer";

    Number: "序号", "No.";
    // The sheets of a workbook, and the columns of single records.
    TotalsSheet: "合计", "Totals";
    SessionsSheet: "场次", "Sessions";
    TicketNumber: "电影票票号", "Ticket number";
    CinemaCode: "影院编码", "Cinema code";
    ScreenCode: "影厅编码", "Hall code";
    ScreenName: "影厅名称", "Hall";
    FilmCode: "影片编码", "Film code";
    FilmName: "影片名称", "Film";
    SessionCode: "场次编码", "Session code";
    ShowTime: "放映时间", "Start";
    SeatCode: "座位编码", "Seat code";
    SeatRow: "排", "Row";
    SeatColumn: "座", "Seat";
    TicketType: "售票方式", "Sold";
    TicketPrice: "票价（元）", "Price (yuan)";
    ServiceFee: "服务费（元）", "Service fee (yuan)";
    Electronic: "电子影票", "E-ticket";
    CheckTime: "检票时间", "Checked at";
    Basis: "检票依据", "Basis";
    PassedAt: "通过时间", "Passed at";
    Reopenings: "再次开闸次数", "Reopened";
    UploadState: "上传状态", "Upload";
    UploadedAt: "上传时间", "Uploaded at";
    Doubled: "重复入场", "Double admission";
    NothingFound: "没有符合条件的检票记录。", "No check record fits.";

    Compared: "平台对账", "Compared with the platform";
    NothingToCompare: "没有可核对的检票记录。", "There is no check record to compare.";
    ComparedSessions: "场次（人次）", "Sessions (visitors)";
    Differences: "不符明细", "Differences";
    Accepted: "平台已检", "Platform";
    Differing: "不符", "Differ";
    Difference: "不符之处", "Difference";
    Here: "本机", "Here";
    There: "平台", "Platform says";
    UnknownThere: "平台无此票", "unknown there";
    NotCheckedThere: "平台未记检票", "not checked there";
    CheckedThere: "平台已记检票", "checked there";
    DoubledThere: "重复入场", "double admission";
    RefundedThere: "平台已退票", "refunded there";
    OtherHall: "影厅不同", "hall";
    OtherSession: "场次不同", "session";
    OtherStart: "开场不同", "start";
    OtherPrice: "票价不同", "price";
    OtherFee: "服务费不同", "fee";
    NoTicket: "无此票", "no such ticket";
    Refunded: "已退票", "refunded";
    Unchecked: "未检", "not checked";
    Checked: "已检", "checked";
    CheckedBefore: "此前已在别处检票", "checked elsewhere before";

    BomIsForCsv: "--bom 只用于 --format csv", "--bom is for --format csv alone";
    WorkbookIsAFile: "xlsx 是文件，不能显示在屏幕上：请在命令后加 > FILE.xlsx", "a workbook is a file, and nothing to be read here: add > FILE.xlsx to the command";
}

forms! {
    PeriodSpan { first, last, days }: "{first} 至 {last}，共 {days} 个营业日", "{first} to {last}, {days} business days";

    UpTo { ms }: "{ms} 毫秒以内", "up to {ms} ms";

    Place { row, column }: "{row}排{column}座", "R{row} S{column}";
    Found { records }: "共 {records} 条。", "Records: {records}.";
    FirstFound { records }: "以上为最早的 {records} 条，还有更多：请缩小范围，或用 --limit 放宽。", "The first {records}; there are more: narrow the search, or raise --limit.";
    LastFound { records }: "以上为最新的 {records} 条，还有更多：请缩小范围，或用 --limit 放宽。", "The last {records}; there are more: narrow the search, or raise --limit.";

    LetInByNumber { ticket, at, hall, start }: "{ticket} 于 {at} 由工作人员凭票号放行（{hall}，{start} 场），不上传；操作人见 hallgate audit show。", "{ticket} was let in by its number by staff at {at} ({hall}, {start}); not uploaded. `hallgate audit show` tells by whom.";

    NoDifferences { compared }: "已核对 {compared} 条，全部相符。", "Records compared: {compared}. No differences.";
    SomeDifferences { compared, differing }: "已核对 {compared} 条，其中 {differing} 条不符。", "Records compared: {compared}. Records that differ: {differing}.";
    Unasked { records }: "另有 {records} 条未能核对。", " Records that could not be asked for: {records}.";
    Comparing { done, total }: "正在核对 {done}/{total}", "Comparing {done} of {total}";

    ToCome { day, today }: "营业日 {day} 尚未开始：当前营业日为 {today}", "the business day {day} has not begun yet: the current one is {today}";
    ReversedTimes { to, from }: "结束时间 {to}（--to）须晚于开始时间 {from}（--from）；06:00 之前的时间算在营业日末尾的夜里", "--to {to} is not after --from {from}; a time before 06:00 belongs to the night at the end of the business day";
    Reversed { last, first }: "结束日 {last} 早于开始日 {first}", "the period ends on {last}, before it begins on {first}";
}

/// The days of a week, Monday first.
pub const WEEKDAYS: [Text; 7] = [
    Text::Monday,
    Text::Tuesday,
    Text::Wednesday,
    Text::Thursday,
    Text::Friday,
    Text::Saturday,
    Text::Sunday,
];
