"""A wiring drawing as SVG: the header in the middle, the parts to its right, what is plugged in to its left."""

from html import escape

from parts import BLOCKS, BOARDS, CABLE, DRIVER, EVERY, FIRE, NOTES, PASSAGE, POWER

WIDTH = 1680
TOP, PITCH = 160, 39  # of the header's rows
ODD, EVEN = 490, 526  # of its columns
LANES = (728, 850)  # between header and parts
MIDDLE, MIDDLE_WIDTH = 960, 270
RIGHT, RIGHT_WIDTH = 1400, 260
ROW = 26  # from terminal to terminal
TINT = {"3.3 V": "#e65100", "5 V": "#c62828", "+5 V": "#c62828", "+12 V": "#6a1b9a", "GND": "#37474f"}
FONT = "font-family='DejaVu Sans, Noto Sans CJK SC, WenQuanYi Micro Hei, sans-serif'"


def tint(label: str) -> str:
    return next((colour for name, colour in TINT.items() if label.startswith(name)), "#37474f")


def wide(text: str, size: float) -> float:
    """About how many pixels a text takes."""
    return sum(size if ord(letter) > 0x2E80 else size * 0.66 for letter in text)


class Sheet:
    """Shapes in three layers: what wires go over, the wires, the rest."""

    def __init__(self) -> None:
        self.ground: list[str] = []
        self.wires: list[str] = []
        self.shapes: list[str] = []

    def text(self, x, y, text, size=14, colour="#212121", anchor="start", bold=False) -> None:
        weight = " font-weight='bold'" if bold else ""
        self.shapes.append(
            f"<text x='{x}' y='{y}' font-size='{size}' fill='{colour}' text-anchor='{anchor}'{weight}>{escape(text)}</text>"
        )

    def box(self, x, y, width, height, fill="#ffffff", line="#455a64", round=6, below=False) -> None:
        (self.ground if below else self.shapes).append(
            f"<rect x='{x}' y='{y}' width='{width}' height='{height}' rx='{round}' fill='{fill}' stroke='{line}' stroke-width='1.5'/>"
        )

    def dot(self, x, y, radius, fill, line="#263238") -> None:
        self.shapes.append(f"<circle cx='{x}' cy='{y}' r='{radius}' fill='{fill}' stroke='{line}'/>")

    def wire(self, points, colour, width=2.5) -> None:
        path = " ".join(f"{x},{y}" for x, y in points)
        # The pale edge keeps crossing wires apart.
        for line, thick in (("#ffffff", width + 3), (colour, width)):
            self.wires.append(
                f"<polyline points='{path}' fill='none' stroke='{line}' stroke-width='{thick}' stroke-linejoin='round'/>"
            )

    def flag(self, x, y, label) -> None:
        """A supply, ending at the terminal to its right."""
        width = 12 + 8 * len(label)
        self.wire([(x - 16, y), (x, y)], tint(label))
        self.box(x - 16 - width, y - 10, width, 20, tint(label), tint(label), 4)
        self.text(x - 16 - width / 2, y + 4.5, label, 12, "#ffffff", "middle", True)

    def svg(self, height: int) -> str:
        head = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {height}' width='{WIDTH}' height='{height}' {FONT}>"
        paper = f"<rect width='{WIDTH}' height='{height}' fill='#fbfbf8'/>"
        return "\n".join([head, paper, *self.ground, *self.wires, *self.shapes, "</svg>", ""])


def row(pin: int) -> int:
    return TOP + (pin - 1) // 2 * PITCH


def header(sheet: Sheet, board, used: dict) -> None:
    """The board with its forty pins; `used` has each pin's role and colour."""
    sheet.box(285, 96, 425, row(40) - 60, "#eef7ef", "#2e7d32", 14, below=True)
    sheet.text(497, 126, board.name, 19, "#1b5e20", "middle", True)
    for pin in range(1, 41):
        odd, y = pin % 2 == 1, row(pin)
        x = ODD if odd else EVEN
        label, colour = used.get(pin, ("", "#eceff1"))
        if pin in POWER:
            label, colour = POWER[pin], tint(POWER[pin])
        elif pin in board.header and pin in used:
            label = f"{board.header[pin][1]} · {label}"
        bright = colour == "#eceff1"
        sheet.dot(x, y, 12, colour)
        sheet.text(x, y + 4.5, str(pin), 12, "#546e7a" if bright else "#ffffff", "middle", True)
        if label:
            sheet.text(x - 20 if odd else x + 20, y + 5, label, 12.5, colour, "end" if odd else "start", pin not in POWER)


def block(sheet: Sheet, x, y, width, part, terminals) -> tuple[int, dict[str, int]]:
    """A part; gives its height and the height of each of its terminals."""
    top = y + (62 if part.note else 44)
    sheet.box(x, y, width, top - y + ROW * len(terminals))
    sheet.text(x + 12, y + 22, part.title, 14, bold=True)
    sheet.text(x + width - 12, y + 22, part.chinese, 13, "#37474f", "end")
    sheet.text(x + 12, y + 43, part.note, 12, "#37474f")
    places = {}
    for index, name in enumerate(terminals):
        places[name] = top + 8 + ROW * index
        sheet.dot(x, places[name], 5, "#ffffff")
        sheet.text(x + 14, places[name] + 5, name, 13)
    return top - y + ROW * len(terminals), places


def contact(sheet: Sheet, x, top, bottom, closed: bool) -> None:
    """A switch between a part's terminal and its common one."""
    middle = (top + bottom) / 2
    tip = (x, middle - 8) if closed else (x + 9, middle - 7)
    for one, two in (((x - 90, top), (x, top)), ((x - 72, bottom), (x, bottom)), ((x, top), (x, middle - 8)), ((x, bottom), (x, middle + 8)), ((x, middle + 8), tip)):
        sheet.shapes.append(f"<line x1='{one[0]}' y1='{one[1]}' x2='{two[0]}' y2='{two[1]}' stroke='#546e7a' stroke-width='1.8'/>")
    sheet.text(x + 16, middle + 5, "NC 常闭" if closed else "NO 常开", 12, "#546e7a")


def crossings(wires, lanes) -> int:
    """How often wires cross that go from a height to another by a lane each."""
    count = 0
    for (start, end), lane in zip(wires, lanes):
        for (other_start, other_end), other in zip(wires, lanes):
            inside = min(start, end) < other_start < max(start, end)
            count += inside and other > lane
            inside = min(start, end) < other_end < max(start, end)
            count += inside and other < lane
    return count


def laid(wires, left, right) -> list[float]:
    """A lane for each wire so that few of them cross."""
    step = (right - left) / max(1, len(wires))
    lanes = list(range(len(wires)))
    better = True
    while better:
        better = False
        for one in range(len(lanes)):
            for two in range(one):
                swapped = lanes.copy()
                swapped[one], swapped[two] = lanes[two], lanes[one]
                if crossings(wires, swapped) < crossings(wires, lanes):
                    lanes, better = swapped, True
    return [left + step * lane for lane in lanes]


def plugged(sheet: Sheet, board) -> None:
    y = 110
    supply = [("Supply 电源", board.supply), *board.sockets]
    if board.screen:
        title, socket = board.screen.split(", ")
        supply.append((title, socket))
    for title, socket in supply:
        sheet.box(24, y, 226, 58, "#e3f2fd" if title != supply[0][0] else "#ffebee")
        sheet.text(36, y + 23, title, 14, bold=True)
        sheet.text(36, y + 44, socket, 12, "#37474f")
        sheet.wire([(250, y + 29), (285, y + 29)], "#c62828" if title == supply[0][0] else "#78909c", 5)
        y += 82


class Part:
    def __init__(self, title, chinese, note="") -> None:
        self.title, self.chinese, self.note = title, chinese, note


def driven(sheet: Sheet, outputs: dict[str, int]) -> None:
    """What the driver board switches: relay and turnstile, lamps and buzzer."""
    ends = {}
    height, relay = block(sheet, RIGHT, 110, RIGHT_WIDTH, Part("Opto relay board", "光耦隔离继电器"), ["IN1", "VCC", "GND", "JD-VCC"])
    ends["OUT1"] = relay["IN1"]
    sheet.flag(RIGHT, relay["VCC"], "5 V pin 2")
    sheet.flag(RIGHT, relay["GND"], "GND supply")
    sheet.flag(RIGHT, relay["JD-VCC"], "+5 V supply")
    sheet.text(RIGHT + RIGHT_WIDTH - 12, relay["JD-VCC"] + 5, "jumper off 拔跳线", 12, "#c62828", "end", True)
    bottom, gate = 110 + height, 110 + height + 86
    sheet.box(RIGHT, gate, RIGHT_WIDTH, 96, "#fff8e1")
    sheet.text(RIGHT + 12, gate + 44, "Turnstile 闸机", 15, bold=True)
    sheet.text(RIGHT + 12, gate + 64, "its own 12/24 V 自备电源", 12, "#37474f")
    sheet.text(RIGHT + 12, gate + 83, "“open” input, dry contact 干接点", 12, "#37474f")
    for x, name in ((RIGHT + 45, "NC"), (RIGHT + 125, "COM"), (RIGHT + 205, "NO")):
        sheet.dot(x, bottom, 5, "#ffffff")
        sheet.text(x + 10, bottom + 18, name, 12, bold=True)
        if name != "NC":
            sheet.wire([(x, bottom), (x, gate)], "#1f5fbf")
            sheet.dot(x, gate, 5, "#ffffff")
            sheet.text(x, gate + 20, "COM" if name == "COM" else "OPEN", 12, "#37474f", "middle")
    y = gate + 130
    sheet.box(RIGHT, y - 14, RIGHT_WIDTH, 52, "#ffebee")
    sheet.text(RIGHT + 12, y + 7, "Fire panel, contact 2 消防触点二", 13, bold=True)
    sheet.text(RIGHT + 12, y + 27, "opens the turnstile by itself 直接开闸", 12, "#37474f")
    sheet.wire([(RIGHT + 30, y - 14), (RIGHT + 30, gate + 96)], "#c62828")
    y += 66
    for out, title, chinese, supply in (
        ("OUT2", "Red lamp, 12 V", "红灯", "+12 V"),
        ("OUT3", "Green lamp, 12 V", "绿灯", "+12 V"),
        ("OUT4", "Buzzer, 5 V, active", "有源蜂鸣器", "+5 V supply"),
    ):
        height, places = block(sheet, RIGHT, y, RIGHT_WIDTH, Part(title, chinese), ["−", "+"])
        ends[out] = places["−"]
        sheet.flag(RIGHT, places["+"], supply)
        y += height + 16
    names = list(ends)
    spans = [(outputs[name], ends[name]) for name in names]
    colours = {"OUT1": "#1f5fbf", "OUT2": "#d81b60", "OUT3": "#2e9e3f", "OUT4": "#7b3fb3"}
    for name, (start, end), lane in zip(names, spans, laid(spans, MIDDLE + MIDDLE_WIDTH + 16, MIDDLE + MIDDLE_WIDTH + 50)):
        sheet.wire([(MIDDLE + MIDDLE_WIDTH, start), (lane, start), (lane, end), (RIGHT, end)], colours[name])


def draw(key: str, wires: list) -> str:
    """The whole drawing: `wires` holds each wire with its pin."""
    board, sheet = BOARDS[key], Sheet()
    sheet.text(24, 48, f"hallgate · {board.name} · wiring 接线图", 26, bold=True)
    sheet.text(24, 74, "Drawn from hallgate.toml beside it; header seen from above, pin 1 is marked by a square pad on the board.", 14, "#546e7a")
    header(sheet, board, {pin: (wire.role, wire.colour) for wire, pin in wires})
    plugged(sheet, board)
    blocks = {wire.block for wire, _ in wires}
    order = [name for name in BLOCKS if name in blocks]
    y, spans, paths = 110, [], []
    for name in order:
        part, mine = BLOCKS[name], sorted(((w, p) for w, p in wires if w.block == name), key=lambda pair: pair[0].terminal)
        height, places = block(sheet, MIDDLE, y, MIDDLE_WIDTH, part, [w.terminal for w, _ in mine] + [t for t, _ in part.supplies])
        for terminal, supply in part.supplies:
            sheet.flag(MIDDLE, places[terminal], supply)
        if name in (PASSAGE, FIRE):
            contact(sheet, MIDDLE + 150, places["IN"], places["COM"], name == FIRE)
        if name == DRIVER:
            outputs = {f"OUT{n}": places[f"IN{n}"] for n in range(1, 5)} | {"COM": places["GND"]}
            for out, at in outputs.items():
                sheet.dot(MIDDLE + MIDDLE_WIDTH, at, 5, "#ffffff")
                sheet.text(MIDDLE + MIDDLE_WIDTH - 14, at + 5, out + (" ← +12 V" if out == "COM" else ""), 13, anchor="end")
            driven(sheet, outputs)
        for wire, pin in mine:
            start = row(pin) + (PITCH // 2 if pin % 2 else 0)
            spans.append((start, places[wire.terminal]))
            paths.append((wire, pin))
        y += height + 22
    for (wire, pin), (start, end), lane in zip(paths, spans, laid(spans, *LANES)):
        label = EVEN + 28 + wide(f"{board.header[pin][1]} · {wire.role}", 13)
        begin = [(ODD, row(pin)), (ODD, start)] if pin % 2 else [(round(label), start)]
        sheet.wire([*begin, (lane, start), (lane, end), (MIDDLE, end)], wire.colour)
    y = max(y, row(40) + 70)
    sheet.box(24, y, WIDTH - 48, 148, "#fffde7", "#f9a825")
    for index, note in enumerate((*NOTES, CABLE if board.pulls else EVERY)):
        sheet.text(40, y + 26 + 25 * index, f"{index + 1}  {note}", 14)
    return sheet.svg(y + 172)
