"""The concepts that a query may be expanded by, found by its words."""

from pathlib import Path

import pytest

from analyzers.pipeline import Analyzer
from indexer.gazetteers.concepts import Concepts, TypedWord
from indexer.gazetteers.gazetteers import Gazetteers
from indexer.gazetteers.glossary import Glossary, read_proposed
from indexer.generations.generations import CONCEPTS
from indexer.model.errors import GenerationError
from indexer.model.settings import seeds_directory

ANALYZER = Analyzer()


@pytest.fixture(scope="session")
def concepts() -> Concepts:
    seeds = seeds_directory()
    return Concepts.build(Glossary.load(seeds / "glossary.tsv"), Gazetteers.load(seeds / "gazetteers"), ANALYZER)


def typed(query: str) -> list[TypedWord]:
    tokens = ANALYZER.analyze(query)
    return [TypedWord(query[token.start : token.end], token.stem or token.exact) for token in tokens]


def whole(concepts: Concepts, query: str) -> list[str]:
    """What all words of a query together may mean."""
    words = typed(query)
    return [found.id for found in concepts.find(words) if (found.first, found.last) == (0, len(words))]


@pytest.mark.parametrize(
    ("query", "id"),
    [
        ("IOM", "agency:iom"),
        ("iom", "agency:iom"),
        ("International Organisation for Migration", "agency:iom"),
        ("المنظمة الدولية للهجرة", "agency:iom"),
        ("وبالمنظمة الدولية للهجره", "agency:iom"),
        ("DFWAC", "agency:ae-dfwac"),
        ("هيئة تنظيم سوق العمل", "agency:bh-lmra"),
        ("Kuwait's", "country:KW"),
        ("للكويت", "country:KW"),
        ("Kuwaiti", "country:KW"),
        ("الكويتيين", "country:KW"),
        ("Riyadh", "place:sa-riyadh"),
        ("riyadh", "place:sa-riyadh"),
        ("بالرياض", "place:sa-riyadh"),
        ("دبي", "place:ae-dubai"),
        ("Abu Dhabi", "place:ae-abu-dhabi"),
        ("أبو ظبي", "place:ae-abu-dhabi"),
        ("أبوظبي", "place:ae-abu-dhabi"),
        ("memoranda of understanding", "mou"),
        ("MoUs", "mou"),
        ("مذكرتي التفاهم", "mou"),
        ("الضحايا", "victim"),
        ("trafficking in human beings", "human-trafficking"),
        # Everyday concepts of cooperation news, in both languages.
        ("IT", "information-technology"),
        ("بتقنية المعلومات", "information-technology"),
        ("countries of origin", "countries-of-origin"),
        ("بلدان المنشأ", "countries-of-origin"),
        ("رعاية صحية", "health-care"),
        ("visa waiver", "visa-exemption"),
        ("القدس", "jerusalem"),
        ("Jerusalem", "jerusalem"),
        # A fixed form is found with its clitics and its article, but by no other word of its stem.
        ("بالعملة", "currency"),
        ("العملات", "currency"),
    ],
)
def test_a_form_is_found_as_it_is_typed(concepts: Concepts, query: str, id: str) -> None:
    assert whole(concepts, query) == [id]


@pytest.mark.parametrize(
    "query",
    [
        "عملية",  # shares its stem with عملة
        "securities",  # shares its stem with security
        "important",
        "وزارة الداخلية العامة",
        "memorandum understanding",
        # Names of places that are common words, of two places, or need a cue in an article too.
        "رياض",
        "الخبر",
        "العين",
        "صور",
        "جدة",
        "دوما",
        "Nice",
        "Reading",
        "Mobile",
        "Hyderabad",
        "البيت الأبيض",
        # A place with a name in one language only has nothing to be searched by.
        "Penang",
    ],
)
def test_what_only_looks_like_a_form_is_none(concepts: Concepts, query: str) -> None:
    assert whole(concepts, query) == []


def test_a_shared_name_means_no_single_body(concepts: Concepts) -> None:
    assert whole(concepts, "Ministry of Interior") == ["interior-ministry"]
    assert whole(concepts, "National Guard") == []


def test_the_longest_comes_first(concepts: Concepts) -> None:
    found = [(match.first, match.last, match.id) for match in concepts.find(typed("human rights"))]
    assert found[0] == (0, 2, "human-rights")


def test_a_generation_keeps_them(concepts: Concepts, tmp_path: Path) -> None:
    concepts.save(tmp_path)
    kept = Concepts.load(tmp_path)
    assert kept.get("mou") == concepts.get("mou")
    assert kept.get("agency:iom") == concepts.get("agency:iom")
    assert list(kept.find(typed("IOM MoU"))) == list(concepts.find(typed("IOM MoU")))
    assert kept.get("absent") is None


def test_a_generation_without_them_has_none(tmp_path: Path) -> None:
    assert list(Concepts.load(tmp_path).find(typed("IOM"))) == []


def test_labels_are_in_either_language(concepts: Concepts) -> None:
    mou, kuwait = concepts.get("mou"), concepts.get("country:KW")
    assert mou and kuwait
    assert (mou.label("ar"), mou.label("en")) == ("مذكرة تفاهم", "memorandum of understanding")
    assert (kuwait.label("ar"), kuwait.label("en")) == ("الكويت", "Kuwait")


@pytest.mark.parametrize(
    ("id", "said", "unsaid"),
    [
        # A list of languages is no news of a country ...
        ("country:GB", {"British", "بريطاني", "UK"}, {"English", "Welsh", "إنجليزي", "إنكليزي"}),
        ("country:CN", {"الصين"}, {"Chinese", "صيني"}),
        ("country:RU", {"روسيا"}, {"Russian", "روسي"}),
        ("country:PH", {"Philippine", "الفلبين"}, {"Filipino", "فلبيني", "فليبيني"}),
        ("country:KW", {"Kuwaiti", "كويتي"}, set()),
        # ... and a common market is not the European Union.
        ("agency:eu", {"European Community", "الاتحاد الأوروبي"}, {"Common Market"}),
    ],
)
def test_an_ambiguous_name_is_no_concept(concepts: Concepts, id: str, said: set[str], unsaid: set[str]) -> None:
    concept = concepts.get(id)
    assert concept
    forms = {wording.text for wording in concept.wordings}
    assert (said - forms, unsaid & forms) == (set(), set())


def test_an_adjective_is_typed_for_its_country_all_the_same(concepts: Concepts) -> None:
    assert whole(concepts, "Chinese") == whole(concepts, "الصينية") == ["country:CN"]
    assert whole(concepts, "Common Market") == []


def test_a_name_with_the_stem_of_a_language_counts_exactly(concepts: Concepts) -> None:
    china, kuwait = concepts.get("country:CN"), concepts.get("country:KW")
    assert china and kuwait
    assert {wording.text: wording.fixed for wording in china.wordings}["الصين"]
    assert not {wording.text: wording.fixed for wording in kuwait.wordings}["الكويت"]


@pytest.mark.parametrize(
    "junk", [b"x", b"", b"{}", b"[]", b"null", b"\xff\x00", b'{"entries": 1, "words": {}, "stems": {}}', b"[" * 100_000]
)
def test_a_damaged_file_is_named_with_what_to_do(tmp_path: Path, junk: bytes) -> None:
    (tmp_path / CONCEPTS).write_bytes(junk)
    with pytest.raises(GenerationError, match=r"concepts\.json: is damaged .*; run: python -m indexer reindex"):
        Concepts.load(tmp_path)


def test_the_place_of_a_birth_is_no_capital(concepts: Concepts) -> None:
    assert whole(concepts, "مسقط رأسه") == [""]
    assert whole(concepts, "مسقط") == ["place:om-muscat"]


def test_a_place_is_expanded_by_its_very_name_and_no_articles_are_about_it(concepts: Concepts) -> None:
    riyadh = concepts.get("place:sa-riyadh")
    assert riyadh is not None
    assert (riyadh.facet, riyadh.value) == ("", "")
    assert {wording.text for wording in riyadh.wordings} == {"Riyadh", "الرياض"}
    assert all(wording.fixed for wording in riyadh.wordings)
    cannes, abu_dhabi = concepts.get("place:fr-cannes"), concepts.get("place:ae-abu-dhabi")
    assert cannes is not None and abu_dhabi is not None
    # كان is a stop word: by its stems the name would be that of everything French.
    assert {wording.text: wording.fixed for wording in cannes.wordings} == {"Cannes": True, "كان الفرنسية": True}
    assert not any(wording.fixed for wording in abu_dhabi.wordings)


def test_concepts_that_are_tried_are_found_as_if_they_had_been_built_in(
    tmp_path: Path, gazetteers: Gazetteers, concepts: Concepts
) -> None:
    """New ones, and one in place of that with its id; what was built is not touched."""
    table = seeds_directory() / "glossary.tsv"
    rows = [row for row in table.read_text("utf-8").splitlines() if not row.startswith("mou\t")]
    tried = "mou\tورقة عسل\thoney paper\nwax\tشمع\t=wax\n"
    (tmp_path / "tried.tsv").write_text(f"id\tar\ten\n{tried}", "utf-8")
    (tmp_path / "all.tsv").write_text("\n".join([rows[0], tried.strip(), *rows[1:]]), "utf-8")
    entries, faults = read_proposed(tmp_path / "tried.tsv", Glossary.load(table), gazetteers)
    assert faults == []
    found = concepts.with_entries(entries, ANALYZER)
    built = Concepts.build(Glossary.load(tmp_path / "all.tsv"), gazetteers, ANALYZER)
    assert dict(found.forms()) == dict(built.forms())
    for query in ("honey papers", "memorandum of understanding", "مذكرة تفاهم", "الشمع", "wax", "Kuwait", "الضحايا"):
        assert list(found.find(typed(query))) == list(built.find(typed(query)))
    assert found.get("mou") == built.get("mou") != concepts.get("mou")
    assert whole(concepts, "مذكرة تفاهم") == ["mou"]
    assert whole(concepts, "wax") == []
