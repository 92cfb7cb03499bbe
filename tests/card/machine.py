"""A card with the image, and the emulated board that it is put into."""

import base64
import fcntl
import random
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kit.apt import fetch, guest_apt, install, installed, run, unpack
from kit.machine import die_with_parent
from kit.monitor import Monitor
from kit.places import CACHE
from kit.power import CutDisk

TOP = Path(__file__).resolve().parent.parent.parent
LAYOUT = TOP / "board/image/layout"
MIB = 1 << 20
TOOLS = ("qemu-system-arm", "mtools", "e2fsprogs", "gcc-aarch64-linux-gnu", "libc6-dev-arm64-cross", "imagemagick", "dosfstools")  # fmt: skip

# Looks on from inside: takes a line of Base64, runs it, gives back its exit code and what it printed.
AGENT = r"""[Unit]
Description=What the trial asks
DefaultDependencies=no
StartLimitIntervalSec=0
[Service]
Restart=always
RestartSec=1
ExecStart=/bin/bash -c 'exec 3<>/dev/virtio-ports/lab; while read -r line <&3; do out=$$(echo "$$line" | base64 -d | timeout 600 bash 2>&1 | base64 -w0; echo ":$${PIPESTATUS[2]}"); echo "$${out//:/ }" >&3; done'
"""
RULE = 'SUBSYSTEM=="virtio-ports", ATTR{name}=="lab", TAG+="systemd", ENV{SYSTEMD_WANTS}+="x.service"\n'


class Failed(Exception):
    """The case's own sentence."""


def check(what: str, good: object) -> None:
    if not good:
        raise Failed(what)


def layout() -> dict[str, str]:
    """The numbers of the card, as the build and the first process have them."""
    return dict(re.findall(r"\b([A-Z_]+)=([0-9a-z-]+)", LAYOUT.read_text()))


def make_ready() -> None:
    missing = [name for name in TOOLS if not installed(name)]
    if missing and not install(missing, dict(DEBIAN_FRONTEND="noninteractive", PATH="/usr/sbin:/usr/bin:/sbin:/bin"), []):
        raise SystemExit(f"not installed: {' '.join(missing)}")


def firmware() -> Path:
    """Debian's U-Boot for QEMU's board."""
    folder = CACHE / "u-boot"
    found = folder / "usr/lib/u-boot/qemu_arm64/u-boot.bin"
    if not found.exists():
        unpack(fetch(guest_apt(), ["u-boot-qemu"]), folder)
    return found


# Bundles beside the image: version, and what of the terminal's unit is changed to make it so.
BUNDLES = {
    "next": ("9.1", ""),
    "older": ("0.0.1", ""),
    "foreign": ("9.2", ""),
    # Never ready: it hangs before it says so.
    "unready": ("9.3", "[Service]\nExecStart=\nExecStart=/usr/bin/sleep infinity\nTimeoutStartSec=20\n"),
    # Ready, then gone, again and again.
    "crashing": ("9.4", "[Service]\nRuntimeMaxSec=25\n"),
}


class Images:
    """The image, and bundles for it."""

    def __init__(self, folder: Path, programs: Path):
        self.folder, self.programs = folder, programs

    def build(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        with self.alone():
            if not list(self.folder.glob("hallgate-*.img")):
                run(TOP / "board/image/build", "--out", self.folder)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One trial builds at a time; the others wait for what it makes."""
        with open(self.folder / "lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def bundle(self, name: str) -> Path:
        """Made when a case first asks for it."""
        path = self.folder / f"{name}.raucb"
        with self.alone():
            if not path.exists():
                self.make_bundle(name, path)
        return path

    def make_bundle(self, name: str, path: Path) -> None:
        version, drop_in = BUNDLES[name]
        part = self.folder / f"making-{name}"
        shutil.rmtree(part, ignore_errors=True)
        also = part / "also/usr/lib/systemd/system/hallgate.service.d"
        also.mkdir(parents=True)
        (also / "trial.conf").write_text(drop_in)
        words = ["--bundle-only", "--out", part, "--version", version, "--also", part / "also"]
        if name == "foreign":
            words += ["--keys", self.foreign_keys(part / "keys")]
        package = sorted(self.folder.glob("hallgate_*_arm64.deb"))
        run(TOP / "board/image/build", *words, *(["--deb", package[-1]] if package else []))
        next(part.glob("*.raucb")).rename(path)
        shutil.rmtree(part)

    @staticmethod
    def foreign_keys(folder: Path) -> Path:
        """Of somebody whom the image does not know."""
        folder.mkdir()
        run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "3650",
            "-subj", "/CN=somebody else", "-keyout", folder / "update.key", "-out", folder / "update.pem", stderr=subprocess.DEVNULL)  # fmt: skip
        return folder

    @property
    def image(self) -> Path:
        return sorted(self.folder.glob("hallgate-*.img"))[0]


class Card:
    """A card of 2 GiB with the image on it."""

    def __init__(self, images: Images, out: Path, size: int = 2048 * MIB):
        self.path, self.out = out / "card.img", out
        run("cp", "--sparse=always", images.image, self.path)
        with open(self.path, "r+b") as file:
            file.truncate(size)

    def write(self, text: str | bytes, name: str = "hallgate.toml") -> None:
        """What an installer does with a file on the first partition."""
        local = self.out / "on-the-card"
        local.write_bytes(text.encode() if isinstance(text, str) else text)
        run("mcopy", "-o", "-i", f"{self.path}@@{MIB}", local, f"::{name}")

    def read(self, name: str) -> str:
        done = run("mtype", "-i", f"{self.path}@@{MIB}", f"::{name}", stdout=subprocess.PIPE)
        return done.stdout.decode(errors="replace").rstrip(" \r\n\0")

    def raw(self, name: str) -> bytes:
        return run("mtype", "-i", f"{self.path}@@{MIB}", f"::{name}", stdout=subprocess.PIPE).stdout

    def counters(self) -> tuple[bytes, bytes]:
        with open(self.path, "rb") as file:
            file.seek(int(layout()["STATE_AT"]) * MIB)
            first = file.read(0x4000)
            file.seek(int(layout()["STATE_AT"]) * MIB + 0x80 * 512)
            return first, file.read(0x4000)

    def spoil(self, at: int, length: int = 512) -> None:
        """Torn or rotten: chance in place of what was there."""
        with open(self.path, "r+b") as file:
            file.seek(at)
            file.write(random.Random(at).randbytes(length))


class Console:
    """A machine that tells on a serial line what it does."""

    console: Path
    machine: subprocess.Popen
    began: float

    def __enter__(self):
        return self

    def __exit__(self, *_: object) -> None:
        self.power_off()

    def power_off(self) -> None:
        """At once: the plug is pulled."""
        if self.machine.poll() is None:
            self.machine.send_signal(signal.SIGKILL)
        self.machine.wait()

    def seconds(self) -> float:
        return time.monotonic() - self.began

    def told(self) -> str:
        return self.console.read_text(errors="replace") if self.console.exists() else ""

    def wait_console(self, pattern: str, within: float = 300, times: int = 1) -> str:
        end = time.monotonic() + within
        while len(re.findall(pattern, self.told())) < times:
            check(f"not on the console within {within:.0f} s: {pattern}", time.monotonic() < end)
            check(f"the board ended before: {pattern}", self.machine.poll() is None)
            time.sleep(0.2)
        return self.told()


class Pi(Console):
    """QEMU's Raspberry Pi 3B with the card in it. What its firmware would do, QEMU does: U-Boot and device tree are given."""

    def __init__(self, card: Card, loader: Path, tree: Path):
        self.console = card.out / "pi.log"
        words = ["qemu-system-aarch64", "-M", "raspi3b", "-display", "none", "-kernel", loader, "-dtb", tree,
                 "-drive", f"file={card.path},format=raw,if=sd", "-serial", "null", "-serial", f"file:{self.console}"]  # fmt: skip
        self.began = time.monotonic()
        self.machine = subprocess.Popen([str(word) for word in words], stdin=subprocess.DEVNULL, preexec_fn=die_with_parent)


class Board(Console):
    """QEMU's board with the card in it, from power-on to the power's end. Its watchdog resets where a case asks for it: on a busy
    machine an emulated board now and then stands still for longer than any real one."""

    def __init__(self, card: Card, name: str = "boot", *, cut: str = "", seed: int = 1, more: list[str] = (), rtc: str = "", watchdog: str = "none", forward: str = ""):
        self.card, self.out = card, card.out
        self.console = self.out / f"{name}.log"
        self.work = Path(tempfile.mkdtemp(prefix="hallgate-card-"))
        (self.work / "agent").write_text(AGENT)
        (self.work / "rule").write_text(RULE)
        self.cut = CutDisk(card.path, self.work / "nbd", cut, seed) if cut else None
        drive = f"nbd+unix:///?socket={self.work}/nbd" if cut else f"{card.path},cache=writeback"
        words = [
            "qemu-system-aarch64", "-M", "virt", "-cpu", "cortex-a72", "-accel", "tcg,thread=multi", "-m", "1024", "-smp", "2",
            "-nodefaults", "-display", "none", "-bios", str(firmware()),
            "-drive", f"if=none,id=card,format=raw,file={drive}", "-device", "virtio-blk-pci,drive=card",
            "-serial", f"file:{self.console}", "-qmp", f"unix:{self.work}/qmp,server=on,wait=off",
            "-device", "virtio-serial-pci", "-chardev", f"socket,id=lab,path={self.work}/lab,server=on,wait=off",
            "-device", "virtserialport,chardev=lab,name=lab", "-device", "virtio-rng-pci",
            "-netdev", f"user,id=net{forward and ',hostfwd=' + forward}", "-device", "virtio-net-pci,netdev=net",
            "-device", "virtio-keyboard-pci", "-device", "i6300esb", "-action", f"watchdog={watchdog}",
            "-fw_cfg", f"name=opt/io.systemd.credentials/systemd.extra-unit.x.service,file={self.work}/agent",
            "-fw_cfg", f"name=opt/io.systemd.credentials/udev.rules.lab,file={self.work}/rule",
            *(["-rtc", f"base={rtc},clock=vm"] if rtc else []), *more,
        ]  # fmt: skip
        self.began = time.monotonic()
        self.errors = open(self.out / f"{name}.qemu", "w")
        self.machine = subprocess.Popen(words, stdin=subprocess.DEVNULL, stderr=self.errors, preexec_fn=die_with_parent)
        self.monitor = Monitor(self.work / "qmp", self.machine)
        self.link = socket.socket(socket.AF_UNIX)
        self.link.connect(str(self.work / "lab"))

    def power_off(self) -> None:
        super().power_off()
        if self.cut:
            self.cut.join(20)
        shutil.rmtree(self.work, ignore_errors=True)

    def ask(self, command: str, within: float = 300) -> tuple[int, str]:
        """Runs a command inside; asks again until somebody answers."""
        line = base64.b64encode(command.encode()) + b"\n"
        end = time.monotonic() + within
        self.link.settimeout(within)
        self.link.sendall(line)
        answer = b""
        while not answer.endswith(b"\n"):
            if time.monotonic() > end or self.machine.poll() is not None:
                raise Failed(f"nobody answers inside: {command[:60]}")
            try:
                answer += self.link.recv(1 << 16)
            except TimeoutError:
                raise Failed(f"nobody answers inside within {within:.0f} s: {command[:60]}") from None
        words = answer.decode().split()
        text = base64.b64decode(words[0]).decode(errors="replace") if len(words) == 2 else ""
        return int(words[-1]), text

    def must(self, command: str, within: float = 300) -> str:
        code, text = self.ask(command, within)
        check(f"{command[:80]}: exit {code}: {text.strip()[-300:]}", code == 0)
        return text

    def wait(self, what: str, command: str, within: float = 240) -> str:
        """Until the command succeeds."""
        end = time.monotonic() + within
        while True:
            code, text = self.ask(command, max(30.0, end - time.monotonic()))
            if code == 0:
                return text
            check(f"not within {within:.0f} s: {what}: {text.strip()[-300:]}", time.monotonic() < end)
            time.sleep(1)

    def type(self, text: str) -> None:
        """An imager's keys."""
        names = {"+": ("shift", "equal"), "/": ("slash",), "=": ("equal",), "-": ("minus",), "\n": ("ret",)}
        for sign in text:
            keys = names.get(sign) or (("shift", sign.lower()) if sign.isupper() else (sign,))
            self.monitor("send-key", keys=[{"type": "qcode", "data": key} for key in keys], **{"hold-time": 15})
            time.sleep(0.04)

    def sides(self) -> str:
        """The side that runs: A or B."""
        return self.must("cat /run/hallgate-side").strip()


def uvc_tools(out: Path, sheet: Path) -> Path:
    """A disk with the lab's USB camera for arm64, and the picture that it shows."""
    folder = out / "tools"
    folder.mkdir()
    sources = sorted((TOP / "tests/lab/guest/uvcsim").glob("*.c"))
    run("aarch64-linux-gnu-gcc", "-O2", "-static", "-o", folder / "uvcsim", *sources)
    run("convert", sheet, "-resize", "460x460", "-gravity", "center", "-background", "white", "-extent", "640x480",
        "-quality", "90", folder / "sheet.jpg")  # fmt: skip
    disk = out / "tools.img"
    disk.write_bytes(b"")
    run("truncate", "-s", "16M", disk)
    run("mkfs.vfat", "-n", "TOOLS", disk, stdout=subprocess.DEVNULL)
    for file in folder.iterdir():
        run("mcopy", "-i", disk, file, "::")
    return disk
