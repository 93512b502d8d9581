"""One site of the sample collection and one Chromium for all tests in a browser."""

from collections.abc import Iterator

import pytest
from browsing import CHROMIUM, Visit, chromium, serving_sample
from playwright.sync_api import Browser, Playwright, sync_playwright


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with the sample collection."""
    with serving_sample(tmp_path_factory.mktemp("site") / "data") as address:
        yield address


@pytest.fixture(scope="session")
def playwright(site: str) -> Iterator[Playwright]:
    """The driver, ended before the site is."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with chromium(playwright, CHROMIUM) as browser:
        yield browser


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Visit]:
    """A visitor to whom the browser shows no error of a script, of the console or of the content policy."""
    visit = Visit(browser, site)
    yield visit
    visit.close()
    assert visit.complaints == []
