"""Lines of the log, counted: what is the same in other forms, and what is too seldom to be shown."""

from datetime import date

from analyzers.pipeline import Analyzer
from search.curating.counting import Counted, Counts, count, frequent
from search.curating.logged import LoggedQuery
from search.gaps import stem_of

DAY = date(2024, 5, 20)


def line(query: str, total: int = 1, *, filtered: bool = False, lacks: str = "", removed: str = "") -> LoggedQuery:
    words = tuple(lacks.split())
    return LoggedQuery(DAY, query, "en", total, filtered, words, tuple(removed.split()))


def counted(*lines: LoggedQuery, least: int = 2) -> Counts:
    analyzer = Analyzer()
    return count(lines, least, lambda word: stem_of(analyzer, word))


def test_queries_that_fold_alike_are_one_in_the_commonest_form() -> None:
    lines = [line("Honey  Tractors", 0), line("honey tractors", 0), line("honey tractors", 0), line("أحذية", 0)]
    found = counted(*lines, line("احذيه", 0))
    assert found.without_results == (Counted("honey tractors", 3), Counted("أحذية", 2))
    assert (found.asked, found.different, found.first, found.last) == (5, 2, DAY, DAY)


def test_a_query_that_filters_narrowed_is_not_one_without_results() -> None:
    assert counted(line("x y", 0, filtered=True), line("x y", 0, filtered=True)).without_results == ()
    assert counted(line("x y", 3), line("x y", 3)).without_results == ()


def test_forms_of_a_word_are_counted_together() -> None:
    found = counted(
        line("new tractor", lacks="tractor"),
        line("new tractor", lacks="tractor"),
        line("tractors sold", lacks="tractors"),
        line("جرارات جديدة", lacks="جرارات"),
        line("الجرارات", lacks="الجرارات"),
    )
    assert [(one.text, one.count) for one in found.untranslated] == [("tractor", 3), ("الجرارات", 2)]


def test_what_one_person_may_have_asked_is_not_shown_nor_named_as_an_example() -> None:
    lines = [
        line("my name honey", 0, lacks="honey name"),
        line("honey price", lacks="honey", removed="mou"),
        line("honey price", lacks="honey", removed="mou"),
        line("سر واحد", 0, lacks="سر"),
    ]
    found = counted(*lines)
    assert found.without_results == ()
    assert found.untranslated == (Counted("honey", 3, ("honey price",)),)
    assert found.removed == (Counted("mou", 2, ("honey price",)),)
    assert (found.different, found.seldom) == (3, 2)
    assert len(counted(*lines, least=1).untranslated) == 3


def test_nothing_asked_counts_nothing() -> None:
    assert counted() == Counts()


def test_the_most_frequent_queries_come_first() -> None:
    lines = [line("b"), line("a"), line("a"), line("B"), line("ج"), line("ج"), line("ج"), line("once")]
    assert frequent(lines, 2) == ["ج", "B", "a"]
    assert "once" in frequent(lines, 1)
