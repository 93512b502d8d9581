"""Stop words, which are too common to be searched by: they have an exact form, and no stem.

In: folded words. Out: whether they are stop words. Never here: dropping a token; a quoted phrase needs them all.
"""

from analyzers.lexicon import read_words

#: و and ف before a stop word make a stop word.
CONJUNCTIONS = ("و", "ف")
#: In capitals these are names: the World Health Organization, the United States, information technology.
ACRONYMS = frozenset({"WHO", "US", "U.S", "U.S.", "IT"})


class StopWords:
    """The two shipped lists, question words included."""

    def __init__(self) -> None:
        self._arabic = read_words("stop_ar.txt")
        self._english = read_words("stop_en.txt")

    def arabic(self, exact: str) -> bool:
        """Whether a folded Arabic word is a stop word, with or without a conjunction before it."""
        return exact in self._arabic or (exact.startswith(CONJUNCTIONS) and exact[1:] in self._arabic)

    def english(self, exact: str, surface: str) -> bool:
        """Whether a folded English word is a stop word; the acronyms in capitals are names."""
        return exact in self._english and surface not in ACRONYMS
