"""The context of a country's name, by the words next to it: the title of an office, a newspaper, a currency, an event.

In: a part of a reading and a name in it. Out: its `Context`; the factor of each is in `data/mention_contexts.tsv`.
Never here: whether the article is about the country (`countries.py`).
`وزير الخارجية الفرنسي` acts for France. `صحيفة آس الإسبانية` is only the source of a report. `مونديال روسيا` is the
venue of a tournament. In `العاصمة السعودية الرياض` or `ريال مدريد الإسباني` two names are one mention of one country.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from indexer.extract.names.names import Name, NameKind
from indexer.extract.names.reading import ArticlePart
from indexer.naming.words import key_of
from indexer.tables import rules
from indexer.tables.table import Row

#: The text between two names of one list; in Arabic the و is part of the second name.
JOINING = re.compile(r"\s*[,،]?\s*(?:and\s+)?")
#: Most words between the two names of one phrase: `الرياض عاصمة السعودية`.
MOST_BETWEEN = 2
PAIRED_KINDS = ({NameKind.PLACE, NameKind.DEMONYM}, {NameKind.PLACE, NameKind.COUNTRY})


class Context(StrEnum):
    """The contexts of a mention: the phrase that it is part of."""

    PLAIN = "plain"
    OFFICE = "title of an office"
    PRESS = "name of a news outlet"
    MONEY = "name of a currency"
    EVENT = "name of an event"
    REPEATED = "same phrase as the name before"


@dataclass(frozen=True, slots=True)
class Cue:
    """A context, and its cue words. One of them must be among the `within` words before a name, or after it."""

    context: Context
    kinds: frozenset[str]
    after: bool
    within: int
    words: frozenset[str]


@cache
def _cues() -> tuple[Cue, ...]:
    return tuple(
        Cue(
            Context(row["context"]),
            frozenset(row.values("kinds")),
            row["side"] == "after",
            int(row["within"]),
            frozenset(map(key_of, row.values("words"))),
        )
        for row in _rows()
        if row["words"]
    )


@cache
def factor(context: Context) -> float:
    """The factor of a mention's weight; 1 for a context without a row in the table."""
    return next((float(row["factor"]) for row in _rows() if row["context"] == context), 1.0)


def _rows() -> tuple[Row, ...]:
    return rules.rows("mention_contexts.tsv", "context", "kinds", "side", "within", "factor", "words")


def context_of(part: ArticlePart, name: Name, kind: NameKind) -> Context:
    """The context of a name by the words around it: the first row of the table that fits."""
    sentence = part.sentence(name.start)
    first, end = part.sentences[sentence], part.sentence_end(sentence)
    for cue in _cues():
        if kind.value not in cue.kinds:
            continue
        near = (
            part.words[name.last : name.last + cue.within]
            if cue.after
            else part.words[max(0, name.first - cue.within) : name.first]
        )
        if any(word.key in cue.words and first <= word.start < end for word in near):
            return cue.context
    return Context.PLAIN


def one_phrase(part: ArticlePart, before: tuple[int, NameKind], first: int, kind: NameKind) -> bool:
    """Whether two names of one country are one phrase: a place and its country or demonym, with at most `MOST_BETWEEN`
    words and no punctuation between them. `before` is the end and the kind of the first name, `first` the word where
    the second one begins."""
    last, kind_before = before
    if {kind, kind_before} not in PAIRED_KINDS or not last <= first <= last + MOST_BETWEEN:
        return False
    between = "".join(part.text[part.words[last - 1].end : part.words[first].start].split())
    return not between or between.isalpha()


def in_one_list(part: ArticlePart, last: int, first: int) -> bool:
    """Whether a name that ends before word `last` and one that begins at word `first` are in one list:
    `سويسرا وألمانيا والنمسا`, `Mali, Chad and Niger`."""
    return last <= first and JOINING.fullmatch(part.between(last - 1, first)) is not None
