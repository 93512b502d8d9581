"""The language of the interface, and how it writes numbers and dates.

In: a request; numbers; dates cut to their precision. Out: `ar` or `en`; words. Never here: the language of an
article, which is a fact about the article and does not change with the visitor.
"""

import re
from datetime import UTC, date, datetime
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit
from flask import Request, Response, g, request
from flask_babel import get_locale, gettext

from indexer.model.notes import N_

LANGUAGES = ("ar", "en")
LANGUAGE_PARAMETER = "ui"
LANGUAGE_COOKIE = "ui"
COOKIE_SECONDS = 365 * 24 * 60 * 60
#: The endpoints that a person reads.
PAGES = {
    *("search", "article", "help", "status", "about", "builder", "watch"),
    *("thing", "values", "over_time", "overview", "overview_table"),
}
#: The endpoints whose answers are in no language.
WORDLESS = {"static", "style", "favicon", "robots", "sitemap", "sitemap_part", "healthz", "metrics", "api_description"}
#: Parts of an ISO date -> how a date of that precision is written (CLDR patterns; `LLLL` is a month without a day).
DATE_PATTERNS = {1: "y", 2: "LLLL y", 3: "d MMMM y"}
MOMENT_PATTERN = "d MMMM y, HH:mm"
ISO_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
#: A moment with its offset from UTC. Without the offset, it is unknown when the moment was.
ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*(Z|[+-]\d{2}:?\d{2})", re.ASCII)
UNKNOWN_DATE = N_("Date unknown")
#: Dates whose words are kept: those of some years.
MOST_DATES = 4096
#: Above this many seconds a duration is given in minutes.
SECONDS_TOLD = 120


def choose_language(request: Request, fallback: str) -> str:
    """`?ui=`, then the cookie, then the browser's languages, then `fallback`."""
    for asked in (request.args.get(LANGUAGE_PARAMETER), request.cookies.get(LANGUAGE_COOKIE)):
        if asked in LANGUAGES:
            return asked
    named = [code for code, _ in request.accept_languages if code != "*"]
    return _first_known(named) or fallback


def _first_known(codes: list[str]) -> str | None:
    primary = (code.replace("_", "-").split("-")[0].lower() for code in codes)
    return next((code for code in primary if code in LANGUAGES), None)


def reads_cookie(response: Response) -> bool:
    """Whether an answer depends on the cookie: a page, which may set the cookie, or words in a language that the
    address does not name."""
    if request.endpoint in PAGES or (response.status_code >= 400 and response.mimetype == "text/html"):
        return True
    return request.endpoint not in WORDLESS and explicit_language() is None


def remember_language(response: Response, secure: bool = False) -> Response:
    """Set the cookie if the address of a page names a language, and mark answers that depend on the cookie. `secure`:
    visitors reach the site over TLS, even if a proxy passes requests on without it."""
    if not reads_cookie(response):
        return response
    response.vary.update(["Accept-Language", "Cookie"])
    asked = explicit_language()
    if request.endpoint in PAGES and asked is not None and asked != request.cookies.get(LANGUAGE_COOKIE):
        response.set_cookie(
            LANGUAGE_COOKIE,
            asked,
            max_age=COOKIE_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=secure or request.is_secure,
        )
    return response


def interface_locale() -> Locale:
    """The locale of the current request."""
    return get_locale() or Locale("en")


def number_words(value: int) -> str:
    """A whole number with the separators and digits of the interface's locale."""
    return number_words_in(interface_language(), value)


def number_words_in(language: str, value: int) -> str:
    """A whole number as a language writes it."""
    return f"{value:,}".translate(_signs(language))


@cache
def _signs(language: str) -> dict[int, str]:
    """The signs of a number in English -> those that a language writes instead, taken from numbers as CLDR has them."""
    plain, written = "-1,234,567,890", format_decimal(-1234567890, locale=language, numbering_system="default")
    minus = written[: len(written) - len(plain) + 1]  # Arabic puts a mark of direction before the sign
    return str.maketrans({"-": minus, **dict(zip(plain[1:], written[len(minus) :], strict=True))})


def percent_words(share: float) -> str:
    """A share from 0 to 1 in percent, as the interface's locale writes it."""
    return format_percent(share, locale=interface_locale(), numbering_system="default")


def date_words(iso: str | None) -> str:
    """A date as precise as it is known: `2021-03-31`, `2021-03`, `2021` or None."""
    if iso is None:
        return str(gettext(UNKNOWN_DATE))
    return date_words_in(interface_language(), iso)


@lru_cache(maxsize=MOST_DATES)
def date_words_in(language: str, iso: str) -> str:
    """A date as a language writes it."""
    parts = [int(part) for part in iso.split("-")]
    year, month, number = [*parts, 1, 1][:3]
    return format_date(date(year, month, number), DATE_PATTERNS[len(parts)], locale=language)


def written_date_words(written: str) -> str:
    """A date or moment that a source wrote in ISO 8601 as the page writes it; in any other form as it was written."""
    try:
        if ISO_DATE.fullmatch(written):
            return date_words(written)
        if ISO_MOMENT.fullmatch(written):
            return moment_words(datetime.fromisoformat(written))
    except ValueError:
        pass
    return written


def days_words(days: str) -> str:
    """A date as precise as it is known, or the first and the last of some days: `2019-11-28/2019-12-26`."""
    return " – ".join(map(date_words, days.split("/")))


def moment_words(moment: datetime) -> str:
    """A moment to the minute, in UTC."""
    pattern = MOMENT_PATTERN.replace(",", "،") if interface_language() == "ar" else MOMENT_PATTERN
    return format_datetime(moment.astimezone(UTC), pattern, locale=interface_locale())


def distance_words(moment: datetime, now: datetime) -> str:
    """How far a moment lies behind or ahead: `5 minutes ago`, `in 5 minutes`."""
    return format_timedelta(moment - now, add_direction=True, locale=interface_locale())


def duration_words(seconds: float) -> str:
    """A duration: to a tenth of a second, or to the minute when it is a long one."""
    if seconds > SECONDS_TOLD:
        return format_unit(round(seconds / 60), "duration-minute", locale=interface_locale())
    return format_unit(round(seconds, 1), "duration-second", locale=interface_locale())


def interface_language() -> str:
    """`ar` or `en`, as chosen for the current request; a page asks a hundred times."""
    if not g:
        return interface_locale().language
    found: str | None = g.get("interface_language")
    if found is None:
        found = g.interface_language = interface_locale().language
    return found


def explicit_language() -> str | None:
    """The language that the current address itself names, which links then carry along."""
    asked = request.args.get(LANGUAGE_PARAMETER)
    return asked if asked in LANGUAGES else None
