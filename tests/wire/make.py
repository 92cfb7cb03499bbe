#!/usr/bin/env python3
"""Writes the golden requests and replies of this folder, with nothing of the project's own code.

The signatures come from the `openssl` command and terminal.pem, a key for tests alone. Running it
again must change nothing: what goes over the wire is frozen here.
"""

import hashlib
import base64
import pathlib
import subprocess

HERE = pathlib.Path(__file__).parent
CODE = "44010201" + "QUJD" * 42 + "QUI="

QUERIES = {
    "GetPublicKeys": '{"CinemaCode":"44010201"}',
    "ReportOriginalCheckTickets": '{"CinemaCode":"44010201","CheckTickets":['
    '{"TicketInfoCode":"' + CODE + '","CheckTime":"2024-02-29T19:21:07",'
    '"ScreenCode":"0000000000000012","ScreenName":"12号厅 \\"IMAX\\"","FilmCode":"051201112024",'
    '"FilmName":"囍事🎬","SessionCode":"2024022900000042","StartTime":"2024-02-29T19:30:00",'
    '"TicketType":"网络售票","FilmTicketCode":"4401020187654321","RowNum":7,"ColumnNum":15,'
    '"Price":49.50,"Service":3.00},'
    '{"TicketInfoCode":"' + CODE + '","CheckTime":"2024-02-29T19:21:08",'
    '"ScreenCode":"0000000000000012","ScreenName":"","FilmCode":"051201112024","FilmName":"",'
    '"SessionCode":"2024022900000042","StartTime":"2024-02-29T19:30:00","TicketType":"现场售票",'
    '"FilmTicketCode":"4401020187654322","RowNum":0,"ColumnNum":0,"Price":100000.00,"Service":0.05}'
    "]}",
    "GetTicketInfo": '{"CinemaCode":"44010201","FilmTicketCode":"4401020187654321",'
    '"StartTime":"2024-02-29T19:30:00"}',
}

REPLIES = {
    "GetPublicKeys": '{"PublicKeys":[{"PublicKey":"MIGfMA0GCSqGSIb3","StartTime":"2019-01-01T15:34:00"},'
    '{"PublicKey":"-----BEGIN PUBLIC KEY-----\\nMIGf\\n-----END PUBLIC KEY-----",'
    '"StartTime":"2019-01-01T09:00:00"}]}',
    "ReportOriginalCheckTickets": '{"ReportResult":true}',
    "GetTicketInfo": '{"CinemaCode":"44010201","CinemaName":"星光影城","ScreenCode":"0000000000000012",'
    '"ScreenName":"12号厅","FilmCode":"051201112024","FilmName":"囍事","SessionCode":"2024022900000042",'
    '"StartTime":"2024-02-29T19:30:00","TicketType":"网络售票","SellTime":"2024-02-28T10:00:00",'
    '"FilmTicketCode":"4401020187654321","RowNum":7,"ColumnNum":15,"Price":49.50,"Service":3.00,'
    '"CheckStatus":"No","RefundStatus":"Yes","RefundTime":"2024-02-29T12:00:00"}',
}

ENROLMENT = '{"Version":"1.0","Code":"K7QM-2XPA-9D4T-HJ6W","PublicKey":"MIGfMA0GCSqGSIb3"}'
REPLIES["Enrol"] = '{"Username":"hall-12","CinemaCode":"44010201"}'

(HERE / "Enrol.request.json").write_text(ENROLMENT)
for api, query in QUERIES.items():
    signed = f"1.02024-02-29T19:21:30hall-12{api}{query}"
    digest = hashlib.md5(signed.encode()).hexdigest().encode()
    block = subprocess.run(
        ["openssl", "pkeyutl", "-sign", "-inkey", HERE / "terminal.pem"],
        input=digest, capture_output=True, check=True,
    ).stdout
    signature = base64.b64encode(block).decode()
    (HERE / f"{api}.request.json").write_text(
        f'{{"Version":"1.0","Datetime":"2024-02-29T19:21:30","Username":"hall-12","Api":"{api}",'
        f'"Signature":"{signature}","QueryData":{query}}}'
    )
for api, data in REPLIES.items():
    (HERE / f"{api}.reply.json").write_text(
        f'{{"Version":"1.0","Datetime":"2024-02-29T19:21:31","ReplyData":{data}}}'
    )
