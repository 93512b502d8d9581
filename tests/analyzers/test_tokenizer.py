"""Which runs of signs are words, and where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.tokenizer import chunk_texts, chunks, spans

SIGNS = st.one_of(st.characters(), st.sampled_from("اب ت_#ـ\u064b\u200f\u202eaZ.'-’@:/,٬٫12٣www.http://"))


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وقّعت وزارة العمل", ["وقّعت", "وزارة", "العمل"]),
        ("أَحْمَد", ["أَحْمَد"]),
        ("تعـــاون", ["تعـــاون"]),
        ("قطر، والسعودية؛ هل؟", ["قطر", "والسعودية", "هل"]),
        ("«مذكرة تفاهم»", ["مذكرة", "تفاهم"]),
        ("#مكافحة_الاتجار_بالبشر", ["مكافحة", "الاتجار", "بالبشر"]),
        ("#StopTrafficking_Now", ["Stop", "Trafficking", "Now"]),
        ("#DubaiPolice #UAENews #COP28", ["Dubai", "Police", "UAE", "News", "COP", "28"]),
        ("DubaiPolice C# #", ["DubaiPolice", "C"]),
        ("Covid19 Expo2020 MP3 H1N1 B2B24", ["Covid", "19", "Expo", "2020", "MP3", "H1N1", "B2B24"]),
        ("أبوظبي وبأبوظبى أبو ظبي", ["أبو", "ظبي", "وبأبو", "ظبى", "أبو", "ظبي"]),
        ("أَبُوظَبْي", ["أَبُو", "ظَبْي"]),
        ("الـFBI و2019", ["الـ", "FBI", "و", "2019"]),
        ("\u202bقطر\u202c", ["قطر"]),
        ("قطر\u200f.", ["قطر"]),
        ("U.N. and U.S.A., e.g. here.", ["U.N.", "and", "U.S.A.", "e.g.", "here"]),
        ("أ.ف.ب.", ["أ.ف.ب."]),
        ("MoU/UNODC", ["MoU", "UNODC"]),
        ("AT&T", ["AT", "T"]),
        ("2,500 and ٢٬٥٠٠ and 1,234,567.5", ["2,500", "and", "٢٬٥٠٠", "and", "1,234,567.5"]),
        ("3.5% ٣٫٥٪", ["3.5", "٣٫٥"]),
        ("12.5.2019 10:30 2019-12-10", ["12", "5", "2019", "10", "30", "2019", "12", "10"]),
        ("G20 5G COVID-19 F-16", ["G20", "5G", "COVID", "19", "F-16"]),
        ("info@iom.int.", ["info@iom.int"]),
        ("see https://www.iom.int/news?id=1, then", ["see", "https://www.iom.int/news?id=1", "then"]),
        ("www.iom.int moi.gov.qa", ["www.iom.int", "moi.gov.qa"]),
        ("end.The next", ["end", "The", "next"]),
        ("Al-Asfour", ["Al", "Asfour"]),
        ("co-operation re-elected e-mail", ["co-operation", "re-elected", "e-mail"]),
        ("anti-trafficking", ["anti", "trafficking"]),
        ("Kuwait's Sana’a states'", ["Kuwait's", "Sana’a", "states"]),
        ("'quoted' words", ["quoted", "words"]),
        ("ـــ ـ", []),
        ("\u064b\u0651 \u200f\ud800 \ue000", []),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text(SIGNS, max_size=60))
def test_spans_are_in_order_in_range_and_never_empty(text: str) -> None:
    previous_end = 0
    for start, end in spans(text):
        assert previous_end <= start < end <= len(text)
        previous_end = end


@given(st.text(st.characters(categories=["L"]), min_size=1, max_size=20))
def test_every_letter_but_tatweel_is_in_a_word(letters: str) -> None:
    covered = "".join(words(letters))
    assert covered.replace("ـ", "") == letters.replace("ـ", "")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("ا" + "\u064b" * 100_000, 1),
        ("a" * 1_000_000, 1),
        ("ـ" * 1_000_000, 0),
        ("\ud800" * 100_000, 0),
        ("a-" * 200_000, 200_000),
        ("a." * 200_000, 1),
        ("1," * 200_000, 200_000),
        ("a@" * 100_000, 100_000),
        ("www." * 100_000, 100_000),
        ("co-" * 100_000, 50_000),
        ("#aB" * 100_000, 200_000),
        ("#" + "aB" * 100_000, 100_001),
    ],
    ids=[
        "marks",
        "letters",
        "tatweel",
        "surrogates",
        "hyphens",
        "dots",
        "commas",
        "at signs",
        "www",
        "co-",
        "hashtags",
        "hashtag",
    ],
)
def test_long_input_is_cut_in_linear_time(text: str, count: int) -> None:
    assert len(list(spans(text))) == count


@pytest.mark.parametrize(
    "text", ["Qatar's minister, وزارة الخارجية", "see https://iom.int/a,b or www.un.org. ثم عاد", ""]
)
def test_the_texts_of_chunks_are_those_of_their_matches(text: str) -> None:
    assert chunk_texts(text) == [match[0] for match in chunks(text)]
