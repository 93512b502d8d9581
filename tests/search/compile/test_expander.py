"""Queries expanded by the glossary and by names: what is found, what stays as typed, and what the page says of it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from asking import ids, search
from search_stories import STORIES, story, write_generation

from indexer.engines.port.port import Sort
from indexer.generations.generations import CONCEPTS, Generations
from indexer.model.settings import Settings, seeds_directory
from search.model import notes
from search.model.ranking import MAX_CONCEPTS, MAX_TRANSLATED
from search.service import SearchService

ABOUT_A_BODY = story("body-ar", "لقاء في المنامة", "بحث الطرفان سبل العمل معا.", agencies="bh-lmra", countries="BH")
ELSEWHERE = story("elsewhere", "", "Nothing that any query asks for.", countries="US PL ML OM", agencies="who")
LANGUAGES_EN = story("languages-en", "Leaflet", "In four languages: Arabic, English, Chinese, Russian and Filipino.")
COUNCIL = story("council", "Ministers met", "A statement was read out.", agencies="gcc")
SMALL = story("small", "", "Those who came said that it was late.")
CAPITALS = story("capitals", "", "The WHO team and its IT staff, who came, said that it was late.")
LANGUAGES_AR = story("languages-ar", "نشرة", "باللغات العربية والإنجليزية والصينية والروسية والفلبينية.")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchService]:
    data = tmp_path_factory.mktemp("worded") / "data"
    write_generation(
        data, (*STORIES, ABOUT_A_BODY, ELSEWHERE, LANGUAGES_EN, LANGUAGES_AR, SMALL, CAPITALS, COUNCIL), concepts=True
    )
    service = SearchService(replace(Settings(seeds=seeds_directory()), data=data))
    yield service
    service.close()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        # Words of one language find articles in the other, those that have them as typed first.
        ("memorandum of understanding", ["mou-en", "mou-ar"]),
        ("MoU", ["mou-ar", "mou-en"]),
        ("مذكرة تفاهم", ["mou-ar", "mou-en"]),
        ("shelter Kuwait", ["visit-en", "visit-ar"]),
        ("الملاجئ", ["visit-en", "visit-ar"]),
        # A name finds the other names, and what is about the body.
        ("LMRA", ["body-ar"]),
        ("lmra", ["body-ar"]),
        ("هيئة تنظيم سوق العمل", ["body-ar", "mou-ar", "visit-ar"]),
        ("Qatari", ["undated"]),
        # Operands of operators are expanded one by one.
        ("LMRA OR Doha", ["undated", "body-ar"]),
    ],
)
def test_other_words_find_more(service: SearchService, query: str, found: list[str]) -> None:
    assert ids(search(service, query)) == found


@pytest.mark.parametrize("word", ["LMRA", "Kuwait", "shelter", "الملاجئ", "الكويت"])
def test_a_word_is_expanded_each_time_that_it_is_repeated(service: SearchService, word: str) -> None:
    once, often = search(service, word), search(service, " ".join([word] * (MAX_CONCEPTS + MAX_TRANSLATED + 1)))
    assert once.expansions == often.expansions != ()
    assert (once.total, set(ids(once))) == (often.total, set(ids(often)))


def test_so_many_different_concepts_are_expanded_among_repeated_words(service: SearchService) -> None:
    countries = ["Kuwait", "Bahrain", "Qatar", "Poland", "Mali", "Doha", "LMRA", "WHO", "GCC", "IOM"]
    page = search(service, " ".join([*countries[:3] * MAX_CONCEPTS, *countries[3:]]))
    assert len(page.expansions) == MAX_CONCEPTS


@pytest.mark.parametrize(
    "query",
    [
        '"memorandum"',
        "«مذكرة»",
        "title:memorandum",
        "memorand*",
        "+memorandum",
        "Doha -memorandum",
        "Doha NOT shelter",
        "instrument:zzz",
        "agency:iom",
        "country:KW",
        "what is the of",
    ],
)
def test_what_is_meant_literally_stays_as_typed(service: SearchService, query: str) -> None:
    page, literal = search(service, query), search(service, query, expand=False)
    assert page.expansions == ()
    assert ids(page) == ids(literal)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Riyadh", ["riyadh-en", "riyadh-ar"]),
        ("الرياض", ["riyadh-ar", "riyadh-en"]),
        ("Abu Dhabi", ["abudhabi-en", "abudhabi-ar"]),
        ("أبو ظبي", ["abudhabi-ar", "abudhabi-en"]),
    ],
)
def test_a_city_is_found_in_both_languages_and_by_nothing_else_of_its_stem(
    tmp_path: Path, query: str, found: list[str]
) -> None:
    cities = (
        story("riyadh-en", "Ministers met in Riyadh", "The talks lasted a day."),
        story("riyadh-ar", "لقاء بالرياض", "دامت المباحثات يوما."),
        story("sports-ar", "رياض الأطفال", "أنشطة رياضية للصغار."),
        story("abudhabi-en", "Forum opens", "The forum in Abu Dhabi's centre opened."),
        story("abudhabi-ar", "افتتاح المنتدى", "افتتح المنتدى في أبوظبي."),
    )
    write_generation(tmp_path / "data", cities, concepts=True)
    service = SearchService(replace(Settings(seeds=seeds_directory()), data=tmp_path / "data"))
    page = search(service, query)
    literal = search(service, query, not_expand=(page.expansions[0].concept,))
    service.close()
    assert [id for id in ids(page) if id != "sports-ar"] == found
    assert ("sports-ar" in ids(page)) == (query == "الرياض")  # as the word's own stem finds it, expanded or not
    assert page.expansions[0].typed not in page.expansions[0].forms
    assert found[1] not in ids(literal)


@pytest.mark.parametrize("query", ["IT", "information technology", "تقنية المعلومات", "تكنولوجيا المعلومات"])
def test_it_in_capitals_is_information_technology(tmp_path: Path, query: str) -> None:
    stories = (
        story("ar", "هيئة للتقنية", "أنشأت الدولتان مركزا لتقنية المعلومات."),
        story("en", "A centre opens", "The centre trains IT staff in information technology."),
        story("pronoun", "It is late", "They said it would rain, and it did."),
    )
    write_generation(tmp_path / "data", stories, concepts=True)
    service = SearchService(replace(Settings(seeds=seeds_directory()), data=tmp_path / "data"))
    found = set(ids(search(service, query)))
    service.close()
    assert found == {"ar", "en"}


def test_a_switch_turns_it_off(service: SearchService) -> None:
    page = search(service, "memorandum of understanding", expand=False)
    assert (ids(page), page.expansions) == (["mou-en"], ())


def test_one_concept_can_be_taken_out(service: SearchService) -> None:
    page = search(service, "shelter Kuwait", not_expand=("shelter", "absent"), ui="ar")
    assert [expansion.concept for expansion in page.expansions] == ["country:KW"]
    assert [(concept.value, concept.label) for concept in page.unexpanded] == [("shelter", "إيواء")]
    assert search(service, "memorandum", not_expand=("memorandum",)).expansions == ()


def test_the_page_says_what_was_searched(service: SearchService) -> None:
    mou, bahrain = search(service, "memorandum of understanding BAHRAIN").expansions
    assert (mou.typed, mou.concept, mou.forms) == ("memorandum of understanding", "mou", ("مذكرة تفاهم",))
    assert (bahrain.typed, bahrain.concept) == ("BAHRAIN", "country:BH")
    assert "البحرين" in bahrain.forms
    assert bahrain.about and bahrain.about.value == "BH"


def test_what_the_collection_has_not_is_not_named(service: SearchService) -> None:
    assert search(service, "pandemic").expansions == ()
    assert all("MoU" not in expansion.forms for expansion in search(service, "مذكرة تفاهم").expansions)


def test_other_words_are_marked_and_explained(service: SearchService) -> None:
    arabic = search(service, "memorandum of understanding").hits[1]
    assert "<mark>مذكرة</mark> <mark>تفاهم</mark>" in arabic.title_html
    (note,) = arabic.explanation
    assert note.template == notes.OTHER_NOTES["title"]
    assert note.values == {"word": "memorandum of understanding", "found": "مذكرة تفاهم"}
    (body,) = search(service, "LMRA").hits
    assert [(note.template, note.values["word"]) for note in body.explanation] == [(notes.ABOUT, "LMRA")]


def test_words_as_typed_come_first_however_often_the_others_stand(tmp_path: Path) -> None:
    articles = (
        story(
            "ar",
            "المنظمة الدولية للهجرة ومنظمة الهجرة الدولية",
            "وكالة الأمم المتحدة للهجرة هي المنظمة الدولية للهجرة.",
        ),
        story("en", "News", f"{' '.join(map(str, range(2000)))} IOM."),
    )
    write_generation(tmp_path / "data", articles, concepts=True)
    service = SearchService(replace(Settings(seeds=seeds_directory()), data=tmp_path / "data"))
    assert ids(search(service, "IOM")) == ["en", "ar"]
    service.close()


def test_a_name_that_the_collection_has_only_otherwise_is_not_corrected(service: SearchService) -> None:
    page = search(service, "LMRA zzzzzz")
    assert page.did_you_mean == ""
    assert search(service, "memorandam").did_you_mean == "memorandum"


def test_expansion_is_bounded(service: SearchService) -> None:
    words = "Bahrain OR Kuwait OR Qatar OR Oman OR shelter OR training OR memorandum OR visit OR committee OR minister"
    assert len(search(service, words).expansions) == 8
    endless = search(service, "memorandum " * 10_000)
    assert len(endless.expansions) <= 8


def test_a_sentence_is_expanded_too(service: SearchService) -> None:
    found = search(service, "officials of Bahrain signed memorandum about labour inspection training")
    assert [one.typed for one in found.expansions] == [
        "Bahrain",
        "signed",
        "memorandum",
        "labour inspection",
        "training",
    ]
    assert "mou-ar" in ids(found)


@pytest.mark.parametrize(
    ("query", "concept"), [("US", "country:US"), ("Polish", "country:PL"), ("مالية ومالي", ""), ("WHO", "agency:who")]
)
def test_a_name_is_told_by_its_capitals(service: SearchService, query: str, concept: str) -> None:
    found = [expansion.concept for expansion in search(service, query).expansions]
    assert found == ([concept] if concept else [])


@pytest.mark.parametrize("query", ["contact us", "polish the text", "دعم مالي", "who are they"])
def test_a_word_that_is_also_a_name_is_a_word(service: SearchService, query: str) -> None:
    assert {"country:US", "country:PL", "country:ML", "agency:who"} & {
        expansion.concept for expansion in search(service, query).expansions
    } == set()


def test_the_order_by_date_holds_both_languages(service: SearchService) -> None:
    assert ids(search(service, "memorandum", sort=Sort.OLDEST)) == ["mou-ar", "mou-en"]


@pytest.mark.parametrize("query", ["UK", "Britain", "بريطانيا", "المملكة المتحدة"])
def test_a_country_is_no_list_of_languages(service: SearchService, query: str) -> None:
    assert ids(search(service, query)) == []


@pytest.mark.parametrize(
    ("query", "other"),
    [
        ("China", "languages-ar"),
        ("Russia", "languages-ar"),
        ("Philippines", "languages-ar"),
        ("الصين", "languages-en"),
        ("روسيا", "languages-en"),
        ("الفلبين", "languages-en"),
    ],
)
def test_a_country_finds_no_list_of_languages_in_the_other_language(
    service: SearchService, query: str, other: str
) -> None:
    assert other not in ids(search(service, query))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("WHO", ["capitals", "elsewhere"]),
        ('"WHO"', ["capitals"]),
        ("IT", ["capitals"]),
        ("late -WHO", ["small"]),
        ("late who", ["capitals", "small"]),
        ("World Health Organization", ["capitals", "elsewhere"]),
    ],
)
@pytest.mark.parametrize("expand", [True, False])
def test_an_acronym_is_no_stop_word(service: SearchService, query: str, found: list[str], expand: bool) -> None:
    literal = [] if query.startswith("World") else [id for id in found if id != "elsewhere"]
    kept = found if expand else literal
    assert sorted(ids(search(service, query, expand=expand))) == kept


def test_an_acronym_is_explained_by_its_capitals(service: SearchService) -> None:
    capitals = next(hit for hit in search(service, "WHO").hits if hit.id == "capitals")
    assert "<mark>WHO</mark>" in capitals.title_html
    assert "<mark>who</mark>" not in capitals.title_html
    (note,) = capitals.explanation
    assert (note.template, note.values["word"]) == (notes.FORM_NOTES["body"]["exact"], "WHO")


@pytest.mark.parametrize(
    ("query", "concepts"),
    [
        ("مجلس التعاون", ["agency:gcc"]),
        ("بمجلس التعاون", ["agency:gcc"]),
        ("مجلس التعاون الخليجي", ["agency:gcc"]),
        # Another council, and a sea: none of them is the body or the country in its name.
        ("مجلس التعاون الإقليمي", []),
        ("مجلس التعاون الجمركي", []),
        ("خليج عمان", []),
        ("Gulf of Oman", []),
    ],
)
def test_the_longest_name_decides(service: SearchService, query: str, concepts: list[str]) -> None:
    page = search(service, query)
    found = [one.concept for one in page.expansions if one.about]
    assert found == concepts
    assert ("council" in ids(page)) == ("agency:gcc" in concepts)


@pytest.mark.parametrize(
    ("query", "left_out"),
    [
        ("memorandum -Bahrain", "mou-ar"),
        ("memorandum -البحرين", "mou-en"),
        ("مذكرة -Bahrain", "mou-ar"),
        ("memorandum NOT Omani", "mou-ar"),
        ("memorandum -iom", "mou-en"),
        ("memorandum -(المنظمة الدولية للهجرة)", "mou-en"),
        ("labour OR (memorandum -Bahrain)", "mou-ar"),
    ],
)
def test_an_excluded_name_excludes_what_is_about_it(service: SearchService, query: str, left_out: str) -> None:
    assert left_out in ids(search(service, "memorandum"))
    assert left_out not in ids(search(service, query))


def test_an_excluded_name_can_be_only_the_word(service: SearchService) -> None:
    query = "memorandum -البحرين"
    assert ids(search(service, query)) == []
    assert ids(search(service, query, expand=False)) == ["mou-en"]
    assert ids(search(service, query, not_expand=("country:BH",))) == ["mou-en"]
    assert ids(search(service, 'memorandum -"البحرين"')) == ["mou-en"]


@pytest.mark.parametrize("junk", ["x", "", "{}", "[]", "[1, 2"])
def test_damaged_concepts_leave_queries_as_typed_and_say_so(
    tmp_path: Path, junk: str, caplog: pytest.LogCaptureFixture
) -> None:
    write_generation(tmp_path, STORIES, concepts=True)
    generation = Generations(tmp_path).current()
    assert generation is not None
    (generation.directory / CONCEPTS).write_text(junk, encoding="utf-8")
    service = SearchService(replace(Settings(seeds=seeds_directory()), data=tmp_path))
    pages = [search(service, "memorandum"), search(service, "memorandum", not_expand=("mou",))]
    service.close()
    for page in pages:
        assert ids(page) == ["mou-en"]
        assert page.expansions == ()
        assert [note.template for note in page.notes].count(notes.NOT_EXPANDED) == 1
    (line,) = caplog.messages
    assert str(generation.directory / CONCEPTS) in line
    assert "run: python -m indexer reindex" in line
