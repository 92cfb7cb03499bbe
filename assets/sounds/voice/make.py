#!/usr/bin/env python3
"""Makes the voice in this folder with Debian's espeak-ng and sox: a folder a language, a phrase or a part of one a file,
A-law, mono, 16 kHz. Chinese is spoken from pinyin, as the program's own dictionary of characters is small."""

import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
RATE = 16000

CHINESE = {
    "come_in": "qing3 jin4",
    "hall": "qing3 dao4",
    "hall_after": "hao4 ting1",
    "other_hall": "qing3 dao4 piao4 shang5 de5 ying3 ting1",
    "later": "hai2 mei2 dao4 ru4 chang3 shi2 jian1",
    "staff": "qing3 zhao3 gong1 zuo4 ren2 yuan2",
} | dict(
    zip(
        (str(number) for number in range(1, 11)),
        ("yi1", "er4", "san1", "si4", "wu3", "liu4", "qi1", "ba1", "jiu3", "shi2"),
    )
)

ENGLISH = {
    "come_in": "Please come in",
    "hall": "Please go to hall",
    "other_hall": "Please go to the hall on your ticket",
    "later": "Please come back later",
    "staff": "Please ask our staff",
} | {str(number): str(number) for number in range(1, 21)}

VOICES = {"zh-CN": ("cmn-latn-pinyin", 190, CHINESE), "en": ("en-gb", 165, ENGLISH)}


def speak(voice: str, speed: int, text: str, out: Path) -> None:
    """Silence at both ends goes; all are equally loud; what a small loudspeaker can't give is left out."""
    with tempfile.TemporaryDirectory() as folder:
        spoken = Path(folder) / "spoken.wav"
        subprocess.run(["espeak-ng", "-v", voice, "-s", str(speed), "-p", "45", "-w", spoken, text], check=True)
        trim = ["silence", "1", "0.01", "0.5%", "reverse", "silence", "1", "0.01", "0.5%", "reverse"]
        # -D: no dither, so that the files are the same each time.
        subprocess.run(
            ["sox", "-D", spoken, "-r", str(RATE), "-c", "1", "-e", "a-law", out]
            + trim
            + ["highpass", "150", "gain", "-n", "-2", "fade", "t", "0.005", "reverse", "fade", "t", "0.01", "reverse"],
            check=True,
        )


def main() -> None:
    for language, (voice, speed, texts) in VOICES.items():
        (HERE / language).mkdir(exist_ok=True)
        for name, text in texts.items():
            speak(voice, speed, text, HERE / language / f"{name}.wav")
    sys.stdout.write(f"{sum(len(it[2]) for it in VOICES.values())} files\n")


if __name__ == "__main__":
    main()
