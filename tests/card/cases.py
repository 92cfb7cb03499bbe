"""What can happen to a card. Each function is a case: it raises where something is not as promised, and gives its figures."""

import random
import re
import struct
import zlib
from pathlib import Path

from machine import MIB, Board, Card, Failed, Images, check, layout


def case(function):
    function.is_case = True
    return function


def up(board: Board, within: float = 300) -> None:
    """systemd has done all that it has to do at the start."""
    board.wait("the system is up", "systemctl is-system-running --wait >/dev/null; systemctl is-system-running | grep -E 'running|degraded'", within)


@case
def boots(images: Images, out: Path) -> str:
    """A fresh card starts through U-Boot, divides itself, and runs no more than time, network and hallgate."""
    card = Card(images, out)
    with Board(card) as board:
        up(board)
        seconds = board.seconds()
        failed = board.must("systemctl --failed --no-legend --plain")
        check(f"units failed: {failed}", not failed.strip())
        check("the root is read-only and verified", "/dev/mapper/root / squashfs ro" in board.must("cat /proc/mounts"))
        check("data is journalled ext4", re.search(r"/dev/vda8 /data ext4 rw", board.must("cat /proc/mounts")))
        grown = int(board.must("df --output=size -B1M /data | tail -n 1"))
        check(f"data has grown to the card: {grown} MiB", grown > 1200)
        check("there is no swap", len(board.must("cat /proc/swaps").splitlines()) == 1)
        locked = board.must("cut -d: -f2 /etc/shadow | sort -u").split()
        check(f"nobody has a password: {locked}", all(word[0] in "*!" for word in locked))
        check("no SSH", board.ask("systemctl is-active ssh")[1].strip() == "inactive")
        listening = board.must("ss -Hltun | awk '{print $1, $5}' | grep -v -E '127.0.0.(53|54)|:68$|:546$' || true")
        check(f"nobody listens: {listening}", not listening.strip())
        check("the watchdog is on", "RuntimeWatchdogUSec=14s" in board.must("systemctl show -p RuntimeWatchdogUSec"))
        check("a watchdog is fed", board.must("cat /sys/class/watchdog/watchdog0/state").strip() == "active")
        services = board.must("systemctl list-units --type=service --state=running --no-legend --plain | cut -d' ' -f1").split()
        (out / "services").write_text("\n".join(services))
        expected = r"hallgate.*|systemd-.*|dbus\.service|rauc\.service|x\.service|wpa_supplicant.*|user.*"
        check(f"only these run: {services}", all(re.fullmatch(expected, name) for name in services))
        check("no console on the screen", "tty1" not in board.must("cat /proc/cmdline"))
        written = board.ask("touch /usr/bin/x; touch /etc/x")[0]
        check("nothing of the root can be written", written != 0)
        identity = board.must("cat /etc/machine-id")
        ours = board.must("systemd-analyze; systemd-analyze blame | head -n 5")
        (out / "blame").write_text(ours)
        memory = board.must("free -m | awk '/^Mem/ {print $3}'").strip()
        board.must("systemctl poweroff --no-block; true")
        board.machine.wait(120)
    with Board(card, "again") as board:
        up(board)
        again = board.seconds()
        check("the machine's id is kept", board.must("cat /etc/machine-id") == identity)
        check("nothing is divided a second time", "dividing the card" not in board.must("dmesg"))
    return f"first start {seconds:.0f} s, again {again:.0f} s (emulated), {memory} MiB used"


@case
def cut_first_boot(images: Images, out: Path) -> str:
    """Ten power cuts at moments of chance in the first start; each time the next start goes on from what is there."""
    chance = random.Random(20)
    told = []
    for number in range(10):
        card = Card(images, out)
        after = chance.uniform(1, 28)
        board = Board(card, f"cut-{number}", cut=("none", "random", "all")[number % 3], seed=number)
        board.wait_console("Starting kernel", 120)
        began = board.seconds()
        while board.seconds() - began < after:
            board.machine.poll()
        board.power_off()
        told.append(f"{after:.0f}")
        with Board(card, f"after-{number}") as board:
            up(board)
            check("data is there", "/data ext4 rw" in board.must("cat /proc/mounts"))
            check("the card is whole", not board.ask("test -e /run/card-without-data")[0] == 0)
            label = board.must("blkid -o value -s LABEL /dev/card/data").strip()
            check(f"data is finished: {label}", label == layout()["DATA_LABEL"])
            failed = board.must("systemctl --failed --no-legend --plain")
            check(f"units failed after cut {number}: {failed}", not failed.strip())
        (out / f"after-{number}.log").unlink()
    return "cut " + ", ".join(told) + " s after the kernel's start"


@case
def counters(images: Images, out: Path) -> str:
    """U-Boot's counters: a torn copy is replaced, none whole means the beginning, a side without a kernel is passed over."""
    card, at = Card(images, out), int(layout()["STATE_AT"]) * MIB
    for name, places, word in (
        ("first-torn", [at], "second copy of the counters"),
        ("second-torn", [at + 0x80 * 512], "first copy of the counters"),
        ("both-torn", [at, at + 0x80 * 512], "no copy of the counters is whole"),
    ):
        for place in places:
            card.spoil(place)
        with Board(card, name) as board:
            board.wait_console("hallgate: starting side A")
            check(f"{name}: {word}", word in board.told())
        first, second = card.counters()
        check(f"{name}: both copies are whole again", first == second and whole(first))
    # Started as often as it may without being kept: then side B, which has no kernel: all anew.
    for number in range(4):
        with Board(card, f"again-{number}") as board:
            board.wait_console("hallgate: starting side A", 120)
    return "starts " + " ".join(re.findall(rb"BOOT_A_LEFT=(\w+)", card.counters()[0])[0].decode())


def whole(copy: bytes) -> bool:
    return struct.unpack("<I", copy[:4])[0] == zlib.crc32(copy[4:])


@case
def rotten_root(images: Images, out: Path) -> str:
    """A block of the running side that rots is found, and the board starts anew instead of running on with it."""
    card = Card(images, out)
    root = int(layout()["ROOT_AT"]) * MIB
    with Board(card) as board:
        up(board)
    # Past the superblock: where the programs are.
    for block in range(40):
        card.spoil(root + (8 + block) * MIB, 4096)
    with Board(card, "rotten") as board:
        board.wait_console("hallgate: starting side A", 200, 2)
    return "found, and started anew"
