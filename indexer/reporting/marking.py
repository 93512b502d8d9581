"""An article as text for a terminal, with the evidence of its values marked.

In: an article and the gazetteers that label its values. Out: text on a console. Never here: finding a value.
"""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.article import Article, Evidence
from indexer.model.notes import N_
from indexer.model.translation import Words

#: Kind of evidence -> its colour.
STYLES = {
    "date": "black on yellow",
    "country": "black on green",
    "agency": "black on cyan",
    "source": "black on magenta",
    "instrument": "black on blue",
}
#: Kind of value without evidence in the text -> how it was found.
WITHOUT_WORDS = {"language": N_("by the share of its scripts")}
NO_EVIDENCE = N_("no evidence")
#: Kind of value -> its name for a person.
KINDS = {
    "date": N_("date"),
    "language": N_("language"),
    "source": N_("source"),
    "country": N_("country"),
    "parties": N_("parties"),
    "agency": N_("agency"),
    "instrument": N_("instrument"),
    "unresolved": N_("unresolved"),
    "event": N_("event"),
}


def show_article(article: Article, gazetteers: Gazetteers, console: Console, words: Words) -> None:
    """Print an article as marked text, with its values and their evidence."""
    console.rule(Text(f"{article.id}  {article.uri}" + (f"#{article.anchor}" if article.anchor else "")))
    for kind, label, evidence in values(article, gazetteers):
        proof = ", ".join(dict.fromkeys(f"“{item.words}” ({item.rule})" for item in evidence))
        proof = proof or words.gettext(WITHOUT_WORDS.get(kind, NO_EVIDENCE))
        title = words.gettext(KINDS[kind])
        console.print(Text.assemble((f" {title} ", STYLES.get(kind, "reverse")), f" {label}  ", (proof, "dim")))
    console.print(_marked(article, "title"), style="bold")
    console.print(_marked(article, "text"))


def values(article: Article, gazetteers: Gazetteers) -> Iterator[tuple[str, str, tuple[Evidence, ...]]]:
    """Every extracted value as `(kind, label, evidence)`."""
    published = article.published
    yield "date", published.date or "unknown", (published.evidence,) if published.evidence else ()
    yield "language", article.language.value, ()
    if article.source:
        yield "source", article.source.name, (article.source.evidence,) if article.source.evidence else ()
    for country in article.countries:
        yield "country", f"{gazetteers.label('country', country.code, 'en')} [{country.role}]", country.evidence
    first = {country.code: country.evidence[:1] for country in article.countries}
    for one, other in article.party_pairs():
        labels = (gazetteers.label("country", code, "en") for code in (one, other))
        yield "parties", " – ".join(labels), first[one] + first[other]
    for agency in article.agencies:
        yield "agency", f"{gazetteers.label('agency', agency.id, 'en')} [{agency.role}]", agency.evidence
    for instrument in article.instruments:
        yield "instrument", gazetteers.label("instrument", instrument.id, "en"), instrument.evidence
    for name in article.unresolved:
        yield "unresolved", name.name, (name.evidence,)
    for event in article.events:
        yield "event", event.date, (event.evidence,)


def _marked(article: Article, field: str) -> Text:
    text = Text(getattr(article, field))
    kinds: list[tuple[str, tuple[Evidence, ...]]] = [
        *(("country", country.evidence) for country in article.countries),
        *(("agency", agency.evidence) for agency in article.agencies),
        *(("instrument", instrument.evidence) for instrument in article.instruments),
        ("date", (article.published.evidence,) if article.published.evidence else ()),
        ("source", (article.source.evidence,) if article.source and article.source.evidence else ()),
    ]
    for kind, evidence in kinds:
        for item in evidence:
            if item.field == field:
                text.stylize(STYLES[kind], item.start, item.end)
    return text
