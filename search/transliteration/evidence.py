"""Whether the collection uses a word as a name.

In: a folded word. Out: whether it is a name. Never here: a list of names. Latin letters tell names by their capitals;
Arabic has none, but its nouns and verbs take endings and the article, and names hardly ever do.
"""

import re
from collections.abc import Iterator

from analyzers.affixes import ARTICLE
from analyzers.pipeline import Analyzer
from analyzers.tokens import Form
from indexer.engines.port.port import Request, Snapshot
from indexer.engines.port.query import Term
from indexer.model.schema import Part, field_name
from indexer.naming.forms import without_clitics
from search.spelling.places import places

BODY, STEMS = field_name(Part.BODY, Form.EXACT), field_name(Part.BODY, Form.STEM)
#: No name stands in so many times as many articles with any ending or clitic.
FAMILY = 3.0
#: Articles that are read for a word in Latin letters, and the share of its places where a name has a capital.
READ, CAPITAL = 6, 0.75
#: What stands before a word that has its capital from the beginning of a sentence.
SENTENCE_END = re.compile(r"(?:^|[.!?:\n\"“])[\s\"'“(]*$")
BEFORE = 6
#: Endings of Arabic adjectives and verbs, folded, and the first letters by which a verb changes its person. A name has
#: neither.
ENDINGS = ("ه", "ت")
PERSONS = {"ي": "ت", "ت": "ي"}
#: A word is no name if such a share of its articles have it with an ending or without its own; without a clitic or in
#: another person; with the article where it has none; without it where it has one.
INFLECTED, CHANGED, DEFINED, BARE = 0.3, 0.1, 0.8, 0.15
#: The ending of a family name that is an adjective too, and the share of its articles up to which it may have endings:
#: الحوثي and الحوثية, not المالي and المالية. A word of a query that fewer articles have is judged as
#: if so many had it.
NISBA, INFLECTED_NISBA, FEW = "ي", 0.9, 20
#: The ending by which an adjective of that form is an adverb, which no name is: حاليا beside الحالي.
ADVERBIAL = "ا"
#: The form of colours, أفعل with the feminine فعلاء, folded, and the share of its articles that have the feminine. Of
#: six colours all have it in a quarter or more, of twelve names none.
LETTERS_OF_COLOUR, ALEF, FEMININE, COLOURED = 4, "ا", "اء", 0.2


def is_name(
    snapshot: Snapshot, analyzer: Analyzer, word: str, *, asked: bool = False, with_article: bool = False
) -> bool:
    """Whether the articles that have a word use it as a name; so is one that no article has. A word that is `asked` for
    may stand with and without the article, and so may one that may have it beside (`with_article`): Houthi, al-Houthi.
    """
    if word.isascii():
        return _has_capital(snapshot, word)
    if _is_colour(snapshot, word):
        return False
    having = snapshot.document_frequency(BODY, word)
    of_a_place = with_article and word.endswith(NISBA)
    if asked and _has_family(snapshot, analyzer, word, having):
        return False
    return all(
        snapshot.document_frequency(BODY, form) <= most * max(having, FEW if asked else 0)
        for forms, most in (*_other_forms(word, of_a_place), *(() if asked or with_article else _defined(word)))
        for form in forms
    )


def _is_colour(snapshot: Snapshot, word: str) -> bool:
    """Whether a word is an adjective like أصفر, "yellow", whose feminine صفراء stands beside it, with and without the
    article; no name has one: أحمد."""
    bare = word.removeprefix(ARTICLE)
    if len(bare) != LETTERS_OF_COLOUR or not bare.startswith(ALEF):
        return False
    forms = [(article + bare, article + bare[1:] + FEMININE) for article in ("", ARTICLE)]
    having = snapshot.document_frequencies([(BODY, form) for pair in forms for form in pair])
    pairs = zip(having[::2], having[1::2], strict=True)
    return all(feminine > COLOURED * masculine for masculine, feminine in pairs)


def _has_family(snapshot: Snapshot, analyzer: Analyzer, word: str, having: int) -> bool:
    """Whether a word is a stop word, or has many more forms in the collection."""
    stem = next((token.stem for token in analyzer.analyze(word)), None)
    return stem is None or snapshot.document_frequency(STEMS, stem) > FAMILY * having > 0


def _other_forms(word: str, of_a_place: bool) -> Iterator[tuple[set[str], float]]:
    """Forms that an Arabic word has beside it if it is no name, and the share of its articles up to which they may; a
    name that is `of_a_place` is an adjective too."""
    yield {word + ending for ending in ENDINGS}, INFLECTED_NISBA if of_a_place else INFLECTED
    yield {word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending)}, INFLECTED
    yield {word.removeprefix(ARTICLE) + ADVERBIAL} if word.endswith(NISBA) else set(), CHANGED
    yield set(without_clitics(word)), CHANGED
    yield {PERSONS[word[0]] + word[1:]} if word[0] in PERSONS else set(), CHANGED


def _defined(word: str) -> Iterator[tuple[set[str], float]]:
    bare = word.removeprefix(ARTICLE)
    yield ({bare}, BARE) if bare != word else ({ARTICLE + word}, DEFINED)


def evidence_of(word: str) -> Iterator[Request]:
    """What `is_name` asks for the articles of a word."""
    if word.isascii():
        yield Request(Term(BODY, word), limit=READ)


def _has_capital(snapshot: Snapshot, word: str) -> bool:
    found = [article for request in evidence_of(word) for article in snapshot.matching(request)]
    seen = [case for article in found for case in _cases(article.text, word)]
    return not seen or sum(seen) >= CAPITAL * len(seen)


def _cases(text: str, word: str) -> list[bool]:
    """For each place of a word inside a sentence, whether it has a capital, and only at its beginning."""
    return [
        text[start].isupper() and not text[start:end].isupper()
        for start, end in places(text, word)
        if end - start == len(word) and not SENTENCE_END.search(text[max(0, start - BEFORE) : start])
    ]
