//! The program itself and its command line.

use super::codes;

codes! {
    OUTPUT = 1:
        "结果没有全部写出：接收输出的程序已结束，或磁盘已满。", "The result was not written out in whole: what took the output has ended, or the disk is full.";
        "检查输出写到哪里、磁盘是否有空间，再运行一次。命令已完成的更改仍然有效。", "Look at where the output goes and whether there is room on the disk, then run the command again. What it has changed stays changed.";
    INCOMPLETE = 2:
        "新机器还缺少运行所需的文件或操作员，“缺少”各行已逐项列出。", "The fresh machine still lacks files or an operator; the lines with MISSING name each of them.";
        "按“缺少”各行的提示逐项补齐，再运行 hallgate provision。", "Do what each line with MISSING says, then run `hallgate provision` again.";
    NOT_WELL = 3:
        "hallgate doctor 检查出问题，标有“故障”的各行已说明。", "`hallgate doctor` found something at fault; the lines with FAULT tell what.";
        "按标有“故障”的各行的提示处理，再运行 hallgate doctor。", "Do what the lines with FAULT say, then run `hallgate doctor` again.";
    EVENT_FILE = 4:
        "--events 指定的文件无法打开或写入。", "The file that --events names can't be opened or written.";
        "检查文件夹是否存在、终端用户是否有写权限、磁盘是否有空间；或换一个文件。", "See that its folder is there, that the terminal's user may write to it and that the disk has room, or name another file.";
    SIGNALS = 5:
        "系统不让程序接收停止信号，程序无法保证安全停止，因此没有启动。", "The system does not let the program receive the signals to stop by; as it could not stop safely, it did not start.";
        "检查打开文件数的限制（ulimit -n），或重启机器；仍然出现请把这句话告知支持人员。", "Look at the limit of open files (`ulimit -n`) or restart the machine; if it lasts, tell support this sentence.";
    THREAD = 6:
        "系统不让程序再启动线程：内存不足，或进程数已达上限。", "The system does not let the program start another thread: memory is short, or the limit of tasks is reached.";
        "关闭占用内存的程序，检查服务的 TasksMax= 和 MemoryMax=，再启动终端。", "Stop what takes the memory, look at the service's TasksMax= and MemoryMax=, then start the terminal again.";
    EVENT_LOOP = 7:
        "程序的主循环被系统中断：等待设备和定时器的接口出错。", "The program's main loop was broken off by the system: waiting for devices and timers failed.";
        "终端会由 systemd 重新启动；反复出现时检查打开文件数的限制（ulimit -n）和内核日志（dmesg）。", "The terminal is started anew by systemd; if it comes back, look at the limit of open files (`ulimit -n`) and the kernel's log (`dmesg`).";
    TASK_ENDED = 8:
        "程序的一部分意外结束，终端不能只靠其余部分运行，因此整个停止。", "A part of the program ended unexpectedly; the terminal does not run on without it and stopped as a whole.";
        "终端会由 systemd 重新启动，记录没有丢失；请把日志（journalctl -u hallgate）交给支持人员。", "The terminal is started anew by systemd, and no record is lost; give the log (`journalctl -u hallgate`) to support.";
    UNKNOWN_CODE = 9:
        "输入的内容不是故障代码。", "What was typed is no fault's code.";
        "代码是 HG 加四位数字，如 HG0204；单独运行 hallgate explain 可列出全部。较新版本的代码请用较新的程序查询。", "A code is HG and four digits, such as HG0204; `hallgate explain` alone lists them all. Look up a newer program's code with that program.";
    DEMO = 10:
        "演示没有按预期进行到底。", "The demo did not come to its end as expected.";
        "检查临时文件夹（TMPDIR）是否可写、有空间，再运行一次；仍然出现请把输出告知支持人员。", "See that the folder for temporary files (TMPDIR) can be written and has room, then run it again; if it lasts, give the output to support.";
    ATTENTION = 11:
        "hallgate status 发现有事项需要处理，标有“注意”的各行已说明。", "`hallgate status` found what needs attention; the lines with \"look\" tell what.";
        "按箭头（→）后的提示逐项处理，再运行 hallgate status。", "Do what stands behind each arrow, then run `hallgate status` again.";
    CLOCK = 12:
        "本机的时间不可能是对的：从未校准，或时钟电池没电。", "The machine's clock can't be right: it was never set, or its battery is empty.";
        "校时（timedatectl），确认有校时服务；检查时钟电池。", "Set the clock (`timedatectl`), see that a time service keeps it, and look at its battery.";
}
