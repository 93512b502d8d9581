"""The forms that a name takes in running text.

In: a name, or a word of a text. Out: the forms of the name, or the candidates for the word without clitics.
Never here: a choice between them.
"""

from collections.abc import Iterator
from functools import lru_cache

from analyzers.affixes import ARTICLE

#: للجنة is ل and اللجنة.
ARTICLE_BEFORE_LAM = "الل"
#: Endings of a demonym in -ي, folded: masculine, feminine, accusative, plurals, construct plurals, duals.
NISBA_ENDINGS = ("", "ه", "ا", "ون", "ين", "ات", "و", "ان", "تان", "تين", "يين")
#: Clitics before a word, folded, longest first, with their replacements.
CLITICS = (
    ("ولل", ARTICLE),
    ("فلل", ARTICLE),
    ("لل", ARTICLE),
    ("ولل", ARTICLE_BEFORE_LAM),
    ("لل", ARTICLE_BEFORE_LAM),
    ("وب", ""),
    ("ول", ""),
    ("وك", ""),
    ("فب", ""),
    ("فل", ""),
    ("و", ""),
    ("ف", ""),
    ("ب", ""),
    ("ل", ""),
    ("ك", ""),
)
CLITIC_INITIALS = frozenset(clitic[0] for clitic, _ in CLITICS)
SHORTEST_STEM = 3
#: The clitic ك ("like") is rare in news. A short rest after it is no evidence: كروس is a name, not "like Russians".
SHORTEST_AFTER_KAF = 4
KAF = "ك"
REMEMBERED_FORMS = 1 << 15
#: English endings that take no further s in the plural.
UNCHANGED_PLURAL = ("s", "sh", "ch", "ese", "men", "lao")


def nisba_forms(nisba: str) -> Iterator[str]:
    """All forms of an Arabic demonym, with and without the article: الإماراتي, إماراتية, الإماراتيين, ..."""
    for ending in NISBA_ENDINGS:
        words = [word + ending for word in nisba.split()]
        yield " ".join(words)
        yield " ".join(ARTICLE + word for word in words)


def demonym_forms(demonym: str) -> Iterator[str]:
    """An English demonym and its plural."""
    yield demonym
    if not demonym.lower().endswith(UNCHANGED_PLURAL):
        yield demonym + "s"


def without_clitics(key: str) -> Iterator[str]:
    """The candidates for a folded word without its clitics: `بالبحرين` -> `البحرين`."""
    if key[:1] not in CLITIC_INITIALS:  # most words, and each word of a text is asked for
        return
    for clitic, instead in CLITICS:
        shortest = SHORTEST_AFTER_KAF if clitic.endswith(KAF) else SHORTEST_STEM
        if key.startswith(clitic) and len(key) - len(clitic) >= shortest:
            yield instead + key[len(clitic) :]


@lru_cache(REMEMBERED_FORMS)
def bare_forms(key: str) -> tuple[str, ...]:
    """A folded word, then its candidates without clitics: `ومالي` -> `ومالي`, `مالي`."""
    return (key,) if key.isascii() else (key, *without_clitics(key))


def with_clitics(key: str) -> Iterator[str]:
    """The forms of a folded Arabic word in a text: alone, after each clitic, and with the article unless it begins with
    one."""
    bare = key.removeprefix(ARTICLE) if key.startswith(ARTICLE) else ""
    for clitic in ("", *(clitic for clitic, instead in CLITICS if not instead)):
        yield clitic + key
        if not bare and clitic not in {"ل", "ول", "فل"}:
            yield clitic + ARTICLE + key
    rest = bare or key
    yield from (clitic + rest for clitic in ("لل", "ولل", "فلل"))
