"""The results of a search in the formats that other programs read: CSV, BibTeX and RIS.

In: records. Out: text. Never here: a request, or a field that could run: a CSV cell never starts as a formula.
Formats: RFC 4180 for CSV; the BibTeX and biblatex manuals, of which one knows no `@online` and the other warns of
a `date` next to a `year`, and both count braces whether or not a backslash is before them; the RIS specification of
Research Information Systems.
"""

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from io import StringIO
from itertools import accumulate

from search.model.results import Labelled, Record
from web.addresses import is_web_address
from web.characters import writable

#: Byte order mark, by which spreadsheets know UTF-8.
BOM = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
COLUMNS = (
    "id",
    "title",
    "published",
    "precision",
    "language",
    "source",
    "countries",
    "agencies",
    "instruments",
    "url",
    "link",
    "source_id",
    "country_codes",
    "agency_ids",
    "instrument_ids",
)
#: The months, as both BibTeX styles and biblatex know them.
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
KEY_LENGTH = 8
BIBTEX_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "%": r"\%",
        "#": r"\#",
        "_": r"\_",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
    }
)
#: Braces without their partner, by name: `\{` would leave a brace open, and the rest of the file within it.
BIBTEX_UNPAIRED = BIBTEX_ESCAPES | str.maketrans({"{": r"\textbraceleft{}", "}": r"\textbraceright{}"})
BIBTEX_LANGUAGES = {"ar": "arabic", "en": "english"}
NOT_IN_A_KEY = re.compile(r"[^A-Za-z0-9-]+")
LINE_BREAKS = re.compile(r"\s*[\r\n\u2028\u2029]+\s*")

#: Gives the address of an article on this site.
Address = Callable[[str], str]


def write_csv(hits: Iterable[Record], address: Address) -> str:
    """One row for each hit under a row of names; several values of a cell are separated by `; `."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for hit in hits:
        writer.writerow([cell(value) for value in row_of(hit, address)])
    return BOM + out.getvalue()


def row_of(hit: Record, address: Address) -> tuple[str, ...]:
    """The cells of an article, one for each of COLUMNS."""
    return (
        hit.id,
        hit.title,
        hit.published.date or "",
        hit.published.precision.value,
        hit.language,
        hit.source.label if hit.source else "",
        _labels(hit.countries),
        _labels(hit.agencies),
        _labels(hit.instruments),
        hit.url if is_web_address(hit.url) else "",
        address(hit.id),
        hit.source.value if hit.source else "",
        _ids(hit.countries),
        _ids(hit.agencies),
        _ids(hit.instruments),
    )


def _labels(values: Sequence[Labelled]) -> str:
    return "; ".join(value.label for value in values if value.role == "primary")


def _ids(values: Sequence[Labelled]) -> str:
    """Codes or ids, in the order of the labels."""
    return "; ".join(value.value for value in values if value.role == "primary")


def cell(value: str) -> str:
    """The value as it will stand in the file: what a forbidden character hid must not become a formula without it."""
    shown = writable(value)
    return f"'{shown}" if shown.startswith(FORMULA_STARTS) else shown


def write_bibtex(hits: Iterable[Record], address: Address) -> str:
    """One `@misc` entry for each hit, with what classic BibTeX and biblatex both take; the date is as precise as it is
    known. The entry has no day of access, which is not known here."""
    return "\n".join(_bibtex_entry(hit, address) for hit in hits)


def _bibtex_entry(hit: Record, address: Address) -> str:
    year, month, day = [*(hit.published.date or "").split("-"), "", ""][:3]
    fields = {
        "title": _braced(hit.title),
        "howpublished": _braced(hit.source.label if hit.source else ""),
        "year": _braced(year),
        "month": MONTHS[int(month) - 1] if month else "",
        "day": _braced(day.lstrip("0")),
        "langid": _braced(BIBTEX_LANGUAGES.get(hit.language, "")),
        "url": f"{{{_bibtex_address(link_of(hit, address))}}}",
    }
    lines = [f"  {name} = {value}" for name, value in fields.items() if value]
    return f"@misc{{{_bibtex_key(hit.id)},\n" + ",\n".join(lines) + "\n}\n"


def _bibtex_key(identifier: str) -> str:
    """A key of ASCII letters, digits and hyphens; a fingerprint keeps it unique if the id has other characters."""
    plain = NOT_IN_A_KEY.sub("-", identifier).strip("-")
    if plain == identifier:
        return f"mithaq-{plain}"
    fingerprint = sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()[:KEY_LENGTH]
    return "-".join(part for part in ("mithaq", plain, fingerprint) if part)


def _braced(value: str) -> str:
    return f"{{{_bibtex_text(value)}}}" if value else ""


def _bibtex_text(value: str) -> str:
    return LINE_BREAKS.sub(" ", value).translate(BIBTEX_ESCAPES if _are_paired(value) else BIBTEX_UNPAIRED)


def _are_paired(value: str) -> bool:
    """Whether each brace of the value has its partner."""
    depths = list(accumulate((letter == "{") - (letter == "}") for letter in value))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)


def _bibtex_address(value: str) -> str:
    return LINE_BREAKS.sub("", value).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def link_of(hit: Record, address: Address) -> str:
    """The original where it may be linked, otherwise the article on this site."""
    return hit.url if is_web_address(hit.url) else address(hit.id)


def write_ris(hits: Iterable[Record], address: Address) -> str:
    """One NEWS record for each hit."""
    return "".join(_ris_record(hit, address) for hit in hits)


def _ris_record(hit: Record, address: Address) -> str:
    parts = (hit.published.date or "").split("-")
    date = "/".join((*parts, *[""] * (3 - len(parts)))) if hit.published.date else ""
    valued = (*hit.countries, *hit.agencies, *hit.instruments)
    keywords = [value.label for value in valued if value.role == "primary"]
    rows = [
        ("TY", "NEWS"),
        ("ID", hit.id),
        ("TI", hit.title),
        ("T2", hit.source.label if hit.source else ""),
        ("PY", parts[0]),
        ("DA", f"{date}/" if date else ""),
        ("LA", hit.language),
        *(("KW", label) for label in keywords),
        ("UR", link_of(hit, address)),
    ]
    return "".join(f"{tag}  - {LINE_BREAKS.sub(' ', value)}\r\n" for tag, value in rows if value) + "ER  - \r\n"
