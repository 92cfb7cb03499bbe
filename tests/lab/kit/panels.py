"""What a display shows: screenshots and pictures of pages, and panels played from the log of their bus."""

import struct
import zlib
from pathlib import Path

Picture = list[list[tuple[int, int, int]]]


def read_png(path: Path) -> Picture:
    """The pixels of a PNG file of 8 bits a channel, without interlacing, as hallgate and QEMU write it."""
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n", f"{path} is no PNG"
    at, packed, width, height, channels = 8, b"", 0, 0, 0
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", body)
            assert depth == 8 and not interlaced, f"{path}: depth {depth}, interlacing {interlaced}"
            channels = {0: 1, 2: 3, 6: 4}[colour]
        elif kind == b"IDAT":
            packed += body
        at += 12 + length
    raw, stride = zlib.decompress(packed), width * channels
    before, rows = bytearray(stride), []
    for y in range(height):
        start = y * (stride + 1)
        row = unfilter(raw[start], bytearray(raw[start + 1 : start + 1 + stride]), before, channels)
        before = row
        step = channels if channels > 1 else 1
        pixels = [tuple(row[x : x + 3]) if channels > 1 else (row[x],) * 3 for x in range(0, stride, step)]
        rows.append(pixels)
    return rows


def unfilter(kind: int, row: bytearray, above: bytearray, channels: int) -> bytearray:
    for x in range(len(row)):
        a = row[x - channels] if x >= channels else 0
        b = above[x]
        c = above[x - channels] if x >= channels else 0
        row[x] = row[x] + (0, a, b, (a + b) // 2, paeth(a, b, c))[kind] & 255
    return row


def paeth(a: int, b: int, c: int) -> int:
    return min((a, b, c), key=lambda value: abs(a + b - c - value))


def turned(picture: Picture, quarters: int) -> Picture:
    """The picture, turned clockwise by quarters."""
    for _ in range(quarters % 4):
        picture = [list(row) for row in zip(*picture[::-1])]
    return picture


def differing(one: Picture, other: Picture, shifts: tuple[int, int, int] = (0, 0, 0)) -> int:
    """How many pixels differ, without the lowest bits of each channel; sizes have to be the same."""
    sizes = [(len(picture[0]), len(picture)) for picture in (one, other)]
    assert sizes[0] == sizes[1], f"{sizes[0]} and {sizes[1]} pixels"
    cut = lambda pixel: tuple(value >> shift for value, shift in zip(pixel, shifts))
    return sum(cut(a) != cut(b) for rows in zip(one, other) for a, b in zip(*rows))


def records(path: Path) -> list[tuple[int, int, bytes]]:
    """The log of `kmod/lab-bus.c`: (tag, D/C level or address, bytes) of each transfer."""
    data, at, found = path.read_bytes(), 0, []
    while at < len(data):
        tag, level, _, _, length = struct.unpack_from("<BBBBI", data, at)
        found.append((tag, level, data[at + 8 : at + 8 + length]))
        at += 8 + length
    return found


class Dcs:
    """An ST7789 or ILI9341 with 240 × 320 pixels of memory, driven by DCS commands."""

    WIDTH, HEIGHT = 240, 320

    def __init__(self) -> None:
        self.memory = [[0] * self.WIDTH for _ in range(self.HEIGHT)]
        self.columns, self.rows = (0, self.WIDTH - 1), (0, self.HEIGHT - 1)
        self.command, self.args, self.place = 0, b"", 0
        self.awake = self.on = self.inverted = False
        self.mode, self.format, self.reset = 0, 0, 0
        self.pixel_bytes = self.bytes = 0
        self.half: int | None = None

    def play(self, path: Path) -> "Dcs":
        for tag, level, data in records(path):
            assert tag == ord("S") and level in (0, 1), f"transfer {chr(tag)} at level {level}"
            self.bytes += len(data)
            if level:
                self.data(data)
            else:
                for command in data:
                    self.start(command)
        self.finish()
        return self

    def start(self, command: int) -> None:
        self.finish()
        self.command, self.args, self.place, self.half = command, b"", 0, None
        if command == 0x01:
            self.awake = self.on = self.inverted = False
            self.reset += 1
        elif command == 0x11:
            self.awake = True
        elif command in (0x20, 0x21):
            self.inverted = command == 0x21
        elif command in (0x28, 0x29):
            self.on = command == 0x29

    def data(self, data: bytes) -> None:
        if self.command != 0x2C:
            self.args += data
            return
        assert self.awake and self.format & 7 == 5, "pixels before the panel is awake and has a format"
        assert self.mode & 0xE0 == 0, "the memory is written in rows from the top left"
        self.pixel_bytes += len(data)
        (left, right), (top, bottom) = self.columns, self.rows
        for byte in data:
            if self.half is None:
                self.half = byte
                continue
            y, x = divmod(self.place, right - left + 1)
            assert top + y <= bottom, "more pixels than the window has"
            self.memory[top + y][left + x] = self.half << 8 | byte
            self.place, self.half = self.place + 1, None

    def finish(self) -> None:
        if self.command in (0x2A, 0x2B) and len(self.args) == 4:
            first, last = struct.unpack(">HH", self.args)
            limit = self.WIDTH if self.command == 0x2A else self.HEIGHT
            assert first <= last < limit, f"window {first} to {last} of {limit}"
            if self.command == 0x2A:
                self.columns = (first, last)
            else:
                self.rows = (first, last)
        elif self.command == 0x36 and self.args:
            self.mode = self.args[0]
        elif self.command == 0x3A and self.args:
            self.format = self.args[0]
        elif self.command == 0x2C:
            (left, right), (top, bottom) = self.columns, self.rows
            whole = (right - left + 1) * (bottom - top + 1)
            assert self.place == whole and self.half is None, f"{self.place} of the window's {whole} pixels"

    def picture(self, width: int, height: int, left: int = 0, top: int = 0) -> Picture:
        spread = lambda raw: (
            raw >> 8 & 0xF8 | raw >> 13, raw >> 3 & 0xFC | raw >> 9 & 3, raw << 3 & 0xF8 | raw >> 2 & 7
        )  # fmt: skip
        return [[spread(raw) for raw in row[left : left + width]] for row in self.memory[top : top + height]]


# How many bytes follow each command of an SSD1306.
FOLLOWING = {0x20: 1, 0x21: 2, 0x22: 2, 0x81: 1, 0x8D: 1, 0xA8: 1, 0xD3: 1, 0xD5: 1, 0xD9: 1, 0xDA: 1, 0xDB: 1}


class Ssd1306:
    """An SSD1306 of 128 × 64 pixels on I²C."""

    def __init__(self, address: int = 0x3C) -> None:
        self.address = address
        self.memory = [bytearray(128) for _ in range(8)]
        self.columns, self.pages = (0, 127), (0, 7)
        self.column = self.page = 0
        self.on = self.inverted = self.remapped = self.reversed = False
        self.mode, self.contrast, self.bytes, self.pixel_bytes = 2, 0x7F, 0, 0

    def play(self, path: Path) -> "Ssd1306":
        for transfer in records(path):
            self.transfer(*transfer)
        return self

    def transfer(self, tag: int, address: int, data: bytes) -> None:
        assert tag == ord("W") and address == self.address, f"transfer {chr(tag)} with {address:#x}"
        self.bytes += len(data)
        if data[0] == 0x40:
            self.data(data[1:])
        else:
            assert data[0] == 0x00, f"control byte {data[0]:#x}"
            self.commands(data[1:])

    def commands(self, data: bytes) -> None:
        at = 0
        while at < len(data):
            command = data[at]
            args = data[at + 1 : at + 1 + FOLLOWING.get(command, 0)]
            at += 1 + len(args)
            if command == 0x20:
                self.mode = args[0] & 3
            elif command == 0x21:
                self.columns, self.column = (args[0], args[1]), args[0]
            elif command == 0x22:
                self.pages, self.page = (args[0], args[1]), args[0]
            elif command == 0x81:
                self.contrast = args[0]
            elif command in (0xA0, 0xA1):
                self.remapped = command == 0xA1
            elif command in (0xC0, 0xC8):
                self.reversed = command == 0xC8
            elif command in (0xA6, 0xA7):
                self.inverted = command == 0xA7
            elif command in (0xAE, 0xAF):
                self.on = command == 0xAF

    def data(self, data: bytes) -> None:
        assert self.mode == 0, "written in rows of columns"
        self.pixel_bytes += len(data)
        for byte in data:
            self.memory[self.page][self.column] = byte
            self.column += 1
            if self.column > self.columns[1]:
                self.column = self.columns[0]
                self.page = self.page + 1 if self.page < self.pages[1] else self.pages[0]

    def picture(self) -> Picture:
        """As it is seen with the controller's usual wiring: first column left, first row above."""
        assert self.remapped and self.reversed and not self.inverted
        lit = lambda x, y: (255,) * 3 if self.memory[y // 8][x] >> (y % 8) & 1 else (0,) * 3
        return [[lit(x, y) for x in range(128)] for y in range(64)]
