"""How long reading and extracting take: `python -m benchmarks.reading FOLDER [--against CHECKOUT] [--rounds N]`.

In: a folder of files, as `--source` takes it. Out: processor time a file, in milliseconds, by kind of file; with
`--against` (the folder of another checkout, or a revision of this one) also of that code, and the ratio of both. Never
here: an archive or an index.

Both codes read in processes of their own, by turns, so that a machine that slows down slows both. Of several rounds the
fastest counts for each file. Each process reads the folder twice, so that what is loaded once is not counted.
"""

import argparse
import gc
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
MAX_BYTES = 50_000_000
#: As in the commands (`indexer/__main__.py`).
NEW_OBJECTS = 50_000
#: Kinds of files that are counted apart, by the end of their names.
KINDS = {".html": "pages", ".htm": "pages", ".xhtml": "pages", ".pdf": "PDF", ".docx": "DOCX"}
OTHERS = "other files"

HEAD = "| kind | files | median ms | mean ms | slowest ms | other's mean ms | ratio |"
RULE = "|---|--:|--:|--:|--:|--:|--:|"

#: File -> milliseconds.
Times = dict[str, float]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.reading", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--against", metavar="CHECKOUT", help="folder of another checkout, or a git revision")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--once", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.once:
        gc.set_threshold(NEW_OBJECTS)
        print(json.dumps(read(options.folder)))
        return
    if options.against is None:
        print(table(rounds(options.folder, [ROOT], options.rounds)))
        return
    with checkout(options.against) as other:
        print(table(rounds(options.folder, [ROOT, other], options.rounds)))


def read(folder: Path) -> Times:
    """The milliseconds that each file takes, read, cut and extracted by the code of this process."""
    from indexer.extract.extractor import Extractor
    from indexer.extract.pages.cutting import cut
    from indexer.gazetteers.gazetteers import Gazetteers
    from indexer.model.article import RawArticle
    from indexer.model.settings import seeds_directory
    from indexer.sources import location

    extractor = Extractor(Gazetteers.load(seeds_directory() / "gazetteers"))
    now = datetime.now(UTC)

    def one(file: Path) -> float:
        begun = time.process_time()
        for raw in location.read(file, max_bytes=MAX_BYTES, now=now):
            for item in cut(raw).items if isinstance(raw, RawArticle) else ():
                extractor.extract(item)
        return (time.process_time() - begun) * 1000

    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    first = {file: one(file) for file in files}
    return {str(file.relative_to(folder)): min(took, one(file)) for file, took in first.items()}


def rounds(folder: Path, codes: Sequence[Path], number: int) -> list[Times]:
    """The fastest times of each code, which read by turns."""
    best: list[Times] = [{} for _ in codes]
    for _ in range(number):
        for times, code in zip(best, codes, strict=True):
            for file, took in _in_process(folder, code).items():
                times[file] = min(took, times.get(file, took))
    return best


def table(measured: Sequence[Times]) -> str:
    """A Markdown table: this code, and the other with the ratio of the sums where there are two."""
    lines = [HEAD, RULE]
    for kind in sorted({_kind(file) for file in measured[0]}):
        own, *others = ([times[file] for file in times if _kind(file) == kind] for times in measured)
        against = [f"{_mean(other):.1f} | {sum(own) / max(sum(other), 1e-9):.2f}" for other in others] or [" | "]
        shown = f"{median(own):.1f} | {_mean(own):.1f} | {max(own):.1f}"
        lines.append(f"| {kind} | {len(own)} | {shown} | {against[0]} |")
    return "\n".join(lines)


@contextmanager
def checkout(name: str) -> Iterator[Path]:
    """The folder of another checkout: `name` itself, or the files of that revision in a temporary folder."""
    if Path(name).is_dir():
        yield Path(name).resolve()
        return
    with tempfile.TemporaryDirectory() as folder:
        packed = Path(folder) / "revision.tar"
        subprocess.run(["git", "archive", "--output", packed, name], cwd=ROOT, check=True)
        with tarfile.open(packed) as archive:
            archive.extractall(folder, filter="data")
        yield Path(folder)


def _in_process(folder: Path, code: Path) -> Times:
    command = [sys.executable, "-P", __file__, str(folder.resolve()), "--once"]
    run = subprocess.run(
        command, cwd=code, env=os.environ | {"PYTHONPATH": str(code)}, check=True, stdout=subprocess.PIPE, text=True
    )
    times: Times = json.loads(run.stdout)
    return times


def _kind(file: str) -> str:
    return KINDS.get(Path(file).suffix.lower(), OTHERS)


def _mean(times: Sequence[float]) -> float:
    return sum(times) / max(1, len(times))


if __name__ == "__main__":
    main()
