"""Characters that no format for other programs may hold.

In: the text of an export or a feed. Out: the same without them. Never here: a character that a person reads.
XML 1.0 (2.2) forbids C0 controls, surrogates, U+FFFE and U+FFFF; the other formats have no use for them, nor for C1
controls or noncharacters (Unicode 23.7).
"""

import re

_PLANES = "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
FORBIDDEN = re.compile(f"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_PLANES}]")


def writable(text: str) -> str:
    """The text without the characters that such a format forbids."""
    return FORBIDDEN.sub("", text)
