"""field:value by every name that a value goes by, in both languages, and outlets outside the gazetteer."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from search_stories import story, write_generation

from indexer.model.article import SourceMention
from indexer.model.settings import Settings, seeds_directory
from search.model.notes import UNKNOWN_VALUE
from search.model.results import FacetSearch, Parameters
from search.parameters import read_parameters
from search.service import SearchService

ARTICLES = (
    story("ae", "Visit", "A visit.", countries="AE", agencies="bh-lmra", source="kuna"),
    story("gb", "زيارة", "زيارة إلى لندن.", countries="GB", agencies="kw-interior", instruments="mou"),
    story("sa", "Visit", "A visit.", countries="SA", agencies="qa-interior", instruments="agreement"),
    story("pair", "Talks", "They met.", countries="KW AE"),
    story("three", "محادثات", "التقوا.", countries="KW OM AE"),
    replace(story("daily", "Visit", "A visit."), source=SourceMention("gulf-daily", "Gulf Daily")),
    replace(story("horizon", "زيارة", "زيارة الوزير."), source=SourceMention("افاق-الخليج", "آفاق الخليج")),
)


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchService]:
    data = tmp_path_factory.mktemp("names") / "data"
    write_generation(data, ARTICLES)
    service = SearchService(replace(Settings(seeds=seeds_directory()), data=data))
    yield service
    service.close()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("country:UAE", {"ae", "pair", "three"}),
        ("country:Emirates", {"ae", "pair", "three"}),
        ('country:"The Emirates"', {"ae", "pair", "three"}),
        ("دولة:الإمارات", {"ae", "pair", "three"}),
        ("country:امارات", {"ae", "pair", "three"}),
        ("country:UK", {"gb"}),
        ("دولة:بريطانيا", {"gb"}),
        ("country:saudi", {"sa"}),
        ("country:السعودية", {"sa"}),
        ('country:"المملكة السعودية"', {"sa"}),
        # A demonym, where no value has it for a name.
        ("country:emirati", {"ae", "pair", "three"}),
        ("دولة:إماراتي", {"ae", "pair", "three"}),
        # Two countries with a hyphen between them, by any of their names, in any order.
        ("party:AE-KW", {"pair", "three"}),
        ("party:kuwait-uae", {"pair", "three"}),
        ('party:"عمان - الكويت"', {"three"}),
        ("الطرفان:«الكويت - الإمارات»", {"pair", "three"}),
        ("agency:LMRA", {"ae"}),
        ("جهة:«هيئة تنظيم سوق العمل»", {"ae"}),
        # A name of several is all of them.
        ('agency:"Ministry of Interior"', {"gb", "sa"}),
        ("جهة:«وزارة الداخلية»", {"gb", "sa"}),
        ("source:كونا", {"ae"}),
        ("source:KUNA", {"ae"}),
        ("source:kuna.net.kw", {"ae"}),
        ("language:عربي", {"gb", "horizon", "three"}),
        ("language:English", {"ae", "sa", "daily", "pair"}),
        ("نوع:مذكرة", {"gb"}),
        ("kind:treaty", {"sa"}),
        # Outlets that only the collection has.
        ('source:"Gulf Daily"', {"daily"}),
        ("source:gulf-daily", {"daily"}),
        ("source:(Gulf Daily)", {"daily"}),
        ("مصدر:«آفاق الخليج»", {"horizon"}),
    ],
)
def test_a_value_is_known_by_each_of_its_names(names: SearchService, typed: str, found: set[str]) -> None:
    page = names.search(Parameters(q=typed))
    assert ({hit.id for hit in page.hits}, page.notes) == (found, ())


@pytest.mark.parametrize(
    "typed",
    ["country:Atlantis", "دولة:أطلانتس", "source:nobody", "language:klingon", "year:x", "party:AE-AE", "party:AE"],
)
def test_what_no_value_is_called_is_searched_as_words(names: SearchService, typed: str) -> None:
    assert UNKNOWN_VALUE in [note.template for note in names.search(Parameters(q=typed)).notes]


@pytest.mark.parametrize("ui", ["ar", "en"])
def test_an_outlet_that_no_table_has_goes_by_its_published_name(names: SearchService, ui: str) -> None:
    page = names.search(Parameters(ui=ui))
    labels = {value.value: value.label for value in page.facets["source"]}
    assert labels["gulf-daily"] == "Gulf Daily"
    assert labels["افاق-الخليج"] == "آفاق الخليج"
    assert labels["kuna"] == {"ar": "وكالة الأنباء الكويتية", "en": "Kuwait News Agency"}[ui]
    assert {hit.source.value: hit.source.label for hit in page.hits if hit.source} == labels


def test_such_an_outlet_is_found_in_its_facet_by_its_name(names: SearchService) -> None:
    for prefix, label in (("Daily", "Gulf Daily"), ("الخليج", "آفاق الخليج")):
        assert [value.label for value in names.facet("source", FacetSearch(prefix), Parameters()).values] == [label]


def test_a_chosen_outlet_without_articles_keeps_its_id(names: SearchService) -> None:
    (chosen,) = (
        value for value in names.search(Parameters(filters={"source": ("gone",)})).facets["source"] if value.selected
    )
    assert (chosen.label, chosen.count) == ("gone", 0)


@pytest.mark.parametrize(
    ("filters", "every", "found"),
    [
        ({"party": ("KW-AE",)}, "", {"pair", "three"}),
        ({"party": ("AE-KW", "KW-OM")}, "", {"pair", "three"}),
        ({"party": ("AE-KW", "KW-OM")}, "party", {"three"}),
        ({"not_party": ("AE-OM",), "country": ("AE",)}, "", {"ae", "pair"}),
        ({"country": ("KW", "OM")}, "country", {"three"}),
        ({"country": ("الكويت", "UAE")}, "country", {"pair", "three"}),
        ({"country": ("KW", "FR")}, "country", set()),
    ],
)
def test_any_or_all_of_the_values_can_be_wanted(
    names: SearchService, filters: dict[str, tuple[str, ...]], every: str, found: set[str]
) -> None:
    wanted = {f"{every}_match": ["all"]} if every else {}
    given = {name: list(values) for name, values in filters.items()} | wanted
    parameters, notes = read_parameters(given, page_size=10, ui="en")
    page = names.search(parameters)
    assert ({hit.id for hit in page.hits}, notes) == (found, ())


def test_the_countries_that_go_on_with_all_that_were_chosen_are_counted(names: SearchService) -> None:
    page = names.search(Parameters(filters={"country": ("KW", "AE")}, every=frozenset({"country"})))
    assert {value.value: value.count for value in page.facets["country"]} == {"AE": 2, "KW": 2, "OM": 1}
    assert {value.label: value.count for value in page.facets["party"]} == {
        "United Arab Emirates – Kuwait": 2,
        "United Arab Emirates – Oman": 1,
        "Kuwait – Oman": 1,
    }
