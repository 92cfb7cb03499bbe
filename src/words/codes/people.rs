//! Operators, passwords, and who may do what.

use super::codes;

codes! {
    BAD_NAME = 301:
        "登录名含有不能使用的字符，或长度不对。", "The name has characters that are not used, or too few or too many.";
        "用 1 至 32 个字母、数字、\"-\"、\"_\" 或 \".\"。", "Use 1 to 32 letters, digits, \"-\", \"_\" or \".\".";
    NAME_TAKEN = 302:
        "已有同名的操作员，登录名不分大小写；停用的也算。", "There is an operator of that name, whatever its case; one that is disabled counts.";
        "换一个登录名，或用 hallgate operator enable 重新启用原来的操作员。", "Choose another name, or enable the operator again with `hallgate operator enable`.";
    NUMBER_TAKEN = 303:
        "这个工号已属于另一位操作员。", "Another operator has this staff number.";
        "换一个工号，或省略 --number 取下一个空号。", "Choose another one, or leave --number out for the next free one.";
    SHOWN_TAKEN = 304:
        "屏幕上已用这个名字称呼另一位操作员，两人会分不清。", "The screen already calls another operator by this name, and the two could not be told apart.";
        "换一个显示名，例如加上姓氏。", "Choose another name to be shown, for example with the family name.";
    UNKNOWN = 305:
        "没有这个登录名或工号的操作员。", "There is no operator of this name or number.";
        "用 hallgate operator list 查看登录名。", "See the names with `hallgate operator list`.";
    WEAK = 306:
        "新密码太短，或会最先被猜到。", "The new password is too short, or among those that are guessed first.";
        "换一个：至少 8 个字符，或 6 位以上的数字（管理员不能只用短数字）；不要用名字、工号、连续或重复的数字。", "Choose another: 8 characters, or a PIN of 6 digits (not for an admin); no names, staff numbers, rows or repeated digits.";
    NOT_REPEATED = 307:
        "两次输入的新密码不一样。", "The new password was not typed alike twice.";
        "再运行一次命令，两次输入同样的密码。", "Run the command again and type the same password twice.";
    FIRST_IS_NO_ADMIN = 308:
        "第一位操作员必须是管理员，否则以后没有人能添加其他人。", "The first operator has to be an admin, or nobody could add the others.";
        "加上 --role admin，或运行 hallgate provision。", "Give --role admin, or run `hallgate provision`.";
    NOBODY_YET = 309:
        "还没有任何操作员，--as 所指的人不存在。", "There are no operators yet, so nobody is there to act with --as.";
        "去掉 --as 添加第一位管理员。", "Leave --as out to add the first admin.";
    NEEDS_ADMIN = 310:
        "更改操作员须由管理员进行，命令没有写明是谁。", "Operators are changed by an admin, and the command does not say by whom.";
        "用 --as 写明管理员的登录名或工号。", "Name the admin with --as, by name or number.";
    REFUSED = 311:
        "登录名或密码不正确。", "The name or the password is wrong.";
        "检查后重试；忘记密码时由管理员用 hallgate operator passwd 重设。输错次数过多会锁定一段时间。", "Check both and try again; an admin sets a forgotten password anew with `hallgate operator passwd`. Too many wrong ones lock for a while.";
    LOCKED = 312:
        "密码输错次数过多，该操作员暂时锁定。", "After too many wrong passwords the operator is locked for a while.";
        "等到锁定结束，或由管理员用 hallgate operator passwd 重设密码，同时解除锁定。", "Wait until it is over, or have an admin set a new password with `hallgate operator passwd`, which unlocks too.";
    DISABLED = 313:
        "该操作员已被停用。", "The operator is disabled.";
        "需要时由管理员用 hallgate operator enable 启用。", "If that is wrong, an admin enables it with `hallgate operator enable`.";
    NOT_ALLOWED = 314:
        "该操作员的角色无权进行此操作。", "The operator's role does not allow this.";
        "请管理员来做，或由管理员给予合适的角色。", "Ask an admin to do it, or to give the right role.";
    OUTDATED = 315:
        "在此期间，该操作员已被他人更改或停用。", "Somebody else has changed or disabled this operator meanwhile.";
        "重新登录后再试。", "Sign in again, then try once more.";
    LAST_ADMIN = 316:
        "这是最后一位可用的管理员，停用后没有人能管理终端。", "This is the last enabled admin, without whom nobody could administer the terminal.";
        "先添加或启用另一位管理员。", "Add or enable another admin first.";
    HASH = 317:
        "处理密码时出错：内存不足，或保存的密码数据损坏。", "Working on the password failed: memory is short, or what is kept of it is damaged.";
        "释放内存后重试；仍然出现时由管理员重设密码。", "Free some memory and try again; if it lasts, an admin sets a new password.";
    TOO_LONG = 318:
        "密码超过 256 字节。", "The password has more than 256 bytes.";
        "使用短一些的密码；用 --password-stdin 时检查送入的内容。", "Use a shorter one; with --password-stdin look at what is fed in.";
    PROMPT = 319:
        "没有命令行窗口可以询问密码。", "There is no terminal window in which to ask for a password.";
        "在命令行窗口中运行；脚本中使用 --password-stdin。", "Run it in a terminal window; in a script give --password-stdin.";
    NO_NAME = 320:
        "没有收到第一位管理员的登录名。", "No name came for the first admin.";
        "在命令行窗口中输入，或用 --admin 写明。", "Type it in a terminal window, or give it with --admin.";
    NO_PASSWORD = 321:
        "标准输入在密码之前就结束了。", "Standard input ended before the password.";
        "使用 --password-stdin 时每个密码占一行，按帮助中的顺序送入。", "With --password-stdin feed each password in a line of its own, in the order that the help tells.";
    NOT_TEXT = 322:
        "送入的密码不是 UTF-8 文本。", "The password that came is not UTF-8.";
        "重新输入，或用 UTF-8 编码送入。", "Type it anew, or feed it in as UTF-8.";
    BAD_NUMBER = 323:
        "工号含有数字以外的字符，或长度不对。", "The staff number has something beside digits, or too many of them.";
        "用 1 至 8 位数字；007 与 7 是两个工号。", "Use 1 to 8 digits; 007 and 7 are two numbers.";
}
