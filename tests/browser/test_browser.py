"""The page as a visitor meets it, in headless Chromium over a real index of the sample collection."""

from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import DESK, PHONE, Visit, cut_words, hidden_width, weak_contrasts
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

WORDS = {"ar": "مذكرة تفاهم", "en": "memorandum"}
EMIRATES = {"ar": "الإمارات العربية المتحدة", "en": "United Arab Emirates"}
#: Links, buttons and folds that show less than 24 pixels in one direction (WCAG 2.2, 2.5.8); but the bars of a
#: timeline, which a finger draws over, and for which the fields of days stand as well.
SMALL = """[...document.querySelectorAll('a, button, summary, input:not([type=hidden], [type=checkbox])')]
    .filter(one => one.checkVisibility() && !one.matches('.skip, .timeline__bars a'))
    .filter(one => (({width, height}) => width < 24 || height < 24)(one.getBoundingClientRect()))
    .map(one => `${one.textContent.trim()} in ${one.parentElement.className}`)"""
#: The pages of a journalist's desk beside results and articles.
DESK_PAGES = (
    "/overview",
    "/overview/timeline",
    "/country/AE",
    "/overview/agencies",
    "/overview/pairs",
    "/over-time/country/AE",
    "/feed.atom?q=training",
    "/pair/AE-TH",
    "/build?all=training",
    "/watch?q=training",
    "/values/agency",
)
#: Each two of language, width and scheme meet.
PAIRWISE = [("ar", DESK, "light"), ("ar", PHONE, "dark"), ("en", DESK, "dark"), ("en", PHONE, "light")]
LANGUAGES = pytest.mark.parametrize("ui", ["ar", "en"])


def search(page: Page, words: str) -> None:
    page.locator("#q").fill(words)
    page.locator("#q").press("Enter")
    page.wait_for_url("**/?*q=*")


def dated(address: str) -> str:
    """The day, month or year that a bar of the timeline leads to."""
    return parse_qs(urlsplit(address).query)["from"][0]


def total(page: Page) -> str:
    return page.locator(".found__count").inner_text().split("·")[0].strip()


@LANGUAGES
def test_search_filter_read_and_return_at_a_desk(visit: Visit, ui: str) -> None:
    page = visit.open(f"/?ui={ui}", ui=ui)
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if ui == "ar" else "ltr")
    search(page, WORDS[ui])
    assert page.locator(".hit mark").count() > 0
    everything = total(page)
    page.locator('input[name="country"][value="AE"]').check()
    expect(page.locator(".chip bdi")).to_have_text(EMIRATES[ui])
    expect(page.locator('input[name="country"][value="AE"]')).to_be_focused()
    assert total(page) != everything
    title = page.locator(".hit__title").first.inner_text()
    page.locator(".hit__title a").first.click()
    expect(page.locator("h1")).to_have_text(title)
    assert page.locator(".story mark").count() > 0
    page.locator(".back a").click()
    expect(page.locator("#q")).to_have_value(WORDS[ui])
    page.locator(".chip").click()
    expect(page.locator(".chip")).to_have_count(0)
    assert total(page) == everything


@LANGUAGES
@pytest.mark.parametrize(("width", "script"), [(PHONE, True), (PHONE, False), (DESK, False)])
def test_filters_apply_by_their_button_on_a_phone_and_without_script(
    visit: Visit, ui: str, width: int, script: bool
) -> None:
    page = visit.open(f"/?ui={ui}&q={WORDS[ui]}", ui=ui, width=width, script=script)
    if width == PHONE:
        expect(page.locator('input[name="country"][value="AE"]')).not_to_be_visible()
        page.locator(".filters__open").click()
    page.locator('input[name="country"][value="AE"]').check()
    page.locator('input[name="language"]').first.check()
    page.locator(".filters__apply button").click()
    expect(page.locator(".chip")).to_have_count(2)
    assert "country=AE" in page.url
    page.locator(".chips__clear").click()
    expect(page.locator(".chip")).to_have_count(0)
    expect(page.locator("#q")).to_have_value(WORDS[ui])


def test_a_value_can_be_left_out(visit: Visit) -> None:
    page = visit.open("/?ui=en")
    page.get_by_label("Leave out United Arab Emirates", exact=True).check(force=True)
    expect(page.locator(".chip--without bdi")).to_have_text("United Arab Emirates")
    assert page.locator(".hit").count() > 0
    assert page.locator(".hit", has_text="United Arab Emirates").count() == 0
    page.locator('input[name="country"][value="AE"]').check()
    expect(page.locator(".chip--without")).to_have_count(0)
    expect(page.locator(".chip bdi")).to_have_text("United Arab Emirates")


@pytest.mark.parametrize(
    ("ui", "typed", "label"), [("en", "united arab", EMIRATES["en"]), ("ar", "الامارات", EMIRATES["ar"])]
)
def test_a_completion_leads_to_its_filter_from_the_keyboard(visit: Visit, ui: str, typed: str, label: str) -> None:
    page = visit.open(f"/?ui={ui}", ui=ui)
    box = page.get_by_role("combobox")
    box.fill(typed)
    expect(box).to_have_attribute("aria-expanded", "true")
    option = page.get_by_role("option").filter(has_text=label).first
    expect(option).to_be_visible()
    index = page.get_by_role("option").all_inner_texts().index(option.inner_text())
    for _ in range(index + 1):
        box.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == option.get_attribute("id")
    box.press("Enter")
    expect(page.locator(".chip bdi")).to_have_text(label)


def test_completions_close_and_let_the_words_be_searched(visit: Visit) -> None:
    page = visit.open("/?ui=en")
    box = page.get_by_role("combobox")
    box.fill("dubai")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("Escape")
    expect(page.get_by_role("listbox")).not_to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press("Enter")
    page.wait_for_url("**/?q=dubai*")


@pytest.mark.parametrize(
    ("ui", "typed", "found"), [("en", "dubai POL", "Dubai Police"), ("ar", "شرطه دبى", "شرطة دبي"), ("en", "zzz", None)]
)
def test_a_facet_with_many_values_can_be_searched(visit: Visit, ui: str, typed: str, found: str | None) -> None:
    page = visit.open(f"/?ui={ui}", ui=ui)
    labels = page.locator(".facet--agency .facet__choice:visible bdi")
    page.locator("#find-agency").fill(typed)
    expect(labels).to_have_text([found] if found else [])
    page.locator("#find-agency").press("Enter")
    page.locator("#find-agency").fill("")
    expect(labels).to_have_count(12)


@LANGUAGES
def test_all_chosen_values_can_be_wanted(visit: Visit, ui: str) -> None:
    page = visit.open(f"/?country=AE&country=TH&ui={ui}", ui=ui)
    any_of_them = page.locator(".hit").count()
    page.locator('input[name="country_match"]').check()
    page.wait_for_url("**country_match=all**")
    expect(page.locator('input[name="country_match"]')).to_be_checked()
    assert 0 < page.locator(".hit").count() < any_of_them


@LANGUAGES
@pytest.mark.parametrize("script", [True, False])
def test_all_values_can_be_wanted_before_they_apply_on_a_phone(visit: Visit, ui: str, script: bool) -> None:
    page = visit.open(f"/?q={WORDS[ui]}&ui={ui}#filters", ui=ui, width=PHONE, script=script)
    question = page.locator(".facet--country .facet__all")
    expect(question).not_to_be_visible()
    for value in ("AE", "TH"):
        page.locator(f'input[name="country"][value="{value}"]').check()
    question.locator("input").check()
    page.locator(".filters__apply button").click()
    page.wait_for_url("**country_match=all**")
    assert page.locator(".chip").count() == 2


def test_a_page_that_comes_back_has_the_filters_of_its_search(visit: Visit) -> None:
    page = visit.open("/?q=training&ui=en", width=PHONE)
    page.locator(".filters__open").click()
    page.locator('input[name="country"]').first.check()
    page.locator(".filters__close").click()
    page.locator(".hit__title a").first.click()
    page.go_back()
    assert page.locator('input[name="country"]:checked').count() == 0


@LANGUAGES
def test_without_script_the_values_of_a_facet_stand_below_its_title(visit: Visit, ui: str) -> None:
    page = visit.open(f"/?ui={ui}", ui=ui, script=False)
    for facet in page.locator(".facet").all():
        title, values = facet.locator("legend").bounding_box(), facet.locator("legend ~ :visible").first.bounding_box()
        assert title and values
        assert values["y"] >= title["y"] + title["height"] - 1
        assert values["width"] > 150


def test_a_range_of_dates_narrows_as_a_box_does(visit: Visit) -> None:
    page = visit.open("/?ui=en")
    page.locator("#from").fill("2021-01-01")
    page.locator("#from").dispatch_event("change")
    expect(page.locator(".chip bdi")).to_have_text("1 January 2021")
    assert all("2021" in date for date in page.locator(".hit__meta time").all_inner_texts())


def test_a_submitted_address_has_no_empty_parts(visit: Visit) -> None:
    page = visit.open("/?ui=en")
    search(page, "training")
    assert page.url.endswith("/?q=training&ui=en")


def test_the_other_language_keeps_the_search(visit: Visit) -> None:
    page = visit.open("/?ui=en&q=training&country=AE")
    page.locator(".tongue").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("#q")).to_have_value("training")
    expect(page.locator(".chip bdi")).to_have_text(EMIRATES["ar"])


@LANGUAGES
def test_everything_can_be_done_from_the_keyboard(visit: Visit, ui: str) -> None:
    page = visit.open(f"/?ui={ui}", ui=ui)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type(WORDS[ui])
    page.keyboard.press("Enter")
    page.wait_for_url("**/?*q=*")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.hit__title') !== null"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    expect(page.locator(".story")).to_be_visible()


@LANGUAGES
@pytest.mark.parametrize("width", [320, PHONE, 768, DESK])
def test_nothing_stands_beyond_the_edge(visit: Visit, ui: str, width: int) -> None:
    page = visit.open(f"/?ui={ui}", ui=ui, width=width)
    article = page.locator(".hit__title a").first.get_attribute("href")
    addresses = [
        "/",
        "/?q=training&country=AE&country=SA&not_agency=iom",
        "/?q=zzzz&year=2019",
        "/help",
        "/status",
        *DESK_PAGES,
        article,
        "/nope",
    ]
    for address in addresses:
        page.goto(visit.site + address)
        assert hidden_width(page) == 0, address


ENDLESS = "a" * 150
#: A pasted word without a space, wherever a page shows what was asked for.
PASTED = [
    f"/?q={ENDLESS}",
    f"/?q=%22{ENDLESS}%22&expand=0",
    f"/?q=field:{ENDLESS}&page={ENDLESS}&sort={ENDLESS}&limit={ENDLESS}",
    f"/?agency={ENDLESS}&not_country={ENDLESS}",
    f"/?q=memorandum&source={ENDLESS}&not_source={ENDLESS}&instrument={ENDLESS}&year={ENDLESS}",
    f"/?q=https://news.example.org/{ENDLESS}",
]


@LANGUAGES
@pytest.mark.parametrize("width", [320, 360, DESK])
def test_a_word_without_end_widens_no_page(visit: Visit, ui: str, width: int) -> None:
    page = visit.open(f"/?ui={ui}", ui=ui, width=width)
    article = page.locator(".hit__title a").first.get_attribute("href")
    for address in (*PASTED, f"{article}&q={ENDLESS}", f"{article}&source={ENDLESS}", f"/{ENDLESS}"):
        page.goto(f"{visit.site}{address}{'&' if '?' in address else '?'}ui={ui}")
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        assert hidden_width(page) == 0, address


@LANGUAGES
def test_what_is_tapped_is_large_enough_on_a_phone(visit: Visit, ui: str) -> None:
    page = visit.open(f"/?ui={ui}", ui=ui, width=360)
    article = page.locator(".hit__title a").first.get_attribute("href")
    for address in (
        "/",
        "/?q=MoU+training&country=AE&not_agency=iom",
        "/?q=zzzz&country=AE&expand=0",
        "/help",
        "/status",
        *DESK_PAGES,
        article,
        "/nope",
    ):
        page.goto(visit.site + address)
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        assert page.evaluate(SMALL) == [], address


@pytest.mark.parametrize(("ui", "side"), [("ar", "right"), ("en", "left")])
def test_every_label_of_a_facet_stands_on_the_pages_side(visit: Visit, ui: str, side: str) -> None:
    page = visit.open(f"/?ui={ui}", ui=ui)
    gaps = page.evaluate(
        """side => [...document.querySelectorAll('.facet__choice bdi')].filter(one => one.checkVisibility())
            .map(label => {
            const words = document.createRange();
            words.selectNodeContents(label);
            return Math.abs(words.getBoundingClientRect()[side] - label.getBoundingClientRect()[side]);
        })""",
        side,
    )
    assert len(gaps) > 10
    assert max(gaps) < 1


@LANGUAGES
def test_an_operator_stays_with_its_operand(visit: Visit, ui: str) -> None:
    page = visit.open(f"/help?ui={ui}", ui=ui, width=360)
    lines = page.evaluate(
        """[...document.querySelectorAll('.guide code, .guide .operand')]
            .map(one => [one.textContent, new Set([...one.getClientRects()].map(line => Math.round(line.top))).size])"""
    )
    assert any(words.startswith("-") for words, _ in lines)
    assert [words for words, count in lines if count != 1] == []


@LANGUAGES
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_words_stand_out_from_what_is_behind_them(visit: Visit, ui: str, scheme: str) -> None:
    page = visit.open(f"/?ui={ui}", ui=ui, scheme=scheme)
    article = page.locator(".hit__title a").first.get_attribute("href")
    for address in (
        "/",
        f"/?q={WORDS[ui]}&country=AE&not_country=KW",
        "/help",
        "/status",
        *DESK_PAGES,
        f"{article}&q={WORDS[ui]}",
        "/nope",
    ):
        page.goto(visit.site + address)
        assert weak_contrasts(page) == [], address


def test_chosen_colours_stay(visit: Visit) -> None:
    page = visit.open("/?ui=en", scheme="light")
    toggle = page.get_by_role("button", name="Dark colours")
    expect(toggle).to_have_attribute("aria-pressed", "false")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(toggle).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != ground


@pytest.mark.parametrize(("ui", "side"), [("ar", "right"), ("en", "left")])
def test_the_page_is_set_from_the_side_of_its_language(visit: Visit, ui: str, side: str) -> None:
    page = visit.open(f"/?ui={ui}", ui=ui)
    middle = DESK / 2
    for selector in (".brand", ".filters"):
        box = page.locator(selector).bounding_box()
        assert (box["x"] > middle) == (side == "right"), selector


@pytest.mark.parametrize("ui", ["ar", "en"])
def test_the_faces_of_both_scripts_are_loaded(visit: Visit, ui: str) -> None:
    page = visit.open(f"/?ui={ui}", ui=ui)
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].filter(face => face.status === 'loaded').map(face => face.family)")
    families = {family.strip('"') for family in loaded}
    assert families == {"IBM Plex Sans", "IBM Plex Sans Arabic", "Noto Naskh Arabic", "Source Serif 4"}


@LANGUAGES
@pytest.mark.parametrize("ways", ["mouse", "keyboard"])
def test_a_range_of_time_is_drawn(visit: Visit, ui: str, ways: str) -> None:
    page = visit.open(f"/overview?ui={ui}", ui=ui)
    bars = page.locator(".timeline__bars a")
    first, last = (dated(bar.get_attribute("href") or "") for bar in (bars.first, bars.last))
    assert first and last and first < last
    if ways == "mouse":
        boxes = [bar.locator("path").bounding_box() for bar in (bars.first, bars.last)]
        starts, ends = ({"x": box["x"] + box["width"] / 2, "y": box["y"] + 20} for box in boxes if box)
        page.mouse.move(**starts)
        page.mouse.down()
        page.mouse.move(**ends, steps=5)
        page.mouse.up()
    else:
        bars.last.focus()
        for _ in range(bars.count() - 1):
            page.keyboard.press("Shift+ArrowRight" if ui == "ar" else "Shift+ArrowLeft")
        page.keyboard.press("Enter")
    page.wait_for_url(f"**from={first}&to={last}**")
    expect(page.locator(".chip")).to_have_count(2)


@LANGUAGES
def test_a_bar_leads_to_its_articles_without_a_script(visit: Visit, ui: str) -> None:
    page = visit.open(f"/?q={WORDS[ui]}&ui={ui}", ui=ui, script=False)
    bar = page.locator(".timeline__bars a").last
    address = bar.get_attribute("href")
    assert address
    page.goto(visit.site + address)
    assert page.locator(".chip").count() == 2
    assert page.locator(".hit").count() > 0


@LANGUAGES
def test_the_sheet_of_a_phone_says_how_many_articles_there_would_be(visit: Visit, ui: str) -> None:
    page = visit.open(f"/?q={WORDS[ui]}&ui={ui}", ui=ui, width=PHONE)
    first = page.locator(".hit").first.bounding_box()
    assert first
    assert first["y"] < 400
    page.locator(".filters__open").click()
    button = page.locator(".filters__apply button")
    expect(button).to_be_in_viewport()
    with page.expect_response("**/api/search?*country=AE*") as answered:
        page.locator('input[name="country"][value="AE"]').check()
    expect(button).to_contain_text(str(answered.value.json()["total"]))
    page.keyboard.press("Escape")
    expect(page.locator(".filters")).not_to_be_visible()


@LANGUAGES
def test_five_results_stand_on_one_screen_and_the_count_stays_in_sight(visit: Visit, ui: str) -> None:
    page = visit.open(f"/?q={WORDS[ui]}&ui={ui}", ui=ui)
    bottoms = [box["y"] + box["height"] for hit in page.locator(".hit").all() if (box := hit.bounding_box())]
    assert sum(bottom <= 900 for bottom in bottoms) >= 5
    page.locator(".facet").last.scroll_into_view_if_needed()
    expect(page.locator(".filters__apply button")).to_be_in_viewport()


@LANGUAGES
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_passage_takes_two_lines_and_ends_at_a_word(visit: Visit, ui: str, width: int) -> None:
    for words in WORDS.values():
        page = visit.open(f"/?q={words}&ui={ui}", ui=ui, width=width)
        passages = page.locator(".hit__snippet")
        heights = passages.evaluate_all(
            "all => all.map(one => one.clientHeight / parseFloat(getComputedStyle(one).lineHeight))"
        )
        assert len(heights) > 5
        assert max(heights) < 2.1
        assert cut_words(page) == []


@LANGUAGES
def test_an_article_is_cited_and_its_proofs_lead_to_their_words(visit: Visit, ui: str) -> None:
    page = visit.open(f"/?q={WORDS[ui]}&ui={ui}", ui=ui)
    page.locator(".hit__title a").first.click()
    page.locator(".cite summary").click()
    expect(page.locator("#cite-apa")).to_be_visible()
    expect(page.locator(".neighbours a[rel=next]")).to_be_visible()
    page.locator(".proof summary").first.click()
    proof = page.locator(".proof a").first
    place = (proof.get_attribute("href") or "").split(":~:")[0]
    assert place
    expect(page.locator(place)).to_have_count(1)


@pytest.mark.parametrize(("ui", "words"), [("ar", "قرقاش"), ("en", "Gargash")])
def test_a_similar_article_is_one_step_away_and_says_why(visit: Visit, ui: str, words: str) -> None:
    page = visit.open(f"/?ui={ui}&q={words}", ui=ui, width=PHONE)
    page.locator(".hit__title a").first.click()
    row = page.locator(".similar li").first
    expect(row.locator(".similar__why bdi").first).to_be_visible()
    title = row.locator("h3").inner_text()
    row.locator("h3 a").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("#q")).to_have_value(words)


@pytest.mark.parametrize(
    ("query", "edge"), [("مذكرة language:ar", " 8px 0px"), ("memorandum language:en", " -8px 0px")]
)
@LANGUAGES
def test_where_a_proof_leads_the_edge_is_marked_where_lines_begin(visit: Visit, ui: str, query: str, edge: str) -> None:
    page = visit.open(f"/?q={query}&ui={ui}", ui=ui)
    page.goto(visit.site + (page.locator(".hit__title a").first.get_attribute("href") or "") + "#p1")
    assert edge in page.evaluate("getComputedStyle(document.querySelector(':target')).boxShadow")


@LANGUAGES
@pytest.mark.parametrize("address", ["/overview", "/overview/agencies", "/over-time/country/AE"])
def test_the_heads_of_rows_stay_in_sight_while_the_columns_move(visit: Visit, ui: str, address: str) -> None:
    page = visit.open(f"{address}?ui={ui}", ui=ui, width=PHONE)
    table = page.locator(".matrix__scroll").first
    heads = [table.locator("tr > :first-child").first, table.locator("tbody th").first]
    moved = table.locator("tbody td").first
    places = [one.bounding_box() for one in (*heads, moved)]
    table.evaluate("table => table.scrollBy(document.dir === 'rtl' ? -60 : 60, 0)")
    *kept, other = [one.bounding_box() for one in (*heads, moved)]
    assert kept == places[:2]
    assert other != places[2]


@LANGUAGES
def test_further_values_come_when_they_are_asked_for(visit: Visit, ui: str) -> None:
    page = visit.open(f"/?ui={ui}", ui=ui)
    rows = page.locator(".facet--agency .facet__choice:visible")
    before = rows.count()
    page.locator(".facet--agency .facet__more a").click()
    expect(rows).not_to_have_count(before)
    assert rows.count() > before


@pytest.mark.parametrize(("ui", "width", "scheme"), PAIRWISE)
def test_axe_finds_nothing_on_any_page(browser: Browser, site: str, ui: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page, axe = context.new_page(), Axe()
    page.goto(f"{site}/?ui={ui}")
    article = page.locator(".hit__title a").first.get_attribute("href")
    found = {}
    for address in (
        "/",
        f"/?q={WORDS[ui]}&country=AE",
        f"/?q={WORDS[ui]}#filters",
        "/?q=zzzz",
        "/about",
        "/help",
        "/status",
        "/country/ZZ",
        *DESK_PAGES,
        article,
    ):
        page.goto(site + str(address))
        violations = axe.run(page).response["violations"]
        found |= {(address, one["id"]): one["nodes"][0]["html"] for one in violations}
    context.close()
    assert found == {}
