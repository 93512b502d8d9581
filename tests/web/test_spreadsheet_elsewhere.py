"""A spreadsheet of results, opened by LibreOffice: its words are whole, Arabic ones too. It may be missing."""

import csv
import shutil
import subprocess
from pathlib import Path

import pytest
from fake_service import ARTICLES
from flask.testing import FlaskClient

pytestmark = pytest.mark.browser

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
SECONDS = 120
#: Comma, quotation mark, UTF-8, from the first row.
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1"


@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice: apt-get install libreoffice-calc-nogui")
@pytest.mark.parametrize("ui", ["ar", "en"])
def test_libreoffice_reads_what_was_exported(client: FlaskClient, tmp_path: Path, ui: str) -> None:
    (tmp_path / "results.xlsx").write_bytes(client.get(f"/export.xlsx?ui={ui}").data)
    command = [str(OFFICE), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    command += ["--convert-to", AS_CSV, "--outdir", str(tmp_path), str(tmp_path / "results.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    rows = list(csv.reader((tmp_path / "results.csv").read_text("utf-8-sig").splitlines()))
    assert len(rows) == len(ARTICLES) + 1
    titles = {cell for row in rows[1:] for cell in row}
    assert {article.title for article in ARTICLES if article.title} <= titles
    assert any("مذكرة" in title for title in titles)
