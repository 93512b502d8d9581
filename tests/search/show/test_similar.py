"""An article names similar ones in either language, and what it has in common with each; what the page shows anyway is
left out."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from search_stories import story, write_generation

from indexer.generations.generations import SIMILAR, Generations
from indexer.model.article import Article
from indexer.model.errors import GenerationError
from indexer.model.settings import Settings, seeds_directory
from indexer.stories.membership import Membership, save
from search.model.results import Parameters, SimilarArticle
from search.service import SearchService
from search.show import similar
from search.wire import article_to_json

BODIES = "bh-lmra om-labour"
SIGNED = story(
    "signed",
    "Bahrain and Oman sign memorandum on labour inspection",
    "Inspectors of both states will be trained together, and share what they learn about recruitment fees.",
    date="2021-03-31",
    countries="BH OM",
    agencies=BODIES,
    instruments="mou",
    source="bna",
)
TRAINED = story(
    "trained",
    "Inspectors learn together",
    "Labour inspectors of Bahrain and Oman have begun training on recruitment fees in Sohar.",
    date="2021-05",
    countries="BH OM",
    agencies=BODIES,
    instruments="training",
    source="ona",
)
WORKSHOP = story(
    "workshop",
    "ورشة لمفتشي العمل في صحار",
    "اجتمع مفتشون من البحرين وعُمان في ورشة عن رسوم الاستقدام، بعد أن وقّعت الدولتان مذكرة تفاهم.",
    date="2021-06-02",
    countries="BH OM",
    agencies=BODIES,
    instruments="mou training",
)
OTHERS = tuple(
    story(f"other-{number}", title, text)
    for number, (title, text) in enumerate(
        (
            ("Date harvest opens", "Growers brought the first dates of the year to the market."),
            ("Falcons fly again", "Hunters met in the desert to let their falcons fly."),
            ("A bridge is painted", "Painters began work on the old bridge over the creek."),
            ("سوق السمك يفتح أبوابه", "عاد الصيادون إلى السوق القديم بعد ترميمه."),
            ("مهرجان الخيول", "تسابقت الخيول في ميدان المدينة أمام الجمهور."),
            ("مكتبة جديدة للأطفال", "افتتحت البلدية مكتبة للأطفال في حي النخيل."),
        )
    )
)
COLLECTION = (SIGNED, TRAINED, WORKSHOP, *OTHERS)


def serve(
    data: Path, articles: tuple[Article, ...] = COLLECTION, membership: Membership | None = None
) -> SearchService:
    write_generation(data, articles, concepts=True, marks=True)
    if membership:
        served = Generations(data).current()
        assert served is not None
        save(membership, served.directory)
    return SearchService(Settings(seeds=seeds_directory(), data=data))


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchService]:
    service = serve(tmp_path_factory.mktemp("similar") / "data")
    yield service
    service.close()


def similar_to(service: SearchService, id: str, ui: str = "en") -> tuple[SimilarArticle, ...]:
    page = service.article(id, Parameters(ui=ui))
    assert page is not None
    return page.similar


def ids(service: SearchService, id: str) -> set[str]:
    return {one.article.id for one in similar_to(service, id)}


@pytest.mark.parametrize(
    ("id", "others"),
    [
        ("signed", {"trained", "workshop"}),
        ("trained", {"signed", "workshop"}),
        ("workshop", {"signed", "trained"}),
        ("other-0", set()),
        ("other-3", set()),
    ],
)
def test_articles_about_much_the_same_are_similar_in_both_languages(
    service: SearchService, id: str, others: set[str]
) -> None:
    assert ids(service, id) == others


@pytest.mark.parametrize(
    ("ui", "names"),
    [
        (
            "en",
            {
                "Bahrain – Oman",
                "Ministry of Labour (Oman)",
                "Labour Market Regulatory Authority",
                "Memorandum of understanding",
            },
        ),
        ("ar", {"البحرين – عُمان", "وزارة العمل (عُمان)", "هيئة تنظيم سوق العمل", "مذكرة تفاهم"}),
    ],
)
def test_what_two_articles_have_in_common_is_named_in_the_language_of_the_interface(
    service: SearchService, ui: str, names: set[str]
) -> None:
    (workshop,) = [one for one in similar_to(service, "signed", ui) if one.article.id == "workshop"]
    assert {one.label for one in workshop.shared} == names, "the states are said by their pair"
    assert len(workshop.shared) == similar.MOST_SHARED
    assert {one.kind for one in workshop.shared} == {"party", "agency", "instrument"}


def test_a_row_says_what_the_other_article_is(service: SearchService) -> None:
    (other,) = [one.article for one in similar_to(service, "workshop") if one.article.id == "signed"]
    assert (other.id, other.title, other.title_direction, other.language) == (SIGNED.id, SIGNED.title, "ltr", "en")
    assert (other.published.date, other.source and other.source.value) == ("2021-03-31", "bna")


@pytest.mark.parametrize(
    ("title", "text", "word"),
    [
        ("Oysters", "Divers found oysters where the corals had grown back.", "Oysters"),
        ("المحار", "عثر الغواصون على محار بين شعاب نمت من جديد.", "محار"),
    ],
)
def test_words_are_named_as_the_article_has_them_the_shortest(tmp_path: Path, title: str, text: str, word: str) -> None:
    pair = (story("a", title, text), story("b", title, f"{text} {text}"))
    service = serve(tmp_path / "data", (*pair, *OTHERS))
    (found,) = similar_to(service, "a")
    service.close()
    assert ("word", word) in {(one.kind, one.label) for one in found.shared}


def test_copies_and_the_same_event_are_left_out(tmp_path: Path) -> None:
    copy = replace(SIGNED, id="copy")
    membership = Membership({"signed": ("signed", "copy")}, {"signed": "workshop", "workshop": "signed"})
    service = serve(tmp_path / "data", (*COLLECTION, copy), membership)
    found = {id: ids(service, id) for id in ("signed", "copy", "workshop")}
    of_trained = [one.article.id for one in similar_to(service, "trained")]
    service.close()
    assert found == {"signed": {"trained"}, "copy": {"trained"}, "workshop": {"trained"}}
    assert len(of_trained) == 1, "one of all that tell of one event"


def test_the_other_articles_of_its_page_are_left_out(tmp_path: Path) -> None:
    cut = tuple(replace(one, parent="file:///news/page.txt") for one in (SIGNED, TRAINED))
    service = serve(tmp_path / "data", (*cut, WORKSHOP, *OTHERS))
    assert ids(service, "signed") == {"workshop"}
    service.close()


def test_no_more_are_shown_than_fit(tmp_path: Path) -> None:
    more = tuple(replace(TRAINED, id=f"trained-{number}") for number in range(similar.MOST + 2))
    service = serve(tmp_path / "data", (*COLLECTION, *more))
    assert len(similar_to(service, "signed")) == similar.MOST
    service.close()


def test_one_request_reads_all_that_the_page_shows_of_others(
    service: SearchService, monkeypatch: pytest.MonkeyPatch
) -> None:
    with service.lease() as reading:
        snapshot, asked = reading._view.snapshot, []
        for name in ("articles", "outlines"):
            read = getattr(type(snapshot), name)
            monkeypatch.setattr(
                type(snapshot), name, lambda self, ids, read=read: asked.append(list(ids)) or read(self, ids)
            )
        reading.article("signed", Parameters())
    assert [sorted(ids) for ids in asked] == [["signed"], ["trained", "workshop"]]


def test_programs_are_told_too(service: SearchService) -> None:
    page = service.article("workshop", Parameters(ui="ar"))
    assert page is not None
    told = article_to_json(page, "")["similar"]
    assert [one["id"] for one in told] == [one.article.id for one in page.similar]
    assert told[0].keys() == {"id", "title", "language", "source", "published", "shared"}
    assert {"kind": "party", "label": "البحرين – عُمان"} in told[0]["shared"]


def test_a_generation_without_marks_has_no_similar_articles(tmp_path: Path) -> None:
    write_generation(tmp_path / "data", COLLECTION, concepts=True)
    service = SearchService(Settings(seeds=seeds_directory(), data=tmp_path / "data"))
    assert ids(service, "signed") == set()
    service.close()


def test_a_damaged_file_of_marks_is_not_served(tmp_path: Path) -> None:
    service = serve(tmp_path / "data")
    served = Generations(tmp_path / "data").current()
    assert served is not None
    (served.directory / SIMILAR).write_bytes(b"no arrays")
    with pytest.raises(GenerationError, match=r"similar\.bin"):
        service.article("signed", Parameters())
    service.close()
