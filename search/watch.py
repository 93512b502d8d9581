"""`python -m search watch FILE`: what is new in saved searches, for cron.

In: a file of saved searches, and the state beside it. Out: a digest on stdout, in a file or by mail; wrong lines and
failures on stderr. Never here: anything new that is told twice, or lost because a server is down.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from indexer.model.errors import Exit, UsageError
from indexer.model.notes import Note, note
from indexer.model.settings import Settings
from indexer.model.translation import Words
from search.parameters import read_parameters
from search.reading import Reading
from search.service import SearchService
from search.watching.digests import FORMATS, Digest, News, as_html, as_text
from search.watching.mailing import Outbox, Server, message
from search.watching.saved import Saved, Wrong, read_saved
from search.watching.state import State, load, save

#: Articles of one search that a digest lists; the others are counted.
LISTED = 50
PAGE_SIZE = 10


def watch(arguments: Sequence[str], settings: Settings, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> int:
    """Run the command; returns its exit code. Raises MithaqError."""
    options = _parser().parse_args(arguments)
    if options.data is not None:
        settings = replace(settings, data=options.data)
    return _Run(options, settings, now()).run()


class _Run:
    """One run over one file."""

    def __init__(self, options: argparse.Namespace, settings: Settings, now: datetime) -> None:
        self.options = options
        self.settings = settings
        self.now = now
        self.words = Words(options.ui)
        self.outbox = Outbox(options.file)
        self.is_wrong = False

    def run(self) -> int:
        """Read, search, write, and remember."""
        searches = self._searches()
        state = load(self.options.file)
        service = SearchService(self.settings)
        try:
            with service.lease() as reading:
                digest = [] if state.seen is None else self._news(reading, searches, state)
                after = state.after(reading.ids(), reading.generation())
        finally:
            service.close()
        if digest:
            self._write(digest)
        save(self.options.file, after)
        return self._sent(after) or (Exit.REJECTED if self.is_wrong else Exit.DONE)

    def _searches(self) -> list[Saved]:
        file = self.options.file
        try:
            text = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(note("%(file)s: cannot be read: %(reason)s", file=file, reason=error)) from error
        found = []
        for one in read_saved(text):
            if isinstance(one, Wrong):
                self._tell_line(one)
            else:
                found.append(one if one.site else replace(one, site=self.settings.site_url.rstrip("/")))
        return found

    def _tell_line(self, wrong: Wrong) -> None:
        self.is_wrong = True
        values = {"file": self.options.file, "number": wrong.number, "reason": wrong.reason}
        self._tell(note("%(file)s:%(number)s: %(reason)s", **values))

    def _tell(self, said: Note) -> None:
        print(f"mithaq: {self.words.note(said)}", file=sys.stderr)

    def _news(self, reading: Reading, searches: Sequence[Saved], state: State) -> Digest:
        """What each search has that is new; searches without anything new are left out."""
        if state.generation == reading.generation():
            return []
        found = []
        for saved in searches:
            parameters, _ = read_parameters(
                saved.values, page_size=PAGE_SIZE, ui=self.options.ui, today=self.now.date()
            )
            new = reading.chosen(parameters, state.is_new, LISTED)
            if new.total:
                found.append(News(saved, new.total, new.records))
        return found

    def _write(self, digest: Digest) -> None:
        options = self.options
        if options.to:
            text, html = as_text(digest, self.words, self.now), as_html(digest, self.words, self.now)
            total = sum(news.total for news in digest)
            subject = self.words.ngettext("%(count)s new article", "%(count)s new articles", total) % {"count": total}
            self.outbox.put(message(options.sender, options.to, subject, text, html, self.now), self.now)
            return
        written = FORMATS[options.format](digest, self.words, self.now)
        if options.out is None:
            sys.stdout.write(written)
        else:
            options.out.write_text(written, encoding="utf-8")

    def _sent(self, state: State) -> int:
        """Hand over what waits; a failure is told once, until it has ended."""
        if not self.options.to:
            return 0
        try:
            self.outbox.send(self._server())
        except OSError as error:
            if not state.told:
                self._tell(
                    note(
                        "the mail could not be sent (%(reason)s); it is kept in %(folder)s and tried again next time",
                        reason=error,
                        folder=self.outbox.folder,
                    )
                )
                save(self.options.file, replace(state, told=True))
            return Exit.FAILED
        if state.told:
            save(self.options.file, replace(state, told=False))
        return 0

    def _server(self) -> Server:
        host, _, port = self.options.smtp.rpartition(":")
        if not host or not port.isdigit():
            raise UsageError(note("--smtp %(value)s: must be host:port", value=self.options.smtp))
        if self.options.login is None:
            return Server(host, int(port))
        try:
            user, password = self.options.login.read_text(encoding="utf-8").split(maxsplit=1)
        except (OSError, ValueError) as error:
            raise UsageError(
                note("%(file)s: cannot be read: %(reason)s", file=self.options.login, reason=error)
            ) from error
        return Server(host, int(port), user, password.strip())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m search watch", description="Tell what came into the collection that saved searches find."
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="saved searches, one a line: a name and an address")
    parser.add_argument("--format", choices=sorted(FORMATS), default="text", help="how the digest is written")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write it there; nothing new leaves it as it is")
    parser.add_argument("--to", metavar="ADDRESS", action="append", default=[], help="mail it; again for another")
    parser.add_argument("--sender", metavar="ADDRESS", default="mithaq@localhost", help="who sends the mail")
    parser.add_argument("--smtp", metavar="HOST:PORT", default="localhost:25", help="the mail server")
    parser.add_argument("--login", type=Path, metavar="FILE", help="a file with a name and a password for the server")
    parser.add_argument("--data", type=Path, metavar="DIR", help="where the index is")
    parser.add_argument("--ui", choices=("ar", "en"), default="en", help="the language of the digest")
    return parser
