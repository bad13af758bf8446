"""sRGB 色彩特性文件: the colour profile that an archive PDF must carry (IEC 61966-2-1)."""

from __future__ import annotations

import struct

_CURVE_STEPS = 256
_D50 = (0.9642, 1.0, 0.8249)
# The primaries of sRGB, adapted to D50 as profiles want them.
_PRIMARIES = {"rXYZ": (0.4361, 0.2225, 0.0139), "gXYZ": (0.3851, 0.7169, 0.0971), "bXYZ": (0.1431, 0.0606, 0.7141)}
_NAME = b"sRGB IEC61966-2.1"
_NOTICE = b"No copyright, use freely"


def srgb_profile() -> bytes:
    """The profile as an ICC file of version 2, small enough to be made anew for each paper."""
    curve = struct.pack(f">4s4xI{_CURVE_STEPS}H", b"curv", _CURVE_STEPS, *_tone_curve())
    tags = {"desc": _description(_NAME), "cprt": b"text\0\0\0\0" + _NOTICE + b"\0", "wtpt": _colour(_D50)}
    tags |= {tag: _colour(value) for tag, value in _PRIMARIES.items()}
    tags |= dict.fromkeys(("rTRC", "gTRC", "bTRC"), curve)
    place = 128 + 4 + 12 * len(tags)
    directory, bodies, placed = [], [], {}
    for tag, body in tags.items():
        if body not in placed:
            padded = body + bytes(-len(body) % 4)
            placed[body] = place
            place += len(padded)
            bodies.append(padded)
        directory.append(struct.pack(">4sII", tag.encode("ascii"), placed[body], len(body)))
    return _header(place) + struct.pack(">I", len(tags)) + b"".join(directory + bodies)


def _header(size: int) -> bytes:
    fields = (size, 0x02100000, b"mntr", b"RGB ", b"XYZ ", 2000, 1, 1, 0, 0, 0, b"acsp")
    return struct.pack(">I4xI4s4s4s6H4s", *fields) + bytes(28) + _fixed(_D50) + bytes(48)


def _tone_curve() -> list[int]:
    """sRGB's way from a stored value to light, in 65,535ths."""
    steps = (n / (_CURVE_STEPS - 1) for n in range(_CURVE_STEPS))
    return [round(65535 * (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4)) for v in steps]


def _description(text: bytes) -> bytes:
    return struct.pack(">4s4xI", b"desc", len(text) + 1) + text + bytes(1 + 4 + 4 + 2 + 1 + 67)


def _colour(value: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(value)


def _fixed(value: tuple[float, float, float]) -> bytes:
    return struct.pack(">3i", *(round(v * 65536) for v in value))
