"""Articles boiled down: what is kept, and that packing loses nothing of it."""

from hypothesis import given
from hypothesis import strategies as st

from analyzers.pipeline import Analyzer
from indexer.model.digest import LEAD_WORDS, READ, SKELETON_SIGN, pack_digest, unpack_digest

ANALYZER = Analyzer()


def test_sentences_stems_and_skeletons_are_distinguished() -> None:
    title, text = "وزراء في الدوحة", "The ministers met. They signed a memorandum!\nNo."
    made = unpack_digest(pack_digest(text, ANALYZER.analyze(title), ANALYZER.analyze(text)))
    assert made.letters == " وزراء في الدوحه the ministers met they signed a memorandum no "
    (one, _, two) = ANALYZER.analyze(title)
    assert made.stems == f" {one.stem} {two.stem} minister meet sign memorandum "
    assert made.sentences[0] == f" {one.stem} {two.stem} {SKELETON_SIGN}{one.skeleton} "
    assert made.sentences[1:] == (" minister meet ", " sign memorandum ")
    assert made.lead.startswith(f" {one.stem} {two.stem} minister meet sign memorandum ")


def test_an_article_is_judged_by_its_beginning() -> None:
    text = "word " * (READ // 5) + "Muscat"
    made = unpack_digest(pack_digest(text, [], ANALYZER.analyze(text)))
    assert "muscat" not in made.letters
    assert made.lead.count("word") == LEAD_WORDS


def test_an_empty_article_has_an_empty_digest() -> None:
    made = unpack_digest(pack_digest("", [], []))
    assert (made.letters.strip(), made.stems.strip(), made.lead.strip(), made.sentences) == ("", "", "", ())


@given(st.text(st.characters(), max_size=80), st.text(st.characters(), max_size=300))
def test_no_text_breaks_a_digest(title: str, text: str) -> None:
    tokens, body = ANALYZER.analyze(title), ANALYZER.analyze(text)
    made = unpack_digest(pack_digest(text, tokens, body))
    assert made.letters.split(" ")[1:-1] == ([token.exact for token in (*tokens, *body)] or [""])
    assert made.stems.split() == [token.stem for token in (*tokens, *body) if token.stem]
    terms = [token.stem for token in (*tokens, *body) if token.stem]
    terms += [SKELETON_SIGN + token.skeleton for token in (*tokens, *body) if token.skeleton]
    assert sorted(" ".join(made.sentences).split()) == sorted(terms)
