"""Find the owner of a model in a text: where the name begins and where it ends."""

import re
from dataclasses import dataclass
from functools import cache

from showcase.importing.outlines import UPPER, any_of, outlines, words

LENGTH_LIMIT = 400
"""Most characters of an owner's name."""


@cache
def organisation() -> str:
    """A pattern for the first words of an organisation, `Hội`, `Chi bộ`, `Trường`."""
    return any_of(words(outlines()["owners"]["starts"])) + r"\b"


@cache
def small_organisation() -> str:
    """A pattern for an organisation in small letters with its place: `chi bộ ấp Sóc Xoài`, `hội nông dân xã`."""
    starts = any_of(words(outlines()["owners"]["small_starts"]))
    place = rf"{hamlet()}\s+(?:số\s+)?[{UPPER}\d]|(?:xã|phường)(?!\w)"
    return rf"(?:{starts})(?=\s(?:[^.,;:“”()]{{0,30}}\s)?(?:{place}))"


@cache
def unit() -> str:
    """A pattern for the first words of a place with its name: `xã B`, `ấp N`, `huyện G`."""
    levels = [*_levels(), *_capitals(), *outlines()["units"]["short"]]
    return rf"(?<![Tt]ác )(?<!\w){any_of(levels)}\s+(?:số\s+)?(?=[{UPPER}\d])"


@cache
def commune() -> str:
    """A pattern for the first words of a commune with its name: `xã B`, `Phường C`, `thị trấn D`."""
    units = outlines()["units"]
    full = words(units["today"], units["former"])
    short = [word for word, unit in units["short"].items() if unit in full]
    return rf"(?<![Tt]ác )(?<!\w)(?:(?i:{any_of(full)})|{any_of(short)})\s+(?=[{UPPER}\d])"


def _levels() -> list[str]:
    units = outlines()["units"]
    return words(*(units[level] for level in ("today", "former", "district", "province", "hamlet")))


def _capitals() -> list[str]:
    return words(*[[word[0].upper() + word[1:] for word in _levels()]])


@cache
def hamlet() -> str:
    """A pattern for the first words of a place that editors may write without capitals: `bản chu va 6`."""
    return any_of(words(outlines()["units"]["hamlet"])) + r"\b"


@cache
def person() -> str:
    """A pattern for a person: `ông Nguyễn Văn A`."""
    name = rf"(?:[{UPPER}]\w*(?:\s+[{UPPER}]\w*){{1,5}}|[{UPPER}]['’][{UPPER}]\w+)"
    return rf"(?<!\w){any_of(words(outlines()['owners']['persons']))}\s+{name}"


@cache
def vague() -> str:
    """A pattern for owners without a name: `nhiều cơ sở`, `các địa phương`."""
    return any_of(words(outlines()["owners"]["vague"])) + r"\s+\w+"


@dataclass(frozen=True)
class Owners:
    """The owners named after a title, and the index where they end."""

    names: tuple[str, ...]
    end: int


_HARD_END = re.compile(
    r";|\s[-–—]\s+(?=(?:[^\W\d_A-ZĐ]+\s+){0,3}\d)|…|\.\.\.|\.(?=\s|$|\[)|[“”():]|\[\^|\s+(?:và\s+)?mô\s+hình\s"
)


def read_owners(text: str, start: int) -> Owners:
    """The owners in `text` from `start`: several for a shared title, none if no owner is named."""
    names: list[str] = []
    end = start
    while True:
        owners, end, clean = _owners_of_clause(text, end)
        names += owners
        follows = _next_owner().match(text, end) if owners and clean else None
        if not follows:
            return Owners(tuple(names), end)
        end = follows.end()


@cache
def _next_owner() -> re.Pattern[str]:
    return re.compile(rf"(?:\[\^\d+\])?\s*;\s*(?={organisation()})")


def _owners_of_clause(text: str, start: int) -> tuple[list[str], int, bool]:
    """The owners in a clause, the index of their end, and whether the clause ends there."""
    window = text[start : start + LENGTH_LIMIT]
    hard = _HARD_END.search(window)
    clause = window[: hard.start()] if hard else window
    owners: list[str] = []
    current = ""
    position = 0
    for piece in _gap().split(clause):
        is_gap = bool(re.fullmatch(r",\s*|\s+và\s+", piece))
        body = "" if is_gap else until_stop(piece)
        if is_gap or (current and not _may_continue(body)):
            if is_gap:
                gap = piece
                continue
            return _finished(owners, current), start + position, False
        if current and names_place(current) and _organisation().match(body):
            owners.append(current)
            current = body
        else:
            current += (gap if current else "") + body
        position = clause.index(piece, position) + len(body)
        if body != piece:
            return _finished(owners, current), start + position, False
    return _finished(owners, current), start + len(clause), True


def _finished(owners: list[str], last: str) -> list[str]:
    names = [re.sub(r"\s+và$", "", name.strip(" ,.*”“")) for name in [*owners, last]]
    return [name for name in names if name and not re.match(vague(), name)]


@cache
def _stop() -> re.Pattern[str]:
    return re.compile(rf"(?<!\bBan)(?<!\bTổ)(?<!\bĐội)\s+{any_of(words(outlines()['owners']['stops']))}\b")


def until_stop(piece: str) -> str:
    """A name up to a word of `stops`; after the name of a place, up to any word in small letters."""
    stop = _stop().search(piece)
    piece = piece[: stop.start()] if stop else piece
    placed = _behind_place().search(piece)
    return piece[: placed.end()] if placed else piece


@cache
def _behind_place() -> re.Pattern[str]:
    """`xã Tam Hợp` before a word in small letters that begins no other place and no organisation."""
    name = rf"[{UPPER}\d][\w'./-]*"
    goes_on = rf"{any_of(_levels())}\s|{organisation()}|và\s|số\s|cũ\b"
    return re.compile(rf"{unit()}{name}(?:\s+{name})*(?=\s+(?!{goes_on})[^\W\d_{UPPER}])")


@cache
def _gap() -> re.Pattern[str]:
    return re.compile(rf"(,\s*|\s+và\s+(?={organisation()}))")


@cache
def _organisation() -> re.Pattern[str]:
    return re.compile(organisation())


@cache
def _place_or_organisation() -> re.Pattern[str]:
    return re.compile(rf"{unit()}|{organisation()}")


def _may_continue(piece: str) -> bool:
    return bool(_place_or_organisation().match(piece)) or piece.startswith("trật tự")  # `an ninh, trật tự`


def place_within(owner: str) -> str:
    """The place in an owner's name, up to its end: `xã B, huyện C`; empty without a place."""
    place = re.search(rf"(?<!\w){unit()}", owner)
    return owner[place.start() :] if place else ""


def names_owner(owner: str) -> bool:
    """Whether a name identifies an organisation: by a place or a proper name."""
    return names_place(owner) or bool(re.match(rf"{organisation()}.*\s[{UPPER}]\w", owner))


def whole_owner(line: str) -> str:
    """The owner of a line that consists of an owner, perhaps in brackets: `(Hội Nông dân xã A)`; else empty."""
    name = line.strip(" .;*-–").removeprefix("(").removesuffix(")")
    is_owner = re.match(organisation(), name) and names_owner(name) and not re.search(r"[:;“”()]|\.\s", name)
    is_whole = line.strip().startswith("(") or re.search(rf"\s[{UPPER}]\S*$", name)
    return name if is_owner and is_whole and until_stop(name) == name and read_owners(name, 0).names == (name,) else ""


def names_place(owner: str) -> bool:
    """Whether the name of an owner has a place: `Hội Nông dân xã B`, `Huyện đoàn T`."""
    return bool(_place().search(owner))


@cache
def _place() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{unit()}|\w+ đoàn\s+(?=[{UPPER}]))")
