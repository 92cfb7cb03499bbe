//! The third-party platform: its configuration, its ledger, its commands.

use super::codes;

codes! {
    UNREADABLE = 1101:
        "平台的配置文件无法读取：不存在、无权读取，或不是 UTF-8 文本。", "The platform's configuration can't be read: it is not there, this user may not read it, or it is not UTF-8.";
        "检查 --config 后的路径和文件权限；默认是 /etc/hallgate-platform/platform.toml。", "Look at the path behind --config and at the file's mode; without one it is /etc/hallgate-platform/platform.toml.";
    BAD = 1102:
        "平台的配置文件中有写错的值、不认识的键，或格式错误。", "The platform's configuration has a wrong value, an unknown key or a slip in its form.";
        "改正信息中写明的行；各键的含义和范围见 /usr/share/doc/hallgate-platform/platform.md。", "Put the line in the message right; /usr/share/doc/hallgate-platform/platform.md has each key's meaning and bounds.";
    HALF_CERTIFICATE = 1103:
        "只给出了证书或只给出了它的私钥。", "A certificate is given without its key, or the other way round.";
        "同时设置 listen.certificate 和 listen.key，或都去掉，由平台自建证书颁发机构。", "Set listen.certificate and listen.key, or neither: the platform has an authority of its own then.";
    NO_SECRET = 1104:
        "配置没有写明所需的密钥在哪里。", "The configuration does not say where a secret is that is needed.";
        "在信息中写明的键中填 \"credential:NAME\" 或 \"file:PATH\"。", "Give the key in the message \"credential:NAME\" or \"file:PATH\".";
    KEY_FORM = 1105:
        "store.key 所指的内容不是 32 字节的密钥。", "What store.key names is no key of 32 bytes.";
        "用 openssl rand -hex 32 生成并妥善保存；已有数据库须用原来的密钥。", "Make one with `openssl rand -hex 32` and keep it well; a database that is there opens with its own key alone.";
    URL = 1106:
        "数据库的地址无法识别。", "The address of the database does not read.";
        "写成 postgres://user@host/database；密码放在 store.password 所指的文件中。", "Write it as postgres://user@host/database; the password belongs into the file that store.password names.";
    NEEDS_ROOT = 1107:
        "数据库在另一台机器上，而没有写明信任谁的证书。", "The database is on another machine, and nothing tells whose certificate is believed.";
        "把数据库的根证书（PEM）放在本机，用 store.ca 写明路径。", "Put the database's root certificate (PEM) on this machine and name it in store.ca.";
    ROOT_UNREADABLE = 1108:
        "store.ca 或 national.ca 所指的文件不存在或无权读取。", "The file that store.ca or national.ca names is not there or may not be read.";
        "检查信息中的路径和权限。", "Look at the path in the message and at its mode.";
    NO_ROOT = 1109:
        "文件中没有 PEM 格式的证书，无法核对对方。", "A file holds no certificate in PEM, so that nobody could be believed.";
        "换成 PEM 格式的证书；DER 格式可用 openssl x509 -inform der 转换。", "Give one in PEM; `openssl x509 -inform der` converts from DER.";
    DATA = 1110:
        "平台的数据文件夹无法建立。", "The platform's folder can't be made.";
        "检查 store.data 及上级文件夹的权限，或由 root 先建好再交给平台的用户。", "Look at store.data and the folders above it, or have root make it for the platform's user.";
    LEDGER_FILE = 1111:
        "平台的数据库文件或其文件夹无法读写。", "The file of the platform's database, or its folder, can't be read or written.";
        "检查信息中的路径、权限和磁盘空间。", "Look at the path in the message, its mode and the disk's space.";
    LEDGER_KEY = 1112:
        "store.key 的密钥打不开平台的数据库。", "The key of store.key does not open the platform's database.";
        "使用建立数据库时的密钥；没有它就无法读出数据。", "Give the key that the database was made with; without it nothing can be read.";
    NEWER = 1113:
        "数据库由新版程序建立，本程序读不懂。", "The database was made by a newer program, which this one does not understand.";
        "安装同样新或更新的 hallgate-platform。", "Install a hallgate-platform that is as new, or newer.";
    SCHEMA = 1114:
        "PostgreSQL 中缺少数据表，而运行账号无权建立。", "Tables are missing in PostgreSQL, and the role that serves may not make them.";
        "用数据库所有者的账号运行 hallgate-platform schema。", "Run `hallgate-platform schema` with the role that owns the database.";
    SQLITE = 1115:
        "平台的 SQLite 数据库出错。", "The platform's SQLite database failed.";
        "检查磁盘空间和健康状况；损坏时停止平台并用 restore 恢复备份。", "Look at the disk's space and health; where it is damaged stop the platform and put a backup back with `restore`.";
    POSTGRES = 1116:
        "PostgreSQL 没有应答，或拒绝了请求。", "PostgreSQL does not answer, or refused.";
        "按信息中的原因检查数据库服务、网络、账号和 pg_hba.conf。", "Look at the server, the network, the role and pg_hba.conf, as the message says.";
    COLUMN = 1117:
        "数据库中有不该出现的内容：被外部改动过，或程序有误。", "Something stands in the database that can't be there: it was changed from outside, or the program is at fault.";
        "保留数据库，查明谁动过它，并把信息告知开发者。", "Keep the database, find out who had it, and report the message.";
    NOT_TAKEN = 1118:
        "检票记录没能写入磁盘，终端会再次上传。", "Check records did not get onto the disk; the terminal sends them again.";
        "检查数据库和磁盘空间。", "Look at the database and the disk's space.";
    ENDED = 1119:
        "平台正在停止，不再受理。", "The platform is stopping and takes no more.";
        "等它停止后重新启动。", "Start it again when it has stopped.";
    NOT_EMPTY = 1120:
        "要迁移到的数据库里已有数据。", "The database that is to take another one over has data in it.";
        "另建一个空数据库再迁移。", "Make an empty one and take over into that.";
    COPY_DIFFERS = 1121:
        "迁移后的核对没有通过，已全部撤销。", "What was copied did not compare as the same, and all of it was undone.";
        "再试一次；仍然不符请保留数据库并告知开发者。", "Try once more; if it lasts, keep the database and report it.";
    LEDGER_DAMAGED = 1122:
        "文件不是平台的数据库，或已损坏。", "A file is no database of the platform, or it is damaged.";
        "使用另一份备份。", "Use another backup.";
    FILE = 1123:
        "命令要读或写的文件无法读写，或已经存在。", "A file that a command reads or writes can't be, or is there already.";
        "按信息中的原因检查路径和权限，或换一个文件名。", "Look at the path and its mode as the message says, or name another file.";
    TERMINAL_KNOWN = 1124:
        "这个终端名已被使用；终端名在所有影院中不能重复。", "The terminal's name is taken; it is unique across all cinemas.";
        "换一个名字；同一终端重新注册用 terminal enrol。", "Choose another one; the same terminal is renewed with `terminal enrol`.";
    NO_TERMINAL = 1125:
        "没有这个名字的终端。", "There is no terminal of that name.";
        "用 hallgate-platform terminal list 查看。", "See `hallgate-platform terminal list`.";
    REVOKED = 1126:
        "终端已吊销，不能恢复。", "The terminal is revoked, which can't be taken back.";
        "用另一个名字注册该终端。", "Enrol it under another name.";
    OTHER_CINEMA = 1127:
        "终端已登记在另一家影院名下。", "The terminal is known as another cinema's.";
        "换一个名字，或改正 --cinema。", "Choose another name, or put --cinema right.";
    NO_PUBLIC_KEY = 1128:
        "公钥文件不是 RSA 公钥，或密钥太短。", "The file of the public key holds no RSA key, or one that is too short.";
        "给出 PEM 格式、1024 位以上的 RSA 公钥。", "Give an RSA public key in PEM of 1024 bits or more.";
    NOT_MADE = 1129:
        "密钥或二维码没能生成。", "A key or a QR code could not be made.";
        "按信息的提示处理后再试。", "Do what the message says and try again.";
    NO_URL = 1130:
        "平台不知道终端用什么地址访问自己。", "The platform does not know by which address terminals reach it.";
        "在 listen.hosts 中写明主机名或地址。", "Name its host or address in listen.hosts.";
    NO_AUTHORITY = 1131:
        "还没有证书可供终端核对。", "There is no certificate yet that a terminal could believe.";
        "先运行一次 hallgate-platform serve，或检查 listen.certificate。", "Run `hallgate-platform serve` once before, or look at listen.certificate.";
    NOT_ASKED = 1132:
        "这一操作不能撤回，没有确认就不执行。", "What was asked for can't be taken back and is not done unasked.";
        "确认后加上 --yes 再运行。", "Say --yes if it is meant.";
    NO_FINDING = 1133:
        "没有这一编号的未处理差异。", "There is no open finding of that number.";
        "用 hallgate-platform findings list --all 查看。", "See `hallgate-platform findings list --all`.";
    NO_REASON = 1134:
        "处理差异必须写明原因。", "A finding is closed with a reason or not at all.";
        "用 --reason 写明。", "Say it with --reason.";
    REVERSED = 1135:
        "报表的结束日早于开始日。", "The report's last day is before its first.";
        "改正日期 --from 和 --to。", "Put the days behind --from and --to right.";
    SERVES = 1136:
        "平台正在运行，这一操作须先停止它。", "The platform serves, and has to be stopped for this.";
        "停止 hallgate-platform 后再运行。", "Stop hallgate-platform and run it again.";
    NOT_HERE = 1137:
        "数据在 PostgreSQL 中，由它自己的工具备份。", "The ledger is in PostgreSQL, which is backed up by its own tools.";
        "使用 pgBackRest。", "Use pgBackRest.";
    NO_SERVER = 1138:
        "给出的不是 PostgreSQL 的地址，或已经在用 PostgreSQL。", "What was given is no PostgreSQL's address, or PostgreSQL is in use already.";
        "检查命令中的地址和 store.url。", "Look at the command's address and at store.url.";
    CINEMA_LIST = 1139:
        "影院清单中有一行不是影院。", "A line of the list of cinemas is none.";
        "改正该行：8 位编码、逗号、名称，UTF-8 文本。", "Put that line right: a code of 8 characters, a comma, a name, in UTF-8.";
    ATTENTION = 1140:
        "hallgate-platform status 列出了需要处理的事项。", "`hallgate-platform status` lists something that needs attention.";
        "按“注意”各行的提示处理。", "Do what the lines with `look` say.";
    NOT_WELL = 1141:
        "hallgate-platform doctor 检查出问题。", "`hallgate-platform doctor` found something at fault.";
        "按标有“故障”的各行的提示处理，再检查一次。", "Do what the lines with FAULT say, then check again.";
    NATIONAL_KEY = 1142:
        "national.private_key 指定的私钥不可用。", "The key that national.private_key names is of no use.";
        "使用国家平台发放的 RSA 私钥，PEM 格式。", "Use the RSA key in PEM that the national platform gave out.";
    NOT_SERVED = 1143:
        "平台没能开始服务。", "The platform could not begin to serve.";
        "按信息所述检查地址、证书和 [national]。", "Look at the address, the certificate and [national], as the message says.";
    LOG_KEY = 1144:
        "审计日志不能用现在的密钥核对或继续。", "The protected log can't be checked or continued with the key at hand.";
        "让 store.key 指向建立日志时所用的密钥，并以能读取它的用户运行。", "Let store.key name the key that the log was begun with, and run as a user who may read it.";
    LISTEN = 1145:
        "平台无法在配置的地址上监听。", "The platform can't listen on the address that the configuration names.";
        "检查 listen.address；用 ss -ltnp 查看是哪个程序占用了端口。", "Look at listen.address; `ss -ltnp` shows what else has the port.";
    NO_PEM = 1146:
        "证书或私钥不是可用的 PEM。", "A certificate, or the key of one, is no PEM that is of use.";
        "检查 listen.certificate 和 listen.key 所指的文件；DER 格式可用 openssl x509 -inform der 转换。", "Look at the files of listen.certificate and listen.key; `openssl x509 -inform der` converts from DER.";
    NOT_ISSUED = 1147:
        "平台自己的证书没能生成。", "The platform's own certificate could not be made.";
        "检查 listen.hosts 中的主机名，以及 store.data 文件夹中的 ca.pem 和 ca.key。", "Look at the names in listen.hosts, and at ca.pem and ca.key in the folder of store.data.";
    NO_IDENTITY = 1148:
        "证书和私钥不配套，或不能用于 TLS。", "Certificate and key do not belong together, or are of no use for TLS.";
        "核对 listen.certificate 和 listen.key；整条证书链放在同一文件中，服务器证书在前。", "Compare listen.certificate and listen.key; the whole chain is in one file, the server's own certificate first.";
    DIFFERS = 1149:
        "对账不一致：终端上报的、本平台的与国家平台接受的记录数不同，或国家平台对票的说法不同。", "What terminals reported, what stands here and what the national platform accepted differ, or it says otherwise of a ticket.";
        "查看列出的记录：待上报的稍后再对一次；被拒收的看 findings list；其余请与国家平台核对。", "Look at the records that are listed: compare again where they wait, see `findings list` where they were refused, and else ask the national platform.";
    UNASKED = 1150:
        "对账没有做完：有的记录没能向国家平台查询。", "The comparison is not complete: not every record could be asked for at the national platform.";
        "按信息中的原因处理后再运行；记录太多时用 --cinema 或 --day 分开对账。", "Do what the reason in the message asks for, then run it again; compare fewer at a time with --cinema or --day where there are too many.";
    TERMINAL_LIST = 1151:
        "终端清单中有一行不是终端，或同一终端写了两次。", "A line of the list of terminals is none, or a terminal stands there twice.";
        "改正该行：名字、逗号、16 位影厅编码；电子表格会去掉编码开头的 0，请把该列设为文本。", "Put that line right: a name, a comma, hall codes of 16 characters. A spreadsheet drops their leading zeros unless the column is text.";
}
