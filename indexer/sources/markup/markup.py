"""HTML to plain text with its paragraphs kept, and HTML trees that hostile nesting cannot blow up.

In: HTML as text. Out: a tree, or text with one line per block. Never here: choosing the part of a page that is the
article (`page.py`), or network access.
"""

import re
from collections.abc import Iterator
from functools import cache
from html.entities import html5
from typing import Any

from lxml import etree, html

from indexer.model.notes import note
from indexer.sources.found.origin import Unreadable

BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
SILENT_TAGS = frozenset(["head", "iframe", "math", "noscript", "object", "script", "style", "svg", "template", "title"])
#: ASCII white space is layout in HTML; a no-break space is text.
LAYOUT = re.compile("[ \t\n\r\f]+")
TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
#: Elements of HTML that are found in texts, and a reference to a character.
ELEMENT = re.compile(
    r"</?(?:a|abbr|article|aside|b|blockquote|body|br|center|cite|code|div|em|figcaption|figure|font|footer|h[1-6]|head"
    r"|header|hr|html|i|iframe|img|ins|li|main|mark|ol|p|pre|q|s|script|section|small|span|strong|style|sub|sup|table"
    r"|tbody|td|th|thead|time|tr|u|ul|video)(?:\s[^<>]*+)?/?>",
    re.IGNORECASE,
)
BLOCK = re.compile(r"<(?:article|blockquote|br|div|h[1-6]|li|p|section|td|tr)[\s/>]", re.IGNORECASE)
REFERENCE = re.compile(r"&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,31});")
EMPTY_LINES = re.compile(r"\n[ \t\r]*+\n")
LINE_END = re.compile(r"\r?\n")
ENTITY = re.compile(r"&(#\d+|#x[0-9a-fA-F]+|[a-zA-Z]\w*);")


def tree_of(markup: str) -> html.HtmlElement | None:
    """The element tree of a page or a fragment; None when it is empty.

    libxml2 stops at 256 open tags, which bounds every later walk, and at a text of ten million bytes without a tag.
    Raises Unreadable in both cases.
    """
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(markup.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    limits = [error.message for error in parser.error_log if error.type_name == "ERR_RESOURCE_LIMIT"]
    if any("depth" in limit for limit in limits):
        raise Unreadable(note("has HTML tags nested deeper than 256"))
    if limits:
        raise Unreadable(note("has HTML with a piece of text that is too long to be read"))
    return tree


@cache
def _compiled(path: str) -> etree.XPath:
    return etree.XPath(path)


def found(tree: html.HtmlElement, path: str) -> list[Any]:
    """What an XPath finds in a tree; it is compiled once. One that gives a string gives a list of it."""
    values = _compiled(path)(tree)
    return values if isinstance(values, list) else [values]


def is_markup(value: str) -> bool:
    """Whether a string that may be plain text or HTML is HTML."""
    return bool(TAG.search(value) or ENTITY.search(value))


def is_html(value: str) -> bool:
    """Whether a text that should be plain is HTML: by an element of HTML, or a reference to a character that it knows.

    An address in `<>` is neither, nor is a formula.
    """
    names = (found[1] for found in REFERENCE.finditer(value))
    return bool(ELEMENT.search(value)) or any(name.startswith("#") or f"{name};" in html5 for name in names)


def text_of_html(markup: str) -> str:
    """The text of HTML of an export, which may part its paragraphs by empty lines, or by lines alone."""
    breaks = EMPTY_LINES if BLOCK.search(markup) else LINE_END
    return plain_text(breaks.sub("<br>", markup))


def plain_text(markup: str) -> str:
    """The text of an HTML fragment, one line per block; raises Unreadable."""
    tree = tree_of(f"<div>{markup}</div>")
    return "" if tree is None else tree_text(tree)


def tree_text(tree: html.HtmlElement, without: html.HtmlElement | None = None, rule: str = "") -> str:
    """The text of a tree, one line per block, without scripts and other silent parts, and without one element of it.

    Each `<hr>` becomes a line of its own with the text `rule`.
    """
    lines = "".join(_pieces(tree, without, rule)).split("\n")
    return "\n".join(line for line in (LAYOUT.sub(" ", line).strip(" ") for line in lines) if line)


def _pieces(tree: html.HtmlElement, without: html.HtmlElement | None, rule: str) -> Iterator[str]:
    silent = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        starts = event == "start"
        if element is without or name in SILENT_TAGS:
            silent += 1 if starts else -1
        if name in BLOCK_TAGS:
            yield f"\n{rule}\n" if rule and starts and name == "hr" and not silent else "\n"
        piece = element.text if starts else "" if element is tree else element.tail
        if piece and not silent:
            yield LAYOUT.sub(" ", piece)
