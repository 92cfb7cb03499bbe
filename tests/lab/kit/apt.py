"""Debian packages: for this machine, and for the guest without touching this machine."""

import glob
import os
import re
import subprocess
import time
from pathlib import Path

from .places import CACHE, SUITE, Arch, Broken, Unavailable, say

KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
HOST_PACKAGES = (
    "qrencode", "zbar-tools", "libjpeg-turbo-progs", "xz-utils", "e2fsprogs", "openssl", "gcc", "libc6-dev", "make",
)  # fmt: skip


def run(*command: object, **more) -> subprocess.CompletedProcess:
    """A command that must succeed."""
    words = [str(word) for word in command]
    must = more.pop("check", True)
    done = subprocess.run(words, **more)
    if must and done.returncode:
        raise Broken(f"{' '.join(words)[:200]}: exit {done.returncode}")
    return done


def output(*command: object, **more) -> str:
    return run(*command, stdout=subprocess.PIPE, text=True, **more).stdout


def mirror() -> str:
    """The Debian mirror that this machine's own apt sources name."""
    named = "/etc/apt/sources.list.d/*.sources", "/etc/apt/sources.list.d/*.list", "/etc/apt/sources.list"
    for path in sorted(path for pattern in named for path in glob.glob(pattern)):
        text = re.sub(r"(?m)^\s*#.*$", "", Path(path).read_text())
        found = re.search(r"(https?://[^\s\]]+?)/debian/?(?:\s|$)", text)
        if found:
            return found.group(1)
    raise Unavailable("no Debian mirror stands in /etc/apt, so there is no kernel to boot")


def sources(suites: tuple[str, ...], options: str) -> str:
    if not os.path.exists(KEYRING):
        raise Unavailable(f"{KEYRING} is missing: packages could not be checked")
    base = mirror()
    archive = lambda suite: "debian-security" if suite.endswith("-security") else "debian"
    lines = (f"deb [signed-by={KEYRING} {options}] {base}/{archive(suite)} {suite} main" for suite in suites)
    return "\n".join(lines) + "\n"


# ---- packages of the guest


def guest_apt() -> dict[str, str]:
    """An environment in which apt has lists and a state of its own, of both architectures."""
    folder = CACHE / "apt"
    for name in ("lists/partial", "cache/archives/partial", "etc/preferences.d", "etc/apt.conf.d"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "status").touch()
    suites = ("bookworm", "bookworm-security", "bookworm-updates") + ((SUITE,) if SUITE != "bookworm" else ())
    (folder / "sources.list").write_text(sources(suites, "arch=amd64,arm64"))
    settings = [
        'APT::Architecture "amd64";',
        'APT::Architectures { "amd64"; "arm64"; };',
        f'Dir::State "{folder}";',
        f'Dir::State::lists "{folder}/lists";',
        f'Dir::State::status "{folder}/status";',
        f'Dir::Cache "{folder}/cache";',
        f'Dir::Etc::sourcelist "{folder}/sources.list";',
        'Dir::Etc::sourceparts "-";',
        'Acquire::Languages "none";',
        'Acquire::Retries "3";',
        'APT::Install-Recommends "false";',
        'APT::Sandbox::User "root";',
    ]
    if SUITE != "bookworm":
        settings.append(f'APT::Default-Release "{SUITE}";')
    (folder / "apt.conf").write_text("\n".join(settings) + "\n")
    environment = dict(os.environ, APT_CONFIG=str(folder / "apt.conf"))
    if not glob.glob(f"{folder}/lists/*Packages*"):
        say("fetching lists of packages")
        reach(["apt-get", "update", "-qq"], environment)
        if not glob.glob(f"{folder}/lists/*Packages*"):
            raise Unavailable("the Debian mirror in /etc/apt is out of reach")
    return environment


def reach(command: list[str], environment: dict[str, str], **more) -> str:
    """What `command`, which needs the mirror, prints."""
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)
    if done.returncode:
        said = (done.stderr.strip() or "no reason given").splitlines()[-1]
        raise Unavailable(f"{command[0]} {command[1]} failed: {said}")
    return done.stdout


def fetch(environment: dict[str, str], names: list[str], closure: bool = False) -> list[Path]:
    """The files of packages, with all that they depend on if `closure`; fetched if they are missing."""
    folder = CACHE / "debs"
    folder.mkdir(parents=True, exist_ok=True)
    how = ["install", "-y"] if closure else ["download"]
    listed = reach(["apt-get", how[0], "--print-uris", "-qq", *how[1:], *names], environment)
    files = [line.split()[1] for line in listed.splitlines() if line.startswith("'")]
    missing = [name for name in files if not (folder / name).exists()]
    if missing:
        wanted = [version_of(name) for name in missing] if closure else names
        reach(["apt-get", "download", "-qq", *wanted], environment, cwd=folder)
    return [folder / name for name in files]


def version_of(file: str) -> str:
    """`NAME:ARCH=VERSION` of a package's file name."""
    name, version, arch = file.removesuffix(".deb").split("_")
    return f"{name}{'' if arch == 'all' else ':' + arch}={version.replace('%3a', ':')}"


def unpack(files: list[Path], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        run("dpkg", "-x", file, folder)


# ---- packages of this machine


def installed(package: str) -> bool:
    asked = ["dpkg-query", "-W", "-f", "${Status}", package]
    try:
        status = subprocess.run(asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    except FileNotFoundError:
        raise Unavailable("this is no Debian machine: QEMU and a kernel come by apt") from None
    return " installed" in status.stdout


def make_ready(arch: Arch) -> None:
    """Installs QEMU and the tools for frames on this machine."""
    missing = [name for name in (*arch.host_packages, *HOST_PACKAGES) if not installed(name)]
    if not missing:
        return
    if os.geteuid() != 0:
        raise Unavailable(f"not installed: {' '.join(missing)} (apt-get install them, or run the lab as root)")
    say("installing on this machine:", *missing)
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    # A machine that took part of QEMU from backports needs the rest from there too.
    if not install(missing, environment, []):
        qemu = [name for name in missing if name.startswith("qemu")]
        rest = [name for name in missing if name not in qemu]
        backports = dict(environment, APT_CONFIG=str(backports_settings()))
        if not (install(qemu, backports, ["-t", "bookworm-backports"]) and install(rest, backports, [])):
            raise Unavailable(f"apt-get can not install {' '.join(missing)} here")


def install(names: list[str], environment: dict[str, str], more: list[str]) -> bool:
    if not names:
        return True
    quiet = {"env": environment, "stdout": subprocess.DEVNULL, "check": False}
    run("apt-get", "update", "-qq", stderr=subprocess.DEVNULL, **quiet)
    for _ in range(3):
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *more, *names]
        if run(*command, **quiet).returncode == 0:
            return True
        time.sleep(3)  # another may hold the lock
    return False


def backports_settings() -> Path:
    folder = CACHE / "aptq"
    (folder / "lists/partial").mkdir(parents=True, exist_ok=True)
    suites = ("bookworm", "bookworm-updates", "bookworm-security", "bookworm-backports")
    (folder / "sources.list").write_text(sources(suites, "arch=amd64"))
    settings = [
        f'Dir::State::lists "{folder}/lists";',
        f'Dir::Etc::sourcelist "{folder}/sources.list";',
        'Dir::Etc::sourceparts "-";',
        'Acquire::Languages "none";',
    ]
    path = folder / "apt.conf"
    path.write_text("\n".join(settings) + "\n")
    return path

