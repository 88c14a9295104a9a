"""Find titles without quotes: after `Mô hình` at the beginning of a passage, and in lists of models."""

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
"""Most characters of an item in a list."""

_BOUNDARY = re.compile(
    rf";|…|\.\.\.|\.(?=\s|$|\[)|\[\^|,\s*(?=(?:và\s+)?(?:\d{{1,3}}\s+)?{WORD}\s)|,\s*(?=Khéo\s)|\bgồm\s*:"
)
_START = re.compile(
    rf"(?:^|(?<=[;:,…(])\s*|(?<=\.\.\.)\s*|\bnhư\s+|\bvà\s+)(?P<count>\d{{1,3}}\s+)?"
    rf"{WORD}(?:\s+“?[Dd]ân\s+vận\s+khéo”?(?:\s+trong(?=\s))?)?(?:\s*:|\s+về|\s+(?=[^\s“]))\s*(?!“)"
)
# Most titles begin with `Khéo`; after a comma, it begins the next title of a list.
_FURTHER = re.compile(r"(?<=,)\s*(?=Khéo\s)")
_OPENING = re.compile(
    rf"(?:như|gồm|[Cc]ụ thể)\s*[:,]?\s*(?:các\s+)?(?=(?:\d{{1,3}}\s+)?{WORD}\s)|:\s*(?=(?:\d{{1,3}}\s+)?{WORD}\s)"
)
_SENTENCE_END = re.compile(rf"(?:\.\.\.|[.!?…])\s*(?=[{UPPER}])")


def bare(text: str) -> Iterator[Mention]:
    """Titles without quotes: after `Mô hình` at the beginning of a passage, and in lists of models."""
    lists = list(_lists(text))
    starts = [(opening.end(), opening.start()) for opening in _START.finditer(text)]
    starts += [(opening.end(), opening.start()) for opening in _FURTHER.finditer(text)]
    for begin, start in sorted(starts):
        within = next((span for span in lists if span[0] <= begin <= span[1]), None)
        if start and not within:
            continue
        boundary = _BOUNDARY.search(text, begin, begin + _ITEM_LIMIT)
        end = boundary.start() if boundary else min(len(text), begin + _ITEM_LIMIT)
        if not (boundary and boundary[0].startswith("gồm")):
            mentions = [replace(mention, start=start) for mention in split(text, begin, end, bool(within))]
            yield from mentions if within or _is_named(mentions, text[start:begin]) else ()
    yield from _in_parentheses(text, lists)


def _is_named(mentions: list[Mention], before: str) -> bool:
    """Whether a passage that begins with `Mô hình` names one: it has a colon, or an owner with a place."""
    return ":" in before or any(names_owner(mention.owner + mention.place) for mention in mentions)


def _lists(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of lists of models: from `các mô hình như:`, `Điển hình như:` to the end of the sentence."""
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
    """The title between `begin` and `end`, without its owner or place. In a list it may have neither."""
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
    """Whether the words after `mô hình` are a title; False for a sentence about models."""
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
    """Items of a list where only the first has the word `mô hình`: `Mô hình A (huyện B); C (huyện D)`."""
    item = re.compile(rf"(?<=\);)\s*(?P<title>[^;.()“”]{{8,{TITLE_LIMIT}}}?)\s*(?=\({unit()})")
    for match in item.finditer(text):
        if any(start <= match.start() <= end for start, end in lists) and not _START.match(text, match.start()):
            yield from with_owner(match["title"], text, match.end(), match.start(), quoted=False)


_PLURAL = r"(?:(?:[Cc]ác|[Nn]hiều|[Mm]ột số|[Nn]hững|\d{1,3})\s+)"
_NAMES = re.compile(
    rf"(?:{_PLURAL}{WORD}\s*:|{WORD}(?P<between>(?:,?\s+[^\W\d]+){{0,8}})\s+(?:như|gồm)\s*[:,])\s*"
    rf"(?=[{UPPER}])(?!{WORD})(?P<names>[^“”;.…:]{{4,600}})"
)


def enumerated(text: str) -> Iterator[Mention]:
    """Titles after `các mô hình như:` with commas between them, each with a capital."""
    for match in _NAMES.finditer(text):
        pieces = re.split(rf",\s*(?=[{UPPER}])|\s+và\s+(?=[{UPPER}])", match["names"])
        listed = (match["between"] is not None or len(pieces) > 1) and not all(map(_COUNTED.search, pieces))
        if listed and not goes_on((match["between"] or "").replace(" đã được ", " ")):
            yield from _names(text, pieces, match.start("names"))


_COUNTED = re.compile(r"\s\d[\d.,]*\W*$")
"""`Bình Sơn 120`: an item of a list that counts models of places."""


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
    """The title of a passage that begins `Mô hình - A: ...` or `Mô hình: A, đã ...`."""
    match = _LINE.match(text)
    title = _until_comma(match["title"]) if match else ""
    if match and may_be_title(title, with_owner=False):
        yield from split_or_whole(text, match.start("title"), match.start("title") + len(title))


def split_or_whole(text: str, begin: int, end: int) -> Iterator[Mention]:
    """The title between `begin` and `end`, with its owner if one is named."""
    yield from (replace(mention, start=0) for mention in split(text, begin, end, True))


def _until_comma(title: str) -> str:
    """The part of a title before the comma where the sentence continues."""
    ends = words(outlines()["titles"]["line_ends"])
    stop = re.search(rf",\s*(?={any_of(ends)}(?!\w))|\s[-–—]\s", title)
    return title[: stop.start()] if stop else title


_COLON = re.compile(
    rf"(?:{WORD}(?P<between>(?:,?\s+[^\W\d]+){{0,8}}?)(?:,?\s+(?:như|gồm|là)(?:\s+sau)?)?\s*:)\s*(?=[^\s“\d])(?!{WORD})"
)


def listed(text: str) -> Iterator[Mention]:
    """Titles after `các mô hình:` with semicolons between them: `A tại xã X; B ở thôn Y, xã Z; C xã T.`

    Articles of a law (`Điều 3`) are skipped: they list kinds of models.
    """
    if re.match(r"Điều\s+\d", text):
        return
    end = 0
    for opening in _COLON.finditer(text):
        if opening.start() < end or goes_on(_as_active(text, opening)) or _lists_members(text, opening):
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
    """Titles after `hai mô hình do Hội A chủ trì:`; the owner is Hội A unless an item names another."""
    for opening in _led_by().finditer(text):
        closing = _SENTENCE_END.search(text, opening.end())
        for mention in _items(text, opening.end(), closing.start() if closing else len(text)):
            yield replace(mention, owner=mention.owner or opening["owner"])


def _as_active(text: str, opening: re.Match[str]) -> str:
    """The words between `các mô hình` and the colon, without `được`: `4 mô hình được duy trì:` also begins a list."""
    several = re.search(rf"{_PLURAL}$", text[max(0, opening.start() - 20) : opening.start()])
    between: str = opening["between"]
    return re.sub(r"\s(?:(?:đã|đang)\s)?được(?=\s)", " ", between, count=1) if several else between


def _lists_members(text: str, opening: re.Match[str]) -> bool:
    """Whether the list after `mô hình gồm:` names the members of one model."""
    several = re.search(rf"{_PLURAL}$", text[max(0, opening.start() - 20) : opening.start()])
    return bool(re.search(r"\s(?:gồm|là)\s*:$", opening[0].rstrip())) and not several


def _items(text: str, begin: int, end: int) -> Iterator[Mention]:
    for item in re.compile(r"[^;]+").finditer(text, begin, end):
        start = item.start() + len(item[0]) - len(re.sub(r"^\s*(?:và\s+)?", "", item[0]))
        stop = item.end() - (len(item[0]) - len(item[0].rstrip(" .…")))
        mentions = list(split(text, start, stop, True)) if "“" not in item[0] else []
        mentions = mentions or list(_club(text, start, stop))
        if not mentions:
            return
        yield from mentions


_ITEM = rf"(?:{WORD}\s+)?(?P<title>[^;.(),“”:]{{6,150}}?)\s*(?=\((?:{unit()}|{organisation()}))"
_FIRST_ITEM, _NEXT_ITEM = re.compile(_ITEM), re.compile(rf"(?:[;,]|\)\s*và\s)\s*(?:và\s+)?{_ITEM}")
_LED = re.compile(rf"{WORD}[^“”.;:]{{0,120}}?(?:\s(?:như|gồm|là)\s*:?|:)\s*")


def bracketed(text: str) -> Iterator[Mention]:
    """Titles of a list, each with place or owner in brackets: `như: A (xã X, huyện Y), b (Hội Nông dân xã Z)`."""
    end = 0
    for opening in _LED.finditer(text):
        if opening.start() < end:
            continue
        closing = _SENTENCE_END.search(text, opening.end())
        end = closing.start() if closing else len(text)
        first = _FIRST_ITEM.match(text, opening.end(), end)
        others = _NEXT_ITEM.finditer(text, opening.end(), end)
        items = [mention for item in ([first] if first else []) + list(others) for mention in _of_brackets(text, item)]
        if len(items) > 1:
            yield from items


def _of_brackets(text: str, item: re.Match[str]) -> Iterator[Mention]:
    if may_be_title(item["title"].strip(), with_owner=True):
        yield from with_owner(item["title"], text, item.end(), item.start("title"), quoted=False)


def _club(text: str, begin: int, end: int) -> Iterator[Mention]:
    """A club or team with its place as an item of a list. Without a place, it is only a kind of organisation."""
    parting = _parting().search(text, begin, end)
    title = text[begin : parting.start()].strip() if parting else ""
    if parting and 3 <= len(title.split()) <= 20 and title.startswith(tuple(outlines()["titles"]["clubs"])):
        yield from with_owner(title, text, parting.start(), begin, quoted=False)


@cache
def _done() -> re.Pattern[str]:
    """`triển khai mô hình nuôi bò sinh sản`, up to an owner or a place."""
    deeds = any_of(words(outlines()["owners"]["deeds"]))
    behind = rf"(?:của|do)\s+{organisation()}|(?:tại|ở)\s+(?:{unit()}|{hamlet()})"
    title = r"(?P<title>[^“”:;,.()]{8,120}?)"
    return re.compile(rf"(?<!\w){deeds}(?:\s+(?:hiệu quả|thành công|tốt))?\s+{WORD}\s+{title}(?=\s+(?:{behind}))")


def done(text: str) -> Iterator[Mention]:
    """Titles without quotes between a verb of `deeds` and an owner or place: `triển khai mô hình A tại xã B`."""
    for match in _done().finditer(text):
        if may_be_title(match["title"], with_owner=False) and not goes_on(match["title"]):
            named = with_owner(match["title"], text, match.end(), match.start("title"), quoted=False)
            yield from (mention for mention in named if mention.owner or mention.place)


@cache
def _with_capital() -> re.Pattern[str]:
    """`triển khai tốt mô hình Vườn ươm thanh niên`, up to a punctuation mark or a word of `stops`."""
    deeds = any_of(words(outlines()["owners"]["deeds"]))
    title = rf"(?P<title>(?!{_SMALL_NAMES})[{UPPER}][^\W\d]*(?:\s+[^\s“”:;,.()]+){{2,9}}?)"
    ends = any_of(words(outlines()["owners"]["stops"], ["của", "tại", "ở", "cho", "vào"]))
    return re.compile(
        rf"(?<!\w){deeds}(?:\s+(?:hiệu quả|thành công|tốt|được))?\s+{WORD}\s+{title}(?=[,.;:()]|$|\s+{ends}\s)"
    )


_SMALL_NAMES = r"(?:Dân vận|OCOP|VietGAP|[Nn]ông thôn)"
"""Words with a capital after `mô hình` that begin no title."""


def with_capital(text: str) -> Iterator[Mention]:
    """Titles without quotes, with a capital, within a sentence; each needs an owner or a place."""
    for match in _with_capital().finditer(text):
        if not goes_on(match["title"]):
            for mention in with_owner(match["title"], text, match.end("title"), match.start("title"), quoted=False):
                yield replace(mention, needs_owner=True)


@cache
def _opens_sentence() -> re.Pattern[str]:
    of = rf"\s(?:của|do)\s+(?:(?:hộ|gia đình)\s+)?(?:{organisation()}|{person()})"
    return re.compile(rf"(?<=[.!?]\s){WORD}\s+(?P<title>[^\W\d_{UPPER}][^“”:;,.()]{{6,120}}?)(?={of})")


def in_sentence(text: str) -> Iterator[Mention]:
    """Titles without quotes at the beginning of a sentence, followed by the owner."""
    for mention in _before_owner(_opens_sentence(), text):
        if mention.person or names_owner(mention.owner):
            yield mention


def _before_owner(pattern: re.Pattern[str], text: str) -> Iterator[Mention]:
    """The titles that a pattern finds, each with the owner named after it."""
    for match in pattern.finditer(text):
        if may_be_title(match["title"], with_owner=False):
            yield from with_owner(match["title"], text, match.end("title"), match.start(), quoted=False)


@cache
def _owned() -> re.Pattern[str]:
    owner = rf"(?:{organisation()}|{person()})[^.;:“”]{{0,150}}"
    return re.compile(rf"[\s\-+•–*]*{owner}:\s+{WORD}\s+(?P<title>[^“”:;.]{{6,{TITLE_LIMIT}}})[.;]?\s*$")


def owned(text: str) -> Iterator[Mention]:
    """The title of a passage that consists of owner, colon and title: `Chi bộ A, xã B: Mô hình đổi công gặt lúa.`"""
    yield from _up_to_end(_owned().match(text))


def _up_to_end(match: re.Match[str] | None) -> Iterator[Mention]:
    """The title of a match, up to the end of the passage; it needs an owner."""
    if match and may_be_title(match["title"], with_owner=False):
        yield Mention(match["title"].strip(), match.start("title"), match.end("title"), quoted=False, needs_owner=True)


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
    """The title without quotes after `cách làm` at the start of a passage; the owner has a place or name."""
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
    """Titles without quotes of models that a text counts, each followed by its owner."""
    for mention in _before_owner(_counted(), text):
        yield replace(mention, needs_owner=True)


_ONE = re.compile(
    rf"(?<!\w)(?:một|01|1)\s+{WORD}(?:\s+(?:dân vận khéo|“Dân vận khéo”|là))?\s*:\s+"
    rf"(?P<title>[{UPPER}][^“”:;,.]{{8,100}})\.?\s*$"
)


def single(text: str) -> Iterator[Mention]:
    """The title without quotes after `làm được một mô hình:` up to the end of the passage; it needs an owner."""
    yield from _up_to_end(_ONE.search(text))


def item(text: str) -> Iterator[Mention]:
    """The title of an item without quotes in a list of models; each needs an owner or a place."""
    boundary = _BOUNDARY.search(text, 0, _ITEM_LIMIT)
    for mention in split(text, 0, boundary.start() if boundary else min(len(text), _ITEM_LIMIT), True):
        if mention.owner or mention.place:
            yield replace(mention, start=0)
