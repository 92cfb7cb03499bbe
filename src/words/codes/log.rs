//! The protected log: what does not fit when it is looked through.

use super::codes;

codes! {
    ALTERED = 401:
        "日志中有一条与写入时不同，或不与前一条相接。", "An entry of the log is not as it was written, or does not follow the one before it.";
        "保留数据库和备份，不要再改动；查明从那个时间起谁接触过机器。", "Keep the database and its backups as they are; find out who had the machine from that time on.";
    UNREADABLE = 402:
        "日志中有一条无法读取：内容被改写过。", "An entry of the log does not read any more: it was written over.";
        "保留数据库和备份；与较早的备份比较该条内容。", "Keep the database and its backups; compare the entry with an earlier backup.";
    MISSING = 403:
        "日志中间缺少若干条。", "Entries are missing from within the log.";
        "保留数据库；在较早的备份中查找缺少的条目，并查明谁删去了它们。", "Keep the database; look for the missing entries in an earlier backup, and find out who removed them.";
    TAIL_CUT = 404:
        "日志末尾的若干条被删去。", "Entries were cut off the log's end.";
        "保留数据库；查明是否有人放回了旧的数据库文件，或删去了最后的条目。", "Keep the database; find out whether somebody put an older file back or removed the last entries.";
    HEAD_ALTERED = 405:
        "数据库中记下的日志末尾与最后一条不符。", "What the database keeps of the log's end does not fit its last entry.";
        "保留数据库，并查明谁直接改动过它。", "Keep the database and find out who changed it directly.";
    ROLLED_BACK = 406:
        "日志曾被退回到较早的状态，又继续写入。", "The log was once rolled back to an earlier state and written on.";
        "若是恢复了备份，核对恢复的时间并记下原因；否则查明谁换过数据库文件。", "If a backup was restored, compare the times and note the reason; else find out who replaced the database's file.";
    OUTSIDE_ALTERED = 407:
        "数据库旁的日志标记文件被改动，无法读取。", "The file with the log's head, beside the database, was altered and does not read.";
        "查明谁改动了它；日志本身另行检查，结果写在同一命令中。", "Find out who changed it; the log itself is checked besides, by the same command.";
    OUTSIDE_MISSING = 408:
        "数据库旁缺少日志标记文件，因此看不出日志是否曾被退回。", "The file with the log's head is missing beside the database, so that a rollback can't be seen.";
        "把它从原处放回；若是只搬了数据库文件，请连同旁边的文件一起搬。", "Put it back from where it was; a database that is moved has to be moved with the files beside it.";
    OUTSIDE_OLD = 409:
        "日志标记文件比日志旧：放回了旧文件，或当时没有写到磁盘上。", "The file with the log's head is older than the log: an older one was put back, or the disk did not take it then.";
        "检查磁盘健康状况，并查明是否有人放回旧文件；日志条目没有被改动。", "Look at the disk's health, and whether somebody put an older file back; no entry of the log is altered.";
    GUARD_GONE = 410:
        "数据库中防止改动记录的规则被删去。", "A rule of the database that keeps records from being changed was removed.";
        "保留数据库；把检票记录与第三方检票平台核对（hallgate reconcile），并查明谁动过它。", "Keep the database; compare the records with the platform (`hallgate reconcile`) and find out who had it.";
    GUARD_ALTERED = 411:
        "数据库中防止改动记录的规则被换成了别的内容。", "A rule of the database that keeps records from being changed was replaced by another.";
        "保留数据库；把检票记录与第三方检票平台核对（hallgate reconcile），并查明是谁更换的。", "Keep the database; compare the records with the platform (`hallgate reconcile`) and find out who replaced it.";
    GUARD_FOREIGN = 412:
        "数据库中有一条不属于本程序的规则，会作用于检票数据。", "The database has a rule that is not this program's and acts on its data.";
        "保留数据库，并查明是谁加上的、起什么作用。", "Keep the database and find out who put it there, and what it does.";
}
