//! What the system and the database's engine say of a fault, known by its number: errno, the kind
//! of an error without one, SQLite's result code. In English it is told in their own words.

use std::io::{self, ErrorKind};

use rusqlite::ffi;

use super::{Language, texts};

texts! {
    // by errno
    NoEntry: "没有此文件或目录", "No such file or directory";
    Denied: "权限不足", "Permission denied";
    NotPermitted: "不允许此操作", "Operation not permitted";
    IsFolder: "这是目录", "Is a directory";
    NoFolder: "这不是目录", "Not a directory";
    NoSpace: "磁盘空间已满", "No space left on device";
    ReadOnly: "文件系统只读", "Read-only file system";
    Busy: "设备正被占用", "Device or resource busy";
    NoDevice: "没有此设备", "No such device";
    NoDeviceOrAddress: "没有此设备或地址", "No such device or address";
    NotForDevice: "设备不支持此操作", "Inappropriate ioctl for device";
    Invalid: "参数无效", "Invalid argument";
    InputOutput: "读写错误", "Input/output error";
    TooManyFiles: "打开的文件过多", "Too many open files";
    NoMemory: "内存不足", "Cannot allocate memory";
    TryAgain: "资源暂时不可用", "Resource temporarily unavailable";
    RemoteIo: "设备没有应答", "Remote I/O error";
    TimedOut: "超时", "Connection timed out";
    BrokenPipe: "对方已不再读取", "Broken pipe";
    NotEmpty: "目录不为空", "Directory not empty";
    Exists: "文件已存在", "File exists";
    TooLarge: "文件过大", "File too large";
    TooManyLinks: "符号链接层数过多", "Too many levels of symbolic links";
    OverQuota: "超出磁盘配额", "Disk quota exceeded";
    NotSupported: "不支持此操作", "Operation not supported";
    AddressInUse: "地址已被占用", "Address already in use";
    NoSuchAddress: "本机没有此地址", "Cannot assign requested address";
    Interrupted: "被信号打断", "Interrupted system call";

    // by kind, where there is no number
    NotUtf8: "不是 UTF-8 文本", "stream did not contain valid UTF-8";
    EndsEarly: "内容不完整", "failed to fill whole buffer";
    NothingTaken: "写入时不再接受数据", "failed to write whole buffer";

    // by SQLite's result code
    DatabaseReadOnly: "数据库只读，无法写入", "attempt to write a readonly database";
    FolderReadOnly: "数据库所在的文件夹不能写入", "attempt to write a readonly database";
    DatabaseLocked: "数据库被锁定", "database is locked";
    DatabaseFull: "磁盘空间已满", "database or disk is full";
    ReadFailed: "读取磁盘失败", "disk I/O error";
    ShortRead: "文件比应有的短", "disk I/O error";
    WriteFailed: "写入磁盘失败", "disk I/O error";
    SyncFailed: "磁盘没有确认写入", "disk I/O error";
    DatabaseInputOutput: "磁盘读写错误", "disk I/O error";
    DatabaseMalformed: "数据库已损坏", "database disk image is malformed";
    NotADatabase: "文件不是数据库", "file is not a database";
    CannotOpen: "无法打开数据库文件", "unable to open database file";
    OutOfMemory: "内存不足", "out of memory";
    Constraint: "违反数据库的规则", "constraint failed";
}

/// By errno.
const NUMBERS: &[(i32, Text)] = &[
    (libc::EPERM, Text::NotPermitted),
    (libc::ENOENT, Text::NoEntry),
    (libc::EINTR, Text::Interrupted),
    (libc::EIO, Text::InputOutput),
    (libc::ENXIO, Text::NoDeviceOrAddress),
    (libc::EAGAIN, Text::TryAgain),
    (libc::ENOMEM, Text::NoMemory),
    (libc::EACCES, Text::Denied),
    (libc::EBUSY, Text::Busy),
    (libc::EEXIST, Text::Exists),
    (libc::ENODEV, Text::NoDevice),
    (libc::ENOTDIR, Text::NoFolder),
    (libc::EISDIR, Text::IsFolder),
    (libc::EINVAL, Text::Invalid),
    (libc::EMFILE, Text::TooManyFiles),
    (libc::ENFILE, Text::TooManyFiles),
    (libc::ENOTTY, Text::NotForDevice),
    (libc::EFBIG, Text::TooLarge),
    (libc::ENOSPC, Text::NoSpace),
    (libc::EROFS, Text::ReadOnly),
    (libc::EPIPE, Text::BrokenPipe),
    (libc::ENOTEMPTY, Text::NotEmpty),
    (libc::ELOOP, Text::TooManyLinks),
    (libc::EOPNOTSUPP, Text::NotSupported),
    (libc::EADDRINUSE, Text::AddressInUse),
    (libc::EADDRNOTAVAIL, Text::NoSuchAddress),
    (libc::ETIMEDOUT, Text::TimedOut),
    (libc::EREMOTEIO, Text::RemoteIo),
    (libc::EDQUOT, Text::OverQuota),
];

/// By kind.
const KINDS: &[(ErrorKind, Text)] = &[
    (ErrorKind::InvalidData, Text::NotUtf8),
    (ErrorKind::UnexpectedEof, Text::EndsEarly),
    (ErrorKind::WriteZero, Text::NothingTaken),
];

/// By SQLite's result code; the extended ones stand beside their primary one.
const RESULTS: &[(i32, Text)] = &[
    (ffi::SQLITE_BUSY, Text::DatabaseLocked),
    (ffi::SQLITE_LOCKED, Text::DatabaseLocked),
    (ffi::SQLITE_NOMEM, Text::OutOfMemory),
    (ffi::SQLITE_READONLY, Text::DatabaseReadOnly),
    (ffi::SQLITE_READONLY_DIRECTORY, Text::FolderReadOnly),
    (ffi::SQLITE_IOERR, Text::DatabaseInputOutput),
    (ffi::SQLITE_IOERR_READ, Text::ReadFailed),
    (ffi::SQLITE_IOERR_SHORT_READ, Text::ShortRead),
    (ffi::SQLITE_IOERR_WRITE, Text::WriteFailed),
    (ffi::SQLITE_IOERR_FSYNC, Text::SyncFailed),
    (ffi::SQLITE_IOERR_DIR_FSYNC, Text::SyncFailed),
    (ffi::SQLITE_CORRUPT, Text::DatabaseMalformed),
    (ffi::SQLITE_FULL, Text::DatabaseFull),
    (ffi::SQLITE_CANTOPEN, Text::CannotOpen),
    (ffi::SQLITE_CONSTRAINT, Text::Constraint),
    (ffi::SQLITE_NOTADB, Text::NotADatabase),
];

fn find<K: PartialEq>(table: &[(K, Text)], key: K) -> Option<Text> {
    table.iter().find(|(of, _)| *of == key).map(|(_, text)| *text)
}

/// What the system said.
pub fn io(fault: &io::Error, language: Language) -> String {
    let own = match (fault.raw_os_error(), fault.get_ref()) {
        (Some(number), _) => errno(number, language),
        (None, _) if language == Language::English => None,
        // Somebody else's error, in the form of one.
        (None, Some(_)) => None,
        (None, None) => find(KINDS, fault.kind()).map(|text| text.plain(language)),
    };
    own.unwrap_or_else(|| fault.to_string())
}

/// The system's word for a number; none where the number says more than any word here.
pub fn errno(number: i32, language: Language) -> Option<String> {
    find(NUMBERS, number).map(|text| text.plain(language))
}

/// What SQLite said.
pub fn sqlite(fault: &rusqlite::Error, language: Language) -> String {
    let code = fault.sqlite_error().map(|fault| fault.extended_code);
    let own = code.filter(|_| language != Language::English).and_then(|code| {
        // The primary code is the lowest byte.
        find(RESULTS, code).or_else(|| find(RESULTS, code & 0xff))
    });
    own.map_or_else(|| fault.to_string(), |text| text.plain(language))
}

/// What the event loop's library said.
pub fn event_loop(fault: &calloop::Error, language: Language) -> String {
    match fault {
        calloop::Error::IoError(cause) => io(cause, language),
        other => other.to_string(),
    }
}

/// What a GPIO chip's driver said.
pub fn gpio(fault: &gpiocdev::Error, language: Language) -> String {
    match fault {
        gpiocdev::Error::Os(number) => {
            errno(number.0, language).unwrap_or_else(|| fault.to_string())
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(code: i32, message: &str) -> rusqlite::Error {
        rusqlite::Error::SqliteFailure(ffi::Error::new(code), Some(message.to_owned()))
    }

    #[test]
    fn the_system_is_known_by_its_numbers() {
        for (number, text) in NUMBERS {
            let fault = io::Error::from_raw_os_error(*number);
            assert_eq!(io(&fault, Language::Chinese), text.form(Language::Chinese));
            // The table's English is the system's own, but where two numbers share a row.
            let english = io(&fault, Language::English);
            let own = format!("{english} (os error {number})");
            assert!(*number == libc::ENFILE || own == fault.to_string(), "{english}: {fault}");
        }
        let unknown = io::Error::from_raw_os_error(9999);
        assert_eq!(io(&unknown, Language::Chinese), unknown.to_string());
    }

    #[test]
    fn an_error_without_a_number_is_known_by_its_kind_and_anothers_is_told_as_it_stands() {
        let not_text = std::io::read_to_string(&[0xff_u8, 0xfe][..]).unwrap_err();
        assert_eq!(io(&not_text, Language::Chinese), "不是 UTF-8 文本");
        assert_eq!(io(&not_text, Language::English), "stream did not contain valid UTF-8");
        let early = io::Read::read_exact(&mut &[7_u8][..], &mut [0; 2]).unwrap_err();
        assert_eq!(io(&early, Language::Chinese), "内容不完整");
        let other = io::Error::other("the moon is down");
        assert_eq!(io(&other, Language::Chinese), "the moon is down");
    }

    #[test]
    fn sqlite_is_known_by_its_codes_and_not_by_its_words() {
        for (code, chinese) in [
            (ffi::SQLITE_BUSY, "数据库被锁定"),
            (ffi::SQLITE_BUSY_SNAPSHOT, "数据库被锁定"),
            (ffi::SQLITE_FULL, "磁盘空间已满"),
            (ffi::SQLITE_READONLY_DIRECTORY, "数据库所在的文件夹不能写入"),
            (ffi::SQLITE_READONLY_DBMOVED, "数据库只读，无法写入"),
            (ffi::SQLITE_IOERR_WRITE, "写入磁盘失败"),
            (ffi::SQLITE_IOERR_LOCK, "磁盘读写错误"),
            (ffi::SQLITE_CORRUPT_VTAB, "数据库已损坏"),
        ] {
            let fault = failure(code, "in other words");
            assert_eq!(sqlite(&fault, Language::Chinese), chinese);
            assert_eq!(sqlite(&fault, Language::English), "in other words");
        }
        let column = rusqlite::Error::InvalidColumnIndex(3);
        assert_eq!(sqlite(&column, Language::Chinese), column.to_string());
    }

    #[test]
    fn what_libraries_wrap_is_known_too() {
        let number = gpiocdev::Error::from(io::Error::from_raw_os_error(libc::EBUSY));
        assert_eq!(gpio(&number, Language::Chinese), "设备正被占用");
        let cause = io::Error::from_raw_os_error(libc::EMFILE);
        let wrapped = calloop::Error::IoError(cause);
        assert_eq!(event_loop(&wrapped, Language::Chinese), "打开的文件过多");
        assert_eq!(event_loop(&wrapped, Language::English), "Too many open files");
    }
}
