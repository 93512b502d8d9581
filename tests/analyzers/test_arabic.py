"""The Arabic stemmer, rule by rule: words that must meet, words that must not."""

import pytest

from analyzers.affixes import INNER, OUTER, PROCLITICS, Suffix
from analyzers.arabic import SHORTEST_STEM, ArabicStemmer
from analyzers.folding import fold
from analyzers.lexicon import Lexicon

SHIPPED = ArabicStemmer(Lexicon.shipped())


def stem(word: str) -> str:
    return SHIPPED.stem(fold(word))


@pytest.mark.parametrize(
    "words",
    [
        "تعاون التعاون وتعاون والتعاون بالتعاون للتعاون وبالتعاون تعاونها تعاونهم تعاونا تعاوني تعاونية",
        "وزير الوزير ووزير وزيرة وزراء الوزراء والوزراء لوزراء وزراؤها",
        "وزارة الوزارة ووزارة بوزارة لوزارة وزارات وزارتها وزاري الوزارية",
        "مذكرة المذكرة مذكرات ومذكرات المذكرات بمذكرة والمذكرة للمذكرات مذكراتهما",
        "ضحية الضحية ضحايا الضحايا لضحايا للضحايا وضحايا ضحاياها بالضحايا",
        "اتفاقية والاتفاقية اتفاقيات الاتفاقيات بالاتفاقية للاتفاقية اتفاق الاتفاق اتفاقا اتفاقياتها",
        "ورشة ورش الورشة الورش وورش بورشة",
        "لبنان ولبنان بلبنان للبنان لبناني اللبنانية واللبنانيين",
        "البحرين بالبحرين والبحرين للبحرين البحريني بحرينية",
        "عمان وعمان العماني العمانية عمانيين",
        "إلغاء الغاء الإلغاء بإلغاء إلغاؤها",
        "ألمانيا المانيا الألماني ألمانية بألمانيا لألمانيا",
        "إلكتروني الإلكتروني إلكترونية الكترونية",
        "حماية الحماية حمايتهم لحماية وحماية",
        "مسؤول المسؤول مسؤولون مسؤولين المسؤولين مسؤولينا",
        "برنامج برامج البرامج ببرنامج برنامجا وبرامج لبرامج",
        "مشروع مشاريع المشروع مشروعات بمشاريع",
        "قانون القانون قوانين بقانون قانوني القانونية قوانينها",
        "دولة دول الدول دولتين لدول",
        "امرأة نساء النساء المرأة للمرأة",
        "سعودي السعودية سعوديين السعوديون والسعودية بالسعودية",
        "اجتماع اجتماعات الاجتماع واجتماع باجتماع اجتماعهما",
        "سلطة سلطات السلطات للسلطات سلطاته",
        "لافت لافتة اللافتة لافتات",
        "باقي الباقين باقون",
        "شركة شركته شركتها الشركتين شركات",
        "معاون معاونة بمعاونة المعاونين معاونوه",
        "قضية قضايا قضاياه قضاياها القضايا",
        "وزير وزراء وزراؤه وزرائه وزراءه",
        "مفتش مفتشو مفتشون مفتشين المفتشون",
        "خريج خريجو خريجون خريجين",
        "عضو وعضوات عضوات أعضاء أعضائه",
        "شرطة الشرطة شرطي شرطية شرطيات شرطيون شرطتها",
        "وطني الوطنية وطنيون وطنيا",
        "عامل عمال العمالية العمالة وللعمال",
        "آخر آخرون الآخرين",
        "أبو بأبو وأبو",
    ],
)  # fmt: skip
def test_words_that_meet(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("لبنان", "لبن"),
        ("البحرين", "بحر"),
        ("البحرين", "بحري"),
        ("عمان", "عم"),
        ("تعاون", "عون"),
        ("وزير", "زير"),
        ("وزارة", "زار"),
        ("وفد", "فد"),
        ("لجنة", "جنة"),
        ("كتاب", "تاب"),
        ("بيان", "بي"),
        ("والدة", "دة"),
        ("إلغاء", "غاء"),
        ("التزام", "تزام"),
        ("ألمانيا", "مانيا"),
        ("المتهم", "ألم"),
        ("قانون", "قان"),
        ("مليون", "مل"),
        ("بداية", "بدا"),
        ("امرأة", "أمر"),
        ("جمعية", "جمعة"),
        ("تجارة", "تاجر"),
        ("مدني", "مدينة"),
        ("معاون", "معا"),
        ("تباين", "تبا"),
        ("شرطة", "شرط"),
        ("وطنية", "وطن"),
        ("محافظة", "محفظة"),
        ("تجارة", "تجار"),
        ("هرمون", "هرم"),
        ("يوليو", "يولي"),
    ],
)
def test_words_that_stay_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize("row", PROCLITICS, ids=lambda row: row.letter)
def test_a_proclitic_is_cut_only_before_an_attested_word(row) -> None:
    rest = "ينفرجق" if row.before else "طنفرجق"
    knowing = ArabicStemmer(Lexicon(counts={rest: 5}))
    assert knowing.stem(row.letter + rest) == rest
    assert ArabicStemmer(Lexicon()).stem(row.letter + rest) == row.letter + rest


def test_a_proclitic_is_kept_where_the_rest_is_rarer_than_the_word() -> None:
    assert ArabicStemmer(Lexicon(counts={"فلطج": 1000, "لطج": 2})).stem("فلطج") == "فلطج"


def test_a_known_word_keeps_its_first_letter_whatever_the_rest() -> None:
    lexicon = Lexicon(counts={"فلطج": 10, "لطج": 1000}, known=frozenset({"فلطج"}))
    assert ArabicStemmer(lexicon).stem("فلطج") == "فلطج"


@pytest.mark.parametrize("row", (*OUTER, *INNER), ids=lambda row: row.ending)
def test_every_ending_is_cut_where_its_row_allows(row: Suffix) -> None:
    rest = "ضغطجق"[: max(row.shortest, SHORTEST_STEM)]
    stemmer = ArabicStemmer(Lexicon(counts={rest + ending: 5 for ending in row.proof or ("",)}))
    assert stemmer.stem(rest + row.ending) == rest + row.instead


@pytest.mark.parametrize(
    "row", [row for row in (*OUTER, *INNER) if row.free > row.shortest], ids=lambda row: row.ending
)
def test_an_ending_that_needs_evidence_is_kept_without_it(row: Suffix) -> None:
    rest = "ضغطجق"[: row.shortest]
    assert ArabicStemmer(Lexicon()).stem(rest + row.ending).startswith(rest + row.ending[:1])


@pytest.mark.parametrize("ending", ["ون", "ين"])
def test_the_plural_before_a_noun_needs_a_plural_no_rarer(ending: str) -> None:
    assert ArabicStemmer(Lexicon(counts={"ضغطجو": 5, "ضغطج" + ending: 5})).stem("ضغطجو") == "ضغطج"
    assert ArabicStemmer(Lexicon(counts={"ضغطجو": 5, "ضغطج" + ending: 4})).stem("ضغطجو") == "ضغطجو"
    assert ArabicStemmer(Lexicon(counts={"ضغطجو": 5, "ضغطج": 50})).stem("ضغطجو") == "ضغطجو"


def test_a_short_rest_proves_a_plural_only_where_it_is_no_rarer() -> None:
    assert ArabicStemmer(Lexicon(counts={"ضغطون": 5, "ضغط": 5})).stem("ضغطون") == "ضغط"
    assert ArabicStemmer(Lexicon(counts={"ضغطون": 5, "ضغط": 4})).stem("ضغطون") == "ضغطون"


def test_no_plural_ending_follows_an_alef() -> None:
    assert ArabicStemmer(Lexicon(counts={"ضغطا": 50})).stem("ضغطاون") == "ضغطاون"


def test_a_plural_of_three_letters_proves_the_conjunction_only() -> None:
    stemmer = ArabicStemmer(Lexicon(known=frozenset({"ضغط"})))
    assert stemmer.stem("وضغطات") == "ضغط"
    assert stemmer.stem("فضغطات") == "فضغط"


@pytest.mark.parametrize(
    ("word", "skeleton"),
    [
        ("أمراض", "مرض"),
        ("مرض", "مرض"),
        ("مناطق", "منطق"),
        ("منطقة", "منطق"),
        ("جد", None),
        ("وال", None),
        ("مهاجر", "مهجر"),
        ("شهور", "شهر"),
        ("أشهر", "شهر"),
    ],
)
def test_skeleton(word: str, skeleton: str | None) -> None:
    stemmer = ArabicStemmer(Lexicon())
    assert stemmer.skeleton(stemmer.stem(fold(word))) == skeleton
