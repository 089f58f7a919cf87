# SPDX-License-Identifier: Apache-2.0
"""Draws the icons in pixels anew, from the lines of Sources/Site/Assets/*icon.svg: python Tests/outside/icons.py

They are for systems that take no SVG: home screens, and installed apps. Each has sixteen colours at most, so that all of
them together weigh a few kilobytes. Run Sources/Site/Assets/embed afterwards."""

import collections
import struct
import zlib

from playwright.sync_api import sync_playwright

from browser import launch
from common import ROOT, expect, main

ASSETS = ROOT / "Sources" / "Site" / "Assets"
SIZES = (180, 192, 512)
# Between the ground and each colour on it, so that edges stay smooth.
STEPS = 5


def check():
    (ASSETS / "icons").mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        try:
            page = browser.new_page()
            for drawing in sorted(ASSETS.glob("*icon.svg")):
                for size in SIZES:
                    page.set_viewport_size({"width": size, "height": size})
                    page.set_content(f"<body style='margin:0'>{drawing.read_text()}</body>")
                    page.add_style_tag(content=f"svg {{ display: block; width: {size}px; height: {size}px }}")
                    file = ASSETS / "icons" / f"{drawing.stem}-{size}.png"
                    file.write_bytes(reduced(*pixels(page.screenshot())))
                    print(f"{file.name}: {file.stat().st_size} bytes")
        finally:
            browser.close()


def pixels(png):
    """Reads a PNG of eight bits a channel, not interlaced, into width, height and rows of colours (RFC 2083)."""
    expect(png[:8] == b"\x89PNG\r\n\x1a\n", "the browser gives no PNG")
    place, data = 8, b""
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place:place + 8])
        body = png[place + 8:place + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", body)
            expect((depth, interlaced) == (8, 0) and colour in (2, 6), "the browser's PNG is of another kind")
            bytes_each = 3 if colour == 2 else 4
        elif kind == b"IDAT":
            data += body
        place += 12 + length
    raw, rows, above = zlib.decompress(data), [], bytes(width * bytes_each)
    stride = width * bytes_each + 1
    for y in range(height):
        line = bytearray(raw[y * stride + 1:(y + 1) * stride])
        unfilter(raw[y * stride], line, above, bytes_each)
        rows.append([tuple(line[x:x + 3]) for x in range(0, len(line), bytes_each)])
        above = line
    return width, height, rows


def unfilter(kind, line, above, bytes_each):
    for i in range(len(line)):
        left = line[i - bytes_each] if i >= bytes_each else 0
        up = above[i]
        corner = above[i - bytes_each] if i >= bytes_each else 0
        if kind == 1:
            guess = left
        elif kind == 2:
            guess = up
        elif kind == 3:
            guess = (left + up) // 2
        elif kind == 4:
            far = [abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)]
            guess = (left, up, corner)[far.index(min(far))]
        else:
            guess = 0
        line[i] = (line[i] + guess) & 255


def reduced(width, height, rows):
    """Writes a PNG of four bits a pixel: the drawing's own two or three colours and what lies between them."""
    (ground, _), *others = collections.Counter(colour for row in rows for colour in row).most_common(3)
    # A third colour that is only an edge of the second is none of the drawing's own.
    own = [colour for colour, count in others if count > width * height // 200]
    palette = [ground]
    for colour in own:
        palette += [blend(ground, colour, step / (STEPS + 1)) for step in range(1, STEPS + 2)]
    nearest = {}
    packed = bytearray()
    for row in rows:
        places = [nearest.setdefault(colour, place_of(colour, palette)) for colour in row]
        packed.append(0)
        for i in range(0, width, 2):
            packed.append(places[i] << 4 | (places[i + 1] if i + 1 < width else 0))
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 0)),
        (b"PLTE", b"".join(bytes(colour) for colour in palette)),
        (b"IDAT", zlib.compress(bytes(packed), 9)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks)


def blend(a, b, part):
    return tuple(round(x + (y - x) * part) for x, y in zip(a, b))


def place_of(colour, palette):
    return min(range(len(palette)), key=lambda i: sum((x - y) ** 2 for x, y in zip(colour, palette[i])))


if __name__ == "__main__":
    main(check)
