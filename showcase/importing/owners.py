"""Owners in running text: who a model is of, where the name begins and where it ends."""

import re
from dataclasses import dataclass
from functools import cache

from showcase.importing.outlines import UPPER, any_of, outlines, words

LENGTH_LIMIT = 400
"""Characters in which an owner's name must end."""


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
    """A pattern for owners that name nobody: `nhiều cơ sở`, `các địa phương`."""
    return any_of(words(outlines()["owners"]["vague"])) + r"\s+\w+"


@dataclass(frozen=True)
class Owners:
    """The owners that were read behind a title, and where reading ended."""

    names: tuple[str, ...]
    end: int


_HARD_END = re.compile(
    r";|\s[-–—]\s+(?=(?:[^\W\d_A-ZĐ]+\s+){0,3}\d)|…|\.\.\.|\.(?=\s|$|\[)|[“”():]|\[\^|\s+(?:và\s+)?mô\s+hình\s"
)


def read_owners(text: str, start: int) -> Owners:
    """The owners in `text` from `start` on: several when one title is of several, none when nobody is named."""
    names: list[str] = []
    end = start
    while True:
        found, end, clean = _owners_of_clause(text, end)
        names += found
        follows = _next_owner().match(text, end) if found and clean else None
        if not follows:
            return Owners(tuple(names), end)
        end = follows.end()


@cache
def _next_owner() -> re.Pattern[str]:
    return re.compile(rf"(?:\[\^\d+\])?\s*;\s*(?={organisation()})")


def _owners_of_clause(text: str, start: int) -> tuple[list[str], int, bool]:
    """The owners up to the end of a clause, that end, and whether the clause holds nothing else."""
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
    """A name up to the word with which the sentence goes on; behind the name of a place that is any small word."""
    stop = _stop().search(piece)
    piece = piece[: stop.start()] if stop else piece
    placed = _behind_place().search(piece)
    return piece[: placed.end()] if placed else piece


@cache
def _behind_place() -> re.Pattern[str]:
    """`xã Tam Hợp` before a small word that begins neither another place nor an organisation."""
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
    """The place in an owner's name, to its end: `xã B, huyện C`; empty when it has none."""
    found = re.search(rf"(?<!\w){unit()}", owner)
    return owner[found.start() :] if found else ""


def names_owner(owner: str) -> bool:
    """Whether a name tells more than a kind of organisation: a place, or a name in capitals."""
    return names_place(owner) or bool(re.match(rf"{organisation()}.*\s[{UPPER}]\w", owner))


def whole_owner(line: str) -> str:
    """The owner that a line is and nothing else, perhaps in brackets: `(Hội Nông dân xã A)`; empty when it is none."""
    name = line.strip(" .;*-–").removeprefix("(").removesuffix(")")
    is_owner = re.match(organisation(), name) and names_owner(name) and not re.search(r"[:;“”()]|\.\s", name)
    is_whole = line.strip().startswith("(") or re.search(rf"\s[{UPPER}]\S*$", name)
    return name if is_owner and is_whole and until_stop(name) == name and read_owners(name, 0).names == (name,) else ""


def names_place(owner: str) -> bool:
    """Whether an owner is said to be of a place: `Hội Nông dân xã B`, `Huyện đoàn T`."""
    return bool(_place().search(owner))


@cache
def _place() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{unit()}|\w+ đoàn\s+(?=[{UPPER}]))")
