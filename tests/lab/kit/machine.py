"""One run of a guest: archive, disks, QEMU, and what came out of it."""

import ctypes
import shutil
import signal
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from . import image
from .apt import run
from .cpio import Cpio
from .monitor import Monitor, Requests
from .places import GUEST, Arch, Broken, say
from .power import CutDisk

LIBC = ctypes.CDLL(None)
TIMED_OUT, POWER_CUT, DIED = 124, 137, 125
# The guest ends a script in time by itself, and saves its logs; only one that hangs is ended from outside.
GRACE_S = 60
# The driver behind each display that QEMU can play.
DISPLAYS = {"bochs-display": "bochs", "cirrus-vga": "cirrus", "virtio-gpu-pci": "virtio-gpu"}


@dataclass
class Guest:
    """What a run wants of its guest."""

    arch: Arch
    out: Path
    script: Path | None = None  # none: a shell on this terminal
    programs: list[tuple[Path, str]] = field(default_factory=list)  # with their libraries
    files: list[tuple[Path, str]] = field(default_factory=list)
    packages: list[str] = field(default_factory=list)
    modules: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)  # of modules
    display: str = "none"  # "800x480" or "800x480:cirrus-vga"
    disks: list[str] = field(default_factory=list)  # IMAGE[:SIZE], cut:IMAGE[:SIZE]
    sticks: list[Path] = field(default_factory=list)  # images, plugged by the case
    share: Path | None = None
    memory: int = 512
    cpus: int = 2
    rtc: str = ""
    append: str = ""
    loglevel: int = 4
    qemu: list[str] = field(default_factory=list)
    timeout: float = 300
    kill_after: float = 0
    kill_at_ack: int = 0
    kill_delay: float = 0
    cut_policy: str = "random"
    seed: int = 1

    def boot(self) -> int:
        """Runs the guest to its end. Its script's exit code, TIMED_OUT, POWER_CUT, or DIED."""
        began = time.time()
        kernel, base = image.base(self.arch, self.packages)
        self.out = self.out.resolve()
        self.out.mkdir(parents=True, exist_ok=True)
        for old in ("rc", "ready_at", "acks"):
            (self.out / old).unlink(missing_ok=True)
        work = self.out / ".lab"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        initrd = work / "initrd"
        self.pack(work / "case.cpio")
        with open(initrd, "wb") as joined:
            for part in (base, work / "case.cpio"):
                with open(part, "rb") as data:
                    shutil.copyfileobj(data, joined, 1 << 20)
        disks, cuts = self.attach(work)
        command = [*self.command(kernel.image, work, initrd), *disks]
        code = self.watch(command, work, cuts)
        for cut in cuts:
            cut.join(10)
            say("disk:", cut.told)
        shutil.rmtree(work, ignore_errors=True)
        ready = self.read("ready_at") or "-"
        took = f"ready {ready} s after its start, {time.time() - began:.1f} s in all"
        say(f"{self.out.name}: {self.arch.name}, {kernel.version}, {took}, exit {code}")
        return code

    def read(self, name: str) -> str:
        path = self.out / name
        return path.read_text(errors="replace").strip() if path.exists() else ""

    def pack(self, path: Path) -> None:
        """What belongs to this run alone."""
        cpio = Cpio(path)
        cpio.put("init", (GUEST / "init").read_bytes())
        for part in [*sorted(GUEST.glob("*.sh")), *image.terminal_key()]:
            cpio.add(f"lab/{part.name}", part)
        modules = [name for name in image.AT_START if name not in self.without]
        if self.display != "none":
            modules.append(DISPLAYS[self.card()])
        cpio.put("etc/lab/modprobe", "\n".join([*modules, *self.modules]) + "\n")
        loop = "devices=1 video_nr=0 exclusive_caps=1 card_label=LabCam max_buffers=4"
        for module, options in [("v4l2loopback", loop), *self.options]:
            cpio.put(f"etc/lab/opt.{module}", options)
        cpio.put("etc/passwd", "root:x:0:0:root:/root:/bin/sh\n")
        cpio.put("etc/group", "root:x:0:\n")
        if self.script:
            cpio.add("etc/lab/script", self.script)
            cpio.put("etc/lab/seconds", str(int(self.timeout)))
        else:
            cpio.put("etc/lab/shell", "")
        root = self.arch.folder / image.guest_root(self.arch, (*image.PACKAGES, *self.packages)).name
        for program, to in self.programs:
            lean = path.with_name(f"stripped-{program.name}")
            strip = f"{self.arch.cross}strip", "-o", lean, program.resolve()
            stripped = run(*strip, check=False, stderr=subprocess.DEVNULL)
            cpio.add(to, program.resolve() if stripped.returncode else lean)
            for library in image.libraries(program):
                if not any((root / str(library).lstrip("/").replace(old, new, 1)).exists() for old, new in SAME):
                    cpio.add(str(library), library.resolve())
        for source, to in self.files:
            cpio.add(to, source)
        cpio.close()

    def card(self) -> str:
        card = self.display.partition(":")[2] or "bochs-display"
        if card not in DISPLAYS:
            raise Broken(f"no such display: {card} (known: {', '.join(DISPLAYS)})")
        return card

    def attach(self, work: Path) -> tuple[list[str], list[CutDisk]]:
        words: list[str] = []
        cuts: list[CutDisk] = []
        for number, disk in enumerate(self.disks):
            volatile = disk.startswith("cut:")
            path, _, size = disk.removeprefix("cut:").partition(":")
            if not Path(path).exists():
                run("truncate", "-s", size or "256M", path)
            drive = f"if=none,id=d{number},format=raw,file="
            if volatile:
                cuts.append(CutDisk(Path(path), work / f"nbd{number}", self.cut_policy, self.seed))
                drive += f"nbd+unix:///?socket={work}/nbd{number}"
            else:
                drive += f"{path},cache=writeback"
            words += ["-drive", drive, "-device", f"virtio-blk-pci,drive=d{number}"]
        return words, cuts

    def command(self, kernel: Path, work: Path, initrd: Path) -> list[str]:
        share = lambda tag, path, more="": [
            "-fsdev", f"local,id={tag},path={path},security_model=none{more}",
            "-device", f"virtio-9p-pci,fsdev={tag},mount_tag={tag}",
        ]  # fmt: skip
        # On a busy host the emulated timer fails the kernel's check of it.
        fixed = "panic=-1 random.trust_cpu=on no_timer_check"
        kernel_line = f"console={self.arch.console} loglevel={self.loglevel} {fixed} {self.append}"
        words = [
            self.arch.qemu, *self.arch.machine, "-accel", "tcg,thread=multi",
            "-nodefaults", "-no-reboot", "-nic", "none", "-display", "none",
            "-m", str(self.memory), "-smp", str(self.cpus),
            "-kernel", str(kernel), "-initrd", str(initrd), "-append", kernel_line,
            "-serial", f"file:{self.out}/console.log" if self.script else "stdio",
            "-qmp", f"unix:{work}/qmp,server=on,wait=off",
            "-device", "virtio-serial-pci", "-chardev", f"socket,id=lab,path={work}/lab,server=on,wait=off",
            "-device", "virtserialport,chardev=lab,name=lab", "-device", "virtio-rng-pci",
            *share("out", self.out),
        ]  # fmt: skip
        if self.display != "none":
            width, _, height = self.display.partition(":")[0].partition("x")
            card = self.card()
            size = {
                "bochs-display": f",xres={width},yres={height},edid=on",
                "virtio-gpu-pci": f",xres={width},yres={height}",
            }
            words += ["-device", card + size.get(card, "")]
        if self.sticks:
            words += ["-device", "qemu-xhci,id=usb"]
        for image_file in self.sticks:
            name = image_file.stem
            words += ["-blockdev", f"driver=file,node-name={name}-file,filename={image_file}"]
            for node, only in ((name, "off"), (f"{name}-locked", "on")):
                words += ["-blockdev", f"driver=raw,node-name={node},read-only={only},file={name}-file"]
        if self.share:
            words += share("in", self.share.resolve(), ",readonly=on")
        if self.rtc:
            words += ["-rtc", f"base={self.rtc},clock=vm"]
        return words + self.qemu

    def watch(self, command: list[str], work: Path, cuts: list[CutDisk]) -> int:
        errors = work / "qemu.err"
        with open(errors, "w") as log:
            stdin = subprocess.DEVNULL if self.script else None
            machine = subprocess.Popen(command, stdin=stdin, stderr=log, preexec_fn=die_with_parent)
        cut = threading.Event()

        def power_cut() -> None:
            cut.set()
            machine.kill()

        def at_ack(count: int) -> None:
            if count == self.kill_at_ack:
                threading.Timer(self.kill_delay, power_cut).start()

        def images(count: int, most: int) -> None:
            for disk in cuts:
                disk.images.order(self.out, count, most)

        try:
            monitor = Monitor(work / "qmp", machine)
            Requests(work / "lab", self.out, monitor, power_cut, at_ack, images)
            if self.kill_after:
                threading.Timer(self.kill_after, power_cut).start()
            machine.wait(self.timeout + GRACE_S)
        except subprocess.TimeoutExpired:
            say(f"no end after {self.timeout:.0f} s")
            try:
                monitor.screenshot(self.out / "timeout.png")
            except (Broken, OSError, EOFError):
                pass  # a machine without a display
            return TIMED_OUT
        except Broken as fault:
            raise Broken(f"{fault}: {errors.read_text()}") from None
        finally:
            machine.kill()
            machine.wait()
        if code := self.read("rc"):
            return int(code)
        if cut.is_set():
            return POWER_CUT
        say(f"the guest died; the end of its console:\n{self.read('console.log')[-3000:]}\n{errors.read_text()}")
        return DIED


def die_with_parent() -> None:
    """Lets no guest go on when the lab is killed (prctl(2), PR_SET_PDEATHSIG)."""
    LIBC.prctl(1, signal.SIGKILL)


# A library has the same file under /usr or without it.
SAME = (("", ""), ("usr/", ""), ("lib", "usr/lib"))
