"""What memory a reindex takes: `python -m benchmarks.memory CORPUS [--directory DIR]`.

In: articles in the import format (JSONL, or a folder). Out: a Markdown table of the processes of one full build, as
cron starts it, each with the largest anonymous memory that was seen (`/proc/PID/smaps_rollup`, proc(5)), and the
largest sum over all. Never here: pages of files, which the system takes back when it needs them.

Processes share what they had when they were forked. `anonymous` counts such a page in each of them, as their bounds do;
the sum counts it once.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.load.processors import PROC, members

ROOT = Path(__file__).parents[1]
STEP_SECONDS = 0.2
KIB = 1024
ANONYMOUS = re.compile(r"^Anonymous: +(\d+)", re.MULTILINE)
SHARED_ONCE = re.compile(r"^Pss_Anon: +(\d+)", re.MULTILINE)


@dataclass
class Peaks:
    """The largest values seen so far, in MiB: of each process by its id, and of their sum; and when each was seen first
    and last, in seconds since the start."""

    anonymous: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    first: dict[int, float] = field(default_factory=dict)
    last: dict[int, float] = field(default_factory=dict)
    together: float = 0.0

    def look(self, pids: Sequence[int], seconds: float) -> None:
        """Look at the processes once."""
        together = 0.0
        for pid in pids:
            anonymous, once = memory(pid)
            if anonymous:
                self.anonymous[pid] = max(self.anonymous[pid], anonymous)
                self.first.setdefault(pid, seconds)
                self.last[pid] = seconds
            together += once
        self.together = max(self.together, together)


def memory(pid: int) -> tuple[float, float]:
    """Anonymous memory of a process in MiB: in all, and with each shared page divided among those who share it. 0 when
    it has ended."""
    try:
        rollup = (PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0, 0.0
    anonymous, once = ANONYMOUS.search(rollup), SHARED_ONCE.search(rollup)
    return (int(anonymous[1]) / KIB if anonymous else 0.0), (int(once[1]) / KIB if once else 0.0)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure one build, and print the table; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory", description=__doc__)
    parser.add_argument("corpus", type=Path, help="JSONL file or folder of them")
    parser.add_argument("--directory", type=Path, help="where to build (default: the system's temporary directory)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=options.directory) as name:
        command = [sys.executable, "-m", "indexer", "reindex", "--quiet", "--data", name]
        begun = time.monotonic()
        with subprocess.Popen(
            [*command, "--source", str(options.corpus.resolve())], cwd=ROOT, start_new_session=True
        ) as run:
            peaks = watched(run, begun)
        print(f"{time.monotonic() - begun:.0f} s; all processes together: at most {peaks.together:.0f} MiB\n")
    print("| process | seen from s | to s | anonymous MiB |\n|--:|--:|--:|--:|")
    for number, pid in enumerate(sorted(peaks.anonymous, key=lambda pid: -peaks.anonymous[pid]), 1):
        print(f"| {number} | {peaks.first[pid]:.0f} | {peaks.last[pid]:.0f} | {peaks.anonymous[pid]:.0f} |")
    return run.returncode


def watched(run: "subprocess.Popen[bytes]", begun: float) -> Peaks:
    """Look at the processes of a run until it ends; a run that is left is ended."""
    peaks = Peaks()
    try:
        while run.poll() is None:
            peaks.look([pid for pid, _ in members(run.pid)], time.monotonic() - begun)
            time.sleep(STEP_SECONDS)
    finally:
        run.terminate()
    return peaks


if __name__ == "__main__":
    sys.exit(main())
