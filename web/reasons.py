"""Why an item was rejected, in the visitor's language.

In: a reason as a reader gave it, in English. Out: the same as a sentence of our own, from the table `reasons.tsv`, with
what a library said of it kept apart. Never here: a reason left out because the table does not know it; it is shown in
English, as what it is.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from markupsafe import Markup

PLACE = re.compile(r"\\\{(\w+)\\\}")
ENGLISH = Markup('<bdi lang="en" dir="ltr">{}</bdi>')
FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason as markup, and the words of a library on it, in English, or an empty text."""

    sentence: Markup
    detail: str = ""


@cache
def reasons() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """The rows of the table: what a reason looks like, its Arabic and, where a library is quoted, its English; with the
    same places but that of the quotation."""
    lines = files("web").joinpath("reasons.tsv").read_text(encoding="utf-8").splitlines()
    rows = ((*line.split("\t"), "")[:3] for line in lines if line and not line.startswith("#"))
    return tuple((re.compile(PLACE.sub(r"(?P<\1>.+)", re.escape(reason))), ar, en) for reason, ar, en in rows)


def worded(reason: str, language: str) -> Reason:
    """The reason in `ar` or `en`; what it quotes is escaped, and isolated from the direction of the sentence."""
    for pattern, arabic, english in reasons():
        if found := pattern.fullmatch(reason):
            quoted = {name: Markup("<bdi>{}</bdi>").format(value) for name, value in found.groupdict().items()}
            detail = found.groupdict().get(FAULT, "")
            if language == "ar":
                return Reason(Markup(arabic).format(**quoted), detail)
            return Reason(ENGLISH.format(Markup(english).format(**quoted) if detail else reason), detail)
    return Reason(ENGLISH.format(reason))
