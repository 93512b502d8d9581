"""Better spellings, completions, values of a facet, and why an article was found."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search_stories import story, write_generation

from indexer.model.facets import BY_NAME
from indexer.model.settings import Settings, seeds_directory
from search.completions import typed_part
from search.model.results import FacetSearch, FacetValues, Parameters
from search.service import SearchService
from search.spelling.correction import MAX_CORRECTED
from search.spelling.vocabulary import COMMON_ARTICLES


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # A letter too many, too few, another one, two exchanged.
        ("memmorandum", "memorandum"),
        ("memorandm", "memorandum"),
        ("memoramdum", "memorandum"),
        ("memroandum", "memorandum"),
        ("labour inspektion", "labour inspection"),
        # Arabic comes back as published, not as folded.
        ("المذكررة", "المذكرة"),
        ("تفتيش العملل", "تفتيش العمل"),
        # The wrong keyboard layout, both ways.
        ("hg,.dv", "الوزير"),
        ("ةثةخقشىيعة", "memorandum"),
        # What the collection has needs no other spelling, nor does a phrase.
        ("memorandum", ""),
        ("memorandum shelter", ""),
        ('"memmorandum"', ""),
        # Too short or too far from anything.
        ("zq", ""),
        ("xylophone", ""),
        ("", ""),
    ],
)
def test_did_you_mean(service: SearchService, typed: str, meant: str) -> None:
    assert service.search(Parameters(q=typed)).did_you_mean == meant


@pytest.mark.parametrize(("typed", "meant"), [("memmorandum", "memorandum"), ("hg,.dv", "الوزير")])
def test_what_finds_nothing_shows_the_articles_of_what_was_meant(
    service: SearchService, typed: str, meant: str
) -> None:
    page, better = service.search(Parameters(q=typed)), service.search(Parameters(q=meant))
    assert (page.total, page.hits, page.others_query) == (0, (), meant)
    assert [hit.id for hit in page.others] == [hit.id for hit in (*better.hits, *better.others)] != []
    assert page.others[0].snippet_html == better.hits[0].snippet_html
    found = service.find(Parameters(q=typed))
    assert [match.id for match in found.others] == [hit.id for hit in page.others]


def test_what_is_meant_keeps_the_filters(service: SearchService) -> None:
    page = service.search(Parameters(q="memmorandum", filters={"language": ("ar",)}))
    better = service.search(Parameters(q="memorandum", filters={"language": ("ar",)}))
    assert [hit.id for hit in page.others] == [hit.id for hit in (*better.hits, *better.others)]


def test_of_two_equally_close_words_the_frequent_one_is_meant(tmp_path: Path) -> None:
    texts = ["the visor", "a visit", "the visit", "our visit"]
    write_generation(tmp_path / "data", tuple(story(f"s{n}", "", text) for n, text in enumerate(texts)))
    service = SearchService(replace(Settings(seeds=seeds_directory()), data=tmp_path / "data"))
    assert service.search(Parameters(q="visot")).did_you_mean == "visit"


def test_so_many_words_of_a_query_are_corrected(service: SearchService) -> None:
    word = "memorandum"
    wrong = [word[:index] + letter + word[index:] for index, letter in enumerate(word)]
    meant = service.search(Parameters(q=" ".join(wrong))).did_you_mean
    assert meant.split() == [word] * MAX_CORRECTED + wrong[MAX_CORRECTED:]


@pytest.fixture(scope="module")
def many_alike(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchService]:
    """Articles with words that are near to right words, each in as many articles as makes it common."""
    data = tmp_path_factory.mktemp("alike") / "data"
    english = "Isa had met Jarman and Mr Bahr on the cases of Trafficking and of trafficking at the Port"
    arabic = "اجتمع الجرمن وتشار في شأن الميناء"
    texts = [english, arabic] * COMMON_ARTICLES
    write_generation(data, tuple(story(f"s{n}", "Trafficking", text) for n, text in enumerate(texts)), concepts=True)
    service = SearchService(replace(Settings(seeds=seeds_directory()), data=data))
    yield service
    service.close()


@pytest.mark.parametrize(
    "typed",
    [
        # Names of countries and bodies, words of the glossary and of the analyzers' lists, with and without clitics.
        "Jordan",
        "Chad",
        "الأردن",
        "وللأردن",
        "تشاد",
        "وتشاد",
        "visa",
        "visas",
        "تأشيرة",
        # Fields, clauses of no field, and numbers.
        "agency",
        "foo:bahs",
        "published:2019-03",
        "2019",
        # A short word whose first letter is another's, or that is near to none that is common.
        "sad",
        "bet",
        "ميناا",
    ],
)
def test_a_right_or_a_short_word_is_not_corrected(many_alike: SearchService, typed: str) -> None:
    assert many_alike.search(Parameters(q=typed)).did_you_mean == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("trafficing", "trafficking"),
        ("Trafficing", "Trafficking"),
        ("hda", "had"),
        ("pirt", "Port"),
        ("jarmam", "Jarman"),
        ("الميناا", "الميناء"),
    ],
)
def test_a_word_comes_back_in_the_case_of_what_was_typed(many_alike: SearchService, typed: str, meant: str) -> None:
    assert many_alike.search(Parameters(q=typed)).did_you_mean == meant


@given(st.text(max_size=30))
def test_no_text_makes_suggesting_fail(service: SearchService, typed: str) -> None:
    service.suggest(Parameters(q=typed, ui="ar"))
    service.facet("country", FacetSearch(typed, typed), Parameters(q=typed))
    assert service.search(Parameters(q=typed)).did_you_mean != typed or not typed


def suggested(service: SearchService, typed: str, ui: str = "en") -> set[tuple[str, str, str]]:
    return {(found.kind, found.value, found.label) for found in service.suggest(Parameters(q=typed, ui=ui))}


def test_labels_and_titles_complete_what_is_typed(service: SearchService) -> None:
    assert ("country", "KW", "Kuwait") in suggested(service, "kuw")
    assert ("country", "KW", "الكويت") in suggested(service, "الكوي", "ar")
    assert ("country", "KW", "Kuwait") in suggested(service, "الكوي", "en")
    assert ("title", "visit-en", "Minister visits Kuwait") in suggested(service, "minister vis")
    assert ("title", "mou-ar", "البحرين وعُمان توقّعان مذكرة تفاهم") in suggested(service, "مذكرة تف", "ar")


@pytest.mark.parametrize(
    ("typed", "ui", "labels"),
    [
        # Those with articles by their number, and no others.
        ("min", "en", ["Ministry of Labour (Qatar)", "Ministry of Interior (Kuwait)", "Ministry of Justice (Oman)"]),
        ("وزار", "ar", ["وزارة العمل (قطر)", "وزارة الداخلية (الكويت)", "وزارة العدل (عُمان)"]),
        # What is typed whole comes first.
        ("oman", "en", ["Oman", "Oman News Agency"]),
    ],
)
def test_labels_that_lead_to_articles_come_first(tmp_path: Path, typed: str, ui: str, labels: list[str]) -> None:
    agencies = ["qa-labour"] * 3 + ["kw-interior"] * 2 + ["om-justice"]
    articles = [story(f"s{n}", "", "A text.", agencies=agency) for n, agency in enumerate(agencies)]
    articles += [story(f"o{n}", "", "A text.", countries=code, source="ona") for n, code in enumerate(("OM", ""))]
    write_generation(tmp_path / "data", tuple(articles))
    service = SearchService(replace(Settings(seeds=seeds_directory()), data=tmp_path / "data"))
    found = [suggestion.label for suggestion in service.suggest(Parameters(q=typed, ui=ui))]
    assert found == labels
    service.close()


@pytest.mark.parametrize("ui", ["ar", "en"])
@pytest.mark.parametrize("typed", ["الكو", "kuw", "oman", "عم", "minis", "وزا", "labour", "un"])
def test_a_completion_leads_to_articles(service: SearchService, typed: str, ui: str) -> None:
    for found in service.suggest(Parameters(q=typed, ui=ui)):
        if found.kind in BY_NAME:
            assert service.search(Parameters(filters={found.kind: (found.value,)})).total == found.count
        elif found.kind != "title":
            assert service.search(Parameters(q=f"{found.query} {found.value}", expand=False)).total >= found.count > 0


def test_kinds_of_news_come_before_titles_and_what_was_typed_is_marked(service: SearchService) -> None:
    found = service.suggest(Parameters(q="memor"))
    assert (found[0].kind, found[0].value, found[0].typed) == ("instrument", "mou", (0, 5))
    assert "title" in [one.kind for one in found[1:]]


def test_the_last_words_are_completed_and_the_others_stay(service: SearchService) -> None:
    found = service.suggest(Parameters(q="labour memor"))
    assert (found[0].value, found[0].query) == ("mou", "labour")


def test_articles_are_counted_under_the_filters(service: SearchService) -> None:
    everywhere = service.suggest(Parameters(q="bahr"))[0]
    within = service.suggest(Parameters(q="bahr", filters={"language": ("en",)}))[0]
    assert (everywhere.value, within.value) == ("BH", "BH")
    assert everywhere.count > within.count > 0


@pytest.mark.parametrize(
    ("label", "wanted", "part"),
    [
        ("Memorandum of understanding", "memor", "Memor"),
        ("Memorandum of understanding", "of un", "of un"),
        ("Kuwait", "wait", None),
        ("مذكّرة تفاهم", "مذكره", "مذكّرة"),
        ("وزارة الداخلية (عُمان)", "عما", "عُما"),
        ("", "x", None),
    ],
)
def test_the_part_that_was_typed_is_found_as_written(label: str, wanted: str, part: str | None) -> None:
    found = typed_part(label, wanted)
    assert (label[found[0] : found[1]] if found else None) == part


def test_copies_of_one_text_are_one_completion(tmp_path: Path) -> None:
    copies = [story(f"c{n}", "Two states sign a treaty", f"Text {n}.", source=f"outlet{n}") for n in range(6)]
    other = story("other", "Two states sign an accord", "Another text.")
    write_generation(tmp_path / "data", (*copies, other))
    service = SearchService(replace(Settings(seeds=seeds_directory()), data=tmp_path / "data"))
    titles = [found.label for found in service.suggest(Parameters(q="two states", ui="en")) if found.kind == "title"]
    service.close()
    assert sorted(titles) == ["Two states sign a treaty", "Two states sign an accord"]


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchService]:
    """Articles that name countries, cities and people, and one whose words only look like a country's name."""
    data = tmp_path_factory.mktemp("named") / "data"
    texts = [
        "وقعت البحرين وقطر والكويت اتفاقا في الإمارات.",
        "زار الوفد الإمارات والبحرين.",
        "استضافت الإمارات اللقاء، ودعت الإمارات إلى آخر.",
        "اختتمت الإمارات المؤتمر.",
        "صدر أمران عن المحكمة.",
        "The Emirates and Kuwait met in Abu Dhabi, said Albusaidi.",
        "The workers of the port rested.",
        "استراح العاملون في الميناء.",
    ]
    codes = ["BH QA KW AE", "AE BH", "AE", "AE", "", "AE KW", "", ""]
    articles = [
        story(f"s{n}", "", text, countries=code) for n, (text, code) in enumerate(zip(texts, codes, strict=True))
    ]
    write_generation(data, tuple(articles), concepts=True)
    service = SearchService(replace(Settings(seeds=seeds_directory()), data=data))
    yield service
    service.close()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("البحريت", "البحرين"),
        ("البحرن", "البحرين"),
        ("قطز", "قطر"),
        ("الكوت", "الكويت"),
        ("Emirats", "Emirates"),
        ("Kuwiat", "Kuwait"),
        # Found by the stem of another word alone, which hides the slip.
        ("الامرات", "الإمارات"),
        # Right words, near to a name by one letter; and names that the collection knows nothing of.
        ("عمال", ""),
        ("العمال", ""),
        ("عاملون", ""),
        ("Tokio", ""),
        ("طوكبو", ""),
        ("البحرين", ""),
        ("mail", ""),
    ],
)
def test_a_known_name_can_be_meant(named: SearchService, typed: str, meant: str) -> None:
    assert named.search(Parameters(q=typed)).did_you_mean == meant


@pytest.mark.parametrize("typed", ["", " ", "k", "!!", "xylophone"])
def test_what_is_too_short_or_unknown_is_not_completed(service: SearchService, typed: str) -> None:
    assert service.suggest(Parameters(q=typed, ui="en")) == ()


@pytest.mark.parametrize(
    "asked",
    [FacetSearch("Bah"), FacetSearch("البح"), FacetSearch(contains="rai"), FacetSearch(contains="حري")],
)
def test_the_values_of_a_facet_are_found_by_either_label(service: SearchService, asked: FacetSearch) -> None:
    found = service.facet("country", asked, Parameters())
    assert [(value.value, value.count) for value in found.values] == [("BH", 2)]
    assert found.total == 1


def test_all_values_of_a_facet_are_counted(service: SearchService) -> None:
    everything = service.facet("country", FacetSearch(), Parameters())
    assert everything.total == len(everything.values) == 4
    assert service.search(Parameters()).facet_totals["country"] == 4
    assert service.facet("country", FacetSearch(contains="zzz"), Parameters()) == FacetValues((), 0)
    assert service.facet("page", FacetSearch(), Parameters()) == FacetValues((), 0)


@pytest.mark.parametrize(
    ("typed", "id_", "reasons"),
    [
        ("memorandum", "mou-en", ["“memorandum” stands in the title."]),
        ("Minister staff", "visit-en", ["“Minister” stands in the title.", "“staff” stands in the text."]),
        ("visiting", "visit-en", ["“visiting” stands in the title as “visits”."]),
        ("inspector", "mou-en", ["“inspector” stands in the text as “inspectors”."]),
        ("مذكرة المفتش", "mou-ar", ["“مذكرة” stands in the title.", "“المفتش” stands in the text as “للمفتشين”."]),
        ("bahrain shelter oman", "mou-en", [
            "“bahrain” stands in the title.", "“shelter” is not in it.", "“oman” stands in the title.",
        ]),
        ("-shelter country:BH", "mou-en", []),
    ],
)  # fmt: skip
def test_why_an_article_was_found(service: SearchService, typed: str, id_: str, reasons: list[str]) -> None:
    page = service.search(Parameters(q=typed))
    (hit,) = (hit for hit in (*page.hits, *page.others) if hit.id == id_)
    assert [str(note) for note in hit.explanation] == reasons
