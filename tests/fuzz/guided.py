"""Inputs that reach new lines of our code: atheris (libFuzzer) mutates the seeds of a target and keeps what does.

In: the name of a target, the data directory, a folder, seconds, a seed. Out: in the folder, the inputs that raised and
those that took longest, and `count`. A process of its own, since our code is compiled anew with counters in it, and
libFuzzer ends the process. Never here: a verdict; who started this asks the code without counters again.
"""

import importlib.util
import os
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.fuzz.watching import Watch

#: Packages whose lines are counted.
OURS = ["analyzers", "indexer", "search", "web"]
LONGEST_INPUT = 4_096
#: Seconds after which libFuzzer itself gives up on an input, and mebibytes that this process may take.
GIVE_UP, MEMORY = 60, 3_000
COUNT = "count"


def is_here() -> bool:
    """Whether atheris is installed; it has wheels for Linux on x86-64."""
    return importlib.util.find_spec("atheris") is not None


def fuzz(name: str, data: Path, folder: Path, seconds: float, seed: int) -> None:
    """Fuzz one target, and end the process."""
    import atheris

    with atheris.instrument_imports(include=OURS):
        from tests.fuzz.drawing import SIGNS, WORDS
        from tests.fuzz.targets import TARGETS
        from tests.fuzz.watching import Watch

        target = TARGETS[name]
        watch = Watch(target.make(data))
        for one in target.seeds:  # readers are imported when the first of their files comes
            watch.look(one)
    corpus = folder / "corpus"
    corpus.mkdir(parents=True)
    for one in target.seeds:
        (corpus / _name(one)).write_bytes(one[:LONGEST_INPUT])
    words = "".join('"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"\n' for word in (*SIGNS, *WORDS))
    (folder / "words").write_text(words, encoding="ascii")
    ends = time.monotonic() + seconds

    def look(given: bytes) -> None:
        watch.look(given)
        if time.monotonic() > ends:
            _write(watch, folder)
            os._exit(0)  # libFuzzer cannot be left in another way without its own report

    options = {
        "seed": seed or 1,
        "max_len": LONGEST_INPUT,
        "timeout": GIVE_UP,
        "rss_limit_mb": MEMORY,
        "dict": folder / "words",
        "artifact_prefix": f"{folder}/",
        "verbosity": 0,
        "print_final_stats": 0,
    }
    atheris.Setup([sys.argv[0], str(corpus), *(f"-{key}={value}" for key, value in options.items())], look)
    atheris.Fuzz()


def _write(watch: "Watch", folder: Path) -> None:
    for one in [*(fault.data for fault in watch.faults.values()), *(one for _, one in watch.slowest)]:
        (folder / f"{_name(one)}.input").write_bytes(one)
    (folder / COUNT).write_text(str(watch.inputs), encoding="ascii")


def _name(data: bytes) -> str:
    return sha256(data).hexdigest()[:12]


if __name__ == "__main__":
    fuzz(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), float(sys.argv[4]), int(sys.argv[5]))
