"""The whole site without MkDocs and without a theme: hand-written pages, the frame around every page, all files.

May import every other room.
"""
