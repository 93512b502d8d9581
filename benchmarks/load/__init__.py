"""How does the page answer while many ask, the index is swapped, and some ask for the most that is allowed?"""
