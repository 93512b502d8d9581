"""Result pages on a terminal, or as JSON.

In: a `ResultPage`, and the words of a language. Out: text on stdout. Never here: searching.
"""

import json
import re
import sys
from collections.abc import Iterable
from html import unescape

from rich.console import Console
from rich.text import Text

from indexer.model.translation import Words
from search.model.results import Expanded, Hit, Labelled, ResultPage
from search.show.choices import without
from search.wire import page_to_json

MARK = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)
TAG = re.compile(r"</?bdi[^>]*>")
MATCHED = "bold yellow"


def print_json(page: ResultPage, words: Words) -> None:
    """Print the page as one JSON document."""
    json.dump(page_to_json(page, words.note), sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def print_page(
    page: ResultPage, words: Words, first: int = 1, *, explain: bool = False, console: Console | None = None
) -> None:
    """Print the page for people: hits numbered from `first` on, with marked words."""
    console = console or Console(soft_wrap=True, highlight=False)
    for note in page.notes:
        console.print(Text(words.note(note), style="italic"))
    for expansion in page.expansions:
        if not expansion.translated:
            console.print(Text(_also(expansion, words), style="italic"))
    if pairs := [f"{one.typed} ({one.forms[0]})" for one in page.expansions if one.translated]:
        sentence = words.gettext("Also searched in translation: %(pairs)s")
        console.print(Text(sentence % {"pairs": words.gettext(", ").join(pairs)}, style="italic"))
    for choice in page.fewer:
        console.print(Text(words.note(without(choice)), style="italic"))
    _print_hits(console, page.hits, first, words, explain=explain)
    console.print(Text(_summary(page, words), style="dim"))
    if page.others_note is not None:
        console.print(Text(words.note(page.others_note), style="italic"))
        _print_hits(console, page.others, len(page.hits) + 1, words, explain=explain)


def _also(expansion: Expanded, words: Words) -> str:
    about = [words.gettext("articles about %(name)s") % {"name": expansion.about.label}] if expansion.about else []
    published = [words.gettext("articles of %(days)s") % {"days": days} for days in expansion.published]
    others = [*expansion.forms, *about, *published]
    sentence = words.gettext("Also searched for %(typed)s: %(others)s")
    return sentence % {"typed": expansion.typed, "others": words.gettext(", ").join(others)}


def _summary(page: ResultPage, words: Words) -> str:
    sentence = words.ngettext(
        "%(count)s article, page %(page)s of %(pages)s, %(time)s ms",
        "%(count)s articles, page %(page)s of %(pages)s, %(time)s ms",
        page.total,
    )
    return sentence % {"count": page.total, "page": page.page, "pages": page.pages, "time": f"{page.took_ms:.0f}"}


def _print_hits(console: Console, hits: Iterable[Hit], first: int, words: Words, *, explain: bool) -> None:
    for number, hit in enumerate(hits, first):
        _print_hit(console, number, hit, words)
        for note in hit.explanation if explain else ():
            console.print(Text(f"   - {words.note(note)}", style="dim"))


def _print_hit(console: Console, number: int, hit: Hit, words: Words) -> None:
    console.print(Text(f"{number}. ") + _marked(hit.title_html, "bold"))
    facts = [
        hit.published.date or words.gettext("undated"),
        hit.source.label if hit.source else "",
        _labels(hit.countries, words),
        _labels(hit.agencies, words),
    ]
    console.print(Text("   " + " · ".join(fact for fact in facts if fact), style="dim"))
    console.print(Text("   ") + _marked(hit.snippet_html, ""))
    console.print(Text("   " + " ".join(part for part in (hit.id, hit.url) if part), style="dim"))


def _labels(values: tuple[Labelled, ...], words: Words) -> str:
    return words.gettext(", ").join(value.label for value in values)


def _marked(markup: str, style: str) -> Text:
    """Escaped HTML as styled text, with the marked words in the style MATCHED."""
    text = Text(style=style)
    for index, piece in enumerate(MARK.split(TAG.sub("", str(markup)))):
        text.append(unescape(piece), MATCHED if index % 2 else None)
    return text
