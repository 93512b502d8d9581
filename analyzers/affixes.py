"""The affixes of written Arabic, as tables: proclitics before a word, suffixes after it.

In: nothing. Out: rows, in folded letters. Never here: a decision; the stemmer asks the lexicon before it cuts.
"""

from typing import NamedTuple

ARTICLE = "ال"
CONJUNCTION = "و"
TEH = "ت"


class Proclitic(NamedTuple):
    """A first letter that may be a word of its own. `then` lists the proclitics that may follow it, `before` the
    letters that the rest may begin with ("" for any)."""

    letter: str
    then: str
    before: str


#: In the order of writing: one conjunction, then one preposition or the future's س.
PROCLITICS = (
    Proclitic("و", "بلكس", ""),
    Proclitic("ف", "بلكس", ""),
    Proclitic("ب", "", ""),
    Proclitic("ل", "", ""),
    Proclitic("ك", "", ""),
    Proclitic("س", "", "يتنا"),
)

BY_LETTER = {row.letter: row for row in PROCLITICS}

#: One or two proclitics with the article. From a rest of this many letters they are cut without further evidence.
ARTICLE_HEADS = ("وبال", "وكال", "فبال", "ولل", "فلل", "وال", "فال", "بال", "كال", "لل")
SHORTEST_AFTER_ARTICLE_HEAD = 3
LAM_ARTICLE = "لل"

#: As `free`: the ending is never cut without evidence. As `shortest_attested`: an attested rest is never evidence.
EVIDENCE = 99


class Suffix(NamedTuple):
    """An ending, and when it is cut. The rest keeps at least `shortest` letters; from `free` letters on it needs no
    evidence. `instead` replaces the ending.

    An attested rest is evidence if it has `shortest_attested` letters. A row with `proof` has more evidence: a known
    rest of any length, or a word that joins the rest and one of `proof` and is no rarer than the word itself.
    """

    ending: str
    shortest: int
    free: int
    instead: str = ""
    shortest_attested: int = 0
    proof: tuple[str, ...] = ()

    @property
    def feminine(self) -> bool:
        """Whether the ending begins with the ة of the word before it, which is written ت there."""
        return self.ending.startswith(TEH) and self.ending != TEH


#: The last ending of a word: a pronoun (ة is written ت before it), or the alef of an indefinite accusative.
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
    Suffix("هن", 3, EVIDENCE),
    Suffix("ها", 3, 3),
    Suffix("كم", 3, EVIDENCE),
    Suffix("نا", 3, 5),
    Suffix("وا", 3, 4),
    Suffix("ا", 3, 4),
)
#: Endings of number, gender and relation. حماية keeps its yeh, as حمايته does.
INNER = (
    Suffix("ايات", 2, 2, "اي"),
    Suffix("ايه", 2, 2, "اي"),
    Suffix("اي", 1, 1, "اي"),
    Suffix("يات", 3, 3),
    Suffix("تين", 3, 4),
    Suffix("تان", 3, 4),
    Suffix("ات", 3, 3),
    Suffix("اه", 3, 3),
    Suffix("ون", 3, 5, shortest_attested=4, proof=("", "و", "ي", "ين")),
    Suffix("ين", 3, 4),
    Suffix("و", 4, EVIDENCE, shortest_attested=EVIDENCE, proof=("ون", "ين")),
    Suffix("ان", 3, EVIDENCE),
    Suffix("يه", 3, 3),
    Suffix("ه", 3, 3),
    Suffix("ي", 3, 3),
    Suffix("ت", 3, EVIDENCE),
)
#: A final hamza takes a seat before a pronoun: وزراء, وزراؤها, وزرائها.
SEATED_HAMZA = ("اؤ", "ائ")
HAMZA = "ء"
#: ة is written ت before an ending, and is folded to ه where it closes the word.
TEH_BEFORE_ENDING = ("ت", "ات")
FEMININE = "ه"


#: Last letter -> the rows that end in it, longest first.
Endings = dict[str, list[Suffix]]


def by_last_letter(*tables: tuple[Suffix, ...]) -> Endings:
    """The rows of some tables by last letter, in the order of trial."""
    rows = sorted({row for table in tables for row in table}, key=lambda row: (-len(row.ending), row.ending))
    return {last: [row for row in rows if row.ending[-1] == last] for last in {row.ending[-1] for row in rows}}


BY_OUTER = by_last_letter(OUTER)
BY_INNER = by_last_letter(INNER)
ANY_ENDING = by_last_letter(OUTER, INNER)


def endings(word: str, table: Endings) -> list[Suffix]:
    """The rows of a table that the word ends with, longest first."""
    rows = table.get(word[-1])
    return [row for row in rows if word.endswith(row.ending)] if rows else []


#: Endings that mark a plural even after a rest of three letters: عضوات.
SOUND_PLURALS = ("ات", "ون", "ين")
#: Endings of no plural: their alef belongs to the word (يتعاون, معاون, تباين).
OWN_ENDINGS = ("اون", "اين")


def bases(word: str, shortest: int) -> list[str]:
    """The candidates for a word without its ending: the rest, and the rest with ة if the ending begins with ت."""
    found = []
    for row in endings(word, ANY_ENDING):
        rest = word[: -len(row.ending)]
        if len(rest) >= shortest and row.shortest_attested < EVIDENCE:
            found.append(unseated(rest))
            if row.ending.startswith(TEH_BEFORE_ENDING):
                found.append(rest + FEMININE)
    return found


def unseated(rest: str) -> str:
    """The rest as it is written without a pronoun: the seat of its final hamza becomes a plain hamza."""
    return rest[:-1] + HAMZA if rest.endswith(SEATED_HAMZA) else rest
