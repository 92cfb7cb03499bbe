//! The words of operators, of the protected log and of the first steps on a fresh machine, as the
//! command line tells them.

use super::{forms, texts};

texts! {
    Staff: "检票员", "staff";
    Tech: "技术员", "tech";
    Admin: "管理员", "admin";
    // at the platform
    Viewer: "查看人员", "viewer";
    Clerk: "值班经理", "clerk";

    NoOperators: "还没有操作员：用 hallgate provision 添加第一位管理员。", "There are no operators yet: `hallgate provision` makes the first admin.";
    Number: "工号", "Number";
    Name: "登录名", "Name";
    Shown: "显示名", "Shown as";
    Role: "角色", "Role";
    State: "状态", "State";
    Enabled: "启用", "enabled";
    Disabled: "停用", "disabled";

    AskAgain: "请再输入一次：", "The same again: ";
    AskFirstAdmin: "第一位管理员的登录名（字母、数字、- _ .）：", "Name of the first admin (letters, digits, - _ .): ";

    Ready: "就绪", "ok";
    Missing: "缺少", "MISSING";
    DatabaseKey: "数据库密钥", "database key";
    Database: "数据库", "database";
    FirstAdmin: "管理员", "admin";
    PlatformKey: "平台私钥", "platform's key";
    PlatformRoot: "平台根证书", "platform's root";
    ByCredential: "请按 /usr/share/doc/hallgate/service.zh-CN.md 加密保存；服务运行时用 sudo CREDENTIALS_DIRECTORY=/run/credentials/hallgate.service hallgate provision 再试", "encrypt it as /usr/share/doc/hallgate/service.md says; while the service runs try sudo CREDENTIALS_DIRECTORY=/run/credentials/hallgate.service hallgate provision";
    PublicRoots: "公共根证书（未设置 platform.ca）", "the public web's roots (platform.ca is not set)";
    NoAdmin: "还没有管理员：先补齐数据库密钥", "none yet: the database's key comes first";

    Setting: "设置项", "Setting";
    Value: "当前值", "Value";
    InFile: "配置文件", "In the file";
    ChangedBy: "更改人", "Changed by";
    ChangedAt: "更改时间", "At";

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
    TypedTicketRefused: "按票号未放行", "typed ticket refused";
    ClockAsked: "设定时钟", "clock to be set";
    OpeningReason: "手动开闸原因", "reason of an opening";
    GateTested: "测试闸机", "gate tested";
    Exported: "导出", "exported";
    ExportBrokenOff: "导出中断", "export broken off";
    SettingChanged: "更改设置", "setting changed";
    ConfigurationChanged: "配置变更", "configuration changed";
    ClockStepped: "时钟跳变", "clock stepped";
    FireAlarm: "火警开闸", "fire alarm";
    FireAlarmOver: "火警解除", "fire alarm over";
    DoubleAdmission: "重复入场", "double admission";
    KeysChanged: "公钥变更", "keys changed";
    RecordsPruned: "清理旧记录", "records pruned";
    RecordTimesCorrected: "更正检票时间", "record times corrected";
    RecordTimesKept: "检票时间未确认", "record times kept";
    ProgramStarted: "程序启动", "program started";
    ProgramStopped: "程序停止", "program stopped";
    KeyShown: "数据库密钥取出", "database key shown";
    BackedUp: "备份", "backed up";
    UpdateAsked: "要求系统更新", "update asked for";
    UpdateInstalled: "系统更新已安装", "update installed";
    UpdateKept: "系统更新已保留", "update kept";
    UpdateNotKept: "系统更新未保留", "update not kept";
    LogHeadBegun: "日志标记重建", "log head begun";
    StoreFound: "数据库异常", "store found";
}

forms! {
    Added { name, role, number }: "已添加 {name}（{role}），工号 {number}。", "{name} is added as {role}, staff number {number}.";
    Rekeyed { name }: "{name} 的密码已更改。", "{name} has a new password.";
    NowCalled { name, shown }: "{name} 今后显示为“{shown}”，下次登录时生效。", "{name} is shown as {shown}, from the next sign-in on.";
    StillCalled { name, shown }: "{name} 原已显示为“{shown}”。", "{name} is already shown as {shown}.";
    NowDisabled { name }: "{name} 已停用。", "{name} is now disabled.";
    StillDisabled { name }: "{name} 原已停用。", "{name} is already disabled.";
    NowEnabled { name }: "{name} 已启用。", "{name} is now enabled.";
    StillEnabled { name }: "{name} 原已启用。", "{name} is already enabled.";
    FaceLacks { name, lacking }: "“{name}”：屏幕字体没有“{lacking}”，屏幕上会略去，请换用常用字", "{name}: the screen's typeface lacks {lacking}, which is left out; choose another way to write it";
    LockedUntil { until }: "锁定至 {until}", "locked until {until}";

    AskPassword { name }: "{name} 的密码：", "Password of {name}: ";
    AskNewPassword { name }: "{name} 的新密码：", "New password for {name}: ";

    NoFile { file }: "没有文件 {file}", "there is no file {file}";
    NoCredential { credential }: "没有凭据 {credential}：本次未由 systemd 启动", "there is no credential {credential}: systemd did not start this";
    MakeDatabaseKey { file }: "请以终端用户运行 (umask 077; openssl rand -hex 32 > {file})，并另存一份副本", "make it, as the terminal's user: (umask 077; openssl rand -hex 32 > {file}); keep a copy elsewhere";
    PutPlatformKey { file }: "请将平台发放的私钥放到 {file}，权限 0600，归终端用户所有", "put the key that the platform gave out at {file}, mode 0600, the terminal user's own";
    PutPlatformRoot { file }: "请将平台的根证书（PEM）放到 {file}", "put the platform's root certificate (PEM) at {file}";
    MadeDatabase { file }: "已新建 {file}", "{file} is made";
    HasAdmin { operators, admins }: "操作员 {operators} 位，其中可用的管理员 {admins} 位", "operators: {operators}, enabled admins: {admins}";
    NextDoctor { config }: "下一步：hallgate doctor --config {config}", "Next: hallgate doctor --config {config}";

    SettingReset { key, value }: "{key} 已恢复为 {value}，重启后生效。", "{key} is {value} again, from the next start on.";
    SettingUnchanged { key, value }: "{key} 未曾更改，仍为 {value}。", "{key} was not changed: it is {value}.";

    Unbroken { entries, from, to, head }: "日志完整：共 {entries} 条，{from} 至 {to}，末条 {head}。", "The log is as it was written: {entries} entries from {from} to {to}, the last one is {head}.";
}
