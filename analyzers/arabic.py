"""Arabic words: a light stemmer that needs evidence before it cuts, and a consonant skeleton.

In: one folded word and the lexicon. Out: its stem and its skeleton. Never here: folding, stop words, offsets.

The light stemmer follows Larkey, Ballesteros and Connell's light10 (SIGIR 2002), with three differences. A letter that
may be a proclitic (و ف ب ل ك س) is cut only if the lexicon attests the rest. So is an ending that may be part of the
word (ان ون ين ات). A name is never cut. Broken plurals are looked up first.
"""

import re
from functools import lru_cache

from analyzers.affixes import (
    ARTICLE,
    ARTICLE_HEADS,
    BY_INNER,
    BY_LETTER,
    BY_OUTER,
    CONJUNCTION,
    FEMININE,
    LAM_ARTICLE,
    OWN_ENDINGS,
    SHORTEST_AFTER_ARTICLE_HEAD,
    SOUND_PLURALS,
    TEH,
    Endings,
    Proclitic,
    Suffix,
    bases,
    endings,
    unseated,
)
from analyzers.lexicon import Lexicon

SHORTEST_STEM = 3
#: Fewest letters that remain after the article is cut.
SHORTEST_AFTER_ARTICLE = 2
#: Fewest letters that a word keeps when it is looked up without its ending: المتهم is not الم with an ending.
SHORTEST_RADICAL_WITH_ENDING = 5
SHORTEST_KNOWN_WITH_ENDING = 4
#: Patterns of nouns that end in ة, in folded letters: all words of up to five letters, and the third form's مفاعلة.
NOUN_OF_ACTION = re.compile(".{,5}|م.ا..ه")
#: The least count of an attested rest, as a share of the word's own count.
RATIO_AFTER_PROCLITIC = 0.1
RATIO_BEFORE_SUFFIX = 0.05

ALEF = "ا"
YEH = "ي"
VOWELS = str.maketrans("", "", "اويىءئؤ")
SHORTEST_SKELETON = 3
#: Size of each cache, by words without clitics and by stems: many words share them.
REMEMBERED = 100_000


class ArabicStemmer:
    """Stems and skeletons of folded Arabic words, with the evidence of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._settled = lexicon.names | lexicon.known | lexicon.radical
        self._stem_of_bare = lru_cache(REMEMBERED)(self._without_suffixes)

    def stem(self, word: str) -> str:
        """The stem that all forms of a word share."""
        return self._stem_of_bare(self._without_article(self._without_proclitics(word)))

    def skeleton(self, stem: str) -> str | None:
        """The consonants of a stem, a first و or ي included; None when too few remain to distinguish words."""
        return _skeleton(stem)

    def _attested(self, rest: str, word: str, ratio: float) -> bool:
        """Whether the lexicon knows `rest`, or the collection has it often enough compared with `word`."""
        if rest in self._settled:
            return True
        count = self._weight(rest)
        if count and count >= ratio * self._lexicon.counts.get(word, 0):
            return True
        return any(base in self._settled for base in bases(rest, SHORTEST_KNOWN_WITH_ENDING))

    def _without_proclitics(self, word: str) -> str:
        proclitic = BY_LETTER.get(word[0])
        if proclitic is None or len(word) <= SHORTEST_STEM or self._is_whole(word):
            return word
        rest = word[1:]
        if rest[0] in proclitic.then and (inner := self._without_proclitics(rest)) != rest:
            return inner
        if self._may_be_cut(word, rest, proclitic):
            return rest
        for head in ARTICLE_HEADS:
            if word.startswith(head) and len(word) - len(head) >= SHORTEST_AFTER_ARTICLE_HEAD:
                return ARTICLE + word[len(head) :]
        return word

    def _is_whole(self, word: str) -> bool:
        """Whether the word is known, so that its first letter is no proclitic. The word without an ending counts too,
        unless the rest after the first letter is known."""
        if word in self._settled:
            return True
        if word[1:] in self._settled:
            return False
        return any(base in self._settled for base in bases(word, SHORTEST_STEM))

    def _may_be_cut(self, word: str, rest: str, proclitic: Proclitic) -> bool:
        """Whether the proclitic can precede the rest, and the rest is attested. In للرئيس the proclitic precedes the
        article, so the rest لرئيس proves nothing; in للبنان it precedes a known word."""
        if proclitic.before and rest[0] not in proclitic.before:
            return False
        if word.startswith(LAM_ARTICLE):
            return rest in self._settled
        if proclitic.letter == CONJUNCTION and rest.endswith(SOUND_PLURALS):
            return self._attested(rest, word, RATIO_AFTER_PROCLITIC) or any(
                base in self._settled for base in bases(rest, SHORTEST_STEM)
            )
        return self._attested(rest, word, RATIO_AFTER_PROCLITIC)

    def _without_article(self, word: str) -> str:
        if not word.startswith(ARTICLE) or len(word) < len(ARTICLE) + SHORTEST_AFTER_ARTICLE or self._radical(word):
            return word
        return word[len(ARTICLE) :]

    def _radical(self, word: str) -> bool:
        """Whether the first ال belongs to the word, with or without an ending."""
        radical = self._lexicon.radical
        return word in radical or any(base in radical for base in bases(word, SHORTEST_RADICAL_WITH_ENDING))

    def _without_suffixes(self, word: str) -> str:
        word = self._cut_suffix(self._singular(word), BY_OUTER)
        word = self._singular(unseated(word))
        shorter = self._cut_suffix(word, BY_INNER)
        return unseated(shorter if shorter == word else self._cut_suffix(shorter, BY_INNER))

    def _singular(self, word: str) -> str:
        """The singular of a broken plural, also before a pronoun that is written like ة (قضاياه). In a noun of action
        that letter is the ة itself: تجارة is not تجار with a pronoun, nor محافظة محافظ."""
        plurals = self._lexicon.plurals
        found = plurals.get(word)
        if found is None and word[-1] == FEMININE and not NOUN_OF_ACTION.fullmatch(word):
            found = plurals.get(unseated(word[:-1]))
        return word if found is None else found

    def _cut_suffix(self, word: str, table: Endings) -> str:
        """The word without the longest ending that may be cut. A name is never cut; a rest that is a name wins."""
        rows = endings(word, table)
        names = self._lexicon.names
        if not rows or word in names or word.endswith(OWN_ENDINGS):
            return word
        for row in rows:
            rest = word[: -len(row.ending)]
            if rest in names:
                return rest
            if row.feminine and len(rest) >= row.shortest and rest + FEMININE in names:
                return rest + FEMININE
        for row in rows:
            rest = word[: -len(row.ending)]
            if len(rest) >= row.free or (len(rest) >= row.shortest and self._is_stem(rest, word, row)):
                return rest + (TEH if row.feminine and self._ends_in_teh(rest) else row.instead)
        return word

    def _is_stem(self, rest: str, word: str, row: Suffix) -> bool:
        """Whether there is evidence for the rest: the row's proof, or one attested form of it. The forms are the rest
        as it is, with the yeh that it loses before an ending (باقي, باقين), and with its ة (شركة, شركتين)."""
        if row.proof and (rest in self._settled or self._proved(rest, word, row)):
            return True
        found = (rest, rest + YEH, rest + FEMININE)
        return len(rest) >= row.shortest_attested and any(
            self._attested(base, word, RATIO_BEFORE_SUFFIX) for base in found
        )

    def _proved(self, rest: str, word: str, row: Suffix) -> bool:
        needed = max(1, self._weight(word))
        return any(self._weight(rest + ending) >= needed for ending in row.proof)

    def _ends_in_teh(self, rest: str) -> bool:
        """Whether the ت after the rest is the word's own (مؤقت, مؤقته) rather than a feminine ة (شركة, شركته)."""
        return self._weight(rest + TEH) > self._weight(rest + FEMININE)

    def _weight(self, word: str) -> int:
        counts = self._lexicon.counts
        return counts.get(word, 0) + counts.get(ARTICLE + word, 0) + (word in self._settled)


@lru_cache(REMEMBERED)
def _skeleton(stem: str) -> str | None:
    consonants = stem[:1] + stem[1:].removesuffix(FEMININE).translate(VOWELS)
    consonants = consonants.removeprefix(ALEF)
    return consonants if len(consonants) >= SHORTEST_SKELETON else None
