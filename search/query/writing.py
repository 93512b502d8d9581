"""From what a form was given to a query in the words of the syntax, for those who do not know it.

In: a `Wish`, each part as a person types it. Out: a query that the parser reads as it was meant. Never here: whether a
country or an agency of that name is known, or a sign of the syntax that a person did not mean.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from indexer.model.facets import BY_NAME, JOIN
from search.query.lexer import OPENING, QUOTES
from search.query.tables import operators

#: A phrase in any quotation marks, or a word.
MARKS = re.escape("".join({*OPENING, *"".join(QUOTES.values())}))
PIECE = re.compile(rf"[{MARKS}]([^{MARKS}]*)[{MARKS}]|([^\s{MARKS}]+)")
#: What has a meaning in the syntax. A hyphen or a plus has one before a word only, a star behind one.
SIGNS = re.compile(r"[():،؛؟,;|*]|(?<!\S)[-+]+|&&")
#: A value that needs no quotation marks.
BARE = re.compile(r"[\w.]+(?:-[\w.]+)*")
#: Interface -> the word of the syntax for the title, which is no facet.
TITLE = {"en": "title", "ar": "العنوان"}
OR = {"en": "OR", "ar": "أو"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants: words that all stand in the article, a phrase, words of which any or none stands there,
    words of the title; `values` of fields, and two `parties` that cooperate. Values of one field are alternatives."""

    all: str = ""
    phrase: str = ""
    any: str = ""
    none: str = ""
    title: str = ""
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parties: tuple[str, str] = ("", "")


def written(wish: Wish, ui: str) -> str:
    """The query, with the names of fields and operators in the language of the interface."""
    return " ".join(_parts(wish, ui))


def _parts(wish: Wish, ui: str) -> Iterator[str]:
    yield from _pieces(wish.all)
    if phrase := _plain(wish.phrase):
        yield f'"{phrase}"'
    yield from _either(list(_pieces(wish.any)), ui)
    yield from (f"{TITLE[ui]}:{piece}" for piece in _pieces(wish.title))
    for name, values in wish.values.items():
        found = (_value(value) for value in values)
        yield from _either([f"{_name(name, ui)}:{value}" for value in found if value], ui)
    one, other = map(_plain, wish.parties)
    if one and other:
        are_bare = BARE.fullmatch(one) and BARE.fullmatch(other)
        yield f"{_name('party', ui)}:" + (f"{one}{JOIN}{other}" if are_bare else f'"{one} {JOIN} {other}"')
    yield from (f"-{piece}" for piece in _pieces(wish.none))


def _either(pieces: list[str], ui: str) -> Iterator[str]:
    """Alternatives in brackets; one alone needs none."""
    if len(pieces) > 1:
        yield f"({f' {OR[ui]} '.join(pieces)})"
    else:
        yield from pieces


def _pieces(text: str) -> Iterator[str]:
    """The words and phrases of a text. A word that would be an operator stands in quotation marks."""
    for phrase, word in PIECE.findall(text):
        if phrase:
            yield from (f'"{plain}"' for plain in [_plain(phrase)] if plain)
        else:
            yield from (f'"{plain}"' if plain in operators() else plain for plain in _plain(word).split())


def _plain(text: str) -> str:
    """A text without the signs of the syntax."""
    return " ".join(SIGNS.sub(" ", re.sub(f"[{MARKS}]", " ", text)).split())


def _value(text: str) -> str:
    plain = _plain(text)
    return plain if not plain or BARE.fullmatch(plain) else f'"{plain}"'


def _name(field: str, ui: str) -> str:
    return BY_NAME[field].words.get(ui, field)
