"""The boards and what is wired to them: the facts behind wiring.svg and the tables of pins."""

from dataclasses import dataclass

POWER = {1: "3.3 V", 2: "5 V", 4: "5 V", 17: "3.3 V"} | {pin: "GND" for pin in (6, 9, 14, 20, 25, 30, 34, 39)}

# Header pin: line of the chip, and what the pin is called.
RASPBERRY_PI = {
    pin: (line, f"GPIO{line}")
    for pin, line in {
        3: 2, 5: 3, 7: 4, 8: 14, 10: 15, 11: 17, 12: 18, 13: 27, 15: 22, 16: 23, 18: 24, 19: 10, 21: 9, 22: 25,
        23: 11, 24: 8, 26: 7, 29: 5, 31: 6, 32: 12, 33: 13, 35: 19, 36: 16, 37: 26, 38: 20, 40: 21,
    }.items()
}  # fmt: skip
# Eight lines to a letter: GPIO3_B2 is line 8 + 2 of the chip gpio3. Pins of other chips are left out.
RADXA_ZERO_3 = {
    pin: ("ABCD".index(name[0]) * 8 + int(name[1]), f"GPIO3_{name}")
    for pin, name in {
        7: "C4", 11: "A1", 12: "A3", 13: "A2", 15: "B0", 16: "B1", 18: "B2", 22: "C1", 29: "B3", 31: "B4", 32: "C2",
        33: "C3", 35: "A4", 36: "A7", 38: "A6", 40: "A5",
    }.items()
}  # fmt: skip

# Pins of buses: the kernel has them, no key of the configuration names them.
SPI = {"SCL": 23, "SDA": 19, "CS": 24}
I2C = {"SCL": 5, "SDA": 3}


@dataclass(frozen=True)
class Board:
    name: str
    header: dict[int, tuple[int, str]]
    supply: str
    sockets: tuple[tuple[str, str], ...]  # what is plugged in, and where
    screen: str = ""  # the screen on the video socket
    pulls: bool = True  # whether its driver sets the chip's own resistors for a program
    naming: str = "{name}"  # how the kernel names the line of a pin

    def pin(self, value) -> int:
        """The pin of a line as the configuration has it: a number, a name, or a table with one of them."""
        line = value["line"] if isinstance(value, dict) else value
        for pin, (number, name) in self.header.items():
            if line in (number, self.naming.format(pin=pin, name=name)):
                return pin
        raise SystemExit(f"{self.name}: no pin of the header has the line {line!r}")


PAD, IMAGER, TOUCH = "Number pad 数字键盘", "HID imager 扫码器", "Touch of the screen 触摸"
BOARDS = {
    "raspberry-pi-zero-2-w": Board(
        "Raspberry Pi Zero 2 W",
        RASPBERRY_PI,
        "5 V 2.5 A, micro-USB “PWR IN”",
        (("Powered hub 有源集线器", "micro-USB “USB”, by OTG adapter"), ("Camera 摄像头", "hub"), (PAD, "hub"), (IMAGER, "hub")),
    ),
    "raspberry-pi-3b": Board(
        "Raspberry Pi 3 Model B",
        RASPBERRY_PI,
        "5.1 V 2.5 A, micro-USB",
        (("Camera 摄像头", "USB"), (PAD, "USB"), (IMAGER, "USB"), ("Network 网络", "Ethernet")),
    ),
    "raspberry-pi-4": Board(
        "Raspberry Pi 4 Model B",
        RASPBERRY_PI,
        "5.1 V 3 A, USB-C",
        (("Camera 摄像头", "USB 3 (blue)"), (PAD, "USB 2"), (IMAGER, "USB 2"), (TOUCH, "USB 2"), ("Network 网络", "Ethernet")),
        "HDMI screen 显示屏, HDMI 0",
    ),
    "raspberry-pi-5": Board(
        "Raspberry Pi 5",
        RASPBERRY_PI,
        "5.1 V 5 A, USB-C",
        (("Camera 摄像头", "USB 3 (blue)"), (PAD, "USB 2"), (IMAGER, "USB 2"), ("Network 网络", "Ethernet"), ("Clock cell 时钟电池", "J5 “BAT”")),
    ),
    "radxa-zero-3e": Board(
        "Radxa ZERO 3E",
        RADXA_ZERO_3,
        "5 V 3 A, USB-C “OTG”",
        (("USB hub 集线器", "USB-C “HOST”"), ("Camera 摄像头", "hub"), (PAD, "hub"), (IMAGER, "hub"), (TOUCH, "hub"), ("Network 网络", "Ethernet")),
        "HDMI screen 显示屏, micro-HDMI",
        pulls=False,
        naming="pin-{pin:02} [{name}]",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Wire:
    """A line of the configuration on its way from a pin to a terminal."""

    key: str  # of the configuration, or the bus
    role: str  # on the pin and in the table
    block: str
    terminal: str
    colour: str


DRIVER, PASSAGE, FIRE, BUTTONS, STAFF = "driver", "passage", "fire", "buttons", "staff"
GATE = {
    "unlock_line": Wire("gate.unlock_line", "unlock 开闸", DRIVER, "IN1", "#1f5fbf"),
    "passage_line": Wire("gate.passage_line", "passage 通行", PASSAGE, "IN", "#14804a"),
    "release_line": Wire("gate.release_line", "fire 火警", FIRE, "IN", "#c62828"),
    "red": Wire("gate.red", "red 红灯", DRIVER, "IN2", "#d81b60"),
    "green": Wire("gate.green", "green 绿灯", DRIVER, "IN3", "#2e9e3f"),
    "buzzer": Wire("gate.buzzer", "buzzer 蜂鸣", DRIVER, "IN4", "#7b3fb3"),
}
PANEL = {
    "dc_line": Wire("display.dc_line", "D/C", "panel", "DC", "#8d6e00"),
    "reset_line": Wire("display.reset_line", "reset", "panel", "RES", "#b35900"),
    "backlight": Wire("display.backlight", "light", "panel", "BL", "#c79100"),
}
# In the order of `keypad.buttons`.
BUTTON = ("up 上", "down 下", "enter 确认", "back 返回")
STAFF_BUTTON = Wire("keypad.staff_button", "staff 员工", STAFF, "S", "#6d4c41")
BUS = {"SCL": "#00838f", "SDA": "#00695c", "CS": "#5d4037"}


@dataclass(frozen=True)
class Block:
    """A part with its terminals: those of wires are named by the wires, the rest has a supply."""

    title: str
    chinese: str
    note: str
    supplies: tuple[tuple[str, str], ...]


# In the order in which they are drawn, from above.
BLOCKS = {
    "ssd1306": Block("SSD1306 OLED 128×64", "单色屏", "I²C 0x3C, 30 cm of wire at most", (("VCC", "3.3 V pin 1"), ("GND", "GND pin 6"))),
    DRIVER: Block("Driver ULN2803A", "达林顿驱动板", "GND takes the minus of 5 V and 12 V too", (("GND", "GND pin 14"),)),
    PASSAGE: Block("Passage sensor", "通行传感器", "dry contact, closes for a passage", (("COM", "GND pin 9"),)),
    FIRE: Block("Fire panel, contact 1", "消防触点一", "normally closed: a break is an alarm", (("COM", "GND pin 20"),)),
    "st7789": Block("ST7789 2.0″ 240×320", "彩屏", "SPI, 10 cm of wire at most", (("VCC", "3.3 V pin 17"), ("GND", "GND pin 25"))),
    "ili9341": Block("ILI9341 2.8″ 240×320", "彩屏", "SPI, 10 cm of wire at most", (("VCC", "3.3 V pin 17"), ("GND", "GND pin 25"))),
    BUTTONS: Block("Buttons", "按钮", "dry contacts, close when pressed", (("COM", "GND pin 34"),)),
    STAFF: Block("Staff button", "员工按钮", "where visitors do not reach it", (("COM", "GND pin 39"),)),
}  # fmt: skip

NOTES = (
    "Every pin of the header is 3.3 V. 5 V, 12 V or 24 V on a pin destroys the board.  排针均为 3.3 V，严禁接入 5/12/24 V。",
    "Relay board: take the jumper JD-VCC off; its coil has the supply's 5 V of its own.  继电器板：拔掉 JD-VCC 跳线，线圈单独供 5 V。",
    "COM and NO to the turnstile's “open” input: locked at rest. The supply of a magnetic lock goes over COM and NC.  闸机开门输入接 COM、NO；磁力锁电源接 COM、NC。",
    "The fire panel's contact 2 opens the turnstile by itself; contact 1 only tells the terminal.  消防触点二须直接开闸，触点一仅作通知。",
)
CABLE = "Inputs on more than 2 m of cable: 4.7 kΩ from the pin to 3.3 V, screened pair.  输入线超过 2 米：加 4.7 kΩ 上拉，用屏蔽双绞线。"
EVERY = "Each input, passage, fire and buttons: 4.7 kΩ from the pin to 3.3 V (pin 1); screened pair.  每路输入均须加 4.7 kΩ 上拉，用屏蔽双绞线。"
