//! The words of `hallgate rescue`, `backup` and `restore`.

use super::{forms, texts};

texts! {
    NightlyOff: "配置为每晚不备份（[export] nightly_backup = false）", "no nightly backup is wanted: [export] nightly_backup = false";
    NoStickTonight: "没有插着的U盘，今晚不备份", "no stick is in, so nothing is backed up tonight";
    NothingMissing: "没有缺少的记录", "no record is missing";
}

forms! {
    // A file that was set aside.
    From { file }: "读取 {file}（原样保留）", "read {file}, which is kept as it is";
    Saved { records, carried_over, pending }: "数据库现有 {records} 条检票记录（本次救出 {carried_over} 条），其中 {pending} 条待上传", "the store holds {records} records, {carried_over} of them carried over now, {pending} pending";
    Missing { records }: "缺少 {records} 条记录：请从备份或第三方检票平台核对", "{records} records are missing: compare with a backup or the platform";
    LogMissing { entries }: "操作日志已知缺少 {entries} 条", "{entries} entries of the protected log are known to be missing";
    Torn { parts }: "未能完整读出的数据：{parts}", "not read in whole: {parts}";
    Written { file, records, pending }: "已备份到 {file}：{records} 条检票记录，其中 {pending} 条待上传", "backed up into {file}: {records} records, {pending} of them pending";
    Restored { database, records, pending }: "数据库 {database} 已恢复：{records} 条检票记录，其中 {pending} 条待上传", "the database {database} is restored: {records} records, {pending} of them pending";
    // Of what is known to have been there after the backup was made.
    MissingSince { records }: "已知缺少备份之后的 {records} 条检票记录：请与第三方检票平台核对（hallgate reconcile）", "{records} records from after the backup are known to be missing: compare with the platform (`hallgate reconcile`)";
    LogMissingSince { entries }: "已知至少缺少备份之后的 {entries} 条日志", "at least {entries} entries of the protected log from after the backup are known to be missing";
    // The database that stood there.
    Kept { file }: "原数据库另存为 {file}", "the database that stood there is kept as {file}";
    KeptDamaged { file }: "损坏的数据库另存为 {file}：再运行 hallgate rescue，可从中救出备份缺少的记录", "the damaged database is kept as {file}: `hallgate rescue` carries over from it what the backup lacks";
}
