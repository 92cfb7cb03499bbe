//! The other doors of the cinema.

use super::codes;

codes! {
    KEY_FORM = 1801:
        "neighbours.key 指向的内容不是 256 位密钥。", "What neighbours.key names is no key of 256 bits.";
        "用 openssl rand -hex 32 生成一次，放到同一影院的每台终端上。", "Make one with `openssl rand -hex 32`, and put the same one onto every terminal of the cinema.";
    THREAD = 1802:
        "系统没有让负责其他检票口的线程启动。", "The system did not let the thread for the other doors begin.";
        "检查内存和进程数上限。", "Look at the memory and at the limit of tasks.";
}
