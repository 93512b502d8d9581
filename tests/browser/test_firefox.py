"""The layout in Firefox, with and without scripts, on a phone and at a desk.

Firefox is Debian's, driven by WebDriver BiDi. It knows no switch for scripts of one page, so there are two of it: one
with scripts, one without. Where Firefox is missing the tests are skipped, but not in CI.
"""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from browsing import DESK, HEIGHT, LOCALES, PHONE, cut_words, hidden_width, weak_contrasts
from playwright.sync_api import Browser, Page, Playwright

pytestmark = pytest.mark.browser

FIREFOX = os.environ.get("FIREFOX", shutil.which("firefox-esr") or shutil.which("firefox") or "")
WORDS = {"ar": "مذكرة تفاهم", "en": "memorandum"}
LANGUAGES = pytest.mark.parametrize("ui", ["ar", "en"])
WIDTHS = pytest.mark.parametrize("width", [PHONE, DESK])
ADDRESSES = (
    "/",
    "/?q=training&country=AE&country=SA&not_agency=iom",
    "/?q=zzzz&year=2019",
    "/overview",
    "/overview/timeline",
    "/overview/agencies",
    "/overview/pairs",
    "/over-time/country/AE",
    "/pair/AE-TH",
    "/watch?q=training",
    "/feed.atom?q=training",
    "/status",
)
#: Where the title and the first value of a facet stand, for all of them.
FACETS = """[...document.querySelectorAll('.facet')].map(facet => {
    const title = facet.querySelector('legend').getBoundingClientRect();
    const first = [...facet.querySelectorAll('legend ~ *')].find(one => one.checkVisibility()).getBoundingClientRect();
    return {below: first.top - title.bottom, width: first.width};
})"""


def launched(playwright: Playwright, **preferences: Any) -> Browser:
    """Firefox with these preferences. Skips where there is none; CI must have it."""
    if not FIREFOX:
        assert not os.environ.get("CI"), "needs Firefox"
        pytest.skip("needs Firefox: apt-get install firefox-esr, or FIREFOX in the environment")
    return playwright.firefox.launch(channel="moz-firefox", executable_path=FIREFOX, firefox_user_prefs=preferences)


@pytest.fixture(scope="module")
def browsers(playwright: Playwright) -> Iterator[dict[bool, Browser]]:
    """Firefox with scripts (True) and without."""
    made = {script: launched(playwright, **{"javascript.enabled": script}) for script in (True, False)}
    yield made
    for browser in made.values():
        browser.close()


@pytest.fixture
def opened(browsers: dict[bool, Browser], site: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of the language, width and script that the test is asked with, at its first address."""
    asked = request.node.callspec.params
    context = browsers[asked.get("script", True)].new_context(
        base_url=site, viewport={"width": asked["width"], "height": HEIGHT}, locale=LOCALES[asked["ui"]]
    )
    page = context.new_page()
    page.goto(f"/?q={WORDS[asked['ui']]}&ui={asked['ui']}")
    yield page
    context.close()


def press(page: Page, selector: str, key: str) -> None:
    """A key on an element. A click of the driver waits for a frame to be drawn, which only a script can tell."""
    page.locator(selector).focus()
    page.keyboard.press(key)


@LANGUAGES
@WIDTHS
@pytest.mark.parametrize("script", [True, False])
def test_nothing_stands_beyond_the_edge(opened: Page, ui: str, width: int, script: bool) -> None:
    article = opened.locator(".hit__title a").first.get_attribute("href")
    for address in (*ADDRESSES, article):
        opened.goto(f"{address}{'&' if '?' in str(address) else '?'}ui={ui}")
        assert hidden_width(opened) == 0, address


@LANGUAGES
@WIDTHS
@pytest.mark.parametrize("script", [True, False])
def test_the_values_of_a_facet_stand_below_its_title(opened: Page, ui: str, width: int, script: bool) -> None:
    if width == PHONE:
        opened.goto(f"/?q={WORDS[ui]}&ui={ui}#filters")
    facets = opened.evaluate(FACETS)
    assert len(facets) > 5
    assert [facet for facet in facets if facet["below"] < -1 or facet["width"] < 150] == []


@LANGUAGES
@WIDTHS
@pytest.mark.parametrize("script", [False])
def test_filters_apply_by_their_button_without_a_script(opened: Page, ui: str, width: int, script: bool) -> None:
    if width == PHONE:
        press(opened, ".filters__open", "Enter")
    press(opened, 'input[name="country"][value="AE"]', "Space")
    press(opened, ".filters__apply button", "Enter")
    opened.wait_for_selector(".chip")
    assert "country=AE" in opened.url
    assert opened.locator(".chip").count() == 1


@LANGUAGES
@WIDTHS
def test_a_passage_ends_at_a_word(opened: Page, ui: str, width: int) -> None:
    assert opened.locator(".hit__snippet").count() > 5
    assert cut_words(opened) == []


@LANGUAGES
@WIDTHS
@pytest.mark.parametrize("script", [True, False])
def test_the_page_is_set_from_the_side_of_its_language(opened: Page, ui: str, width: int, script: bool) -> None:
    assert opened.evaluate("getComputedStyle(document.body).direction") == ("rtl" if ui == "ar" else "ltr")
    box = opened.locator(".brand").bounding_box()
    assert box
    assert (box["x"] > width / 2) == (ui == "ar")


@LANGUAGES
@pytest.mark.parametrize("width", [DESK])
@pytest.mark.parametrize("script", [True])
def test_a_box_applies_at_once_and_a_bar_leads_to_its_articles(opened: Page, ui: str, width: int, script: bool) -> None:
    opened.locator('input[name="country"][value="AE"]').check()
    opened.wait_for_url("**country=AE**")
    bar = opened.locator(".timeline__bars a").last
    opened.goto(str(bar.get_attribute("href")))
    assert opened.locator(".chip").count() == 3
    assert opened.locator(".hit").count() > 0


@LANGUAGES
@WIDTHS
def test_all_words_stand_out_from_what_is_behind_them(opened: Page, ui: str, width: int) -> None:
    for address in ("/", f"/?q={WORDS[ui]}&country=AE&not_country=KW", "/overview", "/help"):
        opened.goto(f"{address}{'&' if '?' in address else '?'}ui={ui}")
        assert weak_contrasts(opened) == [], address
