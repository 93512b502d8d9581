"""The benchmark of reading: each file is timed by its kind, and the ratio is that of the sums."""

from pathlib import Path

from benchmarks.reading import ROOT, checkout, read, table

TEXT = "The two councils signed a letter of intent on Monday, and inspectors of both will share what they know."


def test_every_file_of_a_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "page.html").write_text(f"<html><body><p>{TEXT}</p></body></html>", "utf-8")
    (tmp_path / "inner" / "note.txt").write_text(TEXT, "utf-8")
    (tmp_path / "broken.html").write_text("<html></html>", "utf-8")
    times = read(tmp_path)
    assert set(times) == {"page.html", "inner/note.txt", "broken.html"}
    assert all(took >= 0 for took in times.values())


def test_the_table_has_a_row_for_each_kind_and_the_ratio_of_the_sums() -> None:
    own = {"a.html": 10.0, "b.HTM": 2.0, "c.pdf": 50.0, "d.txt": 1.0}
    before = {"a.html": 4.0, "b.HTM": 4.0, "c.pdf": 100.0, "d.txt": 1.0}
    assert table([own, before]).split("\n")[2:] == [
        "| PDF | 1 | 50.0 | 50.0 | 50.0 | 100.0 | 0.50 |",
        "| other files | 1 | 1.0 | 1.0 | 1.0 | 1.0 | 1.00 |",
        "| pages | 2 | 6.0 | 6.0 | 10.0 | 4.0 | 1.50 |",
    ]
    assert table([own]).split("\n")[4] == "| pages | 2 | 6.0 | 6.0 | 10.0 |  |  |"


def test_a_folder_is_a_checkout_as_it_is() -> None:
    with checkout(str(ROOT)) as folder:
        assert folder == ROOT
