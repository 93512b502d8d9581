"""The words that templates use: filters, tests and functions of the Jinja2 environment.

In: an application. Out: its environment, with them added. Never here: a template, or a value from a visitor that is
not escaped. What depends on the visitor's language is a function, since Jinja2 applies a filter to a constant once,
when it compiles the template, and keeps the first visitor's words for all.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from flask import Flask, request
from flask_babel import LazyString, get_domain, lazy_gettext
from markupsafe import Markup, escape

from indexer.model.article import FactChange
from indexer.model.facets import FACET_TABLE
from indexer.model.notes import Fault, Note
from search.model.results import Hit, Labelled
from web.addresses import host, is_web_address
from web.building_addresses import address
from web.languages import (
    LANGUAGE_PARAMETER,
    date_words,
    days_words,
    distance_words,
    duration_words,
    explicit_language,
    interface_language,
    moment_words,
    number_words,
    written_date_words,
)
from web.links import Links
from web.things import STEPS
from web.views import FACET_TITLES, ProvenValue

LANGUAGE_NAMES: dict[str, LazyString] = {
    "ar": lazy_gettext("Arabic"),
    "en": lazy_gettext("English"),
    "mixed": lazy_gettext("Both languages"),
}
#: Interface -> queries that a first visitor may try; one of them is in the other language.
EXAMPLES = {
    "ar": ("مذكرة تفاهم", "«مكافحة الاتجار بالأشخاص»", "human trafficking"),
    "en": ("memorandum of understanding", "“human trafficking”", "مذكرة تفاهم"),
}
OPERAND = Markup('<span class="operand">{}</span>')
ATTRIBUTES = {"rtl": Markup('dir="rtl" lang="ar"'), "ltr": Markup('dir="ltr" lang="en"')}
QUOTATION_MARKS = {"ar": ("«", "»"), "en": ("“", "”")}


def install_template_functions(app: Flask) -> None:
    """Add the filters, tests and functions to an application's templates."""
    environment = app.jinja_env
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters |= {
        "host": host,
        "groupby_title": grouped_by_title,
    }
    environment.tests |= {"web_address": is_web_address}
    environment.globals |= {
        "date_words": date_words,
        "declared_words": declared_words,
        "days_words": days_words,
        "distance_words": distance_words,
        "duration_words": duration_words,
        "moment_words": moment_words,
        "note_html": note_html,
        "number": number_words,
        "examples": lambda: EXAMPLES[interface_language()],
        "explicit_language": explicit_language,
        "facet_titles": FACET_TITLES,
        "suggested_facets": tuple(facet.name for facet in FACET_TABLE if facet.suggested),
        "isolated": isolated,
        "language_words": language_words,
        "other_language_address": other_language_address,
        "steps": STEPS,
        "tagged": tagged,
        "quoted": quoted,
        "script": script,
        "unbroken": unbroken,
    }
    app.context_processor(interface)


def interface() -> dict[str, str]:
    """The interface's language and direction, for every template."""
    language = interface_language()
    return {"ui": language, "direction": "rtl" if language == "ar" else "ltr"}


def isolated(words: str) -> Markup:
    """Words whose direction does not reach the sentence around them."""
    return Markup(f"<bdi>{escape(words)}</bdi>")


def script(direction: str) -> Markup:
    """The `dir` and `lang` attributes of an element; the direction tells the language, since there are only two."""
    return ATTRIBUTES[direction]


def unbroken(query: str) -> Markup:
    """A query that is shown as an example; no line break takes an operator or a field from its operand."""
    return Markup(" ").join(
        (OPERAND if word[:1] in {"-", "+"} or ":" in word else Markup("{}")).format(word) for word in query.split()
    )


def quoted(words: str) -> Markup:
    """A visitor's words between the quotation marks of the interface, unless they brought their own."""
    opening, closing = QUOTATION_MARKS[interface_language()]
    bare = words.strip()
    if bare[:1] in {'"', "“", "«"}:
        return isolated(bare)
    return Markup("{}<bdi>{}</bdi>{}").format(opening, bare, closing)


def other_language_address(language: str, links: Links | None = None) -> str:
    """The page at hand in another language of the interface, with what was understood of the search."""
    values: dict[str, Sequence[str]] = {**links.current} if links else {}
    values |= {name: (value,) for name, value in (request.view_args or {}).items()} | {LANGUAGE_PARAMETER: (language,)}
    return address(request.endpoint or "search", values)


def tagged(hit: Hit) -> list[tuple[str, Labelled]]:
    """(facet, value) of what an article is about, in the order of its tags."""
    about = (("country", hit.countries), ("instrument", hit.instruments), ("agency", hit.agencies))
    return [(facet, value) for facet, values in about for value in values if value.role == "primary"]


def grouped_by_title(values: Iterable[ProvenValue]) -> list[tuple[str, list[ProvenValue]]]:
    """The values of an article under their titles, in their order."""
    return [(title, list(rows)) for title, rows in groupby(values, attrgetter("title"))]


def language_words(code: str) -> str:
    """The name of a language, or the code of one that has no name here."""
    return str(LANGUAGE_NAMES.get(code, code))


#: What a source declares -> how the page writes it; anything else as the source wrote it.
DECLARED: dict[str, Callable[[str], str]] = {"published": written_date_words, "language": language_words}


def declared_words(change: FactChange) -> tuple[str, str]:
    """What a source declared before and after, as the page writes it; as the source wrote it where the two would then
    read alike."""
    write = DECLARED.get(change.fact, str)
    before, after = (write(value) if value else "" for value in (change.before, change.after))
    return (before, after) if before != after else (change.before, change.after)


#: The values of a note that are whole numbers, which it writes as the page does.
NUMBERS = frozenset({"count", "limit"})


def note_text(note: Note) -> str:
    """A note in the visitor's language, as plain text."""
    values = {name: note_text(value) if isinstance(value, Note) else value for name, value in _named(note).items()}
    return _template(note) % values


def note_html(note: Note, links: Links | None = None) -> Markup:
    """A note in the visitor's language; its values are escaped and isolated from the direction of the sentence.

    A value named `query` is one that the visitor may want to search instead: it leads there.
    """
    values = {name: _value_html(value) for name, value in _named(note).items()}
    if links and "query" in note.values:
        query = str(note.values["query"])
        values["query"] = Markup('<a href="{}">{}</a>').format(links.search(q=query), values["query"])
    return escape(_template(note)) % values


def _value_html(value: str | Note) -> Markup:
    """The value of a placeholder: a note of its own, the English words of a library, or words as they are."""
    if isinstance(value, Note):
        return note_html(value)
    return Markup('<bdi lang="en" dir="ltr">{}</bdi>').format(value) if isinstance(value, Fault) else isolated(value)


def _template(note: Note) -> str:
    """The sentence of a note with its placeholders, in the visitor's language."""
    translations = get_domain().get_translations()
    return note.worded(translations.gettext, translations.ngettext)


def _named(note: Note) -> dict[str, str | Note]:
    """The values of a note, with days and the names of filters and fields as the page writes them."""
    titles = FACET_TITLES if {"field", "filter"} & set(note.values) else {}
    named = {name: _titled(value, titles) for name, value in note.values.items()}
    if "days" in named:
        named["days"] = ", ".join(map(days_words, str(named["days"]).split(",")))
    for name in NUMBERS & set(named):
        named[name] = number_words(int(str(named[name]))) if str(named[name]).isdecimal() else named[name]
    return named


def _titled(value: str | int | Note, titles: Mapping[str, object]) -> str | Note:
    """A value by its title, if it has one."""
    if isinstance(value, Note | Fault):
        return value
    return str(titles.get(str(value), value))
