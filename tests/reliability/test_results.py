"""The table of `make faults` counts what failed."""

from pathlib import Path

from tests.reliability.results import Result, about, read, table

REPORT = """<testsuites><testsuite>
<testcase classname="tests.reliability.test_kills" name="a" time="2.5"/>
<testcase classname="tests.reliability.test_kills" name="b" time="0.5"><failure message="no"/></testcase>
<testcase classname="tests.reliability.test_kills" name="c" time="0"><error/></testcase>
<testcase classname="tests.nowhere" name="d" time="0"><skipped/></testcase>
</testsuite></testsuites>"""


def test_a_row_has_what_became_of_the_tests_of_a_module(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT, encoding="utf-8")
    found: dict[str, Result] = {}
    read(report, found)
    kills = about("tests.reliability.test_kills")
    assert kills.startswith("Runs that are killed at any moment")
    assert list(found.values()) == [Result(kills, 3, 2, 0, 3.0), Result("tests.nowhere", 1, 0, 1, 0.0)]
    first, second = table(reversed(found.values())).splitlines()[2:]
    assert [cell.strip() for cell in first.split("|")[1:-1]] == [kills, "3", "2", "0", "3.0"]
    assert [cell.strip() for cell in second.split("|")[1:-1]] == ["tests.nowhere", "1", "0", "1", "0.0"]
