"""Who took the processors of the machine: the server, the clients, or somebody else.

In: the session of the server's processes. Out: seconds of processor time (proc(5); 0 where there is no /proc). Never
here: anything that is done to a process.
"""

import os
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
#: Numbers in the first line of /proc/stat: those of waiting (idle, iowait), and the last one that counts no time twice.
IDLE, STEAL = {3, 4}, 7
#: Fields of /proc/PID/stat, counted behind the name of the program.
SESSION, TIMES = 3, slice(11, 13)


def of_machine() -> float:
    """The seconds that all processors were busy since the machine started."""
    if not (PROC / "stat").exists():
        return 0.0
    ticks = (PROC / "stat").read_text().splitlines()[0].split()[1:]
    return sum(int(one) for at, one in enumerate(ticks) if at not in IDLE and at <= STEAL) / TICKS


def of_session(session: int) -> float:
    """The seconds that the processes of a session have taken so far; those that ended are left out."""
    return sum(seconds for _, seconds in members(session))


def members(session: int) -> Iterator[tuple[int, float]]:
    """The processes of a session: the id of each, and its seconds so far."""
    for entry in PROC.glob("[0-9]*/stat"):
        try:
            fields = entry.read_text(errors="replace").rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        if int(fields[SESSION]) == session:
            yield int(entry.parent.name), sum(map(int, fields[TIMES])) / TICKS
