"""Sentences that add owner or place to the model named before: `Mô hình này do Hội A quản lý, đặt tại ấp B.`"""

import re
from dataclasses import dataclass, replace
from functools import cache

from showcase.importing.outlines import any_of, outlines, words
from showcase.importing.owners import commune, names_owner, organisation, person, read_owners, unit, until_stop
from showcase.importing.subjects import BARE, deed, referred

_WINDOW = 600
"""Characters behind a title in which such a sentence begins."""


@dataclass(frozen=True)
class Supplement:
    """Owner, place and person added by a later sentence; empty if it adds nothing."""

    owner: str = ""
    place: str = ""
    person: bool = False


def supplement(text: str, before: str = "") -> Supplement:
    """What the sentences of a text add to the model named before. `before`: text with the full name of `hội`."""
    found = Supplement()
    for again in _again().finditer(text[:_WINDOW]):
        new = _owner(text, again.end(), before + text[: again.start()])
        place = _place(text, again.end())
        found = Supplement(found.owner or new.owner, found.place or new.place or place, found.person or new.person)
    if not found.owner and (given := _assigned().search(text[:_WINDOW])):
        found = replace(found, owner=given["owner"])
    return found


@cache
def _assigned() -> re.Pattern[str]:
    """`Đảng ủy giao Hội A xã B chủ trì thực hiện mô hình`: the organisation that is assigned the model."""
    given = any_of(words(outlines()["later_sentences"]["assigned"]))
    deeds = any_of(words(outlines()["owners"]["deeds"]))
    owner = rf"(?P<owner>{organisation()}[^.;:,“”]{{1,80}}?)"
    return re.compile(rf"\s{given}\s+{owner}\s+(?:{deeds}\s+){{1,2}}mô hình(?:\s+này)?\s*(?:[.,;]|$)")


@cache
def _again() -> re.Pattern[str]:
    """The words for the model at the beginning of a sentence: `Mô hình này`, `Đây là cách làm`."""
    table = outlines()["later_sentences"]
    names, points, calls = (any_of(words(table[name])) for name in ("names", "points", "calls"))
    kind = r"(?:\s+(?:hay|mới|tốt|hiệu quả|dân vận khéo|“Dân vận khéo”))?"
    called = rf"{calls}\s+(?:một\s+)?{names}{kind}"
    named = rf"(?i:{names})(?:\s+{points}|(?=\s+(?:do|được|đặt)\s))"
    return re.compile(rf"(?:^|(?<=[.!?…;]\s))\W{{0,4}}(?:{called}|{named})(?=[,\s])(?!\s*[“:])")


def _owner(text: str, start: int, before: str) -> Supplement:
    """The owner after `do` or `của`, or after `được` if the owner runs the model."""
    behind = _of().match(text, start)
    if not behind:
        return Supplement()
    if one := re.compile(rf"({person()})(?:(?:,|,?\s+ở)\s+({unit()}[^.;:“”()]{{1,80}}))?").match(text, behind.end()):
        return (
            Supplement(one[1], (one[2] or "").strip(" ,"), person=True)
            if _runs(text, one.end(1), behind)
            else Supplement()
        )
    if word := _word_again().match(text, behind.end()):
        return Supplement(referred(before, word["word"]))
    owners = read_owners(text, behind.end())
    name = owners.names[0] if len(owners.names) == 1 else ""
    named = name and (names_owner(name) or BARE.search(name))
    return Supplement(name) if named and _runs(text, owners.end, behind) else Supplement()


@cache
def _of() -> re.Pattern[str]:
    table = outlines()["later_sentences"]
    again = any_of(words(outlines()["owners"]["again"]))
    subject = rf"(?={organisation()}|{person()}|{again}\s)"
    return re.compile(
        rf",?\s+(?:(?:đã|đang|hiện|hiện nay|cũng)\s+)?(?:(?P<of>{any_of(words(table['of']))})|được)\s+{subject}"
        rf"|(?P<bare>)\s+(?={again}{deed().pattern})"
    )


def _runs(text: str, end: int, behind: re.Match[str]) -> bool:
    """Whether the name after `được` runs the model, or a verb or nothing follows the name after `do` or `của`."""
    begun = any_of(words(outlines()["later_sentences"]["begun"]))
    runs = re.compile(rf"[^.;“”]{{0,60}}?\s(?:trực tiếp\s+|tiếp tục\s+)?{begun}(?!\w)").match(text, end)
    if behind["of"] is None:
        return bool(runs)
    return bool(
        runs or deed().match(text, end) or re.compile(r"\s*(?:[.,;)]|$)").match(text, end) or "của" in behind["of"]
    )


@cache
def _word_again() -> re.Pattern[str]:
    """`hội lập ra`: an organisation named by only the first word of its name."""
    again = any_of(words(outlines()["owners"]["again"]))
    begun = any_of(words(outlines()["later_sentences"]["begun"]))
    return re.compile(rf"(?P<word>{again})(?=(?:{deed().pattern})|\s+{begun}(?!\w)|\s*[.,;]|$)")


def _place(text: str, start: int) -> str:
    """The place after `đặt tại`, if it is exactly one commune."""
    stands = any_of(words(outlines()["later_sentences"]["stands"]))
    one = rf"{unit()}[^.;:,“”()]{{1,40}}"
    found = re.compile(rf",?\s+(?:{stands}\s+)?(?:tại|ở)\s+(?P<place>{one}(?:,\s*{one}){{0,3}})").match(text, start)
    if not found or len(re.findall(commune(), found["place"])) > 1:
        return ""
    return ", ".join(until_stop(piece) for piece in found["place"].split(", ")).strip(" ,")
