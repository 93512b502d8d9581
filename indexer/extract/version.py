"""The version of extraction. In: the rules beside it. Out: a number that an index keeps. Never here: an extractor.

A run without anything new loads none.
"""

from indexer.tables import rules

#: Raised with every change of this package's code.
CODE_VERSION = 6
#: Changes with the code and with the tables beside it, so that an index says which rules it was built by.
EXTRACTION_VERSION = rules.checksum(CODE_VERSION)
