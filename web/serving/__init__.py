"""Which process takes which connection, and who may ask how often?"""
