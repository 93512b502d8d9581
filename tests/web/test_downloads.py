"""Exports and the feed: what other programs read of a search."""

import csv
import json
from dataclasses import replace
from hashlib import sha256
from io import BytesIO, StringIO
from urllib.parse import quote

import feedparser
import openpyxl
import pytest
from fake_service import ARTICLES, FakeService, many
from flask.testing import FlaskClient
from lxml import etree, html

from indexer.model.article import PublishedDate, Revision
from web.characters import FORBIDDEN
from web.exports import COLUMNS, write_bibtex, write_csv, write_ris
from web.formats import FORMATS

ARTICLE = "http://localhost/article/"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))


def test_csv_has_a_row_for_every_result(client: FlaskClient) -> None:
    response = client.get("/export.csv?ui=en")
    assert response.content_type == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == "attachment; filename=mithaq-3.csv"
    assert response.headers["X-Total-Count"] == "3"
    assert "Link" not in response.headers
    assert response.text.startswith("\ufeff" + ",".join(COLUMNS))
    found = rows(response.text)
    assert [row["id"] for row in found] == ["a-1", "feeds/b 2?x=1", "c-3"]
    assert found[0]["countries"] == "United Arab Emirates; Thailand"
    assert found[1]["published"] == "2020-03"
    assert found[1]["precision"] == "month"
    assert found[1]["link"] == f"{ARTICLE}feeds/b%202%3Fx=1"


OLD_COLUMNS = (
    *("id", "title", "published", "precision", "language", "source", "countries", "agencies", "instruments"),
    *("url", "link"),
)


@pytest.mark.parametrize(("ui", "label"), [("en", "United Arab Emirates"), ("ar", "الإمارات العربية المتحدة")])
def test_csv_has_ids_beside_the_labels_of_the_language(client: FlaskClient, ui: str, label: str) -> None:
    first = rows(client.get(f"/export.csv?ui={ui}").text)[0]
    assert tuple(first)[: len(OLD_COLUMNS)] == OLD_COLUMNS
    ids = {name: first[name] for name in ("source_id", "country_codes", "agency_ids", "instrument_ids", "language")}
    assert ids == {
        "source_id": "example-wire",
        "country_codes": "AE; TH",
        "agency_ids": "iom",
        "instrument_ids": "mou",
        "language": "ar",
    }
    assert first["countries"].split("; ")[0] == label


@pytest.mark.parametrize("address", ["/export.csv", "/export.bib", "/export.ris", "/feed.atom"])
def test_no_more_is_taken_along_than_the_page_counts(client: FlaskClient, service: FakeService, address: str) -> None:
    service.has_others = True
    text = client.get(f"{address}?ui=en&q=مذكرة").text
    assert "a-1" in text
    assert ARTICLES[2].text not in text


def next_address(client: FlaskClient, address: str) -> str:
    """The address of the next file, as the header `Link` of this one gives it; "" where none follows."""
    address, _, relation = client.get(address).headers.get("Link", "").partition(">")
    assert relation in {"", '; rel="next"'}
    return address.removeprefix("<")


def test_files_follow_one_another_to_the_end(client: FlaskClient, service: FakeService) -> None:
    service.articles, service.part = many(5), 2
    address, ids = "/export.csv?ui=en", []
    while address:
        ids.append([row["id"] for row in rows(client.get(address).text)])
        address = next_address(client, address)
    assert ids == [["m-0", "m-1"], ["m-2", "m-3"], ["m-4"]]


def test_a_file_has_a_number_and_its_name_says_what_is_in_it(client: FlaskClient, service: FakeService) -> None:
    service.articles, service.part = many(5), 2
    found = [client.get(f"/export.csv?ui=en&part={part}") for part in ("1", "2", "3", "9", "x", "-1", "9" * 40)]
    ids = [[row["id"] for row in rows(answer.text)] for answer in found]
    assert ids[:4] == [["m-0", "m-1"], ["m-2", "m-3"], ["m-4"], ["m-4"]]
    assert ids[4:] == [ids[0]] * 3
    names = [answer.headers["Content-Disposition"].partition("mithaq-")[2] for answer in found[:3]]
    assert names == ["5-1-2.csv", "5-3-4.csv", "5-5-5.csv"]


FILES_OF = {
    "en": "A file has at most 2,000 articles. Take articles",
    "ar": "في كل ملف 2,000 مقال على الأكثر. خذ المقالات",
}


@pytest.mark.parametrize("ui", ["ar", "en"])
def test_a_search_of_many_articles_offers_all_of_its_files(client: FlaskClient, service: FakeService, ui: str) -> None:
    service.total = 4500
    form = html.fromstring(client.get(f"/?q=مذكرة&country=AE&page=2&ui={ui}").text).cssselect(".take--files")[0]
    assert form.cssselect("label")[0].text == FILES_OF[ui]
    assert [one.text for one in form.cssselect("option")] == ["1–2,000", "2,001–4,000", "4,001–4,500"]
    fields = [(one.get("name"), one.get("value")) for one in form.cssselect("input")]
    assert fields == [("q", "مذكرة"), ("country", "AE"), ("ui", ui)]
    assert [one.get("formaction") for one in form.cssselect("button")] == [f"/export.{kind.ending}" for kind in FORMATS]
    service.total = 2000
    assert not html.fromstring(client.get(f"/?q=مذكرة&ui={ui}").text).cssselect(".take--files")


@pytest.mark.parametrize("ending", ["csv", "bib", "ris"])
def test_exports_honour_the_search_and_so_does_the_next_file(
    client: FlaskClient, service: FakeService, ending: str
) -> None:
    service.articles, service.part = many(3), 2
    following = next_address(client, f"/export.{ending}?country=AE&sort=oldest&limit=3&page=2&ui=ar&q=مذكرة")
    client.get(following)
    for asked in service.asked:
        assert (asked.q, asked.filters, asked.sort, asked.ui) == ("مذكرة", {"country": ("AE",)}, "oldest", "ar")
        assert asked.limit == 2000
    assert len(service.asked) == 2


@pytest.mark.parametrize(("ui", "said"), [("en", "The results have changed since"), ("ar", "تغيّرت النتائج منذ ذلك")])
def test_a_file_that_begins_behind_what_is_gone_says_so(client: FlaskClient, ui: str, said: str) -> None:
    response = client.get(f"/export.csv?after=gone&ui={ui}")
    assert response.status_code == 410
    assert said in response.text


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("q=Kuwait+MoU&year=2018", "filename=mithaq-kuwait-mou-2018-0.csv"),
        ("q=../../etc/passwd%0d%0aX:1", "filename=mithaq-etc-passwd-x-1-0.csv"),
        ("q=مذكرة+تفاهم", f"filename*=UTF-8''mithaq-{quote('مذكرة-تفاهم')}-1.csv"),
        ("q=" + "ab" * 100, f"filename=mithaq-{'ab' * 30}-0.csv"),
    ],
)
def test_the_name_of_a_file_says_what_was_searched_for(client: FlaskClient, query: str, name: str) -> None:
    assert client.get(f"/export.csv?{query}").headers["Content-Disposition"] == f"attachment; {name}"


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1"])
def test_a_csv_cell_never_starts_a_formula(client: FlaskClient, service: FakeService, title: str) -> None:
    service.articles = (replace(ARTICLES[2], title=title),)
    assert rows(client.get("/export.csv").text)[0]["title"] == f"'{title}"


def test_bibtex_keeps_the_precision_of_dates_and_escapes(client: FlaskClient, service: FakeService) -> None:
    service.articles = (replace(ARTICLES[1], title="50% & {more}\nof_it \\ #1"),)
    key = sha256(b"feeds/b 2?x=1").hexdigest()[:8]
    assert client.get("/export.bib?ui=en").text == (
        f"@misc{{mithaq-feeds-b-2-x-1-{key},\n"
        r"  title = {50\% \& \{more\} of\_it \textbackslash{} \#1}," + "\n"
        "  year = {2020},\n"
        "  month = mar,\n"
        "  langid = {english},\n"
        f"  url = {{{ARTICLE}feeds/b%202%3Fx=1}}\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("published", "fields"),
    [
        (PublishedDate("2019-12-09", "day"), {"year": "{2019}", "month": "dec", "day": "{9}"}),
        (PublishedDate("2019-01", "month"), {"year": "{2019}", "month": "jan"}),
        (PublishedDate("2019", "year"), {"year": "{2019}"}),
        (PublishedDate(), {}),
    ],
)
def test_bibtex_says_a_date_once_and_no_day_of_access(
    client: FlaskClient, service: FakeService, published: PublishedDate, fields: dict[str, str]
) -> None:
    service.articles = (replace(ARTICLES[0], published=published),)
    lines = [line.strip().rstrip(",").split(" = ") for line in client.get("/export.bib?ui=en").text.splitlines()[1:-1]]
    found = dict(lines)
    assert {name: found[name] for name in ("year", "month", "day") if name in found} == fields
    assert set(found) <= {"title", "howpublished", "year", "month", "day", "langid", "url"}
    assert found["howpublished"] == "{Example Wire}"


def test_bibtex_keys_of_different_articles_differ(client: FlaskClient, service: FakeService) -> None:
    service.articles = tuple(replace(ARTICLES[0], id=id) for id in ("خبر-١", "خبر-٢", "a b", "a-b", "a-1"))
    keys = [line for line in client.get("/export.bib").text.splitlines() if line.startswith("@")]
    assert len(set(keys)) == 5
    assert keys[4] == "@misc{mithaq-a-1,"
    assert all(key.isascii() for key in keys)


@pytest.mark.parametrize(
    ("published", "lines"),
    [
        (PublishedDate("2019-12-10", "day"), ["PY  - 2019", "DA  - 2019/12/10/"]),
        (PublishedDate("2019-12", "month"), ["PY  - 2019", "DA  - 2019/12//"]),
        (PublishedDate("2019", "year"), ["PY  - 2019", "DA  - 2019///"]),
        (PublishedDate(), []),
    ],
)
def test_ris_dates_are_as_precise_as_known(
    client: FlaskClient, service: FakeService, published: PublishedDate, lines: list[str]
) -> None:
    service.articles = (replace(ARTICLES[0], published=published),)
    text = client.get("/export.ris?ui=en").text
    assert [line for line in text.splitlines() if line.startswith(("PY", "DA"))] == lines
    assert text.startswith("TY  - NEWS\r\nID  - a-1\r\n")
    assert text.endswith("ER  - \r\n")


@pytest.mark.parametrize("write", [write_csv, write_bibtex, write_ris])
def test_no_results_are_no_error(write) -> None:
    assert "mithaq" not in write([], str)


def test_the_feed_is_atom_with_the_newest_first(client: FlaskClient, service: FakeService) -> None:
    service.articles = tuple(replace(article, first_seen="2024-05-01T10:00:00+00:00") for article in ARTICLES)
    response = client.get("/feed.atom?ui=en&country=TH&sort=oldest&page=4")
    assert response.mimetype == "application/atom+xml"
    feed = feedparser.parse(response.data)
    assert not feed.bozo
    asked = next(parameters for parameters in service.asked if parameters.limit == 30)
    assert (asked.sort, asked.page, asked.filters) == ("newest", 1, {"country": ("TH",)})
    assert feed.feed.id == "http://localhost/?country=TH&ui=en"
    assert feed.entries[0].title == ARTICLES[0].title
    assert feed.entries[0].link == f"{ARTICLE}a-1"
    assert feed.entries[0].published == "2019-12-10T00:00:00Z"
    assert feed.entries[0].updated == "2024-05-01T10:00:00+00:00"
    assert "published" not in feed.entries[1]


def test_the_feed_tells_when_an_article_was_changed(client: FlaskClient, service: FakeService) -> None:
    seen, changed = "2024-05-01T10:00:00+00:00", "2024-06-01T08:30:00+00:00"
    only_spaces = Revision("2024-07-01T00:00:00+00:00", None, ARTICLES[1].text.replace(" ", "  "))
    service.articles = (
        replace(ARTICLES[0], first_seen=seen, revisions=(Revision(changed, "Another title", None),)),
        replace(ARTICLES[1], first_seen=seen, revisions=(only_spaces,)),
        ARTICLES[2],
    )
    feed = feedparser.parse(client.get("/feed.atom?ui=en").data)
    assert [entry.updated for entry in feed.entries] == [changed, seen, "1970-01-01T00:00:00+00:00"]
    assert feed.feed.updated == changed
    assert feed.entries[0].published == "2019-12-10T00:00:00Z"


def test_the_feed_shows_titles_and_snippets_as_they_are(client: FlaskClient) -> None:
    feed = feedparser.parse(client.get("/feed.atom?ui=en&q=Thailand").data)
    assert feed.entries[0].title == "Thailand & the <Emirates> sign a memorandum"
    assert "memorandum of understanding" in feed.entries[0].summary
    assert "&lt;mark&gt;مذكرة&lt;/mark&gt;" in client.get("/feed.atom?q=مذكرة").text


def test_an_empty_feed_is_still_a_feed(client: FlaskClient) -> None:
    assert not feedparser.parse(client.get("/feed.atom?q=zzz").data).bozo


def test_the_page_offers_them_with_its_search(client: FlaskClient) -> None:
    found = html.fromstring(client.get("/?ui=en&q=memorandum&country=TH&page=2").text)
    links = [link.get("href") for link in found.cssselect(".take a")]
    files = ("feed.atom", *(f"export.{kind.ending}" for kind in FORMATS), "api/search", "watch")
    assert links == [f"/{name}?q=memorandum&country=TH&ui=en" for name in files]


ODD = "a\x00b\x0bc\x1fd\x85e\ufffef\uffffg\ufdd0h\U0001fffei"


@pytest.mark.parametrize("address", ["/feed.atom", "/export.csv", "/export.bib", "/export.ris", "/opensearch.xml"])
def test_no_format_holds_what_it_forbids(client: FlaskClient, service: FakeService, address: str) -> None:
    service.articles = (replace(service.articles[0], title=ODD, text=ODD, url=f"https://example.org/{ODD}"),)
    answer = client.get(address, query_string={"q": ODD, "country": ODD})
    assert answer.status_code == 200
    assert not FORBIDDEN.search(answer.get_data(as_text=True))
    if answer.mimetype.endswith("xml"):
        etree.fromstring(answer.data)
    if address == "/feed.atom":
        assert not feedparser.parse(answer.data).bozo


@pytest.mark.parametrize("ui", ["ar", "en"])
def test_a_spreadsheet_has_the_cells_of_the_csv_and_no_formula(
    client: FlaskClient, service: FakeService, ui: str
) -> None:
    service.articles = (replace(service.articles[0], title="=HYPERLINK(1)"), *service.articles[1:])
    answer = client.get(f"/export.xlsx?ui={ui}")
    sheet = openpyxl.load_workbook(BytesIO(answer.data)).active
    rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    told = list(csv.reader(StringIO(client.get(f"/export.csv?ui={ui}").text.removeprefix("\ufeff"))))
    assert rows[0] == list(COLUMNS)
    assert [row[3:] for row in rows] == [row[3:] for row in told]
    assert [cell.data_type for cell in sheet["B"]] == ["s"] * 4
    assert sheet["B2"].value == "=HYPERLINK(1)"
    assert answer.headers["Content-Disposition"] == "attachment; filename=mithaq-3.xlsx"
    assert answer.data == client.get(f"/export.xlsx?ui={ui}").data


def test_each_line_of_json_is_an_article_in_the_words_of_the_api(client: FlaskClient) -> None:
    lines = client.get("/export.jsonl?ui=en").text.splitlines()
    told = [json.loads(line) for line in lines]
    hits = client.get("/api/search?ui=en").json["hits"]
    for one, hit in zip(told, hits, strict=True):
        assert {name: one[name] for name in ("id", "title", "published", "language")} == {
            name: hit[name] for name in ("id", "title", "published", "language")
        }
    assert told[0]["countries"][0] == {"code": "AE", "label": "United Arab Emirates"}
    assert told[1]["url"] == ""
