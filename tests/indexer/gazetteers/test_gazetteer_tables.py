"""The shipped tables: complete in both languages, with the values that the sample collection needs."""

import pytest

from indexer.gazetteers.gazetteers import Gazetteers
from indexer.model.settings import seeds_directory

GULF = ["AE", "SA", "QA", "KW", "BH", "OM"]
OTHERS = ["YE", "IQ", "JO", "SY", "LB", "PS", "EG", "SD", "LY", "TN", "DZ", "MA", "MR", "DJ", "SO", "KM"]
ARAB_STATES = GULF + OTHERS


@pytest.fixture(scope="module")
def gazetteers() -> Gazetteers:
    return Gazetteers.load(seeds_directory() / "gazetteers")


@pytest.mark.parametrize(
    ("facet", "value", "arabic", "english"),
    [
        ("country", "AE", "الإمارات العربية المتحدة", "United Arab Emirates"),
        ("country", "OM", "عُمان", "Oman"),
        ("agency", "iom", "المنظمة الدولية للهجرة", "International Organization for Migration"),
        ("agency", "ae-interior", "وزارة الداخلية (الإمارات)", "Ministry of Interior (UAE)"),
        ("agency", "sa-hrc", "هيئة حقوق الإنسان (السعودية)", "Human Rights Commission (Saudi Arabia)"),
        ("agency", "bh-lmra", "هيئة تنظيم سوق العمل", "Labour Market Regulatory Authority"),
        ("source", "wam", "وكالة أنباء الإمارات", "Emirates News Agency"),
        ("source", "al-ittihad", "الاتحاد", "Al-Ittihad"),
        ("language", "mixed", "العربية والإنجليزية", "Arabic and English"),
        ("instrument", "mou", "مذكرة تفاهم", "Memorandum of understanding"),
    ],
)
def test_labels_in_both_languages(gazetteers: Gazetteers, facet: str, value: str, arabic: str, english: str) -> None:
    assert gazetteers.labels(facet, value) == {"ar": arabic, "en": english}
    assert gazetteers.known(facet, value)


@pytest.mark.parametrize("facet", ["country", "agency", "source", "language", "instrument", "year", "weather"])
def test_an_unknown_value_is_its_own_label(gazetteers: Gazetteers, facet: str) -> None:
    assert gazetteers.labels(facet, "no-such-value") == {"ar": "no-such-value", "en": "no-such-value"}
    assert not gazetteers.known(facet, "no-such-value")


def test_an_agency_that_publishes_is_a_known_source(gazetteers: Gazetteers) -> None:
    assert "sa-hrc" not in gazetteers.sources
    assert gazetteers.label("source", "sa-hrc", "en") == "Human Rights Commission (Saudi Arabia)"


@pytest.mark.parametrize(("year", "known"), [("2019", True), ("19", False), ("٢٠١٩", False)])
def test_years(gazetteers: Gazetteers, year: str, known: bool) -> None:
    assert gazetteers.known("year", year) is known


def test_there_are_all_countries_and_three_hundred_agencies(gazetteers: Gazetteers) -> None:
    assert len(gazetteers.countries) >= 249
    assert len(gazetteers.agencies) >= 300


@pytest.mark.parametrize("state", ARAB_STATES)
@pytest.mark.parametrize("body", ["foreign", "interior", "justice"])
def test_every_arab_state_has_its_ministries(gazetteers: Gazetteers, state: str, body: str) -> None:
    assert gazetteers.agencies[f"{state.lower()}-{body}"].country == state


@pytest.mark.parametrize("state", ARAB_STATES)
def test_every_arab_state_has_its_capital(gazetteers: Gazetteers, state: str) -> None:
    assert [place for place in gazetteers.places if place.country == state and place.kind == "capital"]


def test_every_label_is_written_in_its_own_script(gazetteers: Gazetteers) -> None:
    for agency in gazetteers.agencies.values():
        assert any("\u0600" < letter < "\u06ff" for letter in agency.names.ar), agency.id
        assert any(letter.isascii() and letter.isalpha() for letter in agency.names.en), agency.id


@pytest.mark.parametrize(
    ("prefix", "language", "expected"),
    [
        ("kuw", "en", ("country", "KW", "Kuwait")),
        ("كويت", "ar", ("country", "KW", "الكويت")),
        ("الكوي", "ar", ("country", "KW", "الكويت")),
        ("IOM", "en", ("agency", "iom", "International Organization for Migration")),
        ("drugs and", "en", ("agency", "unodc", "United Nations Office on Drugs and Crime")),
        ("الهجره", "ar", ("agency", "iom", "المنظمة الدولية للهجرة")),
    ],
)
def test_completion(gazetteers: Gazetteers, prefix: str, language: str, expected: tuple[str, str, str]) -> None:
    assert expected in gazetteers.complete(prefix, language)


@pytest.mark.parametrize(
    ("wanted", "facet", "value", "whole"),
    [
        ("kuw", "country", "KW", False),
        ("kuwait", "country", "KW", True),
        ("الكويت", "country", "KW", True),
        ("كويت", "country", "KW", True),
        ("drugs and", "agency", "unodc", False),
        ("drugs and crime", "agency", "unodc", True),
    ],
)
def test_a_value_is_begun_in_part_or_as_a_whole(
    gazetteers: Gazetteers, wanted: str, facet: str, value: str, whole: bool
) -> None:
    assert gazetteers.begun(wanted)[facet, value] is whole


@pytest.mark.parametrize("prefix", ["", "   ", "qqqqqq"])
def test_nothing_completes_an_empty_or_unknown_prefix(gazetteers: Gazetteers, prefix: str) -> None:
    assert gazetteers.complete(prefix, "en") == []


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("وام", "wam"),
        ("WAM", "wam"),
        ("Emirates News Agency (WAM)", "wam"),
        ("skynews", "sky-news-arabia"),
        ("X", None),
    ],
)
def test_source_names(gazetteers: Gazetteers, name: str, source: str | None) -> None:
    assert gazetteers.source_named(name) == source


@pytest.mark.parametrize(
    ("host", "source"),
    [("www.wam.ae", "wam"), ("arabic.reuters.com", "reuters"), ("notreuters.com", None), ("", None), ("ae", None)],
)
def test_source_hosts(gazetteers: Gazetteers, host: str, source: str | None) -> None:
    assert gazetteers.source_at(host) == source
