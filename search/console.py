"""Result pages on a terminal, or as JSON.

In: a `ResultPage`. Out: text on stdout. Never here: searching.
"""

import json
import re
import sys
from html import unescape

from rich.console import Console
from rich.text import Text

from search.results import Expanded, Hit, Labelled, ResultPage
from search.wire import page_to_json

MARK = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)
TAG = re.compile(r"</?bdi[^>]*>")
MATCHED = "bold yellow"


def print_json(page: ResultPage) -> None:
    """The page as one JSON document."""
    json.dump(page_to_json(page), sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def print_page(page: ResultPage, first: int = 1, *, explain: bool = False, console: Console | None = None) -> None:
    """The page for reading: hits numbered from `first` on, with marked words."""
    console = console or Console(soft_wrap=True, highlight=False)
    for note in page.notes:
        console.print(Text(str(note), style="italic"))
    for expansion in page.expansions:
        console.print(Text(f"Also searched for {expansion.typed}: {', '.join(_others(expansion))}", style="italic"))
    for number, hit in enumerate(page.hits, first):
        _print_hit(console, number, hit)
        for note in hit.explanation if explain else ():
            console.print(Text(f"   - {note}", style="dim"))
    articles = "article" if page.total == 1 else "articles"
    console.print(
        Text(f"{page.total} {articles}, page {page.page} of {page.pages}, {page.took_ms:.0f} ms", style="dim")
    )


def _others(expansion: Expanded) -> list[str]:
    """What was searched beside the words as typed."""
    return [*expansion.forms, *([f"articles about {expansion.about.label}"] if expansion.about else [])]


def _print_hit(console: Console, number: int, hit: Hit) -> None:
    console.print(Text(f"{number}. ") + _marked(hit.title_html, "bold"))
    facts = [
        hit.published.date or "undated",
        hit.source.label if hit.source else "",
        _labels(hit.countries),
        _labels(hit.agencies),
    ]
    console.print(Text("   " + " · ".join(fact for fact in facts if fact), style="dim"))
    console.print(Text("   ") + _marked(hit.snippet_html, ""))
    console.print(Text("   " + " ".join(part for part in (hit.id, hit.url) if part), style="dim"))


def _labels(values: tuple[Labelled, ...]) -> str:
    return ", ".join(value.label for value in values)


def _marked(markup: str, style: str) -> Text:
    """Escaped text with marks as styled text."""
    text = Text(style=style)
    for place, piece in enumerate(MARK.split(TAG.sub("", str(markup)))):
        text.append(unescape(piece), MATCHED if place % 2 else None)
    return text
