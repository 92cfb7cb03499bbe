//! The words of operators, of the protected log and of the first steps on a fresh machine, as the
//! command line tells them.

use super::texts;

texts! {
    Staff: "检票员", "staff";
    Tech: "技术员", "tech";
    Admin: "管理员", "admin";

    Added: "已添加 {}（{}），工号 {}。", "{} is added as {}, staff number {}.";
    Rekeyed: "{} 的密码已更改。", "{} has a new password.";
    NowCalled: "{} 今后显示为“{}”，下次登录时生效。", "{} is shown as {}, from the next sign-in on.";
    StillCalled: "{} 原已显示为“{}”。", "{} is already shown as {}.";
    NowDisabled: "{} 已停用。", "{} is now disabled.";
    StillDisabled: "{} 原已停用。", "{} is already disabled.";
    NowEnabled: "{} 已启用。", "{} is now enabled.";
    StillEnabled: "{} 原已启用。", "{} is already enabled.";
    NoOperators: "还没有操作员：用 hallgate provision 添加第一位管理员。", "There are no operators yet: `hallgate provision` makes the first admin.";
    FaceLacks: "“{}”：屏幕字体没有“{}”，以“{}”代替显示，请换用常用字", "{}: the screen's typeface lacks {} and shows {} in its place; choose another way to write it";
    Number: "工号", "Number";
    Name: "登录名", "Name";
    Shown: "显示名", "Shown as";
    Role: "角色", "Role";
    State: "状态", "State";
    Enabled: "启用", "enabled";
    Disabled: "停用", "disabled";
    LockedUntil: "锁定至 {}", "locked until {}";

    AskPassword: "{} 的密码：", "Password of {}: ";
    AskNewPassword: "{} 的新密码：", "New password for {}: ";
    AskAgain: "请再输入一次：", "The same again: ";
    AskFirstAdmin: "第一位管理员的登录名（字母、数字、- _ .）：", "Name of the first admin (letters, digits, - _ .): ";

    Ready: "就绪", "ok";
    Missing: "缺少", "MISSING";
    DatabaseKey: "数据库密钥", "database key";
    Database: "数据库", "database";
    FirstAdmin: "管理员", "admin";
    PlatformKey: "平台私钥", "platform's key";
    PlatformRoot: "平台根证书", "platform's root";
    NoFile: "没有文件 {}", "there is no file {}";
    NoCredential: "没有凭据 {}：本次未由 systemd 启动", "there is no credential {}: systemd did not start this";
    ByCredential: "请按 docs/service.md 加密保存；服务运行时用 sudo CREDENTIALS_DIRECTORY=/run/credentials/hallgate.service hallgate provision 再试", "encrypt it as docs/service.md says; while the service runs try sudo CREDENTIALS_DIRECTORY=/run/credentials/hallgate.service hallgate provision";
    MakeDatabaseKey: "请以终端用户运行 (umask 077; openssl rand -hex 32 > {})，并另存一份副本", "make it, as the terminal's user: (umask 077; openssl rand -hex 32 > {}); keep a copy elsewhere";
    PutPlatformKey: "请将平台发放的私钥放到 {}，权限 0600，归终端用户所有", "put the key that the platform gave out at {}, mode 0600, the terminal user's own";
    PutPlatformRoot: "请将平台的根证书（PEM）放到 {}", "put the platform's root certificate (PEM) at {}";
    PublicRoots: "公共根证书（未设置 platform.ca）", "the public web's roots (platform.ca is not set)";
    MadeDatabase: "已新建 {}", "{} is made";
    HasAdmin: "操作员 {} 位，其中可用的管理员 {} 位", "operators: {}, enabled admins: {}";
    NoAdmin: "还没有管理员：先补齐数据库密钥", "none yet: the database's key comes first";
    NextDoctor: "下一步：hallgate doctor --config {}", "Next: hallgate doctor --config {}";

    Setting: "设置项", "Setting";
    Value: "当前值", "Value";
    InFile: "配置文件", "In the file";
    ChangedBy: "更改人", "Changed by";
    ChangedAt: "更改时间", "At";
    SettingReset: "{} 已恢复为 {}，重启后生效。", "{} is {} again, from the next start on.";
    SettingUnchanged: "{} 未曾更改，仍为 {}。", "{} was not changed: it is {}.";

    Unbroken: "日志完整：共 {} 条，{} 至 {}，末条 {}。", "The log is as it was written: {} entries from {} to {}, the last one is {}.";
    Unbegun: "日志完整：尚无记录。", "The log is as it was made: no entry yet.";
    // Who stands in the log where no operator does anything.
    Nobody: "无人登录", "(nobody)";
    Terminal: "本机", "(terminal)";
    NoEntry: "没有符合条件的记录。", "No entry is like that.";

    SignIn: "登录", "signed in";
    SignInFailed: "登录失败", "sign-in failed";
    Locked: "账号锁定", "locked";
    SignOut: "退出", "signed out";
    OperatorAdded: "添加操作员", "operator added";
    PasswordChanged: "更改密码", "password changed";
    ShownNameChanged: "更改显示名", "shown name changed";
    OperatorDisabled: "停用操作员", "operator disabled";
    OperatorEnabled: "启用操作员", "operator enabled";
    OpenedByHand: "手动开闸", "opened by hand";
    GateTested: "测试闸机", "gate tested";
    Exported: "导出", "exported";
    ExportBrokenOff: "导出中断", "export broken off";
    SettingChanged: "更改设置", "setting changed";
    ConfigurationChanged: "配置变更", "configuration changed";
    ClockStepped: "时钟跳变", "clock stepped";
    FireAlarm: "消防开闸", "fire alarm";
    FireAlarmOver: "消防解除", "fire alarm over";
    DoubleAdmission: "重复入场", "double admission";
    KeysChanged: "公钥变更", "keys changed";
    RecordsPruned: "清理旧记录", "records pruned";
    RecordTimesCorrected: "更正检票时间", "record times corrected";
    RecordTimesKept: "检票时间未确认", "record times kept";
    ProgramStarted: "程序启动", "program started";
    ProgramStopped: "程序停止", "program stopped";
    LogHeadBegun: "日志标记重建", "log head begun";
    StoreFound: "数据库异常", "store found";
}
