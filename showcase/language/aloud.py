"""Vietnamese text as it is read aloud: numbers, dates, units, signs and abbreviations in words.

`aloud.yml` names abbreviations, units and signs. What has no sure reading is left out.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

from showcase.language.aloud_dates import dates, times
from showcase.language.aloud_names import UPPER, abbreviations, alternatives, documents, dotted
from showcase.language.aloud_numbers import Match, listed, numbers, pairs, roman, settings, word_before

__all__ = ["minutes", "settings", "spoken", "syllables_of"]

Rule = Callable[[str], str]

_CHARACTERS = str.maketrans(
    dict.fromkeys("“”\"'‘’`´«»„‟´ˮʼ\u00ad\u200b\u200c\u200d\ufeff⁰¹⁴⁵⁶⁷⁸⁹")
    | dict.fromkeys("–—‑‒―⁃", "-")
    | {"∕": "/", "⁄": "/", "％": "%", "º": "°", "℃": "°C", "ð": "đ", "Ð": "Đ", "{": "(", "}": ")", "[": "(", "]": ")"}
)
# One sign for a number: ①, Ⅳ, ½.
_CHARACTERS |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2160, 0x216C)}
_CHARACTERS |= {code: f" {unicodedata.normalize('NFKC', chr(code))} " for code in range(0x2460, 0x2474)}
# An apostrophe within a name of the highlands stays: H'Mông, Cư M'gar. On the way it is a letter.
_NAME_MARK, _MARK = re.compile(r"(?<![^\W_])([A-ZĐ])['’‘ʼ](?=[^\W\d_])"), "ꞌ"
_FRACTION = re.compile("[¼-¾⅐-⅞]")
_WORD = re.compile(r"[^\W_]+")
_ADDRESS = r"[^\s()<>“”]*[^\s()<>“”.,;:!?]"
_LINK = re.compile(
    rf"(?:https?://|www\.){_ADDRESS}|(?<![\w.@])[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org|edu|gov|info)(?:/{_ADDRESS})?(?![\w@])"
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_EMPTY_BRACKETS = re.compile(r"\s*\(\s*\)")
_MINUS = re.compile(r"(?<![^\s(])(?:-(?=\d[\d.,]*\s?[%°])|−(?=\d))")
_MONEY_BEFORE = re.compile(r"([$€₫])\s?(\d[\d.,]*\d|\d)")
_BY = re.compile(r"(?<=\d)((?: ?(?:m|cm|mm|km|m²))?)\s*[xX×*]\s*(?=(?:rộng |dài |cao |sâu )?\d)")
_ARROW = re.compile(r"[-=]+>|<[-=]+|[→⇒►•▪●◦]|>>+|<<+|([=~_*#+-])\1+")
_PART_OF_NUMBER = re.compile(r"(?<=\w)-(?=\d)|(?<=\d)-(?=\w)|(?<=\d)\.(?=[^\W\d_A-ZĐ](?!\w))")
_RATE_OF_NUMBER = re.compile(r"(?<=[^\W\d_²³]|[%²³]) ?/ ?(?=\d)")
_STROKES = re.compile(r"(?<![^\W\d_])([^\W\d_]+|\d)((?: ?/ ?[^\W\d_]+[23²³]?)+)(?!\w)")
_PHRASE_END = re.compile(r"[,;:!?.](?!\d)")
_SIGN = re.compile(r"[^A-Za-zÀ-ÖØ-öø-ɏḀ-ỿꞌ\s.,:;?!()-]")
_BULLET = re.compile(r"(^|[,.;:!?(])\s*[+*]\s*(?=\S)")
_DASH = re.compile(r"\s*-[\s-]*")
_DOTS = re.compile(r"(?:\.{2,}|…)[.…\s]*")
_CLOSING = re.compile(r"\s*[,.;:!?…](?:[\s,.;:!?…]*[,.;:!?…])?\s*")


@lru_cache(maxsize=512)
def spoken(text: str) -> str:
    """The text in words alone: `spoken("24 thẻ BHYT") == "hai mươi tư thẻ bảo hiểm y tế"`.

    Brackets become pauses, quotes are removed; the only signs left are `. , : ; ? !`, hyphens within words and the
    apostrophe of names such as H’Mông.
    """
    text = _NAME_MARK.sub(rf"\1{_MARK}", unicodedata.normalize("NFC", text))
    text = " ".join(text.translate(_CHARACTERS).split())
    for needed, rule in _RULES:
        if needed.search(text):
            text = rule(text)
    return text.replace(_MARK, "’")


def syllables_of(text: str) -> int:
    """How many syllables a text in words has; a hyphen joins two: `ki-lô-mét` has three."""
    return len(_WORD.findall(text))


def minutes(text: str) -> float:
    """How long slow reading takes, in minutes, to the half: `0.5`, `1.5`."""
    pace: int = settings()["pace"]
    return max(1, round(2 * syllables_of(text) / pace)) / 2


def _links(text: str) -> str:
    """Replace a link by words where the sentence needs it (`tại https://...`), else remove it."""
    text = _MAIL.sub(lambda match: _named_link(match, "mail"), text)
    text = _LINK.sub(lambda match: _named_link(match, "link"), text)
    return _EMPTY_BRACKETS.sub("", text)


def _named_link(match: Match, name: str) -> str:
    needed = word_before(match.string, match.start()) in listed("link_words")
    return str(settings()[name]) if needed else ""


def _amounts(text: str) -> str:
    """Signs that belong to a number: `-5 °C`, `$5`, `2 m × 3 m`."""
    text = _FRACTION.sub(_fraction, text)
    text = _MINUS.sub("âm ", text)
    text = _MONEY_BEFORE.sub(r"\2 \1", text)
    text = _BY.sub(r"\1 nhân ", text)
    return _PART_OF_NUMBER.sub(" ", pairs(text))


def _fraction(match: Match) -> str:
    part, whole = unicodedata.normalize("NFKC", match[0]).split("⁄")
    return f" {part} phần {'tư' if whole == '4' else whole} "


def _units(text: str) -> str:
    """Units behind a number, or alone where they can mean nothing else."""
    return _unit_names().sub(lambda match: f" {settings()['units'][match[0].strip()]} ", text)


@cache
def _unit_names() -> re.Pattern[str]:
    names, bare = alternatives("units"), alternatives("bare_units")
    glued = "|".join(name for name in settings()["units"] if len(name) == 1 and name.isupper())
    spaced = "|".join(name for name in names.split("|") if name not in glued.split("|"))
    end = r"(?![\w²³])"
    return re.compile(
        rf"(?<=\d)\s?(?:{spaced}){end}|(?<=\d)(?:{glued}){end}|(?<=\bmỗi )(?:{spaced}){end}"
        rf"|(?<=\()(?:{spaced})(?=\))|(?<![\w°/])(?<!/ )(?:{bare}){end}|%"
    )


def _strokes(text: str) -> str:
    """`suất/ngày` behind a number is suất mỗi ngày; `ông/bà` is a choice."""
    text = _fixed_strokes().sub(lambda match: f"{settings()['fixed_strokes'][match[0]]} ", text)
    text = _RATE_OF_NUMBER.sub(" trên ", text)
    return _units(_STROKES.sub(_stroke, text))


@cache
def _fixed_strokes() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives('fixed_strokes')})(?!\w)")


def _signed(text: str) -> str:
    """`máu Rh-`: the sign is a part of the name, no dash."""
    return _signed_names().sub(lambda match: settings()["signed"][match[0]], text)


@cache
def _signed_names() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives('signed')})(?!\w)")


def _stroke(match: Match) -> str:
    first, *others = re.split(r" ?/ ?", match[0])
    before = match.string[max(0, match.start() - 80) : match.start() + len(first)]
    rate = first in listed("measures") or any(map(str.isdecimal, _PHRASE_END.split(before)[-1]))
    said, last = first, first
    for word in others:
        said += _between(last, word, rate) + word
        last = word
    return said


def _between(left: str, right: str, rate: bool) -> str:
    left, right, capitals = left.lower(), right.lower(), left[:1].isupper() and right[:1].isupper()
    of_a_kind = any(left in kind and right in kind for kind in settings()["kinds"])
    if rate and right in listed("rated") and not of_a_kind:
        return f" {settings()['rate']} "
    return " " if capitals and not of_a_kind else f" {settings()['choice']} "


def _brackets_and_signs(text: str) -> str:
    text = _ARROW.sub(", ", text)
    text = _BULLET.sub(r"\1 ", text)
    text = _without_pause().sub(lambda match: f" {match[1]}" + (f"{match[2]}," if match[2] else ""), text)
    text = _SIGN.sub(lambda match: f" {settings()['signs'].get(match[0], '')} ", text)
    return re.sub(r" ?[()] ?", ", ", " ".join(text.split()))


@cache
def _without_pause() -> re.Pattern[str]:
    return re.compile(rf"\s*\(({alternatives('without_pause')})(, [^()]+)?\)")


def _dashes(text: str) -> str:
    return _DASH.sub(_dash, text)


def _dash(match: Match) -> str:
    """A hyphen within a word stays, one between words that form a name is removed, any other is a pause."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    if not before[-1:].isalpha() or not after[:1].isalpha():
        return " "
    if match[0] == "-" and not _are_joined(before, after):
        return "-" if after[0].islower() else " "
    return " " if _are_joined(before, after) else ", "


def _are_joined(before: str, after: str) -> bool:
    """Whether the words around a dash form a name: `Quân - Dân`, `kinh tế - xã hội`, or two single names at the end."""
    left, right = before[-20:].split(), re.findall(r"[^\W\d_]+|\S", after[:20])
    words = listed("together")
    if any(_joined(left[-n:]) in words for n in (1, 2)) and any(_joined(right[:n]) in words for n in (1, 2)):
        return True
    return left[-1].istitle() and right[0].istitle() and not right[1:2]


def _joined(words: list[str]) -> str:
    return " ".join(words).lower()


def _stops(text: str) -> str:
    """Reduce several stops in a row to the strongest, with a blank after it and none before."""
    text = _DOTS.sub(lambda match: ". " if match.string[match.end() : match.end() + 1].isupper() else ", ", text)
    text = _CLOSING.sub(lambda match: next(stop for stop in "?!.:;," if stop in match[0]) + " ", text)
    return " ".join(text.split()).strip(",;: ").lstrip(".?! ")


_RULES: tuple[tuple[re.Pattern[str], Rule], ...] = tuple(
    (re.compile(needed), rule)
    for needed, rule in (
        (r"@|://|\w\.\w", _links),
        (r"\.|vv", dotted),
        (r"\d[-/]", documents),
        (r"[IVX]", roman),
        (r"\d", times),
        (r"\d|quý", dates),
        (r"[\d¼-¾⅐-⅞]", _amounts),
        (r"[\d%(]|[kmc][mgWV²³]|USD", _units),
        (r"/", _strokes),
        (r"\w[-+](?!\w)", _signed),
        (rf"[{UPPER}]{{2}}|[A-ZĐ]\d|\d[A-ZĐ]|[A-Z]\w*[A-Z]|Covid", abbreviations),
        (r"\d", numbers),
        (rf"{_SIGN.pattern}|[()]|--|->", _brackets_and_signs),
        (r"-", _dashes),
        (r"", _stops),
    )
)
