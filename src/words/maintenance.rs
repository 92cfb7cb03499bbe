//! The words of `hallgate rescue`, `backup` and `restore`.

use super::texts;

texts! {
    // A file that was set aside.
    From: "读取 {}（原样保留）", "read {}, which is kept as it is";
    // Records held, carried over this time, pending.
    Saved: "数据库现有 {} 条检票记录（本次救出 {} 条），其中 {} 条待上传", "the store holds {} records, {} of them carried over now, {} pending";
    NothingMissing: "没有缺少的记录", "no record is missing";
    Missing: "缺少 {} 条记录：请从备份或第三方检票平台核对", "{} records are missing: compare with a backup or the platform";
    Torn: "未能完整读出的数据：{}", "not read in whole: {}";
    // File, records, pending.
    Written: "已备份到 {}：{} 条检票记录，其中 {} 条待上传", "backed up into {}: {} records, {} of them pending";
    Restored: "数据库 {} 已恢复：{} 条检票记录，其中 {} 条待上传", "the database {} is restored: {} records, {} of them pending";
}
