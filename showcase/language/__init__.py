"""Vietnamese text: folding, slugs, near misses; writing as it is read aloud; progress on a terminal.

Imports no other room.
"""
