"""Titles without quotes: where a passage begins with `Mô hình`, and in lists that are opened as lists of models."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from showcase.importing.attribution import with_owner
from showcase.importing.mention import TITLE_LIMIT, WORD, Mention
from showcase.importing.outlines import UPPER, any_of, key, outlines, words
from showcase.importing.owners import hamlet, names_owner, organisation, person, unit, vague
from showcase.importing.quoted_titles import goes_on

_ITEM_LIMIT = 600
"""Characters in which an item of a list must end."""

_BOUNDARY = re.compile(
    rf";|…|\.\.\.|\.(?=\s|$|\[)|\[\^|,\s*(?=(?:và\s+)?(?:\d{{1,3}}\s+)?{WORD}\s)|,\s*(?=Khéo\s)|\bgồm\s*:"
)
_START = re.compile(
    rf"(?:^|(?<=[;:,…(])\s*|(?<=\.\.\.)\s*|\bnhư\s+|\bvà\s+)(?P<count>\d{{1,3}}\s+)?"
    rf"{WORD}(?:\s+“?[Dd]ân\s+vận\s+khéo”?(?:\s+trong(?=\s))?)?(?:\s*:|\s+về|\s+(?=[^\s“]))\s*(?!“)"
)
# Most titles of the movement begin so; a capital behind a comma begins the next one of a list.
_FURTHER = re.compile(r"(?<=,)\s*(?=Khéo\s)")
_OPENING = re.compile(
    rf"(?:như|gồm|[Cc]ụ thể)\s*[:,]?\s*(?:các\s+)?(?=(?:\d{{1,3}}\s+)?{WORD}\s)|:\s*(?=(?:\d{{1,3}}\s+)?{WORD}\s)"
)
_SENTENCE_END = re.compile(rf"(?:\.\.\.|[.!?…])\s*(?=[{UPPER}])")


def bare(text: str) -> Iterator[Mention]:
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
            found = [replace(one, start=start) for one in split(text, begin, end, bool(within))]
            yield from found if within or _is_named(found, text[start:begin]) else ()
    yield from _in_parentheses(text, lists)


def _is_named(found: list[Mention], before: str) -> bool:
    """A passage that begins `Mô hình ... của ...` names a model only with a colon, or an owner with its place."""
    return ":" in before or any(names_owner(mention.owner + mention.place) for mention in found)


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


def split(text: str, begin: int, end: int, listed: bool) -> Iterator[Mention]:
    """The title between `begin` and `end`, parted from its owner or place; in a list it may have neither."""
    parting = _parting().search(text, begin, end)
    title = text[begin : parting.start() if parting else end].strip(" ,;:.*")
    if not may_be_title(title, with_owner=bool(parting)):
        return
    if parting:
        yield from with_owner(title, text, parting.start(), begin, quoted=False)
    elif listed:
        yield Mention(title, begin, end, quoted=False)


@cache
def _parting() -> re.Pattern[str]:
    of = rf"\s(?:của|do)\s+(?:{organisation()}|{unit()}|{person()}|{vague()}\s)"
    dash = rf"\s[-–—]\s+(?={organisation()})"
    direct = rf"\s(?={unit()}[^;.“”]{{1,80}}(?:[;.]|$))"
    return re.compile(rf"{of}|\s(?:tại|ở)\s+(?:{unit()}|{hamlet()})|\s\((?:{unit()}|{organisation()})|{dash}|{direct}")


def may_be_title(title: str, with_owner: bool) -> bool:
    """Whether the words behind `mô hình` name one, and are no sentence about models."""
    if not 2 <= len(title.split()) <= 45 or len(title) > TITLE_LIMIT or "“" in title or re.search(WORD, title):
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
            yield from with_owner(found["title"], text, found.end(), found.start(), quoted=False)


_PLURAL = r"(?:(?:[Cc]ác|[Nn]hiều|[Mm]ột số|[Nn]hững|\d{1,3})\s+)"
_NAMES = re.compile(
    rf"(?:{_PLURAL}{WORD}\s*:|{WORD}(?P<between>(?:,?\s+[^\W\d]+){{0,8}})\s+(?:như|gồm)\s*[:,])\s*"
    rf"(?=[{UPPER}])(?!{WORD})(?P<names>[^“”;.…:]{{4,600}})"
)


def enumerated(text: str) -> Iterator[Mention]:
    """Names after `các mô hình như:` with nothing but commas between them, each with a capital."""
    for found in _NAMES.finditer(text):
        pieces = re.split(rf",\s*(?=[{UPPER}])|\s+và\s+(?=[{UPPER}])", found["names"])
        listed = (found["between"] is not None or len(pieces) > 1) and not all(map(_COUNTED.search, pieces))
        if listed and not goes_on((found["between"] or "").replace(" đã được ", " ")):
            yield from _names(text, pieces, found.start("names"))


_COUNTED = re.compile(r"\s\d[\d.,]*\W*$")
"""`Bình Sơn 120` in a list of how many models each place has."""


def _names(text: str, pieces: list[str], start: int) -> Iterator[Mention]:
    for piece in pieces:
        title = piece.strip(" ,")
        named = 3 <= len(title.split()) <= 15 and not re.search(WORD, title)
        if named and may_be_title(title, with_owner=False):
            begin = text.index(piece, start)
            yield Mention(title, begin, begin + len(piece), quoted=False)
            start = begin + len(piece)


_LINE = re.compile(rf"{WORD}\s*(?:số\s*)?\d{{0,2}}\s*[-–—:.]\s*(?P<title>[^“”:;.]{{4,{TITLE_LIMIT}}})(?=[:;.]|$)")


def line(text: str) -> Iterator[Mention]:
    """A passage that begins `Mô hình - A: ...` or `Mô hình: A, đã ...`."""
    found = _LINE.match(text)
    title = _until_comma(found["title"]) if found else ""
    if found and may_be_title(title, with_owner=False):
        yield from split_or_whole(text, found.start("title"), found.start("title") + len(title))


def split_or_whole(text: str, begin: int, end: int) -> Iterator[Mention]:
    """The title between `begin` and `end`, with its owner where it has one."""
    yield from (replace(one, start=0) for one in split(text, begin, end, True))


def _until_comma(title: str) -> str:
    """A title up to the comma behind which the sentence goes on."""
    ends = words(outlines()["titles"]["line_ends"])
    stop = re.search(rf",\s*(?={any_of(ends)}(?!\w))|\s[-–—]\s", title)
    return title[: stop.start()] if stop else title


_COLON = re.compile(
    rf"(?:{WORD}(?P<between>(?:,?\s+[^\W\d]+){{0,8}}?)(?:,?\s+(?:như|gồm|là)(?:\s+sau)?)?\s*:)\s*(?=[^\s“\d])(?!{WORD})"
)


def listed(text: str) -> Iterator[Mention]:
    """Items behind `các mô hình:` with semicolons between them: `A tại xã X; B ở thôn Y, xã Z; C xã T.`

    The articles of a law list kinds of models, and no model.
    """
    if re.match(r"Điều\s+\d", text):
        return
    end = 0
    for opening in _COLON.finditer(text):
        if opening.start() < end or goes_on(_as_active(text, opening)) or _tells_members(text, opening):
            continue
        closing = _SENTENCE_END.search(text, opening.end())
        end = closing.start() if closing else len(text)
        items = list(_items(text, opening.end(), end))
        if len(items) > 1 or (items and (items[0].owner or items[0].place)):
            yield from items


@cache
def _led_by() -> re.Pattern[str]:
    """`hai mô hình do Ủy ban MTTQ xã chủ trì: `."""
    several = rf"(?:{_PLURAL}|(?:[Hh]ai|[Bb]a|[Bb]ốn)\s+)"
    owner = rf"(?P<owner>{organisation()}[^.;:“”]{{0,100}}?)"
    deeds = any_of(words(outlines()["owners"]["deeds"]))
    return re.compile(rf"{several}{WORD}\s+do\s+{owner}\s+{deeds}\s*:\s*(?=[^\s“])")


def led_by(text: str) -> Iterator[Mention]:
    """Items behind `hai mô hình do Hội A chủ trì:`, which are of that owner unless they name another."""
    for opening in _led_by().finditer(text):
        closing = _SENTENCE_END.search(text, opening.end())
        for one in _items(text, opening.end(), closing.start() if closing else len(text)):
            yield replace(one, owner=one.owner or opening["owner"])


def _as_active(text: str, opening: re.Match[str]) -> str:
    """The words behind `các mô hình`, without the passive that still opens a list: `4 mô hình được duy trì:`."""
    several = re.search(rf"{_PLURAL}$", text[max(0, opening.start() - 20) : opening.start()])
    between: str = opening["between"]
    return re.sub(r"\s(?:(?:đã|đang)\s)?được(?=\s)", " ", between, count=1) if several else between


def _tells_members(text: str, opening: re.Match[str]) -> bool:
    """Whether `mô hình gồm:` is one model, whose members follow."""
    several = re.search(rf"{_PLURAL}$", text[max(0, opening.start() - 20) : opening.start()])
    return bool(re.search(r"\s(?:gồm|là)\s*:$", opening[0].rstrip())) and not several


def _items(text: str, begin: int, end: int) -> Iterator[Mention]:
    for item in re.compile(r"[^;]+").finditer(text, begin, end):
        start = item.start() + len(item[0]) - len(re.sub(r"^\s*(?:và\s+)?", "", item[0]))
        stop = item.end() - (len(item[0]) - len(item[0].rstrip(" .…")))
        found = list(split(text, start, stop, True)) if "“" not in item[0] else []
        found = found or list(_club(text, start, stop))
        if not found:
            return
        yield from found


_ITEM = rf"(?:{WORD}\s+)?(?P<title>[^;.(),“”:]{{6,150}}?)\s*(?=\((?:{unit()}|{organisation()}))"
_FIRST_ITEM, _NEXT_ITEM = re.compile(_ITEM), re.compile(rf"(?:[;,]|\)\s*và\s)\s*(?:và\s+)?{_ITEM}")
_LED = re.compile(rf"{WORD}[^“”.;:]{{0,120}}?(?:\s(?:như|gồm|là)\s*:?|:)\s*")


def bracketed(text: str) -> Iterator[Mention]:
    """Lists of titles, each with its place or owner in brackets: `như: A (xã X, huyện Y), b (Hội Nông dân xã Z)`."""
    end = 0
    for opening in _LED.finditer(text):
        if opening.start() < end:
            continue
        closing = _SENTENCE_END.search(text, opening.end())
        end = closing.start() if closing else len(text)
        first = _FIRST_ITEM.match(text, opening.end(), end)
        others = _NEXT_ITEM.finditer(text, opening.end(), end)
        items = [one for item in ([first] if first else []) + list(others) for one in _of_brackets(text, item)]
        if len(items) > 1:
            yield from items


def _of_brackets(text: str, item: re.Match[str]) -> Iterator[Mention]:
    if may_be_title(item["title"].strip(), with_owner=True):
        yield from with_owner(item["title"], text, item.end(), item.start("title"), quoted=False)


def _club(text: str, begin: int, end: int) -> Iterator[Mention]:
    """A club or team as an item of a list, with its place; alone it would be a kind of organisation."""
    parting = _parting().search(text, begin, end)
    title = text[begin : parting.start()].strip() if parting else ""
    if parting and 3 <= len(title.split()) <= 20 and title.startswith(tuple(outlines()["titles"]["clubs"])):
        yield from with_owner(title, text, parting.start(), begin, quoted=False)


@cache
def _done() -> re.Pattern[str]:
    """`triển khai mô hình nuôi bò sinh sản` up to an owner or a place."""
    deeds = any_of(words(outlines()["owners"]["deeds"]))
    behind = rf"(?:của|do)\s+{organisation()}|(?:tại|ở)\s+(?:{unit()}|{hamlet()})"
    title = r"(?P<title>[^“”:;,.()]{8,120}?)"
    return re.compile(rf"(?<!\w){deeds}(?:\s+(?:hiệu quả|thành công|tốt))?\s+{WORD}\s+{title}(?=\s+(?:{behind}))")


def done(text: str) -> Iterator[Mention]:
    """Titles without quotes within a sentence, behind what is done with them and before whose they are or where."""
    for found in _done().finditer(text):
        if may_be_title(found["title"], with_owner=False) and not goes_on(found["title"]):
            named = with_owner(found["title"], text, found.end(), found.start("title"), quoted=False)
            yield from (one for one in named if one.owner or one.place)


@cache
def _with_capital() -> re.Pattern[str]:
    """`triển khai tốt mô hình Vườn ươm thanh niên` up to a sign or the word with which the sentence goes on."""
    deeds = any_of(words(outlines()["owners"]["deeds"]))
    title = rf"(?P<title>(?!{_SMALL_NAMES})[{UPPER}][^\W\d]*(?:\s+[^\s“”:;,.()]+){{2,9}}?)"
    ends = any_of(words(outlines()["owners"]["stops"], ["của", "tại", "ở", "cho", "vào"]))
    return re.compile(
        rf"(?<!\w){deeds}(?:\s+(?:hiệu quả|thành công|tốt|được))?\s+{WORD}\s+{title}(?=[,.;:()]|$|\s+{ends}\s)"
    )


_SMALL_NAMES = r"(?:Dân vận|OCOP|VietGAP|[Nn]ông thôn)"
"""What follows `mô hình` with a capital and is the name of no model."""


def with_capital(text: str) -> Iterator[Mention]:
    """Names without quotes that begin with a capital within a sentence; they count with an owner or a place."""
    for found in _with_capital().finditer(text):
        if not goes_on(found["title"]):
            for one in with_owner(found["title"], text, found.end("title"), found.start("title"), quoted=False):
                yield replace(one, needs_owner=True)


@cache
def _opens_sentence() -> re.Pattern[str]:
    of = rf"\s(?:của|do)\s+(?:(?:hộ|gia đình)\s+)?(?:{organisation()}|{person()})"
    return re.compile(rf"(?<=[.!?]\s){WORD}\s+(?P<title>[^\W\d_{UPPER}][^“”:;,.()]{{6,120}}?)(?={of})")


def in_sentence(text: str) -> Iterator[Mention]:
    """Names without quotes with which a sentence within a passage begins, before the name of their owner."""
    for found in _opens_sentence().finditer(text):
        if may_be_title(found["title"], with_owner=False):
            for one in with_owner(found["title"], text, found.end("title"), found.start(), quoted=False):
                if one.person or names_owner(one.owner):
                    yield one


@cache
def _owned() -> re.Pattern[str]:
    owner = rf"(?:{organisation()}|{person()})[^.;:“”]{{0,150}}"
    return re.compile(rf"[\s\-+•–*]*{owner}:\s+{WORD}\s+(?P<title>[^“”:;.]{{6,{TITLE_LIMIT}}})[.;]?\s*$")


def owned(text: str) -> Iterator[Mention]:
    """The name behind an owner and a colon that fills the passage: `Chi bộ A, xã B: Mô hình đổi công gặt lúa.`"""
    found = _owned().match(text)
    if found and may_be_title(found["title"], with_owner=False):
        yield Mention(found["title"].strip(), found.start("title"), found.end("title"), quoted=False, needs_owner=True)


@cache
def _near() -> re.Pattern[str]:
    """`Cách làm Đảng viên nhận ruộng khó do Chi bộ bản A`, `Chi đoàn bản B có công trình Đường anh em:`."""
    near = outlines()["titles"]["near_words"]
    word = rf"(?i:{any_of(words(near['nouns'], near['works']))})"
    title = rf"(?P<title>[{UPPER}][^“”:;,.()–—]{{6,100}}?)"
    of = rf"\s(?:của|do)\s+{organisation()}"
    owner = rf"(?P<owner>{organisation()}[^.;:,“”]{{1,80}}?)"
    deeds = any_of(words(outlines()["owners"]["deeds"]))
    return re.compile(
        rf"[\s\-+•–*]*(?:{word}\s+{title}(?={of})|{owner}\s+{deeds}\s+{word}\s+{title.replace('title', 'work')}(?=:))"
    )


def near(text: str) -> Iterator[Mention]:
    """The name without quotes behind a word for a work with which a passage begins; its owner has a place or a name."""
    found = _near().match(text)
    group = "title" if found and found["title"] else "work"
    if not found or not may_be_title(found[group], with_owner=False):
        return
    for one in with_owner(found[group], text, found.end(group), found.start(group), quoted=False):
        owner = one.owner or (found["owner"] or "")
        if names_owner(owner):
            yield replace(one, start=0, owner=owner)


@cache
def _counted() -> re.Pattern[str]:
    """`Thứ nhất là mô hình A của Hội B`."""
    of = rf"\s(?:của|do)\s+(?:{organisation()}|{person()})"
    count = r"(?i:(?:[^\W\d]+\s+){0,2}?(?:thứ\s+[^\W\d]+|một|hai|ba|bốn|năm|cuối cùng|tiếp theo|nữa))"
    title = rf"(?P<title>[{UPPER}][^“”:;,.()]{{6,100}}?)"
    return re.compile(rf"(?:^\W*|(?<=[.!?;:]\s)){count}\s+là\s+{WORD}\s+{title}(?={of})")


def counted(text: str) -> Iterator[Mention]:
    """Names without quotes of models that a text counts, before the name of their owner."""
    for found in _counted().finditer(text):
        if may_be_title(found["title"], with_owner=False):
            for one in with_owner(found["title"], text, found.end("title"), found.start(), quoted=False):
                yield replace(one, needs_owner=True)


_ONE = re.compile(
    rf"(?<!\w)(?:một|01|1)\s+{WORD}(?:\s+(?:dân vận khéo|“Dân vận khéo”|là))?\s*:\s+"
    rf"(?P<title>[{UPPER}][^“”:;,.]{{8,100}})\.?\s*$"
)


def single(text: str) -> Iterator[Mention]:
    """The name without quotes behind `làm được một mô hình:` that ends its passage; it counts with an owner."""
    found = _ONE.search(text)
    if found and may_be_title(found["title"], with_owner=False):
        yield Mention(found["title"].strip(), found.start("title"), found.end("title"), quoted=False, needs_owner=True)


def item(text: str) -> Iterator[Mention]:
    """An item without quotes below a line that opens a list of models; it names its owner or its place."""
    boundary = _BOUNDARY.search(text, 0, _ITEM_LIMIT)
    for one in split(text, 0, boundary.start() if boundary else min(len(text), _ITEM_LIMIT), True):
        if one.owner or one.place:
            yield replace(one, start=0)
