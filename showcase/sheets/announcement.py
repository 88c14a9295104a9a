"""The text about a model for the commune loudspeaker: for the ear, from the fields of the model alone.

A text has what must be said (which model, whose, where, in short, from which source) and, as far as the most that
`data/spoken.yml` allows, figures and steps. Only whole sentences are left out; none is shortened within but the
first, and that only where title, owner and place are so long that nothing else helps.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from showcase.gazetteer.communes import HOME_PROVINCE
from showcase.language.aloud import minutes, settings, spoken, syllables_of
from showcase.language.words import uncapitalised
from showcase.look.rendering import counted
from showcase.model.model import STOPPED, Figure, Model, Place, Source
from showcase.model.places import former_name, place_name

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_ORDINALS = ("thứ nhất", "thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "thứ tám")
_FIGURES = 4
# First words of an owner or a source that are no names, and so are small within a sentence.
_COMMON_NOUNS = ("Ông", "Bà", "Xã", "Phường", "Ấp", "Bản", "Tổ", "Nhóm", "Bài")
# Places that follow without "ở" where no owner stands between: a province behind its commune, all of a province.
_WITHOUT_IN = ("nay thuộc ", "toàn ", "tỉnh ", "thành phố ", "ở ")
_FIRST = "Xin giới thiệu mô hình"
_STOPPED = "Mô hình này đã dừng."
_STOPS = " .,:;?!"
_MODEL = re.compile(r"mô hình\b[:,]?\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
# What an editor may put before a step: its number, when it is the number that is said anyway.
_NUMBERED = re.compile(r"\s*(?:\(?(\d{1,2})[.)]\s|bước (\d{1,2})\s*[.:–-])\s*", re.IGNORECASE)
# Behind these a number goes on: a text is not cut there, and "tám tổ" is not told by "mười tám tổ".
_SAID = "không một mốt hai ba bốn tư năm lăm sáu bảy tám chín mười mươi trăm linh nghìn triệu tỷ phẩy chấm"
_NUMBER_WORDS = frozenset(_SAID.split())


@dataclass(frozen=True)
class Announcement:
    """A text to be read aloud."""

    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole text, a paragraph a line."""
        return "\n".join(self.paragraphs)

    @property
    def syllables(self) -> int:
        """At most `most` of `data/spoken.yml`."""
        return syllables_of(self.text)

    @property
    def minutes(self) -> float:
        """Minutes of slow reading, to the half."""
        return minutes(self.text)

    @property
    def length(self) -> str:
        """The minutes in words: `nửa phút`, `1 phút rưỡi`."""
        whole, half = divmod(self.minutes, 1)
        if not whole:
            return "nửa phút"
        return f"{int(whole)} phút{' rưỡi' if half else ''}"


def announcement(model: Model, sources: list[Source]) -> Announcement:
    """The text for a model; `sources` are its sources as the register describes them."""
    most: int = settings()["most"]
    opening, closing = _frame(model, sources, most)
    budget = most - syllables_of(" ".join(opening + closing))
    told = spoken(model.summary)
    summary, budget = _fitting(_SENTENCE_END.split(told), budget)
    figures, budget = _fitting(_figures(model, told), budget)
    steps, budget = _fitting(_steps(model), budget)
    paragraphs = (opening, summary, steps, figures, closing)
    return Announcement(tuple(" ".join(sentences) for sentences in paragraphs if sentences))


def _fitting(told: Iterable[str], budget: int) -> tuple[list[str], int]:
    """The first sentences that fit, and what is left of the budget; the first too long one ends it, to keep order."""
    taken = []
    for sentence in map(_sentence, filter(None, told)):
        if syllables_of(sentence) > budget:
            break
        taken.append(sentence)
        budget -= syllables_of(sentence)
    return taken, budget


def _sentence(said: str) -> str:
    """Words as a sentence: with a capital, and with one stop."""
    said = said.rstrip(" .;,:")
    return f"{said[:1].upper()}{said[1:]}{'' if said[-1:] in ('?', '!') else '.'}"


def _frame(model: Model, sources: list[Source], most: int) -> tuple[list[str], list[str]]:
    """Opening and closing. Where they are too long the source is left out, then the place, then the owner."""
    title, owner, where = _title(model.title), _owner(model), _where(model)
    source = _source(sources[0]) if sources else ""
    stopped = [_STOPPED] if model.status == STOPPED else []
    for parts, last in (((owner, where), source), ((owner, where), ""), ((owner,), ""), ((), "")):
        opening = [_sentence(", ".join(filter(None, (f"{_FIRST} {title}".strip(), *parts)))), *stopped]
        closing = [_sentence(last)] if last else []
        if syllables_of(" ".join(opening + closing)) <= most:
            return opening, closing
    room = most - syllables_of(" ".join([_FIRST, *stopped]))
    return [_sentence(f"{_FIRST} {_shortened(model.title, room)}"), *stopped], []


def _title(title: str) -> str:
    """The title within a sentence that says `mô hình` already."""
    said = spoken(title).strip(_STOPS)
    return said[found.end() :] if (found := _MODEL.match(said)) else said


def _shortened(title: str, room: int) -> str:
    """As many words of a title as there is room for; a number at the end goes whole, with none of its figures lost."""
    words = title.split()
    fitting = bisect_right(range(len(words)), room, key=lambda end: syllables_of(_title(" ".join(words[:end]))))
    words = words[:fitting]
    while words and (syllables_of(_title(" ".join(words))) > room or _is_number(words[-1])):
        words.pop()
    return _title(" ".join(words))


def _is_number(word: str) -> bool:
    return any(map(str.isnumeric, word)) or word.strip(_STOPS).lower() in _NUMBER_WORDS


def _owner(model: Model) -> str:
    """`của ông Nguyễn Văn A`; nothing that the title has told already."""
    name = model.owner.name
    said = spoken(_small(name)).strip(_STOPS) if name.lower() not in model.title.lower() else ""
    return f"của {said}" if said else ""


def _small(name: str) -> str:
    first, blank, rest = name.partition(" ")
    return f"{first.lower() if first in _COMMON_NOUNS else first}{blank}{rest}"


def _where(model: Model) -> str:
    """The first place; nothing that title and owner have told already."""
    place, told = model.places[0], f"{model.title}, {model.owner.name}".lower()
    where = spoken(_place(place, told)).strip(_STOPS)
    return f"ở {where}" if where and not model.owner.name and not where.startswith(_WITHOUT_IN) else where


def _place(place: Place, told: str) -> str:
    if place.today and place.today.name.lower() in told:
        home = place.today.province_code == HOME_PROVINCE
        return "" if home else uncapitalised(place.today.province)
    if place.today or place.whole_province:
        name = place_name(place)
        return f"{'nay thuộc ' if former_name(place) else ''}{uncapitalised(name)}"
    return "" if place.as_written.lower() in told else place.as_written


def _steps(model: Model) -> Iterator[str]:
    steps = model.replication.steps or model.approach.steps
    for number, (ordinal, step) in enumerate(zip(_ORDINALS, steps, strict=False), start=1):
        numbered = _NUMBERED.match(step)
        if numbered and int(numbered[1] or numbered[2]) == number:
            step = step[numbered.end() :]
        yield f"{'cách làm, ' if number == 1 else ''}{ordinal}: {spoken(step)}"


def _figures(model: Model, summary: str) -> Iterator[str]:
    """The first figures that the summary has not told; a time that several share is said once."""
    time = ""
    new = [figure for figure in dict.fromkeys(model.figures) if not _tells(summary, spoken(counted(figure)))]
    for figure in new[:_FIGURES]:
        again = figure.as_of == time
        time = figure.as_of or ""
        yield (spoken(f"Số liệu {_time(time)}.") + " " if time and not again else "") + _figure(figure)


def _figure(figure: Figure) -> str:
    label = spoken(figure.label).strip(_STOPS)
    return f"{label[:1].upper()}{label[1:]}: {spoken(counted(figure))}"


def _tells(summary: str, said: str) -> bool:
    before, found, _ = summary.partition(said)
    return bool(found) and before.split()[-1:] not in ([word] for word in _NUMBER_WORDS)


def _time(as_of: str) -> str:
    if "-" in as_of:
        return f"giai đoạn {as_of}"
    return as_of if "/" in as_of else f"năm {as_of}"


def _source(source: Source) -> str:
    """A report is named by its issuer: its own title is too long for the ear, and stands on the page."""
    what = "báo cáo" if source.title.startswith("Báo cáo") else _small(_BRACKETS.sub("", source.title))
    issuer = _BRACKETS.sub("", source.issuer)
    if not what or not issuer or " của " in what:
        return spoken(f"Theo {what or issuer}") if what or issuer else ""
    return spoken(f"Theo {what} của {issuer}")
