"""What a document says that can be compared without reading its language.

In: the Markdown of a document. Out: its headings, lists, tables, code, settings, links and figures, and what an Arabic
one would show turned round. Never here: which documents there are, or a judgement of their words.
"""

import re
import unicodedata
from functools import lru_cache, reduce
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

#: Words of a query, not of the program: each language has its own.
EXAMPLES = {"-Kuwait", "-word", "+word", "word*", "NOT iom", '"phrases"'}
#: Code that looks the same from both sides, or is a number; a date is not: `2021-03` would be shown as `03-2021`.
EITHER_WAY = re.compile(r"[^A-Za-z0-9]*|[0-9][0-9.,]*")
#: What code may have of its own in each language, behind what it has in both: comments, words to search, the language.
OWN = (r"()[ \t]*(?<!\S)#.*", r'(python -m search) "[^"]*"', r"([?&]ui=)(?:ar|en)")
#: Kinds of code that show what the program answers.
ANSWERS = {"json", "xml"}
#: The end of the name of a picture that shows the page in one of its languages.
SHOWN = re.compile(r"-(?:ar|en)\.png$")
LEFT_TO_RIGHT_MARK = "\u200e"


@lru_cache(8)
def blocks(text: str) -> list[Token]:
    """The same list for the same text: it is only read."""
    return MarkdownIt("commonmark").enable("table").parse(text)


def inlines(text: str) -> list[Token]:
    return [child for block in blocks(text) for child in block.children or ()]


def is_arabic(text: str) -> bool:
    return re.search(r"[\u0600-\u06ff]", text) is not None


def headings(text: str) -> list[str]:
    return [block.tag for block in blocks(text) if block.type == "heading_open"]


def list_items(text: str) -> int:
    return sum(block.type == "list_item_open" for block in blocks(text))


def tables(text: str) -> list[int]:
    """The number of cells of each row."""
    rows: list[int] = []
    for block in blocks(text):
        if block.type == "tr_open":
            rows.append(0)
        elif block.type in {"th_open", "td_open"}:
            rows[-1] += 1
    return rows


def code_blocks(text: str) -> list[str]:
    """Each without its comments, and without the words that it searches or is answered in its language."""
    return [_bare(block) for block in blocks(text) if block.type in {"fence", "code_block"}]


def _bare(block: Token) -> str:
    values = r'("[^"]*":)|"[^"]*"'
    shown = re.sub(values, r"\1", block.content) if block.info in ANSWERS else block.content
    return reduce(lambda kept, own: re.sub(own, r"\1", kept), OWN, shown)


def code(text: str) -> set[str]:
    """Commands, settings, files, columns, identifiers: whatever stands in backticks and is not Arabic."""
    spans = {child.content for child in inlines(text) if child.type == "code_inline"}
    return {span for span in spans if not is_arabic(span)} - EXAMPLES


def settings(text: str) -> set[str]:
    return set(re.findall(r"MITHAQ_[A-Z_]+", text))


def targets(text: str) -> set[str]:
    """Where links lead and which pictures are shown; for a document, the English one of the two, and for a picture of
    the page, the one in either language."""
    found = {child.attrGet("href") or child.attrGet("src") or "" for child in inlines(text)} - {""}
    return {SHOWN.sub(".png", str(target).split("#")[0]).removesuffix(".md").removesuffix(".ar") for target in found}


def figures(text: str) -> set[str]:
    texts = [child.content for child in inlines(text) if child.type == "text"]
    return {figure for words in texts for figure in re.findall(r"\d+(?:[.,]\d+)*", words)}


def anchor(heading: str) -> str:
    """The id that GitHub gives a heading."""
    kept = (char for char in heading.lower() if char in "- _" or unicodedata.category(char)[0] in "LMN")
    return "".join(kept).replace(" ", "-")


def anchors(text: str) -> set[str]:
    pairs = pairwise(blocks(text))
    titles = [inline.children or () for block, inline in pairs if block.type == "heading_open"]
    return {anchor("".join(child.content for child in title)) for title in titles}


def turned(text: str) -> list[str]:
    """Arabic paragraphs, list items and headings that begin with a Latin letter: GitHub gives each the direction of its
    first letter, and would show them from left to right."""
    pairs = pairwise(blocks(text))
    begun = [inline.content for block, inline in pairs if block.type in {"paragraph_open", "heading_open"}]
    shown = [re.sub("<[^>]*>", "", words) for words in begun]
    return [words for words in shown if is_arabic(words) and not is_arabic(_first_letter(words))]


def _first_letter(text: str) -> str:
    return next((char for char in text if char.isalpha()), "")


def unmarked(text: str) -> list[str]:
    """Code that a line from right to left would show with its ends exchanged, such as `--quiet` as `quiet--`."""
    faults: list[str] = []
    for block in blocks(text):
        around = ["", *(child.content for child in block.children or ()), ""]
        kinds = ["", *(child.type for child in block.children or ()), ""]
        for index, span in enumerate(around):
            if kinds[index] != "code_inline" or is_arabic(span) or EITHER_WAY.fullmatch(span):
                continue
            before, after = around[index - 1][-1:], around[index + 1][:1]
            if not span[0].isalpha() and before != LEFT_TO_RIGHT_MARK:
                faults.append(f"before {span}")
            if not span[-1].isalnum() and after != LEFT_TO_RIGHT_MARK:
                faults.append(f"after {span}")
    return faults
