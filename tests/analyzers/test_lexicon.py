"""The lexicon: what a collection attests, and the file that keeps it."""

from pathlib import Path

import pytest

from analyzers import lexicon as module
from analyzers.arabic import ArabicStemmer
from analyzers.lexicon import Lexicon, LexiconBuilder, LexiconError, read_list, read_words

TEXT = "وقّعت وزارة العمل مذكرة مع الوزارة. Ministry of Labour signs; ministry says 2019 info@iom.int."


def built(*texts: str) -> Lexicon:
    builder = LexiconBuilder()
    for text in texts:
        builder.add(text)
    return builder.build()


def test_words_are_counted_folded() -> None:
    counts = built(TEXT, "وزارةِ العمل").counts
    assert counts["وزاره"] == 2
    assert counts["العمل"] == 2
    assert counts["ministry"] == 2
    assert "2019" not in counts


def test_a_word_of_a_large_collection_needs_two_occurrences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SMALL_COLLECTION_WORDS", 3)
    assert set(built("قطر قطر عمان").counts) == {"قطر"}


def test_the_order_of_texts_makes_no_difference() -> None:
    assert built("قطر وقعت", "عمان").checksum == built("عمان", "قطر وقعت").checksum


def test_hamza_shows_which_al_is_radical() -> None:
    lexicon = built("ألطاف ألطاف الطاف", "ألكويت الكويت الكويت")
    assert "الطاف" in lexicon.radical
    assert "الكويت" not in lexicon.radical


def test_one_word_names_are_protected() -> None:
    builder = LexiconBuilder()
    builder.protect(["السيلان", "الولايات المتحدة", "", "ألسنيا", "بورنيا"])
    lexicon, shipped = builder.build(), Lexicon.shipped()
    assert lexicon.names - shipped.names == {"سيلان"}
    assert lexicon.known - shipped.known == {"السيلان", "سيلان", "السنيا", "بورنيا"}
    assert lexicon.radical - shipped.radical == {"السنيا"}


def test_a_protected_name_keeps_its_letters_and_meets_its_adjective() -> None:
    builder = LexiconBuilder()
    builder.protect(["السيلان", "بورنيا"])
    builder.add("ورنيا ورنيا سيل سيل")
    stemmer = ArabicStemmer(builder.build())
    assert {stemmer.stem(word) for word in ("السيلان", "والسيلان", "سيلاني", "السيلانيه")} == {"سيلان"}
    assert {stemmer.stem(word) for word in ("بورنيا", "بورني", "وبورنيا")} == {"بورن"}


def test_a_saved_lexicon_loads_as_it_was(tmp_path: Path) -> None:
    lexicon = built(TEXT)
    lexicon.save(tmp_path / "lexicon.txt")
    loaded = Lexicon.load(tmp_path / "lexicon.txt")
    assert loaded == lexicon
    assert loaded.checksum == lexicon.checksum


def test_the_same_words_give_the_same_file(tmp_path: Path) -> None:
    built(TEXT).save(tmp_path / "one")
    built(TEXT).save(tmp_path / "other")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda content: content.replace("قطر 1", "قطر 7"), "checksum"),
        (lambda content: content[:-3], "checksum"),
        (lambda content: content.replace("mithaq-lexicon 1", "mithaq-lexicon 0"), "version"),
        (lambda content: "", "version"),
    ],
)
def test_a_damaged_lexicon_is_refused(tmp_path: Path, change, message: str) -> None:
    path = tmp_path / "lexicon.txt"
    built("قطر").save(path)
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    with pytest.raises(LexiconError, match=message):
        Lexicon.load(path)


def test_a_binary_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.txt"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LexiconError):
        Lexicon.load(path)


def test_the_shipped_lists_are_whole() -> None:
    lexicon = Lexicon.shipped()
    assert len(lexicon.plurals) > 1000
    assert len(lexicon.known) > 3000
    assert {"لبنان", "بحرين", "تعاون"} <= lexicon.names
    assert not set(lexicon.plurals) & {word for word in lexicon.plurals.values() if word in lexicon.plurals}


def test_every_plural_row_has_two_columns_and_no_plural_is_listed_twice() -> None:
    rows = (*read_list("plurals.tsv"), *read_list("arabic_stems.tsv"))
    assert {len(row) for row in rows} == {2}
    plurals = [plural for row in rows for plural in row[1].split()]
    assert sorted(plurals) == sorted(set(plurals))


@pytest.mark.parametrize(
    "name", ["stop_ar.txt", "stop_en.txt", "names.txt", "words.txt", "radical_al.txt", "english_ise.txt"]
)
def test_a_word_list_holds_folded_words(name: str) -> None:
    assert all(word.isalpha() for word in read_words(name))


@pytest.mark.parametrize(
    "name",
    [
        "arabic_stems.tsv",
        "english_variants.tsv",
        "english_irregular.tsv",
        "english_abbreviations.tsv",
        "english_stems.tsv",
        "english_names.tsv",
        "english_demonyms.tsv",
    ],
)
def test_a_table_of_words_has_two_columns(name: str) -> None:
    assert {len(row) for row in read_list(name)} == {2}
