"""zxing-cpp as PyPI ships it, a frame at a time: see wheel.rs."""

import struct
import sys
import time

import numpy
import zxingcpp

options = dict(
    formats=zxingcpp.BarcodeFormat.QRCodeModel2,
    try_rotate=True,
    try_invert=True,
    try_downscale=True,
)
frames, answers = sys.stdin.buffer, sys.stdout.buffer
while head := frames.read(8):
    width, height = struct.unpack("<II", head)
    image = numpy.frombuffer(frames.read(width * height), numpy.uint8).reshape(height, width)
    before = time.thread_time_ns()
    codes = zxingcpp.read_barcodes(image, **options)
    cpu = time.thread_time_ns() - before
    answers.write(struct.pack("<QI", cpu, len(codes)))
    for code in codes:
        text = code.text.encode()
        answers.write(struct.pack("<I", len(text)) + text)
    answers.flush()
