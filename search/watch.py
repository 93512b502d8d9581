"""`python -m search watch FILE`: what came into the archive since the last run, of each search that a file names.

In: a command line. Out: a digest on stdout, in a file or by mail, and an exit code; nothing if nothing is new. Never
here: an article that is left out because it has no date or an old one: new is what is new to the archive. A line that
is no search, and a mail server that takes nothing, are told of once; the other lines are searched, and mail is kept.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from indexer.model.command_line import CommandLine
from indexer.model.errors import Exit, MithaqError, UsageError
from indexer.model.files import write_whole
from indexer.model.notes import note
from indexer.model.settings import Settings, read_settings
from indexer.model.translation import Words
from search.news import Search, new_since
from search.service import SearchService
from search.watching.digest import Digest
from search.watching.outbox import Outbox, server_of
from search.watching.rendering import FORMATS, as_mail, as_rss
from search.watching.saved import read_saved
from search.watching.state import State, read_state, watch_lock, write_state

RSS = "rss"


def main(arguments: Sequence[str]) -> int:
    """Run the command; returns its exit code. Raises MithaqError."""
    options = _parser().parse_args(arguments)
    settings = read_settings()
    if options.data is not None:
        settings = replace(settings, data=options.data)
    _check(options, settings)
    with watch_lock(options.file):
        return int(Watch(settings, options.file, options.ui or settings.language).run(options))


def _check(options: argparse.Namespace, settings: Settings) -> None:
    """Raise UsageError for mail that could never leave."""
    for name in ("smtp_url", "mail_from"):
        if options.mail_to and not getattr(settings, name):
            setting = f"MITHAQ_{name.upper()}"
            raise UsageError(note("--mail-to: the setting %(setting)s is missing", setting=setting))
    for address in options.mail_to:
        if not address.isprintable() or address.count("@") != 1 or " " in address:
            raise UsageError(note("--mail-to %(value)s: is no address of mail", value=address))


class Watch:
    """One run over one file of searches; `ui` is the language of the reader."""

    def __init__(self, settings: Settings, file: Path, ui: str) -> None:
        self._settings, self._file, self._ui = settings, file, ui
        self._outbox = Outbox(file)

    def run(self, options: argparse.Namespace) -> Exit:
        """Find what is new, give it away, and remember it; in this order, so that nothing is lost if one fails."""
        before = read_state(self._file)
        digest, after = self._digest(before)
        for wrong in digest.wrong:
            place = f"{self._file}:{wrong.number}"
            self._tell(Words(self._ui).note(note("%(place)s: %(reason)s", place=place, reason=wrong.reason)))
        self._give(digest, options)
        write_state(self._file, after)
        return self._send(after)

    def _digest(self, before: State) -> tuple[Digest, State]:
        """What is new, and the state that says so."""
        lines = read_saved(self._file, self._settings.site_url)
        service = SearchService(self._settings)
        try:
            with service.lease() as reading:
                now = datetime.now(UTC)
                return new_since(before, lines, Search(reading, self._ui, now.date()), self._file.name, now)
        finally:
            service.close()

    def _give(self, digest: Digest, options: argparse.Namespace) -> None:
        """Write the digest where the command line says, and put the mail into the outbox."""
        if options.out is not None:
            self._write(digest, options.format or "text", options.out)
        elif digest.sections and (options.format or not options.mail_to):
            sys.stdout.write(FORMATS[options.format or "text"](digest, self._ui))
            sys.stdout.flush()
        if digest and options.mail_to:
            sender = self._settings.mail_from
            self._outbox.put([as_mail(digest, self._ui, sender, address) for address in options.mail_to])

    def _write(self, digest: Digest, form: str, out: Path) -> None:
        """Write the file; a feed keeps its older entries, and is there from the first run on."""
        try:
            if form == RSS:
                before = out.read_text(encoding="utf-8") if out.exists() else ""
                if digest.sections or not before:
                    write_whole(out, as_rss(digest, self._ui, before))
            elif digest.sections:
                write_whole(out, FORMATS[form](digest, self._ui))
        except (OSError, UnicodeDecodeError) as error:
            raise MithaqError(note("%(path)s: cannot be written (%(fault)s)", path=out, fault=error)) from error

    def _send(self, state: State) -> Exit:
        """Send what waits; a fault is told of once, until mail goes out again."""
        if not self._settings.smtp_url or not self._outbox.waiting():
            return Exit.DONE
        fault = self._outbox.send(server_of(self._settings))
        if fault is None:
            if state.mail:
                write_state(self._file, replace(state, mail=""))
            return Exit.DONE
        if not state.mail:
            self._tell(Words(self._ui).note(fault))
            write_state(self._file, replace(state, mail=str(fault)))
        return Exit.FAILED

    def _tell(self, sentence: str) -> None:
        print(f"mithaq: {sentence}", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = CommandLine(
        prog="python -m search watch",
        description="Tell what is new to the archive, of each search that a file names.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="addresses of searches, one a line; # begins a comment")
    parser.add_argument("--format", choices=tuple(FORMATS), help="of the digest; text is the default")
    parser.add_argument("--out", type=Path, metavar="PATH", help="write the digest there, and not to stdout")
    parser.add_argument(
        "--mail-to", metavar="ADDRESS", action="append", default=[], help="send the digest there; again for another"
    )
    parser.add_argument("--data", type=Path, metavar="DIR", help="where the index is")
    parser.add_argument("--ui", choices=("ar", "en"), help="language of the digest; by default that of the site")
    return parser
