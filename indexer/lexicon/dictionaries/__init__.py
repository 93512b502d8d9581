"""Which words does a dictionary of another project hold, with which translations?"""
