"""The fifteen jobs of `docs/jobs.md`, walked through with the keyboard alone, in both languages; the numbers of the
document are those that are counted here."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from browsing import Visit
from playwright.sync_api import Page, expect

from app import ROOT

pytestmark = pytest.mark.browser

WORDS = {"ar": "مذكرة تفاهم", "en": "memorandum"}
SINCE = {"ar": "منذ يناير 2019", "en": "since January 2019"}
DOCUMENTS = {"ar": "jobs.ar.md", "en": "jobs.md"}
#: A page has fewer stops of the keyboard.
MOST_STOPS = 320
MOST_STEPS = 4


@dataclass
class Walk:
    """A visitor without a mouse; `steps` are those of the document."""

    page: Page
    ui: str
    steps: int = 0

    def reach(self, selector: str) -> None:
        """Press Tab until what is wanted has the focus."""
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"Tab does not reach {selector} on {self.page.url}")

    def press(self, selector: str, key: str = "Enter") -> None:
        self.reach(selector)
        self.page.keyboard.press(key)
        self.steps += 1

    def write(self, selector: str, words: str) -> None:
        """Words and Enter, which are no step."""
        self.reach(selector)
        self.page.keyboard.type(words)
        self.page.keyboard.press("Enter")

    def open_results(self) -> None:
        self.page.goto(f"{self.page.url.split('/?')[0]}/?q={WORDS[self.ui]}&ui={self.ui}")

    def open_article(self) -> None:
        self.open_results()
        self.page.locator(".hit__title a").first.press("Enter")
        self.page.wait_for_url("**/article/**")


def between_two_countries(walk: Walk) -> None:
    walk.press(".tag--country")
    walk.page.wait_for_url("**/country/**")
    walk.press('.multiples a[href*="/pair/"], .counted a[href*="/pair/"]')
    walk.page.wait_for_url("**/pair/**")
    expect(walk.page.locator(".hit").first).to_be_visible()


def new_about_a_country(walk: Walk) -> None:
    walk.press(".tag--country")
    walk.page.wait_for_url("**/country/**")
    expect(walk.page.locator(".hit").first).to_be_visible()


def when_it_happened(walk: Walk) -> None:
    walk.press(".timeline__bars a")
    expect(walk.page.locator(".chip")).to_have_count(2)


def since_a_month(walk: Walk) -> None:
    walk.write("#when", SINCE[walk.ui])
    expect(walk.page.locator(".chip")).to_have_count(1)
    assert "from=2019-01-01" in walk.page.locator(".take a").first.get_attribute("href")


def of_one_outlet(walk: Walk) -> None:
    walk.press(".hit__source")
    walk.page.wait_for_url("**/outlet/**")


def only_one_country(walk: Walk) -> None:
    walk.press('input[name="country"][value="AE"]', "Space")
    expect(walk.page.locator(".chip")).to_have_count(1)


def all_but_one_country(walk: Walk) -> None:
    walk.press('input[name="not_country"][value="AE"]', "Space")
    expect(walk.page.locator(".chip--without")).to_have_count(1)


def both_bodies(walk: Walk) -> None:
    for chosen in (1, 2):
        walk.press('input[name="agency"]:not(:checked)', "Space")
        expect(walk.page.locator(".chip a, a.chip")).to_have_count(chosen)
    walk.press('input[name="agency_match"]', "Space")
    walk.page.wait_for_url("**agency_match=all**")


def who_with_whom(walk: Walk) -> None:
    walk.press('.found__tools a[href*="/overview"]')
    walk.page.wait_for_url("**/overview**")
    expect(walk.page.locator(".matrix td a").first).to_be_visible()


def into_a_spreadsheet(walk: Walk) -> None:
    with walk.page.expect_download() as file:
        walk.press('.take a[href*="/export.xlsx"]')
    assert file.value.suggested_filename.endswith(".xlsx")


def cite(walk: Walk) -> None:
    walk.press(".cite summary")
    with walk.page.expect_download() as file:
        walk.press('.cite__files a[href*="/cite/ris"]')
    assert file.value.suggested_filename.endswith(".ris")


def where_a_fact_comes_from(walk: Walk) -> None:
    walk.press(".proof:has(a) summary")  # words that a source gave apart from the text lead nowhere
    walk.press(".proof a")
    walk.page.wait_for_function("document.querySelector(':target')")
    expect(walk.page.locator(":target")).to_be_in_viewport()


def next_result(walk: Walk) -> None:
    before = walk.page.url
    walk.press('.neighbours a[rel="next"]')
    walk.page.wait_for_url(lambda url: url != before and "/article/" in url)


def told_what_is_new(walk: Walk) -> None:
    walk.press('.take a[href*="/watch"]')
    walk.page.wait_for_url("**/watch**")


def build_a_search(walk: Walk) -> None:
    walk.press('.hero a[href*="/build"]')
    walk.page.wait_for_url("**/build**")
    walk.write("#build-all", WORDS[walk.ui])
    walk.page.wait_for_url("**q=**")


Job = Callable[[Walk], None]
FROM_ARTICLE: tuple[Job, ...] = (cite, where_a_fact_comes_from, next_result)
#: In the order of the document.
JOBS: tuple[Job, ...] = (
    between_two_countries,
    new_about_a_country,
    when_it_happened,
    since_a_month,
    of_one_outlet,
    only_one_country,
    all_but_one_country,
    both_bodies,
    who_with_whom,
    into_a_spreadsheet,
    cite,
    where_a_fact_comes_from,
    next_result,
    told_what_is_new,
    build_a_search,
)


def promised(ui: str) -> list[int]:
    """The steps of each job, by the document of a language."""
    rows = (ROOT / "docs" / DOCUMENTS[ui]).read_text("utf-8").splitlines()
    return [int(found[1]) for row in rows if (found := re.fullmatch(r"\|.*\| (\d+) \|", row))]


@pytest.mark.parametrize("ui", ["ar", "en"])
@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.__name__)
def test_a_job_is_done_from_the_keyboard(visit: Visit, ui: str, job: Job) -> None:
    walk = Walk(visit.open(f"/?ui={ui}", ui=ui), ui)
    if job in FROM_ARTICLE:
        walk.open_article()
    elif job is not build_a_search:
        walk.open_results()
    job(walk)
    assert walk.steps == promised(ui)[JOBS.index(job)] <= MOST_STEPS


@pytest.mark.parametrize("ui", ["ar", "en"])
def test_the_document_has_every_job(ui: str) -> None:
    assert len(promised(ui)) == len(JOBS) == 15
