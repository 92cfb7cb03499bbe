"""hallgate and hallgate-platform as they go into the guest."""

import subprocess
from pathlib import Path

from .places import TOP, Arch, Broken, say


def built(arch: Arch, given: Path | None) -> list[Path]:
    """The programs: `given` with the platform beside it if there is one, else what cargo builds now."""
    if given:
        if not given.is_file():
            raise Broken(f"no program at {given}")
        platform = given.parent / "hallgate-platform"
        return [given, *([platform] if platform.exists() else [])]
    if arch.name != "amd64":
        raise Broken(f"say which program to run on {arch.name} (--bin; docs/install.md tells how to build it)")
    say("building hallgate")
    # The development build: its dependencies are there where the tests have run.
    done = subprocess.run(["cargo", "build", "--locked", "--bins"], cwd=TOP)
    if done.returncode:
        raise Broken("hallgate does not build")
    folder = TOP / "target/debug"
    return [folder / "hallgate", folder / "hallgate-platform"]
