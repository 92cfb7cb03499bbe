//! The other doors of the cinema.

use super::codes;

codes! {
    KEY_FORM = 1801:
        "neighbours.key 指向的内容不是 256 位密钥。", "What neighbours.key names is no key of 256 bits.";
        "用 openssl rand -hex 32 生成一次，放到同一影院的每台终端上。", "Make one with `openssl rand -hex 32`, and put the same one onto every terminal of the cinema.";
    THREAD = 1802:
        "系统没有让负责其他检票口的线程启动。", "The system did not let the thread for the other doors begin.";
        "检查内存和进程数上限。", "Look at the memory and at the limit of tasks.";
    TELLS_TOO_MUCH = 1803:
        "一个检票口今天报来的入场超过 neighbours.admissions_per_day，或各门合计超过它的两倍：多出的不保存，到下一营业日为止。该门仍会回答查询。", "A door has told of more admissions today than neighbours.admissions_per_day, or all together of more than twice as many: those beyond are not kept until the next business day. It is still asked about tickets.";
        "到该门查看。如果终端被盗或密钥泄露，请换一把密钥；影院确有这么多人次时调大此项。", "Look at that door. Where a terminal was stolen or the key is in other hands, make another key; where the cinema does have so many visitors, raise the key.";
    OTHER_TERMINAL = 1804:
        "有终端用了另一台终端的 platform.username，也持有邻门密钥，但不是最初用这个名字的那台。它说的话不算。", "A terminal comes by the platform.username of another one. It has the doors' key, and is not the terminal that was first heard by that name: what it says does not count.";
        "若那台终端已更换或重装，又没有恢复备份，或密钥可能在别人手里：换一把邻门密钥，放到每台终端。不换，则从它最后一次在线起，满一个营业日后各门自行认新的一台。", "Where that terminal was replaced or set up anew without its backup, or the key may be in other hands: make another key, and put it onto every terminal. Left alone, the others take the next terminal by that name once the business day after the old one was last here is over.";
}
