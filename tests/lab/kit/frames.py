"""Camera frames on the host: a QR code drawn into one, and one decoded."""

import subprocess
from pathlib import Path

from .apt import output, run
from .places import Broken

BLACK, WHITE, WALL = 30, 220, 120


def draw(text: str, path: Path, width: int, height: int, fill: float) -> None:
    """A frame that shows `text` as a QR code; its form by the path's ending: yuyv, grey, pgm or jpg."""
    rows = output("qrencode", "-t", "ASCII", "-m", "4", "-o", "-", text).splitlines()
    count = len(rows)
    module = max(1, int(min(width, height) * fill) // count)
    side = module * count
    left, top = (width - side) // 2, (height - side) // 2
    grey = bytearray(bytes([WALL]) * (width * height))
    for number, row in enumerate(rows):
        line = b"".join(bytes([BLACK if row[2 * at] == "#" else WHITE]) * module for at in range(count))
        for y in range(top + number * module, top + (number + 1) * module):
            grey[y * width + left : y * width + left + side] = line
    path.write_bytes(encode(bytes(grey), width, height, path.suffix))


def encode(grey: bytes, width: int, height: int, form: str) -> bytes:
    match form:
        case ".grey":
            return grey
        case ".pgm":
            return b"P5 %d %d 255\n" % (width, height) + grey
        case ".yuyv":
            pairs = bytearray(b"\x80" * (2 * width * height))
            pairs[0::2] = grey
            return bytes(pairs)
        case ".jpg":
            picture = b"P6 %d %d 255\n" % (width, height) + bytes(value for at in grey for value in (at, at, at))
            command = ["cjpeg", "-quality", "85", "-sample", "2x1"]
            return run(*command, input=picture, stdout=subprocess.PIPE).stdout
    raise Broken("a frame's name ends in .yuyv, .grey, .pgm or .jpg")


def decode(path: Path, width: int, height: int) -> int:
    """Prints what zbarimg reads in a raw frame (YUYV, grey) or an image; its exit code."""
    data = path.read_bytes()
    if data[:2] not in (b"\xff\xd8", b"\x89P", b"P5"):
        grey = data[0::2] if len(data) >= 2 * width * height else data
        path = path.with_name(path.name + ".pgm")
        path.write_bytes(encode(grey[: width * height], width, height, ".pgm"))
    return run("zbarimg", "-q", "--raw", "--nodbus", path, check=False).returncode
