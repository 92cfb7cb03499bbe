"""What is in the guest: Debian's tools, the lab's programs, kernel modules; then what a case brings."""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterable
from contextlib import contextmanager
from pathlib import Path

from .apt import fetch, guest_apt, run, unpack
from .cpio import Cpio
from .kernel import Kernel, dependencies, kernel
from .places import CACHE, GUEST, SUITE, Arch, Broken, say

PACKAGES = (
    "busybox-static", "gpiod", "v4l-utils", "sqlite3", "qrencode", "libjpeg-turbo-progs",
    "libc6", "libgcc-s1", "libstdc++6",
)  # fmt: skip
# What those bring along and nobody in the guest needs.
LEFT_OUT = (
    "usr/share/doc", "usr/share/man", "usr/share/locale", "usr/share/info", "usr/share/perl*", "usr/lib/*/gconv",
    "usr/lib/*/perl*", "usr/share/i18n", "usr/share/zoneinfo", "usr/share/lintian", "usr/bin/perl*", "var",
    "usr/share/bash-completion", "usr/share/debconf", "usr/lib/*/libc.a", "usr/lib/*/libperl*", "lib/udev",
    "bin/udevadm",
)  # fmt: skip

# Loaded at the start of every guest.
AT_START = (
    "virtio_pci", "virtio_console", "virtio_blk", "9pnet_virtio", "9p", "configfs", "crc32c_generic", "ext4",
    "gpio-sim", "v4l2loopback", "i2c-dev", "lab-bus",
)  # fmt: skip
# There for `modprobe`, or for `# needs: module=NAME`.
AT_HAND = (
    "lab-light", "bochs", "virtio-gpu", "cirrus", "vfb", "vivid", "uvcvideo", "vhci-hcd", "uinput", "evdev", "uhid",
    "hid-multitouch", "usbserial",
    "ftdi_sio", "cp210x", "cdc-acm", "dm-flakey", "dm-log-writes", "dm-delay", "softdog", "i6300esb", "xhci-pci",
    "ehci-pci", "usbhid", "hid-generic", "usb-storage", "sd_mod", "vfat", "exfat", "nls_ascii", "nls_cp437", "gpio_keys",
    "leds-gpio", "loop", "zram", "sch_netem", "i2c-stub", "virtio_input", "virtio_rng", "dummy_hcd", "libcomposite", "usb_f_acm",
    "usb_f_hid", "usb_f_mass_storage", "spi-bcm2835", "i2c-bcm2835", "bcm2835_wdt", "sdhci-iproc", "bcm2835", "dwc2",
    "bcm2835-rng", "mmc_block", "f2fs", "btrfs", "overlay", "squashfs", "rtc-cmos", "nbd", "autofs4",
    "snd-dummy", "snd-aloop", "snd-pcm", "snd-usb-audio", "snd-hda-intel", "snd-hda-codec-generic", "ac97_bus",
    "snd-intel8x0", "snd-ens1370",
)  # fmt: skip


@contextmanager
def alone():
    """Lets one lab at a time make things in the cache."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with open(CACHE / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def base(arch: Arch, packages: Iterable[str] = ()) -> tuple[Kernel, Path]:
    """The kernel and the archive that all cases of an architecture share, made where they are missing."""
    with alone():
        found = kernel(arch)
        root = guest_root(arch, tuple(PACKAGES) + tuple(packages))
        programs = guest_programs(arch)
        inputs = f"{found.version} {found.built} {root} {programs} {AT_START} {AT_HAND}"
        archive = arch.folder / f"base-{short(inputs.encode())}.cpio"
        if archive.exists():
            os.utime(archive)
        else:
            began = time.time()
            pack(archive, found, root, programs)
            say(f"archive for the guest: {archive.stat().st_size >> 20} MiB in {time.time() - began:.1f} s")
            forget_old(arch)
        return found, archive


def short(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]


def forget_old(arch: Arch) -> None:
    """Keeps the few archives that were used last."""
    for old in sorted(arch.folder.glob("base-*.cpio"), key=os.path.getmtime)[:-6]:
        old.unlink()


def guest_root(arch: Arch, packages: tuple[str, ...]) -> Path:
    """A folder with Debian's programs of the guest's architecture."""
    root = arch.folder / f"root-{short(' '.join(packages).encode())}"
    if root.exists():
        return root
    say("fetching the guest's programs")
    suite = "/bookworm" if SUITE != "bookworm" else ""
    files = fetch(guest_apt(), [f"{name}:{arch.name}{suite}" for name in packages], closure=True)
    making = Path(f"{root}.new")
    shutil.rmtree(making, ignore_errors=True)
    unpack(files, making)
    for pattern in LEFT_OUT:
        for path in making.glob(pattern):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    making.rename(root)
    return root


def guest_programs(arch: Arch) -> Path:
    """The lab's own small C programs, static, built once for each state of their sources: each from a file, or from
    a folder with several."""
    sources = sorted([*GUEST.glob("*.c"), *GUEST.glob("*/*.[ch]")])
    folder = arch.folder / f"bin-{short(b''.join(path.read_bytes() for path in sources))}"
    if folder.exists():
        return folder
    making = Path(f"{folder}.new")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir()
    parts: dict[str, list[Path]] = {}
    for source in sources:
        if source.suffix == ".c":
            parts.setdefault(source.stem if source.parent == GUEST else source.parent.name, []).append(source)
    for name, files in parts.items():
        program = making / name
        compiler = [f"{arch.cross}gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-static", "-pthread"]
        done = subprocess.run([*compiler, "-o", program, *files], stderr=subprocess.PIPE, text=True)
        if done.returncode:
            raise Broken(f"{name} does not build:\n{done.stderr}")
        run(f"{arch.cross}strip", program)
    making.rename(folder)
    return folder


def pack(archive: Path, found: Kernel, root: Path, programs: Path) -> None:
    stage = Path(f"{archive}.stage")
    shutil.rmtree(stage, ignore_errors=True)
    modules = stage / "lib/modules" / found.version
    for path in dependencies(found, [*AT_START, *AT_HAND]):
        own = path.is_relative_to(found.built)
        copy = modules / ("extra" / Path(path.name) if own else path.relative_to(found.modules))
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
        if copy.suffix == ".xz":
            run("xz", "-d", copy)
    for name in ("modules.builtin", "modules.order", "modules.builtin.modinfo"):
        if (found.modules / name).exists():
            shutil.copy(found.modules / name, modules)
    found.depmod(stage)
    made = Path(f"{archive}.new")
    cpio = Cpio(made)
    cpio.add("", root)
    cpio.folder("dev")
    cpio.entry("dev/console", 0o20600, device=(5, 1))
    cpio.add("lib/modules", stage / "lib/modules")
    for program in sorted(programs.iterdir()):
        cpio.add(f"lab/bin/{program.name}", program)
    if not (root / "bin/sh").exists():
        cpio.link("bin/sh", "busybox")
    cpio.close()
    shutil.rmtree(stage)
    made.rename(archive)


def terminal_key() -> list[Path]:
    """The terminal's key pair, made once: in a guest that takes a while."""
    private, public = CACHE / "terminal.key", CACHE / "terminal.pub"
    with alone():
        if not public.exists():
            run("openssl", "genrsa", "-out", private, "2048", stderr=subprocess.DEVNULL)
            run("openssl", "rsa", "-in", private, "-pubout", "-out", public, stderr=subprocess.DEVNULL)
    return [private, public]


def libraries(program: Path) -> list[Path]:
    """The shared libraries of a program of this machine's architecture."""
    linked = subprocess.run(["ldd", program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    if linked.returncode:
        return []
    return [Path(found) for found in re.findall(r"(/\S+) \(0x", linked.stdout)]
