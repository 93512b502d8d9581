"""What the lexicon of a generation knows of the words of a query."""

import sqlite3
from pathlib import Path

import pytest
from lexicon_table import write_table

from analyzers.pipeline import Analyzer
from indexer.generations.generations import TRANSLATIONS
from indexer.lexicon.entries import read
from indexer.lexicon.meanings import DISSENT, PLACES, REVERSE, SILENCE, Meanings
from indexer.lexicon.table import lexicon_version
from indexer.lexicon.translations import STEMS_ALONE, Translations, save
from indexer.model.errors import GenerationError

ANALYZER = Analyzer()


@pytest.fixture(scope="module")
def translations(tmp_path_factory: pytest.TempPathFactory) -> Translations:
    folder = tmp_path_factory.mktemp("lexicon")
    found = read(write_table(folder / "lexicon.tsv"), ANALYZER)
    save(Meanings(found.entries, ANALYZER).all(), folder)
    return Translations.load(folder)


def typed(text: str) -> list[tuple[str, str | None]]:
    return [(text[token.start : token.end], token.stem) for token in ANALYZER.analyze(text)]


def rendered(translations: Translations, text: str) -> list[list[str]]:
    words = typed(text)
    found = translations.find(words, [True] * len(words))
    return [[one.text for meaning in known.meanings for one in meaning.renderings] for known in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ship", [["سفينة", "باخرة"]]),
        ("ships", [["سفينة", "باخرة"]]),
        ("السفن", [["ship", "vessel"]]),
        ("وبالسفينة", [["ship", "vessel"]]),
        ("يبحر", [["sail"]]),
        # Both entries of a word, or the one of the verb, or that has just this form.
        ("sail", [["أبحر", "شراع"]]),
        ("sails", [["أبحر", "شراع"]]),
        ("sailing", [["أبحر"]]),
        ("sailed", [["أبحر"]]),
        # A translation without an entry of its own.
        ("vessel", [["سفينة"]]),
        ("حمولة", [["cargo"]]),
        # A phrase before its words, which has a stop word at its end.
        ("ships set off", [["سفينة", "باخرة"], ["انطلق"]]),
        ("set", []),
        ("xqzzt", []),
    ],
)
def test_what_a_word_may_mean(translations: Translations, text: str, found: list[list[str]]) -> None:
    assert [sorted(one) for one in rendered(translations, text)] == [sorted(one) for one in found]


def test_words_that_mean_something_else_are_not_looked_for(translations: Translations) -> None:
    words = typed("ship cargo")
    assert [known.first for known in translations.find(words, [False, True])] == [1]


def weight(translations: Translations, word: str, translation: str) -> tuple[float, bool]:
    (known,) = translations.find(typed(word), [True])
    found = [one for meaning in known.meanings for one in meaning.renderings if one.text == translation]
    return found[0].weight, found[0].sure


def test_what_a_translation_weighs(translations: Translations) -> None:
    # The first one, which is translated back; a second one that has no entry; one whose entry says something else.
    assert weight(translations, "سفينة", "ship") == (PLACES[0], True)
    assert weight(translations, "سفينة", "vessel") == (pytest.approx(PLACES[1] * SILENCE), False)
    assert weight(translations, "شحنة", "cargo") == (pytest.approx(PLACES[1] * DISSENT), False)
    assert weight(translations, "vessel", "سفينة") == (pytest.approx(PLACES[1] * REVERSE), False)


def test_a_generation_without_a_lexicon_translates_nothing(tmp_path: Path) -> None:
    assert Translations.load(tmp_path).find(typed("ship"), [True]) == []


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0 cut short"])
def test_a_damaged_file_is_said_to_be(tmp_path: Path, content: bytes) -> None:
    (tmp_path / TRANSLATIONS).write_bytes(content)
    with pytest.raises(GenerationError, match="is damaged"):
        Translations.load(tmp_path)


def test_the_version_changes_with_every_table(tmp_path: Path) -> None:
    first = write_table(tmp_path / "a.tsv")
    before = lexicon_version([first])
    assert lexicon_version([]) == ""
    assert lexicon_version([first, write_table(tmp_path / "b.tsv")]) != before
    write_table(first, "boat;n;;قارب")
    assert lexicon_version([first]) != before


def test_the_version_changes_with_every_table_of_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = write_table(tmp_path / "a.tsv")
    before = lexicon_version([first])
    monkeypatch.setattr("indexer.lexicon.names.names", lambda: frozenset({"زياد"}))
    assert lexicon_version([first]) != before


def test_the_file_is_the_same_for_the_same_lexicon(tmp_path: Path) -> None:
    found = read(write_table(tmp_path / "lexicon.tsv"), ANALYZER)
    dumps = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        save(Meanings(found.entries, ANALYZER).all(), tmp_path / name)
        with sqlite3.connect(tmp_path / name / TRANSLATIONS) as file:
            dumps.append(list(file.iterdump()))
        file.close()
    assert dumps[0] == dumps[1]


def test_translations_in_memory_are_those_of_a_file(translations: Translations, tmp_path: Path) -> None:
    found = read(write_table(tmp_path / "lexicon.tsv"), ANALYZER)
    in_memory = Translations.of(Meanings(found.entries, ANALYZER).all())
    for text in ("ships set off", "السفن", "يبحر", "xqzzt"):
        words = typed(text)
        free = [True] * len(words)
        assert in_memory.find(words, free) == translations.find(words, free)
    in_memory.close()


CLOSE = (
    "allow;v;;سمح",
    "allowance;n;;علاوة",
    "كتاب;n;كتب;book",
    "كتابة;n;;writing",
    "وصل;v;;arrive",
    "صلى;v;صلت;pray",
    "أتى;v;يأتي;come",
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # The stem joins all of these with another word, from which they are no inflections.
        ("allowed", [["سمح"]]),
        ("allowances", [["علاوة"]]),
        ("كتابتها", [["writing"]]),
        ("بكتابة", [["writing"]]),
        ("كتب", [["book"]]),
        # What looks like a clitic is a letter of the stem; where no such word is known, it is one.
        ("وصلت", [["arrive"]]),
        ("ويأتي", [["come"]]),
    ],
)
def test_an_inflection_comes_before_what_shares_the_stem(tmp_path: Path, text: str, found: list[list[str]]) -> None:
    entries = read(write_table(tmp_path / "lexicon.tsv", rows=CLOSE), ANALYZER).entries
    assert rendered(Translations.of(Meanings(entries, ANALYZER).all()), text) == found


def test_phrases_of_so_many_words_or_stems_alone(translations: Translations) -> None:
    words = typed("ships set off")
    assert [known.last for known in translations.find(words, [True] * 3, 1)] == [1]
    (known,) = translations.find(typed("sailed"), [True], STEMS_ALONE)
    assert sorted(one.text for meaning in known.meanings for one in meaning.renderings) == ["أبحر", "شراع"]
    assert not known.as_written


@pytest.mark.parametrize(
    ("name", "word", "rows"),
    [
        # Names that look like an inflection of a word, or have its stem.
        ("ماكرون", "والماكر", ("ماكر;adj;;cunning", "sly;adj;;ماكر")),
        ("زياد", "بالزيادات", ("زيادة;n;;increase",)),
        ("James", "jams", ("jam;n;;مربى",)),
        ("Adams", "adamantly", ("adamant;adj;;مصر على",)),
    ],
)
def test_a_name_is_no_inflection_of_a_word(tmp_path: Path, name: str, word: str, rows: tuple[str, ...]) -> None:
    found = read(write_table(tmp_path / "lexicon.tsv", rows=rows), ANALYZER)
    translations = Translations.of(Meanings(found.entries, ANALYZER).all())
    assert rendered(translations, word)
    assert rendered(translations, name) == []


def test_a_name_that_is_a_word_too_is_translated(tmp_path: Path) -> None:
    found = read(write_table(tmp_path / "lexicon.tsv", rows=("أمل;n;آمال;hope", "wells;n;;آبار")), ANALYZER)
    translations = Translations.of(Meanings(found.entries, ANALYZER).all())
    assert rendered(translations, "أمل") == [["hope"]]
    assert rendered(translations, "Wells") == [["آبار"]]


def test_a_latin_name_in_small_letters_may_be_a_word(tmp_path: Path) -> None:
    found = read(write_table(tmp_path / "lexicon.tsv", rows=("mill;n;;مصنع",)), ANALYZER)
    translations = Translations.of(Meanings(found.entries, ANALYZER).all())
    assert rendered(translations, "mills") == [["مصنع"]]
    assert rendered(translations, "Mills") == []


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("well", ["جيدا", "بئر"]),
        # A plural is of the noun, a participle of the verb.
        ("wells", ["بئر"]),
        ("leading", ["قاد"]),
        ("leads", ["رصاص", "قاد"]),
        # No entry of such a part: then any.
        ("greys", ["رمادي"]),
    ],
)
def test_an_inflection_is_of_a_part_of_speech(tmp_path: Path, word: str, meant: list[str]) -> None:
    rows = ("well;adv;;جيدا", "well;n;;بئر", "lead;n;;رصاص", "lead;v;led;قاد", "grey;adj;;رمادي")
    found = read(write_table(tmp_path / "lexicon.tsv", rows=rows), ANALYZER)
    assert rendered(Translations.of(Meanings(found.entries, ANALYZER).all()), word) == [meant]


def test_a_name_is_not_what_only_the_other_language_translates(tmp_path: Path) -> None:
    rows = ("fledgling;n;;وليد", "ounce;n;;أونصة", "جميل;adj;;beautiful")
    found = read(write_table(tmp_path / "lexicon.tsv", rows=rows), ANALYZER)
    translations = Translations.of(Meanings(found.entries, ANALYZER).all())
    assert rendered(translations, "أونصة") == [["ounce"]]
    assert rendered(translations, "وليد") == []
    assert rendered(translations, "جميل") == [["beautiful"]]


@pytest.mark.parametrize(
    ("lemma", "row", "other", "expected"),
    [
        # An ear, and since: another stop word's entry does not render it.
        ("أذن", "أذن;n;آذان;ear", "accept;v;;قبل", ["ear"]),
        ("mine", "mine;v;mined;استخرج", "إرادة;n;;will", ["استخرج"]),
    ],
)
def test_a_stop_word_with_other_forms_has_only_its_own_renderings(
    tmp_path: Path, lemma: str, row: str, other: str, expected: list[str]
) -> None:
    found = read(write_table(tmp_path / "lexicon.tsv", rows=(row, other)), ANALYZER)
    (meaning,) = [one for one in Meanings(found.entries, ANALYZER).all() if one.lemma == lemma]
    assert [one.text for one in meaning.renderings] == expected


#: Words that part of speech, a particle or the spelling keeps apart.
APART = (
    "official;adj;;رسمي",
    "official;n;;مسؤول",
    "base;n;;قاعدة",
    "base;v;;استند",
    "آمن;v;;believe",
    "أمن;n;;safety",
    "take over;expr;;تولى",
    "take off;expr;;أقلع",
    "استحوذ;v;;take over|acquire",
    "سند;n;;bond",
    "oak;n;;سنديان",
    "extended;adj;;مطول",
    "extend;v;;مدد",
    "stolen;adj;;مسروق",
    "steal;v;stole|stolen;سرق",
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # A plural is of no adjective, a past tense of no noun, an Arabic word with the article of no verb.
        ("officials", [["مسؤول"]]),
        ("official", [["رسمي", "مسؤول"]]),
        ("based", [["استند"]]),
        ("bases", [["استند", "قاعدة"]]),
        ("الأمن", [["safety"]]),
        ("وبالأمن", [["safety"]]),
        ("أمن", [["believe", "safety"]]),
        # A particle makes another verb of one.
        ("take over", [["استحوذ", "تولى"]]),
        ("take off", [["أقلع"]]),
        # A translation with the stem of another word is not that word.
        ("السندات", [["bond"]]),
        ("سنديان", [["oak"]]),
        # A participle is also of its verb.
        ("extended", [["مدد", "مطول"]]),
        ("stolen", [["سرق", "مسروق"]]),
    ],
)
def test_what_keeps_words_apart(tmp_path: Path, text: str, found: list[list[str]]) -> None:
    entries = read(write_table(tmp_path / "lexicon.tsv", rows=APART), ANALYZER).entries
    (rendering,) = rendered(Translations.of(Meanings(entries, ANALYZER).all()), text)
    assert sorted(set(rendering)) == sorted(found[0])


def test_a_translation_that_loses_its_particle_is_not_sure(tmp_path: Path) -> None:
    rows = ("أقلع;v;;take off", "take off;expr;;أقلع", "أبحر;v;;sail", "sail;v;;أبحر")
    entries = read(write_table(tmp_path / "lexicon.tsv", rows=rows), ANALYZER).entries
    translations = Translations.of(Meanings(entries, ANALYZER).all())
    assert weight(translations, "أقلع", "take off") == (pytest.approx(PLACES[0] * DISSENT), False)
    assert weight(translations, "أبحر", "sail") == (PLACES[0], True)


def test_a_generation_of_before_parts_of_speech_and_names_is_read(translations: Translations, tmp_path: Path) -> None:
    entries = read(write_table(tmp_path / "lexicon.tsv"), ANALYZER).entries
    save(Meanings(entries, ANALYZER).all(), tmp_path)
    with sqlite3.connect(tmp_path / TRANSLATIONS) as file:
        file.execute("UPDATE meanings SET body = json_remove(body, '$[3]')")
        file.execute("DROP TABLE names")
    file.close()
    assert rendered(Translations.load(tmp_path), "ships") == rendered(translations, "ships")


@pytest.mark.parametrize("most", [0, 3, 1000])
def test_words_mean_the_same_however_many_are_kept(
    translations: Translations, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr("indexer.lexicon.translations.KEYS_KEPT", most)
    asked = ["ships set off", "السفن", "xqzzt", "sailing cargo"]
    first = [rendered(translations, text) for text in asked]
    assert first[:3] == [[["سفينة", "باخرة"], ["انطلق"]], [["ship", "vessel"]], []]
    assert [rendered(translations, text) for text in asked] == first


def test_a_word_is_asked_for_once(tmp_path: Path) -> None:
    save(Meanings(read(write_table(tmp_path / "lexicon.tsv"), ANALYZER).entries, ANALYZER).all(), tmp_path)
    found = Translations.load(tmp_path)
    before = [rendered(found, text) for text in ("ship", "السفن")]
    found.close()
    assert [rendered(found, text) for text in ("ship", "السفن")] == before != [[], []]
    with pytest.raises(GenerationError):
        rendered(found, "cargo")
