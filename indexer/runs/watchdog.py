"""A watchdog that ends a process that hangs, even in a call into C.

In: a number of seconds, and a message. Out: when they are over, one line on standard error that names the function and
the line where the process hangs; then the process ends with the exit code of a failure. Never here: threads, or
anything that needs the interpreter of the hanging process, which a call into C may block for ever.

A forked process waits until a pipe closes, which happens at the end of the block and when the watched process is
killed. If the time runs out first, it requests the stack by a signal. `faulthandler` writes it without the interpreter,
and its timer ends the process a moment later. The state on disk is then that after a kill.
"""

import faulthandler
import os
import re
import select
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from indexer.fence.process import fork

#: Time for the stack to come and for the line to be written.
REPORT_SECONDS = 2.0
STACK_BYTES = 1 << 16
#: A line of a stack of `faulthandler`; the first one is the innermost.
FRAME = re.compile(rb'File "([^"]*)", line ([0-9]+) in ([^\n]+)\n')


@contextmanager
def watchdog(seconds: float, message: str) -> Iterator[None]:
    """End the process when the block lasts longer than `seconds`, and write the message to standard error. `{place}` in
    the message becomes the function and the line where the process hangs."""
    stack, ours = os.pipe()
    process = os.getpid()
    faulthandler.register(signal.SIGUSR1, file=ours, all_threads=False)
    watcher = fork()
    if not watcher:
        _watch(stack, ours, process, seconds, message)
    os.close(stack)
    faulthandler.dump_traceback_later(seconds + REPORT_SECONDS, file=ours, exit=True)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
        faulthandler.unregister(signal.SIGUSR1)
        os.close(ours)
        os.waitpid(watcher, 0)


def _watch(stack: int, ours: int, process: int, seconds: float, message: str) -> None:
    """The work of the forked process; it never returns."""
    try:
        os.close(ours)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the watched process reports that it was stopped
        if not _readable(stack, seconds):
            os.kill(process, signal.SIGUSR1)
            os.write(2, f"mithaq: {message.format(place=_frame(stack))}\n".encode())
            if not _closed(stack, 2 * REPORT_SECONDS):
                os.kill(process, signal.SIGKILL)
    finally:
        os._exit(0)


def _readable(stack: int, seconds: float) -> bool:
    return bool(select.select([stack], [], [], seconds)[0])


def _closed(stack: int, seconds: float) -> bool:
    """Whether the pipe closes in time; data that still comes through it is dropped."""
    while _readable(stack, seconds):
        if not os.read(stack, STACK_BYTES):
            return True
    return False


def _frame(stack: int) -> str:
    """The function and line where the process hangs, from its stack, which arrives piece by piece."""
    written = b""
    while len(written) < STACK_BYTES and _readable(stack, REPORT_SECONDS / 4):
        piece = os.read(stack, STACK_BYTES)
        written += piece
        if found := FRAME.search(written):
            file, line, function = (part.decode(errors="replace") for part in found.groups())
            return f"in {function}, {file}:{line}"
        if not piece:
            break
    return "at an unknown place"
