"""Titles of models in one passage: quoted, in lists without quotes, as headings, and deeds of exemplary people.

Only forms that offices use for a model count; a name in quotes without `mô hình` before it is none, nor is the
movement itself. All patterns are bounded, since the text may be hostile.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from showcase.importing import bare_titles, quoted_titles
from showcase.importing.attribution import with_owner
from showcase.importing.later_sentences import supplement
from showcase.importing.mention import QUOTE, TITLE_LIMIT, WORD, Mention
from showcase.importing.outlines import key, movements
from showcase.importing.owners import hamlet
from showcase.importing.people import people
from showcase.importing.subjects import is_asked_for, with_subjects

_SHORT = 2
"""Words of a title in quotes that are no name without an owner or a place, unless they begin with a capital."""
_FINDERS = (
    people,
    quoted_titles.quoted,
    quoted_titles.listed,
    quoted_titles.described,
    quoted_titles.within,
    quoted_titles.headline,
    bare_titles.line,
    bare_titles.bare,
    bare_titles.enumerated,
    bare_titles.led_by,
    bare_titles.listed,
    bare_titles.bracketed,
    bare_titles.done,
    quoted_titles.with_owners,
    quoted_titles.near_words,
    quoted_titles.told_on,
    quoted_titles.apposed,
    bare_titles.with_capital,
    bare_titles.in_sentence,
    bare_titles.owned,
    bare_titles.near,
    bare_titles.counted,
    bare_titles.single,
    quoted_titles.called_next,
)


def mentions(text: str) -> list[Mention]:
    """The models that a passage names, in order; several with one title when it is of several owners."""
    found: list[Mention] = []
    taken = bytearray(len(text) + 1)
    for finder in _FINDERS:
        new = [one for one in finder(text) if _is_title(one) and taken.find(1, one.start, one.end) < 0]
        for one in new:
            taken[one.start : one.end] = b"\x01" * (one.end - one.start)
        found += new
    owned = _with_later_sentences(text, list(with_subjects(text, sorted(found, key=lambda one: one.start))))
    return [one for one in owned if one.owner or one.place or _stands_alone(text, one)]


def _with_later_sentences(text: str, found: list[Mention]) -> Iterator[Mention]:
    """The mentions, each that is alone in its sentence with what the sentences up to the next title add to it."""
    ends = [*(one.start for one in found[1:]), len(text)][: len(found)]
    before = 0
    for mention, end in zip(found, ends, strict=True):
        alone = not before or re.search(r"[.!?;]\s", text[before : mention.start])
        before = mention.end
        if mention.owner or not alone or quoted_titles.is_taken_over(text, mention.start):
            yield mention
            continue
        more = supplement(text[mention.end : end], text[: mention.end])
        place = mention.place or more.place
        yield replace(mention, owner=more.owner, place=place, person=mention.person or more.person)


def _stands_alone(text: str, mention: Mention) -> bool:
    """Whether a title counts without owner and place; `mô hình “sáng tạo”` in a sentence is a manner of speech."""
    length = len(mention.title.split())
    short = mention.quoted and mention.start > 0 and (length == 1 or (length <= _SHORT and mention.title[0].islower()))
    return not (mention.needs_owner or short or is_asked_for(text, mention.start))


def _is_title(mention: Mention) -> bool:
    name = key(mention.title)
    return name not in movements() and len(name) > 3 and not name.replace(" ", "").isdigit()


def heading(text: str, line: bool = False) -> Mention | None:
    """The model that a cell names, or a `line` that may go on behind the title; quotes may be missing."""
    for mention in mentions(text):
        if mention.start < 3:
            return mention
    if line and (going_on := bare_titles.line(f"Mô hình: {text}")):
        for mention in going_on:
            return replace(mention, start=0, end=mention.end - len("Mô hình: "))
    bare = re.sub(rf"^{WORD}\s*:?\s*", "", text.strip())
    quoted = re.match(rf"\s*{QUOTE}", bare) or re.match(r"[^“”]{2,250}”", bare)
    if quoted and key(quoted[0]) not in movements():
        title = quoted[0].strip("“” ")
        return with_owner(title, text, text.index(quoted[0]) + len(quoted[0]), 0)[0]
    found = list(bare_titles.split(text, len(text) - len(bare), len(text), False)) if bare else []
    if found and not found[0].owner and bare.endswith(f"{found[0].title} {found[0].place}"):
        found = [replace(found[0], title=bare)] if re.match(hamlet(), found[0].place) else found
    title = bare.strip(" .;“”")
    named = 2 < len(title) <= TITLE_LIMIT and len(re.findall(r"[^\W_]", title)) > 2
    return found[0] if found else Mention(title, 0, len(text), quoted=False) if named else None
