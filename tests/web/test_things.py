"""Pages of things, the values of a facet, and the overview."""

import csv
from io import StringIO

import pytest
from fake_service import FakeService
from flask.testing import FlaskClient
from lxml import etree, html

from web.tables import shade_of

LANGUAGES = pytest.mark.parametrize("ui", ["ar", "en"])


def page(client: FlaskClient, address: str) -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.fromstring(answer.text)


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize(
    ("address", "ui", "label", "other"),
    [
        ("/country/KW", "en", "Kuwait", "الكويت"),
        ("/country/KW", "ar", "الكويت", "Kuwait"),
        ("/agency/iom", "en", "International Organization for Migration", "المنظمة الدولية للهجرة"),
        ("/pair/AE-TH", "ar", "الإمارات العربية المتحدة – تايلاند", "United Arab Emirates – Thailand"),
        ("/outlet/example-wire", "en", "Example Wire", "وكالة المثال"),
        ("/kind/mou", "en", "Memorandum of understanding", "مذكرة تفاهم"),
    ],
)
def test_a_thing_has_its_names_in_both_languages(
    client: FlaskClient, service: FakeService, address: str, ui: str, label: str, other: str
) -> None:
    found = page(client, f"{address}?ui={ui}")
    assert text(found.cssselect("h1")[0]) == label
    assert text(found.cssselect(".thing__other")[0]) == other
    assert found.cssselect('link[rel="alternate"][type="application/atom+xml"]')
    facet = {"country": "country", "agency": "agency", "pair": "party", "outlet": "source", "kind": "instrument"}
    step, value = address.strip("/").split("/")
    assert service.asked[-1].filters == {facet[step]: (value,)}


@pytest.mark.parametrize(
    ("written", "address"), [("/country/kw", "/country/KW?ui=en"), ("/pair/th-ae", "/pair/AE-TH?ui=en")]
)
def test_a_thing_has_one_address(client: FlaskClient, written: str, address: str) -> None:
    answer = client.get(f"{written}?ui=en")
    assert (answer.status_code, answer.headers["Location"]) == (301, address)


@pytest.mark.parametrize(
    ("address", "ui", "said"),
    [
        ("/country/ZZ", "en", "No country has this code"),
        ("/agency/nobody", "en", "No agency is known by this id"),
        ("/pair/KW-KW", "en", "two different countries"),
        ("/pair/KW", "en", "two different countries"),
        ("/pair/KW-ZZ", "en", "two different countries"),
        ("/outlet/nobody", "en", "No publisher is known by this id"),
    ],
)
def test_what_nobody_knows_is_told_in_words(client: FlaskClient, address: str, ui: str, said: str) -> None:
    answer = client.get(f"{address}?ui={ui}")
    assert answer.status_code == 404
    assert said in answer.text


def test_a_country_leads_to_its_pairs_and_they_to_their_articles(client: FlaskClient, service: FakeService) -> None:
    found = page(client, "/country/AE?ui=en")
    links = [link.get("href") for link in found.cssselect(".multiples a")]
    assert "/pair/AE-TH?ui=en" in links
    assert "/?country=AE&sort=newest&ui=en" in [link.get("href") for link in found.cssselect(".thing__tools a")]


def test_every_publisher_is_a_link(client: FlaskClient) -> None:
    for address in ("/?ui=en&q=مذكرة", "/article/a-1?ui=en"):
        (link,) = page(client, address).cssselect("a.hit__source")
        assert link.get("href").startswith("/outlet/example-wire?")


def test_all_values_of_a_facet_stand_on_a_page_of_their_own(client: FlaskClient) -> None:
    found = page(client, "/values/country?ui=en&q=مذكرة&contains=thai")
    assert [text(one) for one in found.cssselect(".values__list li")] == ["Thailand 1"]
    (link,) = found.cssselect(".values__list a")
    assert link.get("href") == "/?q=%D9%85%D8%B0%D9%83%D8%B1%D8%A9&country=TH&ui=en"
    assert client.get("/values/nothing").status_code == 404


@LANGUAGES
def test_the_overview_has_a_table_whose_cells_lead_to_articles(client: FlaskClient, ui: str) -> None:
    found = page(client, f"/overview?ui={ui}&q=مذكرة")
    parties, kinds, *_ = found.cssselect(".matrix")
    assert [cell.get("href") for cell in parties.cssselect("td a")] == [
        f"/?q=%D9%85%D8%B0%D9%83%D8%B1%D8%A9&party=AE-TH&ui={ui}"
    ] * 2
    assert [cell.get("class") for cell in parties.cssselect("tbody td")] == [
        "heat heat--0",
        "heat heat--5",
        "heat heat--5",
        "heat heat--0",
    ]
    (cell,) = kinds.cssselect("td a")
    assert cell.get("href") == f"/?q=%D9%85%D8%B0%D9%83%D8%B1%D8%A9&instrument=mou&year=2019&ui={ui}"


@LANGUAGES
def test_tables_and_pictures_can_be_taken_away(client: FlaskClient, ui: str) -> None:
    rows = list(csv.reader(StringIO(client.get(f"/overview/parties.csv?ui={ui}").text.removeprefix("\ufeff"))))
    assert [row[0] for row in rows] == ["", "AE", "TH"]
    assert [row[2:] for row in rows[1:]] == [["0", "3"], ["3", "0"]]
    agencies = list(csv.reader(StringIO(client.get(f"/overview/agencies.csv?ui={ui}").text.removeprefix("\ufeff"))))
    assert agencies[0] == ["", "", "2019-11", "2020-01"]
    assert [agencies[1][0], *agencies[1][2:]] == ["iom", "1", "4"]
    dates = client.get(f"/overview/timeline.csv?ui={ui}").text.split()
    assert "2019,1" in dates
    for name in ("timeline", "parties", "agencies", "pairs"):
        picture = etree.fromstring(client.get(f"/overview/{name}.svg?ui={ui}").data)
        assert picture.findall(".//{http://www.w3.org/2000/svg}rect")
    assert client.get("/overview/nothing.csv").status_code == client.get("/overview/kinds.svg").status_code == 404


@LANGUAGES
def test_the_overview_draws_agencies_and_pairs_over_time_before_a_table(client: FlaskClient, ui: str) -> None:
    found = page(client, f"/overview?ui={ui}&q=مذكرة")
    agencies, pairs = found.cssselect("section .multiples")
    words = "/?q=%D9%85%D8%B0%D9%83%D8%B1%D8%A9"
    assert [link.get("href") for link in agencies.cssselect("a")] == [f"{words}&agency=iom&ui={ui}"]
    assert [link.get("href") for link in pairs.cssselect("a")] == [f"{words}&party=AE-TH&ui={ui}"]
    assert text(agencies.cssselect(".facet__count")[0]) in {"6", "٦"}
    (picture,) = agencies.cssselect("svg")
    assert (picture.get("viewbox"), picture.get("aria-hidden")) == ("0 0 30 30", "true")
    assert picture.cssselect("path")[0].get("d") == "M3.75 30v-7.5h2.5V30zM23.75 30v-30.0h2.5V30z"
    taken = [link.get("href") for link in agencies.getparent().cssselect(".take a")]
    assert taken == [f"/overview/agencies{ending}{words[1:]}&ui={ui}" for ending in ("", ".svg", ".csv")]


@pytest.mark.parametrize(
    ("count", "largest", "shade"), [(0, 9, 0), (1, 1, 5), (1, 323, 1), (36, 323, 2), (106, 323, 3), (323, 323, 5)]
)
def test_the_shades_of_a_table_tell_counts_apart_below_a_large_one(count: int, largest: int, shade: int) -> None:
    assert shade_of(count, largest) == shade


@LANGUAGES
def test_behind_a_drawing_stands_a_table_on_a_page_of_its_own(client: FlaskClient, ui: str) -> None:
    found = page(client, f"/overview/agencies?ui={ui}&q=مذكرة")
    words = "?q=%D9%85%D8%B0%D9%83%D8%B1%D8%A9"
    (table,) = found.cssselect("table")
    assert table.cssselect("thead a")[0].get("href") == f"/{words}&agency=iom&ui={ui}"
    cells = table.cssselect("tbody td a")
    assert [text(cell) for cell in cells] == ["1", "4"]
    assert cells[1].get("href") == f"/{words}&agency=iom&ui={ui}&from=2020-01&to=2020-01"
    months = {"ar": ["نوفمبر 2019", "يناير 2020"], "en": ["November 2019", "January 2020"]}[ui]
    assert [text(head) for head in table.cssselect("tbody th")] == months
    assert [text(cell) for cell in table.cssselect("tfoot td")] == ["1", "6"]  # one has no date, or a less exact one
    assert [link.get("href") for link in found.cssselect(".thing__back a")] == [f"/overview{words}&ui={ui}"]
    assert found.cssselect('meta[name="robots"][content^="noindex"]')
    taken = [link.get("href") for link in found.cssselect(".take a")]
    assert taken == [f"/overview/agencies{ending}{words}&ui={ui}" for ending in (".svg", ".csv")]
    assert client.get("/overview/parties").status_code == client.get("/overview/nothing").status_code == 404


@LANGUAGES
def test_the_table_of_a_timeline_counts_what_has_no_bar(client: FlaskClient, service: FakeService, ui: str) -> None:
    found = page(client, f"/overview/timeline?ui={ui}")
    bars = found.cssselect("tbody td a")
    assert [link.get("href") for link in bars] == [f"/?from={year}&to={year}&ui={ui}" for year in (2019, 2020)]
    feet = [[text(cell) for cell in row] for row in found.cssselect("tfoot tr")]
    undated, whole = {"ar": ("تاريخ غير معروف", "كل المقالات"), "en": ("Date unknown", "All articles")}[ui]
    assert [row[0] for row in feet] == [undated, whole]
    assert [link.get("href") for link in found.cssselect("tfoot a")] == [f"/?year=unknown&ui={ui}"]
    assert sum(int(text(bar)) for bar in bars) + int(feet[0][1]) == int(feet[-1][1])
    service.articles = ()
    assert not page(client, f"/overview/timeline?ui={ui}").cssselect("table")


def test_what_has_but_one_month_is_listed_and_not_drawn(client: FlaskClient, service: FakeService) -> None:
    drawn = page(client, "/overview?ui=en")
    service.months = 1
    listed = page(client, "/overview?ui=en")
    assert [len(found.cssselect(".multiples")) for found in (drawn, listed)] == [2, 1]
    titles = [[text(one) for one in found.cssselect(".counted h2")] for found in (drawn, listed)]
    assert ["Parties" in names for names in titles] == [False, True]
    assert client.get("/overview/pairs.svg?ui=en").status_code == 200


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("/country/AE", "/pair/AE-TH"),
        ("/agency/iom", "/country/AE"),
        ("/pair/AE-TH", "/agency/iom"),
        ("/outlet/example-wire", "/pair/AE-TH"),
        ("/kind/mou", "/pair/AE-TH"),
    ],
)
@LANGUAGES
def test_a_thing_shows_what_it_has_to_do_with_over_time(client: FlaskClient, address: str, other: str, ui: str) -> None:
    found = page(client, f"{address}?ui={ui}")
    (link,) = found.cssselect(".multiples a")
    assert link.get("href") == f"{other}?ui={ui}"
    taken = [link.get("href") for link in found.cssselect("section > .take a")]
    assert taken == [f"/over-time{ending}{address}?ui={ui}" for ending in ("", ".svg", ".csv")]
    behind = page(client, taken[0])
    assert [text(cell) for cell in behind.cssselect("tbody td")] == ["1", "3"]
    assert "&from=2019&to=2019" in behind.cssselect("tbody td a")[1].get("href")
    assert behind.cssselect("thead a")[0].get("href") == f"{other}?ui={ui}"
    assert [link.get("href") for link in behind.cssselect(".thing__back a")] == [f"{address}?ui={ui}"]
    assert text(behind.cssselect(".thing__kind")[0]) == text(found.cssselect("h1")[0])
    assert behind.cssselect('meta[name="robots"][content^="noindex"]')


@LANGUAGES
def test_what_a_thing_has_to_do_with_can_be_taken_away(client: FlaskClient, ui: str) -> None:
    answer = client.get(f"/over-time.csv/pair/AE-TH?ui={ui}")
    rows = list(csv.reader(StringIO(answer.text.removeprefix("\ufeff"))))
    assert rows[0] == ["", "", "2017", "2019"]
    assert [rows[1][0], *rows[1][2:]] == ["iom", "1", "3"]
    assert answer.headers["Content-Disposition"] == "attachment; filename=mithaq-AE-TH-agency.csv"
    picture = etree.fromstring(client.get(f"/over-time.svg/pair/AE-TH?ui={ui}").data)
    assert len(picture.findall(".//{http://www.w3.org/2000/svg}rect")) == 3


@LANGUAGES
@pytest.mark.parametrize("ending", ["", ".csv", ".svg"])
def test_a_table_of_a_thing_has_one_address_and_none_of_what_nobody_knows(
    client: FlaskClient, ui: str, ending: str
) -> None:
    answer = client.get(f"/over-time{ending}/pair/th-ae?ui={ui}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/over-time{ending}/pair/AE-TH?ui={ui}")
    for address in ("country/ZZ", "pair/KW-KW", "nothing/KW"):
        assert client.get(f"/over-time{ending}/{address}?ui={ui}").status_code == 404


@LANGUAGES
def test_a_thing_leads_to_those_beside_it(client: FlaskClient, ui: str) -> None:
    (link,) = page(client, f"/country/AE?ui={ui}").cssselect(".thing__beside a")
    assert (link.get("rel"), link.get("href")) == ("prev", f"/country/TH?ui={ui}")
    assert {"ar": "تايلاند", "en": "Thailand"}[ui] in text(link)


def test_a_timeline_has_a_link_for_each_bar_and_for_what_has_none(client: FlaskClient) -> None:
    found = page(client, "/?ui=en&q=مذكرة&from=2010")
    drawn = found.cssselect(".filters .timeline")[0]
    assert [link.get("href") for link in drawn.cssselect("svg a")] == [
        "/?q=%D9%85%D8%B0%D9%83%D8%B1%D8%A9&ui=en&from=2019&to=2019"
    ]
    assert drawn.cssselect("svg a")[0].get("aria-label") == "2019: 1 article"
    undated = page(client, "/?ui=en").cssselect(".timeline__rest a")
    assert [link.get("href") for link in undated] == ["/?year=unknown&ui=en"]


@LANGUAGES
def test_a_wide_timeline_says_how_high_its_highest_bar_is(client: FlaskClient, service: FakeService, ui: str) -> None:
    said = [text(one) for one in page(client, f"/overview?ui={ui}").cssselect(".timeline__peak bdi")]
    assert said == [{"ar": "مقال واحد", "en": "1 article"}[ui], "2019"]
    assert not page(client, f"/?ui={ui}&q=مذكرة").cssselect(".filters .timeline__peak")


@LANGUAGES
def test_time_in_words_becomes_days(client: FlaskClient, service: FakeService, ui: str) -> None:
    words = {"en": "March to May 2018", "ar": "من مارس إلى مايو 2018"}[ui]
    client.get("/", query_string={"when": words, "ui": ui})
    asked = service.asked[-1]
    assert [day.isoformat() for day in (asked.first_day, asked.last_day) if day] == ["2018-03-01", "2018-05-31"]
    chips = page(client, f"/?ui={ui}&when={words}").cssselect("a.chip")
    assert len(chips) == 2


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("training since 2019", "/?q=training&when=since+2019&ui=en"),
        ("last month", "/?when=last+month&ui=en"),
        ("منذ 2019", "/?when=%D9%85%D9%86%D8%B0+2019&ui=en"),
    ],
)
def test_time_in_the_words_of_a_query_is_offered(client: FlaskClient, query: str, address: str) -> None:
    links = [link.get("href") for link in page(client, f"/?ui=en&q={query}").cssselect(".notes a")]
    assert address in links
    assert not page(client, f"/?ui=en&from=2018&q={query}").cssselect(f'.notes a[href="{address}"]')


def test_time_that_is_not_understood_is_noted(client: FlaskClient) -> None:
    assert "sometime" in text(page(client, "/?ui=en&when=sometime").cssselect(".notes")[0])


@LANGUAGES
def test_the_front_tells_what_the_collection_is(client: FlaskClient, ui: str) -> None:
    found = page(client, f"/?ui={ui}")
    line = text(found.cssselect(".cover__line")[0])
    assert "2019–2020" in line or "٢٠١٩" in line
    assert "33" in line
    assert found.cssselect('.cover__list a[href^="/article/a-1"]')
    assert found.cssselect('.cover__list a[href^="/pair/AE-TH"]')


@LANGUAGES
def test_the_page_about_the_collection_says_what_it_is_and_is_not(client: FlaskClient, ui: str) -> None:
    found = page(client, f"/about?ui={ui}")
    assert len(found.cssselect("h2")) == 3
    assert "33" in text(found.cssselect(".cover__line")[0])
    assert found.cssselect('a[href^="/outlet/example-wire"]')
    assert page(client, f"/?ui={ui}").cssselect('.foot a[href^="/about"]')
