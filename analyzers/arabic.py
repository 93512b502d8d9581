"""Arabic words: a light stemmer that needs evidence before it cuts, and a consonant skeleton.

In: one folded word and the lexicon. Out: its stem and its skeleton. Never here: folding, stop words, offsets.

The idea of a light stemmer is Larkey, Ballesteros and Connell's light10 (SIGIR 2002). What differs: a letter that
may be a proclitic (و ف ب ل ك س) is cut only when the lexicon attests the rest; an ending that may be part of the
word (ان ون ين ات) likewise; and a word that is a name is never cut. Plurals that change inside are looked up first.
"""

from typing import NamedTuple

from analyzers.lexicon import ARTICLE, Lexicon

SHORTEST_STEM = 3


class Proclitic(NamedTuple):
    """A first letter that may be a word of its own; `before` lists the letters it can stand before ("" for any)."""

    letter: str
    then: str
    before: str


#: In the order of writing: one conjunction, then one preposition or the future's س; `then` is what may follow.
PROCLITICS = (
    Proclitic("و", "بلكس", ""),
    Proclitic("ف", "بلكس", ""),
    Proclitic("ب", "", ""),
    Proclitic("ل", "", ""),
    Proclitic("ك", "", ""),
    Proclitic("س", "", "يتنا"),
)

BY_LETTER = {row.letter: row for row in PROCLITICS}

#: Heads that hold the article: (head, what stands in its place). Cut without evidence from a rest of at least 3.
ARTICLE_HEADS = (
    ("وبال", "ال"),
    ("وكال", "ال"),
    ("فبال", "ال"),
    ("ولل", "ال"),
    ("فلل", "ال"),
    ("وال", "ال"),
    ("فال", "ال"),
    ("بال", "ال"),
    ("كال", "ال"),
    ("لل", "ال"),
)
LAM_ARTICLE = "لل"
SHORTEST_AFTER_ARTICLE_HEAD = 3

ALWAYS = 99


class Suffix(NamedTuple):
    """An ending: it leaves at least `shortest` letters, and needs no evidence from a rest of `free` letters on."""

    ending: str
    shortest: int
    free: int
    instead: str = ""


#: What closes a word: pronouns (ة is written ت before them), and the alef of an indefinite accusative.
OUTER = (
    Suffix("اتهما", 3, 3),
    Suffix("اتهم", 3, 3),
    Suffix("اتها", 3, 3),
    Suffix("اتنا", 3, 3),
    Suffix("اته", 3, 3),
    Suffix("تهما", 3, 4),
    Suffix("تهم", 3, 4),
    Suffix("تها", 3, 3),
    Suffix("تنا", 3, 4),
    Suffix("ته", 3, 3),
    Suffix("هما", 3, 4),
    Suffix("هم", 3, 5),
    Suffix("هن", 3, ALWAYS),
    Suffix("ها", 3, 3),
    Suffix("كم", 3, ALWAYS),
    Suffix("نا", 3, 5),
    Suffix("وا", 3, 4),
    Suffix("ا", 3, 4),
)
#: Number, gender and relation; حماية keeps its yeh, as حمايته does.
INNER = (
    Suffix("ايات", 2, 2, "اي"),
    Suffix("ايه", 2, 2, "اي"),
    Suffix("اي", 1, 1, "اي"),
    Suffix("يات", 3, 3),
    Suffix("تين", 3, 4),
    Suffix("تان", 3, 4),
    Suffix("ات", 3, 3),
    Suffix("اه", 3, 3),
    Suffix("ون", 3, 5),
    Suffix("ين", 3, 4),
    Suffix("ان", 3, ALWAYS),
    Suffix("يه", 3, 3),
    Suffix("ه", 3, 3),
    Suffix("ي", 3, 3),
    Suffix("ت", 3, ALWAYS),
)
#: A final hamza takes a seat before a pronoun: وزراء, وزراؤها, وزرائها.
SEATED_HAMZA = ("اؤ", "ائ")
HAMZA = "ء"
#: ة is written ت before an ending, and is folded to ه where it closes the word.
TEH_BEFORE_ENDING = ("ت", "ات")
FEMININE = "ه"
BY_OUTER = {row.ending: row for row in OUTER}
BY_INNER = {row.ending: row for row in INNER}
ANY_ENDING = BY_OUTER | BY_INNER
ENDING_LENGTHS = sorted({len(ending) for ending in ANY_ENDING}, reverse=True)
#: Shorter words are looked up as they stand, not with an ending: المتهم is not الم with an ending.
SHORTEST_RADICAL_WITH_ENDING = 5
LONG_ENOUGH_WITH_ENDING = 4
#: How often the rest must be attested, as a share of the word's own count.
RATIO_AFTER_PROCLITIC = 0.1
RATIO_BEFORE_SUFFIX = 0.05

LONG_VOWELS = str.maketrans("", "", "اويىءئؤه")
SHORTEST_SKELETON = 3


class ArabicStemmer:
    """Stems and skeletons of folded Arabic words, with the evidence of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._settled = lexicon.names | lexicon.known | lexicon.radical

    def stem(self, word: str) -> str:
        """The stem that all forms of a word share."""
        bare = self._without_article(self._without_proclitics(word))
        return self._without_suffixes(bare)

    def skeleton(self, stem: str) -> str | None:
        """The consonants of a stem, first letter included; None when too few are left to tell words apart."""
        consonants = stem[:1] + stem[1:].translate(LONG_VOWELS)
        if consonants[:1] == "ا":
            consonants = consonants[1:]
        return consonants if len(consonants) >= SHORTEST_SKELETON else None

    def _count(self, word: str) -> int:
        counts = self._lexicon.counts
        return counts.get(word, 0) + counts.get(ARTICLE + word, 0)

    def _attested(self, rest: str, word: str, ratio: float) -> bool:
        """Whether the lexicon knows `rest`, and the collection has it often enough beside `word`."""
        if rest in self._settled or any(base in self._settled for base in _bases(rest, LONG_ENOUGH_WITH_ENDING)):
            return True
        count = self._count(rest)
        return count > 0 and count >= ratio * self._lexicon.counts.get(word, 0)

    def _without_proclitics(self, word: str) -> str:
        proclitic = BY_LETTER.get(word[0])
        if proclitic is None or self._stands_alone(word):
            return word
        return self._cut_proclitic(word, proclitic)

    def _stands_alone(self, word: str) -> bool:
        """Whether the word is known as it is; or, where the rest behind its first letter is not known, whether the
        word is known without an ending."""
        if word in self._settled:
            return True
        if word[1:] in self._settled:
            return False
        return any(base in self._settled for base in _bases(word, SHORTEST_STEM))

    def _cut_proclitic(self, word: str, proclitic: Proclitic) -> str:
        rest = word[1:]
        if len(rest) < SHORTEST_STEM:
            return word
        if rest[0] in proclitic.then and (inner := self._without_proclitics(rest)) != rest:
            return inner
        if self._may_be_cut(word, rest, proclitic):
            return rest
        for head, instead in ARTICLE_HEADS:
            if word.startswith(head) and len(word) - len(head) >= SHORTEST_AFTER_ARTICLE_HEAD:
                return instead + word[len(head) :]
        return word

    def _may_be_cut(self, word: str, rest: str, proclitic: Proclitic) -> bool:
        """Whether the letter can stand before the rest, and the rest is attested. للرئيس is ل with the article, so
        there the rest لرئيس proves nothing; للبنان is ل before a known word."""
        if proclitic.before and rest[0] not in proclitic.before:
            return False
        if word.startswith(LAM_ARTICLE):
            return rest in self._settled
        return self._attested(rest, word, RATIO_AFTER_PROCLITIC)

    def _without_article(self, word: str) -> str:
        if not word.startswith(ARTICLE) or len(word) < len(ARTICLE) + 2 or self._radical(word):
            return word
        return word[len(ARTICLE) :]

    def _radical(self, word: str) -> bool:
        """Whether the first ال belongs to the word, itself or before an ending."""
        if not word.startswith(ARTICLE):
            return False
        radical = self._lexicon.radical
        return word in radical or any(base in radical for base in _bases(word, SHORTEST_RADICAL_WITH_ENDING))

    def _without_suffixes(self, word: str) -> str:
        word = self._cut_suffix(self._singular(word), BY_OUTER)
        word = self._singular(_unseated(word))
        return _unseated(self._cut_suffix(self._cut_suffix(word, BY_INNER), BY_INNER))

    def _singular(self, word: str) -> str:
        return self._lexicon.plurals.get(word, word)

    def _cut_suffix(self, word: str, table: dict[str, Suffix]) -> str:
        names = self._lexicon.names
        if word in names:
            return word
        endings = _endings(word, table)
        for row in endings:
            if (rest := word[: -len(row.ending)]) in names:
                return rest
        for row in endings:
            rest = word[: -len(row.ending)]
            if len(rest) >= row.shortest and (len(rest) >= row.free or self._attested(rest, word, RATIO_BEFORE_SUFFIX)):
                return rest + row.instead
        return word


def _endings(word: str, table: dict[str, Suffix]) -> list[Suffix]:
    """The rows of a table that the word ends with, longest first."""
    return [row for length in ENDING_LENGTHS if (row := table.get(word[-length:])) is not None]


def _bases(word: str, shortest: int) -> list[str]:
    """What a word may be without an ending: what is left of it, and that with its ة where the ending starts in ت."""
    bases = []
    for row in _endings(word, ANY_ENDING):
        rest = word[: -len(row.ending)]
        if len(rest) >= shortest:
            bases.append(_unseated(rest))
            if row.ending.startswith(TEH_BEFORE_ENDING):
                bases.append(rest + FEMININE)
    return bases


def _unseated(rest: str) -> str:
    """A word as it is written without the pronoun that gave its final hamza a seat."""
    return rest[:-1] + HAMZA if rest.endswith(SEATED_HAMZA) else rest
