"""hallgate and hallgate-peer as they go into the guest."""

import os
import subprocess
from pathlib import Path

from .places import TOP, Arch, Broken, say


def built(arch: Arch, given: Path | None) -> list[Path]:
    """The programs: `given` with the peer beside it if there is one, else what cargo builds now."""
    if given:
        if not given.is_file():
            raise Broken(f"no program at {given}")
        peer = given.parent / "hallgate-peer"
        return [given, *([peer] if peer.exists() else [])]
    if arch.name == "arm64":
        return crossed()
    say("building hallgate")
    # The development build, whose dependencies are there where the tests have run, with faults to order.
    done = subprocess.run(["cargo", "build", "--locked", "--bins", "--features", "faults"], cwd=TOP)
    if done.returncode:
        raise Broken("hallgate does not build")
    folder = TOP / os.environ.get("CARGO_TARGET_DIR", "target") / "debug"
    return [folder / "hallgate", folder / "hallgate-peer"]


def crossed() -> list[Path]:
    """The device build as it goes onto a board, and the peer beside it."""
    cross = TOP / "board/cross"
    for what in ("build", "peer"):
        if subprocess.run([cross, what], stdout=subprocess.DEVNULL).returncode:
            raise Broken(f"board/cross {what} failed")
    answer = subprocess.run([cross, "where"], stdout=subprocess.PIPE, text=True, check=True)
    folder = Path(answer.stdout.strip())
    return [folder / "hallgate", folder / "hallgate-peer"]
