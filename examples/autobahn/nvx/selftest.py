"""python -m nvx.selftest: the extension is there, agrees with the Python code, and is faster."""

import random
import sys
import time

import nvx
from nvx import _python

CASES = ["", "a", "abcdefgh", "\u00e9", "\u20ac", "\U0001f600", "x" * 100 + "\u00df" + "y" * 100]
REFUSED = [b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xff", b"abc\x80", b"12345678\xfe"]
LEAST_GAIN = 5


def agree():
    from nvx import _nvx

    rng = random.Random(6455)
    samples = [case.encode() for case in CASES] + REFUSED
    samples += [bytes(rng.randrange(256) for _ in range(rng.randrange(40))) for _ in range(2000)]
    for data in samples:
        for state in range(9):
            assert _nvx.utf8_validate(state, data) == _python.utf8_validate(state, data), (state, data)
        for offset in range(5):
            assert _nvx.xor_mask(data, b"\x01\x80\xff\x37", offset) == _python.xor_mask(data, b"\x01\x80\xff\x37", offset)
    for text in CASES:
        assert nvx.Utf8Validator().validate(text.encode())[:2] == (True, True), text
    for data in REFUSED:
        assert not nvx.Utf8Validator().validate(data)[0], data


def gain():
    from nvx import _nvx

    data = ("WebSocket \u20ac " * 4096).encode()

    def seconds(call, times):
        started = time.perf_counter()
        for _ in range(times):
            call()
        return (time.perf_counter() - started) / times

    for name, arguments in (("utf8_validate", (0, data)), ("xor_mask", (data, b"\x12\x34\x56\x78", 0))):
        slow = seconds(lambda: getattr(_python, name)(*arguments), 3)
        fast = seconds(lambda: getattr(_nvx, name)(*arguments), 30)
        print("%s: %.1f MB/s in Python, %.1f MB/s native, %.0fx" % (name, len(data) / slow / 1e6, len(data) / fast / 1e6, slow / fast))
        # PyPy compiles the Python code: there only the agreement counts.
        if sys.implementation.name == "cpython" and slow / fast < LEAST_GAIN:
            raise SystemExit("%s is not %dx as fast as Python" % (name, LEAST_GAIN))


def deflate():
    import zlib

    from nvx import _nvx

    if hasattr(_nvx, "deflate"):
        data = b"permessage-deflate " * 1000
        assert zlib.decompress(_nvx.deflate(data), -15) == data
        print("deflate: %d bytes to %d" % (len(data), len(_nvx.deflate(data))))


if __name__ == "__main__":
    if not nvx.NATIVE:
        raise SystemExit("the extension nvx._nvx is not there")
    agree()
    gain()
    deflate()
