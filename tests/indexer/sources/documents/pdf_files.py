"""PDF files for the tests, written byte by byte."""

import re
import zlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

WIDTH, HEIGHT = 595, 842
#: Every glyph is so wide, in heights of the letters.
ADVANCE = 0.5
MIRRORED = str.maketrans("()«»", ")(»«")


class Line(NamedTuple):
    """A line at a height, drawn from left to right from `x`; with `right` it ends there."""

    y: float
    drawn: str
    size: float = 11
    x: float = 50
    right: float | None = None
    one_by_one: bool = False


def visual(text: str) -> str:
    """A line of Arabic as it is drawn, from left to right."""
    turned = text[::-1].translate(MIRRORED)
    return re.sub(r"[0-9A-Za-z]+(?:[./:,][0-9A-Za-z]+)*", lambda found: found[0][::-1], turned)


def arabic(y: float, text: str, size: float = 11, right: float = 545, one_by_one: bool = False) -> Line:
    """A line of Arabic that ends at the right margin."""
    return Line(y, visual(text), size, right=right, one_by_one=one_by_one)


def pdf(
    pages: Sequence[Iterable[Line]],
    title: bytes = b"",
    pictures: Iterable[int] = (),
    letters: dict[str, str] | None = None,
    has_letters: bool = True,
    extra: str = "",
) -> bytes:
    """A PDF file. `pictures` are the numbers of pages that are covered by one, `letters` what a glyph stands for if not
    for itself; without `has_letters` the font does not say that of any."""
    pages = [list(page) for page in pages]
    glyphs = sorted({glyph for page in pages for line in page for glyph in line.drawn})
    count, covered = len(pages), set(pictures)
    kids = " ".join(f"{10 + 2 * number} 0 R" for number in range(count))
    meaning = "/ToUnicode 6 0 R" if has_letters else ""
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        3: f"<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H {meaning}".encode()
        + b" /DescendantFonts [4 0 R] >>",
        4: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /DW 500 /FontDescriptor 5 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        5: b"<< /Type /FontDescriptor /FontName /F /Flags 4 /Ascent 800 /Descent -200 /FontBBox [0 -200 1000 800] >>",
        6: _stream(_meanings(glyphs, letters or {})),
        7: b"<< /Title <" + title.hex().encode() + b"> >>",
        8: _stream(
            b"\0" * 3, "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceRGB /BitsPerComponent 8"
        ),
    }
    for number, page in enumerate(pages):
        drawing = "q 595 0 0 842 0 0 cm /I Do Q\n" if number in covered else ""
        objects[10 + 2 * number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {11 + 2 * number} 0 R"
            " /Resources << /Font << /F 3 0 R >> /XObject << /I 8 0 R >> >> >>"
        ).encode()
        objects[11 + 2 * number] = _stream((drawing + "".join(map(_drawing, page))).encode())
    return _file(objects, extra)


def _drawing(line: Line) -> str:
    step = ADVANCE * line.size
    x = line.x if line.right is None else line.right - step * len(line.drawn)
    if not line.one_by_one:
        return f"BT /F {line.size} Tf 1 0 0 1 {x} {line.y} Tm <{_code(line.drawn)}> Tj ET\n"
    placed = [(x + step * number, glyph) for number, glyph in enumerate(line.drawn)]
    return "".join(f"BT /F {line.size} Tf 1 0 0 1 {at} {line.y} Tm <{_code(one)}> Tj ET\n" for at, one in placed[::-1])


def _code(glyphs: str) -> str:
    return glyphs.encode("utf-16-be").hex()


def _meanings(glyphs: Iterable[str], letters: dict[str, str]) -> bytes:
    rows = "".join(f"1 beginbfchar <{_code(one)}> <{_code(letters.get(one, one))}> endbfchar\n" for one in glyphs)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{rows}endcmap end end"
    ).encode()


def _stream(data: bytes, keys: str = "") -> bytes:
    packed = zlib.compress(data)
    return f"<< {keys} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode() + packed + b"\nendstream"


def _file(objects: dict[int, bytes], extra: str) -> bytes:
    data = b"%PDF-1.7\n"
    places: dict[int, int] = {}
    for number, content in objects.items():
        places[number] = len(data)
        data += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    rows = b"".join(f"{number} 1\n{place:010} 00000 n \n".encode() for number, place in places.items())
    end = f"trailer << /Size {max(objects) + 1} /Root 1 0 R /Info 7 0 R {extra} >>\nstartxref\n{len(data)}\n%%EOF"
    return data + b"xref\n0 1\n0000000000 65535 f \n" + rows + end.encode()
