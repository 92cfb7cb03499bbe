"""Cases: what each one needs, running them, and the table."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from boot.guest import Booted

from .apt import run
from .machine import TIMED_OUT, Guest
from .places import CASES, TOP, Arch, Broken, Unavailable

PASSED, FAILED, SKIPPED = "passed", "FAILED", "SKIPPED"
# Held by whoever prints.
TABLE = Lock()
# What a guest gets up to where its case says nothing.
TIMEOUT_S = 120


@dataclass
class Case:
    """A guest script with what it says of its needs."""

    name: str
    script: Path
    needs: list[tuple[str, str]] = field(default_factory=list)

    @property
    def check(self) -> Path:
        return self.script.with_suffix(".check")

    def values(self, key: str) -> list[str]:
        return [value for name, value in self.needs if name == key]

    def value(self, key: str, otherwise: str) -> str:
        return (self.values(key) or [otherwise])[-1]

    def fits(self, arch: Arch) -> bool:
        return arch.name in (self.values("arch") or [arch.name])


# `# needs:` words: all but the plain ones have a value behind `=`.
KEYS = {
    "uvc", "systemd", "arch", "display", "module", "option", "without", "disk", "stick", "file", "program", "package", "qemu",
    "append", "rtc", "memory", "seconds", "seconds-long", "kill-at-ack", "kill-after", "cut", "once",
}  # fmt: skip


def read(script: Path) -> Case:
    """Reads the `# needs:` lines at the head of a script."""
    case = Case(script.stem, script)
    for number, line in enumerate(script.read_text().splitlines(), 1):
        if not line.startswith("#"):
            break
        if not line.startswith("# needs:"):
            continue
        for word in line.removeprefix("# needs:").split():
            key, _, value = word.partition("=")
            if key not in KEYS:
                raise Broken(f"{script.name}, line {number}: nobody knows the need {key!r}")
            case.needs.append((key, value))
    return case


def find(names: list[str]) -> list[Case]:
    """The cases of these names (`gate-*` means several); all if none is named."""
    found: list[Path] = []
    for name in names or ["*"]:
        matching = sorted(path for path in CASES.glob(f"{name}.sh") if path not in found)
        if not matching and not (CASES / f"{name}.sh") in found:
            raise Broken(f"no case {name!r} in {CASES.relative_to(TOP)}")
        found += matching
    return [read(path) for path in found]


def guest(case: Case, arch: Arch, programs: list[Path], out: Path) -> Guest:
    modules = case.values("module")
    if "uvc" in dict(case.needs):
        modules += ["uvcvideo", "vhci-hcd"]
    kind = Booted if "systemd" in dict(case.needs) else Guest
    long = os.environ.get("HALLGATE_PROOF") == "long"
    seconds = case.value("seconds", str(TIMEOUT_S))
    return kind(
        arch=arch,
        out=out,
        script=case.script,
        programs=[(path, f"usr/local/bin/{path.name}") for path in programs]
        + [(path, f"usr/local/bin/{path.name}") for path in map(inside, case.values("program"))],
        files=[(inside(text.partition(":")[0]), placed(text)) for text in case.values("file")],
        packages=case.values("package"),
        modules=modules,
        without=case.values("without"),
        options=[tuple(text.split(":", 1)) for text in case.values("option")],
        display=case.value("display", "none") or "800x480",
        disks=[disk(text, out) for text in case.values("disk")],
        sticks=[Path(disk(text, out)) for text in case.values("stick")],
        memory=int(case.value("memory", "512")),
        rtc=case.value("rtc", ""),
        append=" ".join([*case.values("append"), *(["proof=long"] if long else [])]),
        qemu=[word for text in case.values("qemu") for word in text.split(":", 1)],
        timeout=float(case.value("seconds-long", seconds) if long else seconds),
        kill_at_ack=int(case.value("kill-at-ack", "0")),
        kill_after=float(case.value("kill-after", "0")),
        cut_policy=case.value("cut", "random"),
    )


def inside(path: str) -> Path:
    """A file of the project."""
    found = TOP / path
    if not found.exists():
        raise Broken(f"no {path} in the project")
    return found


def placed(text: str) -> str:
    path, _, to = text.partition(":")
    return to or f"root/{Path(path).name}"


def disk(text: str, out: Path) -> str:
    """`[cut:]NAME:SIZE[:ext4]`: a new disk image in OUT, with a file system if one is named."""
    cut = "cut:" if text.startswith("cut:") else ""
    name, size, *system = text.removeprefix("cut:").split(":")
    image = out / f"{name}.img"
    out.mkdir(parents=True, exist_ok=True)
    image.unlink(missing_ok=True)
    run("truncate", "-s", size, image)
    if system:
        run("mke2fs", "-q", "-t", system[0], "-F", image)
    return f"{cut}{image}"


def outcome(case: Case, arch: Arch, programs: list[Path], out: Path) -> tuple[str, str]:
    """Runs a case: its result and why."""
    run("rm", "-rf", out)
    try:
        code = guest(case, arch, programs, out).boot()
    except Unavailable as fault:
        return SKIPPED, str(fault)
    except Broken as fault:
        return FAILED, str(fault)
    if code:
        return FAILED, "it did not end in time" if code == TIMED_OUT else f"exit {code}"
    if case.check.exists():
        command = [sys.executable, case.check, out]
        with open(out / "check.log", "w") as report:
            checked = subprocess.run(command, cwd=TOP, stdout=report, stderr=subprocess.STDOUT)
        if checked.returncode:
            return FAILED, f"{case.check.name}: exit {checked.returncode}"
    return PASSED, ""


def report(out: Path, result: str, loud: bool) -> None:
    """What is worth reading of a case: all of it if it failed, its figures if it did not."""
    for name in ("script.log", "check.log"):
        path = out / name
        lines = path.read_text(errors="replace").splitlines() if path.exists() else []
        for line in lines:
            if loud or result != PASSED or line.startswith("figure:"):
                print(f"    {line}", flush=True)


@dataclass
class Terms:
    """How cases are run: `jobs` at a time, none begun after `within` seconds, one that fails once more if `again`."""

    jobs: int = 1
    within: float = float("inf")
    again: bool = False


def run_all(cases: list[Case], arch: Arch, programs: list[Path], folder: Path, loud: bool, terms: Terms) -> list[str]:
    """Runs cases; their results."""
    start = time.monotonic()

    def one(case: Case) -> str:
        out, began = folder / case.name, time.monotonic()
        if began - start > terms.within:
            print(f"{case.name:<24} {SKIPPED:<8} no time left", flush=True)
            return SKIPPED
        result, why = outcome(case, arch, programs, out)
        if result == FAILED and terms.again and "once" not in dict(case.needs):
            with TABLE:
                print(f"{case.name:<24} failed once ({why}), tried again", flush=True)
                report(out, result, loud)
            result, why = outcome(case, arch, programs, out)
            why = f"{why} at the second try".strip()
        with TABLE:
            print(f"{case.name:<24} {result:<8} {time.monotonic() - began:7.1f} {why}".rstrip(), flush=True)
            report(out, result, loud)
        return result

    print(f"{'case':<24} {'result':<8} seconds", flush=True)
    for case in cases:
        if not case.fits(arch):
            print(f"{case.name:<24} left out, not for {arch.name}", flush=True)
    with ThreadPoolExecutor(terms.jobs) as pool:
        return [*pool.map(one, (case for case in cases if case.fits(arch)))]
