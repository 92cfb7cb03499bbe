"""Talking with QEMU (QMP) and answering what the guest asks of its host."""

import json
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

from .places import Broken


def connect(path: Path) -> socket.socket:
    link = socket.socket(socket.AF_UNIX)
    link.connect(str(path))
    return link


class Monitor:
    """QEMU's own control connection."""

    def __init__(self, path: Path, machine: subprocess.Popen):
        for _ in range(500):
            try:
                self.link = connect(path)
                break
            except OSError:
                if machine.poll() is not None:
                    raise Broken("QEMU did not start") from None
                time.sleep(0.02)
        else:
            raise Broken("QEMU does not listen")
        self.file = self.link.makefile("rw")
        self.file.readline()
        self.lock = threading.Lock()
        self("qmp_capabilities")

    def __call__(self, command: str, **arguments: object) -> object:
        with self.lock:
            self.send(command, arguments)
            return self.read(lambda message: "return" in message)["return"]

    def unplug(self, device: str) -> None:
        """Pulls a device, and waits until QEMU has let go of it: one that still reads or writes keeps its name."""
        with self.lock:
            self.send("device_del", {"id": device})
            self.read(lambda message: message.get("event") == "DEVICE_DELETED" and message["data"].get("device") == device)

    def send(self, command: str, arguments: dict[str, object]) -> None:
        self.file.write(json.dumps({"execute": command, "arguments": arguments}) + "\n")
        self.file.flush()

    def read(self, wanted: Callable[[dict], bool]) -> dict:
        while line := self.file.readline():
            message = json.loads(line)
            if "error" in message:
                raise Broken(message["error"]["desc"])
            if wanted(message):
                return message
        raise EOFError

    def screenshot(self, path: Path) -> None:
        self("screendump", filename=str(path), format="png")


class Requests(threading.Thread):
    """Answers the guest's `labctl`: one line each way."""

    def __init__(
        self,
        path: Path,
        out: Path,
        monitor: Monitor,
        cut: Callable[[], None],
        at_ack: Callable[[int], None],
        images: Callable[[int, int], None],
    ):
        super().__init__(daemon=True)
        self.path, self.out, self.monitor, self.cut, self.at_ack, self.images = path, out, monitor, cut, at_ack, images
        self.acks = 0
        self.start()

    def run(self) -> None:
        try:
            link = connect(self.path)
            for line in link.makefile("rb"):
                words = line.decode(errors="replace").split()
                try:
                    answer = self.answer(words)
                except (Broken, OSError, ValueError, IndexError) as fault:
                    answer = f"error {fault}"
                link.sendall(answer.encode() + b"\n")
        except (OSError, EOFError):
            pass  # the guest is gone

    def answer(self, words: list[str]) -> str:
        match words:
            case ["screendump", name]:
                self.monitor.screenshot(self.out / f"{Path(name).name}.png")
            case ["ack", *text]:
                self.acks += 1
                with open(self.out / "acks", "a") as acks:
                    acks.write(" ".join(text) + "\n")
                self.at_ack(self.acks)
            case ["unplug", device]:
                self.monitor.unplug(device)
            case ["cuts", count, most]:
                self.images(int(count), int(most))
            case ["powercut"]:
                self.cut()
            case ["qmp", command, *arguments]:
                given = json.loads(" ".join(arguments)) if arguments else {}
                return "ok " + json.dumps(self.monitor(command, **given))
            case _:
                return "error unknown request"
        return "ok"
