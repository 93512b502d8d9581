"""The values of each document are read from the terms: no column repeats them."""

from pathlib import Path

import pytest

from indexer.engines.columnar.codec.segment import map_file
from indexer.engines.columnar.engine import ColumnarEngine
from indexer.engines.columnar.files.forward import read_ids, read_values
from indexer.engines.columnar.writing.revision import open_index
from indexer.engines.whoosh.schema import SEPARATOR
from indexer.model.schema import FACETS, ID
from tests.indexer.engines.engine_model import article

COUNTRIES = (("SA", "AE"), (), ("OM",), ("AE", "OM", "SA"))
DATES = ("2019-12", None, "2020-01-05")


@pytest.fixture(params=[10_000, 2], ids=["one segment", "merged"])
def directory(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    articles = [
        article(
            f"مقال-{n}",
            "alpha",
            "كتاب",
            countries=COUNTRIES[n % 4],
            source="wam" if n % 3 else None,
            published=DATES[n % 3],
        )
        for n in range(12)
    ]
    ColumnarEngine(tokens_in_memory=request.param).write(tmp_path, articles)
    return tmp_path


def test_values_and_ids_are_those_of_the_articles(directory: Path) -> None:
    (path,) = directory.glob("*.inv")
    file = map_file(path)
    countries = read_values(file, "country", 12)
    assert [countries[n] for n in range(12)] == [[c.encode() for c in sorted(COUNTRIES[n % 4])] for n in range(12)]
    months = read_values(file, "month", 12)
    assert [months[n] for n in (0, 2)] == [[b"2019-12"], [b"2020-01"]]
    ids = read_ids(file, ID)
    assert [ids[n].decode() for n in range(len(ids))] == [f"مقال-{n}" for n in range(12)]
    absent = read_values(file, "absent", 12)
    assert [absent[n] for n in range(len(absent))] == [[]] * 12


def test_whoosh_reads_them_as_columns(directory: Path) -> None:
    reader = open_index(directory).reader()
    assert all(name in reader.schema and reader.has_column(name) for name in (ID, *FACETS))
    assert list(reader.column_reader(ID, translate=False)) == [f"مقال-{n}".encode() for n in range(12)]
    joined = [SEPARATOR.join(sorted(COUNTRIES[n % 4])).encode() for n in range(12)]
    assert list(reader.column_reader("country", translate=False)) == joined
    assert [bool(value) for value in reader.column_reader("source", translate=False)] == [
        bool(n % 3) for n in range(12)
    ]
    assert set(reader.column_reader("page", translate=False)) == {b""}
    reader.close()


def test_no_column_repeats_them(directory: Path) -> None:
    (path,) = directory.glob("*.doc")
    assert [name for name in map_file(path) if name.startswith("columns/") and not name.endswith("/numbers")] == []
