"""The text values of a source, made fit for UTF-8, JSON and SQLite without a change of meaning.

In: any value from a parser. Out: strings without lone surrogates and NUL, texts also without other control characters.
Never here: folding, trimming inside a text, or guessing at a value of another type.
"""

import re
from collections.abc import Sequence

#: Lone surrogates, which a JSON escape or a file name can bring but UTF-8 cannot hold, and NUL, which ends C strings.
UNWRITABLE = re.compile("[\ud800-\udfff\0]")
#: Control characters of ASCII other than white space, form feed, escape and NUL, which no text has.
CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
#: The same as bytes of UTF-8, which are looked through ten times faster.
CONTROL_BYTES = bytes(code for code in range(1, 0x80) if CONTROLS.match(chr(code)))
REPLACEMENT = "\ufffd"
LINE_ENDS = re.compile("\r\n?")
#: Keys under which a structured value (schema.org, ninjs, our own extracted fields) carries its plain form.
NAME_KEYS = ("name", "label", "title", "date", "value", "literal", "@value", "alternateName", "id")


def written(value: str) -> str:
    """The value with every unwritable character replaced by U+FFFD; as long as before."""
    return UNWRITABLE.sub(REPLACEMENT, value)


def without_controls(value: str) -> str:
    """The value without control characters."""
    data = value.encode("utf-8", errors="surrogatepass")
    return CONTROLS.sub("", value) if len(data.translate(None, CONTROL_BYTES)) < len(data) else value


def text_of(value: str) -> str:
    """A text as published, its line ends as `\\n`, without control characters."""
    value = without_controls(written(value))
    return LINE_ENDS.sub("\n", value) if "\r" in value else value


def line_of(value: str) -> str:
    """A title or a name: one line without space around it."""
    return text_of(value).replace("\n", " ").strip()


def declared(value: object, keys: Sequence[str] = NAME_KEYS) -> str | None:
    """A declared value as one line: a string or number itself, the name of an object, the first value of a list.

    None when nothing is declared.
    """
    if isinstance(value, str):
        return line_of(value) or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list):
        return next((name for item in value if (name := declared(item, keys))), None)
    if isinstance(value, dict):
        return next((name for key in keys if (name := declared(value.get(key), keys))), None)
    return None
