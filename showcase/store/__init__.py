"""What spares a build work: results of earlier builds, and worker processes.

Imports no other room.
"""
