"""Receipt codes: short enough to read out on the telephone, and too many to guess."""

import re

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without 0, 1, i, l and o, which look alike on paper."""

LENGTH = 12
"""31 to the power of 12 codes, some 59 bits."""

CODES = len(ALPHABET) ** LENGTH
"""Number of possible codes."""

_GROUP = 4
_BETWEEN = re.compile(r"[\s\-–.]+")


def receipt_code(number: int) -> str:
    """The code for a number from 0 to CODES - 1: `7kq2-m4wd-x9hc`."""
    letters = []
    for _ in range(LENGTH):
        number, letter = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[letter])
    text = "".join(letters)
    return "-".join(text[at : at + _GROUP] for at in range(0, LENGTH, _GROUP))


def read_code(typed: str) -> str:
    """The code in a typed text, with or without dashes, in any letter case; empty if the text is no code."""
    if len(typed) > 4 * LENGTH:
        return ""
    text = _BETWEEN.sub("", typed).lower()
    if len(text) != LENGTH or not set(text) <= set(ALPHABET):
        return ""
    return "-".join(text[at : at + _GROUP] for at in range(0, LENGTH, _GROUP))
