"""Text files: encodings that become text, and bytes that do not."""

import codecs
import random

import pytest

from indexer.model.article import RawArticle, Rejected
from tests.indexer.running import said

ARABIC = "توقيع مذكّرة تفاهم\n\nوقّعت الوزارتان أمس مذكرةً لمكافحة الاتجار بالأشخاص، على أن تُنفَّذ خلال عام."
ENGLISH = "Ministries sign a memorandum\n\nThe ministries’ committee signed it on Tuesday — “in full”."
RUSSIAN = "Министерство внутренних дел подписало меморандум о сотрудничестве"
JAPANESE = "人身取引対策に関する覚書に署名した。内務省は協力を強化する。"

ENCODED = [
    ("utf-8", ARABIC, ARABIC.encode()),
    ("utf-8 with a mark", ARABIC, codecs.BOM_UTF8 + ARABIC.encode()),
    ("utf-16 with a mark", ARABIC, ARABIC.encode("utf-16")),
    ("utf-16-be with a mark", ARABIC, codecs.BOM_UTF16_BE + ARABIC.encode("utf-16-be")),
    ("utf-16-le without a mark", ARABIC, ARABIC.encode("utf-16-le")),
    ("utf-16-be without a mark", ARABIC, ARABIC.encode("utf-16-be")),
    ("english utf-16-le without a mark", ENGLISH, ENGLISH.encode("utf-16-le")),
    ("utf-32 with a mark", ARABIC, ARABIC.encode("utf-32")),
    ("windows-1256", ARABIC, ARABIC.encode("cp1256")),
    ("one word of windows-1256", "مرحبا", "مرحبا".encode("cp1256")),
    ("iso-8859-6", ARABIC.replace("ّ", ""), ARABIC.replace("ّ", "").encode("iso8859-6")),
    ("windows-1252", ENGLISH, ENGLISH.encode("cp1252")),
    ("utf-8 cut in its last letter", ARABIC[:-1] + "\ufffd", ARABIC[:-1].encode() + "ع".encode()[:1]),
    ("windows line ends", "a\nb\n\nc", b"a\r\nb\r\n\r\nc"),
    ("no-break space, bidi marks, tatweel, tashkeel stay", "\u200fمحمّــد\u00a0علي", "\u200fمحمّــد\u00a0علي".encode()),
]

NOT_TEXT = [
    ("nothing", b"", "is empty"),
    ("white space", b" \n\t\n", "has no text"),
    ("random bytes", random.Random(7).randbytes(3000), "binary"),
    ("zeros", b"\0" * 500, "binary"),
    ("a PDF", b"%PDF-1.7\n...", "PDF"),
    ("an office document", b"PK\x03\x04....", "office document"),
    ("a PNG", b"\x89PNG\r\n\x1a\n...", "PNG"),
    ("KOI8-R", RUSSIAN.encode("koi8-r"), "unknown encoding"),
    ("windows-1251", RUSSIAN.encode("cp1251"), "unknown encoding"),
    ("Shift-JIS", JAPANESE.encode("shift_jis"), "unknown encoding"),
    ("a UTF-16 mark before bytes that are not", codecs.BOM_UTF16_LE + b"\x00\xd8" * 40, "not in that encoding"),
]


@pytest.mark.parametrize(("text", "data"), [row[1:] for row in ENCODED], ids=[row[0] for row in ENCODED])
def test_text_is_read_as_published(read_bytes, text, data):
    [article] = read_bytes("release.txt", data)
    assert isinstance(article, RawArticle)
    assert article.text == text
    assert (article.title, article.anchor, article.id, article.published) == ("", "", None, None)


@pytest.mark.parametrize(("data", "reason"), [row[1:] for row in NOT_TEXT], ids=[row[0] for row in NOT_TEXT])
def test_what_is_not_text_is_rejected_with_its_reason(read_bytes, tmp_path, data, reason):
    [item] = read_bytes("release.txt", data)
    assert isinstance(item, Rejected)
    assert item.where == str(tmp_path / "release.txt")
    assert reason in str(item.reason)


def test_a_file_above_the_limit_is_rejected_unread(read_bytes, tmp_path):
    [item] = read_bytes("release.txt", b"a" * 1001, max_bytes=1000)
    assert said(item) == (str(tmp_path / "release.txt"), "is larger than 1000 bytes; MITHAQ_MAX_FILE_MIB allows more")


def test_a_file_at_the_limit_is_read(read_bytes):
    [item] = read_bytes("release.txt", b"a" * 1000, max_bytes=1000)
    assert isinstance(item, RawArticle)


FOREIGN = [
    ("Greek", "Το υπουργείο υπέγραψε μνημόνιο συνεργασίας", "cp1253"),
    ("Hebrew", "משרד הפנים חתם על מזכר הבנות לשיתוף פעולה", "cp1255"),
    ("Turkish", "İçişleri Bakanlığı işbirliği mutabakat zaptı imzaladı", "cp1254"),
    ("Polish", "Ministerstwo podpisało porozumienie o współpracy, żołnierze", "cp1250"),
    ("Chinese", "内政部签署了合作谅解备忘录。加强合作", "gb18030"),
    ("Korean", "내무부는 협력 양해각서에 서명했다", "euc-kr"),
    ("Thai", "กระทรวงมหาดไทยลงนามบันทึกความเข้าใจ", "cp874"),
]


@pytest.mark.parametrize(("text", "encoding"), [row[1:] for row in FOREIGN], ids=[row[0] for row in FOREIGN])
def test_other_alphabets_are_never_read_as_one_of_ours(read_bytes, text, encoding):
    [rejected] = read_bytes("release.txt", text.encode(encoding))
    assert isinstance(rejected, Rejected)
    page = f"<html><head><meta charset='{encoding}'></head><body><p>{text}</p></body></html>"
    [article] = read_bytes("page.html", page.encode(encoding))
    assert article.text == text


@pytest.mark.parametrize("text", [ARABIC, ENGLISH])
def test_a_control_character_makes_no_text_binary(read_bytes, text):
    broken = text.replace(" ", " \x08", 1) + "\x00"
    assert read_bytes("release.txt", broken)[0].text == text
    assert read_bytes("page.html", f"<html><body><p>{broken}</p></body></html>")[0].text.split() == text.split()


def test_a_text_that_mixes_encodings_is_rejected(read_bytes):
    [rejected] = read_bytes("release.txt", ARABIC.encode() + b"\n" + ARABIC.encode("cp1256"))
    assert str(rejected.reason) == "mixes text in several encodings; save it as UTF-8"


@pytest.mark.parametrize(("inner", "outer"), [("utf-8", "latin-1"), ("cp1256", "latin-1"), ("cp1256", "cp1252")])
def test_arabic_that_was_encoded_twice_is_read_as_it_was_meant(read_bytes, inner, outer):
    twice = ARABIC.encode(inner).decode(outer, errors="ignore")
    meant = twice.encode(outer).decode(inner)
    assert read_bytes("release.txt", twice)[0].text == meant
    assert "مذكّرة" in meant


@pytest.mark.parametrize("text", ["ÇÐÞ — Þórður Ðæøå", "À ÉÈÊË, déjà créée : « où ? »", "Ω ≈ ÷×"])
def test_letters_of_europe_stay_what_they_are(read_bytes, text):
    assert read_bytes("release.txt", text)[0].text == text


def test_punctuation_of_a_word_processor_in_a_utf_8_text_is_kept(read_bytes):
    data = "عُمان".encode() + b" \x93in full\x94 \x96 the ministries\x92"
    assert read_bytes("release.txt", data)[0].text == "عُمان “in full” – the ministries’"


@pytest.mark.parametrize("name", ["release", "release.text", "RELEASE.TXT", "release.2019"])
def test_a_file_of_no_known_extension_is_text(read_bytes, name):
    [item] = read_bytes(name, ARABIC)
    assert item.text == ARABIC
