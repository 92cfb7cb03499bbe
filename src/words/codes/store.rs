//! The database, its key and its backups.

use super::codes;

codes! {
    UNREACHABLE = 201:
        "数据库文件或它的文件夹无法打开、建立或加锁。", "The database's file or its folder can't be opened, made or locked.";
        "检查 store.path 的文件夹是否存在、归终端用户所有、所在磁盘已挂载且可写。", "See that the folder of store.path is there, is the terminal user's own, and that its disk is mounted and can be written.";
    MISSING = 202:
        "配置所指的位置没有数据库：终端还没有在本机运行过，或 store.path 写错。", "There is no database where the configuration says: the terminal has not run here yet, or store.path is wrong.";
        "新机器先运行 hallgate provision；否则检查 store.path。", "On a fresh machine run `hallgate provision` first; else look at store.path.";
    LEFT_OVER = 203:
        "数据库文件不见了或是空的，而它的日志或副本还在；程序不会在旁边另建新库。", "The database's file is gone or empty while its journal or copy is still there; no other one is begun beside it.";
        "把数据库放回原处，或用 hallgate restore 恢复备份，或用 hallgate rescue 重建。", "Put the database back, restore a backup with `hallgate restore`, or begin another one with `hallgate rescue`.";
    DAMAGED = 204:
        "数据库的内容读不通：磁盘或断电损坏了文件。", "The database does not read: the disk or a power cut has damaged the file.";
        "停止终端后运行 hallgate rescue：原文件会保留，能读的记录会救出；然后检查磁盘健康状况。", "Stop the terminal and run `hallgate rescue`: the file is kept and what can be read is carried over; then look at the disk's health.";
    NOT_A_FILE = 205:
        "应是数据库文件的位置放着链接、管道、设备或文件夹。", "A link, a pipe, a device or a folder stands where the database's file should be.";
        "查明是谁放的，移走它，再启动终端。", "Find out who put it there, move it away, then start the terminal.";
    BACKUP_FAILED = 206:
        "备份文件无法读取或写入。", "The backup can't be read or written.";
        "检查路径、权限、剩余空间和备份所在的磁盘，再试一次。", "Look at the path, the rights, the room left and the disk that it is on, then try again.";
    BACKUP_THERE = 207:
        "要写入的备份文件已经存在；已有的备份从不覆盖。", "The file for the backup is there already, and a backup is never written over.";
        "换一个文件名，或先移走已有的文件。", "Name another file, or move that one away first.";
    BACKUP_DAMAGED = 208:
        "备份文件损坏或不完整；数据库没有改动。", "The backup is damaged or not whole; the database was not touched.";
        "使用另一份备份，并检查存放备份的磁盘。", "Use another backup, and look at the disk that this one was on.";
    IN_THE_WAY = 209:
        "制作备份时要用的临时文件名被别的文件占用。", "Another file has the name under which a backup is made.";
        "查看信息中的文件，移走它，再备份一次。", "Look at the file in the message, move it away, then back up again.";
    OPEN_FOLDER = 210:
        "目标文件夹中的文件可被其他用户改动，root 在那里写备份不安全。", "Other users may change files in that folder, where a backup by root would not be safe.";
        "换一个只有 root 或终端用户可写的文件夹。", "Choose a folder that root or the terminal's user alone may write to.";
    NEWER = 211:
        "现有数据库完好并且比备份新，恢复会丢失检票记录。", "The database that is there is whole and newer than the backup: restoring would lose records.";
        "继续使用现有数据库；确要退回时，先把它和 -wal 文件移走并保管好，再恢复。", "Keep using the database; to go back nevertheless move it and its -wal file away, keep them, then restore.";
    IN_USE = 212:
        "另一个 hallgate 正在使用这个数据库。", "Another hallgate uses this database.";
        "先停止它（sudo systemctl stop hallgate），再运行一次。", "Stop that one first (`sudo systemctl stop hallgate`), then run this again.";
    OLDER_IN_USE = 213:
        "更新程序后，旧版 hallgate 还在运行并使用数据库。", "The program was updated, and the older one still runs and uses the database.";
        "重新启动终端（sudo systemctl restart hallgate）。", "Restart the terminal (`sudo systemctl restart hallgate`).";
    WRONG_KEY = 214:
        "store.key 所指的密钥打不开这个数据库：它是用另一把密钥建立的。", "The key that store.key names does not open this database: it was made with another one.";
        "换回建立数据库时的密钥，有密钥单的用 hallgate key read 读入；没有那把密钥，数据就无法读取。", "Give the key it was made with, from its sheet by `hallgate key read`; without that key the data can't be read.";
    NOT_A_DATABASE = 215:
        "该文件不是 hallgate 的数据库。", "The file is no database of hallgate.";
        "检查 store.path；放错的文件请移走。", "Look at store.path; move a file that was put there by mistake away.";
    NEWER_SCHEMA = 216:
        "数据库由更新的程序写成，本程序太旧，读不懂它的结构。", "A newer program wrote the database, and this one does not know its form.";
        "安装与数据库同样新或更新的程序。终端启动时会自己退回结构，这里的数据库没有留下退回的办法，或命令比终端旧。", "Install a program as new as the database, or newer. A terminal that starts takes the form back by itself: this database holds no way back, or the command is older than the terminal.";
    OLDER_SCHEMA = 217:
        "数据库还是旧结构，只读命令不会升级它。", "The database has an older form, and commands that only read do not bring it up to date.";
        "启动一次终端，它会自动升级数据库，再运行命令。", "Start the terminal once, which brings the database up to date, then run the command.";
    LOG_HEAD = 218:
        "数据库旁的日志标记文件无法读取或保存。", "The file with the protected log's head, beside the database, can't be read or kept.";
        "检查数据库所在文件夹的权限和剩余空间。", "Look at the rights of the database's folder and at the room left.";
    LOG_HEAD_DIFFERS = 219:
        "受保护的日志与它旁边的标记不符：日志可能被退回过。", "The protected log is not the one of the head beside it: it may have been rolled back.";
        "运行 hallgate audit verify 查看哪一条不符；保留数据库，并查明谁动过它。", "Run `hallgate audit verify` to see where; keep the database and find out who had it.";
    JOURNAL_TORN = 220:
        "第二日志没有记下这次检票，程序因此没有放行。", "The second journal did not take this admission, so nobody was let in by it.";
        "检查磁盘空间和健康状况；让观众再出示一次票。", "Look at the disk's space and health; have the ticket shown again.";
    PASSED_OVER = 221:
        "上传的进度跳过了一条还没有上传的记录；这样的进度不会记下。", "The upload's progress would pass over a record that is not uploaded yet; such progress is not noted.";
        "不必处理：程序会重新读取并补传。反复出现请把日志交给支持人员。", "Nothing has to be done: the program reads anew and uploads it. If it comes back, give the log to support.";
    SQLITE = 222:
        "数据库在读写时出错，多半是磁盘已满、只读或有坏块。", "The database failed while it was read or written, as a rule because the disk is full, read-only or failing.";
        "检查磁盘空间（df）和内核日志（dmesg）；再运行 hallgate doctor。", "Look at the disk's room (`df`) and the kernel's log (`dmesg`), then run `hallgate doctor`.";
    KEY_FORM = 223:
        "密钥文件的内容不是 32 字节的数据库密钥。", "The file of the database's key does not hold a key of 32 bytes.";
        "新机器用 openssl rand -hex 32 生成；已有数据库时放回原来的密钥。", "On a fresh machine make one with `openssl rand -hex 32`; where there is a database put its own key back.";
    RESTORE_NOT_ASKED = 224:
        "hallgate restore 会替换数据库，没有 --yes 不执行。", "`hallgate restore` replaces the database and does nothing without --yes.";
        "确认后加上 --yes 再运行；旧数据库会另存。", "Say --yes if that is meant; the old database is kept under another name.";
    OWN_NAME = 225:
        "备份的文件名以数据库的文件名开头，会被当作数据库自己的文件。", "The backup's name begins with the database's, so that it would be taken for one of its own files.";
        "为备份另取一个名字，或换一个文件夹。", "Name the backup otherwise, or choose another folder.";
    DISK_LOW = 226:
        "数据库所在磁盘的剩余空间太少。", "Too little room is left on the disk of the database.";
        "清理磁盘上不属于程序的文件，或换一块大的磁盘。", "Remove from the disk what is not the program's, or use a larger one.";
    CREDENTIAL = 227:
        "systemd 的凭据无法解密、读取或保存：多半是在另一块板上加密的，或没有用 sudo 运行。", "A credential of systemd can't be opened, read or kept: as a rule it was encrypted on another board, or the command runs without sudo.";
        "用 sudo 运行；换过板子的，用 hallgate key read 从密钥单读入密钥。", "Run the command with sudo; after a change of boards read the key from its sheet by `hallgate key read`.";
    NO_KEY_SHEET = 228:
        "没有得到数据库密钥：没有输入，输入有误，或摄像头、图片中没有密钥单的二维码。", "No database key came: nothing was typed, what was typed is wrong, or camera or picture showed no key sheet.";
        "把密钥单的二维码举到摄像头前，或逐行输入其中的四行密钥。", "Hold the sheet's QR code before the camera, or type its four rows.";
    OTHER_KEY_SHEET = 229:
        "密钥单属于另一台终端或另一家影院。", "The key sheet is another terminal's, or another cinema's.";
        "换用本终端的密钥单，或改正 platform.username 和 terminal.cinema_code。", "Use this terminal's own, or put platform.username and terminal.cinema_code right.";
    KEY_IN_USE = 230:
        "现有数据库正是用现有密钥打开的；换了密钥就打不开它。", "The key in place opens the database that is there, which no other key does.";
        "若数据库是新建的、没有要保留的内容，加 --yes：旧密钥和旧数据库都会另存。", "Where that database was just made and holds nothing of value say --yes: key and database are kept under other names.";
    KEY_SHEET_NOT_WRITTEN = 231:
        "密钥单的图片没有写成：文件已存在，或无法写入。", "The picture of the key sheet was not written: a file is there already, or it can't be written.";
        "换一个文件名或文件夹；已有的密钥单不会被覆盖。", "Name another file or folder; a sheet that is there is never written over.";
    KEY_NOT_STORED = 232:
        "数据库密钥无法保存到配置所指的位置。", "The database's key can't be kept where the configuration says.";
        "用 sudo 运行，并检查该文件夹的权限和剩余空间。", "Run it with sudo, and look at the folder's rights and the room left.";
    NO_WAY_BACK = 233:
        "升级数据库结构前的退回试验没有通过，因此没有升级；数据库没有改动。", "A step of the database's schema was tried to be taken back before it was taken, and could not be; the database was not touched.";
        "继续使用更新前的程序版本，并把日志交给支持人员。", "Go on with the program from before the update, and give the log to support.";
}
