"""How a digest looks: text, HTML, JSON, RSS, and mail.

In: a digest and the words of a language. Out: text or messages. Never here: sending; or a title whose direction reaches
the words around it.
"""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from functools import cache
from xml.etree import ElementTree as xml

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader

from analyzers.shipped import path_of
from indexer.model.translation import Words
from search.watching.digest import Digest, Entry, Section

#: Entries of a feed; the oldest leave it.
FEED_SIZE = 200
PATTERNS = {1: "y", 2: "LLLL y", 3: "d MMMM y"}
ISOLATE, END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


class Language:
    """The words of the reader's language."""

    def __init__(self, ui: str) -> None:
        self.ui = ui
        self.words = Words(ui)

    def count(self, total: int) -> str:
        """So many new articles."""
        return self.words.ngettext("%(count)s new article", "%(count)s new articles", total) % {"count": total}

    def rest(self, section: Section) -> str:
        """How many more there are than are shown, "" for none."""
        more = section.total - len(section.entries)
        return self.words.ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more} if more else ""

    def subject(self, digest: Digest) -> str:
        """The title of a digest."""
        if not digest.sections:
            return self.words.gettext("Mithaq: a saved search cannot be read")
        return self.words.gettext("Mithaq: %(count)s") % {"count": self.count(digest.total)}

    def date(self, iso: str) -> str:
        """A date as precise as it is known."""
        if not iso:
            return self.words.gettext("Date unknown")
        parts = [int(part) for part in iso.split("-")]
        day = datetime(*[*parts, 1, 1][:3])  # type: ignore[arg-type]
        return format_date(day, PATTERNS[len(parts)], locale=self.ui)

    def facts(self, entry: Entry) -> str:
        """Date, outlet, countries and agencies of an article."""
        names = self.words.gettext(", ").join((*entry.countries, *entry.agencies))
        return " · ".join(part for part in (self.date(entry.published), entry.source, names) if part)

    def wrong(self, digest: Digest) -> list[str]:
        """The lines that are no searches, each with the reason."""
        sentence = self.words.gettext("Line %(number)s (%(line)s) %(reason)s")
        return [
            sentence % {"number": one.number, "line": isolated(one.line), "reason": self.words.note(one.reason)}
            for one in digest.wrong
        ]


def isolated(text: str) -> str:
    """A text whose direction does not reach what stands around it, where there is no markup."""
    return f"{ISOLATE}{text}{END}"


def as_text(digest: Digest, ui: str) -> str:
    """The digest as plain text."""
    language = Language(ui)
    lines = []
    for section in digest.sections:
        lines += [f"{isolated(section.title)}: {language.count(section.total)}", section.address, ""]
        for number, entry in enumerate(section.entries, 1):
            lines += [f"{number}. {isolated(entry.title)}", f"   {language.facts(entry)}"]
            lines += [f"   {address}" for address in (entry.address or entry.original,) if address] + [""]
        lines += [rest, ""] if (rest := language.rest(section)) else []
    lines += language.wrong(digest)
    return "\n".join(lines).rstrip("\n") + "\n"


def as_html(digest: Digest, ui: str) -> str:
    """The digest as one HTML page, without script and without anything to load."""
    language = Language(ui)
    template = _templates(ui).get_template("digest.html")
    direction = "rtl" if ui == "ar" else "ltr"
    return template.render(digest=digest, language=language, ui=ui, direction=direction) + "\n"


def as_json(digest: Digest, ui: str) -> str:
    """The digest as one JSON document."""
    wrong = [{"number": one.number, "line": one.line, "reason": Words(ui).note(one.reason)} for one in digest.wrong]
    sections = [asdict(section) for section in digest.sections]
    found = {"created": digest.created.isoformat(), "searches": sections, "wrong": wrong}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def as_rss(digest: Digest, ui: str, before: str = "") -> str:
    """The digest as RSS 2.0: its articles, and then those of the feed as it was `before`."""
    language = Language(ui)
    feed = xml.Element("rss", version="2.0")
    channel = xml.SubElement(feed, "channel")
    about = {
        "title": language.words.gettext("Mithaq: saved searches"),
        "link": next((section.address for section in digest.sections), ""),
        "description": language.words.gettext("What is new to the archive"),
        "language": ui,
        "lastBuildDate": format_datetime(digest.created),
    }
    for name, text in about.items():
        xml.SubElement(channel, name).text = text
    items = [_item(section, entry, digest, language) for section in digest.sections for entry in section.entries]
    met = {item.findtext("guid") for item in items}
    items += [item for item in _items(before) if item.findtext("guid") not in met]
    channel.extend(items[:FEED_SIZE])
    xml.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + xml.tostring(feed, encoding="unicode") + "\n"


def _item(section: Section, entry: Entry, digest: Digest, language: Language) -> xml.Element:
    item = xml.Element("item")
    xml.SubElement(item, "title").text = _clean(entry.title)
    if entry.address or entry.original:
        xml.SubElement(item, "link").text = entry.address or entry.original
    xml.SubElement(item, "description").text = _clean(f"{language.facts(entry)}. {entry.snippet}")
    xml.SubElement(item, "category").text = _clean(section.title)
    xml.SubElement(item, "guid", isPermaLink="false").text = f"mithaq:{entry.id}"
    xml.SubElement(item, "pubDate").text = format_datetime(digest.created)
    return item


def _items(feed: str) -> list[xml.Element]:
    """The items of a feed that this command wrote; none if it is another file."""
    try:
        return xml.fromstring(feed).findall("channel/item") if feed else []
    except xml.ParseError:
        return []


def _clean(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return "".join(sign for sign in text if sign in "\t\n" or (sign >= " " and not "\ud800" <= sign <= "\udfff"))


Render = Callable[[Digest, str], str]
#: Format -> how it is made.
FORMATS: dict[str, Render] = {"text": as_text, "html": as_html, "json": as_json, "rss": as_rss}


def as_mail(digest: Digest, ui: str, sender: str, recipient: str) -> EmailMessage:
    """The digest as a message with a plain and an HTML part. Raises ValueError for an address that is none."""
    message = EmailMessage()
    message["From"] = Address("Mithaq", addr_spec=sender)
    message["To"] = Address(addr_spec=recipient)
    message["Subject"] = Language(ui).subject(digest)
    message["Date"] = digest.created
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = ui
    message.set_content(as_text(digest, ui))
    message.add_alternative(as_html(digest, ui), subtype="html")
    return message


@cache
def _templates(ui: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(path_of("templates")),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = Words(ui)
    environment.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]
    return environment
