"""The bounds of one step of work, set in the process that does it and held by the kernel, inside calls into C too.

In: seconds and mebibytes. Out: resource limits of the calling process (setrlimit(2)). Never here: processes.
"""

import math
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path

MEBIBYTE = 1024 * 1024
#: A process that takes no processor time either is ended after this many times its bound.
PATIENCE = 10


@dataclass(frozen=True, slots=True)
class Bounds:
    """`seconds` of processor time for a step, and `mebibytes` of memory that a process may take beyond what it had when
    it was forked."""

    seconds: int = 10
    mebibytes: int = 384

    @property
    def wait_seconds(self) -> float:
        """Clock time after which a step counts as blocked."""
        return float(self.seconds * PATIENCE)

    @property
    def bytes(self) -> int:
        """The bound of memory in bytes."""
        return self.mebibytes * MEBIBYTE


def confine(bounds: Bounds) -> int:
    """Bound the memory of this process, and let it write no core file; returns the limit in bytes. Beyond it Python
    raises MemoryError. Only Linux counts all private memory (RLIMIT_DATA), so elsewhere memory is not bounded."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    if sys.platform != "linux":
        return sys.maxsize
    limit = _within(resource.RLIMIT_DATA, data_bytes() + bounds.bytes)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, resource.getrlimit(resource.RLIMIT_DATA)[1]))
    return limit


def allow(seconds: int) -> None:
    """Let this process take so many more seconds of processor time, up to one more by rounding; then the kernel ends it
    with SIGXCPU."""
    limit = _within(resource.RLIMIT_CPU, math.ceil(time.process_time()) + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def data_bytes() -> int:
    """Private memory of this process as RLIMIT_DATA counts it, in bytes (VmData in proc_pid_status(5)); 0 elsewhere."""
    if sys.platform != "linux":
        return 0
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    return 1024 * next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmData:"))


def _within(kind: int, limit: int) -> int:
    """The limit, or the hard limit of the process if it is lower."""
    hard = resource.getrlimit(kind)[1]
    return limit if hard == resource.RLIM_INFINITY else min(limit, hard)
