"""Proposed entries: rows that only a person can finish."""

from pathlib import Path

import pytest

from analyzers.pipeline import Analyzer
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.gazetteers.glossary import Glossary, read_proposed
from indexer.lexicon.entries import read
from indexer.model.settings import seeds_directory
from search.curating.counting import Counted
from search.curating.proposals import GLOSSARY, LEXICON, Proposing, as_table, printable


def proposing(*taken: str) -> Proposing:
    return Proposing(lambda id: id in taken, lambda query: "شاحنات العسل" if query == "honey trucks" else "")


def test_a_word_becomes_a_row_with_the_other_side_empty() -> None:
    words = [Counted("honey", 3, ("honey price", "honey")), Counted("عسل", 2)]
    assert list(as_table(proposing("honey").words(words), GLOSSARY, str)) == [
        "id\tar\ten",
        "# proposed: a word without translation, asked 3 times; for example in: honey price · honey",
        "honey-2\t\thoney",
        "# proposed: a word without translation, asked 2 times",
        "new\tعسل\t",
    ]


def test_the_same_words_as_rows_of_the_lexicon() -> None:
    table = list(as_table(proposing().words([Counted("honey", 3), Counted("عسل", 2)]), LEXICON, str))
    assert [line for line in table if not line.startswith("#")] == [
        "lemma\tpos\tforms\ttranslations",
        "honey\tother\t\t",
        "عسل\tother\t\t",
    ]


@pytest.mark.parametrize(
    ("query", "is_proposed"),
    [
        ("honey trucks", True),
        ("شاحنات العسل", True),
        ("honey", False),
        ("honey of the five trucks", False),
        ("honey -trucks", False),
        ('"honey trucks"', False),
        ("country:KW honey", False),
        ("honey شاحنات", False),
        ("honey 2019", False),
        ("=SUM honey", False),
        ("unknown trucks", False),
    ],
)
def test_a_phrase_of_a_few_known_words_that_finds_nothing_may_be_a_concept(query: str, is_proposed: bool) -> None:
    found = list(proposing().phrases([Counted(query, 2)], [Counted("Unknown", 2)]))
    assert len(found) == is_proposed
    assert not is_proposed or not (found[0].is_word or (found[0].ar and found[0].en))


def test_what_may_be_the_translation_stands_in_the_comment_alone() -> None:
    table = list(as_table(proposing().phrases([Counted("honey  trucks", 2)], []), GLOSSARY, str))
    assert table[1:] == [
        "# proposed: found nothing, asked 2 times; word by word: شاحنات العسل",
        "honey-trucks\t\thoney trucks",
    ]
    assert len(list(as_table(proposing().phrases([Counted("honey trucks", 2)], []), LEXICON, str))) == 1


def test_no_row_is_taken_before_a_person_filled_it(tmp_path: Path) -> None:
    words = [Counted("honey", 3), Counted("عسل", 2)]
    for table in (GLOSSARY, LEXICON):
        path = tmp_path / f"{table}.tsv"
        path.write_text("\n".join(as_table(proposing().words(words), table, str)), "utf-8")
    entries, faults = read_proposed(
        tmp_path / "glossary.tsv", Glossary(), Gazetteers.load(seeds_directory() / "gazetteers")
    )
    assert (entries, len(faults)) == ([], 2)
    lexicon = read(tmp_path / "lexicon.tsv", Analyzer())
    assert (lexicon.entries, len(lexicon.faults)) == ((), 2)


def test_what_moves_a_cursor_or_turns_the_writing_is_not_printed() -> None:
    assert printable("a\x1b[31m\tb\u202ec\nعسل") == "a [31m b c عسل"
