"""What can happen to a card. Each function is a case: it raises where something is not as promised, and gives its figures."""

import base64
import random
import re
import ssl
import struct
import subprocess
import urllib.request
import zlib
from pathlib import Path

from machine import MIB, Board, Card, Failed, Images, Pi, check, layout, run, uvc_tools
from trial import GATE, TERMINAL, Site, card_file, free_port


def case(function):
    function.is_case = True
    return function


# All is started that starts by itself; the first boot goes on for as long as nobody brings it a file or a sheet.
STARTED = (
    "[ -z \"$(systemctl list-jobs --no-legend | grep running | grep -v hallgate)\" ] && "
    "systemctl show hallgate-setup -P ActiveState | grep -E '^activ'"
)


def up(board: Board, within: float = 900) -> None:
    """systemd has done all that it has to do at the start."""
    board.wait("the system is up", STARTED, within)


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
def raspi3b(images: Images, out: Path) -> str:
    """The very card in QEMU's Raspberry Pi 3B: its own U-Boot, settings and device tree, to the terminal's first unit."""
    card = Card(images, out)
    # What the firmware would load; and a system that tells its units, on the serial line that U-Boot's settings name.
    for name in ("u-boot.bin", "bcm2837-rpi-3-b.dtb", "uboot.env"):
        (out / name).write_bytes(card.raw(name))
    # Its watchdog is left alone: QEMU's resets at once in place of after its time.
    words = environment(out / "uboot.env") | {"more_args": "systemd.show_status=yes systemd.watchdog_sec=0"}
    (out / "words").write_text("".join(f"{name}={value}\n" for name, value in words.items()))
    run("mkenvimage", "-s", "0x4000", "-o", out / "uboot.env", out / "words")
    card.write((out / "uboot.env").read_bytes(), "uboot.env")
    with Pi(card, out / "u-boot.bin", out / "bcm2837-rpi-3-b.dtb") as board:
        board.wait_console("hallgate: starting side A", 240)
        told = board.wait_console("First boot of a check-in terminal", 1200)
        check("the card was divided", "Mounted" in told or "Reached target" in told)
        return f"power to the first unit {board.seconds():.0f} s (emulated)"


def environment(image: Path) -> dict[str, str]:
    """U-Boot's settings out of their image."""
    lines = image.read_bytes()[4:].split(b"\0\0")[0].split(b"\0")
    return dict(line.decode().split("=", 1) for line in lines if line)


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


def ready(board: Board, within: float = 900) -> float:
    """The terminal is ready: by its unit, which it tells itself."""
    board.wait("the terminal is ready", "systemctl is-active hallgate", within)
    return board.seconds()


def show(board: Board, code: str, answer: str) -> None:
    """A visitor: the imager types the ticket's code, and the terminal answers so."""
    said = f"journalctl -b -u hallgate -o cat | grep -c '{answer}' || true"
    before = board.must(said).strip()
    for _ in range(4):
        board.type(code + "\n")
        try:
            board.wait(f"the ticket is {answer}", f"[ $({said}) -gt {before} ]", 25)
            return
        except Failed:
            continue
    raise Failed(f"the ticket is not {answer}: " + board.must("journalctl -b -u hallgate -o cat | tail -n 5"))


@case
def cut_first_boot(images: Images, out: Path) -> str:
    """Ten power cuts at moments of chance of the first start, from dividing the card to the enrolment; the next start goes on to ready."""
    chance, told = random.Random(20), []
    with Site(images.programs, out) as site:
        for number in range(10):
            card, after = Card(images, out), chance.uniform(1, 45)
            card.write(card_file(site, site.enrol()))
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
                ready(board)
                failed = board.must("systemctl --failed --no-legend --plain")
                check(f"units failed after cut {number}: {failed}", not failed.strip())
                check("no secret is left on the card", "taken over" in board.must("grep ^code /boot/firmware/hallgate.toml"))
            (out / f"after-{number}.log").unlink()
    return "cut " + ", ".join(told) + " s after the kernel's start"


def open_door(board: Board) -> None:
    """It can judge: the imager is there, and the cinema's keys."""
    board.wait("the imager is taken", "journalctl -b -u hallgate -o cat | grep -q 'the imager is connected'", 120)
    board.wait("the cinema's keys are there", "journalctl -b -u hallgate -o cat | grep -qE 'keys (updated|unchanged)'", 180)


def arrives(board: Board, site: Site, number: str) -> None:
    for _ in range(60):
        if number in site.records():
            return
        board.must("sleep 1")
    raise Failed("the record does not arrive at the platform")


def admit(board: Board, site: Site) -> None:
    """A visitor's whole way: the ticket is shown, the gate opens, the record arrives."""
    number, code = site.ticket()
    open_door(board)
    show(board, code, "admitted ticket")
    arrives(board, site, number)


@case
def from_fat(images: Images, out: Path) -> str:
    """A small file on the card and nothing else: enrolled, ready, a ticket is admitted, its record arrives; secrets are wiped."""
    with Site(images.programs, out) as site:
        card, code = Card(images, out), site.enrol()
        card.write(card_file(site, code))
        with Board(card) as board:
            seconds = ready(board)
            admit(board, site)
            own = board.must("systemd-analyze time; journalctl -b -u hallgate-setup -o cat")
            (out / "setup.log").write_text(own)
            keys = board.must("ls -la /etc/credstore.encrypted /etc/hallgate")
            check("the terminal's key is made here", "terminal-key" in keys and "hallgate-db" in keys)
            check("no key lies open", "PRIVATE KEY" not in board.must("grep -rl 'PRIVATE KEY' /etc/hallgate /data/credstore || true"))
            board.must("sync; systemctl poweroff --no-block; true")
            board.machine.wait(120)
        left = card.read("hallgate.toml")
        check("the code is wiped from the card", code["code"] not in left and "taken over" in left)
        raw = card.path.read_bytes()[MIB : 65 * MIB]
        check("nowhere on the partition", code["code"].encode() not in raw)
        with Board(card, "again") as board:
            again = ready(board)
            admit(board, site)
        return f"power to ready {seconds:.0f} s with enrolment, {again:.0f} s from then on (emulated)"


@case
def mended_file(images: Images, out: Path) -> str:
    """A file with mistakes is told with its lines, and one of another system too; corrected, it is taken over."""
    with Site(images.programs, out) as site:
        card, code = Card(images, out), site.enrol()
        good = card_file(site, code)
        card.write(good.replace('"12345678"', '"1234"', 1).replace("driver = \"simulated\"", 'driver = 3'))
        with Board(card) as board:
            board.wait("the mistake is told", "grep -q cinema_code /boot/firmware/STATUS.TXT", 240)
            status = board.must("cat /boot/firmware/STATUS.TXT")
            (out / "status").write_text(status)
            check("each mistake with its line", "driver" in status and re.search(r"\b2\b", status))
            check("nothing was taken over", board.ask("test -e /etc/hallgate/hallgate.toml")[0] != 0)
            board.must("sync; systemctl poweroff --no-block; true")
            board.machine.wait(120)
        card.write("[Unit]\nDescription=somebody else's\n[Service]\nExecStart=/bin/true\n")
        with Board(card, "foreign") as board:
            board.wait("another system's file is told", "grep -q -i -E 'unknown|Unit' /boot/firmware/STATUS.TXT", 240)
            board.must("sync; systemctl poweroff --no-block; true")
            board.machine.wait(120)
        card.write(good)
        with Board(card, "mended") as board:
            ready(board)
    return "told, then taken over"


def with_camera(out: Path, sheet: Path) -> list[str]:
    """A disk with a camera that sees a sheet."""
    tools = uvc_tools(out, sheet)
    return ["-drive", f"if=none,id=tools,format=raw,file={tools},readonly=on", "-device", "virtio-blk-pci,drive=tools"]


def plug_camera(board: Board) -> None:
    board.must("mkdir -p /run/tools && mount -o ro /dev/disk/by-label/TOOLS /run/tools && cp /run/tools/* /run/ && chmod +x /run/uvcsim")
    board.must("modprobe vhci-hcd && systemd-run -q --unit uvcsim /run/uvcsim 640 480 MJPG 10 /run/sheet.jpg")
    board.wait("the camera is there", "ls /dev/hallgate/camera || { journalctl -b -u uvcsim -o cat; false; }")


@case
def from_sheet(images: Images, out: Path) -> str:
    """No word about the platform on the card: the sheet is held before a camera, and the terminal runs."""
    with Site(images.programs, out) as site:
        card = Card(images, out)
        card.write(GATE)
        sheet = out / "sheet.png"
        site.enrol("--qr", sheet)
        with Board(card, more=with_camera(out, sheet)) as board:
            board.wait("the sheet is asked for", "grep -q -i sheet /boot/firmware/STATUS.TXT", 240)
            plug_camera(board)
            held = board.seconds()
            seconds = ready(board) - held
            admit(board, site)
        return f"sheet to ready {seconds:.0f} s (emulated)"


def configured(images: Images, out: Path, site: Site) -> Card:
    """A card of a terminal that runs."""
    card = Card(images, out)
    card.write(card_file(site, site.enrol()))
    with Board(card, "first") as board:
        ready(board)
        board.must("sync; systemctl poweroff --no-block; true", 60)
        board.machine.wait(120)
    return card


@case
def flashed_again(images: Images, out: Path) -> str:
    """Written over, a card goes on as the terminal that it was, and grows with its size; with FORGET.TXT it begins anew."""
    with Site(images.programs, out) as site:
        card = configured(images, out, site)

        def flash() -> None:
            run("dd", f"if={images.image}", f"of={card.path}", "bs=1M", "conv=notrunc", stderr=subprocess.DEVNULL)

        flash()
        with open(card.path, "r+b") as file:
            file.truncate(3072 * MIB)
        with Board(card, "again") as board:
            ready(board)
            admit(board, site)
            grown = int(board.must("df --output=size -B1M /data | tail -n 1"))
            check(f"data has grown to the card: {grown} MiB", grown > 2200)
            board.must("sync; systemctl poweroff --no-block; true")
            board.machine.wait(120)
        flash()
        card.write("\n", "FORGET.TXT")
        # The power goes while the card is divided and its data looked at: it is still one that was just written.
        board = Board(card, "cut")
        board.wait_console("Starting kernel", 120)
        began = board.seconds()
        while board.seconds() - began < 7:
            board.machine.poll()
        board.power_off()
        with Board(card, "forgotten") as board:
            up(board)
            check("nothing is left of the terminal", board.ask("test -e /etc/hallgate/hallgate.toml")[0] != 0)
            board.must("sync; systemctl poweroff --no-block; true")
            board.machine.wait(120)
        with Board(card, "once") as board:
            up(board)
            check("and it is forgotten once", "making the data" not in board.must("dmesg"))
    return "went on, grew, and began anew"


@case
def spoilt_data(images: Images, out: Path) -> str:
    """The data's first superblock does not read: its copy does, and nothing is lost. No copy reads: told, and never made anew."""
    with Site(images.programs, out) as site:
        card, at = configured(images, out, site), int(layout()["DATA_AT"]) * MIB
        card.spoil(at, 4096)
        with Board(card, "restored") as board:
            ready(board)
            admit(board, site)
            check("the terminal is the one of before", TERMINAL in board.must("cat /etc/hallgate/hallgate.toml"))
            board.must("sync; systemctl poweroff --no-block; true")
            board.machine.wait(120)
        for block in (0, 32768, 98304, 163840, 229376, 294912):
            card.spoil(at + block * 4096, 4096)
        with Board(card, "left") as board:
            board.wait("it is told", "test -e /run/card-without-data", 300)
            check("nothing was made", "making the data" not in board.must("dmesg"))
            board.must("sync; systemctl poweroff --no-block; true")
            board.machine.wait(120)
        with open(card.path, "rb") as file:
            file.seek(at)
            check("the data is left as it is", b"hallgate.toml" in file.read())
    return "restored by its copy, then left as it was"


@case
def board_died(images: Images, out: Path) -> str:
    """The power ends with a record that has not gone up; another board takes key and data over, as docs/board-died.md tells it."""
    with Site(images.programs, out) as site:
        card, sheet = configured(images, out, site), out / "key.png"
        number, code = site.ticket()
        with Board(card, "old") as board:
            ready(board)
            open_door(board)
            told = board.must("hallgate key show --qr /run/key.png")
            sheet.write_bytes(base64.b64decode(board.must("base64 -w0 /run/key.png")))
            board.must("ip link set eth0 down")
            show(board, code, "admitted ticket")
        check("it has not gone up", number not in site.records())
        old = card.path.rename(out / "old.img")
        card = Card(images, out)
        card.write(card_file(site, site.enrol()))
        reader = ["-device", "qemu-xhci", "-drive", f"if=none,id=old,format=raw,file={old}", "-device", "usb-storage,drive=old"]
        with Board(card, "other", more=with_camera(out, sheet) + reader) as board:
            ready(board)
            began = board.seconds()
            plug_camera(board)
            board.must("systemctl stop hallgate")
            kept = board.must("hallgate key read --yes </dev/null", 600)
            check(f"the same check as on the sheet: {told} {kept}", re.search(r"check (\w+)", told)[1] in kept)
            board.must("mount -o ro /dev/sda8 /mnt")
            restored = board.must("hallgate restore /mnt/hallgate --yes")
            (out / "told").write_text(told + kept + restored)
            check(f"one record waits: {restored}", "1 of them pending" in restored)
            board.must("systemctl start hallgate")
            arrives(board, site, number)
            seconds = board.seconds() - began
            check("once", site.records().count(number) == 1)
            open_door(board)
            show(board, code, f"refused ticket …{number[-4:]}")
            seen = board.must("journalctl -b -u hallgate -o cat | grep 'refused ticket' | tail -n 1")
            check(f"it was used at the old board: {seen}", "already_checked" in seen)
    return f"key, data and the record that waited in {seconds:.0f} s (emulated)"


def with_bundle(bundle: Path) -> list[str]:
    """The bundle on a stick, which the board sees as a disk."""
    return ["-drive", f"if=none,id=stick,format=raw,file={bundle},readonly=on", "-device", "virtio-blk-pci,drive=stick,serial=bundle"]


def brought(board: Board, bundle: Path, *options: str) -> tuple[int, str]:
    # It lies bare on that disk, which has more.
    size = bundle.stat().st_size
    board.must(f"head -c {size} /dev/disk/by-id/virtio-bundle >/data/trial.raucb", 300)
    return board.ask(f"hallgate-update /data/trial.raucb {' '.join(options)}", 600)


@case
def update(images: Images, out: Path) -> str:
    """The next version onto the other side: tried once, kept when the terminal is ready and its self-test passes."""
    with Site(images.programs, out) as site:
        card, bundle = configured(images, out, site), images.bundle("next")
        with Board(card, "install", more=with_bundle(bundle)) as board:
            ready(board)
            began = board.seconds()
            code, text = brought(board, bundle)
            check(f"installed: {text[-300:]}", code == 0)
            seconds = board.seconds() - began
            check("nothing is tried before it is asked for", "BOOT_ORDER=A" in board.must("fw_printenv"))
            board.ask("systemd-run -q --no-block hallgate-update --restart")
            board.wait_console("hallgate: starting side B", 900)
            check("side B runs", board.wait("side B runs", "cat /run/hallgate-side", 900).strip() == "B")
            check("the next version", "VERSION=9.1" in board.must("cat /usr/lib/hallgate/image"))
            ready(board)
            board.wait("the side is kept", "grep -q OUTCOME=kept /var/lib/hallgate-update/outcome", 600)
            check("its counter is full", "BOOT_B_LEFT=3" in board.must("fw_printenv"))
            admit(board, site)
        return f"installed in {seconds:.0f} s (emulated), {bundle.stat().st_size / MIB:.0f} MiB"


def falls_back(images: Images, out: Path, name: str, reason: str) -> str:
    with Site(images.programs, out) as site:
        card, bundle = configured(images, out, site), images.bundle(name)
        with Board(card, "install", more=with_bundle(bundle)) as board:
            ready(board)
            code, text = brought(board, bundle)
            check(f"installed: {text[-300:]}", code == 0)
            board.ask("systemd-run -q --no-block hallgate-update --restart")
            board.wait_console("hallgate: starting side B", 600)
            began = board.seconds()
            board.wait_console("hallgate: starting side A", 1500, 2)
            seconds = board.seconds() - began
        with Board(card, "back") as board:
            check("side A runs", board.sides() == "A")
            ready(board)
            board.wait("it is told", "grep -q OUTCOME=not_kept /var/lib/hallgate-update/outcome", 120)
            told = board.must("cat /var/lib/hallgate-update/outcome")
            check(f"the reason is told: {told}", reason in told)
            (out / "status").write_text(board.must("hallgate update status"))
            admit(board, site)
        return f"back after {seconds:.0f} s (emulated)"


@case
def never_ready(images: Images, out: Path) -> str:
    """An update whose terminal never gets ready: the old side returns by itself, and says why."""
    return falls_back(images, out, "unready", "not_ready")


@case
def crashes_after_ready(images: Images, out: Path) -> str:
    """An update whose terminal gets ready and then dies again and again: likewise."""
    return falls_back(images, out, "crashing", "crashed")


@case
def refused_bundles(images: Images, out: Path) -> str:
    """A wrong signature, a torn file and an older version are refused; the older one is taken when told to."""
    with Site(images.programs, out) as site:
        card = configured(images, out, site)
        for name, options, good in (("foreign", [], False), ("older", [], False), ("older", ["--older"], True)):
            bundle = images.bundle(name)
            with Board(card, f"{name}-{len(options)}", more=with_bundle(bundle)) as board:
                ready(board)
                code, text = brought(board, bundle, *options)
                (out / f"{name}-{len(options)}.text").write_text(text)
                check(f"{name} {options}: {text[-200:]}", (code == 0) == good)
                if name == "foreign":
                    board.must("truncate -s -4096 /data/trial.raucb")
                    check("a torn file is refused", board.ask("hallgate-update /data/trial.raucb", 300)[0] != 0)
                check("side A stays", "BOOT_ORDER=A" in board.must("fw_printenv"))
    return "refused: wrong signature, torn, older"


@case
def cut_update(images: Images, out: Path) -> str:
    """Ten power cuts at moments of chance: five while an update is installed, five of trials, of a good one and a bad one; a terminal runs again."""
    chance, told = random.Random(16), []
    with Site(images.programs, out) as site:
        card = configured(images, out, site)
        kept = card.path.with_name("before.img")
        card.path.rename(kept)
        for number in range(10):
            subprocess.run(["cp", "--sparse=always", kept, card.path], check=True)
            name = "unready" if number in (3, 7) else "next"
            bundle = images.bundle(name)
            board = Board(card, f"cut-{number}", cut=("none", "random", "all")[number % 3], seed=number, more=with_bundle(bundle))
            ready(board)
            size = bundle.stat().st_size
            board.must(f"head -c {size} /dev/disk/by-id/virtio-bundle >/data/trial.raucb", 300)
            board.must("systemd-run -q sh -c 'hallgate-update /data/trial.raucb && hallgate-update --restart'")
            in_trial = number % 2 == 1
            if in_trial:
                board.wait_console("hallgate: starting side B", 900)
            began, after = board.seconds(), chance.uniform(1, 200) if in_trial else chance.uniform(2, 80)
            while board.seconds() - began < after and board.machine.poll() is None:
                board.told()
            board.power_off()
            with Board(card, f"after-{number}") as board:
                ready(board)
                side = board.sides()
                check("a version that never got ready is not what runs", name == "next" or side == "A")
            told.append(f"{'trial' if in_trial else 'install'} {after:.0f}{side}")
    return "cut after, side then: " + ", ".join(told)


@case
def full_data(images: Images, out: Path) -> str:
    """A data partition without a free byte: the terminal gives up its reserve and admits; full again, it opens for nobody, and then goes on."""
    with Site(images.programs, out) as site:
        card = configured(images, out, site)
        fill = "cat /dev/zero >/data/{} 2>/dev/null; sync; true"
        with Board(card, "filling") as board:
            ready(board)
            board.must("systemctl stop hallgate")
            board.ask(fill.format("filling"), 300)
            check("it is full", int(board.must("df --output=avail /data | tail -n 1")) == 0)
            board.must("systemctl poweroff --no-block; true")
            board.machine.wait(120)
        with Board(card, "full") as board:
            ready(board)
            admit(board, site)
            board.ask(fill.format("filling-again"), 300)
            number, code = site.ticket()
            # What the database has for itself is soon used up.
            for _ in range(40):
                show_any(board, code)
                if "not_recorded" in board.must("journalctl -b -u hallgate -o cat | tail -n 20"):
                    break
                number, code = site.ticket()
            else:
                raise Failed("a full partition takes one record after the other")
            (out / "journal").write_text(board.must("journalctl -b -u hallgate -o cat | tail -n 60"))
            board.must("rm /data/filling /data/filling-again")
            show(board, code, "admitted ticket")
            arrives(board, site, number)
    return "admitted with a full partition, and afterwards"


def show_any(board: Board, code: str) -> None:
    """A visitor, and whatever is answered."""
    said = "journalctl -b -u hallgate -o cat | grep -cE '(admitted|refused) ticket' || true"
    before = board.must(said).strip()
    board.type(code + "\n")
    board.wait("an answer", f"[ $({said}) -gt {before} ]", 60)


@case
def beside_the_door(images: Images, out: Path) -> str:
    """What runs beside the terminal: pages on a port of the site's own, other doors' calls, a backup onto a stick, the clock set by hand."""
    port, stick = free_port(), out / "stick.img"
    run("truncate", "-s", "64M", stick)
    run("mkfs.vfat", "-n", "BACKUPS", stick, stdout=subprocess.DEVNULL)
    usb = ["-device", "qemu-xhci", "-drive", f"if=none,id=backups,format=raw,file={stick}", "-device", "usb-storage,drive=backups,removable=on"]
    with Site(images.programs, out) as site:
        card = Card(images, out)
        beside = '[web]\naddress = "0.0.0.0:9443"\n[neighbours]\nkey = "file:/etc/hallgate/neighbours.key"\ndiscover = false\n'
        card.write(card_file(site, site.enrol()) + beside)
        with Board(card, more=usb, forward=f"tcp:127.0.0.1:{port}-:9443") as board:
            ready(board)
            board.wait("the pages run", "systemctl is-active hallgate-web", 240)
            page = asked(port, "/sign-in")
            (out / "page.html").write_text(page)
            check(f"somebody is asked who they are: {page[:200]}", 'type="password"' in page)
            board.must("head -c 32 /dev/urandom | od -An -tx1 -v | tr -d ' \\n' | install -m 600 -o hallgate -g hallgate /dev/stdin /etc/hallgate/neighbours.key")
            board.must("systemctl restart hallgate", 300)
            ready(board)
            board.wait("other doors may call", "ss -Hltn | grep -q :9010", 60)
            admit(board, site)
            board.wait("the stick is mounted", "ls -d /run/hallgate-stick/*/", 60)
            board.must("systemctl start hallgate-backup", 300)
            made = board.must("ls /run/hallgate-stick/*/; journalctl -b -u hallgate-backup -o cat | tail -n 3")
            check(f"a backup is on the stick: {made}", re.search(r"hallgate-backup-\S+\.db", made))
            asked_rauc = "setpriv --reuid=hallgate --regid=hallgate --clear-groups busctl call de.pengutronix.rauc / de.pengutronix.rauc.Installer"
            code, told = board.ask(f"{asked_rauc} Mark ss active other")
            check(f"the terminal's user does not command RAUC: {told}", code != 0 and "denied" in told.lower())
            request, by_it = "/run/hallgate/clock-request", "setpriv --reuid=hallgate --regid=hallgate --clear-groups"
            board.must(f"{by_it} mkdir -p {request}/folder")
            board.wait("a folder is no time", f"grep -qx refused /run/hallgate-clock/outcome && [ ! -e {request} ]", 60)
            board.must(f"{by_it} sh -c 'echo 2031-02-03T04:05:06Z >{request}'")
            board.wait("the clock is set", "grep -qx set /run/hallgate-clock/outcome", 60)
            check("to that time", board.must("date -u +%F").strip() == "2031-02-03")
    return "pages, neighbours, backup, clock"


def asked(port: int, path: str) -> str:
    """A page of the terminal's, whoever its certificate is of."""
    anybody = ssl.create_default_context()
    anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE
    with urllib.request.urlopen(f"https://127.0.0.1:{port}{path}", timeout=60, context=anybody) as answer:
        return answer.read().decode()
