"""Why an item was rejected, in the visitor's language.

In: a reason as a reader gave it, in English. Out: the same as markup, from the table `reasons.tsv`. Never here: a
reason left out because the table does not know it; it is shown in English, as what it is.
"""

import re
from functools import cache
from importlib.resources import files

from markupsafe import Markup

PLACE = re.compile(r"\\\{(\w+)\\\}")
ENGLISH = Markup('<bdi lang="en" dir="ltr">{}</bdi>')


@cache
def arabic_reasons() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The rows of the table: what a reason looks like, and its Arabic with the same places."""
    lines = files("web").joinpath("reasons.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((re.compile(PLACE.sub(r"(?P<\1>.+)", re.escape(english))), arabic) for english, arabic in rows)


def reason_html(reason: str, language: str) -> Markup:
    """The reason in `ar` or `en`; what it quotes is escaped, and isolated from the direction of the sentence."""
    if language == "ar":
        for pattern, arabic in arabic_reasons():
            if found := pattern.fullmatch(reason):
                quoted = {name: Markup("<bdi>{}</bdi>").format(value) for name, value in found.groupdict().items()}
                return Markup(arabic).format(**quoted)
    return ENGLISH.format(reason)
