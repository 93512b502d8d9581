"""The query language: every rule has a row, and no text makes it fail."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.model import notes
from search.query.lexer import MAX_CHARACTERS, MAX_PREFIXES, MAX_WORDS
from search.query.operators import MAX_DEPTH
from search.query.parser import parse
from search.query.syntax import All, Any, Excluded, Fielded, Group, Node, Phrase, Prefix, Required, Word

SIGNS = {Group: "", All: "&", Any: "|", Excluded: "-", Required: "+"}


def shape(node: Node) -> str:
    """A tree on one line: (a b) side by side, &(a b) AND, |(a b) OR, "p" phrase, p* prefix, f:x field."""
    match node:
        case Word():
            return node.text
        case Phrase():
            return f'"{node.text}"'
        case Prefix():
            return f"{node.text}*"
        case Fielded():
            return f"{node.field}:{shape(node.child)}"
        case Excluded() | Required():
            return SIGNS[type(node)] + shape(node.child)
    return f"{SIGNS[type(node)]}({' '.join(map(shape, node.children))})"


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("", "()"),
        ("   ", "()"),
        ("visit", "visit"),
        ("joint visit", "(joint visit)"),
        # Phrases, in every kind of quotation mark.
        ('"joint committee" visit', '("joint committee" visit)'),
        ("«مذكرة تفاهم» الكويت", '("مذكرة تفاهم" الكويت)'),
        ("»مذكرة تفاهم«", '"مذكرة تفاهم"'),
        ("“joint committee”", '"joint committee"'),
        ("„joint committee“", '"joint committee"'),
        ('joint"committee"', '(joint "committee")'),
        ('""', "()"),
        # AND binds tighter than OR, and OR binds its neighbours only.
        ("a AND b", "&(a b)"),
        ("a OR b", "|(a b)"),
        ("a b OR c", "(a |(b c))"),
        ("a AND b OR c AND d", "|(&(a b) &(c d))"),
        ("a && b || c | d", "|(&(a b) c d)"),
        ("(a OR b) c", "(|(a b) c)"),
        ("a or b and not c", "(a or b and not c)"),
        # A word that is not an operator beyond doubt stays a word.
        ("AND a OR", "(AND a OR)"),
        ("a AND OR b", "(a |(AND b))"),
        ("NOT", "NOT"),
        ("a NOT", "(a NOT)"),
        # Arabic operators; و is never one.
        ("الكويت أو قطر", "|(الكويت قطر)"),
        ("أو قطر", "(أو قطر)"),
        ("الكويت و قطر", "(الكويت و قطر)"),
        ("الكويت وقطر", "(الكويت وقطر)"),
        ("الكويت وأيضا قطر", "&(الكويت قطر)"),
        ("زيارة ليس اجتماع", "(زيارة -اجتماع)"),
        ("زيارة بدون اجتماع", "(زيارة -اجتماع)"),
        ("هذا الحل ليس سهلا أبدا", "(هذا الحل ليس سهلا أبدا)"),
        ('زيارة إلى الكويت ليس "لجنة مشتركة"', '(زيارة إلى الكويت -"لجنة مشتركة")'),
        ("ليس سهلا", "(ليس سهلا)"),
        # Signs.
        ("a -b", "(a -b)"),
        ('a -"b c"', '(a -"b c")'),
        ("a -(b c)", "(a -(b c))"),
        ("a +b", "(a +b)"),
        ("a NOT b", "(a -b)"),
        ("a AND NOT b", "&(a -b)"),
        ("NOT NOT a", "a"),
        ("anti-trafficking", "anti-trafficking"),
        (" - a", "a"),
        ("a -- b", "(a b)"),
        ("a --b", "(a b)"),
        ("-", "()"),
        # Prefixes.
        ("traffick*", "traffick*"),
        ("اتفاقي*", "اتفاقي*"),
        ("*", "()"),
        # Fields, by English and Arabic names.
        ("title:visit", "title:visit"),
        ("عنوان:زيارة", "title:زيارة"),
        ("TITLE:visit", "title:visit"),
        ('title:"joint visit"', 'title:"joint visit"'),
        ("title:(joint visit)", "title:(joint visit)"),
        ("-title:visit", "-title:visit"),
        ("country:KW", "country:KW"),
        ("دولة:الكويت", "country:الكويت"),
        ("جهة:iom", "agency:iom"),
        ("مصدر:x لغة:ar نوع:mou سنة:2021", "(source:x language:ar instrument:mou year:2021)"),
        ("colour:red", "(colour red)"),
        ("title: visit", "(title: visit)"),
        ('title:"" visit', "(title visit)"),
        ("KUWAIT: visit", "(KUWAIT: visit)"),
        ("10:30", "10:30"),
        ("https://example.org/a", "https://example.org/a"),
        # Arabic punctuation separates.
        ("زيارة،اجتماع؛لجنة؟", "(زيارة اجتماع لجنة)"),
        # What has no partner.
        ('"joint committee', '"joint committee"'),
        ("(a b", "(a b)"),
        ("a) b", "(a b)"),
        ("()", "()"),
        ("a AND ()", "a"),
        ("a ()", "a"),
        # A headline in capitals.
        ("MINISTERS MEET IN DOHA AND SIGN ACCORD", "(MINISTERS MEET IN DOHA AND SIGN ACCORD)"),
        ("IOM AND UNHCR", "&(IOM UNHCR)"),
    ],
)
def test_a_rule_of_the_language(typed: str, tree: str) -> None:
    assert shape(parse(typed).tree) == tree


@pytest.mark.parametrize(
    ("typed", "template"),
    [
        ('"joint committee', notes.UNBALANCED_QUOTE),
        ("(a b", notes.UNBALANCED_GROUP),
        ("a) b", notes.UNBALANCED_GROUP),
        ("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1), notes.TOO_DEEP),
        ("colour:red", notes.UNKNOWN_FIELD),
        ("a " * (MAX_WORDS + 1), notes.TOO_MANY_WORDS),
        ('"' + "a " * (MAX_WORDS + 1) + '"', notes.TOO_MANY_WORDS),
        ("a" * (MAX_CHARACTERS + 1), notes.TOO_LONG),
        ("زيارة ليس اجتماع", notes.EXCLUDED_BY_WORD),
        ("MINISTERS MEET IN DOHA AND SIGN ACCORD", notes.CAPITALS),
        ("OMAN AND QATAR SIGN ACCORD", notes.CAPITALS),
        ("*tion", notes.STAR_AT_END),
        ("mem*dum", notes.STAR_AT_END),
        ("mem?randum", notes.STAR_AT_END),
        ("title:mem?randum", notes.STAR_AT_END),
        ("*تفاهم", notes.STAR_AT_END),
        ("مذ?رة*", notes.STAR_AT_END),
        ("الكويت OR " * 300, notes.TOO_MANY_WORDS),
        ("memo* " * (MAX_PREFIXES + 2), notes.TOO_MANY_PREFIXES),
    ],
)
def test_what_was_mended_is_said_once(typed: str, template: str) -> None:
    found = parse(typed).notes
    assert [note.template for note in found] == [template]
    assert str(found[0])


@pytest.mark.parametrize("typed", ["UAE OR KSA", "OMAN AND QATAR SIGN", "UAE OR KSA OR GCC OR UN OR WHO"])
def test_a_few_words_or_abbreviations_in_capitals_keep_their_operators(typed: str) -> None:
    assert parse(typed, {"UAE", "KSA", "GCC", "UN", "WHO"}).notes == ()


def test_an_ordinary_query_has_no_notes() -> None:
    assert parse('visit "joint committee" -sports (a OR b) title:x*').notes == ()
    assert parse("who signed? memorand* وزار* https://example.org/a?b=c * ?").notes == ()


def test_a_query_has_so_many_prefixes_and_then_words() -> None:
    tree = parse("memo* " * (MAX_PREFIXES + 2)).tree
    assert isinstance(tree, Group)
    assert [type(child) for child in tree.children] == [Prefix] * MAX_PREFIXES + [Word] * 2


def test_a_query_of_ten_thousand_words_is_cut() -> None:
    tree = parse("word " * 10_000).tree
    assert isinstance(tree, Group)
    assert len(tree.children) == MAX_WORDS


TYPED = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            [*'"“”«»()-+*:،', " ", " AND ", " OR ", " NOT ", " أو ", " ليس ", "title:", "دولة:", "a", "زيارة", "\ud800"]
        ),
        max_size=40,
    ).map("".join),
)


def walk(node: Node) -> list[Node]:
    below = getattr(node, "children", ()) or ((node.child,) if hasattr(node, "child") else ())
    return [node, *(inner for child in below for inner in walk(child))]


@settings(max_examples=300, deadline=None)
@given(TYPED)
def test_any_text_gives_a_tree_whose_spans_lie_in_the_text(typed: str) -> None:
    for node in walk(parse(typed).tree):
        assert 0 <= node.start <= node.end <= len(typed)
        if isinstance(node, Word):
            assert typed[node.start : node.end] == node.text


@settings(max_examples=100, deadline=None)
@given(TYPED)
def test_every_note_makes_a_sentence(typed: str) -> None:
    assert all(str(note) and "%(" not in str(note) for note in parse(typed).notes)
