"""The rules by which articles belong together, as tables.

In: nothing. Out: constants. Never here: code that follows them. `STORIES_VERSION` changes with every row, so that an
edited rule rebuilds the index.
"""

import hashlib
from typing import NamedTuple

#: Raise it when the code that follows the rules changes what it finds.
CODE_VERSION = 4


class TextRules(NamedTuple):
    """When two texts are copies. A share is that of their shingles, as MinHash estimates it."""

    shingle_words: int
    #: A shorter text may be nothing but set phrases.
    fewest_words: int
    permutations: int
    bands: int
    #: The least share in two outlets that print one agency's news.
    alike_elsewhere: float
    #: The least share in one outlet, which repeats its own background under new news.
    alike_at_home: float
    #: Days of publication, where both are known.
    days_apart: int
    #: A band that more different texts share is boilerplate, and no evidence.
    most_texts: int


class EventRules(NamedTuple):
    """When articles in two languages report one event. They have the same countries, an instrument and a body in
    common, and near days of publication; without days, two bodies at work. No third article may fit as well."""

    days_apart: int
    #: Instruments that the same parties rarely repeat: they distinguish events without days.
    signed: frozenset[str]
    #: How many bodies of an article, those at work first, are combined in pairs for its keys.
    most_bodies: int
    #: A coincidence that more articles share is no evidence.
    most_articles: int
    #: Bodies that are named in too much news to distinguish events.
    umbrellas: frozenset[str]


TEXT = TextRules(
    shingle_words=3,
    fewest_words=20,
    permutations=126,
    bands=21,
    alike_elsewhere=0.6,
    alike_at_home=0.85,
    days_apart=2,
    most_texts=100,
)
EVENT = EventRules(
    days_apart=1,
    signed=frozenset(("mou", "agreement")),
    most_bodies=5,
    most_articles=20,
    umbrellas=frozenset(("un", "gcc", "eu", "arab-league")),
)

STORIES_VERSION = hashlib.sha256(
    repr((CODE_VERSION, TEXT, [sorted(rule) if isinstance(rule, frozenset) else rule for rule in EVENT])).encode()
).hexdigest()[:12]
