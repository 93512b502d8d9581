"""A visitor's browser: headless Chromium on one site, with everything that it complains about written down."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from socket import SHUT_RDWR
from threading import Thread

import waitress
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright

from app import create_app
from indexer.__main__ import main
from indexer.model.errors import Exit
from indexer.model.settings import Settings, seeds_directory
from search.service import SearchService

CHROMIUM_WITH_WINDOWS = os.environ.get("CHROMIUM", "/usr/bin/chromium")
#: The one without windows, where it is installed: it takes about half of the processor time.
CHROMIUM = shutil.which("chromium-headless-shell") or CHROMIUM_WITH_WINDOWS
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--font-render-hinting=none",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HEIGHT = 900
PHONE, DESK = 390, 1280
LOCALES = {"ar": "ar-AE", "en": "en-GB"}
CONTRAST = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")
#: Words of passages that run past the last line, or stand where the dots of a passage do that goes on.
CUT_WORDS = """() => [...document.querySelectorAll('.hit__snippet')].flatMap(passage => {
    const box = passage.getBoundingClientRect(), back = getComputedStyle(passage).direction === 'rtl';
    const nodes = [], walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT), range = document.createRange();
    while (walker.nextNode()) nodes.push(walker.currentNode);
    const words = nodes.flatMap(node => [...node.data.matchAll(/\\S+/g)].map(word => {
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        return {word: word[0], places: [...range.getClientRects()]};
    }));
    const middle = ({top, bottom}) => (top + bottom) / 2;
    const goesOn = words.some(({places}) => places.some(place => middle(place) > box.bottom));
    const last = box.bottom - parseFloat(getComputedStyle(passage).lineHeight);
    return words.filter(({places}) => places.some(place => middle(place) < box.bottom && (
        place.bottom > box.bottom + 4 || (goesOn && middle(place) > last
            && (back ? place.left < box.left + 8 : place.right > box.right - 8))))).map(({word}) => word);
})"""
#: More than the browsers of all tests hold open at once.
CONNECTIONS = 2000


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve an application on a free loopback port; gives its address. At the end connections are cut that browsers
    hold: Firefox keeps those of closed pages for two minutes, and a test that failed may leave a page open."""
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4, connection_limit=CONNECTIONS)
    thread = Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.close()
        for channel in list(server.active_channels.values()):
            with suppress(OSError):  # the browser was faster
                channel.socket.shutdown(SHUT_RDWR)
        thread.join()


@contextmanager
def serving_sample(data: Path) -> Iterator[str]:
    """Serve an index of the sample collection, built in a folder; gives its address."""
    seeds = seeds_directory()
    assert main(["reindex", "--source", str(seeds / "articles"), "--data", str(data), "--quiet"]) == Exit.DONE
    settings = Settings(seeds=seeds, data=data)
    service = SearchService(settings)
    with serving(create_app(settings, service)) as address:
        yield address
    service.close()


@contextmanager
def chromium(playwright: Playwright, program: str) -> Iterator[Browser]:
    """A headless Chromium."""
    browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
    yield browser
    browser.close()


@dataclass
class Visit:
    """One visitor at one site. `complaints` are errors of scripts, of the console and of the content policy."""

    browser: Browser
    site: str
    complaints: list[str] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)

    def open(
        self, address: str, *, ui: str = "en", width: int = DESK, scheme: str = "light", script: bool = True
    ) -> Page:
        context = self.browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            locale=LOCALES[ui],
            color_scheme=scheme,
            java_script_enabled=script,
        )
        page = context.new_page()
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(self.site + address)
        self.pages.append(page)
        return page

    def close(self) -> None:
        for page in self.pages:
            page.context.close()

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "status of 404" not in message.text:
            self.complaints.append(message.text)


def hidden_width(page: Page) -> int:
    """Pixels of the page that stand beyond the window's edge."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def cut_words(page: Page) -> list[str]:
    """Words of the passages of results that are shown in part."""
    return page.evaluate(CUT_WORDS)


def weak_contrasts(page: Page) -> list[str]:
    """Visible words whose colour differs from what is behind them by less than WCAG 2.2 AA asks."""
    return page.evaluate(CONTRAST)
