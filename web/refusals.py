"""What the server itself answers, before any application has seen a request: short, in both languages, and guarded as
every other answer.

In: a status. Out: headers and a body. Never here: a word of what was sent, or of what went wrong inside.
"""

from functools import cache
from html import escape
from http import HTTPStatus

from indexer.model.notes import N_, Note
from indexer.model.translation import Words
from web.headers import headers

#: The largest request that is read; an address holds at most a query of 1,000 letters and its filters, each letter of
#: up to 12 characters.
MAX_BODY_KIB, MAX_HEADER_KIB = 64, 48
#: When to ask again who has asked so much that it waits.
WAIT_SECONDS = 5
#: Status -> what is said; any other as 400 or 500.
SAID = {
    400: Note(N_("This request cannot be read")),
    408: Note(N_("The request took too long to come in.")),
    413: Note(N_("The request is larger than %(most)s KiB."), {"most": str(MAX_BODY_KIB)}),
    429: Note(N_("Too many requests")),
    431: Note(N_("The address and the headers are larger than %(most)s KiB."), {"most": str(MAX_HEADER_KIB)}),
    500: Note(N_("Something broke on our side")),
    501: Note(N_("The request is encoded in a way that is not read here.")),
}
PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>{status} – Mithaq</title>
<h1>{status}</h1>
<p>{english}</p>
<p lang="ar" dir="rtl">{arabic}</p>
</html>
"""


@cache
def refusal(status: int) -> bytes:
    """The page of a status."""
    said = SAID.get(status, SAID[400 if status < 500 else 500])
    english, arabic = (escape(Words(ui).note(said)) for ui in ("en", "ar"))
    return PAGE.format(status=status, english=english, arabic=arabic).encode()


def refusal_headers(status: int, secure: bool) -> list[tuple[str, str]]:
    """The headers of such a page; `secure` says that the site is reached by HTTPS alone."""
    kept = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"}
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        kept["Retry-After"] = str(WAIT_SECONDS)
    return list((kept | headers(secure)).items())
