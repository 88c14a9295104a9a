"""Why a command does not write, as one sentence for whoever has called it."""


class Refused(Exception):
    """Nothing was written; the message says why, and what to do, in Vietnamese."""
