"""Dictionaries of other projects: each format is read, and what is broken is named while the rest is used."""

import gzip
from base64 import b64encode
from pathlib import Path

import pytest
from lexicon_table import write_table

from analyzers.pipeline import Analyzer
from indexer.lexicon.dictionaries.dictd import DIGITS
from indexer.lexicon.entries import read
from indexer.lexicon.importing import read_dictionary, save
from indexer.model.errors import SourceError

ANALYZER = Analyzer()
ARTICLES = (("Ferry", "Ferry /fɛri/\n1. العبّارة\n2. معدية (سفينة), ferry boat\n"), ("مرفأ", "مرفأ /marfaʔ/\nHarbour\n"))
WANTED = {"ferry": ("العبّارة", "معدية"), "مرفأ": ("harbour",)}


def number(value: int) -> str:
    digits = "".join(DIGITS)
    return (number(value // 64) if value >= 64 else "") + digits[value % 64]


def dictd(folder: Path, articles: tuple[tuple[str, str], ...] = ARTICLES, *, keep: int | None = None) -> Path:
    """A dictionary of dictd, its articles cut after some bytes."""
    body, lines = b"about it\n", ["00databaseinfo\tA\tJ"]
    for headword, article in articles:
        data = article.encode()
        lines.append(f"{headword}\t{number(len(body))}\t{number(len(data))}")
        body += data
    (folder / "small.index").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "small.dict.dz").write_bytes(gzip.compress(body[:keep]))
    return folder / "small.dict.dz"


def stardict(folder: Path) -> Path:
    body = index = b""
    for headword, article in ARTICLES:
        data = article.replace("\n", "<br/>").encode()
        index += headword.encode() + b"\0" + len(body).to_bytes(4) + len(data).to_bytes(4)
        body += data
    (folder / "small.idx").write_bytes(index)
    (folder / "small.dict").write_bytes(body)
    (folder / "small.ifo").write_text("StarDict's dict ifo file\nversion=2.4.2\nsametypesequence=h\n", encoding="utf-8")
    return folder / "small.ifo"


def tei(folder: Path, end: str = "</body></text></TEI>") -> Path:
    entries = (
        '<entry><form><orth>Ferry</orth></form><sense><cit type="trans"><quote>العبّارة</quote></cit>'
        '<cit type="trans"><quote>معدية</quote></cit></sense></entry>'
        '<entry><form><orth>مرفأ</orth></form><sense><cit type="trans"><quote>Harbour</quote></cit></sense></entry>'
    )
    path = folder / "small.tei"
    start = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>'
    path.write_text(f"{start}{entries}{end}", encoding="utf-8")
    return path


def table(folder: Path) -> Path:
    path = folder / "small.tsv"
    path.write_text("# a note\nFerry\tالعبّارة; معدية\nمرفأ\tHarbour\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("write", [dictd, stardict, tei, table])
def test_a_dictionary_becomes_entries(tmp_path: Path, write: object) -> None:
    assert callable(write)
    found = read_dictionary(write(tmp_path), ANALYZER)
    assert found.faults == ()
    assert {entry.lemma: entry.translations for entry in found.entries} == WANTED


def test_the_table_made_of_it_is_read_as_ours(tmp_path: Path) -> None:
    entries = read_dictionary(table(tmp_path), ANALYZER).entries
    save(entries, tmp_path / "lexicon" / "small.tsv")
    found = read(tmp_path / "lexicon" / "small.tsv", ANALYZER)
    assert (found.entries, found.faults) == (entries, ())


def test_a_table_with_our_columns_is_taken_as_it_is(tmp_path: Path) -> None:
    path = write_table(tmp_path / "more.tsv", "boat;n;;vessel")
    found = read_dictionary(path, ANALYZER)
    assert len(found.entries) == 9
    assert "wrong script" in str(found.faults[0])


def test_what_is_cut_short_is_named_and_the_rest_used(tmp_path: Path) -> None:
    whole = len(ARTICLES[0][1].encode())
    found = read_dictionary(dictd(tmp_path, keep=len("about it\n") + whole), ANALYZER)
    assert [entry.lemma for entry in found.entries] == ["ferry"]
    assert [str(fault) for fault in found.faults] == [f"{tmp_path / 'small.index'}:3: the dictionary is cut short here"]


def test_a_packed_file_that_is_cut_short_is_used_as_far_as_it_goes(tmp_path: Path) -> None:
    path = dictd(tmp_path)
    path.write_bytes(path.read_bytes()[:-20])
    faults = [str(fault) for fault in read_dictionary(path, ANALYZER).faults]
    assert faults[0] == f"{path}:0: the dictionary is cut short here"


def test_another_encoding_is_named_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "other.txt"
    path.write_bytes("Ferry\tالعبارة\n".encode("cp1256") + "Harbour\tمرفأ\n".encode())
    found = read_dictionary(path, ANALYZER)
    assert [entry.lemma for entry in found.entries] == ["harbour"]
    assert [str(fault) for fault in found.faults] == [f"{path}:1: is not UTF-8; convert it first"]


def test_xml_is_read_up_to_its_fault(tmp_path: Path) -> None:
    path = tei(tmp_path, end="</oops>")
    found = read_dictionary(path, ANALYZER)
    assert {entry.lemma for entry in found.entries} == set(WANTED)
    assert "is no well-formed XML from here on" in str(found.faults[0])


def test_entities_are_not_resolved(tmp_path: Path) -> None:
    path = tmp_path / "small.tei"
    path.write_text(
        '<!DOCTYPE TEI [<!ENTITY e SYSTEM "/etc/hostname">]><TEI><entry><orth>Ferry</orth>'
        '<cit type="trans"><quote>&e;</quote></cit></entry></TEI>',
        encoding="utf-8",
    )
    assert read_dictionary(path, ANALYZER).entries == ()


@pytest.mark.parametrize("name", ["picture.png", "missing.ifo", "alone.index", "none.tsv"])
def test_a_file_that_is_no_dictionary_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "picture.png").write_bytes(b64encode(b"no words"))
    (tmp_path / "alone.index").write_text("word\tA\tB\n", encoding="utf-8")
    with pytest.raises(SourceError):
        read_dictionary(tmp_path / name, ANALYZER)
