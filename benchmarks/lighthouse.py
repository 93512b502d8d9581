"""The pages as Lighthouse judges them: `python -m benchmarks.lighthouse --data DIR`, or `make lighthouse DATA=DIR`.

In: a data directory with an index, which is only read; Node, Lighthouse from npm below `build/lighthouse`, Chromium.
Out: a Markdown table of scores, of a phone and of a desk, the median of some runs; then every audit that fails and
takes no clock. Never here: a page of another site.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

from benchmarks.load.clients import HOST
from benchmarks.load.server import ROOT, serving

PROGRAM = ROOT / "build" / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
RUNS = 3
QUERIES = {"ar": "مذكرة تفاهم", "en": "memorandum training"}
FORMS: Mapping[str, Sequence[str]] = {"phone": (), "desk": ("--preset=desktop",)}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
#: Pages that are kept out of the indexes of search engines on purpose, and the audit that says so.
KEPT_OUT, CRAWLABLE = frozenset({"results"}), "is-crawlable"
#: Audits of the speed of this machine at this moment.
CLOCKED = re.compile(
    "paint|speed|interactive|blocking-time|response-time|latency|lcp|max-potential|bootup|mainthread|long-tasks"
)
FIRST_HIT = re.compile(r'class="hit__title"[^>]*><a href="([^"]+)"')
#: Of one run. The browser of a busy machine now and then misses the start of a page: then it is tried again.
SECONDS, TRIES = 180, 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """The scores of a page, of 100, by category, and the audits that fail and take no clock."""

    scores: Mapping[str, float]
    failed: frozenset[str]


def verdict(report: Mapping[str, Any], kept_out: bool) -> Verdict:
    """What one report says. The audit that a page is kept out of indexes by counts for nothing where that is meant."""
    audits, scores, failed = report["audits"], {}, set[str]()
    for name in CATEGORIES:
        weights = {one["id"]: one["weight"] for one in report["categories"][name]["auditRefs"]}
        judged = {
            audit: (audits[audit]["score"], weight)
            for audit, weight in weights.items()
            if audits[audit]["score"] is not None and not (kept_out and audit == CRAWLABLE)
        }
        failed |= {audit for audit, (score, _) in judged.items() if score < 1 and not CLOCKED.search(audit)}
        whole = sum(weight for _, weight in judged.values())
        scores[name] = round(100 * sum(score * weight for score, weight in judged.values()) / whole)
    return Verdict(scores, frozenset(failed))


def middle(verdicts: Sequence[Verdict]) -> Verdict:
    """The median of each score; what failed in any run."""
    scores = {name: median(one.scores[name] for one in verdicts) for name in CATEGORIES}
    return Verdict(scores, frozenset().union(*(one.failed for one in verdicts)))


def pages(site: str) -> Iterator[tuple[str, str, str]]:
    """(page, language, address) of what is judged; each is asked for once, so that no run meets a cold process."""
    for ui, query in QUERIES.items():
        results = f"{site}/?q={quote(query)}&ui={ui}"
        with urlopen(results) as answer:
            found = FIRST_HIT.search(answer.read().decode())
        if found is None:
            raise ValueError(f"nothing was found for “{query}”")
        article = site + unescape(found[1])
        addresses = {"home": f"{site}/?ui={ui}", "results": results, "article": article}
        yield from ((page, ui, address) for page, address in addresses.items())
        yield "overview", ui, f"{site}/overview?ui={ui}"


def judged(address: str, form: str) -> dict[str, Any]:
    """The report of one run. Raises CalledProcessError when Lighthouse fails."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = ["node", str(PROGRAM), address, "--quiet", "--output=json", f"--output-path={report}"]
        command += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={FLAGS}", *FORMS[form]]
        for left in reversed(range(TRIES)):
            done = subprocess.run(command, timeout=SECONDS, env=os.environ | {"CHROME_PATH": CHROMIUM})
            if not left:
                done.check_returncode()
            elif done.returncode == 0:
                break
        loaded: dict[str, Any] = json.loads(report.read_text("utf-8"))
        return loaded


def table(rows: Iterable[tuple[str, Verdict]]) -> Iterator[str]:
    """The lines of the report: the scores, then the failed audits of each page."""
    rows = list(rows)
    yield "| page | " + " | ".join(CATEGORIES) + " |"
    yield "|---|" + "---|" * len(CATEGORIES)
    for name, one in rows:
        yield f"| {name} | " + " | ".join(f"{one.scores[category]:g}" for category in CATEGORIES) + " |"
    yield ""
    for name, one in rows:
        if one.failed:
            yield f"{name}: {', '.join(sorted(one.failed))}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge the pages of a collection; returns 1 if any score but that of speed is under 100."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lighthouse", description=str(__doc__).split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--ui", choices=QUERIES, action="append", help="only in this language")
    parser.add_argument("--form", choices=FORMS, action="append", help="only on a phone, or only at a desk")
    chosen = parser.parse_args(arguments)
    if not PROGRAM.is_file():
        parser.error(f"there is no {PROGRAM.relative_to(ROOT)}; run: make lighthouse DATA={chosen.data}")
    rows = []
    with serving(chosen.data.absolute(), 1) as server:
        asked = [one for one in pages(f"http://{HOST}:{server.port}") if one[1] in (chosen.ui or QUERIES)]
        for page, ui, address in asked:
            for form in chosen.form or FORMS:
                runs = [verdict(judged(address, form), page in KEPT_OUT) for _ in range(chosen.runs)]
                rows.append((f"{page}, {ui}, {form}", middle(runs)))
                print(f"{rows[-1][0]}: {rows[-1][1].scores}", file=sys.stderr)
    print("\n".join(table(rows)))
    return int(any(one.scores[name] < 100 for _, one in rows for name in CATEGORIES[1:]))


if __name__ == "__main__":
    sys.exit(main())
