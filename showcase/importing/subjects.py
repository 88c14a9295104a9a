"""The owner and place of a title, read from the words before it: the subject of its clause or of its line."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from showcase.importing.mention import WORD, Mention
from showcase.importing.outlines import UPPER, any_of, outlines, words
from showcase.importing.owners import (
    commune,
    hamlet,
    names_owner,
    organisation,
    person,
    place_within,
    read_owners,
    unit,
    until_stop,
    vague,
)

_BEFORE = 500
"""So many characters before a title are searched for its subject."""
_CLAUSE = re.compile(r"[;.!?…](?=\s)")
_TIME = rf"(?i:{any_of(words(outlines()['owners']['times']))})(?!\w)[^,:;“”]{{0,50}}"
"""A time: `Chiều 22/11/2026`, up to a comma or a colon."""
_PLACE = rf"(?P<place>{unit()}[^,;:“”]{{1,60}}(?:,\s*{unit()}[^,;:“”]{{1,40}}){{0,2}})"
_AT = re.compile(rf"[\s\-+•–*]*(?:{_TIME},\s+)?(?:[Tt]ại|[Ởở])\s+(?:[^\W\d_{UPPER}]+\s+){{0,4}}?{_PLACE},\s*")
ASIDE = rf"\((?!{organisation()}|{unit()})[^()“”]{{1,60}}\)"
"""Words in brackets after a title that are neither an owner nor a place."""
_SAME_LIST = re.compile(rf"(?:[\s,;:.…”)]|{ASIDE})*(?:và\s+)?(?:{WORD})?[\s:]*")


def with_subjects(text: str, mentions: list[Mention]) -> Iterator[Mention]:
    """The mentions of a passage in order; a mention without an owner gets the subject of its clause."""
    owner, place, before = "", "", 0
    sentence = heading = _place_heading(text)
    for mention in mentions:
        if mention.start >= before and not _SAME_LIST.fullmatch(text, before, mention.start):
            owner, place = _subject(text, mention.start)
            sentence = place or (heading if re.search(r"[.!?]\s", text[before : mention.start]) else sentence)
        near = heading if not before and _RIGHT_BEHIND.search(text, 0, mention.start) else ""
        yield _with_subject(mention, owner, place or near or (sentence if BARE.search(mention.owner or owner) else ""))
        if mention.owner:
            owner, place = "", ""
        before = mention.end


_RIGHT_BEHIND = re.compile(rf"(?::|\s[-–—])\s+(?:{WORD})?\s*“?$")
"""What stands between the place with which a passage begins and its first title."""


def _place_heading(text: str) -> str:
    """The commune at the beginning of a passage, before a colon or a dash: `- Xã A: Hội Nông dân xã ...`."""
    around = rf"(?:\s*\([^()]{{2,40}}\)|,\s*{unit()}[^,;:.“”()–—]{{1,40}}?){{0,2}}"
    place = rf"{commune()}[^,;:.“”()–—]{{1,40}}?{around}"
    match = re.match(rf"[\s\-+•–*]*(?:(?:[Ởở]|[Tt]ại)\s+)?({place})\s*(?::|\s[-–—])\s", text)
    return match[1] if match else ""


BARE = re.compile(r"(?<!\w)(?:xã|phường)$")
"""The end of an owner whose commune was named before: `Hội Nông dân phường`."""


def _with_subject(mention: Mention, owner: str, place: str) -> Mention:
    """A mention with the owner and place of its sentence, where it has none of its own."""
    if mention.person or not (owner or place):
        return replace(mention, place=mention.place or place)
    if re.fullmatch(person(), owner) and not mention.owner:
        return replace(mention, owner=owner, place=mention.place or place, person=True)
    if mention.owner:
        takes = place and not owner and not mention.place and not place_within(mention.owner)
        return replace(mention, place=place) if takes else mention
    return replace(mention, owner=owner, place=_both(mention.place, place))


def _both(near: str, around: str) -> str:
    """A hamlet together with the commune of the sentence."""
    if near and around and not re.search(rf"(?<!\w){commune()}", near):
        return f"{near}, {around}"
    return near or around


def _subject(text: str, start: int) -> tuple[str, str]:
    """Owner and place at the beginning of the clause before a title: `Hội ... xã A xây dựng các mô hình “B”`."""
    window = text[max(0, start - _BEFORE) : start]
    ends = [boundary.end() for boundary in _CLAUSE.finditer(window)]
    clause = window[ends[-1] if ends else 0 :]
    return _beside_title(clause) or _doer(text, start, _last_sentence_part(clause))


def _beside_title(clause: str) -> tuple[str, str] | None:
    """Owner and place directly before a title: of somebody praised for it, or at the head of the line; else None."""
    if praised := _praised().search(clause):
        name = (praised["owner"] or praised["giver"]).strip(" ,")
        if re.match(person(), name):
            return _named_subject(name, "")
        return name, _place_having(clause[: praised.start() + 1])
    if known := _known_for().search(clause):
        return _named_subject(known["owner"].strip(" ,"), "")
    headed = _heads_line().fullmatch(clause)
    if headed and until_stop(name := headed["owner"] + headed["last"]) == name:
        return _named_subject(name.strip(" ,"), "")
    return None


def _doer(text: str, start: int, clause: str) -> tuple[str, str]:
    """Owner and place of a clause with a verb of `deeds`."""
    at = _AT.match(clause)
    clause = clause[at.end() :] if at else clause
    place = at["place"] if at else ""
    if back := _back().search(clause):
        return referred(text[: max(0, start - len(clause)) + back.start("word")], back["word"]), place
    begin = _lead().match(clause)
    words_on = clause[begin.end() if begin else _last_subject(clause) :]
    done = _own_deed(words_on)
    if not done:
        return "", place if _HAS_ONE.fullmatch(clause) else ""
    return _named_subject(until_stop(words_on[: done.start()]).strip(" ,"), place)


def _last_subject(clause: str) -> int:
    """The index of the last subject after a comma: `Được Công ty A giúp đỡ, Hội B`; without one, the clause's end."""
    subjects = list(_BEHIND_COMMA.finditer(clause))
    return subjects[-1].end() if subjects else len(clause)


_BEHIND_COMMA = re.compile(rf",\s+(?={organisation()}|{person()})")


def _own_deed(words_on: str) -> re.Match[str] | None:
    """The verb by which a subject owns a model. Verbs of presenting count only for owners with a commune or hamlet."""
    presents = _presents().search(words_on)
    if presents and re.search(rf"(?<!\w)(?:{commune()}|{hamlet()})", words_on[: presents.start()]):
        return presents
    review = _reviews().search(words_on)
    if review and not _OFFICES.match(words_on):
        return review
    done = deed().search(words_on)
    return None if _never_deed().search(_PRAISED_MODELS.sub(r"\1", words_on)) else done


@cache
def _reviews() -> re.Pattern[str]:
    """`tổ chức tổng kết 03 năm thực hiện mô hình`, right before a title."""
    count = r"(?:\d{1,2}|một|hai|ba|bốn|năm|nửa)\s+(?:năm|tháng)"
    doing = r"(?:(?:thực hiện|triển khai)\s+)?"
    return re.compile(rf",?\s(?:đã\s+)?(?:tổ chức\s+)?(?:sơ kết|tổng kết)\s+(?:{count}\s+)?{doing}(?:{WORD}\s+)?“?$")


_OFFICES = re.compile(r"(?:Ban|Đảng ủy|Huyện ủy|Tỉnh ủy|Thành ủy|Thị ủy|UBND|Ủy ban|MTTQ|Mặt trận|HĐND|Khối)(?!\w)")
"""Who reviews the models of others."""
_PRAISED_MODELS = re.compile(rf"({WORD}),?\s(?:đã\s|đang\s)?được\s[^,;:“]*")
"""`có 3 mô hình được huyện công nhận`: a verb in the passive, with another subject."""


@cache
def _praised() -> re.Pattern[str]:
    """`biểu dương Chi bộ A về mô hình`; after a title `và Chi bộ B về mô hình`; and `Chi bộ C (mô hình`."""
    praises = any_of(words(outlines()["owners"]["praises"]))
    before = rf"(?:{praises}(?:[^.;:“”]{{0,60}}?\scho)?\s+|”\s*(?:[,;]|và)\s+(?:và\s+)?)"
    receivers = any_of(words(outlines()["owners"]["receivers"]))
    before += rf"(?:{receivers}\s+){{0,2}}"
    deeds = any_of(words(outlines()["owners"]["deeds"]))
    merit = rf"(?:thành tích\s+|công\s+)?(?:trong\s+)?(?:việc\s+|có\s+|đã\s+[^\W\d]+\s+)?(?:{deeds}\s+)?"
    behind = rf",?\s+(?:(?:về|với|vì|nhờ)\s+{merit}|(?:vì\s+)?đã\s+{deeds}\s+)(?:{WORD})?\s*“?$"
    further = rf"(?:,\s{unit()}[^.;:,“”()]{{1,40}}){{0,2}}"
    bracket = rf"(?P<giver>{organisation()}[^.;:,“”()]{{0,120}}?{further})\s*\(\s*(?:với\s+)?(?:{WORD})?\s*“?$"
    return re.compile(
        rf"{before}(?P<owner>(?:{organisation()}|{person()})[^.;:“”]{{0,120}}?){behind}|(?:^|[,:]|\scó)\s*{bracket}"
    )


@cache
def _known_for() -> re.Pattern[str]:
    """A person called the owner of a model: `bà A, thôn B, chủ mô hình`."""
    authors = any_of(words(outlines()["owners"]["authors"], ["chủ"]))
    return re.compile(
        rf"(?P<owner>{person()}(?:,\s+{unit()}[^.;:,“”]{{1,40}}){{0,3}}),\s+(?:là\s+)?{authors}\s+(?:của\s+)?(?:{WORD})?\s*“?$"
    )


@cache
def _back() -> re.Pattern[str]:
    """An organisation named by the first word of its name: `Hội có mô hình`, `: hội duy trì`."""
    again = any_of(words(outlines()["owners"]["again"]))
    return re.compile(
        rf"(?:^|[,:]\s)\W*(?:[Cc]ũng\s+)?(?i:(?P<word>{again}))(?:\s+(?:này|trên|đó))?(?={deed().pattern})"
    )


def referred(before: str, word: str) -> str:
    """The full name for `hội` or `đoàn`: the last name in the text before that begins with this word; else empty."""
    named = list(re.finditer(rf"(?<!\w){word[:1].upper() + word[1:].lower()}\s+(?=\w)", before))
    owners = read_owners(before, named[-1].start()).names if named else ()
    return owners[0] if owners and names_owner(owners[0]) else ""


_HAS_ONE = re.compile(
    rf"(?:(?:từ\s+(?:ngày|khi)\s+)?(?:(?:đã|đang)\s+)?(?:có|xuất hiện|nổi lên)\s)?[\s“:]*(?:{WORD})?[\s“:]*"
)
"""The words between a place and its model: `, từ ngày có mô hình`."""


UNIT_WORDS = words(outlines()["units"]["today"], outlines()["units"]["district"], outlines()["units"]["province"])


@cache
def _heads_line() -> re.Pattern[str]:
    """A line that has only an owner before its title: `Hội A xã B - Mô hình`, `Ông C, thôn D: mô hình`."""
    owner = rf"(?P<owner>(?:{organisation()}|{person()})[^.;:“”]{{0,150}}?)(?<!\w)"
    last = rf"(?P<last>[{UPPER}\d][^\s.;:“”]*|{any_of(UNIT_WORDS)})"
    return re.compile(rf"[\s\-+•–*]*{owner}{last}\s*[-–—:]\s+(?:(?:các|những|hai|ba|\d+)\s+)?(?:{WORD})?\s*“?")


def _place_having(before: str) -> str:
    """The commune before an owner: `xã A` in `, xã A có Hội B`; empty without one."""
    match = re.search(rf"(?:^|[,:]\s*)(?P<place>{commune()}[^,:;.“”()]{{1,40}})$", before.rstrip())
    return match["place"] if match else ""


def is_asked_for(text: str, start: int) -> bool:
    """Whether the clause before a title asks for such a model: `giao các chi bộ xây dựng mô hình “A”`."""
    clause = re.split(r"[.!?](?=\s)", text[max(0, start - _BEFORE) : start])[-1]
    return bool(re.search(rf"(?<!\w)(?<!được ){any_of(words(outlines()['owners']['asks']))}\s", clause, re.IGNORECASE))


def _named_subject(name: str, place: str) -> tuple[str, str]:
    """Owner and place of a subject: `Hội LHPN xã A (huyện B)`; the owner is empty for a subject that is a place."""
    name = re.split(rf"\s+cùng(?:\s+với)?\s+(?={organisation()})", name)[0]
    bracket = re.search(r"\s*\(([^()]*)\)$", name)
    bare = name[: bracket.start()] if bracket else name
    if len(bare) > 150 or re.search(r"[“”():]|\scác cấp\b", bare) or re.match(vague(), bare):
        return "", ""
    if called := re.fullmatch(
        rf"({person()})(?:,\s+\d\d\s+tuổi)?(?:(?:,|,?\s+ở)\s+((?:{unit()}|{organisation()}).*))?", name
    ):
        return called[1], place_within(called[2] or "") or place
    if not re.match(organisation(), bare):
        return "", name if re.match(unit(), name) else ""
    return bare, f"{place_within(bare)} ({bracket[1]})" if bracket else place


def _last_sentence_part(clause: str) -> str:
    """The clause from its last subject on, if a comma or colon separates whole statements."""
    starts = [0]
    for gap in _NEXT_SUBJECT.finditer(clause):
        done = "“" in clause[starts[-1] : gap.start()] or gap["sign"] == ":"
        starts += [gap.end()] if done else []
    return clause[starts[-1] :]


_LEAD_WORDS = rf"(?:(?i:{any_of(words(outlines()['owners']['lead_words']))})\s+){{0,2}}"
_NEXT_SUBJECT = re.compile(rf"(?P<sign>[,:])\s+{_LEAD_WORDS}(?={organisation()}|{person()})")


@cache
def _lead() -> re.Pattern[str]:
    """The words that may stand before the subject of a clause."""
    leads = any_of(words(outlines()["owners"]["leads"]))
    plain = rf"[{UPPER}][^,:;.“”\d{UPPER}]{{1,40}}[,:]\s*"  # a phrase without a name: `Không kém cạnh, `
    lead = rf"(?:{leads}(?:\s[^,:;]{{0,50}})?[,:]\s*|{leads}\s+(?:là|có|như)?\s*|{plain})"
    openers = rf"(?:{any_of(words(outlines()['owners']['openers']))}\s+){{0,3}}"
    lead = rf"{lead}|[Nn]ăm\s+\d{{4}},?\s+"
    lead = rf"(?:\([^()“”]{{2,40}}\)\s*[-–—]\s*)?(?:{lead}|{_TIME}[,:]\s+)?"
    subject = rf"(?={organisation()}|{unit()}|{person()})"
    return re.compile(rf"[\s\-+•–*]*(?:và\s+)?(?:{lead}{openers})?{_LEAD_WORDS}{subject}")


@cache
def deed() -> re.Pattern[str]:
    """A pattern for the verb of an owner with a model: ` đã mạnh dạn xây dựng`."""
    adverbs = any_of(words(outlines()["owners"]["adverbs"]))
    deeds = any_of(words(outlines()["owners"]["deeds"]))
    return re.compile(rf",?\s(?:{adverbs}\s+){{0,4}}(?:{deeds}(?!\w)|nhân\s*$)")  # `nhân mô hình`, but `nhân dân`


@cache
def _presents() -> re.Pattern[str]:
    """`Công an xã A cũng giới thiệu mô hình`, directly before a title."""
    adverbs, presents = (any_of(words(outlines()["owners"][name])) for name in ("adverbs", "presents"))
    return re.compile(rf"\s(?:{adverbs}\s+){{0,3}}{presents}\s+(?:{WORD})?\s*“?$")


@cache
def _never_deed() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(words(outlines()['owners']['never_deeds']))}(?!\w)")
