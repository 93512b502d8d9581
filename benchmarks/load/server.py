"""The page in processes of its own, as an operator starts it: `python -m app`.

In: a data directory, a number of processes. Out: a `Server`. Never here: a process that outlives the context.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from socket import socket

from benchmarks.load.clients import HOST

ROOT = Path(__file__).parents[2]
SECONDS_TO_STOP = 20
READY = re.compile("Mithaq is at ")


@dataclass(frozen=True, slots=True)
class Server:
    """The port of loopback that it listens on, and the session of its processes."""

    port: int
    session: int


@contextmanager
def serving(data: Path, processes: int) -> Iterator[Server]:
    """A server of so many processes over the directory. All of them are ended with the context."""
    with socket() as free:
        free.bind((HOST, 0))
        port = int(free.getsockname()[1])
    settings = {
        "MITHAQ_DATA": str(data),
        "MITHAQ_HOST": HOST,
        "MITHAQ_PORT": str(port),
        "MITHAQ_PROCESSES": str(processes),
        "MITHAQ_RATE_LIMITS": "off",
        "MITHAQ_TRUSTED_PROXIES": HOST,
    }
    command = [sys.executable, "-m", "app"]
    with subprocess.Popen(
        command, cwd=ROOT, env=os.environ | settings, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as parent:
        try:
            assert parent.stdout is not None
            if not READY.match(parent.stdout.readline()):
                raise ChildProcessError("the server did not start")
            yield Server(port, parent.pid)
        finally:
            _end(parent)


def _end(parent: "subprocess.Popen[str]") -> None:
    """Stop as an operator does; then whatever is left of the session."""
    parent.terminate()
    with suppress(subprocess.TimeoutExpired):
        parent.wait(SECONDS_TO_STOP)
    with suppress(ProcessLookupError):
        os.killpg(parent.pid, signal.SIGKILL)
