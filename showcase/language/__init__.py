"""Vietnamese text: folding, slugs, near misses; letters of fonts before Unicode; writing aloud; progress on a terminal.

Imports no other room.
"""
