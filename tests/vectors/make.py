#!/usr/bin/env python3
"""Makes openssl.json: tickets, forgeries and signatures that none of the project's own code made.

Keys, genuine tickets and signatures come from the `openssl` command; the forged blocks, which it
refuses to make, from Python's integers. Each run makes new keys:

    tests/vectors/make.py > tests/vectors/openssl.json

A ticket's `text` is what the QR code holds; `fields` is what must come out of it, or `reason` how
it is refused. The keys are for tests alone.
"""

import base64
import json
import subprocess
import tempfile

KEYS = {  # name: (bits, public exponent)
    "rsa1024": (1024, 65537),
    "rsa1031": (1031, 65537),
    "rsa2047e3": (2047, 3),
    "rsa2048": (2048, 65537),
    "rsa3072": (3072, 65537),
    "rsa4096e3": (4096, 3),
    "stranger": (1024, 65537),
    "terminal": (2048, 65537),
}

CINEMA = b"44010201"
FIELDS = {
    "cinema_code": "44010201",
    "film_ticket_code": "4401020187654321",
    "screen_code": "0000000000000012",
    "film_code": "051201112024",
    "session_code": "2024021000000042",
    "show_time": "2024-02-29T23:59:59",
    "seat_code": "0000000000031405",
    "price_fen": 4950,
    "service_fen": 0,
}
TIME = b"2024-02-29T23:59:59"


def openssl(*args, data=b""):
    return subprocess.run(["openssl", *args], input=data, capture_output=True, check=True).stdout


def der_integers(der):
    """The integers of a DER sequence of nothing else (a PKCS#1 key)."""

    def head(at):
        length, at = der[at + 1], at + 2
        if length & 0x80:
            count = length & 0x7F
            length, at = int.from_bytes(der[at : at + count], "big"), at + count
        return at, length

    at, _ = head(0)
    while at < len(der):
        at, length = head(at)
        yield int.from_bytes(der[at : at + length], "big")
        at += length


class Key:
    def __init__(self, bits, exponent):
        self.pem = openssl(
            "genpkey", "-algorithm", "RSA", "-pkeyopt", f"rsa_keygen_bits:{bits}",
            "-pkeyopt", f"rsa_keygen_pubexp:{exponent}",
        )
        _, self.n, self.e, self.d, *_ = der_integers(
            openssl("rsa", "-traditional", "-outform", "DER", data=self.pem)
        )
        self.size = (self.n.bit_length() + 7) // 8
        self.file = tempfile.NamedTemporaryFile()
        self.file.write(self.pem)
        self.file.flush()

    def public(self):
        spki = openssl("rsa", "-pubout", "-outform", "DER", data=self.pem)
        pkcs1 = openssl("rsa", "-RSAPublicKey_out", "-outform", "DER", data=self.pem)
        return {
            "private_pem": self.pem.decode(),
            "spki_base64": base64.b64encode(spki).decode(),
            "spki_pem": openssl("rsa", "-pubout", data=self.pem).decode(),
            "pkcs1_base64": base64.b64encode(pkcs1).decode(),
            "pkcs1_pem": openssl("rsa", "-RSAPublicKey_out", data=self.pem).decode(),
        }

    def sign(self, message):
        """PKCS#1 v1.5, block type 1, around the bare message."""
        # Not `pkeyutl`: it takes nothing that is longer than a digest.
        return openssl("rsautl", "-sign", "-inkey", self.file.name, data=message)

    def raw(self, block):
        """The private operation on a whole block, however it is padded."""
        number = int.from_bytes(block, "big")
        return pow(number, self.d, self.n).to_bytes(self.size, "big")


def message(**changed):
    parts = {
        "ticket": b"4401020187654321",
        "screen": b"0000000000000012",
        "film": b"051201112024",
        "session": b"2024021000000042",
        "time": TIME,
        "seat": b"0000000000031405",
        "price": b"049.50",
        "service": b"000.00",
    }
    return b"".join((parts | changed).values())


def cube_root_above(number):
    low, high = 0, 1 << (number.bit_length() // 3 + 2)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if middle**3 < number else (low, middle)
    return low


def text(block):
    return (CINEMA + base64.b64encode(block)).decode()


def tickets(keys):
    good, small, big, cube = message(), keys["rsa1024"], keys["rsa2048"], keys["rsa4096e3"]

    def genuine(name, key, shown, fields=FIELDS):
        return {"name": name, "key": key, "text": shown, "fields": fields}

    def refused(name, key, shown, reason):
        return {"name": name, "key": key, "text": shown, "reason": reason}

    for name, key in keys.items():
        if name.startswith("rsa"):
            yield genuine("plain", name, text(key.sign(good)))

    plain = text(small.sign(good))
    yield genuine("no padding", "rsa1024", plain.rstrip("="))
    yield genuine("url-safe", "rsa1024", plain.replace("+", "-").replace("/", "_"))
    yield genuine("url-safe, no padding", "rsa2048",
                  text(big.sign(good)).rstrip("=").replace("+", "-").replace("/", "_"))
    yield genuine("stray white space", "rsa1024", f"\t{plain[:5]} {plain[5:60]}\r\n{plain[60:]}\n")
    yield genuine("byte order mark", "rsa1024", "\ufeff" + plain)
    escaped = plain.replace("+", "%2B").replace("/", "%2f").replace("=", "%3D")
    yield genuine("e-ticket, query", "rsa1024", f"https://t.example/e?v=1&c={escaped}&t=1709222399")
    yield genuine("e-ticket, path", "rsa1024", f"HTTPS://t.example/e/c/{escaped}/t/1709222399")
    for name, changed, fields in [
        ("a short price, filled at its end", {"price": b"49.500"}, FIELDS),
        ("a one-digit price", {"price": b"9.5000"}, FIELDS | {"price_fen": 950}),
        ("the highest amounts", {"price": b"999.99", "service": b"100.01"},
         FIELDS | {"price_fen": 99999, "service_fen": 10001}),
        ("NUL fill", {"price": b"49.50\0", "service": b"0.\0\0\0\0", "session": b"20240210\0\0\0\0\0\0\0\0"},
         FIELDS | {"session_code": "2024021000000000"}),
        ("letters in the codes", {"screen": b"HALL-A0000000000"},
         FIELDS | {"screen_code": "HALL-A0000000000"}),
    ]:
        yield genuine(name, "rsa1024", text(small.sign(message(**changed))), fields)

    yield refused("another's key", "rsa1024", text(keys["stranger"].sign(good)), "forged")
    yield refused("another size of key", "rsa2048", text(small.sign(good)), "forged")
    fill = big.size - 3 - len(good)
    ones = b"\xff"
    for name, block in [
        ("block type 2", b"\0\2" + b"\xaa" * fill + b"\0" + good),
        ("block type 0", b"\0\0" + b"\0" * fill + b"\0" + good),
        ("block type 3", b"\0\3" + ones * fill + b"\0" + good),
        ("the first byte not zero", b"\1\1" + ones * fill + b"\0" + good),
        ("a first pad byte that is not FF", b"\0\1" + b"\xfe" + ones * (fill - 1) + b"\0" + good),
        ("a middle pad byte that is not FF",
         b"\0\1" + ones * 40 + b"\x7f" + ones * (fill - 41) + b"\0" + good),
        ("a last pad byte that is not FF", b"\0\1" + ones * (fill - 1) + b"\xfe\0" + good),
        ("a zero in the padding", b"\0\1" + ones * 20 + b"\0" + ones * (fill - 21) + b"\0" + good),
        ("no separator", b"\0\1" + ones * (fill + 1) + good),
        ("a separator that is not zero", b"\0\1" + ones * fill + b"\1" + good),
        ("no pad byte and a tail", b"\0\1\0" + good + b"0" * fill),
        ("seven pad bytes and a tail", b"\0\1" + ones * 7 + b"\0" + good + b"0" * (fill - 7)),
        ("eight pad bytes and a tail", b"\0\1" + ones * 8 + b"\0" + good + b"0" * (fill - 8)),
        ("106 message bytes", b"\0\1" + ones * (fill + 1) + b"\0" + good[1:]),
        ("108 message bytes", b"\0\1" + ones * (fill - 1) + b"\0" + b"4" + good),
    ]:
        assert len(block) == big.size, name
        forged = block if block[0] == 0 else None
        # A block above the modulus can't be made; its remainder can.
        number = int.from_bytes(block, "big") % big.n
        yield refused(name, "rsa2048",
                      text(big.raw(forged or number.to_bytes(big.size, "big"))), "forged")

    number = int.from_bytes(big.sign(good), "big")
    # A block plus the modulus is the same ticket to the bare operation; most have no room for it.
    seats = (b"%016d" % seat for seat in range(10_000))
    blocks = (int.from_bytes(big.sign(message(seat=seat)), "big") for seat in seats)
    lifted = next(block + big.n for block in blocks if (block + big.n) >> (8 * big.size) == 0)
    yield refused("ciphertext not below the modulus", "rsa2048",
                  text(lifted.to_bytes(big.size, "big")), "forged")
    yield refused("the modulus itself", "rsa2048", text(big.n.to_bytes(big.size, "big")), "forged")
    yield refused("ciphertext all ones", "rsa2048", text(ones * big.size), "forged")
    for value in 0, 1, big.n - 1:
        name = "modulus less one" if value > 1 else ["zero", "one"][value]
        yield refused(f"ciphertext {name}", "rsa2048", text(value.to_bytes(big.size, "big")), "forged")
    yield refused("a leading zero byte too many", "rsa2048", text(b"\0" + big.sign(good)), "forged")
    yield refused("negative of a genuine one", "rsa2048",
                  text((big.n - number).to_bytes(big.size, "big")), "forged")

    head = b"\0\1" + ones * 8 + b"\0" + good
    tail_bits = 8 * (cube.size - len(head))
    root = cube_root_above(int.from_bytes(head, "big") << tail_bits)
    assert (root**3).to_bytes(cube.size, "big").startswith(head)
    yield refused("cube root of a block with a tail (exponent 3)", "rsa4096e3",
                  text(root.to_bytes(cube.size, "big")), "forged")
    # The message's end can be met too, where the number is odd: only the padding tells.
    suffix = b"\0" + message(service=b"000.01")
    root, modulus = 1, 1 << (8 * len(suffix))
    wanted = int.from_bytes(suffix, "big")
    root = pow(wanted, pow(3, -1, modulus // 4), modulus)
    assert pow(root, 3, modulus) == wanted
    yield refused("cube root that ends in a message (exponent 3)", "rsa4096e3",
                  text(root.to_bytes(cube.size, "big")), "forged")

    for name, changed in [
        ("a letter in the price", {"price": b"04a.50"}),
        ("a price without its point", {"price": b"004950"}),
        ("a price of three decimals", {"price": b"49.505"}),
        ("a negative price", {"price": b"-49.50"}),
        ("a fee with a blank", {"service": b" 00.00"}),
        ("a month 13", {"time": b"2024-13-01T11:12:00"}),
        ("a day that was not", {"time": b"2023-02-29T11:12:00"}),
        ("a blank for the T", {"time": b"2024-02-29 23:59:59"}),
        ("hour 24", {"time": b"2024-02-29T24:00:00"}),
        ("a NUL inside a code", {"screen": b"00000000\x0000000012"[:16]}),
        ("a code with a line break", {"seat": b"000000000003140\n"}),
        ("not ASCII", {"seat": "座位".encode() + b"0000003140"}),
        ("Latin-1", {"film": b"\xe9" + b"51201112024"}),
    ]:
        shown = message(**changed)
        assert len(shown) == 107, name
        yield refused(name, "rsa1024", text(small.sign(shown)), "malformed")
    for name, shown in [
        ("empty", ""),
        ("white space", " \t\n"),
        ("a web address", "https://example.cn/"),
        ("an address with an empty code", "https://t.example/e?c=&t=1709222399"),
        ("an address without the code", "https://t.example/e?x=1&t=1709222399"),
        ("another scheme", "ftp://t.example/e?c=" + escaped),
        ("cut short", plain[:100]),
        ("too long a block", text(bytes(513))),
        ("far too long", plain * 60),
        ("not Base64", plain[:8] + "!" * 172),
        ("padding in the middle", plain[:90] + "==" + plain[90:]),
        ("cinema code alone", plain[:8]),
        ("cinema code too short", plain[:7]),
        ("a cinema code of other characters", "4401-201" + plain[8:]),
        ("full-width digits", "４４" + plain[2:]),
        ("a NUL", plain[:20] + "\0" + plain[20:]),
    ]:
        yield refused(name, "rsa1024", shown, "malformed")


def signatures(terminal):
    queries = [
        ("GetPublicKeys", '{"CinemaCode":"44010201"}'),
        ("GetTicketInfo", '{"CinemaCode":"44010201","FilmTicketCode":"4401020187654321",'
                          '"StartTime":"2024-02-29T23:59:59"}'),
        ("ReportOriginalCheckTickets", '{ "CinemaCode" : "44010201",\n "CheckTickets":[], "名":"厅\\u0033" }'),
    ]
    for api, query in queries:
        signed = f"1.02024-02-29T23:50:00hall-12{api}{query}".encode()
        digest = openssl("dgst", "-md5", "-binary", data=signed)
        forms = {
            "md5-hex": terminal.sign(digest.hex().encode()),
            "MD5-HEX": terminal.sign(digest.hex().upper().encode()),
            "md5-raw": terminal.sign(digest),
            "md5-digestinfo": openssl("dgst", "-md5", "-sign", terminal.file.name, data=signed),
        }
        for form, block in forms.items():
            yield {
                "form": form, "key": "terminal", "version": "1.0",
                "datetime": "2024-02-29T23:50:00", "username": "hall-12", "api": api,
                "query_data": query, "signature": base64.b64encode(block).decode(),
            }


def main():
    keys = {name: Key(*shape) for name, shape in KEYS.items()}
    print(json.dumps({
        "note": "Made by make.py. The keys are for tests alone.",
        "keys": {name: key.public() for name, key in keys.items()},
        "tickets": list(tickets(keys)),
        "signatures": list(signatures(keys["terminal"])),
    }, ensure_ascii=False, indent=1))


main()
