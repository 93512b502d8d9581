"""A mail server on loopback that takes what it is told to take."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread


class Mailbox(socketserver.ThreadingTCPServer):
    """`messages` are what came in; a recipient in `refused` is refused."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.messages: list[bytes] = []
        self.refused: set[str] = set()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class Conversation(socketserver.StreamRequestHandler):
    """One session of SMTP (RFC 5321), as far as a client needs it."""

    server: Mailbox

    def handle(self) -> None:
        self._say("220 loopback")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self._say("354 go on")
                self.server.messages.append(b"".join(iter(self.rfile.readline, b".\r\n")))
            if verb == b"RCPT" and any(one in line.decode() for one in self.server.refused):
                self._say("550 no such mailbox")
                continue
            self._say("221 bye" if verb == b"QUIT" else "250 fine")
            if verb == b"QUIT":
                return

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
