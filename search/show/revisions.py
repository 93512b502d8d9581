"""What changed between one state of an article and the next: words, sentence by sentence, and facts.

In: an article with its earlier states. Out: `Revised`, the newest first, made of whole words. Never here: HTML, or a
change of spacing alone; a piece never ends inside a word, where it would break the joining of Arabic letters.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from enum import StrEnum

from analyzers.script import direction
from indexer.model.article import Article, FactChange
from indexer.model.sentences import SENTENCE_END
from search.model.display import clean

Words = tuple[str, ...]

#: Two lists are compared in order only up to this product of their lengths, which bounds the cost.
MOST_PAIRS = 250_000
#: Sentences that share this much of their words are one sentence that was edited, at most this many sentences apart.
ALIKE = 0.4
REACH = 12
#: So many unchanged words between two changes are shown as part of the change.
ISLAND = 1


class Kind(StrEnum):
    """What happened to a piece of a sentence."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Whole words, with one space between them."""

    kind: Kind
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence that was edited, added or removed, in the `rtl` or `ltr` direction of its words."""

    pieces: tuple[Piece, ...]
    direction: str


@dataclass(frozen=True, slots=True)
class Revised:
    """A revision: when it was met, in UTC; then the sentences of title and text that changed, in their order, and the
    facts."""

    when: datetime
    title: tuple[Change, ...]
    text: tuple[Change, ...]
    facts: tuple[FactChange, ...] = ()


def revised(article: Article) -> tuple[Revised, ...]:
    """Each change of an article's wording or facts, the newest first."""
    found: list[Revised] = []
    next_title, next_text = article.title, article.text
    for one in reversed(article.revisions):
        title = next_title if one.title is None else one.title
        text = next_text if one.text is None else one.text
        when = datetime.fromisoformat(one.replaced)
        found.append(Revised(when, compare(title, next_title), compare(text, next_text), one.facts))
        next_title, next_text = title, text
    return tuple(one for one in found if one.title or one.text or one.facts)


def compare(old: str, new: str) -> tuple[Change, ...]:
    """The sentences in which two texts differ."""
    before, after = _sentences(old), _sentences(new)
    return tuple(
        Change(pieces, direction(" ".join(piece.words for piece in pieces)))
        for removed, added in _blocks(before, after)
        for pieces in _edited(removed, added)
    )


def _sentences(text: str) -> list[Words]:
    """The words of each sentence or line."""
    words = (tuple(sentence.split()) for sentence in SENTENCE_END.split(clean(text)))
    return [sentence for sentence in words if sentence]


def _blocks(before: list[Words], after: list[Words]) -> Iterator[tuple[list[Words], list[Words]]]:
    """Runs of sentences that differ; of very long texts only those that the other one does not have anywhere."""
    if len(before) * len(after) > MOST_PAIRS:
        known, present = set(before), set(after)
        yield [one for one in before if one not in present], [one for one in after if one not in known]
        return
    for tag, start, end, next_start, next_end in SequenceMatcher(None, before, after).get_opcodes():
        if tag != "equal":
            yield before[start:end], after[next_start:next_end]


def _edited(removed: list[Words], added: list[Words]) -> Iterator[tuple[Piece, ...]]:
    """The sentences of a run, each old one paired with the new one that it became."""
    left = removed
    for sentence in added:
        index = next((index for index, old in enumerate(left[:REACH]) if _alikeness(old, sentence) >= ALIKE), None)
        if index is None:
            yield (_piece(Kind.ADDED, sentence),)
            continue
        yield from ((_piece(Kind.REMOVED, old),) for old in left[:index])
        yield _pieces(left[index], sentence)
        left = left[index + 1 :]
    yield from ((_piece(Kind.REMOVED, old),) for old in left)


def _alikeness(old: Words, new: Words) -> float:
    """Share of the words that both have (the coefficient of Dice)."""
    common = (Counter(old) & Counter(new)).total()
    return 2 * common / (len(old) + len(new))


def _pieces(old: Words, new: Words) -> tuple[Piece, ...]:
    """One sentence that became another: which words stayed, were removed, and were added."""
    if len(old) * len(new) > MOST_PAIRS:
        return _piece(Kind.REMOVED, old), _piece(Kind.ADDED, new)
    pieces: list[Piece] = []
    removed: list[str] = []
    added: list[str] = []
    for tag, start, end, next_start, next_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        is_island = end - start <= ISLAND and start and end < len(old) and next_start and next_end < len(new)
        if tag == "equal" and not is_island:
            pieces += [*_replaced(removed, added), _piece(Kind.SAME, old[start:end])]
            removed, added = [], []
        else:
            removed += old[start:end]
            added += new[next_start:next_end]
    return (*pieces, *_replaced(removed, added))


def _replaced(removed: list[str], added: list[str]) -> list[Piece]:
    return [_piece(kind, words) for kind, words in ((Kind.REMOVED, removed), (Kind.ADDED, added)) if words]


def _piece(kind: Kind, words: Sequence[str]) -> Piece:
    return Piece(kind, " ".join(words))
