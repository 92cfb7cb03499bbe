"""An archive for the kernel's initial RAM file system."""

import os
import stat
from pathlib import Path


class Cpio:
    """Writes the `newc` form; every entry belongs to root, and folders above an entry are made."""

    def __init__(self, path: Path):
        self.file = open(path, "wb")
        self.count = 0
        self.folders: set[str] = set()

    def entry(self, name: str, mode: int, data: bytes = b"", device: tuple[int, int] = (0, 0)) -> None:
        self.count += 1
        named = name.encode() + b"\0"
        fields = (self.count, mode, 0, 0, 1, 0, len(data), 0, 0, *device, len(named), 0)
        head = b"070701" + b"".join(b"%08X" % field for field in fields)
        self.file.write(head + named + b"\0" * (-(len(head) + len(named)) % 4))
        self.file.write(data + b"\0" * (-len(data) % 4))

    def folder(self, name: str) -> None:
        if name and name not in self.folders:
            self.above(name)
            self.folders.add(name)
            self.entry(name, 0o40755)

    def above(self, name: str) -> None:
        parts = name.split("/")[:-1]
        for end in range(len(parts)):
            path = "/".join(parts[: end + 1])
            if path not in self.folders:
                self.folders.add(path)
                self.entry(path, 0o40755)

    def put(self, name: str, data: bytes | str, mode: int = 0o755) -> None:
        name = name.strip("/")
        self.above(name)
        self.entry(name, 0o100000 | mode, data if isinstance(data, bytes) else data.encode())

    def link(self, name: str, target: str) -> None:
        self.above(name)
        self.entry(name, 0o120777, target.encode())

    def add(self, name: str, path: Path) -> None:
        """A file, or a folder with all that is in it."""
        name = name.strip("/")
        kind = os.lstat(path)
        if stat.S_ISDIR(kind.st_mode):
            self.folder(name)
            for inner in sorted(os.listdir(path)):
                self.add(f"{name}/{inner}" if name else inner, Path(path) / inner)
        elif stat.S_ISLNK(kind.st_mode):
            self.link(name, os.readlink(path))
        elif stat.S_ISREG(kind.st_mode):
            self.put(name, Path(path).read_bytes(), kind.st_mode & 0o777)

    def close(self) -> None:
        self.entry("TRAILER!!!", 0)
        self.file.write(b"\0" * (-self.file.tell() % 512))
        self.file.close()
