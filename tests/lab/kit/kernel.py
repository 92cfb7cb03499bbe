"""Debian's kernel, and the modules that Debian's kernel lacks: GPIO simulator, loopback camera, buses."""

import hashlib
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .apt import fetch, guest_apt, output, run, unpack
from .places import CACHE, KMOD, SUITE, Arch, Broken, say

# From the kernel's source, at the kernel's own version.
SOURCES = ("drivers/gpio/gpio-sim.c", "drivers/gpio/gpiolib.h", "kernel/irq/irq_sim.c", "drivers/i2c/i2c-stub.c")


@dataclass(frozen=True)
class Kernel:
    version: str  # as `uname -r` has it
    image: Path
    modules: Path  # Debian's own
    built: Path  # the folder with the modules that were built here
    kmod: Path  # the `kmod` program, which may be missing on this machine

    def depmod(self, base: Path) -> None:
        run("depmod", "-b", base, self.version, executable=str(self.kmod))


def kernel(arch: Arch) -> Kernel:
    """The kernel, fetched and built if it is not there yet."""
    folder = arch.folder
    folder.mkdir(parents=True, exist_ok=True)
    known = folder / "version"
    if not (folder / "built").exists():
        unpack_kernel(arch)
    version = known.read_text().strip()
    return Kernel(
        version=version,
        image=next((folder / "image/boot").glob("vmlinuz-*")),
        modules=folder / "image/lib/modules" / version,
        built=build_modules(arch, version),
        kmod=CACHE / "kmod/bin/kmod",
    )


def unpack_kernel(arch: Arch) -> None:
    """Fetches kernel, headers and sources, and unpacks them into the cache."""
    folder, environment = arch.folder, guest_apt()
    newest = f"linux-headers-{arch.name}" + ("" if arch.name == "amd64" else f":{arch.name}")
    depends = output("apt-cache", "depends", newest, env=environment)
    found = re.search(rf"Depends: linux-headers-(\S+?)-{arch.name}(:\S+)?$", depends, re.M)
    if not found:
        raise Broken(f"apt names no headers behind {newest}")
    abi = found.group(1)
    version, series = f"{abi}-{arch.name}", ".".join(abi.split(".")[:2])
    say("fetching kernel", version)
    image = fetch(environment, [f"linux-image-{version}:{arch.name}"])
    headers = fetch(
        environment,
        [
            f"linux-headers-{version}:{arch.name}",
            f"linux-headers-{abi}-common",
            f"linux-kbuild-{series if SUITE == 'bookworm' else abi}",
        ],
    )
    source = fetch(environment, [f"linux-source-{series}"])
    unpack(fetch(environment, ["v4l2loopback-dkms"]), CACHE / "loop")
    unpack(fetch(environment, ["kmod"]), CACHE / "kmod")
    for name in ("image", "hdr"):
        shutil.rmtree(folder / name, ignore_errors=True)
    unpack(image, folder / "image")
    unpack(headers, folder / "hdr")
    # Merged /usr or not, modules are looked for in one place.
    if not (folder / "image/lib/modules").exists():
        (folder / "image/lib").mkdir(exist_ok=True)
        (folder / "image/usr/lib/modules").rename(folder / "image/lib/modules")
    # A package's own list of what needs what is made only where it is installed.
    run("depmod", "-b", folder / "image", version, executable=str(CACHE / "kmod/bin/kmod"))
    prepare_headers(folder, version)
    keep_sources(source, series, folder)
    shutil.rmtree(CACHE / "extra", ignore_errors=True)
    (folder / "version").write_text(version)
    (folder / "built").touch()


def prepare_headers(folder: Path, version: str) -> None:
    """Lets the headers be used from the folder they lie in."""
    headers = folder / "hdr/usr/src" / f"linux-headers-{version}"
    (headers / "vmlinux").unlink(missing_ok=True)  # with it, type information and pahole would be wanted
    makefile = headers / "Makefile"
    makefile.write_text(makefile.read_text().replace("include /usr/src", f"include {folder}/hdr/usr/src"))


def keep_sources(package: list[Path], series: str, folder: Path) -> None:
    """Keeps of the kernel's source the few files that are built."""
    version = package[0].name.split("_")[1]
    kept = CACHE / f"lsrc-{version}"
    if not (kept / "ok").exists():
        unpack(package, kept)
        archive = kept / f"usr/src/linux-source-{series}.tar.xz"
        run("tar", "xf", archive, "-C", kept, *(f"linux-source-{series}/{path}" for path in SOURCES))
        archive.unlink()
        (kept / "ok").touch()
    (folder / "source").unlink(missing_ok=True)
    (folder / "source").symlink_to(kept / f"linux-source-{series}")


def build_modules(arch: Arch, version: str) -> Path:
    """Builds the modules, once for each state of their sources."""
    folder = arch.folder
    own = sorted(KMOD.iterdir())
    state = hashlib.sha256(version.encode() + b"".join(path.read_bytes() for path in own))
    built = folder / f"mod-{state.hexdigest()[:12]}"
    if (built / "ok").exists():
        return built
    shutil.rmtree(built, ignore_errors=True)
    built.mkdir()
    for path in SOURCES:
        name = Path(path).name
        shutil.copy(sources_of(folder) / path, built / ("gpio-sim-core.c" if name == "gpio-sim.c" else name))
    for path in [*(CACHE / "loop/usr/src").glob("v4l2loopback-*/*.[ch]"), *own]:
        shutil.copy(path, built)
    mend_interrupts(built / "irq_sim.c")
    settings = next((folder / "image/boot").glob("config-*")).read_text()
    command = [
        "make",
        "-C", folder / "hdr/usr/src" / f"linux-headers-{version}",
        f"M={built}",
        f"CROSS_COMPILE={arch.cross}",
        f"CC={arch.cross}gcc",
        f"LAB_I2C_STUB={'n' if 'CONFIG_I2C_STUB=m' in settings else 'm'}",
        "-j2",
        "modules",
    ]  # fmt: skip
    say("building modules")
    done = run(*command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise Broken(f"the modules do not build:\n{done.stdout[-3000:]}")
    for module in built.glob("*.ko"):
        run(f"{arch.cross}strip", "--strip-debug", module)
    (built / "ok").touch()
    return built


def sources_of(folder: Path) -> Path:
    linked = folder / "source"
    return linked if linked.exists() else next(CACHE.glob("lsrc-*/linux-source-*"))


def mend_interrupts(path: Path) -> None:
    """Debian builds no CONFIG_IRQ_SIM and does not export irq_to_desc(): the simulated interrupts are linked
    into gpio-sim, with the exported call. In 6.1 their search also may pass the end of the bitmap."""
    text = path.read_text()
    for old, new in (
        ("handle_simple_irq(irq_to_desc(irqnum));", "generic_handle_irq(irqnum);"),
        ("find_next_bit(work_ctx->pending,", "find_first_bit(work_ctx->pending,"),
        ("work_ctx->irq_count, offset);", "work_ctx->irq_count);"),
    ):
        text = text.replace(old, new)
    path.write_text(text)


def dependencies(found: Kernel, names: list[str]) -> list[Path]:
    """The files of modules and of all that they need, each once."""
    known: dict[str, list[str]] = {}
    for line in (found.modules / "modules.dep").read_text().splitlines():
        path, _, needs = line.partition(":")
        if not path.startswith("extra/"):
            known[plain(path)] = [path, *needs.split()]
    files: dict[str, Path] = {}
    for name in names:
        name = plain(name)
        own = next((path for path in found.built.glob("*.ko") if plain(path.name) == name), None)
        if own:
            files[name] = own
            more = output("modinfo", "-F", "depends", own, executable=str(found.kmod))
            for needed in filter(None, more.strip().split(",")):
                for path in known.get(plain(needed), []):
                    files[plain(path)] = found.modules / path
        for path in known.get(name, []) if not own else []:
            files[plain(path)] = found.modules / path
    return list(files.values())


def plain(path: str) -> str:
    """A module's name, however it is spelt."""
    return Path(path).name.split(".ko")[0].replace("-", "_")
