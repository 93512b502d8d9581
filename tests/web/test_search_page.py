"""The search page over a service without an index: what is shown, and what its links and form ask for."""

from itertools import pairwise

import pytest
from fake_service import FakeService, many
from flask.testing import FlaskClient
from lxml import html
from lxml.html import HtmlElement

from indexer.model.notes import Note
from indexer.model.translation import Words
from search.model.notes import DID_YOU_MEAN, HIJRI_YEAR, UNDATED_HIDDEN, UNKNOWN_FIELD, UNKNOWN_FILTER
from search.model.results import ALL_FILTERS, Expanded, Fewer, Labelled
from web.views import page_numbers


def page(client: FlaskClient, address: str) -> HtmlElement:
    response = client.get(address)
    assert response.status_code == 200
    return html.fromstring(response.text)


def text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("/", {"q": "", "filters": {}, "page": 1, "sort": None, "expand": True, "ui": "ar"}),
        ("/?q=memo&ui=en", {"q": "memo", "ui": "en"}),
        ("/?country=AE&country=TH&not_country=KW", {"filters": {"country": ("AE", "TH"), "not_country": ("KW",)}}),
        (
            "/?agency=iom&source=s&language=ar&instrument=mou&year=2019",
            {
                "filters": {
                    "agency": ("iom",),
                    "source": ("s",),
                    "language": ("ar",),
                    "instrument": ("mou",),
                    "year": ("2019",),
                }
            },
        ),
        (
            "/?not_agency=a&not_source=s&not_language=AR&not_instrument=mou&not_year=٢٠١٩",
            {
                "filters": {
                    "not_agency": ("a",),
                    "not_source": ("s",),
                    "not_language": ("ar",),
                    "not_instrument": ("mou",),
                    "not_year": ("2019",),
                }
            },
        ),
        ("/?sort=oldest&page=3&expand=0", {"page": 3, "expand": False}),
    ],
)
def test_the_address_is_what_is_asked(client: FlaskClient, service: FakeService, address: str, asked: dict) -> None:
    client.get(address)
    assert {name: getattr(service.asked[-1], name) for name in asked} == asked


def test_a_hit_shows_its_marked_title_snippet_source_date_and_values(client: FlaskClient) -> None:
    hit = page(client, "/?q=مذكرة&ui=en").cssselect(".hit")[0]
    assert hit.cssselect("h2")[0].get("dir") == "rtl"
    assert [mark.text for mark in hit.cssselect("h2 mark")] == ["مذكرة"]
    assert [mark.text for mark in hit.cssselect(".hit__snippet mark")] == ["مذكرة"]
    assert "Example Wire 10 December 2019" in text(hit.cssselect(".hit__meta")[0])
    assert [tag.get("aria-label") for tag in hit.cssselect(".tag")] == [
        "Country: United Arab Emirates",
        "Country: Thailand",
        "Kind of news: Memorandum of understanding",
        "Agency: International Organization for Migration",
    ]


def test_titles_are_escaped(client: FlaskClient) -> None:
    body = client.get("/?ui=en&q=Thailand").text
    assert "&lt;Emirates&gt;" in body
    assert "<Emirates>" not in body


def test_only_web_addresses_are_linked(client: FlaskClient) -> None:
    body = client.get("/?ui=en").text
    originals = html.fromstring(body).cssselect(".hit__original")
    assert [link.get("href") for link in originals] == ["https://www.example.org/news/1"]
    assert "noopener" in originals[0].get("rel")
    assert "javascript:" not in body


def test_a_facet_row_has_its_count_and_a_way_to_leave_the_value_out(client: FlaskClient) -> None:
    found = page(client, "/?ui=en&country=TH&not_country=KW")
    rows = {box.get("value"): box for box in found.cssselect('input[name="country"]')}
    assert rows["TH"].get("checked") is not None
    assert rows["AE"].get("checked") is None
    assert rows["AE"].get("form") == "search"
    assert text(rows["TH"].getparent()) == "Thailand 2"
    without = {box.get("value"): box for box in found.cssselect('input[name="not_country"]')}
    assert without["KW"].get("checked") is not None
    assert without["AE"].get("aria-label") == "Leave out United Arab Emirates"
    rows = found.cssselect(".facet--country .facet__values > *")
    assert [row.get("class") for row in rows[:2]] == ["facet__choice", "facet__without"]
    assert sum(len(row.cssselect("*")) for row in rows[:2]) <= 6


@pytest.mark.parametrize("ui", ["ar", "en"])
@pytest.mark.parametrize(
    ("facet", "value"),
    [
        ("country", "TH"),
        ("agency", "iom"),
        ("source", "example-wire"),
        ("language", "en"),
        ("instrument", "mou"),
        ("year", "2019"),
    ],
)
def test_a_value_of_every_facet_can_be_left_out_and_taken_back(
    client: FlaskClient, ui: str, facet: str, value: str
) -> None:
    (box,) = page(client, f"/?ui={ui}").cssselect(f'input[name="not_{facet}"][value="{value}"]')
    assert box.get("checked") is None
    left_out = page(client, f"/?ui={ui}&not_{facet}={value}")
    (box,) = left_out.cssselect(f'input[name="not_{facet}"][value="{value}"]')
    assert box.get("checked") is not None
    assert [chip.get("href") for chip in left_out.cssselect(".chip--without")] == [f"/?ui={ui}"]
    assert {f"not_{facet}={value}" in link.get("href") for link in left_out.cssselect(".take a")} == {True}


def test_facets_with_many_values_fold_the_rare_ones_but_never_a_chosen_one(client: FlaskClient) -> None:
    found = page(client, "/?ui=en&" + "&".join(f"source=s{number}" for number in range(12)))
    first = found.cssselect(".facet--source > .facet__values input")
    assert {box.get("value") for box in first} >= {f"s{number}" for number in range(12)}


def test_an_active_filter_is_a_chip_that_removes_only_itself(client: FlaskClient) -> None:
    found = page(client, "/?ui=en&q=memorandum&country=TH&country=AE&not_agency=iom&from=2019-01&to=2020&expand=0")
    chips = {text(chip): chip.get("href") for chip in found.cssselect(".chip")}
    assert list(chips) == [
        "Remove the filter Country Thailand",
        "Remove the filter Country United Arab Emirates",
        "Remove the filter not International Organization for Migration",
        "Remove the filter From 1 January 2019",
        "Remove the filter Until 31 December 2020",
        "Remove the filter Words only these and their forms",
    ]
    href = chips["Remove the filter Country Thailand"]
    assert href == "/?q=memorandum&country=AE&not_agency=iom&from=2019-01-01&to=2020-12-31&expand=0&ui=en"
    assert "expand" not in chips["Remove the filter Words only these and their forms"]
    assert "from=" not in chips["Remove the filter From 1 January 2019"]


def test_removing_all_filters_keeps_the_words_and_the_order(client: FlaskClient) -> None:
    found = page(client, "/?ui=en&q=memorandum&country=TH&year=2020&sort=oldest&page=2")
    assert found.cssselect(".chips__clear")[0].get("href") == "/?q=memorandum&sort=oldest&ui=en"


@pytest.mark.parametrize(
    ("address", "current", "offered"),
    [
        ("/?ui=en", "Newest", ["Newest", "Oldest"]),
        ("/?ui=en&q=مذكرة&sort=oldest", "Oldest", ["Best match", "Newest", "Oldest"]),
        ("/?ui=en&q=مذكرة", "Best match", ["Best match", "Newest", "Oldest"]),
    ],
)
def test_the_order_in_force_is_marked(
    client: FlaskClient, service: FakeService, address: str, current: str, offered: list[str]
) -> None:
    service.total = 30
    links = page(client, address).cssselect(".sort a")
    assert [text(link) for link in links] == offered
    assert [text(link) for link in links if link.get("aria-current")] == [current]


def test_pages_keep_the_search(client: FlaskClient, service: FakeService) -> None:
    service.articles, service.total = many(10), 200
    found = page(client, "/?ui=en&country=AE&page=9")
    numbers = [text(item) for item in found.cssselect(".pager li")]
    assert numbers == ["Page 1", "…", "Page 7", "Page 8", "Page 9", "Page 10", "Page 11", "…", "Page 20"]
    assert found.cssselect('[rel="prev"]')[0].get("href") == "/?country=AE&page=8&ui=en"
    assert found.cssselect('[rel="next"]')[0].get("href") == "/?country=AE&page=10&ui=en"
    assert [text(link) for link in found.cssselect('.pager [aria-current="page"]')] == ["Page 9"]
    assert "showing 81 to 90" in text(found.cssselect(".found__count")[0])


@pytest.mark.parametrize(
    ("page_number", "pages", "shown"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, 3, None, 9]),
        (5, 9, [1, None, 3, 4, 5, 6, 7, None, 9]),
        (4, 7, [1, 2, 3, 4, 5, 6, 7]),
        (9, 9, [1, None, 7, 8, 9]),
    ],
)
def test_page_numbers_name_the_ends_and_the_neighbours(page_number: int, pages: int, shown: list[int | None]) -> None:
    assert page_numbers(page_number, pages) == shown


def test_the_first_page_has_no_number_in_its_address(client: FlaskClient, service: FakeService) -> None:
    service.total = 30
    found = page(client, "/?ui=en&page=2&q=مذكرة")
    assert found.cssselect('[rel="prev"]')[0].get("href").endswith("&ui=en")


def test_links_to_articles_keep_the_search(client: FlaskClient) -> None:
    found = page(client, "/?ui=en&q=memorandum&country=TH&page=2")
    href = found.cssselect(".hit__title a")[0].get("href")
    assert href == "/article/feeds/b%202%3Fx=1?q=memorandum&country=TH&page=2&ui=en"


def test_a_tag_leads_to_the_page_of_the_thing_which_narrows_the_search_at_hand(client: FlaskClient) -> None:
    found = page(client, "/?ui=en&q=x&q=مذكرة&not_country=AE&page=2")
    address = found.cssselect(".tag--country")[0].get("href")
    assert address == "/country/AE?q=%D9%85%D8%B0%D9%83%D8%B1%D8%A9&not_country=AE&ui=en"
    (narrow,) = page(client, address).cssselect(".thing__head .button")
    assert narrow.get("href") == "/?q=%D9%85%D8%B0%D9%83%D8%B1%D8%A9&country=AE&ui=en"


@pytest.mark.parametrize(
    ("ui", "template", "count", "words"),
    [
        ("en", UNDATED_HIDDEN, 1, "One more article has no date"),
        ("en", UNDATED_HIDDEN, 3, "3 more articles have no date"),
        ("ar", UNDATED_HIDDEN, 1, "مقال آخر بلا تاريخ"),
        ("ar", UNDATED_HIDDEN, 2, "مقالان آخران"),
        ("ar", UNDATED_HIDDEN, 3, "3 مقالات أخرى"),
        ("ar", UNDATED_HIDDEN, 11, "11 مقالًا آخر"),
        ("ar", UNDATED_HIDDEN, 100, "100 مقال آخر"),
    ],
)
def test_notes_count_by_the_rules_of_their_language(
    client: FlaskClient, service: FakeService, ui: str, template: str, count: int, words: str
) -> None:
    service.notes = (Note(template, {"count": str(count)}),)
    (note,) = page(client, f"/?ui={ui}&q=x").cssselect(".notes p")
    assert words in text(note)
    assert client.get(f"/api/search?ui={ui}&q=x").json["notes"] == [text(note)]
    assert Words(ui).note(service.notes[0]) == text(note)


@pytest.mark.parametrize(
    ("ui", "words"), [("en", "9,698 more articles have no date"), ("ar", "9,698 مقالًا آخر بلا تاريخ")]
)
def test_a_note_writes_numbers_as_the_page_does(client: FlaskClient, service: FakeService, ui: str, words: str) -> None:
    service.notes = (Note(UNDATED_HIDDEN, {"count": "9698"}),)
    (note,) = page(client, f"/?ui={ui}&q=x").cssselect(".notes p")
    assert words in text(note)


def test_notes_are_translated_and_their_values_escaped_and_isolated(client: FlaskClient, service: FakeService) -> None:
    service.notes = (Note(UNKNOWN_FIELD, {"field": "<b>"}),)
    body = client.get("/?ui=ar").text
    assert "لا يوجد حقل باسم «<bdi>&lt;b&gt;</bdi>»" in body


def test_notes_name_filters_in_the_language_of_the_page(client: FlaskClient, service: FakeService) -> None:
    service.notes = (Note(UNKNOWN_FILTER, {"value": "XX", "filter": "country"}),)
    assert "«<bdi>الدولة</bdi>»" in client.get("/?ui=ar").text


@pytest.mark.parametrize(
    ("ui", "days", "said"),
    [
        ("en", "2019-12-10", "articles of 10 December 2019"),
        ("en", "2019-11-28/2019-12-26", "articles of 28 November 2019 – 26 December 2019"),
        ("ar", "2019-12", "المقالات المنشورة في ديسمبر 2019"),
    ],
)
def test_a_date_in_the_query_is_shown_as_days_of_publication(
    client: FlaskClient, service: FakeService, ui: str, days: str, said: str
) -> None:
    service.expansions = (Expanded("typed", f"date:{days}", (), published=(days,)),)
    box = page(client, f"/?ui={ui}&q=typed").cssselect(".reworded")[0]
    assert said in text(box)
    assert "not_expand=date:2019" in box.cssselect("a")[0].get("href", "").replace("%3A", ":")


def test_a_hijri_date_is_told_in_the_words_of_the_page(client: FlaskClient, service: FakeService) -> None:
    service.notes = (Note(HIJRI_YEAR, {"value": "1445-04-12", "days": "2023-10-27"}),)
    assert "27 October 2023" in page(client, "/?ui=en").cssselect(".notes")[0].text_content()


def test_an_unknown_value_of_a_filter_can_be_taken_out(client: FlaskClient) -> None:
    chips = page(client, "/?ui=en&country=ZZ&source=foo&year=abc").cssselect(".chips a.chip")
    assert len(chips) == 3
    assert "country=ZZ" not in chips[0].get("href", "country=ZZ")


def test_a_query_that_may_have_been_meant_can_be_followed(client: FlaskClient, service: FakeService) -> None:
    service.notes = (Note(DID_YOU_MEAN, {"query": "<training>", "count": "12"}),)
    link = page(client, "/?ui=en&q=trainnig&country=TH").cssselect(".notes a")[0]
    assert text(link) == "<training>"
    assert link.get("href") == "/?q=%3Ctraining%3E&country=TH&ui=en"


def test_a_hit_says_why_it_was_found(client: FlaskClient) -> None:
    reasons = page(client, "/?ui=en&q=memorandum").cssselect(".hit .why li")
    assert [text(reason) for reason in reasons] == ["“memorandum” is not in it."]
    assert not page(client, "/?ui=en").cssselect(".why")


def test_a_value_that_cannot_be_read_is_noted(client: FlaskClient) -> None:
    notes = page(client, "/?ui=en&page=many&from=soon").cssselect(".notes p")
    assert len(notes) == 2


def test_expansions_are_shown_and_can_be_switched_off(client: FlaskClient, service: FakeService) -> None:
    service.expansions = (
        Expanded("MoU", "mou", ("مذكرة تفاهم", "<b>")),
        Expanded("UK", "country:GB", ("بريطانيا", "المملكة المتحدة", "Britain", "England"), Labelled("GB", "Britain")),
        Expanded("LMRA", "agency:bh-lmra", (), Labelled("bh-lmra", "Labour Market Regulatory Authority")),
    )
    found = page(client, "/?ui=en&q=MoU+LMRA")
    assert [text(line) for line in found.cssselect(".reworded summary .reworded__line")] == [
        "MoU: also searched as مذكرة تفاهم, <b>",
        "UK: also searched as بريطانيا, المملكة المتحدة, Britain …",
        "LMRA: also searched as articles about Labour Market Regulatory Authority",
    ]
    forms = [text(form) for form in found.cssselect(".reworded__form")]
    assert forms[:2] == ["مذكرة تفاهم", "<b>"]
    assert forms[5:] == ["England", "articles about Britain", "articles about Labour Market Regulatory Authority"]
    links = [link.get("href") for link in found.cssselect(".notes a")]
    assert links == [
        "/?q=MoU+LMRA&not_expand=mou&ui=en",
        "/?q=MoU+LMRA&not_expand=country:GB&ui=en",
        "/?q=MoU+LMRA&not_expand=agency:bh-lmra&ui=en",
        "/?q=MoU+LMRA&expand=0&ui=en",
        "/?q=MoU+LMRA&own_first=1&ui=en",
    ]


def test_the_own_language_first_is_kept_in_links_and_can_be_taken_back(
    client: FlaskClient, service: FakeService
) -> None:
    service.expansions = (Expanded("ships", "word:ships", ("سفينة",), translated=True),)
    found = page(client, "/?ui=en&q=ships&own_first=1")
    assert service.asked[-1].own_first
    (link,) = [one for one in found.cssselect(".notes a") if text(one) == "Mix the articles of both languages"]
    assert link.get("href") == "/?q=ships&ui=en"
    assert found.cssselect('input[type="hidden"][name="own_first"]')[0].get("value") == "1"
    assert "own_first=1" in found.cssselect(".notes a")[0].get("href")


def test_translations_share_one_line_and_each_can_be_taken_out(client: FlaskClient, service: FakeService) -> None:
    service.expansions = (
        Expanded("MoU", "mou", ("مذكرة تفاهم",)),
        Expanded("ships", "word:ships", ("سفينة", "باخرة"), translated=True),
        Expanded("<b>", "word:<b>", ("خط",), translated=True),
    )
    found = page(client, "/?ui=en&q=MoU+ships")
    assert [text(line) for line in found.cssselect(".reworded summary .reworded__line")] == [
        "MoU: also searched as مذكرة تفاهم",
        "Also searched in translation: ships (سفينة), <b> (خط)",
    ]
    assert [text(form) for form in found.cssselect(".reworded__form")] == ["مذكرة تفاهم", "سفينة", "باخرة", "خط"]
    links = [link.get("href") for link in found.cssselect(".notes a")]
    assert links[1:] == [
        "/?q=MoU+ships&not_expand=word:ships&ui=en",
        "/?q=MoU+ships&not_expand=word:%3Cb%3E&ui=en",
        "/?q=MoU+ships&expand=0&ui=en",
        "/?q=MoU+ships&own_first=1&ui=en",
    ]


def test_an_unknown_concept_stands_in_no_link(client: FlaskClient, service: FakeService) -> None:
    for address in (
        "/?ui=en&q=MoU&not_expand=junk&not_expand=mou",
        "/article/a-1?q=MoU&not_expand=junk&not_expand=mou",
    ):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "not_expand=junk" not in answer.text
        assert "not_expand=mou" in answer.text
    assert service.asked[-1].not_expand == ("mou",)


def test_what_was_searched_is_told_in_arabic_too(client: FlaskClient, service: FakeService) -> None:
    service.expansions = (Expanded("UK", "country:GB", ("بريطانيا", "Britain"), Labelled("GB", "المملكة المتحدة")),)
    (line,) = page(client, "/?ui=ar&q=UK").cssselect(".reworded__line")
    assert text(line) == "UK: بُحث أيضًا عن بريطانيا، Britain، المقالات عن المملكة المتحدة"


def test_a_concept_that_is_not_expanded_can_be_taken_back(client: FlaskClient, service: FakeService) -> None:
    service.unexpanded = (Labelled("mou", "memorandum of understanding"),)
    found = page(client, "/?ui=en&q=MoU&not_expand=mou&not_expand=x")
    chip = found.cssselect(".chip")[0]
    assert text(chip) == "Remove the filter Nothing added to memorandum of understanding"
    assert chip.get("href") == "/?q=MoU&not_expand=x&ui=en"
    assert [field.get("value") for field in found.cssselect("#search input[name=not_expand]")] == ["mou", "x"]


def test_no_results_come_with_ways_on(client: FlaskClient, service: FakeService) -> None:
    service.fewer = (Fewer(ALL_FILTERS, "", "zzz", 4),)
    found = page(client, "/?ui=en&q=zzz&country=TH&expand=0")
    ways = [link.get("href") for link in found.cssselect(".nothing a")]
    assert ways == ["/?q=zzz&expand=0&ui=en", "/?q=zzz&country=TH&ui=en", "/?country=TH&expand=0&ui=en", "/help?ui=en"]
    assert [link.get("href") for link in found.cssselect(".fewer a")] == ["/?q=zzz&expand=0&ui=en"]
    assert not found.cssselect(".hits")


def test_filters_that_are_not_to_blame_are_not_to_be_left_out(client: FlaskClient, service: FakeService) -> None:
    service.fewer = (Fewer("", "zzz", "oak", 4),)
    found = page(client, "/?ui=en&q=zzz+oak&country=TH&expand=0")
    assert "/?q=zzz+oak&expand=0&ui=en" not in [link.get("href") for link in found.cssselect(".nothing a, .fewer a")]


def test_a_chosen_year_without_articles_is_shown_with_its_zero(client: FlaskClient) -> None:
    years = page(client, "/?ui=en&q=zzz&year=2019").cssselect(".facet--year .facet__choice")
    assert [text(year) for year in years] == ["2019 0"]


def test_the_front_introduces_itself_and_every_other_page_does_not(client: FlaskClient, service: FakeService) -> None:
    service.total = 30
    assert page(client, "/?ui=en").cssselect(".hero h1")
    for address in ("/?ui=en&q=memorandum", "/?ui=en&country=TH", "/?ui=en&page=2"):
        assert not page(client, address).cssselect(".hero")


@pytest.mark.parametrize("address", ["/", "/?q=مذكرة", "/?q=zzz", "/?ui=en&country=TH", "/help", "/article/a-1"])
def test_headings_descend_one_at_a_time(client: FlaskClient, address: str) -> None:
    levels = [int(heading.tag[1]) for heading in page(client, address).cssselect("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


@pytest.mark.parametrize("address", ["/", "/?q=مذكرة&country=TH", "/help", "/article/a-1?q=x", "/nothing-here"])
def test_every_field_has_a_label_and_every_id_is_used_once(client: FlaskClient, address: str) -> None:
    found = html.fromstring(client.get(address).text)
    labelled = {label.get("for") for label in found.cssselect("label[for]")}
    for field in found.cssselect("input:not([type=hidden])"):
        assert field.get("id") in labelled or field.getparent().tag == "label" or field.get("aria-label")
    ids = [element.get("id") for element in found.cssselect("[id]")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("address", ["/", "/?q=%22%3E%3Cscript%3E", "/help", "/article/a-1", "/nothing-here"])
def test_there_is_no_inline_script_or_style(client: FlaskClient, address: str) -> None:
    found = html.fromstring(client.get(address).text)
    scripts = [script for script in found.cssselect("script") if script.text]
    assert {script.get("type") for script in scripts} <= {"application/ld+json"}  # data, which no browser runs
    assert not found.cssselect("style, [style]")
    assert not [name for element in found.iter() for name in element.attrib if name.startswith("on")]


def test_filters_are_carried_where_they_are_not_shown(client: FlaskClient) -> None:
    found = page(client, "/article/a-1?ui=en&q=x&country=TH&sort=newest")
    hidden = {field.get("name"): field.get("value") for field in found.cssselect("#search input[type=hidden]")}
    assert hidden == {"country": "TH", "sort": "newest", "ui": "en"}
