"""The forms that a name takes in running text.

In: a name, or a word of a text. Out: the forms it stands in, or the words it may be without its clitics.
Never here: which of them is meant.
"""

from collections.abc import Iterator

from analyzers.affixes import ARTICLE

#: للجنة is ل and اللجنة.
ARTICLE_BEFORE_LAM = "الل"
#: Endings of a demonym in -ي, folded: masculine, feminine, accusative, plurals, construct plurals, duals.
NISBA_ENDINGS = ("", "ه", "ا", "ون", "ين", "ات", "و", "ان", "تان", "تين", "يين")
#: Clitics before a word, folded, longest first, with what stands in their place.
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
SHORTEST_STEM = 3
#: After ك ("like"), which news hardly writes, a short rest is most often no word: كروس is a name, not "like Russians".
SHORTEST_AFTER_KAF = 4
KAF = "ك"
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
    """The words that a folded word may be once its clitics are taken off: `بالبحرين` -> `البحرين`."""
    for clitic, instead in CLITICS:
        shortest = SHORTEST_AFTER_KAF if clitic.endswith(KAF) else SHORTEST_STEM
        if key.startswith(clitic) and len(key) - len(clitic) >= shortest:
            yield instead + key[len(clitic) :]


def with_clitics(key: str) -> Iterator[str]:
    """A folded Arabic word as it stands in a text: alone, behind the letters that are written before it, and with the
    article unless it begins with one."""
    bare = key.removeprefix(ARTICLE) if key.startswith(ARTICLE) else ""
    for clitic in ("", *(clitic for clitic, instead in CLITICS if not instead)):
        yield clitic + key
        if not bare and clitic not in {"ل", "ول", "فل"}:
            yield clitic + ARTICLE + key
    rest = bare or key
    yield from (clitic + rest for clitic in ("لل", "ولل", "فلل"))
