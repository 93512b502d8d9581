"""Queries that a form writes are read as they were meant."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.query.parser import parse
from search.query.writing import Wish, written

KUWAIT, SAUDI = ("Kuwait", "الكويت"), ("Saudi Arabia", "السعودية")


@pytest.mark.parametrize(
    ("wish", "english", "arabic"),
    [
        (Wish(), "", ""),
        (Wish(all=" police  training "), "police training", "police training"),
        (Wish(all="شرطة (تدريب)"), "شرطة تدريب", "شرطة تدريب"),
        (Wish(phrase='human "trafficking'), '"human trafficking"', '"human trafficking"'),
        (Wish(any="شرطة وزارة"), "(شرطة OR وزارة)", "(شرطة أو وزارة)"),
        (
            Wish(any='«مذكرة تفاهم» "joint visit" x'),
            *(f'("مذكرة تفاهم" {w} "joint visit" {w} x)' for w in ("OR", "أو")),
        ),
        (Wish(any="شرطة"), "شرطة", "شرطة"),
        (Wish(none="training -course"), "-training -course", "-training -course"),
        (Wish(none='"joint visit"'), '-"joint visit"', '-"joint visit"'),
        (Wish(title="مذكرة تفاهم"), "title:مذكرة title:تفاهم", "العنوان:مذكرة العنوان:تفاهم"),
        (Wish(all="NOT أو Or"), '"NOT" "أو" Or', '"NOT" "أو" Or'),
        (Wish(all="title:x a-b c* +d"), "title x a-b c d", "title x a-b c d"),
        (Wish(values={"country": ("Kuwait",)}), "country:Kuwait", "الدولة:Kuwait"),
        (Wish(values={"agency": ("وزارة الداخلية",)}), 'agency:"وزارة الداخلية"', 'الجهة:"وزارة الداخلية"'),
        (Wish(values={"instrument": ("mou", "visit")}), "(kind:mou OR kind:visit)", "(النوع:mou أو النوع:visit)"),
        (Wish(values={"source": ("",), "language": (" ar ",)}), "language:ar", "اللغة:ar"),
        (Wish(parties=("KW", "SA")), "party:KW-SA", "الطرفان:KW-SA"),
        (Wish(parties=("الكويت", "Saudi Arabia")), 'party:"الكويت - Saudi Arabia"', 'الطرفان:"الكويت - Saudi Arabia"'),
        (Wish(parties=("KW", "")), "", ""),
    ],
)
def test_a_wish_becomes_a_query_in_the_words_of_each_language(wish: Wish, english: str, arabic: str) -> None:
    assert (written(wish, "en"), written(wish, "ar")) == (english, arabic)


TEXTS = st.text(st.sampled_from('ab وتةORNT"«»“”()[]:-+*|&،؟. \n'), max_size=12)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.builds(Wish, all=TEXTS, phrase=TEXTS, any=TEXTS, none=TEXTS, title=TEXTS), st.sampled_from(("ar", "en")))
def test_whatever_is_typed_the_parser_finds_nothing_odd(wish: Wish, ui: str) -> None:
    query = written(wish, ui)
    assert parse(query).notes == (), query
