"""The version of the columnar layout, for callers that compare it and open no index."""

#: Raised with every change of the layout in `docs/codec.md`, and when a class that Whoosh pickles into an index moves.
CODEC_VERSION = 6
