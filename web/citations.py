"""One article as a reference: in words after APA and Chicago and in plain ones, and for reference managers.

In: a record and its addresses. Out: text, and CSL-JSON. Never here: an author or a day that nobody gave: a newspaper
without a byline begins with its title (APA) or with the name of the outlet (Chicago), an unknown date is told as such.
Forms: APA 7 (10.1, 16), The Chicago Manual of Style 17 (14.191), CSL-JSON of the Citation Style Language 1.0.2.
"""

import re
from datetime import date

from babel.dates import format_date
from flask_babel import gettext

from search.model.results import Record
from web.cited_titles import bare, is_ended, quoted_within
from web.exports import Address, link_of
from web.languages import date_words, interface_language, interface_locale

#: Marks of Unicode (UAX #9) around words whose direction is their own.
ISOLATE, POP = "\u2068", "\u2069"
#: A title between quotation marks.
IN_QUOTES = re.compile(r"[“«]%\(title\)s")
#: The title in a template with the full stop behind it -> the same for a title that ends by itself.
ENDED = {"%(title)s.": "%(title)s", "%(title)s».": "%(title)s»"}
#: The same for words instead of a date, which are an abbreviation.
ENDED_DATE = {"%(date)s.": "%(date)s"}
#: Parts of an ISO date -> how each style writes it in English (CLDR patterns); Arabic writes the day first in each.
APA = {1: "y", 2: "y, LLLL", 3: "y, MMMM d"}
CHICAGO = {1: "y", 2: "LLLL y", 3: "MMMM d, y"}


def apa(one: Record, address: Address) -> str:
    """APA 7: the title first, since there is no author."""
    when = _dated(one.published.date, APA) or gettext("n.d.")
    if one.source is None:
        return _filled(gettext("%(title)s. (%(date)s). %(url)s"), one, when, address)
    return _filled(gettext("%(title)s. (%(date)s). %(source)s. %(url)s"), one, when, address)


def chicago(one: Record, address: Address) -> str:
    """Chicago 17, bibliography: the outlet first, then the title in quotation marks."""
    when = _dated(one.published.date, CHICAGO) or gettext("n.d.")
    if one.source is None:
        return _filled(gettext("“%(title)s.” %(date)s. %(url)s."), one, when, address)
    return _filled(gettext("%(source)s. “%(title)s.” %(date)s. %(url)s."), one, when, address)


def plain(one: Record, address: Address) -> str:
    """As a newspaper would say it."""
    when = date_words(one.published.date)
    if one.source is None:
        return _filled(gettext("“%(title)s”, %(date)s, %(url)s"), one, when, address)
    return _filled(gettext("%(source)s, “%(title)s”, %(date)s, %(url)s"), one, when, address)


def _filled(template: str, one: Record, when: str, address: Address) -> str:
    """The reference; each value is isolated from the direction of the sentence by marks that nobody sees."""
    title, source = bare(one.title), bare(one.source.label) if one.source else ""
    for is_there, stops in ((is_ended(title), ENDED), (when.endswith("."), ENDED_DATE)):
        for stopped, ended in stops.items() if is_there else ():
            template = template.replace(stopped, ended)
    if IN_QUOTES.search(template):
        title = quoted_within(title, interface_language())
    values = {"title": title, "date": when, "source": source, "url": link_of(one, address)}
    return template % {name: f"{ISOLATE}{value}{POP}" for name, value in values.items()}


def csl(one: Record, address: Address) -> dict[str, object]:
    """The article as an item of CSL-JSON, which Zotero, Mendeley and pandoc read."""
    parts = [int(part) for part in (one.published.date or "").split("-") if part]
    item: dict[str, object] = {
        "id": one.id,
        "type": "article-newspaper",
        "title": one.title,
        "URL": link_of(one, address),
    }
    if one.language in {"ar", "en"}:
        item["language"] = one.language
    if one.source:
        item["container-title"] = one.source.label
    if parts:
        item["issued"] = {"date-parts": [parts]}
    return item


def _dated(iso: str | None, patterns: dict[int, str]) -> str:
    """A date as precise as it is known; "" for none."""
    if iso is None:
        return ""
    if interface_language() == "ar":
        return date_words(iso)
    parts = [int(part) for part in iso.split("-")]
    year, month, day = [*parts, 1, 1][:3]
    return format_date(date(year, month, day), patterns[len(parts)], locale=interface_locale())


def described(one: Record, address: Address) -> dict[str, object]:
    """The article as a `NewsArticle` of schema.org, for search engines and for Zotero."""
    found: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": one.title,
        "url": address(one.id),
        "isAccessibleForFree": True,
    }
    if one.published.date:
        found["datePublished"] = one.published.date
    if one.language in {"ar", "en"}:
        found["inLanguage"] = one.language
    if one.source:
        found["publisher"] = {"@type": "Organization", "name": one.source.label}
    if link_of(one, address) != address(one.id):
        found["isBasedOn"] = link_of(one, address)
    found["about"] = [{"@type": "Country", "name": one.label} for one in one.countries if one.role == "primary"]
    return found
