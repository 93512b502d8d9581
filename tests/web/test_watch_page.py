"""The page that writes the lines which watch a search."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html

from search.watching.saved import Saved, read_saved

LANGUAGES = pytest.mark.parametrize("ui", ["ar", "en"])


def lines(client: FlaskClient, query: str) -> dict[str, str]:
    answer = client.get(f"/watch?{query}")
    assert answer.status_code == 200
    found = html.fromstring(answer.text)
    return {
        name: found.cssselect(f"#{name}")[0].text_content() for name in ("watch-line", "watch-cron", "feed-address")
    }


@LANGUAGES
def test_the_line_that_watches_a_search_is_its_address(client: FlaskClient, ui: str) -> None:
    found = lines(client, f"ui={ui}&q=training&country=AE&sort=oldest&page=3")
    assert found["watch-line"] == "http://localhost/?q=training&country=AE"
    assert found["feed-address"] == f"http://localhost/feed.atom?q=training&country=AE&ui={ui}"
    assert found["watch-cron"].startswith("0 7 * * * ")
    assert f"-m search watch searches.txt --ui {ui} --mail-to desk@example.org" in found["watch-cron"]


@LANGUAGES
def test_addresses_are_read_in_their_letters_and_copied_as_every_program_takes_them(
    client: FlaskClient, ui: str
) -> None:
    answer = client.get("/watch", query_string={"ui": ui, "q": "مذكرة تفاهم"})
    found = html.fromstring(answer.text)
    assert found.cssselect("#watch-line")[0].text_content() == "http://localhost/?q=مذكرة+تفاهم"
    assert found.cssselect("#feed-address")[0].text_content() == f"http://localhost/feed.atom?q=مذكرة+تفاهم&ui={ui}"
    (copied,) = [one.get("data-copy-text") for one in found.cssselect("[data-copy-text]")]
    assert copied.isascii()
    assert client.get(copied).status_code == 200


@pytest.mark.parametrize(
    "query", ["مذكرة\u200fتفاهم", "مذكرة\u3000تفاهم", "a#b", "a&b=c", "50%", "a+b", "مذكرة%20", "«مذكرة تفاهم»"]
)
def test_a_line_that_is_read_in_letters_means_the_same_search(client: FlaskClient, tmp_path: Path, query: str) -> None:
    answer = client.get("/watch", query_string={"ui": "en", "name": "desk", "q": query})
    file = tmp_path / "searches.txt"
    file.write_text(html.fromstring(answer.text).cssselect("#watch-line")[0].text_content(), encoding="utf-8")
    (saved,) = read_saved(file, "")
    assert isinstance(saved, Saved)
    assert (saved.name, saved.values["q"]) == ("desk", (query,))


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("by=rss&every=hourly", "5 * * * * cd /srv/mithaq && .venv/bin/python -m search watch searches.txt --ui en"),
        ("by=rss", "--format rss --out news.rss"),
        ("by=json", "--format json --out news.json"),
        ("by=text", "--ui en"),
        ("every=weekly", "0 7 * * 0 "),
        ("by=rm&every=%3B", "0 7 * * * "),
    ],
)
def test_the_form_writes_the_line_of_the_crontab(client: FlaskClient, given: str, written: str) -> None:
    assert written in lines(client, f"ui=en&{given}")["watch-cron"]


@pytest.mark.parametrize(
    ("name", "kept"), [("Kuwait desk", "Kuwait desk"), ("مكتب الكويت", "مكتب الكويت"), ("# /?a\nb", "a b")]
)
def test_the_command_reads_the_line_that_the_page_writes(
    client: FlaskClient, tmp_path: Path, name: str, kept: str
) -> None:
    answer = client.get("/watch", query_string={"ui": "en", "name": name, "q": "مذكرة تفاهم", "agency": "iom"})
    file = tmp_path / "searches.txt"
    file.write_text(html.fromstring(answer.text).cssselect("#watch-line")[0].text_content())
    (saved,) = read_saved(file, "")
    assert isinstance(saved, Saved)
    assert (saved.name, saved.site) == (kept, "http://localhost")
    assert saved.values == {"q": ("مذكرة تفاهم",), "agency": ("iom",)}


@LANGUAGES
def test_a_value_that_nobody_knows_is_told_before_it_is_watched(client: FlaskClient, ui: str) -> None:
    assert 'class="notes"' in client.get(f"/watch?ui={ui}&when=sometime").text
