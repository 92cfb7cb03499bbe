#!/usr/bin/env python3
"""Makes the sounds in this folder: 16 bit, mono, 22050 Hz, short enough for a pipe's buffer (64 KiB).

They are told apart with closed eyes: admitted rises, refused falls and is rough, attention repeats."""

import array
import math
import sys
import wave
from pathlib import Path

RATE = 22050
PEAK = 0.8 * 32767
FADE = 0.008  # seconds at both ends of a tone, so that it does not click


def tone(hertz: float, seconds: float, overtones: tuple[float, ...] = (1.0,), decay: float = 0.0) -> list[float]:
    """A tone with these shares of the 1st, 2nd, … overtone; `decay`: how fast it dies away, by e each second."""
    count = int(RATE * seconds)
    whole = sum(overtones)
    samples = []
    for at in range(count):
        time = at / RATE
        edge = min(1.0, time / FADE, (seconds - time) / FADE)
        wave_now = sum(
            share * math.sin(2 * math.pi * hertz * (number + 1) * time) for number, share in enumerate(overtones)
        )
        samples.append(edge * math.exp(-decay * time) * wave_now / whole)
    return samples


def rest(seconds: float) -> list[float]:
    return [0.0] * int(RATE * seconds)


BELL = (1.0, 0.4, 0.2)
REED = (1.0, 0.0, 0.6, 0.0, 0.4, 0.0, 0.3)

SOUNDS = {
    "admit": tone(784.0, 0.11, BELL, 4) + tone(1175.0, 0.28, BELL, 9),
    "refuse": tone(311.0, 0.2, REED) + rest(0.07) + tone(208.0, 0.34, REED),
    "attention": (tone(880.0, 0.16, BELL) + tone(660.0, 0.16, BELL) + rest(0.07)) * 3,
}


def main() -> None:
    for name, samples in SOUNDS.items():
        data = array.array("h", (round(PEAK * sample) for sample in samples))
        if sys.byteorder == "big":
            data.byteswap()
        with wave.open(str(Path(__file__).parent / f"{name}.wav"), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE)
            out.writeframes(data.tobytes())


if __name__ == "__main__":
    main()
