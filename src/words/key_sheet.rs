//! The words of `hallgate key`.

use super::{forms, texts};

texts! {
    // on the sheet
    Title: "检票机数据库密钥", "Database key of a check-in terminal";
    PutAway: "有此密钥即可读取本机的全部检票记录：请打印后与影院的其他密钥一起存放，不要放在检票机旁，也不要拍照，打印后删除图片文件。没有它，备份和旧卡都无法读取。", "Whoever has this key can read all records of this terminal: put the sheet away where the cinema keeps its keys, not near the door, take no photo of it, and delete the file after printing. Without the key neither backup nor card can be read.";
    HowToRead: "检票机损坏后：在新机上运行 hallgate key read，把二维码举到摄像头前，或逐行输入上面四行；核对校验码，再按 /usr/share/doc/hallgate/board-died.zh-CN.md 恢复数据。", "When the board has died: run hallgate key read on the other one, hold the code before its camera or type the four rows, compare the check, then restore the data as /usr/share/doc/hallgate/board-died.md says.";

    // asked
    AskSheet: "请把密钥单的二维码举到摄像头前，或输入第 1 行：", "Hold the sheet's QR code before the camera, or type row 1: ";
    AskRows: "请输入密钥单的第 1 行：", "Type row 1 of the sheet: ";

    NowRestore: "接下来用 hallgate restore 恢复备份或旧卡上的数据", "next, put the last backup or the old card's data back with `hallgate restore`";

    // why it was not done
    NothingCame: "没有输入密钥，摄像头前也没有密钥单：请再运行一次，或用 --qr 给出图片", "no key was typed, and the camera was shown no key sheet: run it again, or give a picture with --qr";
    NotDrawn: "密钥单的图片无法生成：请不加 --qr，在屏幕上显示", "the sheet could not be drawn: show it here, without --qr";
}

forms! {
    // on the sheet
    OfTerminal { name, cinema }: "终端 {name}，影院 {cinema}", "Terminal {name}, cinema {cinema}";
    OfDoor { name, cinema, door }: "终端 {name}（{door}），影院 {cinema}", "Terminal {name} ({door}), cinema {cinema}";
    OfDay { day, check }: "{day}　校验码 {check}", "{day}, check {check}";

    AskRow { row }: "第 {row} 行：", "row {row}: ";
    RowWrong { row }: "第 {row} 行与其末尾两位校验不符：请核对后重新输入这一行", "row {row} does not fit its last two digits: compare it and type this row again";

    SheetWritten { path, check }: "密钥单已写入 {path}（校验码 {check}）：请打印并妥善存放，然后删除该文件", "the key sheet is in {path}, check {check}: print it, put it away, then delete the file";
    KeyStored { place, check }: "密钥已存入 {place}，校验码 {check}：请与密钥单核对", "the key is kept in {place}, check {check}: compare that with the sheet";
    SameKey { place, check }: "{place} 中已是这把密钥，校验码 {check}；没有改动", "{place} holds this key already, check {check}; nothing was changed";
    DatabaseKept { file }: "原数据库另存为 {file}，原密钥另存在旁边", "the database that stood there is kept as {file}, its key beside the other one";
    Opens { database }: "数据库 {database} 可以用这把密钥打开", "the database {database} opens with this key";
    OpensNot { database }: "数据库 {database} 不能用这把密钥打开：请核对校验码；要用这把密钥，先移走该数据库，再恢复备份或旧卡上的数据", "the database {database} does not open with this key: compare the check; to go on with this key move that database away, then put the backup or the old card's data back";

    NoSheet { path }: "{path} 中没有密钥单的二维码：请使用 hallgate key show 生成的密钥单，拍清整个二维码", "{path} shows no key sheet: use the one that `hallgate key show` makes, with the whole code in the picture";
    NotTyped { row }: "密钥没有输完，缺第 {row} 行：请再运行一次，输入全部四行", "the key was not typed to its end, row {row} is missing: run it again and type all four rows";
    OtherTerminal { found, found_cinema, name, cinema }: "密钥单属于影院 {found_cinema} 的终端 {found}，而本机是影院 {cinema} 的 {name}：请换用本机的密钥单，或改正 platform.username 和 terminal.cinema_code", "the sheet is of the terminal {found} of the cinema {found_cinema}, and this is {name} of {cinema}: take this terminal's own, or put platform.username and terminal.cinema_code right";
    OpensDatabase { database }: "数据库 {database} 正是用现有密钥打开的，没有改动任何内容：若它是新建的、没有要保留的内容，请加 --yes，密钥和数据库都会另存", "the key in place opens the database {database}, and nothing was changed: if it was just made and holds nothing of value say --yes, and both are kept under other names";
    SheetThere { path }: "{path} 已存在：请换一个文件名，已有的密钥单不会被覆盖", "{path} is there already: name another file, a sheet that is there is never written over";
    SheetNotWritten { path, cause }: "密钥单无法写入 {path}：{cause}", "the key sheet could not be written to {path}: {cause}";
    KeyNotStored { path, cause }: "密钥无法存入 {path}：{cause}：请用 sudo 再运行一次", "the key could not be kept in {path}: {cause}: run it again with sudo";
}
