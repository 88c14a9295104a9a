"""The owner and the place of a title, read from the words after it or from brackets after it."""

import re
from dataclasses import replace
from functools import cache

from showcase.importing.mention import Mention
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
    small_organisation,
    unit,
    vague,
)
from showcase.importing.subjects import ASIDE, BARE, UNIT_WORDS, deed, referred

_BRACKET = re.compile(rf"\s*\((?P<name>[{UPPER}][\w'-]*(?:\s+[{UPPER}\d][\w'-]*){{0,4}}|[^()]{{2,60}})\)")


def with_owner(title: str, text: str, end: int, start: int, quoted: bool = True) -> list[Mention]:
    """The mention of a title that ends at `end`; one mention for each owner named after it."""
    title = title.strip(" ,;:.*")
    base = Mention(title, start, end, quoted=quoted)
    behind = _behind().match(text, end)
    if not behind and (by := next(filter(None, (read(base, text, end) for read in _LATER)), None)):
        return [by]
    if not behind:
        inner = re.search(rf"\scủa\s+(?={organisation()})", title) if quoted else None
        owner = title[inner.end() :] if inner else ""
        return [replace(base, owner=owner if read_owners(owner, 0).names == (owner,) else "")]
    if behind["in"] is not None:
        return [_in_brackets(base, text, behind.end())]
    named = _read_behind(base, text, behind)
    return [replace(mention, end=end) for mention in named] if behind["aside"] else named


def _by(base: Mention, text: str, end: int) -> Mention | None:
    """The owner in `... được Đoàn phường B thí điểm`, `“A”: Chi bộ C thực hiện`; only with a verb of `deeds`."""
    passive = _passive().match(text, end)
    owners = read_owners(text, passive.end()) if passive else None
    if passive and passive["by"] and owners and owners.names:
        return replace(base, owner=owners.names[0], end=owners.end)
    if passive and passive["whose"] and owners and owners.names and not _is_whole(owners.names[0]):
        return None
    if not owners or not owners.names or not (deed().match(text, owners.end) or _named_alone(text, owners)):
        return None
    return replace(base, owner=owners.names[0], end=owners.end)


def _doer_behind(base: Mention, text: str, end: int) -> Mention | None:
    """The owner in `“A”, Hội B xã C đảm nhận.`, where the sentence ends after the verb."""
    comma = re.compile(rf"”?(?:\s*{ASIDE})?,\s+(?={organisation()})").match(text, end)
    owners = read_owners(text, comma.end()) if comma else None
    done = deed().match(text, owners.end) if owners and owners.names and _is_whole(owners.names[0]) else None
    if not owners or not done or not re.compile(r"\s*(?:[.;,]|$|(?:từ|năm)\s)").match(text, done.end()):
        return None
    return replace(base, owner=owners.names[0], end=owners.end)


def _again_behind(base: Mention, text: str, end: int) -> Mention | None:
    """The owner in `“A” do chi hội lập ra`: the organisation of that kind named earlier in the text."""
    again = any_of(words(outlines()["owners"]["again"]))
    behind = re.compile(rf"[\s,*”]*do\s+(?P<word>{again})(?={deed().pattern})").match(text, end)
    owner = referred(text[: base.start], behind["word"]) if behind else ""
    return replace(base, owner=owner, end=behind.end()) if behind and owner else None


def _named_next(base: Mention, text: str, end: int) -> Mention | None:
    """The owner in the sentence after a title: `“A”. Chi bộ B là đơn vị thực hiện.`"""
    authors = any_of(words(outlines()["owners"]["authors"]))
    owner = rf"(?P<owner>{organisation()}[^.;:“”]{{1,100}}?)"
    sentence = re.compile(rf"”?[.,]\s+{owner}\s+là\s+{authors}(?!\w)").match(text, end)
    return replace(base, owner=sentence["owner"], end=sentence.end()) if sentence else None


@cache
def _passive() -> re.Pattern[str]:
    """`được Đoàn phường B`, `: Chi bộ C`, `mà Đội E`, `được triển khai bởi Hội D`."""
    deeds = any_of(words(outlines()["owners"]["deeds"]))
    by = rf"(?:(?:đã|đang)\s+)?(?:được\s+{deeds}\s+)?bởi"
    return re.compile(rf"[\s,*”]*(?:được|(?P<whose>mà)|:|(?P<by>{by}))\s+(?={organisation()})")


def _is_whole(owner: str) -> bool:
    """Whether a name identifies an owner: it has a place, a proper name, or means the commune of the report."""
    return names_owner(owner) or bool(BARE.search(owner))


def _named_alone(text: str, owners: Owners) -> bool:
    """Whether the text ends after the name of an owner, or only a figure follows: `“A”: Hội B xã C, 19 góc`."""
    alone = re.compile(r"\s*(?:,\s+(?:[^\W\d]+\s+){0,2}\d|[.;]?\s*$)").match(text, owners.end)
    whole = re.search(rf"\s(?:[{UPPER}\d]\S*|{any_of(UNIT_WORDS)})$", owners.names[0])
    return bool(alone and whole) and names_owner(owners.names[0])


@cache
def _behind() -> re.Pattern[str]:
    whose = rf"(?P<of>{organisation()}|{small_organisation()}|{unit()}|{person()}|(?P<vague>{vague()}))"
    of = rf"(?:của|do|thuộc về)\s+(?:(?:hộ|gia đình)\s+)?(?={whose})"
    at = rf"(?:(?:tại|ở)\s+|(?<=[”\s]))(?=(?P<at>{unit()}))|(?:tại|ở)\s+(?=(?P<near>{hamlet()}|{organisation()}))"
    inside = rf"\(\s*(?:của\s+|do\s+|tại\s+|ở\s+)?(?P<in>)(?={unit()}|{organisation()})"
    dash = rf"[-–—]\s+(?=(?P<dash>{organisation()}))|[-–—]\s+(?=(?P<dash_at>{unit()}))"
    works = any_of(words(outlines()["titles"]["works"]))
    born = r"(?:ra đời|xuất phát|bắt nguồn|hình thành|khởi nguồn)\s+(?:từ|nhờ)\s+(?:một\s+)?"
    work = rf"(?:{born})?(?:[-–—]\s+)?(?:là\s+)?(?:một\s+)?(?:{works}\s+(?=của\s))"
    aside = rf"(?P<aside>{ASIDE},?\s+(?=do\s|của\s))?"
    authors = any_of(words(outlines()["owners"]["authors"]))
    called = rf"(?:,|\(|\s[-–—])\s*(?i:{authors})\s*(?::|\slà)\s+(?={organisation()})(?P<called>)"
    return re.compile(rf"[*”]*{called}|[\s,*”]*{aside}(?:{work}|[-–—]\s+(?=do\s|của\s))?(?:{of}|{at}|{inside}|{dash})")


def _in_brackets(base: Mention, text: str, start: int) -> Mention:
    """Owner or place in brackets: `(LĐLĐ huyện M)`, `(thị xã Tân Châu)`."""
    closing = text.find(")", start, start + 200)
    name = text[start : closing if closing > 0 else start + 200]
    pieces = name.split(", ")
    parts = [pieces[0], *(piece for piece in pieces[1:] if re.match(unit(), piece))]
    if is_owner := re.match(organisation(), name):
        parts = [next(iter(read_owners(name, 0).names), pieces[0])]
    words = ", ".join(parts)
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
        return [_of_person(base, name, bracket["name"] if bracket else "") for name in owners.names] or [base]
    if behind["of"] or behind["dash"] or behind["called"] is not None:
        small = re.compile(small_organisation()).match(text, behind.end())
        names = [f"{name[:1].upper()}{name[1:]}" if small else name for name in owners.names]
        mentions = [replace(base, owner=name, place=_around(name, more)) for name in names]
        return mentions or [base]
    if led := _leads_in_brackets().match(text, end):
        return [replace(base, place=", ".join(owners.names), owner=led["owner"].strip(), end=led.end())]
    place, _, owner = re.sub(r"\s(?:của|do)\s", "\n", ", ".join(owners.names), count=1).partition("\n")
    owner = owner if re.match(organisation(), owner) else ""
    return [replace(base, place=place + more, owner=owner)]


@cache
def _leads_in_brackets() -> re.Pattern[str]:
    """` (Hội Phụ nữ thị trấn chủ trì)` behind the place of a model."""
    deeds = any_of(words(outlines()["owners"]["deeds"]))
    return re.compile(rf"\s*\((?:do\s+)?(?P<owner>{organisation()}[^().;:“”]{{1,80}}?)\s+{deeds}\)")


def _of_person(base: Mention, name: str, bracket: str) -> Mention:
    """The person as owner of `ông Trần Văn A, ấp B, xã C`, and the home as place, which may be in brackets."""
    owner, _, place = name.partition(", ")
    called = re.match(person(), owner)
    place = place if re.match(unit(), place) else bracket
    return replace(base, owner=called[0] if called else owner, place=place, person=True)


def _around(owner: str, bracket: str) -> str:
    """The place in an owner's name together with the brackets after it; empty without brackets."""
    place = place_within(owner) if bracket else ""
    around = bracket.strip(" ()")
    return f"{place}{bracket}" if place else around if re.match(commune(), around) else ""


def _place_in_brackets(text: str, end: int) -> re.Match[str] | None:
    """The match of a larger place in brackets: `(huyện Diễn Châu)`, `(Hà Tĩnh)`; None for other brackets."""
    bracket = _BRACKET.match(text, end)
    is_place = bracket and (re.match(unit(), bracket["name"]) or re.fullmatch(_BRACKET.pattern, f"({bracket['name']})"))
    named = bracket and not re.match(organisation(), bracket["name"]) and bracket["name"][:1].isupper()
    return bracket if bracket and is_place and (named or re.match(unit(), bracket["name"])) else None


def _author(base: Mention, text: str, end: int) -> Mention | None:
    """The owner after `là`, where a word for author stands before the title: `Tác giả của mô hình “A” là bà B`."""
    behind = re.compile(rf"[\s,”]*là\s+(?={organisation()}|{person()})").match(text, end)
    if not behind or not _authors().search(text[max(0, base.start - 60) : base.start]):
        return None
    if called := re.compile(rf"({person()})(?:,\s+({unit()}[^.;:“”()]*))?").match(text, behind.end()):
        return replace(base, owner=called[1], place=(called[2] or "").strip(" ,"), person=True, end=called.end())
    owners = read_owners(text, behind.end())
    return replace(base, owner=owners.names[0], end=owners.end) if owners.names else None


@cache
def _authors() -> re.Pattern[str]:
    return re.compile(rf"(?i:{any_of(words(outlines()['owners']['authors']))})\s+(?:của\s+)?$")


_LATER = (_by, _doer_behind, _author, _again_behind, _named_next)
"""Readers of an owner after a title that is not introduced by `của`, `do`, `tại` or brackets."""
