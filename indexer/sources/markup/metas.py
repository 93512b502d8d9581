"""The `<meta>` declarations of a page, by name.

In: the tree of a page. Out: name -> values, in the order of the page. Never here: what a declaration means.
"""

from collections.abc import Iterator, Mapping, Sequence

from lxml import html

from indexer.sources.found.values import line_of

#: The attributes that name a declaration; Open Graph has `property`, and many pages use either for all.
NAMES = ("property", "name", "itemprop")

#: Name in lower case -> values as one line, none of them empty.
Metas = Mapping[str, Sequence[str]]


def metas_of(tree: html.HtmlElement) -> Metas:
    """The declarations of a page."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        if value := line_of(element.get("content", "")):
            for name in {element.get(attribute, "").strip().lower() for attribute in NAMES} - {""}:
                found.setdefault(name, []).append(value)
    return found


def values_of(metas: Metas, names: Sequence[str]) -> Iterator[str]:
    """The values of some declarations, those of the first name first."""
    for name in names:
        yield from metas.get(name, ())
