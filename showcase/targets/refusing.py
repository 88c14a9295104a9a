"""The error for a command that refuses to write."""


class Refused(Exception):
    """Nothing was written; the message gives the reason and the remedy in Vietnamese."""
