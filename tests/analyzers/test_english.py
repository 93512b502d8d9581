"""English words: exact forms, spelling variants, irregular forms, Porter2."""

import pytest

from analyzers.english import EnglishStemmer
from analyzers.lexicon import read_list

ENGLISH = EnglishStemmer()


@pytest.mark.parametrize(
    ("word", "exact"),
    [
        ("Kuwait's", "kuwait"),
        ("Kuwait’s", "kuwait"),
        ("U.N.", "un"),
        ("MoU", "mou"),
        ("MoUs", "mou"),
        ("NGOs", "ngo"),
        ("Sana'a", "sanaa"),
        ("O’Brien", "obrien"),
        ("co-operation", "cooperation"),
        ("F-16", "f16"),
        ("Café", "cafe"),
        ("don't", "dont"),
        ("UN's", "un"),
    ],
)
def test_exact(word: str, exact: str) -> None:
    assert ENGLISH.exact(word) == exact


@pytest.mark.parametrize(
    "words",
    [
        "labour labor labours",
        "programme program programmes programs",
        "organisation organization organisations organising organize organised",
        "criminalise criminalize criminalised criminalising criminalisation criminalization",
        "centre center centres centers centred centered",
        "migrant migrants migration",
        "fuelled fueled fuel",
        "combating combatting combat combats combated combatted",
        "defence defense",
        "licence license",
        "travelling traveling travelled",
        "analyse analyze analysing",
        "neighbour neighbor neighbouring",
        "trafficking traffick",
        "woman women",
        "child children",
        "memorandum memoranda memorandums",
        "sign signs signed signing",
        "meet met meets meeting",
        "victim victims",
        "country countries",
        "agreement agreements",
        "cooperation cooperate cooperating",
        "crisis crises",
        "government govt governments",
        "quarter qtr quarters",
        "first 1st",
    ],
)
def test_words_that_meet(words: str) -> None:
    assert len({ENGLISH.stem(word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("policy", "police"), ("organ", "organization"), ("university", "universe"), ("emirates", "emir"), ("news", "new"),
     ("rise", "rize"), ("called", "caled"), ("aids", "aid"), ("general", "generate"), ("unhcr", "unhc")],
)  # fmt: skip
def test_words_that_stay_apart(one: str, other: str) -> None:
    assert ENGLISH.stem(one) != ENGLISH.stem(other)


def test_every_row_of_the_stem_table_is_applied() -> None:
    for row in read_list("english_stems.tsv"):
        assert {ENGLISH.stem(word) for word in row[1].split()} == {row[0]}
