"""Folders that commands write: which are accepted, which files in them are ours, and how they are replaced.

Standard library only: the commands use it before their packages are installed. Imports no other room.
"""
