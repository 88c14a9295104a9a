"""Find the titles of models in one passage: in quotes, without quotes, as headings, and deeds of exemplary people.

Only the wordings that offices use for models are accepted; the name of the movement itself is no title. All patterns
have limits of length, since the text is untrusted input.
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
"""A title of at most so many words needs an owner, a place or a capital at its beginning."""
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
    quoted_titles.after_count,
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
    """The models named in a passage, in order. A title with several owners gives one mention for each."""
    found: list[Mention] = []
    taken = bytearray(len(text) + 1)
    for finder in _FINDERS:
        new = [
            mention for mention in finder(text) if _is_title(mention) and taken.find(1, mention.start, mention.end) < 0
        ]
        for mention in new:
            taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
        found += new
    owned = _with_later_sentences(text, list(with_subjects(text, sorted(found, key=lambda mention: mention.start))))
    return [mention for mention in owned if mention.owner or mention.place or _stands_alone(text, mention)]


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
    """Whether a title is accepted without owner and place. `mô hình “sáng tạo”` within a sentence is not."""
    length = len(mention.title.split())
    short = mention.quoted and mention.start > 0 and (length == 1 or (length <= _SHORT and mention.title[0].islower()))
    return not (mention.needs_owner or short or is_asked_for(text, mention.start))


def _is_title(mention: Mention) -> bool:
    name = key(mention.title)
    return name not in movements() and len(name) > 3 and not name.replace(" ", "").isdigit()


def heading(text: str, line: bool = False) -> Mention | None:
    """The model in a cell, or in a `line` that may continue after the title; quotes may be missing."""
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
    parted = list(bare_titles.split(text, len(text) - len(bare), len(text), False)) if bare else []
    if parted and not parted[0].owner and bare.endswith(f"{parted[0].title} {parted[0].place}"):
        parted = [replace(parted[0], title=bare)] if re.match(hamlet(), parted[0].place) else parted
    title = bare.strip(" .;“”")
    named = 2 < len(title) <= TITLE_LIMIT and len(re.findall(r"[^\W_]", title)) > 2
    return parted[0] if parted else Mention(title, 0, len(text), quoted=False) if named else None
