"""Find exemplary people: reports give their deed instead of a title."""

import re
from collections.abc import Iterator
from functools import cache

from showcase.importing.mention import QUOTE, TITLE_LIMIT, WORD, Mention
from showcase.importing.outlines import any_of, outlines, words
from showcase.importing.owners import person, unit


@cache
def _call() -> re.Pattern[str]:
    calls = any_of(words(outlines()["owners"]["person_calls"]))
    return re.compile(rf"(?i:{calls})(?:\s+(?:là|như|có|của|về|cá\s+nhân)){{0,4}}\s*:?\s*(?={person()})")


def people(text: str) -> Iterator[Mention]:
    """Exemplary people, with the deed as title: `điển hình ông A, ấp B; bà C, xã D, khéo vận động ...`."""
    for call in _call().finditer(text):
        closing = re.compile(r"\.\.\.|…|\.(?=\s|$)").search(text, call.end(), call.end() + 2000)
        end = closing.start() if closing else min(len(text), call.end() + 2000)
        deed = _deed().search(text, call.end(), end)
        if not deed:
            continue
        title, finish = _title_of_deed(text, deed.end(), end)
        people = re.split(rf";\s*(?={person()})|\s+và\s+(?={person()})", text[call.end() : deed.start()])
        for listed in people:
            name, _, place = re.sub(rf",\s*(?={unit()})", "\n", listed.strip(" ,;"), count=1).partition("\n")
            yield Mention(title, call.start(), finish, owner=name, place=place, person=True, quoted=False)


@cache
def _deed() -> re.Pattern[str]:
    deeds = any_of(words(outlines()["titles"]["deeds"]))
    return re.compile(rf"[\s,]+với\s+{WORD}\s*:?\s*(?=\S)|,\s*(?={deeds}\s)")


def _title_of_deed(text: str, start: int, end: int) -> tuple[str, int]:
    quoted = re.compile(QUOTE).match(text, start, end)
    if quoted:
        return quoted[1], quoted.end()
    ends = any_of(words(outlines()["titles"]["ends"]))
    stop = re.compile(rf",\s*(?={ends}\s)|;").search(text, start, min(end, start + TITLE_LIMIT))
    finish = stop.start() if stop else min(end, start + TITLE_LIMIT)
    return text[start:finish].strip(), finish
