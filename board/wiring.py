#!/usr/bin/env python3
"""Draws wiring.svg of every board from its hallgate.toml, and the table of pins in its README.md.

    board/wiring.py           writes them
    board/wiring.py --check   exits 1 where one is not what would be written
"""

import re
import sys
import tomllib
from pathlib import Path

sys.dont_write_bytecode = True
from drawing import draw
from parts import BOARDS, BUS, BUTTON, BUTTONS, GATE, I2C, PANEL, POWER, SPI, STAFF_BUTTON, Wire

HERE = Path(__file__).resolve().parent
TABLE = re.compile(r"(<!-- pins: written by board/wiring.py -->\n).*?(<!-- end -->)", re.S)


def wires(key: str, text: str) -> list[tuple[Wire, int]]:
    """What the configuration names, and each wire's pin. Where a comment says another pin, that is an error."""
    # What a board's own line leaves to whoever wires it is drawn all the same.
    text = text.replace("# staff_button = ", "staff_button = ")
    board, configuration = BOARDS[key], tomllib.loads(text)
    gate, display = configuration["gate"], configuration["display"]
    found = [(wire, board.pin(gate[name])) for name, wire in GATE.items() if name in gate]
    for name, wire in PANEL.items():
        if name in display:
            found.append((Wire(wire.key, wire.role, display["driver"], wire.terminal, wire.colour), board.pin(display[name])))
    bus, kind = {"ssd1306": (I2C, "I²C"), "st7789": (SPI, "SPI"), "ili9341": (SPI, "SPI")}.get(display["driver"], ({}, ""))
    found += [(Wire(kind, name, display["driver"], name, BUS[name]), pin) for name, pin in bus.items()]
    keypad = configuration["keypad"]
    found.append((STAFF_BUTTON, board.pin(keypad["staff_button"])))
    for index, button in enumerate(keypad.get("buttons", [])):
        found.append((Wire("keypad.buttons", BUTTON[index], BUTTONS, f"K{index + 1}", "#455a64"), board.pin(button)))
    taken = [pin for _, pin in found]
    if len(set(taken)) != len(taken) or set(taken) & set(POWER):
        sys.exit(f"{key}: a pin has two wires: {sorted(taken)}")
    said = {int(number) for number in re.findall(r"#.*\bpins? ([\d, ]+)", text) for number in number.split(",")}
    named = {pin for wire, pin in found if wire.key not in ("I²C", "SPI")}
    if said != named:
        sys.exit(f"{key}: hallgate.toml's comments say pins {sorted(said)}, its lines are pins {sorted(named)}")
    return sorted(found, key=lambda pair: pair[1])


def table(key: str, found: list[tuple[Wire, int]]) -> str:
    header = BOARDS[key].header
    rows = ["| pin | called | line | wire | key |", "|---|---|---|---|---|"]
    for wire, pin in found:
        line, name = header.get(pin, ("", ""))
        key_of = f"`{wire.key}`" if "." in wire.key else f"{wire.key} bus"
        rows.append(f"| {pin} | {name} | {line} | {wire.role} | {key_of} |")
    return "\n".join(rows) + "\n"


def made(key: str) -> dict[Path, str]:
    """What the files of a board have to hold."""
    folder = HERE / key
    found = wires(key, (folder / "hallgate.toml").read_text())
    readme = (folder / "README.md").read_text()
    if not TABLE.search(readme):
        sys.exit(f"{key}/README.md has no place for the table of pins")
    page = TABLE.sub(lambda match: match[1] + table(key, found) + match[2], readme)
    return {folder / "wiring.svg": draw(key, found), folder / "README.md": page}


def main() -> int:
    check, stale = sys.argv[1:] == ["--check"], []
    for key in BOARDS:
        for path, text in made(key).items():
            if path.exists() and path.read_text() == text:
                continue
            stale.append(path)
            if not check:
                path.write_text(text)
    for path in stale:
        print(f"{'stale' if check else 'written'}: {path.relative_to(HERE.parent)}")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
