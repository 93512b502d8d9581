"""`python -m tests.reliability [--seconds N]`: faults are made, and a table says what held.

Out: the tests of kills, full disks, hostile items, deadlines, fences, growth and connections, by module; the page under
load over the sample collection; 1 if anything failed.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from indexer.model.settings import seeds_directory
from tests.reliability.results import Result, read, table

ROOT = Path(__file__).parents[2]
FOUND = ROOT / "build" / "faults"
PYTEST = ("pytest", "-q", "-n", "auto", "--dist", "worksteal")
#: Fast tests of bounds, which have no mark.
BOUNDS = (
    "tests/analyzers/test_tokenizer.py",
    "tests/indexer/building/test_item_limits.py",
    "tests/indexer/building/test_set_aside.py",
    "tests/indexer/fence",
    "tests/indexer/test_growth.py",
    "tests/web/serving",
)


def main() -> int:
    """Run all, and print the table; 1 if anything failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.reliability", description=__doc__)
    parser.add_argument("--seconds", type=float, default=12, help="of load with each number of processes")
    options = parser.parse_args()
    shutil.rmtree(FOUND, ignore_errors=True)
    FOUND.mkdir(parents=True)
    data, sample = str(FOUND / "data"), str(seeds_directory() / "articles")
    marked, bounds = FOUND / "marked.xml", FOUND / "bounds.xml"
    failed = [
        _run(*PYTEST, "-m", "reliability", f"--junitxml={marked}"),
        _run(*PYTEST, "-m", "not reliability", f"--junitxml={bounds}", *BOUNDS),
        _run("indexer", "reindex", "--quiet", "--source", sample, "--data", data),
        _run("benchmarks.load", "--data", data, "--seconds", str(options.seconds), "--swap", "1"),
    ]
    results: dict[str, Result] = {}
    for report in filter(Path.exists, (marked, bounds)):
        read(report, results)
    held = "a bound is broken" if failed[-1] else "all bounds held"
    print(f"\n{table(results.values())}\n\nThe page under load: {held}.")
    return int(any(failed))


def _run(*command: str) -> int:
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
