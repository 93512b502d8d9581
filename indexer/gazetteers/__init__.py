"""The gazetteers: the tables of countries, places, agencies, sources and instruments that a curator edits."""
