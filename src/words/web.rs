//! The words of the terminal's pages for a phone: short, kind, and what to do next.

use super::{forms, texts};

texts! {
    // the frame
    Skip: "跳到内容", "Skip to the content";
    Sections: "栏目", "Sections";
    SignOut: "退出", "Sign out";
    OwnName: "中文", "English";

    // sign-in
    SignIn: "登录", "Sign in";
    SignInHint: "请使用本机的操作员名或工号，以及密码。", "Your name or staff number at this terminal, and your password.";
    NameOrNumber: "操作员名或工号", "Name or staff number";
    Password: "密码", "Password";
    TooOften: "登录太频繁，请几分钟后再试；在检票终端上登录不受影响。", "Too many tries. Please try again in some minutes; signing in at the terminal itself is as it was.";
    ForTechnicians: "这些页面供技术员和管理员使用。", "These pages are for technicians and admins.";

    // the pages
    Status: "本机状态", "Status";
    Today: "当日", "The day";
    Log: "日志", "Log";
    AllWell: "一切正常。", "All is well.";
    NotAllWell: "有需要处理的事项：", "Something needs attention:";
    LookAgain: "刷新", "Look again";
    BusinessDay: "营业日", "Business day";
    BadDay: "日期应如 2026-05-01，这里显示的是当前营业日。", "A day is written as 2026-05-01. The current one is shown instead.";
    Show: "显示", "Show";
    Workbook: "下载报表", "Workbook";
    LastScans: "最近检票", "Last scans";
    NoTicketRead: "没有读出影票", "No ticket was read";
    BySession: "各场次", "By session";
    Inside: "已入场", "Inside";
    NobodyYet: "还没有人入场。", "Nobody has been admitted so far.";
    NoEntries: "日志中还没有内容。", "There is nothing in the log yet.";

    // no page
    StaleForm: "页面已过期", "This page is out of date";
    StaleFormHint: "请返回，重新填写。", "Please go back and fill it in again.";
    NotFound: "没有这个页面", "There is no such page";
    NotFoundHint: "请从首页重新选择。", "Please begin at the first page.";
    OutOfOrder: "暂时无法显示", "This can't be shown just now";
    OutOfOrderHint: "数据库没有应答，检票不受影响。请稍后再试；仍不行请查看 hallgate-web 的日志。", "The database does not answer; the door goes on. Please try again in a moment, then look at the log of hallgate-web.";
    GoBack: "返回首页", "To the first page";

    // hallgate web
    Off: "配置中没有 web.address，不提供页面", "web.address is left out of the configuration: there are no pages";
    NoPrivateKey: "有 web.certificate 而没有 web.private_key：请一并填写，或两项都去掉", "web.certificate stands without web.private_key: give both, or neither";
}

forms! {
    InsideFor { time }: "{time} 场已入场", "Inside for {time}";
    InsideOfSeats { time, seats }: "{time} 场已入场，共 {seats} 座", "Inside for {time}, of {seats} seats";
    Wanted { address }: "页面地址：{address}", "pages are wanted at {address}";
    Own { cause }: "页面服务无法运行：{cause}", "the pages can't be served: {cause}";
    ShortToken { least }: "web.metrics_token 至少要有 {least} 个字符", "web.metrics_token needs {least} characters or more";
}
