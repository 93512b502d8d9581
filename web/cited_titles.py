"""How a reference writes a title: without a full stop that it puts itself, and with quotation marks of the second order
where the title stands in quotation marks.

In: a title as published. Out: text. Never here: another word, or a mark at the end that the title needs.
Forms: APA 7 (9.5), The Chicago Manual of Style 17 (6.124, 13.30).
"""

import re

#: The full stop that a reference puts behind a title.
STOPS = (".", "。")
#: Marks that end a title by themselves: no full stop follows them (Chicago 17, 6.124).
ENDS = ("!", "?", "؟", "…", "..", "‼", "⁇", "⁈", "⁉", "！", "？", "۔")
#: What may close behind the mark at the end.
CLOSING = "\"'”’»)]"
PAIR = re.compile(r'"([^"]*)"')
#: Language of a reference -> its quotation marks, and those of the second order.
SECOND_ORDER = {"en": str.maketrans("“”", "‘’"), "ar": str.maketrans("«»", "“”")}


def bare(title: str) -> str:
    """The title without the full stop that the reference puts itself."""
    words = title.rstrip()
    return words if is_ended(words) else words.rstrip("".join((" ", *STOPS)))


def is_ended(title: str) -> bool:
    """Whether the title ends by itself: with another mark than a full stop, with a quotation that has its own, or with
    an abbreviation such as U.S."""
    words = title.rstrip(CLOSING)
    last = words.split()[-1] if words.split() else ""
    return words.endswith(ENDS) or (words.endswith(STOPS) and (words != title or last.count(".") > 1))


def quoted_within(title: str, language: str) -> str:
    """The title for a place between the quotation marks of a language: its own are of the second order."""
    marked = PAIR.sub(r"“\1”", title) if language == "en" else title
    return marked.translate(SECOND_ORDER[language])
