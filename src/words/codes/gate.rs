//! The gate's lines, and the gate moved by hand.

use super::codes;

codes! {
    CHIP = 601:
        "GPIO 芯片的设备文件不存在或无权打开。", "The device of the GPIO chip is not there or may not be opened.";
        "检查 gate.chip（gpiodetect 可列出芯片）；终端用户须在 gpio 组中。", "Look at gate.chip (`gpiodetect` lists the chips); the terminal's user has to be in the group \"gpio\".";
    NO_SUCH_LABEL = 602:
        "没有这个标签的 GPIO 芯片：写错了，或换了电路板。", "No GPIO chip has this label: it is misspelt, or the board is another one.";
        "用 gpiodetect 查看标签，改正 gate.chip。", "See the labels with `gpiodetect` and put gate.chip right.";
    MANY_CHIPS = 603:
        "有几个 GPIO 芯片的标签相同，程序不猜测用哪一个。", "Several GPIO chips have the same label, and none of them is guessed.";
        "在 gate.chip 中改写路径，如 \"/dev/gpiochip0\"。", "Name the chip by its path in gate.chip, such as \"/dev/gpiochip0\".";
    NO_SUCH_NUMBER = 604:
        "芯片没有这个编号的线。", "The chip has no line of this number.";
        "用 gpioinfo 查看，改正信息中的键。", "See `gpioinfo` and put the key in the message right.";
    NO_SUCH_NAME = 605:
        "芯片没有这个名称的线。", "The chip has no line of this name.";
        "用 gpioinfo 查看名称，或改写编号。", "See the names with `gpioinfo`, or give the number.";
    MANY_NAMES = 606:
        "芯片上有几条线同名，程序不猜测用哪一条。", "Several lines of the chip have this name, and none of them is guessed.";
        "改写线的编号。", "Give the line's number.";
    HELD = 607:
        "另一个程序正占用这条线。", "Another program holds this line.";
        "停止信息中的程序，或把该键改为别的线。", "Stop the program in the message, or set the key to another line.";
    NOT_TO_BE_HAD = 608:
        "系统不给出这条线，信息中有原因。", "The system does not give this line out; the message has the reason.";
        "检查线的编号、偏置（bias）是否被芯片支持，以及当前用户的权限。", "See that the chip has this line and supports its bias, and that this user may use it.";
    NOT_SET = 609:
        "已取得这条线，但电平设不上去。", "The line was had, but does not take a level.";
        "检查接线和扩展板；运行 hallgate doctor。", "Look at the wiring and the board, and run `hallgate doctor`.";
    NOT_READ = 610:
        "已取得这条线，但读不出电平。", "The line was had, but its level can't be read.";
        "检查接线和扩展板；运行 hallgate doctor。", "Look at the wiring and the board, and run `hallgate doctor`.";
    SIMULATED = 611:
        "配置中的闸机是模拟的，没有线可以动作。", "The gate is simulated by the configuration: there is no line to move.";
        "接好闸机后设置 gate.driver = \"gpio\"。", "Set gate.driver = \"gpio\" when the gate is wired.";
    NOBODY_ASKED = 612:
        "闸机动作前要有人确认，而这里没有命令行窗口。", "Somebody has to agree before the gate moves, and there is no terminal window.";
        "在命令行窗口中运行，或确认安全后加 --yes。", "Run it in a terminal window, or say --yes if it is safe.";
    DECLINED = 613:
        "询问时没有得到同意，闸机没有动作。", "The question was not answered with yes, and the gate was not moved.";
        "通道无人时再运行一次，并回答“是”。", "Run it again when the passage is clear, and answer yes.";
    TERMINAL_RUNS = 614:
        "终端正在运行，占用着闸机的线。", "The terminal is running and holds the gate's lines.";
        "先停止终端（sudo systemctl stop hallgate），检查后再启动。", "Stop the terminal first (`sudo systemctl stop hallgate`), and start it again afterwards.";
    STOPPED = 615:
        "检查中途被停止；闸机已处于安全状态。", "The check was stopped on its way; the gate is in its safe state.";
        "需要时再运行一次。", "Run it again if it is wanted.";
    NOBODY_SEEN = 616:
        "开锁期间通行传感器没有感应到人。", "The passage sensor saw nobody while the gate was unlocked.";
        "确认有人走过；检查传感器的供电、对准和 gate.passage_line，再试一次。", "See that somebody walked through; look at the sensor's power and aim and at gate.passage_line, then try again.";
    FIRE_ALARM = 617:
        "火警有效，闸机保持打开，无法检查动作。", "The fire alarm stands and keeps the gate open, so that its moves can't be checked.";
        "解除报警后再试；没有报警时检查 gate.release_line 的接线和 active_low。", "Try again when it is over; if there is none, look at the wiring of gate.release_line and its active_low.";
    NOT_SAFE = 618:
        "灯、蜂鸣器等有的线没有进入安全状态；门锁的状态写在信息开头。", "Some of the lines beside the lock, such as lamps, did not get into their safe state; the message begins with how the lock stands.";
        "按信息中各条线的原因处理，再运行 hallgate safe-state。", "Do what the message says of each line, then run `hallgate safe-state` again.";
    FAILED = 619:
        "闸机的一条线在动作中出错。", "A line of the gate failed while it moved.";
        "按信息中的原因检查接线，再试一次。", "Look at the wiring for the reason in the message, then try again.";
}
