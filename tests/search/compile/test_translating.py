"""Words that only the lexicon knows: what they find in the other language, what is counted, and what is said of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from asking import ids, search
from search_stories import story, write_generation

from analyzers.pipeline import Analyzer
from indexer.engines.port.query import Best, Nothing, Term
from indexer.generations.generations import TRANSLATIONS, Generations
from indexer.lexicon.entries import Entry
from indexer.model.settings import Settings, seeds_directory
from search.compile.clauses import Clause
from search.model import notes
from search.model.results import Matching, Parameters
from search.service import SearchService

ENTRIES = (
    Entry("فانوس", "n", ("فوانيس",), ("lantern", "lamp")),
    Entry("lantern", "n", (), ("فانوس", "قنديل")),
    Entry("ميناء", "n", ("موانئ",), ("harbour", "port")),
    Entry("harbour", "n", (), ("ميناء", "مرفأ")),
    Entry("cargo", "n", (), ("شحنة",)),
    Entry("شحنة", "n", (), ("parcel",)),
    Entry("open sea", "expr", (), ("عرض البحر",)),
    Entry("عرض البحر", "expr", (), ("open sea",)),
    Entry("wheat", "n", (), ("قمح",)),
    Entry("قمح", "n", (), ("wheat",)),
    Entry("غلة", "n", (), ("wheat harbour",)),
    Entry("harboured", "adj", (), ("محتضن",)),
    Entry("state", "n", (), ("دولة",)),
    Entry("state of emergency", "expr", (), ("حالة الطوارئ",)),
    Entry("حالة الطوارئ", "expr", (), ("state of emergency",)),
    Entry("حالة", "n", (), ("condition",)),
    Entry("candle", "n", (), ("شمعة",)),
    Entry("شمعة", "n", (), ("candle",)),
    Entry("oil candle", "expr", (), ("شمعة نفط",)),
    Entry("شمعة نفط", "expr", (), ("oil candle",)),
    Entry("oil state", "expr", (), ("إمارة ثرية",)),
    Entry("إمارة ثرية", "expr", (), ("oil state",)),
)
STORIES = (
    story("harbour-en", "", "The lanterns left the harbour with their cargo."),
    story("harbour-ar", "", "غادرت الفوانيس الميناء إلى أماكن بعيدة."),
    story("steamer-ar", "", "وصلت القنديل إلى المرفأ."),
    story("cargo-ar", "", "ضاعت الشحنة كلها."),
    story("sea-ar", "", "أُنقذ الصيادون في عرض البحر."),
    story("display-ar", "", "عرض الرسام لوحاته عن البحر والجبال."),
    story("wheat-ar", "", "تأخر القمح في الميناء، فالفوانيس غادرت."),
    story("emergency-ar", "", "انتهت حالة الطوارئ أمس."),
    story("emergency-en", "", "The island ended its state of emergency."),
    story("candle-ar", "", "أضاءت شمعة نفط البيت."),
    story("both-en", "", "A lantern, which is فانوس in Arabic."),
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("translated") / "data"
    write_generation(data, STORIES, concepts=True, entries=ENTRIES)
    return data


@pytest.fixture(scope="module")
def service(data: Path) -> Iterator[SearchService]:
    service = SearchService(replace(Settings(seeds=seeds_directory()), data=data))
    yield service
    service.close()


@pytest.mark.parametrize(
    ("query", "counted", "others"),
    [
        # The first translation counts, if it is translated back; another one only brings an article among the closest.
        ("lantern", {"harbour-en", "both-en", "harbour-ar", "wheat-ar"}, {"steamer-ar"}),
        ("فوانيس", {"harbour-ar", "wheat-ar", "both-en", "harbour-en"}, set()),
        ("cargo", {"harbour-en"}, {"cargo-ar"}),
        ("lantern harbour", {"harbour-en", "harbour-ar", "wheat-ar"}, {"both-en", "steamer-ar"}),
        ("الفانوس في الميناء", {"harbour-en", "harbour-ar", "wheat-ar"}, {"both-en"}),
        # A phrase is not its words.
        ("open sea", {"sea-ar"}, set()),
        # Quoted, required and excluded words stay as typed.
        ('"lantern"', {"both-en"}, set()),
        ("+wheat", set(), set()),
        ("harbour -lantern", {"wheat-ar", "harbour-ar"}, {"steamer-ar"}),
    ],
)
def test_what_a_word_finds(service: SearchService, query: str, counted: set[str], others: set[str]) -> None:
    page = search(service, query)
    assert ({hit.id for hit in page.hits}, {hit.id for hit in page.others}) == (counted, others)
    assert page.total == len(counted)


@pytest.mark.parametrize(
    ("query", "typed"),
    [
        # The glossary has emergency and oil; a phrase that says more than its words is one all the same, if the
        # collection has its translation.
        ("state of emergency", ["state of emergency"]),
        ("حالة الطوارئ", ["حالة الطوارئ"]),
        ("oil candle", ["oil", "candle"]),
        ("oil state", ["oil"]),
    ],
)
def test_a_phrase_that_says_more_than_a_word_of_the_glossary(
    service: SearchService, query: str, typed: list[str]
) -> None:
    assert [one.typed for one in search(service, query).expansions] == typed


def test_what_follows_a_single_word_is_said_to_be_less_certain(service: SearchService) -> None:
    for query, template in (("cargo", notes.TRANSLATED_FOLLOW), ("cargo lantern", notes.OTHERS)):
        note = search(service, query).others_note
        assert note is not None
        assert note.template == template


@pytest.mark.parametrize("query", ["wheat harbour", "wheat harboured"])
def test_what_the_collection_has_in_no_other_words_is_looked_for_less_closely(
    service: SearchService, query: str
) -> None:
    # غلة is in no article: its phrase is translated word by word. Nor is محتضن: the stem of its word is translated.
    found = {form for one in search(service, query).expansions for form in one.forms}
    assert found == {"قمح", "ميناء", "مرفأ"}
    assert "wheat-ar" in ids(search(service, query))


def test_articles_with_the_word_as_typed_come_first(service: SearchService) -> None:
    assert set(ids(search(service, "lanterns"))[:2]) == {"harbour-en", "both-en"}
    assert set(ids(search(service, "الفوانيس"))[:3]) == {"harbour-ar", "wheat-ar", "both-en"}


def test_a_sentence_is_translated_too(service: SearchService) -> None:
    page = search(service, "What did the lanterns that left the harbour say of wheat there yesterday?")
    assert page.matching is Matching.MOST
    assert {"wheat-ar", "harbour-ar"} <= set(ids(page))
    plain = search(service, "What did the lanterns that left the harbour say of wheat there yesterday?", expand=False)
    assert not {"wheat-ar", "harbour-ar"} & set(ids(plain))


def test_a_word_of_which_the_collection_has_only_translations_is_found(service: SearchService) -> None:
    assert ids(search(service, "wheat")) == ["wheat-ar"]


def test_a_word_and_what_stands_for_it_are_worth_as_much_as_the_better_of_them() -> None:
    typed, other = Term("body_stem", "lantern"), Term("body_stem", "فانوس", 2.0)
    assert Clause(typed, other=other).loosened == Best((typed, other))
    assert Clause(Nothing(), other=other).loosened == other
    assert Clause(typed).loosened == typed


def test_the_page_says_what_was_translated_and_each_word_can_be_taken_out(service: SearchService) -> None:
    lantern, harbour = search(service, "lantern harbour").expansions
    assert (lantern.typed, lantern.concept, lantern.translated) == ("lantern", "word:lantern", True)
    assert lantern.forms == ("فانوس", "قنديل")
    without = search(service, "lantern harbour", not_expand=("word:lantern",))
    assert [one.typed for one in without.expansions] == ["harbour"]
    assert [(one.value, one.label) for one in without.unexpanded] == [("word:lantern", "lantern")]
    assert "harbour-ar" not in {hit.id for hit in without.hits}
    with service.lease() as reading:
        assert reading.known_concepts([harbour.concept, "word:"]) == ("word:harbour",)


def test_a_translation_is_marked_and_named(service: SearchService) -> None:
    hit = next(hit for hit in search(service, "lantern").hits if hit.id == "harbour-ar")
    assert "<mark>الفوانيس</mark>" in hit.title_html
    (reason,) = hit.explanation
    assert reason.template == notes.OTHER_NOTES["body"]
    assert reason.values == {"word": "lantern", "found": "الفوانيس"}
    page = service.article("harbour-ar", Parameters(q="lantern"))
    assert page is not None
    assert "<mark>الفوانيس</mark>" in page.blocks[0].html


@pytest.mark.parametrize(("query", "language"), [("lantern harbour", "en"), ("فانوس ميناء", "ar"), ("lantern", "en")])
def test_the_own_language_may_come_first(service: SearchService, query: str, language: str) -> None:
    page = search(service, query, own_first=True)
    assert set(ids(page)) == set(ids(search(service, query)))
    for hits in (page.hits, page.others):
        own = [hit.language == language for hit in hits]
        assert own == sorted(own, reverse=True)


def test_own_articles_that_the_first_page_would_not_have_come_first_too(tmp_path: Path) -> None:
    many = [story(f"ar{n}", "", f"فانوس فانوس فانوس {n}.") for n in range(120)]
    entries = (Entry("lantern", "n", (), ("فانوس",)), Entry("فانوس", "n", (), ("lantern",)))
    last = story("en", "", "Nothing of it in this long text, word after word after word, until a lantern at its end.")
    write_generation(tmp_path / "data", (*many, last), concepts=True, entries=entries)
    service = SearchService(replace(Settings(seeds=seeds_directory()), data=tmp_path / "data"))
    page = search(service, "lantern", own_first=True)
    rest = search(service, "lantern", own_first=True, page=2)
    service.close()
    assert page.hits[0].id == "en"
    assert page.total == 121
    assert not {hit.id for hit in page.hits} & {hit.id for hit in rest.hits}


def test_without_expansion_nothing_is_translated(service: SearchService) -> None:
    page = search(service, "lantern", expand=False)
    assert (page.expansions, set(ids(page))) == ((), {"both-en", "harbour-en"})


@pytest.mark.parametrize("content", [b"", b"no database"])
def test_a_damaged_table_translates_nothing_and_fails_no_query(tmp_path: Path, content: bytes) -> None:
    write_generation(tmp_path / "data", STORIES, concepts=True, entries=ENTRIES)
    current = Generations(tmp_path / "data").current()
    assert current is not None
    (current.directory / TRANSLATIONS).write_bytes(content)
    service = SearchService(replace(Settings(seeds=seeds_directory()), data=tmp_path / "data"))
    page = search(service, "lantern")
    service.close()
    assert set(ids(page)) == {"both-en", "harbour-en"}
    assert notes.NOT_EXPANDED in [note.template for note in page.notes]


def test_a_table_that_is_damaged_further_inside_fails_no_query(tmp_path: Path) -> None:
    write_generation(tmp_path / "data", STORIES, concepts=True, entries=ENTRIES)
    current = Generations(tmp_path / "data").current()
    assert current is not None
    with closing(sqlite3.connect(current.directory / TRANSLATIONS)) as file, file:
        file.execute("DROP TABLE meanings")
    service = SearchService(replace(Settings(seeds=seeds_directory()), data=tmp_path / "data"))
    page = search(service, "lantern")
    service.close()
    assert set(ids(page)) == {"both-en", "harbour-en"}


def test_translations_of_a_word_together_are_as_rare_as_all_their_articles(tmp_path: Path) -> None:
    """A rare wrong translation of a common word weighs no more than the word."""
    common = [story(f"c{n}", "", "تقارير عن الرافعة.") for n in range(30)]
    rare = story("rare", "", "طار الكركي.")
    entries = (Entry("crane", "n", (), ("رافعة", "كركي")), Entry("رافعة", "n", (), ("crane",)))
    write_generation(tmp_path / "data", (*common, rare), concepts=True, entries=entries)
    service = SearchService(replace(Settings(seeds=seeds_directory()), data=tmp_path / "data"))
    page = search(service, "crane", some=True, limit=40)
    service.close()
    scores = {hit.id: hit.score for hit in page.hits}
    assert scores["rare"] < scores["c0"]
    assert Analyzer().analyze("كركي")[0].stem is not None


FORMS = (
    Entry("percent", "n", ("per cent",), ("بالمئة",)),
    Entry("قنطرة", "n", ("قناطر",), ("arch",)),
    Entry("spanner", "n", ("wrench",), ("مفتاح",)),
    Entry("spanner", "n", ("bridge",), ("جسر",)),
)
WRITTEN = (
    story("apart", "", "Nine per cent of the fleet stayed."),
    story("joined", "", "Nine percent of the boats stayed."),
    story("cents", "", "It cost a cent."),
    story("many", "", "بنيت القناطر قديما."),
    story("one", "", "بنيت قنطرة قديما."),
    story("tool", "", "She has a wrench."),
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("percent", ["joined", "apart"]),
        ("قنطرة", ["one", "many"]),
        ("قناطر", ["many", "one"]),
        # What has two meanings is not told by its forms.
        ("spanner", []),
    ],
)
def test_a_word_is_found_in_the_other_forms_of_its_row(tmp_path: Path, query: str, found: list[str]) -> None:
    write_generation(tmp_path / "data", WRITTEN, concepts=True, entries=FORMS)
    with closing(SearchService(replace(Settings(seeds=seeds_directory()), data=tmp_path / "data"))) as service:
        page = search(service, query)
        assert (ids(page), page.total) == (found, len(found))
        literal = search(service, query, expand=False)
        assert set(ids(literal)) < set(found) or ids(literal) == found
