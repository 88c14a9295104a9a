"""Find titles in quotes: after `mô hình`, in lists of models, and at the beginning of a passage."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from showcase.importing.attribution import with_owner
from showcase.importing.later_sentences import supplement
from showcase.importing.mention import QUOTE, TITLE_LIMIT, WORD, Mention
from showcase.importing.outlines import any_of, outlines, words
from showcase.importing.owners import organisation, unit
from showcase.importing.subjects import deed

_LINE_LIMIT = 220
"""Most characters of a headline of a model."""


@cache
def _run() -> re.Pattern[str]:
    between = any_of(words(outlines()["titles"]["between"]))
    more = rf"(?:\s*(?:[,;]|,?\s*và)\s*(?:{WORD}\s*)?{QUOTE.replace('(', '(?:', 1)})"
    first = QUOTE.replace("(", "(?:", 1)
    number = r"\s+(?:thứ\s+[^\W\d]+|số\s+\d{1,2})"
    return re.compile(rf"{WORD}(?:{number})?(?:\s+{between})?\s*[:–—-]?\s*(?P<quotes>{first}{more}{{0,30}})")


def quoted(text: str) -> Iterator[Mention]:
    """Titles in quotes directly after `mô hình`. Several titles share the owner after the last one."""
    end = 0
    for run in _run().finditer(text):
        if run.start() < end:
            continue
        titles = re.findall(QUOTE, run["quotes"])
        mentions = [mention for title in titles for mention in with_owner(title, text, run.end(), run.start())]
        yield from (replace(mention, needs_owner=is_taken_over(text, run.start())) for mention in mentions)
        end = mentions[-1].end
        for mention in _further(text, end):
            yield mention
            end = mention.end


def is_taken_over(text: str, start: int) -> bool:
    """Whether the words before a title say that somebody works by it: `áp dụng mô hình “A”`."""
    return bool(_lessons().search(text, max(0, start - 80), start))


@cache
def _lessons() -> re.Pattern[str]:
    """`theo mô hình “A”`: most such models belong to another owner."""
    return re.compile(rf"(?<!\w){any_of(words(outlines()['titles']['lessons']))}\s+(?:{WORD}[^.;,“”]{{0,40}}\svà\s+)?$")


_WITHIN = re.compile(rf"{WORD}\s+['‘](?P<title>[^'‘’“”]{{4,{TITLE_LIMIT}}})['’]")


def within(text: str) -> Iterator[Mention]:
    """Titles in single quotes within a quotation: `“Mô hình ‘A’ của Hội B”`."""
    for match in _WITHIN.finditer(text):
        yield from with_owner(match["title"], text, match.end(), match.start())


_DESCRIBED = re.compile(rf"{WORD}(?P<between>(?:\s+[^\W\d]+){{1,5}})\s+{QUOTE}")


def described(text: str) -> Iterator[Mention]:
    """Titles in quotes one to five words after `mô hình`: `mô hình câu lạc bộ “...” của A`; each needs an owner."""
    for match in _DESCRIBED.finditer(text):
        if not goes_on(match["between"]):
            for mention in with_owner(match[2], text, match.end(), match.start()):
                yield replace(mention, needs_owner=True)


def goes_on(between: str, lists: tuple[str, ...] = ("never_within", "never_between")) -> bool:
    """Whether the words after `mô hình` lead to something else than a title: a motto, a campaign."""
    never = words(*(outlines()["titles"][name] for name in lists))
    return bool(re.search(rf"(?<!\w){any_of(never)}(?!\w)", between))


_ANY = QUOTE.replace("(", "(?:", 1)
_MORE = rf"(?:\s*(?:[,;]|,?\s*và)\s*(?:{WORD}\s*)?{_ANY})"
_NUMBER = r"\(?\d{1,2}[.)]\s*"
_FURTHER = re.compile(
    rf"(?:(?:\s*\()?[^()“”]{{0,80}}\))?\s*(?:[.;,]?\s*{_NUMBER}|[;,]|,?\s*và(?=\s))\s*(?:và\s+)?(?:{WORD}\s+)?(?P<quotes>{_ANY}{_MORE}{{0,30}})"
)


def _further(text: str, end: int) -> Iterator[Mention]:
    """The further titles of a list whose last title ends at `end`. Neighbouring titles share the owner after them."""
    while further := _FURTHER.match(text, end):
        mentions = list(_side_by_side(text, further))
        yield from mentions
        end = mentions[-1].end


def _side_by_side(text: str, run: re.Match[str]) -> Iterator[Mention]:
    """Each title of a series of quotes, with the owner after the last one."""
    for title in re.finditer(QUOTE, run["quotes"]):
        start = run.start("quotes") + title.start()
        yield from with_owner(title[1], text, run.end(), start)


_LIST = re.compile(
    rf"{WORD}(?P<between>[^“”.;:]{{0,160}}?)(?:\s(?:như|gồm|là)(?:\s+sau)?\s*[:,]?|:)\s*"
    rf"(?:{_NUMBER})?(?:{WORD}\s+)?(?={QUOTE})"
)


def listed(text: str) -> Iterator[Mention]:
    """Titles in quotes of a list opened by `mô hình`: `nhiều mô hình bảo đảm an ninh, như: “A”, “B”`."""
    for opening in _LIST.finditer(text):
        first = re.compile(QUOTE).match(text, opening.end())
        if first and not goes_on(opening["between"], ("never_between",)):
            mentions = with_owner(first[1], text, first.end(), first.start())
            yield from mentions
            yield from _further(text, mentions[-1].end)


def headline(text: str) -> Iterator[Mention]:
    """The title of a passage that consists of a title in quotes and its owner or place: `“A” - phường B, tỉnh C`."""
    authors = any_of(words(outlines()["owners"]["authors"]))
    before = rf"(?:của\s+|do\s+|tại\s+|ở\s+|(?i:{authors})\s*(?::|là)\s+)?"
    above = rf"(?:(?:[Ll]ĩnh vực\s[^:“”]{{3,60}}|{unit()}[^:“”]{{1,40}}):)?"
    title = re.match(rf"\s*{above}\s*{QUOTE}(?=\s*[-–—,(]?\s*{before}(?:{organisation()}|{unit()}))", text)
    if title and len(text) <= _LINE_LIMIT:
        mentions = with_owner(title[1], text, title.end(), 0)
        yield from (
            mention
            for mention in mentions
            if not _FIGURE_BEHIND.sub("", _done_behind(text, mention.end)).strip(" .,;:)")
        )


def _done_behind(text: str, end: int) -> str:
    """The words behind the owner of a headline, without `phụ trách` at their beginning."""
    done = deed().match(text, end)
    return text[done.end() if done else end :]


_FIGURE_BEHIND = re.compile(r"^(?:[,;:]|\s*[-–—])\s+(?:[^\W\d]+\s+){0,3}\d[^.;“”]{0,60}\.?$")
"""A figure after the owner of a headline: `, 180 suất mỗi thứ tư`."""


_WITH = re.compile(
    rf"[;:,]\s+(?:(?:còn|và|riêng|bên|phía)\s+){{0,2}}{organisation()}[^;:,“”]{{3,120}}?\s(?:với|có)\s+(?={QUOTE})"
)


def with_owners(text: str) -> Iterator[Mention]:
    """Titles in a list of owners: `Hội A với mô hình “B”; Đoàn C với “D”`."""
    word = re.search(rf"{WORD}|điển hình", text)
    for item in _WITH.finditer(text, word.end()) if word else ():
        title = re.compile(QUOTE).match(text, item.end())
        yield from with_owner(title[1], text, title.end(), title.start()) if title else ()


@cache
def _near_word() -> re.Pattern[str]:
    """`sáng kiến “A”`, `cách làm hay “B”, “C”`."""
    near = outlines()["titles"]["near_words"]
    nouns, adjectives = any_of(words(near["nouns"])), any_of(words(near["adjectives"]))
    return re.compile(
        rf"(?<!\w){nouns}(?:,?\s+{adjectives}){{0,3}}\s*:?\s*(?P<quotes>{_ANY}{_MORE}{{0,10}})", re.IGNORECASE
    )


def near_words(text: str) -> Iterator[Mention]:
    """Titles in quotes after a word that offices use instead of `mô hình`; each needs an owner or a place."""
    for run in _near_word().finditer(text):
        yield from (replace(mention, needs_owner=True) for mention in _side_by_side(text, run))
    for run in _work().finditer(text) if speaks_of_models(text) else ():
        found = (mention for mention in _side_by_side(text, run) if not _BUILDERS.match(mention.owner))
        yield from (replace(mention, needs_owner=True) for mention in found)


_BUILDERS = re.compile(r"(?:Tổng công ty|Công ty|Doanh nghiệp|Xí nghiệp|Tập đoàn|Ban Quản lý)(?!\w)")
"""Who builds for others."""


def speaks_of_models(text: str) -> bool:
    """Whether a passage speaks of models or begins with a work, so that a work with a name may be one."""
    works = any_of(words(outlines()["titles"]["near_words"]["works"]))
    return bool(re.search(rf"{WORD}|[Dd]ân vận khéo|^\W*(?i:{works})", text))


@cache
def _work() -> re.Pattern[str]:
    """`công trình “A”`."""
    works = any_of(words(outlines()["titles"]["near_words"]["works"]))
    return re.compile(rf"(?<!\w){works}\s*:?\s*(?P<quotes>{_ANY}{_MORE}{{0,10}})", re.IGNORECASE)


@cache
def _after_count() -> re.Pattern[str]:
    """`Công an xã lập “B”`, `“A” do Trạm Y tế xã đứng ra làm`, later in a text that counts models."""
    deeds = any_of(words(outlines()["owners"]["deeds"]))
    does = rf"[.;:,]\s+(?:[^\W\d_]+\s+){{0,2}}?{organisation()}[^.;:,“”]{{1,120}}?\s{deeds}\s+(?P<done>{_ANY})"
    return re.compile(rf"{does}|(?:[.;:,]|\s(?:là|có|và|gồm))\s+(?P<of>{_ANY})(?=\s+(?:của|do)\s+{organisation()})")


_COUNTED = re.compile(rf"(?:\d{{1,3}}|hai|ba|bốn|năm|các|những|một số|nhiều)\s+{WORD}\b(?!\s*“)")


def after_count(text: str) -> Iterator[Mention]:
    """Titles in quotes after `có thêm 4 mô hình.`, each with its owner and without the word `mô hình`."""
    counted = _COUNTED.search(text)
    for match in _after_count().finditer(text, counted.end()) if counted else ():
        group = "done" if match["done"] else "of"
        for mention in with_owner(match[group][1:-1], text, match.end(group), match.start(group)):
            yield replace(mention, needs_owner=True)


@cache
def _called_next() -> re.Pattern[str]:
    """`“A”. Đây là mô hình ...`, `“B”: ... Mô hình này của Hội C`."""
    table = outlines()["later_sentences"]
    calls, points = any_of(words(table["calls"])), any_of(words(table["points"]))
    again = rf"(?:{calls}\s+(?:một\s+|tên\s+)?mô hình|Mô hình\s+{points})(?!\w)(?!\s*[“:])"
    return re.compile(rf"{QUOTE}(?P<rest>[^“”]{{0,300}}?[.!?])\s+(?={again})")


def called_next(text: str) -> Iterator[Mention]:
    """A title in quotes that the sentence behind it calls a model; it counts with an owner that this names."""
    for found in _called_next().finditer(text):
        before = text[max(0, found.start() - 40) : found.start()]
        if re.search(rf"{WORD}[^.]*$", before) or _SPEECH.search(found[1]) or len(found[1].split()) > _LONGEST:
            continue
        behind = supplement(text[found.end() :], text[: found.end()])
        if behind.owner:
            yield Mention(
                found[1].strip(), found.start(), found.end(1) + 1, behind.owner, behind.place, person=behind.person
            )


_SPEECH = re.compile(r"[.!?…,]$|[.!?…]\s")
"""What somebody says, and no title."""
_LONGEST = 12
"""Words of a title that only the next sentence calls a model."""
_SEVERAL = r"(?:(?:một|những|các|hai|ba|bốn)\s+)?(?:trong\s+(?:số\s+|các\s+|những\s+)+)?"
_APPOSED = re.compile(
    rf"{QUOTE}(?:(?:\s*\([^()]*\))?(?P<one>,|\s[-–—])\s+{_SEVERAL}|[^“”.;:]{{0,120}}?\s(?:đều\s+)?là\s+{_SEVERAL})"
    rf"(?:tên\s+(?:gọi\s+)?(?:của\s+)?)?{WORD}\b(?!\s*“)"
)
_ENDS = (". ", "; ", "! ", "? ")


def apposed(text: str) -> Iterator[Mention]:
    """Titles followed by the word `mô hình`: `A có “B”, mô hình ...`, `C có “D”, E có “F” là những mô hình`."""
    done = 0
    for called in _APPOSED.finditer(text):
        sentence = max(text.rfind(sign, done, called.start()) for sign in _ENDS) + 1
        begin = called.start() if called["one"] else max(sentence, done)
        done = called.end(1) + 1
        titles = list(re.compile(QUOTE).finditer(text, begin, called.end(1) + 1))
        for title in titles:
            mentions = with_owner(title[1], text, title.end(), title.start())
            if len(titles) == 1 and not any(
                mention.owner or mention.place for mention in mentions
            ):  # `“A” là tên mô hình của B`
                mentions = with_owner(title[1], text, called.end(), title.start())
            yield from (replace(mention, needs_owner=True) for mention in mentions)
