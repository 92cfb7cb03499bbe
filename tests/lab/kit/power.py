"""A disk that loses what was not flushed when the power goes: an NBD server over an image file."""

import random
import socket
import struct
import subprocess
import threading
from pathlib import Path

SECTOR = 512
# Which of the unflushed sectors reach the image when the power goes.
POLICIES = ("none", "random", "all")

HELLO, OPTION, OPTION_REPLY = b"NBDMAGIC", 0x49484156454F5054, 0x3E889045565A9
REQUEST, REPLY = 0x25609513, 0x67446698
HAS_FLAGS, SEND_FLUSH, SEND_FUA = 1, 4, 8
EXPORT_NAME, ABORT, INFO, GO = 1, 2, 6, 7
READ, WRITE, DISCONNECT, FLUSH = 0, 1, 2, 3
INVALID = 22


class CutDisk(threading.Thread):
    """A write reaches the image at the next flush only. When the connection breaks without a goodbye, which is
    what a killed machine does, the sectors that were not flushed are kept or lost by `policy`."""

    def __init__(self, image: Path, path: Path, policy: str, seed: int):
        super().__init__(daemon=True)
        self.path = image
        self.file = open(image, "r+b", buffering=0)
        self.size = image.stat().st_size
        self.policy, self.chance = policy, random.Random(seed)
        self.unflushed: dict[int, bytes] = {}
        self.writes = self.flushes = 0
        self.told = "never used"
        self.images = CutImages(self)
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(path))
        self.listener.listen(1)
        self.start()

    def run(self) -> None:
        self.connection, _ = self.listener.accept()
        try:
            if self.greet():
                self.serve()
        except (EOFError, OSError):
            self.cut()
        self.file.close()

    def receive(self, count: int) -> bytes:
        data = bytearray()
        while len(data) < count:
            more = self.connection.recv(count - len(data))
            if not more:
                raise EOFError
            data += more
        return bytes(data)

    def greet(self) -> bool:
        """Settles with the client; false if it goes away."""
        flags = HAS_FLAGS | SEND_FLUSH | SEND_FUA
        self.connection.sendall(HELLO + struct.pack(">QH", OPTION, 3))
        self.receive(4)
        while True:
            _, option, length = struct.unpack(">QII", self.receive(16))
            self.receive(length)

            def answer(kind: int, data: bytes = b"") -> None:
                head = struct.pack(">QIII", OPTION_REPLY, option, kind, len(data))
                self.connection.sendall(head + data)

            if option in (INFO, GO):
                answer(3, struct.pack(">HQH", 0, self.size, flags))
                answer(1)
                if option == GO:
                    return True
            elif option == EXPORT_NAME:
                self.connection.sendall(struct.pack(">QH", self.size, flags) + bytes(124))
                return True
            elif option == ABORT:
                answer(1)
                return False
            else:
                answer(0x80000001)

    def serve(self) -> None:
        while True:
            _, flags, command, handle, at, length = struct.unpack(">IHHQQI", self.receive(28))
            done = struct.pack(">IIQ", REPLY, 0, handle)
            if command == READ:
                self.connection.sendall(done + self.read(at, length))
            elif command == WRITE:
                self.write(at, self.receive(length))
                if flags & 1:
                    self.flush()
                self.images.moment()
                self.connection.sendall(done)
            elif command == FLUSH:
                self.images.moment()
                self.flush()
                self.connection.sendall(done)
            elif command == DISCONNECT:
                self.flush()
                self.told = f"clean end, {self.writes} writes, {self.flushes} flushes"
                return
            else:
                self.connection.sendall(struct.pack(">IIQ", REPLY, INVALID, handle))

    def read(self, at: int, length: int) -> bytes:
        self.file.seek(at)
        data = bytearray(self.file.read(length))
        for sector in range(at // SECTOR, (at + length) // SECTOR):
            if sector in self.unflushed:
                start = sector * SECTOR - at
                data[start : start + SECTOR] = self.unflushed[sector]
        return bytes(data)

    def write(self, at: int, data: bytes) -> None:
        self.writes += 1
        for start in range(0, len(data), SECTOR):
            self.unflushed[(at + start) // SECTOR] = data[start : start + SECTOR]

    def flush(self) -> None:
        self.flushes += 1
        for sector in sorted(self.unflushed):
            self.file.seek(sector * SECTOR)
            self.file.write(self.unflushed[sector])
        self.unflushed.clear()

    def kept(self, policy: str) -> dict[int, bytes]:
        """The unflushed sectors that reach the image when the power goes now."""
        keeps = {"none": lambda: False, "all": lambda: True, "random": lambda: self.chance.random() < 0.5}
        return {at: data for at, data in sorted(self.unflushed.items()) if keeps[policy]()}

    def cut(self) -> None:
        count, flushes = len(self.unflushed), self.flushes
        self.unflushed = self.kept(self.policy)
        kept = len(self.unflushed)
        self.flush()
        self.told = f"cut: of {count} unflushed sectors {kept} kept ({self.writes} writes, {flushes} flushes)"


class CutImages:
    """Images as they would be if the power went at moments of chance, while the machine runs on: `cut-N.img`, and
    beside it in `cut-N.told` which unflushed sectors it has (a policy), and what the guest had told by then
    (`labctl ack`)."""

    def __init__(self, disk: CutDisk):
        self.disk, self.out = disk, Path()
        self.left = self.most = self.wait = self.made = 0

    def order(self, out: Path, count: int, most: int) -> None:
        """So many, with up to `most` writes and flushes between two of them; 0: no more."""
        self.out, self.most, self.left = out, most, count
        self.wait = self.disk.chance.randint(1, most)

    def moment(self) -> None:
        """Between two requests of the guest; before a flush, when most is at stake."""
        if not self.left:
            return
        self.wait -= 1
        if self.wait > 0:
            return
        self.wait = self.disk.chance.randint(1, self.most)
        self.left -= 1
        self.made += 1
        acks = self.out / "acks"
        # First what was told, then what is there: told later than that it need not be there.
        told = acks.read_text() if acks.exists() else ""
        policy = POLICIES[self.made % len(POLICIES)]
        image = self.out / f"cut-{self.made}.img"
        subprocess.run(["cp", "--sparse=always", self.disk.path, image], check=True)
        with open(image, "r+b") as file:
            for sector, data in self.disk.kept(policy).items():
                file.seek(sector * SECTOR)
                file.write(data)
        (self.out / f"cut-{self.made}.told").write_text(f"unflushed {policy}\n{told}")
