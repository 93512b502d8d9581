"""A proxy before a node: with TLS, with a password, or with the troubles that a test wants.

The jars of the tests have neither TLS nor users. In: the address of a node. Out: an address of its own.
"""

import base64
import http.client
import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

#: Method, path and the node's answer -> the status and the JSON that the client gets instead; None for the node's own.
Trouble = Callable[[str, str, Any], tuple[int, Any] | None]


class Proxy:
    """`user` and `password` are demanded if given; `trouble` may change answers; while `is_gone` connections end
    without one. `asked` lists the requests."""

    def __init__(self, node: str, user: str = "", password: str = "", tls: ssl.SSLContext | None = None) -> None:
        self.trouble: Trouble | None = None
        self.is_gone = False
        self.asked: list[tuple[str, str]] = []
        self._node = urlsplit(node)
        self._wanted = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode() if user else ""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self._server.server_port}"

    @contextmanager
    def running(self) -> Iterator["Proxy"]:
        """Serve until the context ends."""
        thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        """The status and the body of an answer."""
        self.asked.append((method, path))
        if self._wanted and headers.get("authorization") != self._wanted:
            return 401, b"Unauthorized"
        connection = http.client.HTTPConnection(self._node.hostname or "", self._node.port, timeout=60)
        connection.request(
            method, path, body or None, {"Content-Type": headers.get("content-type", "application/json")}
        )
        found = connection.getresponse()
        status, content = found.status, found.read()
        connection.close()
        changed = self.trouble(method, path, json.loads(content) if content else None) if self.trouble else None
        return (changed[0], json.dumps(changed[1]).encode()) if changed else (status, content)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _do(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if proxy.is_gone:
                    self.close_connection = True
                    return
                names = {name.lower(): value for name, value in self.headers.items()}
                status, content = proxy.answer(self.command, self.path, names, body)
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = _do

            def log_message(self, *_: Any) -> None:
                pass

        return Handler
