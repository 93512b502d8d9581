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
        "policewoman policewomen policewoman's",
        "Mohammed Muhammad Mohamed Mohammad",
        "Khaled Khalid",
        "Rashid Rashed",
        "Hussein Hussain",
        "Abdullah Abdallah Abdulla",
        "Qatar Qatari Qataris",
        "Turkey Turkish Turks",
        "Thailand Thai",
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
        "federal Fed Feds",
        "first 1st",
    ],
)
def test_words_that_meet(words: str) -> None:
    assert len({ENGLISH.stem(ENGLISH.exact(word)) for word in words.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("policy", "police"), ("organ", "organization"), ("university", "universe"), ("emirates", "emir"), ("news", "new"),
     ("rise", "rize"), ("called", "caled"), ("aids", "aid"), ("general", "generate"), ("unhcr", "unhc"),
     ("hamad", "hamed"), ("khaled", "khale"), ("fed", "feed")],
)  # fmt: skip
def test_words_that_stay_apart(one: str, other: str) -> None:
    assert ENGLISH.stem(one) != ENGLISH.stem(other)


@pytest.mark.parametrize(
    ("name", "row"),
    [(name, row)
     for name in ("english_names.tsv", "english_demonyms.tsv", "english_irregular.tsv", "english_abbreviations.tsv",
                  "english_variants.tsv")
     for row in read_list(name)],
)  # fmt: skip
def test_every_row_of_a_table_is_applied(name: str, row: list[str]) -> None:
    assert len({ENGLISH.stem(word) for word in (row[0], *row[1].split())}) == 1


def test_every_row_of_the_stem_table_is_applied() -> None:
    for row in read_list("english_stems.tsv"):
        assert {ENGLISH.stem(word) for word in row[1].split()} == {row[0]}
