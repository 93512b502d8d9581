"""What stands on a page stays where it is while the rest comes.

In the Chromium that people use: the one without windows draws a page with other fonts first even where the page says
that a font is there for its first drawing or not at all.
"""

from collections.abc import Iterator

import pytest
from browsing import CHROMIUM_WITH_WINDOWS, DESK, PHONE, Visit, chromium
from playwright.sync_api import Browser, Playwright

pytestmark = pytest.mark.browser

#: Few words, and many that are explained at length above the results.
WORDS = {
    "ar": (
        "مذكرة تفاهم",
        "Saudi Arabia and the Emirates sign a memorandum on training border officers against trafficking",
    ),
    "en": (
        "memorandum",
        "توقيع مذكرة تفاهم بين السعودية والإمارات لتدريب العاملين على مكافحة الاتجار بالبشر وتهريب المهاجرين",
    ),
}


@pytest.fixture(scope="module")
def with_windows(playwright: Playwright) -> Iterator[Browser]:
    with chromium(playwright, CHROMIUM_WITH_WINDOWS) as browser:
        yield browser


@pytest.mark.parametrize("ui", ["ar", "en"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_nothing_moves_while_a_page_is_loaded(with_windows: Browser, site: str, ui: str, width: int) -> None:
    for words in WORDS[ui]:
        visit = Visit(with_windows, site)
        page = visit.open(f"/?q={words}&ui={ui}", ui=ui, width=width)
        shift = page.evaluate(
            """() => new Promise(done => new PerformanceObserver(list => done(
                list.getEntries().reduce((sum, one) => sum + one.value, 0)))
                .observe({type: "layout-shift", buffered: true}) || setTimeout(() => done(0), 500))"""
        )
        visit.close()
        assert shift < 0.02, words
