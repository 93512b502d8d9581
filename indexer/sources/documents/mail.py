"""An e-mail (RFC 5322), such as the list of a press office sends, to an article.

In: the bytes of a message. Out: one `FoundArticle`, with notes of attachments. Never here: the words of an attachment;
or an outlet by the name of a person: only a list, which says that it is one, is an outlet.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from email.utils import parseaddr, parsedate_to_datetime

from indexer.model.article import RawArticle, Rejected
from indexer.model.notes import note
from indexer.sources.decoding.decoding import decode
from indexer.sources.found.origin import FoundArticle, Origin, Unreadable
from indexer.sources.found.values import line_of, text_of
from indexer.sources.markup.markup import plain_text

MAX_PARTS = 200
#: Headers by which a list says that it is one.
LIST_HEADERS = ("List-Id", "List-Unsubscribe", "List-Post")
#: A plain text that is so much shorter than the HTML beside it only says where to look.
MUCH_SHORTER = 0.5
REPLY = re.compile(r"(?:(?:re|fw|fwd|رد|إعادة توجيه)\s*:\s*)+", re.IGNORECASE)
#: The line behind which a signature stands (RFC 3676, section 4.3).
SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
SHORTEST_TEXT = 80


def read(origin: Origin, data: bytes) -> Iterator[FoundArticle | Rejected]:
    """The one article of the message; raises Unreadable."""
    message = message_from_bytes(data.replace(b"\0", b""), policy=compat32)
    if not message.keys() or not any(message.get(name) for name in ("From", "Date", "Subject", "Message-ID")):
        raise Unreadable(note("is not an e-mail"))
    text, attachments = _text(message)
    subject = _header(message, "Subject")
    title = line_of(REPLY.sub("", subject, count=1) if REPLY.match(subject) else subject)
    if not text.strip() and not title:
        raise Unreadable(note("has neither text nor title"))
    published = _moment(message)
    article = RawArticle(
        uri=origin.uri,
        text=text,
        title=title,
        published=published,
        published_from="metadata" if published else "",
        source=_outlet(message),
        language=line_of(_header(message, "Content-Language")) or None,
        notes=tuple(note("its attachment %(name)s was not read", name=name) for name in attachments),
        fetched_at=origin.now,
    )
    yield FoundArticle("", article)


def _text(message: Message) -> tuple[str, list[str]]:
    """The text of the message, and the names of its attachments."""
    plain: list[str] = []
    markup: list[str] = []
    attachments: list[str] = []
    for number, part in enumerate(message.walk()):
        kind = part.get_content_type()
        if number >= MAX_PARTS:
            raise Unreadable(note("is an e-mail of more than %(number)s parts", number=MAX_PARTS))
        if part.is_multipart():
            continue
        if part.get_content_disposition() == "attachment" or kind not in ("text/plain", "text/html"):
            name = part.get_filename()
            attachments += [_decoded(name)] if name else []
        elif kind == "text/plain":
            plain.append(_plain(part))
        else:
            markup.append(text_of(plain_text(_content(part))))
    words, of_markup = "\n".join(plain), "\n".join(markup)
    is_rest = len(words.split()) < MUCH_SHORTER * len(of_markup.split())
    return _unsigned(of_markup if is_rest else words).strip(), attachments


def _plain(part: Message) -> str:
    """A part of plain text; lines that were only broken for sending are whole again (RFC 3676)."""
    text = text_of(_content(part))
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    deletes = str(part.get_param("delsp", "")).lower() == "yes"
    return re.sub(r"(?<!^--) \n", "" if deletes else " ", text, flags=re.MULTILINE)


def _content(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data:
        return ""
    return decode(data, part.get_content_charset())


def _unsigned(text: str) -> str:
    found = SIGNATURE.search(text)
    return text[: found.start()] if found and found.start() >= SHORTEST_TEXT else text


def _header(message: Message, name: str) -> str:
    """The words of a header; "" if the message has none of that name."""
    value = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    return _decoded(str(value))


def _decoded(value: str) -> str:
    """The words of a header, also where it has bytes that no header may have."""
    raw = value.encode("utf-8", errors="surrogateescape")
    value = raw.decode("ascii") if raw.isascii() else decode(raw)
    try:
        pieces = decode_header(" ".join(value.splitlines()))
    except (HeaderParseError, ValueError):
        return value
    words = (decode(piece, charset) if isinstance(piece, bytes) else piece for piece, charset in pieces)
    return " ".join("".join(words).split())


def _moment(message: Message) -> str | None:
    """When it was sent, in ISO 8601 with its zone; as written when it cannot be read."""
    stated = _header(message, "Date")
    try:
        return parsedate_to_datetime(stated).isoformat() if stated else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return stated


def _outlet(message: Message) -> str | None:
    """The name under which a list sends, or None."""
    if not any(message.get(name) for name in LIST_HEADERS):
        return None
    name, _ = parseaddr(_header(message, "From"))
    return line_of(name) or None
