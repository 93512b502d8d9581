"""A small collection on disk, and the commands run as cron runs them. In: tests. Out: `ARTICLES`, `Commands`."""

import json
from pathlib import Path
from typing import Any

import pytest

from indexer.__main__ import main
from indexer.model.article import Rejected

ARTICLES: tuple[dict[str, Any], ...] = (
    {
        "id": "kuwait-unodc",
        "title": "Kuwait and UNODC sign a memorandum",
        "text": "KUWAIT: The Ministry of Justice signed a memorandum of understanding with UNODC.",
        "published": "2023-05-02",
    },
    {
        "id": "uae-committee",
        "title": "اجتماع اللجنة الوطنية في أبوظبي",
        "text": "عقدت اللجنة الوطنية لمكافحة جرائم الاتجار بالبشر اجتماعها في أبوظبي.",
        "published": "2023-06-01",
    },
    {
        "id": "bahrain-training",
        "title": "تدريب مشترك في البحرين",
        "text": "انطلق في المنامة برنامج تدريبي مشترك لمكافحة الاتجار بالأشخاص.",
        "published": None,
    },
)


def write_export(path: Path, articles: tuple[dict[str, Any], ...] = ARTICLES) -> Path:
    """A JSONL export of the articles."""
    path.write_text("".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles), encoding="utf-8")
    return path


class Commands:
    """`python -m indexer` on one data directory, with what it printed."""

    def __init__(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.data = data
        self._capsys = capsys

    def run(self, command: str, *arguments: object) -> tuple[int, str, str]:
        """`(exit code, standard output, standard error)`."""
        self._capsys.readouterr()
        code = main([command, "--data", str(self.data), *map(str, arguments)])
        printed = self._capsys.readouterr()
        return code, printed.out, printed.err

    def json(self, command: str, *arguments: object) -> Any:
        """What a command prints with `--json`, and that it did not fail."""
        code, out, err = self.run(command, "--json", *arguments)
        assert code == 0, err
        return json.loads(out)


def said(item: object) -> tuple[str, str]:
    """Where a rejected item stands and why it was rejected, as a person reads it."""
    assert isinstance(item, Rejected)
    return item.where, str(item.reason)
