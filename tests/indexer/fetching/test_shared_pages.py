"""One page that a sitemap and a source of its own both bring: who has to say that it is gone before it is withdrawn."""

from collections.abc import Callable, Iterator

import pytest

from indexer.archive.items import Change
from indexer.model.source import Source
from tests.indexer.desk import failed

TITLE = "مذكرة تفاهم"
PAGE = (
    f"<!doctype html><html lang='ar'><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>"
    "<p>وقّعت الوزارتان مذكرة تفاهم لمكافحة الاتجار بالأشخاص.</p></article></body></html>"
).encode()
OTHER = PAGE.replace(TITLE.encode(), b"Another page")


class Shared:
    """A sitemap of the page `/a` and of another one, and the page as a source of its own."""

    def __init__(self, desk, site) -> None:
        self.desk = desk
        self.site = site
        self.put(200)
        site.put("/b", OTHER, Content_Type="text/html")
        self.page = Source(url=site.url("/a"), delay=0.0)
        self.sitemap = Source(url=site.url("/sitemap.xml"), delay=0.0)
        self.list("/a", "/b")

    def put(self, status: int) -> None:
        self.site.put("/a", PAGE if status == 200 else b"", status, Content_Type="text/html")

    def list(self, *paths: str, day: str = "2024-04-01") -> None:
        """What the sitemap lists; a page whose day does not change is not asked for again."""
        entries = "".join(f"<url><loc>{self.site.url(p)}</loc><lastmod>{day}</lastmod></url>" for p in paths)
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        self.site.put("/sitemap.xml", f"<urlset xmlns='{space}'>{entries}</urlset>")

    def answer(self, *statuses: int) -> None:
        """What the page answers, one request after the other."""
        answers: Iterator[int] = iter(statuses)

        def write(handler) -> None:
            status = next(answers)
            body = PAGE if status == 200 else b""
            handler.send_response(status)
            handler.send_header("Content-Type", "text/html")
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        self.site.pages["/a"].write = write

    @property
    def is_live(self) -> bool:
        return TITLE in self.desk.live()


@pytest.fixture
def shared(desk, site) -> Shared:
    return Shared(desk, site)


Order = Callable[[Shared], tuple[Source, Source]]
PAGE_FIRST: Order = lambda shared: (shared.page, shared.sitemap)  # noqa: E731
SITEMAP_FIRST: Order = lambda shared: (shared.sitemap, shared.page)  # noqa: E731
orders = pytest.mark.parametrize("order", [PAGE_FIRST, SITEMAP_FIRST], ids=["page first", "sitemap first"])


@orders
def test_what_one_source_says_is_gone_the_other_is_asked_for(shared: Shared, order: Order) -> None:
    sources = order(shared)
    shared.desk.run(*sources)
    assert shared.desk.run(*sources).withdrawn == 0
    shared.put(410)
    withdrawn = [shared.desk.run(*sources).withdrawn for _ in range(3)]
    assert withdrawn == ([1, 0, 0] if order is PAGE_FIRST else [0, 1, 0])
    assert not shared.is_live
    shared.put(200)
    assert shared.desk.run(*sources).changes[Change.RESTORED] == 1
    assert shared.desk.run(*sources).withdrawn == 0
    assert shared.is_live


@orders
def test_a_page_that_the_sitemap_no_longer_lists_is_withdrawn_at_once(shared: Shared, order: Order) -> None:
    sources = order(shared)
    shared.desk.run(*sources)
    shared.list("/b")
    assert shared.desk.run(*sources).withdrawn == 0
    shared.put(410)
    assert shared.desk.run(*sources).withdrawn == 1


@orders
def test_a_sitemap_that_cannot_be_read_keeps_the_page(shared: Shared, order: Order) -> None:
    shared.desk.run(shared.sitemap)
    shared.put(410)
    shared.site.put("/sitemap.xml", status=404)
    sources = order(shared)
    assert [shared.desk.run(*sources).withdrawn for _ in range(2)] == [0, 0]
    assert shared.is_live
    shared.list("/a", "/b")
    assert sum(shared.desk.run(*sources).withdrawn for _ in range(2)) == 1


@orders
@pytest.mark.parametrize("answers", [(200, 410), (410, 200)])
def test_while_one_source_brings_the_page_it_stays(shared: Shared, order: Order, answers: tuple[int, int]) -> None:
    sources = order(shared)
    shared.desk.run(*sources)
    shared.list("/a", "/b", day="2024-04-02")
    shared.answer(*answers)
    assert (shared.desk.run(*sources).withdrawn, shared.is_live) == (0, True)
    shared.answer(*[410] * 4)
    assert sum(shared.desk.run(*sources).withdrawn for _ in range(2)) == 1
    assert not shared.is_live


def test_a_page_stays_while_a_source_that_was_not_asked_still_lists_it(shared: Shared) -> None:
    shared.desk.run(shared.sitemap)
    shared.site.put("/a", PAGE.replace(b"</article>", "<p>ثم صُحّح.</p></article>".encode()), Content_Type="text/html")
    assert shared.desk.run(shared.page).changes == {Change.REVISED: 1}
    shared.put(410)
    assert [shared.desk.run(shared.sitemap, shared.page).withdrawn for _ in range(2)] == [0, 1]


def test_a_page_that_is_back_is_restored_by_the_source_that_was_not_asked(shared: Shared) -> None:
    shared.desk.run(shared.sitemap)
    shared.put(410)
    assert shared.desk.run(shared.page).withdrawn == 1
    shared.put(200)
    assert shared.desk.run(shared.sitemap).changes[Change.RESTORED] == 1


def test_a_withdrawal_that_was_stopped_is_told_by_every_run(shared: Shared) -> None:
    shared.desk.run(shared.sitemap)
    shared.list("/a", "/b", day="2024-04-02")
    shared.put(410)
    shared.desk.withdrawal = 0.3
    for _ in range(4):
        outcome = shared.desk.run(shared.sitemap)
        assert (outcome.withdrawn, len(failed(outcome)), shared.is_live) == (0, 1, True)
    shared.desk.withdrawal = 1.0
    assert shared.desk.run(shared.sitemap).withdrawn == 1
