"""Titles of models in one passage: quoted, in lists without quotes, as headings, and deeds of exemplary people.

Only forms that official reports use for a model count; a name in quotes without `mô hình` before it is none, nor is
the movement itself. All patterns are bounded, since the text may be hostile.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from showcase.importing.mention import QUOTE, TITLE_LIMIT, WORD, Mention
from showcase.importing.outlines import UPPER, any_of, key, movements, outlines, words
from showcase.importing.owners import hamlet, names_place, organisation, person, read_owners, unit, vague
from showcase.importing.people import people

_ITEM_LIMIT = 600
"""Characters in which an item of a list must end."""


def mentions(text: str) -> list[Mention]:
    """The models that a passage names, in order; several with one title when it is of several owners."""
    found = list(people(text))
    for finder in (_quoted, _described, _bare, _enumerated):
        taken = [(one.start, one.end) for one in found]
        found += [one for one in finder(text) if not any(one.start < end and start < one.end for start, end in taken)]
    return sorted((one for one in found if _is_title(one)), key=lambda one: one.start)


def _is_title(mention: Mention) -> bool:
    name = key(mention.title)
    return name not in movements() and len(name) > 3 and not name.replace(" ", "").isdigit()


def heading(text: str) -> Mention | None:
    """The model that a line under `Tên mô hình`, or a cell of that column, names; quotes may be missing."""
    for mention in mentions(text):
        if mention.start < 3:
            return mention
    bare = re.sub(rf"^{WORD}\s*:?\s*", "", text.strip())
    quoted = re.match(rf"\s*{QUOTE}", bare) or re.match(r"[^“”]{2,250}”", bare)
    if quoted:
        title = quoted[0].strip("“” ")
        return _with_owner(title, text, text.index(quoted[0]) + len(quoted[0]), 0)[0]
    found = list(_split(text, len(text) - len(bare), len(text), False)) if bare else []
    title = bare.strip(" .;“”")
    return found[0] if found else Mention(title, 0, len(text), quoted=False) if 2 < len(title) <= TITLE_LIMIT else None


@cache
def _run() -> re.Pattern[str]:
    between = any_of(words(outlines()["titles"]["between"]))
    more = rf"(?:\s*(?:[,;]|,?\s*và)\s*(?:{WORD}\s*)?{QUOTE.replace('(', '(?:', 1)})"
    first = QUOTE.replace("(", "(?:", 1)
    return re.compile(rf"{WORD}(?:\s+{between})?\s*:?\s*(?P<quotes>{first}{more}{{0,30}})")


def _quoted(text: str) -> Iterator[Mention]:
    end = 0
    for run in _run().finditer(text):
        if run.start() < end:
            continue
        titles = re.findall(QUOTE, run["quotes"])
        found = [one for title in titles for one in _with_owner(title, text, run.end(), run.start())]
        yield from found
        end = found[-1].end
        while further := re.compile(rf"\s*[;,]\s*(?:và\s+)?{QUOTE}").match(text, end):
            more = _with_owner(further[1], text, further.end(), further.start(1))
            yield from more
            end = more[-1].end


_DESCRIBED = re.compile(rf"{WORD}(?P<between>(?:\s+[^\W\d]+){{1,5}})\s+{QUOTE}")


def _described(text: str) -> Iterator[Mention]:
    """Titles in quotes with a word or two before them, `mô hình câu lạc bộ “...” của ...`; with an owner or place."""
    for found in _DESCRIBED.finditer(text):
        if not _goes_on(found["between"]):
            named = _with_owner(found[2], text, found.end(), found.start())
            yield from (one for one in named if one.owner or one.place)


def _goes_on(between: str) -> bool:
    """Whether the words behind `mô hình` lead on to something else: a motto, a campaign."""
    table = outlines()["titles"]
    return bool(re.search(rf"(?<!\w){any_of(words(table['never_within'], table['never_between']))}(?!\w)", between))


@cache
def _behind() -> re.Pattern[str]:
    of = rf"(?:của|do)\s+(?=(?P<of>{organisation()}|{unit()}|{person()}|(?P<vague>{vague()})))"
    at = rf"(?:tại|ở)\s+(?=(?P<at>{unit()}|{hamlet()}|{organisation()}))"
    inside = rf"\(\s*(?=(?P<in>{unit()}))"
    return re.compile(rf"[\s,*”]*(?:{of}|{at}|{inside})")


def _with_owner(title: str, text: str, end: int, start: int, quoted: bool = True) -> list[Mention]:
    """The mention of a title that ends at `end`, once for each owner behind it."""
    title = title.strip(" ,;:.*")
    base = Mention(title, start, end, quoted=quoted)
    behind = _behind().match(text, end)
    if not behind:
        inner = re.search(rf"\scủa\s+(?={organisation()})", title) if quoted else None
        owner = title[inner.end() :] if inner else ""
        return [replace(base, owner=owner if read_owners(owner, 0).names == (owner,) else "")]
    owners = read_owners(text, behind.end())
    base = replace(base, end=max(owners.end, behind.end()))
    if behind["of"]:
        return [replace(base, owner=name) for name in owners.names] or [base]
    return [replace(base, place=", ".join(owners.names))]


_BOUNDARY = re.compile(
    rf";|…|\.\.\.|\.(?=\s|$|\[)|\[\^|,\s*(?=(?:và\s+)?(?:\d{{1,3}}\s+)?{WORD}\s)|,\s*(?=Khéo\s)|\bgồm\s*:"
)
_START = re.compile(
    rf"(?:^|(?<=[;:,…(])\s*|(?<=\.\.\.)\s*|\bnhư\s+|\bvà\s+)(?P<count>\d{{1,3}}\s+)?{WORD}\s*:?\s+(?!“)"
)
# Most titles of the movement begin so; a capital behind a comma begins the next one of a list.
_FURTHER = re.compile(r"(?<=,)\s*(?=Khéo\s)")
_OPENING = re.compile(
    rf"(?:như|gồm|[Cc]ụ thể)\s*[:,]?\s*(?:các\s+)?(?=(?:\d{{1,3}}\s+)?{WORD}\s)|:\s*(?=(?:\d{{1,3}}\s+)?{WORD}\s)"
)
_SENTENCE_END = re.compile(rf"(?:\.\.\.|[.!?…])\s*(?=[{UPPER}])")


def _bare(text: str) -> Iterator[Mention]:
    """Titles without quotes: where a passage begins with `Mô hình`, and in lists that are opened as lists of models."""
    lists = list(_lists(text))
    starts = [(one.end(), one.start()) for one in _START.finditer(text)]
    starts += [(one.end(), one.start()) for one in _FURTHER.finditer(text)]
    for begin, start in sorted(starts):
        within = next((one for one in lists if one[0] <= begin <= one[1]), None)
        if start and not within:
            continue
        boundary = _BOUNDARY.search(text, begin, begin + _ITEM_LIMIT)
        end = boundary.start() if boundary else min(len(text), begin + _ITEM_LIMIT)
        if not (boundary and boundary[0].startswith("gồm")):
            found = [replace(one, start=start) for one in _split(text, begin, end, bool(within))]
            yield from found if within or _is_named(found, text[start:begin]) else ()
    yield from _in_parentheses(text, lists)


def _is_named(found: list[Mention], before: str) -> bool:
    """A passage that begins `Mô hình ... của ...` names a model only with a colon, or an owner with its place."""
    return ":" in before or any(names_place(mention.owner + mention.place) for mention in found)


def _lists(text: str) -> Iterator[tuple[int, int]]:
    """Where lists of models begin and end: after `các mô hình như:`, `Điển hình như:`, to the end of the sentence."""
    end = 0
    for opening in _OPENING.finditer(text):
        if opening.start() < end:
            continue
        before = key(text[max(0, opening.start() - 200) : opening.start()])
        closing = _SENTENCE_END.search(text, opening.end())
        end = closing.start() if closing else len(text)
        if any(word in before for word in ("mo hinh", "dien hinh", "tieu bieu", "nhu")) or "như" in opening[0]:
            yield opening.start(), end


def _split(text: str, begin: int, end: int, listed: bool) -> Iterator[Mention]:
    """The title between `begin` and `end`, parted from its owner or place; in a list it may have neither."""
    parting = _parting().search(text, begin, end)
    title = text[begin : parting.start() if parting else end].strip(" ,;:.*")
    if not _may_be_title(title, with_owner=bool(parting)):
        return
    if parting:
        yield from _with_owner(title, text, parting.start(), begin, quoted=False)
    elif listed:
        yield Mention(title, begin, end, quoted=False)


@cache
def _parting() -> re.Pattern[str]:
    of = rf"\s(?:của|do)\s+(?:{organisation()}|{unit()}|{person()}|{vague()}\s)"
    return re.compile(rf"{of}|\s(?:tại|ở)\s+(?:{unit()}|{hamlet()})|\s\((?:{unit()})")


def _may_be_title(title: str, with_owner: bool) -> bool:
    """Whether the words behind `mô hình` name one, and are no sentence about models."""
    if not 2 <= len(title.split()) <= 45 or len(title) > TITLE_LIMIT or "“" in title:
        return False
    return not _never_first().match(title) and (with_owner or not _never_within().search(title))


@cache
def _never_first() -> re.Pattern[str]:
    return re.compile(any_of(words(outlines()["titles"]["never_first"])) + r"(?!\w)", re.IGNORECASE)


@cache
def _never_within() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(words(outlines()['titles']['never_within']))}(?!\w)")


def _in_parentheses(text: str, lists: list[tuple[int, int]]) -> Iterator[Mention]:
    """Items of a list `Mô hình A (huyện B); C (huyện D)`, where only the first says `mô hình`."""
    item = re.compile(rf"(?<=\);)\s*(?P<title>[^;.()“”]{{8,{TITLE_LIMIT}}}?)\s*(?=\({unit()})")
    for found in item.finditer(text):
        if any(start <= found.start() <= end for start, end in lists) and not _START.match(text, found.start()):
            yield from _with_owner(found["title"], text, found.end(), found.start(), quoted=False)


_NAMES = re.compile(
    rf"{WORD}(?P<between>(?:,?\s+[^\W\d]+){{0,8}})\s+(?:như|gồm)\s*[:,]\s*(?=[{UPPER}])(?!{WORD})(?P<names>[^“”;.…:]{{4,600}})"
)


def _enumerated(text: str) -> Iterator[Mention]:
    """Names after `các mô hình như:` with nothing but commas between them, each with a capital."""
    for found in _NAMES.finditer(text):
        if _goes_on(found["between"].replace(" đã được ", " ")):
            continue
        start = found.start("names")
        for piece in re.split(rf",\s*(?=[{UPPER}])|\s+và\s+(?=[{UPPER}])", found["names"]):
            title = piece.strip(" ,")
            named = 3 <= len(title.split()) <= 15 and not re.search(WORD, title)
            if named and _may_be_title(title, with_owner=False):
                begin = text.index(piece, start)
                yield Mention(title, begin, begin + len(piece), quoted=False)
                start = begin + len(piece)
