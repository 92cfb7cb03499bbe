"""A guest whose first process is systemd: the case runs in it as one more service."""

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from kit import frames
from kit.apt import fetch, guest_apt, output, run, unpack
from kit.cpio import Cpio
from kit.machine import Guest
from kit.places import GUEST, LAB, TOP, Broken

from .image import image, merge_usr

BOOT = LAB / "boot"
CINEMA = "12345678"
# Where the guest's own parts begin to work.
UNITS = {"lab-devices": "sysinit", "lab-platform": "multi-user", "lab-case": "multi-user"}
CODES = ("0000000000000101", "0000000000000102")
CONFIGURATION = f"""\
[terminal]
cinema_code = "{CINEMA}"
name = "3号厅入口"
language = "en"

[camera]
source = "v4l:/dev/v4l/by-id/usb-Lab_Lab_UVC_camera_LAB0001-video-index0"
width = 640
height = 480
fps = 10
silence_ms = 20000

[gate]
chip = "label:pinctrl-bcm2711"
unlock_line = 17
unlock_ms = 60000

[display]
driver = "framebuffer"
backlight = "/sys/class/backlight/lab"
dim_after_s = 1
dim_percent = 30

[imager]
device = "/dev/hallgate/imager"

[sound]
driver = "alsa"
device = "plughw:0,0"

[platform]
url = "https://127.0.0.1:9000/"
username = "terminal-001"
connect_timeout_ms = 60000
request_timeout_ms = 60000
private_key = "credential:terminal-key"
ca = "/etc/hallgate/platform-ca.pem"
"""


@dataclass
class Booted(Guest):
    """A whole Debian on a disk of its own, put together as docs/service.md says."""

    installed: list[str] = field(default_factory=list)  # the case's packages: on the disk, not in the archive

    def program(self, name: str) -> Path:
        for path, _ in self.programs:
            if path.name == name:
                return path
        raise Broken(f"a guest with systemd needs {name}")

    def boot(self) -> int:
        self.installed, self.packages = self.packages, []
        disk = image(self.arch)
        drive = f"if=none,id=board,format=raw,snapshot=on,file={disk}"
        self.qemu = [*self.qemu, "-drive", drive, "-device", "virtio-blk-pci,drive=board"]
        return super().boot()

    def pack(self, path: Path) -> None:
        brought = path.parent / "brought"
        shutil.copytree(BOOT / "root", brought)
        if self.installed:
            unpack(fetch(guest_apt(), [f"{name}:{self.arch.name}" for name in self.installed]), brought)
            merge_usr(brought)
        self.install(brought)
        self.sell(brought)
        cpio = Cpio(path)
        cpio.add("init", BOOT / "init")
        for part in sorted(GUEST.glob("*.sh")):
            cpio.add(f"lab/{part.name}", part)
        if self.script is None:
            raise Broken("a guest with systemd needs a script")
        cpio.add("lab/script", self.script)
        cpio.add("brought", brought)
        for source, to in self.files:
            cpio.add(f"brought/{to}", source)
        cpio.close()

    def install(self, brought: Path) -> None:
        """What an installer does to an image, by the same script."""
        program = brought.parent / "hallgate"
        run(f"{self.arch.cross}strip", "-o", program, self.program("hallgate"))
        installed = output(TOP / "systemd/install", program, env=dict(os.environ, DESTDIR=str(brought)))
        (self.out / "install.log").write_text(installed)
        (brought / "etc/hallgate/hallgate.toml").write_text(CONFIGURATION)
        run(f"{self.arch.cross}strip", "-o", brought / "usr/bin/hallgate-peer", self.program("hallgate-peer"))
        # Where the program was built with faults on purpose, they begin with this file.
        dropin = brought / "etc/systemd/system/hallgate.service.d/lab.conf"
        dropin.parent.mkdir(parents=True, exist_ok=True)
        dropin.write_text("[Service]\nEnvironment=HALLGATE_FAULT=/run/lab-fault\n")
        for unit, target in UNITS.items():
            wants = brought / f"etc/systemd/system/{target}.target.wants"
            wants.mkdir(parents=True, exist_ok=True)
            (wants / f"{unit}.service").symlink_to(f"/etc/systemd/system/{unit}.service")

    def sell(self, brought: Path) -> None:
        """The platform's folder, the terminal's secrets, and tickets as the camera shows them."""
        maker = self.program("hallgate-peer")
        if self.arch.cross:
            maker = TOP / "target/debug/hallgate-peer"
            if not maker.exists():
                raise Broken(f"{self.arch.name} with systemd needs a platform for this machine too: cargo build")
        data, lab = brought / "var/lib/lab-platform", brought / "lab"
        data.mkdir(parents=True)
        to = ("--data", data, "--cinema", CINEMA)
        output(maker, "terminal", "add", *to, "terminal-001")
        output(maker, "cinema", "key", "mint", *to)
        for code in CODES:
            sold = output(maker, "ticket", "mint", *to, "--ticket", code).splitlines()
            (lab / f"ticket-{code[-3:]}").write_text(sold[1])
            frames.draw(sold[1], lab / f"ticket-{code[-3:]}.jpg", 640, 480, 0.8)
        (lab / "wall.jpg").write_bytes(frames.encode(bytes([frames.WALL]) * (640 * 480), 640, 480, ".jpg"))
        # Its certificate is made by its first start.
        serve = [maker, "national", "serve", "--data", data, "--listen", "127.0.0.1:0"]
        serves = subprocess.Popen(serve, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            if not serves.stdout or b"url" not in serves.stdout.readline():
                raise Broken("hallgate-peer does not serve")
        finally:
            serves.terminate()
            serves.wait()
        shutil.copy(data / "ca.pem", brought / "etc/hallgate/platform-ca.pem")
        shutil.copy(data / "terminal-001.key", lab / "terminal-key")
        (lab / "hallgate-db").write_text("5a" * 32)
