"""Faster builds: a cache of results of earlier builds, and worker processes.

Imports no other room.
"""
