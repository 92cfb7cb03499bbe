"""What is at the other end of the wire: a real platform before the national one's stand-in, on this machine's loopback."""

import re
import socket
import subprocess
import time
from pathlib import Path

from kit.machine import die_with_parent
from machine import Failed, check

CINEMA, HALL, TERMINAL = "12345678", "0000000000000003", "hall-3"
# This machine's loopback, as QEMU's network shows it to the guest.
GATEWAY = "10.0.2.2"


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


class Site:
    """Platform and national platform, a cinema with its key."""

    def __init__(self, programs: Path, out: Path):
        self.programs, self.folder = programs, out / "site"
        self.out = out
        ports = [free_port() for _ in range(3)]
        # Makes keys, cinema and configurations, and is of no more use: its certificate is for this machine alone.
        words = ["up", "--data", self.folder, "--platform", f"127.0.0.1:{ports[0]}", "--national", f"127.0.0.1:{ports[1]}",
                 "--channel", f"127.0.0.1:{ports[2]}"]  # fmt: skip
        self.running: list[subprocess.Popen] = []
        self.start("up", "hallgate-peer", *words)
        self.stop()
        text = (self.folder / "platform.toml").read_text()
        text = re.sub(r"\n\[channel\].*", "\n", text, flags=re.S)
        self.config = self.folder / "site.toml"
        self.config.write_text(text.replace("[listen]\n", f'[listen]\nhosts = ["{GATEWAY}"]\n'))
        self.port = ports[0]
        self.start("national", "hallgate-peer", "national", "serve", "--data", self.folder, "--listen", f"127.0.0.1:{ports[1]}")
        self.start("platform", "hallgate-platform", "serve", "--config", self.config)

    def start(self, name: str, program: str, *words: object) -> None:
        log = self.out / f"{name}.log"
        with open(log, "w") as file:
            command = [self.programs / program, *map(str, words)]
            self.running.append(subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT, preexec_fn=die_with_parent))
        end = time.monotonic() + 90
        while not re.search(r"(?m)^ready|^ca = ", log.read_text()):
            check(f"{name} does not start: {log.read_text()[-300:]}", time.monotonic() < end and self.running[-1].poll() is None)
            time.sleep(0.2)

    def stop(self) -> None:
        for process in self.running:
            process.terminate()
        for process in self.running:
            process.wait(20)
        self.running = []

    def __enter__(self) -> "Site":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def run(self, program: str, *words: object) -> str:
        done = subprocess.run([self.programs / program, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            raise Failed(f"{program} {' '.join(map(str, words))[:100]}: {done.stderr.strip()[-300:]}")
        return done.stdout

    def enrol(self, *more: object) -> dict[str, str]:
        """A code for the terminal: `code`, `url`, `ca_sha256`."""
        words = ["terminal", "enrol", "--config", self.config, "--cinema", CINEMA, TERMINAL, "--screen", HALL, *more]
        told = self.run("hallgate-platform", *words)
        return dict(line.split(" ", 1) for line in told.splitlines() if line.startswith(("code ", "url ", "ca_sha256 ")))

    def ticket(self) -> tuple[str, str]:
        """A ticket's number, and the text of its QR code."""
        time.sleep(0.01)
        number, code = self.run("hallgate-peer", "ticket", "mint", "--data", self.folder, "--cinema", CINEMA, "--screen", HALL).split("\n")[:2]
        return number, code

    def records(self) -> str:
        return self.run("hallgate-platform", "records", "--config", self.config, "--format", "csv")


# The emulated board is none that is known, and has no lines: its gate stands in the file. Real lines: tests/lab.
GATE = """
[gate]
driver = "simulated"

[camera]
source = "v4l:/dev/hallgate/camera"
width = 640
height = 480
fps = 10

[imager]
device = "/dev/input/by-path/platform-4010000000.pcie-pci-0000:00:05.0-event-kbd"

[display]
driver = "none"
"""


def card_file(site: Site, code: dict[str, str]) -> str:
    """What an installer writes."""
    return f"""[terminal]
cinema_code = "{CINEMA}"
screens = ["{HALL}"]
name = "3号厅入口"
language = "en"

[platform]
url = "{code["url"]}"
username = "{TERMINAL}"

[enrolment]
code = "{code["code"]}"
ca_sha256 = "{code["ca_sha256"]}"
{GATE}"""
