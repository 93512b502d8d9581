"""E-mails: title, day, text and outlet of a press office's message."""

import pytest

from indexer.model.article import Rejected
from tests.indexer.sources.documents.mail_files import HEAD, LIST, mail

ENGLISH = "Kuwait and Oman signed a memorandum of understanding on combating trafficking in persons."
ARABIC = "وقعت الكويت وعمان مذكرة تفاهم لمكافحة الاتجار بالأشخاص، وتشمل المذكرة التدريب وتبادل المعلومات."


@pytest.mark.parametrize(("title", "text"), [("Kuwait and Oman sign", ENGLISH), ("الكويت وعمان توقعان", ARABIC)])
def test_a_message_is_read_header_by_header(read_bytes, title, text):
    [article] = read_bytes("a.eml", mail(title, text, HEAD + LIST))
    assert (article.title, article.text) == (title, text)
    assert (article.published, article.published_from) == ("2019-12-10T01:00:00+03:00", "metadata")
    assert (article.source, article.url, article.notes) == ("Press Office", "", ())


def test_who_writes_himself_is_no_outlet(read_bytes):
    assert read_bytes("a.eml", mail("Title", ENGLISH))[0].source is None


SUBJECTS = [
    ("=?utf-8?B?2KfZhNmD2YjZitiq?= =?utf-8?B?INmI2LnZhdin2YY=?=", "الكويت وعمان"),
    ("=?windows-1256?Q?=C7=E1=DF=E6=ED=CA_=E6=DA=E3=C7=E4?=", "الكويت وعمان"),
    ("الكويت وعمان توقعان".encode("cp1256"), "الكويت وعمان توقعان"),
    ("Re: FW: Kuwait and\r\n Oman", "Kuwait and Oman"),
    ("رد: الكويت وعمان", "الكويت وعمان"),
]


@pytest.mark.parametrize(("subject", "title"), SUBJECTS)
def test_a_subject_is_read_however_it_was_written(read_bytes, subject, title):
    assert read_bytes("a.eml", mail(subject, ENGLISH))[0].title == title


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "windows-1256", "us-ascii"])
def test_a_body_is_decoded_by_its_letters(read_bytes, declared):
    kind = f"text/plain; charset={declared}"
    assert read_bytes("a.eml", mail("Title", ARABIC.encode("cp1256"), kind=kind))[0].text == ARABIC
    assert read_bytes("b.eml", mail("Title", ARABIC, kind=kind))[0].text == ARABIC


def parts(*bodies: tuple[str, str], kind: str = "alternative") -> bytes:
    body = "".join(f"--x\r\nContent-Type: {type_}\r\n\r\n{text}\r\n" for type_, text in bodies)
    return mail("Title", body + "--x--\r\n", kind=f'multipart/{kind}; boundary="x"')


def test_the_plain_text_counts_unless_it_is_a_rest(read_bytes):
    markup = "text/html; charset=utf-8", f"<p>{ARABIC}</p><p>{ENGLISH}</p>"
    assert (
        read_bytes("a.eml", parts(("text/plain; charset=utf-8", f"{ARABIC}\n{ENGLISH}"), markup))[0].text
        == f"{ARABIC}\n{ENGLISH}"
    )
    assert read_bytes("b.eml", parts(("text/plain", "See the browser."), markup))[0].text == f"{ARABIC}\n{ENGLISH}"


def test_an_attachment_is_named_and_not_read(read_bytes):
    attached = 'application/pdf; name="=?utf-8?B?2KjZitin2YY=?=.pdf"\r\nContent-Disposition: attachment', "%PDF-"
    [article] = read_bytes("a.eml", parts(("text/plain", ENGLISH), attached, kind="mixed"))
    assert article.text == ENGLISH
    assert [str(one) for one in article.notes] == ["its attachment بيان.pdf was not read"]


def test_lines_broken_for_sending_are_whole_and_the_signature_is_left_out(read_bytes):
    sent = [
        "Kuwait and Oman signed a memorandum ",
        "of understanding on trafficking in persons ",
        "in Muscat.",
        "Next.",
    ]
    body = "\r\n".join([*sent, "-- ", "A. B."])
    [article] = read_bytes("a.eml", mail("Title", body, kind="text/plain; format=flowed"))
    assert article.text == "".join(sent[:3]) + "\nNext."


REFUSED = [
    ("words", b"Committee meets in Muscat", "is not an e-mail"),
    ("nothing said", mail("", " "), "has neither text nor title"),
    ("parts without end", parts(*[("text/plain", "a")] * 300, kind="mixed"), "more than 200 parts"),
    ("an unknown encoding", mail("Title", "Москва подписала меморандум".encode("koi8-r")), "unknown encoding"),
]


@pytest.mark.parametrize(("data", "reason"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_is_no_message_or_says_nothing_is_refused(read_bytes, data, reason):
    [rejected] = read_bytes("a.eml", data)
    assert isinstance(rejected, Rejected)
    assert reason in str(rejected.reason)


def test_a_date_that_cannot_be_read_is_passed_on_as_written(read_bytes):
    [article] = read_bytes("a.eml", mail("Title", ENGLISH, "From: a@b.example\r\nDate: 10 ديسمبر 2019\r\n"))
    assert article.published == "10 ديسمبر 2019"
