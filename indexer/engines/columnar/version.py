"""The version of the columnar layout, for those who only compare it and open no index."""

#: Raised with every change of the layout in `docs/codec.md`.
CODEC_VERSION = 2
