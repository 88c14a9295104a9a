"""Whose a title is and where: by the words behind it, in brackets behind it, or before it as the subject."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from showcase.importing.mention import WORD, Mention
from showcase.importing.outlines import UPPER, any_of, outlines, words
from showcase.importing.owners import (
    Owners,
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
"""Characters before a title in which its subject must stand."""
_CLAUSE = re.compile(r"[;.!?…](?=\s)")
_BRACKET = re.compile(rf"\s*\((?P<name>[{UPPER}][\w'-]*(?:\s+[{UPPER}\d][\w'-]*){{0,4}}|[^()]{{2,60}})\)")
_TIME = rf"(?i:{any_of(words(outlines()['owners']['times']))})(?!\w)[^,:;“”]{{0,50}}"
"""When it was: `Chiều 22/11/2026`, up to a comma or a colon."""
_AT = re.compile(
    rf"[\s\-+•–*]*(?:{_TIME},\s+)?(?:[Tt]ại|[Ởở])\s+(?:[^\W\d_{UPPER}]+\s+){{0,4}}?(?P<place>{unit()}[^,;:“”]{{1,60}}(?:,\s*{unit()}[^,;:“”]{{1,40}}){{0,2}}),\s*"
)
_ASIDE = rf"\((?!{organisation()}|{unit()})[^()“”]{{1,60}}\)"
_SAME_LIST = re.compile(rf"(?:[\s,;:.…”)]|{_ASIDE})*(?:và\s+)?(?:{WORD})?[\s:]*")


def with_owner(title: str, text: str, end: int, start: int, quoted: bool = True) -> list[Mention]:
    """The mention of a title that ends at `end`, once for each owner behind it."""
    title = title.strip(" ,;:.*")
    base = Mention(title, start, end, quoted=quoted)
    behind = _behind().match(text, end)
    if not behind and (by := _by(base, text, end) or _doer_behind(base, text, end) or _author(base, text, end)):
        return [by]
    if not behind:
        inner = re.search(rf"\scủa\s+(?={organisation()})", title) if quoted else None
        owner = title[inner.end() :] if inner else ""
        return [replace(base, owner=owner if read_owners(owner, 0).names == (owner,) else "")]
    if behind["in"] is not None:
        return [_in_brackets(base, text, behind.end())]
    found = _read_behind(base, text, behind)
    return [replace(one, end=end) for one in found] if behind["aside"] else found


def _by(base: Mention, text: str, end: int) -> Mention | None:
    """`... được Đoàn phường B thí điểm`, `“A”: Chi bộ C thực hiện`: who does it, where the verb is one of doing."""
    passive = _passive().match(text, end)
    owners = read_owners(text, passive.end()) if passive else None
    if passive and passive["by"] and owners and owners.names:
        return replace(base, owner=owners.names[0], end=owners.end)
    if passive and passive["whose"] and owners and owners.names and not _is_whole(owners.names[0]):
        return None
    if not owners or not owners.names or not (_deed().match(text, owners.end) or _named_alone(text, owners)):
        return None
    return replace(base, owner=owners.names[0], end=owners.end)


def _doer_behind(base: Mention, text: str, end: int) -> Mention | None:
    """`“A”, Hội B xã C đảm nhận.`: who does it, where the sentence ends behind the verb."""
    comma = re.compile(rf"”?(?:\s*{_ASIDE})?,\s+(?={organisation()})").match(text, end)
    owners = read_owners(text, comma.end()) if comma else None
    deed = _deed().match(text, owners.end) if owners and owners.names and _is_whole(owners.names[0]) else None
    if not owners or not deed or not re.compile(r"\s*(?:[.;,]|$|(?:từ|năm)\s)").match(text, deed.end()):
        return None
    return replace(base, owner=owners.names[0], end=owners.end)


@cache
def _passive() -> re.Pattern[str]:
    """`được Đoàn phường B`, `: Chi bộ C`, `mà Đội E`, `được triển khai bởi Hội D`."""
    deeds = any_of(words(outlines()["owners"]["deeds"]))
    by = rf"(?:(?:đã|đang)\s+)?(?:được\s+{deeds}\s+)?bởi"
    return re.compile(rf"[\s,*”]*(?:được|(?P<whose>mà)|:|(?P<by>{by}))\s+(?={organisation()})")


def _is_whole(owner: str) -> bool:
    """Whether a name tells whose it is: by a place, a name in capitals, or the commune of the report."""
    return names_owner(owner) or bool(_BARE.search(owner))


def _named_alone(text: str, owners: Owners) -> bool:
    """Whether nothing but a figure stands behind the name of an owner: `“A”: Hội B xã C, 19 góc`."""
    alone = re.compile(r"\s*(?:,\s+(?:[^\W\d]+\s+){0,2}\d|[.;]?\s*$)").match(text, owners.end)
    whole = re.search(rf"\s(?:[{UPPER}\d]\S*|{any_of(_UNITS)})$", owners.names[0])
    return bool(alone and whole) and names_owner(owners.names[0])


@cache
def _behind() -> re.Pattern[str]:
    of = rf"(?:của|do)\s+(?:(?:hộ|gia đình)\s+)?(?=(?P<of>{organisation()}|{unit()}|{person()}|(?P<vague>{vague()})))"
    at = rf"(?:(?:tại|ở)\s+|(?<=[”\s]))(?=(?P<at>{unit()}))|(?:tại|ở)\s+(?=(?P<near>{hamlet()}|{organisation()}))"
    inside = rf"\(\s*(?:của\s+|do\s+|tại\s+|ở\s+)?(?P<in>)(?={unit()}|{organisation()})"
    dash = rf"[-–—]\s+(?=(?P<dash>{organisation()}))|[-–—]\s+(?=(?P<dash_at>{unit()}))"
    works = any_of(words(outlines()["titles"]["works"]))
    born = r"(?:ra đời|xuất phát|bắt nguồn|hình thành|khởi nguồn)\s+(?:từ|nhờ)\s+(?:một\s+)?"
    work = rf"(?:{born})?(?:[-–—]\s+)?(?:là\s+)?(?:một\s+)?(?:{works}\s+(?=của\s))"
    aside = rf"(?P<aside>{_ASIDE},?\s+(?=do\s|của\s))?"
    return re.compile(rf"[\s,*”]*{aside}(?:{work}|[-–—]\s+(?=do\s|của\s))?(?:{of}|{at}|{inside}|{dash})")


def _in_brackets(base: Mention, text: str, start: int) -> Mention:
    """Owner or place in brackets: `(LĐLĐ huyện M)`, `(thị xã Tân Châu)`."""
    closing = text.find(")", start, start + 200)
    name = text[start : closing if closing > 0 else start + 200]
    pieces = name.split(", ")
    told = [pieces[0], *(one for one in pieces[1:] if re.match(unit(), one))]
    if is_owner := re.match(organisation(), name):
        told = [next(iter(read_owners(name, 0).names), pieces[0])]
    words = ", ".join(told)
    end = closing + 1 if words.strip(" .;") == name.strip(" .;") and closing > 0 else start + len(words)
    words = words.strip(" ,.;")
    return replace(base, owner=words, end=end) if is_owner else replace(base, place=words, end=end)


def _read_behind(base: Mention, text: str, behind: re.Match[str]) -> list[Mention]:
    owners = read_owners(text, behind.end())
    end = max(owners.end, behind.end())
    end -= len(re.search(r"(?:\s+và)?\s*$", text[behind.end() : end])[0])  # type: ignore[index]
    bracket = _place_in_brackets(text, end)
    end = bracket.end() if bracket else end
    more = f" ({bracket['name']})" if bracket else ""
    base = replace(base, end=end)
    if behind["of"] and re.match(person(), text[behind.end() :]):
        return [_of_person(base, one, bracket["name"] if bracket else "") for one in owners.names] or [base]
    if behind["of"] or behind["dash"]:
        found = [replace(base, owner=one, place=_around(one, more)) for one in owners.names]
        return found or [base]
    place, _, owner = re.sub(r"\s(?:của|do)\s", "\n", ", ".join(owners.names), count=1).partition("\n")
    owner = owner if re.match(organisation(), owner) else ""
    return [replace(base, place=place + more, owner=owner)]


def _of_person(base: Mention, name: str, bracket: str) -> Mention:
    """`ông Trần Văn A, ấp B, xã C`: the name, and where the person lives, which may stand in a bracket."""
    owner, _, place = name.partition(", ")
    called = re.match(person(), owner)
    place = place if re.match(unit(), place) else bracket
    return replace(base, owner=called[0] if called else owner, place=place, person=True)


def _around(owner: str, bracket: str) -> str:
    """The place in an owner's name with the brackets behind it; empty without brackets."""
    place = place_within(owner) if bracket else ""
    around = bracket.strip(" ()")
    return f"{place}{bracket}" if place else around if re.match(commune(), around) else ""


def _place_in_brackets(text: str, end: int) -> re.Match[str] | None:
    """`(huyện Diễn Châu)`, `(Hà Tĩnh)`: what lies around the place before it."""
    found = _BRACKET.match(text, end)
    is_place = found and (re.match(unit(), found["name"]) or re.fullmatch(_BRACKET.pattern, f"({found['name']})"))
    named = found and not re.match(organisation(), found["name"]) and found["name"][:1].isupper()
    return found if found and is_place and (named or re.match(unit(), found["name"])) else None


def with_subjects(text: str, found: list[Mention]) -> Iterator[Mention]:
    """The mentions of a passage in order, those without an owner with the one that their clause begins with."""
    owner, place, before = "", "", 0
    sentence = heading = _place_heading(text)
    for mention in found:
        if mention.start >= before and not _SAME_LIST.fullmatch(text, before, mention.start):
            owner, place = _subject(text, mention.start)
            sentence = place or (heading if re.search(r"[.!?]\s", text[before : mention.start]) else sentence)
        yield _with_subject(mention, owner, place or (sentence if _BARE.search(mention.owner or owner) else ""))
        if mention.owner:
            owner, place = "", ""
        before = mention.end


def _place_heading(text: str) -> str:
    """The commune that a passage begins with, before a colon or a dash: `- Xã A: Hội Nông dân xã ...`."""
    place = rf"{commune()}[^,;:.“”()–—]{{1,40}}?(?:\s*\([^()]{{2,40}}\))?"
    found = re.match(rf"[\s\-+•–*]*({place})\s*(?::|\s[-–—])\s", text)
    return found[1] if found else ""


_BARE = re.compile(r"(?<!\w)(?:xã|phường)$")
"""The end of an owner that is of the commune named before: `Hội Nông dân phường`."""


def _with_subject(mention: Mention, owner: str, place: str) -> Mention:
    """A mention with the owner and place that the subject of its sentence gives, where it has none of its own."""
    if mention.person or not (owner or place):
        return mention
    if re.fullmatch(person(), owner) and not mention.owner:
        return replace(mention, owner=owner, place=mention.place or place, person=True)
    if mention.owner:
        takes = place and not owner and not mention.place and not place_within(mention.owner)
        return replace(mention, place=place) if takes else mention
    return replace(mention, owner=owner, place=_both(mention.place, place))


def _both(near: str, around: str) -> str:
    """A hamlet with the commune that the subject of the sentence is."""
    if near and around and not re.search(rf"(?<!\w){commune()}", near):
        return f"{near}, {around}"
    return near or around


def _subject(text: str, start: int) -> tuple[str, str]:
    """Owner and place that the clause before a title begins with: `Hội ... xã A xây dựng các mô hình “B”`."""
    window = text[max(0, start - _BEFORE) : start]
    ends = [boundary.end() for boundary in _CLAUSE.finditer(window)]
    clause = window[ends[-1] if ends else 0 :]
    return _beside_title(clause) or _doer(text, start, _last_sentence_part(clause))


def _author(base: Mention, text: str, end: int) -> Mention | None:
    """`Tác giả của mô hình “A” là bà B`: the owner behind `là`, where a word of authors stands before the title."""
    behind = re.compile(rf"[\s,”]*là\s+(?={organisation()}|{person()})").match(text, end)
    if not behind or not _authors().search(text[max(0, base.start - 60) : base.start]):
        return None
    if one := re.compile(rf"({person()})(?:,\s+({unit()}[^.;:“”()]*))?").match(text, behind.end()):
        return replace(base, owner=one[1], place=(one[2] or "").strip(" ,"), person=True, end=one.end())
    owners = read_owners(text, behind.end())
    return replace(base, owner=owners.names[0], end=owners.end) if owners.names else None


@cache
def _authors() -> re.Pattern[str]:
    return re.compile(rf"(?i:{any_of(words(outlines()['owners']['authors']))})\s+(?:của\s+)?$")


def _beside_title(clause: str) -> tuple[str, str] | None:
    """Owner and place that stand right before a title: who is praised for it, or whose line it is."""
    if praised := _praised().search(clause):
        return (praised["owner"] or praised["giver"]).strip(" ,"), _place_having(clause[: praised.start() + 1])
    if known := _known_for().search(clause):
        return _named_subject(known["owner"].strip(" ,"), "")
    headed = _heads_line().fullmatch(clause)
    if headed and until_stop(name := headed["owner"] + headed["last"]) == name:
        return _named_subject(name.strip(" ,"), "")
    return None


def _doer(text: str, start: int, clause: str) -> tuple[str, str]:
    """Owner and place of a clause that tells what its subject does."""
    at = _AT.match(clause)
    clause = clause[at.end() :] if at else clause
    place = at["place"] if at else ""
    if back := _back().search(clause):
        return _referred(text[: max(0, start - len(clause)) + back.start("word")], back["word"]), place
    begin = _lead().match(clause)
    words_on = clause[begin.end() if begin else _last_subject(clause) :]
    deed = _own_deed(words_on)
    if not deed:
        return "", place if _HAS_ONE.fullmatch(clause) else ""
    return _named_subject(until_stop(words_on[: deed.start()]).strip(" ,"), place)


def _last_subject(clause: str) -> int:
    """Where the subject begins behind words of any kind: `Được Công ty A giúp đỡ, Hội B`; the end without one."""
    subjects = list(_BEHIND_COMMA.finditer(clause))
    return subjects[-1].end() if subjects else len(clause)


_BEHIND_COMMA = re.compile(rf",\s+(?={organisation()}|{person()})")


def _own_deed(words_on: str) -> re.Match[str] | None:
    """What a subject does with a model of its own; of a model it presents only where it is of a commune or hamlet."""
    presents = _presents().search(words_on)
    if presents and re.search(rf"(?<!\w)(?:{commune()}|{hamlet()})", words_on[: presents.start()]):
        return presents
    deed = _deed().search(words_on)
    return None if _never_deed().search(_PRAISED_MODELS.sub(r"\1", words_on)) else deed


_PRAISED_MODELS = re.compile(rf"({WORD}),?\s(?:đã\s|đang\s)?được\s[^,;:“]*")
"""`có 3 mô hình được huyện công nhận`: what others do with the models of the subject."""


@cache
def _praised() -> re.Pattern[str]:
    """`biểu dương Chi bộ A về mô hình`, behind a title `và Chi bộ B về mô hình`, and `Chi bộ C (mô hình`."""
    praises = any_of(words(outlines()["owners"]["praises"]))
    before = rf"(?:{praises}(?:[^.;:“”]{{0,60}}?\scho)?\s+|”\s*(?:[,;]|và)\s+(?:và\s+)?)"
    receivers = any_of(words(outlines()["owners"]["receivers"]))
    before += rf"(?:{receivers}\s+){{0,2}}"
    deeds = any_of(words(outlines()["owners"]["deeds"]))
    merit = rf"(?:thành tích\s+|công\s+)?(?:trong\s+)?(?:việc\s+|có\s+|đã\s+[^\W\d]+\s+)?(?:{deeds}\s+)?"
    behind = rf"\s+(?:(?:về|với|vì|nhờ)\s+{merit}|(?:vì\s+)?đã\s+{deeds}\s+)(?:{WORD})?\s*“?$"
    further = rf"(?:,\s{unit()}[^.;:,“”()]{{1,40}}){{0,2}}"
    bracket = rf"(?P<giver>{organisation()}[^.;:,“”()]{{0,120}}?{further})\s*\(\s*(?:với\s+)?(?:{WORD})?\s*“?$"
    return re.compile(rf"{before}(?P<owner>{organisation()}[^.;:“”]{{2,120}}?){behind}|(?:^|[,:]|\scó)\s*{bracket}")


@cache
def _known_for() -> re.Pattern[str]:
    """`bà A, thôn B, chủ mô hình`: who is called by the model."""
    authors = any_of(words(outlines()["owners"]["authors"], ["chủ"]))
    return re.compile(
        rf"(?P<owner>{person()}(?:,\s+{unit()}[^.;:,“”]{{1,40}}){{0,3}}),\s+(?:là\s+)?{authors}\s+(?:của\s+)?(?:{WORD})?\s*“?$"
    )


@cache
def _back() -> re.Pattern[str]:
    """`Hội có mô hình`, `: hội duy trì`: an organisation by the word that its name begins with."""
    again = any_of(words(outlines()["owners"]["again"]))
    return re.compile(rf"(?:^|[,:]\s)\W*(?i:(?P<word>{again}))(?={_deed().pattern})")


def _referred(before: str, word: str) -> str:
    """The name that `hội` or `đoàn` stands for: the last one that begins so in the text before; empty without one."""
    named = list(re.finditer(rf"(?<!\w){word[:1].upper() + word[1:].lower()}\s+(?=\w)", before))
    owners = read_owners(before, named[-1].start()).names if named else ()
    return owners[0] if owners and names_owner(owners[0]) else ""


_HAS_ONE = re.compile(
    rf"(?:(?:từ\s+(?:ngày|khi)\s+)?(?:(?:đã|đang)\s+)?(?:có|xuất hiện|nổi lên)\s)?[\s“:]*(?:{WORD})?[\s“:]*"
)
"""What stands between a place and the model that is there: `, từ ngày có mô hình`."""


_UNITS = words(outlines()["units"]["today"], outlines()["units"]["district"], outlines()["units"]["province"])


@cache
def _heads_line() -> re.Pattern[str]:
    """`Hội A xã B - Mô hình`, `Ông C, thôn D: mô hình`: an owner and nothing else before a title."""
    owner = rf"(?P<owner>(?:{organisation()}|{person()})[^.;:“”]{{0,150}}?)(?<!\w)"
    last = rf"(?P<last>[{UPPER}\d][^\s.;:“”]*|{any_of(_UNITS)})"
    return re.compile(rf"[\s\-+•–*]*{owner}{last}\s*[-–—:]\s+(?:(?:các|những|hai|ba|\d+)\s+)?(?:{WORD})?\s*“?")


def _place_having(before: str) -> str:
    """The commune that has the owner behind these words: `xã A` of `, xã A có Hội B`."""
    found = re.search(rf"(?:^|[,:]\s*)(?P<place>{commune()}[^,:;.“”()]{{1,40}})$", before.rstrip())
    return found["place"] if found else ""


def is_asked_for(text: str, start: int) -> bool:
    """Whether the clause before a title asks somebody to make such a model: `giao các chi bộ xây dựng mô hình “A”`."""
    clause = re.split(r"[.!?](?=\s)", text[max(0, start - _BEFORE) : start])[-1]
    return bool(re.search(rf"(?<!\w)(?<!được ){any_of(words(outlines()['owners']['asks']))}\s", clause, re.IGNORECASE))


def _named_subject(name: str, place: str) -> tuple[str, str]:
    """Owner and place of a subject, `Hội LHPN xã A (huyện B)`; of a subject that is a place, the place alone."""
    name = re.split(rf"\s+cùng(?:\s+với)?\s+(?={organisation()})", name)[0]
    bracket = re.search(r"\s*\(([^()]*)\)$", name)
    bare = name[: bracket.start()] if bracket else name
    if len(bare) > 150 or re.search(r"[“”():]|\scác cấp\b", bare) or re.match(vague(), bare):
        return "", ""
    if one := re.fullmatch(rf"({person()})(?:,\s+\d\d\s+tuổi)?(?:,\s+(?:ở\s+)?({unit()}.*))?", name):
        return one[1], one[2] or place
    if not re.match(organisation(), bare):
        return "", name if re.match(unit(), name) else ""
    return bare, f"{place_within(bare)} ({bracket[1]})" if bracket else place


def _last_sentence_part(clause: str) -> str:
    """From the last subject on, where a comma or a colon stands between whole statements or before a list of them."""
    starts = [0]
    for gap in _NEXT_SUBJECT.finditer(clause):
        done = "“" in clause[starts[-1] : gap.start()] or gap["sign"] == ":"
        starts += [gap.end()] if done else []
    return clause[starts[-1] :]


_LEAD_WORDS = rf"(?:(?i:{any_of(words(outlines()['owners']['lead_words']))})\s+){{0,2}}"
_NEXT_SUBJECT = re.compile(rf"(?P<sign>[,:])\s+{_LEAD_WORDS}(?={organisation()}|{person()})")


@cache
def _lead() -> re.Pattern[str]:
    """What may stand before the subject of a clause, up to an organisation or a place with a name."""
    leads = any_of(words(outlines()["owners"]["leads"]))
    plain = rf"[{UPPER}][^,:;.“”\d{UPPER}]{{1,40}}[,:]\s*"  # a phrase without a name: `Không kém cạnh, `
    lead = rf"(?:{leads}(?:\s[^,:;]{{0,50}})?[,:]\s*|{leads}\s+(?:là|có|như)?\s*|{plain})"
    openers = rf"(?:{any_of(words(outlines()['owners']['openers']))}\s+){{0,3}}"
    lead = rf"(?:\([^()“”]{{2,40}}\)\s*[-–—]\s*)?(?:{lead}|{_TIME}[,:]\s+)?"
    subject = rf"(?={organisation()}|{unit()}|{person()})"
    return re.compile(rf"[\s\-+•–*]*(?:và\s+)?(?:{lead}{openers})?{_LEAD_WORDS}{subject}")


@cache
def _deed() -> re.Pattern[str]:
    adverbs = any_of(words(outlines()["owners"]["adverbs"]))
    return re.compile(rf",?\s(?:{adverbs}\s+){{0,4}}{any_of(words(outlines()['owners']['deeds']))}(?!\w)")


@cache
def _presents() -> re.Pattern[str]:
    """`Công an xã A cũng giới thiệu mô hình`, right before a title."""
    adverbs, presents = (any_of(words(outlines()["owners"][name])) for name in ("adverbs", "presents"))
    return re.compile(rf"\s(?:{adverbs}\s+){{0,3}}{presents}\s+(?:{WORD})?\s*“?$")


@cache
def _never_deed() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(words(outlines()['owners']['never_deeds']))}(?!\w)")
