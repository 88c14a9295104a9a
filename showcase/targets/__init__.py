"""Folders that commands write: which may be taken, what in them is ours, and how a new one takes their place.

Standard library only: the commands use it before their packages are there. Imports no other room.
"""
