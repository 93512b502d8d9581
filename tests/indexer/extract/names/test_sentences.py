"""The countries of one sentence, as the text and as the title of an article: parties, and words that are no country."""

from collections.abc import Callable

import pytest

from indexer.extract.names.names import NameIndex
from indexer.extract.names.reading import read
from indexer.model.article import Article

#: (sentence, codes of the countries that it is about)
SENTENCES = [
    ("وقعت دولة الكويت اتفاقية مع مملكة البحرين", "KW BH"),
    ("وقعت البحرين وعمان مذكرة تفاهم", "BH OM"),
    ("وفد تايلاندي يزور مراكز إيواء", "TH"),
    ("الإمارات وتايلاند تبحثان مكافحة الاتجار بالبشر", "AE TH"),
    ("مباحثات سعودية قطرية في الرياض", "SA QA"),
    ("وزير الداخلية البحريني يستقبل السفير الأمريكي", "BH US"),
    ("سلطنة عمان وجمهورية إندونيسيا توقعان مذكرة تفاهم", "OM ID"),
    ("اجتماع اللجنة المشتركة بين الأردن ومصر", "JO EG"),
    ("بحث وزير العدل القطري مع نظيره المغربي سبل التعاون", "QA MA"),
    ("الكويت والفلبين توقعان اتفاقا لحماية العمالة المنزلية", "KW PH"),
    ("اتفاقية تعاون أمني بين المملكة العربية السعودية وجمهورية العراق", "SA IQ"),
    ("تعاون تونسي ليبي في مكافحة تهريب المهاجرين", "TN LY"),
    ("وفد من بنغلاديش يزور الدوحة", "BD QA"),
    ("عمّان تستضيف ورشة عمل حول ضحايا الاتجار", "JO"),
    ("مسقط تستضيف اجتماع اللجان الوطنية الخليجية", "OM"),
    ("وللإمارات وللبحرين تجربة رائدة", "AE BH"),
    ("شرطة دبي تدرب ضباطا من السنغال", "AE SN"),
    ("لبنان: ورشة عمل عن حماية الضحايا", "LB"),
    ("المغرب وإسبانيا يعززان التعاون القضائي", "MA ES"),
    ("افتتاح مركز إيواء جديد لضحايا العنف", ""),
    ("إيواء الضحايا ورعايتهم أولوية للجميع", ""),
    ("مراكز إيواء للنساء والأطفال", ""),
    ("نصف قطر الدائرة عشرة أمتار", ""),
    ("موعد أذان المغرب اليوم", ""),
    ("الأزمة المالية تضغط على الأسر", ""),
    ("منشورات توعية باللغات الإنجليزية والروسية والصينية", ""),
    ("ترجمة الكتيب إلى الأردية والهندية والفرنسية", ""),
    ("Kuwait and Oman signed an agreement", "KW OM"),
    ("UAE, Thailand hold talks", "AE TH"),
    ("Bahrain signs a memorandum with the Kingdom of Saudi Arabia", "BH SA"),
    ("A Thai delegation visits shelters", "TH"),
    ("Jordan and Egypt discuss labour migration", "JO EG"),
    ("The Sultanate of Oman hosted Indonesian officers", "OM ID"),
    ("Qatari minister meets Philippine ambassador", "QA PH"),
    ("Abu Dhabi and Manila agree on domestic workers", "AE PH"),
    ("Amman and Cairo sign extradition treaty", "JO EG"),
    ("Georgia and Turkey open a border crossing", "GE TR"),
    ("U.S., Saudi Arabia launch joint programme", "US SA"),
    ("Chad and Niger agree to joint patrols", "TD NE"),
    ("Michael Jordan opened a school", ""),
    ("Atlanta, Georgia, police rescue victims", "US"),
    ("Roast turkey was served to the guests", ""),
    ("The hotline answers in Hindi, Urdu, Russian and Chinese", ""),
    ("Leaflets were printed in Thai and Indonesian", ""),
    ("Ms. Jordan thanked the volunteers", ""),
    ("Chad Brown and Jordan Miller trained the officers", ""),
    ("India Evans chairs the committee in Jordan", "JO"),
    ("Jordan, Wilson said, will host the training", "JO"),
    ("Tea was poured into china cups", ""),
    ("She speaks French and German", ""),
    ("The shelter opened in Georgia, a state in the south of the U.S.", "US"),
    ("Turkey breast and rice for all", ""),
    ("Turkish and Greek police arrest smugglers", "TR GR"),
    ("UAE-India joint committee meets", "AE IN"),
    ("Saudi-Yemeni coordination council convenes", "SA YE"),
    ("الإمارات - الهند: اجتماع اللجنة المشتركة", "AE IN"),
    ("القمة الأردنية - العراقية - المصرية", "JO IQ EG"),
    ("Memorandum between the Ministry of Interior of Bahrain and the Ministry of Interior of Kuwait", "BH KW"),
    ("مذكرة تفاهم بين وزارة الداخلية في البحرين ووزارة الداخلية في الكويت", "BH KW"),
    ("in Thai waters the two navies of Vietnam and Malaysia met", "TH VN MY"),
    ("الشرطة اليونانية توقف مهربين", "GR"),
    ("تحدث الخبير باللغة الفرنسية", ""),
    ("حملة توعية في عشر لغات بينها الصينية والروسية", ""),
]


@pytest.mark.parametrize("field", ["text", "title"])
@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_what_a_sentence_is_about(extract: Callable[..., Article], field: str, sentence: str, expected: str) -> None:
    article = extract(**{"text": "", field: sentence})
    assert set(article.primary_countries()) == set(expected.split())


def test_two_parties_make_a_pair(extract: Callable[..., Article]) -> None:
    assert extract("UAE, Thailand hold talks").party_pairs() == (("AE", "TH"),)


@pytest.mark.parametrize(
    ("text", "about", "pairs"),
    [
        ("VIENNA, Dec 10 (KUNA) -- Kuwait signed a memorandum with the United Nations.", "AT KW", ()),
        ("فيينا في 10 ديسمبر/ وام / وقعت دولة الإمارات مذكرة مع الأمم المتحدة.", "AT AE", ()),
        ("VIENNA, Dec 10 (KUNA) -- Kuwait and Austria signed a memorandum.", "AT KW", (("AT", "KW"),)),
        ("KUWAIT, Dec 10 (KUNA) -- The ambassador of Oman signed a memorandum.", "KW OM", (("KW", "OM"),)),
        ("الرياض في 10 ديسمبر/ واس / بحثت سلطنة عمان مع الوزارة سبل التعاون.", "SA OM", (("SA", "OM"),)),
        ("MANAMA, Dec 10 -- Kuwait signed a memorandum.", "BH KW", (("BH", "KW"),)),
    ],
)
def test_a_place_abroad_that_an_outlet_reports_from_is_no_party(
    extract: Callable[..., Article], text: str, about: str, pairs: tuple[tuple[str, str], ...]
) -> None:
    article = extract(text)
    assert set(article.primary_countries()) == set(about.split())
    assert article.party_pairs() == pairs


def test_parties_come_in_order_of_appearance(extract: Callable[..., Article]) -> None:
    assert extract("شرطة عمان السلطانية تستقبل وفدا من البحرين").party_pairs() == (("OM", "BH"),)


def test_a_signature_sentence_makes_its_parties_primary(extract: Callable[..., Article]) -> None:
    article = extract(
        "وقعت الوزارة الكويتية اتفاقا مع بنغلاديش في مقرها. " + "وتحدث الخبراء عن الإيواء. " * 20, "تعاون جديد"
    )
    assert article.primary_countries() == ("KW", "BD")
    assert article.countries[1].evidence[0].rule == "country in signature sentence"


TALKS = "The experts spoke of shelters and of the protection of victims in the years to come. " * 4


@pytest.mark.parametrize(
    ("title", "text", "zone"),
    [
        ("", "The experts of all bodies " + "and of all ministries " * 6 + "came to Kuwait.", "first sentence"),
        ("", "The experts of all bodies " + "and of all ministries " * 5 + "came to Kuwait.", "opening"),
        ("Experts speak", "They spoke. They spoke of " + "care and " * 26 + "of Kuwait.", "lead"),
        ("Experts speak", "They spoke. They spoke of " + "care and " * 30 + "of Kuwait.", "body"),
    ],
)
def test_a_headline_has_30_words_and_a_lead_60(
    extract: Callable[..., Article], title: str, text: str, zone: str
) -> None:
    (kuwait,) = extract(f"{text} {TALKS}", title).countries
    assert kuwait.evidence[0].rule == f"country in {zone}"


@pytest.mark.parametrize(
    "text",
    [
        "U.S. officials and Dr. Sami of the U.N. met J. Smith. They agreed",
        "التقى د. سامي وفدا رسميا. واتفق الجانبان",
        "They met at No. 5. They agreed",
    ],
)
def test_a_stop_that_shortens_a_word_ends_no_sentence(name_index: NameIndex, text: str) -> None:
    assert len(read("", text, name_index).text.sentences) == 2
