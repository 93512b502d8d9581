"""Every document is there in both languages, and the two say the same of the program."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from markdown_readings import (
    anchor,
    anchors,
    code,
    code_blocks,
    figures,
    headings,
    inlines,
    list_items,
    settings,
    tables,
    targets,
    turned,
    unmarked,
)

ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT, ROOT / "docs", ROOT / "seeds")
DOCUMENTS = sorted(path for folder in FOLDERS for path in folder.glob("*.md"))
ARABIC = [path for path in DOCUMENTS if path.name.endswith(".ar.md")]
ENGLISH = [path for path in DOCUMENTS if path not in ARABIC]

Reading = Callable[[str], object]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("english", ENGLISH, ids=name)
@pytest.mark.parametrize(
    "reading", [headings, list_items, tables, code_blocks, code, settings, targets, figures], ids=lambda r: r.__name__
)
def test_both_languages_say_the_same(english: Path, reading: Reading) -> None:
    arabic = english.with_suffix(".ar.md")
    assert reading(arabic.read_text("utf-8")) == reading(english.read_text("utf-8"))


@pytest.mark.parametrize("arabic", ARABIC, ids=name)
def test_no_arabic_document_is_alone(arabic: Path) -> None:
    assert arabic.with_name(arabic.name.replace(".ar.md", ".md")) in ENGLISH


@pytest.mark.parametrize("english", ENGLISH, ids=name)
def test_each_leads_to_the_other_at_its_top(english: Path) -> None:
    arabic = english.with_suffix(".ar.md")
    for document, other in ((english, arabic), (arabic, english)):
        paragraphs = [part for part in document.read_text("utf-8").split("\n\n") if not part.startswith(("<div", "#"))]
        assert paragraphs[0].strip().endswith(f"]({other.name})")


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_links_into_a_document_lead_to_a_heading(document: Path) -> None:
    for child in inlines(document.read_text("utf-8")):
        path, _, wanted = str(child.attrGet("href") or "").partition("#")
        if wanted and "://" not in path:
            assert unquote(wanted) in anchors((document.parent / path if path else document).read_text("utf-8"))


@pytest.mark.parametrize("arabic", ARABIC, ids=name)
def test_lines_and_code_keep_their_direction_in_arabic(arabic: Path) -> None:
    assert unmarked(arabic.read_text("utf-8")) == []
    assert turned(arabic.read_text("utf-8")) == []


@pytest.mark.parametrize("arabic", ARABIC, ids=name)
def test_links_of_an_arabic_document_stay_in_arabic(arabic: Path) -> None:
    links = [str(child.attrGet("href") or "").split("#")[0] for child in inlines(arabic.read_text("utf-8"))]
    others = [link for link in links if link.endswith(".md") and not link.endswith(".ar.md")]
    assert others == [arabic.name.replace(".ar.md", ".md")]


@pytest.mark.parametrize(
    ("reading", "english", "arabic"),
    [
        (headings, "# A\n\n## B", "# أ"),
        (list_items, "- a\n- b", "- أ"),
        (tables, "|a|b|\n|-|-|\n|c|d|", "|أ|ب|\n|-|-|"),
        (code_blocks, "    make run", "    make test"),
        (code_blocks, '```json\n{"label": "a"}\n```', '```json\n{"labels": "a"}\n```'),
        (code, "`--full` `data`", "`--full`"),
        (settings, "MITHAQ_DATA", "MITHAQ_PORT"),
        (targets, "[a](docs/a.md)", "[أ](docs/b.ar.md)"),
        (figures, "2.87 of 1,024", "2.78 من 1,024"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_difference_is_seen(reading: Reading, english: str, arabic: str) -> None:
    assert reading(english) != reading(arabic)


@pytest.mark.parametrize(
    ("reading", "english", "arabic"),
    [
        (code_blocks, '    python -m search "police" # asks', '    python -m search "شرطة" # يسأل'),
        (code_blocks, "```sh\ncurl /?ui=en\n```", "```sh\ncurl /?ui=ar\n```"),
        (code_blocks, '```json\n{"label": "Thailand"}\n```', '```json\n{"label": "تايلاند"}\n```'),
        (code, "`-Kuwait` `=عملة`", "`-الكويت`"),
        (targets, "[a](a.md#top) ![b](c.png)", "![ب](c.png) [أ](a.ar.md#أعلى)"),
        (targets, "![b](c-en.png)", "![ب](c-ar.png)"),
        (figures, "two, and 30%", "اثنان، و30%"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_each_language_has_of_its_own_is_no_difference(reading: Reading, english: str, arabic: str) -> None:
    assert reading(english) == reading(arabic)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("مع `--quiet`", ["before --quiet"]),
        ("مع \u200e`--quiet`", []),
        ("منذ `2021-03`", ["before 2021-03"]),
        ("المضيف `[::1]`", ["before [::1]", "after [::1]"]),
        ("المجلد `docs/` هنا", ["after docs/"]),
        ("المجلد `docs/`\u200e هنا", []),
        ("العمود `code`، والكلمة `=عملة`، والقيمة `0.3`", []),
    ],
)
def test_code_that_would_turn_round_is_seen(text: str, faults: list[str]) -> None:
    assert unmarked(text) == faults


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("`status` تقول ذلك", ["`status` تقول ذلك"]),
        ("# HTML وما فيه", ["HTML وما فيه"]),
        ("**تقول** ذلك `status`", []),
        ("[This page in English](README.md)", []),
        ("<http://127.0.0.1/?q=شرطة>", []),
    ],
)
def test_a_line_that_would_turn_round_is_seen(text: str, faults: list[str]) -> None:
    assert turned(text) == faults


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("The web process", "the-web-process"),
        ("What --quiet tells, and when", "what---quiet-tells-and-when"),
        ("ما يذكره \u200e--quiet ومتى؟", "ما-يذكره---quiet-ومتى"),
        ("جيلٌ مُقدَّم", "جيلٌ-مُقدَّم"),
        ("a_b: C", "a_b-c"),
    ],
)
def test_a_heading_has_the_anchor_that_github_gives_it(heading: str, wanted: str) -> None:
    assert anchor(heading) == wanted
