"""Where things are, and the two architectures."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

LAB = Path(__file__).resolve().parent.parent
TOP = LAB.parent.parent
GUEST = LAB / "guest"
KMOD = LAB / "kmod"
CASES = LAB / "cases"

# Debian's release in the guest; "bookworm-backports" has a newer kernel.
SUITE = os.environ.get("LAB_SUITE", "bookworm")


def cache_folder() -> Path:
    """$LAB_CACHE, or a folder beside other programs' caches; one for each suite."""
    if "LAB_CACHE" in os.environ:
        return Path(os.environ["LAB_CACHE"])
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / ("hallgate-lab" + ("" if SUITE == "bookworm" else f"-{SUITE}"))


CACHE = cache_folder()


class Unavailable(Exception):
    """The lab can't be had on this machine; the text is the sentence that says why."""


class Broken(Exception):
    """The lab itself failed, or was used wrongly."""


@dataclass(frozen=True)
class Arch:
    """What differs between the architectures."""

    name: str
    qemu: str
    console: str
    cross: str  # prefix of the C tools
    machine: tuple[str, ...]
    host_packages: tuple[str, ...]

    @property
    def folder(self) -> Path:
        return CACHE / self.name


ARCHES = {
    "amd64": Arch(
        name="amd64",
        qemu="qemu-system-x86_64",
        console="ttyS0",
        cross="",
        machine=("-M", "q35", "-vga", "none", "-cpu", "max"),
        host_packages=("qemu-system-x86",),
    ),
    "arm64": Arch(
        name="arm64",
        qemu="qemu-system-aarch64",
        console="ttyAMA0",
        cross="aarch64-linux-gnu-",
        machine=("-M", "virt", "-cpu", "cortex-a72"),
        host_packages=(
            "qemu-system-arm",
            "device-tree-compiler",
            "gcc-aarch64-linux-gnu",
            "libc6-dev-arm64-cross",
        ),
    ),
}


def say(*words: object) -> None:
    """A line about the lab itself; a case's own output goes elsewhere."""
    print("lab:", *words, file=sys.stderr, flush=True)
