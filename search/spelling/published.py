"""A folded word as the articles spell it.

In: a folded word, and how the word was typed that it replaces. Out: the spelling that most of a few articles have, if
possible in the case of what was typed. Never here: which word was meant.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from analyzers.folding import fold
from analyzers.tokenizer import spans
from analyzers.tokens import Form
from indexer.engines.port.port import Request, Snapshot
from indexer.engines.port.query import Or, Phrase, Term
from indexer.model.schema import Part, field_name
from search.spelling.places import places

#: Articles in which a spelling is looked up.
SPELLERS = 5
#: In each title and each text, so many times.
OF_EACH = 2


def published(snapshot: Snapshot, word: str, typed: str) -> str:
    """The spelling of a word; the folded one if no article tells it."""
    articles = snapshot.matching(spellers_of(word))
    texts = (text for article in articles for text in (article.title, article.text))
    spellings = Counter(one for text in texts for one in islice(_in(text, word), OF_EACH))
    alike = {spelling: count for spelling, count in spellings.items() if _case(spelling) == _case(typed)}
    found = alike or spellings
    return min(found, key=lambda spelling: (-found[spelling], len(spelling)), default=word)


def published_whole(snapshot: Snapshot, words: str) -> str:
    """The spelling of folded words next to each other in one article that has them; the folded ones if none does."""
    wanted = words.split()
    fields = (field_name(part, Form.EXACT) for part in Part)
    query = Or(tuple(Phrase(field, tuple(wanted)) if len(wanted) > 1 else Term(field, words) for field in fields))
    articles = snapshot.matching(Request(query=query, limit=1))
    texts = (text for article in articles for text in (article.title, article.text))
    return next((one for text in texts for one in _whole_in(text, wanted)), words)


def _whole_in(text: str, wanted: list[str]) -> Iterator[str]:
    """The places of words next to each other in a text."""
    found = list(spans(text))
    for at in range(len(found) - len(wanted) + 1):
        own = found[at : at + len(wanted)]
        if all(fold(text[start:end]) == word for (start, end), word in zip(own, wanted, strict=True)):
            yield " ".join(text[start:end] for start, end in own)


def spellers_of(word: str) -> Request:
    """What `published` asks for the articles of a word."""
    return Request(query=Or(tuple(Term(field_name(part, Form.EXACT), word) for part in Part)), limit=SPELLERS)


def _in(text: str, word: str) -> Iterator[str]:
    """The spellings of a word in a text."""
    return (text[start:end] for start, end in places(text, word))


def _case(word: str) -> tuple[bool, bool]:
    return word.islower(), word.isupper()
