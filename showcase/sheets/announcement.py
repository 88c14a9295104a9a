"""The text about a model for the commune loudspeaker: for the ear, from the fields of the model alone.

A text has what must be said (which model, whose, where, in short, from which source) and, as far as the most that
`language/aloud.yml` allows, figures and steps. Only whole sentences are left out; none is shortened within but the
first, and that only where title, owner and place are so long that nothing else helps.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from showcase.files.catalogue import newest_day
from showcase.gazetteer.communes import gazetteer
from showcase.language.aloud import minutes, settings, spoken, syllables_of
from showcase.language.words import uncapitalised, within_sentence
from showcase.look.rendering import counted
from showcase.model.model import STOPPED, Figure, Model, Place, Source
from showcase.model.places import former_name, place_name
from showcase.schema.settings import home_province

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_ORDINALS = ("thứ nhất", "thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "thứ tám")
_FIGURES = 4
_PLACES = 3
"""So many places of a deed are said."""
# "Xã đoàn Cửa Dương" names the commune too.
_BRANCH = re.compile(r"\b(xã|phường|huyện) đoàn\b")
# An address in the words of a source that can be said as it is; others, such as "nhiều nơi", are left out.
_UNIT = re.compile(
    r"(?:tỉnh|thành phố|thị xã|huyện|quận|thị trấn|xã|phường|đặc khu|thôn|ấp|khóm|xóm|bản|buôn|khu phố) ", re.IGNORECASE
)
# Units that no longer exist since 1 July 2025, within an address.
_ABOLISHED = re.compile(r"\b(?:huyện|thị xã|quận|thị trấn) ", re.IGNORECASE)
_HAMLET = re.compile(r"(?:thôn|ấp|khóm|xóm|bản|buôn|khu phố|tổ dân phố) [^,]+, ")
_FORMER = re.compile(r" cũ\b")
# A commune within an address; the unit may be missing: "Cửa Dương, huyện Phú Quốc".
_COMMUNE = re.compile(
    r"(?:^|, )((?:xã|phường|thị trấn) [^,]+|[^,]+(?=, (?:huyện|thị xã|thành phố|quận) ))", re.IGNORECASE
)
_BEFORE = "nơi trước đây thuộc "
_SEVERAL = re.compile(r" (?:và|cùng|với) ")
_FIRST = "Xin giới thiệu mô hình"
_STOPPED = "Mô hình này đã dừng."
_AMONG = "Trong những việc đã làm có"
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
        """At most `most` of `language/aloud.yml`."""
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


def announcement(model: Model, sources: list[Source], old: bool = False) -> Announcement:
    """The text for a model; `sources` are its sources as the register describes them.

    `old`: whether what is told is old, so that its year is said at the beginning.
    """
    most: int = settings()["most"]
    opening, closing = _frame(model, sources, most, old)
    budget = most - syllables_of(" ".join(opening + closing))
    told = spoken(model.summary)
    summary, budget = _fitting(_SENTENCE_END.split(told), budget)
    figures, budget = _fitting(_figures(model, told), budget)
    steps = _steps(model, budget)
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


def _frame(model: Model, sources: list[Source], most: int, old: bool) -> tuple[list[str], list[str]]:
    """Opening and closing. Where they are too long the source is left out, then the place, then the owner."""
    title, owner, where = _title(model.title), _owner(model), _where(model)
    source = _source(sources[0]) if sources else ""
    if source and len(sources) > 1:
        source += f"{',' if ', ' in source else ''} {spoken(f'và {len(sources) - 1} nguồn khác')}"
    stopped = [_STOPPED] if model.status == STOPPED else []
    if old and model.year and model.year not in model.summary:
        stopped.append(_sentence(spoken(f"Tin mới nhất rõ năm về mô hình này là tin năm {model.year}")))
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
    """`của ông Nguyễn Văn A`; if the title names the owner, only the words missing at its end: `xã Vĩnh Thạnh`."""
    name = model.owner.name
    first, _, place = name.partition(", ")
    if place and f" {model.title}".lower().endswith(f" {first}".lower()):
        return spoken(place).strip(_STOPS)
    said = spoken(within_sentence(name)).strip(_STOPS) if name.lower() not in model.title.lower() else ""
    return f"của {said}" if said else ""


def _where(model: Model) -> str:
    """Where it was done; nothing that title and owner have told already.

    Only where the owner's own name has the place does today's name of it say where the owner sits.
    """
    if not model.done:
        return ""
    title, owner = (_BRANCH.sub(r"\1", name.lower()) for name in (model.title, model.owner.name))
    told, before = f"{title}, {owner}", owner if owner and owner not in title else title
    seat = _seat(model.done[0], told, before) if len(model.done) == 1 else None
    if seat is not None:
        at, where = "", seat
    elif any(place.today for place in model.done):
        at, where = _today(model)
    else:
        at, where = _as_written(model, told)
    doing = "làm " if where and model.owner.name and (seat is None or seat.startswith("ở ")) else ""
    return spoken(f"{doing}{at}{where}").strip(_STOPS)


def _seat(place: Place, told: str, before: str) -> str | None:
    """What is still to be said of a place that title and owner name (`told`); None where they do not name it.

    `before`: what is said last before it: where that ends in the hamlet or the former commune of the place, and is
    one owner alone, today's commune follows at once.
    """
    if not place.today:
        return None
    if place.today.name.lower() in told:
        if place.today.province_code == home_province():
            return ""
        follows = before.endswith(place.today.name.lower())
        return uncapitalised(place.today.province if follows else f"ở {uncapitalised(place_name(place))}")
    units = [place.hamlet, *_COMMUNE.findall(place.as_written)]
    ending = "|".join(re.escape(unit.strip().lower()) for unit in units if unit.strip())
    if not ending or _SEVERAL.search(before) or not re.search(rf"\b(?:{ending})(?:, [^,]+)?$", before):
        return None
    return f"{'nay thuộc ' if former_name(place) else ''}{uncapitalised(place_name(place))}"


def _today(model: Model) -> tuple[str, str]:
    """Today's communes, those of one province together: `("ở ", "xã Tân Châu, xã Vĩnh Xương và 2 nơi khác")`."""
    places = [place for place in model.done if place.today]
    communes = list(dict.fromkeys(place.today for place in places if place.today))
    left = len(communes[_PLACES:]) + len(model.done) - len(places)
    by_province: dict[str, list[str]] = {}
    for commune in communes[:_PLACES]:
        by_province.setdefault(commune.province_code, []).append(uncapitalised(commune.name))
    provinces = gazetteer().provinces
    for code, names in by_province.items():
        names += [] if code == home_province() else [uncapitalised(provinces[code])]
    former = "nơi nay thuộc " if any(map(former_name, places)) else ""
    return f"ở {former}", ", ".join(chain(*by_province.values())) + (f" và {left} nơi khác" if left > 0 else "")


def _as_written(model: Model, told: str) -> tuple[str, str]:
    """Places without a commune of today, in the words of their sources; empty where those cannot be said.

    What they call a district, or was divided, was before 1 July 2025: `("ở ", "nơi trước đây thuộc huyện An Minh")`.
    """
    if model.done[0].whole_province:
        return "trong ", uncapitalised(place_name(model.done[0]))
    names = list(dict.fromkeys(filter(None, map(_unit_in_words, model.done))))
    if not names or (len(names) == 1 and names[0].removeprefix(_BEFORE).lower() in _FORMER.sub("", told)):
        return "", ""
    left = len(model.done) - len(names[:_PLACES])
    parts = [*names[:_PLACES], *([f"{left} nơi khác"] if left > 0 else [])]
    return "ở ", " và ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def _unit_in_words(place: Place) -> str:
    """`nơi trước đây thuộc huyện An Minh`, `thôn Nà Xá, nơi trước đây thuộc xã Yên Định`; empty without a unit."""
    written = place.as_written
    if not _UNIT.match(written):
        return ""
    if not (place.candidates or _ABOLISHED.search(written)):
        return uncapitalised(written)
    words = _FORMER.sub("", uncapitalised(written))
    hamlet = _HAMLET.match(words)
    # The hamlet still exists; the commune and the district do not.
    return f"{hamlet[0]}{_BEFORE}{words[hamlet.end() :]}" if hamlet else f"{_BEFORE}{words}"


def _steps(model: Model, budget: int) -> list[str]:
    """All steps in their order, or those that fit, the deeds of people before papers; without steps how it was told."""
    steps = [spoken(_bare(step, at)) for at, step in enumerate(model.replication.steps or model.approach.steps, 1)]
    if not steps:
        told = spoken(" ".join(model.approach.text.split()))
        return _fitting(_SENTENCE_END.split(f"Cách làm: {told}" if told else ""), budget)[0]
    numbered = [
        f"{'cách làm, ' if not at else ''}{ordinal}: {step[:1].upper()}{step[1:]}"
        for at, (ordinal, step) in enumerate(zip(_ORDINALS, steps, strict=False))
    ]
    taken, _ = _fitting(numbered, budget)
    return taken if len(taken) == len(steps) else _chosen(steps, budget)


def _bare(step: str, at: int) -> str:
    """A step without its own number, where that equals the number that is read out."""
    numbered = _NUMBERED.match(step)
    return step[numbered.end() :] if numbered and int(numbered[1] or numbered[2]) == at else step


def _chosen(steps: list[str], budget: int) -> list[str]:
    """As many steps as fit, in their order: first those in which people act, last those about papers."""
    budget -= syllables_of(_AMONG)
    chosen: list[int] = []
    for at in sorted(range(len(steps)), key=lambda at: (_rank(steps[at]), at)):
        cost = syllables_of(_sentence(steps[at]))
        if steps[at] and cost <= budget:
            chosen.append(at)
            budget -= cost
    told = [_sentence(steps[at]) for at in sorted(chosen)]
    return [f"{_AMONG}: {told[0]}", *told[1:]] if told else []


def _rank(step: str) -> int:
    """0 for what people did, 2 for what was written, 1 between them."""
    said = step.lower()
    if any(word in said for word in settings()["people"]):
        return 0
    return 2 if any(word in said for word in settings()["papers"]) else 1


def _figures(model: Model, summary: str) -> Iterator[str]:
    """The first figures that the summary has not told; a time that several share is said once.

    Figures without any time come first, so that none is heard as belonging to the time said before it.
    """
    said = ""
    new = [figure for figure in dict.fromkeys(model.figures) if not _tells(summary, spoken(counted(figure)))]
    for figure in sorted(new[:_FIGURES], key=lambda one: bool(_when(model, one))):
        when = _when(model, figure)
        yield (spoken(when) + " " if when != said else "") + _figure(figure)
        said = when


def _when(model: Model, figure: Figure) -> str:
    """The time of a figure, or the year of the source that gives none; empty when neither is known."""
    if figure.as_of:
        return f"Số liệu {_time(figure.as_of)}."
    year = model.figure_years[figure]
    return f"Theo nguồn {_time(year)}." if year else ""


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
    """The source of the text by its issuer and year, a report called one; titles of articles are nothing for the ear.

    A report without a day that names a year is the report of that year. An issuer that names nobody (`Báo chí`) is left
    out: then the title must do.
    """
    title, issuer = (_BRACKETS.sub("", text).strip() for text in (source.title, source.issuer.split(", đăng lại")[0]))
    day = newest_day([source], {})
    year = f", năm {day[-4:]}" if source.date and day else ""
    if not issuer or issuer in settings()["no_issuers"]:
        return spoken(f"Theo {within_sentence(title)}") if title else ""
    told = f" năm {day[-4:]}" if day and not source.date else ""
    report = f"báo cáo{told} của " if title.startswith("Báo cáo") else ""
    return spoken(f"Theo {report}{issuer}{year}")
