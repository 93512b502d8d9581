"""The country whose body a shared name means, by its surroundings.

In: the mentions of countries of an article, and a shared name in it. Out: country codes, most trusted first, with the
rule that found each. Never here: which bodies a country has (`agencies.py`).
"""

from collections.abc import Iterator, Sequence

from indexer.extract.names.contexts import Context
from indexer.extract.names.countries import surely_primary
from indexer.extract.names.mentions import Mention
from indexer.extract.names.names import Name
from indexer.extract.names.reading import ArticlePart, Zone
from indexer.naming.words import key_of

#: Words between a body and its country: `Ministry of Labour in Qatar`, `وزارة الخارجية في إندونيسيا`.
LINKS = frozenset(
    key_of(word) for word in ("in", "of", "for", "the", "في", "من", "دولة", "لدى", "مملكة", "جمهورية", "الجديدة")
)
MOST_LINKS = 3
STOPS = ".,،;؛:()\n"
#: The zones at the beginning of an article.
FRONT = frozenset({Zone.TITLE, Zone.DATELINE, Zone.OPENING, Zone.FIRST})


def explained(part: ArticlePart, name: Name) -> int:
    """1 if an acronym in brackets follows a name, otherwise 0."""
    if name.last == len(part.words):
        return 0
    word = part.words[name.last]
    bracketed = part.between(name.last - 1, name.last).strip() == "(" and part.text[word.end : word.end + 1] == ")"
    return int(bracketed and part.text[word.start : word.end].isupper())


class Homes:
    """The countries that the surroundings of a shared name point to, most trusted first."""

    def __init__(self, mentions: Sequence[Mention], home: str, bodies: set[str]) -> None:
        self._mentions = mentions
        self._bodies = bodies
        self._home = home
        self._all = {mention.code for mention in mentions}
        self._dateline = {mention.code for mention in mentions if mention.zone is Zone.DATELINE}
        self._about = set(surely_primary(mentions))
        self._title = {mention.code for mention in mentions if mention.zone is Zone.TITLE}
        self._in_front = {mention.code for mention in mentions if mention.zone in FRONT}

    def around(self, part: ArticlePart, name: Name) -> Iterator[tuple[str, str]]:
        """(country code, rule) of the surroundings that point to one country, most trusted first."""
        in_sentence = self._in_sentence(part, name)
        prominent = self._dateline | self._title
        for codes, rule in (
            ({self._home} if self._means_home(part, name, prominent) else set(), "the outlet's country"),
            (self._all, "the only country of the article"),
            (self._dateline if in_sentence <= self._dateline else set(), "country of the dateline"),
            (in_sentence, "the only country of the sentence"),
            (self._dateline, "country of the dateline"),
            (self._about, "the only country that the article is about"),
            (self._bodies, "the only country of the other bodies"),
        ):
            if len(codes) == 1:
                yield next(iter(codes)), rule

    def _means_home(self, part: ArticlePart, name: Name, prominent: set[str]) -> bool:
        """Whether a local outlet means its own country: it names it, or it names no other before this name."""
        if not self._home or (prominent and self._home not in self._in_front):
            return False
        before = (one for one in self._mentions if one.field == part.field and one.last <= name.first)
        return self._home in self._all or all(one.context is Context.PRESS for one in before)

    def adjacent(self, part: ArticlePart, name: Name) -> str | None:
        """The country that is written next to the name."""
        for mention in self._mentions:
            if mention.field != part.field:
                continue
            if mention.last == name.first and _modifies(part, name.first):
                return mention.code
            last = name.last + explained(part, name)
            if last <= mention.first <= last + MOST_LINKS and not _stop(part, last, mention.first):
                links = [part.words[word].key for word in range(last, mention.first)]
                if all(word in LINKS for word in links):
                    return mention.code
        return None

    def _in_sentence(self, part: ArticlePart, name: Name) -> set[str]:
        sentence = part.sentence(name.start)
        return {
            mention.code
            for mention in self._mentions
            if mention.field == part.field and part.sentence(mention.evidence.start) == sentence
        }


def _modifies(part: ArticlePart, first: int) -> bool:
    """Whether the word before a name belongs to it: `Saudi Human Rights Commission`; in Arabic the country follows."""
    return part.text[part.words[first].start].isascii() and not part.between(first - 1, first).strip()


def _stop(part: ArticlePart, last: int, following: int) -> bool:
    """Whether there is punctuation between the words before `last` and the word `following`."""
    start = part.words[last - 1].end
    return any(sign in STOPS for sign in part.text[start : part.words[following].start].removeprefix(")"))
