//! The words of the reports: business days, periods, single records, the comparison with the
//! platform.

use super::texts;

texts! {
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
    // The first and the last business day, and how many they are.
    PeriodSpan: "{} 至 {}，共 {} 个营业日", "{} to {}, {} business days";
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

    Doubtful: "存疑记录（写入失败，闸门未打开；不上传，不计数）", "Doubtful records (not committed, the gate stayed shut; neither uploaded nor counted)";
    Doubles: "重复入场（断网期间在本机放行，此前已在别处检票）", "Double admissions (admitted here offline, checked elsewhere before)";

    Day: "营业日", "Day";
    Month: "月份", "Month";
    Total: "合计", "Total";
    Hour: "时段", "Hour";
    Reason: "原因", "Reason";
    Times: "次数", "Times";
    Wait: "等候", "Wait";
    Visitors: "人次", "Visitors";
    UpTo: "{} 毫秒以内", "up to {} ms";
    Longer: "更久", "longer";

    Number: "序号", "No.";
    Place: "{}排{}座", "R{} S{}";
    NothingFound: "没有符合条件的检票记录。", "No check record fits.";
    Found: "共 {} 条。", "Records: {}.";
    FirstFound: "以上为最早的 {} 条，还有更多：请缩小范围，或用 --limit 放宽。", "The first {}; there are more: narrow the search, or raise --limit.";
    LastFound: "以上为最新的 {} 条，还有更多：请缩小范围，或用 --limit 放宽。", "The last {}; there are more: narrow the search, or raise --limit.";

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
    // How many were compared.
    NoDifferences: "已核对 {} 条，全部相符。", "Records compared: {}. No differences.";
    // How many were compared, how many of them differ.
    SomeDifferences: "已核对 {} 条，其中 {} 条不符。", "Records compared: {}. Records that differ: {}.";
    Unasked: "另有 {} 条未能核对。", " Records that could not be asked for: {}.";
    // Done, all.
    Comparing: "正在核对 {}/{}", "Comparing {} of {}";

    // The day, the current one.
    ToCome: "营业日 {} 尚未开始：当前营业日为 {}", "the business day {} has not begun yet: the current one is {}";
    // The end, the beginning.
    ReversedTimes: "结束时间 {}（--to）须晚于开始时间 {}（--from）；06:00 之前的时间算在营业日末尾的夜里", "--to {} is not after --from {}; a time before 06:00 belongs to the night at the end of the business day";
    // The last day, the first.
    Reversed: "结束日 {} 早于开始日 {}", "the period ends on {}, before it begins on {}";
    BomIsForCsv: "--bom 只用于 --format csv", "--bom is for --format csv alone";
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
