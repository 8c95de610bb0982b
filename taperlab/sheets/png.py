"""A page's pixels as a PNG file, for a page that carries its pictures within itself."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from taperlab.pdfium import Document

if TYPE_CHECKING:
    from taperlab.pdfium import Raster

__all__ = ["picture_png"]

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_RGB = 2


def picture_png(pdf: bytes, scale: float = 3.0) -> bytes:
    """Return the one page of a picture's PDF as a PNG file."""
    with Document(pdf) as document:
        raster = document.render(0, scale)
    header = struct.pack(">IIBBBBB", raster.width, raster.height, 8, _RGB, 0, 0, 0)
    pixels = zlib.compress(_rows(raster), 9)
    chunks = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(kind, data) for kind, data in chunks)


def _rows(raster: Raster) -> bytes:
    """Put a filter byte of 0 before each row, and leave out what pads it."""
    wide = raster.width * 3
    starts = range(0, raster.height * raster.stride, raster.stride)
    return b"".join(b"\0" + raster.pixels[start : start + wide] for start in starts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)
