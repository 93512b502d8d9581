"""Which word of the other language a translation is.

In: a translation as an entry gives it, and an entry of the other language with the same stems. Out: whether it is the
word of that entry. Never here: how much a translation weighs.

A stem joins more than one word: سنديان (oak) has the stem of سند (bond), لدائن (plastics) that of دائن (creditor).
"""

from typing import NamedTuple

from indexer.lexicon.entries import Entry
from indexer.lexicon.inflections import bare, plain_words
from indexer.naming.words import phrase_key


class Given(NamedTuple):
    """A translation of an entry, the entry's lemma, and the translation's place."""

    text: str
    lemma: str
    place: int


def is_of(text: str, entry: Entry) -> bool:
    """Whether a text with the stems of an entry's lemma is that word, one of its forms, or an inflection of it. Of
    phrases the stems are enough."""
    key = bare(phrase_key(text))
    own = {bare(phrase_key(one)) for one in (entry.lemma, *entry.forms)}
    return " " in key or not own.isdisjoint((key, *plain_words(key)))
