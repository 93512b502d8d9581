"""Published text made safe to show: escaped, and unable to hide or reorder the text around it.

In: text as published. Out: `Markup`. Never here: a change of letters; the stored text stays as it is.
"""

import re

from markupsafe import Markup, escape

#: Bidirectional embeddings, overrides and isolates (Unicode UAX #9), which could reorder the page around a text.
BIDI_CONTROLS = "\u202a-\u202e\u2066-\u2069"
#: Control characters other than tab and line breaks, and the byte order mark.
HIDDEN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff{BIDI_CONTROLS}]")
SURROGATE = re.compile("[\ud800-\udfff]")
#: Any of both; hardly a text has one.
UNSAFE = re.compile(f"[{HIDDEN.pattern[1:-1]}{SURROGATE.pattern[1:-1]}]")
REPLACEMENT = "\ufffd"


def clean(text: str) -> str:
    """The text without characters that reorder or hide, and with every character encodable."""
    return text if UNSAFE.search(text) is None else encodable(HIDDEN.sub("", text))


def encodable(text: str) -> str:
    """The text with every character encodable, of the same length."""
    return SURROGATE.sub(REPLACEMENT, text)


def html(text: str) -> Markup:
    """The text cleaned and escaped."""
    return escape(clean(text))


def plain(markup: str) -> str:
    """Escaped HTML as plain text."""
    return Markup(markup).striptags()
