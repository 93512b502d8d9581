"""The Arabic words of the interface: none missing, none doubtful, none left behind by the sources."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

ROOT = Path(__file__).parents[2]
MESSAGES = ROOT / "translations" / "ar" / "LC_MESSAGES"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "lazy_gettext": None,
    "N_": None,
    "NN_": (1, 2),
    "note": (1,),
}
PLACE = re.compile(r"%\((\w+)\)s")
ARABIC_FORMS = 6


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    with (MESSAGES / "messages.po").open("rb") as file:
        return read_po(file, locale="ar", abort_invalid=True)


@pytest.fixture(scope="module")
def used() -> set[str | tuple[str, ...]]:
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found: set[str | tuple[str, ...]] = set()
    for folder in ("web", "search", "indexer", "templates"):
        mapping = [(pattern.removeprefix(f"{folder}/"), method) for pattern, method in methods]
        relative = {pattern.removeprefix(f"{folder}/"): value for pattern, value in options.items()}
        for _, _, message, _, _ in extract_from_dir(str(ROOT / folder), mapping, relative, KEYWORDS):
            found.add(message)
    return found


def messages(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def test_the_sources_and_the_catalog_have_the_same_messages(catalog: Catalog, used: set) -> None:
    known = {message.id if isinstance(message.id, str) else tuple(message.id) for message in messages(catalog)}
    assert len(used) > 100
    assert used - known == set()
    assert known - used == set()


def test_every_message_is_translated_and_none_is_doubtful(catalog: Catalog) -> None:
    assert [message.id for message in messages(catalog) if message.fuzzy or not all(forms(message))] == []
    assert not catalog.obsolete


def test_plurals_have_the_six_forms_of_arabic(catalog: Catalog) -> None:
    plural = [message for message in messages(catalog) if message.pluralizable]
    assert plural
    assert {len(forms(message)) for message in plural} == {ARABIC_FORMS}


def test_translations_fill_the_same_placeholders(catalog: Catalog) -> None:
    for message in messages(catalog):
        source = message.id if isinstance(message.id, str) else message.id[1]
        for form in forms(message):
            places = set(PLACE.findall(form))
            assert places <= set(PLACE.findall(source)), message.id
            assert message.pluralizable or places == set(PLACE.findall(source)), message.id
            assert "%" not in PLACE.sub("", form), message.id


def test_the_compiled_file_is_that_of_the_source(catalog: Catalog) -> None:
    compiled = BytesIO()
    write_mo(compiled, catalog)
    written = Translations(BytesIO(compiled.getvalue()))._catalog
    committed = Translations(BytesIO((MESSAGES / "messages.mo").read_bytes()))._catalog
    assert {key: committed[key] for key in committed if key} == {key: written[key] for key in written if key}
