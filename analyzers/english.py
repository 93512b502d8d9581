"""English (and other Latin-script) words: possessives, acronyms, spelling variants, Porter2.

In: one word as published. Out: its exact form and its stem. Never here: stop words, offsets.

Porter2 is Martin Porter's English stemmer of the Snowball project, through PyStemmer.
"""

import re
from threading import Lock

import Stemmer

from analyzers.folding import fold
from analyzers.lexicon import read_list, read_words

POSSESSIVE = re.compile("'s?$")
#: Signs inside a folded word that are not searched.
UNSEARCHED = str.maketrans("", "", "'-.")
ACRONYM = re.compile(r"[^\W\d_](?:\.[^\W\d_])+\.?")
#: The plural of an acronym: MoUs, NGOs.
ACRONYM_PLURAL = re.compile(r"[A-Z]\w*[A-Z]s")

#: Tables of words and the forms that no rule reduces to them.
IRREGULAR = ("english_irregular.tsv", "english_abbreviations.tsv", "english_demonyms.tsv")

#: centre, centred; center, centered.
PAST = "ed"
#: British endings -> American ones, for words that are not in `english_ise.txt`.
ENDINGS = (
    (re.compile(r"(\w{3,})isation(s|al|ally)?"), r"\1ization\2"),
    (re.compile(r"(\w{3,})is(e|es|ed|er|ers|ing|able)"), r"\1iz\2"),
    (re.compile(r"(\w{3,})ys(e|es|ed|er|ers|ing)"), r"\1yz\2"),
)


class EnglishStemmer:
    """Exact forms and stems of Latin-script words. Safe to share between threads."""

    def __init__(self) -> None:
        self._porter = Stemmer.Stemmer("english", 0)
        self._lock = Lock()
        self._variants = {row[0]: row[1] for row in read_list("english_variants.tsv")}
        tables = [row for name in IRREGULAR for row in read_list(name)]
        self._irregular = {form: row[0] for row in tables for form in row[1].split()}
        self._stems = {form: row[0] for row in read_list("english_stems.tsv") for form in row[1].split()}
        names = read_list("english_names.tsv")
        self._stems |= {form: row[0] for row in names for form in (row[0], *row[1].split())}
        self._ise = read_words("english_ise.txt")

    def exact(self, word: str) -> str:
        """The folded surface: without possessive, apostrophes, inner hyphens and an acronym's dots."""
        folded = fold(word)
        if folded.startswith("http") or "@" in folded or ("." in folded and not ACRONYM.fullmatch(folded)):
            return folded
        if ACRONYM_PLURAL.fullmatch(word):
            return folded[:-1]
        return POSSESSIVE.sub("", folded).translate(UNSEARCHED)

    def stem(self, exact: str) -> str:
        """The stem that all forms and spellings of a word share."""
        word = self._irregular.get(exact, exact)
        if not word.isalpha():
            return word
        if (stem := self._stems.get(word)) is not None:
            return stem
        with self._lock:
            return str(self._porter.stemWord(self._american(word)))

    def _american(self, word: str) -> str:
        for length in range(len(word), 3, -1):
            if (variant := self._variants.get(word[:length])) is not None:
                rest = word[length:]
                return variant + (PAST if rest == PAST[1:] and not variant.endswith(PAST[0]) else rest)
        if word in self._ise:
            return word
        for pattern, replacement in ENDINGS:
            if pattern.fullmatch(word):
                return pattern.sub(replacement, word)
        return word
