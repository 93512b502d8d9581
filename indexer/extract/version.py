"""The version of extraction. In: the rule tables. Out: a number that an index stores. Never here: an extractor.

A run without new articles reads the version and loads no extractor.
"""

from indexer.tables import rules

#: Raised with every change of this package's code.
CODE_VERSION = 11
#: Changes with the code and with the rule tables, so that an index records the rules that built it.
EXTRACTION_VERSION = rules.checksum(CODE_VERSION)
