//! The words of `hallgate rescue`, `backup` and `restore`.

use super::texts;

texts! {
    // A file that was set aside.
    From: "读取 {}（原样保留）", "read {}, which is kept as it is";
    // Records held, carried over this time, pending.
    Saved: "数据库现有 {} 条检票记录（本次救出 {} 条），其中 {} 条待上传", "the store holds {} records, {} of them carried over now, {} pending";
    NothingMissing: "没有缺少的记录", "no record is missing";
    Missing: "缺少 {} 条记录：请从备份或第三方检票平台核对", "{} records are missing: compare with a backup or the platform";
    LogMissing: "操作日志已知缺少 {} 条", "{} entries of the protected log are known to be missing";
    Torn: "未能完整读出的数据：{}", "not read in whole: {}";
    // File, records, pending.
    Written: "已备份到 {}：{} 条检票记录，其中 {} 条待上传", "backed up into {}: {} records, {} of them pending";
    Restored: "数据库 {} 已恢复：{} 条检票记录，其中 {} 条待上传", "the database {} is restored: {} records, {} of them pending";
    // Of what is known to have been there after the backup was made.
    MissingSince: "已知缺少备份之后的 {} 条检票记录：请与第三方检票平台核对（hallgate reconcile）", "{} records from after the backup are known to be missing: compare with the platform (`hallgate reconcile`)";
    LogMissingSince: "已知至少缺少备份之后的 {} 条日志", "at least {} entries of the protected log from after the backup are known to be missing";
    // The database that stood there.
    Kept: "原数据库另存为 {}", "the database that stood there is kept as {}";
    KeptDamaged: "损坏的数据库另存为 {}：再运行 hallgate rescue，可从中救出备份缺少的记录", "the damaged database is kept as {}: `hallgate rescue` carries over from it what the backup lacks";
}
