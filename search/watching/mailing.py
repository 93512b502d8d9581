"""Digests by mail, kept in a folder until a server takes them.

In: a digest as text and HTML. Out: messages, handed to an SMTP server. Never here: a message that is lost because a
server is down: it stays in the folder and is tried again the next time.
"""

import smtplib
import ssl
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

ENDING = ".outbox"
TIMEOUT_SECONDS = 30
TLS_PORT = 465


@dataclass(frozen=True, slots=True)
class Server:
    """An SMTP server. TLS from the beginning on port 465, elsewhere as soon as the server offers it; a name and a
    password are sent over TLS only."""

    host: str
    port: int = 25
    user: str = ""
    password: str = ""


def message(sender: str, to: Sequence[str], subject: str, text: str, html: str, now: datetime) -> EmailMessage:
    """A mail with the digest in both forms."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, ", ".join(to), " ".join(subject.split())
    mail["Date"] = format_datetime(now)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text)
    mail.add_alternative(html, subtype="html")
    return mail


class Outbox:
    """The messages of one file of saved searches that no server took yet."""

    def __init__(self, file: Path) -> None:
        self.folder = file.with_name(file.name + ENDING)

    def put(self, mail: EmailMessage, now: datetime) -> None:
        """Keep a message."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        fresh = self.folder / f"{now:%Y%m%dT%H%M%S%f}.new"
        fresh.write_bytes(mail.as_bytes())
        fresh.rename(fresh.with_suffix(".eml"))

    def send(self, server: Server) -> int:
        """Hand over all messages, the oldest first, and forget each that was taken; returns how many. Raises OSError
        (smtplib.SMTPException is one) at the first that is not."""
        waiting = sorted(self.folder.glob("*.eml")) if self.folder.exists() else []
        if not waiting:
            return 0
        with _connected(server) as connection:
            for path in waiting:
                connection.send_message(BytesParser(policy=SMTP).parsebytes(path.read_bytes()))
                path.unlink()
        with suppress(OSError):
            self.folder.rmdir()
        return len(waiting)


def _connected(server: Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.port == TLS_PORT:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_SECONDS, context=context)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)
    try:
        _secured(connection, server, context)
    except BaseException:
        connection.close()
        raise
    return connection


def _secured(connection: smtplib.SMTP, server: Server, context: ssl.SSLContext) -> None:
    connection.ehlo_or_helo_if_needed()
    if server.port != TLS_PORT and connection.has_extn("starttls"):
        connection.starttls(context=context)
        connection.ehlo()
    elif server.user and server.port != TLS_PORT:
        raise smtplib.SMTPNotSupportedError("the server offers no TLS, so the password was not sent")
    if server.user:
        connection.login(server.user, server.password)
