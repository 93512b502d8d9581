"""The columnar engine: a Whoosh index whose segments are memory-mapped arrays, and a vectorised evaluator for it.

In: the port's calls. Out: what the port promises. Never here: a compiler, or a format that Whoosh cannot open.
The layout of the files is described in `docs/codec.md`.
"""
