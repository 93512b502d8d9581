"""The whole pipeline: forms, offsets, stop words, and what holds for any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers import pipeline
from analyzers.folding import fold
from analyzers.lexicon import Lexicon, LexiconBuilder
from analyzers.pipeline import LONGEST_TERM, Analyzer
from analyzers.tokens import Form, Token

ANALYZER = Analyzer()
PIECES = (
    "وقّعت قطر والسعودية مُذكّرة تعـــاون في الدوحة MoU U.N. Kuwait's co-operation the 2,500 ٢٠١٩ #مكافحة_الاتجار "
    "info@iom.int https://iom.int/a \u202b \u200f \ud800 ـــ ﷺ ½ مسؤولون الـFBI"
)
NEWS = st.lists(st.sampled_from(PIECES.split()), max_size=12).map(" ".join)
ANY_TEXT = st.one_of(NEWS, st.text(st.characters(), max_size=60), st.text("اب\u064bـ-'.@_1٣aZ \u200f", max_size=60))


def token(text: str) -> Token:
    (only,) = ANALYZER.analyze(text)
    return only


@pytest.mark.parametrize(
    ("text", "exact", "stem", "skeleton"),
    [
        ("مُذكّراتٌ", "مذكرات", "مذكر", "مذكر"),
        ("تعـــاون", "تعاون", "تعاون", "تعن"),
        ("أمراض", "امراض", "مرض", "مرض"),
        ("في", "في", None, None),
        ("وفي", "وفي", None, None),
        ("كيف", "كيف", None, None),
        ("programmes", "programmes", "program", None),
        ("Kuwait's", "kuwait", "kuwait", None),
        ("the", "the", None, None),
        ("who", "who", None, None),
        ("WHO", "who", "who", None),
        ("US", "us", "us", None),
        ("IT", "it", "it", None),
        ("It", "it", None, None),
        ("us", "us", None, None),
        ("2,500", "2500", "2500", None),
        ("٢٬٥٠٠", "2500", "2500", None),
        ("3.5", "3.5", "3.5", None),
        ("G20", "g20", "g20", None),
        ("أ.ف.ب", "افب", "افب", None),
        ("Info@IOM.int", "info@iom.int", "info@iom.int", None),
        ("https://www.iom.int/News/", "iom.int/news", "iom.int", None),
        ("iom.int", "iom.int", "iom.int", None),
        ("мир", "мир", "мир", None),
    ],
)
def test_forms(text: str, exact: str, stem: str | None, skeleton: str | None) -> None:
    assert token(text)[3:] == (exact, stem, skeleton)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Al-Asfour", "Al Asfour"),
        ("COVID-19", "Covid 19"),
        ("Sana'a", "Sana’a"),
        ("#مكافحة_الاتجار", "مكافحة الاتجار"),
        ("U.N.", "UN"),
        ("co-operation", "cooperation"),
        ("2,500", "٢٥٠٠"),
        ("مستشفى", "مستشفي"),
        ("الـFBI", "ال FBI"),
    ],
)
def test_spellings_with_the_same_exact_forms(one: str, other: str) -> None:
    assert [found.exact for found in ANALYZER.analyze(one)] == [found.exact for found in ANALYZER.analyze(other)]


def test_offsets_and_positions_are_those_of_the_published_text() -> None:
    text = "«مُذكّرة» تعـــاون: MoU's"
    found = ANALYZER.analyze(text)
    assert [text[one.start : one.end] for one in found] == ["مُذكّرة", "تعـــاون", "MoU's"]
    assert [one.position for one in found] == [0, 1, 2]


@given(ANY_TEXT)
def test_analysis_is_total_and_offsets_are_in_order_and_in_range(text: str) -> None:
    end = 0
    for position, found in enumerate(ANALYZER.analyze(text)):
        assert end <= found.start < found.end <= len(text)
        assert found.position == position
        end = found.end


@given(ANY_TEXT)
def test_every_form_can_be_indexed(text: str) -> None:
    for found in ANALYZER.analyze(text):
        for form in Form:
            term = found.form(form)
            if term is not None:
                assert 0 < len(term) <= LONGEST_TERM
                assert term == fold(term)
                assert not any(sign.isspace() for sign in term)
                term.encode("utf-8")


@settings(max_examples=25)
@given(NEWS)
def test_a_word_has_the_same_forms_in_every_context(text: str) -> None:
    """Index side (whole articles) and query side (a few words) agree, whatever was analysed before."""
    forms = {text[one.start : one.end]: one[3:] for one in ANALYZER.analyze(text)}
    fresh = Analyzer()
    for surface, expected in forms.items():
        alone = fresh.analyze(surface)
        if len(alone) == 1:
            assert alone[0][3:] == expected


@pytest.mark.parametrize(
    "text",
    ["ا" + "\u064b\u0651" * 50_000, "ا" + "\u0301\u0316" * 50_000, "a" * 1_000_000, "م" * 1_000_000, "٣" * 100_000],
    ids=["Arabic marks", "accents", "Latin", "Arabic", "digits"],
)
def test_a_huge_word_is_one_token_with_a_short_term(text: str) -> None:
    found = token(text)
    assert (found.start, found.end) == (0, len(text))
    assert len(found.exact) <= LONGEST_TERM


@pytest.mark.parametrize("text", ["", " ", "ـ" * 100_000, "\ud800" * 1000, "\ue000\ue001", "\u202e\u202d", "!؟،"])
def test_what_holds_no_word_gives_no_token(text: str) -> None:
    assert ANALYZER.analyze(text) == []


def test_the_memory_of_chunks_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "REMEMBERED_CHUNKS", 10)
    analyzer = Analyzer(Lexicon())
    first = analyzer.analyze("قطر")
    for number in range(50):
        analyzer.analyze(f"word{number}")
    assert len(analyzer._remembered) <= 10
    assert analyzer.analyze("قطر") == first


def test_the_version_follows_the_lexicon() -> None:
    builder = LexiconBuilder()
    builder.add("قطر")
    assert Analyzer().version == Analyzer().version
    assert Analyzer().version != Analyzer(builder.build()).version


@settings(max_examples=20)
@given(NEWS)
def test_a_collection_only_changes_stems(text: str) -> None:
    builder = LexiconBuilder()
    builder.add(text)
    ours, shipped = Analyzer(builder.build()).analyze(text), ANALYZER.analyze(text)
    assert [(one.start, one.end, one.exact) for one in ours] == [(one.start, one.end, one.exact) for one in shipped]


@pytest.mark.parametrize(
    ("word", "stop"),
    [("آلية", "إليه"), ("وآلية", "وإليه"), ("آلي", "إلى"), ("إمام", "أمام"), ("هنأ", "هنا"), ("آليّة", "اليه")],
)
def test_a_letter_that_nobody_writes_for_another_makes_no_stop_word(word: str, stop: str) -> None:
    assert token(word).exact == token(stop).exact
    assert token(word).stem is not None
    assert ANALYZER.distinguished_as_written(token(word))
    assert token(stop).stem is None


@pytest.mark.parametrize(
    "word", ["إليه", "اليه", "إِلَيْهِ", "الى", "إلى", "إلي", "امام", "أية", "ايه", "الآن", "الان", "فان"]
)
def test_a_stop_word_may_be_written_plainly(word: str) -> None:
    assert token(word).stem is None
