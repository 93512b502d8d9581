"""The mail of a watch: kept in a folder beside the file of searches until a server takes it.

In: messages. Out: files, one a message, and what the server said. Never here: a message that is lost because a server
is down, or a password in a message or an error.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from indexer.model.errors import MithaqError
from indexer.model.files import sync
from indexer.model.notes import Note, note
from indexer.model.settings import Settings

ENDING = ".waiting"
MESSAGE = ".eml"
TIMEOUT_SECONDS = 30.0
PORTS = {"smtp": 25, "smtps": 465}
STARTTLS = "starttls"


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail goes. `secure`: TLS from the first byte on; otherwise it is begun where the server offers it."""

    host: str
    port: int
    secure: bool = False
    user: str = ""
    password: str = ""


def server_of(settings: Settings) -> Server:
    """The server that the settings name."""
    parts = urlsplit(settings.smtp_url)
    port = parts.port or PORTS[parts.scheme]
    return Server(
        parts.hostname or "", port, parts.scheme == "smtps", unquote(parts.username or ""), settings.smtp_password
    )


class Outbox:
    """The messages that wait beside a file of searches."""

    def __init__(self, file: Path) -> None:
        self.folder = file.with_name(file.name + ENDING)

    def put(self, messages: list[EmailMessage]) -> None:
        """Keep messages until they are sent. Raises MithaqError if they cannot be written."""
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            first = max((int(path.stem) for path in self.waiting()), default=0) + 1
            for number, message in enumerate(messages, first):
                path = self.folder / f"{number:06d}{MESSAGE}"
                unfinished = path.with_suffix(".new")
                unfinished.write_bytes(message.as_bytes(policy=policy.SMTP))
                unfinished.replace(path)
            sync(self.folder)
        except OSError as error:
            raise MithaqError(note("%(path)s: cannot be written (%(fault)s)", path=self.folder, fault=error)) from error

    def waiting(self) -> list[Path]:
        """The messages, the oldest first."""
        return sorted(path for path in self.folder.glob(f"*{MESSAGE}") if path.stem.isdigit())

    def send(self, server: Server) -> Note | None:
        """Send what waits, each message once; what is refused stays. Gives the last fault, None if nothing waits any
        more."""
        fault = None
        try:
            with _connected(server) as connection:
                for path in self.waiting():
                    try:
                        connection.send_message(BytesParser(policy=policy.default).parsebytes(path.read_bytes()))
                        path.unlink()
                    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
                        fault = _fault(server, error)
        except (OSError, smtplib.SMTPException) as error:
            return _fault(server, error)
        return fault


@contextmanager
def _connected(server: Server) -> Iterator[smtplib.SMTP]:
    """A connection on which mail can be sent; a password goes over TLS alone."""
    context = ssl.create_default_context()
    if server.secure:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_SECONDS, context=context)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)
    with connection:
        connection.ehlo_or_helo_if_needed()
        if not server.secure and connection.has_extn(STARTTLS):
            connection.starttls(context=context)
        elif not server.secure and server.user:
            raise smtplib.SMTPNotSupportedError("it offers no TLS, without which no password is sent")
        if server.user:
            connection.login(server.user, server.password)
        yield connection


def _fault(server: Server, error: Exception) -> Note:
    """What the server said, without addresses of people."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        said = "; ".join(f"{code} {_text(text)}" for code, text in error.recipients.values())
    elif isinstance(error, smtplib.SMTPResponseException):
        said = f"{error.smtp_code} {_text(error.smtp_error)}"
    else:
        said = str(error)
    return note(
        "the mail server %(host)s:%(port)s does not take the digest (%(fault)s); the next run sends it again",
        host=server.host,
        port=str(server.port),
        fault=said,
    )


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said
