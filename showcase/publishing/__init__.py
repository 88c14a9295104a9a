"""One state of the catalogue with all its pages and files, for whatever builds the site from it.

May import every other room.
"""
