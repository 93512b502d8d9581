"""Our tokens through Whoosh: fields per form, phrases, pickling."""

import pickle

import pytest
from whoosh import fields, query
from whoosh.filedb.filestore import RamStorage

from analyzers.pipeline import Analyzer
from analyzers.tokens import Form
from analyzers.whoosh_adapter import FormAnalyzer

TEXT = "وقعت قطر في الدوحة مذكرات تعاون"


@pytest.mark.parametrize(
    ("form", "terms"),
    [
        (Form.EXACT, ["وقعت", "قطر", "في", "الدوحه", "مذكرات", "تعاون"]),
        (Form.STEM, ["وقع", "قطر", "دوحه", "مذكر", "تعاون"]),
        (Form.SKELETON, ["وقع", "قطر", "مذكر", "تعن"]),
    ],
)
def test_each_form_is_a_stream_of_its_own(form: Form, terms: list[str]) -> None:
    assert [token.text for token in FormAnalyzer(form)(TEXT)] == terms


def test_text_and_tokens_give_the_same_stream() -> None:
    analyzer = Analyzer()
    adapter = FormAnalyzer(Form.STEM, analyzer)

    def stream(value: object) -> list[tuple[str, int, int, int]]:
        return [(token.text, token.pos, token.startchar, token.endchar) for token in adapter(value, mode="index")]

    assert stream(TEXT) == stream(analyzer.analyze(TEXT))
    assert stream(TEXT)[2] == ("دوحه", 3, 12, 18)


def test_only_the_form_is_pickled() -> None:
    restored = pickle.loads(pickle.dumps(FormAnalyzer(Form.STEM, Analyzer())))
    assert restored == FormAnalyzer(Form.STEM)
    assert restored != FormAnalyzer(Form.EXACT)
    assert len({restored, FormAnalyzer(Form.STEM)}) == 1
    assert [token.text for token in restored("الدوحة")] == ["دوحه"]


def test_a_phrase_holds_across_a_stop_word() -> None:
    analyzer = Analyzer()
    schema = fields.Schema(
        exact=fields.TEXT(analyzer=FormAnalyzer(Form.EXACT, analyzer), phrase=True),
        stem=fields.TEXT(analyzer=FormAnalyzer(Form.STEM, analyzer), phrase=True),
    )
    index = RamStorage().create_index(schema)
    with index.writer() as writer:
        writer.add_document(exact=TEXT, stem=TEXT)
    with index.searcher() as searcher:
        assert len(searcher.search(query.Phrase("exact", ["قطر", "في", "الدوحه"]))) == 1
        assert len(searcher.search(query.Phrase("stem", ["مذكر", "تعاون"]))) == 1
        assert len(searcher.search(query.Phrase("exact", ["قطر", "الدوحه"]))) == 0
