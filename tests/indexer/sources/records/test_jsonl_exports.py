"""JSONL exports in the import format, line by line."""

import gzip
import json
import random

import pytest

from indexer.model.article import RawArticle, Rejected
from tests.indexer.running import said

LINK = "https://example.org/17"
FULL = {
    "id": "2019-17",
    "url": "https://example.org/17",
    "title": "اجتماع اللجنة",
    "text": "عقدت اللجنة اجتماعها.\r\nوناقشت خطتها.",
    "published": "2019-10-31",
    "source": "WAM",
    "language": "ar",
    "desk": "ignored",
}

BAD_LINES = [
    ("cut off", '{"text": "half', "is not JSON: Unterminated string starting at column 10"),
    ("not an object", "[1, 2]", "not a JSON object"),
    ("neither text nor title", '{"id": "x", "text": " "}', "neither text nor title"),
    ("a number for a text", '{"text": 5}', "text that is not a string"),
    ("a list for a title", '{"text": "a", "title": []}', "title that is not a string"),
    ("nested without end", "[" * 40_000, "is not JSON that can be read"),
    ("a number without end", '{"id": ' + "9" * 5000 + "}", "is not JSON that can be read"),
    ("longer than the limit", '{"text": "' + "a" * 100_000 + '"}', "longer than 100000 bytes"),
]


def test_a_full_line_is_read_key_by_key(read_bytes):
    [article] = read_bytes("export.jsonl", json.dumps(FULL))
    assert article.id == article.anchor == "2019-17"
    assert article.url == "https://example.org/17"
    assert article.title == "اجتماع اللجنة"
    assert article.text == "عقدت اللجنة اجتماعها.\nوناقشت خطتها."
    assert (article.published, article.published_from) == ("2019-10-31", "metadata")
    assert (article.source, article.language) == ("WAM", "ar")


@pytest.mark.parametrize("key", ["text", "title"])
def test_a_text_or_a_title_is_enough(read_bytes, key):
    [article] = read_bytes("export.jsonl", json.dumps({key: "Committee meets"}))
    assert getattr(article, key) == "Committee meets"
    assert (article.id, article.published, article.published_from) == (None, None, "")
    assert article.anchor


@pytest.mark.parametrize(("line", "reason"), [row[1:] for row in BAD_LINES], ids=[row[0] for row in BAD_LINES])
def test_a_bad_line_is_rejected_with_its_number_and_the_rest_is_read(read_bytes, tmp_path, line, reason):
    before, rejected, after = read_bytes("export.jsonl", f'{{"text": "one"}}\n\n{line}\n{{"text": "two"}}\n')
    assert [before.text, after.text] == ["one", "two"]
    assert rejected.where == f"{tmp_path / 'export.jsonl'}:3"
    assert reason in str(rejected.reason)


def test_a_line_is_read_in_the_encoding_of_its_letters_or_rejected(read_bytes):
    lines = ['{"text": "اجتماع اللجنة"}\n'.encode("cp1256"), '{"text": "Москва"}\n'.encode("cp1251"), b'{"text": "a"}']
    arabic, rejected, article = read_bytes("export.jsonl", b"".join(lines))
    assert str(rejected.reason) == "is a binary file or in an unknown encoding; save it as UTF-8"
    assert (arabic.text, article.text) == ("اجتماع اللجنة", "a")


def test_an_export_in_utf_16_is_rejected_once(read_bytes):
    [rejected] = read_bytes("export.jsonl", '{"text": "a"}\n{"text": "b"}\n'.encode("utf-16"))
    assert "UTF-16" in str(rejected.reason)


def test_a_mark_before_the_first_line_is_no_part_of_it(read_bytes):
    [article] = read_bytes("export.jsonl", b"\xef\xbb\xbf" + b'{"text": "a"}')
    assert article.text == "a"


def test_what_no_utf_8_file_can_hold_is_replaced(read_bytes):
    [article] = read_bytes("export.jsonl", r'{"text": "a\ud800b\u0000c\ud83d\ude00", "id": "\udfff"}')
    assert article.text == "a\ufffdb\ufffdc\U0001f600"
    assert article.id == "\ufffd"


def test_the_second_article_of_an_id_is_rejected_and_names_the_first(read_all, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "a"}\n{"id": 7, "text": "b"}')
    (tmp_path / "b.jsonl").write_text('{"id": "7", "text": "c"}\n{"id": "8", "text": "d"}')
    items = read_all(tmp_path)
    assert [item.text for item in items if isinstance(item, RawArticle)] == ["a", "b", "d"]
    assert said(items[2]) == (f"{tmp_path / 'b.jsonl'}:1", f"has the id 7 of the article at {tmp_path / 'a.jsonl'}:2")


def test_of_many_bad_lines_the_first_are_listed_and_all_counted(read_bytes, tmp_path):
    items = read_bytes("export.jsonl", '{"words": "another format"}\n' * 1500 + '{"text": "last"}')
    assert [item.text for item in items if isinstance(item, RawArticle)] == ["last"]
    rejected = [item for item in items if isinstance(item, Rejected)]
    assert [item.where for item in rejected[:1000]] == [f"{tmp_path / 'export.jsonl'}:{n}" for n in range(1, 1001)]
    assert [str(item.reason) for item in rejected[1000:]] == [
        "has 1500 items that cannot be read; the first 1000 are listed"
    ]


def test_what_extract_prints_can_be_imported(read_bytes):
    line = {
        "text": "a",
        "published": {"date": "2019-10", "precision": "month"},
        "source": {"id": "wam", "label": "WAM"},
        "countries": [],
    }
    [article] = read_bytes("export.jsonl", json.dumps(line))
    assert (article.published, article.source) == ("2019-10", "WAM")


def test_a_line_without_an_id_keeps_its_anchor_when_others_are_added_before_it(read_bytes):
    [alone] = read_bytes("export.jsonl", '{"title": "Committee meets"}')
    [_, second] = read_bytes("export.jsonl", '{"title": "Newer"}\n{"title": "Committee meets"}')
    assert second.anchor == alone.anchor


def test_a_line_without_an_id_is_known_by_its_address(read_bytes):
    [article] = read_bytes("export.jsonl", '{"title": "Committee meets", "url": "https://example.org/1"}')
    assert (article.anchor, article.id) == ("https://example.org/1", None)


def test_an_export_is_streamed_beyond_the_limit(read_bytes):
    noise = random.Random(3)
    lines = "".join(json.dumps({"text": noise.randbytes(450).hex()}) + "\n" for _ in range(50)).encode()
    for name, data in (("export.jsonl", lines), ("export.jsonl.gz", gzip.compress(lines))):
        items = read_bytes(name, data, max_bytes=1000)
        assert [len(item.text) for item in items] == [900] * 50


def test_a_damaged_gzip_file_gives_the_lines_before_the_damage(read_bytes):
    noise = random.Random(3).randbytes(60_000).hex()
    packed = gzip.compress(f'{{"text": "first"}}\n{{"text": "{noise}"}}\n'.encode())
    items = read_bytes("export.jsonl.gz", packed[: len(packed) // 2], max_bytes=200_000)
    assert "cut off or damaged" in str(items[-1].reason)


@pytest.mark.parametrize("name", ["bomb.jsonl.gz", "bomb.txt.gz", "bomb.xml.gz"])
def test_a_gzip_bomb_is_refused(read_bytes, name):
    [item] = read_bytes(name, gzip.compress(b"\n" * 3_000_000), max_bytes=1000)
    assert isinstance(item, Rejected)
    assert "bytes" in str(item.reason)


def test_a_gzip_file_that_is_none_is_rejected(read_bytes):
    [item] = read_bytes("export.jsonl.gz", b'{"text": "a"}')
    assert "gzip" in str(item.reason)


OTHER_KEYS = [
    (
        "WordPress",
        {"title": {"rendered": "R &amp; D"}, "content": {"rendered": "<p>One.</p><p>Two.</p>"}, "link": LINK},
    ),
    ("a crawler", {"headline": "R & D", "maintext": "One.\nTwo.", "date_publish": "2019-12-10", "href": LINK}),
    ("a news API", {"webTitle": "R & D", "bodyText": "One.\nTwo.", "webPublicationDate": "2019-12-10", "webUrl": LINK}),
    ("capitals", {"Headline": "R & D", "Body": "One.\nTwo.", "Date-Published": "2019-12-10", "URL": LINK}),
    ("paragraphs", {"heading": "R & D", "body": ["One.", "Two."], "pubDate": "2019-12-10", "permalink": LINK}),
]


@pytest.mark.parametrize("record", [row[1] for row in OTHER_KEYS], ids=[row[0] for row in OTHER_KEYS])
def test_the_keys_of_other_exports_are_read(read_bytes, record):
    for name in ("export.jsonl", "export.json"):
        [article] = read_bytes(name, json.dumps(record if "Headline" in record else {"date": "2019-12-10"} | record))
        assert (article.title, article.text, article.published) == ("R & D", "One.\nTwo.", "2019-12-10")
        assert (article.url, article.anchor, article.notes) == (LINK, LINK, ())


def test_of_two_keys_that_differ_the_other_is_named(read_bytes):
    [article] = read_bytes("export.jsonl", json.dumps({"text": "One", "body": "Two", "content": "<p>One</p>"}))
    assert article.text == "One"
    assert [str(one) for one in article.notes] == ["its key body was not read, because it has text"]


@pytest.mark.parametrize("key", ["summary", "description", "excerpt"])
def test_a_summary_stands_for_a_text_that_is_missing(read_bytes, key):
    whole, part = read_bytes("export.jsonl", f'{{"text": "a", "{key}": "b"}}\n{{"title": "t", "{key}": "c"}}')
    assert (whole.text, part.text, whole.notes) == ("a", "c", ())


MARKED_UP = [
    ("<p>Kuwait &amp; Oman&nbsp;signed.</p><p>Second.</p>", "Kuwait & Oman\u00a0signed.\nSecond."),
    ("<p>وقّعت الكويت&nbsp;وعُمان.</p><ul><li>بند</ul>", "وقّعت الكويت\u00a0وعُمان.\nبند"),
    ("First <b>line</b>.\nSecond line.", "First line.\nSecond line."),
    ("<h2>Head</h2>\n\nFirst <b>line</b>\ngoes on.\n\nSecond.", "Head\nFirst line goes on.\nSecond."),
    (
        "AT&T; R&D <office@example.org> <https://example.org> 1 < 2",
        "AT&T; R&D <office@example.org> <https://example.org> 1 < 2",
    ),
    ("One\n\n  two  three", "One\n\n  two  three"),
]


@pytest.mark.parametrize(("written", "text"), MARKED_UP)
def test_html_in_a_text_is_read_as_html_and_plain_text_kept(read_bytes, written, text):
    [article] = read_bytes("export.jsonl", json.dumps({"text": written, "title": "a &lt; b"}))
    assert (article.title, article.text) == ("a < b", text)


def test_a_control_character_in_a_text_is_dropped(read_bytes):
    [article] = read_bytes("export.jsonl", '{"title": "خبر\\u0008 الكويت", "text": "a\x08b\\u001f"}')
    assert (article.title, article.text) == ("خبر الكويت", "ab")
