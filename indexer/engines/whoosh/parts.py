"""Whoosh's modules, imported once for all engines.

In: nothing. Out: Whoosh's modules. Never here: a warning about Whoosh's own old syntax.
Whoosh 2.7.4 is compiled at its first import, unless an installer did so before. Python 3.11 and later then warn about
its string escapes and its `is` with a literal, which neither a user nor a test can change.
"""

import warnings

OLD_SYNTAX: tuple[tuple[str, type[Warning]], ...] = (
    ("invalid escape sequence", DeprecationWarning),
    ("invalid escape sequence", SyntaxWarning),
    (".*invalid escape sequence", SyntaxWarning),
    ('"is(?: not)?" with .*literal', SyntaxWarning),
)

with warnings.catch_warnings():
    for message, category in OLD_SYNTAX:
        warnings.filterwarnings("ignore", message=message, category=category)
    from whoosh import columns, fields, formats, index, matching, query, scoring, searching, writing
    from whoosh.codec import base as codecs
    from whoosh.filedb.filestore import FileStorage
    from whoosh.filedb.structfile import BufferFile, StructFile
    from whoosh.reading import TermInfo, TermNotFound
    from whoosh.util import numeric

    from analyzers.whoosh_adapter import FormAnalyzer

__all__ = [
    "BufferFile",
    "FileStorage",
    "FormAnalyzer",
    "StructFile",
    "TermInfo",
    "TermNotFound",
    "codecs",
    "columns",
    "fields",
    "formats",
    "index",
    "matching",
    "numeric",
    "query",
    "scoring",
    "searching",
    "writing",
]
