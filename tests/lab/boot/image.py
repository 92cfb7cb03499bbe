"""A whole Debian with systemd as process 1 and udev, as an ext4 image; built once for each version."""

import hashlib
import os
import shutil
import time
from pathlib import Path

from kit.apt import fetch, guest_apt, run, unpack
from kit.image import alone
from kit.places import CACHE, SUITE, Arch, say

# What a board has at the least; the rest is pulled in by these.
PACKAGES = (
    "systemd",
    "systemd-sysv",
    "systemd-timesyncd",
    "udev",
    "kmod",
    "mount",
    "bash",
    "dash",
    "coreutils",
    "grep",
    "sed",
    "gpiod",
    "alsa-utils",
    "busybox-static",
    "base-passwd",
    "tzdata",
)
# What comes along only because packages are configured when they are installed; here none is.
NEEDLESS = ("adduser", "debconf", "dpkg", "gcc-", "init-system-helpers", "libfftw", "libfile", "libgdbm", "libnumber")
NEEDLESS += ("libperl", "libsemanage", "libsepol", "libtext", "lsb-", "passwd", "perl", "tar_", "usrmerge")
PRUNED = ("doc", "man", "info", "locale", "lintian", "bash-completion", "zsh", "perl5", "i18n", "bug", "sounds")
# Made by the packages' own scripts on a real board; without a network or a terminal they say nothing here.
MASKED = (
    "ldconfig.service", "systemd-hwdb-update.service", "systemd-journal-catalog-update.service", "alsa-restore.service",
    "alsa-state.service", "getty.target", "getty-static.service", "systemd-networkd.service", "modprobe@dm_mod.service",
    "modprobe@fuse.service", "modprobe@loop.service", "modprobe@drm.service", "dev-hugepages.mount",
    "sys-fs-fuse-connections.mount", "sys-kernel-tracing.mount", "systemd-binfmt.service",
    "proc-sys-fs-binfmt_misc.automount",
)  # fmt: skip
SIZE = "512M"


def image(arch: Arch) -> Path:
    """The image's file: read only for those who use it."""
    files = fetch(guest_apt(), [f"{name}:{arch.name}" for name in PACKAGES], closure=True)
    files = [file for file in files if not file.name.startswith(NEEDLESS)]
    mark = hashlib.sha256("\n".join([SUITE, *(file.name for file in files)]).encode())
    mark.update(Path(__file__).read_bytes())
    path = arch.folder / f"boot-{mark.hexdigest()[:12]}.ext4"
    with alone():
        if not path.exists():
            began = time.monotonic()
            for old in arch.folder.glob("boot-*.ext4"):
                old.unlink()
            build(files, path)
            say(f"a Debian with systemd from {len(files)} packages in {time.monotonic() - began:.0f} s")
    return path


def merge_usr(root: Path) -> list[str]:
    """Moves what packages have beside /usr into it; which folders those were."""
    beside = [name for name in ("bin", "sbin", "lib", "lib64") if (root / name).is_dir()]
    for name in beside:
        run("cp", "-a", "--link", root / name, root / "usr")
        shutil.rmtree(root / name)
    return beside


def build(files: list[Path], path: Path) -> None:
    root = path.with_suffix(".root")
    shutil.rmtree(root, ignore_errors=True)
    unpack(files, root)
    for name in merge_usr(root):
        (root / name).symlink_to(f"usr/{name}")
    for name in PRUNED:
        shutil.rmtree(root / "usr/share" / name, ignore_errors=True)
    for gconv in root.glob("usr/lib/*/gconv"):
        shutil.rmtree(gconv)
    settle(root)
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    run("mke2fs", "-q", "-t", "ext4", "-L", "boot", "-d", root, fresh, SIZE)
    shutil.rmtree(root)
    fresh.rename(path)


def settle(root: Path) -> None:
    """What the packages' scripts would have done."""
    for name in ("dev", "proc", "sys", "run", "tmp", "root", "out", "var/log/journal", "etc/systemd/system"):
        (root / name).mkdir(parents=True, exist_ok=True)
    shutil.copy(root / "usr/share/base-passwd/passwd.master", root / "etc/passwd")
    shutil.copy(root / "usr/share/base-passwd/group.master", root / "etc/group")
    (root / "etc/nsswitch.conf").write_text("passwd: files\ngroup: files\nhosts: files dns\n")
    (root / "etc/hosts").write_text("127.0.0.1 localhost board\n")
    (root / "etc/hostname").write_text("board\n")
    # Not empty: otherwise every unit would be set to what its preset says.
    (root / "etc/machine-id").write_text("0123456789abcdef0123456789abcdef\n")
    (root / "etc/fstab").write_text("/dev/vda / ext4 defaults 0 1\n")
    units = root / "etc/systemd/system"
    (units / "default.target").symlink_to("/usr/lib/systemd/system/multi-user.target")
    wants = units / "sysinit.target.wants"
    wants.mkdir()
    (wants / "systemd-timesyncd.service").symlink_to("/usr/lib/systemd/system/systemd-timesyncd.service")
    for name in MASKED:
        os.symlink("/dev/null", units / name)
